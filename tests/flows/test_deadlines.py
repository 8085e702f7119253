"""Time runs out: the card counts down, each warning comes once, and what nobody answers goes back to the queue."""

from __future__ import annotations

from datetime import timedelta

from bot.deadlines import adopt, renew
from bot.desk.hours import DAYS
from bot.panels import follow
from bot.record import lock
from bot.transaction import transaction
from bot.warnings import warn
from storage.models import Deadline, Draft, Role
from storage.queries import the_desk
from tests.flows.alone import alone, claimed_alone, mentions
from tests.flows.answering import answer, happened
from tests.flows.deadlines import MINUTES, pass_minutes, reckoned, said, waits
from tests.flows.departments import asked
from tests.flows.given import NINA, given
from tests.flows.panels import FIRST
from tests.flows.stage import ANNA, BORIS, BRAND, DELIVERY, OLGA, OPERATORS, PETR, TIM, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links, told


async def test_each_is_told_in_turn_and_once(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET board = true")
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card("Answer due")
    first = (await waits(desk))["first"]
    assert first.due_at == first.started_at + timedelta(minutes=30)
    assert [one.unix_time for one in card.entities if one.unix_time][-1] == int(first.due_at.timestamp())
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "Anna")
    await pass_minutes(desk, 21)
    (soon,) = said(desk, "⏱")
    assert desk.text(soon).startswith("⏱ Anna, #1 · Tim Becker: answer due ")
    assert soon.reply_to is not None
    assert (mentions(soon), soon.reply_to.message_id) == ([ANNA], card.message_id)
    await pass_minutes(desk, 9)
    (over,) = said(desk, "❗")
    assert desk.text(over).startswith("❗ #1 · Tim Becker is overdue: the answer was due ")
    assert desk.text(over).endswith("Anna has it.")
    await desk.says(card, "Overdue: the answer was due")
    await desk.desk.clock.tick(follow) if desk.desk else None
    await desk.card("❗ 1 overdue")
    await given(desk, NINA, Role.SUPERVISOR)
    await in_private(desk, NINA)
    await pass_minutes(desk, 16)
    for leader in (OLGA, NINA):
        (late,) = said(desk, "🚨", leader)
        assert links(late) == [link_to(card)]
    await answer(desk, card)
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    assert "due" not in desk.text(card)
    rows = await waits(desk)
    assert (rows["first"].met, rows["claim"].met) == (False, True)
    assert (rows["resolution"].ended_at, rows["resolution"].due_at, rows["resolution"].spent > 45) == (
        None,
        None,
        True,
    )
    await pass_minutes(desk, 3000)
    assert (len(said(desk, "❗")), len(said(desk, "🚨", OLGA)), await happened(desk, "overdue")) == (1, 1, 1)
    # The next question is another wait; it is met, and the case is resolved in time, reopened, and resolved again.
    desk.comment("And now?", post)
    asks = await desk.followup("And now?")
    await desk.says(card, "Answer due")
    await answer(desk, asks, "Tomorrow!")
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    assert (await waits(desk))["next"].met
    for press in ("Resolve", "Reopen", "Resolve"):
        await desk.press(ANNA, card, press)
        await desk.calm()
    # What was resolved in time stays so; since it was reopened there is another one.
    resolutions = await desk.rows(Deadline, Deadline.measure == "resolution")
    assert [(one.met, one.ended_at is not None, one.next_at) for one in resolutions] == [
        (True, True, None)
    ] * 2


