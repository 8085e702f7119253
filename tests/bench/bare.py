"""What the same client does that only sends: `python -m tests.bench.bare FILE COUNT IN_FLIGHT`, a process of its own.

FILE has the address, the token and the parameters of a card that the desk has sent. Prints milliseconds of each message
and seconds of them all, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.methods import SendMessage

WARM = 20


async def send(given: dict[str, Any], count: int, in_flight: int) -> dict[str, object]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(given["url"]))
    bot = Bot(given["token"], session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    spent: list[float] = []

    async def some(messages: int) -> None:
        for _ in range(messages):
            began = time.perf_counter()
            await bot(SendMessage.model_validate(given["card"]))
            spent.append((time.perf_counter() - began) * 1000)

    await some(WARM)
    spent.clear()
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(some(count // in_flight) for _ in range(in_flight)))
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    await bot.session.close()
    return {"ms": spent, "seconds": seconds, "cpu": used}


if __name__ == "__main__":
    told = asyncio.run(send(json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2]), int(sys.argv[3])))
    print(json.dumps(told))  # noqa: T201 - it is what it is for
