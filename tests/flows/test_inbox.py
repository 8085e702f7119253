"""The inbox: what Telegram tells is handled once, in order, and one update's trouble is nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.telegram import inbox
from bot.telegram.inbox import Inbox
from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from sandbox.telegram.updates import Update as Told
from storage.models import Case, Event, Message, Note, Outbox, Update, UpdateState
from tests.flows.stage import ANNA, BORIS, OPERATORS, Stage


async def kinds(stage: Stage) -> list[str]:
    return [event.kind for event in sorted(await stage.rows(Event), key=lambda event: event.id)]


async def breaks(stage: Stage, table: str, times: int, sqlstate: str) -> None:
    """So many inserts into `table` fail from now on. A sequence counts also what is rolled back."""
    await stage.sql(f"CREATE SEQUENCE trouble_{table}")
    await stage.sql(
        f"""
        CREATE FUNCTION break_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('trouble_{table}') <= {times} THEN
                RAISE EXCEPTION 'the test wants trouble' USING ERRCODE = '{sqlstate}';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    await stage.sql(
        f"CREATE TRIGGER trouble BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION break_{table}()"
    )


async def all_handled(stage: Stage) -> None:
    await stage.until(lambda: nothing_new(stage))


async def nothing_new(stage: Stage) -> bool:
    return not await stage.rows(Update, Update.state == UpdateState.NEW)


# --- once


async def test_an_update_that_comes_again_has_no_second_effect(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    reply = desk.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(reply))
    for _ in range(2):
        confirmed = len(desk.telegram.calls)
        desk.telegram.redeliver()
        await desk.telegram.wait(
            lambda n=confirmed: [one for one in desk.telegram.calls[n:] if one.method == "getUpdates"]  # type: ignore[misc]
        )
    await all_handled(desk)
    assert len(await desk.rows(Message, Message.direction == "out")) == 1
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post))
    await desk.says(card, "Waiting for the customer")
    assert desk.answers(post) == ["On its way!"]


