"""Troubles that last and that the owner is promised to hear of. One of them begins in the middle of a mixed round."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from random import Random
from typing import Protocol

from sandbox.faults import Fault, Rule
from tests.chaos.owner import ANSWERS, RIGHTS, SILENT, Matter, Owner, tell_what_lasts
from tests.chaos.traffic import Traffic
from tests.flows.stage import OPERATORS, Stage

DEFECT = {"ok": False, "error_code": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}
POLL = "groups.getLongPollServer"
TRIES = 30


class Episode(Protocol):
    name: str

    def begin(self) -> None: ...

    async def over(self) -> None:
        """What has to have happened in it has happened. The faults of the round are not mended yet."""
        ...


class RightsTaken:
    """Nobody may write in the operators' group, until the owner has read of it and mends it."""

    name = "rights taken"

    def __init__(self, stage: Stage, owner: Owner) -> None:
        self._stage, self._owner = stage, owner

    def begin(self) -> None:
        self._stage.telegram.chat_of(OPERATORS).write_forbidden = True
        self._owner.begun[RIGHTS] += 1

    async def over(self) -> None:
        return


class CardsRefused:
    """Telegram refuses the next new cards, one to three, for a defect of ours."""

    name = "cards refused"

    def __init__(self, stage: Stage, rng: Random, traffic: Traffic) -> None:
        self._stage, self._traffic = stage, traffic
        self._times = rng.randint(1, 3)
        self._rule: Rule | None = None

    def begin(self) -> None:
        fault = Fault.error(400, DEFECT)
        self._rule = self._stage.telegram.faults.add(
            "sendMessage", fault, when=brings_card, times=self._times
        )

    async def over(self) -> None:
        """Customers write until a card of theirs was refused: other faults may be first, or the group rest for hours."""
        for _ in range(TRIES):
            if self._rule is not None and self._rule.hits:
                return
            self._traffic.write()
            await passes(self._stage, 600)


def brings_card(params: Mapping[str, object]) -> bool:
    """A new card in the operators' group; neither a follow-up nor private words."""
    ordinary = "reply_parameters" not in params and "ephemeral_message_parameters" not in params
    return ordinary and str(params.get("chat_id")) == str(OPERATORS) and "#" in str(params.get("text"))


class AccountSilent:
    """VK answers no poll for more than five minutes; people go on all the while."""

    name = "account silent for six minutes"

    def __init__(self, stage: Stage, traffic: Traffic, owner: Owner) -> None:
        self._stage, self._traffic, self._owner = stage, traffic, owner

    def begin(self) -> None:
        self._stage.vk.faults.add(POLL, Fault.html(502))
        self._stage.vk.longpoll.rotate_key()
        self._owner.begun[SILENT] += 1

    async def over(self) -> None:
        hits = self._stage.vk.faults.hits
        await self._stage.vk.wait(lambda: hits[POLL])
        for _ in range(13):
            self._traffic.step()
            await passes(self._stage, 30)
        await has_read(self._stage, self._owner, SILENT)


class AnswersRefused:
    """VK refuses the token when an answer is sent: no other one goes out until the program is started anew."""

    name = "answers refused"

    def __init__(self, stage: Stage, traffic: Traffic, owner: Owner) -> None:
        self._stage, self._traffic, self._owner = stage, traffic, owner

    def begin(self) -> None:
        self._stage.vk.fail("wall.createComment", 5, times=None)
        self._owner.begun[ANSWERS] += 1

    async def over(self) -> None:
        """Operators answer until the desk has heard the refusal: other faults may have been first."""
        for _ in range(TRIES):
            if self._owner.read(ANSWERS.wrong):
                break
            self._stage.vk.faults.release()
            self._traffic.swipe()
            await passes(self._stage, 5)
        await has_read(self._stage, self._owner, ANSWERS)


async def passes(stage: Stage, seconds: float) -> None:
    stage.time.let_pass(seconds)
    await tell_what_lasts(stage)
    with suppress(AssertionError):
        await stage.calm(0.5)


async def has_read(stage: Stage, owner: Owner, matter: Matter) -> None:
    """If it does not come in time, the checks say so."""
    with suppress(AssertionError):
        await stage.telegram.wait(lambda: owner.read(matter.wrong))
