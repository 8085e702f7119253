"""What is asked every few seconds finds the few rows it is about: nothing large is read from end to end for it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot import profiles
from bot.case_rows import rows_of
from bot.clock import TICKS
from bot.due import due_in
from bot.overview import board_of, digest_of
from bot.storm import weather
from storage.models import Account, Desk, Panel, PanelKind
from storage.outbox import abandoned, due_lanes, next_due, next_update
from tests.bench.crowd import crowd

NOW = datetime(2026, 7, 3, 12, tzinfo=UTC)
LARGE = {
    "cases",
    "events",
    "messages",
    "identities",
    "conversations",
    "cards",
    "outbox",
    "bot_messages",
    "deadlines",
    "updates",
    "posts",
    "raw_events",
    "case_facts",
    "wait_facts",
    "act_facts",
}
ACCEPTED = {("tick cleaning", "updates"): "once an hour, and what is two days old is gone"}
Asked = Callable[[AsyncSession], Awaitable[object]]


async def _board(session: AsyncSession) -> None:
    await board_of(session, (await session.scalars(select(Desk))).one())
    await digest_of(session, (await session.scalars(select(Panel))).one())


ASKED: dict[str, Asked] = {
    **{f"tick {tick.__name__}": lambda session, tick=tick: tick(session, NOW) for tick, _ in TICKS},  # type: ignore[misc]
    "board": _board,
    "names": lambda session: profiles._nameless(session, NOW),
    "posts": lambda session: profiles._textless(session, NOW),
    "weather": lambda session: weather(session, 18, NOW),
    "lanes": lambda session: due_lanes(session, NOW),
    "next": lambda session: next_due(session, NOW),
    "abandoned": lambda session: abandoned(session, NOW),
    "inbox": lambda session: next_update(session, NOW),
}


@pytest.fixture
async def desk(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions() as session, session.begin():
        desk = Desk(
            title="Brand", chat_id=-1001, language="en", timezone="UTC", summary_at="09:00", board=True
        )
        session.add(desk)
        await session.flush()
        session.add(Account(desk_id=desk.id, network="vk", external_id="1", title="Brand"))
        session.add(Panel(desk_id=desk.id, kind=PanelKind.QUIET, created_at=NOW))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("what", ASKED)
async def test_it_walks_no_large_table(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession], what: str
) -> None:
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    async with sessions() as session:
        await ASKED[what](session)
        await session.rollback()
    assert asked
    walked = [(one, table) for one in set(asked) for table in await _walked(engine, one)]
    assert [one for one in walked if (what, one[1]) not in ACCEPTED] == []


async def test_the_deadlines_of_a_case_are_found_by_the_case(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    """Not by going through all that run, though PostgreSQL has seen none of two thousand run."""
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await crowd(raw, 1000)
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    async with sessions() as session:
        await rows_of(session, [1])
        await rows_of(session, [1, 2])
        await due_in(session, [1])
    for one in tuple(asked):
        plan = await _plan(engine, one)
        found = re.findall(r"Scan (?:using (\w+) )?on deadlines.*\n\s+(.*)", plan)
        assert found or "deadlines" not in one
        assert [by for by, how in found if not re.match(r"(Index|Recheck) Cond: \(+case_id = ", how)] == [], (
            plan
        )


async def test_what_hangs_on_the_words_of_many_cases_is_found_by_the_words(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    """As planned for these very cases: a table that is not large yet is easily taken for one to be read whole."""
    asked: list[tuple[str, Any]] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await crowd(raw, 1000)
        for table, of in (
            ("attachments", "kind, url) SELECT id, 'photo', 'https://x.example/'"),
            ("revisions", "text, until) SELECT id, 'before', now()"),
        ):
            await raw.execute(
                f"INSERT INTO {table} (message_id, {of} FROM messages, generate_series(1, 9) WHERE case_id > 64"
            )
            await raw.execute(f"ANALYZE {table}")
        async with sessions() as session:
            await rows_of(session, range(1, 65))
        ((statement, parameters),) = [one for one in asked if "attachments" in one[0]]
        plan = "\n".join(line for (line,) in await raw.fetch(f"EXPLAIN {statement}", *parameters))
    assert re.findall(r"Seq Scan on (attachments|revisions)", plan) == [], plan


async def _walked(engine: AsyncEngine, statement: str) -> set[str]:
    """Large tables that are read from end to end, though that is as dear as can be."""
    if statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
        return set()
    return LARGE & set(re.findall(r"Seq Scan on (\w+)", await _plan(engine, statement)))


async def _plan(engine: AsyncEngine, statement: str) -> str:
    """For whatever parameters, where reading from end to end is as dear as can be."""
    async with engine.connect() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        await connection.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute(f"PREPARE walked AS {statement}")
        count = await raw.fetchval(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'walked'"
        )
        given = f"({', '.join(['NULL'] * count)})" if count else ""
        plan = "\n".join(row[0] for row in await raw.fetch(f"EXPLAIN EXECUTE walked{given}"))
        await raw.execute("DEALLOCATE walked")
    return plan
