"""A report of a month in which a million cases were opened, as many in the month before: each query, and all of it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.reports.approvals import approvals
from bot.reports.backlog import backlog
from bot.reports.closings import closings
from bot.reports.deeds import deeds
from bot.reports.departments import departments
from bot.reports.failures import failures
from bot.reports.moment import Sessions, one_moment
from bot.reports.openings import FirstAnswers, openings
from bot.reports.people import people
from bot.reports.period import Period
from bot.reports.report import AT_WORK, figures
from bot.reports.resolution import resolution
from bot.reports.responses import next_response
from bot.reports.results import Spread
from bot.reports.scope import Scope
from bot.reports.tagging import tags
from bot.reports.targets import deadlines
from bot.reports.trend import trend
from bot.reports.volume import volume
from storage import migrate
from storage.embedded import running
from storage.engine import make_engine, make_sessions

ZONE = ZoneInfo("Europe/Berlin")
BEFORE, START, END = (datetime(2026, month, 1, tzinfo=ZONE).astimezone(UTC) for month in (2, 3, 4))
SCOPE = Scope(1, Period(START, END, ZONE), known=END)
NONE = FirstAnswers(Spread(), Spread(), Spread(), Spread(), {}, {}, {})
RUNS = 3
QUERIES: Mapping[str, Callable[[AsyncSession, Scope], Awaitable[Any]]] = {
    "deeds": deeds,
    "openings": openings,
    "volume": lambda session, scope: volume(session, scope, (), (), NONE),
    "next response": next_response,
    "resolution": lambda session, scope: resolution(session, scope, ()),
    "closings": closings,
    "deadlines": deadlines,
    "departments": departments,
    "approvals": approvals,
    "people": lambda session, scope: people(session, scope, (), NONE, ()),
    "backlog": backlog,
    "failures": lambda session, scope: failures(session, scope, ()),
    "tags": tags,
    "trend": lambda session, scope: trend(session, scope, ()),
}
BARE = (
    "SELECT count(*) FROM case_facts WHERE desk_id = 1",
    "SELECT count(*) FROM wait_facts WHERE desk_id = 1",
    "SELECT count(*) FROM act_facts WHERE desk_id = 1",
)
DESK = (
    "INSERT INTO desks (title, language, timezone, summary_at, created_at)"
    " VALUES ('Bench', 'en', 'Europe/Berlin', '09:00', '2024-01-01')",
    "INSERT INTO accounts (desk_id, network, external_id, followers, followers_at)"
    " VALUES (1, 'vk', '1', 250000, now())",
    "INSERT INTO staff (desk_id, user_id, name, role)"
    " SELECT 1, n, 'Person ' || n, 'operator' FROM generate_series(1, 20) AS n",
    "INSERT INTO departments (desk_id, name, chat_id) SELECT 1, 'Department ' || n, -n FROM generate_series(1, 5) AS n",
    "INSERT INTO tags (desk_id, name) SELECT 1, 'tag' || n FROM generate_series(1, 60) AS n",
)
CASES = """
INSERT INTO case_facts
WITH drawn AS (
    SELECT n, $2::timestamptz + ($3::timestamptz - $2::timestamptz) * (n::float / $1) AS opened_at,
        random() AS chance, random() AS other, exp(7.5 + 1.3 * random_normal())::int AS took,
        600 + exp(9 + random_normal())::int AS more
    FROM generate_series(1, $1) AS n
), told AS (
    SELECT *, CASE WHEN chance < 0.92 THEN opened_at + make_interval(secs => took) END AS answered_at,
        CASE WHEN chance < 0.98 THEN opened_at + make_interval(secs => took + more) END AS closed_at,
        chance > 0.05 AND chance < 0.98 AS solved, 1 + n % 20 AS who
    FROM drawn
)
SELECT n, 6, 1, 1, CASE WHEN other < 0.85 THEN 'vk' ELSE 'hand' END,
    (ARRAY['comment', 'comment', 'comment', 'message', 'message', 'review'])[1 + n % 6],
    (ARRAY['question', 'question', 'problem', 'complaint', 'praise', 'spam', NULL])[1 + n % 7],
    CASE WHEN other < 0.4 THEN 'solved' WHEN other < 0.5 THEN 'sold' WHEN other < 0.53 THEN 'sent_elsewhere' END,
    1 + (n::bigint * 7919) % ($1 * 2 / 3), other > 0.6, other < 0.97, other >= 0.97, other < 0.9,
    opened_at, opened_at - interval '20 s', n % 5 = 0,
    answered_at, CASE WHEN answered_at IS NOT NULL THEN who END,
    CASE WHEN answered_at IS NOT NULL THEN took + 20 END, CASE WHEN answered_at IS NOT NULL THEN took / 3 END,
    CASE WHEN answered_at IS NULL THEN 0 WHEN other < 0.7 THEN 1 ELSE 2 END,
    CASE WHEN answered_at IS NULL OR n % 6 IN (3, 4) THEN 0 WHEN other < 0.7 THEN 1 ELSE 2 END,
    more / 4, CASE WHEN solved THEN closed_at END, CASE WHEN solved THEN closed_at END,
    CASE WHEN solved THEN who END, NULL, closed_at,
    NULL,
    CASE WHEN n % 20 = 0 THEN ARRAY[1 + n % 5] ELSE '{}' END, ARRAY[who],
    CASE WHEN n % 4 = 0 THEN ARRAY[1 + n % 60] WHEN n % 31 = 0 THEN ARRAY[1 + n % 60, 1 + n % 7] ELSE '{}' END,
    NULL, answered_at, CASE WHEN answered_at IS NOT NULL THEN n % 6 NOT IN (3, 4) END,
    CASE WHEN other >= 0.7 THEN answered_at + interval '10 min' END
