"""A case is put off and comes back; how a resolved one ended."""

from __future__ import annotations

from datetime import timedelta

from bot.snoozing import wake_due
from sandbox.telegram import Message
from storage.models import Event
from tests.flows.alone import alone, claimed_alone, held, mentions
from tests.flows.answering import answer, kinds, the_case
from tests.flows.sorting import menu, says
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, Stage
from tests.flows.words import hears


async def tick(desk: Stage) -> None:
    """The clock looks now, and not only within its seconds."""
    assert desk.desk is not None
    await desk.desk.clock.tick(wake_due)


async def queue(desk: Stage, who: int = BORIS) -> str:
    desk.telegram.restart_client(who)
    desk.telegram.say(who, OPERATORS, "/queue")
    return desk.text(
        await desk.telegram.wait(
            lambda: [
                one
                for one in desk.telegram.ephemerals(OPERATORS, who)
                if "wait" in desk.text(one).lower() or "#" in desk.text(one)
            ][-1]
        )
    )


async def put_off(desk: Stage, card: Message, choice: str) -> str | None:
    await menu(desk, card, "Snooze")
    shown = await desk.whisper(ANNA, "Snooze #1 till when?")
    (label,) = [one for one in desk.labels(shown) if one.startswith(choice)]
    return await desk.press_whisper(ANNA, shown, label)


async def test_snoozed_it_leaves_the_queue_and_comes_back_by_the_clock(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    toast = await put_off(desk, card, "An hour")
    assert (toast or "").startswith("#1 is snoozed till ")
    await desk.says(card, "💤 Snoozed till")
    assert desk.text(card).startswith("💤 #1")
    assert "With Anna" in desk.text(card), "who snoozes a free case has it"
    (shown,) = [one for one in card.entities if one.date_time_format == "wdt"]
    assert abs((shown.unix_time or 0) - desk.time.seconds() - 3600) < 60
    assert "#1" not in await queue(desk)
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    assert "💤 Snoozed till" in desk.text(await desk.whisper(ANNA, "You have 1 case"))
    desk.time.let_pass(3500)
    await tick(desk)
    await desk.calm()
    assert not [one for one in desk.ours() if "the time has come" in desk.text(one)]
    desk.time.let_pass(120)
    await tick(desk)
    await tick(desk)
    told = await desk.followup("the time has come for #1")
    assert (mentions(told), told.reply_to) == ([ANNA], card)
    await desk.telegram.wait(lambda: "💤" not in desk.text(card))
    assert "#1" in await queue(desk)
    assert (await kinds(desk))[-2:] == ["snoozed", "woken"]
    # The letter is swiped as the card is.
    await answer(desk, told, "It is on its way")
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: any(one.text == "It is on its way" for one in desk.dialog()))


async def test_the_customer_a_press_and_closing_wake_it_and_an_answer_does_not(desk: Stage) -> None:
    card = await held(desk, "Where is my parcel?")
    await put_off(desk, card, "Till morning")
    await desk.says(card, "💤 Snoozed till")
    await answer(desk, card, "We look into it")
    desk.time.let_pass(60)
    await desk.says(card, "Waiting for the customer")
    assert (await the_case(desk)).snoozed_until is not None, "the promise is kept in mind"
    desk.vk.message(TIM, BRAND, "Any news?")
    await desk.followup("Any news?")
    await desk.telegram.wait(lambda: "💤" not in desk.text(card))
    assert (await kinds(desk))[-2:] == ["customer_wrote", "woken"]
    await menu(desk, card, "Snooze")
    picker = await desk.whisper(ANNA, "Snooze #1 till when?")
    (label,) = [one for one in desk.labels(picker) if one.startswith("Till morning")]
    desk.vk.message(TIM, BRAND, "Hello?")
    await desk.followup("Hello?")
    unseen = "Look first, the customer wrote again: Hello?"
    assert await desk.press_whisper(ANNA, picker, label) == unseen, "it was drawn before"
    anyway = await desk.whisper(ANNA, "The customer wrote again in #1")
    toast = await desk.press_whisper(ANNA, anyway, "Snooze anyway")
    assert (toast or "").startswith("#1 is snoozed till ")
    assert await menu(desk, card, "Wake up") == "#1 is back."
    await says(desk, card, "/snooze tomorrow 9:00", "#1 is snoozed till")
    assert await menu(desk, card, "Wake up") == "#1 is back."
    await desk.telegram.wait(lambda: "💤" not in desk.text(card))
    await says(desk, card, "/wake", "This case is not snoozed.")
    await says(desk, card, "/snooze 2h", "#1 is snoozed till")
    await says(desk, card, "/snooze 3 days", "#1 is snoozed till")
    assert (await the_case(desk)).snoozed_until is not None
    desk.telegram.say(BORIS, OPERATORS, "/snooze fri", reply_to=card.message_id)
    await desk.whisper(BORIS, "Anna has this case.")
    await desk.press(ANNA, card, "Resolve")
    await desk.says(card, "Resolved")
    assert (await the_case(desk)).snoozed_until is None
    assert "💤" not in desk.text(card)
    await says(desk, card, "/snooze fri", "This case is resolved.")


