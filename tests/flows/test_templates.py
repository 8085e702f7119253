"""Prepared words: kept in the private chat, offered on `Reply`, found by `/t`; choosing never sends."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from storage.models import Draft, Event, Template
from tests.flows.answering import answers, handled, kinds
from tests.flows.private import prompted, told
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, PETR, TIM, Stage
from tests.flows.words import hears, in_private

DELAY = "Delay #delivery\nHello {name|there}, your parcel ({case}) comes later."
THANKS = "Thanks\nThank you, {name}!"


async def kept(desk: Stage, *written: str, who: int = OLGA) -> None:
    """Somebody keeps prepared words, in the group, where only they see what is said of it."""
    for one in written:
        desk.telegram.say(who, OPERATORS, f"/template {one}")
        name = one.removeprefix("desk ").split("\n")[0].split(" #")[0]
        await desk.whisper(who, f"Kept: {name}.")


async def waiting(desk: Stage) -> list[tuple[str, str]]:
    found = sorted(await desk.rows(Draft), key=lambda one: one.id)
    return [(one.state, one.text) for one in found]


def sent(desk: Stage) -> list[str]:
    return [one.text for post in desk.vk.posts(BRAND) for one in desk.vk.comments(post) if one.from_id < 0]


async def finds(desk: Stage, card: Said, words: str, answer: str, who: int = ANNA) -> Said:
    desk.telegram.say(who, OPERATORS, f"/t {words}", reply_to=card.message_id)
    return await desk.whisper(who, answer)


# --- choosing


async def test_reply_offers_what_fits_and_choosing_sends_nothing(desk: Stage) -> None:
    await kept(desk, f"desk {DELAY}", f"desk {THANKS}", *(f"desk T{n}\nText {n}" for n in range(4)))
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await desk.press(ANNA, card, "Reply")
    offer = await desk.whisper(ANNA, "Prepared words for #1.")
    assert desk.labels(offer)[0] == "📌 Delay #delivery"
    assert desk.labels(offer)[4:] == ["🔎 More", "Close"]
    await desk.press_whisper(ANNA, offer, "🔎 More")
    every = await desk.whisper(ANNA, "6 texts for #1")
    assert len(desk.labels(every)) == 7
    assert await desk.press_whisper(ANNA, every, "📌 Delay #delivery") == "Not sent yet: look at it first."
    chosen = await desk.whisper(ANNA, "nothing is sent yet")
    words = "Hello Tim, your parcel (1) comes later."
    assert words in desk.text(chosen)
    assert desk.labels(chosen) == ["Send draft", "Drop"]
    await desk.says(card, words)
    assert "prepared words" in desk.text(card)
    desk.time.let_pass(60)
    assert await desk.press(BORIS, card, "Send draft") == "Somebody else must send this draft."
    assert sent(desk) == []

    assert await desk.press_whisper(ANNA, chosen, "Send draft") == "Sending."
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == [words])
    await desk.says(card, "✓ sent")
    assert "Send draft" not in desk.labels(card)
    used = {one.name: one.used for one in await desk.rows(Template)}
    assert (used["Delay"], used["Thanks"]) == (1, 0)
    assert [one for one in await kinds(desk) if "draft" in one] == ["draft", "draft_sent"]


async def test_another_choice_or_own_words_take_its_place(desk: Stage) -> None:
    await kept(desk, DELAY, THANKS, who=ANNA)
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await finds(desk, card, "delay", "“Delay” is a draft of #1")
    await finds(desk, card, "tha", "“Thanks” is a draft of #1")
    await desk.says(card, "Thank you, Tim!")
    await desk.telegram.wait(lambda: "your parcel (1)" not in desk.text(card))
    desk.telegram.say(ANNA, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.says(card, "✓ sent")
    assert sent(desk) == ["It is in Riga"]
    assert "Send draft" not in desk.labels(card)
    assert [state for state, _ in await waiting(desk)] == ["dropped", "dropped"]
    assert (await kinds(desk)).count("draft_dropped") == 2


async def test_handed_over_they_are_the_new_ones_to_replace(desk: Stage) -> None:
    await kept(desk, THANKS, who=ANNA)
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await desk.press(BORIS, card, "More")
    await desk.press(ANNA, card, "Claim")
    await finds(desk, card, "tha", "“Thanks” is a draft of #1")
    desk.telegram.say(ANNA, OPERATORS, "/handover Boris")
    await desk.says(card, "With Boris")
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.whisper(BORIS, "Goes to the customer")
    assert [state for state, _ in await waiting(desk)] == ["dropped"]


async def test_what_is_looked_for_is_found_or_said(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await finds(desk, card, "delay", "There are no prepared words yet.")
    await kept(desk, DELAY, THANKS, who=ANNA)
    await kept(desk, "desk Delay again\nYour parcel waits")
    await finds(desk, card, "weather", "No prepared words with “weather”.")
    several = await finds(desk, card, "parcel", "Prepared words for #1")
    assert desk.labels(several) == ["👤 Delay #delivery", "📌 Delay again", "🔎 More", "Close"]
    desk.telegram.say(ANNA, OPERATORS, "/t delay")
    await desk.whisper(ANNA, "Swipe the card left and write what")
    assert await waiting(desk) == []
    best = await finds(desk, card, "", "Prepared words for #1", BORIS)
    assert desk.labels(best) == ["📌 Delay again", "Close"], "what is Anna's own is hers alone"
    # The very name needs no private message to arrive: the draft is on the card.
    desk.telegram.say(ANNA, OPERATORS, "/t delay", reply_to=card.message_id)
    await desk.says(card, "Hello Tim, your parcel (1) comes later.")
    assert await desk.press(ANNA, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: len(sent(desk)) == 1)


async def test_where_no_answer_may_go_none_is_prepared(desk: Stage) -> None:
    await kept(desk, f"desk {THANKS}", "desk Hours\nWe work {hours}.", "desk Long\n" + "x" * 2999)
    desk.comment("Thanks!")
    card = await desk.card()
    await finds(desk, card, "hours", "Nothing of “Hours” remains")
    await desk.press(BORIS, card, "Claim")
    chosen = await finds(desk, card, "thanks", "Thank you, Tim!")
    await desk.press_whisper(ANNA, chosen, "Send draft")
    await desk.whisper(ANNA, "Boris has #1.")
    await desk.telegram.wait(lambda: "Drop" in desk.labels(card))
    await desk.press(ANNA, card, "Drop")
    offer = await finds(desk, card, "", "Prepared words for #1", BORIS)
    desk.telegram.say(OLGA, OPERATORS, "/templates hours 9–18")
    await desk.whisper(OLGA, "{hours} says now: 9–18")
    await desk.sql("UPDATE templates SET deleted_at = now() WHERE name = 'Thanks'")
    assert "are gone" in (await desk.press_whisper(BORIS, offer, "📌 Thanks") or "")
    assert [state for state, _ in await waiting(desk)] == ["dropped"]
    await finds(desk, card, "hours", "We work 9–18.", BORIS)
    await desk.says(card, "We work 9–18.")


async def test_an_answer_to_a_private_prompt_stays_private(desk: Stage) -> None:
    await kept(desk, f"desk {THANKS}", "desk Thanks again\nThank you!")
    desk.vk.allow(TIM, BRAND)
    desk.comment("Call me: +7 916 123-45-67")
    prompt = await prompted(desk, await desk.card())
    offer = await finds(desk, prompt, "thank", "Prepared words for #1")
    await desk.press_whisper(ANNA, offer, "📌 Thanks")
    chosen = await desk.whisper(ANNA, "nothing is sent yet")
    await desk.press_whisper(ANNA, chosen, "Send draft")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["Thank you, Tim!"])
    assert sent(desk) == []
    assert [one.private for one in await answers(desk)] == [True]


async def test_what_is_too_long_for_the_network_is_said(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET signature = 'name'")
    await kept(desk, "desk Long\n" + "{name}" * 499)
    desk.vk.core.world.users[TIM].first_name = "Timotheus"
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card()
    await finds(desk, card, "long", "Too long by 401 here: 4,096 characters at most.")
    assert await waiting(desk) == []


# --- keeping them


async def test_one_is_shown_changed_by_a_reply_and_deleted(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    await kept(desk, f"desk {DELAY}")
    desk.telegram.say(OLGA, OLGA, "/templates")
    listed = await hears(desk, "1 prepared text")
    assert "/template desk Delay" in desk.text(listed)
    await desk.press(OLGA, listed, "📌 Delay #delivery", OLGA)
    await desk.says(listed, "reply to this message")
    assert desk.labels(listed) == ["✓ any language", "EN", "RU", "BG", "PL", "Delete", "Back"]
    await desk.press(OLGA, listed, "EN", OLGA)
    await desk.telegram.wait(lambda: "✓ EN" in desk.labels(listed))
    desk.telegram.say(OLGA, OLGA, "Sorry, {nmae}", reply_to=listed.message_id)
    await hears(desk, "{nmae} means nothing to me.")
    desk.telegram.say(OLGA, OLGA, "Sorry, {name}!", reply_to=listed.message_id)
    await hears(desk, "Changed: Delay.")
    (now,) = await desk.rows(Template)
    assert (now.text, now.language, now.category) == ("Sorry, {name}!", "en", "delivery")
    desk.telegram.say(OLGA, OLGA, "/template Late\nSo sorry", reply_to=listed.message_id)
    await hears(desk, "Changed: Late.")
    (now,) = await desk.rows(Template)
    assert (now.name, now.text, now.language, now.category) == ("Late", "So sorry", None, None)

    await desk.press(OLGA, listed, "Delete", OLGA)
    await desk.says(listed, "Delete Late?")
    desk.telegram.say(OLGA, OLGA, "Is this the words?", reply_to=listed.message_id)
    await hears(desk, "swipe")
    assert await desk.press(OLGA, listed, "Yes, delete", OLGA) == "Deleted."
    await desk.says(listed, "No prepared words yet")
    (now,) = await desk.rows(Template)
    assert (now.deleted_at is not None, now.text) == (True, "So sorry")
    logged = [one.kind for one in await desk.rows(Event, Event.kind.like("template%"))]
    assert logged == ["template_made", *["template_changed"] * 3, "template_deleted"]
    await kept(desk, "desk Late\nAgain")


async def test_the_teams_are_kept_by_those_who_lead(desk: Stage) -> None:
    await kept(desk, f"desk {DELAY}")
    await kept(desk, "Delay\nMine", who=ANNA)
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/templates")
    listed = await hears(desk, "2 prepared texts", ANNA)
    assert "/template desk" not in desk.text(listed)
    assert desk.labels(listed) == ["📌 Delay #delivery", "👤 Delay"]
    await desk.press(ANNA, listed, "📌 Delay #delivery", ANNA)
    await desk.says(listed, "supervisors and the owner change it")
    assert desk.labels(listed) == ["Back"]
    ours = "Supervisors and the owner keep the team's prepared words."
    desk.telegram.say(ANNA, ANNA, "Mine now", reply_to=listed.message_id)
    await hears(desk, ours, ANNA)
    for command in ("/template desk More\nText", "/templates hours 9–18"):
        desk.telegram.say(ANNA, OPERATORS, command)
        await desk.whisper(ANNA, ours)
        await handled(desk)
    assert {one.text for one in await desk.rows(Template)} == {"Mine", DELAY.split("\n")[1]}


WRONG = {
    "/template": "Write a name, and the text on the next line.",
    "/template Delay": "Nothing below the name",
    "/template delay\nText": "There is a “delay” already.",
    "/template More\nHello {city}": "{city} means nothing to me.",
    "/templates hours": "When do you work?",
    "/templates hours " + "x" * 101: "Hours are 100 characters at most.",
    "/templates": "say /templates to @otklik_demo_bot",
}


async def test_what_is_wrong_is_said(desk: Stage) -> None:
    await kept(desk, "Delay\nText")
    for written, answer in WRONG.items():
        desk.telegram.say(OLGA, OPERATORS, written)
        await desk.whisper(OLGA, answer)
    assert len(await desk.rows(Template)) == 1


async def test_people_of_departments_have_none(desk: Stage) -> None:
    desk.telegram.say(OLGA, -1001000000002, "/department Delivery")
    await desk.card("This is the department Delivery now", -1001000000002)
    await in_private(desk, PETR)
    desk.telegram.say(PETR, PETR, "/template Delay\nText")
    await hears(desk, "operators", PETR)
    assert await desk.rows(Template) == []


# --- the hint


async def test_the_same_words_to_one_after_another_are_hinted_at_once_in_a_while(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET signature = 'initials'")
    await kept(desk, "desk Delay\nHello {name}, we are sorry, your parcel comes tomorrow. Case {case}.")
    post, names = desk.post(), ["Ada", "Bob", "Cleo", "Dan", "Eve", "Finn"]
    for number, name in enumerate(names):
        desk.vk.add_user(6000 + number, name, "Becker")
        desk.comment(f"Where is it, asks {name}?", post, 6000 + number)
    cards = [await desk.card(f"asks {name}?") for name in names]

    def heard() -> list[str]:
        said = [desk.text(one) for one in desk.telegram.ephemerals(OPERATORS, ANNA)]
        return [one.partition(".")[0] for one in said if "customers running" in one]

    def swipes(number: int) -> None:
        words = f"Hello {names[number]}, we're so sorry: your parcel comes tomorrow. Case {number + 1}."
        desk.telegram.say(ANNA, OPERATORS, words, reply_to=cards[number].message_id)

    for number in range(3):
        swipes(number)
    await finds(desk, cards[3], "delay", "Hello Dan")
    await desk.says(cards[3], "Hello Dan")
    assert heard() == []
    await desk.press(ANNA, cards[3], "Send draft")
    await desk.telegram.wait(lambda: heard() == ["These words have gone to 4 customers running"])
    swipes(4)
    await handled(desk)
    assert len(heard()) == 1
    desk.time.let_pass(2 * 3600)
    swipes(5)
    await desk.telegram.wait(lambda: heard()[1:] == ["These words have gone to 6 customers running"])
