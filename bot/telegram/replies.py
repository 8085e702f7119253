"""Swipe-replies to the desk's own messages. Nothing else that people write is ever relayed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from aiogram import F, Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions, albums, amending, answers, approval, deeds, drafts, elsewhere, escalations
from bot.answers import Queued
from bot.bench import Bench
from bot.desk.approval import asked, is_trusted, needs_look
from bot.desk.deeds import Ask
from bot.desk.files import File
from bot.desk.lanes import telegram_lane
from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.drafts import Kept
from bot.drafts import Words as Said
from bot.enclosed import Belongs, album_of, case_of, files_of, is_note
from bot.ghosts import settle_ghost, touched
from bot.hints import same_words
from bot.merged import meant
from bot.outcomes import Source
from bot.recalling import deletable
from bot.telegram import asking, deed_prompts, prompts, wishes
from bot.telegram.callbacks import case_in, may_be_card
from bot.telegram.deeds import edit_leaving
from bot.telegram.people import Here, acting, here, is_anonymous, is_channel, topic_of
from bot.telegram.refusing import without_name, worded
from bot.telegram.reply import NOTHING, WHISPER, NotYet, Reply, Whisper, in_words, plainly
from bot.telegram.writing import NOTE, Writing
from bot.texts import Words, words_for
from connectors.base import Deed
from storage.models import BotMessage, Case, Delivery, Draft, DraftState, Staff, Why
from storage.models import Message as Answer
from storage.queries import bot_message, by_source, draft_by_source, is_bringing, last_draft

QUICK = timedelta(seconds=5)
"""Whoever writes later after all answers what the map has by then, or never had."""

router = Router(name="replies")


@router.message(F.reply_to_message)
async def replied(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    writing = await writing_of(message, session, bench)
    if writing is None and is_channel(message) and _to_ours(message, bench):
        return await without_name(message, session, bench)
    if writing is None:
        return await _follow_astray(message, session, bench)
    return await _to_its_end(writing, _album_or_not(writing))


async def _to_its_end(writing: Writing, work: Awaitable[Reply]) -> Reply:
    try:
        async with writing.session.begin_nested():
            return await work
    except Refused as error:
        return plainly(writing.texts, await worded(writing.session, error, writing.case_id))


@router.message(F.media_group_id)
async def astray(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """One more file of an album, that does not say itself to what it replies."""
    return await _follow_astray(message, session, bench)


async def _follow_astray(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    album = message.media_group_id
    to = None if album is None else await album_of(session, album)
    if to is None or message.from_user is None:
        return NOTHING
    place = await here(session, message.chat.id, topic_of(message), message.from_user.id)
    if place is None or is_anonymous(message) or is_channel(message):
        return NOTHING
    staff = await acting(session, bench.bot, place, message.chat, message.from_user, bench.clock())
    if staff is None:
        return NOTHING
    about = BotMessage(
        chat_id=message.chat.id,
        message_id=0,
        desk_id=place.desk.id,
        case_id=await case_of(session, to),
        purpose="unknown",
    )
    writing = Writing(session, bench, message, place, staff, about, words_for(place.desk, staff))
    return await _to_its_end(writing, _follow(writing, to))


async def _album_or_not(writing: Writing) -> Reply:
    """The first file of an album is sorted, the others follow it."""
    album = writing.message.media_group_id
    if album is None:
        return await _sort(writing)
    if await is_note(writing.session, album):
        return NOTHING
    to = await album_of(writing.session, album)
    return await _sort(writing) if to is None else await _follow(writing, to)


async def _follow(writing: Writing, to: Belongs) -> Reply:
    """One more file of an album. A caption that is a note makes a note of the whole."""
    session, about_id = writing.session, writing.about.about_id
    if writing.text.startswith(NOTE):
        if to.message_id is not None:
            await amending.take_back(session, to.message_id, writing.staff, writing.bench.clock())
            return await _note(writing)
        return NOTHING
    said = Said(writing.text, writing.source, about_id, files=writing.files)
    outcome = await albums.join(session, to, said, writing.staff, writing.bench.terms())
    return NOTHING if outcome is None else await told(writing, outcome)


async def writing_of(message: Message, session: AsyncSession, bench: Bench) -> Writing | None:
    """None: not a reply to a message of ours in a bound chat."""
    swiped = message.reply_to_message
    if swiped is None or message.from_user is None or not _to_ours(message, bench):
        return None
    if is_channel(message) or (message.from_user.is_bot and not is_anonymous(message)):
        return None
    # In a topic whatever is no reply comes as one to the message that opened the topic; that may be ours.
    if swiped.forum_topic_created is not None or _is_for_another_bot(message, bench.username):
        return None
    place = await here(session, message.chat.id, topic_of(message), message.from_user.id)
    if place is None:
        return None
    staff = None
    if not is_anonymous(message):
        staff = await acting(session, bench.bot, place, message.chat, message.from_user, bench.clock())
        if staff is None:
            return None
    about = await _about(session, bench, message, swiped, place)
    about = await meant(session, about, message.chat.id, message.message_id or None)
    return Writing(session, bench, message, place, staff, about, words_for(place.desk, staff))


def _to_ours(message: Message, bench: Bench) -> bool:
    swiped = message.reply_to_message
    return swiped is not None and swiped.from_user is not None and swiped.from_user.id == bench.bot.id


def _is_for_another_bot(message: Message, username: str) -> bool:
    """`/claim@somebody_else`."""
    first = (message.text or "").split(maxsplit=1)[0] if message.text else ""
    command, _, addressee = first.partition("@")
    return command.startswith("/") and bool(addressee) and addressee.casefold() != username.casefold()


async def _about(
    session: AsyncSession, bench: Bench, message: Message, swiped: Message, place: Here
) -> BotMessage:
    """What the swiped message is: from the map, else from the case in its buttons; else nothing we know."""
    known = await bot_message(session, message.chat.id, swiped.message_id)
    if known is not None:
        return known
    only_seen = swiped.ephemeral_message_id is not None
    is_card = may_be_card(swiped) and not only_seen
    if not only_seen and (place.private or not is_card):
        await _wait_for_map(session, bench, message)
    case_id = case_in(swiped.reply_markup)
    here = (message.chat.id, swiped.message_id)
    it = None if case_id is None else await touched(session, place.desk, case_id, *here)
    if it is None:
        case_id = None  # of a time that a restored desk does not remember
    else:
        await settle_ghost(session, it, bench.clock(), may_be_card=is_card)
    # Told of meanwhile, by the courier or by the ghost.
    known = await bot_message(session, message.chat.id, swiped.message_id)
    if known is not None:
        return known
    # Of what is no card nobody knows what it asks for: words are kept, and their author says where they go.
    purpose = "unknown" if is_card and not place.private else WHISPER
    return BotMessage(
        chat_id=message.chat.id, message_id=0, desk_id=place.desk.id, case_id=case_id, purpose=purpose
    )


async def _wait_for_map(session: AsyncSession, bench: Bench, message: Message) -> None:
    """Whoever is quick answers what Telegram shows and has not told us yet that it does. Raises NotYet."""
    quick = bench.clock() - message.date < QUICK
    if quick and await is_bringing(session, telegram_lane(message.chat.id)):
        raise NotYet


OF_PURPOSE: dict[str, Callable[[Writing], Awaitable[Reply]]] = {}
"""Who takes what is written in reply to messages of ours that are about no case, by their purpose."""


OF_CASE: dict[str, Callable[[Writing], Awaitable[Reply]]] = {}
"""The same of messages that ask for words about a case. A note is a note there too."""

AFTER_NOTE: list[Callable[[Writing], Awaitable[Reply]]] = []
"""What becomes of the words of a note besides."""


async def _sort(writing: Writing) -> Reply:
    """To whom the words go."""
    if (taken := OF_PURPOSE.get(writing.about.purpose)) is not None:
        return await taken(writing)
    if writing.about.case_id is None:
        return _unknown(writing)
    if (await writing.session.get_one(Case, writing.about.case_id)).erased_at is not None:
        raise Refused("erased")
    if writing.text.startswith(NOTE):
        return await _note(writing)
    if (taken := OF_CASE.get(writing.about.purpose)) is not None:
        return await taken(writing)
    if writing.about.purpose == WHISPER:
        return await _answer(writing, Why.EPHEMERAL)
    if writing.about.purpose == "asked_back":
        return await asking.answered_back(writing)
    if writing.place.department is not None or writing.about.escalation_id is not None:
        said = await asking.from_department(writing)
        return said if isinstance(said, Reply) else await told(writing, said)
    if writing.about.purpose == "ask":
        return await asking.question(writing)
    if writing.about.purpose == "decline":
        return await wishes.decline(writing)
    return await _answer(writing, None)


def _unknown(writing: Writing) -> Reply:
    """A reply to a notice or to words that only one sees: nothing is sent anywhere, and that is said."""
    return Reply(whispers=[Whisper(in_words(writing.texts, "swipe-the-card"))])


async def _note(writing: Writing) -> Reply:
    text = writing.text.removeprefix(NOTE).strip()
    if not text:
        raise Refused("empty-note")
    await actions.note(
        writing.session,
        writing.case_id,
        text,
        writing.staff,
        writing.source,
        writing.bench.clock(),
        writing.message.media_group_id,
    )
    said = [await one(writing) for one in AFTER_NOTE]
    return Reply(whispers=[whisper for reply in said for whisper in reply.whispers])


async def _answer(writing: Writing, why: Why | None) -> Reply:
    """The customer's answer, with what is attached to it."""
    if writing.text.startswith("/"):
        if writing.message.media_group_id is None:
            raise Refused("unknown-command")
        # Refused, its other files would come as an answer of their own.
        why = why or Why.ATTACHMENT
    said = await wishes.words_of(writing, why)
    if await elsewhere.takes_word(writing.session, writing.case_id, said):
        now = writing.bench.clock()
        kept = await elsewhere.keep(writing.session, writing.case_id, said, writing.staff, now)
        return await told(writing, kept)
    instead = await wishes.instead_of(writing)
    if instead is not None and instead.changes_id is not None:
        changed = await wishes.changes(writing, instead, instead.changes_id, said)
        return await _told_change(writing, changed)
    if instead is not None:
        said = replace(said, private=instead.private, confirmed=True)
    terms = writing.bench.terms()
    outcome = await answers.answer(writing.session, writing.case_id, said, writing.staff, terms)
    await wishes.makes_up(writing, outcome, instead)
    return await told(writing, outcome)


