"""What is not well: the owners hear of it once, and once more when it is over. The one place for that rule.

A trouble is a row, so that it is told once by any number of processes and across restarts: telling and marking commit
together. A part that is well by itself in less than its patience was no trouble at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.keyboards import network_name
from bot.desk.lanes import chat_of, telegram_lane
from bot.notices import tell_owners
from bot.texts import words
from bot.transaction import transaction
from storage.errors import DATABASE_FAILED
from storage.models import Account, Desk, Event, Json, Lane, Outbox, RowState, Trouble
from storage.queries import owners, the_desk

log = structlog.get_logger()

AT_ONCE = timedelta(0)
"""What a person must mend does not get better by waiting."""
PATIENCE = timedelta(minutes=5)
AFTER_START = timedelta(minutes=1)
"""Two long polls: what was not well when the program stopped may be well long since."""
AWAY = timedelta(minutes=10)
"""What should have been told so long ago nobody was there to tell: longer than anything waits to start us again."""
SINGLY, TOGETHER = 3, timedelta(hours=1)
"""Of the dead letters of an hour so many are told one by one, the others in one message at its end."""

TELEGRAM, DEAD = "telegram", "dead letters"
UNKNOWN = "unknown"
AFTERWARDS = frozenset({"telegram-away"})
"""Told only when it is over: there was no way to tell it before."""
WELL = {
    "ear": "ear-well",
    "callback": "callback-well",
    "answers": "answers-well",
    "chat": "chat-well",
    "private": "private-well",
    "telegram": "telegram-well",
    "hook": "hook-well",
    "needs": "needs-well",
    "search": "search-well",
}
"""By the first word of a trouble's key, what is told when it is over."""


# --- the rule


async def begin(
    session: AsyncSession,
    desk_id: int,
    part: str,
    key: str,
    params: Json,
    now: datetime,
    patience: timedelta = PATIENCE,
) -> None:
    """`part` is not well; told by `key` when it lasts longer than `patience`.

    What goes on is told again only if a person must now do something else about it.
    """
    trouble = await _opened(session, desk_id, part, key, params, now, patience)
    if trouble.key != key and patience <= AT_ONCE:
        trouble.key, trouble.params, trouble.tell_at, trouble.told_at = key, params, now, None
    if trouble.told_at is None and trouble.tell_at <= now and trouble.key not in AFTERWARDS:
        await _tell(session, trouble, now)


async def end(session: AsyncSession, part: str, now: datetime, only: Collection[str] | None = None) -> None:
    """`part` is well again. Who was told that it was not hears it. `only`: if it had one of these keys."""
    for trouble in await _open_for_update(session, Trouble.part == part):
        if only is not None and trouble.key not in only:
            continue
        trouble.ended_at = now
        afterwards = trouble.key in AFTERWARDS and trouble.tell_at <= now
        if afterwards or trouble.told_at is not None:
            await _tell_well(session, trouble, now)


async def forget(session: AsyncSession, part: str, now: datetime) -> None:
    """`part` is no part any more: neither well nor unwell, so nobody hears of it. What waits to tell of it is not sent."""
    for trouble in await _open_for_update(session, Trouble.part == part):
        trouble.ended_at = now


async def what_lasts(session: AsyncSession, now: datetime) -> None:
    """A tick: tell what has lasted longer than its patience."""
    due = (Trouble.told_at.is_(None), Trouble.tell_at <= now, Trouble.key.not_in(AFTERWARDS))
    for trouble in await _open_for_update(session, *due, skip_locked=True):
        if trouble.part == DEAD:
            await _sum_up(session, trouble, now)
        else:
            await _tell(session, trouble, now)


async def look_first(session: AsyncSession, now: datetime) -> None:
    """The program starts: its parts look for themselves before anything old is told.

    Once: one that starts again and again would otherwise never tell what it lacks. Only after a long absence once more.
    """
    grace = now + AFTER_START
    had_none = Trouble.tell_at <= Trouble.began_at + PATIENCE
    untold = (Trouble.ended_at.is_(None), Trouble.told_at.is_(None), Trouble.tell_at < grace)
    await session.execute(
        update(Trouble).where(*untold, had_none | (Trouble.tell_at < now - AWAY)).values(tell_at=grace)
    )


