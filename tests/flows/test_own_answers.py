"""An answer of ours that has gone out: changed by editing one's own message, deleted with a second tap."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Message, Revision, Role
from tests.flows.answering import answer, answers, attempts, handled
from tests.flows.given import NINA, given
from tests.flows.moderating import deeds, own
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BORIS,
    BRAND,
    OPERATORS,
    TIM,
    Stage,
)
from tests.flows.things import THINGS

KINDS = ("comment", *THINGS, "post", "message")
SECTIONS = {
    "comment": "wall.{}Comment", "post": "wall.{}Comment", "photo": "photos.{}Comment",
    "video": "video.{}Comment", "product": "market.{}Comment", "topic": "board.{}Comment",
    "message": "messages.{}",
}  # fmt: skip


async def answered(stage: Stage, kind: str) -> tuple[Shown, Shown]:
    """The card and the operator's own message; the answer has arrived."""
    if kind in THINGS:
        stage.vk.remark(TIM, THINGS[kind](stage), "Is it new?")
    elif kind == "comment":
        stage.comment("Is it new?")
    elif kind == "post":
        stage.vk.add_post(BRAND, "Is it new?", author=TIM)
    else:
        stage.vk.message(TIM, BRAND, "Is it new?")
    card = await stage.card("Is it new?")
    said = await answer(stage, card, "Brand new")
    stage.time.let_pass(11)
    await stage.says(card, "✓ sent")
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    await stage.calm()
    return card, said


