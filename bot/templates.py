"""Prepared words of the desk and of its people: kept, changed, and chosen for an answer.

Choosing never sends: it makes a draft on the case that its author sends by a press, or replaces by writing.
Every function works in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import drafts
from bot.answers import Terms, answerable, check_length, pinned
from bot.desk.opening import week_words
from bot.desk.permissions import Right, may, require
from bot.desk.privacy import PUBLIC
from bot.desk.signature import first_name, signed
from bot.desk.states import Act, Action, Refused, decide
from bot.desk.templates import CASE, HOURS, HOURS_LENGTH, NAME, Definition, filled
from bot.drafts import Words
from bot.record import desk_event, lock
from bot.signing import signature_of
from bot.texts import LANGUAGES, words
from connectors.errors import TooLong
from storage.models import Case, Conversation, Desk, Draft, Message, Staff, Template, Why
from storage.talks import next_answered, public_answered

MOST = 200
"""Of one owner: the desk, or a person."""


async def usable(session: AsyncSession, staff: Staff) -> Sequence[Template]:
    """The desk's and the person's own, by name."""
    theirs = Template.staff_id.is_(None) | (Template.staff_id == staff.id)
    query = select(Template).where(Template.desk_id == staff.desk_id, theirs, Template.deleted_at.is_(None))
    return (await session.scalars(query.order_by(func.lower(Template.name), Template.id))).all()


async def usable_one(session: AsyncSession, template_id: int, staff: Staff) -> Template:
    """Raises Refused: deleted, or somebody else's own."""
    found = await session.get(Template, template_id)
    own = found is not None and found.staff_id in (None, staff.id) and found.desk_id == staff.desk_id
    if found is None or not own or found.deleted_at is not None:
        raise Refused("template-gone")
    return found


def may_change(template: Template, staff: Staff) -> bool:
    return may(staff.role, Right.TEMPLATES if template.staff_id is None else Action.ANSWER)


# --- keeping them


async def create(session: AsyncSession, wanted: Definition, staff: Staff, now: datetime) -> Template:
    """Raises Refused: the role, the name is there already, too many."""
    _check_right(staff, everybodys=wanted.everybodys)
    owner = None if wanted.everybodys else staff.id
    await _check_name(session, wanted.name, owner, staff, 0)
    same_owner = (Template.desk_id == staff.desk_id, Template.staff_id.is_not_distinct_from(owner))
    count = select(func.count()).where(*same_owner, Template.deleted_at.is_(None))
    if (await session.scalar(count) or 0) >= MOST:
        raise Refused("templates-full", limit=MOST)
    template = Template(desk_id=staff.desk_id, staff_id=owner, name=wanted.name, text=wanted.text)
    template.language, template.category = wanted.language, wanted.category
    session.add(template)
    await session.flush()
    _log(session, "template_made", template, staff, now)
    return template


async def change(
    session: AsyncSession, template_id: int, wanted: Definition, staff: Staff, now: datetime
) -> Template:
    """Everything but whose it is. Raises Refused."""
    template = await _locked(session, template_id, staff)
    await _check_name(session, wanted.name, template.staff_id, staff, template.id)
    template.name, template.text = wanted.name, wanted.text
    template.language, template.category = wanted.language, wanted.category
    await session.flush()
    _log(session, "template_changed", template, staff, now)
    return template


async def rewrite(
    session: AsyncSession, template_id: int, text: str, staff: Staff, now: datetime
) -> Template:
    """Its words alone, `checked` already. Raises Refused."""
    template = await _locked(session, template_id, staff)
    template.text = text
    _log(session, "template_changed", template, staff, now)
    return template


async def speak(
    session: AsyncSession, template_id: int, language: str | None, staff: Staff, now: datetime
) -> Template:
    """The language it is in; None: any. Raises Refused."""
    template = await _locked(session, template_id, staff)
    if template.language != language:
        template.language = language
        _log(session, "template_changed", template, staff, now)
    return template


async def delete(session: AsyncSession, template_id: int, staff: Staff, now: datetime) -> Template:
    """Drafts that began with it stay as they are. Raises Refused."""
    template = await _locked(session, template_id, staff)
    template.deleted_at = now
    _log(session, "template_deleted", template, staff, now)
    return template


