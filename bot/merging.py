"""Two cases become one, and are taken apart again.

What was said, and what the desk did about it, is another case's then: rows are repointed, nothing is copied. The event
log stays where it is. Every function works in the caller's transaction and locks the cases first, in the order of
their ids: of several who merge in a ring the first ones win, and the others are told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.desk.kinds import ABOUT_CASE
from bot.desk.lanes import Urgency
from bot.desk.merging import Stood, check, left, restored, taken_in
from bot.desk.parts import called
from bot.desk.permissions import require
from bot.desk.richtext import fill, name, plain
from bot.desk.states import Act, Action, Refused
from bot.homes import chat_at_home, home_of
from bot.merged import chain_of, whole_of
from bot.merging_tags import copy_tags, take_tags_back
from bot.notices import say
from bot.record import alter, apply, bring_out, bring_words, event, lock_exactly, want_card
from bot.texts import words, words_for
from bot.transaction import Channel, wake
from bot.undone import go_on, let_out
from storage.models import (
    Card,
    Case,
    CaseMerge,
    Conversation,
    Delivery,
    Desk,
    Direction,
    Draft,
    Escalation,
    Json,
    Message,
    Note,
    Outbox,
    RowState,
    Staff,
)
from storage.queries import WAITS, card_in, open_escalations, unshown, waits_since
from storage.scores import let_go, take_up

TWICE = timedelta(seconds=30)
"""One tap may come twice: so late at most."""
UNSETTLED = (RowState.PENDING, RowState.SENDING, RowState.UNKNOWN)


async def merge(
    session: AsyncSession, source_id: int, into_id: int, staff: Staff, now: datetime
) -> tuple[Case, Case]:
    """The first becomes a part of the second; done already, it is left so. Both, locked. Raises Refused."""
    require(staff.role, Action.MERGE)
    found = await lock_exactly(session, source_id, into_id)
    source, into = found.get(source_id), found.get(into_id)
    if source is None or into is None or source.desk_id != staff.desk_id:
        raise Refused("merge-unknown", number=0)
    if source.merged_into_id == into.id != source.id:
        return source, into
    check(source, into)
    await _check_questions(session, source, into)
    stood, changes, was_closed = Stood.of(source), taken_in(into, source), source.closed_at
    held_before = source.holder_id
    await apply(session, source, Act(Action.MERGE, now, staff.id), {"case": into.number})
    source.merged_into_id, source.unanswered_since = into.id, None
    source.after_close, source.snoozed_until = 0, None
    await session.flush()
    data = {"case": source.number}
    await alter(session, into, changes, "took_in", at=now, by=staff.id, data=data, news=stood.waited)
    moved = await _move_all(session, source, into, was_closed, now)
    kept: Json = {**moved, **stood.pack(), "holder": held_before}
    session.add(
        CaseMerge(
            desk_id=into.desk_id, from_id=source.id, into_id=into.id, staff_id=staff.id, at=now, moved=kept
        )
    )
    await _show(session, source, into, now)
    if held_before not in (None, staff.id, into.holder_id) and stood.closed_at is None:
        await _tell(session, source, into, staff, now)
    return source, into


async def _tell(session: AsyncSession, source: Case, into: Case, by: Staff, now: datetime) -> None:
    """Whoever had it hears that somebody else has it from now on."""
    desk, held = await session.get_one(Desk, into.desk_id), await session.get_one(Staff, source.holder_id)
    has = await session.get_one(Staff, into.holder_id)
    told = fill(
        words(desk.language) if held.private_at is None else words_for(desk, held),
        "merged-away",
        by=name(by.name),
        case=plain(f"#{source.number}"),
        whole=plain(f"#{into.number}"),
        name=name(has.name),
    )
    if held.private_at is not None:
        say(session, desk.id, told.html, now, chat_id=held.user_id)
    elif desk.chat_id is not None:
        addressed = called((held.user_id, held.name), told)
        say(session, desk.id, addressed.html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)


async def _check_questions(session: AsyncSession, source: Case, into: Case) -> None:
    """Raises Refused: a department has but one open question of a case."""
    asked = {one.department_id for one in await open_escalations(session, into.id)}
    for one in await open_escalations(session, source.id):
        if one.department_id in asked:
            raise Refused("merge-both-asked", department=one.department.name)


async def _move_all(
    session: AsyncSession, source: Case, into: Case, was_closed: datetime | None, now: datetime
) -> Json:
    """The ids of what moved, by table; of tags, which were copied."""
    if was_closed is not None:
        await session.execute(
            update(Message)
            .where(Message.case_id == source.id, Message.direction == Direction.IN, WAITS)
            .where(Message.received_at <= was_closed)
            .values(let_go_at=now)
            .execution_options(synchronize_session=False)
        )
        await let_go(session, source.id, now)
    tags = await copy_tags(session, source.id, into.id)
    of_it = Outbox.case_id == source.id
    rows = await _move_rows(session, of_it, into)
    conversations = await _repoint(session, Conversation, Conversation.case_id == source.id, into)
    upto = await session.scalar(select(func.max(Message.id)).where(Message.case_id.in_((source.id, into.id))))
    messages = await _move_words(session, Message.case_id == source.id, into)
    drafts = await _repoint(session, Draft, Draft.case_id == source.id, into)
    notes = await _repoint(session, Note, Note.case_id == source.id, into)
    asked = await _repoint(session, Escalation, Escalation.case_id == source.id, into)
    await _repoint(session, Card, Card.escalation_id.in_(asked), into)
    return {
        "conversations": conversations,
        "messages": messages,
        "upto": upto or 0,
        "drafts": drafts,
        "notes": notes,
        "escalations": asked,
        "outbox": rows,
        "tags": tags,
    }


async def _repoint(
    session: AsyncSession,
    table: type[Conversation | Draft | Note | Escalation | Card],
    which: ColumnElement[bool],
    to: Case,
) -> list[int]:
    moved = await session.scalars(
        update(table)
        .where(which)
        .values(case_id=to.id)
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(moved.all())


async def _move_words(session: AsyncSession, which: ColumnElement[bool], to: Case) -> list[int]:
    """No button drawn before has shown them: they are as new in their case."""
    moved = await session.scalars(
        update(Message)
        .where(which)
        .values(case_id=to.id, ordinal=case((Message.direction == Direction.IN, to.version)))
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(moved.all())


async def _move_rows(session: AsyncSession, which: ColumnElement[bool], to: Case) -> list[int]:
    """What is still on its way, in its order behind what the case has on its way. Settled rows stay for the record.

    Before the messages: who claims a row locks it first and its message then.
    """
    query = select(Outbox).where(which, Outbox.state.in_(UNSETTLED)).order_by(Outbox.seq, Outbox.id)
    rows = await session.scalars(
        query.with_for_update(of=Outbox), execution_options={"populate_existing": True}
    )
    home, moved = await home_of(session, to), []
    for row in rows.all():
        row.case_id = to.id
        if row.seq is not None:
            to.sends += 1
            row.seq = to.sends
        if row.kind in ABOUT_CASE and row.state == RowState.PENDING:
            row.lane = home
        moved.append(row.id)
        wake(session, Channel.DELIVERY, row.lane)
    await session.flush()
    return moved


async def _show(session: AsyncSession, part: Case, whole: Case, now: datetime) -> None:
    """Both cards, and what the whole's place has not shown yet."""
    await want_card(session, part, Urgency.ACT, now)
    if whole.quiet is not None and (part.quiet is None or whole.holder_id is not None):
        await bring_out(session, whole, Urgency.ACT, now)
    await want_card(session, whole, Urgency.ACT, now)
    home = await home_of(session, whole)
    card = await card_in(session, whole.id, home)
    if card is None or card.shown_version == 0:
        return
    if await unshown(session, whole.id, await chat_at_home(session, whole)):
        await bring_words(session, whole, home, now)


