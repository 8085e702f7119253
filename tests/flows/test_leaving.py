"""Who leaves: rights go at once, also when nobody told us, and what they had is everybody's again."""

from __future__ import annotations

from sqlalchemy import text

from sandbox.telegram import Message as Said
from storage.models import Case, Department, Draft, Escalation, Event, Role, Staff
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links, told

CLOSED = "This bot serves a closed team."


async def department(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)


async def left(desk: Stage, who: int) -> bool:
    return bool(await desk.rows(Staff, Staff.user_id == who, Staff.left_at.is_not(None)))


async def held(desk: Stage, who: int, text: str, customer: int) -> Said:
    """Somebody's case, with its card."""
    desk.comment(text, who=customer)
    card = await desk.card(text)
    await desk.press(who, card, "Claim")
    return card


async def drafted(desk: Stage, card: Said) -> None:
    """Boris answers what Anna has: the words are his to send."""
    desk.telegram.say(BORIS, OPERATORS, "On its way", reply_to=card.message_id)
    await desk.whisper(BORIS, "Send your answer all the same?")


async def test_what_somebody_had_is_free_again_and_told_once(desk: Stage) -> None:
    first, second = await held(desk, BORIS, "First", VERA), await held(desk, ANNA, "Second", 5001)
    await drafted(desk, second)
    desk.telegram.leave(BORIS, OPERATORS)
    await desk.says(first, "Nobody has it")
    notice = await hears(desk, "Boris has left the team.", OPERATORS)
    assert desk.text(notice).splitlines()[1:] == [
        "Free again: #1",
        "Drafts wait there for anybody who may send or approve them: #2",
    ]
    assert links(notice) == [link_to(first), link_to(second)]
    (draft,) = await desk.rows(Draft)
    assert draft.release_by is None
    label = next(one for one in desk.labels(second) if "Send" in one)
    assert await desk.press(ANNA, second, label) == "Sending."
    kinds = {one.kind for one in await desk.rows(Event)}
    assert {"left", "departed", "draft_freed"} <= kinds
    desk.telegram.join(BORIS, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.left_at.is_(None)))
    await desk.calm()
    assert len(told(desk, "has left the team", OPERATORS)) == 1
    assert await desk.press(BORIS, first, "Claim") == "#1 is yours.", (
        "coming back gives the group's role again"
    )


async def test_the_cases_are_locked_in_one_order(desk: Stage) -> None:
    """Boris has the second case and a draft on the first: somebody who has the first locked may yet lock the second."""
    first, second = await held(desk, ANNA, "First", VERA), await held(desk, BORIS, "Second", 5001)
    await drafted(desk, first)
    async with desk.engine.begin() as one:
        await one.execute(text("SELECT id FROM cases WHERE number = 1 FOR UPDATE"))
        desk.telegram.leave(BORIS, OPERATORS)
        await desk.until(lambda: waits_for_a_lock(desk))
        await one.execute(text("SELECT id FROM cases WHERE number = 2 FOR UPDATE NOWAIT"))
    await desk.says(second, "Nobody has it")
    (draft,) = await desk.rows(Draft)
    assert draft.release_by is None


async def waits_for_a_lock(desk: Stage) -> bool:
    return await desk.sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ) >= [(1,)]


async def test_a_question_somebody_took_can_be_taken_by_another(desk: Stage) -> None:
    await department(desk)
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where?", reply_to=card.message_id)
    asked = await desk.card("where?", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "// looking", reply_to=asked.message_id)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == PETR))
    await desk.sql(
        "UPDATE escalations SET taken_at = now(), taken_by = (SELECT id FROM staff WHERE user_id = 103)"
    )
    desk.telegram.leave(PETR, DELIVERY)
    await hears(desk, "Petr has left. #1 is free again: who takes it?", DELIVERY)
    (row,) = await desk.rows(Escalation)
    assert (row.taken_by, row.taken_at, row.answered_at) == (None, None, None)


async def test_a_ban_whose_news_was_lost_is_found_at_the_next_act(desk: Stage) -> None:
    """In private, where writing proves nothing; then a given role holds again for who comes back."""
    await given(desk, NINA, Role.SUPERVISOR)
    card = await held(desk, NINA, "Where is my parcel?", VERA)
    await in_private(desk, NINA)
    desk.telegram.chat_of(OPERATORS).members[NINA].status = "kicked"
    desk.telegram.say(NINA, NINA, "/report")
    await desk.until(lambda: left(desk, NINA))
    await desk.says(card, "Nobody has it")
    desk.telegram.start_bot(NINA)
    await hears(desk, CLOSED, NINA)
    assert not told(desk, "Today: ", NINA)
    desk.telegram.chat_of(OPERATORS).members[NINA].status = "left"
    desk.telegram.join(NINA, OPERATORS)
    desk.telegram.say(NINA, NINA, "/report")
    await hears(desk, "Today: ", NINA)


