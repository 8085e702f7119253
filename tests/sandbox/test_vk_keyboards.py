"""Keyboards: what VK shows, what it refuses, and what a press says."""

import json

import pytest

from tests.sandbox.vk_shop import Json, shop


def button(label: str = "5", **more: object) -> Json:
    return {"action": {"type": "text", "label": label, "payload": json.dumps({"score": label}), **more}}


def keyboard(*rows: list[Json], **more: object) -> str:
    return json.dumps({"buttons": rows, **more})


@pytest.mark.parametrize(
    "refused",
    [
        keyboard([button()] * 6),
        keyboard(*[[button()]] * 7, inline=True),
        keyboard(*[[button()] * 5] * 3, inline=True),
        keyboard([button()], inline=True, one_time=True),
        keyboard(*[[button()]] * 11),
        keyboard([]),
        keyboard([button("x" * 41)]),
        keyboard([button("")]),
        keyboard([button(payload="{")]),
        keyboard([button(payload=json.dumps("x" * 255))]),
        keyboard([button(type="poll")]),
        keyboard([{**button(), "color": "mauve"}]),
        keyboard([{}]),
    ],
)
async def test_what_vk_does_not_show(refused: str) -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        asked: Json = {"peer_id": 101, "message": "x", "random_id": 1, "keyboard": refused}
        assert await s.refused("messages.send", **asked) == 911


async def test_a_press_says_the_label_with_the_payload() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        ts = await s.subscribe()
        rows = [[button(str(score)) for score in range(1, 6)]]
        await s.ok(
            "messages.send", peer_id=101, message="?", random_id=1, keyboard=keyboard(*rows, inline=True)
        )
        s.vk.tap(s.anna, s.group, "4")
        s.vk.tap(s.anna, s.group, "5")
        _, (kind, new), _ = await s.events(ts)
        assert kind == "message_new"
        assert (new["message"]["text"], new["message"]["payload"]) == ("4", '{"score": "4"}')
        with pytest.raises(LookupError):
            s.vk.tap(s.anna, s.group, "6")
        with pytest.raises(LookupError):
            s.vk.tap(s.boris, s.group, "5")


async def test_a_keyboard_goes_with_its_first_press_or_when_it_is_emptied() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        asked: Json = {"peer_id": 101, "message": "?", "keyboard": keyboard([button()], one_time=True)}
        await s.ok("messages.send", **asked, random_id=1)
        s.vk.tap(s.anna, s.group, "5")
        with pytest.raises(LookupError):
            s.vk.tap(s.anna, s.group, "5")
        await s.ok("messages.send", **asked, random_id=2)
        await s.ok("messages.send", **{**asked, "keyboard": keyboard()}, random_id=3)
        with pytest.raises(LookupError):
            s.vk.tap(s.anna, s.group, "5")


async def test_a_community_without_bot_features_sends_none() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        s.group.bot_features = False
        asked: Json = {"peer_id": 101, "message": "?", "random_id": 1}
        assert await s.refused("messages.send", **asked, keyboard=keyboard([button()])) == 912
        await s.ok("messages.send", **asked)
