"""Dialogs: who may be written to, what a random_id does, the flat and the nested events."""

import json

from tests.sandbox.vk_shop import Json, shop


async def test_a_person_writes_and_is_answered() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        asked = s.vk.message(s.anna, s.group, "Вы открыты?")
        sent = await s.ok("messages.send", peer_ids=101, message=" Да ", random_id=-5)
        assert sent == [{"peer_id": 101, "message_id": asked.id + 1, "conversation_message_id": 2}]
        (kind, new), (kind_of_echo, echo) = await s.events(ts)
        assert kind == "message_new"
        assert new["message"]["text"] == "Вы открыты?"
        assert new["message"]["from_id"] == new["message"]["peer_id"] == 101
        assert "client_info" in new
        assert kind_of_echo == "message_reply"
        assert (echo["from_id"], echo["peer_id"], echo["out"], echo["text"]) == (-7, 101, 1, "Да")
        assert "admin_author_id" not in echo
        assert [m.text for m in s.vk.dialog(s.anna, s.group)] == ["Вы открыты?", "Да"]


async def test_nobody_is_written_to_unasked() -> None:
    async with shop() as s:
        assert await s.refused("messages.send", peer_id=101, message="x", random_id=1) == 901
        s.vk.allow(s.anna, s.group)
        assert isinstance(await s.ok("messages.send", peer_id=101, message="x", random_id=1), int)
        s.vk.deny(s.anna, s.group)
        assert await s.refused("messages.send", peer_id=101, message="x", random_id=2) == 901


async def test_a_success_may_hide_refusals() -> None:
    async with shop() as s:
        for person in (s.anna, s.boris):
            s.vk.message(person, s.group, "?")
        s.vk.add_user(103, "Вера", "Ветрова", deactivated="banned")
        s.vk.unreachable(s.boris, 902)
        items = await s.ok("messages.send", peer_ids="101,102,103,104", message="x", random_id=9)
        assert [each.get("error", {}).get("code") for each in items] == [None, 902, 18, 936]
        assert items[1]["message_id"] == 0
        s.vk.unreachable(s.boris, None)
        again = await s.ok("messages.send", peer_ids="101,102", message="x", random_id=9)
        assert again[0] == items[0]
        assert again[1]["message_id"] > items[0]["message_id"]


async def test_a_random_id_is_used_up_by_its_first_message() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        s.vk.message(s.boris, s.group, "?")
        first = await s.ok("messages.send", peer_id=101, message="раз", random_id=1)
        assert await s.ok("messages.send", peer_id=101, message="два", random_id=1) == first
        assert await s.ok("messages.send", peer_id=102, message="три", random_id=1) == first
        for _ in range(2):
            await s.ok("messages.send", peer_id=101, message="ноль", random_id=0)
        assert [m.text for m in s.vk.dialog(s.anna, s.group)] == ["?", "раз", "ноль", "ноль"]
        assert [m.text for m in s.vk.dialog(s.boris, s.group)] == ["?"]


async def test_what_send_does_not_take() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        good: Json = {"peer_id": 101, "message": "x", "random_id": 1}
        assert await s.refused("messages.send", peer_id=101, message="x") == 100
        cases: list[tuple[Json, int]] = [
            ({"message": " "}, 100),
            ({"message": "я" * 4097}, 914),
            ({"random_id": 2**31}, 100),
            ({"random_id": "True"}, 100),
            ({"peer_ids": "101"}, 100),
            ({"peer_id": -8}, 100),
            ({"peer_id": 2_000_000_001}, 917),
            ({"keyboard": "{}"}, 911),
            ({"keyboard": "no"}, 911),
            ({"forward": "[1]"}, 100),
            ({"reply_to": 77}, 100),
            ({"attachment": "photo1_2"}, 100),
            ({"group_id": 8}, 15),
        ]
        for change, code in cases:
            assert await s.refused("messages.send", **(good | change)) == code, change
        assert len(s.vk.dialog(s.anna, s.group)) == 1
        await s.ok("messages.send", **{**good, "message": "я" * 4096})


