"""What goes wrong on demand: error codes, captchas, broken connections; and waiting for what happens."""

import asyncio

import aiohttp
import pytest

from sandbox.faults import Fault
from tests.sandbox.vk_shop import Json, shop

ANSWER: Json = {"owner_id": -7, "post_id": 1, "message": "x"}


async def test_any_code_for_any_method() -> None:
    async with shop() as s:
        s.vk.fail("wall.createComment", code=213, times=2)
        s.vk.fail("users.*", 6, when=lambda params: params["user_ids"] == "101")
        assert await s.refused("wall.createComment", **ANSWER) == 213
        assert await s.refused("wall.createComment", **ANSWER) == 213
        assert s.vk.comments(s.post) == []
        await s.ok("wall.createComment", **ANSWER)
        await s.ok("users.get", user_ids=102)
        assert await s.refused("users.get", user_ids=101) == 6
        s.vk.fail("*", 29, times=None)
        assert await s.refused("users.get", user_ids=101) == 29
        s.vk.clear_failures()
        await s.ok("users.get", user_ids=101)


async def test_the_captcha_of_today_has_a_page_and_no_sid() -> None:
    async with shop() as s:
        s.vk.captcha("wall.createComment")
        error = (await s.body("wall.createComment", **ANSWER))["error"]
        assert error["error_code"] == 14
        assert "captcha_sid" not in error
        async with s.http.post(error["redirect_uri"]) as response:
            token = (await response.text()).removeprefix("success_token=")
        await s.ok("wall.createComment", **ANSWER, success_token=token)


async def test_the_old_captcha_has_a_picture() -> None:
    async with shop() as s:
        s.vk.captcha("wall.createComment", form="image")
        error = (await s.body("wall.createComment", **ANSWER))["error"]
        async with s.http.get(error["captcha_img"]) as response:
            assert response.content_type == "image/png"
        assert await s.refused("wall.createComment", **ANSWER) == 14
        await s.ok("wall.createComment", **ANSWER, captcha_sid=error["captcha_sid"], captcha_key="abc")


async def test_what_was_committed_stays_when_the_answer_is_lost() -> None:
    async with shop() as s:
        for fault in (Fault.drop_after(), Fault.reset_mid_body()):
            s.vk.faults.add("wall.createComment", fault, times=1)
            with pytest.raises(aiohttp.ClientError):
                await s.body("wall.createComment", **ANSWER)
        assert [call.outcome for call in s.vk.calls] == ["ok", "ok"]
        assert len(s.vk.comments(s.post)) == 2


async def test_what_never_arrived_did_not_happen() -> None:
    async with shop() as s:
        s.vk.faults.add("wall.createComment", Fault.reset_before(), times=1)
        with pytest.raises(aiohttp.ClientError):
            await s.body("wall.createComment", **ANSWER)
        s.vk.faults.add("wall.createComment", Fault.html(200), times=1)
        with pytest.raises(aiohttp.ContentTypeError):
            await s.body("wall.createComment", **ANSWER)
        assert [call.outcome for call in s.vk.calls] == ["fault", "fault"]
        assert s.vk.comments(s.post) == []


async def test_a_hanging_call_goes_on_when_released() -> None:
    async with shop() as s:
        rule = s.vk.faults.add("users.get", Fault.hang(), times=1)
        call = asyncio.create_task(s.ok("users.get", user_ids=101))
        await s.vk.wait(lambda: rule.hits)
        s.vk.faults.release()
        assert (await call)[0]["id"] == 101


async def test_waiting_for_what_happens() -> None:
    async with shop() as s:
        before = s.vk.revision
        seen: list[int] = []
        off = s.vk.on_change(lambda: seen.append(s.vk.revision))
        task = asyncio.create_task(s.vk.wait(lambda: s.vk.comments(s.post)))
        await s.ok("wall.createComment", **ANSWER)
        assert [comment.text for comment in await task] == ["x"]
        off()
        s.vk.add_user(1, "Я", "Мы")
        assert seen
        assert seen[-1] < s.vk.revision
        assert seen[0] > before
        with pytest.raises(TimeoutError, match=r"wall\.createComment → ok.*\['x'\]"):
            await s.vk.wait(lambda: False, timeout=0.01)
