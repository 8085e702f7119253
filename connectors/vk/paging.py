"""Reading VK's lists page by page, newest first, and giving what is found the form of the event that was lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from connectors.vk.answers import entries
from connectors.vk.values import mapping, moment, number

Object = Mapping[str, Any]
Ask = Callable[[str, Object], Awaitable[object]]
"""A call of the API, bounded in number."""


def _itself(entry: Object) -> Object:
    return entry


async def newer(
    ask: Ask,
    method: str,
    values: Object,
    size: int,
    since: datetime,
    *,
    dated: Callable[[Object], Object] = _itself,
) -> AsyncIterator[Object]:
    """Entries of a list that is newest first, down to `since`. `dated`: what of an entry has its date.

    Pinned dialogs stand first, however old: only a page whose last entry is old is the last one.
    """
    async for page in pages(ask, method, values, size):
        for entry in page:
            if is_new(dated(entry), since):
                yield entry
        if not is_new(dated(page[-1]), since):
            return


async def pages(ask: Ask, method: str, values: Object, size: int) -> AsyncIterator[list[Object]]:
    """VK may leave deleted ones out of a page: how many there are altogether is told beside them."""
    for offset in count(0, size):
        answer = await ask(method, {**values, "count": size, "offset": offset})
        page = [mapping(each) for each in entries(answer)]
        if not page:
            return
        yield page
        told = mapping(answer)
        total = number(told.get("current_level_count")) or number(told.get("count")) or 0
        if offset + size >= total:
            return


def is_new(entry: Object, since: datetime) -> bool:
    date = moment(entry.get("date"))
    return date is None or date >= since


def event(kind: str, what: Object) -> Object:
    return {"type": kind, "object": what}
