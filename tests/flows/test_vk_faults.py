"""VK says no, says nothing, says nonsense, or is away: what the desk makes of it, over HTTP."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Account, Case, Cursor, Event, Lane, Outbox, PendingEcho, RawEvent
from tests.flows.answering import answer, answers, asked, attempts, copies, settled
from tests.flows.faults import as_time_passes
from tests.flows.stage import ANNA, BRAND, SERVICE_TOKEN, TIM, VERA, VK_TOKEN, Stage
from tests.flows.words import hears, told

COMMENT, MESSAGE = "wall.createComment", "messages.send"


async def left(desk: Stage, said: Said, why: str) -> Said:
    """The undo time is over, the answer failed: the sign, and the notice that says why with Retry."""
    desk.time.let_pass(11)
    notice = await desk.followup(why)
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    assert notice.reply_to is not None
    assert notice.reply_to.message_id == said.message_id
    assert "Retry" in desk.labels(notice)
    return notice


async def in_doubt(desk: Stage) -> None:
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))


async def asked_about(desk: Stage, said: Said) -> Said:
    """The minute is over and nobody can tell: a person is asked."""
    await in_doubt(desk)
    desk.time.let_pass(61)
    notice = await desk.followup("did not confirm it")
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤷")
    assert desk.labels(notice)[:2] == ["Retry", "It is there"]
    return notice


async def sent_once(desk: Stage, card: Said, said: Said, text: str = "On its way!") -> None:
    """One copy at the customer, and it stays one."""
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "Waiting for the customer")
    desk.time.let_pass(150)
    await desk.calm()
    assert copies(desk) == [text]
    (kept,) = await answers(desk)
    assert (kept.delivery, kept.failure) == ("sent", None)
    assert [one for one in await desk.rows(Outbox) if one.state in ("sending", "unknown")] == []


# --- refused


async def test_retry_sends_once_however_often_it_is_pressed(desk: Stage) -> None:
    why = "Comments are closed here."
    card, _ = await asked(desk, "comment")
    desk.vk.fail(COMMENT, 213, times=None)
    said = await answer(desk, card)
    notice = await left(desk, said, why)
    await desk.says(card, why)
    assert copies(desk) == []
    assert attempts(desk, COMMENT) == 1, "what is refused is not tried again by itself"

    desk.vk.clear_failures()
    assert await desk.press(ANNA, notice, "Retry") == "Sending again."
    await sent_once(desk, card, said)
    assert attempts(desk, COMMENT) == 2
    assert await desk.press(ANNA, notice, "Retry") != "Sending again."
    assert why not in desk.text(card)


@pytest.mark.parametrize("form", ["redirect", "image"])
async def test_a_captcha_is_a_link_for_a_person_and_retry(desk: Stage, form: str) -> None:
    card, _ = await asked(desk, "comment")
    captcha = desk.vk.captcha(COMMENT, "redirect" if form == "redirect" else "image", times=None)
    said = await answer(desk, card)
    notice = await left(desk, said, "The network wants to see a human")
    assert "Open the check" in desk.text(notice)
    (link,) = [one.url for one in notice.entities or () if one.url and "/captcha/" in one.url]
    async with aiohttp.ClientSession() as person, person.get(link) as shown:
        assert shown.status == 200
    async with (
        aiohttp.ClientSession() as person,
        person.post(f"{desk.vk.url}/captcha/{captcha.captcha}") as solved,
    ):
        assert solved.status == 200
    await desk.press(ANNA, notice, "Retry")
    await sent_once(desk, card, said)


# --- too fast


@pytest.mark.parametrize(("code", "seconds"), [(6, 2), (9, 301)])
async def test_what_was_too_fast_goes_out_by_itself_later(desk: Stage, code: int, seconds: int) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.fail(COMMENT, code)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: attempts(desk, COMMENT))
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "pending"))
    assert copies(desk) == []
    desk.time.let_pass(seconds)
    await sent_once(desk, card, said)
    assert attempts(desk, COMMENT) == 2


async def test_a_used_up_quota_is_told_and_the_answer_waits_for_hours(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    card, _ = await asked(desk, "comment")
    desk.vk.fail(COMMENT, 29)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: told(desk, "limit of the network is used up"))
    desk.vk.message(VERA, BRAND, "Are you there?")
    other = await desk.card("Are you there?")
    await answer(desk, other, "We are")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one for one in desk.dialog(VERA) if one.out])
    desk.time.let_pass(7201)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    assert copies(desk) == ["On its way!"]
    assert len(told(desk, "limit of the network is used up")) == 1


# --- the token


async def test_a_revoked_token_stops_the_account_and_tells_the_owner_once(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    card, _ = await asked(desk, "comment")
    desk.vk.message(VERA, BRAND, "Are you there?")
    other = await desk.card("Are you there?")
    desk.vk.revoke_token(VK_TOKEN)
    said = await answer(desk, card)
    notice = await left(desk, said, "does not accept our key")
    await desk.telegram.wait(lambda: told(desk, "have stopped"))
    tried = attempts(desk, COMMENT)
    waiting = await answer(desk, other, "We are")
    desk.time.let_pass(11)
    await desk.calm()
    assert desk.reaction(waiting) == "👀", "it waits for the new token"
    await desk.press(ANNA, notice, "Retry")
    await desk.until(lambda: all_failed(desk))
    (lane,) = await desk.rows(Lane, Lane.stopped.is_not(None))
    assert lane.stopped == "auth"
    assert len(told(desk, "have stopped")) == 1
    assert (tried, copies(desk)) == (1, [])

    desk.vk.add_token(VK_TOKEN, "community", BRAND)
    await desk.press(ANNA, notice, "Retry")
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    again = [one for one in desk.ours() if one.reply_to and one.reply_to.message_id == waiting.message_id]
    for one in again:
        await desk.press(ANNA, one, "Retry")
    await desk.telegram.wait(lambda: desk.reaction(waiting) == "👌")
    assert copies(desk) == ["On its way!"]
    assert [one.text for one in desk.dialog(VERA) if one.out] == ["We are"]
    assert await desk.rows(Lane, Lane.stopped.is_not(None)) == []


async def all_failed(desk: Stage) -> bool:
    """Once a person has pressed Retry, a lane that stands tries one thing every few minutes: each is told in turn."""
    desk.time.let_pass(301)
    return all(one.delivery == "failed" for one in await answers(desk))


async def test_a_token_refused_on_listening_is_told_once_and_heals_by_itself(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    post = desk.post()
    desk.vk.revoke_token(VK_TOKEN)
    desk.vk.longpoll.rotate_key()
    await desk.telegram.wait(lambda: told(desk, "refuses the token"))
    await desk.calm()
    await as_time_passes(desk, lambda: refusals(desk) >= 4)
    desk.comment("Anybody here?", post)
    desk.vk.add_token(VK_TOKEN, "community", BRAND)
    await as_time_passes(desk, lambda: desk.cards())
    assert len(told(desk, "refuses the token")) == 1

    desk.vk.revoke_token(VK_TOKEN)
    desk.vk.longpoll.rotate_key()
    await desk.telegram.wait(lambda: len(told(desk, "refuses the token")) == 2)


def refusals(desk: Stage) -> int:
    asked_for = [one for one in desk.vk.calls if one.method == "groups.getLongPollServer"]
    return len([one for one in asked_for if one.outcome == "error 5"])


# --- no answer, or none that can be read


NOTHING = {
    "500": Fault.html(500),
    "HTML with 200": Fault.html(200),
    "JSON that is neither": Fault.error(200, {"surprise": 1}),
    "internal error": Fault.error(200, {"error": {"error_code": 10, "error_msg": "Internal server error"}}),
    "reset": Fault.reset_before(),
}


@pytest.mark.parametrize("name", NOTHING)
async def test_a_comment_that_nobody_confirms_is_asked_about_and_retried_once(desk: Stage, name: str) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.faults.add(COMMENT, NOTHING[name], times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    notice = await asked_about(desk, said)
    await desk.says(card, "VK did not say")
    assert (copies(desk), attempts(desk, COMMENT)) == ([], 1), "never a blind resend"
    assert await desk.press(ANNA, notice, "Retry") == "Sending again."
    await sent_once(desk, card, said)


@pytest.mark.parametrize("name", NOTHING)
async def test_a_message_that_did_not_arrive_is_looked_for_and_sent_again(desk: Stage, name: str) -> None:
    card, _ = await asked(desk, "message")
    desk.vk.faults.add(MESSAGE, NOTHING[name], times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await in_doubt(desk)
    desk.time.let_pass(61)
    await sent_once(desk, card, said)


async def test_an_answer_that_hangs_until_the_line_breaks(desk: Stage) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.hold_events()
    held = desk.vk.faults.add(COMMENT, Fault.hang(applied=True), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: held.hits and copies(desk))
    await desk.vk.stop()
    await in_doubt(desk)
    await desk.vk.start()
    desk.vk.release_events()
    desk.time.let_pass(61)
    await sent_once(desk, card, said)
    await settled(desk, card, said)


@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_applied_but_the_answer_broke_off_in_the_middle(desk: Stage, kind: str) -> None:
    card, method = await asked(desk, kind)
    desk.vk.faults.add(method, Fault.reset_mid_body(), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await sent_once(desk, card, said)
    assert attempts(desk, method) == 1


@pytest.mark.parametrize("label", ["Retry", "It is there"])
async def test_neither_answer_nor_echo_a_person_decides(desk: Stage, label: str) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.faults.add(COMMENT, Fault.drop_after(), times=1)
    desk.vk.hold_events()
    said = await answer(desk, card)
    desk.time.let_pass(11)
    notice = await asked_about(desk, said)
    await desk.press(ANNA, notice, label)
    await sent_once(desk, card, said)
    assert attempts(desk, COMMENT) == (2 if label == "Retry" else 1)
    desk.vk.release_events()
    desk.vk.message(VERA, BRAND, "After the echo")
    await desk.card("After the echo")
    await sent_once(desk, card, said)
    assert await desk.rows(PendingEcho) == []


async def test_an_echo_that_comes_after_the_question_settles_it_and_its_buttons(desk: Stage) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.faults.add(COMMENT, Fault.drop_after(), times=1)
    desk.vk.hold_events()
    said = await answer(desk, card)
    desk.time.let_pass(11)
    notice = await asked_about(desk, said)
    desk.vk.release_events()
    await settled(desk, card, said)
    assert await desk.press(ANNA, notice, "Retry") != "Sending again."
    assert await desk.press(ANNA, notice, "It is there") != "Noted: it is there."
    await sent_once(desk, card, said)


@pytest.mark.parametrize("applied", [True, False])
async def test_with_a_service_token_the_comments_are_read_instead(stage: Stage, applied: bool) -> None:
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN):
        stage.vk.habits.trust_guid = False
        card, _ = await asked(stage, "comment")
        stage.vk.faults.add(COMMENT, Fault.drop_after() if applied else Fault.reset_before(), times=1)
        stage.vk.hold_events()
        said = await answer(stage, card)
        stage.time.let_pass(11)
        await in_doubt(stage)
        stage.time.let_pass(61)
        await sent_once(stage, card, said)
        assert attempts(stage, COMMENT) == (1 if applied else 2)
        stage.vk.release_events()
        stage.vk.message(VERA, BRAND, "After the echo")
        await stage.card("After the echo")
        await settled(stage, card, said)


async def test_a_dialog_is_looked_through_by_its_mark(desk: Stage) -> None:
    card, _ = await asked(desk, "message")
    desk.vk.faults.add(MESSAGE, Fault.drop_after(), times=1)
    desk.vk.hold_events()
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await in_doubt(desk)
    desk.time.let_pass(61)
    await sent_once(desk, card, said)
    assert attempts(desk, "messages.getHistory") >= 1
    assert attempts(desk, MESSAGE) == 1


async def test_an_answer_in_doubt_holds_up_the_next_one_for_a_minute_only(desk: Stage) -> None:
    card, _ = await asked(desk, "comment")
    desk.vk.faults.add(COMMENT, Fault.reset_before(), times=1)
    first = await answer(desk, card, "First")
    second = await answer(desk, card, "Second")
    desk.time.let_pass(11)
    await in_doubt(desk)
    assert copies(desk) == []
    desk.time.let_pass(61)
    await desk.telegram.wait(lambda: (desk.reaction(first), desk.reaction(second)) == ("🤷", "👌"))
    assert copies(desk) == ["Second"]


# --- events that make no sense


def senseless() -> list[object]:
    comment = {
        "id": 9,
        "from_id": TIM,
        "date": 1533403427,
        "text": "t",
        "post_owner_id": -BRAND,
        "post_id": 6,
    }

    def event(what: object, kind: object = "wall_reply_new", number: str = "e") -> dict[str, object]:
        return {"type": kind, "event_id": number, "v": "5.199", "object": what, "group_id": BRAND}

    return [
        ["a", "list"],
        "words",
        None,
        17,
        {},
        event(comment, kind=["wall_reply_new"]),
        event([comment]),
        event({**comment, "id": {"deep": 1}}),
        event({**comment, "id": "nine\x00"}),
        event({**comment, "post_id": None, "\x00": "\x00"}),
        event({"text": "x" * 2_000_000}),
        event({"client_info": {}}, kind="message_new"),
        event({"message": {"id": [], "peer_id": "x", "from_id": {}}}, kind="message_new"),
        event({**comment, "id": 10**40}),
    ]


async def test_senseless_events_are_kept_and_told_and_those_behind_them_become_cards(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    post = desk.post()
    for raw in senseless():
        desk.vk.push_raw(raw)
    desk.comment("Where is my parcel?", post)
    desk.comment("a\x00b and a lone \ud83d surrogate".encode("utf-8", "replace").decode(), post, who=VERA)
    await desk.card("Where is my parcel?")
    await desk.card("and a lone")
    kept = await desk.rows(RawEvent)
    assert len(kept) == len(senseless())
    assert kept[0].payload == ["a", "list"]
    assert any(str(one.payload).count("x") >= 2_000_000 for one in kept), "kept as it came"
    await desk.telegram.wait(lambda: told(desk, "an event could not be read"))
    await desk.calm()
    assert len(told(desk, "an event could not be read")) == 1
    (cursor,) = await desk.rows(Cursor)
    assert str(cursor.value["ts"]) == str(desk.vk.longpoll.ts(desk.vk.longpoll.channel(BRAND)))
    assert len(await desk.rows(Case)) == 2


async def test_an_answer_of_the_long_poll_that_is_none_costs_nothing(desk: Stage) -> None:
    for fault in (Fault.html(200), Fault.html(502), Fault.error(200, {"ts": None}), Fault.reset_before()):
        held = desk.vk.faults.add("a_check", fault, times=1)
        desk.vk.longpoll.rotate_key()  # the poll that waits comes back, the next one meets the fault
        await as_time_passes(desk, lambda held=held: held.hits)  # type: ignore[misc]
    desk.comment("Where is my parcel?")
    await as_time_passes(desk, lambda: desk.cards())
    assert "Where is my parcel?" in desk.text(desk.cards()[0])


@pytest.mark.parametrize("numeric", [False, True])
@pytest.mark.parametrize("code", [1, 2, 3, 4])
async def test_failed_of_the_long_poll(desk: Stage, code: int, numeric: bool) -> None:
    await hears(desk, "You are the owner")
    desk.vk.longpoll.numeric_ts = numeric
    desk.comment("Before", desk.post())
    await desk.card("Before")
    polls = desk.vk.longpoll.polls
    desk.vk.longpoll.fail_next(code)
    desk.comment("Meanwhile")
    if code == 4:
        await desk.telegram.wait(lambda: told(desk, "cannot be read"))
        await desk.calm()
        desk.time.let_pass(61)
    if code in (2, 4):
        await desk.card("Meanwhile")
    await desk.vk.wait(lambda: desk.vk.longpoll.polls > polls and desk.vk.longpoll.waiting)
    desk.comment("After", who=VERA)
    await desk.card("After")
    assert len(told(desk, "cannot be read")) == (1 if code == 4 else 0)
    lost = code in (1, 3)  # how it is found: tests/flows/test_vk_gap.py
    assert len(await desk.rows(Case)) == (2 if lost else 3)


# --- away


@pytest.mark.parametrize("restart", [False, True])
async def test_what_was_written_while_nobody_could_hear_is_found_by_the_saved_place(
    stage: Stage, restart: bool
) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.comment("Before", post)
        card = await stage.card("Before")
        said = await answer(stage, card)
        await stage.vk.stop()
        stage.time.let_pass(11)
        stage.comment("While away", post, who=VERA)
        stage.vk.message(VERA, BRAND, "In the dialog")
        if not restart:
            await stage.until(lambda: tried(stage))
            await stage.vk.start()
            stage.time.let_pass(120)
            await stage.card("While away")
            await stage.card("In the dialog")
            await sent_once(stage, card, said)
    if restart:
        await stage.vk.start()
        async with stage.at_work():
            await stage.card("While away")
            await stage.card("In the dialog")
            stage.time.let_pass(120)
            await sent_once(stage, card, said)
    assert len(await stage.rows(Case)) == 3
    assert await stage.rows(PendingEcho) == []
    assert len(await stage.rows(Account)) == 1
    for case in await stage.rows(Case):
        seqs = sorted(one.seq or 0 for one in await stage.rows(Event, Event.case_id == case.id))
        assert seqs == list(range(1, len(seqs) + 1))


async def tried(stage: Stage) -> list[Outbox]:
    return await stage.rows(Outbox, Outbox.kind == "answer", Outbox.attempts > 0, Outbox.state == "pending")
