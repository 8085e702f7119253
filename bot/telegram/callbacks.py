"""What a button of ours carries: one class for all cases, with the command in it.

The prefix is the schema's version. A changed schema takes a new prefix, and old buttons fall to the catch-all that
refreshes their card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessageUnion,
    Message,
    Update,
)
from pydantic import Field

from bot.desk.view import Button, Command, Drawn, PanelCommand, Turn

Number = Annotated[int, Field(gt=-(2**62), lt=2**62)]
"""In a button: a modified client sends any, and the database takes no larger ones."""


class Pressed(CallbackData, prefix="o1"):
    """`version` is the case's when the button was drawn. At most 64 bytes with 64-bit ids (Bot API)."""

    command: Command
    case: Number
    version: Number
    arg: Number = 0


class Turned(CallbackData, prefix="p1"):
    """A button of a panel, or of a page of its cases (`view.Turn`)."""

    command: PanelCommand
    panel: Number
    heap: Number
    page: Number
    case: Number
    mark: Number

    @property
    def turn(self) -> Turn:
        return Turn(self.command, self.panel, self.heap, self.page, self.case, self.mark)


OF_CARDS = frozenset({Command.MORE, Command.ASK_BACK})
"""Under every card that asks for a press one of them is: the operators', a department's."""

_BEYOND = re.compile(r"\d{19}", re.ASCII)
"""Larger than any number in the database: who made such a button, it was not us."""


def as_drawn(update: Update) -> Update:
    """The same, but for a press whose data hold a number that no column takes: nobody's button, as any other unknown."""
    press = update.callback_query
    if press is None or press.data is None or not _BEYOND.search(press.data):
        return update
    return update.model_copy(update={"callback_query": press.model_copy(update={"data": "?"})})


def markup(drawn: Drawn, case_id: int, version: int) -> InlineKeyboardMarkup | None:
    """The keyboard of a drawn message; None if it has no buttons."""
    rows = [[_button(button, case_id, version) for button in row] for row in drawn.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button, case_id: int, version: int) -> InlineKeyboardButton:
    if button.turn is not None:
        turned = Turned(**asdict(button.turn)).pack()
        return InlineKeyboardButton(text=button.label, callback_data=turned, style=button.style)
    if button.data is not None:
        return InlineKeyboardButton(text=button.label, callback_data=button.data, style=button.style)
    if button.command is None:
        return InlineKeyboardButton(text=button.label, url=button.url, style=button.style)
    data = Pressed(command=button.command, case=case_id, version=version, arg=button.arg).pack()
    return InlineKeyboardButton(text=button.label, callback_data=data, style=button.style)


def case_in(keyboard: InlineKeyboardMarkup | None) -> int | None:
    """The case that a message of ours is about, from its buttons: how a message missing in the map is recovered."""
    return next((one.case for one in _pressed_in(keyboard)), None)


def may_be_card(message: MaybeInaccessibleMessageUnion) -> bool:
    """Does a message of ours look like a card, and not like one that asks for words or warns? An inaccessible one shows
    nothing.
    """
    if not isinstance(message, Message):
        return True
    return any(one.command in OF_CARDS for one in _pressed_in(message.reply_markup))


def _pressed_in(keyboard: InlineKeyboardMarkup | None) -> Iterator[Pressed]:
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            if button.callback_data and button.callback_data.startswith("o1:"):
                with suppress(TypeError, ValueError):
                    yield Pressed.unpack(button.callback_data)
