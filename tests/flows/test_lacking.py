"""A right that the network refuses is taken away alone, till the account is looked at anew."""

from __future__ import annotations

from storage.models import Account
from tests.flows.answering import answer, attempts
from tests.flows.moderating import do, offered
from tests.flows.stage import ADMIN_TOKEN, ANNA, BRAND, Stage

LOOK = "groups.getById"


async def test_what_needs_it_is_greyed_and_nothing_else(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        stage.comment("Buy my crypto")
        card = await stage.card("Buy my crypto")
        stage.vk.fail("likes.add", 7)
        await do(stage, card, "👍 Like")
        await stage.followup("“Like” did not work")
        found = await offered(stage, card)
        assert "🚫 👍 Like" in found
        assert "🙈 Hide" in found
        assert "Reply" in stage.labels(card)
        before = attempts(stage, LOOK)
        await stage.until(lambda: _sleeps(stage))
        stage.time.let_pass(3600)
        await stage.vk.wait(lambda: attempts(stage, LOOK) > before)
        await stage.until(lambda: _lacks_nothing(stage))
        assert "👍 Like" in await offered(stage, card)


async def test_a_refused_target_takes_nothing_away(stage: Stage) -> None:
    """VK's 15 is about what is answered, not about the token."""
    async with stage.at_work():
        stage.comment("Where is it?")
        card = await stage.card()
        stage.vk.fail("wall.createComment", 15)
        await answer(stage, card)
        stage.time.let_pass(11)
        await stage.followup("was not sent")
        await stage.says(card, "The answer was not sent")
        assert "Reply" in stage.labels(card)
        assert await _lacks_nothing(stage)


async def test_a_retry_that_arrives_gives_it_back(stage: Stage) -> None:
    async with stage.at_work():
        stage.comment("Where is it?")
        card = await stage.card()
        stage.vk.fail("wall.createComment", 7)
        await answer(stage, card)
        stage.time.let_pass(11)
        told = await stage.followup("was not sent")
        await stage.telegram.wait(lambda: "🚫 Reply" in stage.labels(card))
        await stage.press(ANNA, told, "Retry")
        (post,) = stage.vk.posts(BRAND)
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way!"])
        await stage.telegram.wait(lambda: "Reply" in stage.labels(card))


async def _lacks_nothing(stage: Stage) -> bool:
    return [one.lacks for one in await stage.rows(Account)] == [{}]


async def _sleeps(stage: Stage) -> bool:
    return stage.time.sleeps(3500, 3600)
