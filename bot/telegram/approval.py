"""Buttons and commands of answers that wait for a colleague's look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import approval
from bot.approval import Rewritten
from bot.bench import Bench
from bot.desk import approval as rules
from bot.desk.parts import draft_words
from bot.desk.richtext import plain
from bot.desk.states import Refused
from bot.desk.view import Command, Drawn
from bot.drafts import Kept
from bot.telegram import approval_prompts, prompts
from bot.telegram.deeds import edit_leaving
from bot.telegram.pressing import COMMANDS, Pressing, command
from bot.telegram.replies import leaving
from bot.telegram.reply import Reply, Whisper, in_words
from bot.telegram.writing import Writing
from bot.texts import Words
from storage.models import Draft, DraftState, Staff, Why
from storage.queries import bot_message, last_seen


async def approve(pressing: Pressing, *, surely: bool = False) -> Reply:
    """`surely`: they have seen all the words. Else what the card had no room for is shown first."""
    session, data, texts = pressing.session, pressing.data, pressing.texts
    of_letter = await _of_letter(pressing)
    looking = Looking(
        pressing.bench, data.case, data.version, pressing.aloud, of_letter=of_letter, surely=surely
    )
    try:
        return await _approve(session, looking, data.arg, pressing.staff, texts)
    except Rewritten as newer:
        return await _rewritten(pressing, newer.draft_id)


LETTERS = ("look", "decline")
"""Purposes of messages that show words which wait, and no card."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What whoever approves has before them: a card, or (`of_letter`) a message that shows these words alone."""

    bench: Bench
    case_id: int
    version: int
    aloud: Words
    """Of that message, which in a group everybody reads."""
    of_letter: bool
    surely: bool = False


async def _approve(
    session: AsyncSession, looking: Looking, draft_id: int, staff: Staff, texts: Words
) -> Reply:
    """What is said, and what is asked first. Raises Refused, Rewritten."""
    bench, case_id, version = looking.bench, looking.case_id, looking.version
    draft, _, author = await approval.deciding(session, draft_id, staff, case_id)
    view = (await bench.look(session, case_id)).view
    changes = draft.changes_id is not None

    def asks(key: str, sorts: Sequence[str] = ()) -> list[Whisper]:
        drawn = approval_prompts.again(view, draft.id, key, draft.text, texts, sorts=sorts, changes=changes)
        return [Whisper(drawn, case_id, version)]

    room = approval_prompts.WORDS if looking.of_letter else draft_words(view)
    if not looking.surely and len(draft.text) > room:
        return Reply(whispers=asks("look-whole"))
    outcome = await approval.approve(session, draft.id, staff, version, bench.terms(), case_id)
    if isinstance(outcome, Kept):
        return Reply(whispers=asks("look-exposes", outcome.sorts), replaces=True)
    if changes:
        whispers = edit_leaving(bench, outcome, view.network, case_id, version, texts)
        said: tuple[str, dict[str, str]] = ("toast-change-approved", {})
    else:
        whispers = leaving(bench, outcome, case_id, version, texts, own=False)
        said = ("toast-approved", {"name": rules.signs(author, staff).name})
    done = _done(looking.of_letter, looking.aloud(said[0], **said[1]))
    return Reply(toast=texts(said[0], **said[1]), whispers=whispers, replaces=True, redraws=done)


async def _rewritten(pressing: Pressing, draft_id: int) -> Reply:
    """They pressed on words that are gone: the new ones, to decide on."""
    draft = await pressing.session.get_one(Draft, draft_id)
    view = (await pressing.seen()).view
    drawn = approval_prompts.again(
        view,
        draft.id,
        "look-changed-meanwhile",
        draft.text,
        pressing.texts,
        changes=draft.changes_id is not None,
    )
    toast = pressing.texts("toast-words-changed")
    return Reply(toast=toast, alert=True, whispers=[pressing.whisper(drawn)], replaces=True)


async def _of_letter(pressing: Pressing) -> bool:
    """The pressed message is one that shows these words alone, and no card."""
    message = pressing.query.message
    if message is None or not message.message_id:
        return False
    known = await bot_message(pressing.session, message.chat.id, message.message_id)
    return known is not None and known.purpose in LETTERS


