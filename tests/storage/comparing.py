"""Two databases, row by row."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.models import Base


async def rows(engine: AsyncEngine) -> dict[str, list[str]]:
    """Every row of every table as PostgreSQL writes it, what it reckons by itself included."""
    found = {}
    async with engine.connect() as connection:
        for name in (*Base.metadata.tables, "alembic_version"):
            query = text(f"SELECT t::text FROM {name} t ORDER BY 1")
            found[name] = list((await connection.scalars(query)).all())
    return found


async def sequences(engine: AsyncEngine) -> dict[str, tuple[int, bool]]:
    """The last number of each, and whether it was given out."""
    async with engine.connect() as connection:
        names = (
            await connection.scalars(text("SELECT sequencename::text FROM pg_sequences ORDER BY 1"))
        ).all()
        found = {}
        for name in names:
            row = (await connection.execute(text(f"SELECT last_value, is_called FROM {name}"))).one()
            found[name] = (row.last_value, row.is_called)
    return found
