"""docs/operations.md tells of every alarm that an owner may read, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
OWNERS = re.compile(
    r"(owner|ear|callback|answers|chat|hook|needs|search)-.+|private-(closed|well)|telegram-well|dead-letters?"
)
"""How keys of words to the owner begin (`bot/troubles.py`, `bot/notices.py`)."""


def alarms() -> set[str]:
    found = set()
    for file in (ROOT / "bot" / "locales" / "en").glob("*.ftl"):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, ftl.Message) and OWNERS.fullmatch(entry.id.name):
                found.add(entry.id.name)
    return found


def test_every_alarm_has_its_line() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| .+ \| .+ \|$", PAGE, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == alarms()


def test_all_that_is_told_to_owners_looks_so() -> None:
    """Else a new alarm would be missed by the test above."""
    told = re.compile(
        r'tell_owners(?:_once)?\(session, (?:desk|await [^"]+), f?"([a-z-]+)|\.fails\("([a-z-]+)'
    )
    found = set()
    for file in (ROOT / "bot").rglob("*.py"):
        found |= {one or other for one, other in told.findall(file.read_text("utf-8"))}
    assert len(found) > 8
    assert [key for key in found if not OWNERS.fullmatch(key)] == ["telegram-away"]  # told when it is over


def test_what_the_page_names_is_there() -> None:
    for place in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / place).resolve().exists(), place
    for section in ("Install", "Upgrade", "Backup", "Restore", "Move to another machine", "Erase a customer"):
        assert f"\n## {section}\n" in PAGE
