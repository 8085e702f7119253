"""Questions asked of the desk's tables, each a function named by what it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

from storage.among import among
from storage.models import (
    HAND,
    LIVE,
    Account,
    BotMessage,
    Card,
    Case,
    CaseTag,
    Conversation,
    Customer,
    CustomerIdentity,
    Deadline,
    Delivery,
    Department,
    Desk,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Event,
    Lane,
    Measure,
    Message,
    Note,
    Outbox,
    Panel,
    Role,
    RowState,
    Staff,
    Tag,
    Trouble,
)
from storage.scores import heed, low_since

WAITS_FOR_US = Case.unanswered_since.is_not(None) & Case.snoozed_until.is_(None)
ASKED = Escalation.answered_at.is_(None) & Escalation.returned_at.is_(None)
"""An escalation that waits for its department."""
_DONE_IN_PRIVATE = Message.held_chat_id.is_not(None) & Message.answered_by_id.is_not(None)
WAITS = Message.answered_by_id.is_(None) & Message.deleted_at.is_(None) & Message.let_go_at.is_(None)
"""A customer message that waits for an answer."""
IN_THE_GROUP = Card.escalation_id.is_(None) & Card.staff_id.is_(None)
"""A card in the operator group: not a department's, nor one in somebody's private chat."""


def counts_alone(case: type[Case] = Case) -> ColumnElement[bool]:
    """A case that is part of another one of the same customer is told by that one; of somebody else's it is the only
    trace of theirs.
    """
    whole = aliased(Case)
    same = exists().where(whole.id == case.merged_into_id, whole.customer_id == case.customer_id)
    return case.merged_into_id.is_(None) | ~same


async def the_desk(session: AsyncSession) -> Desk:
    """The one desk of this installation. Raises NoResultFound before the first start."""
    return (await session.scalars(select(Desk).order_by(Desk.id).limit(1))).one()


class Whereabouts(NamedTuple):
    """Who acts where. `thread_id` None: no topic, or a forum's General. `user_id` 0: nobody."""

    chat_id: int
    thread_id: int | None
    user_id: int


BOUND_THERE = (Desk.chat_id == bindparam("chat_id", type_=BigInteger)) & Desk.thread_id.is_not_distinct_from(
    bindparam("thread_id", type_=BigInteger)
)
KNOWN_THERE = (Staff.desk_id == Desk.id) & (Staff.user_id == bindparam("user_id", type_=BigInteger))
"""With BOUND_THERE, for a question with the values of Whereabouts."""
_DESK_OF_CHAT = select(Desk, Staff).outerjoin(Staff, KNOWN_THERE).where(BOUND_THERE)


def just_found(session: AsyncSession, asked: Whereabouts, desk: Desk, person: Staff | None) -> None:
    """Saves `desk_of_chat` the way, if it is the next that is asked: it was learned along with something else."""
    session.info["of_chat"] = asked, (desk, person)


async def desk_of_chat(
    session: AsyncSession, chat_id: int, thread_id: int | None, user_id: int = 0
) -> tuple[Desk, Staff | None] | None:
    """The desk bound to this chat, or to this topic of it, and whom it knows by this user id, as `staff_member` does."""
    asked = Whereabouts(chat_id, thread_id, user_id)
    known: tuple[Whereabouts, tuple[Desk, Staff | None]] | None = session.info.pop("of_chat", None)
    if known is not None and known[0] == asked:
        return known[1]
    found = (await session.execute(_DESK_OF_CHAT, asked._asdict())).one_or_none()
    return None if found is None else (found[0], found[1])


async def department_of_chat(session: AsyncSession, chat_id: int, thread_id: int | None) -> Department | None:
    """The department bound to this chat, or to this topic of it, as in `desk_of_chat`."""
    query = select(Department).where(
        Department.chat_id == chat_id,
        Department.thread_id.is_not_distinct_from(thread_id),
        Department.closed_at.is_(None),
    )
    return (await session.scalars(query)).one_or_none()


async def accounts_of(session: AsyncSession, desk_id: int) -> Sequence[Account]:
    return (
        await session.scalars(
            select(Account).where(Account.desk_id == desk_id, Account.network != HAND).order_by(Account.id)
        )
    ).all()


async def departments_of(session: AsyncSession, desk_id: int) -> Sequence[Department]:
    query = select(Department).where(Department.desk_id == desk_id, Department.closed_at.is_(None))
    query = query.order_by(Department.name)
    return (await session.scalars(query)).all()


