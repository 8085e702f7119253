"""Prepared words for a case: offered on `Reply`, found by `/t`, and chosen. Choosing never sends."""

from __future__ import annotations

from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import templates
from bot.bench import Bench
from bot.customer_views import language_of
from bot.desk.finding import PAGE, Pick, best, found
from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.desk.view import Command
from bot.telegram import template_prompts as prompts
from bot.telegram.filters import called
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.reply import Reply, Whisper, plainly
from bot.telegram.writing import Writing
from bot.texts import words_for
from storage.models import Draft, Staff
from storage.models import Message as Said
from storage.talks import next_answered

router = Router(name="templates")

OFFERED = 4


# --- buttons


async def offered(pressing: Pressing) -> list[Whisper]:
    """The best for what the customer wrote; nothing for somebody who has none."""
    usable = await templates.usable(pressing.session, pressing.staff)
    if not usable:
        return []
    said = await next_answered(pressing.session, pressing.data.case)
    speaks = await language_of(pressing.session, said)
    fitting = best(usable, "" if said is None else said.text, OFFERED, speaks)
    view = (await pressing.seen()).view
    drawn = prompts.offered(view, fitting, Pick(0), pressing.texts, more=len(usable) > len(fitting))
    return [pressing.whisper(drawn, version=view.version)]


@command(Command.TEMPLATES)
async def page(pressing: Pressing) -> Reply:
    usable = await templates.usable(pressing.session, pressing.staff)
    view = (await pressing.seen()).view
    drawn = prompts.page(view, usable, Pick.unpack(pressing.data.arg), pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn, version=view.version)], replaces=True)


@command(Command.TEMPLATE)
async def choose(pressing: Pressing) -> Reply:
    pick = Pick.unpack(pressing.data.arg)
    draft = await templates.choose(
        pressing.session,
        pressing.data.case,
        pick.template,
        pressing.staff,
        pressing.bench.terms(),
        about_id=pick.about or None,
        private=pick.private,
    )
    template = await templates.usable_one(pressing.session, pick.template, pressing.staff)
    view = (await pressing.seen()).view
    drawn = prompts.chosen(view, draft.id, template.name, draft.text, pressing.texts)
    toast = pressing.texts("toast-template")
    return Reply(toast=toast, whispers=[pressing.whisper(drawn, version=view.version)], replaces=True)


# --- `/t word`, as a swipe-reply


@router.message(F.reply_to_message, called("t"))
async def find(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, partial(_find, (command.args or "").strip()))


@router.message(called("t"))
async def find_nowhere(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return plainly(words_for(*who), Refused("usage-t"))


async def _find(asked: str, writing: Writing, staff: Staff) -> Reply:
    """One that is found alone is chosen; of several one is picked; without a word, the best are offered."""
    require(staff.role, Action.ANSWER)
    usable = await templates.usable(writing.session, staff)
    if not usable:
        raise Refused("no-templates")
    about, private = writing.about.about_id, writing.about.purpose == "private"
    said = await _said(writing, about)
    speaks = await language_of(writing.session, said)
    hits = found(usable, asked) if asked else best(usable, "" if said is None else said.text, OFFERED, speaks)
    if not hits:
        raise Refused("template-not-found", words=asked)
    if asked and len(hits) == 1:
        terms = writing.bench.terms()
        draft = await templates.choose(
            writing.session, writing.case_id, hits[0].id, staff, terms, about_id=about, private=private
        )
        return await _chosen(writing, draft, hits[0].name)
    pick = Pick(0, about or 0, private)
    view = (await writing.bench.look(writing.session, writing.case_id)).view
    more = len(usable) > len(hits[:PAGE])
    drawn = prompts.offered(view, hits[:PAGE], pick, writing.texts, more=more)
    return Reply(whispers=[Whisper(drawn, writing.case_id, view.version)])


async def _said(writing: Writing, about: int | None) -> Said | None:
    """What will be answered. `about`: that which was swiped."""
    if about is not None:
        return await writing.session.get(Said, about)
    return await next_answered(writing.session, writing.case_id)


async def _chosen(writing: Writing, draft: Draft, name: str) -> Reply:
    view = (await writing.bench.look(writing.session, writing.case_id)).view
    drawn = prompts.chosen(view, draft.id, name, draft.text, writing.texts)
    return Reply(whispers=[Whisper(drawn, writing.case_id, view.version)])
