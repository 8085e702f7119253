"""A person's own language: of all that only this person sees."""

from __future__ import annotations

import json

from storage.models import Event
from tests.flows.alone import own_card
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, Stage
from tests.flows.words import hears, in_private


def menu(stage: Stage, who: int) -> dict[str, str]:
    """What Telegram offers behind `/` in somebody's private chat alone."""
    scope = json.dumps([{"type": "chat", "chat_id": who}, ""], sort_keys=True)
    return {str(one["command"]): str(one["description"]) for one in stage.telegram.commands.get(scope, [])}


async def speaks(stage: Stage, who: int, code: str, toast: str) -> None:
    """Somebody chooses by the command, in private."""
    await in_private(stage, who)
    stage.telegram.say(who, who, f"/language {code}")
    await hears(stage, toast, who)


async def test_what_only_one_sees_is_in_their_language_and_the_group_keeps_its_own(desk: Stage) -> None:
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/language")
    asks = await hears(desk, "I speak English with you, as with the whole team", ANNA)
    assert desk.labels(asks) == ["English", "Русский", "Български", "Polski", "✓ As the team"]
    assert await desk.press(ANNA, asks, "Български", ANNA) == "Отсега ви говоря на български."
    await desk.says(asks, "Говоря ви на език: Български")
    assert "✓ Български" in desk.labels(asks)
    await desk.telegram.wait(lambda: menu(desk, ANNA).get("mine") == "моите случаи")
    # In the group: her toasts and whispers are hers, the card and Boris's are the desk's.
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    assert await desk.press(ANNA, card, "Claim") == "#1 е ваш."
    assert await desk.press(BORIS, card, "Claim") == "Anna has this case."
    await desk.says(card, "With Anna")
    await desk.press(ANNA, card, "More")
    more = await desk.whisper(ANNA, "Случай #1")
    assert "История" in desk.labels(more)
    desk.telegram.say(ANNA, OPERATORS, "/nonsense", reply_to=card.message_id)
    await desk.whisper(ANNA, "Няма такава команда")
    # She is understood in both languages.
    for said in ("/category проблем", "/category Complaint", "/priority висок"):
        desk.telegram.say(ANNA, OPERATORS, said, reply_to=card.message_id)
    await desk.says(card, "🏷 Complaint")
    await desk.says(card, "⬆️")
    desk.telegram.say(ANNA, OPERATORS, "/merge 2")
    await desk.whisper(ANNA, "номера на другия случай")
    desk.telegram.say(ANNA, OPERATORS, "/find parcel вчера")
    await desk.whisper(ANNA, "Нищо не е намерено")
    desk.telegram.say(ANNA, OPERATORS, "/find parcel today")
    await desk.whisper(ANNA, "1 случай")
    # In private, the card too; another choice draws it anew.
    desk.telegram.say(ANNA, ANNA, "/private on")
    await hears(desk, "сега идва 1 случай", ANNA)
    own = await own_card(desk, "Where is my parcel?")
    assert "Води го Anna" in desk.text(own)
    desk.telegram.say(ANNA, ANNA, "/language pl")
    await hears(desk, "Mówię do ciebie w języku: Polski", ANNA)
    await desk.says(own, "Prowadzi Anna")
    assert desk.labels(own)[0] == "Odpowiedz"
    await desk.says(card, "With Anna (in private)")
    desk.comment("It is three days late", post)
    await desk.followup("It is three days late", ANNA)
    # The desk's again: the menu is everybody's.
    desk.telegram.say(ANNA, ANNA, "/language -")
    await desk.says(own, "With Anna")
    await desk.telegram.wait(lambda: menu(desk, ANNA) == {})
    chosen = await desk.rows(Event, Event.kind == "language")
    assert len(chosen) == 3


async def test_a_language_is_kept_over_a_restart(stage: Stage) -> None:
    async with stage.at_work():
        await speaks(stage, BORIS, "ru", "С вами говорю на языке: Русский")
        await stage.telegram.wait(lambda: menu(stage, BORIS).get("queue") == "что ждёт нас")
    stage.telegram.commands.clear()
    async with stage.at_work(LANGUAGE="bg"):
        await stage.telegram.wait(lambda: menu(stage, BORIS).get("queue") == "что ждёт нас")
        stage.telegram.say(BORIS, BORIS, "/me")
        await hears(stage, "Ваш язык – Русский. Сменить: /language", BORIS)
        # What the owners are told is worded for each of them when it is sent.
        await speaks(stage, OLGA, "pl", "Mówię do ciebie w języku: Polski")
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "left")
        stage.comment("Where is my parcel?")
        await hears(stage, "Grupa operatorów: nie ma mnie w grupie.")
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "administrator")
        await hears(stage, "Grupa operatorów: znów wszystko tam działa, przerwa trwała 1 minutę.")


async def test_who_alone_is_a_department_reads_its_questions_in_their_language(desk: Stage) -> None:
    desk.telegram.user_of(BORIS).username = "boris"
    await speaks(desk, BORIS, "pl", "Mówię do ciebie w języku: Polski")
    await in_private(desk, OLGA)
    desk.telegram.say(OLGA, OLGA, "/department Legal @boris")
    await hears(desk, "Działem Legal jesteś teraz ty", BORIS)
    await hears(desk, "Boris is the department Legal now")
    desk.comment("Is it legal?")
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/escalate Legal May they?", reply_to=card.message_id)
    asked = await desk.card("May they?", BORIS)
    assert "Anna pyta: Legal" in desk.text(asked)
    assert desk.labels(asked)[0] == "Weź"
    assert (
        await desk.press(BORIS, asked, "Dopytaj", BORIS)
        == "Przesuń wiadomość, która przyjdzie poniżej, i napisz."
    )
    prompt = await hears(desk, "o co zapytać w #1? Odpowie Anna", BORIS)
    desk.telegram.say(BORIS, BORIS, "Which parcel?", reply_to=prompt.message_id)
    await desk.followup("Legal asks you about #1")
    desk.telegram.say(BORIS, BORIS, "/language ru")
    await desk.says(asked, "Anna спрашивает Legal")
