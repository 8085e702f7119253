"""What a colleague says to an answer that waits for a look: approve, change, decline; and that it is not forgotten.

Every function works in the caller's transaction and takes the case's lock first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import amending, answers, deeds, drafts, reviews
from bot.answers import ALBUM_WAIT, Queued, Terms
from bot.desk import approval
from bot.desk.kinds import LOOK_DECIDED, LOOK_WORDS
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.signature import unsigned
from bot.desk.signs import Sign
from bot.desk.states import Refused, Unseen
from bot.drafts import Kept
from bot.enclosed import Belongs, files_of
from bot.hours import not_at_rest
from bot.outcomes import sign_source
from bot.record import event, lock, want_card
from storage.models import (
    Case,
    Delivery,
    Desk,
    Draft,
    DraftState,
    Json,
    Outbox,
    RowState,
    Staff,
    Why,
)
from storage.queries import draft_by_source

ONCE = timedelta(seconds=30)
"""An impatient thumb presses again: within this time it is asked but once."""


class Rewritten(Refused):
    """Its author wrote other words meanwhile: `draft_id` has them."""

    def __init__(self, draft_id: int) -> None:
        super().__init__("words-changed")
        self.draft_id = draft_id


async def approve(
    session: AsyncSession, draft_id: int, staff: Staff, seen_version: int, terms: Terms, case_id: int
) -> Queued | Kept:
    """The words go out as their author's. Kept: everybody would read something private, and nobody was told yet.

    Raises Refused: decided already (by whom), Rewritten, not theirs to approve, Unseen, what the network refuses.
    """
    draft, case, author = await deciding(session, draft_id, staff, case_id)
    if case.said_version > seen_version:
        raise Unseen
    if draft.changes_id is not None:
        return await _approve_change(session, case, draft, draft.changes_id, staff, terms)
    files = await files_of(session, Belongs(draft_id=draft.id))
    if any(one.album for one in files) and terms.now < draft.created_at + ALBUM_WAIT:
        raise Refused("album-coming")
    signs = approval.signs(author, staff)
    outcome = await answers.release(
        session, case, draft, signs, seen_version, terms, confirmed=True, approver=staff
    )
    if isinstance(outcome, Queued):
        await _decide(
            session, case, draft, staff, DraftState.SENT, "look_approved", terms.now, outcome.message_id
        )
    return outcome


async def _approve_change(
    session: AsyncSession, case: Case, draft: Draft, message_id: int, staff: Staff, terms: Terms
) -> Queued:
    """What has gone out is changed in the network, unless undone in time."""
    queued = await deeds.edit_for(session, message_id, draft.text, staff, terms, draft.author_id)
    await _decide(session, case, draft, staff, DraftState.SENT, "look_approved", terms.now, message_id)
    await want_card(session, case, Urgency.ACT, terms.now)
    return queued or Queued(message_id, terms.now)


async def decline(
    session: AsyncSession, draft_id: int, staff: Staff, reason: str | None, now: datetime, case_id: int
) -> None:
    """The words do not go out; the draft keeps the reason. Its own author takes it back. Raises Refused as `approve`."""
    draft, case = await waiting(session, draft_id, case_id)
    if draft.author_id == staff.id:
        await drafts.drop(session, draft_id, staff, now, case_id)
        return
    draft, case, _ = await deciding(session, draft_id, staff, case_id)
    draft.reason = reason
    await _decide(session, case, draft, staff, DraftState.DECLINED, "look_declined", now)
    source = drafts.own_source(draft)
    if source is not None:
        sign = Sign.DECLINED if draft.changes_id is None else Sign.SENT
        sign_source(session, case.desk_id, source, sign, now)
    await want_card(session, case, Urgency.ACT, now)


async def change(
    session: AsyncSession,
    draft_id: int,
    staff: Staff,
    now: datetime,
    case_id: int,
    message_id: int,
    text: str | None = None,
) -> None:
    """Whoever decides wrote other words, which go out as theirs: `message_id`. `text`: what that will say, if not yet."""
    draft, case, _ = await deciding(session, draft_id, staff, case_id)
    await _decide(session, case, draft, staff, DraftState.DROPPED, "look_changed", now, message_id, text)
    source = drafts.own_source(draft)
    if source is not None:
        sign = Sign.NONE if draft.changes_id is None else Sign.WAITING
        sign_source(session, case.desk_id, source, sign, now)
    await want_card(session, case, Urgency.ACT, now)


async def ask_words(
    session: AsyncSession, draft_id: int, staff: Staff, now: datetime, case_id: int, what: str, chat_id: int
) -> None:
    """A message is on its way that is answered by a swipe: with other words (`what`: change) or a reason (decline).

    `chat_id`: where the button was pressed. Raises Refused as `approve`.
    """
    draft, case, _ = await deciding(session, draft_id, staff, case_id)
    payload: Json = {"draft": draft.id, "staff": staff.id, "what": what}
    query = select(Outbox.id).where(Outbox.case_id == case.id, Outbox.kind == LOOK_WORDS)
    just_now = query.where(Outbox.payload == payload, Outbox.not_before > now - ONCE).limit(1)
    if await session.scalar(just_now) is not None:
        return
    await reviews.tell(
        session, case, LOOK_WORDS, payload, now, telegram_lane(chat_id) if chat_id > 0 else None
    )


async def look_first(
    session: AsyncSession,
    message_id: int,
    staff: Staff | None,
    terms: Terms,
    case_id: int | None = None,
    text: str | None = None,
    approver_id: int | None = None,
) -> Kept:
    """An answer that has not left, or has failed, is held back: a colleague shall look first. `text`: what it says now.

    Raises Refused when it is too late.
    """
    message, case, row = await amending.lock_answer(session, message_id, case_id)
    if message.delivery == Delivery.TAKEN_BACK:
        raise Refused("taken-back")
    waits = row.state == RowState.PENDING and message.delivery == Delivery.WAITING
    if not waits and message.delivery != Delivery.FAILED:
        raise Refused("too-late")
    if staff is None or staff.id != message.staff_id:
        raise Refused("not-your-answer")
    text = unsigned(message.text, message.signature) if text is None else text
    return await amending.wait_for_look(session, case, message, row, text, terms, staff, approver_id)


async def ask_look(session: AsyncSession, draft_id: int, staff: Staff, now: datetime, case_id: int) -> Kept:
    """Words that wait for a press wait for a colleague's look instead. Raises Refused: gone, another's."""
    draft, case = await drafts.lock_waiting(session, draft_id, case_id)
    if draft.why == Why.APPROVAL:
        raise Refused("waits-for-look")
    if draft.author_id != staff.id:
        raise Refused("not-your-draft")
    return await reviews.ask_draft(session, case, draft, staff, now)


async def waiting(session: AsyncSession, draft_id: int, case_id: int) -> tuple[Draft, Case]:
    """A draft that waits for a look. Raises Refused that says what became of it; Rewritten."""
    try:
        draft, case = await drafts.lock_waiting(session, draft_id, case_id)
    except Refused as gone:
        raise await _settled(session, draft_id, case_id, gone) from None
    if draft.why != Why.APPROVAL:
        raise Refused(drafts.GONE)
    return draft, case


async def deciding(
    session: AsyncSession, draft_id: int, staff: Staff, case_id: int
) -> tuple[Draft, Case, Staff | None]:
    """The draft, its case and its author. Raises Refused: it waits no more, or is not this person's to decide."""
    draft, case = await waiting(session, draft_id, case_id)
    author = None if draft.author_id is None else await session.get(Staff, draft.author_id)
    desk = await session.get_one(Desk, case.desk_id)
    approval.check(staff, author, desk.approvers)
    return draft, case, author


