"""Figures of what open cases are about, read sparingly: they are shown with the next edit that happens anyway."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.networks import Networks
from bot.transaction import transaction
from connectors.base import Connector
from connectors.counting import Counted, Counts
from connectors.errors import ConnectorError
from storage.errors import DATABASE_FAILED
from storage.models import LIVE, Case, Conversation, Direction, Message, Post

log = structlog.get_logger()

EVERY = 120.0
"""Seconds between two looks at what is due."""
FRESH = timedelta(minutes=10)
"""So long a figure is not asked for again."""
THINGS, COMMENTS = 100, 50
"""Asked for at once, of one account: one call of VK's, and two."""


class Counting:
    """Until cancelled, by one process at a time."""

    part = "counts"

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        networks: Networks,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._sessions, self._networks, self._clock, self._sleep = sessions, networks, clock, sleep

    async def run(self) -> None:
        while True:
            await self._sleep(EVERY)
            for account_id, connector in self._networks:
                try:
                    await self.count(account_id, connector)
                except ConnectorError as error:
                    log.info("figures not read", account=connector.account_id, error=kebab(error))
                except DATABASE_FAILED as error:
                    log.warning("figures not stored", error=type(error).__name__)
                except Exception:
                    # A defect of ours in counting must not end the program.
                    log.exception("counting broke", account=connector.account_id)

    async def count(self, account_id: int, connector: Connector) -> None:
        """What is due. Raises ConnectorError; then the same is due the next time."""
        if not isinstance(connector, Counted):
            return
        now = self._clock()
        async with self._sessions() as session:
            posts = await _posts(session, account_id, now - FRESH)
            comments = await _comments(session, account_id, now - FRESH)
        if not posts and not comments:
            return
        found = await connector.counts([*(post.key for post in posts), *_keys(comments)])
        async with transaction(self._sessions) as session:
            for post in posts:
                await session.execute(
                    update(Post)
                    .where(Post.id == post.id)
                    .values(counted_at=now, **_told(found.get(post.key)))
                )
            for comment in comments:
                told = found.get(comment.key or "")
                likes = {} if told is None or told.likes is None else {"likes": told.likes}
                await session.execute(
                    update(Message).where(Message.id == comment.id).values(counted_at=now, **likes)
                )


def _keys(messages: Sequence[Message]) -> list[str]:
    return [message.key for message in messages if message.key is not None]


def _told(counts: Counts | None) -> dict[str, int]:
    """What is not told stays as it was."""
    if counts is None:
        return {}
    figures = {
        "likes": counts.likes,
        "reposts": counts.reposts,
        "views": counts.views,
        "comments": counts.comments,
    }
    return {name: value for name, value in figures.items() if value is not None}


def _live() -> ColumnElement[bool]:
    return Case.status.in_([status.value for status in LIVE])


async def _posts(session: AsyncSession, account_id: int, before: datetime) -> Sequence[Post]:
    """What open cases stand under or are about, the longest unasked first."""
    open_ = select(Conversation.post_id).join(Case, Case.id == Conversation.case_id).where(_live())
    query = (
        select(Post)
        .where(Post.account_id == account_id, Post.id.in_(open_))
        .where(or_(Post.counted_at.is_(None), Post.counted_at < before))
        .order_by(Post.counted_at.nulls_first(), Post.id.desc())
        .limit(THINGS)
    )
    return (await session.scalars(query)).all()


async def _comments(session: AsyncSession, account_id: int, before: datetime) -> Sequence[Message]:
    """The comments of open cases that wait for an answer."""
    query = (
        select(Message)
        .join(Case, Case.id == Message.case_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.account_id == account_id, _live(), Conversation.kind == "comment")
        .where(Message.direction == Direction.IN, Message.answered_by_id.is_(None))
        .where(Message.deleted_at.is_(None), Message.key.is_not(None))
        .where(or_(Message.counted_at.is_(None), Message.counted_at < before))
        .order_by(Message.counted_at.nulls_first(), Message.id.desc())
        .limit(COMMENTS)
    )
    return (await session.scalars(query)).all()
