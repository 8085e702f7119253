"""Presses, reactions, edits, ephemeral messages."""

from typing import Any

import pytest
import pytest_asyncio

from sandbox.telegram import Answer, EphemeralMessage
from tests.sandbox.telegram_scene import CLAIM, DESK, Scene, keyboard

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest_asyncio.fixture
async def card(s: Scene) -> int:
    buttons: list[dict[str, Any]] = [
        CLAIM,
        {"text": "Open", "url": "https://vk.com/"},
        {"text": "Done", "disabled": {}},
    ]
    sent = await s.call("sendMessage", chat_id=DESK, text="card", reply_markup=keyboard(*buttons))
    number: int = sent["message_id"]
    return number


async def whisper(s: Scene, receiver: int = 101, **more: Any) -> Any:
    parameters = {"receiver_user_id": receiver, **more.pop("parameters", {})}
    arguments = {"chat_id": DESK, "text": "psst", "ephemeral_message_parameters": parameters, **more}
    status, body = await s.ask("sendMessage", **arguments)
    return body["result"] if body["ok"] else f"{status} {body['description']}"


async def test_press_and_answer(s: Scene, card: int) -> None:
    press = s.tg.press(s.anna, s.desk, card, "Claim")
    query = (await s.news())[0]["callback_query"]
    assert (query["from"]["id"], query["data"], query["message"]["message_id"]) == (101, "claim:1", card)
    await s.call("answerCallbackQuery", callback_query_id=query["id"], text="Yours", show_alert=True)
    assert await press.answered() == Answer("Yours", show_alert=True)
    assert await s.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await s.refused("answerCallbackQuery", callback_query_id="17") == TOO_OLD


async def test_what_cannot_be_pressed(s: Scene, card: int) -> None:
    with pytest.raises(LookupError, match="Claim"):
        s.tg.press(s.anna, s.desk, card, "Release")
    for button in ("Open", "Done"):
        with pytest.raises(ValueError, match=button):
            s.tg.press(s.anna, s.desk, card, button)
    with pytest.raises(PermissionError):
        s.tg.press(s.carol, s.desk, card, "Claim")


async def test_late_answers_and_long_toasts(s: Scene, card: int) -> None:
    press = s.tg.press(s.anna, s.desk, card, "claim:1")
    long = await s.refused("answerCallbackQuery", callback_query_id=press.id, text="x" * 201)
    assert long == "400 Bad Request: MESSAGE_TOO_LONG"
    s.clock.turn(16)
    assert await s.refused("answerCallbackQuery", callback_query_id=press.id) == TOO_OLD


async def test_one_tap_two_queries(s: Scene, card: int) -> None:
    press = s.tg.press(s.anna, s.desk, card, "Claim", copies=2)
    first, second = await s.news()
    assert first["update_id"] != second["update_id"]
    assert first["callback_query"]["id"] != second["callback_query"]["id"]
    await s.call("answerCallbackQuery", callback_query_id=second["callback_query"]["id"], text="ok")
    assert (await press.answered()).text == "ok"


