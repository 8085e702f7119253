"""VK's faults, mixed."""

from __future__ import annotations

from random import Random

from sandbox.faults import Fault
from tests.chaos.episodes import AccountSilent, AnswersRefused, Episode
from tests.chaos.mixing import Trouble, mixed
from tests.chaos.owner import Owner
from tests.chaos.report import Report
from tests.chaos.traffic import Traffic
from tests.flows.stage import SERVICE_TOKEN, Stage

STEPS = 80
SENDING = ("wall.createComment", "messages.send")
ANY = (*SENDING, "users.get", "groups.getLongPollServer", "wall.getById")


async def vk(stage: Stage, rng: Random, report: Report, steps: int = STEPS) -> None:
    """Now with a token that may read comments, now without; the account falls silent, or refuses answers."""
    if rng.random() < 0.5:
        stage.settings["VK_SERVICE_TOKEN"] = SERVICE_TOKEN
    silent = rng.random() < 0.5

    def episode_of(traffic: Traffic, owner: Owner) -> Episode:
        return (AccountSilent if silent else AnswersRefused)(stage, traffic, owner)

    await mixed(stage, rng, report, TROUBLES, episode_of, _mend, steps)


def _on_sending(fault: Fault) -> Trouble:
    def throw(stage: Stage, rng: Random) -> None:
        stage.vk.faults.add(rng.choice(SENDING), fault, times=rng.randint(1, 2))

    return throw


def _on_any(fault: Fault) -> Trouble:
    def throw(stage: Stage, rng: Random) -> None:
        stage.vk.faults.add(rng.choice(ANY), fault, times=rng.randint(1, 2))

    return throw


def _code(code: int) -> Trouble:
    def throw(stage: Stage, rng: Random) -> None:
        stage.vk.fail(rng.choice(SENDING), code, times=1)

    return throw


def _hang(stage: Stage, rng: Random) -> None:
    """Let go a few faults later: the connector waits longer than a round lasts."""
    stage.vk.faults.release()
    stage.vk.faults.add(rng.choice(SENDING), Fault.hang(applied=rng.random() < 0.5), times=1)


def _again(stage: Stage, rng: Random) -> None:
    events = stage.vk.events()[-30:]
    for event in rng.sample(events, min(len(events), rng.randint(1, 4))):
        stage.vk.redeliver(event)


def _late(stage: Stage, rng: Random) -> None:
    if stage.vk.core.events.held is None:
        stage.vk.hold_events()
    else:
        stage.vk.release_events()


TROUBLES: dict[str, Trouble] = {
    "hang": _hang,
    "made, then dropped": _on_sending(Fault.drop_after()),
    "made, answer broken off": _on_sending(Fault.reset_mid_body()),
    "HTML with 200": _on_any(Fault.html(200)),
    "502": _on_any(Fault.html(502)),
    "reset": _on_any(Fault.reset_before()),
    "code 6": _code(6),
    "code 10": _code(10),
    "long poll failed 2": lambda stage, rng: stage.vk.longpoll.fail_next(2),
    "events twice, out of order": _again,
    "events late": _late,
}


def _mend(stage: Stage, rng: Random) -> None:
    stage.vk.faults.clear()
    stage.vk.clear_failures()
    stage.vk.release_events()
