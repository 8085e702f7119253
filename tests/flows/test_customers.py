"""What the desk keeps of a customer: written once on a phone, seen on the next card, told when its day comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.promises import tell_promises
from storage.models import Customer, CustomerNote, Priority, Role, Tag
from tests.flows.alone import alone, claimed_alone, group_said, held
from tests.flows.customers import asked, in_days, logged, page, tap, writes
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, BORIS, OPERATORS, Stage
from tests.flows.words import hears, in_private, link_to, links


async def test_what_was_noted_and_promised_stands_on_the_next_card(desk: Stage) -> None:
    """Noted by a swipe, rewritten by an edit, kept by a tap; deleted by its author or a supervisor alone."""
    card = await held(desk, "Where is my parcel?")
    shown = await page(desk, card)
    assert "Tim Becker" in desk.text(shown)
    assert "Riga" in desk.text(shown)
    assert "48 followers" in desk.text(shown)
    assert desk.labels(shown) == [
        *("Note", "Promise", "Tags", "⭐ Make VIP", "Language", "Name", "Merge", "Close"),
    ]
    said = await writes(desk, shown, "Note", "what the team should know about Tim Becker", "allergic to nuts")
    await desk.telegram.wait(lambda: desk.reaction(said) == "✍")
    await desk.says(card, "📝 allergic to nuts")
    due = in_days(desk, 3)
    promised = await writes(desk, shown, "Promise", "was promised", f"refund by {due:%d.%m}")
    await desk.whisper(ANNA, f"Promised by {due:%d.%m.%Y}: refund")
    await desk.says(card, f"promised: refund by {due:%d.%m} · 📝 allergic to nuts")
    # Words that were corrected are the same note, and the same promise.
    desk.telegram.edit(ANNA, OPERATORS, said.message_id, "allergic to all nuts")
    await desk.says(card, "allergic to all nuts")
    desk.telegram.edit(ANNA, OPERATORS, promised.message_id, f"{due:%Y-%m-%d} a new mug")
    await desk.says(card, f"promised: a new mug by {due:%d.%m}")
    notes = sorted(await desk.rows(CustomerNote), key=lambda one: one.id)
    assert [(one.text, one.promised, one.due_on) for one in notes] == [
        ("allergic to all nuts", False, None),
        ("a new mug", True, due.date()),
    ]
    # The next case of theirs shows it at once; who reads the page may tick it off, but not delete what is another's.
    await desk.press(ANNA, card, "Resolve")
    desk.comment("Do you sell gift cards?")
    second = await desk.card("#2")
    await desk.says(second, "1 case before")
    assert "promised: a new mug" in desk.text(second)
    assert "all nuts" in desk.text(second)
    theirs = await page(desk, second, BORIS)
    assert "Where is my parcel?" in desk.text(theirs)
    assert "resolved" in desk.text(theirs)
    await tap(desk, theirs, "✅ Kept: a new mug", "✅ a new mug", BORIS)
    await desk.telegram.wait(lambda: "promised" not in desk.text(second))
    await tap(desk, theirs, "All notes: 2", "1. ", BORIS)
    assert desk.labels(theirs) == ["Back"]
    await given(desk, NINA, Role.SUPERVISOR)
    leads = await page(desk, second, NINA)
    await tap(desk, leads, "All notes: 2", "1. ", NINA)
    assert desk.labels(leads) == ["🗑 1", "🗑 2", "Back"]
    await tap(desk, leads, "🗑 2", "Delete this note?", NINA)
    assert await desk.press_whisper(NINA, leads, "Yes, delete") == "Deleted."
    await desk.telegram.wait(lambda: "nuts" not in desk.text(second))
    # An edit of the deleted one brings nothing back.
    desk.telegram.edit(ANNA, OPERATORS, said.message_id, "allergic to peanuts")
    await desk.calm()
    assert "nuts" not in desk.text(second)
    assert [one.text for one in await desk.rows(CustomerNote, CustomerNote.deleted_at.is_(None))] == [
        "a new mug"
    ]
    events = [await logged(desk, f"customer_{kind}") for kind in ("noted", "promise_kept", "note_dropped")]
    assert [len(of_kind) for of_kind in events] == [2, 1, 1]
    assert all(isinstance(value, int) for of_kind in events for one in of_kind for value in one.data.values())


async def test_a_promise_is_told_once_in_the_morning_of_its_day(desk: Stage) -> None:
    """To whoever has the customer's open case; to the group, where nobody has one. A kept one is not told."""
    card = await held(desk, "Where is my parcel?")
    shown = await page(desk, card)
    due = in_days(desk, 2)
    for words in ("refund", "a new mug", "a call"):
        await writes(desk, shown, "Promise", "was promised", f"{words} by {due:%d.%m}")
        await desk.whisper(ANNA, words)
    shown = await page(desk, card)
    await tap(desk, shown, "✅ Kept: a new mug", "✅ a new mug")
    await _at(desk, due, 8)
    assert _told(desk) == []
    await _at(desk, due, 10)
    assert sorted(_told(desk)) == [
        f"🤝 Anna, today is the day of a promise to Tim Becker, #1:\n{words}"
        for words in ("a call", "refund")
    ]
    said = await desk.followup("a call")
    assert said.reply_to == card
    assert await desk.press(BORIS, said, "✅ Kept") == "Kept. Well done."
    await desk.says(said, "✅ Boris kept the promise, #1:\na call")
    # The other is overdue from the next day on, and nobody is told of it again.
    await _at(desk, due + timedelta(days=1), 10)
    assert len(_told(desk)) == 1
    assert "❗ overdue" in desk.text(await page(desk, card))
    assert len(await logged(desk, "customer_promise_told")) == 2


