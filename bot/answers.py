"""The life of an answer: written, put on its way or kept as a draft, changed or taken back, arrived or not.

An answer is a message with `direction = 'out'` and one outbox row at a time. Every function works in the caller's
transaction and takes the case's lock first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import drafts
from bot.desk.conditions import price
from bot.desk.deeds import unanswerable
from bot.desk.files import File, Fit, fit
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import require
from bot.desk.privacy import PUBLIC, Privacy
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, HeldByOther, Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, attach, exchange, files_of
from bot.networks import Networks
from bot.outcomes import Source, arrived, sign, taken_back
from bot.record import PRESSED, apply, attempt_marks, enqueue, event, lock, want_card
from bot.relations import why_barred
from bot.uses import used_up
from connectors.base import Capabilities, Capability, Privately, WritesPrivately, text_length
from connectors.errors import TooLong
from connectors.lengths import in_characters
from storage.models import (
    LIVE,
    Account,
    Case,
    Conversation,
    Delivery,
    Direction,
    Json,
    Message,
    Outbox,
    Post,
    RowState,
    Staff,
    Why,
)
from storage.outbox import probe_lane
from storage.queries import dialog_of, last_said, last_seen, row_of_answer, waits_since

SETTLES = timedelta(seconds=5)
"""How long after its time an answer usually has arrived: the card waits for that, and saves an edit."""


ALBUM_WAIT = timedelta(seconds=3)
"""How long an answer waits for more files of the same album: each is a message of its own."""


@dataclass(frozen=True, slots=True)
class Queued:
    """The answer is on its way, and can be taken back until `leaves_at`. `price`: what the network takes for it."""

    message_id: int
    leaves_at: datetime
    price: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds at this moment: the time, the time for taking back, what the networks can do, what is private."""

    now: datetime
    undo: timedelta
    networks: Networks
    privacy: Privacy


async def answer(
    session: AsyncSession, case_id: int, words: Words, staff: Staff | None, terms: Terms
) -> Queued | Kept:
    """A swipe-reply. `staff` None: an anonymous administrator, whose words wait for a named person's press.

    Raises Refused when the role or the network does not allow it at all.
    """
    case = await lock(session, case_id)
    if staff is None:
        return await drafts.keep(session, case, words, None, Why.ANONYMOUS, terms.now)
    require(staff.role, Action.ANSWER)
    target = await _target(session, case, words)
    if not words.private:
        await _check_reachable(session, target)
    able = await _able(session, case, target, words, terms)
    if words.why is not None:
        return await drafts.keep(session, case, words, staff, words.why, terms.now)
    fitting = fit(words.files, able.files, words=bool(words.text))
    if fitting.misfit is not None:
        return await _keep_unfit(session, case, words, staff, fitting, terms)
    try:
        check_length(signed(words.text, staff), able.reply)
        if sorts := await _exposes(session, target, words, terms):
            kept = await drafts.keep(session, case, words, staff, Why.PRIVATE_DATA, terms.now)
            return Kept(kept.draft_id, kept.why, sorts=sorts)
        queued = await _send(session, case, target, words, staff, terms, seen_to=target.id)
        return replace(queued, price=price(able.reply.cost, signed(words.text, staff)))
    except TooLong as error:
        return await drafts.keep_too_long(session, case, words, staff, error, terms.now)
    except HeldByOther as held:
        holder = await session.get_one(Staff, held.holder_id)
        kept = await drafts.keep(session, case, words, staff, Why.HELD_BY_OTHER, terms.now)
        return Kept(kept.draft_id, kept.why, holder=holder.name)


async def _keep_unfit(
    session: AsyncSession, case: Case, words: Words, staff: Staff, fitting: Fit, terms: Terms
) -> Kept:
    """Raises Refused where nothing is left to keep. Of an album more may follow: that is kept in any case."""
    misfit = fitting.misfit
    assert misfit is not None
    album = any(one.album for one in words.files)
    if misfit.rest == "none" and not album:
        raise Refused(misfit.key.removeprefix("refused-"), **misfit.params)
    return await drafts.keep_unfit(session, case, words, staff, misfit, terms.now)


def signed(text: str, staff: Staff) -> str:
    """The text as the customer reads it. A file without words is not signed."""
    return f"{text}\n\n{staff.signature}" if text and staff.signature else text


def check_length(text: str, capability: Capability) -> None:
    """Raises TooLong, in characters whatever the network counts; never cuts."""
    if capability.max_length is None:
        return
    if text_length(text, capability.unit) > capability.max_length:
        raise TooLong(*in_characters(text, capability.max_length, capability.unit))


