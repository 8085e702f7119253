"""Quiet nights: while nobody works nothing rings and nobody is called, but for the most urgent cases. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.desk.hours import Hours
from bot.desk.view import Drawn
from storage.models import Priority

_MENTION = re.compile(r'<a href="tg://user\?id=\d+">(.*?)</a>', re.DOTALL)


def is_quiet(hours: Hours, priority: int, now: datetime) -> bool:
    """Of what is said about a case of that priority; about none: as about any."""
    return priority < Priority.URGENT and not hours.is_open(now)


def without_mentions(drawn: Drawn) -> Drawn:
    """The names stay, but call nobody (`richtext.mention`)."""
    return replace(drawn, html=_MENTION.sub(r"\1", drawn.html))
