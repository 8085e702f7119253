"""What is read of every case to show it: of many in as few statements as of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from bot.due import STANDING, Standing, with_standing
from bot.rarely import HAS, Has
from storage.among import OfSome
from storage.models import Case, Conversation, Customer, Delivery, Desk, Message

SHOWN = 12
"""How many messages a card looks back; the card itself may have room for fewer."""

FILES = (selectinload(Message.attachments), selectinload(Message.revisions))
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


def _last(ids: ColumnElement[Any]) -> Select[Message]:
    of = select(func.unnest(ids).label("case_id")).cte("of_cases")
    newest = (
        select(Message.id)
        .where(Message.case_id == of.c.case_id, WAS_SAID)
        .order_by(Message.id.desc())
        .limit(SHOWN)
        .lateral()
    )
    return (
        select(Message)
        .where(Message.id.in_(select(newest.c.id).select_from(of.join(newest, true()))))
        .order_by(Message.id)
        .options(*WHOSE, joinedload(Message.conversation).joinedload(Conversation.post))
        .execution_options(populate_existing=True)
    )


_LAST = OfSome(_last)
_LAST_WITH_FILES = OfSome(lambda ids: _last(ids).options(*FILES))


@dataclass(frozen=True, slots=True)
class Rows:
    """`said`: the last of it, oldest first, with whoever said it, its conversation and post."""

    case: Case
    has: Has
    said: Sequence[Message]
    standing: Standing


async def rows_of(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Rows]:
    """Of cases whose changes are flushed; of one that was merged as it is itself. What is not there is left out."""
    found = (await session.execute(*_CASES(case_ids))).all()
    there = {case.id: Has(*each[: len(HAS)]) for case, _desk, *each in found}
    said = await _said(session, there)
    return {
        case.id: Rows(case, there[case.id], said[case.id], Standing(*each[len(HAS) :]))
        for case, _desk, *each in found
    }


async def _said(session: AsyncSession, there: Mapping[int, Has]) -> Mapping[int, Sequence[Message]]:
    bare = not any(one.attached or one.edited for one in there.values())
    query = _LAST if bare else _LAST_WITH_FILES
    said: dict[int, list[Message]] = defaultdict(list)
    for one in (await session.scalars(*query(there))).all():
        if bare:
            set_committed_value(one, "attachments", [])
            set_committed_value(one, "revisions", [])
        said[one.case_id].append(one)
    return said
