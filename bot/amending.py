"""An answer on its way is thought over: taken back, changed, sent once more, or found to have arrived.

Every function works in the caller's transaction and takes the case's lock first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import drafts, reviews
from bot.answers import SETTLES, Terms, check_length, exposes, perhaps_sent, put_on_its_way
from bot.desk.approval import looked_at_again, needs_look
from bot.desk.correcting import may_correct
from bot.desk.files import File, fit
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import require
from bot.desk.signature import signed
from bot.desk.signs import Sign
from bot.desk.states import Action, Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, exchange, files_of
from bot.outcomes import Source, arrived, sign, taken_back
from bot.record import PRESSED, RESTORED, event, lock_of, want_card
from bot.transaction import Channel, wake
from connectors.errors import TooLong
from storage.models import Account, Case, Delivery, Desk, Direction, Message, Outbox, RowState, Staff, Why
from storage.outbox import probe_lane
from storage.queries import row_of_answer


async def lock_answer(
    session: AsyncSession, message_id: int, case_id: int | None
) -> tuple[Message, Case, Outbox]:
    """`case_id`: whose button was pressed; None: found by its author's own message."""
    found = await session.get(Message, message_id)
    if found is None or found.direction != Direction.OUT or case_id not in (None, found.case_id):
        raise Refused("answer-gone")
    case = await lock_of(session, found)
    row = await row_of_answer(session, message_id)
    query = select(Message).where(Message.id == message_id).options(joinedload(Message.staff))
    message = (await session.scalars(query, execution_options={"populate_existing": True})).one()
    if row is None:
        raise Refused("answer-gone")
    return message, case, row


async def take_back(
    session: AsyncSession, message_id: int, staff: Staff | None, now: datetime, case_id: int | None = None
) -> None:
    """Before it left, or when it had failed: nobody is asked to send it again then. `staff` None: its author deleted the
    message. Raises Refused when it is too late.
    """
    message, case, row = await lock_answer(session, message_id, case_id)
    if message.delivery == Delivery.TAKEN_BACK:
        return
    waits = row.state == RowState.PENDING and message.delivery == Delivery.WAITING
    if not waits and message.delivery != Delivery.FAILED:
        raise Refused("too-late")
    if staff is not None and not may_correct(message, case, staff):
        raise Refused("not-your-answer")
    by = None if staff is None else staff.id
    await taken_back(session, case, message, row, now, by=by)
    await reviews.withdrawn(session, case, message, by, now)


async def amend(
    session: AsyncSession,
    message_id: int,
    text: str,
    terms: Terms,
    by: Staff | None,
    file: File | None = None,
) -> Kept | None:
    """It says something else, within the time for taking back, or when it had failed: a press sends it again with these
    words. `by`: who wrote them; None: its author. `file`: what is attached to it now.

    Raises Refused: taken back already, too late. What does not fit any more, or shows something private, is taken back
    and kept: its author wants neither the old words sent nor the new ones cut.
    """
    message, case, row = await lock_answer(session, message_id, None)
    if message.delivery == Delivery.TAKEN_BACK:
        raise Refused("taken-back")
    if message.delivery != Delivery.FAILED:
        _check_waits(message, row)
    if file is not None:
        await exchange(session, Belongs(message_id=message.id), file)
    kept = await recheck(session, case, message, row, text, terms, by)
    if kept is None:
        message.text = signed(text, message.signature)
        who = message.staff_id if by is None else by.id
        event(session, case, "answer_changed", by=who, at=terms.now, data={"message": message.id})
        await want_card(session, case, Urgency.ACT, row.not_before + SETTLES)
    return kept


def _check_waits(message: Message, row: Outbox) -> None:
    """Raises Refused unless it can still be changed before it leaves."""
    if message.delivery == Delivery.UNKNOWN:
        raise Refused("answer-unknown")
    if message.delivery == Delivery.SENDING or row.state == RowState.SENDING:
        raise Refused("leaves-just-now")
    if row.state != RowState.PENDING or message.delivery != Delivery.WAITING:
        raise Refused("too-late-to-change")


