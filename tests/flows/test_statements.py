"""What somebody waits for asks the database little: statements are counted, for time depends on the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import running
from bot.config import load
from bot.telegram import inbox
from bot.telegram.inbox import keep
from storage.models import Case, Message
from tests.flows.stage import ANNA, OPERATORS, VERA, Stage


@contextmanager
def statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """Those that are sent meanwhile; a transaction's own beginning and end are none."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def handled(stage: Stage) -> list[str]:
    """The last update, by a desk that does nothing else: from its coming to the answer."""
    told = stage.telegram.queue.history[-1].json()
    only = load(stage.settings, env_file=None)
    async with running(only, stage.engine, only=frozenset(), clock=stage.time.now) as desk:
        with statements(stage.engine) as sent:
            await keep(desk.bench, [told])
            assert await desk.inbox.handle_next()
    return sent


async def handled_alone(stage: Stage) -> list[str]:
    """The same of a press that a poll brings alone; workers who look for others do so beside it."""
    told = stage.telegram.queue.history[-1].json()
    only = load(stage.settings, env_file=None)
    async with running(only, stage.engine, only=frozenset(), clock=stage.time.now) as desk:
        working = asyncio.create_task(desk.inbox.run())
        with statements(stage.engine) as sent:

            async def taken() -> bool:
                """As soon as somebody is free and it is quick enough."""
                sent.clear()
                return await desk.inbox.take(told)

            await stage.until(taken)
            of_it = [one for one in sent if not one.startswith("SELECT updates")]
        working.cancel()
        await asyncio.wait({working})
    return of_it


async def with_card(stage: Stage) -> int:
    """The number of a card in the group, of a desk that knows Anna and has stopped since."""
    async with stage.at_work():
        stage.comment()
        await stage.press(ANNA, await stage.card(), "Claim")
        stage.comment(who=VERA)
        card = await stage.card("#2")
        await stage.calm()
    return card.message_id


@pytest.mark.parametrize(("label", "most"), [("Claim", 10), ("Resolve", 13)])
async def test_a_press_takes_few_statements(stage: Stage, label: str, most: int) -> None:
    press = stage.telegram.press(ANNA, OPERATORS, await with_card(stage), label)
    sent = await handled(stage)
    assert (await press.answered()).text
    (case,) = await stage.rows(Case, Case.number == 2)
    assert case.version == 2
    assert len(sent) <= most, "\n".join(sent)


@pytest.mark.parametrize(("label", "most"), [("Claim", 7), ("Resolve", 10)])
async def test_a_press_that_comes_alone_takes_fewer_in_one_transaction(
    stage: Stage, label: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "AFTER_CUT", timedelta())
    press = stage.telegram.press(ANNA, OPERATORS, await with_card(stage), label)
    sent = await handled_alone(stage)
    assert (await press.answered()).text
    (case,) = await stage.rows(Case, Case.number == 2)
    assert case.version == 2
    assert len(sent) <= most, "\n".join(sent)


async def test_an_answer_takes_few_statements(stage: Stage) -> None:
    stage.settings["UNDO_SECONDS"] = "0"
    stage.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=await with_card(stage))
    sent = await handled(stage)
    assert [one.text for one in await stage.rows(Message, Message.direction == "out")] == ["On its way!"]
    assert len(sent) <= 34, "\n".join(sent)
