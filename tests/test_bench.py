"""`make bench` works: what it measures can be measured. How fast it is, no test says."""

from __future__ import annotations

from pathlib import Path

from storage.embedded import Server
from tests.bench.outside import outside
from tests.bench.speed import Size, measured


async def test_the_way_of_data_can_be_measured(postgres: Server, database_url: str, tmp_path: Path) -> None:
    async with outside() as world:
        found = await measured(
            server=postgres, url=database_url, folder=tmp_path, world=world, size=Size.small()
        )
    assert min(len(one.each) for one in (found.idle, found.strangers, found.presses, found.swipes)) > 0
    assert found.stream.per_second > 0
    assert found.memory > 0