async def test_many_at_once_are_one_message_and_nobody_hears_of_what_was_answered(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        post = stage.post()
        for number in range(6):
            stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
            stage.comment("Hello?", post, FIRST + number)
        card = await stage.card("Guest3")
        await stage.card("Guest5")
        await answer(stage, card)
        stage.time.let_pass(11)
        await stage.says(card, "Waiting for the customer")
        await stage.calm()
    # Nobody was there when it fell due; what is long over is told at once, what was to be told before is not.
    stage.time.let_pass(50 * MINUTES)
    async with stage.at_work():
        await pass_minutes(stage, 1)
        (over,) = said(stage, "❗")
        assert stage.text(over).startswith("❗ 5 cases are overdue\n\n#")
        assert "Guest3" not in stage.text(over)
        (late,) = said(stage, "🚨", OLGA)
        assert stage.text(late).startswith("🚨 5 cases are long overdue")
        assert said(stage, "⏱") == []


async def test_what_nobody_answers_goes_back_to_the_queue(desk: Stage) -> None:
    assert desk.desk is not None
    await desk.sql("UPDATE desks SET claim_minutes = 15, terms = terms + 1")
    await alone(desk)
    group, _ = await claimed_alone(desk)
    await pass_minutes(desk, 16)
    await desk.says(group, "Back in the queue: Anna had it for 15 min without an answer")
    assert "Claim" in desk.labels(group)
    (back,) = said(desk, "↩️")
    assert (
        desk.text(back) == "↩️ #1 · Tim Becker is back in the queue: Anna had it for 15 min without an answer."
    )
    assert (mentions(back), desk.labels(back)) == ([], ["Claim"])
    lost = await hears(desk, "went back to the queue", ANNA)
    assert links(lost) == [link_to(group)]
    assert [row.met for row in await desk.rows(Deadline, Deadline.measure == "claim")] == [False]
    assert await happened(desk, "returned") == 1
    # Taken by somebody else, whose private chat is closed: the card says no more of it, and the next one is called.
    await desk.press(BORIS, back, "Claim")
    await desk.telegram.wait(lambda: "Back in the queue" not in desk.text(group))
    await pass_minutes(desk, 16)
    called = said(desk, "↩️")[-1]
    assert mentions(called) == [BORIS]
    assert len(told(desk, "went back", ANNA)) == 1


async def test_the_clock_stands_while_whoever_has_it_waits_for_others(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET claim_minutes = 60, terms = terms + 1")
    card, of_department = await asked(desk)
    await pass_minutes(desk, 90)
    assert (await waits(desk))["claim"].since is None
    # The department asks back: it is the operator's turn again, with as much time as there was.
    await desk.press(PETR, of_department, "Ask operator", DELIVERY)
    prompt = await desk.followup("what do you want to know", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "Which parcel?", reply_to=prompt.message_id)
    await desk.followup("Which parcel?")
    await desk.calm()
    await pass_minutes(desk, 30)
    assert await happened(desk, "returned") == 0
    # Words that a colleague shall see first.
    desk.telegram.say(ANNA, OPERATORS, "?? Soon!", reply_to=card.message_id)
    await desk.until(lambda: desk.rows(Draft))
    await pass_minutes(desk, 60)
    assert (await waits(desk))["claim"].due_at is None
    assert await happened(desk, "returned") == 0


async def test_snoozed_and_closed_cases_warn_nobody(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Are you there?")
    desk.vk.message(VERA, BRAND, "Hello?")
    tim, vera = await desk.card("Are you there?"), await desk.card("Hello?")
    await desk.press(ANNA, vera, "Resolve")
    await desk.press(ANNA, tim, "Claim")
    await desk.says(tim, "Anna")
    await desk.sql("UPDATE cases SET snoozed_until = now() + interval '10 days' WHERE closed_at IS NULL")
    desk.telegram.say(ANNA, OPERATORS, "// back on Monday", reply_to=tim.message_id)
    await desk.says(tim, "1 note")
    await pass_minutes(desk, 600)
    assert said(desk, "❗") + said(desk, "⏱") + said(desk, "🚨", OLGA) + said(desk, "↩️") == []
    ended = await desk.rows(Deadline, Deadline.ended_at.is_not(None))
    assert {row.measure: row.met for row in ended} == {"first": None, "resolution": True}
    assert {row.spent < 60 for row in await desk.rows(Deadline, Deadline.ended_at.is_(None))} == {True}
    assert "due" not in desk.text(tim)


async def test_lists_go_by_what_falls_due_first(desk: Stage) -> None:
    desk.comment("First come", desk.post())
    one = await desk.card("First come")
    desk.time.let_pass(10 * MINUTES)
    await desk.sql(
        "INSERT INTO targets (desk_id, measure, kind, minutes) SELECT id, 'first', 'message', 5 FROM desks"
    )
    await desk.sql("UPDATE desks SET terms = terms + 1")
    desk.vk.message(VERA, BRAND, "Then I")
    two = await desk.card("Then I")
    desk.telegram.say(BORIS, OPERATORS, "/queue")
    queue = await desk.whisper(BORIS, "2 cases wait")
    assert [line.split(" · ")[0] for line in desk.text(queue).splitlines()[1:]] == ["#2", "#1"]
    assert desk.text(queue).count("⏱") == 2
    for card in (one, two):
        await desk.press(ANNA, card, "Claim")
        await desk.says(card, "Anna")
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    mine = await desk.whisper(ANNA, "You have 2")
    assert [line.split(" · ")[0] for line in desk.text(mine).splitlines()[1:]] == ["#2", "#1"]


async def test_a_wait_that_is_merged_into_a_case_counts_on(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    card = await desk.card("Answer due")
    before = (await waits(desk))["first"]
    await desk.sql("UPDATE cases SET unanswered_since = unanswered_since - interval '20 minutes'")
    desk.telegram.say(ANNA, OPERATORS, "// asked elsewhere, too", reply_to=card.message_id)
    await desk.says(card, "1 note")
    after = (await waits(desk))["first"]
    assert (after.id, after.target, after.spent) == (before.id, 30, 20 * MINUTES)
    assert before.due_at is not None
    assert after.due_at == before.due_at - timedelta(minutes=20)


async def test_no_clock_runs_while_the_desk_is_closed(desk: Stage) -> None:
    assert desk.desk is not None
    desk.comment("Where is my parcel?")
    card = await desk.card("Answer due")
    tomorrow = desk.time.now() + timedelta(days=1)
    opens = tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
    hours = {DAYS[tomorrow.weekday()]: [["09:00", "18:00"]]}
    async with transaction(desk.desk.bench.sessions) as session:
        owned = await the_desk(session)
        owned.hours = hours
        await renew(session, owned.id)
    await reckoned(desk)
    due = opens + timedelta(minutes=30)
    await desk.telegram.wait(lambda: int(due.timestamp()) in [one.unix_time for one in card.entities])
    rows = await waits(desk)
    assert (rows["first"].due_at, rows["resolution"].due_at) == (due, opens + timedelta(hours=9))
    await pass_minutes(desk, (opens - desk.time.now()).total_seconds() / 60 + 19)
    assert said(desk, "⏱") + said(desk, "❗") == []
    await pass_minutes(desk, 2)
    assert len(said(desk, "⏱")) == 1
    # Somebody is just at it: whether it is answered is seen afterwards, and nobody waits for it.
    desk.time.let_pass(10 * MINUTES)
    async with transaction(desk.desk.bench.sessions) as session:
        await lock(session, rows["first"].case_id)
        await desk.desk.clock.tick(warn)
    assert said(desk, "❗") == []
    await pass_minutes(desk, 0)
    assert len(said(desk, "❗")) == 1
    # A case from before there were deadlines.
    await desk.sql("DELETE FROM deadlines")
    await desk.desk.clock.tick(adopt)
    first = (await waits(desk))["first"]
    assert (first.started_at > due, first.stage, first.target) == (True, 0, 30)
