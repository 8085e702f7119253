"""What is collected quietly: comments under muted posts, and noise. Muting is an act of the desk; Unmute ends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.panels import collect, live_panel
from bot.record import desk_event
from storage.models import Card, Case, Conversation, Desk, PanelKind, Post, Quiet, Staff


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
    if post.muted_at is None:
        post.muted_at, post.muted_by = now, staff.id
        desk_event(session, desk.id, "post_muted", at=now, by=staff.id, data={"post": post.id})
        await session.flush()
        panel_id = await live_panel(session, desk, PanelKind.QUIET, now, post.id)
        await collect(session, panel_id, await _unseen_cards(session, post.id), now)
    return post


async def _unseen_cards(session: AsyncSession, post_id: int) -> list[int]:
    query = (
        select(Card.id)
        .join(Case, Case.id == Card.case_id)
        .join(Conversation, Conversation.case_id == Case.id)
        .where(Conversation.post_id == post_id, Case.closed_at.is_(None), Case.holder_id.is_(None))
        .where(Card.escalation_id.is_(None), Card.message_id.is_(None))
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
    query = select(Post).where(Post.id == post_id, Post.desk_id == desk.id).with_for_update()
    post = (await session.scalars(query)).one_or_none()
    if post is None:
        raise Refused("post-gone")
    return post