async def test_a_date_in_words_and_what_is_wrong_with_one(desk: Stage) -> None:
    card = await held(desk, "Where is my parcel?")
    await menu(desk, card, "Snooze")
    shown = await desk.whisper(ANNA, "Snooze #1 till when?")
    await desk.press_whisper(ANNA, shown, "Another time…")
    prompt = await desk.followup("Anna, till when shall #1 be snoozed?")
    for words, hears_ in (
        ("01.01.2020 10:00", "01.01.2020 10:00 is over. Write a time to come, for example:"),
        ("01.01.2099", "01.01.2099 09:00 is more than a year ahead."),
        ("soon", "I do not understand “soon”. For example:"),
    ):
        await says(desk, prompt, words, hears_)
    case = await the_case(desk)
    assert (case.snoozed_until, await kinds(desk)) == (None, ["opened", "claim"])
    await says(desk, prompt, "завтра 15:00", "#1 is snoozed till")
    case = await the_case(desk)
    assert case.snoozed_until is not None
    tomorrow = (desk.time.now() + timedelta(days=1)).date()
    assert f"{case.snoozed_until:%Y-%m-%d %H:%M}" == f"{tomorrow} 15:00"


async def test_in_a_private_chat_it_comes_back_there(desk: Stage) -> None:
    await alone(desk)
    _, own = await claimed_alone(desk)
    desk.telegram.say(ANNA, ANNA, "/snooze 1h", reply_to=own.message_id)
    await desk.says(own, "💤 Snoozed till")
    desk.time.let_pass(3700)
    await tick(desk)
    told = await hears(desk, "the time has come for #1", ANNA)
    assert told.reply_to == own
    await desk.telegram.wait(lambda: "💤" not in desk.text(own))


async def test_how_it_ended_is_asked_privately_and_can_be_changed(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET asks_outcome = true")
    card = await held(desk, "Do you have it in blue?")
    await desk.press(ANNA, card, "Resolve")
    asked = await desk.whisper(ANNA, "How did #1 end?")
    assert desk.labels(asked) == ["Solved", "Sold", "Sent elsewhere", "No answer came", "Close"]
    assert await desk.press_whisper(ANNA, asked, "Sold") == "#1: Sold"
    await desk.says(card, "🎯 Sold")
    assert desk.telegram.ephemerals(OPERATORS, ANNA) == [], "it is put away"
    await menu(desk, card, "How it ended", BORIS)
    again = await desk.whisper(BORIS, "How did #1 end?")
    assert "✓ Sold" in desk.labels(again)
    assert await desk.press_whisper(BORIS, again, "Solved") == "#1: Solved"
    await desk.says(card, "🎯 Solved")
    logged = sorted(await desk.rows(Event, Event.kind == "ended"), key=lambda one: one.id)
    assert [one.data for one in logged] == [{"outcome": "sold"}, {"outcome": "solved"}]
    await desk.press(ANNA, card, "Reopen")
    await desk.telegram.wait(lambda: "🎯" not in desk.text(card))
    assert (await the_case(desk)).outcome is None
    # By words, too; ignored, the question goes by itself.
    await says(desk, card, "/outcome sold", "This case is open already.")
    desk.telegram.say(ANNA, OPERATORS, "/resolve", reply_to=card.message_id)
    await desk.whisper(ANNA, "How did #1 end?")
    desk.time.let_pass(700)
    await desk.telegram.wait(
        lambda: not [one for one in desk.telegram.ephemerals(OPERATORS, ANNA) if "How did" in desk.text(one)]
    )
    await says(desk, card, "/outcome sent", "Done.")
    await desk.says(card, "🎯 Sent elsewhere")


async def test_the_owner_switches_the_question_off(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET asks_outcome = true")
    await hears(desk, "You are the owner")
    desk.telegram.say(OLGA, OLGA, "/settings")
    settings = await hears(desk, "How it ended: whoever resolves a case is asked")
    await desk.press(OLGA, settings, "Do not ask", OLGA)
    card = await held(desk, "Do you have it in blue?")
    await desk.press(ANNA, card, "Resolve")
    await desk.says(card, "Resolved")
    await desk.calm()
    assert desk.telegram.ephemerals(OPERATORS, ANNA) == []
