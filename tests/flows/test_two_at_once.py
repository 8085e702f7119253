"""Two processes' worth of desk on one database meet the same storm: each looks at the weather and follows the panels."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import select
from structlog.testing import capture_logs

from bot.app import Running, running
from bot.config import load
from bot.desk.lanes import Urgency
from bot.panels import follow
from bot.record import event, lock, want_own_card
from bot.storm import weather
from bot.transaction import transaction
from storage.engine import make_engine, make_sessions
from storage.models import Card, Case, Desk, Event, Panel
from tests.chaos.checks import broken
from tests.flows.stage import OLGA, OPERATORS, Stage

FIRST = 6001
PER_MINUTE = 20
COMMENTS = 60
HARMLESS = frozenset({"trouble", "chat lacks something"})
"""What a log may warn of besides: nothing here makes it."""


@asynccontextmanager
async def another(stage: Stage) -> AsyncIterator[Running]:
    """A second process's worth of desk: its own connections, the same database and bot."""
    engine = make_engine(stage.database_url)
    settings = load(stage.settings, env_file=None)
    async with running(settings, engine, clock=stage.time.now, sleep=stage.time.sleep, linger=0) as desk:
        stage.time.on_pass(desk.courier.wake)
        stage.time.on_pass(desk.inbox.wake)
        yield desk
    await engine.dispose()


async def look(stage: Stage, desk: Running) -> None:
    """What each courier does once a second, at this very moment."""
    async with transaction(desk.bench.sessions) as session:
        await weather(session, PER_MINUTE, stage.time.now())


async def passes(stage: Stage, desks: tuple[Running, ...], seconds: float) -> None:
    """Time goes on, and both look at the weather and follow the panels, all at once.

    Nothing is on its way meanwhile: eight cards three seconds late are more than a desk allows for, and Telegram says so.
    """
    await stage.calm(30)
    stage.time.let_pass(seconds)
    both = [desk.clock.tick(follow) for desk in desks] + [look(stage, desk) for desk in desks]
    await asyncio.gather(*both, *(look(stage, desk) for desk in desks))


async def test_two_in_one_storm_make_one_digest_and_show_each_case_once(stage: Stage) -> None:
    posts = [stage.post("Win a grinder"), stage.post("Our new blend")]
    for number in range(COMMENTS):
        stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
    with capture_logs() as log:
        async with stage.at_work() as first, another(stage) as second:
            stage.telegram.start_bot(OLGA)
            for number in range(COMMENTS):
                stage.comment(f"words {number}.", posts[number % 2], FIRST + number)
            await stage.until(partial(stage.rows, Case, Case.number == COMMENTS))
            for _ in range(25):
                await passes(stage, (first, second), 3)
            await stage.calm(30)
            await exactly_once(stage)
    assert [
        one for one in log if one["log_level"] in ("warning", "error") and one["event"] not in HARMLESS
    ] == []
    ((deadlocks,),) = await stage.sql(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    )
    assert deadlocks == 0


async def test_who_waits_for_a_move_of_the_group_holds_none_of_its_cards(stage: Stage) -> None:
    """Else both would wait for each other: the move has the desk, and changes all cards."""
    async with stage.at_work():
        stage.comment()
        await stage.card()
        await stage.calm()
    (before,) = await stage.rows(Case)
    sessions, now = make_sessions(stage.engine), stage.time.now()

    async def wants_its_card() -> None:
        async with transaction(sessions) as session:
            case = await lock(session, before.id)
            event(session, case, "note", at=now)
            await want_own_card(session, case, Urgency.ACT, now)

    async with transaction(sessions) as moves:
        await moves.execute(select(Desk).with_for_update())
        waits = asyncio.create_task(wants_its_card())
        held_up = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        await stage.until(partial(stage.sql, held_up))
        assert (await moves.scalars(select(Card).with_for_update(nowait=True))).all()
    await waits
    (after,) = await stage.rows(Case)
    assert after.events == before.events + 1 == len(await stage.rows(Event, Event.case_id == after.id))


async def exactly_once(stage: Stage) -> None:
    """Each case is on one card in the group, or else in the one digest; all are somewhere."""
    assert await broken(stage) == []
    assert stage.telegram.too_many == []
    assert len(await stage.rows(Panel)) == 1
    digests = [one for one in stage.ours() if stage.text(one).startswith("🌊")]
    assert len(digests) == 1
    inside = {one.case_id for one in await stage.rows(Card, Card.collected_in.is_not(None))}
    shown = Counter(
        str(call.params["text"]).partition("words ")[2].partition(".")[0]
        for call in stage.telegram.calls
        if call.method == "sendMessage"
        and call.status == 200
        and "words " in str(call.params.get("text"))
        and str(call.params["chat_id"]) == str(OPERATORS)
    )
    assert set(shown.values()) == {1}, "a card came twice"
    assert len(shown) + len(inside) == COMMENTS
    await stage.says(digests[0], f"{len(inside)} more cases are collected here")
