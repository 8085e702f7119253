"""Customers and operators who do something at every step, by a seeded choice. Every text is said once only."""

from __future__ import annotations

import re
from random import Random

from sandbox.telegram import Message
from tests.flows.stage import ANNA, BORIS, BRAND, OPERATORS, TIM, VERA, Stage

LABELS = ("Claim", "Reply", "Resolve", "Reopen", "More")
POSTS = 3
FIRST = 6
UP_SECONDS = 60
CUSTOMERS = (TIM, VERA, 5003, 5004)


class Traffic:
    def __init__(self, stage: Stage, rng: Random) -> None:
        self._stage, self._rng = stage, rng
        for number in CUSTOMERS:
            if number not in stage.vk.core.world.users:
                stage.vk.add_user(number, "Kim", f"No{number}")
        self._posts = [stage.post(f"Post {number}") for number in range(POSTS)]
        self._said = 0

    async def begin(self) -> None:
        """The desk listens, and the first cards are there to be answered."""
        await self._stage.vk.wait(lambda: self._stage.vk.longpoll.waiting, timeout=UP_SECONDS)
        for _ in range(FIRST):
            self.write()
        await self._stage.telegram.wait(lambda: len(self._stage.cards()) > 1, timeout=UP_SECONDS)

    def step(self) -> None:
        """One thing that somebody does."""
        act = self._rng.choices((self.write, self.swipe, self.press), (4, 4, 2))[0]
        act()

    def write(self) -> None:
        """A customer comments or writes a message."""
        who, text = self._rng.choice(CUSTOMERS), self._new("Question")
        if self._rng.random() < 0.3:
            self._stage.vk.message(who, BRAND, text)
        else:
            self._stage.comment(text, self._rng.choice(self._posts), who)

    def swipe(self) -> None:
        """An operator answers: each case has one of the two, so nobody is in the other's way."""
        found = self._something()
        if found is not None:
            self._stage.telegram.say(
                self._operator(found), OPERATORS, self._new("Answer"), reply_to=found.message_id
            )

    def press(self) -> None:
        found = self._something()
        labels = [] if found is None else [one for one in self._stage.labels(found) if one in LABELS]
        if found is not None and labels:
            copies = 2 if self._rng.random() < 0.1 else 1
            label = self._rng.choice(labels)
            who = self._operator(found)
            self._stage.telegram.press(who, OPERATORS, found.message_id, label, copies=copies)

    def _something(self) -> Message | None:
        """One of the desk's latest messages about a case."""
        ours = [one for one in self._stage.ours() if one.buttons and "#" in self._stage.text(one)]
        return self._rng.choice(ours[-20:]) if ours else None

    def _operator(self, message: Message) -> int:
        number = re.search(r"#(\d+)", self._stage.text(message))
        return ANNA if number is None or int(number[1]) % 2 else BORIS

    def _new(self, what: str) -> str:
        self._said += 1
        return f"{what} {self._said}."