async def _exposes(session: AsyncSession, target: Message, words: Words, terms: Terms) -> Sequence[str]:
    """The sorts of private data that everybody would read."""
    conversation = await session.get_one(Conversation, target.conversation_id)
    return terms.privacy.sorts(words.text) if conversation.kind in PUBLIC and not words.private else ()


async def _able(
    session: AsyncSession, case: Case, target: Message, words: Words, terms: Terms
) -> Capabilities:
    """What an answer may be. Raises Refused with the reason if the network, or the customer, takes none."""
    await terms.networks.learn(session)
    able = terms.networks.capabilities(case.account_id, target.target or {}, terms.now)
    to = able.private if words.private else able.reply
    if (spent := await used_up(session, target.id, to, private=words.private)) is not None:
        raise Refused("cannot-reply", reason=spent)
    if words.private and able.private.supported:
        able = terms.networks.capabilities(case.account_id, _dialog(case, target, terms).target, terms.now)
    elif words.private:
        able = replace(able, reply=able.private)
    if not able.reply.supported:
        raise Refused("cannot-reply", reason=able.reply.reason or "why-permission")
    if (barred := await why_barred(session, target, private=words.private)) is not None:
        raise Refused("cannot-reply", reason=barred)
    return able


def _dialog(case: Case, target: Message, terms: Terms) -> Privately:
    """Where a private answer goes. Raises Refused if the account has no such thing (any more)."""
    connector = terms.networks.of(case.account_id)
    if not isinstance(connector, WritesPrivately):
        raise Refused("cannot-reply", reason="why-no-private")
    return connector.privately(target.target or {})


async def _check_reachable(session: AsyncSession, target: Message) -> None:
    """Raises Refused for what the desk has hidden or closed itself: nothing public goes there."""
    query = select(Post.closed_at).join(Conversation, Conversation.post_id == Post.id)
    closed = await session.scalar(query.where(Conversation.id == target.conversation_id))
    hidden, gone = target.hidden_at is not None, target.deleted_at is not None
    if why := unanswerable(hidden=hidden, closed=closed is not None, gone=gone):
        raise Refused("cannot-reply", reason=why)


async def _target(session: AsyncSession, case: Case, words: Words) -> Message:
    """The customer message to answer: the swiped one, else the last its author had seen, else the first shown."""
    if words.about_id is not None:
        about = await session.get(Message, words.about_id)
        if about is not None and about.case_id == case.id and about.direction == Direction.IN:
            return about
    if words.source is not None:
        seen = await last_seen(session, case.id, words.source.chat_id, words.source.message_id)
        if seen is not None:
            return seen
    said = await last_said(session, case.id)
    if said is None:
        raise Refused("nothing-to-answer")
    return said


async def _seen_to(session: AsyncSession, case: Case, target: Message, words: Words, seen_to: int) -> int:
    if words.source is None:
        return seen_to
    seen = await last_seen(session, case.id, words.source.chat_id, words.source.message_id)
    return max(seen_to, 0 if seen is None or seen.conversation_id != target.conversation_id else seen.id)


async def _send(
    session: AsyncSession,
    case: Case,
    target: Message,
    words: Words,
    staff: Staff,
    terms: Terms,
    *,
    seen_to: int,
    confirmed: bool = False,
    pressed: bool = False,
) -> Queued:
    """Claims the case if it is free, then puts the answer on its way. Raises HeldByOther unless `confirmed`.

    `pressed`: a button sent it. Then only `Undo` takes it back, not that the message it came from is gone.
    """
    if case.status in LIVE and case.holder_id is None:
        await apply(session, case, Act(Action.CLAIM, terms.now, staff.id))
    since = None if case.status in LIVE else await waits_since(session, case.id)
    await apply(session, case, Act(Action.ANSWER, terms.now, staff.id, confirmed=confirmed, said_at=since))
    await drafts.forget_too_long(session, case, staff)
    album = any(one.album for one in words.files)
    leaves_at = terms.now + (max(terms.undo, ALBUM_WAIT) if album else terms.undo)
    conversation_id, to = await _whereto(session, case, target, words, terms)
    message = Message(
        desk_id=case.desk_id,
        account_id=case.account_id,
        conversation_id=conversation_id,
        case_id=case.id,
        direction=Direction.OUT,
        text=signed(words.text, staff),
        at=terms.now,
        target=to,
        private=words.private,
        answers_id=target.id,
        seen_to=await _seen_to(session, case, target, words, seen_to),
        delivery=Delivery.WAITING,
        staff_id=staff.id,
        source_chat_id=words.source.chat_id if words.source else None,
        source_message_id=words.source.message_id if words.source else None,
    )
    session.add(message)
    await session.flush()
    attach(session, Belongs(message_id=message.id), words.files)
    await _put_on_its_way(session, case, message, {**attempt_marks(), PRESSED: pressed}, leaves_at)
    sign(session, message, Sign.WAITING, terms.now)
    # One edit shows both that somebody has it and that the answer arrived.
    await want_card(session, case, Urgency.ACT, leaves_at + SETTLES)
    return Queued(message.id, leaves_at)


