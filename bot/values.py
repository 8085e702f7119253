"""How single settings are read: each raises ValueError, or Hint with more words, for what it cannot be. Pure, but for
what it looks up on this machine.
"""

from __future__ import annotations

import difflib
import re
from datetime import time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, SecretStr, ValidationInfo

from bot.accounts import Hint
from bot.texts import LANGUAGES

TELEGRAM_TOKEN = re.compile(r"\d+:[\w-]{30,}", re.ASCII)
METRICS_TOKEN = re.compile(r"[\w-]{16,}", re.ASCII)
LISTEN = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+):(\d{1,5})", re.ASCII)
GETTEXT = re.compile(r"[A-Za-z]+(?:[_.@:][\w.@-]*)+", re.ASCII)


class VkEvents(StrEnum):
    """How VK's events come in."""

    LONGPOLL = "longpoll"
    CALLBACK = "callback"
    BOTH = "both"


class Address(NamedTuple):
    """Where to listen. Port 0: any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def telegram_token(value: str) -> SecretStr:
    if not TELEGRAM_TOKEN.fullmatch(value):
        raise ValueError
    return SecretStr(value)


def metrics_token(value: str) -> SecretStr:
    if not METRICS_TOKEN.fullmatch(value):
        raise ValueError
    return SecretStr(value)


def group_chat(value: str) -> int:
    number = int(value)
    if number >= 0:
        raise Hint("ids of groups begin with a minus")
    return number


def people(value: str) -> tuple[int, ...]:
    ids = tuple(dict.fromkeys(int(part) for part in re.split(r"[,;\s]+", value) if part))
    if any(number <= 0 for number in ids):
        raise Hint("ids of people are positive")
    return ids


def url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    _ = parts.port, value.encode("ascii")  # both raise ValueError
    if "@" in parts.netloc:
        raise Hint("no user or password here")
    return value.rstrip("/")


def vk_events(value: str, info: ValidationInfo) -> VkEvents:
    events = VkEvents(value.lower())
    if events is not VkEvents.LONGPOLL and "public_url" in info.data and info.data["public_url"] is None:
        raise Hint("without PUBLIC_URL VK has no address to post to")
    return events


def database(value: str) -> SecretStr:
    from storage.engine import read_url  # it loads SQLAlchemy: only if there is something to read
    from storage.errors import InvalidDatabaseURL

    try:
        read_url(value)
    except InvalidDatabaseURL as error:
        raise Hint(str(error)) from None
    except OSError:
        raise Hint("the certificate or key it names cannot be read") from None
    return SecretStr(value)


def directory(value: str) -> Path:
    path = Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise Hint("there is a file of that name")
    return path


def listen(value: str) -> Address:
    match = LISTEN.fullmatch(value)
    if match is None or int(match[2]) > 65535:
        raise ValueError
    return Address(match[1].strip("[]"), int(match[2]))


def language(value: str) -> str:
    if value in LANGUAGES:
        return value
    if not GETTEXT.fullmatch(value):
        raise ValueError
    preferred = (re.split(r"[_.@]", part)[0].lower() for part in value.split(":"))
    return next((language for language in preferred if language in LANGUAGES), LANGUAGES[0])


@cache
def zones() -> frozenset[str]:
    """Asked for once: it takes a look into hundreds of files."""
    return frozenset(available_timezones())


def timezone(value: str) -> ZoneInfo:
    if value not in zones():
        near = [zone for zone in zones() if zone.rpartition("/")[2].lower() == value.lower()]
        near = near or difflib.get_close_matches(value, sorted(zones()), n=1)
        raise Hint(f"did you mean {min(near)}?" if near else "")
    return ZoneInfo(value)


def time_of_day(value: str) -> time:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value, re.ASCII)
    if match is None:
        raise ValueError
    return time(int(match[1]), int(match[2]))


def endings(value: str) -> frozenset[str]:
    """`none` is none: empty would count as absent."""
    found = {part.removeprefix(".") for part in re.split(r"[,;\s]+", value.lower()) if part}
    if any(not re.fullmatch(r"[a-z0-9]{1,10}", one, re.ASCII) for one in found):
        raise ValueError
    return frozenset(found - {"none"})


def at_most(most: int) -> BeforeValidator:
    def number(value: str) -> int:
        if not re.fullmatch(r"\d+", value, re.ASCII) or int(value) > most:
            raise ValueError
        return int(value)

    return BeforeValidator(lambda value: number(str(value)))
