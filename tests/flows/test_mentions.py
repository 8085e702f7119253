"""What is said of us elsewhere: found within VK's quota, without gaps and without doubles, and answered there."""

from __future__ import annotations

import pytest

from connectors.vk import searching
from sandbox.vk.methods import newsfeed
from storage.models import Case, Message, RawEvent, SearchCursor, Trouble
from tests.flows.answering import answer, answered
from tests.flows.stage import ADMIN_TOKEN, BRAND, OLGA, SERVICE_TOKEN, TIM, VERA, Stage
from tests.flows.words import hears, in_private, told

TURN = 100.0
"""Seconds: more than one search's."""
SEARCHING = {"VK_SERVICE_TOKEN": SERVICE_TOKEN, "VK_SEARCH": "nordlicht"}


def searches(stage: Stage) -> int:
    return sum(1 for call in stage.vk.calls if call.method == "newsfeed.search")


async def looks(stage: Stage) -> None:
    """One more look at the words, to its end."""
    before = searches(stage)
    [cursor] = await stage.until(lambda: stage.rows(SearchCursor))
    await stage.until(lambda: sleeping(stage))
    stage.time.let_pass(TURN)
    await stage.vk.wait(lambda: searches(stage) > before)
    await stage.until(lambda: moved(stage, cursor))


async def sleeping(stage: Stage) -> bool:
    return stage.time.sleeps(TURN - 20, TURN)


async def moved(stage: Stage, before: SearchCursor) -> bool:
    [cursor] = await stage.rows(SearchCursor)
    return bool(cursor.moved_at > before.moved_at and cursor.value != before.value)


async def test_a_mention_becomes_a_case_and_is_answered_under_it(stage: Stage) -> None:
    async with stage.at_work(**SEARCHING):
        await stage.until(lambda: stage.rows(SearchCursor))
        post = stage.vk.add_post(stage.vk.core.world.users[TIM], "I love Nordlicht beans")
        await looks(stage)
        card = await stage.card("I love Nordlicht beans")
        assert "mention" in stage.text(card)
        assert "Tim" in stage.text(card)
        assert [button.url for row in card.buttons for button in row if button.url] == [post.url]
        said = await answer(stage, card, "So do we!")
        await stage.vk.wait(lambda: stage.answers(post) == ["So do we!"])
        await answered(stage, card, said)


async def test_the_same_is_found_once_and_ours_is_not_found(stage: Stage) -> None:
    """Looked back over, found by another word, told by an event: one case."""
    async with stage.at_work(**{**SEARCHING, "VK_SEARCH": "nordlicht, coffee"}):
        await stage.until(lambda: stage.rows(SearchCursor))
        stage.vk.add_post(stage.vk.core.world.users[TIM], "Nordlicht coffee is good")
        stage.post("Nordlicht coffee has a new blend")
        stage.vk.add_post(BRAND, "Nordlicht coffee, where are you?", author=VERA)
        await stage.card("where are you?")
        for _ in range(4):
            await looks(stage)
        await stage.card("is good")
        stage.vk.repost(VERA, stage.vk.posts(BRAND)[0], "Nordlicht coffee, again")
        await stage.card("again")
        for _ in range(2):
            await looks(stage)
        assert len(await stage.rows(Case)) == 3
        assert len(await stage.rows(Message)) == 3


MISSED = 55


async def test_a_long_downtime_leaves_no_gap(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than VK gives of one search (here fifty instead of a thousand): the rest is asked for by its date."""
    monkeypatch.setattr(searching, "PAGE", 10)
    monkeypatch.setattr(searching, "GIVEN", 50)
    monkeypatch.setattr(newsfeed, "MOST", 50)
    async with stage.at_work(**SEARCHING):
        await stage.until(lambda: stage.rows(SearchCursor))
        await in_private(stage, OLGA)
    for number in range(MISSED):
        stage.time.let_pass(160)
        stage.vk.add_post(TIM, f"Nordlicht {number}", author=TIM)
    async with stage.at_work(**SEARCHING, TELEGRAM_GROUP_PER_MINUTE="0"):
        await stage.until(lambda: all_found(stage))
        assert searches(stage) == 6
        assert len({each.key for each in await stage.rows(Message)}) == MISSED
        assert not told(stage, "finds more")


async def all_found(stage: Stage) -> bool:
    return await stage.sql("SELECT count(*) FROM messages") == [(MISSED,)]


async def test_a_used_up_quota_is_told_once_and_the_rest_is_found_later(stage: Stage) -> None:
    async with stage.at_work(**SEARCHING):
        stage.telegram.start_bot(OLGA)
        await stage.until(lambda: stage.rows(SearchCursor))
        stage.vk.fail("newsfeed.search", 29, times=None)
        stage.vk.add_post(stage.vk.core.world.users[TIM], "Nordlicht at noon")
        await looks(stage)
        await hears(stage, "searches of today are used up")
        for _ in range(3):
            await stage.until(lambda: sleeping(stage))
            stage.time.let_pass(TURN)
        assert searches(stage) == 1
        stage.vk.clear_failures()
        stage.time.let_pass(2 * 3600)
        await stage.card("Nordlicht at noon")
        await hears(stage, "mentions are found again")
        assert len(told(stage, "searches of today are used up")) == 1
        assert len(await stage.rows(Trouble, Trouble.key == "search-quota")) == 1


async def test_who_names_the_community_is_found_with_an_administrators_token(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        await stage.until(lambda: stage.rows(SearchCursor))
        stage.vk.add_post(stage.vk.core.world.users[VERA], "Thanks, @nordlicht, for the mug")
        await stage.until(lambda: sleeping(stage))
        stage.time.let_pass(TURN)
        await stage.card("for the mug")
        assert searches(stage) == 0


async def test_without_a_token_the_words_are_not_looked_for_and_the_owner_hears_why(stage: Stage) -> None:
    async with stage.at_work(VK_SEARCH="nordlicht"):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "no token here may search")
        assert await stage.rows(SearchCursor) == []


@pytest.mark.parametrize("odd", [{"id": "what"}, {"from_id": []}, {"owner_id": None}])
async def test_an_odd_mention_is_kept_raw_and_the_others_come(stage: Stage, odd: dict[str, object]) -> None:
    async with stage.at_work(**SEARCHING):
        await stage.until(lambda: stage.rows(SearchCursor))
        world = stage.vk.core.world
        stage.vk.add_post(world.users[TIM], "Nordlicht one")
        stage.vk.add_post(world.users[VERA], "Nordlicht two")
        stage.vk.distort("newsfeed.search", lambda answer: _first(answer, odd))
        await looks(stage)
        await stage.card("Nordlicht one")
        await stage.until(lambda: stage.rows(RawEvent))
        assert len(await stage.rows(Case)) == 1


def _first(answer: object, odd: dict[str, object]) -> object:
    assert isinstance(answer, dict)
    return {**answer, "items": [{**answer["items"][0], **odd}, *answer["items"][1:]]}
