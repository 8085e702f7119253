"""A case is read in several statements; whatever is written between two of them, what was read fits together."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.views import look
from connectors.base import Attachment, AttachmentKind
from tests.merging.ground import Ground

PHOTO = Attachment(AttachmentKind.PHOTO, "https://example.com/a.jpg")

Meanwhile = Callable[[], Awaitable[object]]


@pytest.mark.parametrize("after", range(1, 5))
async def test_what_comes_while_a_case_is_read_is_there_with_its_photo_or_not_at_all(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession], after: int
) -> None:
    ground = await Ground.begin(sessions)
    key = await ground.writes(1, "By card?", attachments=(PHOTO,))
    await ground.edits(key, "Card?", attachments=(PHOTO,))

    async with _interrupted(
        engine, after, lambda: ground.writes(1, "Or cash?", attachments=(PHOTO, PHOTO))
    ) as session:
        view = (await look(session, 1)).view
    assert view.said_before == 0
    assert [(one.text, one.edited, len(one.attachments)) for one in view.said] in (
        [("Card?", True, 1)],
        [("Card?", True, 1), ("Or cash?", False, 2)],
    )


@pytest.mark.parametrize("after", range(1, 3))
async def test_what_is_edited_while_a_case_is_read_says_so(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession], after: int
) -> None:
    ground = await Ground.begin(sessions)
    key = await ground.writes(1, "By card?")

    async with _interrupted(engine, after, lambda: ground.edits(key, "Cash?")) as session:
        view = (await look(session, 1)).view
    assert [(one.text, one.edited) for one in view.said] in ([("By card?", False)], [("Cash?", True)])


def _interrupted(engine: AsyncEngine, after: int, meanwhile: Meanwhile) -> AsyncSession:
    """After so many questions something else is written."""
    left = itertools.count(after - 1, -1)

    class Interrupted(AsyncSession):
        async def execute(self, *given: Any, **options: Any) -> Any:
            answer = await super().execute(*given, **options)
            if next(left) == 0:
                await meanwhile()
            return answer

    return Interrupted(engine, expire_on_commit=False)
