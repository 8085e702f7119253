"""Each kind of words is answered where it was written, once; what no token may answer is not offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Draft, Message, Outbox
from tests.flows.answering import answer, answers, attempts, settled
from tests.flows.faults import is_unknown, outlast
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BRAND,
    OPERATORS,
    SERVICE_TOKEN,
    TIM,
    VERA,
    Stage,
)
from tests.flows.things import THINGS

UNKNOWN = (Outbox.kind == "answer", Outbox.state == "unknown")


@dataclass
class Asked:
    """A question that is on the screen. `ours`: what the customer reads from us there."""

    method: str
    ours: Callable[[], list[str]]
    colleague: Callable[[str], object]
    card: Shown = field(repr=False)


SECTIONS = {"photo": "photos", "video": "video", "product": "market", "topic": "board"}
KINDS = (*THINGS, "post", "repost", "suggestion")


async def ask(stage: Stage, kind: str) -> Asked:
    if kind in THINGS:
        thing = THINGS[kind](stage)
        remark = stage.vk.remark(TIM, thing, "Is it new?")
        return Asked(
            f"{SECTIONS[kind]}.createComment",
            lambda: [one.text for one in stage.vk.remarks(thing) if one.from_id == -BRAND],
            lambda text: stage.vk.colleague_remark(thing, text, reply_to=remark),
            await stage.card("Is it new?"),
        )
    if kind == "repost":
        post = stage.vk.repost(TIM, stage.post(), "Is it new?")
    elif kind == "suggestion":
        suggested = stage.vk.add_post(BRAND, "Is it new?", author=TIM, post_type="suggest")
        await stage.says(await stage.card("Is it new?"), "publish it in VK first")
        post = stage.vk.publish(suggested, by_group=True)
        await stage.says(await stage.card("Is it new?"), "post on our page")
    else:
        post = stage.vk.add_post(BRAND, "Is it new?", author=TIM)
    return Asked(
        "wall.createComment",
        lambda: [one.text for one in stage.vk.comments(post) if one.from_id == -BRAND],
        lambda text: stage.vk.comment(-BRAND, post, text),
        await stage.card("Is it new?"),
    )


def told(kind: str, *words: str) -> list[str]:
    """In a topic an answer names whom it answers: boards have no replies."""
    return [f"[id{TIM}|Tim], {one}" if kind == "topic" else one for one in words]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_arrives_once_where_it_was_asked(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = await ask(stage, kind)
        assert "Reply" in stage.labels(asked.card)
        said = await answer(stage, asked.card, "Brand new")
        stage.time.let_pass(11)
        await settled(stage, asked.card, said)
        for event_id in stage.vk.events():
            stage.vk.redeliver(event_id)
        stage.comment("The last one", who=VERA)
        await stage.card("The last one")
        assert asked.ours() == told(kind, "Brand new")
        assert attempts(stage, asked.method) == 1
        assert len(await answers(stage)) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "repost"])
async def test_an_answer_nobody_confirmed_is_known_by_its_echo(stage: Stage, kind: str) -> None:
    """VK tells nothing of comments on other people's walls: for a repost there is no echo."""
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = await ask(stage, kind)
        stage.vk.faults.add(asked.method, Fault.drop_after(), times=1)
        said = await answer(stage, asked.card, "Brand new")
        stage.time.let_pass(11)
        await settled(stage, asked.card, said)
        stage.time.let_pass(120)
        await stage.calm()
        assert asked.ours() == told(kind, "Brand new")


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_nobody_confirmed_is_looked_up(stage: Stage, kind: str, applied: bool) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = await ask(stage, kind)
        stage.vk.hold_events()
        stage.vk.faults.add(asked.method, Fault.drop_after() if applied else Fault.reset_before(), times=1)
        said = await answer(stage, asked.card, "Brand new")
        stage.time.let_pass(11)
        await stage.until(lambda: is_unknown(stage))
        await outlast(stage, 80)
        await stage.says(asked.card, "Waiting for the customer")
        stage.vk.release_events()
        await settled_later(stage, asked, said)
        assert asked.ours() == told(kind, "Brand new")
        assert attempts(stage, asked.method) == (1 if applied else 2)


