"""What `otklik check` finds."""

from __future__ import annotations

from bot.check import Here, findings
from bot.config import load
from tests.flows.stage import Stage


async def nothing() -> None:
    """Draws nothing: starting what draws takes seconds."""


HERE = Here(draw=nothing)


async def found(stage: Stage, **settings: str) -> dict[str, list[tuple[str, str | None]]]:
    """What was found of each thing: (found, to do)."""
    return await found_here(stage, HERE, **settings)


async def found_here(stage: Stage, here: Here, **settings: str) -> dict[str, list[tuple[str, str | None]]]:
    """The same, by another clock, with other files or another way to draw."""
    loaded = load({**stage.settings, "DATABASE_URL": stage.database_url, **settings}, env_file=None)
    said: dict[str, list[tuple[str, str | None]]] = {}
    async for one in findings(loaded, (), here):
        said.setdefault(one.what, []).append((one.found, one.todo))
    return said


async def todo(stage: Stage, what: str, here: Here = HERE, /, **settings: str) -> str:
    """What is to be done about the one thing that is wrong."""
    said = await found_here(stage, here, **settings)
    wrong = {name: [one for _, one in all_ if one] for name, all_ in said.items()}
    assert [name for name, all_ in wrong.items() if all_] == [what], said
    return " ".join(wrong[what])
