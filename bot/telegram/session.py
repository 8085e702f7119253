"""How the bot speaks HTTP."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class Session(AiohttpSession):
    """Closed when it is closed: aiogram waits a quarter of a second more, for connections that aiohttp itself waits for
    since 3.12.

    Keeps the types that answers are read by: pydantic holds them weakly, and aiogram names them anew for each answer, so
    that every sixth of them was made again, in some 5 ms.
    """

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._answers: dict[object, object] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        kind: Any = method.__returning__
        if kind not in self._answers:
            self._answers[kind] = Response[kind]
        return super().check_response(bot, method, status_code, content)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
