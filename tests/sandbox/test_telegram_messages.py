from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.sandbox.telegram_scene import CLAIM, DESK, Scene, keyboard, scene

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@pytest_asyncio.fixture(scope="module")
async def s() -> AsyncIterator[Scene]:
    async with scene() as made:
        yield made


@pytest_asyncio.fixture
async def card(s: Scene) -> int:
    sent = await s.call(
        "sendMessage", chat_id=DESK, text="<b>card</b>", parse_mode="HTML", reply_markup=keyboard(CLAIM)
    )
    number: int = sent["message_id"]
    return number


async def edit(s: Scene, card: int, text: str = "<b>card</b>", **more: Any) -> str:
    return await s.refused(
        "editMessageText", chat_id=DESK, message_id=card, text=text, parse_mode="HTML", **more
    )


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": -5, "text": "x"}, "chat not found"),
        ({"chat_id": "abc", "text": "x"}, "chat not found"),
        ({"chat_id": DESK}, "message text is empty"),
        ({"chat_id": DESK, "text": " \n"}, "text must be non-empty"),
        ({"chat_id": DESK, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": DESK, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": DESK, "text": "x", "reply_parameters": {"message_id": 9999}}, "message to be replied not found"),
        ({"chat_id": DESK, "text": "x", "reply_parameters": {}, "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object"),
        ({"chat_id": DESK, "text": "x", "reply_parameters": {"message_id": "y"}},
         'field "message_id" must be a valid Number'),
        ({"chat_id": DESK, "text": "x", "reply_parameters": []}, "object expected as reply parameters"),
        ({"chat_id": DESK, "text": "x", "link_preview_options": 5}, "object expected as link preview options"),
    ],
)  # fmt: skip
async def test_refused_sends(s: Scene, params: dict[str, Any], error: str) -> None:
    assert await s.refused("sendMessage", **params) == f"400 Bad Request: {error}"


async def test_lengths_are_counted_after_parsing(s: Scene) -> None:
    sent = await s.call("sendMessage", chat_id=DESK, text="<b>" + "😀" * 4096 + "</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 8192}]


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"}, 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"text": "x", "callback_data": "ы" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": {}},
         'can\'t parse inline keyboard button: Field "callback_data" must be of type String'),
        ({"text": "x", "callback_data": "a", "url": "https://vk.com"}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "callback_data": "a", "disabled": {}}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "web_app": {"url": "https://example.org/"}}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "url": "http://localhost/x"},
         "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
        ({"text": "x", "callback_data": "a", "style": "loud"},
         "can't parse inline keyboard button: invalid button style specified"),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ("x", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    ],
)  # fmt: skip
async def test_refused_buttons(s: Scene, button: Any, error: str) -> None:
    found = await s.refused(
        "sendMessage", chat_id=DESK, text="x", reply_markup={"inline_keyboard": [[button]]}
    )
    assert found == f"400 Bad Request: {error}"


async def test_accepted_buttons_come_back(s: Scene) -> None:
    buttons: list[dict[str, Any]] = [
        {"text": "A", "style": "danger", "callback_data": "x" * 64},
        {"text": "B", "url": "https://vk.com/wall-1_2"},
        {"text": "C", "disabled": {}},
        {"text": "D", "copy_text": {"text": "z"}},
    ]
    sent = await s.call("sendMessage", chat_id=DESK, text="x", reply_markup=keyboard(*buttons))
    assert sent["reply_markup"] == keyboard(*buttons)
    seen = s.tg.messages(s.desk)[-1].buttons[0]
    assert [each.disabled for each in seen] == [False, False, True, False]


