"""What an account needs of a person (a right, a switch, a new token): a trouble each, told once and once when mended.

Whoever listens to an account notes it, so a look in another process never contradicts. What several accounts share is
one trouble, by the name its connectors give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.keyboards import network_name
from bot.texts import words
from bot.transaction import transaction
from bot.troubles import AT_ONCE, account_name, begin, end, forget
from connectors.base import Connector
from connectors.searching import Searches
from connectors.standing import Expires, Notice, Warns
from storage.errors import DATABASE_FAILED
from storage.models import Account, Desk, Json, Trouble

log = structlog.get_logger()

KEY = "needs-person"
SOON = timedelta(days=7)


def account_key(connector: Connector) -> str:
    return f"{connector.network}:{connector.account_id}"


def ending(connector: Connector, now: datetime) -> Iterator[Notice]:
    """That its token ends soon: told while there is time to make another."""
    ends = connector.expires_at if isinstance(connector, Expires) else None
    if ends is not None and ends - now < SOON:
        yield Notice("token-ends", {"day": f"{ends:%Y-%m-%d}"})


class Needs:
    """Of one account."""

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
        self._noted: object = None

    async def note(self, *, looked: bool) -> None:
        """Write down what has changed. `looked`: the account itself could be looked at, so what is not named is well."""
        notices, shared = list(ending(self._connector, self._clock())) if looked else [], {}
        if isinstance(self._connector, Warns):
            notices += [one for one in self._connector.warnings if looked or one.about is not None]
            shared = dict(self._connector.shared)
        if (looked, notices, shared) == self._noted:
            return
        try:
            async with transaction(self._sessions) as session:
                await self._begin(session, notices)
                await self._end(session, notices, shared, looked=looked)
        except DATABASE_FAILED as error:
            log.warning("needs not noted", account=account_key(self._connector), error=type(error).__name__)
        else:
            self._noted = (looked, notices, shared)

    async def _begin(self, session: AsyncSession, notices: list[Notice]) -> None:
        account = await session.get_one(Account, self._account_id)
        for notice in notices:
            params = await _params(session, account, notice)
            await begin(session, account.desk_id, self._part(notice), KEY, params, self._clock(), AT_ONCE)

    async def _end(
        self, session: AsyncSession, notices: list[Notice], shared: Mapping[str, bool | None], *, looked: bool
    ) -> None:
        sound = [f"{self._connector.network}:{about}" for about, well in shared.items() if well]
        which: list[ColumnElement[bool]] = [Trouble.part.in_(sound)]
        if looked:
            which.append(Trouble.part.startswith(f"{account_key(self._connector)} needs ", autoescape=True))
        query = select(Trouble.part).where(Trouble.ended_at.is_(None), Trouble.key == KEY, or_(*which))
        still = {self._part(notice) for notice in notices}
        for part in (await session.scalars(query)).all():
            if part not in still:
                await end(session, part, self._clock())

    def _part(self, notice: Notice) -> str:
        about = notice.about or f"{self._connector.account_id} needs {notice.key}"
        return f"{self._connector.network}:{about}"


def _search_part(network: str, account_id: str) -> str:
    """As in `bot/searching.py`."""
    return f"{network} search:{account_id}"


async def _params(session: AsyncSession, account: Account, notice: Notice) -> Json:
    """Words within words: they are put together when they are sent."""
    desk = await session.get_one(Desk, account.desk_id)
    network = network_name(account.network, words(desk.language))
    return {
        "account": network if notice.about else await account_name(session, account),
        "what": {"key": f"needs-{notice.key}", "params": dict(notice.args)},
        "well": {"key": f"well-{notice.key}", "params": {}},
    }


async def forget_the_unconfigured(
    session: AsyncSession, connectors: Sequence[Connector], now: datetime
) -> None:
    """Accounts and tokens that the settings no longer name are nobody's trouble, and nobody is told so."""
    accounts = (await session.execute(select(Account.network, Account.external_id))).all()
    gone = {f"{network}:{number}" for network, number in accounts} - {account_key(one) for one in connectors}
    shared = {
        f"{one.network}:{about}" for one in connectors if isinstance(one, Warns) for about in one.shared
    }
    query = select(Trouble.part, Trouble.key).where(Trouble.ended_at.is_(None))
    searching = {
        _search_part(one.network, one.account_id)
        for one in connectors
        if isinstance(one, Searches) and one.searches
    }
    idle = {_search_part(network, number) for network, number in accounts} - searching
    for part, key in (await session.execute(query)).all():
        of_token = key == KEY and " needs " not in part
        if part in idle or (
            part not in shared and (of_token or part.removeprefix("lane ").partition(" ")[0] in gone)
        ):
            await forget(session, part, now)
