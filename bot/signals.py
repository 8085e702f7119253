"""What people do without words, taken in: nothing here opens a case, and only a permission or a block draws a card anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot import relations
from connectors.signals import Blocked, Liked, Permitted, Read, Signal
from storage.models import (
    LIVE,
    Account,
    Case,
    Conversation,
    Delivery,
    Direction,
    Like,
    Message,
    Post,
)


async def take_signal(session: AsyncSession, account: Account, item: Signal, now: datetime) -> None:
    match item:
        case Permitted() | Blocked():
            await relations.changed(session, account, item, now)
        case Liked():
            await _liked(session, account, item, now)
        case Read():
            await _read(session, account, item, now)


async def _liked(session: AsyncSession, account: Account, item: Liked, now: datetime) -> None:
    """A like is counted once, however often it is told; the next reading of the figures says how many there are."""
    live = [status.value for status in LIVE]
    message = select(Message.id).join(Case, Case.id == Message.case_id)
    message = message.where(Message.account_id == account.id, Message.key == item.key, Case.status.in_(live))
    found = await session.scalar(message.limit(1))
    post = select(Post.id).join(Conversation, Conversation.post_id == Post.id)
    post = post.join(Case, Case.id == Conversation.case_id)
    post = post.where(Post.account_id == account.id, Post.key == item.key, Case.status.in_(live))
    thing = await session.scalar(post.limit(1))
    if found is None and thing is None:
        return
    if not await _is_news(session, account, item, now):
        return
    step = 1 if item.on else -1
    if found is not None:
        # We have heard of it since it was written; of a post nobody knows how many there were before.
        likes = func.greatest(func.coalesce(Message.likes, 0) + step, 0)
        await session.execute(update(Message).where(Message.id == found).values(likes=likes))
    if thing is not None:
        await session.execute(
            update(Post)
            .where(Post.id == thing, Post.likes.is_not(None))
            .values(likes=func.greatest(Post.likes + step, 0))
        )


async def _is_news(session: AsyncSession, account: Account, item: Liked, now: datetime) -> bool:
    what = {"account_id": account.id, "key": item.key, "liker": item.liker}
    if item.on:
        new = insert(Like).values(**what, at=now).on_conflict_do_nothing().returning(Like.key)
        return await session.scalar(new) is not None
    known = delete(Like).where(Like.account_id == account.id, Like.key == item.key, Like.liker == item.liker)
    return await session.scalar(known.returning(Like.key)) is not None


async def _read(session: AsyncSession, account: Account, item: Read, now: datetime) -> None:
    """Shown with the next edit that happens anyway."""
    unread = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.account_id == account.id, Conversation.thread_key == item.thread_key)
        .where(Message.direction == Direction.OUT, Message.delivery == Delivery.SENT)
        .where(Message.read_at.is_(None), Message.key.is_not(None))
    )
    for message in (await session.scalars(unread)).all():
        if _has_seen(item, message):
            message.read_at = now


def _has_seen(item: Read, message: Message) -> bool:
    if item.until is not None:
        return message.at <= item.until
    number = (message.key or "").removeprefix(item.prefix)
    return number.isdecimal() and int(number) <= item.upto
