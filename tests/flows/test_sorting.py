"""Category, priority, tags: set by taps and by words, shown on the card, kept in the history."""

from __future__ import annotations

from sandbox.faults import Fault
from storage.models import Case, CaseTag, Event, Role, Tag, Update
from tests.flows.alone import alone, claimed_alone, held
from tests.flows.answering import kinds, the_case
from tests.flows.given import IGOR, given
from tests.flows.sorting import menu, pick, picker, says
from tests.flows.stage import ADMIN_TOKEN, ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, VERA, Stage
from tests.flows.words import hears


async def names(desk: Stage) -> list[str]:
    """The desk's tags that are in use."""
    return sorted(one.name for one in await desk.rows(Tag, Tag.used > 0))


async def test_category_and_priority_by_taps_which_ring_once(desk: Stage) -> None:
    card = await held(desk, "The zip is broken")
    await picker(desk, card)
    await pick(desk, "Problem")
    await desk.says(card, "🏷 Problem")
    await pick(desk, "✓ Problem", "Problem")
    await desk.telegram.wait(lambda: "🏷" not in desk.text(card))
    await pick(desk, "Complaint")
    await pick(desk, "🔥 Urgent")
    await desk.says(card, "🟡 🔥 #1")
    rung = await desk.followup("#1 is urgent now, says Anna")
    assert rung.reply_to == card
    # Who changes their mind rings once.
    await pick(desk, "⬇️ Low")
    await pick(desk, "🔥 Urgent")
    await pick(desk, "Normal")
    await desk.telegram.wait(lambda: "🔥" not in desk.text(card))
    await desk.calm()
    assert len([one for one in desk.ours() if "is urgent now" in desk.text(one)]) == 1
    case = await the_case(desk)
    assert (case.category, case.priority) == ("complaint", 0)
    logged = sorted(await desk.rows(Event, Event.kind == "sorted"), key=lambda one: one.id)
    assert [one.data for one in logged] == [
        {"category": "problem"},
        {"category": None},
        {"category": "complaint"},
        {"priority": 2},
        {"priority": -1},
        {"priority": 2},
        {"priority": 0},
    ]
    await menu(desk, card, "History")
    history = desk.text(await desk.whisper(ANNA, "history"))
    for line in ("category: Problem · Anna", "category taken away · Anna", "priority: Urgent · Anna"):
        assert line in history


