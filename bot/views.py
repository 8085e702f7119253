"""From the tables to what a card shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, selectinload

from bot.askings import asked_in_case
from bot.case_rows import WAS_SAID, WHOSE, Rows, rows_of
from bot.customer_views import name_of, remembered_of
from bot.desk.admitted import ADMITTED, Admitted
from bot.desk.deeds import Ask, Offer, unanswerable
from bot.desk.files import fit
from bot.desk.homes import private_home
from bot.desk.privacy import PUBLIC, Privacy
from bot.desk.states import allowed
from bot.desk.view import By, CaseView, Conditions, Figures, Rated, Said, Shown, ShutOut, Waits
from bot.enclosed import file_of_row
from bot.hours import opens_after
from bot.merged import parts_of
from bot.networks import Able
from bot.rarely import Has
from bot.relations import bars, relation_of
from bot.talks import answered_first, answered_of, conversation_of, mixed_in
from bot.uses import used_up
from connectors.base import Capabilities, Deed, Files, Kind
from storage.models import (
    HAND,
    Account,
    Attachment,
    Case,
    CustomerIdentity,
    Delivery,
    Department,
    Desk,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Message,
    Post,
    Relation,
    Staff,
    Status,
    Survey,
    Why,
)
from storage.queries import tags_of_case
from storage.talks import has_several

PAGE = 100
"""How many messages are read at once for a page of the whole conversation."""

PARTS = (selectinload(Message.attachments), selectinload(Message.revisions), *WHOSE)
"""What `said_of` reads of a message."""


@dataclass(frozen=True, slots=True)
class Look:
    """A case as it is at this moment."""

    case: Case
    view: CaseView
    admitted: Admitted = ADMITTED
    """Which files of customers come into the chat."""


Looker = Callable[[AsyncSession, int], Awaitable[Look]]
"""How to look at a case, by its id."""
Looks = Callable[[AsyncSession, Collection[int]], Awaitable[Mapping[int, Look]]]
"""How to look at many; one that is not there is left out."""


async def look(
    session: AsyncSession,
    case_id: int,
    able: Able | None = None,
    privacy: Privacy | None = None,
    admitted: Admitted = ADMITTED,
) -> Look:
    """Of a merged case: that which it is part of. Raises NoResultFound for a case that is not there.

    Only with `able` is it known what can be answered, and with `privacy` what everybody can read that they should not.
    """
    found = await rows_of(session, [case_id])
    return the_one(case_id, await looks_of(session, found, able, privacy, admitted))


def the_one(case_id: int, found: Mapping[int, Look]) -> Look:
    """Raises NoResultFound."""
    if case_id not in found:
        raise NoResultFound(f"there is no case {case_id}")
    return found[case_id]


async def looks_of(
    session: AsyncSession,
    found: Mapping[int, Rows],
    able: Able | None,
    privacy: Privacy | None,
    admitted: Admitted,
) -> Mapping[int, Look]:
    """The same of many, of which the rows have been read (`rows_of`)."""
    return {
        number: await look(session, rows.case.merged_into_id, able, privacy, admitted)
        if rows.case.merged_into_id is not None
        else await _look(session, rows, able, privacy, admitted)
        for number, rows in found.items()
    }


async def _look(
    session: AsyncSession, rows: Rows, able: Able | None, privacy: Privacy | None, admitted: Admitted
) -> Look:
    case, there, messages = rows.case, rows.has, rows.said
    case_id = case.id
    incoming = [message for message in messages if message.direction == Direction.IN]
    names = await quoted_names(session, messages)
    mixed, pages = await mixed_in(session, incoming)
    said = [
        replace(said_of(message, case, names, admitted), account=pages.get(message.account_id))
        for message in messages
    ]
    public = [one for one in incoming if one.conversation.kind in PUBLIC]
    exposed = _exposed(public, privacy)
    theirs = answered_first(incoming)
    if rows.before and await has_several(session, case_id):
        theirs = await answered_of(session, case_id, incoming)
    to_answer = {one.conversation_id for one in theirs}
    public = [one for one in public if one.conversation_id in to_answer] or public
    about = theirs[-1].conversation if theirs else await conversation_of(session, case_id, None)
    relation = await relation_of(session, theirs[-1]) if theirs and there.related else None
    answerable = _able_to(theirs, able)
    privately = answerable if theirs[-1:] == public[-1:] else _able_to(public, able)
    view = CaseView(
        case_id=case.id,
        version=case.version,
        number=case.number,
        network=case.account.network,
        account=_account(case.account) if there.other_accounts else None,
        kind=case.kind,
        status=Status(case.status),
        actions=allowed(case),
        opened_at=case.opened_at,
        said=said,
        said_before=rows.before,
        earlier_cases=case.earlier_cases,
        url=_url(incoming, case.account),
        unanswered_since=case.unanswered_since,
        due=rows.standing.due,
        came_back=rows.standing.came_back(case),
        holder=None if case.holder is None else case.holder.name,
        apart=private_home(case, case.holder) is not None,
        closed_at=case.closed_at,
        opens_at=await opens_after(session, case),
        after_close=case.after_close,
        takes_word=bool(theirs) and (theirs[-1].target or {}).get("kind") == HAND,
        no_reply=_no_reply(theirs, answerable, about.post)
        or bars(relation, about.kind)
        or await _used_up(session, theirs, answerable, private=False),
        no_private=_no_private(privately)
        or bars(relation, Kind.MESSAGE)
        or await _used_up(session, public, privately, private=True),
        conditions=_conditions(messages, theirs, answerable),
        changes_at=_changes_at(answerable, privately),
        public=bool(public),
        exposed=tuple(exposed),
        hide=_hide(exposed, able),
        figures=_figures(about.post, incoming),
        shut_out=_shut_out(relation),
        mixed=mixed,
        parts=[one.number for one in await parts_of(session, case_id)] if there.merged else [],
        reopened=case.reopened,
        asked=await asked_in_case(session, case_id) if there.asked else [],
        drafts=await _drafts(
            session,
            case_id,
            None if answerable is None else answerable.files,
            None if privately is None else privately.private_files,
            privacy if public else None,
        )
        if there.drafted
        else [],
        notes=there.notes,
        customer=await _called(session, case, about.identity, there),
        vip=there.vip,
        **await remembered_of(session, case.customer_id) if there.remembered else {},
        customer_url=about.identity.url,
        followers=about.identity.followers,
        city=about.identity.city,
        community=about.identity.external_id.startswith("-"),
        priority=case.priority,
        category=case.category,
        tags=[one.name for one in await tags_of_case(session, case_id)] if there.tagged else [],
        snoozed_until=case.snoozed_until,
        outcome=case.outcome,
        rated=await _rated(session, case_id) if there.rated else None,
        made_by=await _made_by(session, case),
        **_under(about.post),
    )
    return Look(case, view, admitted)


def _account(account: Account) -> str | None:
    """Which of our accounts it is."""
    return None if account.network == HAND else account.title or account.external_id


async def _called(session: AsyncSession, case: Case, identity: CustomerIdentity, there: Has) -> str | None:
    """Whoever is answered; in a merged case not always the one whose case it is."""
    own = identity.customer_id == case.customer_id
    return (there.name if own else await name_of(session, identity.customer_id)) or identity.name


async def _rated(session: AsyncSession, case_id: int) -> Rated | None:
    """The last time that the customer said so."""
    query = (
        select(Survey)
        .join(Message, Message.id == Survey.message_id)
        .where(Message.case_id == case_id, Survey.score.is_not(None))
        .order_by(Survey.id.desc())
        .limit(1)
    )
    found = (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
    if found is None or found.score is None:
        return None
    return Rated(found.asks, found.score, found.word)


async def _made_by(session: AsyncSession, case: Case) -> str | None:
    if case.made_by_id is None:
        return None
    return (await session.get_one(Staff, case.made_by_id)).name


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


def _figures(post: Post | None, incoming: Sequence[Message]) -> Figures | None:
    own = incoming[-1].likes if incoming else None
    if post is None:
        return None if own is None else Figures(own_likes=own)
    return Figures(post.likes, post.comments, post.reposts, post.views, own)


def _shut_out(relation: Relation | None) -> ShutOut | None:
    if relation is None or relation.blocked_at is None:
        return None
    return ShutOut(relation.blocked_by, relation.blocked_until, relation.block_reason)


async def said_between(session: AsyncSession, case_id: int, after: int, upto: int) -> Sequence[Message]:
    """What was said in the case, by ids, oldest first: no more than a message has room for."""
    query = (
        select(Message)
        .where(Message.case_id == case_id, WAS_SAID, Message.id > after, Message.id <= upto)
        .order_by(Message.id)
        .limit(PAGE)
        .options(*PARTS)
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).all()


def _able_to(said: Sequence[Message], able: Able | None) -> Capabilities | None:
    """What can be done now with the last of these; None: it is not known."""
    target = said[-1].target if said else None
    return None if able is None or target is None else able(said[-1].account_id, target)


def _no_reply(incoming: Sequence[Message], able: Capabilities | None, post: Post | None) -> str | None:
    """Of the customer's last words, which an answer would be to."""
    if able is None:
        return None
    closed = post is not None and post.closed_at is not None
    hidden, gone = incoming[-1].hidden_at is not None, incoming[-1].deleted_at is not None
    if why := unanswerable(hidden=hidden, closed=closed, gone=gone):
        return why
    return None if able.reply.supported else able.reply.reason or "why-permission"