async def tell_newcomer(session: AsyncSession, desk: Desk, user_id: int, now: datetime) -> None:
    """An owner opens the private chat: what is not well still, unless it waits there or was told already."""
    told = Trouble.told_at.is_not(None)
    query = select(Trouble).where(Trouble.desk_id == desk.id, Trouble.ended_at.is_(None), told)
    lasting = (await session.scalars(query.order_by(Trouble.id))).all()
    if not lasting:
        return
    here = select(Outbox.payload["trouble"].as_integer()).where(
        Outbox.lane == telegram_lane(user_id), Outbox.kind == "notice", Outbox.payload.has_key("trouble")
    )
    known = set((await session.scalars(here)).all())
    everyone = {owner.user_id for owner in await owners(session, desk.id)}
    for trouble in lasting:
        if trouble.id not in known:
            await _tell(session, trouble, now, but=everyone - {user_id})


async def still_true(session: AsyncSession, payload: Json) -> bool:
    """Whether a notice still says what is so, when it is about to be sent."""
    if "trouble" not in payload:
        return True
    trouble = await session.get(Trouble, payload["trouble"])
    return trouble is not None and trouble.ended_at is None and trouble.key == payload["key"]


async def _opened(
    session: AsyncSession,
    desk_id: int,
    part: str,
    key: str,
    params: Json,
    now: datetime,
    patience: timedelta,
) -> Trouble:
    """The open one of this part, locked; made if there is none."""
    new = insert(Trouble).values(
        desk_id=desk_id, part=part, key=key, params=params, began_at=now, tell_at=now + patience
    )
    which = [Trouble.desk_id, Trouble.part]
    while True:
        await session.execute(
            new.on_conflict_do_nothing(index_elements=which, index_where=Trouble.ended_at.is_(None))
        )
        found = await _open_for_update(session, Trouble.desk_id == desk_id, Trouble.part == part)
        if found:
            return found[0]
        # The one in the way ended between the two statements.


async def _open_for_update(
    session: AsyncSession, *where: object, skip_locked: bool = False
) -> Sequence[Trouble]:
    query = select(Trouble).where(Trouble.ended_at.is_(None), *where).order_by(Trouble.id)  # type: ignore[arg-type]
    locked = query.with_for_update(skip_locked=skip_locked)
    return (await session.scalars(locked, execution_options={"populate_existing": True})).all()


async def _tell(session: AsyncSession, trouble: Trouble, now: datetime, but: Collection[int] = ()) -> None:
    desk = await session.get_one(Desk, trouble.desk_id)
    log.warning("trouble", part=trouble.part, key=trouble.key, since=trouble.began_at)
    params = {**trouble.params, "lasted": lasted(now - trouble.began_at)}
    but = {*but, *_whose(trouble.part)}
    await tell_owners(session, desk, trouble.key, params, now, but=but, trouble=trouble.id)
    trouble.told_at = trouble.told_at or now


async def _tell_well(session: AsyncSession, trouble: Trouble, now: datetime) -> None:
    """Not to those who never read that it was not: neither is news to them."""
    desk = await session.get_one(Desk, trouble.desk_id)
    log.info("trouble is over", part=trouble.part, key=trouble.key, since=trouble.began_at)
    params = {**trouble.params, "lasted": lasted(now - trouble.began_at)}
    if trouble.part == TELEGRAM:
        params |= await _meanwhile(session, desk, trouble.began_at, now)
    but = {*_whose(trouble.part), *await _take_back(session, trouble, now)}
    await tell_owners(session, desk, WELL[trouble.key.partition("-")[0]], params, now, but=but)


async def _take_back(session: AsyncSession, trouble: Trouble, now: datetime) -> set[int]:
    """What waits to tell of it is cancelled. Gives the owners who never knew: it was never on its way to them, or their
    private chat takes nothing.
    """
    lanes = [telegram_lane(owner.user_id) for owner in await owners(session, trouble.desk_id)]
    waiting = select(Outbox).where(
        Outbox.lane.in_(lanes),
        Outbox.state == RowState.PENDING,
        Outbox.kind == "notice",
        Outbox.payload.contains({"trouble": trouble.id}),
    )
    # A row that is being claimed is left to `still_true`: whoever holds a lane must not be waited for here.
    rows = (await session.scalars(waiting.with_for_update(skip_locked=True))).all()
    for row in rows:
        row.state, row.settled_at = RowState.CANCELLED, now
    unread = [row.lane for row in rows]
    closed = await session.scalars(select(Lane.key).where(Lane.key.in_(unread), Lane.stopped.is_not(None)))
    untried = [row.lane for row in rows if row.attempts == 0]
    return {chat_of(lane) or 0 for lane in (*closed, *untried) if lane is not None}


