"""Facts of all cases made anew, as after an update, and of one, as after each event."""

from __future__ import annotations

import json
import tempfile
import time

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from bot.facts import refresh
from storage import migrate
from storage.embedded import running
from storage.engine import make_engine
from tests.bench.data import ENDED, fill

BATCHES = 20
ONES = 20
WEEK = json.dumps({day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
LOG = """
INSERT INTO events (desk_id, case_id, seq, kind, staff_id, at)
SELECT 1, c.id, one.seq, one.kind, one.staff, c.opened_at + one.seq * interval '1 hour'
FROM cases c, (VALUES (1, 'opened', NULL), (2, 'customer_wrote', NULL), (3, 'claim', 1), (4, 'answer', 1),
    (5, 'answered', 1), (6, 'resolve', 1)) AS one (seq, kind, staff)
WHERE one.seq < 6 OR c.closed_at IS NOT NULL
"""
ANSWERED = """
UPDATE messages SET answered_by_id = answer.id FROM messages answer
WHERE answer.case_id = messages.case_id AND answer.direction = 'out' AND messages.direction = 'in'
"""
STALE = "INSERT INTO stale_facts (case_id) SELECT id FROM cases ORDER BY id"


async def run(messages: int) -> str:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with running(folder, fast=True) as server:
            engine = make_engine(server.url("postgres"))
            await migrate.upgrade(engine)
            connection = await asyncpg.connect(
                host=str(server.socket_dir), port=5432, user="postgres", database="postgres"
            )
            await fill(connection, messages)
            for statement in (LOG, ANSWERED, f"UPDATE desks SET hours = '{WEEK}'", STALE, "ANALYZE"):
                await connection.execute(statement, timeout=600)
            try:
                async with AsyncSession(engine) as session:
                    return await _measured(session)
            finally:
                await connection.close()
                await engine.dispose()


async def _measured(session: AsyncSession) -> str:
    await refresh(session, ENDED)
    began, made = time.perf_counter(), 0
    for _ in range(BATCHES):
        made += await refresh(session, ENDED)
        await session.commit()
    many = made / (time.perf_counter() - began)
    began = time.perf_counter()
    for _ in range(ONES):
        await refresh(session, ENDED, limit=1)
        await session.commit()
    one = (time.perf_counter() - began) / ONES * 1000
    return f"facts: {many:,.0f} cases a second in batches; one case {one:.1f} ms"
