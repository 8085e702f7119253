"""Private answers with files, after deeds, that fail: what was meant for one person never stands where all read it."""

from __future__ import annotations

import pytest

from tests.flows.answering import answers, handled
from tests.flows.files import leaves
from tests.flows.private import PHONE, prompted, told
from tests.flows.stage import ADMIN_TOKEN, ANNA, BRAND, OPERATORS, TIM, Stage


@pytest.mark.parametrize("says_where", [True, False])
async def test_what_comes_late_of_a_private_album_is_private(desk: Stage, says_where: bool) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    prompt = await prompted(desk, await desk.card())
    (first,) = desk.telegram.send_album(
        ANNA, OPERATORS, [None], "Only for you", prompt.message_id, group_id="81"
    )
    await leaves(desk, first)
    to = prompt.message_id if says_where else None
    (late,) = desk.telegram.send_album(ANNA, OPERATORS, [None], None, to, group_id="81")
    await leaves(desk, late)
    assert [len(one.attachments) for one in desk.dialog() if one.out] == [1, 1]
    assert desk.answers(post) == []
    assert [one.private for one in await answers(desk)] == [True, True]


async def test_what_is_hidden_is_answered_privately(stage: Stage) -> None:
    """The two go together: a number that all could read is hidden, and its author is written to."""
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        stage.vk.allow(TIM, BRAND)
        comment = stage.comment(f"Call me: {PHONE}")
        card = await stage.card()
        prompt = await prompted(stage, card)
        await stage.press(ANNA, card, "🙈 Hide")
        await stage.vk.wait(lambda: comment.deleted)
        await stage.telegram.wait(lambda: "Everybody can read" not in stage.text(card))
        said = stage.telegram.say(ANNA, OPERATORS, "We call at five", reply_to=prompt.message_id)
        await leaves(stage, said)
        assert told(stage) == ["We call at five"]


async def test_a_private_answer_leaves_the_card_as_it_was(desk: Stage) -> None:
    """It is said in the dialog, the case stays under its post: with the post's words, and answered there."""
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}", desk.post("Our winter blend"))
    card = await desk.card()
    assert "Our winter blend" in desk.text(card)
    prompt = await prompted(desk, card)
    said = desk.telegram.say(ANNA, OPERATORS, "At five", reply_to=prompt.message_id)
    await leaves(desk, said)
    await desk.says(card, "✉️ privately")
    assert "Our winter blend" in desk.text(card)
    desk.vk.deny(TIM, BRAND)
    await desk.telegram.wait(lambda: "🚫 Reply privately" in desk.labels(card))
    await handled(desk)
    assert "Reply" in desk.labels(card)
