"""What a network does not tell of its followers is as old as it was last told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.followers import FRESH, Followers
from storage.models import Account
from tests.reports.life import Anything, Life

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Counts(Anything):
    """A network on paper that tells `number`."""

    def __init__(self) -> None:
        self.number: int | None = 700
        self.asked = 0

    async def followers(self) -> int | None:
        self.asked += 1
        return self.number


async def test_what_is_not_told_any_more_grows_old_and_is_asked_for_no_oftener(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    life, network = await Life.begin(sessions, NOON), Counts()
    account_id = life.accounts[0]

    async def never(seconds: float) -> None:
        raise AssertionError

    followers = Followers(sessions, life.networks, clock=lambda: life.now, sleep=never)

    async def kept() -> tuple[int | None, datetime | None]:
        await followers.ask(account_id, network)
        async with sessions() as session:
            account = await session.get_one(Account, account_id)
            return account.followers, account.followers_at

    assert await kept() == (700, NOON)
    network.number = None
    for later, asked in ((FRESH, 2), (FRESH + timedelta(hours=1), 2), (2 * FRESH, 3)):
        life.now = NOON + later
        assert await kept() == (700, NOON)
        assert network.asked == asked
    network.number, life.now = 701, NOON + 3 * FRESH
    assert await kept() == (701, life.now)
