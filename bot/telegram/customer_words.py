"""Words about a customer: what asks for them, what is written in reply; and a promise whose day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import customer_views, customers
from bot.customers import Written
from bot.desk.customer_page import day
from bot.desk.kinds import CUSTOMER_WORDS, PROMISE_DUE
from bot.desk.links import message_link
from bot.desk.permissions import Right, permitted, require
from bot.desk.states import Refused
from bot.telegram import customer_prompts as prompts
from bot.telegram.letter import Letter
from bot.telegram.letters import MORE, About
from bot.telegram.replies import OF_PURPOSE
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words
from bot.telegram.writing import Writing
from storage.models import Case, CustomerNote, Staff
from storage.queries import operators_card

PURPOSE = "customer"
"""Of the message that asks for words; its `data` says for which."""


async def _words(about: About) -> Letter:
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    what = about.row.payload["what"]
    drawn = prompts.words_wanted(about.seen.view, what, (staff.user_id, staff.name), about.texts)
    letter = about.letter(drawn, PURPOSE, reply_to=await about.card_message())
    letter.remember.data = {"what": what}
    return letter


async def written(writing: Writing) -> Reply:
    """Somebody else's reply to the prompt counts as theirs. An edit changes what was written."""
    staff = writing.staff
    if staff is None:
        raise Refused("name-needed")
    require(staff.role, Right.CUSTOMERS)
    if not writing.message.text:
        raise Refused("text-only")
    if writing.text.startswith("/") and not writing.text.startswith("//"):
        raise Refused("unknown-command")
    text = writing.text.removeprefix("//").strip()
    match writing.about.data.get("what"):
        case "note":
            await customers.note(
                writing.session, writing.case_id, _said(writing, text), staff, writing.bench.clock()
            )
            return NOTHING
        case "promise":
            return await _promise(writing, text, staff)
        case "name":
            return await _name(writing, text, staff)
        case "tag":
            return await _tag(writing, text, staff)
        case _:
            return await _same(writing, text, staff)


OF_PURPOSE[PURPOSE] = written


def _said(writing: Writing, text: str) -> Written:
    return Written(text, writing.source)


async def _promise(writing: Writing, text: str, staff: Staff) -> Reply:
    """By when it was understood is said: it was found among the words."""
    now = writing.bench.clock()
    kept = await customers.promise(writing.session, writing.case_id, _said(writing, text), staff, now)
    if kept is None:
        return NOTHING
    due: date | None = kept.due_on
    if due is None:
        return Reply(
            whispers=[Whisper(in_words(writing.texts, "promise-noted", words=kept.text), writing.case_id)]
        )
    drawn = in_words(writing.texts, "promise-noted-by", words=kept.text, day=day(due))
    return Reply(whispers=[Whisper(drawn, writing.case_id)])


async def _name(writing: Writing, text: str, staff: Staff) -> Reply:
    now = writing.bench.clock()
    customer = await customers.call(writing.session, writing.case_id, text, staff, now)
    if customer.name is None:
        return Reply(whispers=[Whisper(in_words(writing.texts, "customer-name-off"))])
    drawn = in_words(writing.texts, "customer-name-set", name=customer.name)
    return Reply(whispers=[Whisper(drawn, writing.case_id)])


async def _tag(writing: Writing, text: str, staff: Staff) -> Reply:
    now = writing.bench.clock()
    on = await customers.tag(writing.session, writing.case_id, text, staff, now)
    tags = " ".join(f"#{one}" for one in on)
    return Reply(whispers=[Whisper(in_words(writing.texts, "customer-tags-set", tags=tags))])


async def _same(writing: Writing, text: str, staff: Staff) -> Reply:
    """Who is meant: one is shown beside this one, of several one is picked."""
    session, case_id = writing.session, writing.case_id
    case = await session.get_one(Case, case_id, populate_existing=True)
    found = await customer_views.meant(session, case.desk_id, case.customer_id, text)
    if not found:
        raise Refused("customer-nobody-found", words=text)
    seen = await writing.bench.look(session, case_id)
    if len(found) == 1:
        this, other = await customer_views.both(session, case_id, found[0].id)
        drawn = prompts.side_by_side(this, other, writing.texts)
    else:
        kept = await customer_views.look_at(session, case, staff, writing.bench.clock())
        drawn = prompts.pick_same(kept, found, writing.texts)
    return Reply(whispers=[Whisper(permitted(drawn, staff.role), case_id, seen.view.version)])


async def _promise_due(about: About) -> Letter | None:
    """Nothing where it was kept or deleted meanwhile."""
    note = await about.session.get_one(CustomerNote, about.row.payload["note"], populate_existing=True)
    if note.kept_at is not None or note.deleted_at is not None:
        return None
    to = about.row.payload.get("to")
    staff = None if to is None else await about.session.get(Staff, to)
    chat_id = about.place.chat_id
    card = await operators_card(about.session, about.seen.case.id)
    away = card is not None and card.chat_id not in (None, chat_id)
    url = message_link(card.chat_id or 0, card.message_id) if card is not None and away else None
    mention = None if staff is None or chat_id > 0 else (staff.user_id, staff.name)
    drawn = prompts.promise_due(about.seen.view, note.text, note.id, url, about.texts, mention)
    return replace(about.letter(drawn, PROMISE_DUE), reply_to=await about.card_message())


MORE.update({CUSTOMER_WORDS: _words, PROMISE_DUE: _promise_due})
