"""Words that wait for a person's press before they go to the customer: kept, sent, rewritten or dropped.

Every function works in the caller's transaction. How a draft is sent is in `bot/answers.py`: as any answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.files import File, Misfit
from bot.desk.lanes import Urgency
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import Action, Refused, Unseen
from bot.enclosed import Belongs, attach
from bot.outcomes import Source, sign_source
from bot.record import event, lock, want_card
from connectors.errors import TooLong
from storage.models import Case, Draft, DraftState, Staff, Template, Why

GONE = "draft-gone"
"""The refusal of a draft that waits no more."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wants the customer to read, and where it was written."""

    text: str
    source: Source | None
    about_id: int | None = None
    """The customer message that was swiped; None: the last one seen."""
    why: Why | None = None
    """It must wait for a press whatever else holds (an ephemeral message was swiped)."""
    files: Sequence[File] = ()
    private: bool = False
    """Only the customer is to read it, whatever it answers."""
    look: bool = False
    """Its author wants a colleague to look at it first."""
    approver_id: int | None = None
    """Which colleague; None: any."""
    confirmed: bool = False
    """They know that somebody else has the case."""
    escalation_id: int | None = None
    """What a trusted department was asked, which answers itself: the case stays with whoever has it."""
    changes_id: int | None = None
    """Our answer that has gone out and is to say this instead."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer waits as a draft. `holder` for HELD_BY_OTHER; `limit`, `actual` for TOO_LONG; `misfit` for ATTACHMENT;
    `sorts`, of what everybody would read, for PRIVATE_DATA and APPROVAL; for APPROVAL `approver`, the colleague who was
    asked by name, `nobody`, that there is nobody who may approve it, and `own`, that its author can edit a message of
    theirs to change it.
    """

    draft_id: int
    why: Why
    holder: str | None = None
    limit: int = 0
    actual: int = 0
    misfit: Misfit | None = None
    sorts: Sequence[str] = ()
    approver: str | None = None
    nobody: bool = False
    own: bool = False


async def keep(
    session: AsyncSession, case: Case, words: Words, staff: Staff | None, why: Why, now: datetime
) -> Kept:
    """The case is locked by the caller. `staff` None: an anonymous administrator."""
    draft = Draft(
        case_id=case.id,
        message_id=words.about_id,
        escalation_id=words.escalation_id,
        author_id=None if staff is None else staff.id,
        release_by=staff.id if staff is not None and why is Why.HELD_BY_OTHER else None,
        why=why,
        private=words.private,
        warned=why is Why.PRIVATE_DATA,
        look=words.look,
        changes_id=words.changes_id,
        approver_id=words.approver_id,
        asked_at=now if why is Why.APPROVAL else None,
        text=words.text,
        source_chat_id=words.source.chat_id if words.source else None,
        source_message_id=words.source.message_id if words.source else None,
        created_at=now,
    )
    session.add(draft)
    await session.flush()
    attach(session, Belongs(draft_id=draft.id), words.files)
    kind = "look_asked" if why is Why.APPROVAL else "draft"
    event(session, case, kind, by=draft.author_id, at=now, data={"draft": draft.id, "why": why.value})
    if words.source is not None:
        sign_source(
            session, case.desk_id, words.source, Sign.FAILED if why is Why.TOO_LONG else Sign.KEPT, now
        )
    await want_card(session, case, Urgency.ACT, now)
    return Kept(draft.id, why)


async def keep_too_long(
    session: AsyncSession, case: Case, words: Words, staff: Staff | None, error: TooLong, now: datetime
) -> Kept:
    kept = await keep(session, case, words, staff, Why.TOO_LONG, now)
    return Kept(kept.draft_id, kept.why, limit=error.limit, actual=error.actual)


async def keep_unfit(
    session: AsyncSession, case: Case, words: Words, staff: Staff | None, misfit: Misfit, now: datetime
) -> Kept:
    """With all its files: what of them goes is seen again when it is sent."""
    kept = await keep(session, case, words, staff, Why.ATTACHMENT, now)
    return Kept(kept.draft_id, kept.why, misfit=misfit)


async def forget_too_long(session: AsyncSession, case: Case, staff: Staff) -> None:
    """A shorter answer was written: what was too long need not be shown any more."""
    await session.execute(
        update(Draft)
        .where(Draft.case_id == case.id, Draft.author_id == staff.id, Draft.why == Why.TOO_LONG)
        .where(Draft.state == DraftState.WAITING)
        .values(state=DraftState.DROPPED)
    )


