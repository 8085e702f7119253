"""`make bench` works: what it measures can be measured. How fast it is, no test says."""

from __future__ import annotations

from bot.parts import ALL
from storage.embedded import Server
from tests.bench.speed import Size, measured, sides


async def test_the_way_of_data_can_be_measured(postgres: Server, database_url: str) -> None:
    async with sides({"empty": (database_url, 0)}, [ALL]) as (made, folder):
        bare = await measured(made, postgres, folder, Size.small())
    (side,) = made.values()
    assert min(len(one.each) for one in (side.idle, side.strangers, side.presses, side.swipes)) > 0
    assert "100 % of the bare" in bare.told("itself", bare)
    assert side.stream.rate > 0
    assert side.memory > 0
