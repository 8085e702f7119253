"""What a visitor had suggested is published: its case goes on under the post's new key, without a second card.

No network says which suggestion became which post. It is told by whose it is and by its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.lanes import Urgency
from bot.posts import keep_post, storable
from bot.record import event, lock_of, want_card
from connectors.base import Incoming, Kind, ParentSeen
from storage.models import Account, Conversation, CustomerIdentity, Direction, Message, Post

LOOKED_AT = 100
"""The newest suggestions that nobody has published yet."""


@dataclass(frozen=True, slots=True)
class Published:
    """A post that may have been suggested before. `author`: whose it is, None if the network does not say.

    `signed`: in our name with theirs under it: it surely is a suggestion of theirs, whatever was changed in it.
    """

    key: str
    post: Post
    target: Mapping[str, Any]
    text: str
    author: str | None
    signed: bool = False


async def was_suggested(session: AsyncSession, account: Account, item: Incoming, now: datetime) -> bool:
    """A visitor's post may be their suggestion, published in their own name: then it is known already."""
    if item.parent is None:
        return False
    post = await keep_post(session, account, item.parent, now)
    new = Published(item.key, post, item.target, item.text, item.author.external_id)
    return await _go_on(session, account, new, now)


async def own_post(session: AsyncSession, account: Account, item: ParentSeen, now: datetime) -> None:
    """One of ours may be a visitor's suggestion, published in our name, signed or not."""
    post = await keep_post(session, account, item.parent, now)
    if item.target is None:
        return
    author = None if item.author is None else item.author.external_id
    text = item.parent.text or ""
    new = Published(item.parent.key, post, item.target, text, author, signed=author is not None)
    await _go_on(session, account, new, now)


async def _go_on(session: AsyncSession, account: Account, new: Published, now: datetime) -> bool:
    """False: nobody suggested it."""
    suggested = await _suggestion(session, account, new)
    if suggested is None:
        return False
    conversation = suggested.conversation
    case = await lock_of(session, suggested)
    suggested.earlier_key, suggested.key = suggested.key, new.key
    # What the network said of its author stays: published in our name, it does not say whose it was.
    suggested.target, suggested.url = {**(suggested.target or {}), **new.target}, new.post.url
    conversation.kind, conversation.post_id = Kind.POST.value, new.post.id
    if not await _has_thread(session, conversation, new.key):
        conversation.thread_key = new.key
    if case.kind == Kind.SUGGESTION:
        case.kind = Kind.POST.value
    event(session, case, "published", at=now, data={"message": suggested.id})
    await want_card(session, case, Urgency.REFRESH, now)
    return True


async def _suggestion(session: AsyncSession, account: Account, new: Published) -> Message | None:
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.account_id == account.id, Conversation.kind == Kind.SUGGESTION.value)
        .where(Message.direction == Direction.IN)
        .order_by(Message.id.desc())
        .limit(LOOKED_AT)
        .options(joinedload(Message.conversation))
    )
    if new.author is not None:
        theirs = CustomerIdentity.id == Conversation.identity_id
        query = query.join(CustomerIdentity, theirs).where(CustomerIdentity.external_id == new.author)
    waiting = (await session.scalars(query)).all()
    words = _words(new.text)
    # A post of ours without words is nobody's just because somebody suggested a picture.
    known = bool(words) or new.author is not None
    same = [one for one in waiting if known and _words(one.text) == words]
    if not same and new.signed and len(waiting) == 1:
        return waiting[0]
    return same[-1] if same else None


async def _has_thread(session: AsyncSession, conversation: Conversation, thread_key: str) -> bool:
    """They commented under the published post before we heard that it was published."""
    query = select(
        exists().where(
            Conversation.account_id == conversation.account_id,
            Conversation.identity_id == conversation.identity_id,
            Conversation.thread_key == thread_key,
        )
    )
    return bool(await session.scalar(query))


def _words(text: str) -> str:
    return " ".join(storable(text).split())