async def test_a_promise_of_a_case_that_nobody_has_is_told_to_the_group(desk: Stage) -> None:
    """To a holder who opened the private chat, there. What is written for a day that has begun is not told again."""
    card = await held(desk, "Where is my parcel?")
    shown = await page(desk, card)
    due = in_days(desk, 2)
    await writes(desk, shown, "Promise", "was promised", f"refund by {due:%d.%m}")
    await desk.whisper(ANNA, "refund")
    await desk.press(ANNA, card, "Resolve")
    await _at(desk, due, 10)
    assert _told(desk) == ["🤝 today is the day of a promise to Tim Becker, #1:\nrefund"]
    await in_private(desk, BORIS)
    later = due + timedelta(days=1)
    await writes(desk, shown, "Promise", "was promised", f"a call by {later:%d.%m}")
    await writes(desk, shown, "Promise", "was promised", "a mug by today")
    await desk.whisper(ANNA, "a mug")
    desk.comment("Where is my refund?")
    second = await desk.card("#2")
    await desk.press(BORIS, second, "Claim")
    await _at(desk, later, 10)
    said = await hears(desk, "today is the day of a promise", BORIS)
    assert desk.text(said).endswith("#2:\na call")
    assert links(said) == [link_to(second)]
    assert _told(desk, BORIS) == [desk.text(said)]


def _told(desk: Stage, chat: int = OPERATORS) -> list[str]:
    return [desk.text(one) for one in desk.ours(chat) if "today is the day" in desk.text(one)]


async def _at(desk: Stage, day: datetime, hour: int) -> None:
    """It comes to be that hour of that day, and the clock ticks."""
    assert desk.desk is not None
    then = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    desk.time.let_pass((then - desk.time.now()).total_seconds())
    for _ in range(2):
        await desk.desk.clock.tick(tell_promises)
    await desk.calm()


async def test_a_vip_comes_first(desk: Stage) -> None:
    card = await held(desk, "Where is my parcel?")
    shown = await page(desk, card)
    toast = await tap(desk, shown, "⭐ Make VIP", "⭐ Tim Becker · VIP")
    assert toast == "A VIP from now on: new cases come first."
    await desk.says(card, "⭐ Tim Becker")
    desk.comment("Is it decaf?")
    second = await desk.card("#2")
    await desk.says(second, "⭐ Tim Becker")
    rows = await desk.sql("SELECT priority FROM cases ORDER BY id")
    assert rows == [(Priority.HIGH,), (Priority.HIGH,)]
    # Twice is once; taken away, nothing that waits is lowered.
    await tap(desk, shown, "No VIP any more", "👤 Tim Becker")
    desk.comment("And tea?")
    await desk.card("#3")
    assert (await desk.sql("SELECT priority FROM cases ORDER BY id"))[1:] == [(Priority.HIGH,), (0,)]
    assert [one.data["on"] for one in await logged(desk, "customer_vip")] == [True, False]
    assert len(await logged(desk, "vip")) == 1
    desk.telegram.say(ANNA, OPERATORS, "/history", reply_to=card.message_id)
    await desk.whisper(ANNA, "priority raised: the customer is a VIP")