async def _settled(session: AsyncSession, draft_id: int, case_id: int, gone: Refused) -> Refused:
    """What became of a draft that waits no more, and by whom."""
    draft = await session.get(Draft, draft_id)
    if draft is None or draft.case_id != case_id:
        return gone
    if draft.decided_by is not None:
        by = (await session.get_one(Staff, draft.decided_by)).name
        what = {DraftState.SENT: "approved", DraftState.DECLINED: "declined"}
        return Refused("decided-already", name=by, what=what.get(DraftState(draft.state), "changed"))
    if draft.source_chat_id is not None and draft.source_message_id is not None:
        newer = await draft_by_source(session, draft.source_chat_id, draft.source_message_id)
        if newer is not None and newer.why == Why.APPROVAL:
            return Rewritten(newer.id)
    return Refused("author-took-it-back") if draft.state == DraftState.DROPPED else gone


async def _decide(
    session: AsyncSession,
    case: Case,
    draft: Draft,
    staff: Staff,
    state: DraftState,
    event_kind: str,
    now: datetime,
    message_id: int | None = None,
    text: str | None = None,
) -> None:
    """It waits no more, and its author hears of it. `text`: what goes out instead, if `message_id` does not say it yet."""
    draft.state, draft.decided_by, draft.decided_at = state, staff.id, now
    data: Json = {"draft": draft.id} if message_id is None else {"draft": draft.id, "message": message_id}
    event(session, case, event_kind, by=staff.id, at=now, data=data)
    what = event_kind.removeprefix("look_")
    payload: Json = {"draft": draft.id, "what": what, "message": message_id, "text": text}
    lane = await reviews.lane_of_author(session, case, draft)
    await reviews.tell(session, case, LOOK_DECIDED, payload, now, lane)


# --- not forgotten


async def remind(session: AsyncSession, now: datetime) -> None:
    """Those who may approve are called, once, to what waits long; at once, if the colleague asked by name cannot. While
    nobody works the call waits: at night it would be spent unheard.

    What nobody may approve is left alone: no case is locked for it, again and again.
    """
    asked, author = aliased(Staff), aliased(Staff)
    long = and_(Draft.reminded_at.is_(None), Draft.asked_at < now - approval.REMIND_AFTER)
    query = (
        select(Draft.id, Draft.case_id, author, Desk)
        .join(Case, Case.id == Draft.case_id)
        .join(Desk, Desk.id == Case.desk_id)
        .outerjoin(asked, asked.id == Draft.approver_id)
        .outerjoin(author, author.id == Draft.author_id)
        .where(Draft.state == DraftState.WAITING, Draft.why == Why.APPROVAL)
        .where(or_(long, asked.left_at.is_not(None), asked.role.not_in(approval.APPROVING)))
        .where(await not_at_rest(session, now))
        .order_by(Draft.case_id, Draft.id)
    )
    found = (await session.execute(query)).all()
    there = select(Staff).where(Staff.desk_id.in_({desk.id for *_, desk in found}), Staff.left_at.is_(None))
    people = (await session.scalars(there)).all() if found else []
    for draft_id, case_id, wrote, desk in found:
        colleagues = [one for one in people if one.desk_id == desk.id]
        if approval.approvers(colleagues, wrote, desk.approvers):
            await _remind(session, draft_id, case_id, now)


async def _remind(session: AsyncSession, draft_id: int, case_id: int, now: datetime) -> None:
    case = await lock(session, case_id)
    draft = await session.get_one(Draft, draft_id, populate_existing=True)
    if draft.state != DraftState.WAITING:
        return
    await reviews.call_all(session, case, draft, now)
