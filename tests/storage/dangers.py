"""What in a migration locks a big table for as long as it is large, or takes away what the release before reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SMALL = frozenset(
    {
        "accounts",
        "cursors",
        "department_members",
        "departments",
        "desks",
        "drafts",
        "escalations",
        "hours_exceptions",
        "lanes",
        "panels",
        "pending_echoes",
        "raw_events",
        "relations",
        "report_pages",
        "search_cursors",
        "staff",
        "summaries",
        "tags",
        "targets",
        "templates",
        "troubles",
    }
)
"""Tables that stay small, or are looked through in a moment, however large the desk is."""

_SQL = re.compile(
    r"\b(UPDATE|DELETE FROM|INSERT INTO|ALTER TABLE|DROP|TRUNCATE|CREATE (?:UNIQUE )?INDEX(?: \w+)? ON)\s+"
    r"(?:TABLE |ONLY )?(?!OF\b|OR\b|ON\b|SET\b)(\w+)"
)


def dangers(path: Path) -> Iterator[str]:
    """Of one migration's way up, in words: `drop_column cases.bound`."""
    tree = ast.parse(path.read_text("utf-8"))
    texts = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    up = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade")
    calls = [one for one in ast.walk(up) if isinstance(one, ast.Call) and _name(one) is not None]
    made = {_text(one.args[0]) for one in calls if _name(one) == "create_table"}
    for call in calls:
        yield from _of_call(call, made)
    for value in (
        up,
        *(texts[one.id] for one in ast.walk(up) if isinstance(one, ast.Name) and one.id in texts),
    ):
        for node in ast.walk(value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from _of_sql(node.value, made)


def _of_call(call: ast.Call, made: set[str]) -> Iterator[str]:
    name = _name(call)
    given = {one.arg: one.value for one in call.keywords}
    match name:
        case "drop_table" | "rename_table":
            yield f"{name} {_text(call.args[0])}"
        case "drop_column":
            yield f"{name} {_text(call.args[0])}.{_text(call.args[1])}"
        case "alter_column":
            where = f"{_text(call.args[0])}.{_text(call.args[1])}"
            if "new_column_name" in given:
                yield f"rename {where}"
            if "type_" in given:
                yield f"type {where}"
            if _is(given.get("nullable"), False):
                yield f"not null {where}"
        case "add_column" if _needs_value(call.args[1]):
            yield f"not null {_text(call.args[0])}.{_text(call.args[1].args[0])}"  # type: ignore[attr-defined]
        case "create_index" | "create_check_constraint" | "create_unique_constraint" | "create_primary_key":
            yield from _on(name, _text(call.args[1]), made, given)
        case "create_foreign_key":
            yield from _on(name, _text(call.args[1]), made, given)


def _on(what: str, table: str, made: set[str], given: dict[str | None, ast.expr]) -> Iterator[str]:
    """Reads a table that was there before, while nobody may write into it."""
    if table not in made | SMALL and not _is(given.get("postgresql_not_valid"), True):
        yield f"{what} {table}"


def _of_sql(text: str, made: set[str]) -> Iterator[str]:
    for what, table in _SQL.findall(text):
        if table not in made | SMALL:
            yield f"{what} {table}".strip()


def _name(call: ast.Call) -> str | None:
    """Of `op.…`."""
    of = call.func
    is_op = isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name) and of.value.id == "op"
    return of.attr if is_op and isinstance(of, ast.Attribute) else None


def _text(node: ast.expr) -> str:
    """A string, also within `op.f(…)`."""
    if isinstance(node, ast.Call):
        return _text(node.args[0])
    return str(node.value) if isinstance(node, ast.Constant) else "?"


def _is(node: ast.expr | None, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _needs_value(column: ast.expr) -> bool:
    """A new column that old rows, and the release before, have no value for."""
    if not isinstance(column, ast.Call):
        return False
    given = {one.arg: one.value for one in column.keywords}
    computed = any(isinstance(one, ast.Call) and "Computed" in ast.dump(one.func) for one in column.args)
    return _is(given.get("nullable"), False) and "server_default" not in given and not computed
