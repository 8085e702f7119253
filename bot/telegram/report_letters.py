"""Reports on their way into a chat: a rich message with its pictures, or plain ones where Telegram refuses it.

Never both: the row of the rich one ends in the same transaction in which the first plain one begins. Never twice: each
plain message is a row of its own, which begins when the one before has arrived.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaPhoto, InputRichMessage, InputRichMessageMedia
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.kinds import REPORT, REPORT_PLAIN
from bot.desk.lanes import Urgency
from bot.desk.retry import Again, Done, Verdict
from bot.desk.view import Drawn
from bot.hours import rests
from bot.record import enqueue
from bot.telegram.calls import send
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.letter import Letter, Place, place_of
from bot.telegram.moving import leave_topic
from bot.telegram.remembering import remember
from bot.transaction import transaction
from storage.models import BotMessage, Desk, Json, Outbox, ReportPicture

log = structlog.get_logger()

KINDS = (REPORT, REPORT_PLAIN)
CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """`pictures` None: some of them are not kept any more."""

    row: Outbox
    place: Place
    silent: bool
    pictures: Sequence[ReportPicture] | None


async def carry_report(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, clock: Callable[[], datetime]
) -> Verdict:
    """Raises what Telegram answers, except that it refuses this very message."""
    parcel = await _parcel(sessions, row, clock())
    try:
        return await (_rich if row.kind == REPORT else _plain)(bot, parcel, clock)
    except SENDING_FAILED as error:
        if trouble_of(error) is not Trouble.TOPIC_GONE or parcel.place.thread_id is None:
            raise
        async with transaction(sessions) as session:
            await leave_topic(session, row.desk_id, parcel.place.chat_id, parcel.place.thread_id, clock())
        return Again(clock())


async def _parcel(sessions: async_sessionmaker[AsyncSession], row: Outbox, now: datetime) -> Parcel:
    names = row.payload["pictures"]
    async with sessions() as session:
        place = place_of(row, await session.get_one(Desk, row.desk_id))
        silent = await rests(session, row.desk_id, None, now)
        query = select(ReportPicture).where(
            ReportPicture.report_id == row.payload["report"],
            ReportPicture.language == row.payload["language"],
            ReportPicture.name.in_(names),
        )
        kept = {one.name: one for one in (await session.scalars(query)).all()}
    pictures = [kept[name] for name in names] if len(kept) == len(names) else None
    return Parcel(row, place, silent, pictures)


async def _rich(bot: Bot, parcel: Parcel, clock: Callable[[], datetime]) -> Verdict:
    row = parcel.row
    if parcel.pictures is None:
        return Done(spent=False, then=_next(row, {"pictures": []}, clock))
    media = [
        InputRichMessageMedia(id=one.name, media=InputMediaPhoto(media=_file(one))) for one in parcel.pictures
    ]
    # What we have not marked as a link is none: names and words from outside are shown as they are.
    message = InputRichMessage(html=row.payload["rich"], skip_entity_detection=True, media=media or None)
    try:
        message_id = await _sent(bot, parcel, message)
    except SENDING_FAILED as error:
        if not _refused(error):
            raise
        log.warning("rich message refused, plain ones follow", row=row.id, error=str(error))
        return Done(then=_next(row, {}, clock))
    return Done(then=_arrived(parcel, [message_id]))


async def _sent(bot: Bot, parcel: Parcel, message: InputRichMessage) -> int:
    """The message's id, also where aiogram does not understand how the answer describes it: it is sent."""
    try:
        sent = await bot.send_rich_message(
            parcel.place.chat_id,
            message,
            message_thread_id=parcel.place.thread_id,
            disable_notification=parcel.silent or None,
        )
    except ClientDecodeError as error:
        body = error.data if isinstance(error.data, dict) else {}
        result = body.get("result")
        if body.get("ok") is not True or not isinstance(result, dict) or "message_id" not in result:
            raise
        log.warning("answer not understood, the message is sent", error=type(error.original).__name__)
        return int(result["message_id"])
    return sent.message_id


def _refused(error: Exception) -> bool:
    """It will not do however often it is tried: this content, or a server that knows no such messages (404)."""
    return isinstance(error, TelegramEntityTooLarge) or trouble_of(error) in (
        Trouble.DEFECT,
        Trouble.NO_PICTURE,
    )


async def _plain(bot: Bot, parcel: Parcel, clock: Callable[[], datetime]) -> Verdict:
    """The first of the plain messages; after the last one the pictures together."""
    row, place = parcel.row, parcel.place
    plain = row.payload["plain"]
    if plain:
        message_id = await send(
            bot, place.chat_id, Drawn(plain[0]), None, thread_id=place.thread_id, silent=parcel.silent
        )
        more = bool(plain[1:] or row.payload["pictures"])
        follows = _next(row, {"plain": plain[1:]}, clock) if more else None
        return Done(then=_arrived(parcel, [message_id], follows))
    if not parcel.pictures:
        return Done(spent=False)
    return Done(then=_arrived(parcel, await _album(bot, parcel, parcel.pictures)))


async def _album(bot: Bot, parcel: Parcel, pictures: Sequence[ReportPicture]) -> list[int]:
    place, silent = parcel.place, parcel.silent or None
    if len(pictures) == 1:
        sent = await bot.send_photo(
            place.chat_id,
            _file(pictures[0]),
            caption=pictures[0].caption[:CAPTION],
            parse_mode=None,
            message_thread_id=place.thread_id,
            disable_notification=silent,
        )
        return [sent.message_id]
    album = await bot.send_media_group(
        place.chat_id,
        [
            InputMediaPhoto(media=_file(one), caption=one.caption[:CAPTION], parse_mode=None)
            for one in pictures
        ],
        message_thread_id=place.thread_id,
        disable_notification=silent,
    )
    return [one.message_id for one in album]


def _file(picture: ReportPicture) -> BufferedInputFile:
    return BufferedInputFile(picture.png, f"{picture.name}.png")


def _arrived(
    parcel: Parcel,
    message_ids: Sequence[int],
    follows: Callable[[AsyncSession], Awaitable[None]] | None = None,
) -> Callable[[AsyncSession], Awaitable[None]]:
    data = {"report": parcel.row.payload["report"]}

    async def then(session: AsyncSession) -> None:
        for message_id in message_ids:
            one = BotMessage(desk_id=parcel.row.desk_id, case_id=None, purpose="report", data=data)
            await remember(session, [(Letter(parcel.place, Drawn(""), one), message_id)])
        if follows is not None:
            await follows(session)

    return then


def _next(
    row: Outbox, changed: Json, clock: Callable[[], datetime]
) -> Callable[[AsyncSession], Awaitable[None]]:
    """The row that goes on where this one ends."""

    async def then(session: AsyncSession) -> None:
        enqueue(
            session,
            desk_id=row.desk_id,
            lane=row.lane,
            kind=REPORT_PLAIN,
            urgency=Urgency(row.urgency),
            not_before=clock(),
            payload={**row.payload, **changed, "rich": ""},
        )

    return then
