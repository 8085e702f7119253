"""The page's HTTP API: what people see, what they do, and the news that something changed. No browser."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from sandbox.page import Page
from sandbox.telegram import Message
from sandbox.telegram.files import png
from sandbox.vk import Post
from sandbox.world import (
    ANNA,
    BORIS,
    BRAND,
    CITY_GUIDE,
    DELIVERY,
    DMITRY,
    IGOR,
    NINA,
    OLGA,
    OPERATORS,
    PETR,
    QUALITY,
    TIM,
    VERA,
    World,
)

Json = dict[str, Any]
KEYS = {"inline_keyboard": [[{"text": "Claim", "callback_data": "c1", "style": "primary"}]]}


@dataclass
class Visit:
    """The demo's world, a browser's requests, and a bot without a head."""

    world: World
    session: aiohttp.ClientSession

    async def state(self, me: int = ANNA, who: int = VERA) -> Json:
        async with self.session.get(f"{self.world.url}api/state", params={"me": me, "as": who}) as response:
            assert response.status == 200
            answer: Json = await response.json()
            return answer

    async def chat(self, me: int, chat: int) -> Json:
        return next(each for each in (await self.state(me))["telegram"]["chats"] if each["id"] == chat)

    async def act(self, name: str, expect: int = 200, **body: object) -> Json:
        async with self.session.post(f"{self.world.url}api/{name}", json=body) as response:
            answer: Json = await response.json()
            assert response.status == expect, answer
            return answer

    async def vk(self, who: int, name: str, expect: int = 200, **body: object) -> Json:
        return await self.act(f"vk/{name}", expect, **{"as": who}, **body)

    async def bot(self, method: str, **params: object) -> Any:
        url = f"{self.world.telegram.url}/bot{self.world.telegram.token}/{method}"
        async with self.session.post(url, json=params) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def card(self, text: str = "<b>#1</b>", **more: object) -> Message:
        sent = await self.bot(
            "sendMessage", chat_id=OPERATORS, text=text, parse_mode="HTML", reply_markup=KEYS, **more
        )
        return self.world.telegram.chats[OPERATORS].messages[sent["message_id"]]

    @property
    def post(self) -> Post:
        """The latest."""
        return max(self.world.vk.posts(BRAND), key=lambda each: each.date)


@asynccontextmanager
async def visit() -> AsyncIterator[Visit]:
    async with World() as world, aiohttp.ClientSession() as session:
        yield Visit(world, session)


async def test_the_page_and_its_files_are_served() -> None:
    async with visit() as v:
        for path, kind in (
            ("", "text/html"),
            ("static/js/main.js", "javascript"),
            ("static/css/base.css", "text/css"),
        ):
            async with v.session.get(v.world.url + path) as response:
                assert response.status == 200
                assert kind in response.content_type
                assert "default-src 'self'" in response.headers["Content-Security-Policy"]


async def test_everybody_sees_their_own_chats() -> None:
    async with visit() as v:
        anna, petr = await v.state(ANNA), await v.state(PETR)
        assert [each["title"] for each in anna["telegram"]["chats"]] == ["Customer care", "Otklik"]
        assert [each["title"] for each in petr["telegram"]["chats"]] == ["Delivery", "Otklik"]
        people = {each["name"]: each["caption"] for each in anna["telegram"]["people"]}
        assert people == {
            "Anna": "Operator", "Boris": "Operator", "Igor": "Trainee", "Nina": "Supervisor",
            "Olga": "Owner", "Petr": "Delivery", "Maria": "Quality",
        }  # fmt: skip
        assert (await v.state(999, 999))["telegram"]["me"] == ANNA


async def test_a_card_with_all_it_can_have() -> None:
    async with visit() as v:
        photo = v.world.vk.photo(VERA)
        url = v.world.vk.file_url(photo)
        text = '🔴 <b>#7</b>\n<blockquote expandable>Where?</blockquote><tg-time unix="1788607500" format="r">now</tg-time>'
        await v.card(text, link_preview_options={"url": url, "prefer_large_media": True})
        [shown] = (await v.chat(ANNA, OPERATORS))["messages"]
        assert shown["from"] == {"id": 4242424242, "name": "Otklik", "bot": True}
        assert [each["type"] for each in shown["entities"]] == ["bold", "expandable_blockquote", "date_time"]
        assert shown["entities"][2]["unix_time"] == 1788607500
        button = {"text": "Claim", "style": "primary", "disabled": False, "kind": "data", "value": "c1"}
        assert shown["buttons"] == [[button]]
        assert shown["preview"]["large"]
        async with v.session.get(v.world.url.rstrip("/") + shown["preview"]["url"]) as response:
            assert (await response.read()).startswith(b"\x89PNG")


async def test_a_press_answers_when_the_bot_has() -> None:
    async with visit() as v:
        card = await v.card()
        pressing = asyncio.create_task(
            v.act("telegram/press", me=ANNA, chat=OPERATORS, message=card.id, button="c1")
        )
        [update] = await v.bot("getUpdates", timeout=5)
        query = update["callback_query"]
        assert (query["from"]["id"], query["data"]) == (ANNA, "c1")
        await v.bot("answerCallbackQuery", callback_query_id=query["id"], text="It is yours", show_alert=True)
        assert (await pressing)["answer"] == {"text": "It is yours", "alert": True, "url": None}


async def test_a_reply_its_edit_and_its_end() -> None:
    async with visit() as v:
        card = await v.card()
        said = await v.act("telegram/say", me=ANNA, chat=OPERATORS, text="On its way", reply_to=card.id)
        await v.bot(
            "setMessageReaction",
            chat_id=OPERATORS,
            message_id=said["message"],
            reaction=[{"type": "emoji", "emoji": "👌"}],
        )
        await v.act("telegram/react", me=BORIS, chat=OPERATORS, message=said["message"], emoji="❤")
        await v.act(
            "telegram/edit", me=ANNA, chat=OPERATORS, message=said["message"], text="It is on its way"
        )
        shown = (await v.chat(BORIS, OPERATORS))["messages"][-1]
        assert (shown["text"], shown["edited"], shown["mine"]) == ("It is on its way", True, False)
        assert (shown["reply"]["key"], shown["reply"]["text"]) == (str(card.id), "#1")
        assert shown["reactions"] == [
            {"emoji": "👌", "mine": False, "who": ["Otklik"]},
            {"emoji": "❤", "mine": True, "who": ["Boris"]},
        ]
        act = {"chat": OPERATORS, "message": said["message"]}
        assert "only administrators" in (await v.act("telegram/delete", 403, me=BORIS, **act))["error"]
        await v.act("telegram/delete", me=ANNA, **act)
        assert len((await v.chat(ANNA, OPERATORS))["messages"]) == 1


async def test_the_phone_sends_files_with_words_and_without() -> None:
    async with visit() as v:
        card = await v.card()
        sent = {
            name: (
                await v.act(
                    "telegram/say", me=ANNA, chat=OPERATORS, attach=name, text=words, reply_to=card.id
                )
            )["message"]
            for name, words in (("photo", "Look"), ("file", ""), ("voice", ""), ("album", "All three"))
        }
        shown = (await v.chat(BORIS, OPERATORS))["messages"][1:]
        assert [each["id"] for each in shown[:4]] == list(sent.values())
        assert [each["media"]["kind"] for each in shown] == [
            "photo",
            "document",
            "voice",
            "photo",
            "photo",
            "photo",
        ]
        assert [each["text"] for each in shown] == ["Look", "", "", "All three", "", ""]
        assert {each["reply"]["key"] for each in shown} == {str(card.id)}
        assert (shown[1]["media"]["name"], shown[2]["media"]["duration"]) == ("prices.txt", 4)
        assert [each["album"] is None for each in shown] == [True] * 3 + [False] * 3
        assert len({each["album"] for each in shown[3:]}) == 1
        for each in shown:
            async with v.session.get(v.world.url.rstrip("/") + each["media"]["url"]) as response:
                assert len(await response.read()) == each["media"]["size"] > 50
        await v.act("telegram/say", me=BORIS, chat=OPERATORS, text="Fine", reply_to=sent["file"])
        assert (await v.chat(ANNA, OPERATORS))["messages"][-1]["reply"]["text"] == "prices.txt"
        await v.act("telegram/delete", me=ANNA, chat=OPERATORS, message=sent["album"])
        kinds = [
            each["media"] and each["media"]["kind"] for each in (await v.chat(ANNA, OPERATORS))["messages"]
        ]
        assert kinds == [None, "photo", "document", "voice", None], "an album goes as a whole"


async def test_an_ephemeral_message_stands_where_it_came_and_is_seen_by_one() -> None:
    async with visit() as v:
        await v.card("first")
        only = {"receiver_user_id": ANNA}
        await v.bot("sendMessage", chat_id=OPERATORS, text="psst", ephemeral_message_parameters=only)
        await v.act("telegram/say", me=BORIS, chat=OPERATORS, text="last")
        messages = (await v.chat(ANNA, OPERATORS))["messages"]
        assert [each["text"] for each in messages] == ["first", "psst", "last"]
        assert [each["text"] for each in (await v.chat(BORIS, OPERATORS))["messages"]] == ["first", "last"]
        await v.act("telegram/dismiss", me=ANNA, chat=OPERATORS, ephemeral=messages[1]["ephemeral"])
        assert len((await v.chat(ANNA, OPERATORS))["messages"]) == 2


async def test_what_was_read_is_no_longer_counted() -> None:
    async with visit() as v:
        card = await v.card()
        assert (await v.chat(BORIS, OPERATORS))["unread"] == 1
        await v.act("telegram/read", me=BORIS, chat=OPERATORS, up_to=card.id)
        assert (await v.chat(BORIS, OPERATORS))["unread"] == 0
        unread = {each["name"]: each["unread"] for each in (await v.state())["telegram"]["people"]}
        assert {name for name, count in unread.items() if count} == {"Anna", "Igor", "Nina", "Olga"}


async def test_the_private_chat_begins_with_start() -> None:
    async with visit() as v:
        assert not (await v.chat(ANNA, ANNA))["started"]
        await v.act("telegram/start", me=ANNA, payload="CODE")
        chat = await v.chat(ANNA, ANNA)
        assert chat["started"]
        assert [each["text"] for each in chat["messages"]] == ["/start CODE"]


async def test_commands_are_offered_where_they_hold() -> None:
    async with visit() as v:
        queue = [{"command": "queue", "description": "What waits"}]
        await v.bot("setMyCommands", commands=queue, scope={"type": "all_group_chats"})
        assert (await v.chat(ANNA, OPERATORS))["commands"] == queue
        assert (await v.chat(ANNA, ANNA))["commands"] == []


async def test_comments_in_threads_by_customers_and_colleagues() -> None:
    async with visit() as v:
        post = v.post
        root = await v.vk(VERA, "comment", post=post.id, text="Where is my parcel?", photo=True)
        answer = {"post": post.id, "text": "It left today.", "reply_to": root["comment"]}
        reply = await v.vk(-BRAND, "reply_as_colleague", **answer)
        await v.vk(-CITY_GUIDE, "comment", post=post.id, text="Ours too?", reply_to=reply["comment"])
        shown = next(each for each in (await v.state())["vk"]["posts"] if each["id"] == post.id)["comments"]
        assert [each["text"] for each in shown] == ["Where is my parcel?", "It left today.", "Ours too?"]
        assert [each["root"] for each in shown] == [None, root["comment"], root["comment"]]
        assert [each["mine"] for each in shown] == [True, False, False]
        assert shown[2]["to"]["name"] == "Nordlicht Coffee"
        assert shown[0]["attachments"][0]["kind"] == "photo"


async def test_ones_own_comment_can_be_changed_and_nobody_elses() -> None:
    async with visit() as v:
        said = await v.vk(VERA, "comment", post=v.post.id, text="Hi")
        await v.vk(VERA, "edit", comment=said["comment"], text="Hello")
        assert "somebody else's" in (await v.vk(TIM, "delete", 403, comment=said["comment"]))["error"]
        [shown] = (await v.state())["vk"]["posts"][0]["comments"]
        assert (shown["text"], shown["edited"]) == ("Hello", True)
        await v.vk(-BRAND, "delete", comment=said["comment"])
        assert (await v.state())["vk"]["posts"][0]["comments"] == []


async def test_a_dialog_from_both_ends() -> None:
    async with visit() as v:
        said = await v.vk(TIM, "message", text="Do you ship to Riga?")
        await v.vk(-BRAND, "reply_as_colleague", to=TIM, text="We do.")
        [dialog] = (await v.state(who=TIM))["vk"]["dialogs"]
        assert [(each["text"], each["out"]) for each in dialog["messages"]] == [
            ("Do you ship to Riga?", False),
            ("We do.", True),
        ]
        assert dialog["unread"] == 1
        await v.vk(TIM, "read")
        await v.vk(TIM, "edit", message=said["message"], text="Do you ship to Tartu?")
        [dialog] = (await v.state(who=-BRAND))["vk"]["dialogs"]
        assert (dialog["unread"], dialog["messages"][0]["text"]) == (0, "Do you ship to Tartu?")
        assert (await v.state(who=VERA))["vk"]["dialogs"][0]["messages"] == []


async def test_likes_posts_and_closed_comments() -> None:
    async with visit() as v:
        made = await v.vk(-BRAND, "post", text="Open till ten today")
        await v.vk(DMITRY, "like", post=made["post"])
        shown = (await v.state(who=DMITRY))["vk"]["posts"][0]
        assert (shown["text"], shown["likes"], shown["liked"]) == ("Open till ten today", 1, True)
        v.world.vk.close_comments(made["post"])
        refused = await v.vk(VERA, "comment", 400, post=made["post"], text="?")
        assert "no comments are taken" in refused["error"]


async def revision(stream: aiohttp.StreamReader) -> int:
    async for line in stream:
        if line.startswith(b"data: "):
            return int(json.loads(line.removeprefix(b"data: "))["revision"])
    raise AssertionError("the stream has ended")


async def test_every_change_is_announced() -> None:
    async with visit() as v, v.session.get(f"{v.world.url}api/changes") as changes:
        assert changes.content_type == "text/event-stream"
        async with asyncio.timeout(5):
            first = await revision(changes.content)
            v.world.vk.comment(VERA, v.post, "Anybody here?")
            second = await revision(changes.content)
            await v.card()
            third = await revision(changes.content)
        assert first < second < third <= (await v.state())["revision"]


async def test_listeners_do_not_hold_up_the_end() -> None:
    async with visit() as v, v.session.get(f"{v.world.url}api/changes") as changes, asyncio.timeout(5):
        await revision(changes.content)
        await v.world.page.stop()
        assert b"data" not in await changes.content.read()


async def test_faults_are_switched_on_and_off() -> None:
    async with visit() as v:
        await v.act("faults", id="vk-captcha", on=True)
        await v.act("faults", id="telegram-lost", on=True)
        on = [each["id"] for each in (await v.state())["faults"] if each["on"]]
        assert on == ["telegram-lost", "vk-captcha"]
        with pytest.raises(aiohttp.ClientError):
            await v.bot("sendMessage", chat_id=OPERATORS, text="lost")
        await v.act("faults", id="vk-captcha", on=False)
        assert not [each for each in (await v.state())["faults"] if each["on"]]
        assert v.world.vk.core.failures.list == []
        assert "no fault" in (await v.act("faults", 400, id="flood of frogs", on=True))["error"]


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("telegram/say", {"me": PETR, "chat": OPERATORS, "text": "hi"}, "Petr is not in Customer care"),
        ("telegram/say", {"me": ANNA, "chat": OPERATORS, "text": "  "}, "text: some text is expected"),
        ("telegram/say", {"me": ANNA, "chat": OPERATORS, "attach": "bomb"}, "bomb is nothing to attach"),
        (
            "telegram/say",
            {"me": ANNA, "chat": OPERATORS, "attach": "photo", "text": "x" * 1025},
            "no more than 1024",
        ),
        (
            "telegram/say",
            {"me": ANNA, "chat": OPERATORS, "attach": "photo", "reply_to_ephemeral": 1},
            "only words",
        ),
        ("telegram/say", {"me": "Anna", "chat": OPERATORS, "text": "x"}, "me: a number is expected"),
        ("telegram/press", {"me": ANNA, "chat": OPERATORS, "message": 5, "button": "c1"}, "no message 5"),
        ("telegram/react", {"me": OLGA, "chat": DELIVERY, "message": 1, "emoji": "❤"}, "no message 1"),
        ("vk/comment", {"as": VERA, "post": 999, "text": "x"}, "no post 999"),
        ("vk/comment", {"as": 404, "post": 1, "text": "x"}, "nobody has the VK id 404"),
        ("vk/message", {"as": -CITY_GUIDE, "text": "x"}, "communities cannot"),
        ("vk/reply_as_colleague", {"as": -BRAND, "to": DMITRY, "text": "x"}, "without permission"),
    ],
)
async def test_refusals_are_said_in_words(name: str, body: Json, said: str) -> None:
    async with visit() as v, v.session.post(f"{v.world.url}api/{name}", json=body) as response:
        assert response.status in (400, 403)
        assert said in (await response.json())["error"]


async def test_only_this_machine_and_only_json() -> None:
    async with visit() as v:
        state = f"{v.world.url}api/state"
        async with v.session.get(state, headers={"Host": "evil.example"}) as response:
            assert response.status == 403
        async with v.session.post(f"{v.world.url}api/faults", data="id=vk-down") as response:
            assert response.status == 415
        async with v.session.post(f"{v.world.url}api/faults", json={"id": "x" * 70_000}) as response:
            assert response.status == 413
        page = Page(v.world.telegram, v.world.vk, BRAND)
        with pytest.raises(ValueError, match="loopback"):
            await page.start("0.0.0.0")


async def test_settings_name_all_a_desk_needs() -> None:
    async with visit() as v:
        settings = v.world.settings()
        assert settings["OPERATORS_CHAT_ID"] == str(OPERATORS)
        assert settings["OWNER_IDS"] == str(OLGA)
        async with v.session.get(f"{settings['VK_API_URL']}/method/groups.getById", params={
            "group_id": settings["VK_GROUP_ID"], "access_token": settings["VK_GROUP_TOKEN"], "v": "5.199",
        }) as response:  # fmt: skip
            assert (await response.json())["response"]["groups"][0]["name"] == "Nordlicht Coffee"
        await v.world.welcome()
        updates = await v.bot("getUpdates")
        said = [(each["message"]["chat"]["id"], each["message"]["text"]) for each in updates]
        assert said == [
            (OLGA, "/start"),
            (DELIVERY, "/department Delivery"),
            (QUALITY, "/department Quality"),
            (OLGA, f"/staff {NINA} supervisor"),
            (OLGA, f"/staff {IGOR} trainee"),
        ]


async def test_runs_on_one_database_share_no_ids() -> None:
    world = World(first_id=5_000)
    async with world:
        assert min(each.id for each in world.vk.posts(BRAND)) == 5_000
        assert world.telegram.start_bot(OLGA).message_id == 5_000
        assert world.telegram.queue.pending[0].update_id > 700_005_000


async def test_things_are_commented_and_suggestions_published() -> None:
    async with visit() as v:
        things = (await v.state())["vk"]["things"]
        assert {each["sort"] for each in things} == {"photo", "video", "market", "topic"}
        mug = next(each for each in things if each["title"] == "Blue mug")
        said = await v.vk(TIM, "remark", thing=mug["key"], text="In stock?", attach="album")
        answer = {"thing": mug["key"], "text": "It is", "reply_to": said["remark"]}
        await v.vk(-BRAND, "remark", **answer)
        await v.vk(TIM, "edit_remark", thing=mug["key"], remark=said["remark"], text="In stock now?")
        refused = await v.vk(VERA, "delete_remark", 403, thing=mug["key"], remark=said["remark"])
        assert "somebody else's" in refused["error"]
        [shown] = [each for each in (await v.state())["vk"]["things"] if each["key"] == mug["key"]]
        assert [each["text"] for each in shown["remarks"]] == ["In stock now?", "It is"]
        assert [each["kind"] for each in shown["remarks"][0]["attachments"]] == ["photo"] * 3
        assert "nothing here" in (await v.vk(TIM, "remark", 400, thing="photo:x", text="?"))["error"]
        assert "nothing to attach" in (await v.vk(TIM, "message", 400, text="?", attach="bomb"))["error"]
        made = await v.vk(TIM, "post", text="Best coffee", suggest=True)
        assert "only the community" in (await v.vk(TIM, "publish", 403, post=made["post"]))["error"]
        published = await v.vk(-BRAND, "publish", post=made["post"])
        posts = {each["id"]: each for each in (await v.state())["vk"]["posts"]}
        assert published["post"] != made["post"]
        assert not posts[published["post"]]["suggested"]


async def test_a_voice_message_is_read_by_parts() -> None:
    async with visit() as v:
        await v.vk(TIM, "message", attach="voice")
        [voice] = v.world.vk.dialog(TIM, BRAND)[-1].attachments
        whole = v.world.vk.core.media.files[voice.paths[-1]].body()
        url = f"{v.world.url.rstrip('/')}/vk{voice.paths[-1]}"
        async with v.session.get(url, headers={"Range": "bytes=4-7"}) as response:
            assert (response.status, await response.read()) == (206, whole[4:8])
            assert response.headers["Content-Range"] == f"bytes 4-7/{len(whole)}"


async def test_a_rich_message_with_its_picture() -> None:
    """What a bot says in blocks is shown in blocks."""
    async with visit() as v:
        photo = v.world.telegram.files.add(png(), kind="photo", name="hours.png", mime="image/png")
        html = '<h3>Day</h3><details><summary>More</summary><img src="tg://photo?id=hours"/></details>'
        media = [{"id": "hours", "media": {"type": "photo", "media": photo.file_id}}]
        await v.bot("sendRichMessage", chat_id=OPERATORS, rich_message={"html": html, "media": media})
        message = (await v.chat(ANNA, OPERATORS))["messages"][-1]
        head, details = message["rich"]
        assert (head["text"], details["summary"]) == ("Day", "More")
        picture = details["blocks"][0]["photo"]["url"]
        async with v.session.get(v.world.url + picture[1:]) as response:
            assert await response.read() == photo.data
