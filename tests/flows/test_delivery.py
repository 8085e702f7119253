"""Delivery: once each, in order, at the pace Telegram allows; lanes rest alone and remember it."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import event, update

from bot.answering import Answering
from bot.delivery import Carrier, Courier
from bot.desk import cards
from bot.desk.lanes import chat_of
from bot.desk.pacing import BURST
from bot.desk.view import CaseView, Drawn, Texts
from bot.record import lock
from bot.telegram.files import Downloads
from bot.telegram.sender import Sender
from bot.transaction import Channel, transaction, wake
from sandbox.faults import Fault
from sandbox.telegram import Limits, Message
from sandbox.telegram.model import Call
from storage.models import BotMessage, Card, Event, Lane, Outbox, RowState
from storage.models import Message as Said
from tests.flows.faults import to_operators
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, TIM, VERA, Stage

NO_LIMITS = {"TELEGRAM_GROUP_PER_MINUTE": "0"}
ONE_A_MINUTE = {"TELEGRAM_GROUP_PER_MINUTE": "1"}


def to_group(stage: Stage, since: int = 0) -> list[Call]:
    """Ordinary messages and edits to the operators, which are what the limits count."""
    return [
        call
        for call in stage.telegram.calls[since:]
        if call.method in ("sendMessage", "editMessageText")
        and str(call.params.get("chat_id")) == str(OPERATORS)
        and "ephemeral_message_parameters" not in call.params
    ]


def unlimited(stage: Stage) -> None:
    stage.telegram.meter.limits = Limits.off()


def notices(stage: Stage) -> list[Message]:
    return [one for one in stage.ours(OLGA) if "could not be read" in stage.text(one)]


async def everyone_has_a_card(stage: Stage, count: int) -> list[Message]:
    return await stage.telegram.wait(lambda: stage.cards() if len(stage.cards()) >= count else [])


# --- once, and in order


async def test_two_couriers_on_one_database_send_nothing_twice(stage: Stage) -> None:
    unlimited(stage)
    async with stage.at_work(**NO_LIMITS) as desk:
        bench = desk.bench
        sender = Sender(bench.bot, bench.sessions, bench.look, bench.looks, clock=bench.clock)
        answering = Answering(bench.sessions, bench.networks, sender, Downloads(bench.bot), bench.terms)

        def carrier_of(lane: str) -> Carrier:
            return answering if chat_of(lane) is None else sender

        others = [
            Courier(bench.sessions, carrier_of, clock=bench.clock, group_per_minute=0) for _ in range(2)
        ]
        for other in others:
            stage.time.on_pass(other.wake)
        tasks = [asyncio.create_task(other.run()) for other in others]
        posts = [stage.post(f"post {number}") for number in range(25)]
        for number, post in enumerate(posts):
            stage.comment(f"comment {number}", post)
        cards = await everyone_has_a_card(stage, 25)
        for card in cards:
            stage.telegram.say(ANNA, OPERATORS, f"answer to {card.message_id}", reply_to=card.message_id)
        await stage.until(lambda: answers_queued(stage, 25))
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: sum(len(stage.answers(post)) for post in posts) >= 25)
        await stage.calm(10)
        assert [len(stage.answers(post)) for post in posts] == [1] * 25
        posted = Counter(call.params["text"] for call in to_group(stage) if call.method == "sendMessage")
        assert len(posted) == 25
        assert set(posted.values()) == {1}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def answers_queued(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Outbox, Outbox.kind == "answer")) >= count


async def test_answers_of_a_case_arrive_in_the_order_they_were_written(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    words = [f"part {number}" for number in range(6)]
    for text in words:
        desk.telegram.say(ANNA, OPERATORS, text, reply_to=card.message_id)
    await desk.until(lambda: answers_queued(desk, 6))
    desk.vk.faults.add("wall.createComment", Fault.slow(0.2), times=1)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: len(desk.answers(post)) == 6)
    assert desk.answers(post) == words


async def test_a_failed_answer_does_not_block_the_next(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.fail("wall.createComment", 222, times=1)
    for text in ("see http://example.com", "second"):
        desk.telegram.say(ANNA, OPERATORS, text, reply_to=card.message_id)
    await desk.until(lambda: answers_queued(desk, 2))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["second"])
    await desk.followup("was not sent")


async def test_an_unknown_answer_blocks_its_case_for_a_minute_and_no_other(desk: Stage) -> None:
    post = desk.post()
    desk.comment("one", post)
    desk.comment("two", post, who=VERA)
    one, two = await desk.card("one"), await desk.card("two")
    desk.vk.faults.add("wall.createComment", Fault.html(502), times=1)
    desk.telegram.say(ANNA, OPERATORS, "first", reply_to=one.message_id)
    await desk.until(lambda: answers_queued(desk, 1))
    desk.time.let_pass(11)
    await desk.until(lambda: in_state(desk, RowState.UNKNOWN))
    desk.telegram.say(ANNA, OPERATORS, "second", reply_to=one.message_id)
    desk.telegram.say(BORIS, OPERATORS, "to Vera", reply_to=two.message_id)
    await desk.until(lambda: answers_queued(desk, 3))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["to Vera"])
    desk.time.let_pass(30)
    await desk.calm()
    assert desk.answers(post) == ["to Vera"]
    desk.time.let_pass(20)
    await desk.vk.wait(lambda: desk.answers(post) == ["to Vera", "second"])
    await desk.followup("Was the answer in #1 sent?")


async def in_state(stage: Stage, state: RowState) -> list[Outbox]:
    return await stage.rows(Outbox, Outbox.state == state)


# --- lanes that rest


async def test_a_429_rests_its_chat_alone_and_outlives_a_restart(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        flood = stage.telegram.faults.add("sendMessage", Fault.flood(3600), times=1, when=to_operators)
        stage.comment("one")
        await stage.telegram.wait(lambda: flood.hits == 1)
        await stage.calm()
        before = len(stage.telegram.calls)
        stage.comment("two")
        stage.vk.push_raw({"what": "is this?"})
        await stage.telegram.wait(lambda: notices(stage))
        await stage.calm()
        assert to_group(stage, before) == [], "the owner's chat goes on, the group's rests"
    async with stage.at_work():
        stage.time.let_pass(1800)
        stage.comment("three")
        await stage.until(lambda: all_cases(stage, 3))
        await stage.calm()
        assert to_group(stage, before) == [], "the pause outlives a restart"
        stage.time.let_pass(1801)
        await everyone_has_a_card(stage, 3)


async def all_cases(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Card)) == count


async def test_a_429_of_many_hours_is_kept_to_the_second(desk: Stage) -> None:
    flood = desk.telegram.faults.add("sendMessage", Fault.flood(50_000), times=1, when=to_operators)
    desk.comment()
    await desk.telegram.wait(lambda: flood.hits == 1)
    await desk.calm()
    before = len(desk.telegram.calls)
    desk.time.let_pass(49_990)
    await desk.calm()
    assert to_group(desk, before) == []
    desk.time.let_pass(11)
    await desk.card()


async def test_a_429_in_a_private_chat_rests_only_that(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    flood = desk.telegram.faults.add(
        "sendMessage", Fault.flood(600), times=1, when=lambda params: params["chat_id"] == OLGA
    )
    desk.vk.push_raw({"what": "is this?"})
    await desk.telegram.wait(lambda: flood.hits == 1)
    desk.comment()
    await desk.card()
    desk.time.let_pass(590)
    await desk.calm()
    assert notices(desk) == []
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: notices(desk))


async def test_signs_wait_for_a_429_as_well(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    flood = desk.telegram.faults.add("setMessageReaction", Fault.flood(60), times=1)
    reply = desk.telegram.say(ANNA, OPERATORS, "// note", reply_to=card.message_id)
    await desk.telegram.wait(lambda: flood.hits == 1)
    await desk.calm()
    assert desk.reaction(reply) is None
    desk.time.let_pass(61)
    await desk.telegram.wait(lambda: desk.reaction(reply) == "✍")


# --- the pace


async def test_a_burst_of_twenty_comments_meets_no_429(desk: Stage) -> None:
    """Under the sandbox's limits: 20 a minute, one a second after a short burst."""
    for number in range(20):
        desk.comment(f"comment {number}")
    await desk.until(lambda: all_cases(desk, 20))
    began = desk.time.seconds()
    while len(desk.cards()) < 20:
        assert desk.time.seconds() - began < 130
        desk.time.let_pass(0.5)
        await desk.calm()
    assert desk.telegram.too_many == []
    texts = "\n".join(desk.text(card) for card in desk.cards())
    assert all(f"comment {number}\n" in texts for number in range(20))


