"""What can be wrong with the database, said in one line for the person who started the program."""

from __future__ import annotations

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

SAID_BY_DATABASE = (
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection cut at the wrong moment
)
DATABASE_FAILED = (*SAID_BY_DATABASE, OSError)
"""All that a statement or a new connection raises. SQLAlchemy does not wrap what asyncpg says while connecting."""

_PASSING_CLASSES = {"08", "40", "53", "57", "58"}
"""SQLSTATE: connection lost, deadlock, no resources (memory, disk, connections), shut down, system error."""
_PASSING = {"55P03", "25P03"}
"""A lock was not to be had; the session was ended for idling."""
_CANCELLED = "57014"
"""A statement ran too long: its own fault, as far as anybody can tell."""


def passing(error: BaseException) -> bool:
    """Whether it is the database's trouble of the moment: the same may succeed in a while, and is not to blame."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        error = (error.orig and error.orig.__cause__) or error.orig or error
    if isinstance(error, ValueError):  # asyncpg: a value that cannot be sent
        return False
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state != _CANCELLED and (state[:2] in _PASSING_CLASSES or state in _PASSING)
    return isinstance(error, OSError | asyncpg.InterfaceError | asyncpg.InternalClientError)


def unreachable(error: BaseException) -> bool:
    """Whether there is no connection, or it was lost: whoever asks meanwhile fares the same."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, PoolTimeout | OSError | asyncpg.InterfaceError | asyncpg.InternalClientError)


class DatabaseUnavailable(Exception):
    """The database cannot be started or reached; the message names the cause and the remedy.

    Never contains a password: neither URL nor driver text goes into it unfiltered.
    """


class InvalidDatabaseURL(ValueError):
    """DATABASE_URL cannot be understood; the message names the part, not the whole (it holds a password)."""


class SchemaMismatch(Exception):
    """The tables are not the ones this version of the program expects."""
