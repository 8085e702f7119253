"""While nobody works: customers are told once, nothing rings, and the morning begins with what came in."""

from __future__ import annotations

from sandbox.faults import Fault
from storage.models import Case, Desk, Message, Outbox
from tests.flows.alone import mentions
from tests.flows.answering import answer, answers, happened, kinds
from tests.flows.closing import HOUR, TOLD, closes, greetings, looks_for_mornings, notices, read
from tests.flows.stage import ANNA, BRAND, TIM, VERA, Stage
from tests.flows.words import link_to, links


async def test_who_writes_is_told_once_and_it_answers_nothing(desk: Stage) -> None:
    await closes(desk)
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    (text,) = await desk.vk.wait(lambda: read(desk))
    assert text.startswith(TOLD)
    assert "Our hours: every day" in text
    assert "We will be back to" in text, "today, or tomorrow"
    await desk.says(card, "Auto-reply: closed now")
    assert "Outside working hours · opening" in desk.text(card)
    await desk.says(card, "✓ sent")
    assert text not in desk.text(card), "only that it was told"

    desk.vk.message(TIM, BRAND, "Hello?")
    desk.vk.message(VERA, BRAND, "", [desk.vk.sticker()])
    desk.comment("Where is my parcel?", who=VERA)
    await desk.followup("Hello?")
    await desk.card("Where is my parcel?")
    await desk.calm()
    assert read(desk) == [text]
    assert read(desk, VERA) == [], "a sticker asks nothing, and comments are not told"
    desk.vk.message(VERA, BRAND, "Are you there?")
    await desk.vk.wait(lambda: len(read(desk, VERA)) == 1)
    await desk.calm()
    assert await notices(desk) == [("sent", True), ("sent", True)]
    assert await happened(desk, "answered_elsewhere") == 0, "the echo is no colleague's"
    (case,) = await desk.rows(Case, Case.number == 1)
    assert (case.status, case.first_answer_at, case.unanswered_since is None) == ("open", None, False)

    # An answer of somebody's is one, and the only one.
    await answer(desk, card, "Come at nine!")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: read(desk) == [text, "Come at nine!"])
    await desk.says(card, "Waiting for the customer")
    assert "Outside working hours" not in desk.text(card)
    assert await happened(desk, "answered") == 1

    # The next time it is closed, they are told anew.
    desk.time.let_pass(5 * HOUR)
    desk.vk.message(TIM, BRAND, "And today?")
    await desk.vk.wait(lambda: len(read(desk)) == 3)
    assert read(desk)[2].startswith(TOLD)


async def test_the_echo_that_comes_instead_of_the_response_is_known(desk: Stage) -> None:
    await closes(desk)
    desk.vk.faults.add("messages.send", Fault.drop_after(), times=1)
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    await desk.says(card, "✓ sent")
    await desk.calm()
    assert await notices(desk) == [("sent", True)]
    assert len(read(desk)) == 1
    assert await kinds(desk) == ["opened", "closed_notice"]


async def test_that_it_cannot_be_told_is_nobodys_trouble(desk: Stage) -> None:
    await closes(desk)
    desk.vk.fail("messages.send", 902, times=1)
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    await desk.says(card, "not sent")
    await desk.calm()
    assert await kinds(desk) == ["opened", "closed_notice_failed"]
    assert not {"Retry", "It is there"} & set(desk.labels(card))
    assert len(desk.ours()) == 1
    assert desk.ours()[0] is card, "no letter of it in the group"
    desk.vk.message(TIM, BRAND, "Hello?")
    await desk.followup("Hello?")
    await desk.calm()
    assert read(desk) == []

    # Nor is one sent to who forbade messages: they cannot be answered at all.
    desk.vk.message(VERA, BRAND, "Is it ready?")
    await desk.vk.wait(lambda: len(read(desk, VERA)) == 1)


async def test_public_comments_are_told_where_the_owner_wants_it(desk: Stage) -> None:
    await closes(desk)
    await desk.sql("UPDATE desks SET closed_notice = 'all', closed_text = 'Back {opens}. <3 {hours}'")
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    desk.comment("😍", post, VERA)
    (text,) = await desk.vk.wait(lambda: desk.answers(post))
    assert text.startswith("Back to")
    assert text.partition(". <3 ")[2].startswith("every day ")
    await desk.calm()
    assert len(desk.answers(post)) == 1
    await desk.sql("UPDATE desks SET closed_notice = 'off'")
    desk.vk.message(VERA, BRAND, "Are you there?")
    await desk.card("Are you there?")
    await desk.calm()
    assert read(desk, VERA) == []