async def test_what_a_slow_line_held_up_arrives_with_no_more_than_a_chat_takes(desk: Stage) -> None:
    held = desk.telegram.faults.add("sendMessage", Fault.hang(), times=BURST, when=to_operators)
    for number in range(2 * BURST):
        desk.comment(f"comment {number}")
    await desk.telegram.wait(lambda: held.hits == BURST)
    await desk.until(lambda: all_cases(desk, 2 * BURST))
    desk.time.let_pass(10)
    soon = desk.time.now()

    async def looked() -> bool:
        """And left it at that, or sent more."""
        sent = [call for call in desk.telegram.calls if call.method == "sendMessage" and call.status == 200]
        return len(sent) > 3 or bool(await desk.rows(Lane, Lane.full_until > soon))

    await desk.until(looked)
    desk.telegram.faults.release()
    began = desk.time.seconds()
    while len(desk.cards()) < 2 * BURST:
        assert desk.time.seconds() - began < 130
        desk.time.let_pass(0.5)
        await desk.calm()
    assert desk.telegram.too_many == []


async def test_the_first_cards_of_a_burst_come_at_once(desk: Stage) -> None:
    for number in range(6):
        desk.comment(f"comment {number}")
    await everyone_has_a_card(desk, 6)


async def test_no_pacing_for_benchmarks(stage: Stage) -> None:
    unlimited(stage)
    async with stage.at_work(**NO_LIMITS):
        for number in range(40):
            stage.comment(f"comment {number}")
        await everyone_has_a_card(stage, 40)
        assert [lane.spent for lane in await stage.rows(Lane)] in ([[]], [[], []])