async def told(writing: Writing, outcome: Queued | Kept) -> Reply:
    """What the author hears of it, privately. An anonymous author cannot be whispered to: the card tells."""
    if isinstance(outcome, Kept):
        if by_department := await asking.kept(writing, outcome):
            return by_department
        seen = await writing.bench.look(writing.session, writing.case_id)
        kept = prompts.kept(seen.view, outcome, writing.texts)
        case_id, version = seen.case.id, seen.view.version
        return NOTHING if writing.staff is None else Reply(whispers=[Whisper(kept, case_id, version)])
    hints = await hinted(writing.session, writing.staff, writing.bench, writing.texts)
    answer = await writing.session.get_one(Answer, outcome.message_id)
    case = await writing.session.get_one(Case, answer.case_id)
    own = answer.escalation_id is None
    return Reply(
        whispers=[*leaving(writing.bench, outcome, case.id, case.version, writing.texts, own=own), *hints]
    )


async def hinted(session: AsyncSession, staff: Staff | None, bench: Bench, texts: Words) -> list[Whisper]:
    """What the author of an answer may want to know when it has been given."""
    customers = 0 if staff is None else await same_words(session, staff, bench.clock())
    return [Whisper(in_words(texts, "hint-same-words", count=customers))] if customers else []


def leaving(
    bench: Bench, queued: Queued, case_id: int, version: int, texts: Words, *, own: bool = True
) -> list[Whisper]:
    """That it leaves soon, with `Undo`; put away when it has left. Nothing where it leaves at once."""
    seconds = int(bench.undo.total_seconds())
    if seconds == 0:
        return []
    drawn = prompts.leaving(seconds, queued.message_id, texts, queued.price, own=own)
    return [Whisper(drawn, case_id, version, gone_at=queued.leaves_at)]


