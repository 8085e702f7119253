"""kill -9 between sending and writing it down: the real program, killed, and a desk that takes over its database."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import BotMessage, Card, Case, Event, Message, Outbox, Update
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, VERA, Stage
from tests.flows.test_echoes import copies

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def program(stage: Stage, folder: Path) -> AsyncIterator[None]:
    """`otklik run` in a process of its own, killed with SIGKILL on leaving."""
    env = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        **stage.settings,
        "DATABASE_URL": stage.database_url,
        "DATA_DIR": str(folder),
        "UNDO_SECONDS": "0",
        "PYTHONPATH": str(ROOT),
    }
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), env=env, cwd=folder, stdout=log, stderr=log
        )
    try:
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting, timeout=30)
        yield
    finally:
        if process.returncode is None:
            process.kill()
        assert await process.wait() == -9, (folder / "log").read_text()


async def swiped(stage: Stage, card: Said, words: str) -> Said:
    return stage.telegram.say(ANNA, OPERATORS, words, reply_to=card.message_id)


def is_card(params: Mapping[str, object]) -> bool:
    return str(params.get("chat_id")) == str(OPERATORS) and "In the dialog" in str(params.get("text"))


async def whole(stage: Stage) -> None:
    """Nothing is left under way; no event is missing; every case has one card that is really there."""
    await stage.calm()
    left = await stage.rows(Outbox, Outbox.state.in_(("sending", "pending", "unknown")))
    assert [(one.kind, one.state) for one in left] == []
    assert await stage.rows(Update, Update.state != "done") == []
    cards = await stage.rows(Card)
    cases = await stage.rows(Case)
    assert sorted(one.case_id for one in cards) == sorted(one.id for one in cases)
    for case in cases:
        seqs = sorted(one.seq or 0 for one in await stage.rows(Event, Event.case_id == case.id))
        assert seqs == list(range(1, len(seqs) + 1))


async def test_killed_with_an_answer_a_card_and_an_update_in_hand(stage: Stage, tmp_path: Path) -> None:
    tg, vk = stage.telegram, stage.vk
    tg.start_bot(OLGA)
    async with program(stage, tmp_path):
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        first = await stage.card("Where is my parcel?")
        # The answer is under the comment, but neither the response nor the echo says so.
        vk.hold_events()
        answering = vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
        said = await swiped(stage, first, "On its way!")
        await vk.wait(lambda: answering.hits and copies(stage))
        # The card is in the group, but its number is not known.
        posting = tg.faults.add("sendMessage", Fault.hang(applied=True), when=is_card)
        vk.release_events_but_echoes = None  # type: ignore[attr-defined]
        vk.core.events.held, echoes = None, vk.core.events.held or []
        await stage.until(lambda: sending(stage))
        vk.message(VERA, BRAND, "In the dialog")
        await tg.wait(lambda: posting.hits)
        # A press is stored and handled, but Telegram is not told that it may forget it.
        confirming = tg.faults.add("getUpdates", Fault.hang())
        await tg.wait(lambda: confirming.hits or tg.press(BORIS, OPERATORS, first.message_id, "More"))
    tg.faults.clear()
    vk.faults.clear()
    del echoes
