"""When more cases arrive than cards can be shown: which of them still get cards of their own. Pure.

The limits are Telegram's: 20 messages and edits a minute in a group. Half of them are kept for the urgent, and what is
edited meanwhile needs some too; what cannot be posted soon is reached through the digest at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.lanes import Urgency
from bot.desk.pacing import reserved

FEW = 10
"""So few are no storm, however slow the group is."""
BLOWS = timedelta(minutes=2)
"""So long after it last took something in, a digest takes in what comes late to its storm."""


TOO_LONG = timedelta(seconds=50)
"""So long a card may wait behind people's own acts; the digest takes it in after that."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case's card that was never posted. `since`: the customer waits; `due_at`: the card does."""

    card_id: int
    urgency: int
    since: datetime
    due_at: datetime


def own(per_minute: int) -> int:
    """How many urgent cards may wait for their turn in a storm."""
    return max(1, per_minute // 2)


def kept(per_minute: int) -> int:
    """Places of a minute that all which can wait leaves in a storm: for as many urgent cards as may wait for their turn.

    A tenth more, because panels and acts take places meanwhile.
    """
    return min(per_minute - 1, own(per_minute) + per_minute // 10)


def blows(collected_at: datetime | None, now: datetime) -> bool:
    """Is a storm whose digest took something in at `collected_at` still on?"""
    return collected_at is not None and abs(now - collected_at) < BLOWS


def collected(
    waiting: Sequence[Waiting], free: int, per_minute: int, now: datetime, *, stormy: bool
) -> list[int]:
    """The cards that the digest shows instead; empty when all can be posted within a minute.

    `free`: how many messages the group still takes this minute. The urgent and the longest waiting keep their turn as
    long as there is room for them. `per_minute` 0: no pacing, so nothing is ever too much.
    """
    if per_minute == 0:
        return []
    ranked = sorted(waiting, key=lambda one: (one.urgency, one.since, one.card_id))
    urgent = [one.card_id for one in ranked if one.urgency == Urgency.URGENT_CARD]
    others = [one for one in ranked if one.urgency != Urgency.URGENT_CARD]
    if not stormy and len(waiting) <= max(FEW, min(per_minute, free)):
        return _behind_acts(others, free, per_minute, now)
    first = urgent[: own(per_minute)]
    left = max(0, free - kept(per_minute) - len(first))
    return urgent[len(first) :] + [one.card_id for one in others[left:]]


def _behind_acts(others: Sequence[Waiting], free: int, per_minute: int, now: datetime) -> list[int]:
    """So few would have their turn soon, if the desk's own work did not use up every minute."""
    if free > reserved(per_minute):
        return []
    return [one.card_id for one in others if now - one.due_at >= TOO_LONG]


def calm(left: int, per_minute: int) -> bool:
    """So few are left in the digest that they can come out as cards; without pacing, all of them can."""
    return per_minute == 0 or left <= own(per_minute)
