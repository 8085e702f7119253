"""A poll that is stored together leaves what it would leave if its items came one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot import fresh, intake
from bot.transaction import finish, transaction
from connectors.base import (
    Attachment,
    AttachmentKind,
    Batch,
    Deleted,
    Edited,
    Incoming,
    Item,
    Kind,
    Parent,
    Profile,
)
from storage.models import Account, Case, Customer, Desk

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TABLES = {
    "cases": "SELECT number, kind, status, quiet, priority, version, said_version, unanswered_since, earlier_cases,"
    " events, opened_at FROM cases ORDER BY number",
    "messages": "SELECT m.key, c.number, m.direction, m.url, m.received_at, v.thread_key, m.ordinal, m.text, m.rating,"
    " m.title, m.target::text, m.at, m.deleted_at, (SELECT count(*) FROM attachments a WHERE a.message_id = m.id)"
    " FROM messages m JOIN cases c ON c.id = m.case_id JOIN conversations v ON v.id = m.conversation_id"
    " ORDER BY m.key",
    "conversations": "SELECT v.thread_key, i.external_id, v.kind, c.number, p.key FROM conversations v"
    " JOIN identities i ON i.id = v.identity_id JOIN cases c ON c.id = v.case_id LEFT JOIN posts p ON p.id = v.post_id"
    " ORDER BY 1, 2, 3",
    "customers": "SELECT i.external_id, i.name, i.city, i.profile_at FROM identities i ORDER BY 1",
    "events": "SELECT c.number, e.seq, e.kind, e.at, (e.data - 'message')::text FROM events e"
    " JOIN cases c ON c.id = e.case_id ORDER BY 1, 2",
    "cards": "SELECT c.number, k.lane, k.urgency, k.due_at, k.wanted_version, p.kind FROM cards k JOIN cases c"
    " ON c.id = k.case_id LEFT JOIN panels p ON p.id = k.collected_in ORDER BY 1",
    "deadlines": "SELECT c.number, d.measure, d.waits_since, d.started_at, d.target, d.spent, d.since, d.due_at,"
    " d.ended_at, d.met, d.decided_at, d.stage, d.next_at, d.terms FROM deadlines d JOIN cases c ON c.id = d.case_id"
    " ORDER BY 1, 2, d.id",
    "raw": "SELECT key, reason FROM raw_events ORDER BY 1, 2",
    "desks": "SELECT case_count FROM desks",
}


@pytest.mark.parametrize("seed", range(12))
async def test_together_or_one_by_one_it_is_the_same(
    sessions: async_sessionmaker[AsyncSession], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    items = list(_items(Random(seed)))
    account_id = await _account(sessions)
    together = await _left(sessions, account_id, [items])
    in_polls = await _left(sessions, account_id, [[one] for one in items])

    async def not_plain(*_: object) -> None:
        raise fresh.NotPlain

    monkeypatch.setattr(intake, "open_together", not_plain)
    one_by_one = await _left(sessions, account_id, [items])
    assert together == in_polls == one_by_one
    assert len(together["cases"]) > 3
    assert len(together["cases"]) < len(together["messages"])


async def test_new_cases_are_stored_together(
    sessions: async_sessionmaker[AsyncSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would compare one way with itself."""
    sizes, real = [], fresh.open_together

    async def counted(session: AsyncSession, account: Account, run: Sequence[Incoming], now: datetime) -> Any:
        sizes.append(len(run))
        return await real(session, account, run, now)

    monkeypatch.setattr(intake, "open_together", counted)
    account_id = await _account(sessions)
    await _left(sessions, account_id, [[_comment(f"k{n}", str(n), "post") for n in range(25)]])
    assert sizes == [25]