async def names_of_departments(session: AsyncSession, desk_id: int) -> Mapping[int, str]:
    """By their ids, also of closed ones: what was asked keeps its record."""
    query = select(Department.id, Department.name).where(Department.desk_id == desk_id)
    return {one.id: one.name for one in await session.execute(query)}


async def is_silent(session: AsyncSession, lane: str) -> bool:
    """Can nothing be written in that chat until a person mends it? Known from a message, or from who removed us."""
    stopped = exists().where(Lane.key == lane, Lane.stopped.is_not(None))
    keys = ("chat-not-here", "chat-no-write")
    trouble = exists().where(Trouble.part == lane, Trouble.key.in_(keys), Trouble.ended_at.is_(None))
    return bool(await session.scalar(select(stopped | trouble)))


async def asked_of_department(session: AsyncSession, department_id: int) -> int:
    """How many questions wait for it."""
    query = select(func.count()).select_from(Escalation)
    return await session.scalar(query.where(Escalation.department_id == department_id, ASKED)) or 0


_STAFF_MEMBER = select(Staff).where(Staff.desk_id == bindparam("of"), Staff.user_id == bindparam("who"))


async def staff_member(session: AsyncSession, desk_id: int, user_id: int) -> Staff | None:
    """Also one who left: look at `left_at`."""
    return (await session.scalars(_STAFF_MEMBER, {"of": desk_id, "who": user_id})).one_or_none()


async def staff_by_username(session: AsyncSession, desk_id: int, username: str) -> Staff | None:
    """Without @. A name that somebody else has taken over by now: who was seen with it last."""
    query = select(Staff).where(Staff.desk_id == desk_id, func.lower(Staff.username) == username.lower())
    return (
        await session.scalars(query.order_by(Staff.left_at.is_not(None), Staff.id.desc()).limit(1))
    ).first()


async def specialists_first(session: AsyncSession, desk_id: int) -> Sequence[Staff]:
    """Everybody who has not left, as far as a message has buttons for them."""
    query = select(Staff).where(Staff.desk_id == desk_id, Staff.left_at.is_(None))
    query = query.order_by(Staff.role != Role.SPECIALIST, Staff.name).limit(40)
    return (await session.scalars(query)).all()


async def owners(session: AsyncSession, desk_id: int) -> Sequence[Staff]:
    query = select(Staff).where(Staff.desk_id == desk_id, Staff.role == Role.OWNER, Staff.left_at.is_(None))
    return (await session.scalars(query.order_by(Staff.id))).all()


async def speaking(session: AsyncSession, desk_id: int) -> Sequence[Staff]:
    """Who chose a language of their own."""
    query = select(Staff).where(
        Staff.desk_id == desk_id, Staff.language.is_not(None), Staff.left_at.is_(None)
    )
    return (await session.scalars(query.order_by(Staff.id))).all()


async def bot_message(session: AsyncSession, chat_id: int, message_id: int) -> BotMessage | None:
    return await session.get(BotMessage, (chat_id, message_id))


async def case_by_number(session: AsyncSession, desk_id: int, number: int) -> Case | None:
    query = select(Case).where(Case.desk_id == desk_id, Case.number == number)
    return (await session.scalars(query)).one_or_none()


async def operators_card(session: AsyncSession, case_id: int) -> Card | None:
    """The case's card in the operator group."""
    query = select(Card).where(Card.case_id == case_id, IN_THE_GROUP)
    return (await session.scalars(query)).one_or_none()


async def card_in(session: AsyncSession, case_id: int, lane: str | None) -> Card | None:
    """The case's card in a Telegram lane, the operator group's or that of somebody's private chat."""
    query = select(Card).where(Card.case_id == case_id, Card.escalation_id.is_(None), Card.lane == lane)
    return (await session.scalars(query)).one_or_none()


async def own_card(session: AsyncSession, case_id: int, staff_id: int) -> Card | None:
    """The case's card in a person's private chat."""
    query = select(Card).where(Card.case_id == case_id, Card.staff_id == staff_id)
    return (await session.scalars(query)).one_or_none()


async def desk_of_card(session: AsyncSession, card: Card) -> int:
    """The desk whose case or panel it shows."""
    if card.case_id is not None:
        return (await session.get_one(Case, card.case_id)).desk_id
    return (await session.get_one(Panel, card.panel_id)).desk_id