def _no_private(able: Capabilities | None) -> str | None:
    """The same of an answer that only the author of the last public words reads."""
    if able is None or able.private.supported:
        return None
    return able.private.reason or "why-permission"


async def _used_up(
    session: AsyncSession, said: Sequence[Message], able: Capabilities | None, *, private: bool
) -> str | None:
    if able is None:
        return None
    return await used_up(session, said[-1].id, able.private if private else able.reply, private=private)


def _conditions(
    messages: Sequence[Message], incoming: Sequence[Message], able: Capabilities | None
) -> Conditions | None:
    if able is None or not able.reply.supported:
        return None
    there = any(one.answers_id == incoming[-1].id and one.key is not None for one in messages)
    found = Conditions(able.reply.expires_at, able.reply.cost, able.reply.replaces and there)
    return None if found == Conditions() else found


def _changes_at(*able: Capabilities | None) -> datetime | None:
    each = [one for both in able if both is not None for one in (both.reply, both.private)]
    return min((one.expires_at for one in each if one.supported and one.expires_at), default=None)


def _exposed(public: Sequence[Message], privacy: Privacy | None) -> Mapping[str, Message]:
    """The sorts of private data that everybody can read, each with the last message that shows it."""
    if privacy is None:
        return {}
    visible = [one for one in public if one.deleted_at is None and one.hidden_at is None]
    return {sort: one for one in visible for sort in privacy.sorts(one.text)}


