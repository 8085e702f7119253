"""Members, rights, privacy, topics, private chats, groups that are gone."""

from typing import Any

import pytest

from sandbox.telegram import Rights
from tests.sandbox.telegram_scene import DESK, Scene

ALL = ["message", "chat_member", "my_chat_member", "message_reaction", "callback_query"]


async def send(s: Scene, **more: Any) -> str:
    return await s.refused("sendMessage", **{"chat_id": DESK, "text": "x", **more})


async def test_privacy_mode(s: Scene) -> None:
    s.tg.set_member_status(s.tg.bot, s.desk, "member")
    await s.news()
    card = await s.call("sendMessage", chat_id=DESK, text="card")
    s.tg.say(s.anna, s.desk, "talk")
    s.tg.say(s.anna, s.desk, "/help")
    s.tg.say(s.anna, s.desk, "/help@another_bot")
    s.tg.say(s.anna, s.desk, "/help@otklik_demo_bot")
    s.tg.say(s.anna, s.desk, "an answer", reply_to=card["message_id"])
    heard = [each["message"]["text"] for each in await s.news()]
    assert heard == ["/help", "/help@otklik_demo_bot", "an answer"]
    s.tg.set_member_status(s.tg.bot, s.desk, "administrator")
    s.tg.say(s.anna, s.desk, "talk")
    assert [list(each)[1] for each in await s.news()] == ["my_chat_member", "message"]
    assert (await s.call("getMe"))["can_read_all_group_messages"] is False