async def _whereto(
    session: AsyncSession, case: Case, target: Message, words: Words, terms: Terms
) -> tuple[int, Json | None]:
    """The conversation that an answer belongs to, and what the connector needs. A private one is the dialog's: there
    the customer goes on, in the same case unless another one is open there.
    """
    if not words.private:
        return target.conversation_id, target.target
    there = _dialog(case, target, terms)
    public = await session.get_one(Conversation, target.conversation_id)
    if there.thread_key is None:
        # Where the customer goes on is not known yet: then it is a conversation of its own.
        return public.id, dict(there.target)
    dialog = await dialog_of(session, public, there.thread_key)
    held = None if dialog.case_id is None else await session.get(Case, dialog.case_id)
    if held is None or held.status not in LIVE:
        dialog.case_id = case.id
    return dialog.id, dict(there.target)


async def _put_on_its_way(
    session: AsyncSession, case: Case, message: Message, marks: Json, leaves_at: datetime
) -> None:
    account = await session.get_one(Account, case.account_id)
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(account),
        kind="answer",
        urgency=Urgency.ACT,
        not_before=leaves_at,
        case=case,
        message_id=message.id,
        payload=marks,
    )


async def send_draft(
    session: AsyncSession,
    draft_id: int,
    staff: Staff,
    seen_version: int,
    terms: Terms,
    case_id: int,
    *,
    privately: bool = False,
) -> Queued | Kept:
    """A press on `Send`. Kept: everybody would read something private, which nobody was told yet.

    Raises Refused: gone, another's, Unseen, HeldByOther, TooLong's words.
    """
    draft, case = await drafts.lock_waiting(session, draft_id, case_id)
    drafts.check_press(draft, case, staff, seen_version, terms.now)
    private = privately or draft.private
    words = Words(draft.text, drafts.own_source(draft), draft.message_id, private=private)
    target = await _target(session, case, words)
    if not words.private:
        await _check_reachable(session, target)
    files = await files_of(session, Belongs(draft_id=draft.id))
    if not draft.warned and (sorts := await _exposes(session, target, words, terms)):
        draft.warned = True
        await want_card(session, case, Urgency.ACT, terms.now)
        return Kept(draft.id, Why.PRIVATE_DATA, sorts=sorts)
    able = await _able(session, case, target, words, terms)
    fitting = fit(files, able.files, words=bool(draft.text))
    if fitting.misfit is not None and fitting.misfit.rest == "none":
        raise Refused(fitting.misfit.key.removeprefix("refused-"), **fitting.misfit.params)
    words = replace(words, files=fitting.goes)
    try:
        check_length(signed(draft.text, staff), able.reply)
    except TooLong as error:
        raise Refused("too-long", limit=error.limit, excess=error.actual - error.limit) from None
    seen = await last_said(session, case.id, seen_version)
    queued = await _send(
        session,
        case,
        target,
        words,
        staff,
        terms,
        seen_to=target.id if seen is None else max(target.id, seen.id),
        confirmed=draft.why == Why.HELD_BY_OTHER,
        pressed=True,
    )
    drafts.sent(session, case, draft, staff, terms.now)
    return replace(queued, price=price(able.reply.cost, signed(draft.text, staff)))


async def lock_answer(
    session: AsyncSession, message_id: int, case_id: int | None
) -> tuple[Message, Case, Outbox]:
    """`case_id`: whose button was pressed; None: found by its author's own message."""
    found = await session.get(Message, message_id)
    if found is None or found.direction != Direction.OUT or case_id not in (None, found.case_id):
        raise Refused("answer-gone")
    case = await lock(session, found.case_id)
    row = await row_of_answer(session, message_id)
    query = select(Message).where(Message.id == message_id).options(joinedload(Message.staff))
    message = (await session.scalars(query, execution_options={"populate_existing": True})).one()
    if row is None:
        raise Refused("answer-gone")
    return message, case, row


