"""Malformed inputs made from bytes: the same for hypothesis, which shrinks them, and atheris, which follows coverage.

A sample of what really comes is broken in a few places; without bytes it stays as it is.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

LONG = 5000
DEEP = (60, 250)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**31, -(2**31) - 1, 2**63, -(2**63), 2**64, 10**40, 1.5, -0.0, 1e308),
    *(
        float("nan"),
        float("inf"),
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e",
        "\U0010ffff",
        "٣",
        "²",
        "-",
        "0x10",
        "1e9",
    ),
    *(
        "x" * LONG,
        "9" * LONG,
        "-9223372036854775809",
        "<b>",
        "{0.__class__}",
        "%s%n",
        "'; DROP TABLE cases; --",
    ),
    *(
        "https://[",
        "http://127.0.0.1/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//",
        "https://vk.com/wall-1_1",
        "[" * LONG,
    ),
    *(
        [],
        {},
        [[]],
        [None],
        {"": None},
        {"items": None},
        {"items": [[]]},
        {"type": "photo"},
        {"type": {"a": 1}},
    ),
)
PIECES: tuple[str, ...] = (
    *(
        "",
        " ",
        "\n",
        "\t",
        "\x00",
        "\x1f",
        "\x7f",
        "\u2028",
        "\u200b",
        "\u202e",
        "\ud83d",
        "\udc4d",
        "👍🏽",
        "é",
        "e\u0301",
    ),
    *(
        "0",
        "1",
        "7",
        "9",
        "99",
        "00",
        "31",
        "32",
        "24:00",
        "12:60",
        "٣",
        "²",
        "½",
        "Ⅷ",
        "-1",
        "+",
        "1e9",
        "9" * 40,
    ),
    *(
        "2026",
        "0000",
        "9999",
        "10000",
        "29.02",
        "31.02.2027",
        "2026-02-30",
        "00.00",
        "1.1.1",
        "..",
        "…",
        "–",
        "—",
        "-",
    ),
    *(
        ":",
        "::",
        ";",
        ",",
        ".",
        "/",
        "//",
        "\\",
        "#",
        "@",
        "№",
        "!",
        "?",
        "*",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
    ),
    *(
        '"',
        "'",
        "“",
        "«",
        "»",
        "<",
        ">",
        "&",
        "&amp;",
        "<b>",
        "</b>",
        "<tg-time>",
        "%",
        "%s",
        "%(a)s",
        "{name}",
        "{0}",
    ),
    *(
        "http://",
        "https://vk.com/wall-1_2?reply=3",
        "http://[",
        "vk.com/",
        "id1",
        "=",
        "?",
        "&a=b",
        "//@:",
        "\\u0000",
    ),
    *(
        "today",
        "last week",
        "по",
        "за",
        "неделю",
        "tomorrow",
        "in",
        "через",
        "10",
        "min",
        "h",
        "days",
        "mon",
        "пн",
        "на",
    ),
    *(
        "desk",
        "lang:xx",
        "tag:",
        "from:",
        "vk",
        "urgent",
        "first",
        "none",
        "null",
        "true",
        "NaN",
        "o1",
        "p1",
        "claim",
    ),
)


class Choices:
    """Decisions, one byte or two each; when the bytes are used up, always the first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, most: int) -> int:
        if most <= 1:
            return 0
        size = 1 if most <= 256 else 2
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken) % most

    def of(self, several: Sequence[Any]) -> Any:
        return several[self.below(len(several))]


def broken_json(data: bytes, samples: Sequence[Any]) -> Any:
    """One of the samples, changed in up to seven places."""
    choices = Choices(data)
    found = copy.deepcopy(choices.of(samples))
    for _ in range(choices.below(8)):
        found = _changed(found, choices, samples)
    return found


def broken_text(data: bytes, samples: Sequence[str]) -> str:
    """One of the samples, with up to fifteen pieces put in, put in place of others, or left out."""
    choices = Choices(data)
    found: str = choices.of(samples)
    for _ in range(choices.below(16)):
        at = choices.below(len(found) + 1)
        until = at + choices.below(min(8, len(found) - at + 1))
        piece = choices.of(PIECES) if choices.below(4) else choices.of(samples)
        found = (found[:at] + piece + found[until:])[: 4 * LONG]
    if choices.below(40) == 39:
        found *= 1 + LONG // (len(found) + 1)
    return found


def broken_bytes(data: bytes, samples: Sequence[Any]) -> bytes:
    """JSON as it comes over the wire, cut, turned and nested."""
    choices = Choices(data)
    way = choices.below(8)
    if way == 7:
        return data
    try:
        written = json.dumps(broken_json(data[1:], samples)).encode("utf-8", "surrogatepass")
    except RecursionError:
        return b"[" * LONG
    if way == 6:
        opened: bytes = choices.of([b"[", b'{"a":', b"{"])
        return opened * (LONG * 4)
    if way == 5:
        at = choices.below(len(written) + 1)
        return written[:at] + data + written[at + choices.below(4) :]
    if way == 4:
        return written[: choices.below(len(written) + 1)]
    return written


def _changed(value: Any, choices: Choices, samples: Sequence[Any]) -> Any:
    """The same with something odd at one place in it."""
    if isinstance(value, dict) and value and choices.below(8):
        key = choices.of(list(value))
        if not choices.below(6):
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: _changed(value[key], choices, samples)}
    if isinstance(value, list) and value and choices.below(8):
        at = choices.below(len(value))
        way = choices.below(8)
        if way < 2:
            return value[:at] + value[at + 1 :] if way else value * 2
        return [*value[:at], _changed(value[at], choices, samples), *value[at + 1 :]]
    match choices.below(12):
        case 0:
            return str(value)
        case 1:
            return [value]
        case 2:
            return {"items": [value]}
        case 3:
            return copy.deepcopy(choices.of(samples))
        case 4:
            return nested(value, choices.of(DEEP))
    return copy.deepcopy(choices.of(ODD))


def nested(value: Any, deep: int) -> Any:
    for _ in range(deep):
        value = [value]
    return value
