"""Files of customers in the chat: fetched from the network, sent up to Telegram in reply to the case's card."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog
from aiogram import Bot
from aiogram.methods import SendDocument, SendPhoto, SendVoice
from aiogram.types import FSInputFile, InputMediaPhoto, ReplyParameters
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import files
from bot.desk import parts
from bot.desk.admitted import Admitted
from bot.desk.conversation import customer
from bot.desk.retry import Again, Done, Verdict, backoff
from bot.desk.richtext import bold, fill
from bot.hours import rests
from bot.reading import words_in
from bot.record import lock
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.fetching import Lost, NotNow, fetch, voice_name
from bot.telegram.letter import Place, place_of
from bot.transaction import transaction
from bot.views import look
from connectors.addresses import Reach
from connectors.base import AttachmentKind
from connectors.filenames import harmless
from storage.models import Attachment, BotMessage, Brought, Desk, Message, Outbox
from storage.queries import card_in

log = structlog.get_logger()

TRIES = 3
"""To fetch a file that cannot be had just now: meanwhile the case's next words wait behind it."""
CARD_TRIES = 8
"""To find the card in the chat."""
DOUBTS = 4
"""How often it may be sent without our hearing whether it arrived: each may have left one in the chat."""

ReachOf = Callable[[int], Reach]
"""How files of an account (its id) are fetched."""


def by_itself(_: int) -> Reach:
    return Reach()


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one row brings, and where to."""

    row: Outbox
    account_id: int
    place: Place
    reply_to: int | None
    """The card's message; None: it is on its way to another place."""
    caption: str
    files: Sequence[Attachment]
    silent: bool = False

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.files]


@dataclass(frozen=True, slots=True)
class Fetched:
    kind: str
    file: FSInputFile
    seconds: int | None = None