async def test_membership_updates_only_for_admins_that_asked(s: Scene) -> None:
    s.tg.join(s.carol, s.desk)
    assert [list(each)[1] for each in await s.news()] == ["message"]
    await s.call("getUpdates", allowed_updates=ALL)
    s.tg.leave(s.carol, s.desk)
    update, service = await s.news()
    change = update["chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "left")
    assert service["message"]["left_chat_member"]["first_name"] == "Carol"
    s.tg.set_member_status(s.tg.bot, s.desk, "member")
    s.tg.join(s.carol, s.desk)
    assert [list(each)[1] for each in await s.news()] == ["my_chat_member", "message"]


async def test_the_bot_is_added_to_a_group(s: Scene) -> None:
    s.tg.add_group(-1003, "New", members=[s.anna], bot_status="left")
    assert await s.news() == []
    s.tg.set_member_status(s.tg.bot, -1003, "administrator", by=s.anna)
    change, service = await s.news()
    assert change["my_chat_member"]["from"]["id"] == 101
    assert service["message"]["new_chat_members"][0]["id"] == s.tg.bot.id


async def test_reading_members(s: Scene) -> None:
    s.tg.set_member_status(s.boris, s.desk, "creator")
    assert (await s.call("getChatMember", chat_id=DESK, user_id=101))["status"] == "member"
    assert (await s.call("getChatMember", chat_id=DESK, user_id=103))["status"] == "left"
    me = await s.call("getChatMember", chat_id=DESK, user_id=s.tg.bot.id)
    assert (me["status"], me["can_pin_messages"], me["can_restrict_members"]) == (
        "administrator",
        True,
        False,
    )
    admins = await s.call("getChatAdministrators", chat_id=DESK)
    assert [each["status"] for each in admins] == ["creator", "administrator"]
    assert await s.call("getChatMemberCount", chat_id=DESK) == 3
    unknown = await s.refused("getChatMember", chat_id=DESK, user_id=999)
    assert unknown == "400 Bad Request: PARTICIPANT_ID_INVALID"


async def test_rights(s: Scene) -> None:
    s.tg.set_member_status(s.tg.bot, s.desk, "administrator", rights=Rights.none())
    theirs = s.tg.say(s.anna, s.desk, "x")
    where = {"chat_id": DESK, "message_id": theirs.message_id}
    pin = await s.refused("pinChatMessage", **where)
    assert pin == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    assert await s.refused("deleteMessage", **where) == "400 Bad Request: message can't be deleted"
    s.desk.is_forum = True
    topic = await s.refused("createForumTopic", chat_id=DESK, name="Sales")
    assert topic == "400 Bad Request: not enough rights to create a topic"


async def test_writing_forbidden(s: Scene) -> None:
    s.desk.write_forbidden = True
    assert await send(s) == "400 Bad Request: CHAT_WRITE_FORBIDDEN"
    s.desk.write_forbidden, s.desk.can_send = False, False
    await s.call("sendMessage", chat_id=DESK, text="an administrator may")
    s.tg.set_member_status(s.tg.bot, s.desk, "member")
    assert await send(s) == "400 Bad Request: not enough rights to send text messages to the chat"


async def test_no_longer_in_the_group(s: Scene) -> None:
    await s.call("getUpdates", allowed_updates=ALL)
    s.tg.set_member_status(s.tg.bot, s.desk, "kicked", by=s.anna)
    s.tg.say(s.anna, s.desk, "alone at last")
    (update,) = await s.news()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await send(s) == "403 Forbidden: bot was kicked from the supergroup chat"
    s.tg.set_member_status(s.tg.bot, s.desk, "left")
    assert await send(s) == "403 Forbidden: bot is not a member of the supergroup chat"
    s.tg.set_member_status(s.tg.bot, s.desk, "administrator")
    await s.call("leaveChat", chat_id=DESK)
    assert await send(s) == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_upgrade_to_a_supergroup(s: Scene) -> None:
    old = s.tg.add_group(-77, "Small", members=[s.anna], type="group")
    new = s.tg.migrate(old)
    notes = [each["message"] for each in await s.news()]
    assert notes[0]["migrate_to_chat_id"] == new.id
    assert notes[1]["migrate_from_chat_id"] == -77
    status, body = await s.ask("sendMessage", chat_id=-77, text="x")
    assert (status, body["description"], body["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new.id},
    )
    assert (await s.call("sendMessage", chat_id=new.id, text="x"))["message_id"] == 2


async def test_private_chats(s: Scene) -> None:
    assert await send(s, chat_id=101) == "403 Forbidden: bot can't initiate conversation with a user"
    assert await send(s, chat_id=999) == "400 Bad Request: chat not found"
    s.tg.start_bot(s.anna, "case_7")
    (update,) = await s.news()
    assert update["message"]["text"] == "/start case_7"
    assert update["message"]["chat"] == {
        "id": 101, "type": "private", "first_name": "Anna", "last_name": "Larsen", "username": "anna",
    }  # fmt: skip
    await s.call("sendMessage", chat_id=101, text="hello")
    s.tg.block(s.anna)
    assert await send(s, chat_id=101) == "403 Forbidden: bot was blocked by the user"
    (update,) = await s.news()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    s.tg.say(s.anna, s.tg.private(s.anna), "back")
    await s.call("sendMessage", chat_id=101, text="hello")
    s.anna.deactivated = True
    assert await send(s, chat_id=101) == "403 Forbidden: user is deactivated"


async def test_topics(s: Scene) -> None:
    forum = s.tg.add_group(-1002, "Forum", members=[s.anna], is_forum=True)
    made = await s.call("createForumTopic", chat_id=-1002, name="Sales")
    sales = made["message_thread_id"]
    assert (await s.news())[0]["message"]["forum_topic_created"]["name"] == "Sales"
    sent = await s.call("sendMessage", chat_id=-1002, text="card", message_thread_id=sales)
    assert sent["is_topic_message"]
    assert sent["reply_to_message"]["forum_topic_created"]
    s.tg.say(s.anna, forum, "no reply", thread=sales)
    s.tg.say(s.anna, forum, "a reply", reply_to=sent["message_id"])
    plain, reply = [each["message"] for each in await s.news()]
    assert (plain["message_thread_id"], plain["reply_to_message"]["message_id"]) == (sales, sales)
    assert (reply["message_thread_id"], reply["reply_to_message"]["text"]) == (sales, "card")
    assert len(s.tg.messages(forum, thread=sales)) == 4
    for missing in (1, 4711):
        refused = await send(s, chat_id=-1002, message_thread_id=missing)
        assert refused == "400 Bad Request: message thread not found"
    closed = s.tg.add_topic(forum, "Closed", closed=True)
    await s.call("sendMessage", chat_id=-1002, text="managers may", message_thread_id=closed)
    s.tg.set_rights(forum, can_manage_topics=False)
    assert await send(s, chat_id=-1002, message_thread_id=closed) == "400 Bad Request: TOPIC_CLOSED"
    s.tg.delete_topic(forum, sales)
    assert (
        await send(s, chat_id=-1002, message_thread_id=sales) == "400 Bad Request: message thread not found"
    )
    assert (
        await s.refused("createForumTopic", chat_id=DESK, name="x")
        == "400 Bad Request: the chat is not a forum"
    )


async def test_anonymous_administrators(s: Scene) -> None:
    s.tg.say(s.anna, s.desk, "who am I", anonymous=True)
    message = (await s.news())[0]["message"]
    assert message["from"]["id"] == 1087968824
    assert message["sender_chat"]["id"] == DESK


async def test_strangers_cannot_write(s: Scene) -> None:
    with pytest.raises(PermissionError):
        s.tg.say(s.carol, s.desk, "x")
