"""A desk with a long life behind it, as SQL: a million cases leave ten million events, and all that belongs to them."""

from __future__ import annotations

import asyncpg

from tests.bench.outside import ANNA, BRAND, FIRST, OLGA, OPERATORS
from tests.bench.search import FILL

OPEN = 1000
"""The last ones are open still."""
DESK = (
    "INSERT INTO desks (title, language, timezone, summary_at, chat_id, created_at)"
    f" VALUES ('Otklik', 'en', 'UTC', '09:00', {OPERATORS}, now() - interval '3 years')",
    f"INSERT INTO accounts (desk_id, network, external_id, title) VALUES (1, 'vk', '{BRAND}', 'Nordlicht Coffee')",
    "INSERT INTO staff (desk_id, user_id, name, role, given_role, private_at) VALUES"
    f" (1, {ANNA}, 'Anna', 'operator', NULL, NULL), (1, {OLGA}, 'Olga', 'owner', 'owner', now())",
)
CUSTOMERS = "INSERT INTO customers (desk_id) SELECT 1 FROM generate_series(1, $1::int)"
IDENTITIES = f"""
INSERT INTO identities (desk_id, customer_id, network, external_id, name, url, city, followers, profile_at)
SELECT 1, n, 'vk', ({FIRST} - 1 + n)::text, 'Guest' || n || ' Crowd', 'https://vk.com/id' || n, 'Riga', 48, now()
FROM generate_series(1, $1::int) AS n
"""
POSTS = """
INSERT INTO posts (desk_id, account_id, key, url, text, asked_at)
SELECT 1, 1, 'old' || n, 'https://vk.com/wall-1_' || n, 'Our blend ' || n, now() FROM generate_series(1, 1000) AS n
"""
CONVERSATIONS = """
INSERT INTO conversations (desk_id, account_id, identity_id, case_id, post_id, kind, thread_key)
SELECT 1, 1, n % $2::int + 1, n, n % 1000 + 1, 'comment', 'old' || n FROM generate_series(1, $1::int) AS n
"""
CASES = """
INSERT INTO cases (desk_id, account_id, customer_id, number, kind, status, holder_id, version, said_version, opened_at,
    unanswered_since, first_answer_at, closed_at, events, earlier_cases)
SELECT 1, 1, n % $2::int + 1, n, 'comment', CASE WHEN live THEN 'open' ELSE 'resolved' END, 1, 4, 1, at,
    CASE WHEN live THEN at END, CASE WHEN NOT live THEN at + interval '9 min' END,
    CASE WHEN NOT live THEN at + interval '1 hour' END, 10, n / $2::int
FROM (SELECT n, n > $1::int - $3::int AS live, now() - interval '3 years' * (1 - n::float / $1::int) AS at
    FROM generate_series(1, $1::int) AS n) AS made
"""
ASKED = """
INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, key, ordinal, text, at, received_at,
    target, shown_chat_id, shown_message_id, answered_by_id)
SELECT 1, 1, id, id, 'in', 'old' || id, 1, 'Where is my parcel ' || id || ', please? It should have been here by now',
    opened_at, opened_at, '{"kind": "comment"}', $1::bigint, id,
    CASE WHEN closed_at IS NOT NULL THEN $2::int + id END
FROM cases ORDER BY id
"""
ANSWERED = """
INSERT INTO messages (desk_id, account_id, conversation_id, case_id, direction, key, text, at, received_at, answers_id,
    delivery, staff_id)
SELECT 1, 1, id, id, 'out', 'ours' || id, 'It is on its way to you, order ' || id || '. Thank you for your patience!',
    first_answer_at, first_answer_at, id, 'sent', 1
FROM cases WHERE closed_at IS NOT NULL ORDER BY id
"""
EVENTS = """
INSERT INTO events (desk_id, case_id, seq, kind, staff_id, at, data)
SELECT 1, cases.id, one.seq, one.kind, one.staff, opened_at + one.seq * interval '5 min', '{}'
FROM cases, (VALUES (1, 'opened', NULL), (2, 'claim', 1), (3, 'category', 1), (4, 'tag', 1), (5, 'answer', 1),
    (6, 'answered', 1), (7, 'liked', 1), (8, 'read', NULL), (9, 'priority', 1), (10, 'resolve', 1)) AS one (seq, kind, staff)
ORDER BY cases.id, one.seq
"""
DEADLINES = """
INSERT INTO deadlines (desk_id, case_id, measure, waits_since, started_at, target, spent, ended_at, met, decided_at)
SELECT 1, id, measure, opened_at, opened_at, 480, 540, closed_at, true, closed_at
FROM cases, (VALUES ('first'), ('resolution')) AS one (measure) WHERE closed_at IS NOT NULL
"""
SENT = """
INSERT INTO outbox (desk_id, case_id, seq, lane, kind, message_id, state, urgency, not_before, attempts, settled_at)
SELECT 1, case_id, 1, 'vk:1', 'answer', id, 'sent', 0, at, 1, at FROM messages WHERE direction = 'out'
"""
CARDS = """
INSERT INTO cards (case_id, lane, chat_id, message_id, wanted_version, shown_version, shown_hash, drawn_at, urgency)
SELECT id, 'tg:' || $1::bigint, $1::bigint, id, 4, 4, md5(id::text), opened_at, 4 FROM cases ORDER BY id
"""
BOT_MESSAGES = """
INSERT INTO bot_messages (chat_id, message_id, desk_id, case_id, purpose, sent_at)
SELECT $1::bigint, id, 1, id, 'card', opened_at FROM cases ORDER BY id
"""


async def crowd(connection: asyncpg.Connection, cases: int) -> None:
    """Indexed, analysed and on the disk, as one that has been at work for long. A customer has about three cases."""
    customers, live = max(1, cases // 3), min(OPEN, cases // 10)
    await connection.execute("SET session_replication_role = replica")
    for statement in DESK:
        await connection.execute(statement)
    for statement, arguments in (
        (CUSTOMERS, (customers,)),
        (IDENTITIES, (customers,)),
        (POSTS, ()),
        (CASES, (cases, customers, live)),
        (CONVERSATIONS, (cases, customers)),
        (ASKED, (OPERATORS, cases)),
        (ANSWERED, ()),
        (EVENTS, ()),
        (DEADLINES, ()),
        (SENT, ()),
        (CARDS, (OPERATORS,)),
        (BOT_MESSAGES, (OPERATORS,)),
        (FILL, ()),
        ("UPDATE desks SET case_count = $1::int", (cases,)),
    ):
        await connection.execute(statement, *arguments, timeout=1800)
    await connection.execute("VACUUM ANALYZE", timeout=1800)
    await connection.execute("CHECKPOINT", timeout=1800)
