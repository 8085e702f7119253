"""From the tables to what a card shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload, selectinload

from bot.desk.deeds import unanswerable
from bot.desk.states import allowed
from bot.desk.view import Asked, By, CaseView, Said, Shown, Waits
from bot.networks import Able
from storage.models import (
    Account,
    Ban,
    Case,
    Conversation,
    Delivery,
    Department,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Message,
    Note,
    Post,
    Staff,
    Status,
    Why,
)

SHOWN = 12
"""How many messages a card looks back; the card itself may have room for fewer."""


WAS_SAID = Message.delivery.is_distinct_from(Delivery.TAKEN_BACK.value)


@dataclass(frozen=True, slots=True)
class Look:
    """A case as it is at this moment."""

    case: Case
    view: CaseView


async def look(session: AsyncSession, case_id: int, able: Able | None = None) -> Look:
    """Raises NoResultFound for a case that is not there. Only with `able` is it known whether it can be answered."""
    query = select(Case).where(Case.id == case_id).options(joinedload(Case.holder), joinedload(Case.account))
    case = (await session.scalars(query, execution_options={"populate_existing": True})).one()
    messages = await _messages(session, case_id)
    total = await session.scalar(select(func.count()).where(Message.case_id == case_id, WAS_SAID))
    incoming = [message for message in messages if message.direction == Direction.IN]
    said = [said_of(message, case) for message in messages]
    about = await _conversation(session, case_id)
    ban = await session.get(Ban, (case.account_id, about.identity_id), populate_existing=True)
    view = CaseView(
        case_id=case.id,
        version=case.version,
        number=case.number,
        network=case.account.network,
        account=await _account(session, case.account),
        kind=case.kind,
        status=Status(case.status),
        actions=allowed(case),
        opened_at=case.opened_at,
        said=said,
        said_before=(total or 0) - len(said),
        earlier_cases=case.earlier_cases,
        url=_url(incoming, case.account),
        unanswered_since=case.unanswered_since,
        holder=None if case.holder is None else case.holder.name,
        closed_at=case.closed_at,
        after_close=case.after_close,
        no_reply=_no_reply(incoming, case, able, about.post),
        reopened=case.reopened,
        asked=await _asked(session, case_id),
        drafts=await _drafts(session, case_id),
        notes=await session.scalar(select(func.count()).where(Note.case_id == case_id)) or 0,
        customer=about.identity.name,
        customer_url=about.identity.url,
        followers=about.identity.followers,
        city=about.identity.city,
        community=about.identity.external_id.startswith("-"),
        banned=ban is not None,
        banned_until=None if ban is None else ban.until,
        **_under(about.post),
    )
    return Look(case, view)


async def _account(session: AsyncSession, account: Account) -> str | None:
    """Which of our accounts it is, if it could be another."""
    others = select(Account.id).where(Account.desk_id == account.desk_id, Account.id != account.id).limit(1)
    alone = await session.scalar(others) is None
    return None if alone else account.title or account.external_id


def _under(post: Post | None) -> dict[str, Any]:
    """What a view says of what the case stands under."""
    if post is None:
        return {}
    return {
        "post_id": post.id,
        "post_kind": post.kind,
        "post_url": post.url,
        "post_text": post.name,
        "post_price": post.price,
        "post_photo": post.photo_url,
        "post_muted": post.muted_at is not None,
        "post_closed": post.closed_at is not None,
    }


async def _messages(session: AsyncSession, case_id: int) -> Sequence[Message]:
    query = (
        select(Message)
        .where(Message.case_id == case_id, WAS_SAID)
        .order_by(Message.id.desc())
        .limit(SHOWN)
        .options(selectinload(Message.attachments), joinedload(Message.staff))
    )
    found = (await session.scalars(query, execution_options={"populate_existing": True})).all()
    return list(reversed(found))


async def _conversation(session: AsyncSession, case_id: int) -> Conversation:
    """The conversation that was last written to, with its person and post."""
    query = (
        select(Conversation)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(Message.case_id == case_id)
        .order_by(Message.id.desc())
        .limit(1)
        .options(joinedload(Conversation.identity), joinedload(Conversation.post))
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).one()


def _no_reply(incoming: Sequence[Message], case: Case, able: Able | None, post: Post | None) -> str | None:
    """Of the customer's last words, which an answer would be to."""
    target = incoming[-1].target if incoming else None
    if able is None or target is None:
        return None
    closed = post is not None and post.closed_at is not None
    if why := unanswerable(hidden=incoming[-1].hidden_at is not None, closed=closed):
        return why
    reply = able(case.account_id, target).reply
    return None if reply.supported else reply.reason or "why-permission"


def _url(incoming: Sequence[Message], account: Account) -> str | None:
    return next((message.url for message in reversed(incoming) if message.url), account.url)


def said_of(message: Message, case: Case) -> Said:
    """Needs `attachments` and `staff` loaded."""
    ours = message.direction == Direction.OUT
    after = not ours and case.closed_at is not None and message.received_at > case.closed_at
    return Said(
        by=_by(message),
        text=message.text,
        at=message.at,
        name=None if message.staff is None else message.staff.name,
        attachments=[
            Shown(one.kind, one.url, one.title, one.seconds, one.size) for one in message.attachments
        ],
        delivery=None if message.delivery is None else Delivery(message.delivery),
        edited=message.edited_at is not None,
        deleted=message.deleted_at is not None,
        hidden=message.hidden_at is not None,
        liked=message.liked_at is not None,
        unanswered=not ours and message.answered_by_id is None,
        after_close=after,
        id=message.id,
        failure=message.failure,
    )


def _by(message: Message) -> By:
    if message.direction == Direction.IN:
        return By.CUSTOMER
    return By.COLLEAGUE if message.staff_id is None else By.DESK


async def asked_of(session: AsyncSession, escalation_id: int) -> Asked:
    """One escalation, for its department's card."""
    return (await _askings(session, Escalation.id == escalation_id))[0]


async def _asked(session: AsyncSession, case_id: int) -> list[Asked]:
    return await _askings(session, Escalation.case_id == case_id)


async def _askings(session: AsyncSession, which: ColumnElement[bool]) -> list[Asked]:
    query = (
        select(Escalation, Department.name, Staff.name)
        .join(Department, Department.id == Escalation.department_id)
        .join(Staff, Staff.id == Escalation.asked_by)
        .where(which)
        .order_by(Escalation.id)
    )
    return [
        Asked(department, one.asked_at, one.question, by, one.answered_at, one.returned_at)
        for one, department, by in (await session.execute(query)).all()
    ]


async def _drafts(session: AsyncSession, case_id: int) -> list[Waits]:
    author = aliased(Staff)
    query = (
        select(Draft, author.name, Department.name)
        .outerjoin(author, author.id == Draft.author_id)
        .outerjoin(Escalation, Escalation.id == Draft.escalation_id)
        .outerjoin(Department, Department.id == Escalation.department_id)
        .where(Draft.case_id == case_id, Draft.state == DraftState.WAITING)
        .order_by(Draft.id)
    )
    return [
        Waits(draft.id, name, Why(draft.why), draft.text, department)
        for draft, name, department in (await session.execute(query)).all()
    ]
