"""What became of a deed: it is so, or it failed and the person who asked for it is told; and what the network says of it.

Every function works in the caller's transaction, on a case that the caller has locked unless it says otherwise.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import relations
from bot.desk.lanes import Urgency
from bot.desk.signs import Sign
from bot.disorder import known
from bot.homes import lane_for
from bot.outcomes import sign
from bot.record import enqueue, event, lock_of, want_card
from connectors.base import Deed, Deleted, Restored
from connectors.signals import Blocked, Reason
from storage.models import (
    Case,
    Conversation,
    CustomerIdentity,
    Direction,
    Json,
    Message,
    Outbox,
    Post,
    Revision,
    RowState,
)

ECHOES = timedelta(minutes=10)
"""So long after we hid something, a deletion that names nobody is taken for ours."""


async def done(session: AsyncSession, case: Case, row: Outbox, now: datetime) -> None:
    """It is so in the network. Twice is once: an echo may have told it before."""
    deed, message = Deed(row.payload["deed"]), await session.get_one(Message, row.message_id)
    await session.refresh(message)
    match deed:
        case Deed.LIKE | Deed.UNLIKE:
            message.liked_at = now if deed is Deed.LIKE else None
        case Deed.HIDE | Deed.RESTORE:
            message.hidden_at = (message.hidden_at or now) if deed is Deed.HIDE else None
        case Deed.REMOVE:
            message.hidden_at, message.deleted_at = message.hidden_at or now, message.deleted_at or now
        case Deed.BAN | Deed.LIFT:
            await _banned(session, message, row, now, on=deed is Deed.BAN)
        case Deed.CLOSE | Deed.OPEN:
            await _closed(session, message, now if deed is Deed.CLOSE else None)
        case Deed.READ:
            pass
        case Deed.EDIT:
            _edited(session, message, row.payload["text"], now)
            message.approved_by_id = row.payload.get("approved_by") or message.approved_by_id
        case Deed.DELETE:
            message.deleted_at = message.deleted_at or now
    data = {"message": message.id, "deed": deed.value}
    event(session, case, "deed_done", by=row.payload["staff"], at=now, data=data)
    await want_card(session, case, Urgency.ACT, now)


def _edited(session: AsyncSession, message: Message, text: str, now: datetime) -> None:
    """The echo may have told the new words already."""
    if message.text != text:
        session.add(Revision(message_id=message.id, text=message.text, until=now))
        message.text, message.edited_at = text, now
    sign(session, message, Sign.SENT, now)


async def _banned(session: AsyncSession, message: Message, row: Outbox, now: datetime, *, on: bool) -> None:
    """The network tells it too, by an event that may come before or after."""
    conversation = await session.get_one(Conversation, message.conversation_id)
    identity = await session.get_one(CustomerIdentity, conversation.identity_id)
    until = row.payload.get("until")
    ends = None if until is None else datetime.fromisoformat(until)
    reason = row.payload.get("reason")
    told = Blocked(
        identity.external_id, on, until=ends, reason=None if reason is None or not on else Reason(reason)
    )
    await relations.settled(session, message.account_id, told, now)


async def _closed(session: AsyncSession, message: Message, at: datetime | None) -> None:
    conversation = await session.get_one(Conversation, message.conversation_id)
    if conversation.post_id is not None:
        (await session.get_one(Post, conversation.post_id)).closed_at = at


async def failed(session: AsyncSession, case: Case, row: Outbox, failure: Json, now: datetime) -> None:
    """Said in words to whoever asked for it. `failure` as `answering.failure_of` gives it."""
    message = await session.get_one(Message, row.message_id)
    data = {"message": message.id, "deed": row.payload["deed"], **failure}
    event(session, case, "deed_failed", by=row.payload["staff"], at=now, data=data)
    if row.payload["deed"] == Deed.EDIT:
        sign(session, message, Sign.FAILED, now)
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await lane_for(session, case, row.payload["staff"]),
        kind="deed_failed",
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        message_id=message.id,
        payload={**row.payload, "failure": failure},
    )
    await want_card(session, case, Urgency.ACT, now)


async def our_side_did(
    session: AsyncSession, message: Message, item: Deleted | Restored, now: datetime
) -> bool:
    """Whether a customer's message was hidden or brought back by our side: by the desk, or by a colleague there.

    Then it is noted here, for the customer did nothing. Takes the case's lock if so.
    """
    if message.direction != Direction.IN or not await _is_ours(session, message, item, now):
        return False
    hides = isinstance(item, Deleted)
    if hides == (message.hidden_at is not None):
        return True
    case = await lock_of(session, message)
    await session.refresh(message, ["hidden_at"])
    kind = "hidden_there" if hides else "restored_there"
    if hides == (message.hidden_at is not None) or await known(session, case.id, kind, item.mark):
        return True
    message.hidden_at = now if hides else None
    if not await _asked(session, message.id, Deed.HIDE if hides else Deed.RESTORE, now):
        data = {"message": message.id} if item.mark is None else {"message": message.id, "mark": item.mark}
        event(session, case, kind, at=now, data=data)
    await want_card(session, case, Urgency.REFRESH, now)
    return True


async def _is_ours(session: AsyncSession, message: Message, item: Deleted | Restored, now: datetime) -> bool:
    if isinstance(item, Restored):
        return message.hidden_at is not None
    if item.by is None:
        return message.hidden_at is not None or await _asked(session, message.id, Deed.HIDE, now)
    query = select(Conversation).where(Conversation.id == message.conversation_id)
    conversation = (await session.scalars(query.options(joinedload(Conversation.identity)))).one()
    return item.by != conversation.identity.external_id


async def _asked(session: AsyncSession, message_id: int, deed: Deed, now: datetime) -> bool:
    """Whether the desk does it now, or did it lately. To remove is to hide, for who only hears that it is gone."""
    which = [deed.value, *([Deed.REMOVE.value] if deed is Deed.HIDE else [])]
    query = select(
        exists().where(
            Outbox.message_id == message_id,
            Outbox.kind == "deed",
            Outbox.payload["deed"].as_string().in_(which),
            Outbox.state.not_in((RowState.FAILED, RowState.CANCELLED)),
            Outbox.settled_at.is_(None) | (Outbox.settled_at > now - ECHOES),
        )
    )
    return bool(await session.scalar(query))
