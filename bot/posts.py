"""What comments stand under, kept as it becomes known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.transaction import Channel, wake
from connectors.base import Parent
from storage.models import Account, Post

_POST = select(Post).where(Post.account_id == bindparam("account_id"), Post.key == bindparam("key"))


async def keep_post(session: AsyncSession, account: Account, parent: Parent, now: datetime) -> Post:
    """Made if it is new. One whose words nobody has told yet is asked for (`bot/profiles.py`)."""
    post = (await session.scalars(_POST, {"account_id": account.id, "key": parent.key})).one_or_none()
    if post is None:
        post = Post(
            desk_id=account.desk_id,
            account_id=account.id,
            key=parent.key,
            kind=parent.kind.value,
            url=parent.url,
        )
        session.add(post)
    if parent.text is not None:
        for name, value in says(parent).items():
            setattr(post, name, value)
        post.asked_at = now
    elif post.asked_at is None:
        wake(session, Channel.PROFILES)
    await session.flush()
    return post


def says(parent: Parent) -> dict[str, str]:
    """What is told of it, by column."""
    told = {"text": parent.text, "title": parent.title, "price": parent.price, "photo_url": parent.photo_url}
    return {name: storable(value) for name, value in told.items() if value is not None}


def storable(text: str) -> str:
    """PostgreSQL takes no NUL in text, and UTF-8 no lone surrogate."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
