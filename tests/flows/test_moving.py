"""A desk with many open cases moves: its cards come again without standing in the way of what is new or pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.panels import follow
from sandbox.telegram import Limits
from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage.models import Card, Case, Panel, PanelKind
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, VERA, Stage, set_stage

FIRST = 6001
OPEN = 40
BASIC, NEW = -4001, -1001000000007


@pytest.fixture
async def busy(database_url: str) -> AsyncIterator[Stage]:
    """A desk in a basic group, with its board, forty open cases and a quiet one, long since shown. Not at work."""
    async with set_stage(database_url, limits=Limits.off()) as stage:
        await stage.sql("UPDATE desks SET board = true")
        stage.telegram.add_group(BASIC, "Customer care", members=[ANNA, BORIS], owner=OLGA, type="group")
        stage.settings["OPERATORS_CHAT_ID"] = str(BASIC)
        post = stage.post()
        for number in range(OPEN):
            stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
        async with stage.at_work(TELEGRAM_GROUP_PER_MINUTE="0"):
            for number in range(OPEN):
                stage.comment(f"words {number}!", post, FIRST + number)
            await stage.until(lambda: shown(stage, BASIC, OPEN + 1), 60)
            stage.comment("👍", post, VERA)
            await stage.until(lambda: shown(stage, BASIC, OPEN + 2))
            await stage.calm()
        stage.telegram.meter.limits = Limits()
        stage.time.let_pass(300)
        yield stage


async def shown(stage: Stage, chat: int, count: int) -> bool:
    return len(await stage.rows(Card, Card.chat_id == chat)) >= count


async def moved(stage: Stage, how: str) -> int:
    """The desk is in another group by now."""
    if how == "upgrade":
        new = stage.telegram.migrate(BASIC).id
    else:
        new = NEW
        stage.telegram.add_group(NEW, "New", members=[ANNA, BORIS], owner=OLGA)
        stage.telegram.say(OLGA, NEW, "/setup")
    await stage.telegram.wait(lambda: stage.ours(new))
    return new


async def takes(stage: Stage, come: Callable[[], object]) -> float:
    """Seconds until it has come."""
    assert stage.desk is not None
    began = stage.time.seconds()
    while not come():
        assert stage.time.seconds() - began < 300, stage.telegram.describe()
        stage.time.let_pass(1)
        await stage.desk.clock.tick(follow)
        await stage.calm()
    return stage.time.seconds() - began


def those(stage: Stage, chat: int, words: str) -> list[Said]:
    return [one for one in stage.ours(chat) if words in stage.text(one)]


def panels(stage: Stage, chat: int) -> set[str]:
    return {stage.text(one)[:1] for one in stage.ours(chat)} & {"📋", "🔕"}


def again(stage: Stage, chat: int) -> list[int]:
    """The cases of before that have cards there."""
    return [number for number in range(OPEN) if those(stage, chat, f"words {number}!")]


@pytest.mark.parametrize("how", ["setup", "upgrade"])
async def test_forty_cards_come_again_and_nothing_urgent_waits_for_them(busy: Stage, how: str) -> None:
    (post,) = busy.vk.posts(BRAND)
    async with busy.at_work():
        chat = await moved(busy, how)
        began = busy.time.seconds()
        assert await takes(busy, lambda: panels(busy, chat) == {"📋", "🔕"}) <= 10
        (board,) = those(busy, chat, "📋")
        await busy.telegram.wait(lambda: board.pinned)
        await takes(busy, lambda: busy.time.seconds() - began > 20)
        assert len(again(busy, chat)) < OPEN / 2
        assert await hears_a_direct_message(busy, chat) <= 10
        assert await shows_what_is_claimed(busy, chat) <= 10
        assert await hears_more_of_a_case_that_is_not_there_yet(busy, chat, post) <= 10
        await takes(busy, lambda: len(again(busy, chat)) == OPEN)
        assert busy.time.seconds() - began < 240
        assert busy.telegram.too_many == []
        assert [one for one in busy.cards(chat) if not one.silent] == [
            *those(busy, chat, "Where is my order?"),
            *those(busy, chat, "and my parcel?"),
        ], "what only comes again disturbs nobody"
        assert await busy.rows(Panel, Panel.kind == PanelKind.STORM) == []


async def hears_a_direct_message(stage: Stage, chat: int) -> float:
    stage.vk.message(VERA, BRAND, "Where is my order?")
    await stage.until(lambda: stage.rows(Case, Case.number == OPEN + 2))
    return await takes(stage, lambda: those(stage, chat, "Where is my order?"))


async def shows_what_is_claimed(stage: Stage, chat: int) -> float:
    card = those(stage, chat, f"words {again(stage, chat)[0]}!")[0]
    assert "is yours" in (await stage.press(ANNA, card, "Claim", chat) or "")
    return await takes(stage, lambda: "With Anna" in stage.text(card))


async def hears_more_of_a_case_that_is_not_there_yet(stage: Stage, chat: int, post: Post) -> float:
    late = next(number for number in range(OPEN) if number not in again(stage, chat))
    stage.comment("and my parcel?", post, FIRST + late)
    return await takes(stage, lambda: those(stage, chat, "and my parcel?"))