async def test_the_queue_begins_with_what_is_urgent_and_is_narrowed_by_words(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    first = await desk.card("Where is my parcel?")
    desk.vk.message(VERA, BRAND, "I am burning")
    second = await desk.card("I am burning")
    await says(desk, second, "/priority urgent", "Done.", BORIS)
    await says(desk, first, "/tag late-delivery", "#1: #late_delivery")
    await says(desk, first, "/category problem", "Done.")
    await desk.says(first, "🏷 Problem · #late_delivery")
    desk.telegram.say(BORIS, OPERATORS, "/queue")
    whole = desk.text(await desk.whisper(BORIS, "#1")).splitlines()
    assert [line.split(" · ")[0] for line in whole[1:]] == ["🔥 #2", "#1"]
    for asked, of, found in (
        ("urgent", "Urgent", "#2"),
        ("problem", "Problem", "#1"),
        ("#late_delivery", "#late_delivery", "#1"),
        ("late", "#late_delivery", "#1"),
    ):
        desk.telegram.restart_client(BORIS)
        desk.telegram.say(BORIS, OPERATORS, f"/queue {asked}")
        narrowed = desk.text(await desk.whisper(BORIS, of)).splitlines()
        assert [line.split(" · ")[0].removeprefix("🔥 ") for line in narrowed[1:]] == [found]
    desk.telegram.say(BORIS, OPERATORS, "/queue praise")
    await desk.whisper(BORIS, "Nothing waits: Praise")
    desk.telegram.say(BORIS, OPERATORS, "/queue nonsense")
    await desk.whisper(BORIS, "No tag, category or priority is called nonsense.")
    desk.telegram.say(BORIS, OPERATORS, "/category problem")
    await desk.whisper(BORIS, "Swipe a card left and write it there")
    await says(desk, first, "/category nonsense", "Which category? Question, Problem")
    await says(desk, first, "/priority nonsense", "Which priority? Low")


async def test_tags_by_words_taps_and_notes_are_one_however_spelled(desk: Stage) -> None:
    card = await held(desk, "Too small")
    await picker(desk, card)
    assert await desk.press_whisper(ANNA, await desk.whisper(ANNA, "what is it?"), "+ New tag") == (
        "Swipe the message that comes below and write."
    )
    prompt = await desk.followup("Anna, which tags for #1?")
    assert prompt.reply_to == card
    await says(desk, prompt, "#XXL returns", "#1: #XXL #returns")
    await desk.says(card, "🏷 #XXL #returns")
    # The same words again are the same tags.
    await says(desk, card, "/tag xxl Returns", "#1: #XXL #returns")
    # What begins a tag may be that one.
    asked = await says(desk, card, "/tag ret", "#ret: one of these, or a new tag?")
    assert desk.labels(asked) == ["#returns", "+ New: #ret", "Close"]
    assert await names(desk) == ["XXL", "returns"]
    await desk.press_whisper(ANNA, asked, "+ New: #ret")
    await desk.says(card, "🏷 #XXL #returns #ret")
    # In a note, too; a number is a case.
    desk.telegram.say(ANNA, OPERATORS, "// like #12, #Xxl #parcel", reply_to=card.message_id)
    await desk.says(card, "#ret #parcel")
    await says(desk, card, "/tag -ret", "Done.")
    await desk.telegram.wait(lambda: "#ret " not in desk.text(card))
    await picker(desk, card)
    await pick(desk, "✓ #parcel", "Close")
    await desk.says(card, "🏷 #XXL #returns\n")
    assert await names(desk) == ["XXL", "returns"]
    assert len(await desk.rows(CaseTag)) == 2
    await says(desk, card, "/tag 12", "A tag is one word of letters")
    await says(desk, card, "/tag -nonsense", "This case has no tag #nonsense.")
    many = " ".join(f"t{number}x" for number in range(11))
    await says(desk, card, f"/tag {many}", "A case has 10 tags at most.")
    assert await names(desk) == ["XXL", "returns"], "all or nothing"
    assert (await kinds(desk)).count("tagged") == 4
    assert (await kinds(desk)).count("untagged") == 2


async def test_praise_is_liked_from_the_picker_where_the_network_can(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        praise = stage.comment("Best coffee ever")
        card = await stage.card("Best coffee ever")
        await picker(stage, card)
        shown = await pick(stage, "Praise")
        assert await stage.press_whisper(ANNA, shown, "👍 Like") == "Liking it in VK."
        await stage.says(card, "👍 liked")
        assert praise.likes == {-BRAND}
        await picker(stage, card)
        assert not [one for one in stage.labels(await pick(stage, "⬆️ High")) if "Like" in one]
        direct = await held(stage, "Thank you!")
        await picker(stage, direct)
        shown = await pick(stage, "Praise", "🚫 👍 Like")
        toast = await stage.press_whisper(ANNA, shown, "🚫 👍 Like")
        assert toast == "Not possible from here. This cannot be done here."


async def test_what_asks_for_no_answer_is_dismissed_from_the_picker(desk: Stage) -> None:
    desk.comment("Best coffee ever")
    card = await desk.card("Best coffee ever")
    await picker(desk, card)
    # A community's own token may not like: said why, and what would help.
    toast = await desk.press_whisper(ANNA, await pick(desk, "Praise"), "🚫 👍 Like")
    assert "VK_ADMIN_TOKEN" in (toast or "")
    shown = await pick(desk, "No answer needed")
    assert "Dismiss" in desk.labels(shown)
    assert await desk.press_whisper(ANNA, shown, "Dismiss") == "#1 dismissed."
    await desk.says(card, "Dismissed")
    case = await the_case(desk)
    assert (case.category, case.status) == ("no_answer_needed", "dismissed")


async def test_a_trainee_sorts_but_likes_nothing_and_works_alike_in_private(desk: Stage) -> None:
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    desk.comment("Best coffee ever")
    card = await desk.card("Best coffee ever")
    await picker(desk, card, IGOR)
    shown = await pick(desk, "Praise", who=IGOR)
    assert not any("Like" in label for label in desk.labels(shown))
    await alone(desk)
    _, own = await claimed_alone(desk)
    await desk.press(ANNA, own, "More", ANNA)
    await desk.press(ANNA, await hears(desk, "Case #2", ANNA), "Sort", ANNA)
    asked = await hears(desk, "what is it?", ANNA)
    await desk.press(ANNA, asked, "🔥 Urgent", ANNA)
    await desk.says(own, "🔥 #2")
    await desk.press(ANNA, asked, "+ New tag", ANNA)
    prompt = await hears(desk, "which tags for #2?", ANNA)
    desk.telegram.say(ANNA, ANNA, "parcel", reply_to=prompt.message_id)
    await desk.says(own, "🏷 #parcel")
    assert "is urgent now" in desk.text(await hears(desk, "is urgent now", ANNA))


async def test_who_is_quick_answers_what_is_not_known_to_be_there_yet(desk: Stage) -> None:
    """Telegram shows the question, and its answer to us is still on the way."""
    await says(desk, await held(desk, "Too small"), "/tag parcel", "#1: #parcel")
    desk.telegram.say(OLGA, OLGA, "/tags")
    listed = await hears(desk, "1 tag")
    await desk.press(OLGA, listed, "#parcel", OLGA)
    await desk.telegram.wait(lambda: "Rename" in desk.labels(listed))
    held_up = desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), times=1)
    await desk.press(OLGA, listed, "Rename", OLGA)
    prompt = await hears(desk, "What shall #parcel be called?")
    desk.telegram.say(OLGA, OLGA, "#Delivery", reply_to=prompt.message_id)
    (waits,) = await desk.until(
        lambda: desk.rows(Update, Update.state == "new", Update.not_before > Update.received_at)
    )
    desk.telegram.faults.remove(held_up)
    await hears(desk, "It is called #Delivery now.")
    assert await desk.rows(Update, Update.id == waits.id, Update.state == "done")


