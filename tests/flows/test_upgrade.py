"""Whoever comes from the first release finds all of it: cases are shown, worked on and reported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.written import Asked
from bot.written import write as report
from storage import migrate
from storage.engine import make_engine
from storage.models import Case, Message, Outbox
from tests.flows.closing import read
from tests.flows.stage import ANNA, OPERATORS, TIM, VERA, Stage
from tests.quick import quick
from tests.storage.first import STOPPED_AT, fill

HOUR = timedelta(hours=1)
CHATTER = 20
"""More messages than the first release's desk and its people wrote to the group."""


@pytest.fixture
async def upgraded(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = quick(make_engine(empty_database_url))
    await fill(engine)
    await migrate.upgrade(engine)
    yield engine
    await engine.dispose()


def as_it_was(stage: Stage) -> None:
    """The world that the first release left, as far as it matters here: what is answered has to be there."""
    stage.time.let_pass((STOPPED_AT + HOUR - stage.time.now()).total_seconds())
    post = stage.post()
    stage.vk.comment(TIM, post, "Where is my parcel?")
    stage.vk.colleague_comment(post, "Let me look.")
    stage.vk.comment(TIM, post, "Hello?")
    stage.vk.comment(VERA, post, "And coffee?")
    stage.vk.message(TIM, 1234, "Are you open on Sunday?")
    for number in range(CHATTER):
        stage.telegram.say(ANNA, OPERATORS, f"Chatter {number}")


async def test_cases_of_the_first_release_are_shown_worked_and_reported(
    stage: Stage, upgraded: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    as_it_was(stage)
    await stage.engine.dispose()
    stage.engine = upgraded
    async with stage.at_work(UNDO_SECONDS="0"):
        # What waited goes out, once.
        await stage.vk.wait(lambda: "From ten to six.\n\nAnna" in read(stage))
        # A draft of a specialist is sent as it was.
        stage.telegram.say(ANNA, OPERATORS, "/case 1")
        card = await stage.card("It is in Riga.")
        assert "1 note" in stage.text(card)
        await stage.press(ANNA, card, "Send draft")
        await stage.says(card, "Waiting for the customer")
        stage.telegram.say(ANNA, OPERATORS, "/case 2")
        assert "Resolved" in stage.text(await stage.card("Do you have tea?"))
        await stage.calm()
        cases = {one.number: one for one in await stage.rows(Case)}
        assert {number: one.status for number, one in cases.items()} == {
            1: "waiting",
            2: "resolved",
            3: "waiting",
            4: "dismissed",
            5: "waiting",
        }
        answers = await stage.rows(Outbox, Outbox.kind == "answer")
        assert {one.state for one in answers} == {"sent"}
        assert read(stage).count("From ten to six.\n\nAnna") == 1
        (colleague,) = await stage.rows(Message, Message.text == "Coffee too.")
        assert colleague.case_id == cases[3].id
        await stage.press(ANNA, card, "Resolve")
        await stage.says(card, "Resolved")
    await report(upgraded, Asked(since="2026-11-22", until="2026-11-22"), stage.time.now())
    said = capsys.readouterr().out
    assert {"Cases: 5", "Messages: 6", "Answered: 4", "Resolved: 2", "Still open: 2"} <= set(
        said.splitlines()
    )
