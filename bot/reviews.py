"""A colleague is asked to look at an answer before it goes out. What they say to it is in `bot/approval.py`.

Every function works in the caller's transaction, on a case that the caller has locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import drafts
from bot.desk import approval
from bot.desk.keyboards import SENDABLE_DRAFTS
from bot.desk.kinds import LOOK, LOOK_DECIDED
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import may
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, Refused
from bot.drafts import Kept, Words
from bot.homes import group_of, lane_for
from bot.outcomes import sign_source
from bot.record import apply, enqueue, event, want_card
from storage.models import LIVE, Case, Desk, Draft, DraftState, Event, Json, Lane, Message, Role, Staff, Why


async def ask(
    session: AsyncSession, case: Case, words: Words, author: Staff, now: datetime, sorts: Sequence[str]
) -> Kept:
    """New words wait for a look. `sorts`: the private data in them that everybody would read.

    Raises Refused if there is nobody to ask and the author could send it without.
    """
    desk = await session.get_one(Desk, case.desk_id)
    who = await _somebody(session, desk, author)
    await _claim(session, case, author, now)
    kept = await drafts.keep(session, case, words, author, Why.APPROVAL, now)
    draft = await session.get_one(Draft, kept.draft_id)
    return await _told(session, case, draft, who, now, sorts)


async def ask_draft(
    session: AsyncSession, case: Case, draft: Draft, author: Staff, now: datetime, sorts: Sequence[str] = ()
) -> Kept:
    """Words that waited for a press wait for a look from now on. `author`: who pressed, and signs for them.

    Raises Refused as `ask`.
    """
    desk = await session.get_one(Desk, case.desk_id)
    who = await _somebody(session, desk, author)
    await _claim(session, case, author, now)
    if draft.escalation_id is not None:
        # What the specialist says from now on is new advice, and no change of these words.
        draft.source_chat_id = draft.source_message_id = None
    draft.why, draft.author_id, draft.release_by = Why.APPROVAL, author.id, None
    draft.asked_at, draft.warned = now, False
    data = {"draft": draft.id, "why": Why.APPROVAL.value}
    event(session, case, "look_asked", by=author.id, at=now, data=data)
    source = drafts.own_source(draft)
    if source is not None:
        sign_source(session, case.desk_id, source, Sign.KEPT, now)
    await want_card(session, case, Urgency.ACT, now)
    return await _told(session, case, draft, who, now, sorts)


async def named(session: AsyncSession, desk_id: int, author: Staff | None, name: str | int) -> Staff:
    """The colleague who shall look, by @username or Telegram user id. Raises Refused with those who can."""
    desk = await session.get_one(Desk, desk_id)
    known = Staff.user_id == name if isinstance(name, int) else func.lower(Staff.username) == name.lower()
    found = (await session.scalars(select(Staff).where(Staff.desk_id == desk_id, known).limit(1))).first()
    others = ", ".join(one.name for one in await approvers(session, desk, author)) or "—"
    if found is None or found.left_at is not None:
        raise Refused("approver-unknown", name=f"@{name}", who=others)
    if not approval.may_approve(found, author, desk.approvers):
        raise Refused("approver-cannot", name=found.name, who=others)
    return found


async def approvers(session: AsyncSession, desk: Desk, author: Staff | None) -> Sequence[Staff]:
    """Who may decide on what `author` wrote, in the order in which they are called."""
    there = select(Staff).where(Staff.desk_id == desk.id, Staff.left_at.is_(None))
    return approval.approvers((await session.scalars(there)).all(), author, desk.approvers)


async def call(
    session: AsyncSession, case: Case, draft: Draft, people: Sequence[Staff], now: datetime
) -> None:
    """Words with buttons to those who shall look: one person privately if that is possible, else by mention.

    Owners need not be in the group: where nobody else may approve, each is called by themselves.
    """
    if len(people) > 1 and all(one.role == Role.OWNER for one in people):
        for owner in people:
            await call(session, case, draft, [owner], now)
        return
    alone = len(people) == 1 and await _reads_privately(session, people[0])
    payload: Json = {"draft": draft.id, "to": [one.id for one in people[: approval.MENTIONED]]}
    await tell(session, case, LOOK, payload, now, telegram_lane(people[0].user_id) if alone else None)


async def call_all(session: AsyncSession, case: Case, draft: Draft, now: datetime) -> None:
    """It waited long, or whoever was asked by name cannot any more: all who may approve are called."""
    author = None if draft.author_id is None else await session.get(Staff, draft.author_id)
    people = await approvers(session, await session.get_one(Desk, case.desk_id), author)
    if not people:
        return  # whoever may approve one day is called then
    if draft.approver_id not in {one.id for one in people}:
        draft.approver_id = None
    draft.reminded_at = now
    event(session, case, "look_reminded", at=now, data={"draft": draft.id})
    await call(session, case, draft, people, now)
    await want_card(session, case, Urgency.ACT, now)


async def withdrawn(
    session: AsyncSession, case: Case, message: Message, by: int | None, now: datetime
) -> None:
    """An approved answer was taken back: who wrote and who approved it hear of it, but for `by`, who did it.

    Together, unless they hear of the case in different chats.
    """
    if message.approved_by_id is None:
        return
    places: dict[str | None, list[int]] = {}
    if message.staff_id not in (None, by):
        places.setdefault(await lane_of_author(session, case, message), []).append(message.staff_id)
    if message.approved_by_id != by:
        lane = await lane_for(session, case, message.approved_by_id)
        places.setdefault(lane, []).append(message.approved_by_id)
    for lane, to in places.items():
        payload: Json = {"what": "withdrawn", "to": to, "by": by or message.staff_id}
        await tell(session, case, LOOK_DECIDED, payload, now, lane)


async def lane_of_author(session: AsyncSession, case: Case, written: Draft | Message) -> str | None:
    """Where whoever wrote it hears what becomes of it: in the private chat they wrote in, else where the case is."""
    chat_id = written.source_chat_id
    if chat_id is not None and chat_id > 0:
        return telegram_lane(chat_id)
    return await lane_for(
        session, case, written.author_id if isinstance(written, Draft) else written.staff_id
    )


async def tell(
    session: AsyncSession, case: Case, kind: str, payload: Json, now: datetime, lane: str | None = None
) -> None:
    """Words about an answer that waits or waited. `lane` None: in the operators' group."""
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=lane or await group_of(session, case),
        kind=kind,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload=payload,
    )


