"""A right that the network refuses is taken away alone, till the account is looked at anew."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import lacking
from storage.models import Account
from tests.flows.answering import answer, answers, attempts
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


async def test_what_another_process_finds_lacking_meanwhile_is_not_forgotten(desk: Stage) -> None:
    desk.comment("Where is it?")
    card = await desk.card()
    desk.vk.fail("wall.createComment", 7)
    await answer(desk, card)
    desk.time.let_pass(11)
    await desk.followup("was not sent")
    await desk.telegram.wait(lambda: "🚫 Reply" in desk.labels(card))
    (account,) = await desk.rows(Account)
    (asked,) = await answers(desk)
    (right,) = account.lacks
    now = datetime(2026, 9, 5, tzinfo=UTC)
    async with AsyncSession(desk.engine) as one, AsyncSession(desk.engine) as other:
        await lacking.works(one, account.id, asked.id)
        noted = asyncio.create_task(lacking.note(other, account.id, {"lacks": "photos"}, now))
        await desk.until(lambda: _noted_or_waits(desk, noted))
        if noted.done():
            await other.commit()
        await one.commit()
        await noted
        await other.commit()
    (account,) = await desk.rows(Account)
    assert right != "photos"
    assert set(account.lacks) == {"photos"}


async def _noted_or_waits(desk: Stage, noted: asyncio.Task[None]) -> bool:
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return noted.done() or await desk.sql(waits) >= [(1,)]


async def _lacks_nothing(stage: Stage) -> bool:
    return [one.lacks for one in await stage.rows(Account)] == [{}]


async def _sleeps(stage: Stage) -> bool:
    return stage.time.sleeps(3500, 3600)