async def set_hours(
    session: AsyncSession, desk: Desk, hours: str | None, staff: Staff, now: datetime
) -> None:
    """What `{hours}` says; None: nothing. Raises Refused."""
    _check_right(staff, everybodys=True)
    if hours is not None and len(hours) > HOURS_LENGTH:
        raise Refused("hours-too-long", limit=HOURS_LENGTH)
    desk.hours_text = hours
    desk_event(session, desk.id, "hours", at=now, by=staff.id)


def _check_right(staff: Staff, *, everybodys: bool) -> None:
    if everybodys and not may(staff.role, Right.TEMPLATES):
        raise Refused("templates-of-desk")
    require(staff.role, Action.ANSWER)


async def _locked(session: AsyncSession, template_id: int, staff: Staff) -> Template:
    """To be changed by this person."""
    template = await usable_one(session, template_id, staff)
    _check_right(staff, everybodys=template.staff_id is None)
    await session.refresh(template, with_for_update={"key_share": True})
    if template.deleted_at is not None:
        raise Refused("template-gone")
    return template


async def _check_name(session: AsyncSession, name: str, owner: int | None, staff: Staff, but: int) -> None:
    """Of two who take a name at once the unique index stops the later one, who is refused when it is tried again."""
    same = select(Template.id).where(
        Template.desk_id == staff.desk_id,
        Template.staff_id.is_not_distinct_from(owner),
        func.lower(Template.name) == func.lower(name),
        Template.deleted_at.is_(None),
        Template.id != but,
    )
    if await session.scalar(same) is not None:
        raise Refused("template-double", name=name)


def _log(session: AsyncSession, kind: str, template: Template, staff: Staff, now: datetime) -> None:
    desk_event(session, template.desk_id, kind, at=now, by=staff.id, data={"template": template.id})


# --- choosing one


async def choose(
    session: AsyncSession,
    case_id: int,
    template_id: int,
    staff: Staff,
    terms: Terms,
    *,
    about_id: int | None = None,
    private: bool = False,
) -> Draft:
    """Its words for this customer, as a draft that its author alone sends; what they had chosen before is dropped.

    `about_id`: the customer message to answer; None: the last one. Raises Refused for what sending it would, and where
    nothing of it remains or the network does not take so much. That somebody else has the case, the press on `Send` asks.
    """
    case = await lock(session, case_id)
    require(staff.role, Action.ANSWER)
    template = await usable_one(session, template_id, staff)
    decide(case, Act(Action.ANSWER, terms.now, staff.id, confirmed=True))
    if private and about_id is None:
        public = await public_answered(session, case.id, PUBLIC)
        about_id = None if public is None else public.id
    about_id = (await pinned(session, case, Words("", None, about_id, private=private))).about_id
    text = filled(template.text, await _values(session, case, about_id, template.language))
    if not text:
        raise Refused("template-nothing-left", name=template.name)
    words = Words(text, None, about_id, private=private)
    target, able = await answerable(session, case, words, terms)
    try:
        check_length(signed(text, await signature_of(session, target.account_id, staff)), able.reply)
    except TooLong as error:
        raise Refused("template-does-not-fit", limit=error.limit, excess=error.actual - error.limit) from None
    await drafts.put_aside(session, case, staff, terms.now)
    kept = await drafts.keep(session, case, words, staff, Why.TEMPLATE, terms.now)
    draft = await session.get_one(Draft, kept.draft_id)
    draft.template_id, draft.release_by = template.id, staff.id
    return draft


async def _values(
    session: AsyncSession, case: Case, about_id: int | None, language: str | None
) -> dict[str, str | None]:
    """A community has no first name."""
    about = await session.get(Message, about_id) if about_id else await next_answered(session, case.id)
    called = None
    if about is not None:
        query = select(Conversation).where(Conversation.id == about.conversation_id)
        talk = (await session.scalars(query.options(joinedload(Conversation.identity)))).one()
        person = not talk.identity.external_id.startswith("-") and not talk.identity.deactivated
        called = first_name(talk.identity.name) if person else None
    desk = await session.get_one(Desk, case.desk_id)
    return {NAME: called, CASE: str(case.number), HOURS: _hours(desk, language)}


def _hours(desk: Desk, language: str | None) -> str | None:
    """The owner's words, else the week as it is kept, in the template's language if the program speaks it."""
    if desk.hours_text is not None or desk.hours is None:
        return desk.hours_text
    spoken = language if language in LANGUAGES else desk.language
    return week_words(desk.hours, words(spoken))