# --- apart again


async def take_apart(session: AsyncSession, case_id: int, staff: Staff, now: datetime) -> tuple[Case, Case]:
    """What was merged into another case is itself again, with what was said in its conversations since; and what it was
    part of. Both, locked. Raises Refused: it is no part, there is nothing left of it to take out.
    """
    require(staff.role, Action.MERGE)
    chain = await chain_of(session, case_id)
    if not chain:
        return await _apart_already(session, case_id, staff, now)
    locked = await lock_exactly(session, case_id, chain[-1].into_id)
    part, whole = locked[case_id], locked[chain[-1].into_id]
    if part.desk_id != staff.desk_id:
        raise Refused("not-merged")
    after = await chain_of(session, case_id)
    if not after:
        return await _apart_already(session, case_id, staff, now)
    if [one.id for one in after] != [one.id for one in chain]:
        raise Refused("merge-just-changed")
    of = await _conversations(session, after[0], whole)
    messages = (await session.scalars(select(Message.id).where(_said_in(whole, of, after[0])))).all()
    if not messages:
        raise Refused("merge-nothing-left", number=part.number)
    await take_tags_back(session, after)
    taken = await _move_back(session, after[0], part, whole, of, messages)
    for outer in after[1:]:
        outer.moved = {**outer.moved, **_without(outer.moved, taken)}
    await _itself_again(session, after[0], part, whole, staff, now)
    return part, whole


