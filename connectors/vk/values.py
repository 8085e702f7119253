"""Reading single values of VK's JSON, which may hold numbers as strings and fields that are missing or odd."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_DIGITS = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates: JSON can say them, UTF-8 and PostgreSQL cannot."""

_LATEST = 4102444800  # the year 2100: a later date is no date
_INT64 = 2**63


class Odd(ValueError):
    """A value that is there and is not what it should be."""


def number(value: object) -> int | None:
    """An integer, also one written as a string; None for anything else, also for a boolean."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if -_INT64 <= value < _INT64 else None
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return number(int(value))
    return None


def needed(source: Mapping[str, Any], name: str) -> int:
    """The non-zero number `name`. Raises Odd if it is missing or something else."""
    found = number(source.get(name))
    if not found:
        raise Odd(f"{name} is missing or not a number")
    return found


def optional(source: Mapping[str, Any], name: str) -> int | None:
    """The number `name`, None if it is missing, null or 0. Raises Odd if it is something else."""
    value = source.get(name)
    if value is None:
        return None
    found = number(value)
    if found is None:
        raise Odd(f"{name} is not a number")
    return found or None


def text(value: object) -> str:
    """A text as it is; the empty text for anything else."""
    return value if isinstance(value, str) else ""


def moment(value: object) -> datetime | None:
    """Unix time in seconds; None for what is none."""
    seconds = number(value)
    if not seconds or not 0 < seconds < _LATEST:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def address(value: object) -> str | None:
    """A link a person or a program may open; None for anything else."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else None


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """A list as it is; also the `items` of an object, as VK's newer answers have it; else the empty list."""
    if isinstance(value, Mapping):
        value = value.get("items")
    return value if isinstance(value, list) else []


def storable(value: Any) -> Any:
    """The same JSON without what no database holds: such characters, and Python's NaN and Infinity."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("�", value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [storable(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