async def settled_later(stage: Stage, asked: Asked, said: Shown) -> None:
    """All events were told, and none of them made a second answer."""
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    stage.comment("The last one", who=VERA)
    await stage.card("The last one")
    await stage.calm()
    assert [one.text for one in await answers(stage)] == ["Brand new"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "repost"])
async def test_a_colleagues_answer_in_vk_counts(stage: Stage, kind: str) -> None:
    """Also without the token that we would need ourselves."""
    async with stage.at_work():
        asked = await ask(stage, kind)
        asked.colleague("I have it, it is new")
        await stage.says(asked.card, "I have it, it is new")
        await stage.says(asked.card, "Colleague in VK")
        await stage.says(asked.card, "Waiting for the customer")


@pytest.mark.parametrize("kind", THINGS)
async def test_without_an_administrators_token_it_is_not_offered(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN):
        asked = await ask(stage, kind)
        assert "VK_ADMIN_TOKEN" in stage.text(asked.card)
        assert stage.labels(asked.card)[:2] == ["Claim", "🚫 Reply"]
        assert "Open in VK" in stage.labels(asked.card)
        toast = await stage.press(ANNA, asked.card, "🚫 Reply")
        assert "VK_ADMIN_TOKEN" in (toast or "")
        assert "Nobody has it" in stage.text(asked.card), "whoever only asks has not taken it"
        said = stage.telegram.say(ANNA, OPERATORS, "Brand new", reply_to=asked.card.message_id)
        await stage.whisper(ANNA, "VK_ADMIN_TOKEN")
        stage.time.let_pass(30)
        await stage.calm()
        assert stage.reaction(said) is None
        assert await stage.rows(Message, Message.direction == "out") == []
        assert await stage.rows(Draft) == []
        assert (asked.ours(), attempts(stage, asked.method)) == ([], 0)
    # The owner has added it: the same card can be answered, whatever its button still says.
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        await answer(stage, asked.card, "Brand new")
        stage.time.let_pass(11)
        await stage.says(asked.card, "✓ sent")
        assert asked.ours() == told(kind, "Brand new")


async def test_a_photo_in_answer_to_what_cannot_be_answered_is_no_draft(desk: Stage) -> None:
    asked = await ask(desk, "photo")
    desk.telegram.send_photo(ANNA, OPERATORS, caption="Like this one", reply_to=asked.card.message_id)
    await desk.whisper(ANNA, "VK_ADMIN_TOKEN")
    assert await desk.rows(Draft) == []


async def test_a_suggestion_is_answered_when_it_is_published(desk: Stage) -> None:
    suggested = desk.vk.add_post(BRAND, "Best coffee", author=TIM, post_type="suggest")
    card = await desk.card("Best coffee")
    assert "publish it in VK first" in desk.text(card)
    desk.telegram.say(ANNA, OPERATORS, "Thank you!", reply_to=card.message_id)
    await desk.whisper(ANNA, "publish it in VK first")
    post = desk.vk.publish(suggested, by_group=True)
    await desk.telegram.wait(lambda: "Reply" in desk.labels(card))
    await answer(desk, card, "Thank you!")
    desk.time.let_pass(11)
    await desk.says(card, "✓ sent")
    assert desk.answers(post) == ["Thank you!"]


async def test_a_repost_that_takes_no_comments_of_communities(desk: Stage) -> None:
    post = desk.post()
    copy = {
        "id": 77, "from_id": TIM, "owner_id": TIM, "date": int(desk.time.seconds()), "post_type": "post",
        "text": "Look at this", "comments": {"count": 0, "groups_can_post": False},
        "copy_history": [{"id": post.id, "owner_id": -BRAND, "from_id": -BRAND, "text": post.text}],
    }  # fmt: skip
    desk.vk.push_raw({"type": "wall_repost", "event_id": "closed", "v": "5.199", "object": copy}, BRAND)
    card = await desk.card("Look at this")
    assert "Comments are closed here." in desk.text(card)
    assert "🚫 Reply" in desk.labels(card)