async def _apart_already(
    session: AsyncSession, case_id: int, staff: Staff, now: datetime
) -> tuple[Case, Case]:
    """The same tap once more, of who took it apart just now. Raises Refused: it is another one."""
    query = select(CaseMerge).where(CaseMerge.from_id == case_id).order_by(CaseMerge.id.desc()).limit(1)
    last = (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
    if last is None or last.undone_by != staff.id or last.undone_at is None or now - last.undone_at > TWICE:
        raise Refused("not-merged")
    whole_id = await whole_of(session, last.into_id)
    locked = await lock_exactly(session, case_id, whole_id)
    return locked[case_id], locked[whole_id]


async def _conversations(session: AsyncSession, merge: CaseMerge, whole: Case) -> set[int]:
    """Those of the part of which something is said in the whole, with the dialogs that private answers to them began."""
    of = set(merge.moved["conversations"])
    answered = aliased(Message)
    began = (
        select(Message.conversation_id, answered.conversation_id.label("to"))
        .outerjoin(answered, answered.id == Message.answers_id)
        .where(Message.case_id == whole.id)
        .ext(distinct_on(Message.conversation_id))
        .order_by(Message.conversation_id, Message.id)
    )
    rows = (await session.execute(began)).all()
    said = {row[0] for row in rows}
    return (of & said) | {row[0] for row in rows if row[1] in of}


async def _move_back(
    session: AsyncSession,
    merge: CaseMerge,
    part: Case,
    whole: Case,
    of: Collection[int],
    messages: Collection[int],
) -> Json:
    """The ids of what moved, by table."""
    of_it = (Message.case_id == whole.id) & Message.id.in_(messages)
    ids = merge.moved
    drafts = (
        await session.scalars(
            select(Draft.id).where(
                Draft.case_id == whole.id, or_(Draft.id.in_(ids["drafts"]), Draft.message_id.in_(messages))
            )
        )
    ).all()
    asked = (
        await session.scalars(
            select(Escalation.id).where(Escalation.case_id == whole.id, Escalation.id.in_(ids["escalations"]))
        )
    ).all()
    rows = await _move_rows(
        session,
        (Outbox.case_id == whole.id)
        & or_(
            Outbox.message_id.in_(messages),
            Outbox.id.in_(ids["outbox"]),
            Outbox.payload["draft"].as_integer().in_(drafts),
            Outbox.payload["escalation"].as_integer().in_(asked),
        ),
        part,
    )
    there = (Conversation.case_id == whole.id) & Conversation.id.in_(of)
    conversations = await _repoint(session, Conversation, there, part)
    await _move_words(session, of_it, part)
    await _repoint(session, Draft, Draft.id.in_(drafts), part)
    notes = await _repoint(session, Note, (Note.case_id == whole.id) & Note.id.in_(ids["notes"]), part)
    await _repoint(session, Escalation, Escalation.id.in_(asked), part)
    await _repoint(session, Card, Card.escalation_id.in_(asked), part)
    return {
        "conversations": [*conversations, *of],
        "messages": list(messages),
        "drafts": drafts,
        "notes": notes,
        "escalations": asked,
        "outbox": rows,
    }


def _said_in(whole: Case, of: Collection[int], merge: CaseMerge) -> ColumnElement[bool]:
    """What came with the merge, and what was said in these conversations since: in one of them the whole may have words
    from before, as a dialog has one case after the other. An answer belongs to the conversation it answers, wherever it
    went. Merges of before the words were kept know conversations only.
    """
    came, upto = merge.moved.get("messages", ()), merge.moved.get("upto", 0)
    answered = aliased(Message)
    to = select(answered.conversation_id).where(answered.id == Message.answers_id).scalar_subquery()
    of_them = func.coalesce(to, Message.conversation_id).in_(of)
    since = (Message.id > upto) & (func.coalesce(Message.answers_id, Message.id) > upto)
    theirs = or_(Message.id.in_(came), Message.answers_id.in_(came), of_them & since)
    return (Message.case_id == whole.id) & theirs


def _without(moved: Json, taken: Json) -> Json:
    return {table: [one for one in moved.get(table, ()) if one not in ids] for table, ids in taken.items()}


async def _itself_again(
    session: AsyncSession, merge: CaseMerge, part: Case, whole: Case, staff: Staff, now: datetime
) -> None:
    merge.undone_at, merge.undone_by = now, staff.id
    since, first = await waits_since(session, part.id), await _first_answer(session, part.id)
    changes = restored(Stood.unpack(merge.moved), whole, since, first)
    holder = await session.get(Staff, merge.moved["holder"] or 0)
    gone = holder is None or holder.left_at is not None
    changes["holder_id"] = None if holder is None or gone else holder.id
    data = {"case": whole.number}
    await alter(session, part, changes, "taken_apart", at=now, by=staff.id, data=data, news=True)
    await go_on(session, part, merge.at)
    if Stood.unpack(merge.moved).closed_at is not None and part.closed_at is None:
        event(session, part, "reopen", at=now, by=staff.id)
    await _move_words(session, Message.case_id == part.id, part)
    if part.closed_at is not None:
        await session.execute(
            update(Message)
            .where(Message.case_id == part.id, Message.let_go_at.is_not(None))
            .values(let_go_at=None)
            .execution_options(synchronize_session=False)
        )
        await take_up(session, part.id)
    rest = left(whole, await waits_since(session, whole.id), await _first_answer(session, whole.id))
    data = {"case": part.number}
    await alter(session, whole, rest, "let_out", at=now, by=staff.id, data=data, news=False)
    await let_out(session, whole, now)
    if part.closed_at is None and part.quiet is not None and part.holder_id is not None:
        await bring_out(session, part, Urgency.ACT, now)
    await _show(session, whole, part, now)


async def _first_answer(session: AsyncSession, case_id: int) -> datetime | None:
    query = select(func.min(Message.at)).where(Message.case_id == case_id, ~Message.automatic)
    return await session.scalar(query.where(Message.delivery == Delivery.SENT))
