import asyncio

import aiohttp
import pytest

from tests.sandbox.telegram_scene import CLAIM, DESK, Scene, keyboard

CONFLICT = (
    "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def test_every_transport(s: Scene) -> None:
    url = f"{s.tg.url}/bot{s.tg.token}/sendMessage"
    arguments = {"chat_id": str(DESK), "text": "x"}
    async with s.session.get(url, params=arguments) as response:
        assert (await response.json())["result"]["message_id"] == 1
    async with s.session.post(url, data=arguments) as response:
        assert (await response.json())["result"]["message_id"] == 2
    async with s.session.post(url, json={"chat_id": DESK, "text": "x"}) as response:
        assert (await response.json())["result"]["message_id"] == 3


async def test_wrong_token_and_unknown_method(s: Scene) -> None:
    async with s.session.get(f"{s.tg.url}/bot1:x/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await s.refused("noSuchMethod")).startswith("404 Not Found")
    async with s.session.get(f"{s.tg.url}/elsewhere") as response:
        assert response.status == 404


async def test_offset_confirms(s: Scene) -> None:
    for text in ("a", "b", "c"):
        s.tg.say(s.anna, s.desk, text)
    first = await s.updates()
    assert [each["message"]["text"] for each in first] == ["a", "b", "c"]
    assert await s.updates() == first
    assert len(await s.updates(first[1]["update_id"])) == 2
    assert len(await s.updates()) == 2
    assert await s.updates(first[2]["update_id"] + 1) == []
    assert await s.updates() == []


async def test_limit_and_negative_offset(s: Scene) -> None:
    for text in ("a", "b", "c"):
        s.tg.say(s.anna, s.desk, text)
    assert len(await s.call("getUpdates", limit=2)) == 2
    assert [each["message"]["text"] for each in await s.updates(-1)] == ["c"]
    assert len(await s.updates()) == 1


async def test_long_poll_wakes(s: Scene) -> None:
    waiting = asyncio.create_task(s.call("getUpdates", timeout=50))
    await s.tg.wait(lambda: s.tg.calls)
    s.tg.say(s.anna, s.desk, "hello")
    assert [each["message"]["text"] for each in await waiting] == ["hello"]


async def test_second_poll_ends_the_first(s: Scene) -> None:
    first = asyncio.create_task(s.refused("getUpdates", timeout=50))
    await s.tg.wait(lambda: s.tg.calls)
    second = asyncio.create_task(s.call("getUpdates", timeout=50))
    assert await first == CONFLICT
    s.tg.say(s.anna, s.desk, "hello")
    assert len(await second) == 1


async def test_a_client_that_went_away_leaves_no_poll(s: Scene) -> None:
    gone = asyncio.create_task(s.call("getUpdates", timeout=50))
    await s.tg.wait(lambda: s.tg.calls)
    gone.cancel()
    s.tg.say(s.anna, s.desk, "hello")
    assert len(await s.call("getUpdates", timeout=50)) == 1


async def test_expiry(s: Scene) -> None:
    card = await s.call("sendMessage", chat_id=DESK, text="card", reply_markup=keyboard(CLAIM))
    s.tg.say(s.anna, s.desk, "hello")
    s.tg.press(s.anna, s.desk, card["message_id"], "Claim")
    s.clock.turn(149)
    assert len(await s.updates()) == 2
    s.clock.turn(2)
    assert [list(each)[1] for each in await s.updates()] == ["message"]
    s.clock.turn(24 * 3600)
    assert await s.updates() == []


async def test_allowed_updates_are_remembered(s: Scene) -> None:
    await s.call("getUpdates", allowed_updates=["callback_query"])
    s.tg.say(s.anna, s.desk, "unheard")
    assert await s.updates() == []
    await s.call("getUpdates", allowed_updates=[])
    s.tg.say(s.anna, s.desk, "heard")
    assert len(await s.updates()) == 1


async def test_jump_and_redeliver(s: Scene) -> None:
    s.tg.say(s.anna, s.desk, "a")
    first = (await s.news())[0]
    s.tg.jump(5000)
    s.tg.say(s.anna, s.desk, "b")
    second = (await s.news())[0]
    assert second["update_id"] == first["update_id"] + 5001
    s.tg.redeliver(first["update_id"])
    assert await s.updates(second["update_id"] + 1) == [first]
    assert await s.updates(second["update_id"] + 1) == []


async def test_outage_keeps_state_and_port(s: Scene) -> None:
    s.tg.say(s.anna, s.desk, "a")
    url = s.tg.url
    poll = asyncio.create_task(s.call("getUpdates", offset=s.tg.queue.next_id, timeout=50))
    await s.tg.wait(lambda: s.tg.calls)
    await s.tg.stop()
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientError):
        await s.call("getMe")
    s.tg.say(s.anna, s.desk, "meanwhile")
    await s.tg.start()
    assert s.tg.url == url
    assert [each["message"]["text"] for each in await s.updates()] == ["meanwhile"]


async def test_wait_says_what_was_seen(s: Scene) -> None:
    await s.call("sendMessage", chat_id=DESK, text="the only card")
    with pytest.raises(AssertionError, match="the only card"):
        await s.tg.wait(lambda: s.tg.messages(s.desk)[7], timeout=0.01)
