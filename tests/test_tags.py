"""Tags on the database alone."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.telegram.presses import history_of_case
from bot.texts import words
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]


async def test_a_tag_that_nothing_has_any_more_is_called_by_its_name_in_the_history(
    sessions: Sessions,
) -> None:
    ground = await Ground.begin(sessions)
    case = await ground.case_of(await ground.says(1))
    await ground.tags(case, "xxl", "-xxl")
    async with sessions() as session:
        told = (await history_of_case(session, case, words("en"))).html
    assert "tagged #xxl" in told
    assert "#xxl taken off" in told
