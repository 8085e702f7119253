"""New migrations expand before anything contracts, and lock no big table for long unless it is accepted, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrate
from tests.storage.dangers import dangers

VERSIONS = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
UNTIL = "0037"
"""Up to here the tables were made; since then there are desks with years in them."""
_FACTS = "nothing but reports waits for the facts, which are made from the log; an index of a million takes seconds"
ACCEPTED: dict[tuple[str, str], str] = {
    (
        "who_is_forgotten",
        "create_index customers",
    ): "of the forgotten alone: one pass over the customers, seconds",
    (
        "who_is_forgotten",
        "create_check_constraint cases",
    ): "one pass over the cases; the column is new and empty",
    ("who_is_forgotten", "create_index cases"): "of the closed alone: one pass over the cases, seconds",
    ("answers_as_they_were_known", "create_index wait_facts"): _FACTS,
    (
        "answers_as_they_were_known",
        "create_foreign_key surveys",
    ): "one row a customer and month at most; the column is new",
    ("answers_as_they_were_known", "create_index surveys"): "the same",
    ("answers_as_they_were_known", "UPDATE surveys"): "the same; the release before does not read the column",
    ("answers_as_they_were_known", "INSERT INTO stale_facts"): _FACTS,
    ("figures_from_indexes_alone", "create_index case_facts"): _FACTS,
    ("figures_from_indexes_alone", "create_index act_facts"): _FACTS,
    ("figures_from_indexes_alone", "create_index wait_facts"): _FACTS,
    ("figures_from_indexes_alone", "create_index ?"): f"of facts and of deadlines; {_FACTS}",
    ("figures_from_indexes_alone", "UPDATE case_facts"): _FACTS,
    ("words_about_no_case", "create_index outbox"): "of few rows: one pass over the outbox, seconds",
    ("words_about_no_case", "create_index bot_messages"): "the same",
    ("figures_side_by_side", "create_index case_facts"): _FACTS,
    ("figures_side_by_side", "create_primary_key act_counts"): _FACTS,
    (
        "found_among_a_million",
        "create_index ?",
    ): "of few rows each: one pass over the cases and over the people, seconds",
}
"""(name of the migration's file without its number, what `dangers` says) → why it may be, and how long it takes on a
million cases. In short: the desk is stopped while it migrates, so a lock costs waiting and nothing else; what is taken
away must not be read any more by the release before, in case somebody has to go back.
"""


def test_what_is_dangerous_is_accepted_with_a_reason() -> None:
    found = {
        (path.stem.partition("_")[2], danger)
        for path in VERSIONS
        if path.stem.partition("_")[0] > UNTIL
        for danger in dangers(path)
    }
    assert found - set(ACCEPTED) == set(), "see docs/decisions.md, Migrations"
    assert set(ACCEPTED) - found == set(), "accepted, and not there any more"


def test_nothing_was_taken_away_before() -> None:
    away = ("drop_table", "drop_column", "rename", "type")
    assert [one for path in VERSIONS for one in dangers(path) if one.startswith(away)] == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ('op.drop_column("cases", "kind")', ["drop_column cases.kind"]),
        ('op.drop_table("desks")', ["drop_table desks"]),
        ('op.alter_column("desks", "title", new_column_name="name")', ["rename desks.title"]),
        ('op.alter_column("cases", "number", type_=sa.Text())', ["type cases.number"]),
        ('op.alter_column("cases", "holder_id", nullable=False)', ["not null cases.holder_id"]),
        ('op.add_column("desks", sa.Column("x", sa.Text(), nullable=False))', ["not null desks.x"]),
        ('op.add_column("cases", sa.Column("x", sa.Text(), server_default="", nullable=False))', []),
        ('op.add_column("cases", sa.Column("x", sa.Text(), nullable=True))', []),
        ('op.create_index(op.f("ix"), "cases", ["x"])', ["create_index cases"]),
        ('op.create_index(op.f("ix"), "staff", ["x"])', []),
        ('op.create_table("new", sa.Column("x"))\n    op.create_index("ix", "new", ["x"])', []),
        ('op.create_check_constraint("ck", "cases", "x")', ["create_check_constraint cases"]),
        ('op.create_check_constraint("ck", "cases", "x", postgresql_not_valid=True)', []),
        ('op.create_foreign_key("fk", "events", "staff", ["x"], ["id"])', ["create_foreign_key events"]),
        ('op.execute("UPDATE messages SET x = 1")', ["UPDATE messages"]),
        ('op.execute("CREATE INDEX ix ON messages (x)")', ["CREATE INDEX ix ON messages"]),
        ('op.execute("UPDATE desks SET x = 1")', []),
    ],
)
def test_dangers_are_seen(statement: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "0099_new.py"
    path.write_text(f"def upgrade() -> None:\n    {statement}\n", "utf-8")
    assert list(dangers(path)) == found


async def test_a_migration_does_not_wait_for_long_behind_somebody(engine: AsyncEngine) -> None:
    async with migrate.locked(engine) as connection:
        assert await connection.scalar(text("SHOW lock_timeout")) == "30s"
