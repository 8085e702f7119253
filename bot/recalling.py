"""The desk's last answer of a case thought better of, wherever it is by now: on its way, or at the customer.

What it was written in may be no message of a person (prepared words, a specialist's advice), so it is found by its case.
Every function works in the caller's transaction.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deeds, drafts, elsewhere
from bot.amending import amend, source_of, take_back
from bot.answers import Queued, Terms
from bot.desk.approval import needs_look
from bot.desk.deeds import Ask
from bot.desk.permissions import Right, require
from bot.desk.states import Action, Refused
from bot.drafts import Kept
from bot.record import lock, lock_of
from connectors.base import Deed
from storage.models import Delivery, Direction, Draft, DraftState, Event, Message, Staff, Why

IN_BETWEEN = {
    Delivery.SENDING: "leaves-just-now",
    Delivery.UNKNOWN: "answer-unknown",
}
"""Why nothing can be done to it at this moment."""


async def withdraw(session: AsyncSession, case_id: int, staff: Staff, terms: Terms) -> Message | Draft | None:
    """Taken back if it has not left, or waits for a colleague's look; else deleted at the customer. None: that is so
    already, or under way.

    Raises Refused: nothing was answered, not theirs to take back, the network does not let us.
    """
    waits = await _waits(session, case_id, staff)
    if waits is not None:
        await drafts.drop(session, waits.id, staff, terms.now, case_id)
        return waits
    message = await _last(session, case_id, staff)
    if message.delivery == Delivery.TAKEN_BACK or message.deleted_at is not None:
        return None
    if message.elsewhere is not None:
        await elsewhere.take_back(session, message.id, staff, terms.now)
        return message
    match message.delivery:
        case Delivery.WAITING | Delivery.FAILED:
            await take_back(session, message.id, staff, terms.now, case_id)
        case Delivery.SENT:
            await deletable(session, message, staff, terms)
            if not await deeds.ask(session, case_id, Ask(Deed.DELETE, message.id), staff, terms):
                return None
        case state:
            raise Refused(IN_BETWEEN[Delivery(state or "")])
    return message


async def deletable(session: AsyncSession, message: Message, staff: Staff | None, terms: Terms) -> bool:
    """False: it is deleted, or about to be. Raises Refused: not theirs to delete, or the network does not let us.

    `staff` None: an anonymous administrator.
    """
    if staff is None:
        raise Refused("name-needed")
    require(staff.role, Right.MODERATE)
    deeds.check_author(message, await lock_of(session, message), staff)
    offered = await deeds.of_message(session, message.id, message.case_id, terms)
    offer = next((one for one in offered if one.ask.deed is Deed.DELETE), None)
    if offer is not None and offer.why is not None:
        raise Refused("cannot-take-back", reason=offer.why)
    return offer is not None and not offer.under_way


async def restate(
    session: AsyncSession, case_id: int, text: str, staff: Staff, terms: Terms
) -> tuple[Message, Queued | Kept | None]:
    """Said in other words, as if its author had edited the message it was written in. None: it has these words now, and
    goes with them, or waits for `Retry`.

    Raises Refused as `withdraw` does.
    """
    message = await _last(session, case_id, staff)
    if message.elsewhere is not None:
        await elsewhere.restate(session, message.id, text, staff, terms.now)
        return message, None
    if message.delivery != Delivery.SENT:
        return message, await amend(session, message.id, text, terms, staff)
    if not needs_look(staff.role):
        return message, await deeds.edit(session, message.id, text, staff, terms)
    own = message.staff_id == staff.id
    source = source_of(message) if own else None
    return message, await deeds.ask_edit(session, message.id, text, staff, source, terms)


async def _waits(session: AsyncSession, case_id: int, staff: Staff) -> Draft | None:
    """Their words that wait for a look, if they wrote nothing since that became an answer."""
    await lock(session, case_id)
    query = (
        select(Draft)
        .where(Draft.case_id == case_id, Draft.author_id == staff.id)
        .where(Draft.state == DraftState.WAITING, Draft.why == Why.APPROVAL)
        .order_by(Draft.id.desc())
        .limit(1)
    )
    draft = (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
    if draft is None:
        return None
    newer = select(Event.id).where(
        Event.case_id == case_id,
        Event.kind == Action.ANSWER.value,
        Event.staff_id == staff.id,
        Event.at > draft.asked_at,
    )
    return None if await session.scalar(newer.limit(1)) is not None else draft


async def _last(session: AsyncSession, case_id: int, staff: Staff) -> Message:
    """The newest answer, whatever became of it: twice said is not two taken back. Raises Refused if it is not
    theirs to change.
    """
    require(staff.role, Action.ANSWER)
    case = await lock(session, case_id)
    query = (
        select(Message)
        .where(Message.case_id == case_id, Message.direction == Direction.OUT, Message.staff_id.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
    )
    message = (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
    if message is None:
        raise Refused("nothing-answered")
    deeds.check_author(message, case, staff)
    return message
