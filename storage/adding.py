"""New rows of several tables, written in one statement: for words that pour in, where a unit of work takes too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    Insert,
    Select,
    Table,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

Columns = Sequence[InstrumentedAttribute[Any]]
Statement = Select[Any] | ReturningUpdate[Any]
_NOTHING: Select[Any] = select(literal_column("1"))


class Adding:
    """The statement, made and prepared once for however many rows.

    They may refer to each other: foreign keys are looked at when all are there. The ids they refer by are drawn before
    (`drawn`). What it writes no session knows of.
    """

    def __init__(self, *tables: Columns, beside: Statement = _NOTHING) -> None:
        """`tables`: of each the columns that are given; of all others the database has its own default. `beside`: what is
        done in the same breath, and gives its rows; it does not see the new ones.
        """
        self._tables, self._beside = tables, beside
        self._statement: Statement = beside.add_cte(*map(_inserted, tables))

    def __call__(self, *rows: Sequence[object]) -> tuple[Statement, dict[str, Any]]:
        """The statement and its parameters. `rows`: new ones of each table, which nobody adds to a session; where there are
        none, only what is done beside.
        """
        if not any(rows):
            return self._beside, {}
        given = {
            _name(one): [getattr(row, one.key) for row in each]
            for columns, each in zip(self._tables, rows, strict=True)
            for one in columns
        }
        return self._statement, given


def drawn(table: type[Any], how_many: str) -> ColumnElement[list[int]]:
    """The next ids of a table, for a SELECT or RETURNING. `how_many`: the parameter that says so."""
    sequence: ColumnElement[str] = literal_column(f"'{table.__tablename__}_id_seq'")
    next_id = select(func.nextval(sequence)).select_from(
        func.generate_series(literal_column("1"), bindparam(how_many, type_=BigInteger))
    )
    return func.array(next_id.scalar_subquery(), type_=ARRAY(BigInteger))


def _name(one: InstrumentedAttribute[Any]) -> str:
    return f"{one.class_.__tablename__}_{one.key}"


def _inserted(columns: Columns) -> CTE:
    table: Table = columns[0].class_.__table__
    given = (bindparam(_name(one), type_=ARRAY(one.type)) for one in columns)
    new = func.unnest(*given).table_valued(*(column(one.key, one.type) for one in columns)).render_derived()
    into: Insert = insert(table).from_select(
        [one.key for one in columns], select(*new.c), include_defaults=False
    )
    return into.cte(f"new_{table.name}")
