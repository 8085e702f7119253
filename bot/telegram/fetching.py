"""Files of networks, on their way to Telegram: downloaded with limits, and looked at before they are sent on.

Telegram could fetch them by their addresses itself, but not more than 20 MB and 5 MB a picture (Bot API, "Sending
files"), and some networks do not let it: so there is one way for all.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
from aiohttp_socks import ProxyConnector

SECONDS = 30
"""For a whole file. What is slower is tried again, or left as a link."""
MEGABYTE = 1024 * 1024
VOICE_LIMIT = 20 * MEGABYTE
PHOTO_LIMIT = 10 * MEGABYTE
"""Bot API, sendPhoto."""
DOCUMENT_LIMIT = 50 * MEGABYTE
"""Bot API, sendDocument."""
AT_ONCE = 2
"""Files in memory together."""

_hands = asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Lost(Exception):
    """It cannot be had: gone, refused, too big, or something else than it should be."""

    why: str


class NotNow(Exception):
    """It could not be had this time."""


async def fetch(url: str, limit: int, *, proxy: str | None = None, seconds: float = SECONDS) -> bytes:
    """The file behind an address, of at most `limit` bytes. Raises Lost, NotNow."""
    timeout = aiohttp.ClientTimeout(total=seconds)
    connector = None if proxy is None else ProxyConnector.from_url(proxy)
    try:
        async with (
            _hands,
            aiohttp.ClientSession(timeout=timeout, connector=connector) as session,
            session.get(url) as response,
        ):
            return await _body(response, limit)
    except (TimeoutError, aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
        raise NotNow from error
    except (aiohttp.ClientError, ValueError) as error:
        raise Lost(type(error).__name__) from error


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if response.status == 429 or response.status >= 500:
        raise NotNow
    if response.status != 200:
        raise Lost(f"HTTP {response.status}")
    if (response.content_length or 0) > limit:
        raise Lost("too big")
    found = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        found += chunk
        if len(found) > limit:
            raise Lost("too big")
    if not found:
        raise Lost("empty")
    return bytes(found)


def voice_name(data: bytes) -> str:
    """What to call a voice message: Telegram plays OGG with Opus, and MP3 (Bot API, sendVoice). Raises Lost."""
    if data.startswith(b"OggS") and b"OpusHead" in data[:200]:
        return "voice.ogg"
    if data.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")):
        return "voice.mp3"
    raise Lost("not a voice message")


def is_page(data: bytes) -> bool:
    """A page that says that the file is not for us comes with 200, too."""
    return data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html"))