def _done(of_letter: bool, toast: str) -> Drawn | None:
    return Drawn(plain(toast).html) if of_letter else None


async def _ask_words(pressing: Pressing, what: str) -> Reply:
    chat = pressing.query.message.chat.id if pressing.query.message is not None else 0
    now, data = pressing.bench.clock(), pressing.data
    try:
        await approval.ask_words(pressing.session, data.arg, pressing.staff, now, data.case, what, chat)
    except Rewritten as newer:
        return await _rewritten(pressing, newer.draft_id)
    return Reply(toast=pressing.texts("toast-say-it", what=what), closes=True)


@command(Command.DECLINE)
async def decline(pressing: Pressing) -> Reply:
    """Asks why. Their own author takes the words back by it."""
    draft, _ = await approval.waiting(pressing.session, pressing.data.arg, pressing.data.case)
    if draft.author_id == pressing.staff.id:
        return await decline_plainly(pressing)
    return await _ask_words(pressing, "decline")


@command(Command.DECLINE_PLAINLY)
async def decline_plainly(pressing: Pressing) -> Reply:
    now, data = pressing.bench.clock(), pressing.data
    draft, _ = await approval.waiting(pressing.session, data.arg, data.case)
    own = draft.author_id == pressing.staff.id
    await approval.decline(pressing.session, data.arg, pressing.staff, None, now, data.case)
    key = "toast-dropped" if own else "toast-declined"
    done = _done(await _of_letter(pressing), pressing.aloud(key))
    return Reply(toast=pressing.texts(key), closes=True, redraws=done)


@command(Command.LOOK)
async def look(pressing: Pressing) -> Reply:
    """An answer that has not left: the message with `Undo` says from now on that it waits."""
    data, terms = pressing.data, pressing.bench.terms()
    kept = await approval.look_first(pressing.session, data.arg, pressing.staff, terms, data.case)
    await pressing.goes_now()
    return await _kept(pressing, kept)


@command(Command.LOOK_DRAFT)
async def look_draft(pressing: Pressing) -> Reply:
    data, now = pressing.data, pressing.bench.clock()
    return await _kept(
        pressing, await approval.ask_look(pressing.session, data.arg, pressing.staff, now, data.case)
    )


async def _kept(pressing: Pressing, kept: Kept) -> Reply:
    drawn = prompts.kept((await pressing.seen()).view, kept, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


COMMANDS[Command.APPROVE] = approve
COMMANDS[Command.APPROVE_SURELY] = partial(approve, surely=True)
COMMANDS[Command.CHANGE] = partial(_ask_words, what="change")


# --- as swipe-replies to the card, for where a private message did not arrive


async def by_command(which: str, args: str, writing: Writing, staff: Staff) -> Reply:
    """`/approve`, `/decline REASON`: of the one answer that waits, or of the one whose letter was swiped."""
    session, case_id = writing.session, writing.case_id
    draft_id = int(writing.about.data.get("draft", 0)) if writing.about.data else 0
    draft_id = draft_id or await _the_one(writing)
    if which == "decline":
        now = writing.bench.clock()
        await approval.decline(session, draft_id, staff, args or None, now, case_id)
        return Reply(whispers=[Whisper(in_words(writing.texts, "toast-declined"))])
    of_letter = writing.about.purpose in LETTERS
    version = await _version_seen(writing)
    looking = Looking(writing.bench, case_id, version, writing.texts, of_letter=of_letter)
    return Reply(whispers=(await _approve(session, looking, draft_id, staff, writing.texts)).whispers)


async def _version_seen(writing: Writing) -> int:
    """Where the case lives elsewhere, nothing of the customer's stands in this chat but the letter that was swiped."""
    at = writing.message
    seen = await last_seen(writing.session, writing.case_id, at.chat.id, at.message_id)
    of_letter = int(writing.about.data.get("version", 0)) if writing.about.data else 0
    return max(of_letter, 0 if seen is None else seen.ordinal or 0)


async def _the_one(writing: Writing) -> int:
    query = select(Draft.id).where(
        Draft.case_id == writing.case_id, Draft.state == DraftState.WAITING, Draft.why == Why.APPROVAL
    )
    found = (await writing.session.scalars(query)).all()
    if len(found) != 1:
        raise Refused("several-wait" if found else "nothing-waits-here")
    return found[0]
