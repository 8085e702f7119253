"""Long poll: ts, history, the four ways to fail, and everything odd that can come through it."""

import asyncio

import aiohttp
import pytest

from sandbox.faults import Fault
from sandbox.vk import Limits
from tests.sandbox.vk_shop import Shop, shop


async def waiting_poll(s: Shop, ts: str) -> "asyncio.Task[dict[str, object]]":
    """A poll that VK holds."""
    held = s.vk.longpoll.waiting
    task = asyncio.create_task(s.poll(ts, wait=25))
    await s.vk.wait(lambda: s.vk.longpoll.waiting > held)
    return task


async def test_a_waiting_poll_is_woken() -> None:
    async with shop() as s:
        poll = await waiting_poll(s, await s.subscribe())
        s.vk.comment(s.anna, s.post, "?")
        answer = await poll
        assert answer["ts"] == "2"
        assert isinstance(answer["updates"], list)
        (update,) = answer["updates"]
        assert set(update) == {"type", "event_id", "v", "object", "group_id"}
        assert (update["type"], update["v"], update["group_id"]) == ("wall_reply_new", "5.199", 7)


async def test_a_saved_ts_replays_what_came_meanwhile() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.comment(s.anna, s.post, "раз")
        await s.vk.stop()
        s.vk.comment(s.anna, s.post, "два")
        await s.vk.start()
        for _ in range(2):
            assert [each["text"] for _, each in await s.events(ts)] == ["раз", "два"]
        assert (await s.poll("3"))["updates"] == []


async def test_an_outage_breaks_the_poll_and_ends_at_the_same_address() -> None:
    async with shop() as s:
        poll = await waiting_poll(s, await s.subscribe())
        url = s.vk.url
        await s.vk.stop()
        with pytest.raises(aiohttp.ClientError):
            await poll
        with pytest.raises(aiohttp.ClientConnectorError):
            await s.ok("users.get", user_ids=1)
        await s.vk.start()
        assert s.vk.url == url
        await s.ok("users.get", user_ids=1)


async def test_a_client_that_hangs_up_takes_nothing_along() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        poll = await waiting_poll(s, ts)
        poll.cancel()
        await s.vk.wait(lambda: s.vk.longpoll.waiting == 0)
        s.vk.longpoll.fail_next(2)
        assert await s.poll(ts) == {"failed": 2}


async def test_ts_may_be_a_number() -> None:
    async with shop() as s:
        s.vk.longpoll.numeric_ts = True
        answer = await s.ok("groups.getLongPollServer", group_id=7)
        assert answer["ts"] == 1
        await s.subscribe()
        s.vk.comment(s.anna, s.post, "?")
        assert (await s.poll(1))["ts"] == 2


async def test_the_ways_to_fail() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.comment(s.anna, s.post, "потеряно")
        s.vk.longpoll.fail_next(1)
        assert await s.poll(ts) == {"failed": 1, "ts": "2"}
        assert (await s.poll("2"))["updates"] == []
        for code in (2, 3):
            s.vk.longpoll.fail_next(code)
            assert await s.poll("2") == {"failed": code}
            assert await s.poll("2") == {"failed": 2}
            await s.subscribe()
        s.vk.longpoll.fail_next(4)
        assert (await s.poll("2"))["failed"] == 4
        assert (await s.poll("2"))["ts"] == "2"
        poll = await waiting_poll(s, "2")
        s.vk.longpoll.fail_next(3)
        assert await poll == {"failed": 3}


async def test_history_is_finite() -> None:
    async with shop(Limits(history=3)) as s:
        await s.subscribe()
        for n in range(5):
            s.vk.comment(s.anna, s.post, str(n))
        assert (await s.poll("2"))["failed"] == 1
        assert [each["text"] for _, each in await s.events("3")] == ["2", "3", "4"]
        s.vk.longpoll.forget_history()
        assert await s.poll("5") == {"failed": 1, "ts": "6"}
        assert (await s.poll("99"))["failed"] == 1
        assert (await s.poll("x"))["failed"] == 1


async def test_only_what_is_ticked_is_told() -> None:
    async with shop(long_poll=False) as s:
        error = (await s.body("groups.getLongPollServer", group_id=7))["error"]
        assert error["error_code"] == 100
        assert "longpoll for this group is not enabled" in error["error_msg"]
        await s.ok("groups.setLongPollSettings", group_id=7, enabled=1, api_version="5.199", wall_reply_new=1)
        ts = await s.subscribe()
        s.vk.message(s.anna, s.group, "?")
        s.vk.comment(s.anna, s.post, "?")
        assert [kind for kind, _ in await s.events(ts)] == ["wall_reply_new"]
        settings = await s.ok("groups.getLongPollSettings", group_id=7)
        assert (settings["is_enabled"], settings["events"]["wall_reply_new"]) == (True, 1)
        assert sum(settings["events"].values()) == 1
        assert await s.refused("groups.setLongPollSettings", group_id=7, enabled="True") == 100
        assert await s.refused("groups.getLongPollServer", group_id=8) == 15


async def test_the_shape_follows_the_version_of_the_setting() -> None:
    async with shop() as s:
        await s.ok("groups.setLongPollSettings", group_id=7, api_version="5.92")
        ts = await s.subscribe()
        s.vk.message(s.anna, s.group, "?")
        ((_, told),) = await s.events(ts)
        assert told["text"] == "?"


async def test_duplicates_raw_events_and_resent_batches() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.comment(s.anna, s.post, "раз")
        (event_id,) = s.vk.events("wall_reply_new")
        s.vk.redeliver(event_id)
        s.vk.push_raw({"type": "wall_reply_new", "object": None})
        s.vk.push_raw("nonsense")
        answer = await s.poll(ts)
        assert [each["event_id"] for each in answer["updates"][:2]] == [event_id] * 2
        assert answer["updates"][2:] == [{"type": "wall_reply_new", "object": None}, "nonsense"]
        s.vk.longpoll.resend(1)
        assert (await s.poll(answer["ts"]))["updates"] == ["nonsense"]
        assert (await s.poll(answer["ts"]))["updates"] == []


async def test_events_come_late() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.hold_events()
        await s.ok("wall.createComment", owner_id=-7, post_id=1, message="x")
        assert await s.events(ts) == []
        s.vk.release_events()
        assert len(await s.events(ts)) == 1


async def test_communities_hear_only_their_own() -> None:
    async with shop() as s:
        other = s.vk.add_group(8, "Соседи", "next_door")
        ts = await s.subscribe()
        s.vk.comment(s.anna, s.vk.add_post(other, "!"), "?")
        assert await s.events(ts) == []


async def test_faults_know_the_poll_as_a_check() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.faults.add("a_check", Fault.html(502), times=1)
        with pytest.raises(aiohttp.ContentTypeError):
            await s.poll(ts)
        assert (await s.poll(ts))["updates"] == []