async def test_reply_is_named_without_its_own_reply(s: Scene, card: int) -> None:
    first = s.tg.say(s.anna, s.desk, "first", reply_to=card)
    sent = await s.call(
        "sendMessage", chat_id=DESK, text="x", reply_parameters={"message_id": first.message_id}
    )
    assert sent["reply_to_message"]["text"] == "first"
    assert "reply_to_message" not in sent["reply_to_message"]
    s.tg.delete(s.desk, first)
    lenient = {"message_id": first.message_id, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await s.call(
        "sendMessage", chat_id=DESK, text="x", reply_parameters=lenient
    )


async def test_edit(s: Scene, card: int) -> None:
    assert await edit(s, card, reply_markup=keyboard(CLAIM)) == NOT_MODIFIED
    edited = await s.call(
        "editMessageText", chat_id=DESK, message_id=card, text="card", reply_markup=keyboard(CLAIM)
    )
    assert "entities" not in edited
    assert edited["edit_date"]
    preview = {"url": "https://vk.com/photo.jpg", "prefer_large_media": True}
    await s.call(
        "editMessageText", chat_id=DESK, message_id=card, text="card", link_preview_options=preview,
        reply_markup=keyboard(CLAIM),
    )  # fmt: skip
    bare = await s.call(
        "editMessageText", chat_id=DESK, message_id=card, text="card", link_preview_options=preview
    )
    assert "reply_markup" not in bare
    assert bare["link_preview_options"] == preview


async def test_what_cannot_be_edited(s: Scene, card: int) -> None:
    theirs = s.tg.say(s.anna, s.desk, "mine")
    assert await edit(s, theirs.message_id) == "400 Bad Request: message can't be edited"
    assert await edit(s, 9999) == "400 Bad Request: message to edit not found"
    prompt = await s.call("sendMessage", chat_id=DESK, text="?", reply_markup={"force_reply": True})
    assert await edit(s, prompt["message_id"]) == "400 Bad Request: message can't be edited"
    assert await edit(s, card, "x" * 4097) == "400 Bad Request: MESSAGE_TOO_LONG"
    assert (
        await edit(s, card, reply_markup={"force_reply": True}) == "400 Bad Request: inline keyboard expected"
    )
    s.tg.delete(s.desk, card)
    assert await edit(s, card) == "400 Bad Request: message to edit not found"


async def test_edit_only_the_keyboard(s: Scene, card: int) -> None:
    same = await s.refused(
        "editMessageReplyMarkup", chat_id=DESK, message_id=card, reply_markup=keyboard(CLAIM)
    )
    assert same == NOT_MODIFIED
    bare = await s.call("editMessageReplyMarkup", chat_id=DESK, message_id=card)
    assert "reply_markup" not in bare
    assert bare["text"] == "card"


async def test_delete(s: Scene, card: int) -> None:
    assert await s.call("deleteMessage", chat_id=DESK, message_id=card) is True
    gone = await s.refused("deleteMessage", chat_id=DESK, message_id=card)
    assert gone == "400 Bad Request: message to delete not found"
    old = await s.call("sendMessage", chat_id=DESK, text="old")
    s.clock.turn(48 * 3600)
    late = await s.refused("deleteMessage", chat_id=DESK, message_id=old["message_id"])
    assert late == "400 Bad Request: message can't be deleted for everyone"
    theirs = s.tg.say(s.anna, s.desk, "x")
    assert await s.call("deleteMessages", chat_id=DESK, message_ids=[theirs.message_id, 99999]) is True
    assert theirs.deleted
    none = await s.refused("deleteMessages", chat_id=DESK, message_ids=[])
    assert none == "400 Bad Request: message identifiers are not specified"


async def test_reactions(s: Scene) -> None:
    said = s.tg.say(s.anna, s.desk, "x")
    where = {"chat_id": DESK, "message_id": said.message_id}
    await s.call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert said.reactions == {s.tg.bot.id: ("👀",)}
    for emoji in ("✅", "❤️"):
        refused = await s.refused("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": emoji}])
        assert refused == "400 Bad Request: REACTION_INVALID"
    await s.call("setMessageReaction", **where, reaction=[])
    assert said.reactions[s.tg.bot.id] == ()
    s.tg.restrict_reactions(s.desk, ["👍"])
    refused = await s.refused("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert refused == "400 Bad Request: REACTION_INVALID"
    s.tg.restrict_reactions(s.desk, None)
    s.tg.delete(s.desk, said)
    refused = await s.refused("setMessageReaction", **where, reaction=[])
    assert refused == "400 Bad Request: message to react not found"


async def test_pins(s: Scene, card: int) -> None:
    await s.news()
    await s.call("pinChatMessage", chat_id=DESK, message_id=card)
    assert (await s.news())[0]["message"]["pinned_message"]["message_id"] == card
    assert (await s.call("getChat", chat_id=DESK))["pinned_message"]["message_id"] == card
    await s.call("unpinChatMessage", chat_id=DESK, message_id=card)
    assert "pinned_message" not in await s.call("getChat", chat_id=DESK)
    assert await s.refused("unpinChatMessage", chat_id=DESK) == "400 Bad Request: message to unpin not found"


async def test_commands_and_actions(s: Scene) -> None:
    commands = [{"command": "setup", "description": "Bind this group"}]
    await s.call("setMyCommands", commands=commands)
    assert await s.call("getMyCommands") == commands
    assert await s.call("getMyCommands", language_code="ru") == []
    bad = await s.refused("setMyCommands", commands=[{"command": "Set up", "description": "x"}])
    assert bad == "400 Bad Request: BOT_COMMAND_INVALID"
    await s.call("sendChatAction", chat_id=DESK, action="typing")
    wrong = await s.refused("sendChatAction", chat_id=DESK, action="dancing")
    assert wrong == "400 Bad Request: wrong parameter action in request"
