"""What buttons carry, over all modules that have some of their own."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

import pytest
from aiogram.filters.callback_data import CallbackData

import bot.telegram
from bot.telegram.callbacks import Pressed


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
