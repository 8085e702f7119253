"""Behind each figure of a report is a link that lists its cases. Pure.

A figure is named by a word, some with an argument: `unanswered`, `tag-12`, `network-vk`. What each lists is in
`bot/reports/behind.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIGURE = re.compile(r"[a-z_]{1,24}(?:-[a-z0-9_]{1,24})?")
_PAYLOAD = re.compile(rf"r(\d{{1,12}})_({FIGURE.pattern})")


class UnknownFigure(ValueError):
    """Nothing has this name, or nothing is listed behind it."""


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """`username`: the bot's. A tap opens the private chat with it and sends `/start` with what the link holds."""

    username: str
    report_id: int

    def url(self, figure: str) -> str:
        return f"https://t.me/{self.username}?start={payload(self.report_id, figure)}"


def payload(report_id: int, figure: str) -> str:
    """At most 64 of A-Z, a-z, 0-9, _ and -, as Telegram wants it."""
    return f"r{report_id}_{figure}"


def read(said: str) -> tuple[int, str] | None:
    """The report's id and the figure; None: it is none of these."""
    found = _PAYLOAD.fullmatch(said)
    return None if found is None else (int(found[1]), found[2])


def number(said: str, most: int = 2**63 - 1) -> int:
    """An argument that is one. Raises UnknownFigure."""
    if not said.isascii() or not said.isdecimal() or int(said) > most:
        raise UnknownFigure(said)
    return int(said)
