"""How the bot speaks HTTP."""

from __future__ import annotations

import json
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, FormData, Payload


class Session(AiohttpSession):
    """Closed when it is closed: aiogram waits a quarter of a second more, for connections that aiohttp itself waits for
    since 3.12.

    Keeps the types that answers are read by: pydantic holds them weakly, and aiogram names them anew for each answer, so
    that every sixth of them was made again, in some 5 ms.
    """

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._answers: dict[object, object] = {}

    def build_form_data(  # type: ignore[override] # it is only handed on, as the body
        self, bot: Bot, method: TelegramMethod[TelegramType]
    ) -> FormData | Payload:
        """JSON, as long as no file is sent: a form spells each letter that is not ASCII in six signs, and takes longer."""
        files: dict[str, InputFile] = {}
        given = {
            name: ready
            for name, value in method.model_dump(warnings=False).items()
            if (ready := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) is not None
        }
        if files:
            return super().build_form_data(bot, method)
        body = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
        return BytesPayload(body.encode(), content_type="application/json")

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
