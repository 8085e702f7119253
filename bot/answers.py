"""An answer is written: it is put on its way, or kept as a draft until somebody presses.

An answer is a message with `direction = 'out'` and one outbox row at a time. Every function works in the caller's
transaction and takes the case's lock first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import drafts, reviews
from bot.desk.approval import needs_look
from bot.desk.conditions import price
from bot.desk.deeds import unanswerable
from bot.desk.files import Fit, fit
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import require
from bot.desk.privacy import PUBLIC, Privacy
from bot.desk.signature import signed
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, HeldByOther, Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, attach, files_of
from bot.networks import Networks
from bot.outcomes import sign
from bot.record import PRESSED, RESTORED, apply, attempt_marks, enqueue, lock, want_card
from bot.relations import why_barred
from bot.signing import signature_of
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
    Desk,
    Direction,
    Draft,
    Json,
    Message,
    Post,
    Staff,
    Why,
)
from storage.queries import dialog_of, last_said, last_seen, last_seen_waiting, waits_since
from storage.talks import has_several, next_answered

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
    words = await pinned(session, case, words)
    if staff is None:
        return await drafts.keep(session, case, words, None, Why.ANONYMOUS, terms.now)
    require(staff.role, Action.ANSWER if words.escalation_id is None else Action.ADVISE)
    target, able = await answerable(session, case, words, terms)
    await drafts.put_aside(session, case, staff, terms.now)
    if words.why is not None:
        return await drafts.keep(session, case, words, staff, words.why, terms.now)
    fitting = fit(words.files, able.files, words=bool(words.text))
    if fitting.misfit is not None:
        return await _keep_unfit(session, case, words, staff, fitting, terms)
    try:
        under = await signature_of(session, target.account_id, staff)
        check_length(signed(words.text, under), able.reply)
        sorts = await exposes(session, target, words, terms)
        if words.look or (words.escalation_id is None and needs_look(staff.role)):
            return await reviews.ask(session, case, words, staff, terms.now, sorts)
        if sorts:
            kept = await drafts.keep(session, case, words, staff, Why.PRIVATE_DATA, terms.now)
            return Kept(kept.draft_id, kept.why, sorts=sorts)
        return await _send(
            session, case, target, words, staff, terms, seen_to=target.id, confirmed=words.confirmed
        )
    except TooLong as error:
        return await drafts.keep_too_long(session, case, words, staff, error, terms.now)
    except HeldByOther as held:
        holder = await session.get_one(Staff, held.holder_id)
        kept = await drafts.keep(session, case, words, staff, Why.HELD_BY_OTHER, terms.now)
        return Kept(kept.draft_id, kept.why, holder=holder.name)


async def answerable(
    session: AsyncSession, case: Case, words: Words, terms: Terms
) -> tuple[Message, Capabilities]:
    """What the words would answer, and what can go there. Raises Refused if nothing can."""
    target = await target_of(session, case, words)
    if not words.private:
        await _check_reachable(session, target)
    return target, await _able(session, target, words, terms)


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


def check_length(text: str, capability: Capability) -> None:
    """Raises TooLong, in characters whatever the network counts; never cuts."""
    if capability.max_length is None:
        return
    if text_length(text, capability.unit) > capability.max_length:
        raise TooLong(*in_characters(text, capability.max_length, capability.unit))


async def exposes(session: AsyncSession, target: Message, words: Words, terms: Terms) -> Sequence[str]:
    """The sorts of private data that everybody would read."""
    conversation = await session.get_one(Conversation, target.conversation_id)
    return terms.privacy.sorts(words.text) if conversation.kind in PUBLIC and not words.private else ()


async def _able(session: AsyncSession, target: Message, words: Words, terms: Terms) -> Capabilities:
    """What an answer may be. Raises Refused with the reason if the network, or the customer, takes none."""
    await terms.networks.learn(session)
    able = terms.networks.capabilities(target.account_id, target.target or {}, terms.now)
    to = able.private if words.private else able.reply
    if (spent := await used_up(session, target.id, to, private=words.private)) is not None:
        raise Refused("cannot-reply", reason=spent)
    if words.private and able.private.supported:
        able = terms.networks.capabilities(target.account_id, _dialog(target, terms).target, terms.now)
    elif words.private:
        able = replace(able, reply=able.private)
    if not able.reply.supported:
        raise Refused("cannot-reply", reason=able.reply.reason or "why-permission")
    if (barred := await why_barred(session, target, private=words.private)) is not None:
        raise Refused("cannot-reply", reason=barred)
    return able


def _dialog(target: Message, terms: Terms) -> Privately:
    """Where a private answer goes. Raises Refused if the account has no such thing (any more)."""
    connector = terms.networks.of(target.account_id)
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


async def target_of(session: AsyncSession, case: Case, words: Words) -> Message:
    """The customer message to answer: the swiped one, else the last its author had seen in the conversation that waits,
    or was written in last; else the last of all.
    """
    if words.about_id is not None:
        about = await session.get(Message, words.about_id)
        if about is not None and about.case_id == case.id and about.direction == Direction.IN:
            return about
    if words.source is not None:
        seen = await last_seen_waiting(session, case.id, words.source.chat_id, words.source.message_id)
        if seen is not None:
            return seen
    said = await next_answered(session, case.id)
    if said is None:
        raise Refused("nothing-to-answer")
    return said


async def pinned(session: AsyncSession, case: Case, words: Words) -> Words:
    """Of several conversations the one is settled now: words that wait go to whom they were written to, whoever is
    answered meanwhile.
    """
    if words.about_id is not None or not await has_several(session, case.id):
        return words
    return replace(words, about_id=(await target_of(session, case, words)).id)


async def _seen_to(session: AsyncSession, case: Case, target: Message, words: Words, seen_to: int) -> int:
    """No further than in the conversation that is answered. Where its author named no words, they are the last they saw."""
    if words.source is None or words.about_id is None:
        return seen_to
    at = (words.source.chat_id, words.source.message_id)
    seen = await last_seen(session, case.id, *at, of={target.conversation_id})
    return max(seen_to, 0 if seen is None else seen.id)


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
    approver: Staff | None = None,
    marks: Json | None = None,
) -> Queued:
    """Claims the case if it is free, then puts the answer on its way. Raises HeldByOther unless `confirmed`.

    `pressed`: a button sent it. Then only `Undo` takes it back, not that the message it came from is gone.
    `approver`: whose button it was, if not `staff`'s own: the author may still take it back in both ways.
    `marks`: of `perhaps_sent`.
    """
    stays = words.escalation_id is not None
    if case.status in LIVE and case.holder_id is None and not stays:
        await apply(session, case, Act(Action.CLAIM, terms.now, staff.id))
    since = None if case.status in LIVE else await waits_since(session, case.id)
    act = Act(Action.ANSWER, terms.now, staff.id, confirmed=confirmed, said_at=since, stays=stays)
    await apply(session, case, act)
    await drafts.forget_too_long(session, case, staff)
    album = any(one.album for one in words.files)
    leaves_at = terms.now + (max(terms.undo, ALBUM_WAIT) if album else terms.undo)
    conversation_id, to = await _whereto(session, case, target, words, terms)
    under = await signature_of(session, target.account_id, staff)
    message = Message(
        desk_id=case.desk_id,
        account_id=target.account_id,
        conversation_id=conversation_id,
        case_id=case.id,
        direction=Direction.OUT,
        text=signed(words.text, under),
        signature=under,
        at=terms.now,
        target=to,
        private=words.private,
        escalation_id=words.escalation_id,
        answers_id=target.id,
        seen_to=await _seen_to(session, case, target, words, seen_to),
        delivery=Delivery.WAITING,
        staff_id=staff.id,
        approved_by_id=None if approver is None else approver.id,
        source_chat_id=words.source.chat_id if words.source else None,
        source_message_id=words.source.message_id if words.source else None,
    )
    session.add(message)
    await session.flush()
    attach(session, Belongs(message_id=message.id), words.files)
    await put_on_its_way(
        session, case, message, {**attempt_marks(), PRESSED: pressed, **(marks or {})}, leaves_at
    )
    sign(session, message, Sign.WAITING, terms.now)
    # One edit shows both that somebody has it and that the answer arrived.
    await want_card(session, case, Urgency.ACT, leaves_at + SETTLES)
    cost = terms.networks.capabilities(target.account_id, to or {}, terms.now).reply.cost
    return Queued(message.id, leaves_at, price(cost, message.text))


async def _whereto(
    session: AsyncSession, case: Case, target: Message, words: Words, terms: Terms
) -> tuple[int, Json | None]:
    """The conversation that an answer belongs to, and what the connector needs. A private one is the dialog's: there
    the customer goes on, in the same case unless another one is open there.
    """
    if not words.private:
        return target.conversation_id, target.target
    there = _dialog(target, terms)
    public = await session.get_one(Conversation, target.conversation_id)
    if there.thread_key is None:
        # Where the customer goes on is not known yet: then it is a conversation of its own.
        return public.id, dict(there.target)
    dialog = await dialog_of(session, public, there.thread_key)
    held = None if dialog.case_id is None else await session.get(Case, dialog.case_id)
    if held is None or held.status not in LIVE:
        dialog.case_id = case.id
    return dialog.id, dict(there.target)


async def perhaps_sent(session: AsyncSession, case: Case, since: datetime) -> Json:
    """The mark of words that waited since then, if the desk has come out of a backup meanwhile."""
    desk = await session.get_one(Desk, case.desk_id)
    known = desk.restored_at is None or desk.restored_at <= since
    return {} if known else {RESTORED: since.isoformat()}


async def put_on_its_way(
    session: AsyncSession, case: Case, message: Message, marks: Json, leaves_at: datetime
) -> None:
    account = await session.get_one(Account, message.account_id)
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
    confirmed: bool = False,
) -> Queued | Kept:
    """A press on `Send`. Kept: everybody would read something private, which nobody was told yet.

    `confirmed`: they know that somebody else has the case. Raises Refused: gone, another's, Unseen, TooLong's words;
    HeldByOther last, when nothing else stands in its way: then asking helps.
    """
    draft, case = await drafts.lock_waiting(session, draft_id, case_id)
    drafts.check_press(draft, case, staff, seen_version)
    if privately:
        draft.private = True
    known = confirmed or draft.why == Why.HELD_BY_OTHER
    outcome = await release(session, case, draft, staff, seen_version, terms, confirmed=known)
    if isinstance(outcome, Queued):
        drafts.sent(session, case, draft, staff, terms.now)
    return outcome


async def release(
    session: AsyncSession,
    case: Case,
    draft: Draft,
    staff: Staff,
    seen_version: int,
    terms: Terms,
    *,
    confirmed: bool,
    approver: Staff | None = None,
) -> Queued | Kept:
    """Words that wait go out as the answer of `staff`; or they wait for a colleague's look, unless `approver` had it.

    Raises Refused: TooLong's words and others; HeldByOther last.
    """
    words = Words(draft.text, drafts.own_source(draft), draft.message_id, private=draft.private)
    target = await target_of(session, case, words)
    if not words.private:
        await _check_reachable(session, target)
    files = await files_of(session, Belongs(draft_id=draft.id))
    sorts = await exposes(session, target, words, terms)
    first = approver is None and (draft.look or needs_look(staff.role))
    # What stands in prepared words was thought over, and is nobody's own.
    if sorts and not draft.warned and not first and draft.why != Why.TEMPLATE:
        draft.warned = True
        await want_card(session, case, Urgency.ACT, terms.now)
        return Kept(draft.id, Why.PRIVATE_DATA, sorts=sorts)
    fitting = await weigh(session, target, replace(words, files=files), staff, terms)
    if first:
        return await reviews.ask_draft(session, case, draft, staff, terms.now, sorts)
    words = replace(words, files=fitting.goes)
    seen = await last_said(session, case.id, seen_version)
    queued = await _send(
        session,
        case,
        target,
        words,
        staff,
        terms,
        seen_to=target.id if seen is None else max(target.id, seen.id),
        confirmed=confirmed,
        pressed=approver is None,
        approver=approver,
        marks=await perhaps_sent(session, case, draft.created_at),
    )
    await drafts.counted(session, draft)
    return queued


async def weigh(session: AsyncSession, target: Message, words: Words, staff: Staff, terms: Terms) -> Fit:
    """What of words that wait can go now. Raises Refused: the network takes nothing, no such files, nothing so long."""
    able = await _able(session, target, words, terms)
    fitting = fit(words.files, able.files, words=bool(words.text))
    if fitting.misfit is not None and fitting.misfit.rest == "none":
        raise Refused(fitting.misfit.key.removeprefix("refused-"), **fitting.misfit.params)
    try:
        under = await signature_of(session, target.account_id, staff)
        check_length(signed(words.text, under), able.reply)
    except TooLong as error:
        raise Refused("too-long", limit=error.limit, excess=error.actual - error.limit) from None
    return fitting
