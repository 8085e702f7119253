"""What is collected quietly: comments under muted posts, and noise. Muting is an act of the desk; Unmute ends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency
from bot.desk.noise import noise_of, our_names
from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.panels import collect, live_panel
from bot.record import desk_event
from connectors.base import Edited, Incoming, Kind
from storage.models import (
    Account,
    Card,
    Case,
    Conversation,
    Desk,
    Direction,
    PanelKind,
    Post,
    Quiet,
    Staff,
)
from storage.queries import IN_THE_GROUP, message_by_key


async def quietness(
    session: AsyncSession, account: Account, conversation: Conversation, item: Incoming
) -> Quiet | None:
    """Why these words should disturb nobody; None: they should."""
    if item.kind not in (Kind.COMMENT, Kind.REPOST) or account.urgent:
        return None
    post = None if conversation.post_id is None else await session.get_one(Post, conversation.post_id)
    if post is not None and post.muted_at is not None:
        return Quiet.MUTED
    return noise_of(
        item.text,
        kind=item.kind,
        level=account.noise,
        attachments=[one.kind for one in item.attachments],
        ours=our_names(account),
        answers_customer=await _answers_customer(session, account, conversation, item),
    )


def asks_now(account: Account, conversation: Conversation, item: Edited) -> bool:
    """Does what was noise say something by now?"""
    attachments = [one.kind for one in item.attachments]
    why = noise_of(
        item.text,
        kind=conversation.kind,
        level=account.noise,
        attachments=attachments,
        ours=our_names(account),
        answers_customer=True,
    )
    return why is None


async def _answers_customer(
    session: AsyncSession, account: Account, conversation: Conversation, item: Incoming
) -> bool:
    """Surely another one: what we do not know may have been ours."""
    if item.reply_to_key is None:
        return False
    answered = await message_by_key(session, account.id, item.reply_to_key)
    if answered is None or answered.direction != Direction.IN:
        return False
    said_in = await session.get_one(Conversation, answered.conversation_id)
    return said_in.identity_id != conversation.identity_id


async def quiet_panel(
    session: AsyncSession, desk: Desk, conversation: Conversation, why: Quiet, now: datetime
) -> int:
    """Where a quiet case is collected: a muted post has a message of its own, noise has one for all."""
    post_id = conversation.post_id if why is Quiet.MUTED else None
    return await live_panel(session, desk, PanelKind.QUIET, now, post_id)


async def mute(session: AsyncSession, desk: Desk, post_id: int, staff: Staff, now: datetime) -> Post:
    """From now on. What of the post was not posted as a card yet moves along. Raises Refused."""
    require(staff.role, Action.DISMISS)
    post = await _post(session, desk, post_id)
    if (await session.get_one(Account, post.account_id)).urgent:
        raise Refused("account-urgent")
    if post.muted_at is None:
        post.muted_at, post.muted_by = now, staff.id
        desk_event(session, desk.id, "post_muted", at=now, by=staff.id, data={"post": post.id})
        await session.flush()
        panel_id = await live_panel(session, desk, PanelKind.QUIET, now, post.id)
        await collect(session, panel_id, await _unseen_cards(session, post.id), now, wait=True)
    return post


async def _unseen_cards(session: AsyncSession, post_id: int) -> list[int]:
    query = (
        select(Card.id)
        .join(Case, Case.id == Card.case_id)
        .join(Conversation, Conversation.case_id == Case.id)
        .where(Conversation.post_id == post_id, Case.closed_at.is_(None), Case.holder_id.is_(None))
        .where(IN_THE_GROUP, Card.message_id.is_(None))
        .where(Card.urgency != Urgency.URGENT_CARD)
    )
    return list((await session.scalars(query)).all())


async def unmute(session: AsyncSession, desk: Desk, post_id: int, staff: Staff, now: datetime) -> Post:
    """New comments come as cards again; what is collected stays there until it is seen to. Raises Refused."""
    require(staff.role, Action.DISMISS)
    post = await _post(session, desk, post_id)
    if post.muted_at is not None:
        post.muted_at = post.muted_by = None
        desk_event(session, desk.id, "post_unmuted", at=now, by=staff.id, data={"post": post.id})
    return post


async def _post(session: AsyncSession, desk: Desk, post_id: int) -> Post:
    query = select(Post).where(Post.id == post_id, Post.desk_id == desk.id).with_for_update(key_share=True)
    post = (await session.scalars(query)).one_or_none()
    if post is None:
        raise Refused("post-gone")
    return post
