"""What is read of every case to show it: of many in as few statements as of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import InstrumentedAttribute, set_committed_value

from bot.due import STANDING, Standing, with_standing
from bot.rarely import HAS, Has
from storage.among import OfSome
from storage.models import Attachment, Case, Conversation, Customer, Delivery, Desk, Message, Revision

SHOWN = 12
"""How many messages a card looks back; the card itself may have room for fewer."""

WHOSE = (
    selectinload(Message.staff),
    selectinload(Message.approved_by),
    joinedload(Message.conversation).joinedload(Conversation.identity),
)
WAS_SAID = Message.delivery.is_distinct_from(Delivery.TAKEN_BACK.value)

# Made once: to put such a question together costs more than to ask it.
_CASES = OfSome(
    lambda ids: (
        with_standing(
            select(Case, Desk, *HAS, *STANDING)
            .join(Desk, Desk.id == Case.desk_id)
            .join(Customer, Customer.id == Case.customer_id)
        )
        .where(Case.id == func.any(ids))
        .options(joinedload(Case.holder), joinedload(Case.account))
        .execution_options(populate_existing=True)
    )
)


def _last(ids: ColumnElement[Any]) -> Select[Message, int, bool]:
    """With each how many there are in its case, and whether anything hangs on it: by one statement, so of one moment."""
    of = select(func.unnest(ids).label("case_id")).cte("of_cases")
    newest = (
        select(Message.id, func.count().over().label("of"))
        .where(Message.case_id == of.c.case_id, WAS_SAID)
        .order_by(Message.id.desc())
        .limit(SHOWN)
        .correlate(of)
        .lateral()
    )
    hangs = or_(
        *(
            # With an offset: else PostgreSQL reads the whole table into a hash, for some hundred messages.
            exists(select(one.id).where(one.message_id == Message.id).correlate(Message).offset(0))
            for one in (Attachment, Revision)
        )
    )
    return (
        select(Message, newest.c.of, hangs)
        .select_from(of.join(newest, true()).join(Message, Message.id == newest.c.id))
        .order_by(Message.id)
        .options(*WHOSE, joinedload(Message.conversation).joinedload(Conversation.post))
        .execution_options(populate_existing=True)
    )


_LAST = OfSome(_last)


def _hanging(one: type[Attachment | Revision], on: InstrumentedAttribute[Any]) -> OfSome[Select[int, Any]]:
    return OfSome(
        lambda ids: (
            select(Message.id, one)
            .join(on)
            .where(Message.id == func.any(ids))
            .order_by(one.id)
            .execution_options(populate_existing=True)
        )
    )


_ATTACHED = _hanging(Attachment, Message.attachments)
_REVISED = _hanging(Revision, Message.revisions)


@dataclass(frozen=True, slots=True)
class Rows:
    """`said`: the last of it, oldest first, with whoever said it, its conversation and post; `before`: how many more."""

    case: Case
    has: Has
    said: Sequence[Message]
    before: int
    standing: Standing


async def rows_of(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Rows]:
    """Of cases whose changes are flushed; of one that was merged as it is itself. What is not there is left out."""
    found = (await session.execute(*_CASES(case_ids))).all()
    said, total = await _said(session, [case.id for case, *_ in found])
    return {
        case.id: Rows(
            case,
            Has(*each[: len(HAS)]),
            said[case.id],
            total[case.id] - len(said[case.id]),
            Standing(*each[len(HAS) :]),
        )
        for case, _desk, *each in found
    }


async def _said(
    session: AsyncSession, case_ids: Collection[int]
) -> tuple[Mapping[int, Sequence[Message]], Mapping[int, int]]:
    """The last of each case, and how many there are of it."""
    said: dict[int, list[Message]] = defaultdict(list)
    total: dict[int, int] = defaultdict(int)
    laden: list[int] = []
    for one, of, hangs in (await session.execute(*_LAST(case_ids))).all():
        said[one.case_id].append(one)
        total[one.case_id] = of
        if hangs:
            laden.append(one.id)
    attached = await _each(session, _ATTACHED, laden)
    revised = await _each(session, _REVISED, laden)
    for one in chain.from_iterable(said.values()):
        set_committed_value(one, "attachments", attached[one.id])
        set_committed_value(one, "revisions", revised[one.id])
    return said, total


async def _each(
    session: AsyncSession, query: OfSome[Select[int, Any]], message_ids: Collection[int]
) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    if message_ids:
        for message_id, one in (await session.execute(*query(message_ids))).all():
            found[message_id].append(one)
    return found
