"""What a report tells of itself while it is made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import facts
from bot.desk.richtext import unmarked
from bot.reports.making import computed
from bot.reports.page import Progress, progress
from bot.reports.wanted import Wanted
from bot.texts import LANGUAGES, words
from storage.models import Desk
from tests.reports.facts import MONDAY
from tests.reports.life import Life


async def test_also_while_the_facts_are_brought_up_to_date(
    sessions: async_sessionmaker[AsyncSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "AT_ONCE", 1)
    life = await Life.begin(sessions, MONDAY)
    for who in range(4):
        await life.says(who)
    async with sessions() as session:
        desk = (await session.scalars(select(Desk))).one()
    steps: list[str] = []
    now = life.now + timedelta(minutes=1)
    await computed(sessions, desk, Wanted(), now, steps.append)
    assert steps == ["facts", "facts-25", "facts-50", "facts-75", "facts-100", "facts-100", "figures"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_far_it_has_come(language: str) -> None:
    texts = words(language)
    shown = [unmarked(progress(Progress(step, 7), texts).html) for step in ("facts", "facts-42", "figures")]
    assert all(
        Progress(step).goes_on for step in ("waits", "facts", "facts-42", "figures", "pictures", "file")
    )
    assert [part in one for part, one in zip(("0", "42", "7"), shown, strict=True)] == [True] * 3
    assert not Progress("failed").goes_on