def _whose(part: str) -> set[int]:
    """Whom a trouble is about, if it is a person's private chat: nobody hears about the very chat it is said in."""
    chat = chat_of(part)
    return set() if chat is None else {chat}


def lasted(passed: timedelta) -> Json:
    """How long, as words within words: `12 minutes`."""
    minutes = max(1, round(passed.total_seconds() / 60))
    if minutes < 120:
        return _unit("minutes", minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return _unit("hours", hours)
    return _unit("days", round(hours / 24))


def _unit(unit: str, amount: int) -> Json:
    return {"key": "lasted", "params": {"unit": unit, "amount": amount}}


# --- a part that fails and is well again all the time


class Pulse:
    """What a part remembers of its own trouble, so that being well costs no look at the database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        part: str,
        clock: Callable[[], datetime],
        account_id: int | None = None,
    ) -> None:
        self._sessions = sessions
        self._part = part
        self._clock = clock
        self._account_id = account_id
        self._noted: str | None = UNKNOWN
        """The key of what is noted; None: the part is well."""

    def forget(self) -> None:
        """The part begins to work here: another program may have noted something meanwhile."""
        self._noted = UNKNOWN

    async def fails(self, key: str, patience: timedelta = PATIENCE, params: Json | None = None) -> None:
        """`params`: what the words need beside the account's name."""
        if self._noted == key:
            return
        try:
            async with transaction(self._sessions) as session:
                if self._account_id is None:
                    desk_id, about = (await the_desk(session)).id, {}
                else:
                    account = await session.get_one(Account, self._account_id)
                    desk_id, about = account.desk_id, {"account": await account_name(session, account)}
                await begin(
                    session, desk_id, self._part, key, {**(params or {}), **about}, self._clock(), patience
                )
        except DATABASE_FAILED as error:
            log.warning("trouble not noted", part=self._part, error=type(error).__name__)
        else:
            self._noted = key

    async def is_well(self) -> None:
        if self._noted is None:
            return
        try:
            async with transaction(self._sessions) as session:
                await end(session, self._part, self._clock())
        except DATABASE_FAILED as error:
            log.warning("recovery not noted", part=self._part, error=type(error).__name__)
        else:
            self._noted = None


async def account_name(session: AsyncSession, account: Account) -> str:
    """`VK · Nordlicht Coffee`."""
    desk = await session.get_one(Desk, account.desk_id)
    network = network_name(account.network, words(desk.language))
    return f"{network} · {account.title or account.external_id}"


async def _meanwhile(session: AsyncSession, desk: Desk, began: datetime, ended: datetime) -> Json:
    """From when to when, and how many cases came in."""
    opened = select(func.count()).where(
        Event.desk_id == desk.id, Event.at >= began, Event.at <= ended, Event.kind == "opened"
    )
    zone = ZoneInfo(desk.timezone)
    form = "%H:%M" if began.astimezone(zone).date() == ended.astimezone(zone).date() else "%d.%m. %H:%M"
    return {
        "began": began.astimezone(zone).strftime(form),
        "ended": ended.astimezone(zone).strftime(form),
        "count": await session.scalar(opened) or 0,
    }


# --- what never becomes well


async def dead_letter(session: AsyncSession, desk_id: int, number: int, now: datetime) -> None:
    """Something about case `number` will never be seen in a chat. Once per case and hour."""
    trouble = await _opened(session, desk_id, DEAD, "dead-letters", {"cases": []}, now, TOGETHER)
    cases = trouble.params["cases"]
    if number in cases:
        return
    trouble.params = {"cases": [*cases, number]}
    if len(cases) < SINGLY:
        desk = await session.get_one(Desk, desk_id)
        await tell_owners(session, desk, "dead-letter", {"number": number}, now)


async def _sum_up(session: AsyncSession, trouble: Trouble, now: datetime) -> None:
    """The hour is over; the next dead letter begins another."""
    others = trouble.params["cases"][SINGLY:]
    if others:
        desk = await session.get_one(Desk, trouble.desk_id)
        listed = ", ".join(f"#{number}" for number in others[:20]) + (" …" if len(others) > 20 else "")
        params = {"count": len(others), "cases": listed, "number": others[0]}
        await tell_owners(session, desk, "dead-letters", params, now)
        trouble.told_at = now
    trouble.ended_at = now
