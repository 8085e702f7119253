"""`/undo` and `/edit`, as swipe-replies to a card: our last answer taken back or put in other words, before it left and
after. The same as editing one's own message and as `More`, for answers that were no message, and for where a private
message did not arrive.
"""

from __future__ import annotations

from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import recalling
from bot.answers import Queued
from bot.bench import Bench
from bot.desk.keyboards import network
from bot.desk.states import Refused
from bot.drafts import Kept
from bot.telegram.deeds import edit_leaving
from bot.telegram.filters import called
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.refusing import without_name
from bot.telegram.replies import told
from bot.telegram.reply import Reply, Whisper, in_words, plainly
from bot.telegram.writing import Writing
from bot.texts import words_for
from storage.models import Delivery, Draft, Staff

router = Router(name="own answers")


@router.message(F.reply_to_message, called("undo"))
async def undo(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, _undo)


@router.message(F.reply_to_message, called("edit"))
async def edit(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/edit NEW WORDS`."""
    return await on_card(message, session, bench, partial(_edit, (command.args or "").strip()))


@router.message(called("undo", "edit"))
async def nowhere(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return plainly(words_for(*who), Refused("usage-edit"))


async def _undo(writing: Writing, staff: Staff) -> Reply:
    """Whoever types it means it: no second tap is asked for."""
    terms = writing.bench.terms()
    answer = await recalling.withdraw(writing.session, writing.case_id, staff, terms)
    if answer is None:
        return Reply(whispers=[Whisper(in_words(writing.texts, "toast-deed-so"))])
    if isinstance(answer, Draft):
        return Reply(whispers=[Whisper(in_words(writing.texts, "toast-dropped"))])
    if answer.elsewhere is not None:
        return Reply(whispers=[Whisper(in_words(writing.texts, "elsewhere-taken-back"))])
    if answer.delivery == Delivery.TAKEN_BACK:
        return Reply(whispers=[Whisper(in_words(writing.texts, "toast-taken-back"))])
    view = (await writing.bench.look(writing.session, writing.case_id)).view
    name = network(view, writing.texts)
    return Reply(whispers=[Whisper(in_words(writing.texts, "deleting-answer", network=name))])


async def _edit(text: str, writing: Writing, staff: Staff) -> Reply:
    if not text:
        raise Refused("usage-edit")
    bench, texts = writing.bench, writing.texts
    answer, outcome = await recalling.restate(writing.session, writing.case_id, text, staff, bench.terms())
    if isinstance(outcome, Kept):
        return await told(writing, outcome)
    if not isinstance(outcome, Queued):
        failed = answer.delivery == Delivery.FAILED
        return Reply(whispers=[Whisper(in_words(texts, "restated-failed" if failed else "restated"))])
    view = (await bench.look(writing.session, writing.case_id)).view
    return Reply(whispers=edit_leaving(bench, outcome, view.network, writing.case_id, view.version, texts))
