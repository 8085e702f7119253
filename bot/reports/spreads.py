"""How durations spread: fetched as they are, and sorted here. A million of them are sorted sooner so than by PostgreSQL,
which compares them one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func

from bot.reports.results import FEW, Spread

K = TypeVar("K")
Numbers = NDArray[Any]
Sent = bytes | None
"""An array as PostgreSQL sends it, which numpy reads as it is: to make an object of each number would take longer than to
count them all. None: it is empty."""
Durations = Sent
_TYPES = {23: ">i4", 20: ">i8", 701: ">f8"}
"""By the oid of a type: what an element is."""


def seconds(since: Any, until: Any) -> ColumnElement[float]:
    """Between two moments."""
    return func.date_part("epoch", until - since)


def each(of: Any, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    """A column that `together` reads: `of` each row, NULLs left out; integers or floats."""
    return func.array_send(func.array_agg(of).filter(of.is_not(None), *where))


durations = each
"""A column that `as_spread` reads: of the rows that have the duration, in seconds."""


def together(sent: Iterable[Sent]) -> Numbers:
    found = [_numbers(one) for one in sent if one is not None]
    return np.concatenate(found) if found else np.empty(0)


def _numbers(sent: bytes) -> Numbers:
    """As `array_send` of PostgreSQL has them: dimensions, whether there are NULLs, type, length, first index, and then the
    length and the value of each (src/backend/utils/adt/arrayfuncs.c)."""
    _, _, of, *_ = np.frombuffer(sent, ">i4", 5)
    element = np.dtype([("length", ">i4"), ("value", _TYPES[int(of)])])
    value = np.frombuffer(sent, element, offset=20)["value"]
    return value.astype(value.dtype.newbyteorder("="))


def tally(sent: Sent) -> dict[int, int]:
    """How often each number is there."""
    values, times = np.unique(together((sent,)), return_counts=True)
    return {int(value): int(n) for value, n in zip(values, times, strict=True)}


def distinct(*found: Numbers) -> int:
    """How many different numbers there are."""
    # `np.unique` hashes, which takes many times as long for a million.
    values = np.sort(np.concatenate(found))
    return int(np.count_nonzero(np.diff(values))) + bool(len(values))


def as_spread(*found: Durations) -> Spread:
    """Of all of them together. Of fewer than FEW there is no 90th percentile."""
    return _spread(together(found))


def spreads_of(found: Iterable[tuple[K, Durations]]) -> dict[K, Spread]:
    """Of each key's."""
    by: dict[K, list[Durations]] = {}
    for key, one in found:
        by.setdefault(key, []).append(one)
    return {key: as_spread(*ones) for key, ones in by.items()}


def spreads_by(found: Iterable[tuple[Sent, Durations]]) -> dict[int, Spread]:
    """The same where each duration has a key of its own: as many, in the same order."""
    pairs = list(found)
    keys, values = together(key for key, _ in pairs), together(one for _, one in pairs)
    in_order = np.argsort(keys, kind="stable")
    told_apart, begins = np.unique(keys[in_order], return_index=True)
    parts = np.split(values[in_order], begins)[1:]
    return {int(key): _spread(part) for key, part in zip(told_apart, parts, strict=True)}


def _spread(values: Numbers) -> Spread:
    if not len(values):
        return Spread()
    median, p90 = (float(one) for one in np.percentile(values, (50, 90)))
    return Spread(len(values), median, p90 if len(values) >= FEW else None)
