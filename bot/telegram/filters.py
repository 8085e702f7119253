"""Which messages a handler is for."""

from __future__ import annotations

from aiogram import F
from aiogram.enums import ChatType
from aiogram.filters import Command

PRIVATE = F.chat.type == ChatType.PRIVATE
GROUP = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})


def called(*names: str) -> Command:
    """A command by any of these names. Phones like to begin with a capital letter."""
    return Command(*names, ignore_case=True)
