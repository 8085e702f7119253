"""What a person of the desk looks up: what waits, what is theirs, one case."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import show_again, show_privately
from bot.bench import Bench
from bot.desk.links import message_link
from bot.desk.parts import number as numbered
from bot.desk.permissions import Right, denied, may
from bot.desk.richtext import Rich, bold, fill, link, plain
from bot.desk.states import Refused
from bot.desk.view import Drawn
from bot.due import due_in
from bot.telegram import prompts
from bot.telegram.filters import called
from bot.telegram.narrowing import narrowed
from bot.telegram.people import asking, asking_by_name
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.texts import tongues, words_for
from bot.views import look
from storage.models import Case, Desk, Staff
from storage.queries import asked_in, case_by_number, held_by, names_in, open_for, operators_card

router = Router(name="looking")

QUEUE_SHOWS = 15
MINE_SHOWS = 30


@router.message(called("queue"))
async def queue(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """What waits for us, the most urgent first, then by when it falls due. `/queue #xxl`, `/queue problem`, `/queue
    urgent`: of that sort.
    """
    who = await asking(session, bench.bot, message, bench.clock())
    if who is None:
        return NOTHING
    desk, texts = who[0], words_for(*who)
    if who[1] is not None and not may(who[1].role, Right.LOOK):
        return plainly(texts, denied(who[1].role, Right.LOOK))
    try:
        only = await narrowed(session, desk.id, (command.args or "").strip(), *tongues(*who))
    except Refused as error:
        return plainly(texts, error)
    total, cases = await open_for(session, desk.id, QUEUE_SHOWS, *only.which)
    ids = [case.id for case in cases]
    names, due = await names_in(session, ids), await due_in(session, ids)
    waiting = [
        prompts.Waits(
            await _case_link(session, case),
            names.get(case.id),
            case.unanswered_since or case.opened_at,
            None if case.holder is None else case.holder.name,
            case.priority,
            due.get(case.id),
        )
        for case in cases
    ]
    return Reply(whispers=[Whisper(prompts.queue(total, waiting, texts, only=only.words), names=True)])


async def _case_link(session: AsyncSession, case: Case) -> Rich:
    card = await operators_card(session, case.id)
    label = f"#{case.number}"
    if card is None or card.chat_id is None:
        return plain(label)
    return link(label, message_link(card.chat_id, card.message_id))


@router.message(called("mine"))
async def mine(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """What the person has, by when it falls due. Nobody else sees it."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    if not may(who[1].role, Right.LOOK):
        return plainly(words_for(*who), denied(who[1].role, Right.LOOK))
    total, cases = await held_by(session, who[1].id, MINE_SHOWS)
    ids = [case.id for case in cases]
    names, departments = await names_in(session, ids), await asked_in(session, ids)
    due = await due_in(session, ids)
    held = [
        prompts.Held(
            await _case_link(session, case),
            names.get(case.id),
            case.kind,
            case.status,
            case.unanswered_since,
            departments.get(case.id, ()),
            case.priority,
            case.snoozed_until,
            due.get(case.id),
        )
        for case in cases
    ]
    return Reply(whispers=[Whisper(prompts.mine(total, held, words_for(*who)), names=True)])


@router.message(called("case"))
async def case_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """The card anew, in the operators' group or where the person works on it; elsewhere, the way to it."""
    who = await asking(session, bench.bot, message, bench.clock())
    if who is None:
        return NOTHING
    desk, texts = who[0], words_for(*who)
    if who[1] is not None and not may(who[1].role, Right.LOOK):
        return plainly(texts, denied(who[1].role, Right.LOOK))
    asked = (command.args or "").strip().lstrip("#№")
    if not asked.isdecimal() or len(asked) > 18:
        return Reply(whispers=[Whisper(in_words(texts, "usage-case"))])
    case = await case_by_number(session, desk.id, int(asked))
    if case is None:
        return Reply(
            whispers=[Whisper(in_words(texts, "no-such-case", number=int(asked), last=desk.case_count))]
        )
    return await bring(session, desk, who[1], case, message.chat.id, bench.clock())


async def bring(
    session: AsyncSession, desk: Desk, staff: Staff | None, case: Case, chat_id: int, now: datetime
) -> Reply:
    """The card anew in this chat, if it belongs there; else the way to it."""
    if chat_id == desk.chat_id:
        await show_again(session, case.id, now)
        return NOTHING
    own = staff is not None and chat_id == staff.user_id
    if own and staff is not None and await show_privately(session, case.id, staff, now):
        return NOTHING
    texts, seen = words_for(desk, staff), await look(session, case.id)
    here = await _case_link(session, seen.case)
    head = fill(texts, "case-is-here", case=bold(numbered(seen.view)), here=here)
    return Reply(whispers=[Whisper(Drawn(head.html))])