async def _reads_privately(session: AsyncSession, person: Staff) -> bool:
    """They opened the private chat, and have not blocked the bot since."""
    if person.private_at is None:
        return False
    lane = await session.get(Lane, telegram_lane(person.user_id))
    return lane is None or lane.stopped is None


async def _somebody(session: AsyncSession, desk: Desk, author: Staff) -> Sequence[Staff]:
    """Those who may approve. Raises Refused if there is nobody, and nobody has to."""
    who = await approvers(session, desk, author)
    if not who and not approval.needs_look(author.role):
        raise Refused("nobody-to-look")
    return who


async def _claim(session: AsyncSession, case: Case, author: Staff, now: datetime) -> None:
    """As with an answer: the others see that somebody is at it."""
    if case.status in LIVE and case.holder_id is None and may(author.role, Action.CLAIM):
        await apply(session, case, Act(Action.CLAIM, now, author.id))


async def _told(
    session: AsyncSession,
    case: Case,
    draft: Draft,
    who: Sequence[Staff],
    now: datetime,
    sorts: Sequence[str],
) -> Kept:
    """Whoever was named is called at once, owners if nobody else may approve, and all if the card has no buttons for it;
    the others see the card, and are called if it waits long.
    """
    asked = next((one for one in who if one.id == draft.approver_id), None)
    if asked is not None:
        await call(session, case, draft, [asked], now)
    elif who and (all(one.role == Role.OWNER for one in who) or not await _on_card(session, draft)):
        await call(session, case, draft, who, now)
    return Kept(
        draft.id,
        Why.APPROVAL,
        sorts=sorts,
        approver=None if asked is None else asked.name,
        nobody=not who,
        own=await wrote_it(session, draft),
    )


async def _on_card(session: AsyncSession, draft: Draft) -> bool:
    """The card has a place for its buttons (`keyboards.sendable_drafts`)."""
    before = select(func.count()).where(
        Draft.case_id == draft.case_id,
        Draft.id < draft.id,
        Draft.state == DraftState.WAITING,
        Draft.why != Why.TOO_LONG,
    )
    return (await session.scalar(before) or 0) < SENDABLE_DRAFTS


async def wrote_it(session: AsyncSession, draft: Draft) -> bool:
    """A message of its author says these words, and can be edited: no prepared words, no advice, and no words of an
    anonymous administrator that somebody signs for.
    """
    if drafts.own_source(draft) is None:
        return False
    wrote = select(Event.staff_id).where(
        Event.case_id == draft.case_id,
        Event.kind.in_(("draft", "look_asked")),
        Event.data["draft"].as_integer() == draft.id,
    )
    return await session.scalar(wrote.order_by(Event.seq).limit(1)) == draft.author_id