async def test_who_works_all_the_same_makes_it_untrue(desk: Stage) -> None:
    """Nobody is told that nobody is there by a desk that has just answered."""
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    await closes(desk)
    await answer(desk, card, "In an hour.")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: read(desk) == ["In an hour."])
    desk.vk.message(TIM, BRAND, "Thanks, and how much is it?")
    await desk.says(card, "how much is it?")
    await desk.calm()
    assert read(desk) == ["In an hour."]
    assert await notices(desk) == []


async def test_nothing_rings_at_night_but_what_is_urgent(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    assert not card.silent
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    desk.vk.message(TIM, BRAND, "Hello?")
    by_day = await desk.followup("Hello?")
    assert (mentions(by_day), by_day.silent) == ([ANNA], False)

    await closes(desk)
    desk.vk.message(TIM, BRAND, "At night?")
    night = await desk.followup("At night?")
    assert (mentions(night), night.silent) == ([], True)
    assert "Anna" in desk.text(night), "who has it is still told to whoever looks"
    desk.vk.message(VERA, BRAND, "Are you there?")
    assert (await desk.card("Are you there?")).silent

    await desk.sql("UPDATE cases SET priority = 2 WHERE number = 1")
    desk.vk.message(TIM, BRAND, "My house is on fire!")
    urgent = await desk.followup("on fire!")
    assert (mentions(urgent), urgent.silent) == ([ANNA], False)

    await desk.sql("UPDATE cases SET priority = 0")
    desk.time.let_pass(2 * HOUR)
    desk.vk.message(TIM, BRAND, "And now?")
    morning = await desk.followup("And now?")
    assert (mentions(morning), morning.silent) == ([ANNA], False)


async def test_the_morning_begins_with_what_came_in(stage: Stage) -> None:
    async with stage.at_work() as _:
        stage.vk.message(VERA, BRAND, "By day")
        await stage.card("By day")
        await closes(stage)
        await stage.sql("UPDATE cases SET unanswered_since = unanswered_since - interval '22 hours'")
        await stage.sql("UPDATE messages SET received_at = received_at - interval '22 hours'")
        await stage.sql("UPDATE desks SET morning_told_at = now() - interval '1 day'")
        stage.vk.message(TIM, BRAND, "Is <b>it</b> ready?")
        first = await stage.card("ready?")
        stage.comment("Where is my parcel?", who=VERA)
        urgent = await stage.card("Where is my parcel?")
        stage.comment("Never mind", who=TIM)
        done = await stage.card("Never mind")
        await stage.press(ANNA, done, "Resolve")
        await stage.says(done, "Resolved")
        await stage.sql("UPDATE cases SET priority = 2 WHERE number = 3")
        await looks_for_mornings(stage)
        await stage.calm()
        assert greetings(stage) == []
    # Nothing ran when it opened.
    stage.time.let_pass(2 * HOUR)
    async with stage.at_work():
        await looks_for_mornings(stage)
        await stage.calm()
        (told,) = greetings(stage)
        lines = stage.text(told).splitlines()
        assert lines[0] == "☀️ Good morning! While it was closed, 2 cases came in:"
        assert lines[1].startswith("❗ #3 Vera Sokolova · Where is my parcel? · ")
        assert lines[2].startswith("#2 Tim Becker · Is <b>it</b> ready? · ")
        assert len(lines) == 3
        assert links(told) == [link_to(urgent), link_to(first)]
        assert not told.silent
        # Once; and a night in which nothing came in has none.
        await looks_for_mornings(stage)
        stage.time.let_pass(24 * HOUR)
        await looks_for_mornings(stage)
        await stage.calm()
        assert len(greetings(stage)) == 1
        (row,) = await stage.rows(Desk)
        assert row.morning_told_at is not None


async def test_what_was_not_told_before_it_opened_is_not_told_then(desk: Stage) -> None:
    await closes(desk)
    desk.vk.faults.add("messages.send", Fault.reset_before(), times=1)
    desk.vk.fail("messages.send", 9, times=1)
    desk.vk.message(TIM, BRAND, "Is it ready?")
    await desk.card("Is it ready?")

    async def tried() -> bool:
        return any(one.attempts for one in await desk.rows(Outbox, Outbox.kind == "answer"))

    await desk.until(tried)
    desk.time.let_pass(2 * HOUR)
    await desk.until(lambda: _is(desk, "taken_back"))
    assert read(desk) == []
    assert (await answers(desk))[0].automatic


async def _is(desk: Stage, delivery: str) -> list[Message]:
    return await desk.rows(Message, Message.delivery == delivery)
