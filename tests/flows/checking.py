"""What `otklik check` finds."""

from __future__ import annotations

from bot.check import findings
from bot.config import load
from tests.flows.stage import Stage


async def found(stage: Stage, **settings: str) -> dict[str, list[tuple[str, str | None]]]:
    """What was found of each thing: (found, to do)."""
    loaded = load({**stage.settings, "DATABASE_URL": stage.database_url, **settings}, env_file=None)
    said: dict[str, list[tuple[str, str | None]]] = {}
    async for one in findings(loaded):
        said.setdefault(one.what, []).append((one.found, one.todo))
    return said
