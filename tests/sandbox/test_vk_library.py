"""The real vk_api against the sandbox, redirected as facts/vk.md, section 3, says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import jconfig
import pytest
import requests
from requests.adapters import HTTPAdapter
from vk_api import ApiError, ApiHttpError, VkApiGroup, VkUpload
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll

from sandbox.faults import Fault
from tests.sandbox.vk_shop import Shop, shop


class Redirect(HTTPAdapter):
    """Sends what is meant for api.vk.ru to the sandbox."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        request.url = (request.url or "").replace("https://api.vk.ru", self.url)
        return super().send(request, *args, **{**kwargs, "timeout": kwargs.get("timeout") or 5})


@asynccontextmanager
async def library(s: Shop) -> AsyncIterator[VkApiGroup]:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://api.vk.ru/", Redirect(s.vk.url))
        yield VkApiGroup(token="community", api_version="5.199", session=session, config=jconfig.MemoryConfig)


async def test_calls_and_errors() -> None:
    async with shop() as s, library(s) as api:
        comment = s.vk.comment(s.anna, s.post, "?")
        values = {
            "owner_id": -7,
            "post_id": 1,
            "from_group": 7,
            "message": "да",
            "reply_to_comment": comment.id,
        }
        made = await asyncio.to_thread(api.method, "wall.createComment", values)
        assert made["parents_stack"] == [comment.id]
        with pytest.raises(ApiError) as refused:
            await asyncio.to_thread(api.method, "wall.get", {"owner_id": -7})
        assert refused.value.code == 27
        with pytest.raises(ApiError) as refused:
            await asyncio.to_thread(
                api.method, "groups.setLongPollSettings", {"group_id": 7, "enabled": True}
            )
        assert refused.value.code == 100


async def test_what_the_library_makes_of_trouble() -> None:
    async with shop() as s, library(s) as api:
        s.vk.captcha("users.get")
        with pytest.raises(KeyError):
            await asyncio.to_thread(api.method, "users.get", {"user_ids": 101})
        s.vk.clear_failures()
        s.vk.faults.add("users.get", Fault.html(200), times=1)
        with pytest.raises(requests.JSONDecodeError):
            await asyncio.to_thread(api.method, "users.get", {"user_ids": 101})
        s.vk.faults.add("users.get", Fault.html(502), times=1)
        with pytest.raises(ApiHttpError):
            await asyncio.to_thread(api.method, "users.get", {"user_ids": 101})


async def test_its_long_poll() -> None:
    async with shop() as s, library(s) as api:
        poll = await asyncio.to_thread(VkBotLongPoll, api, 7, 1)
        s.vk.message(s.anna, s.group, "раз")
        s.vk.longpoll.fail_next(2)
        assert await asyncio.to_thread(poll.check) == []
        (event,) = await asyncio.to_thread(poll.check)
        assert (event.type, event.message.text) == (VkBotEventType.MESSAGE_NEW, "раз")
        poll.session.close()


async def test_its_uploads() -> None:
    async with shop() as s, library(s) as api:
        upload = VkUpload(api)
        s.vk.allow(s.anna, s.group)
        (photo,) = await asyncio.to_thread(upload.photo_messages, BytesIO(b"\x89PNG"), 101)
        assert photo["owner_id"] == -7
        voice = await asyncio.to_thread(upload.audio_message, BytesIO(b"OggS"), 101)
        assert voice["type"] == "audio_message"
        upload.http.close()
