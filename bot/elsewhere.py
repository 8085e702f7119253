"""An answer that the customer got by phone, by e-mail or otherwise: written down, put in other words, taken back.

Nothing leaves: it is a message that was sent already. Every function works in the caller's transaction and takes the
case's lock first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import drafts
from bot.answers import pinned, target_of
from bot.desk.correcting import may_correct
from bot.desk.kinds import ELSEWHERE
from bot.desk.lanes import Urgency
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, Refused, Unseen
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, attach, files_of
from bot.outcomes import counts_as_answer, sign
from bot.record import apply, enqueue, event, lock, want_card
from bot.undone import go_on
from storage.models import (
    HAND,
    LIVE,
    Case,
    Delivery,
    Direction,
    Elsewhere,
    Message,
    Outbox,
    Staff,
    Why,
)
from storage.queries import last_seen, mark_answered, of_same_person, waits_since
from storage.scores import unheed


async def answered(
    session: AsyncSession,
    case_id: int,
    way: Elsewhere,
    words: Words,
    staff: Staff,
    now: datetime,
    seen_version: int | None = None,
) -> Message:
    """What one customer wrote, as far as the person has seen it, is answered: who else wrote in the case goes on waiting.
    A free case is theirs; one that somebody else has stays so, and a closed one closed: it is told, not asked for.

    `seen_version`: of a button that was pressed; None: nothing to hold back. Raises Refused: the role; the same tap
    again; Unseen.
    """
    require(staff.role, Action.ANSWER)
    case = await lock(session, case_id)
    about = await target_of(session, case, words)
    if (last := await _told_last(session, case, about, staff)) is not None:
        if not words.text and not words.files:
            raise Refused("noted-already")
        if words.text and (last.elsewhere, last.text) == (way, ""):
            await restate(session, last.id, words.text, staff, now)
            return last
    if words.source is None and seen_version is not None and case.said_version > seen_version:
        raise Unseen
    seen = await _seen(session, case, about, words)
    if case.status in LIVE and case.holder_id is None:
        await apply(session, case, Act(Action.CLAIM, now, staff.id))
    message = Message(
        desk_id=case.desk_id,
        account_id=seen.account_id,
        conversation_id=seen.conversation_id,
        case_id=case.id,
        direction=Direction.OUT,
        elsewhere=way,
        text=words.text,
        at=now,
        answers_id=seen.id,
        seen_to=seen.id,
        delivery=Delivery.SENT,
        staff_id=staff.id,
        source_chat_id=words.source.chat_id if words.source else None,
        source_message_id=words.source.message_id if words.source else None,
    )
    session.add(message)
    await session.flush()
    attach(session, Belongs(message_id=message.id), words.files)
    await counts_as_answer(session, case, message, now)
    sign(session, message, Sign.NOTED, now)
    return message


async def _seen(session: AsyncSession, case: Case, about: Message, words: Words) -> Message:
    """The last message of that customer that the person had before their eyes; where nobody can tell, the last of all."""
    of = of_same_person(about.conversation_id)
    if words.source is not None:
        at = (words.source.chat_id, words.source.message_id)
        seen = await last_seen(session, case.id, *at, of=(await session.scalars(of)).all())
        return about if seen is None or seen.id < about.id else seen
    query = select(Message).where(Message.case_id == case.id, Message.direction == Direction.IN)
    query = query.where(Message.conversation_id.in_(of)).order_by(Message.id.desc()).limit(1)
    return (await session.scalars(query)).one()


async def _told_last(session: AsyncSession, case: Case, about: Message, staff: Staff) -> Message | None:
    """Their own such answer to that customer, since which neither said anything: what comes now is a second tap, or
    belongs to it.
    """
    of = of_same_person(about.conversation_id)
    query = select(Message).where(Message.case_id == case.id, Message.conversation_id.in_(of))
    query = query.where(Message.delivery.is_distinct_from(Delivery.TAKEN_BACK.value))
    last = (await session.scalars(query.order_by(Message.id.desc()).limit(1))).one_or_none()
    own = last is not None and last.elsewhere is not None and last.staff_id == staff.id
    return last if own else None


async def ask(
    session: AsyncSession, case_id: int, way: Elsewhere, staff: Staff, lane: str | None, now: datetime
) -> None:
    """The words come as a message: they are asked for by one, in that lane. A tap that comes twice asks once."""
    case = await lock(session, case_id)
    query = select(Outbox.id).where(
        Outbox.case_id == case.id,
        Outbox.kind == ELSEWHERE,
        Outbox.settled_at.is_(None),
        Outbox.payload["staff"].as_integer() == staff.id,
        Outbox.payload["way"].as_string() == way.value,
    )
    if await session.scalar(query.limit(1)) is not None:
        return
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=lane,
        kind=ELSEWHERE,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"way": way.value, "staff": staff.id},
    )


async def takes_word(session: AsyncSession, case_id: int, words: Words) -> bool:
    """Whether the words would answer what no network brought: they can only be noted as told elsewhere."""
    case = await lock(session, case_id)
    about = await target_of(session, case, words)
    return (about.target or {}).get("kind") == HAND


async def keep(session: AsyncSession, case_id: int, words: Words, staff: Staff | None, now: datetime) -> Kept:
    """Words in reply to a card that no network takes an answer of: they wait till somebody says by what they were told."""
    case = await lock(session, case_id)
    if staff is not None:
        require(staff.role, Action.ANSWER)
    words = await pinned(session, case, words)
    return await drafts.keep(session, case, words, staff, Why.ELSEWHERE, now)


async def told_draft(
    session: AsyncSession,
    draft_id: int,
    way: Elsewhere,
    staff: Staff,
    case_id: int,
    seen_version: int,
    now: datetime,
) -> Message:
    """A press: that is how the customer was told them. Raises Refused: they wait no more, or are another's."""
    draft, case = await drafts.lock_waiting(session, draft_id, case_id)
    if draft.why != Why.ELSEWHERE:
        raise Refused(drafts.GONE)
    files = await files_of(session, Belongs(draft_id=draft.id))
    words = Words(draft.text, drafts.own_source(draft), draft.message_id, files=files)
    message = await answered(session, case_id, way, words, staff, now, seen_version)
    drafts.sent(session, case, draft, staff, now)
    return message


