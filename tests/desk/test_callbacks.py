"""What buttons carry, over all modules that have some of their own."""

from __future__ import annotations

import pkgutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Chat, Message

import bot.telegram
from bot.desk import elsewhere
from bot.desk.view import Drawn
from bot.telegram.approval_prompts import words_wanted
from bot.telegram.callbacks import Pressed, case_in, markup, may_be_card
from bot.texts import words
from storage.models import Elsewhere
from tests.desk.samples import ANNA, DRAWN, fresh


def ours() -> list[type[CallbackData]]:
    for module in pkgutil.iter_modules(bot.telegram.__path__):
        import_module(f"bot.telegram.{module.name}")
    found = [one for one in CallbackData.__subclasses__() if one.__module__.startswith("bot.")]
    assert len(found) > 5
    return found


def test_no_two_kinds_of_buttons_are_taken_for_each_other() -> None:
    prefixes = Counter(one.__prefix__ for one in ours())
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_no_button_carries_a_number_that_the_database_does_not_take() -> None:
    """A modified client sends any: they are `callbacks.Number`."""
    unbounded = [
        f"{one.__module__}.{one.__name__}.{name}"
        for one in ours()
        for name, field in one.model_fields.items()
        if field.annotation is int and not field.metadata
    ]
    assert unbounded == []
    with pytest.raises(ValueError, match="less than"):
        Pressed.unpack(f"o1:claim:{2**63}:1:0")


CLOSED = "department-given-back"
"""The card of a department that is asked nothing any more has no button of ours."""


def sent(drawn: Drawn) -> Message:
    """Of an ordinary desk: the samples' numbers are larger than a button takes back."""
    rows = tuple(tuple(replace(button, arg=1) for button in row) for row in drawn.rows)
    drawn = replace(drawn, rows=rows)
    at, chat = datetime(2026, 11, 21, tzinfo=UTC), Chat(id=-1, type="supergroup")
    return Message(message_id=1, date=at, chat=chat, reply_markup=markup(drawn, 7, 1))


@pytest.mark.parametrize("name", DRAWN)
def test_a_card_is_known_by_its_buttons(name: str) -> None:
    """Whatever its state, and with what shows the customer's next words; nothing else of ours is taken for one."""
    is_card = name.startswith(("card-", "department", "followup")) and name != CLOSED
    assert may_be_card(sent(DRAWN[name](words("en")))) is is_card


def test_what_asks_for_words_about_a_case_is_no_card() -> None:
    texts = words("en")
    for drawn in (
        elsewhere.prompt(fresh(), Elsewhere.PHONE, ANNA, texts),
        words_wanted(fresh(), 3, "decline", ANNA, "Boris", "Good day", texts),
        DRAWN["returning"](texts),
    ):
        message = sent(drawn)
        assert case_in(message.reply_markup) == 7
        assert not may_be_card(message)