@pytest.fixture
async def slow(stage: Stage) -> Stage:
    """A stage where the group takes one message a minute: what goes first can be seen."""
    stage.vk.add_user(5003, "Kim", "Lee")
    return stage


async def minute(stage: Stage) -> list[Call]:
    """What goes out in the next minute."""
    await stage.calm()
    before = len(stage.telegram.calls)
    stage.time.let_pass(63)
    await stage.calm()
    return to_group(stage, before)


async def test_what_is_most_urgent_goes_first(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        post = slow.post()
        slow.comment("the first", post)
        card = await slow.card("the first")
        await slow.press(ANNA, card, "Claim")
        slow.comment("a new case", who=VERA)
        slow.comment("and one thing more", post)
        await slow.until(lambda: all_cases(slow, 2))
        slow.vk.message(5003, 1234, "a direct message")
        await slow.until(lambda: all_cases(slow, 3))
        sent = [await minute(slow) for _ in range(5)]
        words = [[str(call.params["text"]) for call in calls] for calls in sent]
        assert [len(one) for one in words] == [1, 1, 1, 1, 0]
        urgent, followup, act, new = (one[0] for one in words[:4])
        assert "a direct message" in urgent
        assert "and one thing more" in followup
        assert "the first" in act
        assert "With " in act
        assert sent[2][0].method == "editMessageText"
        assert "a new case" in new
        assert slow.telegram.too_many == []


async def test_many_changes_of_a_card_end_as_one_edit(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment()
        card = await slow.card()
        for label in ("Claim", "Resolve"):
            await slow.press(ANNA, card, label)
        note = slow.telegram.say(ANNA, OPERATORS, "// a note", reply_to=card.message_id)
        await slow.telegram.wait(lambda: slow.reaction(note) == "✍")
        (edit,) = await minute(slow)
        assert edit.method == "editMessageText"
        assert "Resolved" in str(edit.params["text"])
        assert await minute(slow) == []


async def test_what_looks_the_same_is_not_sent_and_costs_nothing(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment("one")
        card = await slow.card()
        await slow.calm()
        await slow.sql("UPDATE cards SET wanted_version = wanted_version + 1, due_at = now(), urgency = 2")
        slow.comment("two", who=VERA)
        await slow.until(lambda: all_cases(slow, 2))
        (posted,) = await minute(slow)
        assert "two" in str(posted.params["text"]), "the place in the minute was given back"
        (shown,) = await slow.rows(Card, Card.message_id == card.message_id)
        assert shown.shown_version == shown.wanted_version


async def test_signs_are_set_though_the_pace_is_used_up(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment()
        card = await slow.card()
        reply = slow.telegram.say(ANNA, OPERATORS, "On its way", reply_to=card.message_id)
        await slow.telegram.wait(lambda: slow.reaction(reply) == "👀")


async def test_a_used_up_pace_is_waited_for_without_asking_the_database_all_the_time(slow: Stage) -> None:
    looks = looking(slow)
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment("one")
        await slow.card()
        slow.comment("two", who=VERA)
        await slow.until(lambda: all_cases(slow, 2))
        await slow.calm()
        assert looks
        looks.clear()
        await asyncio.sleep(0.5)
        assert len(looks) < 5, "once a second, and when something is written"


def looking(stage: Stage) -> list[str]:
    """Fills with each question of a courier, or of the stage, what is due."""
    looks: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "DISTINCT due.lane" in statement:
            looks.append(statement)

    event.listen(stage.engine.sync_engine, "after_cursor_execute", executed)
    return looks


async def test_the_pace_outlives_a_restart(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment("one")
        await slow.card()
        await slow.calm()
    async with slow.at_work(**ONE_A_MINUTE):
        slow.comment("two", who=VERA)
        await slow.until(lambda: all_cases(slow, 2))
        await slow.calm()
        assert len(slow.cards()) == 1
        (posted,) = await minute(slow)
        assert "two" in str(posted.params["text"])


# --- follow-ups


async def test_a_follow_up_that_comes_while_its_card_is_being_sent_is_not_lost(desk: Stage) -> None:
    post = desk.post()
    hang = desk.telegram.faults.add("sendMessage", Fault.hang(), times=1, when=to_operators)
    desk.comment("first words", post)
    await desk.telegram.wait(lambda: hang.hits == 1)
    desk.comment("second words", post)
    await desk.until(lambda: follow_up_written(desk))
    desk.telegram.faults.release()
    await desk.card("first words")
    desk.time.let_pass(3)
    await desk.followup("second words")


async def follow_up_written(stage: Stage) -> bool:
    return bool(await stage.rows(Outbox, Outbox.kind == "follow_up"))


async def test_follow_ups_in_a_row_come_as_one_message_when_the_group_is_busy(slow: Stage) -> None:
    async with slow.at_work(**ONE_A_MINUTE):
        post = slow.post()
        slow.comment("first", post)
        await slow.card()
        for number in range(5):
            slow.comment(f"more {number}", post)
        await slow.until(lambda: said(slow, 6))
        (told,) = await minute(slow)
        assert all(f"more {number}" in str(told.params["text"]) for number in range(5))


async def said(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Said)) == count


# --- stopping


async def test_a_stop_finishes_what_is_in_hand(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.comment("?", post)
        card = await stage.card()
        stage.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
        await stage.until(lambda: answers_queued(stage, 1))
        going = stage.vk.faults.add("wall.createComment", Fault.slow(0.7), times=1)
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: going.hits == 1)
        assert stage.answers(post) == []
    assert stage.answers(post) == ["On its way!"]
    (row,) = await stage.rows(Outbox, Outbox.kind == "answer")
    assert row.state == RowState.SENT
    assert await in_state(stage, RowState.SENDING) == []


@pytest.mark.parametrize("after", [0.0, 0.004, 0.008, 0.012, 0.02, 0.04])
async def test_a_stop_at_any_moment_leaves_nothing_half_done(stage: Stage, after: float) -> None:
    unlimited(stage)
    async with stage.at_work(**NO_LIMITS):
        for number in range(20):
            stage.comment(f"comment {number}")
        await stage.until(lambda: all_cases(stage, 20))
        await asyncio.sleep(after)
    assert await in_state(stage, RowState.SENDING) == []
    assert await stage.rows(Card, Card.lease_until.is_not(None)) == []
    known = {(one.chat_id, one.message_id) for one in await stage.rows(BotMessage)}
    assert known >= {(OPERATORS, card.message_id) for card in stage.cards()}, "a card that nobody knows of"
    async with stage.at_work(**NO_LIMITS):
        cards = await everyone_has_a_card(stage, 20)
        await stage.calm()
        assert len(cards) == 20


async def test_what_hangs_does_not_hold_up_what_comes_after_it(desk: Stage) -> None:
    post = desk.post()
    desk.comment("one", post, who=TIM)
    desk.comment("two", post, who=VERA)
    one, two = await desk.card("one"), await desk.card("two")
    hang = desk.vk.faults.add("wall.createComment", Fault.hang(), times=1)
    desk.telegram.say(ANNA, OPERATORS, "hangs", reply_to=one.message_id)
    await desk.until(lambda: answers_queued(desk, 1))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: hang.hits == 1)
    desk.telegram.say(ANNA, OPERATORS, "overtakes", reply_to=two.message_id)
    await desk.until(lambda: answers_queued(desk, 2))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["overtakes"])
    desk.vk.faults.release()
    await desk.vk.wait(lambda: desk.answers(post) == ["overtakes", "hangs"])


async def test_a_sending_that_outlasts_its_lease_is_not_taken_for_abandoned(stage: Stage) -> None:
    """With a service token the program looks for what it sent: it must not look, and send again, too early."""
    stage.settings["VK_SERVICE_TOKEN"] = "flow-tests-service-token"
    post = stage.post()
    async with stage.at_work():
        stage.comment("?", post)
        card = await stage.card()
        hang = stage.vk.faults.add("wall.createComment", Fault.hang(), times=1)
        stage.telegram.say(ANNA, OPERATORS, "slowly", reply_to=card.message_id)
        await stage.until(lambda: answers_queued(stage, 1))
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: hang.hits == 1)
        for _ in range(5):
            stage.time.let_pass(50)
            await asyncio.sleep(0.05)
        (row,) = await in_state(stage, RowState.SENDING)
        assert row.attempts == 1
        stage.vk.faults.release()
        await stage.vk.wait(lambda: stage.answers(post) == ["slowly"])
        await stage.calm()
        assert stage.answers(post) == ["slowly"]


# --- everything at once


async def test_everything_at_once_meets_no_deadlock_and_loses_nothing(stage: Stage) -> None:
    """Customers, operators, a colleague in VK and a bad network, all on the same cases."""
    unlimited(stage)
    async with stage.at_work(**NO_LIMITS, UNDO_SECONDS="0"):
        posts = [stage.post(f"post {number}") for number in range(6)]
        for number, post in enumerate(posts):
            stage.comment(f"question {number}", post)
        cards = await everyone_has_a_card(stage, 6)
        stage.vk.faults.add("wall.createComment", Fault.drop_after(), times=4, after=3)
        stage.vk.faults.add("wall.createComment", Fault.slow(0.05), times=10, after=8)
        stage.telegram.faults.add("editMessageText", Fault.drop_after(), times=3, after=2)
        for turn in range(3):
            for number, card in enumerate(cards):
                question = int(stage.text(card).partition("question ")[2][0])
                stage.telegram.say(ANNA, OPERATORS, f"answer {question}.{turn}", reply_to=card.message_id)
                stage.telegram.say(BORIS, OPERATORS, f"// note {turn}", reply_to=card.message_id)
                asked = stage.comment(f"more {turn}", posts[question])
                if turn == number % 3:
                    stage.vk.colleague_comment(posts[question], f"colleague {turn}", reply_to=asked)
            stage.time.let_pass(1)

        async def all_sent() -> bool:
            stage.time.let_pass(2)
            rows = await stage.rows(Outbox, Outbox.kind == "answer")
            return len(rows) == 18 and all(row.state == RowState.SENT for row in rows)

        await stage.until(all_sent)
        await stage.calm(10)
        for number, post in enumerate(posts):
            ours = [text for text in stage.answers(post) if text.startswith("answer")]
            assert ours == [f"answer {number}.{turn}" for turn in range(3)]
        ((deadlocks,),) = await stage.sql(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        assert deadlocks == 0
        assert await in_state(stage, RowState.FAILED) == []
        events = await stage.rows(Event)
        for case in {event.case_id for event in events}:
            seqs = sorted(event.seq or 0 for event in events if event.case_id == case)
            assert seqs == list(range(1, len(seqs) + 1))


# --- together


async def test_cards_are_settled_together_but_for_one_whose_case_somebody_holds(stage: Stage) -> None:
    unlimited(stage)
    async with stage.at_work(**NO_LIMITS) as desk:
        for number in range(4):
            stage.comment(f"comment {number}", stage.post(f"post {number}"))
        await everyone_has_a_card(stage, 4)
        await stage.calm()
        held, *others = sorted(card.id for card in await stage.rows(Card))

        async def settled(ids: list[int]) -> bool:
            rows = await stage.rows(Card, Card.id.in_(ids))
            return all(row.shown_version == 99 and row.lease_until is None for row in rows)

        async with desk.bench.sessions() as session, session.begin():
            of_held = (await session.get_one(Card, held)).case_id
            await lock(session, of_held or 0)
            async with transaction(desk.bench.sessions) as wanting:
                await wanting.execute(update(Card).values(wanted_version=99, due_at=desk.bench.clock()))
                wake(wanting, Channel.DELIVERY)
            await stage.until(lambda: settled(others))
            assert not await settled([held])
        await stage.until(lambda: settled([held]))


async def test_a_card_that_cannot_be_drawn_spoils_no_others(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlimited(stage)
    drawn = cards.card

    def stumbles(view: CaseView, texts: Texts) -> Drawn:
        if view.number == 2:
            raise ValueError("a defect of ours")
        return drawn(view, texts)

    async with stage.at_work(**NO_LIMITS):
        with monkeypatch.context() as broken:
            broken.setattr(cards, "card", stumbles)
            for number in range(4):
                stage.comment(f"comment {number}", stage.post(f"post {number}"))
            await everyone_has_a_card(stage, 3)
        stage.time.let_pass(5)
        await everyone_has_a_card(stage, 4)
