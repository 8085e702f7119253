"""The connection to PostgreSQL: one way to read DATABASE_URL, one way to make the engine."""

import json
import math
import re
import ssl
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import asyncpg
from sqlalchemy import URL, Dialect, event, make_url, text
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.base import instance_state
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import DatabaseUnavailable, InvalidDatabaseURL
from storage.models import Account, Desk, Post

OLDEST = 15
# A handler's transaction is short. What waits longer than this for a lock, or runs longer, is a fault, and
# an error that says so is better than a desk that stands still.
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "30s"
IDLE_IN_TRANSACTION_TIMEOUT = "60s"
PATIENT = "120s"
"""Who makes a report, or the facts for one, waits so long."""
CONNECT_SECONDS = 10
CONNECTIONS = 15
"""At most, of one process."""
RESTED = 5.0
"""Seconds unused, after which a connection is tried before it is handed out."""
STATEMENTS = 400
"""So many a connection keeps prepared; SQLAlchemy's 100 are fewer than a busy desk has, and to prepare one costs two
round trips and its planning.
"""

_SCHEMES = {"postgres", "postgresql", "postgresql+asyncpg"}
_SSLMODES = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""As JSON has it; an escaped backslash before the letter u is something else."""
# What libpq understands and hosting providers put into their URLs, but asyncpg has no word for. Each only
# strengthens or tunes the connection in ways asyncpg does by itself or does not need.
_DROPPED = {"channel_binding", "gssencmode", "sslnegotiation", "keepalives", "keepalives_idle"}
_KNOWN = {"host", "port", "ssl", "target_session_attrs", "prepared_statement_cache_size"}


def read_url(text_url: str) -> tuple[URL, dict[str, Any]]:
    """DATABASE_URL as written for any PostgreSQL client → the URL and the arguments for asyncpg.

    Raises InvalidDatabaseURL, whose message never has the password.
    """
    try:
        url = make_url(text_url.strip())
    except (ArgumentError, ValueError):
        raise InvalidDatabaseURL("expected postgresql://user:password@host:5432/database") from None
    if url.drivername not in _SCHEMES:
        raise InvalidDatabaseURL(f"expected postgresql://…, found {url.drivername}://…")
    if not url.database:
        raise InvalidDatabaseURL(
            "it names no database: expected postgresql://user:password@host:5432/database"
        )
    query = {name: value for name, value in url.query.items() if name not in _DROPPED}
    arguments = _tls(query)
    if seconds := _one(query, "connect_timeout"):
        arguments["timeout"] = _seconds(seconds)
    if name := _one(query, "application_name"):
        arguments["server_settings"] = {"application_name": name}
    if unknown := sorted(set(query) - _KNOWN):
        raise InvalidDatabaseURL(f"the parameter {unknown[0]!r} is not supported")
    return url.set(drivername="postgresql+asyncpg", query=query), arguments


def _one(query: dict[str, tuple[str, ...] | str], name: str) -> str | None:
    """Take a parameter out of the query; the last one if it is given several times."""
    value = query.pop(name, None)
    return value[-1] if isinstance(value, tuple) else value


def _seconds(value: str) -> float:
    if not value.isdecimal() or int(value) == 0:
        raise InvalidDatabaseURL(f"connect_timeout: expected a number of seconds, found {value!r}")
    return float(value)


def _tls(query: dict[str, tuple[str, ...] | str]) -> dict[str, Any]:
    """libpq's sslmode and certificates → asyncpg's `ssl`, which takes the same words or a context."""
    mode, root = _one(query, "sslmode"), _one(query, "sslrootcert")
    certificate, key = _one(query, "sslcert"), _one(query, "sslkey")
    if mode is not None and mode not in _SSLMODES:
        raise InvalidDatabaseURL(f"sslmode: expected one of {', '.join(sorted(_SSLMODES))}, found {mode!r}")
    if mode == "disable" or not (root or certificate):
        return {"ssl": mode} if mode else {}
    context = _context(None if root == "system" else root, certificate, key)
    if root is None or mode not in {"verify-ca", "verify-full", None}:
        # libpq: a root certificate given together with `require` is still verified, as with verify-ca.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_REQUIRED if root and mode == "require" else ssl.CERT_NONE
    else:
        context.check_hostname = mode != "verify-ca"
    return {"ssl": context}


def _context(root: str | None, certificate: str | None, key: str | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=root)
        if certificate:
            context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise InvalidDatabaseURL(
            f"sslrootcert, sslcert or sslkey cannot be read: {error.strerror}"
        ) from error
    return context


def make_engine(
    url: str, *, application_name: str = "otklik", lock_timeout: str = LOCK_TIMEOUT
) -> AsyncEngine:
    """An engine for `url`; connects only when first used. Raises InvalidDatabaseURL.

    The pool hands out what was used last: that connection has most statements prepared. Of more than `pool_size` it would
    close each as it is given back, and a busy desk would make a new one for every dozen cases.
    asyncpg prepares each once per connection and keeps it: this is why a transaction pooler cannot be in between (see
    `behind_transaction_pooler`). JSON is stored as people read it, not as \\u escapes.
    """
    target, arguments = read_url(url)
    settings = {"application_name": application_name, **arguments.pop("server_settings", {})}
    if "prepared_statement_cache_size" not in target.query:
        arguments["prepared_statement_cache_size"] = STATEMENTS
    engine = create_async_engine(
        target,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={"timeout": CONNECT_SECONDS, **arguments, "server_settings": settings},
        json_serializer=_to_json,
    )
    event.listen(engine.sync_engine, "connect", partial(_set_timeouts, lock_timeout))
    event.listen(engine.sync_engine, "checkin", _rests)
    event.listen(engine.sync_engine, "checkout", partial(_try_if_rested, engine.dialect))
    return engine


def _rests(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _try_if_rested(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A restart of PostgreSQL costs no customer's message: asyncpg knows at once of a connection that was closed, and what
    vanished without a word is found by trying it. SQLAlchemy's `pool_pre_ping` does so each time, in three round trips.
    """
    rested = time.monotonic() - record.info.get("rests_since", math.inf)
    if rested < RESTED and not connection.driver_connection.is_closed():
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError(*error.args) from error


