"""An answer thought better of when it has gone out: edited, or taken back, by one's own message or from the card."""

from __future__ import annotations

import pytest

from sandbox.telegram import Message as Shown
from storage.models import Note
from tests.flows.answering import answer, answers, handled
from tests.flows.moderating import deeds
from tests.flows.private import prompted, told
from tests.flows.stage import ADMIN_TOKEN, ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, Stage


async def answered(stage: Stage, kind: str = "message") -> tuple[Shown, Shown]:
    """The card and Anna's own message; the answer has arrived."""
    if kind == "comment":
        stage.comment("Is it new?")
    else:
        stage.vk.message(TIM, BRAND, "Is it new?")
    card = await stage.card("Is it new?")
    said = await answer(stage, card, "Brand new")
    await leaves(stage, said)
    return card, said


async def leaves(stage: Stage, said: Shown) -> None:
    stage.time.let_pass(11)
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    await stage.calm()


def there(stage: Stage) -> list[str]:
    """All that the customer reads from us."""
    world = stage.vk.core.world
    under = [one.text for one in world.comments.values() if one.from_id == -BRAND and not one.deleted]
    return under + [one.text for one in stage.dialog() if one.out]


async def says(stage: Stage, words: str, card: Shown, answer: str, who: int = ANNA) -> Shown:
    stage.telegram.say(who, OPERATORS, words, reply_to=card.message_id)
    return await stage.whisper(who, answer)


@pytest.mark.parametrize("kind", ["message", "comment"])
async def test_slashes_at_the_beginning_delete_it_with_a_second_tap(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, said = await answered(stage, kind)
        stage.telegram.edit(ANNA, OPERATORS, said, "// not that one")
        asked = await stage.whisper(ANNA, "Delete this answer?")
        assert "Brand new" in stage.text(asked)
        assert there(stage) == ["Brand new"]
        assert await stage.press_whisper(ANNA, asked, "Yes, delete") == "Deleting it in VK."
        await stage.says(card, "deleted")
        assert there(stage) == []
        stage.telegram.edit(ANNA, OPERATORS, said, "// not that one, really")
        await stage.whisper(ANNA, "Done or under way already.")
        assert await deeds(stage) == ["delete"]
        assert await stage.rows(Note) == []


async def test_what_the_network_does_not_let_us_is_said(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, said = await answered(stage, "comment")
        stage.time.let_pass(24 * 3600)
        stage.telegram.edit(ANNA, OPERATORS, said, "Quite old")
        await stage.whisper(ANNA, "the answer has gone out. It is more than 24 hours old")
        stage.telegram.edit(ANNA, OPERATORS, said, "// quite old")
        asked = await stage.whisper(ANNA, "Delete this answer?")
        await stage.press_whisper(ANNA, asked, "Back")
    async with stage.at_work():
        stage.telegram.edit(ANNA, OPERATORS, said, "// quite, quite old")
        await stage.whisper(ANNA, "Too late, the answer has gone out. It needs an administrator's token")
        await says(stage, "/undo", card, "Too late, the answer has gone out. It needs an administrator's")
        await says(
            stage, "/edit Newer", card, "Too late to change, the answer has gone out. It is more than 24"
        )
        await stage.sql(f"UPDATE staff SET role = 'trainee' WHERE user_id = {ANNA}")
        stage.telegram.edit(ANNA, OPERATORS, said, "// quite, quite, quite old")
        await handled(stage)
        assert not [one for one in stage.telegram.ephemerals(OPERATORS, ANNA) if "Delete" in stage.text(one)]
        assert (await deeds(stage), there(stage)) == ([], ["Brand new"])


async def test_prepared_words_are_changed_and_taken_back_from_the_card(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET signature = 'name'")
    desk.telegram.say(ANNA, OPERATORS, "/template New\nIt is new, {name}")
    await desk.whisper(ANNA, "Kept: New.")
    desk.vk.message(TIM, BRAND, "Is it new?")
    card = await desk.card()
    await says(desk, "/edit Old", card, "Nothing has been answered here yet.")
    desk.telegram.say(ANNA, OPERATORS, "/t new", reply_to=card.message_id)
    await desk.says(card, "It is new, Tim")
    await desk.press(ANNA, card, "Send draft")
    await says(desk, "/edit It is brand new", card, "The answer has these words now.")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: there(desk) == ["It is brand new\n\nAnna"])
    await desk.says(card, "✓ sent")
    await desk.calm()

    await says(desk, "/edit It is old", card, "Only its author", BORIS)
    await says(desk, "/undo", card, "Only its author", BORIS)
    await says(desk, "/edit", card, "/edit and the new words change it")
    undo = await says(desk, "/edit It is old", card, "is changed in 10 seconds")
    assert desk.labels(undo) == ["Undo"]
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: there(desk) == ["It is old\n\nAnna"])
    await desk.calm()
    await says(desk, "/undo", card, "Your answer is being deleted in VK.", OLGA)
    await desk.vk.wait(lambda: there(desk) == [])
    await desk.says(card, "deleted")


async def test_undo_takes_back_what_waits_and_nothing_before_it(desk: Stage) -> None:
    card, _ = await answered(desk)
    second = await answer(desk, card, "And red")
    await says(desk, "/undo", card, "Taken back")
    await desk.telegram.wait(lambda: desk.reaction(second) is None)
    await says(desk, "/undo", card, "Done or under way already.")
    desk.time.let_pass(30)
    await desk.calm()
    assert there(desk) == ["Brand new"]
    desk.telegram.say(ANNA, OPERATORS, "/undo")
    await desk.whisper(ANNA, "Swipe the card of your last answer")


async def test_a_private_answer_is_changed_in_the_dialog(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Call me: +7 916 123-45-67", post)
    prompt = await prompted(desk, await desk.card())
    said = desk.telegram.say(ANNA, OPERATORS, "We call at five", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    await leaves(desk, said)
    desk.telegram.edit(ANNA, OPERATORS, said, "We call +7 916 123-45-67 at six")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["We call +7 916 123-45-67 at six"])
    assert desk.answers(post) == []


async def test_words_with_files_stay_and_it_is_said(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Is it new?")
    card = await desk.card()
    said = desk.telegram.send_photo(ANNA, OPERATORS, None, "Brand new", card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    await leaves(desk, said)
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "It has files: change it in the network.")
    assert there(desk) == ["Brand new"]


async def test_one_that_failed_goes_out_as_it_was_put_since(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Is it new?", post)
    card = await desk.card()
    desk.vk.close_comments(post)
    said = await answer(desk, card, "Brand new")
    desk.time.let_pass(11)
    trouble = await desk.followup("was not sent")
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "is not sent yet: press Retry")
    await desk.says(card, "Quite old")
    desk.vk.open_comments(post)
    assert await desk.press(ANNA, trouble, "Retry") == "Sending again."
    await desk.vk.wait(lambda: desk.answers(post) == ["Quite old"])
    await desk.calm()

    desk.vk.close_comments(post)
    again = await answer(desk, card, "And red")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(again) == "😱")
    desk.telegram.edit(ANNA, OPERATORS, again, "// the comments are closed")
    await desk.telegram.wait(lambda: "Retry" not in desk.labels(card))
    await handled(desk)
    assert [one.text for one in await desk.rows(Note)] == ["the comments are closed"]
    assert [one.delivery for one in await answers(desk)] == ["sent", "taken_back"]
