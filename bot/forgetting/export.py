"""All that the database holds about a customer, as one JSON object (docs/export.md tells its shape).

Colleagues by name only; nothing of other customers: of a case that they share, their own words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.customers import tags_on
from bot.forgetting.scope import Scope, among, of_customer
from storage.models import (
    Account,
    Attachment,
    Case,
    CaseTag,
    Conversation,
    Customer,
    CustomerIdentity,
    CustomerNote,
    Department,
    Draft,
    Escalation,
    Event,
    Json,
    Like,
    Message,
    Note,
    Relation,
    Revision,
    Staff,
    Survey,
    Tag,
)

FORMAT = 1


async def export(session: AsyncSession, customer_id: int, now: datetime) -> Json:
    """`customer_id`: nobody that was merged into another one. In the caller's transaction."""
    customer = await session.get_one(Customer, customer_id)
    scope = await of_customer(session, customer)
    names = await _names(session, customer.desk_id)
    cases = (await session.scalars(select(Case).where(among(Case.id, scope.about)).order_by(Case.id))).all()
    said = await _said(session, scope, names)
    identities = select(CustomerIdentity).where(CustomerIdentity.id.in_(scope.identities))
    return {
        "format": FORMAT,
        "made_at": _plain(now),
        "customer": {
            **_columns(customer, ("name", "vip", "language", "created_at")),
            "tags": list(await tags_on(session, customer_id)),
        },
        "identities": [
            _columns(one, ("network", "external_id", "name", "url", "city", "followers", "deactivated"))
            for one in (await session.scalars(identities.order_by(CustomerIdentity.id))).all()
        ],
        "notes": await _kept(session, scope, names),
        "relations": await _relations(session, scope),
        "likes": await _likes(session, scope),
        "cases": [
            await _case(session, case, scope, names, said.get(case.id, []))
            if case.id in scope.cases
            else {"number": case.number, "messages": said.get(case.id, [])}
            for case in cases
            if case.id in scope.cases or case.id in said
        ],
    }


# --- what is kept of them


async def _kept(session: AsyncSession, scope: Scope, names: Mapping[int, str]) -> list[Json]:
    query = select(CustomerNote).where(
        CustomerNote.customer_id.in_(scope.customers), CustomerNote.deleted_at.is_(None)
    )
    columns = ("text", "promised", "due_on", "kept_at", "at")
    rows = (await session.scalars(query.order_by(CustomerNote.id))).all()
    return [{**_columns(one, columns), "by": names.get(one.staff_id or 0)} for one in rows]


async def _relations(session: AsyncSession, scope: Scope) -> list[Json]:
    accounts = select(Account.id).where(Account.desk_id == scope.desk_id)
    query = select(Relation).where(Relation.account_id.in_(accounts), Relation.person.in_(scope.people))
    columns = ("person", "denied_at", "blocked_at", "blocked_until", "block_reason")
    return [_columns(one, columns) for one in (await session.scalars(query)).all()]


async def _likes(session: AsyncSession, scope: Scope) -> list[Json]:
    accounts = select(Account.id).where(Account.desk_id == scope.desk_id)
    query = select(Like).where(Like.account_id.in_(accounts), Like.liker.in_(scope.people))
    return [_columns(one, ("key", "at")) for one in (await session.scalars(query.order_by(Like.at))).all()]


# --- cases


async def _case(
    session: AsyncSession, case: Case, scope: Scope, names: Mapping[int, str], messages: Sequence[Json]
) -> Json:
    account = await session.get_one(Account, case.account_id)
    tags = select(Tag.name).join(CaseTag, CaseTag.tag_id == Tag.id).where(CaseTag.case_id == case.id)
    columns = ("number", "kind", "status", "priority", "category", "outcome", "opened_at", "first_answer_at")
    notes = select(Note).where(Note.case_id == case.id).order_by(Note.id)
    return {
        **_columns(case, (*columns, "closed_at", "reopened")),
        "network": account.network,
        "account": account.title or account.external_id,
        "holder": names.get(case.holder_id or 0),
        "tags": list((await session.scalars(tags.order_by(Tag.name))).all()),
        "messages": messages,
        "notes": [
            {**_columns(one, ("text", "created_at")), "by": names.get(one.staff_id or 0)}
            for one in (await session.scalars(notes)).all()
        ],
        "questions": await _questions(session, case, names),
        "drafts": await _drafts(session, case, scope, names),
        "surveys": await _surveys(session, case),
        "events": await _events(session, case, names),
    }


