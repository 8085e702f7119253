"""The tables' history: where a database stands, and bringing it up to date.

`python -m storage.migrate MESSAGE` writes the next revision from the difference between models and migrations.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import SchemaMismatch

log = structlog.get_logger()

# Any number, the same for every Otklik: two programs that start at once on one database must not both fill it.
LOCK = 7_106_518_345


def _config(connection: Connection | None = None) -> Config:
    """Made here and not in an alembic.ini, so that it also works from an installed wheel."""
    config = Config()
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def head() -> str:
    """The revision this version of the program expects."""
    revision = _script().get_current_head()
    if revision is None:
        raise SchemaMismatch("this installation of Otklik has no migrations in it")
    return revision


async def current(engine: AsyncEngine) -> str | None:
    """The revision the database is at; None if it was never filled."""
    async with engine.connect() as connection:
        return await connection.run_sync(_current)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to `head()`, in one transaction. Raises SchemaMismatch if it does not know where it is."""
    await _under_lock(engine, _upgrade)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take the database back to `revision`, or to nothing with `base`. Data in dropped columns is lost."""
    await _under_lock(engine, lambda connection: command.downgrade(_config(connection), revision))


async def ensure(engine: AsyncEngine) -> None:
    """Fill an empty database, accept one at `head()`, refuse any other. Raises SchemaMismatch."""
    if await current(engine) != head():
        await _under_lock(engine, _fill_or_refuse)


async def upgrade_within(connection: AsyncConnection, revision: str = "head") -> None:
    """The same to any revision on the way, in the caller's transaction (`locked`)."""
    await connection.run_sync(lambda sync: command.upgrade(_config(sync), revision))


async def _under_lock(engine: AsyncEngine, work: Callable[[Connection], None]) -> None:
    async with locked(engine) as connection:
        await connection.run_sync(work)


@asynccontextmanager
async def locked(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction in which nobody else changes the schema, or looks at it to fill it."""
    async with engine.begin() as connection:
        # Whoever comes second waits here for as long as the first one's migration takes.
        await connection.execute(text("SET LOCAL lock_timeout = 0"))
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        if not await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}):
            log.warning("waiting: this database is being migrated, backed up or restored by another program")
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        # A migration behind a long transaction gives up rather than making every reader queue behind it.
        await connection.execute(text("SET LOCAL lock_timeout = '30s'"))
        yield connection


def _upgrade(connection: Connection) -> None:
    refuse_unknown(_current(connection))
    command.upgrade(_config(connection), "head")


def _fill_or_refuse(connection: Connection) -> None:
    found = _current(connection)
    if found is None:
        _refuse_foreign(connection)
        command.upgrade(_config(connection), "head")
    else:
        accept(found)


def accept(found: str) -> None:
    """A filled database must be at `head()`. Raises SchemaMismatch, which names what mends it."""
    if found != head():
        refuse_unknown(found)
        raise SchemaMismatch(
            f"the database is at revision {found}, this version of Otklik needs {head()}: run `otklik migrate`"
        )


def refuse_unknown(found: str | None) -> None:
    """Raises SchemaMismatch for a revision of a newer version."""
    known = {script.revision for script in _script().walk_revisions()}
    if found is not None and found not in known:
        raise SchemaMismatch(
            f"the database is at revision {found}, which this version of Otklik does not know:"
            " install the version that made it, or a newer one, then run `otklik migrate`"
        )


def _refuse_foreign(connection: Connection) -> None:
    """A database that others' tables live in is more likely a wrong DATABASE_URL than a wish."""
    table = connection.scalar(
        text(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = current_schema() AND relkind IN ('r', 'p') ORDER BY relname LIMIT 1"
        )
    )
    if table is not None and table != "alembic_version":
        raise SchemaMismatch(
            f"the database is not empty and not Otklik's (it has a table {table!r}):"
            " give an empty one in DATABASE_URL, or run `otklik migrate` if it is meant"
        )


async def draft(message: str) -> None:
    """Write a revision for what the models have and the migrations lack, found out on a throw-away database."""
    from storage.embedded import running
    from storage.engine import make_engine

    with tempfile.TemporaryDirectory(prefix="otklik-draft-") as folder:
        async with running(folder, fast=True) as server:
            engine = make_engine(server.url())
            if _script().get_current_head() is not None:
                await upgrade(engine)
            async with engine.begin() as connection:
                await connection.run_sync(
                    lambda sync: command.revision(
                        _config(sync), message, autogenerate=True, rev_id=_next_id()
                    )
                )
            await engine.dispose()


def _next_id() -> str:
    """Revisions are numbered, so that the files are in order and two branches of work collide visibly."""
    return f"{sum(1 for _ in _script().walk_revisions()) + 1:04d}"


if __name__ == "__main__":
    asyncio.run(draft(" ".join(sys.argv[1:])))