class Uploads:
    """The part of a bot's carrier (`bot/telegram/sender.py`) that sends files."""

    def __init__(
        self,
        bot: Bot,
        sessions: async_sessionmaker[AsyncSession],
        *,
        reach: ReachOf,
        admitted: Admitted,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._sessions = sessions
        self._reach, self._admitted = reach, admitted
        self._clock = clock

    async def carry(self, row: Outbox) -> Verdict:
        """Raises what Telegram says of the chat; what it says of the file leaves the link alone."""
        async with self._sessions() as session:
            parcel = await _parcel(session, row)
            quiet = await rests(session, row.desk_id, row.case_id, self._clock())
        if parcel is None:
            return Done(spent=False)
        if parcel.reply_to is None:
            return self._later(row)
        with tempfile.TemporaryDirectory(prefix="otklik-") as folder:
            fetched: list[Fetched] = []
            missing: dict[int, int | None] = {}
            for one in parcel.files:
                try:
                    fetched.append(await self._fetch(one, parcel.account_id, Path(folder) / str(one.id)))
                except NotNow:
                    if row.attempts < TRIES:
                        return Again(self._clock() + backoff(row.attempts))
                    missing[one.id] = None
                except Lost as lost:
                    log.info("file not to be had", attachment=one.id, why=lost.why)
                    missing[one.id] = lost.size
            return await self._send(replace(parcel, silent=quiet), fetched, missing)

    def _later(self, row: Outbox) -> Verdict:
        if row.attempts < CARD_TRIES:
            return Again(self._clock() + backoff(row.attempts))
        return Done(then=self._settled(row, [], [], _untold(row.payload["attachments"])), spent=False)

    async def doubt(self, row: Outbox) -> Verdict:
        """It may be in the chat or not. Sent again a few times; then the link has to do."""
        doubts = int((row.error or {}).get("doubts", 0)) + 1
        async with transaction(self._sessions) as session:
            await session.execute(update(Outbox).where(Outbox.id == row.id).values(error={"doubts": doubts}))
        if doubts < DOUBTS:
            return Again(self._clock() + backoff(doubts), pause=True, reason=Trouble.UNKNOWN)
        return Done(then=self._settled(row, [], [], _untold(row.payload["attachments"])), spent=False)

    async def _fetch(self, one: Attachment, account_id: int, path: Path) -> Fetched:
        """Raises Lost, NotNow."""
        if one.url is None:
            raise Lost("no address")
        if (why := self._admitted.kept_out(one.kind, one.title, one.size)) is not None:
            raise Lost(why)
        most = self._admitted.largest(one.kind)
        head = await fetch(one.url, path, most, self._reach(account_id))
        match one.kind:
            case AttachmentKind.VOICE:
                name = voice_name(head)
            case AttachmentKind.PHOTO:
                name = "photo.jpg"
            case _:
                name = harmless(one.title)
        if self._admitted.is_other(name, head):
            raise Lost("something else in its place")
        return Fetched(one.kind, FSInputFile(path, name), one.seconds)

    async def _send(
        self, parcel: Parcel, fetched: Sequence[Fetched], missing: Mapping[int, int | None]
    ) -> Verdict:
        if not fetched:
            return Done(then=self._settled(parcel.row, [], [], missing), spent=False)
        try:
            sent = await self._upload(parcel, fetched, parcel.place.thread_id)
        except SENDING_FAILED as error:
            match trouble_of(error):
                case Trouble.UNKNOWN:
                    return await self.doubt(parcel.row)
                case Trouble.DEFECT | Trouble.NO_RIGHTS:
                    # Of this file, or of files in this chat: what is wrong with the chat itself its cards will tell.
                    log.warning(
                        "file refused by Telegram", attachments=parcel.ids, error=type(error).__name__
                    )
                    return Done(then=self._settled(parcel.row, [], [], _untold(parcel.ids)), spent=False)
                case Trouble.TOPIC_GONE:
                    sent = await self._upload(parcel, fetched, None)
                case _:
                    raise
        places = [(parcel.place.chat_id, number) for number in sent]
        shown = [one.id for one in parcel.files if one.id not in missing]
        return Done(then=self._settled(parcel.row, places, shown, missing))

    async def _upload(self, parcel: Parcel, fetched: Sequence[Fetched], thread_id: int | None) -> list[int]:
        """The ids of the messages."""
        chat_id, first = parcel.place.chat_id, fetched[0]
        reply = ReplyParameters(message_id=parcel.reply_to or 0, allow_sending_without_reply=True)
        if len(fetched) > 1:
            media = [
                InputMediaPhoto(media=one.file, caption=None if place else parcel.caption)
                for place, one in enumerate(fetched)
            ]
            album = await self._bot.send_media_group(
                chat_id,
                media=list(media),
                message_thread_id=thread_id,
                reply_parameters=reply,
                disable_notification=parcel.silent or None,
            )
            return [message.message_id for message in album]
        caption, file = parcel.caption, first.file
        call: SendVoice | SendPhoto | SendDocument
        match first.kind:
            case AttachmentKind.VOICE:
                call = SendVoice(chat_id=chat_id, voice=file, caption=caption, duration=first.seconds)
            case AttachmentKind.PHOTO:
                call = SendPhoto(chat_id=chat_id, photo=file, caption=caption)
            case _:
                call = SendDocument(chat_id=chat_id, document=file, caption=caption)
        call.message_thread_id, call.reply_parameters = thread_id, reply
        call.disable_notification = parcel.silent or None
        return [(await self._bot(call)).message_id]

    def _settled(
        self,
        row: Outbox,
        places: Sequence[tuple[int, int]],
        shown: Sequence[int],
        missing: Mapping[int, int | None],
    ) -> Callable[[AsyncSession], Awaitable[None]]:
        async def then(session: AsyncSession) -> None:
            for chat_id, message_id in places:
                session.add(
                    BotMessage(
                        chat_id=chat_id,
                        message_id=message_id,
                        desk_id=row.desk_id,
                        case_id=row.case_id,
                        purpose="files",
                        about_id=row.message_id,
                    )
                )
            await files.shown(session, shown)
            if missing:
                await files.lost(session, await lock(session, row.case_id or 0), missing, self._clock())

        return then


def _untold(ids: Sequence[int]) -> dict[int, int | None]:
    """Missing, and nobody said how large."""
    return dict.fromkeys(ids)


async def _parcel(session: AsyncSession, row: Outbox) -> Parcel | None:
    """None: they are not wanted any more, or there is no group."""
    desk = await session.get_one(Desk, row.desk_id)
    card = await card_in(session, row.case_id or 0, row.lane)
    query = select(Attachment).where(
        Attachment.id.in_(row.payload["attachments"]), Attachment.brought == Brought.WANTED
    )
    wanted = (await session.scalars(query.order_by(Attachment.id))).all()
    if not wanted or card is None:
        return None
    place = place_of(row, desk)
    reply_to = card.message_id if card.chat_id == place.chat_id else None
    seen = await look(session, row.case_id or 0)
    texts = await words_in(session, desk, place.chat_id)
    caption = fill(
        texts, "files-caption", case=bold(parts.number(seen.view)), name=customer(seen.view, texts)
    )
    of = await session.get_one(Message, wanted[0].message_id)
    return Parcel(row, of.account_id, place, reply_to, caption.html, wanted)