async def put_aside(session: AsyncSession, case: Case, staff: Staff, now: datetime) -> None:
    """Prepared words that are somebody's to send here: they chose others, or wrote their own."""
    chosen = select(Draft).where(
        Draft.case_id == case.id,
        # Handed over they are another's; free again, they are still whose choice they were.
        func.coalesce(Draft.release_by, Draft.author_id) == staff.id,
        Draft.why == Why.TEMPLATE,
        Draft.state == DraftState.WAITING,
    )
    for draft in (await session.scalars(chosen)).all():
        _dropped(session, case, draft, staff.id, now)


async def changes_of(session: AsyncSession, message_id: int, author: Staff) -> Sequence[Draft]:
    """What somebody wants one of our answers that went out to say instead, and nobody has decided on yet."""
    query = select(Draft).where(
        Draft.changes_id == message_id, Draft.author_id == author.id, Draft.state == DraftState.WAITING
    )
    return (await session.scalars(query)).all()


def sent(session: AsyncSession, case: Case, draft: Draft, staff: Staff, now: datetime) -> None:
    """It waits no more: its words are an answer on its way."""
    draft.state = DraftState.SENT
    event(session, case, "draft_sent", by=staff.id, at=now, data={"draft": draft.id})


async def drop(session: AsyncSession, draft_id: int, staff: Staff, now: datetime, case_id: int) -> None:
    """A press on `Drop`. Raises Refused: it is gone, or the role does not allow it."""
    draft, case = await lock_waiting(session, draft_id, case_id)
    require(staff.role, Action.ANSWER)
    if draft.why == Why.APPROVAL and draft.author_id != staff.id:
        raise Refused("not-yours-to-drop")
    _dropped(session, case, draft, staff.id, now)
    source = own_source(draft)
    if source is not None:
        sign = Sign.NONE if draft.changes_id is None else Sign.SENT
        sign_source(session, case.desk_id, source, sign, now)
    await want_card(session, case, Urgency.ACT, now)


async def replace(session: AsyncSession, draft_id: int, case_id: int, now: datetime) -> None:
    """Its author rewrote it: the old words are dropped, the new ones follow as what they are."""
    draft, case = await lock_waiting(session, draft_id, case_id)
    _dropped(session, case, draft, draft.author_id, now)


async def supersede(
    session: AsyncSession, draft_id: int, staff: Staff | None, case_id: int, now: datetime
) -> None:
    """A specialist's advice was put in other words: it waits for no press any more. The card follows with the answer."""
    with suppress(Refused):
        draft, case = await lock_waiting(session, draft_id, case_id)
        _dropped(session, case, draft, None if staff is None else staff.id, now)


def _dropped(session: AsyncSession, case: Case, draft: Draft, by: int | None, now: datetime) -> None:
    draft.state, draft.decided_at = DraftState.DROPPED, now
    event(session, case, "draft_dropped", by=by, at=now, data={"draft": draft.id})


def check_press(draft: Draft, case: Case, staff: Staff, seen_version: int) -> None:
    """Raises Refused for what sending it would: another's, a colleague's to approve, Unseen. Who has the case is seen
    when it is sent.
    """
    require(staff.role, Action.ANSWER)
    if draft.why == Why.APPROVAL:
        raise Refused("waits-for-look")
    if draft.release_by not in (None, staff.id):
        raise Refused("not-your-draft")
    if case.said_version > seen_version:
        raise Unseen


async def lock_waiting(session: AsyncSession, draft_id: int, case_id: int) -> tuple[Draft, Case]:
    """Only a draft of the case that the button is about: an id in a button cannot be guessed into another.

    Raises Refused when it waits no more.
    """
    draft = await session.get(Draft, draft_id)
    if draft is None or draft.case_id != case_id:
        raise Refused(GONE)
    case = await lock(session, draft.case_id)
    await session.refresh(draft)
    if draft.state != DraftState.WAITING:
        raise Refused(GONE)
    return draft, case


def own_source(draft: Draft) -> Source | None:
    """A specialist's message is in another chat and carries no sign of what became of the operator's answer."""
    if draft.source_chat_id is None or draft.source_message_id is None or draft.escalation_id is not None:
        return None
    return Source(draft.source_chat_id, draft.source_message_id)


async def counted(session: AsyncSession, draft: Draft) -> None:
    """An answer that began with prepared words has gone: they are offered sooner next time."""
    if draft.template_id is not None:
        began = update(Template).where(Template.id == draft.template_id)
        await session.execute(began.values(used=Template.used + 1))