# --- edits


@router.edited_message(F.reply_to_message)
async def edited(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """An operator corrects a reply: within the time for taking back it changes what is sent."""
    writing = await writing_of(message, session, bench)
    if writing is None or writing.source is None:
        return NOTHING
    try:
        async with session.begin_nested():
            return await _edit(writing, writing.source)
    except Refused as error:
        return plainly(writing.texts, error)


async def _edit(writing: Writing, source: Source) -> Reply:
    session, bench, text = writing.session, writing.bench, writing.text
    if writing.staff is not None:
        require(writing.staff.role, Action.NOTE)
    note = await actions.note_by_source(session, source)
    if note is not None:
        note.text = text.removeprefix(NOTE).strip() or note.text
        return NOTHING
    draft = await draft_by_source(session, source.chat_id, source.message_id)
    if draft is not None:
        return await _edit_draft(writing, source)
    answer = await by_source(session, source.chat_id, source.message_id)
    if answer is None:
        return await _edit_refused(writing, source)
    if answer.elsewhere is not None:
        return await _edit_told(writing, answer)
    if text.startswith(NOTE):
        if answer.delivery == Delivery.SENT:
            return await _delete_sent(writing, answer)
        await amending.take_back(session, answer.id, writing.staff, bench.clock())
        return await _note(writing)
    wish = await wishes.wish_of(session, writing.place.desk.id, writing.message, writing.staff)
    if answer.delivery == Delivery.SENT:
        return await _edit_sent(writing, answer, wish)
    if wish.look and answer.delivery in (Delivery.WAITING, Delivery.FAILED):
        return await _edit_to_look(writing, answer, wish)
    failed = answer.delivery == Delivery.FAILED
    kept = await amending.amend(session, answer.id, wish.text, bench.terms(), writing.staff, writing.file)
    if kept is None:
        return _retry_sends(writing) if failed else NOTHING
    return await told(writing, kept)


async def _edit_told(writing: Writing, answer: Answer) -> Reply:
    """What the customer was told elsewhere: other words for it, or it was not so."""
    if writing.staff is None:
        raise Refused("name-needed")
    now = writing.bench.clock()
    if writing.text.startswith(NOTE):
        await elsewhere.take_back(writing.session, answer.id, writing.staff, now)
        return await _note(writing)
    await elsewhere.restate(writing.session, answer.id, writing.text, writing.staff, now)
    return NOTHING


def _retry_sends(writing: Writing) -> Reply:
    """It had failed, and waits for a press."""
    return Reply(whispers=[Whisper(in_words(writing.texts, "restated-failed"))])


async def _edit_to_look(writing: Writing, answer: Answer, wish: wishes.Wish) -> Reply:
    """It has not left, and now a colleague shall look first."""
    terms = writing.bench.terms()
    kept = await approval.look_first(
        writing.session,
        answer.id,
        writing.staff,
        terms,
        text=wish.text,
        approver_id=wish.approver_id,
    )
    return await told(writing, kept)


async def _edit_sent(writing: Writing, answer: Answer, wish: wishes.Wish) -> Reply:
    """It has gone out: changed at the customer too, where the network lets us, unless undone in time; or a colleague
    looks at the change first.
    """
    session, terms, staff = writing.session, writing.bench.terms(), writing.staff
    if staff is not None:
        must = needs_look(staff.role) and not is_trusted(staff, answer.staff_id, answer.escalation_id)
        if must or wish.look:
            source, who = writing.source, wish.approver_id
            kept = await deeds.ask_edit(session, answer.id, wish.text, staff, source, terms, who)
            return await _told_change(writing, kept)
    return await _told_change(writing, await deeds.edit(session, answer.id, wish.text, staff, terms))


async def _told_change(writing: Writing, outcome: Queued | Kept | None) -> Reply:
    """What the author of a change hears of it; nothing where nothing new is on its way."""
    if outcome is None:
        return NOTHING
    if isinstance(outcome, Kept):
        return await told(writing, outcome)
    bench, case_id = writing.bench, writing.case_id
    view = (await bench.look(writing.session, case_id)).view
    return Reply(whispers=edit_leaving(bench, outcome, view.network, case_id, view.version, writing.texts))


async def _delete_sent(writing: Writing, answer: Answer) -> Reply:
    """Taken back when it has gone out: deleted at the customer after a second tap, where the network lets us."""
    bench, texts = writing.bench, writing.texts
    if not await deletable(writing.session, answer, writing.staff, bench.terms()):
        return Reply(whispers=[Whisper(in_words(texts, "toast-deed-so"))])
    seen = await bench.look(writing.session, answer.case_id)
    deletion = Ask(Deed.DELETE, answer.id)
    return Reply(
        whispers=[
            Whisper(
                deed_prompts.surely(seen.view, deletion, answer.text, texts),
                answer.case_id,
                seen.view.version,
            )
        ]
    )


async def _edit_refused(writing: Writing, source: Source) -> Reply:
    """It became nothing when it was written (an empty note, a photo without words), or a colleague said no to it:
    weighed now that it says something else.
    """
    before = await last_draft(writing.session, source.chat_id, source.message_id)
    if writing.about.purpose == "decline" or writing.about.purpose in asking.PROMPTS:
        return NOTHING
    if before is None:
        return await _album_or_not(writing)
    if before.state == DraftState.DECLINED:
        rest = await _rest_of(writing, before, source)
        return await _sort(replace(writing, rest=rest, private=before.private))
    if before.decided_by is not None:
        await approval.waiting(writing.session, before.id, before.case_id)
    return NOTHING


async def _edit_draft(writing: Writing, source: Source) -> Reply:
    """A kept text was rewritten: it is weighed anew, as if it had been written now."""
    draft = await draft_by_source(writing.session, source.chat_id, source.message_id)
    if draft is None:
        return NOTHING
    if draft.why == Why.ADVICE:
        found = asked(writing.text)
        text = (writing.text if found is None else found.text) or draft.text
        await escalations.rewrite_advice(writing.session, draft, text, writing.bench.clock())
        return NOTHING
    rest = await _rest_of(writing, draft, source)
    try:
        await drafts.replace(writing.session, draft.id, draft.case_id, writing.bench.clock())
    except Refused:
        # A press settled it in this very moment: it is an answer by now, or nothing.
        return await _edit(writing, source)
    if draft.changes_id is not None and not writing.text.startswith(NOTE):
        desk_id, answer = writing.place.desk.id, await writing.session.get_one(Answer, draft.changes_id)
        wish = await wishes.wish_of(writing.session, desk_id, writing.message, writing.staff)
        anew = replace(wish, look=True, approver_id=wish.approver_id or draft.approver_id)
        return await _edit_sent(writing, answer, anew)
    look, who = draft.why == Why.APPROVAL, draft.approver_id
    return await _sort(
        replace(writing, rest=rest, look=look, approver_id=who if look else None, private=draft.private)
    )


async def _rest_of(writing: Writing, draft: Draft, source: Source) -> tuple[File, ...]:
    """The other files of its album."""
    files = await files_of(writing.session, Belongs(draft_id=draft.id))
    return tuple(one for one in files if one.source_message_id != source.message_id)
