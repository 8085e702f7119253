"""What a restore does to what may have gone on since. What comes of it is in `tests/flows/test_restored.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.restored import IDS, go_on
from storage import migrate
from storage.engine import make_engine
from storage.models import Desk, Message, Outbox, Update
from tests.storage.comparing import sequences
from tests.storage.first import STOPPED_AT, fill

NOW = STOPPED_AT + timedelta(hours=3)


@pytest.fixture
async def desks(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    """One where an answer and an update wait."""
    engine = make_engine(empty_database_url)
    await fill(engine)
    await migrate.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE updates SET state = 'new' WHERE id = (SELECT max(id) FROM updates)")
        )
    yield engine
    await engine.dispose()


async def gone_on(engine: AsyncEngine, statement: str = "SELECT") -> AsyncSession:
    session = AsyncSession(engine, expire_on_commit=False)
    await session.execute(text(statement))
    await go_on(session, STOPPED_AT, NOW)
    return session


async def test_what_waited_is_looked_up_or_put_aside_and_numbers_are_left_out(desks: AsyncEngine) -> None:
    before = await sequences(desks)
    async with await gone_on(desks) as session:
        waiting = select(Outbox).where(Outbox.kind == "answer", Outbox.state != "sent")
        (answer,) = (await session.scalars(waiting)).all()
        assert (answer.state, answer.lease_until, answer.attempts) == ("sending", NOW, 0)
        assert (await session.get_one(Message, answer.message_id)).delivery == "sending"
        parked = (await session.scalars(select(Update).where(Update.state != "done"))).all()
        assert [(one.state, one.error) for one in parked] == [("parked", "restored")]
        desk = (await session.scalars(select(Desk))).one()
        assert (desk.restored_at, desk.case_count) == (NOW, 1999)
        notices = select(Outbox.payload).where(Outbox.kind == "notice", Outbox.state == "pending")
        (told,) = [one for one in await session.scalars(notices) if "key" in one]
        assert told["params"] == {"since": "22.11 21:30 UTC", "until": "23.11 00:30 UTC"}
        await session.commit()
    after = await sequences(desks)
    assert {name: last for name, (last, _) in after.items() if last <= before[name][0] + IDS - 1} == {}


async def test_a_busy_desk_leaves_out_as_many_numbers_as_a_month_brought(desks: AsyncEngine) -> None:
    many = (
        "INSERT INTO cases (desk_id, account_id, customer_id, number, kind, status, opened_at)"
        " SELECT 1, 1, 1, 100 + n, 'comment', 'open', '2026-11-20' FROM generate_series(1, 2500) n"
    )
    async with await gone_on(desks, many) as session:
        desk = (await session.scalars(select(Desk))).one()
        assert desk.case_count == 2999  # 5 known, 2,505 of the last month
