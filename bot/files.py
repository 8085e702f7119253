"""Files of customers that Telegram shall show itself: voice messages at once, pictures and documents when asked for.

In the caller's transaction, as in `bot/record.py`. An outbox row of the kind `files` names its attachments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.admitted import Admitted
from bot.desk.attached import can_be_shown
from bot.desk.lanes import Urgency, chat_of
from bot.desk.pacing import ALBUM
from bot.record import enqueue, want_card
from connectors.base import AttachmentKind
from storage.models import Attachment, BotMessage, Brought, Case, Direction, Message

VOICES = 3
"""Of one message: more come as links. A minute of a group has 20 messages for all its cases."""


async def bring_voices(
    session: AsyncSession, case: Case, message_ids: Collection[int], lane: str | None, now: datetime
) -> None:
    """The voice messages in what a card or a follow-up has just shown for the first time come below it."""
    query = (
        select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(Attachment.message_id.in_(message_ids), Message.direction == Direction.IN)
        .where(Attachment.kind == AttachmentKind.VOICE, Attachment.gone_at.is_(None))
        # Shown already: in another chat, for these words are new in this one.
        .where(Attachment.brought.is_(None) | (Attachment.brought == Brought.SHOWN))
        .where(Attachment.url.is_not(None))
        .order_by(Attachment.id)
    )
    for message_id, voices in _by_message((await session.scalars(query)).all()):
        for one in voices[:VOICES]:
            _want(session, case, message_id, [one], Urgency.FOLLOW_UP, lane, now)


async def ask_files(
    session: AsyncSession, case: Case, lane: str | None, admitted: Admitted, now: datetime
) -> bool:
    """All pictures and documents of the case that nobody asked for yet. False: there are none. The case is locked.

    In a private chat also those that are in the group only.
    """
    chat = None if lane is None else chat_of(lane)
    here = await brought_to(session, case.id, chat) if chat is not None and chat > 0 else None
    query = (
        select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(Message.case_id == case.id, Message.direction == Direction.IN)
        .where(Attachment.kind.in_((AttachmentKind.PHOTO, AttachmentKind.DOCUMENT)))
        .where(Attachment.gone_at.is_(None))
        .order_by(Attachment.id)
    )
    asked = False
    for message_id, files in _by_message((await session.scalars(query)).all()):
        photos = [one for one in files if one.kind == AttachmentKind.PHOTO]
        wanted = [
            one
            for one in files
            if _is_wanted(one, here)
            and admitted.kept_out(one.kind, one.title, one.size) is None
            and can_be_shown(one.kind, one.url, len(photos))
        ]
        for group in _grouped(wanted):
            _want(session, case, message_id, group, Urgency.NEW_CARD, lane, now)
            asked = True
    if asked:
        await want_card(session, case, Urgency.ACT, now)
    return asked


def _is_wanted(one: Attachment, here: Collection[int] | None) -> bool:
    elsewhere = here is not None and one.brought == Brought.SHOWN and one.message_id not in here
    return one.brought is None or elsewhere


async def brought_to(session: AsyncSession, case_id: int, chat_id: int) -> Collection[int]:
    """The messages whose files are in a chat."""
    query = select(BotMessage.about_id).where(
        BotMessage.chat_id == chat_id, BotMessage.case_id == case_id, BotMessage.purpose == "files"
    )
    return {one for one in await session.scalars(query) if one is not None}


def _by_message(files: Iterable[Attachment]) -> list[tuple[int, list[Attachment]]]:
    found: dict[int, list[Attachment]] = {}
    for one in files:
        if one.message_id is not None:
            found.setdefault(one.message_id, []).append(one)
    return list(found.items())


def _grouped(files: Sequence[Attachment]) -> Iterable[list[Attachment]]:
    """Pictures in albums of about the same size, documents one by one."""
    photos = [one for one in files if one.kind == AttachmentKind.PHOTO]
    albums = -(-len(photos) // ALBUM)
    for place in range(albums):
        yield photos[len(photos) * place // albums : len(photos) * (place + 1) // albums]
    for one in files:
        if one.kind == AttachmentKind.DOCUMENT:
            yield [one]


def _want(
    session: AsyncSession,
    case: Case,
    message_id: int,
    files: Sequence[Attachment],
    urgency: Urgency,
    lane: str | None,
    now: datetime,
) -> None:
    for one in files:
        one.brought = Brought.WANTED
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=lane,
        kind="files",
        urgency=urgency,
        not_before=now,
        case=case,
        message_id=message_id,
        payload={"attachments": [one.id for one in files]},
    )


async def shown(session: AsyncSession, ids: Collection[int]) -> None:
    """They are in the chat."""
    await _mark(session, ids, Brought.SHOWN)


async def lost(session: AsyncSession, case: Case, sizes: Mapping[int, int | None], now: datetime) -> None:
    """They could not be had: the card says that the link is all there is, and how large it is where that was told."""
    if not sizes:
        return
    await _mark(session, sizes, Brought.LOST)
    for number, size in sizes.items():
        if size is not None:
            told = update(Attachment).where(Attachment.id == number, Attachment.size.is_(None))
            await session.execute(told.values(size=size).execution_options(synchronize_session=False))
    await want_card(session, case, Urgency.REFRESH, now)


async def _mark(session: AsyncSession, ids: Collection[int], as_: Brought) -> None:
    await session.execute(
        update(Attachment)
        .where(Attachment.id.in_(ids))
        .values(brought=as_)
        .execution_options(synchronize_session=False)
    )
