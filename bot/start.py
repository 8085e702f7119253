"""What a start makes sure of: the desk's row, its accounts, its owners; and what it says of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.albums import wait_for_albums
from bot.binding import move_desk
from bot.config import Settings
from bot.deadlines import renew
from bot.desk.lanes import account_lane
from bot.lacking import look_anew
from bot.needs import account_key, forget_the_unconfigured
from bot.telegram.commands import hash_of
from bot.troubles import look_first
from connectors.base import Connector
from storage.models import HAND, Account, Desk, Event, Lane, Role, Staff
from storage.outbox import probe_lane, run_lane_again
from storage.queries import owners, speaking

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Started:
    """What came out. `owner_code`: the one-time code that makes its bearer the owner; None: there is one."""

    desk_id: int
    owner_code: str | None
    bound_elsewhere: int | None
    """The chat that `/setup` bound, where OPERATORS_CHAT_ID names another."""
    languages: frozenset[str]
    """In which somebody here reads."""


async def prepare(session: AsyncSession, settings: Settings, now: datetime) -> Started:
    """The settings take effect; what was bound in Telegram wins over OPERATORS_CHAT_ID, and SUMMARY_AT is the hour that a
    new desk begins with.

    Processes that start together do it one after the other, and all come to the same. The desk's row is not locked: a
    busy desk would keep a replica from starting.
    """
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('otklik prepare', 0))"))
    desk = (await session.scalars(select(Desk).order_by(Desk.id).limit(1))).one_or_none()
    if desk is None:
        desk = Desk(title="Otklik", language="", timezone="", summary_at="", case_count=0, created_at=now)
        session.add(desk)
    desk.language = settings.language
    moved = desk.timezone not in ("", settings.timezone.key)
    desk.timezone = settings.timezone.key
    desk.summary_at = desk.summary_at or settings.summary_at.strftime("%H:%M")  # the owner's choice wins
    await session.flush()
    if moved:
        await renew(session, desk.id)
    elsewhere = await _chat(session, desk, settings, now)
    for user_id in settings.owner_ids:
        await _owner(session, desk, user_id)
    await _try_again(session, now)
    await wait_for_albums(session, now)
    code = None if await owners(session, desk.id) else await _owner_code(session, desk, settings)
    desk.owner_code_hash = None if code is None else hash_of(code)
    languages = {desk.language, *(one.language or desk.language for one in await speaking(session, desk.id))}
    return Started(desk.id, code, elsewhere, frozenset(languages))


async def _owner_code(session: AsyncSession, desk: Desk, settings: Settings) -> str:
    """The same in every process: a replica's start must not spoil the link that another one printed.

    Known to who has the bot's token, as everything here is. Who became owner has used it up: the next one differs.
    """
    query = select(func.count()).select_from(Event).where(Event.desk_id == desk.id, Event.kind == "owner")
    used = await session.scalar(query)
    about = f"owner of desk {desk.id} since {desk.created_at.isoformat()}, after {used}"
    key = settings.telegram_bot_token.get_secret_value().encode()
    made = hmac.digest(key, about.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made[:18]).decode()


async def _chat(session: AsyncSession, desk: Desk, settings: Settings, now: datetime) -> int | None:
    wanted = settings.operators_chat_id
    if wanted is None or wanted == desk.chat_id:
        return None
    await session.refresh(desk, with_for_update={"key_share": True})
    if desk.bound_at is not None:
        return desk.chat_id
    await move_desk(session, desk, wanted, None, now)
    return None


async def _try_again(session: AsyncSession, now: datetime) -> None:
    """What a person had to mend may be mended: every lane that stands tries one thing, and goes on if that works.

    It stays stopped till then, so that a start in vain is not told to anybody.
    """
    await session.execute(update(Lane).where(Lane.stopped.is_not(None)).values(probe_at=now))
    await look_first(session, now)


async def _owner(session: AsyncSession, desk: Desk, user_id: int) -> None:
    """Known beforehand by OWNER_IDS; the name comes with their first word."""
    await session.execute(
        insert(Staff)
        .values(desk_id=desk.id, user_id=user_id, name=str(user_id), role=Role.OWNER)
        .on_conflict_do_update(
            index_elements=[Staff.desk_id, Staff.user_id], set_={"role": Role.OWNER, "left_at": None}
        )
    )


async def account_of(session: AsyncSession, desk_id: int, connector: Connector) -> int:
    """The row of a configured account."""
    await session.execute(
        insert(Account)
        .values(desk_id=desk_id, network=connector.network, external_id=connector.account_id)
        .on_conflict_do_nothing()
    )
    query = select(Account.id).where(
        Account.network == connector.network, Account.external_id == connector.account_id
    )
    return (await session.scalars(query)).one()


async def introduce(
    session: AsyncSession, account_id: int, title: str | None, url: str | None, now: datetime
) -> None:
    """What the network calls the account. It knows us: what stopped because it did not is tried at once."""
    await session.execute(update(Account).where(Account.id == account_id).values(title=title, url=url))
    await look_anew(session, account_id)
    await probe_lane(session, account_lane(await session.get_one(Account, account_id)), now)


async def leave_the_unconfigured(
    session: AsyncSession, connectors: Sequence[Connector], now: datetime
) -> None:
    """Accounts that the settings no longer name: what waits to be answered there fails with that reason, at once."""
    await forget_the_unconfigured(session, connectors, now)
    configured = {account_key(one) for one in connectors}
    for account in (await session.scalars(select(Account).where(Account.network != HAND))).all():
        if (lane := account_lane(account)) not in configured:
            await run_lane_again(session, lane, now)
