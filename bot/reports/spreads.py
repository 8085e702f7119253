"""How durations spread: fetched as they are, and sorted here. A million of them are sorted sooner so than by PostgreSQL,
which compares them one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, func

from bot.reports.results import FEW, Spread

Durations = Sequence[float] | None


def seconds(since: Any, until: Any) -> ColumnElement[float]:
    """Between two moments."""
    return func.date_part("epoch", until - since)


def durations(of: Any, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    """A column that `as_spread` reads: of the rows that have the duration `of`, in seconds."""
    return func.array_agg(of).filter(of.is_not(None), *where)


def as_spread(*found: Durations) -> Spread:
    """Of all of them together. Of fewer than FEW there is no 90th percentile."""
    return _spread([np.asarray(one, dtype=np.float64) for one in found if one])


def spreads_of(found: Iterable[tuple[Any, Durations]]) -> dict[Any, Spread]:
    """Of each key's."""
    by: dict[Any, list[np.ndarray[Any, np.dtype[np.float64]]]] = {}
    for key, one in found:
        by.setdefault(key, []).append(np.asarray(one, dtype=np.float64))
    return {key: _spread(ones) for key, ones in by.items()}


def _spread(found: Sequence[np.ndarray[Any, np.dtype[np.float64]]]) -> Spread:
    if not found:
        return Spread()
    values = np.concatenate(found)
    median, p90 = (float(one) for one in np.percentile(values, (50, 90)))
    return Spread(len(values), median, p90 if len(values) >= FEW else None)
