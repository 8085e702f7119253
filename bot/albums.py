"""Files sent together come as messages of their own, perhaps in different polls: they are collected into one answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import amending, answers
from bot.answers import ALBUM_WAIT, SETTLES, Queued, Terms
from bot.asked import bring_file
from bot.byhand import one_more_file
from bot.desk.files import File
from bot.desk.lanes import Urgency
from bot.desk.signature import signed, unsigned
from bot.desk.states import Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, attach, exchange, files_of
from bot.record import lock, want_card
from storage.models import (
    Attachment,
    Case,
    Delivery,
    Direction,
    Draft,
    DraftState,
    Message,
    Outbox,
    RowState,
    Staff,
)


async def join(
    session: AsyncSession, to: Belongs, words: Words, staff: Staff | None, terms: Terms
) -> Queued | Kept | None:
    """One more file of an album whose first ones belong to `to`. None: it goes with them, or with nothing any more.

    What comes when the others have left already is an answer of its own, private as they were. The same file twice is
    one.
    """
    (file,) = words.files
    if to.draft_id is not None:
        await _join_draft(session, to.draft_id, file, words.text, terms)
        return None
    told = await session.get(Message, to.message_id or 0)
    if told is not None and (told.direction == Direction.IN or told.elsewhere is not None):
        # It goes nowhere: it is part of what a customer said or heard elsewhere.
        if not await _has(session, to, file) and words.source is not None:
            await one_more_file(session, told.id, file, words.source.chat_id, terms.now)
        return None
    message, case, row = await amending.lock_answer(session, to.message_id or 0, None)
    if message.delivery == Delivery.TAKEN_BACK:
        return None
    if row.state == RowState.PENDING and message.delivery == Delivery.WAITING:
        return await _join_answer(session, case, message, row, file, words.text, terms, staff)
    if await _has(session, to, file):
        raise Refused("too-late-to-change")
    if message.private:
        words = replace(words, about_id=message.answers_id, private=True)
    words = replace(words, escalation_id=message.escalation_id)
    return await answers.answer(session, case.id, words, staff, terms)


async def _join_answer(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    file: File,
    text: str,
    terms: Terms,
    staff: Staff | None,
) -> Kept | None:
    said = unsigned(message.text, message.signature)
    if await _has(session, Belongs(message_id=message.id), file):
        _only_the_file(text)
        await exchange(session, Belongs(message_id=message.id), file)
    else:
        attach(session, Belongs(message_id=message.id), (file,))
        await session.flush()
        said = "\n".join(part for part in (said, text) if part)
    kept = await amending.recheck(session, case, message, row, said, terms, staff)
    if kept is not None:
        return kept
    message.text = signed(said, message.signature)
    row.not_before = max(row.not_before, terms.now + ALBUM_WAIT)
    await want_card(session, case, Urgency.ACT, row.not_before + SETTLES)
    return None


async def _join_draft(session: AsyncSession, draft_id: int, file: File, text: str, terms: Terms) -> None:
    draft = await session.get_one(Draft, draft_id)
    case = await lock(session, draft.case_id)
    await session.refresh(draft)
    if draft.state != DraftState.WAITING:
        return
    # Whoever approves shall have seen it: for a moment they cannot (`approval.approve`).
    draft.created_at = terms.now
    if await _has(session, Belongs(draft_id=draft.id), file):
        _only_the_file(text)
        await exchange(session, Belongs(draft_id=draft.id), file)
    else:
        attach(session, Belongs(draft_id=draft.id), (file,))
        if draft.escalation_id is not None:
            await bring_file(session, case, draft, file.source_message_id, terms.now)
        draft.text = "\n".join(part for part in (draft.text, text) if part)
        draft.warned = draft.warned and not text  # what was told was told of other words
    await want_card(session, case, Urgency.ACT, terms.now)


def _only_the_file(text: str) -> None:
    """The words of an answer are known by its first message. Raises Refused for others that are edited."""
    if text:
        raise Refused("album-words")


async def wait_for_albums(session: AsyncSession, now: datetime) -> None:
    """At a start: the rest of an album may still be at Telegram, its first part fell due while nobody was there."""
    of_albums = select(Attachment.message_id).where(Attachment.album.is_not(None))
    await session.execute(
        update(Outbox)
        .where(Outbox.kind == "answer", Outbox.state == RowState.PENDING, Outbox.attempts == 0)
        .where(Outbox.message_id.in_(of_albums), Outbox.not_before < now + ALBUM_WAIT)
        .values(not_before=now + ALBUM_WAIT)
        .execution_options(synchronize_session=False)
    )


async def _has(session: AsyncSession, to: Belongs, file: File) -> bool:
    """A file is known by its message; in an ephemeral one, which has no number, by itself."""
    return any(
        one.source_message_id == file.source_message_id
        if file.source_message_id
        else one.file_id == file.file_id
        for one in await files_of(session, to)
    )
