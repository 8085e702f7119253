"""Many reads in one call: execute takes up to 25 of a token's calls and counts as one (dev.vk.com, execute).

A call that fails is `false` in its place, and told beside the answer in `execute_errors`, in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from connectors.errors import ConnectorError, Invalid, Permanent, Permission
from connectors.vk.client import Client, Slot
from connectors.vk.errors import Call, read_refusal
from connectors.vk.values import items, mapping

TOGETHER = 25


class Asking(NamedTuple):
    """A read. `values` as of `Client.call`."""

    method: str
    values: Mapping[str, object]


async def many(client: Client, askings: Sequence[Asking]) -> list[Any]:
    """The answers in order; a ConnectorError in the place of what failed. Raises ConnectorError if nothing could be asked.

    Falls back to single calls where the token may not execute.
    """
    answers: list[Any] = [None] * len(askings)
    by_slot: dict[Slot, list[int]] = {}
    for place, asking in enumerate(askings):
        slot = client.slot_for(asking.method)
        if slot is None:
            answers[place] = Permission(f"{asking.method} needs another token")
        else:
            by_slot.setdefault(slot, []).append(place)
    for slot, places in by_slot.items():
        for start in range(0, len(places), TOGETHER):
            together = places[start : start + TOGETHER]
            found = await _some(client, slot, [askings[place] for place in together])
            for place, answer in zip(together, found, strict=True):
                answers[place] = answer
    return answers


async def _some(client: Client, slot: Slot, askings: Sequence[Asking]) -> list[Any]:
    if len(askings) > 1:
        try:
            told = mapping(await client.ask(slot, "execute", {"code": script(askings)}))
            found = read(client, slot, told, askings)
            if found is not None:
                return found
        except (Permission, Invalid):
            pass  # this token may not, or VK does not understand: one by one
    return [await _one(client, slot, asking) for asking in askings]


async def _one(client: Client, slot: Slot, asking: Asking) -> Any:
    try:
        return await client.ask(slot, asking.method, asking.values)
    except Permanent as error:
        return error


def script(askings: Sequence[Asking]) -> str:
    """VKScript: JSON is a literal there."""
    calls = (f"API.{one.method}({json.dumps(_plain(one.values))})" for one in askings)
    return f"return [{','.join(calls)}];"


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """As in a form: lists joined, booleans as numbers."""
    return {
        name: ",".join(map(str, value))
        if isinstance(value, list | tuple)
        else int(value)
        if isinstance(value, bool)
        else value
        for name, value in values.items()
    }


def read(client: Client, slot: Slot, told: Mapping[str, Any], askings: Sequence[Asking]) -> list[Any] | None:
    """None: not as many answers as questions. `told`: the whole answer, with what failed beside it."""
    found = items(told.get("response"))
    if len(found) != len(askings):
        return None
    errors = [mapping(each) for each in items(told.get("execute_errors"))]
    answers: list[Any] = []
    for asking, answer in zip(askings, found, strict=True):
        if answer is not False:
            answers.append(answer)
            continue
        error = next((each for each in errors if each.get("method") == asking.method), {})
        errors = [each for each in errors if each is not error]
        answers.append(_error(client, slot, asking, error))
    return answers


def _error(client: Client, slot: Slot, asking: Asking, error: Mapping[str, Any]) -> ConnectorError:
    return client.refused(read_refusal(error), Call(asking.method, slot, asking.method))
