"""aiogram as it is, against the sandbox."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import (
    BufferedInputFile,
    DisabledButton,
    EphemeralMessageParameters,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReplyParameters,
)

from sandbox.telegram.files import png
from tests.sandbox.telegram_scene import DESK, Scene

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Claim", callback_data="claim:1", style="primary"),
            InlineKeyboardButton(text="Done", disabled=DisabledButton()),
        ]
    ]
)


async def test_a_card_from_first_to_last(s: Scene, bot: Bot) -> None:
    card = await bot.send_message(
        DESK,
        'Waits <tg-time unix="1790000000" format="r">now</tg-time>',
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(url="https://vk.com/photo.jpg", prefer_large_media=True),
    )
    assert card.entities
    assert card.entities[0].type == "date_time"
    press = s.tg.press(s.anna, s.desk, card.message_id, "Claim")
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert await bot.answer_callback_query(update.callback_query.id, text="Yours")
    assert (await press.answered()).text == "Yours"
    said = s.tg.say(s.anna, s.desk, "We are sorry", reply_to=card.message_id)
    await bot.set_message_reaction(DESK, said.message_id, [ReactionTypeEmoji(emoji="👀")])
    await bot.pin_chat_message(DESK, card.message_id, disable_notification=True)
    edited = await bot.edit_message_text("Answered", chat_id=DESK, message_id=card.message_id)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("Answered", chat_id=DESK, message_id=card.message_id)
    assert await bot.delete_message(DESK, card.message_id)


async def test_ephemeral(s: Scene, bot: Bot) -> None:
    sent = await bot.send_message(
        DESK, "Only you", ephemeral_message_parameters=EphemeralMessageParameters(receiver_user_id=101)
    )
    assert (sent.message_id, sent.ephemeral_message_id) == (0, 1)
    assert sent.receiver_user
    assert await bot.edit_ephemeral_message_text(DESK, 101, 1, text="Only you!", reply_markup=KEYBOARD)
    s.tg.press_ephemeral(s.anna, s.desk, 1, "Claim")
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert await bot.delete_ephemeral_message(DESK, 101, 1)


async def test_errors_are_mapped(s: Scene, bot: Bot) -> None:
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(101, "x")
    old = s.tg.add_group(-77, "Small", members=[s.anna], type="group")
    new = s.tg.migrate(old)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(-77, "x")
    assert moved.value.migrate_to_chat_id == new.id


async def test_files_replies_and_chat_facts(s: Scene, bot: Bot) -> None:
    sent = await bot.send_photo(
        DESK, BufferedInputFile(png(), "chart.png"), caption="<i>Week</i>", parse_mode="HTML"
    )
    assert sent.photo
    again = await bot.send_photo(DESK, sent.photo[-1].file_id, reply_parameters=ReplyParameters(message_id=1))
    assert again.reply_to_message
    target = await bot.download(sent.photo[-1].file_id)
    assert target
    assert target.read() == png()
    prompt = await bot.send_message(DESK, "?", reply_markup=ForceReply(selective=True))
    assert s.tg.messages(s.desk)[-1].forces_reply
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=DESK, message_id=prompt.message_id)
    member = await bot.get_chat_member(DESK, bot.id)
    assert member.status == "administrator"
    assert (await bot.get_chat(DESK)).title == "Desk"
    assert len(await bot.get_chat_administrators(DESK)) == 1
    assert not (await bot.get_webhook_info()).url


async def test_every_kind_of_update_is_understood(s: Scene, bot: Bot) -> None:
    kinds = [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
    ]
    await bot.get_updates(allowed_updates=kinds)
    said = s.tg.say(s.anna, s.desk, "x")
    s.tg.edit(s.anna, s.desk, said, "y")
    s.tg.react(s.boris, s.desk, said, "👍")
    s.tg.join(s.carol, s.desk)
    s.tg.send_voice(s.carol, s.desk)
    s.tg.say(s.boris, s.desk, "?", anonymous=True)
    card = await bot.send_message(DESK, "card", reply_markup=KEYBOARD)
    s.tg.press(s.anna, s.desk, card.message_id, "Claim", gone=True)
    s.tg.set_member_status(s.tg.bot, s.desk, "member")
    events = [update.event_type for update in await bot.get_updates()]
    assert events == [
        "message",
        "edited_message",
        "message_reaction",
        "chat_member",
        "message",
        "message",
        "message",
        "callback_query",
        "my_chat_member",
    ]