async def test_a_colleague_answers_in_vk_itself() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        ts = await s.subscribe()
        s.vk.colleague_message(s.anna, s.group, "Отвечаю сам", admin_id=50)
        ((kind, told),) = await s.events(ts)
        assert (kind, told["admin_author_id"], told["random_id"]) == ("message_reply", 50, 0)
        assert (await s.ok("messages.getConversations", filter="unread"))["count"] == 0


async def test_dialogs_are_read_and_marked() -> None:
    async with shop() as s:
        for text in ("раз", "два"):
            s.vk.message(s.anna, s.group, text)
        s.vk.message(s.boris, s.group, "три")
        dialogs = await s.ok("messages.getConversations", filter="unread", extended=1)
        assert [each["conversation"]["peer"]["id"] for each in dialogs["items"]] == [102, 101]
        assert dialogs["items"][1]["conversation"]["unread_count"] == 2
        assert dialogs["unread_count"] == 2
        assert {each["id"] for each in dialogs["profiles"]} == {101, 102}
        await s.ok("messages.markAsRead", peer_id=101)
        assert (await s.ok("messages.getConversations", filter="unread"))["count"] == 1
        history = await s.ok("messages.getHistory", peer_id=101, rev=1, count=1, offset=1)
        assert (history["count"], history["items"][0]["text"]) == (2, "два")
        assert [m["text"] for m in (await s.ok("messages.getHistory", peer_id=101))["items"]] == [
            "два",
            "раз",
        ]
        assert await s.refused("messages.getHistory", peer_id=999) == 936
        found = await s.ok("messages.getById", message_ids="1,3,99")
        assert [m["text"] for m in found["items"]] == ["раз", "три"]


async def test_editing_and_deleting_our_own() -> None:
    async with shop() as s:
        asked = s.vk.message(s.anna, s.group, "?")
        number = await s.ok("messages.send", peer_id=101, message="ашибка", random_id=1)
        ts = await s.subscribe()
        assert await s.refused("messages.edit", peer_id=101, message_id=asked.id, message="x") == 920
        assert await s.ok("messages.edit", peer_id=101, message_id=number, message="ошибка") == 1
        ((kind, told),) = await s.events(ts)
        assert (kind, told["text"], told["update_time"]) == ("message_edit", "ошибка", int(s.clock.now))
        (item,) = await s.ok("messages.delete", message_ids=number, delete_for_all=1)
        assert item["response"] == 1
        assert [m.text for m in s.vk.dialog(s.anna, s.group)] == ["?"]
        s.clock.now += 90_000
        number = await s.ok("messages.send", peer_id=101, message="снова", random_id=2)
        s.clock.now += 90_000
        assert await s.refused("messages.edit", peer_id=101, message_id=number, message="x") == 909


async def test_a_reply_quotes() -> None:
    async with shop() as s:
        asked = s.vk.message(s.anna, s.group, "Где заказ?")
        forward = json.dumps(
            {"peer_id": 101, "conversation_message_ids": [asked.conversation_message_id], "is_reply": 1}
        )
        ts = await s.subscribe()
        await s.ok("messages.send", peer_id=101, message="Едет", random_id=1, forward=forward)
        ((_, told),) = await s.events(ts)
        assert told["reply_message"]["text"] == "Где заказ?"


async def test_reading_pressing_blocking() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        await s.ok("messages.send", peer_id=101, message="!", random_id=1)
        ts = await s.subscribe()
        s.vk.read(s.anna, s.group)
        s.vk.press(s.anna, s.group, s.vk.dialog(s.anna, s.group)[-1], {"do": "it"})
        s.vk.ban(s.anna, s.group)
        kinds = [kind for kind, _ in await s.events(ts)]
        assert kinds == ["message_read", "message_event", "user_block"]
        assert await s.refused("messages.send", peer_id=101, message="!", random_id=2) == 900
