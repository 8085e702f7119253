"""Our own side's words coming back from the network: the desk's answer, or a colleague's given there.

The echo of our answer may come before the response to the call that sent it. So an unknown echo waits while an answer
to its thread is in flight, and is matched by mark, target, text and time.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.enclosed import count_of
from bot.outcomes import arrived, elsewhere
from bot.posts import storable
from bot.record import lock_of
from connectors.base import Attachment, AttachmentKind, Echo, Kind, Sent
from storage.models import (
    Account,
    Conversation,
    Delivery,
    Direction,
    Message,
    Outbox,
    PendingEcho,
    RowState,
)
from storage.queries import in_flight, message_by_key, row_of_answer

PATIENCE = timedelta(minutes=2)
"""How long an echo waits for the answer in flight to be settled."""


async def hear(session: AsyncSession, account: Account, echo: Echo, now: datetime) -> None:
    """Attribute an echo: ours, to be waited for, or a colleague's."""
    echo = _storable(echo)
    if await message_by_key(session, account.id, echo.key) is not None:
        return
    flying = await in_flight(session, account.id, echo.thread_key)
    for message in flying:
        if await _is_echo_of(session, message, echo):
            await _landed(session, message, echo, now)
            return
    if any(message.delivery == "sending" for message in flying):
        await _wait(session, account, echo, now)
        return
    await _attribute(session, account, echo, now)


async def hear_again(session: AsyncSession, account: Account, now: datetime) -> None:
    """Echoes that waited: now that something was settled, or patience ended."""
    query = select(PendingEcho).where(PendingEcho.account_id == account.id).order_by(PendingEcho.id)
    for waiting in (await session.scalars(query.with_for_update(skip_locked=True))).all():
        echo = _load(waiting)
        flying = await in_flight(session, account.id, echo.thread_key)
        if any(one.delivery == "sending" for one in flying) and now - waiting.received_at < PATIENCE:
            continue
        await session.execute(delete(PendingEcho).where(PendingEcho.id == waiting.id))
        await hear(session, account, echo, now)


async def _is_echo_of(session: AsyncSession, message: Message, echo: Echo) -> bool:
    row = await session.scalar(
        select(Outbox)
        .where(Outbox.message_id == message.id, Outbox.kind == "answer")
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    if row is None:
        return False
    if echo.attempt is not None:
        return echo.attempt == str(row.payload.get("random_id"))
    if _same(message.text) != _same(echo.text):
        return False
    files = await count_of(session, message.id)
    if files and files != len([one for one in echo.attachments if one.kind != AttachmentKind.LINK]):
        return False
    if files and not message.text and message.delivery == Delivery.SENDING:
        return (
            False  # a colleague's picture looks the same: the response, or a look there, tells which is ours
        )
    if echo.reply_to_key is None or message.answers_id is None:
        return True
    answered = await session.get_one(Message, message.answers_id)
    return answered.key == echo.reply_to_key or message.conversation.kind == Kind.MESSAGE


def _same(text: str) -> str:
    """Networks trim and fold white space."""
    return " ".join(text.split())


async def _landed(session: AsyncSession, message: Message, echo: Echo, now: datetime) -> None:
    """The echo says that the answer arrived, perhaps before the response, perhaps instead of it."""
    case = await lock_of(session, message)
    row = await row_of_answer(session, message.id)
    await session.refresh(message, ["delivery", "key"])
    if row is not None:
        row.state, row.settled_at, row.lease_until = RowState.SENT, now, None
    await arrived(session, case, message, Sent(echo.key, echo.url), now)


async def _wait(session: AsyncSession, account: Account, echo: Echo, now: datetime) -> None:
    payload = {**dataclasses.asdict(echo), "sent_at": echo.sent_at.isoformat()}
    await session.execute(
        insert(PendingEcho)
        .values(
            account_id=account.id,
            key=echo.key,
            thread_key=echo.thread_key,
            payload=payload,
            received_at=now,
        )
        .on_conflict_do_nothing()
    )


def _storable(echo: Echo) -> Echo:
    attached = [
        dataclasses.replace(
            one,
            title=None if one.title is None else storable(one.title),
            text=None if one.text is None else storable(one.text),
        )
        for one in echo.attachments
    ]
    return dataclasses.replace(echo, text=storable(echo.text), attachments=attached)


def _load(waiting: PendingEcho) -> Echo:
    payload = dict(waiting.payload)
    payload["sent_at"] = datetime.fromisoformat(payload["sent_at"])
    payload["kind"] = Kind(payload["kind"])
    payload["attachments"] = [
        Attachment(**{**one, "kind": AttachmentKind(one["kind"])}) for one in payload["attachments"]
    ]
    return Echo(**payload)


async def _attribute(session: AsyncSession, account: Account, echo: Echo, now: datetime) -> None:
    """A colleague's answer: shown under the comment it answers, or in the dialog. Anything else is nobody's."""
    answers = await _answered_message(session, account, echo)
    if answers is None:
        return
    case = await lock_of(session, answers)
    await elsewhere(session, case, answers.conversation, echo, answers, now)


async def _answered_message(session: AsyncSession, account: Account, echo: Echo) -> Message | None:
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.account_id == account.id, Message.direction == Direction.IN)
        .options(joinedload(Message.conversation))
        .order_by(Message.id.desc())
        .limit(1)
    )
    if echo.kind == Kind.MESSAGE:
        query = query.where(Conversation.thread_key == echo.thread_key, Message.at <= echo.sent_at)
    else:
        # A comment that answers none is to the visitor whose post it stands under; other threads have no such message.
        query = query.where(Message.key == (echo.reply_to_key or echo.thread_key))
    return (await session.scalars(query)).one_or_none()
