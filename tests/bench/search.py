"""`/find` on a million messages: each kind of query, with its first page, against looking up one message by its id."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.desk.lookup import understood
from bot.found import page_of
from bot.lookup import find
from bot.texts import words
from storage import migrate
from storage.embedded import running
from storage.engine import make_engine
from storage.models import Desk, Message
from tests.bench.data import BYGONE, ENDED, RARE, fill

RUNS = 20
NOW = ENDED + timedelta(hours=1)
QUERIES = {
    "a rare word": RARE,
    "a common word": "заказ",
    "an English word": "deliveries",
    "two common words": "заказ доставка",
    "five words": "заказ доставка кофе спасибо посылка",
    "a phrase": '"где заказ"',
    "a beginning": "пратк*",
    "a beginning of two letters": "пр*",
    "a word of long ago": BYGONE,
    "a word of long ago and a common one": f"{BYGONE} заказ",
    "words that never meet": f"{BYGONE} экспертизой гарантия",
    "nothing": "несуществующее",
    "a number that was mentioned": "123456",
    "a case's number": "#777",
    "a customer's name": "Becker777",
    "a first name": "Вера",
    "a handle": "vk.com/id777",
    "a word in open cases": "заказ статус:открытые",
    "a word in closed cases": "заказ статус:закрытые",
    "a word in cases with a tag": "заказ #xxl",
    "a tag alone": "#xxl",
    "a word in a month": "заказ 03.2024",
    "a word since a day": f"{BYGONE} <01.02.2024",
    "open cases": "статус:открытые",
}
FILL = """
INSERT INTO findable (desk_id, kind, ref, case_id, customer_id, at, words)
SELECT desk_id, 'message', id, case_id, NULL::bigint, at, otklik_words(text) FROM messages
UNION ALL SELECT desk_id, 'identity', id, NULL, customer_id, NULL,
    otklik_words(name) || array_to_tsvector(ARRAY['@' || external_id, '@id' || external_id]) FROM identities
"""


async def run(messages: int) -> str:
    """Raises DatabaseUnavailable where the program's own PostgreSQL cannot run."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with running(folder) as server:
            engine = make_engine(server.url())
            try:
                return await _measure(engine, str(server.socket_dir), messages)
            finally:
                await engine.dispose()


async def _measure(engine: AsyncEngine, socket_dir: str, messages: int) -> str:
    await migrate.upgrade(engine)
    began = time.perf_counter()
    connection = await asyncpg.connect(host=socket_dir, port=5432, user="postgres", database="otklik")
    await fill(connection, messages)
    filled = time.perf_counter() - began
    await _index(connection)
    indexed = time.perf_counter() - began - filled
    sizes = await connection.fetchrow(
        "SELECT pg_size_pretty(pg_total_relation_size('messages')), pg_size_pretty(pg_total_relation_size('findable'))"
    )
    storm = await _storm(connection)
    await connection.close()
    lines = [
        f"search: {messages:,} messages ({sizes[0]}) made in {filled:.0f} s, their words ({sizes[1]}) in {indexed:.0f} s;"
        f" a message stored: {storm[0]:.2f} ms with its words, {storm[1]:.2f} ms without",
        f"{'':38}{'p50 ms':>8}{'p95 ms':>8}{'× id':>8}{'cases':>8}",
    ]
    async with AsyncSession(engine) as session:
        base, *_ = await _timed(lambda: _by_id(session))
        lines.append(f"{'a message by its id':38}{base:8.1f}")
        for kind, asked in QUERIES.items():
            median, late, count = await _timed(lambda asked=asked: _find(session, asked))  # type: ignore[misc]
            lines.append(f"{kind:38}{median:8.1f}{late:8.1f}{median / base:8.0f}{count:>8}")
    return "\n".join(lines)


async def _index(connection: asyncpg.Connection) -> None:
    """As the migration does: the rows first, then each index in one go."""
    made = [
        row["indexdef"]
        for row in await connection.fetch(
            "SELECT indexdef FROM pg_indexes WHERE indexname IN ('ix_findable_words', 'ix_findable_at')"
        )
    ]
    await connection.execute("DROP INDEX ix_findable_words, ix_findable_at")
    await connection.execute(FILL)
    for definition in made:
        await connection.execute(definition)
    await connection.execute("VACUUM ANALYZE")


async def _storm(connection: asyncpg.Connection) -> Sequence[float]:
    """Milliseconds to store a message of ten words, with the trigger and without."""
    spent = []
    store = (
        "INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, ordinal, text, at)"
        " SELECT 1, 1, 1, 1, 'in', 1, (SELECT string_agg(text, ' ') FROM (SELECT text FROM messages WHERE id"
        " IN (n, n + 1)) AS two), now() FROM generate_series($1::int, $1 + 499) AS n"
    )
    for role, first in (("origin", 5_000), ("replica", 9_000)):
        await connection.execute(f"SET session_replication_role = {role}")
        began = time.perf_counter()
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(store, first)
        await transaction.rollback()
        spent.append((time.perf_counter() - began) * 1000 / 500)
    return spent


async def _timed(look: Callable[[], Awaitable[str]]) -> tuple[float, float, str]:
    """Median and 95th percentile in milliseconds, after one that warms up; and what was found."""
    found, spent = await look(), []
    for _ in range(RUNS):
        began = time.perf_counter()
        await look()
        spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    return spent[RUNS // 2], spent[math.ceil(RUNS * 0.95) - 1], found


async def _by_id(session: AsyncSession) -> str:
    session.expunge_all()
    return str(await session.get(Message, 4321))


async def _find(session: AsyncSession, asked: str) -> str:
    session.expunge_all()
    desk = await session.get_one(Desk, 1)
    found = await find(session, desk, understood(asked, [words(desk.language)], NOW.date()), NOW)
    await page_of(session, desk, found, 0)
    return f"{len(found.cases)}{'+' if found.more else ''}{' …' if found.back_to else ''}"
