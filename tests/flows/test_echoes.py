"""What our own side says in VK comes back: a colleague's answer counts, the echo of our own never does."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault, Rule
from storage.models import Case, Message, Outbox, PendingEcho
from tests.flows.answering import answer, answers, asked, attempts, copies, kinds, settled
from tests.flows.stage import ANNA, BRAND, OPERATORS, TIM, VERA, Stage

# --- a colleague's


async def test_a_colleagues_comment_under_the_customers_counts_as_an_answer(desk: Stage) -> None:
    post = desk.post()
    asked = desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.vk.colleague_comment(post, "It is on its way", reply_to=asked)
    await desk.says(card, "Colleague in VK")
    assert "It is on its way" in desk.text(card)
    assert "Waiting for the customer" in desk.text(card)
    (case,) = await desk.rows(Case)
    assert (case.status, case.unanswered_since, case.holder_id) == ("waiting", None, None)
    assert case.first_answer_at is not None
    assert (await kinds(desk))[-1] == "answered_elsewhere"


async def test_a_colleagues_message_in_the_dialog_counts_as_an_answer(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    card = await desk.card()
    desk.vk.colleague_message(TIM, BRAND, "Yes, you can")
    await desk.says(card, "Yes, you can")
    assert "Colleague in VK" in desk.text(card)
    assert "Waiting for the customer" in desk.text(card)


@pytest.mark.parametrize("flying", [False, True])
async def test_a_colleagues_answer_is_shown_with_all_that_hangs_on_it(desk: Stage, flying: bool) -> None:
    """Also when it has to wait for an answer of ours in flight."""
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    card = await desk.card()
    if flying:
        held = desk.vk.faults.add("messages.send", Fault.hang(), times=1)
        await answer(desk, card)
        desk.time.let_pass(11)
        await desk.vk.wait(lambda: held.hits)
    files = [desk.vk.photo(), desk.vk.document("Prices.pdf")]
    asked = desk.vk.foreign_message(VERA, "Do you take cards?")
    desk.vk.colleague_message(TIM, BRAND, "Yes, as here", attachments=files, forwards=[asked])
    if flying:
        await desk.until(lambda: desk.rows(PendingEcho))
        let_go(desk, held)
    await desk.says(card, "Yes, as here")
    for shown in ("Colleague in VK", "🖼", "Prices.pdf", "↪️ Forwarded", "Do you take cards?"):
        assert shown in desk.text(card)


async def test_a_colleague_answers_only_what_was_said_before(desk: Stage) -> None:
    post = desk.post()
    asked = desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.comment("And the invoice is wrong", post)
    await desk.followup("invoice is wrong")
    desk.vk.colleague_comment(post, "It is on its way", reply_to=asked)
    await desk.says(card, "Colleague in VK")
    assert "Unanswered" in desk.text(card)
    (case,) = await desk.rows(Case)
    assert case.status == "open"


async def test_what_cannot_be_attributed_is_not_shown(desk: Stage) -> None:
    post = desk.post()
    asked = desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.vk.colleague_comment(post, "Buy two, get one free!")
    desk.vk.edit_comment(asked, "Where is my parcel??")
    await desk.says(card, "Where is my parcel??")
    assert "get one free" not in desk.text(card)
    assert await answers(desk) == []
    (case,) = await desk.rows(Case)
    assert case.status == "open"


async def test_a_colleague_who_says_the_same_words_elsewhere_is_not_our_answer(desk: Stage) -> None:
    post = desk.post()
    asked = desk.comment("Where is my parcel?", post)
    card = await desk.card()
    said = await answer(desk, card)
    desk.vk.colleague_comment(post, "On its way!", reply_to=asked)
    await desk.says(card, "Colleague in VK")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    assert desk.answers(post) == ["On its way!", "On its way!"], "ours had not left, so theirs is theirs"
    assert sorted(one.staff_id is None for one in await answers(desk)) == [False, True]


# --- our own


@pytest.mark.parametrize("tells", [True, False])
async def test_the_echo_of_our_own_never_counts(desk: Stage, tells: bool) -> None:
    desk.vk.habits.echo_random_id = tells
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    card = await desk.card()
    said = await answer(desk, card, "Yes")
    desk.time.let_pass(11)
    await settled(desk, card, said)
    assert [one.text for one in desk.dialog() if one.out] == ["Yes"]


async def test_a_late_echo_does_not_count_either(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    desk.vk.hold_events()
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    desk.vk.release_events()
    desk.vk.redeliver(desk.vk.events("wall_reply_new")[-1])
    marker = desk.comment("Thank you!", post)
    await desk.followup("Thank you!")
    assert marker.id
    assert len(await answers(desk)) == 1
    assert "Colleague" not in desk.text(card)


@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_the_echo_may_come_before_the_response(desk: Stage, kind: str) -> None:
    card, method = await asked(desk, kind)
    held = desk.vk.faults.add(method, Fault.hang(applied=True), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await settled(desk, card, said)
    let_go(desk, held)
    await desk.calm()
    await settled(desk, card, said)
    assert attempts(desk, method) == 1


@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_after_a_dropped_response_the_echo_settles_it_with_one_copy(desk: Stage, kind: str) -> None:
    card, method = await asked(desk, kind)
    desk.vk.faults.add(method, Fault.drop_after(), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await settled(desk, card, said)
    desk.time.let_pass(120)
    await desk.calm()
    assert copies(desk) == ["On its way!"]
    assert attempts(desk, method) == 1


@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_an_echo_that_comes_long_after_the_dropped_response_settles_it_too(
    desk: Stage, kind: str
) -> None:
    card, method = await asked(desk, kind)
    desk.vk.faults.add(method, Fault.drop_after(), times=1)
    desk.vk.hold_events()
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
    desk.vk.release_events()
    await settled(desk, card, said)
    assert copies(desk) == ["On its way!"]
    assert attempts(desk, method) == 1


async def test_the_network_refused_and_nothing_echoes(desk: Stage) -> None:
    """Not applied at all: the reset came before, so it is looked for and, not being there, sent again."""
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    card = await desk.card()
    desk.vk.faults.add("messages.send", Fault.html(502), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
    desk.time.let_pass(61)
    await settled(desk, card, said)
    assert copies(desk) == ["On its way!"]


async def test_a_colleagues_words_wait_while_our_answer_is_in_flight(desk: Stage) -> None:
    post = desk.post()
    asked_ = desk.comment("Where is my parcel?", post)
    card = await desk.card()
    held = desk.vk.faults.add("wall.createComment", Fault.hang(), times=1)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: held.hits)
    desk.vk.colleague_comment(post, "I have it, it is in Riga", reply_to=asked_)
    await desk.until(lambda: desk.rows(PendingEcho))
    let_go(desk, held)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "I have it, it is in Riga")
    assert "Colleague in VK" in desk.text(card)
    await desk.calm()
    assert await desk.rows(PendingEcho) == []
    assert sorted((one.text, one.staff_id is None) for one in await answers(desk)) == [
        ("I have it, it is in Riga", True),
        ("On its way!", False),
    ]


async def test_the_same_words_twice_are_two_answers(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    first = await answer(desk, card, "Soon")
    second = desk.telegram.say(ANNA, OPERATORS, "Soon", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(second) == "👀")
    held = desk.vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: (desk.reaction(first), desk.reaction(second)) == ("👌", "👌"))
    let_go(desk, held)
    await desk.calm()
    assert desk.answers(post) == ["Soon", "Soon"]
    keys = {one.key for one in await desk.rows(Message, Message.direction == "out")}
    assert len(keys) == 2
    assert None not in keys


async def test_what_a_colleague_changes_in_our_answer_is_shown(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await answer(desk, card)
    desk.time.let_pass(11)
    await desk.says(card, "✓ sent")
    ours = next(one for one in desk.vk.comments(post) if one.from_id < 0)
    desk.vk.edit_comment(ours, "On its way, arrives on Monday")
    await desk.says(card, "arrives on Monday")
    assert "customer_edited" not in await kinds(desk)


def let_go(desk: Stage, held: Rule) -> None:
    desk.vk.faults.remove(held)
