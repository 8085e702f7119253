"""Pasted addresses: what a customer wrote becomes a case as if it had come by itself, or it is said why not."""

from __future__ import annotations

from storage.models import Case, Event, Message, Note
from tests.flows.answering import answer, kinds, the_case
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BORIS,
    BRAND,
    OPERATORS,
    SERVICE_TOKEN,
    STRANGER,
    TIM,
    VERA,
    Stage,
)
from tests.flows.words import hears, in_private

TOKENS = {"VK_SERVICE_TOKEN": SERVICE_TOKEN, "VK_ADMIN_TOKEN": ADMIN_TOKEN}


async def test_a_comment_from_before_the_desk_is_opened_and_answered(stage: Stage) -> None:
    """In private, with words beside the address, which are a note."""
    post = stage.post()
    old = stage.comment("Where is my parcel?", post)
    async with stage.at_work(**TOKENS):
        await in_private(stage, ANNA)
        stage.telegram.say(ANNA, ANNA, f"look at this {old.url} please")
        card = await stage.card("Where is my parcel?")
        await stage.says(card, "Tim Becker")
        assert "VK · comment" in stage.text(card)
        assert "Opened by Anna" in stage.text(card)
        await hears(stage, "Opened: #1", ANNA)
        (note,) = await stage.rows(Note)
        assert note.text == "look at this please"
        assert (await kinds(stage))[:2] == ["opened", "made_by_hand"]
        await answer(stage, card)
        stage.time.let_pass(60)
        await stage.says(card, "Waiting for the customer")
        assert stage.answers(post) == ["On its way!"]
        stage.comment("Thanks!", post)
        await stage.says(card, "Thanks!")


async def test_what_is_known_is_shown_again(stage: Stage) -> None:
    async with stage.at_work(**TOKENS):
        comment = stage.comment("Where is my parcel?")
        card = await stage.card()
        await stage.calm()
        said = stage.telegram.say(BORIS, OPERATORS, f"/new {comment.url}")
        await stage.followup("That is #1.")
        again = await stage.telegram.wait(
            lambda: [one for one in stage.cards() if one.message_id > card.message_id][0]
        )
        assert "Where is my parcel?" in stage.text(again)
        await stage.telegram.wait(lambda: stage.reaction(said) == "✍")
        assert len(await stage.rows(Case)) == 1
        assert len(await stage.rows(Message)) == 1
        assert (await the_case(stage)).made_by_id is None


async def test_a_post_elsewhere_and_a_dialog(stage: Stage) -> None:
    stage.vk.message(VERA, BRAND, "Are you open?")
    stage.vk.message(VERA, BRAND, "On Sunday, I mean")
    theirs = stage.vk.add_post(stage.vk.core.world.users[TIM], "I tried Nordlicht, and the grinder broke")
    async with stage.at_work(**TOKENS):
        stage.telegram.say(ANNA, OPERATORS, f"/new https://vk.com/gim{BRAND}?sel={VERA}")
        card = await stage.card("On Sunday, I mean")
        assert "Are you open?" in stage.text(card)
        stage.telegram.say(ANNA, OPERATORS, f"/new https://vk.com/wall{TIM}_{theirs.id}")
        card = await stage.card("the grinder broke")
        assert "Opened by Anna" in stage.text(card)
        assert sorted(one.kind for one in await stage.rows(Case)) == ["mention", "message"]


WHY_NOT = {
    "wall-1234_1": "Our own side wrote that.",
    "photo-1234_5": "That is a photo, a video or a product.",
    "photo-99_5?reply=3": "on somebody else's page",
    "gim1234?sel=5001": "The customer has said nothing in that dialog.",
    "wall-1234_777": "That is deleted, or closed to us.",
    "nordlicht": "I cannot read this address.",
}


async def test_why_not(stage: Stage) -> None:
    stage.post()
    async with stage.at_work(**TOKENS):
        await in_private(stage, ANNA)
        for address, words in WHY_NOT.items():
            stage.telegram.say(ANNA, ANNA, f"https://vk.com/{address}")
            await hears(stage, words, ANNA)
        stage.telegram.start_bot(STRANGER)
        stage.telegram.say(STRANGER, STRANGER, "https://vk.com/wall-1234_1")
        await hears(stage, "This bot serves a closed team.", STRANGER)
        await stage.calm()
        assert len(stage.ours(STRANGER)) == 1, "an outsider learns nothing"
        assert await stage.rows(Case) == []
        assert await stage.rows(Event, Event.case_id.is_not(None)) == []


async def test_without_a_token_for_it_and_over_a_restart(stage: Stage) -> None:
    comment = stage.comment("Where is my parcel?")
    async with stage.at_work():
        await in_private(stage, ANNA)
        stage.telegram.say(ANNA, ANNA, comment.url)
        await hears(stage, "it takes VK_SERVICE_TOKEN", ANNA)
        stage.vk.fail("messages.getHistory", 10, times=None)
        stage.vk.message(VERA, BRAND, "Are you open?")
        card = await stage.card("Are you open?")
        stage.telegram.say(ANNA, ANNA, f"https://vk.com/gim{BRAND}?sel={VERA}")
        await stage.until(lambda: _tried(stage))
    stage.vk.clear_failures()
    async with stage.at_work():
        stage.time.let_pass(60)
        await hears(stage, "That is #1.", ANNA)
        assert card.message_id


async def _tried(stage: Stage) -> bool:
    found = await stage.sql("SELECT attempts FROM outbox WHERE kind = 'link' AND state = 'pending'")
    return bool(found) and found[0][0] > 0
