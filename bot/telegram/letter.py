"""An ordinary message about to be sent, and where to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aiogram.types import InlineKeyboardMarkup

from bot.desk.lanes import chat_of_row
from bot.desk.nights import without_mentions
from bot.desk.view import Drawn
from storage.models import BotMessage, Desk, Json, Outbox


@dataclass(frozen=True, slots=True)
class Place:
    chat_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Letter:
    """An ordinary message about to be sent, and how it will be remembered."""

    place: Place
    drawn: Drawn
    remember: BotMessage
    keyboard: InlineKeyboardMarkup | None = None
    reply_to: int | None = None
    silent: bool = False
    instead: int | None = None
    """Our message in the same chat that says this from now on, if it can still be edited."""
    shows: tuple[int, ...] = ()
    """Customer messages that it shows for the first time."""
    follows: Json | None = None
    """What the next row of the same kind carries: one message has no room for all."""


def softly(letter: Letter) -> Letter:
    """Without sound, and calling nobody."""
    return replace(letter, drawn=without_mentions(letter.drawn), silent=True)


def place_of(row: Outbox, desk: Desk) -> Place:
    """Somebody's private chat, or the operator group wherever it is by now."""
    chat_id = chat_of_row(row)
    return Place(chat_id, None) if chat_id > 0 else Place(desk.chat_id or chat_id, desk.thread_id)
