"""Swipe-replies between operators and departments: questions, questions back, advice, why something is returned."""

from __future__ import annotations

from bot import escalations
from bot.answers import Queued
from bot.desk.approval import asked
from bot.desk.states import Refused
from bot.drafts import Kept
from bot.drafts import Words as Said
from bot.telegram.people import Here
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words
from bot.telegram.writing import Writing
from storage.models import Draft, Staff
from storage.queries import open_escalations

PROMPTS = ("ask", "asked_back", "asking", "returning")
"""Messages that ask for words: an edit of what somebody wrote to one says nothing again."""


def place_of(place: Here) -> int | None:
    """The department whose place it is; None: a person's own; 0: nobody's of that."""
    if place.private:
        return None
    return 0 if place.department is None else place.department.id


def _words_of(writing: Writing) -> tuple[Staff, str]:
    """Raises Refused for what is no words, or nobody's."""
    if writing.staff is None:
        raise Refused("name-needed")
    if not writing.message.text:
        raise Refused("text-only")
    return writing.staff, writing.text


async def question(writing: Writing) -> Reply:
    """The operator's question to a department. Somebody else's reply to the prompt counts as theirs."""
    staff, text = _words_of(writing)
    now = writing.bench.clock()
    department_id = int(writing.about.data["department"])
    department = await escalations.escalate(writing.session, writing.case_id, department_id, text, staff, now)
    drawn = in_words(writing.texts, "toast-escalated", department=department.name)
    return Reply(whispers=[Whisper(drawn)])


async def answered_back(writing: Writing) -> Reply:
    """An operator answers the department's own question."""
    staff, text = _words_of(writing)
    now, source = writing.bench.clock(), writing.source
    await escalations.answer_back(writing.session, writing.about.escalation_id or 0, text, staff, source, now)
    return NOTHING


async def from_department(writing: Writing) -> Reply | Queued | Kept:
    """What a department says: its own question, a reason, or what the customer should hear."""
    now, place_id = writing.bench.clock(), place_of(writing.place)
    escalation_id = writing.about.escalation_id or await _escalation(writing)
    match writing.about.purpose:
        case "asking":
            staff, text = _words_of(writing)
            await escalations.ask_back(
                writing.session, escalation_id, text, staff, writing.source, now, place_id
            )
            return NOTHING
        case "returning":
            staff, text = _words_of(writing)
            await escalations.give_back(writing.session, escalation_id, text, staff, now, place_id)
            return Reply(whispers=[Whisper(in_words(writing.texts, "toast-given-back"))])
        case _:
            return await _answer(writing, escalation_id, place_id)


async def _answer(writing: Writing, escalation_id: int, place_id: int | None) -> Reply | Queued | Kept:
    if writing.text.startswith("/") and writing.message.media_group_id is None:
        raise Refused("unknown-command")
    if writing.source is None or not (writing.text or writing.files):
        raise Refused("no-such-file")
    # Whoever wants a look first has it: then the operators get what a trusted department says, as advice.
    found = asked(writing.text)
    text = writing.text if found is None else found.text
    if found is not None and not text and not writing.files:
        raise Refused("usage-look")
    words = Said(text, writing.source, files=writing.files, look=found is not None)
    outcome = await escalations.answer(
        writing.session, escalation_id, words, writing.staff, writing.bench.terms(), place_id
    )
    return NOTHING if outcome is None else outcome


async def _escalation(writing: Writing) -> int:
    """A department's message that does not say which question it belongs to: the open one."""
    for one in await open_escalations(writing.session, writing.case_id):
        if writing.place.department is not None and one.department_id == writing.place.department.id:
            return one.id
    raise Refused("nothing-asked")


async def kept(writing: Writing, outcome: Kept) -> Reply | None:
    """A trusted department's words that do not go out as they are: the operators have them. None: an operator's own."""
    draft = await writing.session.get_one(Draft, outcome.draft_id)
    if draft.escalation_id is None:
        return None
    await escalations.show_kept(writing.session, draft, writing.bench.clock())
    why = writing.texts(f"draft-{draft.why.replace('_', '-')}")
    return Reply(whispers=[Whisper(in_words(writing.texts, "kept-by-operators", why=why))])
