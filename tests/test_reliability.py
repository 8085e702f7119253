"""docs/reliability.md names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.chaos.__main__ import SCENARIOS

ROOT = Path(__file__).parents[1]
WORDS = (ROOT / "docs" / "reliability.md").read_text()


def named_tests() -> set[str]:
    """`::name` is in the file that was named before it, in the same line."""
    found, file = set(), ""
    for line in WORDS.splitlines():
        for named, name in re.findall(r"`(tests/[\w/.]+\.py)?::(\w+)`", line):
            file = named or file
            found.add(f"{file}::{name}")
        file = ""
    return found


@pytest.mark.parametrize("named", sorted(named_tests() - {"::name"}))
def test_a_test_that_is_named_exists(named: str) -> None:
    file, _, name = named.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text()


def test_a_scenario_that_is_named_exists() -> None:
    named = set(re.findall(r"chaos(?: scenario)? `(\w+)`", WORDS)) | set(re.findall(r"--only (\w+)", WORDS))
    assert named == set(SCENARIOS)


def test_every_row_says_what_proves_it() -> None:
    rows = [
        line
        for line in WORDS.splitlines()
        if line.startswith("|") and not line.startswith(("| ---", "| fault", "| command"))
    ]
    assert len(rows) > 30
    assert [
        row for row in rows if "`tests/" not in row and "chaos `" not in row and "make chaos" not in row
    ] == []
