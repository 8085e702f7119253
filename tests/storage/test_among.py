"""What is asked about a single case is planned once, and not each time it is asked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import case_rows, fresh, record, settling, stopwatch
from storage.among import OfSome

FIRST_PLANS = 5
"""PostgreSQL plans for the very values so often before it compares (its manual, "Prepared statements")."""
QUESTIONS: dict[str, OfSome[Any]] = {
    "cases": case_rows._CASES,
    "what was said": case_rows._LAST,
    "what is attached": case_rows._ATTACHED,
    "what was edited": case_rows._REVISED,
    "what runs": stopwatch._KNOWN,
    "free cards": settling._FREE_CARDS,
    "whose": fresh._WHOSE,
    "earlier cases": record._HAD,
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_about_one_has_one_plan(
    sessions: async_sessionmaker[AsyncSession], name: str
) -> None:
    async with sessions() as session:
        for _ in range(FIRST_PLANS + 3):
            await session.execute(*QUESTIONS[name]([1]))
        counted = text(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE generic_plans + custom_plans > 5"
        )
        assert (await session.execute(counted)).all() == [(3, FIRST_PLANS)]


async def test_of_many_and_of_none_it_is_asked_as_well(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions() as session:
        for ids in ([], [1, 2], {3, 4}):
            assert (await session.execute(*settling._FREE_CARDS(ids))).all() == []
