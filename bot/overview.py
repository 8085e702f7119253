"""From the tables to what a panel shows: many cases at once, each as a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.links import message_link
from bot.desk.panels import LINKS, PAGE, PEOPLE
from bot.desk.view import (
    EVERYTHING,
    WITHOUT_POST,
    BoardView,
    DigestView,
    Heap,
    Held,
    Listed,
    PageView,
)
from bot.due import overdue_in
from bot.panels import count_open, open_in
from bot.shifts import working
from storage.models import (
    Card,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    Department,
    Desk,
    Direction,
    Escalation,
    Message,
    Panel,
    PanelKind,
    Post,
    Priority,
    Staff,
)
from storage.queries import ASKED, IN_THE_GROUP, WAITS_FOR_US

JUST_BEFORE = timedelta(seconds=5)
"""A batch of messages may be committed so long after it began (`engine.LOCK_TIMEOUT`)."""
SINCE = func.coalesce(Case.unanswered_since, Case.opened_at)
TITLE = func.coalesce(Post.title, Post.text)


async def digest_of(session: AsyncSession, panel: Panel) -> DigestView:
    """What is collected in a panel now."""
    heaps = await _heaps(session, panel.id)
    post = None if panel.post_id is None else await session.get_one(Post, panel.post_id)
    count = sum(heap.count for heap in heaps)
    about = None if post is None else Heap(post.id, post.name, post.url, count, panel.created_at, post.kind)
    held = select(func.count()).select_from(open_in(panel.id).where(Case.holder_id.is_not(None)).subquery())
    return DigestView(
        panel_id=panel.id,
        kind=PanelKind(panel.kind),
        heaps=heaps,
        held=await session.scalar(held) or 0,
        post=about,
        closed=panel.closed_at is not None,
    )


def _post_of_case() -> Any:
    """Under which post a case began."""
    return (
        select(Conversation.post_id)
        .where(Conversation.case_id == Case.id)
        .order_by(Conversation.id)
        .limit(1)
        .scalar_subquery()
    )


async def _heaps(session: AsyncSession, panel_id: int) -> Sequence[Heap]:
    cases = open_in(panel_id).add_columns(_post_of_case().label("post_id"), SINCE.label("since")).subquery()
    query = (
        select(cases.c.post_id, TITLE, Post.url, func.count(), func.min(cases.c.since))
        .outerjoin(Post, Post.id == cases.c.post_id)
        .group_by(cases.c.post_id, TITLE, Post.url)
        .order_by(func.count().desc(), func.min(cases.c.since))
    )
    return [
        Heap(WITHOUT_POST if post_id is None else post_id, text, url, count, oldest)
        for post_id, text, url, count, oldest in (await session.execute(query)).all()
    ]


def _in_heap(heap: int) -> ColumnElement[bool]:
    if heap == EVERYTHING:
        return Case.id > 0
    post = _post_of_case()
    found: ColumnElement[bool] = post.is_(None) if heap == WITHOUT_POST else post == heap
    return found


async def cases_in(
    session: AsyncSession, panel_id: int, heap: int, upto: int, seen_at: int, mine: int | None
) -> Sequence[int]:
    """The open cases that somebody was shown the number of at `seen_at` (Unix time), if nothing was said in them since.

    Nobody's, and those that `mine` holds. What was said just before the counting may not have been counted yet.
    """
    wrote = exists().where(
        Message.case_id == Case.id,
        Message.direction == Direction.IN,
        Message.received_at > datetime.fromtimestamp(seen_at, UTC) - JUST_BEFORE,
    )
    query = open_in(panel_id).where(_in_heap(heap), Case.id <= upto, ~wrote, _free(mine))
    found: Sequence[int] = (await session.scalars(query.order_by(Case.id))).all()
    return found


def _free(mine: int | None) -> ColumnElement[bool]:
    return Case.holder_id.is_(None) if mine is None else Case.holder_id.is_(None) | (Case.holder_id == mine)


async def page_of(
    session: AsyncSession, panel_id: int, heap: int, number: int, mine: int, now: datetime
) -> PageView:
    """A page of the heap's open cases, the longest waiting first; the last page if there are fewer by now."""
    in_heap = open_in(panel_id).where(_in_heap(heap)).add_columns(Case.holder_id).subquery()
    holder = in_heap.c.holder_id
    counted = select(
        func.count(),
        func.count().filter(holder.is_(None)),
        func.count().filter(holder.is_(None) | (holder == mine)),
        func.coalesce(func.max(in_heap.c.id), 0),
    ).select_from(in_heap)
    total, free, own, upto = (await session.execute(counted)).one()
    page = max(0, min(number, -(-total // PAGE) - 1))
    query = _lines().where(Case.id.in_(select(in_heap.c.id))).order_by(SINCE, Case.id)
    rows = await session.execute(query.offset(page * PAGE).limit(PAGE))
    post = await session.get(Post, heap) if heap > 0 else None
    return PageView(
        panel_id=panel_id,
        heap=heap,
        title=None if post is None else post.name,
        page=page,
        total=total,
        free=free,
        own=own,
        upto=upto,
        at=now,
        cases=[_listed(row) for row in rows.all()],
        mutable=post is not None and post.muted_at is None,
        kind="post" if post is None else post.kind,
    )


def _lines() -> Select[Any]:
    """What a line says of a case: the customer's name and last words, who holds it, where its card is."""
    said = (
        select(Message.text)
        .where(Message.case_id == Case.id, Message.direction == Direction.IN)
        .order_by(Message.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    who = (
        select(func.coalesce(Customer.name, CustomerIdentity.name))
        .select_from(CustomerIdentity)
        .join(Conversation, Conversation.identity_id == CustomerIdentity.id)
        .join(Customer, Customer.id == CustomerIdentity.customer_id)
        .where(Conversation.case_id == Case.id)
        .order_by(Conversation.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Case.id, Case.number, who, said, SINCE, Case.version, Staff.name, Card.chat_id, Card.message_id
        )
        .join(Card, (Card.case_id == Case.id) & IN_THE_GROUP)
        .outerjoin(Staff, Staff.id == Case.holder_id)
    )


def _listed(row: Any) -> Listed:
    case_id, number, customer, text, since, version, holder, chat_id, message_id = row
    url = None if chat_id is None else message_link(chat_id, message_id)
    return Listed(case_id, number, customer, text or "", since, version, holder, url)


# --- the board


async def board_of(session: AsyncSession, desk: Desk) -> BoardView:
    """What waits, who has what, what waits for a department; without what panels collect, which stands apart."""
    shown = (Case.desk_id == desk.id) & Case.closed_at.is_(None) & Card.collected_in.is_(None)
    asked = await _asked(session, shown)
    return BoardView(
        free=await _held(session, "", shown & Case.holder_id.is_(None) & WAITS_FOR_US),
        overdue=await overdue_in(session, desk.id),
        people=await _people(session, shown),
        departments=asked,
        urgent=await _urgent(session, shown),
        on_shift=[one.staff.name for one in await working(session, desk.id)],
        collected=await _panels(session, desk),
    )


async def _held(session: AsyncSession, name: str, which: ColumnElement[bool]) -> Held:
    total = await session.scalar(
        select(func.count())
        .select_from(Case)
        .join(Card, (Card.case_id == Case.id) & IN_THE_GROUP)
        .where(which)
    )
    order = (Case.priority.desc(), SINCE, Case.id)
    rows = await session.execute(_lines().where(which).order_by(*order).limit(LINKS))
    return Held(name, [_listed(row) for row in rows.all()], total or 0)


async def _urgent(session: AsyncSession, shown: ColumnElement[bool]) -> int:
    query = (
        select(func.count())
        .select_from(Case)
        .join(Card, (Card.case_id == Case.id) & IN_THE_GROUP)
        .where(shown, Case.priority == Priority.URGENT, Case.snoozed_until.is_(None))
    )
    return await session.scalar(query) or 0


async def _people(session: AsyncSession, shown: ColumnElement[bool]) -> Sequence[Held]:
    query = (
        select(Staff.id, Staff.name)
        .join(Case, Case.holder_id == Staff.id)
        .join(Card, (Card.case_id == Case.id) & IN_THE_GROUP)
        .where(shown)
        .group_by(Staff.id, Staff.name)
        .order_by(func.count().desc(), Staff.id)
        .limit(PEOPLE)
    )
    people = (await session.execute(query)).all()
    return [await _held(session, name, shown & (Case.holder_id == number)) for number, name in people]


async def _asked(session: AsyncSession, shown: ColumnElement[bool]) -> Sequence[Held]:
    query = (
        select(Department.id, Department.name)
        .join(Escalation, Escalation.department_id == Department.id)
        .join(Case, Case.id == Escalation.case_id)
        .join(Card, (Card.case_id == Case.id) & IN_THE_GROUP)
        .where(shown, ASKED)
        .group_by(Department.id, Department.name)
        .order_by(func.count().desc(), Department.id)
        .limit(PEOPLE)
    )
    departments = (await session.execute(query)).all()
    asked = select(Escalation.case_id).where(ASKED)
    return [
        await _held(session, name, shown & Case.id.in_(asked.where(Escalation.department_id == number)))
        for number, name in departments
    ]


async def _panels(
    session: AsyncSession, desk: Desk
) -> Sequence[tuple[PanelKind, str | None, int, str | None]]:
    query = (
        select(Panel, TITLE, Card.chat_id, Card.message_id)
        .join(Card, Card.panel_id == Panel.id)
        .outerjoin(Post, Post.id == Panel.post_id)
        .where(Panel.desk_id == desk.id, Panel.closed_at.is_(None), Panel.kind != PanelKind.BOARD)
        .order_by(Panel.kind.desc(), Panel.id)
    )
    found: list[tuple[PanelKind, str | None, int, str | None]] = []
    for panel, text, chat_id, message_id in (await session.execute(query)).all():
        count = await count_open(session, panel.id)
        title = None if panel.post_id is None else text or ""
        url = None if chat_id is None else message_link(chat_id, message_id)
        if count:
            found.append((PanelKind(panel.kind), title, count, url))
    return found