def _hide(exposed: Mapping[str, Message], able: Able | None) -> Offer | None:
    """To hide the last of what shows it, where the network has such a thing."""
    last = max(exposed.values(), key=lambda one: one.id, default=None)
    if last is None or able is None:
        return None
    hiding = able(last.account_id, last.target or {}).deeds.get(Deed.HIDE)
    if hiding is None:
        return None
    why = None if hiding.supported else hiding.reason or "why-permission"
    return Offer(Ask(Deed.HIDE, last.id), why)


def _url(incoming: Sequence[Message], account: Account) -> str | None:
    return next((message.url for message in reversed(incoming) if message.url), account.url)


async def quoted_names(session: AsyncSession, messages: Sequence[Message]) -> Mapping[str, str]:
    """The names of those whose words are quoted, as far as the desk knows them, by their ids."""
    authors = {one.author for message in messages for one in message.attachments if one.author}
    if not authors:
        return {}
    account = await session.get_one(Account, messages[0].account_id)
    query = select(CustomerIdentity.external_id, CustomerIdentity.name).where(
        CustomerIdentity.desk_id == account.desk_id,
        CustomerIdentity.network == account.network,
        CustomerIdentity.scope.in_(("", account.external_id)),
        CustomerIdentity.external_id.in_(authors),
    )
    known = {number: name for number, name in (await session.execute(query)).all() if name}
    return known | ({f"-{account.external_id}": account.title} if account.title else {})


