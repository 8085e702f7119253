"""PostgreSQL cuts connections and holds locks: nothing that was sent is forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.looking import watch_chats
from bot.start import Started
from sandbox.faults import Fault
from storage.engine import make_engine, make_sessions
from tests.flows.faults import (
    answer,
    outlast,
    rows_of,
)
from tests.flows.stage import (
    VERA,
    Stage,
    set_stage,
)


async def test_every_connection_cut_and_all_goes_on_by_itself(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    card = await desk.card("before")
    for number in range(3):
        await cut_connections(desk)
        desk.comment(f"after {number}", who=VERA)
        await outlast(desk, 5, 1)
        await desk.card(f"after {number}")
    await desk.until(lambda: listens(desk))
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    assert desk.desk is not None
    assert not desk.desk.failed.done()


async def cut_connections(stage: Stage) -> None:
    await stage.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


async def listens(stage: Stage) -> bool:
    """One connection LISTENs; it idles, and not in a transaction, where PostgreSQL would end it after a minute."""
    found = await stage.sql(
        "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    return found == [("idle",)]


async def test_what_was_sent_is_not_forgotten_because_the_database_was_away_for_a_moment(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    going = desk.vk.faults.add("wall.createComment", Fault.slow(0.3), times=1)
    desk.vk.hold_events()
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: going.hits == 1)
    for _ in range(10):
        await cut_connections(desk)
        await asyncio.sleep(0.06)
    await outlast(desk, 20, 1)
    await desk.says(card, "Waiting for the customer")
    assert not await rows_of(desk, "doubtful")
    assert desk.answers(post) == ["On its way!"]


async def test_a_lock_that_is_not_to_be_had_while_settling_is_waited_for(database_url: str) -> None:
    """It is held until the one that settles has waited in vain, for as long as the engine lets it wait."""
    async with set_stage(database_url, lock_timeout="500ms") as desk, desk.at_work():
        post = desk.post()
        desk.comment("?", post)
        card = await desk.card()
        going = desk.vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
        desk.vk.hold_events()
        await answer(desk, card, "On its way!")
        await desk.vk.wait(lambda: going.hits == 1)
        async with desk.engine.begin() as connection:
            await connection.exec_driver_sql("SELECT 1 FROM cases FOR UPDATE")
            desk.vk.faults.release()
            await desk.until(lambda: waits_for_a_lock(desk))
            await desk.until(lambda: gave_up(desk))
        await desk.says(card, "Waiting for the customer")
        assert desk.answers(post) == ["On its way!"]


async def waits_for_a_lock(stage: Stage) -> bool:
    return bool(
        await stage.sql(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    )


async def gave_up(stage: Stage) -> bool:
    return not await waits_for_a_lock(stage)


async def test_whoever_begins_to_lead_while_no_connection_is_to_be_had_asks_again(desk: Stage) -> None:
    """The leader's own connection may be the last one: a work that ended with an error would end the program."""
    assert desk.desk is not None
    nowhere = make_engine("postgresql://postgres@127.0.0.1:1/nowhere")
    sessions = make_sessions(nowhere)
    asked = 0

    async def sleep(_: float) -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            sessions.configure(bind=desk.engine)
        if asked > 2:
            await asyncio.Event().wait()

    offered = len([one for one in desk.telegram.calls if one.method == "setMyCommands"])
    watching = asyncio.create_task(
        watch_chats(replace(desk.desk.bench, sessions=sessions), Started(1, None, None, frozenset()), sleep)
    )
    await desk.telegram.wait(
        lambda: len([one for one in desk.telegram.calls if one.method == "setMyCommands"]) > offered
    )
    assert asked >= 2
    watching.cancel()
    await nowhere.dispose()
