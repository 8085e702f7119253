import asyncio
from collections.abc import AsyncIterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrate
from storage.engine import make_engine
from storage.errors import SchemaMismatch
from storage.models import Base
from tests.storage.content import CONTENT

# What PostgreSQL itself says the tables are, in an order that does not depend on how they came to be.
CATALOG = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity,"
    " generation_expression FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal ORDER BY 1, 2",
    "functions": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2",
}


@pytest.fixture
async def empty(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(empty_database_url)
    yield engine
    await engine.dispose()


async def catalog(engine: AsyncEngine) -> dict[str, list[tuple[object, ...]]]:
    async with engine.connect() as connection:
        found = {name: (await connection.execute(text(sql))).all() for name, sql in CATALOG.items()}
    return {name: [tuple(row) for row in rows if row[0] != "alembic_version"] for name, rows in found.items()}


async def test_alembic_finds_no_difference_between_models_and_migrations(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_postgresql_finds_no_difference_either(engine: AsyncEngine, empty: AsyncEngine) -> None:
    """Alembic compares check constraints by name only and partial indexes loosely; the catalog is exact."""
    async with empty.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    migrated, modelled = await catalog(engine), await catalog(empty)
    for name, rows in modelled.items():
        assert migrated[name] == rows, name


async def test_up_down_and_up_again(empty: AsyncEngine) -> None:
    await migrate.upgrade(empty)
    first = await catalog(empty)
    assert first["columns"]
    await migrate.downgrade(empty, "base")
    assert not any((await catalog(empty)).values())
    await migrate.upgrade(empty)
    assert await catalog(empty) == first
    assert await migrate.current(empty) == migrate.head()


async def test_what_is_there_survives_the_way_down_to_0003_and_up(empty: AsyncEngine) -> None:
    """With each thing that only the later tables know: that alone is lost."""
    await migrate.upgrade(empty)
    async with empty.begin() as connection:
        for statement in CONTENT:
            await connection.execute(text(statement))
    for revision in ("0003", None):
        if revision is None:
            await migrate.upgrade(empty)
        else:
            await migrate.downgrade(empty, revision)
        async with empty.connect() as connection:
            found = [(await connection.execute(text(sql))).all() for sql in KEPT]
        assert [[tuple(row) for row in rows] for rows in found] == [
            [("in", "Hello"), ("out", "Call 1")],
            [("held_by_other", "Call 2", "waiting"), ("held_by_other", "Unseen", "dropped")],
            [("photo", "https://there")],
            [("k",)],
        ]


KEPT = (
    "SELECT direction, text FROM messages ORDER BY id",
    "SELECT why, text, state FROM drafts ORDER BY id",
    "SELECT kind, url FROM attachments",
    "SELECT key FROM posts",
)


async def test_an_empty_database_is_filled_and_then_left_alone(empty: AsyncEngine) -> None:
    assert await migrate.current(empty) is None
    await migrate.ensure(empty)
    await migrate.ensure(empty)
    assert await migrate.current(empty) == migrate.head()


async def test_two_programs_may_fill_it_at_once(empty: AsyncEngine) -> None:
    await asyncio.gather(*(migrate.ensure(empty) for _ in range(4)))
    assert await migrate.current(empty) == migrate.head()


async def stand_at(engine: AsyncEngine, revision: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )


async def test_an_unknown_revision_is_refused_and_not_touched(engine: AsyncEngine) -> None:
    await stand_at(engine, "from_the_future")
    for act in (migrate.ensure, migrate.upgrade):
        with pytest.raises(SchemaMismatch, match=r"from_the_future.*does not know.*`otklik migrate`"):
            await act(engine)
    assert await migrate.current(engine) == "from_the_future"


async def test_an_older_revision_is_refused_until_migrated(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "head", lambda: "newer")
    with pytest.raises(SchemaMismatch, match=r"needs newer: run `otklik migrate`$"):
        await migrate.ensure(engine)


async def test_somebody_elses_database_is_not_filled(empty: AsyncEngine) -> None:
    async with empty.begin() as connection:
        await connection.execute(text("CREATE TABLE invoices (id int)"))
    with pytest.raises(SchemaMismatch, match=r"not empty and not Otklik's.*'invoices'"):
        await migrate.ensure(empty)
    assert await migrate.current(empty) is None


async def test_a_migration_that_fails_leaves_nothing_behind(empty: AsyncEngine) -> None:
    async with empty.begin() as connection:
        await connection.execute(text("CREATE TABLE cases (id int)"))  # collides half-way
    with pytest.raises(Exception, match="already exists"):
        await migrate.upgrade(empty)
    assert {row[0] for row in (await catalog(empty))["columns"]} == {"cases"}
