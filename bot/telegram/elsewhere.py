"""`Answered elsewhere`: by what, then a word of what was said, or none. And the same as a command, `/answered`."""

from __future__ import annotations

from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import elsewhere
from bot.bench import Bench
from bot.desk import ways
from bot.desk.elsewhere import noted, picker
from bot.desk.kinds import ELSEWHERE
from bot.desk.lanes import telegram_lane
from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.desk.view import Command, Drawn
from bot.drafts import Words as Said
from bot.telegram.filters import called
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.replies import OF_CASE
from bot.telegram.reply import Reply, Whisper, in_words
from bot.telegram.writing import Writing
from bot.texts import words_for
from storage.models import Elsewhere, Staff
from storage.queries import bot_message

router = Router(name="elsewhere")


@command(Command.ELSEWHERE)
async def pick(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    return Reply(whispers=[pressing.whisper(picker(seen.view, pressing.texts), version=seen.view.version)])


@command(Command.ELSEWHERE_BY)
async def ask(pressing: Pressing) -> Reply:
    """The words come as a message: they are asked for by one, which is answered by a swipe."""
    way, _ = _way(pressing)
    desk, now = pressing.place.desk, pressing.bench.clock()
    lane = pressing.private_lane or (None if desk.chat_id is None else telegram_lane(desk.chat_id))
    await elsewhere.ask(pressing.session, pressing.data.case, way, pressing.staff, lane, now)
    return Reply(closes=True)


@command(Command.ELSEWHERE_NOW)
async def now_(pressing: Pressing) -> Reply:
    """Without words, by the button of the message that asks for them."""
    way, _ = _way(pressing)
    now, version = pressing.bench.clock(), pressing.data.version
    said = Said("", None, await _about(pressing))
    answer = await elsewhere.answered(
        pressing.session, pressing.data.case, way, said, pressing.staff, now, version
    )
    view = (await pressing.seen()).view
    told, aloud = (noted(view, way, answer.id, say) for say in (pressing.texts, pressing.aloud))
    return Reply(
        toast=pressing.texts("toast-elsewhere"),
        whispers=[pressing.whisper(told, version=view.version)],
        redraws=Drawn(aloud.html),
    )


def _way(pressing: Pressing) -> tuple[Elsewhere, int]:
    """Raises Refused for what no button of ours carries."""
    try:
        return ways.unpack(pressing.data.arg)
    except IndexError:
        raise Refused("draft-gone") from None


async def _about(pressing: Pressing) -> int | None:
    """Whose words the message asks about."""
    message = pressing.query.message
    asks = message and await bot_message(pressing.session, message.chat.id, message.message_id)
    return asks.about_id if asks else None


@command(Command.ELSEWHERE_DRAFT)
async def told_draft(pressing: Pressing) -> Reply:
    way, draft_id = _way(pressing)
    await elsewhere.told_draft(
        pressing.session,
        draft_id,
        way,
        pressing.staff,
        pressing.data.case,
        pressing.data.version,
        pressing.bench.clock(),
    )
    return Reply(toast=pressing.texts("toast-elsewhere"), closes=True)


@command(Command.ELSEWHERE_UNDO)
async def undo(pressing: Pressing) -> Reply:
    data, now = pressing.data, pressing.bench.clock()
    await elsewhere.take_back(pressing.session, data.arg, pressing.staff, now, data.case)
    return Reply(toast=pressing.texts("elsewhere-taken-back"), closes=True)


async def words_for_prompt(writing: Writing) -> Reply:
    """A swipe-reply to the message that asks. Anybody's: it says what the customer was told."""
    if writing.staff is None:
        raise Refused("name-needed")
    return await _write_down(writing, writing.staff, Elsewhere(writing.about.data["way"]), writing.text)


OF_CASE[ELSEWHERE] = words_for_prompt


@router.message(F.reply_to_message, called("answered"))
async def answered(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/answered phone He comes on Friday`, as a reply to a card."""
    return await on_card(message, session, bench, partial(_answered, command.args or ""))


@router.message(called("answered"))
async def nowhere(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return Reply(whispers=[Whisper(in_words(words_for(*who), "usage-answered"))])


async def _answered(args: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.ANSWER)
    return await _write_down(writing, staff, *ways.read(args))


async def _write_down(writing: Writing, staff: Staff, way: Elsewhere, text: str) -> Reply:
    session, now = writing.session, writing.bench.clock()
    said = Said(text, writing.source, writing.about.about_id, files=writing.files)
    answer = await elsewhere.answered(session, writing.case_id, way, said, staff, now)
    view = (await writing.bench.look(session, writing.case_id)).view
    drawn = noted(view, way, answer.id, writing.texts)
    return Reply(whispers=[Whisper(drawn, writing.case_id, view.version)])
