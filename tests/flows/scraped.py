"""What Prometheus reads of a desk at work, by the library's own parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.flows.stage import Stage

PREFIX = "otklik_"


@dataclass(frozen=True)
class Scrape:
    samples: tuple[Sample, ...]

    def __call__(self, name: str, **labels: str) -> float:
        """The sum of all that have these labels; 0 if none has."""
        return sum(one.value for one in self._of(PREFIX + name) if labels.items() <= one.labels.items())

    def _of(self, name: str) -> Iterator[Sample]:
        return (one for one in self.samples if one.name == name)


async def scrape(stage: Stage, address: str | None = None, token: str | None = None) -> Scrape:
    """All samples of now: what the database was asked is not older than a moment."""
    stage.time.let_pass(6)
    status, text = await read(address or _address(stage), token)
    assert status == 200, text
    families = text_string_to_metric_families(text)
    return Scrape(tuple(sample for family in families for sample in family.samples))


async def read(address: str, token: str | None = None, **headers: str) -> tuple[int, str]:
    """The answer to a scrape."""
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    url = f"http://{address}/metrics"
    async with aiohttp.ClientSession() as client, client.get(url, headers=headers) as response:
        return response.status, await response.text()


async def shows(stage: Stage, look: Callable[[Scrape], object]) -> Scrape:
    """The first scrape in which `look` finds what it looks for."""

    async def found() -> Scrape | None:
        one = await scrape(stage)
        return one if look(one) else None

    seen = await stage.until(found)
    assert seen is not None
    return seen


def _address(stage: Stage) -> str:
    assert stage.desk is not None
    return str(stage.desk.address)
