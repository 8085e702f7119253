"""VK loses part of the history: what was written meanwhile is found by looking, once and in order, or the owner is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sandbox.faults import Fault
from sandbox.vk import Post
from storage.models import Case, Cursor, Message, PendingEcho
from tests.chaos.checks import whole
from tests.flows.answering import attempts
from tests.flows.faults import nothing_lost, said
from tests.flows.program import program
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BRAND,
    OLGA,
    OPERATORS,
    SERVICE_TOKEN,
    TIM,
    VERA,
    VK_TOKEN,
    Stage,
)
from tests.flows.words import hears, told

READS = {"VK_SERVICE_TOKEN": SERVICE_TOKEN, "VK_ADMIN_TOKEN": ADMIN_TOKEN}
"""Tokens that may look everywhere."""
MAY_BE_MISSING = "Comments of that time may be missing"


def lose(stage: Stage, code: int) -> None:
    """What is held never comes: VK says that part of the history is lost."""
    stage.vk.lose_events()
    stage.vk.longpoll.fail_next(code)


def write(stage: Stage, post: Post, words: str) -> None:
    """Tim under a post, Vera in the dialog."""
    stage.vk.comment(TIM, post, f"{words} of Tim")
    stage.vk.message(VERA, BRAND, f"{words} of Vera")


async def found(stage: Stage, words: Sequence[str]) -> None:
    """Exactly these words have come, each once; nothing is left to be looked for."""

    async def there() -> bool:
        return sorted(await said(stage)) == sorted(words)

    await stage.until(there)
    await stage.until(lambda: nothing_lost(stage))
    assert sorted(await said(stage)) == sorted(words)


def in_order(heard: Sequence[str], of: str) -> list[str]:
    return [one.split()[0] for one in heard if one.endswith(of)]


@pytest.mark.parametrize("code", [1, 3])
async def test_what_was_missed_comes_once_and_in_order(stage: Stage, code: int) -> None:
    async with stage.at_work(**READS):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        post, other = stage.post(), stage.post("An older post")
        write(stage, post, "First")
        await stage.card("First of Tim")
        await stage.card("First of Vera")
        known = stage.vk.events()
        stage.vk.hold_events()
        write(stage, post, "Second")
        stage.time.let_pass(2)
        write(stage, post, "Third")
        stage.vk.comment(VERA, other, "Fourth of Vera, elsewhere")
        late = stage.vk.events()[len(known) :]
        lose(stage, code)
        await stage.followup("Third of Tim")
        await stage.followup("Third of Vera")
        await stage.card("Fourth of Vera")
        words = [f"{what} of {who}" for what in ("First", "Second", "Third") for who in ("Tim", "Vera")]
        await found(stage, [*words, "Fourth of Vera, elsewhere"])
        heard = await said(stage)
        assert in_order(heard, "Tim") == in_order(heard, "Vera") == ["First", "Second", "Third"]
        assert len(await stage.rows(Case)) == 3
        # The events come after all, twice.
        for event_id in [*late, *known, *late]:
            stage.vk.redeliver(event_id)
        write(stage, post, "Last")
        await stage.followup("Last of Tim")
        await stage.followup("Last of Vera")
        assert len(await said(stage)) == len(heard) + 2
        assert len(await stage.rows(Case)) == 3
        assert told(stage, "VK lost part") == []
        await whole(stage)


async def test_our_own_answers_and_those_of_colleagues_are_found_too(stage: Stage) -> None:
    async with stage.at_work(**READS, UNDO_SECONDS="0"):
        post = stage.post()
        asked = stage.comment("Where is my parcel?", post)
        card = await stage.card("Where is my parcel?")
        stage.vk.message(VERA, BRAND, "Are you there?")
        dialog = await stage.card("Are you there?")
        stage.vk.hold_events()
        stage.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way!"])
        stage.vk.colleague_message(VERA, BRAND, "We are")
        stage.vk.colleague_comment(post, "Still on its way!", reply_to=asked)
        lose(stage, 1)
        await stage.says(dialog, "Colleague in VK")
        await stage.says(card, "Still on its way!")
        await stage.until(lambda: nothing_lost(stage))
        ours = [one.text for one in await stage.rows(Message, Message.direction == "out")]
        assert sorted(ours) == ["On its way!", "Still on its way!", "We are"]
        assert await stage.rows(PendingEcho) == []
        await whole(stage)


@pytest.mark.parametrize("code", [1, 3])
async def test_without_a_token_that_may_read_the_wall_the_owner_is_told(stage: Stage, code: int) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        write(stage, post, "First")
        await stage.card("First of Tim")
        await stage.card("First of Vera")
        stage.vk.hold_events()
        write(stage, post, "Second")
        lose(stage, code)
        await stage.followup("Second of Vera")
        await stage.telegram.wait(lambda: told(stage, MAY_BE_MISSING))
        (words,) = told(stage, MAY_BE_MISSING)
        assert "Nordlicht Coffee" in words
        assert "VK_SERVICE_TOKEN" in words
        assert f"{stage.time.now():%d.%m}" in words
        write(stage, post, "Third")
        await stage.followup("Third of Tim")
        assert "Second of Tim" not in await said(stage)
    async with stage.at_work():
        write(stage, post, "Fourth")
        await stage.followup("Fourth of Tim")
        assert "Second of Tim" not in await said(stage)
    # Somebody has added it: what was told about is looked for once more.
    async with stage.at_work(**READS):
        await stage.followup("Second of Tim")
        await stage.until(lambda: nothing_lost(stage))
        await whole(stage)
        assert len(told(stage, MAY_BE_MISSING)) == 1
        assert len(await said(stage)) == len(set(await said(stage))) == 8


async def test_after_a_week_nobody_looks_any_more(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.vk.hold_events()
        stage.vk.comment(TIM, post, "Lost")
        lose(stage, 1)
        await stage.until(lambda: marked_as_told(stage))
    stage.time.let_pass(8 * 86400)
    async with stage.at_work():
        await stage.until(lambda: nothing_lost(stage))


async def marked_as_told(stage: Stage) -> bool:
    return any(cursor.value.get("lost", {}).get("told") for cursor in await stage.rows(Cursor))


@pytest.mark.parametrize("killed", [False, True])
async def test_the_end_of_the_program_forgets_nothing_that_was_lost(
    stage: Stage, killed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    post, service = stage.post(), READS
    stage.settings.update(service)
    working = program(stage, tmp_path_factory.mktemp("data")) if killed else stage.at_work()
    async with working:
        write(stage, post, "First")
        await stage.card("First of Tim")
        await stage.card("First of Vera")
        looking = stage.vk.faults.add("messages.getConversations", Fault.hang())
        stage.vk.hold_events()
        write(stage, post, "Second")
        lose(stage, 3)
        await stage.vk.wait(lambda: looking.hits)
        assert not await nothing_lost(stage)
    stage.vk.faults.clear()
    async with stage.at_work():
        await stage.followup("Second of Tim")
        await stage.followup("Second of Vera")
        await found(stage, [f"{what} of {who}" for what in ("First", "Second") for who in ("Tim", "Vera")])
        await whole(stage)


TROUBLE = {
    "502": ("wall.getComments", Fault.html(502)),
    "reset": ("messages.getHistory", Fault.reset_before()),
    "HTML with 200": ("wall.get", Fault.html(200)),
    "an internal error": (
        "messages.getConversations",
        Fault.error(200, {"error": {"error_code": 10, "error_msg": "Internal server error"}}),
    ),
    "too fast": (
        "wall.getComments",
        Fault.error(200, {"error": {"error_code": 6, "error_msg": "Too many requests per second"}}),
    ),
}


@pytest.mark.parametrize("name", TROUBLE)
async def test_trouble_while_looking_holds_up_nothing_and_is_overcome(stage: Stage, name: str) -> None:
    method, fault = TROUBLE[name]
    async with stage.at_work(**READS):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        post = stage.post()
        trouble = stage.vk.faults.add(method, fault)
        stage.vk.hold_events()
        write(stage, post, "Missed")
        lose(stage, 1)
        await stage.vk.wait(lambda: trouble.hits)
        stage.vk.comment(VERA, post, "Heard of Vera")
        await stage.card("Heard of Vera")
        # What could be looked through is there; the rest comes when VK is well.
        stage.vk.faults.clear()
        assert not await nothing_lost(stage)
        await stage.calm()
        stage.time.let_pass(61)
        stage.vk.comment(VERA, post, "Again of Vera")  # a poll comes back
        await stage.card("Missed of Tim")
        await stage.card("Missed of Vera")
        await stage.followup("Again of Vera")
        await found(stage, ["Missed of Tim", "Missed of Vera", "Heard of Vera", "Again of Vera"])
        assert told(stage, "VK lost part") == []
        await whole(stage)


async def test_a_refused_token_while_looking_is_overcome_too(stage: Stage) -> None:
    async with stage.at_work(**READS):
        post = stage.post()
        stage.vk.revoke_token(VK_TOKEN)
        stage.vk.hold_events()
        write(stage, post, "Missed")
        lose(stage, 1)
        await stage.vk.wait(lambda: attempts(stage, "messages.getConversations"))
        stage.vk.add_token(VK_TOKEN, "community", BRAND)
        stage.vk.comment(VERA, post, "Heard of Vera")
        await stage.card("Heard of Vera")
        await stage.calm()
        stage.time.let_pass(61)
        stage.vk.comment(VERA, post, "Again of Vera")  # a poll comes back
        await found(stage, ["Missed of Tim", "Missed of Vera", "Heard of Vera", "Again of Vera"])


async def test_what_is_lost_while_something_lost_is_looked_for(stage: Stage) -> None:
    """The second gap is no shorter than both together."""
    async with stage.at_work(**READS):
        post = stage.post()
        trouble = stage.vk.faults.add("wall.get", Fault.html(502))
        for words in ("Missed", "Too"):
            hits = trouble.hits
            stage.vk.hold_events()
            stage.vk.comment(TIM, post, f"{words} of Tim")
            lose(stage, 1)
            await stage.vk.wait(lambda hits=hits: trouble.hits > hits and stage.vk.longpoll.waiting)  # type: ignore[misc]
            stage.time.let_pass(3600)
        stage.vk.faults.clear()
        stage.vk.comment(VERA, post, "Heard of Vera")
        await stage.card("Missed of Tim")
        await found(stage, ["Missed of Tim", "Too of Tim", "Heard of Vera"])
        assert in_order(await said(stage), "Tim") == ["Missed", "Too"]


async def test_after_a_long_absence_the_same(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work(**READS):
        write(stage, post, "First")
        await stage.card("First of Tim")
        await stage.card("First of Vera")
    stage.time.let_pass(3 * 86400)
    write(stage, post, "Second")
    stage.vk.longpoll.forget_history()
    async with stage.at_work(**READS):
        await stage.followup("Second of Tim")
        await stage.followup("Second of Vera")
        await found(stage, [f"{what} of {who}" for what in ("First", "Second") for who in ("Tim", "Vera")])
        await whole(stage)


async def test_what_was_missed_under_things_comes_once(stage: Stage) -> None:
    async with stage.at_work(**READS):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        topic = stage.vk.add_topic(BRAND, "Delivery")
        known = stage.vk.remark(TIM, topic, "First in a topic")
        await stage.card("First in a topic")
        stage.vk.hold_events()
        stage.vk.remark(TIM, topic, "Second in a topic", reply_to=known)
        stage.vk.remark(VERA, stage.vk.add_photo(BRAND), "Under a photo")
        stage.vk.remark(VERA, stage.vk.add_video(BRAND, "Roasting"), "Under a video")
        stage.vk.remark(VERA, stage.vk.add_product(BRAND, "Mug"), "Under a product")
        stage.vk.add_post(BRAND, "A visitor's own", author=VERA)
        late = stage.vk.events()
        lose(stage, 1)
        await stage.followup("Second in a topic")
        words = ("Under a photo", "Under a video", "Under a product", "A visitor's own")
        for each in words:
            await stage.card(each)
        for event_id in late:
            stage.vk.redeliver(event_id)
        stage.vk.message(TIM, BRAND, "The last one")
        await stage.card("The last one")
        heard = [f"[id{TIM}:bp-{BRAND}_{known.id}|Tim], Second in a topic", "First in a topic"]
        await found(stage, [*heard, *words, "The last one"])
        assert told(stage, "VK lost part") == []


async def test_without_an_administrators_token_the_owner_hears_what_may_be_missing(stage: Stage) -> None:
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        stage.vk.hold_events()
        stage.vk.remark(VERA, stage.vk.add_photo(BRAND), "Under a photo")
        lose(stage, 1)
        words = await hears(stage, "under photos, videos and products, of that time may be missing")
        assert "VK_ADMIN_TOKEN" in stage.text(words)
        assert await said(stage) == []
    async with stage.at_work(**READS):
        await stage.card("Under a photo")
        await stage.until(lambda: nothing_lost(stage))


async def test_suggestions_reposts_and_edits_are_found_too(stage: Stage) -> None:
    async with stage.at_work(**READS):
        post = stage.post("Our new blend")
        known = stage.comment("Is it strnog?", post)
        card = await stage.card("Is it strnog?")
        stage.time.let_pass(600)
        stage.vk.comment(VERA, post, "Yes")
        await stage.card("Yes")
        stage.vk.hold_events()
        stage.vk.edit_comment(known, "Is it strong?")
        stage.vk.add_post(BRAND, "Best coffee in Riga", author=TIM, post_type="suggest")
        stage.vk.repost(VERA, post, "Look at that")
        late = stage.vk.events("wall_post_new")[-1:] + stage.vk.events("wall_repost")
        lose(stage, 1)
        suggested = await stage.card("Best coffee in Riga")
        assert "suggested post" in stage.text(suggested)
        repost = await stage.card("Look at that")
        await stage.says(repost, "Our new blend")
        await stage.says(card, "Is it strong?")
        for event_id in late:
            stage.vk.redeliver(event_id)
        stage.vk.message(TIM, BRAND, "The last one")
        await stage.card("The last one")
        await found(stage, ["Is it strong?", "Yes", "Best coffee in Riga", "Look at that", "The last one"])