async def test_press_on_an_inaccessible_message(s: Scene, card: int) -> None:
    s.tg.press(s.anna, s.desk, card, "Claim", gone=True)
    message = (await s.news())[0]["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (card, 0)


async def test_reactions_reach_admins_that_asked(s: Scene, card: int) -> None:
    s.tg.react(s.anna, s.desk, card, "👍")
    assert await s.news() == []
    await s.call("getUpdates", allowed_updates=["message_reaction"])
    s.tg.react(s.anna, s.desk, card, "👌")
    s.tg.react(s.boris, s.desk, card, "🤝", anonymous=True)
    s.tg.react(s.anna, s.desk, card, None)
    named, anonymous, taken = [each["message_reaction"] for each in await s.news()]
    assert (named["user"]["id"], named["old_reaction"][0]["emoji"], named["new_reaction"][0]["emoji"]) == (
        101,
        "👍",
        "👌",
    )
    assert "user" not in anonymous
    assert anonymous["actor_chat"]["id"] == DESK
    assert taken["new_reaction"] == []


async def test_edits_are_told_and_deletions_are_not(s: Scene) -> None:
    said = s.tg.say(s.anna, s.desk, "helo")
    s.tg.edit(s.anna, s.desk, said, "hello")
    first, second = await s.news()
    assert second["edited_message"]["text"] == "hello"
    assert second["edited_message"]["message_id"] == first["message"]["message_id"]
    s.tg.delete(s.desk, said)
    assert await s.news() == []
    with pytest.raises(PermissionError):
        s.tg.edit(s.boris, s.desk, s.tg.say(s.anna, s.desk, "x"), "y")


async def test_forwards_cannot_be_edited(s: Scene, card: int) -> None:
    forwarded = s.tg.forward(s.anna, s.desk, s.tg.messages(s.desk)[0])
    update = (await s.news())[0]["message"]
    assert update["forward_origin"]["sender_user"]["id"] == s.tg.bot.id
    assert forwarded.text == "card"


async def test_ephemeral_is_seen_by_one(s: Scene) -> None:
    sent = await whisper(s, reply_markup=keyboard(CLAIM))
    assert (sent["message_id"], sent["ephemeral_message_id"], sent["receiver_user"]["id"]) == (0, 1, 101)
    assert [each.text for each in s.tg.ephemerals(s.desk, s.anna)] == ["psst"]
    assert s.tg.ephemerals(s.desk, s.boris) == []
    assert s.tg.messages(s.desk) == []
    press = s.tg.press_ephemeral(s.anna, s.desk, 1, "Claim")
    query = (await s.news())[0]["callback_query"]
    assert (query["message"]["message_id"], query["message"]["ephemeral_message_id"]) == (0, 1)
    nested = await whisper(
        s, parameters={"callback_query_id": press.id, "replace_callback_query_message": True}
    )
    assert nested == "400 Bad Request: MESSAGE_ID_INVALID"


async def test_ephemeral_edit_delete_and_reuse_of_ids(s: Scene) -> None:
    await whisper(s)
    where = {"chat_id": DESK, "receiver_user_id": 101, "ephemeral_message_id": 1}
    assert (
        await s.call("editEphemeralMessageText", **where, text="louder", reply_markup=keyboard(CLAIM)) is True
    )
    assert s.tg.ephemerals(s.desk, s.anna)[0].text == "louder"
    again = await s.refused("editEphemeralMessageReplyMarkup", **where, reply_markup=keyboard(CLAIM))
    assert "message is not modified" in again
    await s.call("editEphemeralMessageReplyMarkup", **where)
    assert s.tg.ephemerals(s.desk, s.anna)[0].buttons == []
    assert await s.call("deleteEphemeralMessage", **where) is True
    assert s.tg.ephemerals(s.desk, s.anna) == []
    assert "message to edit not found" in await s.refused("editEphemeralMessageText", **where, text="x")
    assert (await whisper(s, 102))["ephemeral_message_id"] == 1


async def test_ephemeral_rules(s: Scene, card: int) -> None:
    assert await whisper(s, 103) == "400 Bad Request: PARTICIPANT_ID_INVALID"
    s.tg.offline(s.anna)
    assert (await whisper(s))["ephemeral_message_id"]
    assert s.tg.ephemerals(s.desk, s.anna) == []
    s.tg.offline(s.anna, False)
    s.tg.set_member_status(s.tg.bot, s.desk, "member")
    assert await whisper(s) == "400 Bad Request: not enough rights to send ephemeral messages to the user"
    press = s.tg.press(s.anna, s.desk, card, "Claim")
    by_press = {"callback_query_id": press.id}
    assert (await whisper(s, parameters=by_press))["message_id"] == 0
    assert await whisper(s, 102, parameters=by_press) == TOO_OLD
    s.clock.turn(16)
    assert await whisper(s, parameters=by_press) == TOO_OLD


async def test_ephemeral_in_place_of_the_card(s: Scene, card: int) -> None:
    press = s.tg.press(s.anna, s.desk, card, "Claim")
    await whisper(s, parameters={"callback_query_id": press.id, "replace_callback_query_message": True})
    assert s.tg.messages(s.desk, viewer=s.anna) == []
    assert len(s.tg.messages(s.desk, viewer=s.boris)) == 1
    s.tg.restart_client(s.anna)
    assert len(s.tg.messages(s.desk, viewer=s.anna)) == 1


async def test_reply_to_an_ephemeral_message_is_ephemeral(s: Scene) -> None:
    await whisper(s)
    said = s.tg.say(s.anna, s.desk, "my answer", reply_to_ephemeral=1)
    assert isinstance(said, EphemeralMessage)
    message = (await s.news())[0]["message"]
    assert (message["message_id"], message["receiver_user"]["id"]) == (0, s.tg.bot.id)
    assert message["reply_to_message"]["ephemeral_message_id"] == 1
    assert s.tg.messages(s.desk) == []
    reply = {"ephemeral_message_id": message["ephemeral_message_id"]}
    assert (await whisper(s, reply_parameters=reply))["message_id"] == 0
    open_reply = await s.refused("sendMessage", chat_id=DESK, text="x", reply_parameters=reply)
    assert open_reply == "400 Bad Request: message to be replied not found"


async def test_ephemeral_commands(s: Scene) -> None:
    await s.call(
        "setMyCommands", commands=[{"command": "mine", "description": "My cases", "is_ephemeral": True}]
    )
    assert isinstance(s.tg.say(s.anna, s.desk, "/mine"), EphemeralMessage)
    assert (await s.news())[0]["message"]["message_id"] == 0