def there(stage: Stage) -> list[str]:
    """All that the customer reads from us, without the name that begins an answer in a topic."""
    world, things = stage.vk.core.world, stage.vk.core.things
    under = [one.text for one in world.comments.values() if one.from_id == -BRAND and not one.deleted]
    remarks = [one.text for one in things.remarks.values() if one.from_id == -BRAND and not one.deleted]
    return [
        text.removeprefix(f"[id{TIM}|Tim], ")
        for text in under + remarks + [one.text for one in stage.dialog() if one.out]
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_editing_ones_own_message_changes_what_the_customer_reads(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, said = await answered(stage, kind)
        stage.telegram.edit(ANNA, OPERATORS, said, "Brand new, really")
        await stage.whisper(ANNA, "Your answer in VK is changed in 10 seconds")
        assert there(stage) == ["Brand new"]
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: there(stage) == ["Brand new, really"])
        await stage.says(card, "Brand new, really")
        await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
        await stage.calm()
        (sent,) = await answers(stage)
        assert (sent.text, sent.delivery, sent.edited_at is not None) == ("Brand new, really", "sent", True)
        assert [one.text for one in await stage.rows(Revision)] == ["Brand new"]
        assert attempts(stage, SECTIONS[kind].format("edit")) == 1
        if kind == "topic":
            (remark,) = (one for one in stage.vk.core.things.remarks.values() if one.from_id == -BRAND)
            assert remark.text == f"[id{TIM}|Tim], Brand new, really"


async def test_a_change_can_be_undone_and_changed_once_more_before_it_leaves(desk: Stage) -> None:
    card, said = await answered(desk, "message")
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    whisper = await desk.whisper(ANNA, "is changed in 10 seconds")
    assert await desk.press_whisper(ANNA, whisper, "Undo") == "Nothing is changed for the customer."
    desk.time.let_pass(11)
    await desk.calm()
    assert there(desk) == ["Brand new"]
    desk.telegram.edit(ANNA, OPERATORS, said, "Rather new")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    desk.telegram.edit(ANNA, OPERATORS, said, "Newest of all")
    await handled(desk)
    desk.time.let_pass(11)
    await desk.says(card, "Newest of all")
    assert there(desk) == ["Newest of all"]
    assert await deeds(desk, "sent") == ["edit"]


async def test_a_change_back_before_it_leaves_changes_nothing(desk: Stage) -> None:
    _, said = await answered(desk, "message")
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    desk.telegram.edit(ANNA, OPERATORS, said, "Brand new")
    await handled(desk)
    desk.time.let_pass(11)
    await desk.calm()
    assert await deeds(desk, "cancelled") == ["edit"]
    assert attempts(desk, "messages.edit") == 0


@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_is_deleted_with_a_second_tap(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, _ = await answered(stage, kind)
        more = await own(stage, card, "🗑 Delete answer")
        await stage.press_whisper(ANNA, more, "🗑 Delete answer")
        asked = await stage.whisper(ANNA, "Delete this answer?")
        assert "Brand new" in stage.text(asked)
        assert there(stage) == ["Brand new"]
        assert await stage.press_whisper(ANNA, asked, "Yes, delete") == "Deleting it in VK."
        await stage.says(card, "deleted")
        assert there(stage) == []
        (sent,) = await answers(stage)
        assert sent.deleted_at is not None
        assert await deeds(stage, "sent") == ["delete"]


@pytest.mark.parametrize("what", ["edit", "delete"])
@pytest.mark.parametrize("kind", KINDS)
async def test_without_the_token_it_is_greyed_and_said(stage: Stage, kind: str, what: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, said = await answered(stage, kind)
    async with stage.at_work():
        able = kind == "message" or (kind == "topic" and what == "delete")
        label = "✏️ Edit answer" if what == "edit" else "🗑 Delete answer"
        more = await own(stage, card, label if able else f"🚫 {label}")
        if not able:
            assert "VK_ADMIN_TOKEN" in (await stage.press_whisper(ANNA, more, f"🚫 {label}") or "")
        if what == "edit" and not able:
            stage.telegram.edit(ANNA, OPERATORS, said, "Quite old")
            await stage.whisper(
                ANNA, "Too late to change, the answer has gone out. It needs an administrator"
            )
        assert await deeds(stage) == []


async def test_the_button_says_how_to_edit(desk: Stage) -> None:
    card, _ = await answered(desk, "message")
    more = await own(desk, card, "✏️ Edit answer")
    assert "Edit your own message here" in (await desk.press_whisper(ANNA, more, "✏️ Edit answer") or "")


async def test_after_a_day_a_message_stays_as_it_is(desk: Stage) -> None:
    card, said = await answered(desk, "message")
    desk.time.let_pass(24 * 3600)
    more = await own(desk, card, "🚫 ✏️ Edit answer")
    assert "24 hours" in (await desk.press_whisper(ANNA, more, "🚫 🗑 Delete answer") or "")
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "24 hours")
    assert await deeds(desk) == []


async def test_only_author_holder_and_who_leads_delete(desk: Stage) -> None:
    await given(desk, NINA, Role.SUPERVISOR)
    card, _ = await answered(desk, "message")
    await desk.press(BORIS, card, "More")
    assert "🗑 Delete answer" not in desk.labels(await desk.whisper(BORIS, "Case #1"))
    more = await own(desk, card, "🗑 Delete answer", NINA)
    await desk.press_whisper(NINA, more, "🗑 Delete answer")
    asked = await desk.whisper(NINA, "Delete this answer?")
    await desk.sql(f"UPDATE staff SET role = 'operator', given_role = NULL WHERE user_id = {NINA}")
    assert "Only its author" in (await desk.press_whisper(NINA, asked, "Yes, delete") or "")
    assert there(desk) == ["Brand new"]


@pytest.mark.parametrize("what", ["edit", "delete"])
@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_what_nobody_confirmed_is_simply_done_again(stage: Stage, kind: str, what: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, said = await answered(stage, kind)
        method = SECTIONS[kind].format(what)
        stage.vk.faults.add(method, Fault.drop_after(), times=1)
        if what == "edit":
            stage.telegram.edit(ANNA, OPERATORS, said, "Quite old")
            await stage.whisper(ANNA, "is changed in 10 seconds")
            stage.time.let_pass(11)
        else:
            more = await own(stage, card, "🗑 Delete answer")
            await stage.press_whisper(ANNA, more, "🗑 Delete answer")
            await stage.press_whisper(ANNA, await stage.whisper(ANNA, "Delete this answer?"), "Yes, delete")
        await stage.until(lambda: deeds(stage, "sent"))
        assert attempts(stage, method) == 2
        await stage.calm()
        assert len(await stage.rows(Revision)) == (1 if what == "edit" else 0)
        assert there(stage) == (["Quite old"] if what == "edit" else [])


async def test_a_change_that_fails_shows_the_words_again(desk: Stage) -> None:
    card, said = await answered(desk, "message")
    desk.vk.fail("messages.edit", 909)
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    desk.time.let_pass(11)
    told = await desk.followup("“Edit answer” did not work")
    assert told.reply_to is said
    assert "24 hours" in desk.text(told)
    assert "Quite old" in desk.text(told)
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    assert "Brand new" in desk.text(card)
    assert [one.text for one in await desk.rows(Message, Message.direction == "out")] == ["Brand new"]
