"""A case is read in several statements; whatever is written between two of them, what was read fits together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.views import look
from connectors.base import Attachment, AttachmentKind
from tests.merging.ground import Ground

PHOTO = Attachment(AttachmentKind.PHOTO, "https://example.com/a.jpg")

Meanwhile = Callable[[], Awaitable[object]]


async def test_what_comes_while_a_case_is_read_is_there_with_its_photo_or_not_at_all(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    ground = await Ground.begin(sessions)
    await ground.writes(1, "By card?")

    async with _interrupted(engine, lambda: ground.writes(1, "Or cash?", attachments=(PHOTO,))) as session:
        view = (await look(session, 1)).view
    assert view.said_before == 0
    assert [(one.text, len(one.attachments)) for one in view.said] in (
        [("By card?", 0)],
        [("By card?", 0), ("Or cash?", 1)],
    )


async def test_what_is_edited_while_a_case_is_read_says_so(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    ground = await Ground.begin(sessions)
    key = await ground.writes(1, "By card?")

    async with _interrupted(engine, lambda: ground.edits(key, "Cash?")) as session:
        view = (await look(session, 1)).view
    assert [(one.text, one.edited) for one in view.said] in ([("By card?", False)], [("Cash?", True)])


def _interrupted(engine: AsyncEngine, meanwhile: Meanwhile) -> AsyncSession:
    """After its first question something else is written."""
    waiting = [meanwhile]

    class Interrupted(AsyncSession):
        async def execute(self, *given: Any, **options: Any) -> Any:
            answer = await super().execute(*given, **options)
            if waiting:
                await waiting.pop()()
            return answer

    return Interrupted(engine, expire_on_commit=False)
