"""The time after the trouble: it is mended, time goes on, and people do what they are asked to do."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress

from sandbox.telegram import Message
from storage.models import Card, Case
from storage.models import Message as Said
from tests.chaos.checks import copies, customers_words, ghosts, nothing_under_way, questions
from tests.chaos.owner import Owner, tell_what_lasts
from tests.flows.stage import ANNA, BORIS, OPERATORS, Stage

STEPS = 90
TOUCHES = 3


class People:
    """Do what the desk asks them: look whether an answer is there and say so, send drafts, touch what lies about."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._done: set[tuple[int, str]] = set()
        self._touched: Counter[int] = Counter()
        self.counted: Counter[str] = Counter()

    async def act(self) -> bool:
        """Whether there was anything to do."""
        before = sum(self.counted.values())
        for message in questions(self._stage):
            self._decide(message)
        for ghost in await ghosts(self._stage):
            self._touch(ghost)
        for case in await self._without_card():
            self._stage.telegram.say(ANNA, OPERATORS, f"/case {case.number}")
            self.counted["cards asked for"] += 1
        return sum(self.counted.values()) > before

    def _decide(self, message: Message) -> None:
        labels = self._stage.labels(message)
        for label in labels:
            if label.startswith("Send "):
                self._press_once(message, label, "drafts sent")
        about = message.reply_to
        if "Retry" not in labels or about is None or about.sender.id == self._stage.telegram.bot.id:
            return
        there = len(copies(self._stage).get(about.text, ()))
        if not there:
            self._press_once(message, "Retry", "answers sent again by a person")
        elif "It is there" in labels:
            self._press_once(message, "It is there", "answers seen by a person")

    def _touch(self, ghost: Message) -> None:
        """Again if it is still there: when it was touched first it may have been the real one, or just being sent."""
        if self._touched[ghost.message_id] < TOUCHES:
            self._touched[ghost.message_id] += 1
            labels = self._stage.labels(ghost)
            label = "More" if "More" in labels else labels[0]
            self._stage.telegram.press(ANNA, OPERATORS, ghost.message_id, label)
            self.counted["ghosts touched"] += 1

    def _press_once(self, message: Message, label: str, what: str) -> None:
        key = (message.message_id, label if what == "drafts sent" else "")
        if key in self._done:
            return
        self._done.add(key)
        for who in (ANNA, BORIS) if what == "drafts sent" else (ANNA,):
            self._stage.telegram.press(who, OPERATORS, message.message_id, label)
        self.counted[what] += 1

    async def _without_card(self) -> list[Case]:
        """Somebody deleted it; a bot is not told of that."""
        shown = {one.message_id for one in self._stage.ours()}
        lost = [
            one.case_id
            for one in await self._stage.rows(Card, Card.chat_id == OPERATORS)
            if one.message_id is not None and one.message_id not in shown and one.due_at is None
        ]
        return await self._stage.rows(Case, Case.id.in_(lost)) if lost else []


async def settle(stage: Stage, seconds: float = 4 * 3600, owner: Owner | None = None) -> People:
    """Time passes until nothing is left to do, or `seconds` have passed and more.

    Faults must be over, but for what the `owner` mends on having read of it.
    """
    people = People(stage)
    step, passed = 20.0, 0.0
    for _ in range(STEPS):
        heard = await caught_up(stage)
        busy = await people.act()
        if owner is not None:
            busy = owner.act() or owner.ask_for_cards() or busy
        if heard and not busy and not await _left(stage):
            return people
        stage.time.let_pass(step)
        passed += step
        if passed > 300:  # what is left waits for long
            step = min(step * 1.5, seconds / 8)
        await tell_what_lasts(stage)
        with suppress(AssertionError):
            await stage.calm(1)
    return people


async def _left(stage: Stage) -> bool:
    return bool(await nothing_under_way(stage, Counter()))


async def caught_up(stage: Stage, timeout: float = 3) -> bool:
    """Whether the desk has heard all that was said, in Telegram and in the network; it may rest after trouble."""

    async def heard() -> bool:
        if stage.telegram.queue.pending or stage.telegram.queue.again:
            return False
        known = {one.text for one in await stage.rows(Said, Said.direction == "in")}
        return all(text in known for text in customers_words(stage))

    try:
        await stage.until(heard, timeout)
    except AssertionError:
        return False
    await asyncio.sleep(0)
    return True
