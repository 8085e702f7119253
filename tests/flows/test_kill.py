"""kill -9 between sending and writing it down: the real program, killed, and a desk that takes over its database."""

from __future__ import annotations

from pathlib import Path

from sandbox.faults import Fault
from storage.models import Case, Outbox
from tests.chaos.checks import whole
from tests.flows.answering import answered, attempts, brings_dialog, copies, happened
from tests.flows.program import program
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, VERA, Stage


async def test_killed_with_an_answer_a_card_and_an_update_in_hand(stage: Stage, tmp_path: Path) -> None:
    tg, vk = stage.telegram, stage.vk
    tg.start_bot(OLGA)
    async with program(stage, tmp_path):
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        first = await stage.card("Where is my parcel?")
        # The card of the second case is in the group, but nobody knows its number.
        posting = tg.faults.add("sendMessage", Fault.hang(applied=True), when=brings_dialog, times=1)
        vk.message(VERA, BRAND, "Are you there?")
        ghost = await stage.card("Are you there?")
        # The answer is under the comment, but neither its response nor its echo has said so.
        vk.hold_events()
        answering = vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
        # And this swipe is stored and acted upon, but Telegram has not been told to forget it.
        queue = tg.queue.next_id
        confirming = tg.faults.add(
            "getUpdates", Fault.hang(), when=lambda params: int(str(params.get("offset") or 0)) > queue
        )
        said = tg.say(ANNA, OPERATORS, "On its way!", reply_to=first.message_id)
        await vk.wait(lambda: answering.hits and copies(stage))
        await tg.wait(lambda: confirming.hits)
        assert posting.hits == 1
        (row,) = await stage.rows(Outbox, Outbox.kind == "answer")
        assert row.state == "sending"
    tg.faults.clear()
    vk.faults.clear()

    async with stage.at_work():
        await tg.wait(lambda: [one for one in tg.calls if one.method == "getUpdates"][-1])
        stage.time.let_pass(61)
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        second = await tg.wait(lambda: [one for one in stage.cards() if one.message_id > ghost.message_id][0])
        vk.release_events()
        await answered(stage, first, said)
        stage.time.let_pass(61)
        await whole(stage)
        assert copies(stage) == ["On its way!"]
        assert (attempts(stage, "wall.createComment"), await happened(stage, "answer")) == (1, 1)
        assert len(await stage.rows(Case)) == 2
        # What somebody does with the ghost counts, and it shows the way to the real card.
        assert await stage.press(BORIS, ghost, "Claim") == "#2 is yours."
        await stage.says(ghost, "is here")
        await stage.says(second, "With Boris")
        assert stage.labels(ghost) == []
        await whole(stage)


async def test_killed_with_a_message_and_a_card_that_is_touched_at_once(stage: Stage, tmp_path: Path) -> None:
    """No echo tells of the answer: the dialog is looked through. The card is pressed before anybody misses it."""
    tg, vk = stage.telegram, stage.vk
    tg.start_bot(OLGA)
    async with program(stage, tmp_path):
        vk.message(TIM, BRAND, "Can I pay by card?")
        first = await stage.card("Can I pay by card?")
        posting = tg.faults.add("sendMessage", Fault.hang(applied=True), when=brings_dialog, times=1)
        vk.message(VERA, BRAND, "Are you there?")
        unsettled = await stage.card("Are you there?")
        vk.hold_events()
        answering = vk.faults.add("messages.send", Fault.hang(applied=True), times=1)
        said = tg.say(ANNA, OPERATORS, "You can", reply_to=first.message_id)
        await vk.wait(lambda: answering.hits and copies(stage))
        assert posting.hits == 1
    tg.faults.clear()
    vk.faults.clear()

    async with stage.at_work():
        # Nobody else knows of it yet: it becomes the card, and no second one is posted.
        assert await stage.press(BORIS, unsettled, "Claim") == "#2 is yours."
        stage.time.let_pass(61)
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "sent"))
        await answered(stage, first, said)
        await stage.says(unsettled, "With Boris")
        vk.release_events()
        stage.time.let_pass(61)
        await whole(stage)
        assert [one.message_id for one in stage.cards()] == [first.message_id, unsettled.message_id]
        assert (copies(stage), attempts(stage, "messages.send")) == (["You can"], 1)
        assert len(await stage.rows(Case)) == 2
        assert await happened(stage, "answered") == 1
