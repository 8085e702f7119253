"""A pasted address of something a customer wrote: read at the network, then a case as if it had come by itself.

Asked as everything is, by an outbox row of the account's lane, so that a restart loses none; what the network says is
taken in by `bot/intake.py`, in the transaction that settles the row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions
from bot.byhand import mark_made
from bot.desk.lanes import Urgency, account_lane
from bot.desk.links import message_link
from bot.desk.permissions import require
from bot.desk.retry import TRIES, Again, Done, Verdict, backoff
from bot.desk.richtext import Rich, bold, fill, link, plain
from bot.desk.signs import Sign
from bot.desk.states import Action
from bot.homes import chat_at_home
from bot.intake import take
from bot.networks import Networks
from bot.notices import say
from bot.outcomes import Source, sign_source
from bot.reading import words_in
from bot.record import bring_out, enqueue, lock
from connectors.base import Batch, Incoming
from connectors.errors import (
    Auth,
    ConnectorError,
    Gone,
    OutcomeUnknown,
    Permission,
    PolicyRefused,
    Transient,
)
from connectors.reading import LinkRefused, ReadsLinks, Whose
from storage.models import Account, Case, Desk, Message, Outbox, Staff
from storage.queries import message_by_key, operators_card

log = structlog.get_logger()

LINK = "link"
PATIENCE = timedelta(seconds=60)
"""What a network lets wait longer is said to be in vain: somebody waits for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who pasted it, in which message (0: an ephemeral one). `note`: what else they wrote there."""

    url: str
    source: Source
    thread_id: int | None
    staff: Staff
    note: str = ""


def account_for(networks: Networks, url: str) -> int | None:
    """The account whose page it is on, else one of that network; None: no network of ours has such an address."""
    others = None
    for account_id, connector in networks:
        if isinstance(connector, ReadsLinks) and (whose := connector.whose(url)) is not None:
            if whose is Whose.OURS:
                return account_id
            others = others or account_id
    return others


async def ask(session: AsyncSession, account_id: int, asked: Asked, now: datetime) -> None:
    """Raises Refused: the role."""
    require(asked.staff.role, Action.CLAIM)
    account = await session.get_one(Account, account_id)
    enqueue(
        session,
        desk_id=account.desk_id,
        lane=account_lane(account),
        kind=LINK,
        urgency=Urgency.ACT,
        not_before=now,
        payload={
            "account": account.id,
            "url": asked.url,
            "staff": asked.staff.id,
            "chat": asked.source.chat_id,
            "message": asked.source.message_id,
            "thread": asked.thread_id,
            "note": asked.note,
        },
    )
    _sign(session, account.desk_id, asked.source, Sign.WAITING, now)


def _sign(session: AsyncSession, desk_id: int, source: Source, what: Sign, now: datetime) -> None:
    if source.message_id:
        sign_source(session, desk_id, source, what, now)


class Links:
    """The part of an account's carrier that reads what was pasted."""

    def __init__(self, networks: Networks, *, clock: Callable[[], datetime]) -> None:
        self._networks = networks
        self._clock = clock

    async def carry(self, row: Outbox) -> Verdict:
        """Never fails for good without words to whoever pasted it."""
        connector = self._networks.of(row.payload["account"])
        if not isinstance(connector, ReadsLinks):
            return self._in_vain(row, "link-not-connected")
        try:
            found = await connector.read_link(row.payload["url"])
        except ConnectorError as error:
            log.info("link not read", row=row.id, error=type(error).__name__, code=error.code)
            if (wait := _wait(error, row.attempts)) is not None:
                return Again(self._clock() + wait)
            return self._in_vain(row, _why(error))

        async def then(session: AsyncSession) -> None:
            await _open(session, row, found, self._clock())

        return Done(then=then)

    def _in_vain(self, row: Outbox, key: str) -> Verdict:
        async def then(session: AsyncSession) -> None:
            await _tell(session, row, key, self._clock())

        return Done(then=then)


def _wait(error: ConnectorError, attempts: int) -> timedelta | None:
    """When it is worth to ask again; None: it is not."""
    if attempts >= TRIES or not isinstance(error, Transient | OutcomeUnknown):
        return None
    seconds = error.retry_after if isinstance(error, Transient) else None
    wait = backoff(attempts) if seconds is None else timedelta(seconds=seconds)
    return wait if wait <= PATIENCE else None


def _why(error: ConnectorError) -> str:
    """The words that tell why it was in vain, and what works."""
    match error:
        case LinkRefused(why=why):
            return f"link-{why.value}"
        case Gone() | PolicyRefused():
            return "link-gone"
        case Permission():
            return "link-no-token"
        case Auth():
            return "link-refused"
        case _:
            return "link-trouble"


async def _open(session: AsyncSession, row: Outbox, found: Sequence[Incoming], now: datetime) -> None:
    """As if it had been heard just now. What is known already is shown again."""
    account = await session.get_one(Account, row.payload["account"])
    staff = await session.get_one(Staff, row.payload["staff"])
    last = found[-1].key
    known = await _case_of(session, account, last)
    await take(session, account, Batch(found, None), now)
    case = known or await _case_of(session, account, last)
    if case is None:
        await _tell(session, row, "link-trouble", now)
        return
    case = await lock(session, case.id)
    fresh = known is None and case.opened_at == now
    if fresh:
        mark_made(session, case, staff, now)
    await bring_out(session, case, Urgency.ACT, now)
    if row.payload["note"]:
        await actions.note(session, case.id, row.payload["note"], staff, None, now)
    if not fresh and await chat_at_home(session, case) is None:
        await actions.show_again(session, case.id, now)
    source = Source(row.payload["chat"], row.payload["message"])
    _sign(session, row.desk_id, source, Sign.NOTED, now)
    desk = await session.get_one(Desk, row.desk_id)
    if source.chat_id != desk.chat_id or not fresh:
        await _tell(session, row, "link-opened" if fresh else "link-known", now, case)


async def _case_of(session: AsyncSession, account: Account, key: str) -> Case | None:
    """The case of what is known by a key: here, or at another account of the network, whose search found it."""
    message = await message_by_key(session, account.id, key)
    if message is None:
        accounts = select(Account.id).where(
            Account.desk_id == account.desk_id, Account.network == account.network
        )
        found = select(Message).where(Message.account_id.in_(accounts), Message.key == key)
        message = (await session.scalars(found.limit(1))).one_or_none()
    return None if message is None else await session.get_one(Case, message.case_id)


async def _tell(
    session: AsyncSession, row: Outbox, key: str, now: datetime, case: Case | None = None
) -> None:
    """In reply to the message in which it was pasted."""
    desk = await session.get_one(Desk, row.desk_id)
    source = Source(row.payload["chat"], row.payload["message"])
    if case is None:
        _sign(session, desk.id, source, Sign.NONE, now)
    shown = {} if case is None else {"case": await _linked(session, case)}
    said = fill(await words_in(session, desk, source.chat_id), key, **shown)
    say(
        session,
        desk.id,
        said.html,
        now,
        chat_id=source.chat_id,
        thread_id=row.payload["thread"],
        reply_to=source.message_id or None,
    )


async def _linked(session: AsyncSession, case: Case) -> Rich:
    card = await operators_card(session, case.id)
    label = plain(f"#{case.number}")
    if card is None or card.chat_id is None or card.message_id is None:
        return bold(label)
    return bold(link(label, message_link(card.chat_id, card.message_id)))
