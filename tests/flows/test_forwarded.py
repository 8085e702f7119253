"""What a customer said elsewhere in Telegram, forwarded to the bot in private, and `/new` under it in the group."""

from __future__ import annotations

from sandbox.telegram import Message as Shown
from storage.models import Case, CustomerIdentity, Message, Note
from tests.flows.answering import handled
from tests.flows.private import told
from tests.flows.stage import ANNA, OPERATORS, STRANGER, Stage
from tests.flows.words import hears, in_private

MIA = 198


def says(desk: Stage, who: int, *words: str) -> list[Shown]:
    """Somebody writes in a chat that is no business of the desk."""
    chat = -1001000000077
    if chat not in desk.telegram.chats:
        desk.telegram.add_group(chat, "Neighbours", members=[STRANGER, ANNA])
    return [desk.telegram.say(who, chat, one) for one in words]


async def test_what_one_person_said_is_one_case_with_their_files(desk: Stage) -> None:
    await in_private(desk, ANNA)
    first, second = says(desk, STRANGER, "My grinder is broken", "It smokes!")
    desk.telegram.forward(ANNA, ANNA, first)
    opened = await hears(desk, "#1 is opened", ANNA)
    assert desk.labels(opened) == ["Claim"]
    card = await desk.card("My grinder is broken")
    assert "By hand" in desk.text(card)
    assert "Zoe" in desk.text(card)
    await desk.calm()
    desk.telegram.forward(ANNA, ANNA, second)
    await desk.followup("It smokes!")
    picture = desk.telegram.send_photo(STRANGER, -1001000000077, caption="See")
    desk.telegram.forward(ANNA, ANNA, picture)
    await desk.telegram.wait(lambda: [one for one in desk.ours() if one.media and "#1" in desk.text(one)][0])
    assert len(await desk.rows(Case)) == 1
    (identity,) = await desk.rows(CustomerIdentity)
    assert identity.external_id == f"user{STRANGER}"
    said = sorted(await desk.rows(Message), key=lambda one: one.id)
    assert [one.text for one in said] == ["My grinder is broken", "It smokes!", "See"]
    await desk.press(ANNA, opened, "Claim", ANNA)
    await desk.says(card, "With Anna")
    desk.telegram.forward(ANNA, ANNA, card)
    await hears(desk, "That is mine.", ANNA)


async def test_a_hidden_name_goes_on_for_some_minutes(desk: Stage) -> None:
    await in_private(desk, ANNA)
    desk.telegram.users[STRANGER].hidden = True
    first, second, third = says(desk, STRANGER, "Where is my order?", "It was 48211", "Hello?")
    desk.telegram.forward(ANNA, ANNA, first)
    desk.telegram.forward(ANNA, ANNA, second)
    await desk.telegram.wait(lambda: [one for one in desk.ours() if "It was 48211" in desk.text(one)][0])
    assert len(await desk.rows(Case)) == 1
    desk.time.let_pass(600)
    desk.telegram.forward(ANNA, ANNA, third)
    await hears(desk, "#2 is opened", ANNA)
    assert [one.name for one in await desk.rows(CustomerIdentity)] == ["Zoe", "Zoe"]


async def test_what_belongs_to_a_case_of_theirs_becomes_a_note(desk: Stage) -> None:
    await in_private(desk, ANNA)
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    (said,) = says(desk, STRANGER, "He means parcel 77")
    desk.telegram.forward(ANNA, ANNA, said)
    opened = await hears(desk, "#2 is opened", ANNA)
    assert desk.labels(opened) == ["Claim", "No, it belongs to #1 · Tim Becker"]
    toast = await desk.press(ANNA, opened, "No, it belongs to #1 · Tim Becker", ANNA)
    assert toast == "Now a note in #1; #2 is dismissed."
    (note,) = await desk.rows(Note)
    assert note.text == "He means parcel 77"
    await desk.says(card, "1 note")
    assert {one.number: one.status for one in await desk.rows(Case)} == {1: "open", 2: "dismissed"}
    assert told(desk) == []


async def test_new_under_a_colleagues_message_takes_its_words(desk: Stage) -> None:
    (said,) = says(desk, STRANGER, "Do you repair grinders?")
    there = desk.telegram.forward(ANNA, OPERATORS, said)
    await handled(desk)
    assert await desk.rows(Case) == [], "colleagues' talk opens nothing"
    desk.telegram.say(ANNA, OPERATORS, "/new", reply_to=there.message_id)
    card = await desk.card("Do you repair grinders?")
    assert "Zoe" in desk.text(card)
