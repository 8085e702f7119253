"""Commands: in the operators' group, in private, in a department's group; and who gets no answer at all."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Card, Case, Staff
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links

CLOSED = "This bot serves a closed team."


async def ask(desk: Stage, who: int, command: str, words: str, chat: int = OPERATORS) -> str:
    """Say a command and read what only this person sees of it."""
    desk.telegram.say(who, chat, command)
    return desk.text(await desk.whisper(who, words, chat))


# --- /queue


async def test_the_queue_is_longest_first_with_holders_and_links(desk: Stage) -> None:
    assert await ask(desk, ANNA, "/queue", "waits") == "Nothing waits for us."
    desk.comment("First")
    first = await desk.card("First")
    desk.time.let_pass(3600)
    desk.comment("Second", who=VERA)
    second = await desk.card("Second")
    await desk.press(BORIS, second, "Claim")
    desk.telegram.say(ANNA, OPERATORS, "/queue")
    shown = await desk.whisper(ANNA, "2 cases wait for us")
    lines = desk.text(shown).splitlines()
    parts = [line.split(" · ") for line in lines[1:]]
    assert [line[:2] for line in parts] == [["#1", "Tim Becker"], ["#2", "Vera Sokolova"]]
    assert [line[-1] for line in parts] == ["nobody", "With Boris"]
    assert links(shown) == [link_to(first), link_to(second)]
    assert not desk.telegram.ephemerals(OPERATORS, BORIS)
    await desk.press(BORIS, second, "Resolve")
    await ask(desk, BORIS, "/queue", "1 case waits for us")


async def test_a_line_of_the_queue_stays_short_and_without_a_name_that_is_not_known(desk: Stage) -> None:
    desk.vk.add_user(7001, "Maximiliane Wilhelmine", "von der Großen Heide")
    desk.comment("First", who=7001)
    await desk.card("First")
    desk.vk.faults.add("users.get", Fault.html(502))
    desk.comment("Second", who=VERA)
    await desk.card("Second")
    desk.telegram.say(ANNA, OPERATORS, "/queue")
    lines = desk.text(await desk.whisper(ANNA, "2 cases wait for us")).splitlines()
    assert lines[1].split(" · ")[1] == "Maximiliane Wilhelmine…"
    assert [len(line.split(" · ")) for line in lines[1:]] == [4, 3]


async def test_a_long_queue_is_cut_in_words(desk: Stage) -> None:
    for number in range(17):
        desk.comment(f"Question {number}", who=VERA)
    await desk.until(lambda: _cases(desk, 17))
    text = await ask(desk, ANNA, "/queue", "17 cases wait for us")
    assert len(text.splitlines()) == 17
    assert text.splitlines()[-1] == "…and 2 more"


async def _cases(desk: Stage, count: int) -> bool:
    return len(await desk.rows(Case)) == count


# --- /case


async def test_a_case_is_shown_anew_below_and_the_old_card_steps_back(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    old = await desk.card("Where is my parcel?")
    desk.telegram.say(ANNA, OPERATORS, "/case 1")
    new = await desk.telegram.wait(
        lambda: [one for one in desk.cards() if "my parcel?" in desk.text(one) and one is not old][0]
    )
    assert new.message_id > old.message_id
    await desk.calm()
    assert await desk.press(ANNA, old, "Claim") == "#1 is yours.", "a press on the old one is not lost"
    await desk.says(new, "With Anna")
    await desk.telegram.wait(lambda: not old.buttons)
    assert desk.text(old) == "Case #1 is here →"
    assert links(old) == [link_to(new)]
    desk.telegram.say(ANNA, OPERATORS, "On its way", reply_to=old.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    (card,) = await desk.rows(Card)
    assert card.message_id == new.message_id


async def test_a_closed_case_is_shown_too(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    old = await desk.card()
    await desk.press(ANNA, old, "Resolve")
    await desk.says(old, "Resolved")
    desk.telegram.say(BORIS, OPERATORS, "/case #1")
    await desk.telegram.wait(
        lambda: [one for one in desk.cards() if one is not old and "Reopen" in desk.labels(one)]
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/case", "Which case? For example: /case 12"),
        ("/case twelve", "Which case? For example: /case 12"),
        ("/case 1 2", "Which case? For example: /case 12"),
        ("/case 9999999999999999999999", "Which case? For example: /case 12"),
        ("/case 7", "There is no case #7: there are no cases yet."),
    ],
)
async def test_a_case_that_is_none(desk: Stage, command: str, words: str) -> None:
    assert await ask(desk, ANNA, command, "case") == words


async def test_a_case_in_private_is_the_way_to_it(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/case 1")
    way = await hears(desk, "Case #1 is here: #1", ANNA)
    assert links(way) == [link_to(card)]
    desk.telegram.say(ANNA, ANNA, "/case 2")
    await hears(desk, "There is no case #2. The last one is #1.", ANNA)
    desk.telegram.say(ANNA, ANNA, "/queue")
    await hears(desk, "1 case waits for us", ANNA)
    assert len(desk.cards()) == 1


# --- /me


async def test_a_signature_goes_under_answers(desk: Stage) -> None:
    assert "Your signature under answers: —." in await ask(desk, ANNA, "/me", "signature")
    said = await ask(desk, ANNA, "/me Anna, customer care", "now end with")
    assert said == "Your answers now end with: Anna, customer care"
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "On its way", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way\n\nAnna, customer care"])
    assert "Anna, customer care" in await ask(desk, ANNA, "/me", "Your signature under answers: Anna")
    await ask(desk, ANNA, "/me -", "Your answers have no signature now.")
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert anna.signature is None


@pytest.mark.parametrize("signature", ["x" * 65, "Anna\ncustomer care"])
async def test_a_signature_is_one_short_line(desk: Stage, signature: str) -> None:
    said = await ask(desk, ANNA, f"/me {signature}", "A signature")
    assert said == "A signature is one line of 64 characters at most."


# --- /help, and who is answered


async def test_help(desk: Stage) -> None:
    text = await ask(desk, ANNA, "/Help", "Swipe a card left")
    for command in ("/queue", "/case 12", "/me Anna", "/escalate DEPARTMENT question"):
        assert command in text
    await in_private(desk, BORIS)
    desk.telegram.say(BORIS, BORIS, "/help")
    await hears(desk, "Swipe a card left", BORIS)


async def test_who_writes_as_the_group_is_told_to_say_a_name(desk: Stage) -> None:
    commands = (
        "/shift on",
        "/handover",
        "/private on",
        "/assign @boris",
        "/departments",
        "/templates",
        "/t hi",
    )
    for said in (*commands, "/template Hours\nWe open at nine"):
        asked = desk.telegram.say(OLGA, OPERATORS, said, anonymous=True)
        told = await _reply(desk, asked)
        assert "You write anonymously." in desk.text(told), said


async def _reply(desk: Stage, to: Said) -> Said:
    return await desk.telegram.wait(lambda: [one for one in desk.ours(OPERATORS) if one.reply_to is to][0])


async def test_members_are_known_in_private_before_they_ever_wrote(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    desk.telegram.start_bot(ANNA)
    await hears(desk, "Hello Anna.", ANNA)
    desk.telegram.start_bot(PETR)
    await hears(desk, "the operator who asked gets the words", PETR)
    roles = {one.user_id: one.role for one in await desk.rows(Staff)}
    assert roles == {OLGA: "owner", ANNA: "operator", PETR: "specialist"}


async def test_outsiders_learn_only_that_the_bot_is_closed(desk: Stage) -> None:
    desk.comment()
    await desk.card()
    desk.telegram.start_bot(STRANGER)
    await hears(desk, CLOSED, STRANGER)
    for said in ("/help", "/queue", "/case 1", "/me Zoe", "/report", "hello?", "/setup", "/start again"):
        desk.telegram.say(STRANGER, STRANGER, said)
    await desk.telegram.wait(lambda: len(desk.ours(STRANGER)) == 2)
    assert {desk.text(one) for one in desk.ours(STRANGER)} == {CLOSED}
    desk.telegram.add_group(-1001000000009, "Elsewhere", members=[STRANGER])
    for said in ("/help", "/queue", "/start", "/case 1"):
        desk.telegram.say(STRANGER, -1001000000009, said)
    await desk.calm()
    assert desk.ours(-1001000000009) == []
    assert not desk.telegram.ephemerals(-1001000000009, STRANGER)
    assert await desk.rows(Staff, Staff.user_id == STRANGER) == []


async def test_commands_for_another_bot_are_not_ours(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    for said in ("/help@other_bot", "/queue@other_bot", "/case@other_bot 1"):
        desk.telegram.say(ANNA, OPERATORS, said)
    desk.telegram.say(ANNA, OPERATORS, "/claim@other_bot", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, "/weather@other_bot", reply_to=card.message_id)
    await desk.calm()
    assert not desk.telegram.ephemerals(OPERATORS, ANNA)
    assert await ask(desk, ANNA, "/queue@Otklik_Demo_Bot", "waits") != ""
    assert len(desk.telegram.ephemerals(OPERATORS, ANNA)) == 1
    (case,) = await desk.rows(Case)
    assert case.holder_id is None


async def test_a_command_that_is_none_is_never_sent_to_a_customer(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/resolv", reply_to=card.message_id)
    await desk.whisper(ANNA, "No such command, so nothing was sent.")


async def test_buttons_by_commands_in_reply_to_the_card(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/claim", reply_to=card.message_id)
    await desk.says(card, "With Anna")
    desk.telegram.say(BORIS, OPERATORS, "/claim", reply_to=card.message_id)
    await desk.whisper(BORIS, "Anna has this case.")
    desk.telegram.say(BORIS, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Boris")
    desk.telegram.say(BORIS, OPERATORS, "/history", reply_to=card.message_id)
    assert "taken over" in desk.text(await desk.whisper(BORIS, "#1: history"))
    desk.telegram.say(BORIS, OPERATORS, "/release", reply_to=card.message_id)
    await desk.says(card, "Nobody has it")
    desk.telegram.say(BORIS, OPERATORS, "/dismiss", reply_to=card.message_id)
    await desk.says(card, "Dismissed")
    desk.telegram.say(BORIS, OPERATORS, "/resolve", reply_to=card.message_id)
    await desk.whisper(BORIS, "This case is dismissed. Press Reopen first.")
    desk.telegram.say(BORIS, OPERATORS, "/reopen", reply_to=card.message_id)
    await desk.says(card, "With Boris")


# --- coming and going


async def test_leaving_takes_every_right_and_coming_back_gives_it(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await in_private(desk, ANNA)
    desk.telegram.leave(ANNA, OPERATORS)
    await desk.until(lambda: _left(desk))
    before = len(desk.ours(ANNA))
    for said in ("/queue", "/case 1", "/help"):
        desk.telegram.say(ANNA, ANNA, said)
    desk.telegram.start_bot(ANNA)
    await hears(desk, CLOSED, ANNA)
    assert len(desk.ours(ANNA)) == before + 1
    desk.telegram.join(ANNA, OPERATORS)
    desk.telegram.say(ANNA, ANNA, "/queue")
    await hears(desk, "1 case waits for us", ANNA)


async def _left(desk: Stage) -> bool:
    return bool(await desk.rows(Staff, Staff.user_id == ANNA, Staff.left_at.is_not(None)))


async def test_who_left_the_operators_is_only_a_specialist_in_the_department(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    desk.telegram.join(ANNA, DELIVERY)
    await ask(desk, ANNA, "/help", "Swipe a card left")
    desk.telegram.leave(ANNA, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.role == "specialist"))
    await ask(desk, ANNA, "/help", "the operator who asked", DELIVERY)
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert (anna.role, anna.left_at) == ("specialist", None)
    desk.telegram.start_bot(ANNA)
    await hears(desk, "the operator who asked", ANNA)
    desk.telegram.say(ANNA, ANNA, "/queue")
    await hears(desk, "That is for operators. You advise", ANNA)
    desk.telegram.join(ANNA, OPERATORS)
    await ask(desk, ANNA, "/queue", "Nothing waits for us.")


async def test_an_owner_stays_the_owner_outside_the_groups(desk: Stage) -> None:
    await hears(desk, "You are the owner", OLGA)
    desk.telegram.leave(OLGA, OPERATORS)
    desk.telegram.say(OLGA, OLGA, "/report")
    await hears(desk, "Today: ", OLGA)
