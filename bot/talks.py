"""The conversations of a case, as its card shows them: which one an answer goes to, and what several differ in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.view import Mixed
from storage.models import Account, Conversation, Direction, Message
from storage.talks import next_answered


async def mixed_in(
    session: AsyncSession, incoming: Sequence[Message]
) -> tuple[Mixed | None, Mapping[int, str]]:
    """What the words differ in, if they came from several conversations; and the names of our pages they came to."""
    talks = {one.conversation_id: one.conversation for one in incoming}.values()
    if len(talks) < 2:
        return None, {}
    pages = {one.account_id for one in talks}
    mixed = Mixed(
        people=len({one.identity_id for one in talks}) > 1,
        accounts=len(pages) > 1,
        kinds=len({one.kind for one in talks}) > 1,
    )
    if not mixed.accounts:
        return mixed, {}
    found = await session.scalars(select(Account).where(Account.id.in_(pages)))
    return mixed, {one.id: one.title or one.external_id for one in found}


def answered_first(incoming: Sequence[Message]) -> list[Message]:
    """Of what customers wrote, that in the conversation which an answer to the case goes to (`answers.answer`)."""
    waits = [one for one in incoming if waits_for_answer(one)] or list(incoming)
    return [one for one in incoming if one.conversation_id == waits[-1].conversation_id]


async def answered_of(session: AsyncSession, case_id: int, incoming: Sequence[Message]) -> list[Message]:
    """The same where more was said than is looked back on."""
    said = await next_answered(session, case_id)
    if said is None:
        return []
    return [one for one in incoming if one.conversation_id == said.conversation_id] or [said]


def waits_for_answer(message: Message) -> bool:
    """As `storage.queries.WAITS`."""
    return message.answered_by_id is None and message.deleted_at is None and message.let_go_at is None


async def conversation_of(session: AsyncSession, case_id: int, known: int | None) -> Conversation:
    """The one that an answer goes to, with its person and post; not `known`: that the customer wrote in last. A private
    answer is in another one: the dialog.
    """
    query = (
        select(Conversation)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(Message.case_id == case_id, Message.direction == Direction.IN)
        .order_by(Message.id.desc())
        .limit(1)
        .options(joinedload(Conversation.identity), joinedload(Conversation.post))
    )
    if known is not None:
        query = query.where(Conversation.id == known)
    return (await session.scalars(query, execution_options={"populate_existing": True})).one()