async def take_back(
    session: AsyncSession, message_id: int, staff: Staff | None, now: datetime, case_id: int | None = None
) -> None:
    """Before it left. `staff` None: its author deleted the message. Raises Refused when it is too late."""
    message, case, row = await lock_answer(session, message_id, case_id)
    if message.delivery == Delivery.TAKEN_BACK:
        return
    if row.state != RowState.PENDING or message.delivery != Delivery.WAITING:
        raise Refused("too-late")
    if staff is not None and staff.id not in (message.staff_id, case.holder_id):
        raise Refused("not-your-answer")
    await taken_back(session, case, message, row, now, by=None if staff is None else staff.id)


async def amend(
    session: AsyncSession, message_id: int, text: str, terms: Terms, file: File | None = None
) -> Kept | None:
    """Its author edited the message within the time for taking back; `file`: what is attached to it now.


    Raises Refused: taken back already, too late. What does not fit any more, or shows something private, is taken back
    and kept: its author wants neither the old words sent nor the new ones cut.
    """
    message, case, row = await lock_answer(session, message_id, None)
    if message.delivery == Delivery.TAKEN_BACK:
        raise Refused("taken-back")
    if row.state != RowState.PENDING or message.delivery != Delivery.WAITING:
        raise Refused("too-late-to-change")
    if file is not None:
        await exchange(session, Belongs(message_id=message.id), file)
    kept = await recheck(session, case, message, row, text, terms)
    if kept is None:
        message.text = text if message.staff is None else signed(text, message.staff)
        await want_card(session, case, Urgency.ACT, row.not_before + SETTLES)
    return kept


async def recheck(
    session: AsyncSession, case: Case, message: Message, row: Outbox, text: str, terms: Terms
) -> Kept | None:
    """An answer that has not left says or holds something else now: if that does not fit, it becomes a draft."""
    able = terms.networks.capabilities(case.account_id, message.target or {}, terms.now)
    files = await files_of(session, Belongs(message_id=message.id))
    words = Words(text, _source_of(message), message.answers_id, files=files, private=message.private)
    misfit = fit(files, able.files, words=bool(text)).misfit if able.reply.supported else None
    if misfit is not None:
        await taken_back(session, case, message, row, terms.now, by=message.staff_id)
        return await drafts.keep_unfit(session, case, words, message.staff, misfit, terms.now)
    try:
        check_length(text if message.staff is None else signed(text, message.staff), able.reply)
    except TooLong as error:
        await taken_back(session, case, message, row, terms.now, by=message.staff_id)
        return await drafts.keep_too_long(session, case, words, message.staff, error, terms.now)
    answered = None if message.answers_id is None else await session.get(Message, message.answers_id)
    if answered is not None and (sorts := await _exposes(session, answered, words, terms)):
        await taken_back(session, case, message, row, terms.now, by=message.staff_id)
        kept = await drafts.keep(session, case, words, message.staff, Why.PRIVATE_DATA, terms.now)
        return Kept(kept.draft_id, kept.why, sorts=sorts)
    return None


def _source_of(message: Message) -> Source | None:
    if message.source_chat_id is None or message.source_message_id is None:
        return None
    return Source(message.source_chat_id, message.source_message_id)


async def retry(session: AsyncSession, message_id: int, staff: Staff, now: datetime, case_id: int) -> None:
    """A person wants it sent again, with the same idempotency marks. Raises Refused when it is not failed."""
    message, case, row = await lock_answer(session, message_id, case_id)
    require(staff.role, Action.ANSWER)
    if message.delivery not in (Delivery.FAILED, Delivery.UNKNOWN):
        raise Refused("not-failed")
    if row.state == RowState.UNKNOWN:
        row.state, row.settled_at, row.lease_until = RowState.CANCELLED, now, None
    message.delivery, message.failure = Delivery.WAITING, None
    await _put_on_its_way(session, case, message, {**row.payload, PRESSED: True}, now)
    event(session, case, "answer_retried", by=staff.id, at=now, data={"message": message.id})
    sign(session, message, Sign.WAITING, now)
    await want_card(session, case, Urgency.ACT, now + SETTLES)
    # Who presses believes that the cause is gone: an account that stands tries at once.
    await probe_lane(session, account_lane(await session.get_one(Account, case.account_id)), now)


async def confirm(session: AsyncSession, message_id: int, staff: Staff, now: datetime, case_id: int) -> None:
    """A person looked and saw it there. Raises Refused when the outcome is known."""
    message, case, row = await lock_answer(session, message_id, case_id)
    require(staff.role, Action.ANSWER)
    if message.delivery != Delivery.UNKNOWN:
        raise Refused("not-unknown")
    event(session, case, "answer_confirmed", by=staff.id, at=now, data={"message": message.id})
    row.state, row.settled_at, row.lease_until = RowState.SENT, now, None
    await arrived(session, case, message, None, now)
