"""What customers think: asked once their case is resolved, by a tap, and never at a bad moment."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Case, Desk, Message
from tests.flows.answering import answer, happened, kinds, the_case
from tests.flows.closing import HOUR, closes, read
from tests.flows.stage import ANNA, BRAND, OLGA, TIM, VERA, Stage
from tests.flows.surveying import (
    AFTER,
    asked,
    later,
    looks,
    questions,
    resolve,
    resolved,
    scores,
    switch_on,
)
from tests.flows.words import link_to, links


async def test_a_customer_is_asked_presses_and_is_thanked(desk: Stage) -> None:
    await switch_on(desk)
    card = await resolved(desk)
    await later(desk, AFTER - 60)
    assert questions(desk) == [], "whoever resolved it by mistake has time"
    await later(desk, 61)
    (question,) = questions(desk)
    assert question.startswith("Your question to us is closed. How satisfied are you")
    await desk.says(card, "Asked what they think")
    await looks(desk)
    assert len(questions(desk)) == 1

    desk.vk.tap(TIM, BRAND, "5")
    await desk.vk.wait(lambda: read(desk)[-1].startswith("Thank you! If you like"))
    await desk.says(card, "Rated us 5 of 5")
    assert "Resolved" in desk.text(card)
    assert await scores(desk) == [(5, None)]

    # What they add is a message like any other, and kept beside the score. A second press changes nothing.
    desk.vk.tap(TIM, BRAND, "1")
    desk.vk.message(TIM, BRAND, "You are <b>quick</b>!")
    await desk.followup("You are <b>quick</b>!")
    await desk.calm()
    assert await scores(desk) == [(5, "You are <b>quick</b>!")]
    case = await the_case(desk)
    assert (case.status, case.reopened, case.after_close) == ("resolved", 0, 1)
    assert len(await desk.rows(Message, Message.direction == "in")) == 2, "presses are no messages"
    assert [one.text for one in desk.vk.dialog(TIM, BRAND) if one.out][-1].startswith("Thank you!")
    assert len(await desk.rows(Case)) == 1
    history = [one for one in await kinds(desk) if one in ("survey", "rated", "survey_thanks")]
    assert history == ["survey", "rated", "survey_thanks"]
    assert await happened(desk, "answered") == 1
    assert await happened(desk, "answered_elsewhere") == 0, "the echo is no colleague's"


async def test_a_low_score_opens_the_case_for_a_supervisor(desk: Stage) -> None:
    await asked(desk)
    desk.vk.tap(TIM, BRAND, "2")
    await desk.vk.wait(lambda: read(desk)[-1].startswith("Thank you for telling us, and sorry"))
    await desk.calm()
    desk.time.let_pass(5)
    told = await desk.card("rated us 2 of 5", chat=OLGA)
    assert links(told) == [link_to(desk.cards()[-1])]
    assert desk.text(told) == "📊 Tim Becker rated us 2 of 5 in #1: it is open again, please look at it."
    await desk.calm()
    card = desk.cards()[-1]
    assert "Rated us 2 of 5" in desk.text(card)
    assert "⬆️" in desk.text(card)
    case = await the_case(desk)
    assert (case.status, case.holder_id, case.priority, case.reopened) == ("open", None, 1, 1)
    assert case.unanswered_since is not None, "it is in the queue"
    assert [one for one in await kinds(desk) if one in ("rated", "reopen", "sorted")] == [
        "rated",
        "reopen",
        "sorted",
    ]

    # The event comes again, by the other way or after a fault.
    desk.vk.redeliver(desk.vk.events("message_new")[-1])
    desk.vk.tap(TIM, BRAND, "1")
    desk.vk.message(TIM, BRAND, "Nobody called me back")
    await desk.says(card, "Nobody called me back")
    await desk.calm()
    assert await scores(desk) == [(2, "Nobody called me back")]
    assert await happened(desk, "rated") == 1
    assert len([one for one in desk.ours(OLGA) if "rated us" in desk.text(one)]) == 1
    await answer(desk, card, "I am sorry: I shall call you")
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")


@pytest.mark.parametrize("buttons", [True, False])
async def test_a_number_that_is_typed_counts_and_others_are_words(desk: Stage, *, buttons: bool) -> None:
    (group,) = desk.vk.groups
    group.bot_features = buttons
    card = await asked(desk, asks="nps")
    desk.vk.message(TIM, BRAND, "10/10!")
    await desk.says(card, "Rated us 10 of 10")
    await desk.vk.wait(lambda: read(desk)[-1].startswith("Thank you!"))
    thanks = desk.vk.dialog(TIM, BRAND)[-1]
    assert thanks.keyboard == ({"buttons": []} if buttons else None), "the question's is in nobody's way"
    assert len(await desk.rows(Message, Message.direction == "in")) == 1
    desk.vk.redeliver(desk.vk.events("message_new")[-1])
    desk.vk.message(TIM, BRAND, "7")
    await desk.followup("7")
    await desk.calm()
    assert await scores(desk) == [(10, "7")], "the first one counts, and the second is not lost"


async def test_a_number_after_other_words_is_no_score(desk: Stage) -> None:
    await asked(desk)
    desk.vk.message(TIM, BRAND, "One more thing: send me some of these")
    await desk.followup("some of these")
    desk.vk.message(TIM, BRAND, "5")
    await desk.until(lambda: desk.rows(Message, Message.text == "5"))
    desk.vk.message(VERA, BRAND, "5")
    await desk.card("Vera")
    desk.vk.message(VERA, BRAND, "Mine", payload='{"survey": 1, "score": 1}')
    await desk.until(lambda: desk.rows(Message, Message.text == "Mine"))
    assert await scores(desk) == [(None, None)], "nor is somebody else's"


async def test_nobody_is_asked_in_public_or_about_what_is_open_again(desk: Stage) -> None:
    await switch_on(desk)
    comment = desk.comment("Nice shop", who=VERA)
    public = await desk.card("Nice shop")
    await answer(desk, public, "Thank you")
    desk.vk.message(TIM, BRAND, "Is it ready?")
    again = await desk.card("Is it ready?")
    await answer(desk, again, "It is!")
    desk.time.let_pass(11)
    for card in (public, again):
        await desk.says(card, "Waiting for the customer")
        await resolve(desk, card)
    await desk.press(ANNA, again, "Reopen")
    await desk.says(again, "With Anna")
    await later(desk)
    assert (questions(desk), questions(desk, VERA), await scores(desk)) == ([], [], [])
    assert [one.text for one in desk.vk.comments(comment.post)] == ["Nice shop", "Thank you"]

    # The question is on its way, and waits for VK, when they write.
    await resolve(desk, again)
    desk.vk.fail("messages.send", 9, times=1)
    await later(desk)
    assert [one for one, _ in await scores(desk)] == [None]
    desk.vk.message(TIM, BRAND, "And the other one?")
    await desk.followup("And the other one?")
    await later(desk)
    assert questions(desk) == []


async def test_who_cannot_be_asked_was_not_asked(desk: Stage) -> None:
    await switch_on(desk)
    card = await resolved(desk)
    desk.vk.fail("messages.send", 901, times=1)
    await later(desk)
    await desk.says(card, "not sent")
    assert await happened(desk, "survey_failed") == 1
    desk.vk.message(TIM, BRAND, "5")
    await desk.followup("5")
    assert await scores(desk) == [(None, None)]
    # The next time they are.
    await desk.press(ANNA, card, "Reopen")
    await desk.says(card, "With Anna")
    said = await answer(desk, card, "Five what?")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await resolve(desk, card)
    desk.vk.faults.add("messages.send", Fault.drop_after(), times=1)
    await later(desk)
    await desk.vk.wait(lambda: len(questions(desk)) == 1)
    await desk.calm()
    assert len(questions(desk)) == 1, "also where nobody hears that it was sent"


async def test_nobody_is_asked_while_nobody_works(desk: Stage) -> None:
    await switch_on(desk)
    await resolved(desk)
    await closes(desk)
    await later(desk)
    assert questions(desk) == []
    await later(desk, 2 * HOUR - AFTER)
    assert len(questions(desk)) == 1


async def test_the_owner_switches_it_on_and_reads_what_customers_will(desk: Stage) -> None:
    desk.telegram.say(OLGA, OLGA, "/settings")
    team = await hears(desk, "The team")
    await desk.press(OLGA, team, "💬 What customers think", OLGA)
    page = await hears(desk, "Customers are asked nothing.")
    assert "How likely are you to recommend us" in desk.text(page)
    assert "How satisfied are you" in desk.text(page)
    assert desk.labels(page) == ["✓ Ask nothing", "0–10: recommend us?", "1–5: satisfied?"]
    assert await desk.press(OLGA, page, "1–5: satisfied?", OLGA) == "Set."
    await desk.says(page, "asked whether they are satisfied")
    assert "How likely" not in desk.text(page)
    assert "If somebody says 2 or less" in desk.text(page)
    await resolved(desk)
    await later(desk)
    assert len(questions(desk)) == 1
    await desk.sql("UPDATE staff SET role = 'operator', given_role = 'operator' WHERE name = 'Olga'")
    refused = await desk.press(OLGA, page, "✓ 1–5: satisfied?", OLGA)
    assert refused is not None
    await desk.press(OLGA, page, "Ask nothing", OLGA)
    (row,) = await desk.rows(Desk)
    assert row.asks_customers == "csat"


async def hears(stage: Stage, words: str) -> Said:
    return await stage.card(words, chat=OLGA)