async def _said(session: AsyncSession, scope: Scope, names: Mapping[int, str]) -> Mapping[int, list[Json]]:
    """By case."""
    query = (
        select(Message, Conversation)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(among(Message.id, scope.messages))
        .order_by(Message.id)
    )
    attached: dict[int | None, list[Attachment]] = {}
    files = select(Attachment).where(among(Attachment.message_id, scope.messages)).order_by(Attachment.id)
    for file in (await session.scalars(files)).all():
        attached.setdefault(file.message_id, []).append(file)
    before: dict[int, list[Revision]] = {}
    edits = select(Revision).where(among(Revision.message_id, scope.messages)).order_by(Revision.id)
    for edit in (await session.scalars(edits)).all():
        before.setdefault(edit.message_id, []).append(edit)
    columns = ("direction", "text", "title", "rating", "url", "at", "edited_at", "deleted_at", "delivery")
    found: dict[int, list[Json]] = {}
    for message, talk in (await session.execute(query)).all():
        one = {
            "kind": talk.kind,
            **_columns(message, (*columns, "private", "automatic", "elsewhere")),
            "by": names.get(message.staff_id or 0),
            "attachments": [_file(file) for file in attached.get(message.id, [])],
            "before": [_columns(each, ("text", "until")) for each in before.get(message.id, [])],
        }
        found.setdefault(message.case_id, []).append(one)
    return found


def _file(one: Attachment) -> Json:
    return _columns(one, ("kind", "title", "text", "author", "url", "size", "seconds", "mime", "gone_at"))


async def _questions(session: AsyncSession, case: Case, names: Mapping[int, str]) -> list[Json]:
    query = (
        select(Escalation, Department.name)
        .join(Department, Department.id == Escalation.department_id)
        .where(Escalation.case_id == case.id)
        .order_by(Escalation.id)
    )
    columns = ("question", "asked_at", "answered_at", "returned_at", "return_reason")
    return [
        {"department": name, **_columns(one, columns), "by": names.get(one.asked_by)}
        for one, name in (await session.execute(query)).all()
    ]


async def _drafts(session: AsyncSession, case: Case, scope: Scope, names: Mapping[int, str]) -> list[Json]:
    """But for what was to answer somebody else in the same case."""
    theirs = Draft.message_id.is_(None) | among(Draft.message_id, scope.messages)
    query = select(Draft).where(Draft.case_id == case.id, theirs).options(selectinload(Draft.attachments))
    return [
        {
            **_columns(one, ("text", "why", "state", "reason", "created_at", "decided_at")),
            "by": names.get(one.author_id or 0),
            "attachments": [_file(file) for file in one.attachments],
        }
        for one in (await session.scalars(query.order_by(Draft.id))).all()
    ]


async def _surveys(session: AsyncSession, case: Case) -> list[Json]:
    query = select(Survey).where(Survey.case_id == case.id).order_by(Survey.id)
    columns = ("asks", "asked_at", "score", "word", "answered_at")
    return [_columns(one, columns) for one in (await session.scalars(query)).all()]


async def _events(session: AsyncSession, case: Case, names: Mapping[int, str]) -> list[Json]:
    query = select(Event).where(Event.case_id == case.id).order_by(Event.seq)
    return [
        {**_columns(one, ("at", "kind", "data")), "by": names.get(one.staff_id or 0)}
        for one in (await session.scalars(query)).all()
    ]


async def _names(session: AsyncSession, desk_id: int) -> Mapping[int, str]:
    query = select(Staff.id, Staff.name).where(Staff.desk_id == desk_id)
    return {row.id: row.name for row in (await session.execute(query)).all()}


def _columns(row: object, names: Iterable[str]) -> Json:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    """Times in UTC, as ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value