async def test_tags_language_and_name(desk: Stage) -> None:
    card = await held(desk, "Where is my parcel?")
    # Spelled otherwise, the tag of a case is a customer's, too.
    desk.telegram.say(ANNA, OPERATORS, "/tag XXL", reply_to=card.message_id)
    await desk.says(card, "#XXL")
    shown = await page(desk, card)
    await tap(desk, shown, "Tags", "Tags of Tim Becker")
    await writes(desk, shown, "New tag", "write the tags", "#wholesale, Allergy #WHOLESALE xx-l")
    await desk.whisper(ANNA, "Tags: #XXL #wholesale #Allergy")
    shown = await page(desk, card)
    assert "#XXL · #wholesale · #Allergy" in desk.text(shown)
    await tap(desk, shown, "Tags", "Tags of Tim Becker")
    await desk.press_whisper(ANNA, shown, "✅ #Allergy")
    await desk.telegram.wait(lambda: desk.labels(shown)[:3] == ["✅ #XXL", "✅ #wholesale", "New tag"])
    await tap(desk, shown, "Back", "#wholesale")
    assert "#Allergy" not in desk.text(shown)
    await tap(desk, shown, "Language", "What does Tim Becker speak?")
    await tap(desk, shown, "Български", "🗣 Български")
    await writes(desk, shown, "Name", "what we shall call", "Big Tim")
    await desk.whisper(ANNA, "We call them Big Tim now.")
    await desk.says(card, "Big Tim")
    customer = (await desk.rows(Customer))[0]
    assert (customer.name, customer.language) == ("Big Tim", "bg")
    # A search finds it however it is spelled; nothing has one that was taken off.
    desk.telegram.say(ANNA, OPERATORS, "/find #X_X-L")
    await desk.whisper(ANNA, "1 case")
    tags = sorted((one.name, one.used) for one in await desk.rows(Tag))
    assert tags == [("Allergy", 0), ("XXL", 2), ("wholesale", 1)]


async def test_what_is_no_note_no_day_and_no_tag_is_refused(desk: Stage) -> None:
    """And who only looks on may look, and no more."""
    card = await held(desk, "Where is my parcel?")
    shown = await page(desk, card)
    tag = await asked(desk, shown, "Promise", "was promised")
    await desk.calm()
    for text, refusal in (
        ("refund by 31.02", "There is no such day: 31.02"),
        ("refund 01.01.2020", "01.01.2020 is over."),
        ("by 25.12", "Nothing to keep: write some words."),
        ("x" * 1001, "1,000 characters at most, 1 too many"),
    ):
        desk.telegram.say(ANNA, OPERATORS, text, reply_to=tag.message_id)
        await desk.whisper(ANNA, refusal)
    assert await desk.rows(CustomerNote) == []
    await given(desk, BORIS, Role.VIEWER, ("Boris", ""))
    looks = await page(desk, card, BORIS)
    assert desk.labels(looks) == ["Close"]
    desk.telegram.say(BORIS, OPERATORS, "a note all the same", reply_to=tag.message_id)
    await desk.whisper(BORIS, "You are a viewer here")
    assert await desk.rows(CustomerNote) == []


async def test_in_a_private_chat_it_is_all_the_same(desk: Stage) -> None:
    """The page is a message there, which changes as it is pressed; words are asked for and written there."""
    await alone(desk)
    _, own = await claimed_alone(desk)
    await desk.press(ANNA, own, "More", ANNA)
    menu = await hears(desk, "Case #1", ANNA)
    await desk.press(ANNA, menu, "Customer", ANNA)
    await desk.says(menu, "48 followers")
    await desk.press(ANNA, menu, "Note", ANNA)
    prompt = await hears(desk, "what the team should know about Tim Becker", ANNA)
    await desk.calm()
    desk.telegram.say(ANNA, ANNA, "allergic to nuts", reply_to=prompt.message_id)
    await desk.says(own, "📝 allergic to nuts")
    await desk.press(ANNA, menu, "⭐ Make VIP", ANNA)
    await desk.says(menu, "⭐ Tim Becker · VIP")
    assert "allergic to nuts" in desk.text(menu)
    assert group_said(desk) == []
