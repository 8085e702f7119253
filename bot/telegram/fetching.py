"""Files of networks, on their way to Telegram: downloaded with limits, and looked at before they are sent on.

Telegram could fetch them by their addresses itself, but not more than 20 MB and 5 MB a picture (Bot API, "Sending
files"), and some networks do not let it: so there is one way for all. Nothing is decoded here, no picture, no archive.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from connectors.addresses import Inside, Reach
from connectors.outside import PASSING, Busy, NotGiven, download

SECONDS = 30
"""For a whole file. What is slower is tried again, or left as a link."""
AT_ONCE = 2
"""Files on their way together."""
HEAD = 512
"""Bytes that tell what a file is."""

_hands = asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Lost(Exception):
    """It cannot be had: gone, refused, too big, or something else than it should be. `size`: bytes, where told."""

    why: str
    size: int | None = None


class NotNow(Exception):
    """It could not be had this time."""


async def fetch(url: str, path: Path, most: int, reach: Reach, *, seconds: float = SECONDS) -> bytes:
    """The file behind an address, of at most `most` bytes, onto the disk; how it begins. Raises Lost, NotNow.

    No error's words leave: an address may hold a signature.
    """
    try:
        async with _hands:
            await download(url, path, most, reach, seconds)
            with path.open("rb") as file:
                return file.read(HEAD)
    except Inside as error:
        raise Lost(f"not outside: {error}") from None
    except NotGiven as error:
        raise Lost(str(error), error.size) from None
    except (Busy, *PASSING) as error:
        raise NotNow(type(error).__name__) from None
    except (aiohttp.ClientError, ValueError) as error:
        raise Lost(type(error).__name__) from None


def voice_name(head: bytes) -> str:
    """What to call a voice message: Telegram plays OGG with Opus, and MP3 (Bot API, sendVoice). Raises Lost."""
    if head.startswith(b"OggS") and b"OpusHead" in head[:200]:
        return "voice.ogg"
    if head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")):
        return "voice.mp3"
    raise Lost("not a voice message")