FROM told
"""
REOPENED = """
UPDATE case_facts SET reopened_at = first_resolved_at + interval '1 day',
    resolved_at = first_resolved_at + interval '1 day 3 hours', closed_at = first_resolved_at + interval '1 day 3 hours',
    open_during = tstzmultirange(tstzrange(opened_at, first_resolved_at),
        tstzrange(first_resolved_at + interval '1 day', first_resolved_at + interval '1 day 3 hours'))
WHERE case_id % 25 = 0 AND first_resolved_at IS NOT NULL
"""
ANSWERED = """
UPDATE case_facts SET answered_at = first_answer_at, answered_publicly = public_answers > 0,
    answered_again_at = CASE WHEN answers > 1 THEN first_answer_at + interval '20 min' END
WHERE first_answer_at IS NOT NULL
"""
WAITS = """
INSERT INTO wait_facts
SELECT case_id, n, 1, network, at, at + interval '20 s', outside,
    CASE WHEN first_answer_at IS NOT NULL THEN at + make_interval(secs => first_seconds / (n + 1)) END,
    first_answer_by,
    CASE WHEN first_answer_at IS NOT NULL THEN at + make_interval(secs => first_seconds / (n + 1)) ELSE closed_at END,
    first_seconds / (n + 1), first_working / (n + 1)
FROM (
    SELECT *, CASE n WHEN 0 THEN said_at ELSE first_answer_at + make_interval(secs => n * 1000) END AS at
    FROM case_facts, generate_series(0, CASE WHEN first_answer_at IS NULL OR case_id % 10 > 5 THEN 0 ELSE 1 END) AS n
    WHERE counted
) AS each
"""
ACTS = """
INSERT INTO act_facts (case_id, n, desk_id, at, did, staff_id, network, kind)
SELECT case_id, n, 1, at, did, staff_id, network, kind FROM case_facts, LATERAL (
    VALUES (1, opened_at, 'opened', NULL::bigint), (2, opened_at, 'said', NULL),
        (3, CASE WHEN case_id % 10 <= 5 THEN first_answer_at + interval '1000 s' END, 'said', NULL),
        (4, opened_at + make_interval(secs => first_seconds / 2), 'claimed', first_answer_by),
        (5, first_answer_at, 'answered', first_answer_by), (6, first_resolved_at, 'resolved', resolved_by),
        (7, CASE WHEN first_resolved_at IS NULL THEN closed_at END, 'dismissed', 1 + case_id % 20),
        (8, reopened_at, 'reopened', NULL),
        (9, CASE WHEN reopened_at IS NOT NULL THEN resolved_at END, 'resolved', resolved_by),
        (10, CASE WHEN case_id % 2000 = 0 THEN first_answer_at END, 'failed', NULL)
) AS happened (n, at, did, staff_id)
WHERE counted AND at IS NOT NULL
"""
COUNTS = """
INSERT INTO act_counts (desk_id, since, network, did, staff_id, n)
SELECT desk_id, date_bin('15 minutes', at, 'epoch'), network, did, coalesce(staff_id, 0), count(*)
FROM act_facts WHERE did <> 'failed' GROUP BY 1, 2, 3, 4, 5
"""
DEADLINES = """
INSERT INTO deadlines (desk_id, case_id, measure, started_at, target, spent, ended_at, met, decided_at)
SELECT 1, case_id, measure, opened_at, 30, 60, at, case_id % 8 > 0, at FROM case_facts, LATERAL (
    VALUES ('first', first_answer_at), ('resolution', first_resolved_at),
        ('next', CASE WHEN case_id % 10 <= 5 THEN first_answer_at + interval '30 min' END),
        ('claim', CASE WHEN case_id % 5 = 0 THEN first_answer_at END)
) AS waited (measure, at)
WHERE at IS NOT NULL
"""
RUNNING = """
INSERT INTO deadlines (desk_id, case_id, measure, started_at, target, since, due_at)
SELECT 1, case_id, 'resolution', opened_at, 480, opened_at, opened_at + interval '1 day' FROM case_facts
WHERE closed_at IS NULL
"""
LIVE = """
INSERT INTO cases (id, desk_id, account_id, customer_id, number, kind, status, opened_at) OVERRIDING SYSTEM VALUE
SELECT case_id, 1, 1, customer_id, case_id, kind, 'open', opened_at FROM case_facts WHERE closed_at IS NULL
"""
ASKED = """
INSERT INTO escalations (case_id, department_id, asked_by, asked_at, due_at, answered_at)
SELECT case_id, departments[1], 1, opened_at + interval '5 min', opened_at + interval '2 h',
    first_answer_at - interval '10 s'
