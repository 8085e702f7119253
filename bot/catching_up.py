"""A network lost part of an account's history: what was written meanwhile is looked for, or the owners are told.

The stretch is marked in the cursor's JSON by the transaction that moves the cursor past it, so no end of the program
forgets it. Nothing is polled while somebody looks: what was missed comes before what comes next.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.desk.retry import LONGEST, backoff
from bot.desk.richtext import stamp
from bot.intake import new_keys, take
from bot.notices import tell_owners
from bot.transaction import transaction
from connectors.base import Batch, Connector, Item, Json
from connectors.catching_up import CatchesUp, Unread
from connectors.errors import ConnectorError, Permission, Transient
from storage.models import Account, Cursor, Desk

log = structlog.get_logger()

MARK, OPEN = "lost", "open"
"""What the desk keeps in a cursor beside the connector's place: what was not heard, and when somebody served LISTEN."""
TOGETHER = 100
"""Items stored in one transaction: a case is not locked for longer than that takes."""
LOOKED_FOR = timedelta(days=7)
"""So long a stretch that no token could read is looked through again at every start: somebody may have added one."""
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lost:
    """Not heard from `since` to `until`. `told`: the owners know what could not be looked through."""

    since: datetime
    until: datetime
    told: bool = False

    def as_json(self) -> dict[str, object]:
        return {"since": self.since.isoformat(), "until": self.until.isoformat(), "told": self.told}


def place(cursor: Cursor | None) -> Json | None:
    """What the connector keeps in its cursor; None: nothing yet."""
    value = {} if cursor is None else cursor.value
    return {name: each for name, each in value.items() if name not in (MARK, OPEN)} or None


def open_at(cursor: Cursor | None) -> datetime | None:
    """When a process last said that it takes what the network posts."""
    return None if cursor is None else _at(cursor.value.get(OPEN))


def lost_of(cursor: Cursor | None) -> Lost | None:
    """None, too, where the mark is none that could be read: nobody is kept from listening by it."""
    mark = None if cursor is None else cursor.value.get(MARK)
    if not isinstance(mark, dict):
        return None
    since, until = _at(mark.get("since")), _at(mark.get("until"))
    return None if since is None or until is None else Lost(since, until, mark.get("told") is True)


def _at(said: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return None if at is None or at.tzinfo is None else at


class CatchingUp:
    """Of one account. `marked` and `look` take turns. A new gap replaces one that the owners were told of."""

    def __init__(
        self,
        connector: Connector,
        account_id: int,
        sessions: async_sessionmaker[AsyncSession],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._connector = connector
        self._account_id = account_id
        self._sessions = sessions
        self._clock = clock
        self._failures = 0
        self._due: datetime | None = None

    def forget(self) -> None:
        """Another process may have heard of a gap meanwhile."""
        self._due, self._failures = None, 0

    def marked(self, cursor: Cursor | None, batch: Batch) -> Batch:
        """The batch to be stored in the transaction that read `cursor`, with the mark of what is still to be looked for."""
        if cursor is None or batch.cursor is None:
            return batch
        lost = lost_of(cursor)
        if batch.gap and isinstance(self._connector, CatchesUp):
            since = cursor.moved_at if lost is None or lost.told else lost.since
            lost, self._due, self._failures = Lost(since, self._clock()), None, 0
        mark = {} if lost is None else {MARK: lost.as_json()}
        doors = {OPEN: cursor.value[OPEN]} if OPEN in cursor.value else {}
        return dataclasses.replace(batch, cursor={**batch.cursor, **doors, **mark})

    async def look(self, cursor: Cursor | None) -> None:
        """If something was lost, as `cursor` says, and it is time: find it, store it, say what could not be looked through.

        Trouble of the network is no trouble of listening: it is tried again between later polls.
        """
        if self._due is not None and self._clock() < self._due:
            return
        lost = lost_of(cursor)
        if lost is None or not isinstance(self._connector, CatchesUp):
            return
        try:
            missed = await self._connector.missed(lost.since)
        except ConnectorError as error:
            self._look_later(error)
            return
        await self._store(missed.items)
        for part in missed.unread:
            if isinstance(part.error, Transient):
                self._look_later(part.error)
                return
        await self._finish(lost, missed.unread)

    def _look_later(self, error: ConnectorError) -> None:
        self._failures += 1
        wait = backoff(self._failures) if isinstance(error, Transient) else LONGEST
        if isinstance(error, Transient) and error.retry_after is not None:
            wait = max(wait, timedelta(seconds=error.retry_after))
        self._due = self._clock() + wait
        log.warning("what was missed not found yet", account=self._connector.account_id, error=kebab(error))

    async def _store(self, items: Sequence[Item]) -> None:
        """As if they had been polled; what is known already is known by its key."""
        for start in range(0, len(items), TOGETHER):
            async with transaction(self._sessions) as session:
                account = await session.get_one(Account, self._account_id)
                await take(session, account, Batch(items[start : start + TOGETHER], None), self._clock())
        found = len(new_keys(items))
        log.info("looked for what was missed", account=self._connector.account_id, messages=found)

    async def _finish(self, lost: Lost, unread: Sequence[Unread]) -> None:
        """The mark goes; where another token could read more, it stays for the next start."""
        async with transaction(self._sessions) as session:
            if not lost.told:
                for part in unread:
                    await self._tell(session, lost, part)
            cursor = await session.get_one(Cursor, self._account_id, with_for_update=True)
            readable = any(isinstance(part.error, Permission) for part in unread)
            kept = readable and self._clock() - lost.until < LOOKED_FOR
            mark = {MARK: dataclasses.replace(lost, told=True).as_json()} if kept else {}
            rest = {name: each for name, each in cursor.value.items() if name != MARK}
            cursor.value = {**rest, **mark}
        self._due, self._failures = NEVER, 0

    async def _tell(self, session: AsyncSession, lost: Lost, part: Unread) -> None:
        log.warning("not looked through", account=self._connector.account_id, error=kebab(part.error))
        account = await session.get_one(Account, self._account_id)
        desk = await session.get_one(Desk, account.desk_id)
        zone = ZoneInfo(desk.timezone)
        params = {
            "account": account.title or f"{account.network}:{account.external_id}",
            "since": stamp(lost.since.astimezone(zone)),
            "until": stamp(lost.until.astimezone(zone)),
        }
        await tell_owners(session, desk, f"owner-missed-{part.key}", params, self._clock())