async def take_back(
    session: AsyncSession, message_id: int, staff: Staff, now: datetime, case_id: int | None = None
) -> None:
    """It was not so: what it answered is unanswered again, but for what another answer saw too.

    Raises Refused: there is no such answer, or it is not theirs.
    """
    message, case = await _locked(session, message_id, case_id)
    if message.delivery == Delivery.TAKEN_BACK:
        return
    if not may_correct(message, case, staff):
        raise Refused("not-your-answer")
    message.delivery = Delivery.TAKEN_BACK
    await session.flush()
    await _unanswer(session, message)
    data = {"message": message.id}
    since = await waits_since(session, case.id)
    if case.status in LIVE and since is not None:
        act = Act(Action.PARTLY_ANSWERED, now, staff.id, said_at=since)
        await apply(session, case, act, data, event_kind="answer_taken_back")
    else:
        event(session, case, "answer_taken_back", by=staff.id, at=now, data=data)
    case.first_answer_at = await _first_answer(session, case)
    await go_on(session, case, message.at)
    sign(session, message, Sign.NONE, now)
    await want_card(session, case, Urgency.ACT, now)


async def _unanswer(session: AsyncSession, message: Message) -> None:
    """What it answered is answered by the next one that had seen it, if there is any."""
    await session.execute(
        update(Message)
        .where(Message.answered_by_id == message.id)
        .values(answered_by_id=None)
        .execution_options(synchronize_session=False)
    )
    await unheed(session, message.id)
    query = select(Message).where(Message.case_id == message.case_id, *_GIVEN).order_by(Message.id)
    for later in (await session.scalars(query)).all():
        await mark_answered(session, later)


_GIVEN = (
    Message.direction == Direction.OUT,
    Message.delivery == Delivery.SENT.value,
    Message.automatic.is_(False),
    Message.seen_to.is_not(None),
)


async def _first_answer(session: AsyncSession, case: Case) -> datetime | None:
    return await session.scalar(select(func.min(Message.at)).where(Message.case_id == case.id, *_GIVEN))


async def restate(session: AsyncSession, message_id: int, text: str, staff: Staff, now: datetime) -> None:
    """Other words for what was said. Raises Refused as `take_back`."""
    message, case = await _locked(session, message_id, None)
    if message.delivery == Delivery.TAKEN_BACK:
        raise Refused("taken-back")
    if not may_correct(message, case, staff):
        raise Refused("not-your-answer-to-change")
    if message.text == text:
        return
    message.text = text
    event(session, case, "answer_changed", by=staff.id, at=now, data={"message": message.id})
    await want_card(session, case, Urgency.REFRESH, now)


async def told_in(session: AsyncSession, case_id: int) -> Mapping[int, str]:
    """What was said in such answers of a case, by their ids."""
    query = select(Message.id, Message.text).where(Message.case_id == case_id, Message.elsewhere.is_not(None))
    return {one.id: one.text for one in await session.execute(query)}


async def _locked(session: AsyncSession, message_id: int, case_id: int | None) -> tuple[Message, Case]:
    found = await session.get(Message, message_id)
    if found is None or found.elsewhere is None or case_id not in (None, found.case_id):
        raise Refused("answer-gone")
    case = await lock(session, found.case_id)
    await session.refresh(found)
    return found, case
