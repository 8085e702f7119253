"""A small world on the Telegram sandbox for each test, and a bot in it. VK's tests open their shop themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from tests.sandbox.telegram_scene import Scene, scene


@pytest.fixture
async def s() -> AsyncIterator[Scene]:
    async with scene() as made:
        yield made


@pytest.fixture
async def bot(s: Scene) -> AsyncIterator[Bot]:
    made = s.bot()
    yield made
    await made.session.close()
