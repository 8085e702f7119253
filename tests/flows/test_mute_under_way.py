"""`Mute this post` while cards of that post are on their way: each case is on a card or in the quiet message."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Card, Case, Panel, PanelKind
from tests.chaos.checks import broken, ghosts
from tests.flows.panels import passes
from tests.flows.stage import ANNA, OLGA, OPERATORS, Stage

COUNT = 14
"""Comments: more than go out at once, so that some are under way and some wait when the post is muted."""
FIRST = 7000


def brings_one(params: Mapping[str, object]) -> bool:
    """A card of the batch."""
    return "me please" in str(params.get("text"))


async def contest(stage: Stage) -> Said:
    """A post with its first card; whatever comes after that hangs when it is sent, and some of it does so now."""
    stage.telegram.start_bot(OLGA)
    post = stage.post("Win a grinder")
    stage.comment("Is this real?", post)
    card = await stage.card("Is this real?")
    for number in range(COUNT):
        stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
        stage.comment(f"me please {number}.", post, FIRST + number)
    await stage.until(partial(stage.rows, Case, Case.number == COUNT + 1))
    await stage.telegram.wait(lambda: stage.telegram.faults.hits["sendMessage"] >= 5)
    return card


async def mute(stage: Stage, card: Said) -> None:
    """Then what hangs goes on, and all comes to rest."""
    stage.telegram.say(ANNA, OPERATORS, "/mute", reply_to=card.message_id)
    await stage.whisper(ANNA, "Muted.")
    stage.telegram.faults.clear()
    for _ in range(12):
        await passes(stage, 10)


async def each_in_one_place(stage: Stage) -> tuple[set[int], set[int]]:
    """The cases in the quiet message and those with a card; whatever was left besides is a known kind of ghost."""
    assert await broken(stage) == []
    (panel,) = await stage.rows(Panel, Panel.kind == PanelKind.QUIET)  # a digest may have held them before
    rows = await stage.rows(Card, Card.case_id.is_not(None))
    inside = {one.case_id or 0 for one in rows if one.collected_in == panel.id}
    shown = {one.case_id or 0 for one in rows if one.message_id is not None}
    assert not inside & shown, "a case is in both places"
    assert len(inside) + len(shown) == COUNT + 1, "a case is nowhere"
    quiet = await stage.card("under the muted post")
    await stage.says(quiet, f"{len(inside)} comments under the muted post")
    copies = [one for one in stage.cards() if "#" in stage.text(one)]
    assert len(copies) - len(await ghosts(stage)) == len(shown)
    return inside, shown


@pytest.mark.parametrize("applied", [False, True], ids=["arrives later", "arrived, not yet known"])
async def test_what_is_being_sent_comes_as_a_card_and_the_rest_is_collected(
    stage: Stage, applied: bool
) -> None:
    stage.telegram.faults.add("sendMessage", Fault.hang(applied=applied), when=brings_one)
    async with stage.at_work():
        card = await contest(stage)
        assert len(await stage.rows(Card, Card.lease_until.is_not(None))) >= 5, "a batch is in hand"
        await mute(stage, card)
        inside, shown = await each_in_one_place(stage)
        assert len(shown) >= 6
        assert len(inside) >= 5
        assert await ghosts(stage) == []


@pytest.mark.parametrize("applied", [False, True], ids=["did not arrive", "arrived, never known"])
async def test_what_is_in_doubt_is_collected_until_somebody_touches_it(stage: Stage, applied: bool) -> None:
    """A call that hangs too long ends for the desk; what arrived all the same lies in the group as a ghost."""
    stage.telegram.faults.add("sendMessage", Fault.hang(applied=applied), when=brings_one)
    stage.telegram_seconds = 0.5
    async with stage.at_work():
        card = await contest(stage)
        await stage.until(partial(nothing_in_hand, stage))
        await mute(stage, card)
        inside, shown = await each_in_one_place(stage)
        left = [one for one in await ghosts(stage) if "Claim" in stage.labels(one)]
        assert bool(left) is applied
        if left:
            assert "is yours" in (await stage.press(ANNA, left[0], "Claim") or "")
            await passes(stage, 31)
            fewer, more = await each_in_one_place(stage)
            assert (len(fewer), len(more)) == (len(inside) - 1, len(shown) + 1)


async def nothing_in_hand(stage: Stage) -> bool:
    return not await stage.rows(Card, Card.lease_until.is_not(None))
