"""A backup holds one moment whole, and comes back row by row into an empty database, or not at all."""

from __future__ import annotations

import asyncio
import json
import random
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import backup, migrate
from storage.backup import HEAD, TAIL, BackupUnreadable, NotEmpty, Progress
from storage.engine import make_engine
from storage.errors import SchemaMismatch
from tests.storage.comparing import rows, sequences
from tests.storage.content import CONTENT

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ODD = "tab\t, line\r\n, \\backslash, \\. , \\N, 'quote' \"both\", 🔥 ё"


def silent(table: str, size: int) -> None:
    pass


@pytest.fixture
async def empty(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(empty_database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def filled(engine: AsyncEngine) -> AsyncEngine:
    async with engine.begin() as connection:
        for statement in CONTENT:
            await connection.execute(text(statement))
        await connection.execute(text("UPDATE messages SET text = :odd"), {"odd": ODD})
        await connection.execute(
            text("INSERT INTO lanes (key, spent) VALUES ('tg:1', ARRAY[now(), now() - interval '1 s'])")
        )
    return engine


async def write(engine: AsyncEngine, path: Path, progress: Progress = silent) -> Path:
    with path.open("wb") as out:
        await backup.write(engine, out, NOW, "1.2.3", progress)
    return path


async def restore(engine: AsyncEngine, path: Path) -> None:
    async with backup.restored(engine, backup.read(path, silent), silent):
        pass


async def test_every_row_and_sequence_comes_back(
    filled: AsyncEngine, empty: AsyncEngine, tmp_path: Path
) -> None:
    await restore(empty, await write(filled, tmp_path / "b"))
    before = await rows(filled)
    assert await rows(empty) == before
    assert await sequences(empty) == await sequences(filled)
    assert len(before["messages"]) == 2
    async with empty.begin() as connection:
        assert set(await connection.scalars(text("SELECT text FROM messages"))) == {ODD}
        # What a trigger does is done again, and a foreign key holds.
        await connection.execute(text("DELETE FROM stale_facts"))
        await connection.execute(
            text(
                "INSERT INTO events (desk_id, case_id, seq, kind, at) SELECT desk_id, id, 9, 'x', now() FROM cases"
            )
        )
        assert await connection.scalar(text("SELECT count(*) FROM stale_facts")) == 1
    with pytest.raises(Exception, match="fk_cases_customer_id"):
        async with empty.begin() as connection:
            await connection.execute(text("DELETE FROM customers"))


async def test_the_schema_is_the_same_and_so_are_the_settings_of_the_connection(
    filled: AsyncEngine, empty: AsyncEngine, tmp_path: Path
) -> None:
    query = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
    await restore(empty, await write(filled, tmp_path / "b"))
    found = []
    for engine in (filled, empty):
        async with engine.connect() as connection:
            found.append((await connection.execute(text(query))).all())
            assert await connection.scalar(text("SHOW statement_timeout")) == "30s"
    assert found[0] == found[1]


async def test_it_is_of_one_moment_while_others_write(
    filled: AsyncEngine, database_url: str, tmp_path: Path
) -> None:
    host = filled.url.query["host"]
    written: list[str] = []

    def between(table: str, size: int) -> None:
        """Somebody commits a message and a customer after the first table was read."""
        if not written:
            written.append(table)
            thread = Thread(target=lambda: asyncio.run(add()))
            thread.start()
            thread.join()

    async def add() -> None:
        connection = await asyncpg.connect(host=host, user="postgres", database=filled.url.database)
        await connection.execute(
            "INSERT INTO customers (desk_id) SELECT id FROM desks; UPDATE messages SET text = 'later'"
        )
        await connection.close()

    await write(filled, tmp_path / "b", between)
    read = backup.read(tmp_path / "b", silent)
    assert written == ["accounts"]
    assert read.parts["customers"].rows == 1
    with zipfile.ZipFile(read.path) as file:
        assert b"later" not in file.read("tables/messages.copy")
    async with filled.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM customers")) == 2


async def test_a_migration_waits_for_a_backup_that_is_being_made(filled: AsyncEngine, tmp_path: Path) -> None:
    """Also one that touches nothing of what was read so far."""
    migrating: list[asyncio.Task[None]] = []
    begun: list[bool] = []

    async def migrates() -> None:
        async with migrate.locked(filled):
            begun.append(True)

    def begin(table: str, size: int) -> None:
        if not migrating:
            migrating.append(asyncio.create_task(migrates()))
        begun_by_then.append(bool(begun))

    begun_by_then: list[bool] = []
    await write(filled, tmp_path / "b", begin)
    await migrating[0]
    assert (any(begun_by_then), begun) == (False, [True])
    assert len(begun_by_then) > 5


@pytest.fixture
async def whole(filled: AsyncEngine, tmp_path: Path) -> bytes:
    return (await write(filled, tmp_path / "whole")).read_bytes()


async def test_a_file_that_was_cut_is_refused(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    for length in (0, 1, 100, len(whole) // 3, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupUnreadable, match="cut"):
            backup.read(path, silent)


async def test_a_damaged_file_is_refused_or_says_the_same(whole: bytes, tmp_path: Path) -> None:
    """Some bytes mean nothing (times of members); no other may change unseen."""
    path = tmp_path / "damaged"
    path.write_bytes(whole)
    good = backup.read(path, silent)
    chance, refused = random.Random(8), 0
    for at in chance.sample(range(len(whole)), 400):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ chance.randrange(1, 256)]) + whole[at + 1 :])
        try:
            found = backup.read(path, silent)
        except BackupUnreadable:
            refused += 1
        else:
            assert found == good
    assert refused > 200


def rewritten(whole: bytes, path: Path, member: str, change: Any) -> None:
    """The backup with one member changed in a way that its own checksum does not show."""
    source = path.with_suffix(".source")
    source.write_bytes(whole)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)


