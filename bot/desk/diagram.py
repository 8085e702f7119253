"""docs/states.md, from the table: `make docs` writes it, a test compares it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bot.desk.states import TABLE, Action
from storage.models import Status


def page() -> str:
    """The whole document."""
    return "\n\n".join((HEAD, _diagram(), "## Every action in every status", _actions())) + "\n"


HEAD = """# The states of a case
Made from `bot/desk/states.py` by `make docs`. Who may do what is in [roles.md](roles.md).
`open`: it is our turn. `waiting`: it is the customer's."""


def _diagram() -> str:
    moves: dict[tuple[Status, Status], list[str]] = defaultdict(list)
    for (before, action), after in TABLE.items():
        if before is not after:
            moves[before, after].append(_words(action))
    lines = [f"    {before} --> {after}: {' / '.join(names)}" for (before, after), names in moves.items()]
    return "\n".join(("```mermaid", "stateDiagram-v2", "    [*] --> open: customer wrote", *lines, "```"))


def _actions() -> str:
    head = "| | " + " | ".join(status.value for status in Status) + " |"
    rule = "| --- |" + " --- |" * len(Status)
    rows = [
        f"| {_words(action)} | " + " | ".join(_cell(status, action) for status in Status) + " |"
        for action in Action
    ]
    return "\n".join((head, rule, *rows))


def _cell(status: Status, action: Action) -> str:
    after = TABLE.get((status, action))
    if after is None:
        return "–"
    return "stays" if after is status else f"→ {after}"


def _words(action: Action) -> str:
    return action.value.replace("_", " ")


if __name__ == "__main__":
    Path("docs/states.md").write_text(page(), "utf-8")