_GOES_ON = Deadline.due_at.is_not(None) & (Deadline.measure != Measure.CLAIM)
RUNS = Deadline.ended_at.is_(None) & _GOES_ON
"""A deadline of the desk to the customer whose clock runs."""
_NEVER: ColumnElement[datetime] = literal_column("'infinity'")
RUNS_IN_CASE = (func.coalesce(Deadline.ended_at, _NEVER) == _NEVER) & _GOES_ON
"""The same of a case that is named. With IS NULL PostgreSQL may read all that run, for each case anew: where few did when it
last counted, their index seems to be empty.
"""

_REACHED = select(Desk.terms).where(Desk.id == Deadline.desk_id).scalar_subquery()
RECKONED = Deadline.terms >= _REACHED
"""By what holds now."""
_REACHED_THERE = (
    select(Desk.terms)
    .join(Case, Case.desk_id == Desk.id)
    .where(Case.id == Escalation.case_id)
    .scalar_subquery()
)
RECKONED_THERE = Escalation.terms >= _REACHED_THERE
"""The same of what a department was asked."""


def falls_due() -> ScalarSelect[datetime | None]:
    """When the first of a case's deadlines falls due, in a query of cases."""
    return (
        select(func.min(Deadline.due_at)).where(Deadline.case_id == Case.id, RUNS_IN_CASE).scalar_subquery()
    )


async def open_for(
    session: AsyncSession, desk_id: int, limit: int, *only: ColumnElement[bool]
) -> tuple[int, Sequence[Case]]:
    """The queue: how many live cases wait for us, and the first of them with their holders.

    What is more urgent comes first, then what falls due first; what is snoozed does not wait. `only`: of these.
    """
    waiting = (Case.desk_id == desk_id) & Case.status.in_(LIVE) & WAITS_FOR_US & and_(true(), *only)
    total = await session.scalar(select(func.count()).select_from(Case).where(waiting))
    query = (
        select(Case)
        .where(waiting)
        .order_by(Case.priority.desc(), falls_due().asc().nulls_last(), Case.unanswered_since, Case.id)
        .limit(limit)
        .options(joinedload(Case.holder))
    )
    return total or 0, (await session.scalars(query)).all()


async def held_by(session: AsyncSession, staff_id: int, limit: int) -> tuple[int, Sequence[Case]]:
    """How many live cases a person holds, and the first of them: as in the queue, then all others, the snoozed last."""
    held = (Case.holder_id == staff_id) & Case.status.in_(LIVE)
    total = await session.scalar(select(func.count()).select_from(Case).where(held))
    waits, due = Case.unanswered_since, falls_due()
    order = (
        Case.snoozed_until.asc().nulls_first(),
        Case.priority.desc(),
        waits.is_(None),
        due.asc().nulls_last(),
        waits.asc().nulls_last(),
        Case.opened_at,
        Case.id,
    )
    return total or 0, (await session.scalars(select(Case).where(held).order_by(*order).limit(limit))).all()


async def names_in(session: AsyncSession, case_ids: Sequence[int]) -> Mapping[int, str | None]:
    """Who wrote last in each case, as the desk calls them; None: the name is not known (yet)."""
    query = (
        select(Message.case_id, func.coalesce(Customer.name, CustomerIdentity.name).label("name"))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .join(Customer, Customer.id == CustomerIdentity.customer_id)
        .where(Message.case_id.in_(case_ids))
        .ext(distinct_on(Message.case_id))
        .order_by(Message.case_id, Message.id.desc())
    )
    return {one.case_id: one.name for one in await session.execute(query)}