async def test_what_was_changed_by_hand_is_refused(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changed"
    rewritten(whole, path, "tables/messages.copy", lambda data: data.replace(b"quote", b"quota"))
    with pytest.raises(BackupUnreadable, match="the table messages"):
        backup.read(path, silent)


@pytest.mark.parametrize("what", [b"", b"not a backup\n" * 100])
def test_another_file_is_refused(what: bytes, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(what)
    with pytest.raises(BackupUnreadable, match="something else"):
        backup.read(tmp_path / "other", silent)
    with zipfile.ZipFile(tmp_path / "zip", "w") as file:
        file.writestr("photo.jpg", what)
    with pytest.raises(BackupUnreadable, match="no backup of Otklik"):
        backup.read(tmp_path / "zip", silent)


async def test_one_without_an_end_is_refused(whole: bytes, tmp_path: Path) -> None:
    source, path = tmp_path / "source", tmp_path / "endless"
    source.write_bytes(whole)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != TAIL:
                new.writestr(name, old.read(name))
    with pytest.raises(BackupUnreadable, match="too early"):
        backup.read(path, silent)


async def test_only_an_empty_database_is_filled(
    filled: AsyncEngine, empty: AsyncEngine, tmp_path: Path
) -> None:
    path = await write(filled, tmp_path / "b")
    before = await rows(filled)
    with pytest.raises(NotEmpty, match=r"'accounts'.*DATABASE_URL"):
        await restore(filled, path)
    assert await rows(filled) == before
    async with empty.begin() as connection:
        await connection.execute(text("CREATE TABLE invoices (id int)"))
    with pytest.raises(NotEmpty, match="'invoices'"):
        await restore(empty, path)


async def test_one_of_a_newer_version_and_of_another_form_are_refused(
    whole: bytes, empty: AsyncEngine, tmp_path: Path
) -> None:
    def head(**changes: object) -> Any:
        return lambda data: json.dumps(json.loads(data) | changes).encode()

    path = tmp_path / "newer"
    rewritten(whole, path, HEAD, head(revision="9999"))
    with pytest.raises(SchemaMismatch, match=r"9999.*does not know"):
        await restore(empty, path)
    rewritten(whole, path, HEAD, head(format=2))
    with pytest.raises(BackupUnreadable, match="newer one"):
        backup.read(path, silent)
    assert await migrate.current(empty) is None


async def test_what_fails_half_way_leaves_nothing_behind(
    filled: AsyncEngine, empty: AsyncEngine, tmp_path: Path
) -> None:
    path = await write(filled, tmp_path / "b")

    def fail(table: str, size: int) -> None:
        if table == "messages":
            raise OSError

    with pytest.raises(OSError):
        async with backup.restored(empty, backup.read(path, silent), fail):
            pass
    assert await migrate.current(empty) is None
    await restore(empty, path)
    assert await rows(empty) == await rows(filled)


async def test_tables_of_others_are_left_out(filled: AsyncEngine, empty: AsyncEngine, tmp_path: Path) -> None:
    async with filled.begin() as connection:
        await connection.execute(text("CREATE TABLE invoices (id serial)"))
    with (tmp_path / "b").open("wb") as out:
        assert (await backup.write(filled, out, NOW, "1", silent)).left_out == ("invoices",)
    await restore(empty, tmp_path / "b")


async def test_an_empty_database_has_no_backup(empty: AsyncEngine, tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch, match="nothing to back up"):
        await write(empty, tmp_path / "b")