async def recheck(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    text: str,
    terms: Terms,
    by: Staff | None,
) -> Kept | None:
    """An answer that has not left says or holds something else now: if that does not fit, or has to be looked at first,
    it becomes a draft of `by`, who changed it (None: its author).
    """
    by = by or message.staff
    if by is not None and await _looked_at(session, message, by):
        return await wait_for_look(session, case, message, row, text, terms, by)
    by_id = None if by is None else by.id
    able = terms.networks.capabilities(message.account_id, message.target or {}, terms.now)
    words = await _words_of(session, message, text, by)
    misfit = fit(words.files, able.files, words=bool(text)).misfit if able.reply.supported else None
    if misfit is not None:
        await taken_back(session, case, message, row, terms.now, by=by_id)
        return await drafts.keep_unfit(session, case, words, by, misfit, terms.now)
    try:
        check_length(signed(text, message.signature), able.reply)
    except TooLong as error:
        await taken_back(session, case, message, row, terms.now, by=by_id)
        return await drafts.keep_too_long(session, case, words, by, error, terms.now)
    answered = None if message.answers_id is None else await session.get(Message, message.answers_id)
    if answered is not None and (sorts := await exposes(session, answered, words, terms)):
        await taken_back(session, case, message, row, terms.now, by=by_id)
        kept = await drafts.keep(session, case, words, by, Why.PRIVATE_DATA, terms.now)
        return Kept(kept.draft_id, kept.why, sorts=sorts)
    if message.approved_by_id is not None and by_id is not None:
        message.approved_by_id = by_id
    return None


async def _looked_at(session: AsyncSession, message: Message, by: Staff) -> bool:
    desk, approved = await session.get_one(Desk, message.desk_id), message.approved_by_id is not None
    return looked_at_again(by, message.staff, message.escalation_id, approved=approved, policy=desk.approvers)


async def wait_for_look(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    text: str,
    terms: Terms,
    by: Staff,
    approver_id: int | None = None,
) -> Kept:
    """An answer that has not left is held back, and `text`, which is `by`'s, waits in its place. Whoever approved it is
    asked again, else `approver_id`; nobody to their own words.

    Raises Refused if there is nobody to ask and nobody has to.
    """
    asked = message.approved_by_id if message.approved_by_id not in (None, by.id) else approver_id
    words = replace(await _words_of(session, message, text, by), look=True, approver_id=asked)
    # What a trusted department said is an operator's answer from now on.
    words = replace(words, escalation_id=None)
    answered = None if message.answers_id is None else await session.get(Message, message.answers_id)
    sorts = () if answered is None else await exposes(session, answered, words, terms)
    await taken_back(session, case, message, row, terms.now, by=by.id)
    return await reviews.ask(session, case, words, by, terms.now, sorts)


async def _words_of(session: AsyncSession, message: Message, text: str, by: Staff | None) -> Words:
    """Somebody else's Telegram message says nothing of what they wrote: only its author's is the source."""
    own = by is None or by.id == message.staff_id
    return Words(
        text,
        source_of(message) if own else None,
        message.answers_id,
        files=await files_of(session, Belongs(message_id=message.id)),
        private=message.private,
        escalation_id=message.escalation_id,
    )


def source_of(message: Message) -> Source | None:
    if message.source_chat_id is None or message.source_message_id is None:
        return None
    return Source(message.source_chat_id, message.source_message_id)


async def retry(session: AsyncSession, message_id: int, staff: Staff, now: datetime, case_id: int) -> None:
    """A person wants it sent again, with the same idempotency marks. Raises Refused when it is not failed."""
    message, case, row = await lock_answer(session, message_id, case_id)
    require(staff.role, Action.ANSWER)
    if message.approved_by_id is None and needs_look(staff.role):
        raise Refused("retry-needs-colleague")
    if message.delivery not in (Delivery.FAILED, Delivery.UNKNOWN):
        raise Refused("not-failed")
    marks = {**row.payload, PRESSED: True, RESTORED: False}
    if row.state == RowState.UNKNOWN:
        # They were asked to look, and it is not there.
        row.state, row.settled_at, row.lease_until = RowState.CANCELLED, now, None
    else:
        marks |= await perhaps_sent(session, case, message.at)
    message.delivery, message.failure = Delivery.WAITING, None
    await put_on_its_way(session, case, message, marks, now)
    event(session, case, "answer_retried", by=staff.id, at=now, data={"message": message.id})
    sign(session, message, Sign.WAITING, now)
    await want_card(session, case, Urgency.ACT, now + SETTLES)
    # Who presses believes that the cause is gone: an account that stands tries at once.
    await probe_lane(session, account_lane(await session.get_one(Account, message.account_id)), now)


async def confirm(session: AsyncSession, message_id: int, staff: Staff, now: datetime, case_id: int) -> None:
    """A person looked and saw it there. Raises Refused when the outcome is known."""
    message, case, row = await lock_answer(session, message_id, case_id)
    require(staff.role, Action.ANSWER)
    if message.delivery != Delivery.UNKNOWN:
        raise Refused("not-unknown")
    event(session, case, "answer_confirmed", by=staff.id, at=now, data={"message": message.id})
    row.state, row.settled_at, row.lease_until = RowState.SENT, now, None
    wake(session, Channel.DELIVERY, row.lane)  # for what comes after it
    await arrived(session, case, message, None, now)