async def asked_in(session: AsyncSession, case_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The departments that each case waits for, of those that wait for one."""
    query = (
        select(Escalation.case_id, Department.name)
        .join(Department, Department.id == Escalation.department_id)
        .where(Escalation.case_id.in_(case_ids), ASKED)
        .order_by(Escalation.id)
    )
    asked: dict[int, list[str]] = {}
    for case_id, name in (await session.execute(query)).all():
        asked.setdefault(case_id, []).append(name)
    return asked


async def last_seen(
    session: AsyncSession,
    case_id: int,
    chat_id: int,
    before: int,
    *,
    of: Collection[int] | None = None,
    waits: bool = False,
) -> Message | None:
    """The last customer message that was shown in `chat_id` before the Telegram message `before`.

    Message ids of a chat grow, so whoever wrote `before` had it on the screen. What was answered in a private chat is
    on the group's card by then. `of`: in these conversations only. `waits`: that waits for an answer.
    """
    query = _seen(Message, case_id, chat_id, before).order_by(Message.id.desc()).limit(1)
    if of is not None:
        query = query.where(Message.conversation_id.in_(of))
    if waits:
        query = query.where(WAITS)
    return (await session.scalars(query)).one_or_none()


async def last_seen_waiting(session: AsyncSession, case_id: int, chat_id: int, before: int) -> Message | None:
    """As `last_seen`; of several conversations in the one that waits for an answer, if any does."""
    waiting = _seen(Message.conversation_id, case_id, chat_id, before).where(WAITS)
    waiting = waiting.order_by(Message.id.desc()).limit(1)
    query = _seen(Message, case_id, chat_id, before).order_by(
        (Message.conversation_id == waiting.correlate(None).scalar_subquery()).desc(), Message.id.desc()
    )
    return (await session.scalars(query.limit(1))).one_or_none()


def _seen(what: Any, case_id: int, chat_id: int, before: int) -> Select[Any]:
    shown = (Message.shown_chat_id == chat_id) & (Message.shown_message_id < before)
    held = (Message.held_chat_id == chat_id) & (Message.held_message_id < before)
    return (
        select(what)
        .where(Message.case_id == case_id, Message.direction == Direction.IN)
        .where(shown | held | (_DONE_IN_PRIVATE & (chat_id < 0)))
    )


async def last_written(session: AsyncSession, case_id: int, staff_id: int, chat_id: int) -> int | None:
    """The last message that somebody of the desk wrote about a case in a chat: an answer, a draft, a note."""
    ids: list[int] = []
    for model, author in ((Message, Message.staff_id), (Draft, Draft.author_id), (Note, Note.staff_id)):
        of_theirs = (model.case_id == case_id) & (author == staff_id) & (model.source_chat_id == chat_id)
        ids.append(await session.scalar(select(func.max(model.source_message_id)).where(of_theirs)) or 0)
    return max(ids) or None


async def last_said(session: AsyncSession, case_id: int, version: int | None = None) -> Message | None:
    """The case's last customer message; with `version`, the last that a card of that version showed."""
    query = select(Message).where(Message.case_id == case_id, Message.direction == Direction.IN)
    if version is not None:
        query = query.where(Message.ordinal <= version)
    return (await session.scalars(query.order_by(Message.id.desc()).limit(1))).one_or_none()


async def last_public(session: AsyncSession, case_id: int, kinds: Collection[str]) -> Message | None:
    """The case's last customer message in a conversation of one of these kinds; what is deleted, if nothing else."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.case_id == case_id, Message.direction == Direction.IN, Conversation.kind.in_(kinds))
        .order_by(Message.deleted_at.is_not(None), Message.id.desc())
        .limit(1)
    )
    return (await session.scalars(query)).one_or_none()


_NEW_TO_GROUP = (Message.direction == Direction.IN) & Message.shown_message_id.is_(None) & ~_DONE_IN_PRIVATE
_UNSHOWN = select(Message).where(Message.case_id == bindparam("of_case"), _NEW_TO_GROUP).order_by(Message.id)
_WITH_UNSHOWN = select(Message.case_id).distinct().where(Message.case_id == among("case_ids"), _NEW_TO_GROUP)


async def unshown(session: AsyncSession, case_id: int, private: int | None = None) -> Sequence[Message]:
    """Customer messages that no message in the operator group has shown yet, oldest first.

    But what was answered in somebody's private chat. `private`: the same for that chat.
    """
    if private is None:
        return (await session.scalars(_UNSHOWN, {"of_case": case_id})).all()
    news = Message.held_chat_id.is_distinct_from(private) & Message.answered_by_id.is_(None)
    query = select(Message).where(Message.case_id == case_id, Message.direction == Direction.IN, news)
    return (await session.scalars(query.order_by(Message.id))).all()


async def with_unshown(session: AsyncSession, case_ids: Collection[int]) -> set[int]:
    """Which of these cases have customer messages that no message in the operator group has shown yet."""
    if not case_ids:
        return set()
    return set((await session.scalars(_WITH_UNSHOWN, {"case_ids": list(case_ids)})).all())


async def dialog_of(session: AsyncSession, public: Conversation, thread_key: str) -> Conversation:
    """The same person's conversation in another thread of the account, a dialog, made if there is none."""
    here = {
        "account_id": public.account_id,
        "thread_key": thread_key,
        "identity_id": public.identity_id,
    }
    values = {**here, "desk_id": public.desk_id, "kind": "message"}
    await session.execute(insert(Conversation).values(**values).on_conflict_do_nothing())
    return (await session.scalars(select(Conversation).filter_by(**here))).one()


async def mark_answered(session: AsyncSession, answer: Message) -> None:
    """Every message of the conversation it answers, up to what the answer's author had seen, is answered by it; and their
    low score of before.

    One that was given elsewhere is to the person, wherever in the case they wrote.
    """
    answered = aliased(Message)
    public = select(answered.conversation_id).where(answered.id == answer.answers_id).scalar_subquery()
    of = Message.conversation_id == func.coalesce(public, answer.conversation_id)
    if answer.elsewhere is not None:
        to = await session.scalar(select(public)) or answer.conversation_id
        of = (Message.case_id == answer.case_id) & Message.conversation_id.in_(of_same_person(to))
    await session.execute(
        update(Message)
        .where(of, Message.direction == Direction.IN)
        .where(Message.answered_by_id.is_(None), Message.id <= answer.seen_to)
        .values(answered_by_id=answer.id)
        .execution_options(synchronize_session=False)
    )
    await heed(session, answer, of_same_person(answer.conversation_id))


def of_same_person(conversation_id: int) -> Select[int]:
    """The conversations, in whatever case, of the customer whose conversation this is."""
    whose = select(CustomerIdentity.customer_id).join(Conversation).where(Conversation.id == conversation_id)
    query = select(Conversation.id).join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
    return query.where(CustomerIdentity.customer_id == whose.scalar_subquery())


def sorted_as(
    *, category: str | None = None, priority: int | None = None, tag_id: int | None = None
) -> list[ColumnElement[bool]]:
    """Conditions on a case; None: whatever it is."""
    found: list[ColumnElement[bool]] = []
    if category is not None:
        found.append(Case.category == category)
    if priority is not None:
        found.append(Case.priority == priority)
    if tag_id is not None:
        found.append(exists().where(CaseTag.case_id == Case.id, CaseTag.tag_id == tag_id))
    return found


async def tags_of(session: AsyncSession, desk_id: int) -> Sequence[Tag]:
    """A desk's tags that are on something, the most used first."""
    query = select(Tag).where(Tag.desk_id == desk_id, Tag.used > 0).order_by(Tag.used.desc(), Tag.name)
    return (await session.scalars(query)).all()


async def names_of_tags(session: AsyncSession, tag_ids: Collection[int]) -> Mapping[int, str]:
    """Also of those that are on nothing now. What was removed from the desk is left out."""
    rows = await session.execute(select(Tag.id, Tag.name).where(Tag.id.in_(tag_ids)))
    return {one.id: one.name for one in rows}


async def tags_of_case(session: AsyncSession, case_id: int) -> Sequence[Tag]:
    """In the order in which they were put on it."""
    query = (
        select(Tag)
        .join(CaseTag, CaseTag.tag_id == Tag.id)
        .where(CaseTag.case_id == case_id)
        .order_by(CaseTag.at, Tag.id)
    )
    return (await session.scalars(query)).all()


async def waits_since(session: AsyncSession, case_id: int) -> datetime | None:
    """Since when the case's earliest customer message, or low score, without an answer waits; None: none does.

    Each conversation waits for itself: an answer to one person, or in one thread, answers nobody else.
    """
    said = select(func.min(Message.at)).where(
        Message.case_id == case_id, Message.direction == Direction.IN, WAITS
    )
    since = select(func.least(said.scalar_subquery(), low_since(case_id)))
    found: datetime | None = await session.scalar(since)
    return found


async def message_by_key(session: AsyncSession, account_id: int, key: str) -> Message | None:
    """The message that the network knows by `key`, or knew by it."""
    query = select(Message).where(
        Message.account_id == account_id, (Message.key == key) | (Message.earlier_key == key)
    )
    return (await session.scalars(query)).one_or_none()


async def by_source(session: AsyncSession, chat_id: int, message_id: int) -> Message | None:
    """The answer that an operator's Telegram message became."""
    query = (
        select(Message)
        .where(Message.source_chat_id == chat_id, Message.source_message_id == message_id)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return (await session.scalars(query)).one_or_none()


async def draft_by_source(session: AsyncSession, chat_id: int, message_id: int) -> Draft | None:
    """The waiting draft that somebody's Telegram message became."""
    query = select(Draft).where(
        Draft.source_chat_id == chat_id,
        Draft.source_message_id == message_id,
        Draft.state == DraftState.WAITING,
    )
    return (await session.scalars(query.order_by(Draft.id.desc()).limit(1))).one_or_none()


async def last_draft(session: AsyncSession, chat_id: int, message_id: int) -> Draft | None:
    """The draft that somebody's Telegram message became last, whatever became of that."""
    query = select(Draft).where(Draft.source_chat_id == chat_id, Draft.source_message_id == message_id)
    return (await session.scalars(query.order_by(Draft.id.desc()).limit(1))).first()


async def rewritten(session: AsyncSession, draft: Draft) -> bool:
    """Did the same Telegram message become another draft since?"""
    return bool(await session.scalar(select(exists().where(*_same_source(draft), Draft.id > draft.id))))


async def advice_letter(session: AsyncSession, draft: Draft, chat_id: int) -> int | None:
    """Our message that shows what a specialist's message said before."""
    before = select(Draft.id).where(*_same_source(draft), Draft.id < draft.id)
    query = (
        select(BotMessage.message_id)
        .where(BotMessage.chat_id == chat_id, BotMessage.case_id == draft.case_id)
        .where(BotMessage.purpose == "advice", BotMessage.data["draft"].as_integer().in_(before))
    )
    return await session.scalar(query.order_by(BotMessage.message_id.desc()).limit(1))


def _same_source(draft: Draft) -> tuple[ColumnElement[bool], ...]:
    return (
        Draft.source_chat_id == draft.source_chat_id,
        Draft.source_message_id == draft.source_message_id,
    )


async def row_of_answer(session: AsyncSession, message_id: int) -> Outbox | None:
    """The newest outbox row of an answer, locked: nobody claims it meanwhile."""
    query = (
        select(Outbox)
        .where(Outbox.message_id == message_id, Outbox.kind == "answer")
        .order_by(Outbox.id.desc())
        .limit(1)
        .with_for_update(of=Outbox)
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()


async def open_escalations(session: AsyncSession, case_id: int) -> Sequence[Escalation]:
    query = (
        select(Escalation)
        .where(Escalation.case_id == case_id, ASKED)
        .options(joinedload(Escalation.department))
        .order_by(Escalation.id)
    )
    return (await session.scalars(query)).all()


async def history_of(session: AsyncSession, case_id: int) -> Sequence[Event]:
    query = select(Event).where(Event.case_id == case_id).order_by(Event.seq).options(joinedload(Event.staff))
    return (await session.scalars(query)).all()


async def in_flight(session: AsyncSession, account_id: int, thread_key: str) -> Sequence[Message]:
    """Answers to a thread that may be at the network already without our knowing their key.

    Also one that waits to be tried once more, and one of which only a person has told us that it is there.
    """
    tried = exists().where(Outbox.message_id == Message.id, Outbox.kind == "answer", Outbox.attempts > 0)
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.account_id == account_id,
            Conversation.thread_key == thread_key,
            Message.direction == Direction.OUT,
            Message.key.is_(None),
            Message.elsewhere.is_(None),
            Message.replaced_at.is_(None),
            Message.delivery.in_((Delivery.SENDING, Delivery.UNKNOWN, Delivery.SENT))
            | ((Message.delivery == Delivery.WAITING) & tried),
        )
        .order_by(Message.id)
        .options(joinedload(Message.conversation))
    )
    return (await session.scalars(query)).all()


async def has_pending(session: AsyncSession, case_id: int, kind: str) -> bool:
    """Is a row of this kind on its way, not yet picked up? It is locked: nobody picks it up before we commit."""
    query = (
        select(Outbox.id)
        .where(Outbox.case_id == case_id, Outbox.kind == kind, Outbox.state == RowState.PENDING)
        .limit(1)
        .with_for_update()
    )
    return await session.scalar(query) is not None


async def is_bringing(session: AsyncSession, lane: str, case_id: int | None = None) -> bool:
    """Is a message on its way in a Telegram lane, about the case or about any, and may be there already?"""
    rows = exists().where(
        true() if case_id is None else Outbox.case_id == case_id,
        Outbox.lane == lane,
        Outbox.state == RowState.SENDING,
        Outbox.kind.not_in(("sign", "put_away", "pointer")),
    )
    return bool(await session.scalar(select(rows)))


async def newer_sign(session: AsyncSession, row: Outbox) -> bool:
    """Is a later reaction on the same message on its way or set already? Then this one would only undo it."""
    same = Outbox.payload["message_id"].as_integer() == row.payload["message_id"]
    query = select(exists().where(Outbox.lane == row.lane, Outbox.kind == "sign", Outbox.id > row.id, same))
    return bool(await session.scalar(query))