async def test_a_press_that_comes_again_and_a_press_sent_twice_act_once(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    press = desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim", copies=2)
    await press.answered()
    desk.telegram.redeliver()
    await desk.says(card, "With ")
    await all_handled(desk)
    assert (await kinds(desk)).count("claim") == 1


async def test_update_numbers_may_jump_forwards_and_backwards(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    assert await desk.press(ANNA, card, "Claim") == "#1 is yours."
    desk.telegram.jump(50_000_000)
    assert await desk.press(BORIS, card, "Claim") == "Anna has this case."
    desk.telegram.queue.next_id = 12
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."


async def test_updates_come_in_the_order_of_their_chat(desk: Stage) -> None:
    """Two people, thirty notes, four workers: as they stand in the chat, so they stand in the case."""
    desk.comment()
    card = await desk.card()
    await desk.telegram.stop()
    said = []
    for number in range(30):
        said.append(f"note {number}")
        desk.telegram.say(ANNA if number % 3 else BORIS, OPERATORS, f"//{said[-1]}", reply_to=card.message_id)
    await desk.telegram.start()
    desk.time.let_pass(60)
    notes = await desk.until(lambda: all_notes(desk, 30))
    assert [note.text for note in notes] == said


async def test_two_inboxes_on_one_database_keep_the_order_and_do_nothing_twice(desk: Stage) -> None:
    assert desk.desk is not None
    desk.comment()
    card = await desk.card()
    second = Inbox(desk.desk.bench)
    desk.time.on_pass(second.wake)
    running = asyncio.create_task(second.run())
    said = [f"note {number}" for number in range(20)]
    for text in said:
        desk.telegram.say(ANNA, OPERATORS, f"//{text}", reply_to=card.message_id)
    notes = await desk.until(lambda: all_notes(desk, 20))
    await all_handled(desk)
    running.cancel()
    await asyncio.wait({running})
    assert [note.text for note in notes] == said
    assert len(await desk.rows(Note)) == 20


async def all_notes(stage: Stage, count: int) -> list[Note]:
    notes = sorted(await stage.rows(Note), key=lambda note: note.id)
    return notes if len(notes) >= count else []


# --- what goes wrong with one update


async def test_an_update_that_fails_three_times_is_parked_and_the_next_one_goes_on(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await breaks(desk, "notes", 3, "P0001")
    desk.telegram.say(ANNA, OPERATORS, "// poison", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, "// behind it", reply_to=card.message_id)
    for attempts in (1, 2):
        await desk.until(lambda n=attempts: tried(desk, n))  # type: ignore[misc]
        assert await desk.rows(Note) == []
        desk.time.let_pass(3)
    whisper = await desk.whisper(ANNA, "Something broke here, your words are not lost.")
    (note,) = await desk.until(lambda: all_notes(desk, 1))
    assert note.text == "behind it"
    (parked,) = await desk.rows(Update, Update.state == UpdateState.PARKED)
    assert str(parked.id) in desk.text(whisper).replace(",", "")
    assert parked.payload["message"]["text"] == "// poison"


async def tried(stage: Stage, attempts: int) -> bool:
    return any(row.attempts == attempts for row in await stage.rows(Update))


async def test_a_press_that_fails_three_times_is_answered_with_an_alert(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await breaks(desk, "events", 4, "P0001")  # the first time as it is stored
    press = desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
    for attempts in (1, 2):
        await desk.until(lambda n=attempts: tried(desk, n))  # type: ignore[misc]
        desk.time.let_pass(3)
    answer = await press.answered()
    assert answer.show_alert
    assert answer.text is not None
    assert answer.text.startswith("Something broke here")
    assert await desk.press(ANNA, card, "Claim") == "#1 is yours."


async def test_an_update_that_cannot_be_read_is_kept_and_does_not_cost_the_others(desk: Stage) -> None:
    """A new version of the Bot API may bring what aiogram does not know."""
    desk.comment()
    card = await desk.card()
    await desk.telegram.stop()
    odd = desk.telegram.queue.push(
        "message", {"chat": "\0 what is this?", "message_id": []}, desk.time.seconds()
    )
    assert isinstance(odd, Told)
    desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
    await desk.telegram.start()
    desk.time.let_pass(60)
    await desk.says(card, "With ")
    (parked,) = await desk.rows(Update, Update.state == UpdateState.PARKED)
    assert (parked.id, parked.error) == (odd.update_id, "unreadable")
    assert parked.payload["message"]["chat"] == " what is this?"
    await desk.telegram.wait(
        lambda: [one for one in desk.telegram.messages(104) if "could not be read" in desk.text(one)]
    )


async def test_a_deadlock_or_a_lock_that_is_not_to_be_had_is_tried_again_and_not_counted(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await breaks(desk, "notes", 5, "40P01")
    desk.telegram.say(ANNA, OPERATORS, "// at last", reply_to=card.message_id)

    async def written() -> list[Note]:
        desk.time.let_pass(0.5)
        return await desk.rows(Note)

    (note,) = await desk.until(written)
    assert note.text == "at last"
    assert [row.attempts for row in await desk.rows(Update) if row.attempts] == []


@asynccontextmanager
async def first_locked(desk: Stage) -> AsyncIterator[tuple[Shown, Shown]]:
    """Two cards, and somebody who holds the case of the first."""
    post = desk.post()
    desk.comment("one", post)
    desk.comment("two", post, who=5002)
    first, second = await desk.card("one"), await desk.card("two")
    case = next(one for one in await desk.rows(Case) if f"#{one.number} " in desk.text(first))
    async with desk.engine.begin() as connection:
        await connection.exec_driver_sql(f"SELECT 1 FROM cases WHERE id = {case.id} FOR UPDATE")
        yield first, second


async def test_one_person_who_waits_for_a_lock_holds_up_nobody_else(desk: Stage) -> None:
    async with first_locked(desk) as (first, second):
        waits = desk.telegram.press(ANNA, OPERATORS, first.message_id, "Claim")
        assert (await desk.press(BORIS, second, "Claim") or "").endswith("is yours.")
        assert waits.answer is None
    assert ((await waits.answered()).text or "").endswith("is yours.")


async def test_a_press_that_comes_alone_is_stored_and_handled_in_one(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.sql("CREATE SEQUENCE changed")
    await desk.sql(
        "CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN PERFORM nextval('changed'); RETURN NEW; END $$"
    )
    await desk.sql(
        "CREATE TRIGGER changed BEFORE UPDATE ON updates FOR EACH ROW EXECUTE FUNCTION note_change()"
    )

    async def in_one() -> bool:
        """A machine that is busy may be too slow for it once, and then each is stored first for a while."""
        desk.time.let_pass(61)
        before = await desk.sql("SELECT last_value, is_called FROM changed")
        assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
        await desk.says(card, "Resolved")
        after = await desk.sql("SELECT last_value, is_called FROM changed")
        (last,) = await desk.rows(Update, Update.id == desk.telegram.queue.next_id - 1)
        assert (last.state, last.payload) == (UpdateState.DONE, {})
        await desk.press(ANNA, card, "Reopen")
        await desk.telegram.wait(lambda: "Resolve" in desk.labels(card))
        return before == after

    await desk.until(in_one)


async def test_a_press_that_is_cut_off_at_whatever_moment_is_answered_and_acts_once(
    desk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.comment()
    card = await desk.card()
    monkeypatch.setattr(inbox, "AFTER_CUT", timedelta())
    for milliseconds in range(0, 40, 2):
        monkeypatch.setattr(inbox, "AT_ONCE", milliseconds / 1000)
        desk.time.let_pass(10)  # Telegram takes so many a minute
        assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
        await desk.says(card, "Resolved")
        assert await desk.press(ANNA, card, "Reopen") == "#1 is open again."
        await desk.telegram.wait(lambda: "Resolve" in desk.labels(card))
    done = await kinds(desk)
    assert (done.count("resolve"), done.count("reopen")) == (20, 20)


async def test_a_press_waits_for_what_its_person_wrote_before(desk: Stage) -> None:
    async with first_locked(desk) as (first, second):
        number = desk.telegram.queue.next_id
        desk.telegram.say(ANNA, OPERATORS, "// before", reply_to=first.message_id)
        # Until then they come together; a press that comes alone goes another way.
        await desk.until(lambda: desk.rows(Update, Update.id == number))
        press = desk.telegram.press(ANNA, OPERATORS, second.message_id, "Claim")
        number += 1
        await desk.press(BORIS, second, "More")
        (waits,) = await desk.rows(Update, Update.id == number)
        assert waits.state == UpdateState.NEW
        assert press.answer is None
    assert ((await press.answered()).text or "").endswith("is yours.")


# --- between Telegram and the database


async def test_what_was_stored_but_not_confirmed_comes_again_and_is_known(stage: Stage) -> None:
    """The program dies between the commit and the next poll."""
    async with stage.at_work():
        stage.comment()
        card = await stage.card()
        polls = stage.telegram.faults.add("getUpdates", Fault.reset_before())
        update_id = stage.telegram.queue.next_id
        assert await stage.press(ANNA, card, "Claim") == "#1 is yours."
        await stage.telegram.wait(lambda: polls.hits > 0)
    assert [one.update_id for one in stage.telegram.queue.pending] == [update_id], "not confirmed"
    stage.telegram.faults.clear()
    async with stage.at_work():
        await stage.telegram.wait(lambda: not stage.telegram.queue.pending)
        await stage.says(card, "With ")
    assert (await kinds(stage)).count("claim") == 1


async def test_an_answer_of_telegram_that_breaks_off_loses_nothing(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    broken = desk.telegram.faults.add("getUpdates", Fault.reset_mid_body(), times=2)
    desk.telegram.jump(1)
    desk.telegram.react(ANNA, OPERATORS, card.message_id, "👍")
    desk.telegram.say(BORIS, OPERATORS, "nothing of ours")
    for hits in (1, 2):
        await desk.telegram.wait(lambda n=hits: broken.hits >= n)  # type: ignore[misc]
        if hits == 1:
            desk.telegram.say(ANNA, OPERATORS, "// not lost", reply_to=card.message_id)
        desk.time.let_pass(3)
    (note,) = await desk.until(lambda: all_notes(desk, 1))
    assert note.text == "not lost"


async def test_telegram_forgets_only_what_the_database_has(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await breaks(desk, "updates", 3, "53100")
    desk.telegram.say(ANNA, OPERATORS, "// not lost", reply_to=card.message_id)

    async def written() -> list[Note]:
        known = await desk.sql("SELECT count(*) FROM updates WHERE received_at > now() - interval '1 hour'")
        assert desk.telegram.queue.pending or known[0][0] > 1, "confirmed before it was stored"
        desk.time.let_pass(1)
        return await desk.rows(Note)

    (note,) = await desk.until(written)
    assert note.text == "not lost"


# --- another program with the same token


def conflict() -> Fault:
    said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    return Fault.error(409, {"ok": False, "error_code": 409, "description": said})


async def outlasts(stage: Stage, hits: int) -> None:
    """Time goes on until Telegram has refused so many polls."""

    async def refused() -> bool:
        stage.time.let_pass(70)
        return stage.telegram.faults.hits["getUpdates"] >= hits

    await stage.until(refused)


async def test_a_conflict_that_passes_is_nothing_also_after_other_trouble(desk: Stage) -> None:
    faults = desk.telegram.faults
    faults.add("getUpdates", Fault.html(502), times=6)
    faults.add("getUpdates", conflict(), times=2)
    await desk.telegram.stop()
    await desk.telegram.start()
    await outlasts(desk, 8)
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "// heard", reply_to=card.message_id)

    async def heard() -> list[Note]:
        desk.time.let_pass(70)
        return await all_notes(desk, 1)

    await desk.until(heard)
    assert desk.desk is not None
    assert not desk.desk.failed.done()


async def test_a_conflict_that_lasts_ends_the_program_loudly(desk: Stage) -> None:
    desk.telegram.faults.add("getUpdates", conflict())
    await desk.telegram.stop()
    await desk.telegram.start()
    await outlasts(desk, 6)
    assert desk.desk is not None
    async with asyncio.timeout(5):
        await asyncio.wait({desk.desk.failed})
    assert "another program polls with this bot token" in str(desk.desk.failed.exception())


async def test_a_flood_error_on_polling_is_waited_out(desk: Stage) -> None:
    def polls() -> int:
        return len([one for one in desk.telegram.calls if one.method == "getUpdates"])

    desk.comment()
    card = await desk.card()
    desk.telegram.faults.add("getUpdates", Fault.flood(6000), times=1)
    desk.telegram.say(ANNA, OPERATORS, "// one", reply_to=card.message_id)
    await outlasts(desk, 1)
    await desk.telegram.wait(lambda: desk.time.sleeps(5500))
    before = polls()
    desk.telegram.say(ANNA, OPERATORS, "// two", reply_to=card.message_id)
    desk.time.let_pass(5000)
    await desk.until(lambda: all_notes(desk, 1))
    await all_handled(desk)
    assert polls() == before
    desk.time.let_pass(1100)
    await desk.until(lambda: all_notes(desk, 2))


async def test_handled_updates_keep_no_words(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "// words", reply_to=card.message_id)
    await desk.until(lambda: all_notes(desk, 1))
    await all_handled(desk)
    assert {str(row.payload) for row in await desk.rows(Update)} == {"{}"}
    assert not await desk.rows(Outbox, Outbox.kind == "answer")