def said_of(message: Message, case: Case, names: Mapping[str, str], admitted: Admitted = ADMITTED) -> Said:
    """Needs `PARTS` loaded. `names`: of those whose words are quoted, as `quoted_names` gives them."""
    ours = message.direction == Direction.OUT
    after = not ours and case.closed_at is not None and message.received_at > case.closed_at
    before = [one.text for one in message.revisions if one.text.strip() not in ("", message.text.strip())]
    stars = [one.rating for one in message.revisions if one.rating not in (None, message.rating)]
    return Said(
        by=_by(message),
        text=message.text,
        at=message.at,
        name=None if message.staff is None else message.staff.name,
        customer=message.conversation.identity.name,
        kind=message.conversation.kind,
        attachments=[_shown(one, names, None if ours else admitted) for one in message.attachments],
        delivery=None if message.delivery is None else Delivery(message.delivery),
        rating=message.rating,
        rating_was=stars[-1] if stars else None,
        title=message.title,
        replaced=message.replaced_at is not None,
        edited=message.edited_at is not None,
        edits=len(message.revisions),
        was=before[-1] if before else None,
        reattached=any(one.attached for one in message.revisions),
        deleted=message.deleted_at is not None,
        private=message.private,
        read=message.read_at is not None,
        hidden=message.hidden_at is not None,
        liked=message.liked_at is not None,
        unanswered=not ours and message.answered_by_id is None and message.let_go_at is None,
        after_close=after,
        id=message.id,
        failure=message.failure,
        approved_by=None if message.approved_by is None else message.approved_by.name,
        elsewhere=message.elsewhere,
        notice=message.notice,
    )


def _shown(one: Attachment, names: Mapping[str, str], admitted: Admitted | None) -> Shown:
    return Shown(
        one.kind,
        one.url,
        one.title,
        one.seconds,
        one.size,
        text=one.text,
        author=names.get(one.author or ""),
        depth=one.depth,
        brought=one.brought,
        kept_out=None if admitted is None else admitted.kept_out(one.kind, one.title, one.size),
    )


def shown_of(one: Attachment) -> Shown:
    """A file of ours."""
    return _shown(one, {}, None)


def _by(message: Message) -> By:
    if message.direction == Direction.IN:
        return By.CUSTOMER
    if message.automatic:
        return By.NOTICE
    return By.COLLEAGUE if message.staff_id is None else By.DESK


def _why(draft: Draft) -> Why:
    if draft.why == Why.APPROVAL:
        return Why.APPROVAL
    return Why.PRIVATE_DATA if draft.warned and not draft.private else Why(draft.why)


def _rest(draft: Draft, able: Files | None) -> str | None:
    files = [file_of_row(one) for one in draft.attachments]
    misfit = fit(files, able, words=bool(draft.text)).misfit if able is not None else None
    return None if misfit is None else misfit.rest


async def _drafts(
    session: AsyncSession,
    case_id: int,
    able: Files | None,
    privately: Files | None,
    privacy: Privacy | None,
) -> list[Waits]:
    """`privacy`: if everybody can read what goes out openly."""
    author, approver = aliased(Staff), aliased(Staff)
    restored_at = select(Desk.restored_at).join(Case).where(Case.id == case_id).scalar_subquery()
    query = (
        select(Draft, author.name, Department.name, approver.name, Draft.created_at < restored_at)
        .outerjoin(author, author.id == Draft.author_id)
        .outerjoin(approver, approver.id == Draft.approver_id)
        .outerjoin(Escalation, Escalation.id == Draft.escalation_id)
        .outerjoin(Department, Department.id == Escalation.department_id)
        .where(Draft.case_id == case_id, Draft.state == DraftState.WAITING)
        .order_by(Draft.id)
        .options(selectinload(Draft.attachments))
        .execution_options(populate_existing=True)
    )
    return [
        Waits(
            draft.id,
            name,
            _why(draft),
            draft.text,
            department,
            [shown_of(one) for one in draft.attachments],
            _rest(draft, privately if draft.private else able),
            draft.private,
            draft.asked_at,
            asked,
            () if draft.why != Why.APPROVAL or draft.private or not privacy else privacy.sorts(draft.text),
            draft.changes_id is not None,
            bool(forgot) and draft.changes_id is None,
        )
        for draft, name, department, asked, forgot in (await session.execute(query)).all()
    ]
