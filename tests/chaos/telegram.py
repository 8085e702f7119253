"""Telegram's faults, mixed: how long, how often and on what is chosen by the seed."""

from __future__ import annotations

from random import Random

from sandbox.faults import Fault
from tests.chaos.episodes import CardsRefused, Episode, RightsTaken
from tests.chaos.mixing import Trouble, mixed
from tests.chaos.owner import Owner
from tests.chaos.report import Report
from tests.chaos.traffic import Traffic
from tests.flows.stage import OPERATORS, Stage

STEPS = 80
SENDING = ("sendMessage", "editMessageText", "setMessageReaction", "answerCallbackQuery")
CONFLICT = {
    "ok": False,
    "error_code": 409,
    "description": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
}
TOO_OLD = {
    "ok": False,
    "error_code": 400,
    "description": "Bad Request: query is too old and response timeout expired or query ID is invalid",
}


async def telegram(stage: Stage, rng: Random, report: Report, steps: int = STEPS) -> None:
    """A round in which the rights are taken, or one in which cards are refused."""
    rights = rng.random() < 0.5

    def episode_of(traffic: Traffic, owner: Owner) -> Episode:
        return RightsTaken(stage, owner) if rights else CardsRefused(stage, rng, traffic)

    await mixed(stage, rng, report, TROUBLES, episode_of, _mend, steps)


def _on_sending(fault: Fault) -> Trouble:
    def throw(stage: Stage, rng: Random) -> None:
        stage.telegram.faults.add(rng.choice(SENDING), fault, times=rng.randint(1, 3))

    return throw


def _on_polling(fault: Fault, most: int = 3) -> Trouble:
    def throw(stage: Stage, rng: Random) -> None:
        stage.telegram.faults.add("getUpdates", fault, times=rng.randint(1, most))

    return throw


def _flood(stage: Stage, rng: Random) -> None:
    stage.telegram.faults.add(rng.choice(SENDING[:2]), Fault.flood(rng.randint(1, 40)), times=1)


def _long_flood(stage: Stage, rng: Random) -> None:
    stage.telegram.faults.add("sendMessage", Fault.flood(rng.randint(1, 3) * 3600), times=1)


def _conflict(stage: Stage, rng: Random) -> None:
    """Short ones only, one after the other: a conflict that lasts ends the program, and is meant to."""
    if not any(
        rule.fault == Fault.error(409, CONFLICT) and not rule.spent for rule in stage.telegram.faults.rules
    ):
        stage.telegram.faults.add("getUpdates", Fault.error(409, CONFLICT), times=rng.randint(1, 2))


def _again(stage: Stage, rng: Random) -> None:
    """Old updates once more, in any order."""
    history = stage.telegram.queue.history[-30:]
    for update in rng.sample(history, min(len(history), rng.randint(1, 4))):
        stage.telegram.redeliver(update.update_id)


def _jump(stage: Stage, rng: Random) -> None:
    stage.telegram.jump(rng.randint(2, 5_000_000))


def _delete_card(stage: Stage, rng: Random) -> None:
    cards = stage.cards()
    if cards:
        stage.telegram.delete(OPERATORS, rng.choice(cards))


def _outage(stage: Stage, rng: Random) -> None:
    """Nothing of Telegram answers, for minutes up to an hour; people go on, VK too."""
    fault = rng.choice((Fault.reset_before(), Fault.html(502)))
    stage.telegram.faults.add("*", fault, times=rng.randint(10, 60))
    stage.time.let_pass(rng.uniform(60, 3600))


def _no_reactions(stage: Stage, rng: Random) -> None:
    stage.telegram.restrict_reactions(OPERATORS, rng.choice(([], ["👍"], ["🤔", "👍"])))


TROUBLES: dict[str, Trouble] = {
    "429": _flood,
    "429 for hours": _long_flood,
    "502 with HTML": _on_sending(Fault.html(502)),
    "500": _on_sending(
        Fault.error(500, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
    ),
    "reset": _on_sending(Fault.reset_before()),
    "applied, never answered": _on_sending(Fault.drop_after()),
    "applied, answer broken off": _on_sending(Fault.reset_mid_body()),
    "timeout": _on_sending(Fault.hang()),
    "applied, then timeout": _on_sending(Fault.hang(applied=True)),
    "callback too old": lambda stage, rng: _always(stage, "answerCallbackQuery", Fault.error(400, TOO_OLD)),
    "poll: 502": _on_polling(Fault.html(502)),
    "poll: reset": _on_polling(Fault.reset_before()),
    "poll: answer lost": _on_polling(Fault.drop_after()),
    "poll: answer broken off": _on_polling(Fault.reset_mid_body()),
    "poll: 409": _conflict,
    "poll: 429": _on_polling(Fault.flood(3), 1),
    "update ids jump": _jump,
    "updates again, out of order": _again,
    "card deleted by a person": _delete_card,
    "outage of up to an hour": _outage,
    "reactions restricted": _no_reactions,
}


def _always(stage: Stage, method: str, fault: Fault) -> None:
    stage.telegram.faults.add(method, fault, times=1)


def _mend(stage: Stage, rng: Random) -> None:
    stage.telegram.faults.clear()
    stage.telegram.restrict_reactions(OPERATORS, None)
