"""What customers are asked once their case is resolved: whom, when, and what their answer says. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.sorting import ASKS_NOTHING
from connectors.base import Choice, Kind
from storage.models import Asks, Case, Json, Status

AFTER = timedelta(minutes=5)
"""So long after it was resolved: who resolved it by mistake, or hears of the customer again, has time."""
WITHIN = timedelta(days=4)
"""Who could not be asked until then, because nobody worked or nothing ran, is not asked any more."""
AGAIN = timedelta(days=30)
"""A customer is not asked twice within."""
TYPED = timedelta(days=3)
"""So long a number that somebody types is the answer. A button is pressed at any time."""
WORD = timedelta(days=1)
"""So long after the score the next words are what the customer adds to it."""

SCORES: Mapping[Asks, range] = {Asks.NPS: range(11), Asks.CSAT: range(1, 6)}
LOW: Mapping[Asks, int] = {Asks.NPS: 4, Asks.CSAT: 2}
"""Up to here a supervisor looks at it. Of 0-10 not all that count against us: who says 6 is not angry, and a supervisor who
is called for every sixth customer looks at none."""

_NUMBER = re.compile(r"([0-9]{1,2})(?:\s*/\s*([0-9]{1,2}))?\s*[.!)]*")
_BESIDE = {0xFE0F: None, 0x20E3: None}
"""What makes a digit a key of a telephone: 5️⃣."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case, and its customer, stand when its time has come."""

    kind: str | None
    """Of the conversation in which the customer wrote last; None: they wrote nothing."""
    answered: bool
    """Our last answer in it has arrived."""
    wrote: bool
    """The customer has written since it was resolved, in whatever case."""
    live: bool
    """They have another case that is open."""
    asked_at: datetime | None
    """When they were last asked, in whatever network."""
    barred: bool
    """They take no messages of us."""


def due_at(asks: str, at: datetime) -> datetime | None:
    """When the customer of a case that is resolved at `at` may be asked. `asks`: as in `Asks`."""
    return None if asks == Asks.OFF else at + AFTER


def may_ask(case: Case, asks: str, standing: Standing, now: datetime) -> bool:
    """Asked wherever the answer to it can be sorted out from other people's words: in a dialog alone."""
    if asks == Asks.OFF or case.status != Status.RESOLVED or case.merged_into_id is not None:
        return False
    if case.quiet is not None or case.category in ASKS_NOTHING or standing.kind != Kind.MESSAGE:
        return False
    if not standing.answered or standing.wrote or standing.live or standing.barred:
        return False
    return standing.asked_at is None or now - standing.asked_at >= AGAIN


def is_score(asks: str, score: object) -> bool:
    """Whatever a button brought: people can send what they like."""
    return isinstance(score, int) and not isinstance(score, bool) and score in SCORES[Asks(asks)]


def typed(text: str, asks: str) -> int | None:
    """The score, if the words are nothing but that: `5`, `5!`, `9/10`, `5️⃣`."""
    words = unicodedata.normalize("NFKC", text.translate(_BESIDE)).strip()
    found = _NUMBER.fullmatch(words)
    if found is None or (found[2] is not None and int(found[2]) != most(asks)):
        return None
    score = int(found[1])
    return score if is_score(asks, score) else None


def most(asks: str) -> int:
    """The best score."""
    return SCORES[Asks(asks)][-1]


def is_low(asks: str, score: int) -> bool:
    return score <= LOW[Asks(asks)]


def packed(survey_id: int, asks: str) -> Json:
    """What the outbox row of a question carries beside the marks of an answer."""
    return {"survey": survey_id, "asks": asks}


def choices(row: Json) -> Sequence[Choice]:
    """The buttons below a question, by what its outbox row carries; none of any other message."""
    if "survey" not in row:
        return ()
    return [
        Choice(str(score), {"survey": row["survey"], "score": score}) for score in SCORES[Asks(row["asks"])]
    ]


def thanked(asks: str) -> Json:
    """What the outbox row of our thanks carries."""
    return {"asked": asks}


def over(row: Json) -> int:
    """How many buttons the question had for which these are the thanks; 0 of any other message."""
    return len(SCORES[Asks(row["asked"])]) if "asked" in row else 0