def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose rows stay readable after the commit: what is shown is rendered then.

    `info["kept"]` is the same for all of them: what of a database holds as long as a number in it says so.
    """
    info: dict[str, Any] = {"kept": {}}
    return async_sessionmaker(
        engine, class_=_Looking, expire_on_commit=False, sync_session_class=_Holding, info=info
    )


class _Looking(AsyncSession):
    """What it has it gives at once: each question of an AsyncSession begins a greenlet, also one that asks nobody."""

    async def get(self, entity: Any, ident: Any, **how: Any) -> Any:
        return self._known(entity, ident, how) or await super().get(entity, ident, **how)

    async def get_one(self, entity: Any, ident: Any, **how: Any) -> Any:
        return self._known(entity, ident, how) or await super().get_one(entity, ident, **how)

    def _known(self, entity: Any, ident: Any, how: Mapping[str, Any]) -> Any:
        if how or not isinstance(ident, int):
            return None
        known = self.identity_map.get((entity, (ident,), None))
        return None if known is None or instance_state(known).expired else known


class _Holding(Session):
    """Forgets nobody's desk, account and post before its end. A session holds its rows weakly: what many ask for in turn,
    and nobody keeps, would be read again each time.
    """


def _hold(session: Session, row: object) -> None:
    if isinstance(row, Desk | Account | Post):
        session.info.setdefault("held", []).append(row)


event.listen(_Holding, "loaded_as_persistent", _hold)


def _to_json(value: object) -> str:
    """PostgreSQL's JSON takes no NUL, UTF-8 no lone surrogate: neither says anything to anybody."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if "\\u0000" in written:
        written = _NUL.sub(r"\1", written)
    return written.encode("utf-8", "replace").decode()


def _set_timeouts(lock_timeout: str, connection: Any, _record: object) -> None:
    """Not as startup parameters: PgBouncer refuses a connection that has any it does not know."""
    statement = (
        f"SET lock_timeout = '{lock_timeout}'; SET statement_timeout = '{STATEMENT_TIMEOUT}';"
        f" SET idle_in_transaction_session_timeout = '{IDLE_IN_TRANSACTION_TIMEOUT}'; SET timezone = 'UTC'"
    )
    connection.run_async(lambda driver: driver.execute(statement))


async def check(engine: AsyncEngine) -> None:
    """Connect and look at the server. Raises DatabaseUnavailable with one line and no password."""
    try:
        async with engine.connect() as connection:
            await check_server(connection)
    except (OSError, TimeoutError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        where = engine.url.host or engine.url.query.get("host") or "its default address"
        raise DatabaseUnavailable(f"no connection to PostgreSQL at {where}: {_why(error)}") from error


def _why(error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    cause = cause.__cause__ or cause
    if isinstance(cause, TimeoutError):
        return f"no answer within {CONNECT_SECONDS} s"
    return (str(cause) or type(cause).__name__).splitlines()[0]


async def check_server(connection: AsyncConnection) -> None:
    """Refuse a server that is too old, or whose texts are not UTF-8. Raises DatabaseUnavailable."""
    row = (
        await connection.execute(
            text(
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
            )
        )
    ).one()
    major, encoding = row
    if major < OLDEST:
        raise DatabaseUnavailable(f"the server is PostgreSQL {major}; {OLDEST} or newer is needed")
    if encoding != "UTF8":
        raise DatabaseUnavailable(f"the database's encoding is {encoding}; UTF8 is needed")


async def behind_transaction_pooler(engine: AsyncEngine) -> bool:
    """Whether one connection of ours is served by changing connections of the server: then LISTEN is lost.

    While the first transaction's server connection is free, a second client takes it and keeps it; if the first
    client's next transaction then runs elsewhere, a pooler stands between. Cheap: two connections, three queries.
    """
    pid = text("SELECT pg_backend_pid()")
    async with engine.connect() as first, engine.connect() as second:
        await first.rollback()
        before = await first.scalar(pid)
        await first.rollback()
        await second.scalar(pid)
        after = await first.scalar(pid)
    return bool(before != after)


async def be_patient(session: AsyncSession, longest: str = PATIENT) -> None:
    """Until the transaction ends a statement may take so long, and a wait for a lock."""
    limits = (
        "SELECT set_config('statement_timeout', :longest, true), set_config('lock_timeout', :longest, true)"
    )
    await session.execute(text(limits), {"longest": longest})
