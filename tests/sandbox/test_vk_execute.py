"""execute, mentions, presses: as the facts and the schema have them."""

import json

import pytest

from tests.sandbox.vk_shop import Json, shop


async def test_execute_gives_a_list_or_an_object_and_says_what_failed() -> None:
    async with shop() as s:
        good = f'API.wall.getById({{"posts":"-7_{s.post.id}"}})'
        bad = 'API.wall.getComment({"owner_id":-7,"comment_id":99})'
        body = await s.body("execute", "admin", code=f"return [{good}, {bad}];")
        assert [each if each is False else each["items"][0]["id"] for each in body["response"]] == [
            s.post.id,
            False,
        ]
        [error] = body["execute_errors"]
        assert (error["method"], error["error_code"]) == ("wall.getComment", 212)
        named = await s.ok("execute", "service", code=f'return {{"post": {good}}};')
        assert named["post"]["items"][0]["id"] == s.post.id


@pytest.mark.parametrize("code", ["return 1;", "var a = 1; return a;", "return [API.wall.get(1)];", "[]"])
async def test_other_vkscript_is_not_understood(code: str) -> None:
    async with shop() as s:
        assert await s.refused("execute", code=code) == 12


async def test_execute_takes_25_calls_and_each_needs_its_token() -> None:
    async with shop() as s:
        one = 'API.users.get({"user_ids":"101"})'
        assert len(await s.ok("execute", code=f"return [{','.join([one] * 25)}];")) == 25
        assert await s.refused("execute", code=f"return [{','.join([one] * 26)}];") == 13
        body = await s.body("execute", code=f"return [{one}, API.wall.get({json.dumps({'owner_id': -7})})];")
        assert body["execute_errors"][0]["error_code"] == 27


async def test_mentions_are_found_by_an_administrators_token_newest_first() -> None:
    async with shop() as s:
        for text in ("Спасибо, @coffee!", "Кофе", "[club7|Кофейня] лучше всех"):
            s.clock.now += 1
            s.vk.add_post(s.anna, text)
        found = await s.ok("newsfeed.getMentions", "admin", owner_id=-7, count=1)
        assert (found["count"], found["items"][0]["text"]) == (2, "[club7|Кофейня] лучше всех")
        later = await s.ok("newsfeed.getMentions", "admin", owner_id=-7, offset=1)
        assert [each["text"] for each in later["items"]] == ["Спасибо, @coffee!"]
        assert await s.refused("newsfeed.getMentions", "service", owner_id=-7) == 27


async def test_a_press_is_answered_once_by_whom_it_was_for() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        message = s.vk.message(s.anna, s.group, "?")
        event_id = s.vk.press(s.anna, s.group, message, {"a": 1})
        assert s.vk.spinning == [event_id]
        call: Json = {"event_id": event_id, "user_id": s.anna.id, "peer_id": s.anna.id}
        wrong: Json = {**call, "user_id": s.boris.id, "peer_id": s.boris.id}
        assert await s.refused("messages.sendMessageEventAnswer", **wrong) == 100
        assert await s.ok("messages.sendMessageEventAnswer", **call) == 1
        assert await s.refused("messages.sendMessageEventAnswer", **call) == 100
        assert [kind for kind, _ in await s.events(ts)][-1] == "message_event"


async def test_suggestions_are_for_administrators_and_reposts_for_all() -> None:
    async with shop() as s:
        s.vk.add_post(s.group, "Возьмите", author=s.anna, post_type="suggest")
        s.vk.repost(s.boris, s.post, "Смотрите")
        assert await s.refused("wall.get", "service", owner_id=-7, filter="suggests") == 15
        assert (await s.ok("wall.get", "admin", owner_id=-7, filter="suggests"))["count"] == 1
        copies = await s.ok("wall.getReposts", "service", owner_id=-7, post_id=s.post.id)
        assert [each["text"] for each in copies["items"]] == ["Смотрите"]