async def test_the_owner_renames_merges_and_removes_tags(desk: Stage) -> None:
    card = await held(desk, "Too small")
    await says(desk, card, "/tag xxl oversize parcel", "#1: #xxl #oversize #parcel")
    desk.vk.message(VERA, BRAND, "Mine, too")
    other = await desk.card("Mine, too")
    await says(desk, other, "/tag xxl", "#2: #xxl")
    desk.telegram.say(ANNA, OPERATORS, "/tags")
    seen = await desk.whisper(ANNA, "3 tags")
    assert desk.text(seen).splitlines()[1:] == ["#xxl · 2 cases", "#oversize · 1 case", "#parcel · 1 case"]
    assert desk.labels(seen) == [], "only the owner changes them"
    await hears(desk, "You are the owner")
    desk.telegram.say(OLGA, OLGA, "/tags")
    listed = await hears(desk, "3 tags")
    await desk.press(OLGA, listed, "#parcel", OLGA)
    await desk.telegram.wait(lambda: "Rename" in desk.labels(listed))
    await desk.press(OLGA, listed, "Rename", OLGA)
    prompt = await hears(desk, "What shall #parcel be called?")
    desk.telegram.say(OLGA, OLGA, "#Delivery", reply_to=prompt.message_id)
    await hears(desk, "It is called #Delivery now.")
    await desk.says(card, "🏷 #xxl #oversize #Delivery")
    # A name that is taken makes one of the two.
    desk.telegram.say(OLGA, OLGA, "/tags")
    listed = await hears(desk, "#Delivery · 1 case")
    desk.time.let_pass(2)  # Telegram takes no more than one a second in a chat
    await desk.press(OLGA, listed, "#oversize", OLGA)
    await desk.telegram.wait(lambda: "Rename" in desk.labels(listed))
    await desk.press(OLGA, listed, "Rename", OLGA)
    prompt = await hears(desk, "What shall #oversize be called?")
    desk.telegram.say(OLGA, OLGA, "XXL", reply_to=prompt.message_id)
    await hears(desk, "There is #xxl already: they are one tag now.")
    await desk.says(card, "🏷 #xxl #Delivery")
    desk.telegram.say(OLGA, OLGA, "/tags")
    listed = await hears(desk, "2 tags")
    desk.time.let_pass(2)
    await desk.press(OLGA, listed, "#xxl", OLGA)
    await desk.telegram.wait(lambda: "Remove" in desk.labels(listed))
    desk.time.let_pass(2)
    await desk.press(OLGA, listed, "Remove", OLGA)
    await desk.says(listed, "Take #xxl off 2 cases")
    desk.time.let_pass(2)
    assert await desk.press(OLGA, listed, "Yes, remove", OLGA) == "Removed, 2 cases had it."
    await desk.says(listed, "1 tag")
    await desk.telegram.wait(lambda: "#xxl" not in desk.text(card) + desk.text(other))
    assert await names(desk) == ["Delivery"]
    assert {one.kind for one in await desk.rows(Event, Event.case_id.is_(None))} >= {
        "tag_renamed",
        "tags_merged",
        "tag_removed",
    }


async def test_the_board_counts_the_urgent_ones(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET board = true")
    card = await held(desk, "I am burning")
    await says(desk, card, "/priority urgent", "Done.")
    await desk.telegram.wait(lambda: [one for one in desk.ours() if "🔥 1 urgent" in desk.text(one)])
    (case,) = await desk.rows(Case)
    assert case.priority == 2
