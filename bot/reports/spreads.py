"""How durations spread, asked in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Double, and_, cast, func, true
from sqlalchemy.dialects.postgresql import array

from bot.reports.results import FEW, Spread


def seconds(since: Any, until: Any) -> ColumnElement[float]:
    """Between two moments."""
    return func.date_part("epoch", until - since)


def spread(of: Any, *where: ColumnElement[bool]) -> tuple[ColumnElement[int], ColumnElement[Sequence[float]]]:
    """Two columns, which `as_spread` reads: of the rows that have the duration `of`, in seconds."""
    which = and_(true(), *where)
    halves: ColumnElement[Sequence[float]] = func.percentile_cont(array([0.5, 0.9])).within_group(
        cast(of, Double)
    )
    return func.count(of).filter(which), halves.filter(which)


def as_spread(n: int, halves: Sequence[float] | None) -> Spread:
    """Of fewer than FEW there is no 90th percentile."""
    if not n or halves is None:
        return Spread()
    return Spread(n, halves[0], halves[1] if n >= FEW else None)
