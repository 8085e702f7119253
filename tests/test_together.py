"""Work for many at once: in rounds, in order, and nobody fails for another's sake."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.together import Together


class Work:
    """Doubles numbers when it is let; three is too much for it."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, these: Sequence[int]) -> Sequence[int]:
        self.rounds.append(list(these))
        await self.may_end.wait()
        if 3 in these:
            raise ValueError("three")
        return [2 * one for one in these]


async def test_those_who_come_at_the_same_moment_go_together() -> None:
    work = Work()
    together = Together(work, most=10)
    assert await asyncio.gather(*(together(number) for number in range(3))) == [0, 2, 4]
    assert work.rounds == [[0, 1, 2]]


async def test_who_comes_meanwhile_is_in_the_next_round_and_no_round_is_too_big() -> None:
    work = Work()
    work.may_end.clear()
    together = Together(work, most=2)
    tasks = [asyncio.create_task(together(0))]
    while not work.rounds:
        await asyncio.sleep(0)
    tasks += [asyncio.create_task(together(number)) for number in (1, 2, 4)]
    await asyncio.sleep(0)
    work.may_end.set()
    assert await asyncio.gather(*tasks) == [0, 2, 4, 8]
    assert work.rounds == [[0], [1, 2], [4]]


async def test_one_that_fails_fails_alone() -> None:
    work = Work()
    together = Together(work, most=10)
    results = await asyncio.gather(*(together(number) for number in (1, 3, 5)), return_exceptions=True)
    assert [results[0], str(results[1]), results[2]] == [2, "three", 10]
    assert work.rounds == [[1, 3, 5], [1], [3], [5]]


async def test_what_is_everybodys_trouble_is_tried_once() -> None:
    work = Work()
    together = Together(work, most=10, everybodys=lambda error: str(error) == "three")
    results = await asyncio.gather(*(together(number) for number in (1, 3, 5)), return_exceptions=True)
    assert [str(one) for one in results] == ["three"] * 3
    assert work.rounds == [[1, 3, 5]]


async def test_who_gave_up_waiting_is_in_nobodys_way() -> None:
    work = Work()
    work.may_end.clear()
    together = Together(work, most=10)
    left, stays = asyncio.create_task(together(1)), asyncio.create_task(together(2))
    while not work.rounds:
        await asyncio.sleep(0)
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    work.may_end.set()
    assert await stays == 4
    assert await together(6) == 12


async def test_others_who_are_sure_to_follow_are_waited_for_and_no_longer_than_until_there_are_enough() -> (
    None
):
    work = Work()
    together = Together(work, most=2, company=lambda: 60.0)
    first = asyncio.create_task(together(0))
    while not together.waiting:
        await asyncio.sleep(0)
    assert work.rounds == []
    assert list(await asyncio.gather(first, together(1))) == [0, 2]
    assert work.rounds == [[0, 1]]
