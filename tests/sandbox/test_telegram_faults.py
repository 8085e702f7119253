"""Faults on the wire, as a raw client and aiogram meet them; the rate limits."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramRetryAfter

from sandbox.telegram import Fault, Limits
from tests.sandbox.telegram_scene import CLAIM, DESK, Scene, keyboard, scene


def shown(s: Scene) -> list[str]:
    return [each.text for each in s.tg.messages(s.desk)]


async def test_html_of_a_proxy(s: Scene, bot: Bot) -> None:
    s.tg.faults.add("sendMessage", Fault.html(502), times=1)
    with pytest.raises(ClientDecodeError):
        await bot.send_message(DESK, "x")
    await bot.send_message(DESK, "y")
    assert shown(s) == ["y"]
    assert s.tg.faults.hits == {"sendMessage": 1}


async def test_flood(s: Scene, bot: Bot) -> None:
    s.tg.faults.add("send*", Fault.flood(7), times=1)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(DESK, "x")
    assert refused.value.retry_after == 7
    assert s.tg.too_many == []
    assert s.tg.calls[-1].status == 429


async def test_reset_before(s: Scene) -> None:
    s.tg.faults.add("sendMessage", Fault.reset_before(), times=1)
    with pytest.raises(aiohttp.ClientError):
        await s.call("sendMessage", chat_id=DESK, text="x")
    assert shown(s) == []
    assert s.tg.calls[-1].status == 0


async def test_drop_after(s: Scene, bot: Bot) -> None:
    s.tg.faults.add("sendMessage", Fault.drop_after(), times=1)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(DESK, "x")
    assert shown(s) == ["x"]
    assert s.tg.calls[-1].status == 200


async def test_reset_mid_body(s: Scene) -> None:
    s.tg.faults.add("sendMessage", Fault.reset_mid_body(), times=1)
    with pytest.raises(aiohttp.ClientError):
        await s.call("sendMessage", chat_id=DESK, text="x")
    assert shown(s) == ["x"]


async def test_hang_until_released(s: Scene) -> None:
    s.tg.faults.add("sendMessage", Fault.hang())
    waiting = asyncio.create_task(s.call("sendMessage", chat_id=DESK, text="x"))
    await s.tg.wait(lambda: s.tg.faults.hits["sendMessage"])
    assert shown(s) == []
    s.tg.faults.clear()
    await waiting
    assert shown(s) == ["x"]


async def test_hang_until_the_client_gives_up(s: Scene) -> None:
    s.tg.faults.add("sendMessage", Fault.hang(), times=1)
    s.tg.faults.add("editMessageText", Fault.hang(applied=True), times=1)
    lost = asyncio.create_task(s.call("sendMessage", chat_id=DESK, text="x"))
    await s.tg.wait(lambda: s.tg.faults.hits["sendMessage"])
    lost.cancel()
    sent = await s.call("sendMessage", chat_id=DESK, text="y")
    edit = asyncio.create_task(
        s.call("editMessageText", chat_id=DESK, message_id=sent["message_id"], text="z")
    )
    await s.tg.wait(lambda: "z" in shown(s))
    assert not edit.done()
    edit.cancel()
    s.tg.faults.clear()
    await s.call("getMe")
    assert shown(s) == ["z"]


async def test_slow(s: Scene) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    s.tg.faults.sleep = sleep
    s.tg.faults.add("sendMessage", Fault.slow(9), times=1)
    await s.call("sendMessage", chat_id=DESK, text="x")
    assert slept == [9]


async def test_predicate_after_and_times(s: Scene) -> None:
    refuse = Fault.error(400, {"ok": False, "error_code": 400, "description": "Bad Request: CHAT_RESTRICTED"})
    s.tg.faults.add("sendMessage", refuse, when=lambda params: params["text"] == "b", after=1, times=1)
    for text in ("a", "b"):
        await s.call("sendMessage", chat_id=DESK, text=text)
    assert await s.refused("sendMessage", chat_id=DESK, text="b") == "400 Bad Request: CHAT_RESTRICTED"
    await s.call("sendMessage", chat_id=DESK, text="b")
    assert shown(s) == ["a", "b", "b"]


async def test_limit_of_a_group() -> None:
    limits = Limits(group_per_minute=3, chat_per_second=None, overall_per_second=None)
    async with scene(limits) as s:
        first = await s.call("sendMessage", chat_id=DESK, text="1", reply_markup=keyboard(CLAIM))
        await s.call("editMessageText", chat_id=DESK, message_id=first["message_id"], text="2")
        s.clock.turn(10)
        await s.call("sendMessage", chat_id=DESK, text="3")
        status, body = await s.ask("sendMessage", chat_id=DESK, text="4")
        assert status == 429
        assert body["parameters"] == {"retry_after": 50}
        assert body["description"] == "Too Many Requests: retry after 50"
        assert [each.params["text"] for each in s.tg.too_many] == ["4"]
        for _ in range(5):
            await s.call("sendChatAction", chat_id=DESK, action="typing")
        s.tg.start_bot(s.anna)
        await s.call("sendMessage", chat_id=101, text="another chat")
        s.clock.turn(50)
        await s.call("sendMessage", chat_id=DESK, text="4")
        limits.group_per_minute = None
        await s.call("sendMessage", chat_id=DESK, text="5")


async def test_limit_of_a_chat_and_overall() -> None:
    async with scene(Limits(group_per_minute=None, chat_burst=2)) as s:
        for text in "ab":
            await s.call("sendMessage", chat_id=DESK, text=text)
        assert (await s.ask("sendMessage", chat_id=DESK, text="c"))[1]["parameters"] == {"retry_after": 1}
        s.clock.turn(1)
        await s.call("sendMessage", chat_id=DESK, text="c")
    async with scene(Limits(group_per_minute=None, chat_per_second=None, overall_per_second=2)) as s:
        for text in "ab":
            await s.call("sendMessage", chat_id=DESK, text=text)
        assert (await s.ask("sendMessage", chat_id=DESK, text="c"))[0] == 429