async def test_whose_customer_was_merged_meanwhile_is_found_one_by_one(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    account_id = await _account(sessions)
    async with sessions() as session, session.begin():
        account = await session.get_one(Account, account_id)
        await intake.take(
            session, account, Batch([_comment("a", "1", "p"), _comment("b", "2", "p")], None), AT
        )
        first, second = (await session.scalars(select(Customer).order_by(Customer.id))).all()
        await session.execute(
            update(Customer).where(Customer.id == second.id).values(merged_into_id=first.id)
        )
    async with sessions() as session, session.begin():
        account = await session.get_one(Account, account_id)
        later = [_comment("c", "2", "q"), _comment("d", "3", "q")]
        await intake.take(session, account, Batch(later, None), AT + timedelta(minutes=1))
        whose = (await session.scalars(select(Case.customer_id).order_by(Case.number))).all()
    assert whose[2] == first.id
    assert len(whose) == 4


async def test_one_comment_takes_as_many_statements_as_fifty(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    """By people who have written before; of fifty the same statements as of twenty, which stay prepared."""
    account_id = await _account(sessions)
    await _kept(sessions, account_id, [_comment(f"a{n}", str(n), "first") for n in range(50)])
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    taken = []
    for count, thread in ((1, "second"), (20, "third"), (50, "fourth")):
        await _kept(sessions, account_id, [_comment(f"{thread}{n}", str(n), thread) for n in range(count)])
        taken.append([*asked])
        asked.clear()
    of_one, of_twenty, of_fifty = taken
    assert len(of_one) == len(of_twenty) == len(of_fifty) <= 12
    assert [one for one in of_twenty if one.startswith("SELECT")] == [
        one for one in of_fifty if one.startswith("SELECT")
    ]


async def _kept(
    sessions: async_sessionmaker[AsyncSession], account_id: int, items: Sequence[Incoming]
) -> None:
    async with transaction(sessions) as session:
        account = await session.get_one(Account, account_id)
        await intake.take(session, account, Batch(items, None), AT)


async def _account(sessions: async_sessionmaker[AsyncSession]) -> int:
    async with sessions() as session, session.begin():
        desk = Desk(title="Brand", chat_id=-1001, language="en", timezone="UTC", summary_at="09:00")
        session.add(desk)
        await session.flush()
        account = Account(desk_id=desk.id, network="vk", external_id="1", title="Page")
        session.add(account)
        await session.flush()
        return account.id


async def _left(
    sessions: async_sessionmaker[AsyncSession], account_id: int, polls: Sequence[Sequence[Item]]
) -> dict[str, list[tuple[Any, ...]]]:
    """What is in the tables after these polls, all at one moment; then it is taken back."""
    async with sessions() as session:
        account = await session.get_one(Account, account_id)
        for items in polls:
            await intake.take(session, account, Batch(items, None), AT)
            await finish(session)
        left = {
            name: [tuple(row) for row in await session.execute(text(query))] for name, query in TABLES.items()
        }
        await session.rollback()
        return left


def _comment(key: str, who: str, thread: str, **others: Any) -> Incoming:
    return Incoming(key, Kind.COMMENT, thread, _author(who), f"words {key}", AT, {"key": key}, **others)


def _author(who: str) -> Profile:
    return Profile(who, None if int(who) % 3 == 0 else f"Customer {who}")


def _items(rng: Random) -> Iterator[Item]:
    """Forty: new ones, the same again, replies, edits and deletions, also of what has not come yet."""
    keys: list[str] = []
    for n in range(40):
        key = rng.choice(keys) if keys and rng.random() < 0.1 else f"k{n}"
        who, thread = str(rng.randrange(1, 12)), f"post{rng.randrange(4)}"
        match rng.randrange(12):
            case 0 if keys:
                yield _comment(key, who, thread, reply_to_key=rng.choice(keys))
            case 1:
                yield Deleted(rng.choice([*keys, f"k{n + 1}"]), AT)
            case 2 if keys:
                yield Edited(rng.choice(keys), f"other words {n}", AT + timedelta(seconds=n))
            case 3:
                yield Incoming(key, Kind.MESSAGE, f"dialog{who}", _author(who), "privately", AT, {})
            case 4:
                yield Incoming(
                    key, Kind.REVIEW, "reviews", _author(who), "fine", AT, {}, rating=4, title="Oh"
                )
            case 5:
                photo = Attachment(AttachmentKind.PHOTO, "https://example.com/a.jpg")
                parent = Parent(thread, f"https://example.com/{thread}", "Our new blend")
                yield _comment(key, who, thread, attachments=(photo,), parent=parent)
            case _:
                yield _comment(key, who, thread)
        keys.append(key)