FROM case_facts WHERE departments <> '{}'
"""


async def run(cases: int) -> str:
    """Raises DatabaseUnavailable where the program's own PostgreSQL cannot run."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with running(folder) as server:
            engine = make_engine(server.url())
            try:
                await migrate.upgrade(engine)
                began = time.perf_counter()
                connection = await asyncpg.connect(
                    host=str(server.socket_dir), port=5432, user="postgres", database="otklik"
                )
                await _fill(connection, cases)
                await connection.close()
                filled = time.perf_counter() - began
                return await _measure(engine, cases, filled)
            finally:
                await engine.dispose()


async def _fill(connection: asyncpg.Connection, cases: int) -> None:
    await connection.execute("SET session_replication_role = replica")
    for statement in DESK:
        await connection.execute(statement)
    await connection.execute(CASES, cases * 2, BEFORE, END)
    for statement in (REOPENED, ANSWERED, WAITS, ACTS, COUNTS, DEADLINES, RUNNING, LIVE, ASKED):
        await connection.execute(statement)
    await connection.execute("VACUUM ANALYZE")


async def _measure(engine: AsyncEngine, cases: int, filled: float) -> str:
    sessions = make_sessions(engine)
    bare = await _best(sessions, _bare)
    lines = [
        f"reports: a month of {cases:,} cases, made in {filled:.0f} s; to count the rows of the facts: {bare:.2f} s",
        f"{'':24}{'s':>8}{'× bare':>8}",
    ]
    for name, query in QUERIES.items():
        spent = await _best(sessions, lambda session, query=query: query(session, SCOPE))  # type: ignore[misc]
        lines.append(f"{name:24}{spent:8.2f}{spent / bare:8.1f}")
    for name, report in (("one by one", _alone), ("side by side", _whole)):
        spent = await _least(lambda report=report: report(sessions))  # type: ignore[misc]
        lines.append(f"{name:24}{spent:8.2f}{spent / bare:8.1f}")
    return "\n".join(lines)


async def _alone(sessions: Sessions) -> None:
    async with one_moment(sessions) as (session, *_):
        await figures((session,), SCOPE, END)


async def _whole(sessions: Sessions) -> None:
    async with one_moment(sessions) as moment:
        await figures(moment, SCOPE, END)


async def _bare(session: AsyncSession) -> None:
    for statement in BARE:
        await session.execute(text(statement))


async def _best(sessions: Sessions, look: Callable[[AsyncSession], Awaitable[object]]) -> float:
    async def once() -> None:
        async with sessions() as session:
            await session.execute(text(AT_WORK))
            await look(session)

    return await _least(once)


async def _least(once: Callable[[], Awaitable[None]]) -> float:
    """Seconds of the quickest of RUNS: what else the machine does only makes them longer."""
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        await once()
        spent.append(time.perf_counter() - began)
    return min(spent)
