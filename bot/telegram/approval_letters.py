"""Letters about answers that wait for a colleague's look (`bot/reviews.py` names their outbox rows)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot import reviews
from bot.desk.kinds import LOOK, LOOK_DECIDED, LOOK_WORDS
from bot.desk.lanes import chat_of_row
from bot.desk.parts import Mention
from bot.desk.signature import unsigned
from bot.telegram import approval_prompts
from bot.telegram.letter import Letter
from bot.telegram.letters import MORE, About
from bot.views import shown_of
from storage.models import Draft, DraftState, Message, Staff, Why


async def _draft(about: About) -> tuple[Draft, Staff | None]:
    wanted = about.row.payload["draft"]
    draft = await about.session.get_one(
        Draft, wanted, options=[selectinload(Draft.attachments)], populate_existing=True
    )
    author = None if draft.author_id is None else await about.session.get(Staff, draft.author_id)
    return draft, author


def _author(about: About, author: Staff | None) -> str:
    return about.texts("somebody") if author is None else author.name


async def _mentions(session: AsyncSession, ids: Sequence[int]) -> list[Mention]:
    found = (await session.scalars(select(Staff).where(Staff.id.in_(ids)))).all()
    people = {one.id: one for one in found if one.left_at is None}
    return [(people[one].user_id, people[one].name) for one in ids if one in people]


async def _placed(about: About, letter: Letter, reply_to: int | None = None) -> Letter:
    """In reply to `reply_to`, or to the case's card in the same chat."""
    return replace(letter, reply_to=reply_to or await about.card_message())


def _waits(draft: Draft) -> bool:
    return draft.state == DraftState.WAITING and draft.why == Why.APPROVAL


async def _look(about: About) -> Letter | None:
    draft, author = await _draft(about)
    if not _waits(draft):
        return None
    people = await _mentions(about.session, about.row.payload["to"])
    files = [shown_of(one) for one in draft.attachments]
    who = [] if chat_of_row(about.row) > 0 else people
    drawn = approval_prompts.look(
        about.seen.view,
        draft.id,
        _author(about, author),
        draft.text,
        files,
        who,
        about.texts,
        changes=draft.changes_id is not None,
    )
    letter = about.letter(drawn, "look")
    letter.remember.data = {"draft": draft.id, "version": about.seen.view.version}
    letter.remember.about_id = draft.message_id
    return await _placed(about, letter)


async def _words(about: About) -> Letter | None:
    draft, author = await _draft(about)
    if not _waits(draft):
        return None
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    what = about.row.payload["what"]
    by = (staff.user_id, staff.name)
    name = _author(about, author)
    drawn = approval_prompts.words_wanted(about.seen.view, draft.id, what, by, name, draft.text, about.texts)
    letter = about.letter(drawn, what)
    letter.remember.data, letter.remember.about_id = {"draft": draft.id}, draft.message_id
    return await _placed(about, letter)


async def _decided(about: About) -> Letter | None:
    """In reply to the author's own message, where there is one; else by mention."""
    payload, session = about.row.payload, about.session
    if payload["what"] in ("withdrawn", "undone"):
        return await _withdrawn(about)
    draft, author = await _draft(about)
    chat_id = chat_of_row(about.row)
    wrote = await reviews.wrote_it(session, draft)
    own = draft.source_message_id if wrote and draft.source_chat_id == chat_id else None
    by = await session.get(Staff, draft.decided_by)
    to = [] if own is not None or author is None else [(author.user_id, author.name)]
    changed = payload["what"] == "changed"
    words = (payload.get("text") or await _text(session, payload["message"])) if changed else ""
    name, reason = "" if by is None else by.name, draft.reason
    drawn = approval_prompts.decided(
        about.seen.view, payload["what"], name, to, words, reason, about.texts, own=wrote
    )
    letter = about.letter(drawn, "private" if draft.private else "decided")
    letter.remember.about_id = draft.message_id
    return await _placed(about, letter, own)


async def _text(session: AsyncSession, message_id: int | None) -> str:
    if message_id is None:
        return ""
    message = await session.get_one(Message, message_id)
    return unsigned(message.text, message.signature)


async def _withdrawn(about: About) -> Letter:
    payload = about.row.payload
    by = None if payload["by"] is None else await about.session.get(Staff, payload["by"])
    to = await _mentions(about.session, payload["to"])
    who = "" if by is None else by.name
    if payload["what"] == "undone":
        drawn = approval_prompts.change_undone(about.seen.view, who, to, about.texts)
    else:
        drawn = approval_prompts.decided(about.seen.view, "withdrawn", who, to, "", None, about.texts)
    return await _placed(about, about.letter(drawn, "decided"))


MORE.update({LOOK: _look, LOOK_WORDS: _words, LOOK_DECIDED: _decided})
