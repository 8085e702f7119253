"""A thousand comments in a minute, in real time, under Telegram's limits, while people go on pressing."""

from __future__ import annotations

import asyncio
import time
from random import Random
from statistics import median

from sandbox.telegram import Limits
from storage.models import Card
from storage.models import Message as Said
from tests.chaos.checks import broken
from tests.chaos.owner import misled
from tests.chaos.report import Report
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, VERA, Stage

COMMENTS, MINUTE = 1000, 60.0
REACHED_WITHIN = 60.0
FIRST = 10_000


async def storm(stage: Stage, rng: Random, report: Report, comments: int = COMMENTS) -> None:
    """Every case has to be on a card, or on a page of a digest that is in the group, a minute after it was written."""
    stage.telegram.meter.limits = Limits()
    stage.settings["TELEGRAM_GROUP_PER_MINUTE"] = "20"
    posts = [stage.post(title) for title in ("Win a grinder", "Our new blend", "Holidays")]
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting, 30)
        stage.vk.message(VERA, BRAND, "Where is my order?")
        watch = _Watch(stage)
        watching = asyncio.create_task(watch.run())
        pressing = asyncio.create_task(watch.press())
        began = time.monotonic()
        for number in range(comments):
            stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
            stage.comment(f"words {number}", rng.choice(posts), FIRST + number)
            watch.written[f"words {number}"] = time.monotonic()
            await asyncio.sleep(max(0.0, began + (number + 1) * MINUTE / comments - time.monotonic()))
        async with asyncio.timeout(4 * REACHED_WITHIN):
            while len(watch.reached) < comments:
                await asyncio.sleep(0.2)
        for task in (pressing, watching):
            task.cancel()
        await asyncio.gather(pressing, watching, return_exceptions=True)
        await _calm(stage, report)
        report.holds(f"round {report.rounds}", await broken(stage, report.checked))
        report.holds(f"round {report.rounds}", await misled(stage, report.checked))
    _told(stage, report, watch)


class _Watch:
    """When each comment could first be reached, and how fast presses were answered."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.written: dict[str, float] = {}
        self.reached: dict[str, float] = {}
        self.answered: list[float] = []

    async def run(self) -> None:
        while True:
            texts = await self._reachable()
            now = time.monotonic()
            for text in texts - self.reached.keys():
                if text in self.written:
                    self.reached[text] = now - self.written[text]
            await asyncio.sleep(0.5)

    async def _reachable(self) -> set[str]:
        stage = self._stage
        on_cards = await stage.rows(Card, Card.message_id.is_not(None), Card.case_id.is_not(None))
        digests = await stage.rows(Card, Card.panel_id.is_not(None), Card.message_id.is_not(None))
        paged = await stage.rows(Card, Card.collected_in.in_([one.panel_id for one in digests]))
        cases = {one.case_id for one in (*on_cards, *paged)}
        return {one.text for one in await stage.rows(Said, Said.direction == "in") if one.case_id in cases}

    async def press(self) -> None:
        """Two people, about twice a second in all, on the card of the first message."""
        card = await self._stage.card("Where is my order?")
        await self._stage.press(ANNA, card, "Claim")
        while True:
            for who in (ANNA, BORIS):
                since = time.monotonic()
                await self._stage.telegram.press(who, OPERATORS, card.message_id, "Reply").answered(60)
                self.answered.append(time.monotonic() - since)
                await asyncio.sleep(0.5)


async def _calm(stage: Stage, report: Report) -> None:
    """Nothing is due any more but what a panel may still want to say."""

    async def settled() -> bool:
        waiting = await stage.rows(Card, Card.due_at.is_not(None), Card.case_id.is_not(None))
        return not waiting

    for _ in range(40):
        stage.time.let_pass(5)
        if await settled():
            break
        await asyncio.sleep(0.1)
    else:
        report.broken.append("the desk does not calm down: cards still wait to be posted")
    await stage.calm(30)


def _told(stage: Stage, report: Report, watch: _Watch) -> None:
    slowest, answered = max(watch.reached.values()), sorted(watch.answered)
    report.injected["comments in a minute"] += len(watch.written)
    report.injected["presses"] += len(answered)
    report.checked["cards of their own"] += len([one for one in stage.cards() if "🌊" not in stage.text(one)])
    report.notes.append(
        f"reached after {median(watch.reached.values()):.1f} s (median), {slowest:.1f} s (the last);"
        f" presses answered in {median(answered) * 1000:.0f} ms (median), {answered[-1] * 1000:.0f} ms (slowest)"
    )
    if slowest > REACHED_WITHIN:
        report.broken.append(f"a case could be reached only after {slowest:.0f} s")
    if stage.telegram.too_many:
        report.broken.append(f"{len(stage.telegram.too_many)} times 429 by our own haste")
    report.checked["429"] += len(stage.telegram.too_many)
