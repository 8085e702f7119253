"""The server that the program brings along: its life, and what ends it."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from storage.embedded import Server, _Cluster, running
from storage.errors import DatabaseUnavailable

# A program that uses the server until it is told or made to end.
PROGRAM = """
import asyncio, sys
from storage.embedded import running

async def main():
    async with running(sys.argv[1], fast=True) as server:
        print(server.socket_dir, flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """As an installation's: not below pytest's private directories, which the server's account cannot enter.

    A server that was told to stop may still be writing there when the test is over.
    """
    with tempfile.TemporaryDirectory(prefix="otklik-tests-embedded-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def postmaster(data_dir: Path) -> int | None:
    """The pid of the server on that directory."""
    if _Cluster(data_dir, fast=True)._postmaster() is None:
        return None
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def start_program(data_dir: Path) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    assert program.stdout.readline(), "it did not start"
    return program


async def ask(server: Server, sql: str) -> object:
    connection = await asyncpg.connect(
        host=str(server.socket_dir), port=5432, user="postgres", database="otklik"
    )
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_it_starts_keeps_data_and_stops(data_dir: Path) -> None:
    async with running(data_dir) as server:
        settings = {
            name: await ask(server, f"SHOW {name}")
            for name in ("fsync", "jit", "timezone", "listen_addresses")
        }
        assert settings == {"fsync": "on", "jit": "off", "timezone": "UTC", "listen_addresses": ""}
        assert await ask(server, "SELECT to_tsvector('russian', 'ЁЛКИ') @@ to_tsquery('russian', 'ёлка')")
        await ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert postmaster(data_dir) is None
    async with running(data_dir) as server:
        assert await ask(server, "SELECT answer FROM kept") == 42


async def test_the_last_one_out_stops_it(data_dir: Path) -> None:
    program = start_program(data_dir)
    async with running(data_dir):
        program.communicate("")
        assert postmaster(data_dir) is not None
    assert postmaster(data_dir) is None


async def test_after_kill_9_it_runs_on_is_found_again_and_then_stops(data_dir: Path) -> None:
    program = start_program(data_dir)
    before = postmaster(data_dir)
    program.send_signal(signal.SIGKILL)
    program.communicate()
    async with running(data_dir, fast=True) as server:
        assert postmaster(data_dir) == before
        assert await ask(server, "SELECT 1") == 1
    assert postmaster(data_dir) is None


async def test_after_kill_9_of_the_server_itself_it_recovers(data_dir: Path) -> None:
    async with running(data_dir) as server:
        await ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
        pid = postmaster(data_dir)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        psutil.Process(pid).wait(10)
    async with running(data_dir) as server:
        assert await ask(server, "SELECT answer FROM kept") == 42


async def test_a_pid_file_that_names_another_program_does_not_deceive_it(data_dir: Path) -> None:
    """As in a new container, where numbers begin anew."""
    async with running(data_dir, fast=True):
        lines = (data_dir / "postgres" / "postmaster.pid").read_text().splitlines()
    (data_dir / "postgres" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    async with running(data_dir, fast=True) as server:
        assert await ask(server, "SELECT 1") == 1


@pytest.mark.parametrize("name", ["with a space, a comma and 'quotes' $HOME", "данные", "long" * 40])
async def test_any_path_will_do(data_dir: Path, name: str) -> None:
    async with running(data_dir / name, fast=True) as server:
        assert await ask(server, "SELECT current_database()") == "otklik"


async def test_a_relative_path_is_the_same_server(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data_dir)
    async with running("here", fast=True) as one, running(data_dir / "here", fast=True) as two:
        assert one == two


async def test_another_major_version_is_refused(data_dir: Path) -> None:
    (data_dir / "postgres").mkdir()
    (data_dir / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(
        DatabaseUnavailable, match="made by PostgreSQL 16 and this program brings PostgreSQL 18"
    ):
        async with running(data_dir):
            pass


async def test_a_place_that_cannot_be_written_is_named(data_dir: Path) -> None:
    (data_dir / "file").touch()
    with pytest.raises(DatabaseUnavailable, match=r"cannot keep the database in .*file.*: Not a directory"):
        async with running(data_dir / "file" / "data"):
            pass


async def test_damaged_data_is_reported_with_postgresqls_own_reason(data_dir: Path) -> None:
    async with running(data_dir, fast=True):
        pass
    (data_dir / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(
        DatabaseUnavailable,
        match=r'did not start: configuration file ".*" contains errors \(more in .*postgres\.log',
    ):
        async with running(data_dir, fast=True):
            pass


async def test_a_making_that_was_interrupted_is_begun_again(data_dir: Path) -> None:
    (data_dir / "postgres.new").mkdir()
    (data_dir / "postgres.new" / "PG_VERSION").write_text("18\n")
    async with running(data_dir, fast=True) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_being_cancelled_while_starting_leaves_no_server(data_dir: Path) -> None:
    async def use() -> None:
        async with running(data_dir, fast=True):
            await asyncio.sleep(60)

    for delay in (0.0, 0.05, 0.2, 0.35):
        task = asyncio.create_task(use())
        await asyncio.sleep(delay)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert postmaster(data_dir) is None


async def test_starting_does_not_hold_up_the_loop(data_dir: Path) -> None:
    longest, ended = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        while not ended.is_set():
            before = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - before)

    watcher = asyncio.create_task(watch())
    async with running(data_dir, fast=True):
        ended.set()
    await watcher
    assert longest < 0.2
