"""Files that people send to a chat: what they are, and their bytes when an answer leaves."""

from __future__ import annotations

import errno
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import Message

from bot.desk.files import MAX_DOWNLOAD, File
from bot.telegram.errors import SENDING_FAILED
from connectors.base import AttachmentKind
from connectors.errors import FileGone, Transient

log = structlog.get_logger()

DOWNLOAD_SECONDS = 120


def file_of(message: Message) -> File | None:
    """What is attached to a message, as the customer should get it; None for what is no file.

    An animation is told as a document too, which is the same file.
    """
    number, album = message.message_id or None, message.media_group_id
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return File(
            AttachmentKind.PHOTO, best.file_id, None, "image/jpeg", best.file_size, None, number, album
        )
    if message.sticker:
        return File(AttachmentKind.STICKER, message.sticker.file_id, source_message_id=number)
    if message.voice:
        voice = message.voice
        return File(
            *(AttachmentKind.VOICE, voice.file_id, None, "audio/ogg", voice.file_size, voice.duration),
            number,
            album,
        )
    if message.video_note:
        note = message.video_note
        return File(
            *(AttachmentKind.VIDEO, note.file_id, None, "video/mp4", note.file_size, note.duration),
            number,
            album,
        )
    lasting = message.video or message.animation or message.audio
    what = lasting or message.document
    if what is None:
        return None
    kind = AttachmentKind.VIDEO if message.video or message.animation else AttachmentKind.DOCUMENT
    seconds = lasting.duration if lasting else None
    return File(kind, what.file_id, what.file_name, what.mime_type, what.file_size, seconds, number, album)


class Capped(io.FileIO):
    """Takes no more than Telegram gives out: what is told beforehand need not be what comes. Raises OSError."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > MAX_DOWNLOAD:
            raise OSError(errno.EFBIG, "too big")
        return super().write(data)


class Downloads:
    """`answering.Files` by the Bot API: getFile just before, for its links do not last."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @asynccontextmanager
    async def open(self, file: File) -> AsyncIterator[Path]:
        """On disk until left. Raises Transient, FileGone. A link holds the bot's token: no error's words leave."""
        with tempfile.TemporaryDirectory(prefix="otklik-") as place:
            path = Path(place) / "file"
            failed: Exception | None = None
            try:
                await self._fetch(file.file_id, path)
            except TelegramRetryAfter as error:
                failed = Transient("Telegram: too fast", retry_after=error.retry_after)
            except TelegramBadRequest as error:
                log.info("file not given out", reason=str(error)[:200])
                failed = FileGone("Telegram gives the file out no more")
            except (*SENDING_FAILED, aiohttp.ClientError, TimeoutError, OSError) as error:
                failed = Transient(f"Telegram: {type(error).__name__}")
            if failed is not None:
                raise failed
            yield path

    async def _fetch(self, file_id: str, path: Path) -> None:
        told = await self._bot.get_file(file_id)
        if told.file_path is None or (told.file_size or 0) > MAX_DOWNLOAD:
            raise FileNotFoundError
        with Capped(path, "wb") as file:
            await self._bot.download_file(told.file_path, file, timeout=DOWNLOAD_SECONDS, seek=False)
