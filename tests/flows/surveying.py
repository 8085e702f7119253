"""Customers who are asked what they think."""

from __future__ import annotations

from bot.surveys import ask_customers
from sandbox.telegram import Message as Said
from storage.models import Survey
from tests.flows.answering import answer
from tests.flows.closing import read
from tests.flows.stage import ANNA, BRAND, TIM, Stage

AFTER = 5 * 60
QUESTION = "How satisfied are you"


async def switch_on(stage: Stage, asks: str = "csat") -> None:
    await stage.sql(f"UPDATE desks SET asks_customers = '{asks}'")


async def resolved(stage: Stage, words: str = "Is it ready?", who: int = TIM, number: int = 1) -> Said:
    """A direct message that was answered, and its case resolved; the card."""
    stage.vk.message(who, BRAND, words)
    card = await stage.card(f"#{number}")
    said = await answer(stage, card, f"Yes: {words}")
    stage.time.let_pass(11)
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    await resolve(stage, card)
    return card


async def resolve(stage: Stage, card: Said) -> None:
    await stage.press(ANNA, card, "Resolve")
    await stage.says(card, "Resolved")


async def looks(stage: Stage) -> None:
    """The clock looks now, and not only within its seconds, while nobody is at a case; what it has sent has left."""
    assert stage.desk is not None
    await stage.calm()
    await stage.desk.clock.tick(ask_customers)
    await stage.calm()


async def later(stage: Stage, seconds: float = AFTER) -> None:
    stage.time.let_pass(seconds)
    await looks(stage)


async def asked(stage: Stage, asks: str = "csat") -> Said:
    """Somebody who has just been asked; the card."""
    await switch_on(stage, asks)
    card = await resolved(stage)
    await later(stage)
    assert len(questions(stage)) == 1
    return card


def questions(stage: Stage, who: int = TIM) -> list[str]:
    return [one for one in read(stage, who) if "closed." in one]


async def scores(stage: Stage) -> list[tuple[int | None, str | None]]:
    found = await stage.rows(Survey)
    return [(one.score, one.word) for one in sorted(found, key=lambda one: one.id)]
