import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.embedded import Server
from storage.engine import CONNECTIONS, behind_transaction_pooler, check, make_engine, read_url
from storage.errors import DatabaseUnavailable, InvalidDatabaseURL


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_way_to_write_the_scheme(scheme: str) -> None:
    url, arguments = read_url(f"{scheme}://me:p%40ss@db.example:6432/desk\n")
    assert url.drivername == "postgresql+asyncpg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "me",
        "p@ss",
        "db.example",
        6432,
        "desk",
    )
    assert arguments == {}


def test_libpq_parameters_become_asyncpg_arguments() -> None:
    url, arguments = read_url(
        "postgres://h/d?sslmode=require&channel_binding=require&connect_timeout=3&application_name=x"
    )
    assert arguments == {"ssl": "require", "timeout": 3.0, "server_settings": {"application_name": "x"}}
    assert url.query == {}


@pytest.mark.parametrize(
    ("query", "verify", "hostname"),
    [
        ("sslmode=verify-full", ssl.CERT_REQUIRED, True),
        ("sslmode=verify-ca", ssl.CERT_REQUIRED, False),
        ("sslmode=require", ssl.CERT_REQUIRED, False),
        ("sslmode=prefer", ssl.CERT_NONE, False),
    ],
)
def test_a_root_certificate_is_checked_as_libpq_does(
    query: str, verify: ssl.VerifyMode, hostname: bool
) -> None:
    context = read_url(f"postgres://h/d?{query}&sslrootcert=system")[1]["ssl"]
    assert (context.verify_mode, context.check_hostname) == (verify, hostname)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://me:secret@h/d", "found mysql://"),
        ("secret", "expected postgresql://user:password@host"),
        ("postgres://me:secret@h:port/d", "expected postgresql://user:password@host"),
        ("postgres://me:secret@h", "names no database"),
        ("postgres://me:secret@h/d?sslmode=on", "sslmode: expected one of"),
        ("postgres://me:secret@h/d?connect_timeout=soon", "connect_timeout: expected a number of seconds"),
        ("postgres://me:secret@h/d?sslrootcert=/nowhere", "cannot be read"),
        ("postgres://me:secret@h/d?magic=1", "'magic' is not supported"),
    ],
)
def test_a_url_that_cannot_be_used_is_explained_without_its_password(url: str, said: str) -> None:
    with pytest.raises(InvalidDatabaseURL, match=said) as caught:
        read_url(url)
    assert "secret" not in str(caught.value)


async def test_the_session_has_limits_and_a_name(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        names = ("application_name", "lock_timeout", "statement_timeout", "timezone", "jit")
        found = {name: await connection.scalar(text(f"SHOW {name}")) for name in names}
    expected = ("otklik", "5s", "30s", "UTC", "off")
    assert found == dict(zip(names, expected, strict=True))


async def test_a_lock_is_not_waited_for_without_end(engine: AsyncEngine) -> None:
    async with engine.begin() as first, engine.connect() as second:
        await first.execute(text("SELECT pg_advisory_xact_lock(1)"))
        await second.execute(text("SET LOCAL lock_timeout = '10ms'"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await second.execute(text("SELECT pg_advisory_xact_lock(1)"))


async def test_json_keeps_its_letters(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE papers (paper json)"))
        await connection.execute(text("INSERT INTO papers VALUES (:paper)"), {"paper": '{"имя": "Ёж"}'})
        assert await connection.scalar(text("SELECT paper->>'имя' FROM papers")) == "Ёж"


async def test_a_connection_lost_in_the_pool_is_replaced(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        lost = await connection.scalar(text("SELECT pg_backend_pid()"))
    killer = create_async_engine(engine.url)
    async with killer.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": lost})
    await killer.dispose()
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1


@asynccontextmanager
async def forgetful(socket: Path) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """A port in front of the server, and what has its lines forgotten, as a NAT does: who writes on one is told then."""
    forgets, answers = asyncio.Event(), set()

    async def bring(there: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        while data := await there.read(65536):
            client.write(data)
        client.close()

    async def line(reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        known = not forgets.is_set()
        there, server = await asyncio.open_unix_connection(str(socket))
        answers.add(asyncio.create_task(bring(there, client)))
        while (data := await reader.read(65536)) and not (known and forgets.is_set()):
            server.write(data)
        client.close()
        server.close()

    serving = await asyncio.start_server(line, "127.0.0.1", 0)
    yield serving.sockets[0].getsockname()[1], forgets
    serving.close()
    for answer in answers:
        answer.cancel()


async def test_a_connection_that_rested_is_tried_first(
    postgres: Server, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.RESTED", 0.0)
    async with forgetful(postgres.socket_dir / ".s.PGSQL.5432") as (port, forgets):
        path = make_url(database_url).database
        engine = make_engine(f"postgresql://postgres@127.0.0.1:{port}/{path}")
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        forgets.set()
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT 1")) == 1
        await engine.dispose()


async def test_a_connection_in_use_is_not_tried(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    monkeypatch.setattr(engine.dialect, "do_ping", tried.append)
    for _ in range(3):
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    assert tried == []
    monkeypatch.setattr("storage.engine.RESTED", 0.0)
    async with engine.connect():
        assert len(tried) == 1


async def test_what_was_used_last_is_used_next(engine: AsyncEngine) -> None:
    """It has most statements prepared."""
    pid = text("SELECT pg_backend_pid()")
    async with engine.connect() as first, engine.connect() as second:
        await first.execute(pid)
        last = await second.scalar(pid)
        await first.close()
    async with engine.connect() as connection:
        assert await connection.scalar(pid) == last


async def test_a_busy_pool_keeps_its_connections(engine: AsyncEngine) -> None:
    async def all_at_once() -> set[int]:
        async with AsyncExitStack() as stack:
            each = [await stack.enter_async_context(engine.connect()) for _ in range(CONNECTIONS)]
            return {await one.scalar(text("SELECT pg_backend_pid()")) for one in each}

    assert await all_at_once() == await all_at_once()


async def test_this_server_will_do(engine: AsyncEngine) -> None:
    await check(engine)
    assert await behind_transaction_pooler(engine) is False


async def test_an_old_server_is_refused(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.OLDEST", 99)
    with pytest.raises(DatabaseUnavailable, match="the server is PostgreSQL 18; 99 or newer is needed"):
        await check(engine)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:secret@127.0.0.1:1/d", "at 127.0.0.1: .*Connect call failed"),
        ("postgresql://me:secret@no-such-host.invalid/d", "at no-such-host.invalid: "),
    ],
)
async def test_a_server_that_is_not_there_is_explained_in_one_line(url: str, said: str) -> None:
    engine = make_engine(url)
    with pytest.raises(DatabaseUnavailable, match=said) as caught:
        await check(engine)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_missing_database_is_explained(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url.replace("/test_", "/absent_"))
    with pytest.raises(DatabaseUnavailable, match=r'database "absent_\d+" does not exist'):
        await check(engine)