async def test_who_never_acts_again_is_found_within_the_hour(desk: Stage) -> None:
    card = await held(desk, ANNA, "Where is my parcel?", VERA)
    await held(desk, BORIS, "And mine?", 5001)
    desk.telegram.chat_of(OPERATORS).members[ANNA].status = "left"
    await desk.telegram.wait(lambda: desk.time.sleeps(50, 60))
    desk.time.let_pass(3601)
    await desk.says(card, "Nobody has it")
    await hears(desk, "Anna has left the team.", OPERATORS)
    assert not await left(desk, BORIS)


async def test_a_bot_that_is_shut_out_takes_nobodys_rights(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET claim_minutes = 0, terms = terms + 1")
    await held(desk, ANNA, "Where is my parcel?", VERA)
    await in_private(desk, ANNA)
    desk.telegram.chat_of(OPERATORS).members[desk.telegram.bot.id].status = "kicked"
    desk.telegram.say(ANNA, ANNA, "/mine")
    await hears(desk, "You have 1 case", ANNA)
    await desk.telegram.wait(lambda: desk.time.sleeps(50, 60))
    desk.time.let_pass(3601)
    await desk.telegram.wait(lambda: desk.time.sleeps(50, 60))
    assert not await left(desk, ANNA)
    (case,) = await desk.rows(Case)
    assert case.holder_id is not None


async def test_only_supervisors_approve_and_the_last_one_leaves(desk: Stage) -> None:
    await in_private(desk, OLGA)
    desk.telegram.say(OLGA, OLGA, "/settings")
    settings = await hears(desk, "Live board:")
    refused = await desk.press(OLGA, settings, "Supervisors", OLGA)
    assert refused == "Approval by supervisors, but there is none. First make somebody a supervisor: /staff"
    assert "✓ Any operator" in desk.labels(settings)
    await given(desk, NINA, Role.SUPERVISOR)
    assert await desk.press(OLGA, settings, "Supervisors", OLGA) == "From now on: Supervisors"
    await desk.telegram.wait(lambda: "✓ Supervisors" in desk.labels(settings))
    desk.telegram.leave(NINA, OPERATORS)
    await hears(desk, "No supervisor is left, but only supervisors may approve answers.")


async def test_an_owner_who_leaves_stays_one_and_has_no_case(desk: Stage) -> None:
    """And goes on being the department that the owner alone is."""
    desk.telegram.user_of(OLGA).username = "olga"
    await in_private(desk, OLGA)
    card = await held(desk, OLGA, "Where is my parcel?", VERA)
    desk.telegram.say(OLGA, OLGA, "/department Legal @olga")
    await hears(desk, "is the department Legal now")
    desk.telegram.leave(OLGA, OPERATORS)
    await desk.says(card, "Nobody has it")
    await hears(desk, "Olga has left this group.", OPERATORS)
    desk.telegram.say(OLGA, OLGA, "/staff")
    await hears(desk, "Olga · owner")
    (row,) = await desk.rows(Department)
    assert row.closed_at is None


async def test_who_is_in_a_department_too_keeps_what_that_gives(desk: Stage) -> None:
    """Leaving the department takes nothing of the operators' group; leaving that leaves a specialist."""
    await department(desk)
    desk.telegram.join(ANNA, DELIVERY)
    card = await held(desk, ANNA, "Where is my parcel?", VERA)
    desk.telegram.leave(ANNA, DELIVERY)
    await desk.calm()
    assert "With Anna" in desk.text(card)
    desk.telegram.join(ANNA, DELIVERY)
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where?", reply_to=card.message_id)
    asked = await desk.card("where?", DELIVERY)
    desk.telegram.chat_of(OPERATORS).members[ANNA].status = "kicked"
    desk.telegram.say(ANNA, DELIVERY, "// still here", reply_to=asked.message_id)
    await desk.says(card, "Nobody has it")
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert (anna.role, anna.left_at) == ("specialist", None)
    (case,) = await desk.rows(Case)
    assert case.holder_id is None
