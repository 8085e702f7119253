"""What buttons carry, over all modules that have some of their own."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

from aiogram.filters.callback_data import CallbackData

import bot.telegram


def test_no_two_kinds_of_buttons_are_taken_for_each_other() -> None:
    for module in pkgutil.iter_modules(bot.telegram.__path__):
        import_module(f"bot.telegram.{module.name}")
    ours = [one for one in CallbackData.__subclasses__() if one.__module__.startswith("bot.")]
    prefixes = Counter(one.__prefix__ for one in ours)
    assert len(ours) > 5
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []
