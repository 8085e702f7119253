"""The buttons of a card: who may, once, in which order, and what an old or a foreign one does."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.telegram import Message as Said
from sandbox.telegram import render
from storage.models import Case, Event, Note, Staff, Update
from tests.flows.answering import answer, answers, copied, kinds
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage


async def a_card(desk: Stage) -> Said:
    desk.comment()
    return await desk.card()


async def holder(desk: Stage) -> str | None:
    (case,) = await desk.rows(Case)
    names = {one.id: one.name for one in await desk.rows(Staff)}
    return None if case.holder_id is None else names[case.holder_id]


async def menu(desk: Stage, who: int, card: Said) -> Said:
    """The private menu behind More."""
    before = len(desk.telegram.ephemerals(OPERATORS, who))
    await desk.press(who, card, "More")
    await desk.telegram.wait(lambda: len(desk.telegram.ephemerals(OPERATORS, who)) > before)
    return desk.telegram.ephemerals(OPERATORS, who)[-1]


async def with_button(desk: Stage, data: str, chat: int = OPERATORS) -> Said:
    assert desk.desk is not None
    button = InlineKeyboardButton(text="Old", callback_data=data)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await desk.desk.bench.bot.send_message(chat, "an old message", reply_markup=keyboard)
    return next(one for one in desk.ours(chat) if one.message_id == sent.message_id)


async def test_claiming_what_is_yours_or_somebodys(desk: Stage) -> None:
    card = await a_card(desk)
    assert desk.labels(card)[0] == "Claim"
    stale = await copied(desk, card)
    assert await desk.press(ANNA, card, "Claim") == "#1 is yours."
    await desk.says(card, "With Anna")
    assert "Claim" not in desk.labels(card)
    assert await desk.press(ANNA, stale, "Claim") == "You have this case already."
    assert await desk.press(BORIS, stale, "Claim") == "Anna has this case."
    assert (await kinds(desk)).count("claim") == 1


async def test_reply_claims_and_says_how(desk: Stage) -> None:
    card = await a_card(desk)
    assert await desk.press(ANNA, card, "Reply") == "Swipe the card left and type: it goes to the customer."
    await desk.says(card, "With Anna")
    assert await desk.press(BORIS, card, "Reply") == "Anna has this case."


async def test_only_who_has_it_releases_it(desk: Stage) -> None:
    card = await a_card(desk)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    assert "Release" not in desk.labels(await menu(desk, BORIS, card))
    shown = await menu(desk, ANNA, card)
    assert desk.labels(shown) == [
        "Release",
        "Dismiss",
        "Note",
        "History",
        "Assign",
        "Merge…",
        "✉️ Reply privately",
        "⚙️ Moderate…",
        "Mute this post",
        "Open in VK",
        "Close",
    ]
    stale = await copied(desk, shown)
    assert await desk.press(BORIS, stale, "Release") == "Anna has this case."
    assert await desk.press_whisper(ANNA, shown, "Release") == "#1 is free again."
    await desk.says(card, "Nobody has it")
    assert await desk.press(ANNA, stale, "Release") == "Nobody has this case."


async def test_taking_over_asks_first(desk: Stage) -> None:
    card = await a_card(desk)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    shown = await menu(desk, BORIS, card)
    assert "Take over" in desk.labels(shown)
    await desk.press_whisper(BORIS, shown, "Take over")
    asks = await desk.whisper(BORIS, "Anna has #1. Take it over?")
    assert desk.labels(asks) == ["Yes, take over", "Close"]
    assert await holder(desk) == "Anna"
    assert await desk.press_whisper(BORIS, asks, "Yes, take over") == "#1 is yours."
    await desk.says(card, "With Boris")
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, BORIS))


async def test_close_puts_the_menu_away(desk: Stage) -> None:
    card = await a_card(desk)
    shown = await menu(desk, ANNA, card)
    await desk.press_whisper(ANNA, shown, "Close")
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    assert await kinds(desk) == ["opened"]


async def test_resolving_a_case_of_nobody_and_reopening_it(desk: Stage) -> None:
    card = await a_card(desk)
    stale = await copied(desk, card)
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")
    assert desk.labels(card) == ["Reopen", "More", "Open in VK"]
    assert await desk.press(BORIS, stale, "Resolve") == "Resolved already."
    assert await desk.press(BORIS, stale, "Claim") == "This case is resolved. Press Reopen first."
    assert await desk.press(BORIS, card, "Reopen") == "#1 is open again."
    await desk.says(card, "With Boris")
    assert "Unanswered" in desk.text(card), "what was never answered waits again"
    assert "Reopened once" in desk.text(card)


async def test_dismissing_is_in_the_menu_and_can_be_undone(desk: Stage) -> None:
    card = await a_card(desk)
    shown = await menu(desk, ANNA, card)
    assert desk.labels(shown) == [
        *("Dismiss", "Note", "History", "Assign", "Merge…", "✉️ Reply privately", "⚙️ Moderate…"),
        *("Mute this post", "Open in VK", "Close"),
    ]
    assert await desk.press_whisper(ANNA, shown, "Dismiss") == "#1 dismissed."
    await desk.says(card, "Dismissed")
    assert await desk.press(ANNA, card, "Reopen") == "#1 is open again."
    await desk.says(card, "With Anna")


async def test_resolving_somebody_elses_case_is_refused(desk: Stage) -> None:
    card = await a_card(desk)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    assert await desk.press(BORIS, card, "Resolve") == "Anna has this case."
    assert (await desk.rows(Case))[0].status == "open"


async def test_note_says_how(desk: Stage) -> None:
    card = await a_card(desk)
    shown = await menu(desk, ANNA, card)
    assert await desk.press_whisper(ANNA, shown, "Note") == (
        "Swipe the card left and begin with // – such a message stays in the team."
    )
    assert await desk.rows(Note) == []


async def test_history_lists_every_act_with_who(desk: Stage) -> None:
    card = await a_card(desk)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    desk.telegram.say(BORIS, OPERATORS, "// a regular", reply_to=card.message_id)
    await desk.says(card, "1 note")
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")
    await desk.press(OLGA, card, "Reopen")
    await desk.says(card, "With Olga")
    shown = await menu(desk, BORIS, card)
    await desk.press_whisper(BORIS, shown, "History")
    history = await desk.whisper(BORIS, "#1: history")
    acts = [line.partition(" ")[2].partition("UTC ")[2] or line for line in desk.text(history).splitlines()]
    told = "\n".join(acts)
    for act in (
        "came in",
        "claimed · Anna",
        "answer written · Anna",
        "answer sent · Anna",
        "note · Boris",
        "resolved · Anna",
        "reopened · Olga",
    ):
        assert act in told, (act, told)
    assert "On its way!" not in told, "the log holds no words"


# --- foreign, old, repeated


async def test_a_button_in_a_chat_that_is_not_bound_does_nothing(desk: Stage) -> None:
    card = await a_card(desk)
    elsewhere = await copied(desk, card, DELIVERY)
    answer_ = await desk.telegram.press(PETR, DELIVERY, elsewhere, "Claim").answered()
    assert answer_.text == ""
    assert await holder(desk) is None
    assert [one for one in await desk.rows(Staff) if one.user_id == PETR] == []
    await desk.calm()
    assert desk.ours(DELIVERY) == [elsewhere]
    assert desk.text(elsewhere) == "copy"


async def test_somebody_who_left_the_group_is_nobody(desk: Stage) -> None:
    card = await a_card(desk)
    await desk.press(BORIS, card, "Claim")
    await desk.says(card, "With Boris")
    desk.telegram.leave(BORIS, OPERATORS)
    left = Staff.left_at.is_not(None)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, left))


async def test_an_unknown_button_is_answered_politely_and_the_card_refreshed(desk: Stage) -> None:
    card = await a_card(desk)
    data = card.buttons[0][0].callback_data
    assert data is not None
    for number, odd in enumerate(("o0:claim:1", "whatever", data.replace("claim", "bogus"))):
        old = await with_button(desk, odd)
        toast = await desk.press(ANNA, old, "Old")
        assert toast == "This message is out of date. The card is being refreshed.", number
    assert await kinds(desk) == ["opened"]
    assert desk.desk is not None
    await desk.desk.bench.bot.edit_message_text(
        "what it looked like in an old version",
        chat_id=OPERATORS,
        message_id=card.message_id,
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Old", callback_data="o0:claim:1")]]
        ),
    )
    await desk.press(ANNA, card, "Old")
    await desk.says(card, "Nobody has it")
    assert desk.labels(card)[0] == "Claim"


async def test_a_button_of_a_case_that_is_not_there(desk: Stage) -> None:
    card = await a_card(desk)
    data = card.buttons[0][0].callback_data
    assert data is not None
    strange = await with_button(desk, data.replace(":1:", ":999:", 1))
    assert await desk.press(ANNA, strange, "Old") == (
        "This message is out of date. The card is being refreshed."
    )


async def test_a_press_on_a_message_telegram_does_not_show_any_more(desk: Stage) -> None:
    card = await a_card(desk)
    answer_ = await desk.telegram.press(ANNA, OPERATORS, card, "Claim", gone=True).answered()
    assert answer_.text == "#1 is yours."
    await desk.says(card, "With Anna")


async def test_a_repeated_press_has_no_second_effect(desk: Stage) -> None:
    card = await a_card(desk)
    for label in ("Claim", "Resolve", "Reopen"):
        press = desk.telegram.press(ANNA, OPERATORS, card, label, copies=2)
        await desk.telegram.wait(lambda press=press: all(one.answer for one in press.queries))  # type: ignore[misc]
        await desk.calm()
    assert await kinds(desk) == ["opened", "claim", "resolve", "reopen"]


async def test_a_redelivered_update_has_no_second_effect(desk: Stage) -> None:
    card = await a_card(desk)
    said = await answer(desk, card)
    desk.telegram.redeliver()
    await desk.calm()
    whispers = len(desk.telegram.ephemerals(OPERATORS, ANNA))
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.press(ANNA, card, "Resolve")
    desk.telegram.redeliver()
    await desk.says(card, "Resolved")
    await desk.calm()
    assert whispers == 1
    assert len(await answers(desk)) == 1
    assert await kinds(desk) == ["opened", "claim", "answer", "answered", "resolve"]
    assert {one.state for one in await desk.rows(Update)} == {"done"}
    events = await desk.rows(Event, Event.case_id.is_not(None))
    assert sorted(one.seq or 0 for one in events) == [1, 2, 3, 4, 5]


async def test_an_outsider_who_can_see_a_public_group_presses_in_vain(desk: Stage) -> None:
    card = await a_card(desk)
    assert await forged(desk, STRANGER, card) == ""
    assert await holder(desk) is None
    assert [one for one in await desk.rows(Staff) if one.user_id == STRANGER] == []


async def test_a_press_handled_after_its_author_was_removed_does_nothing(desk: Stage) -> None:
    card = await a_card(desk)
    shown = await copied(desk, card)
    await desk.press(BORIS, card, "Claim")
    await desk.says(card, "With Boris")
    desk.telegram.set_member_status(BORIS, OPERATORS, "kicked", by=OLGA)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.left_at.is_not(None)))
    assert await forged(desk, BORIS, shown, "Resolve") == ""
    assert (await desk.rows(Case))[0].status == "open"
    assert await desk.rows(Staff, Staff.user_id == BORIS, Staff.left_at.is_(None)) == []


async def forged(desk: Stage, who: int, message: Said, label: str = "Claim") -> str:
    """A press by somebody whom Telegram does not count among the members, or not any more."""
    telegram, person = desk.telegram, desk.telegram.user_of(who)
    query = telegram.new_query(person, message)
    button = next(one for row in message.buttons for one in row if one.text == label)
    told: dict[str, object] = {
        "id": query.id,
        "from": render.user(person),
        "message": render.message(message, telegram.users),
        "chat_instance": "1",
        "data": button.callback_data,
    }
    telegram.tell("callback_query", message.chat, told)
    answered = await telegram.wait(lambda: query.answer)
    assert answered is not None
    return answered.text
