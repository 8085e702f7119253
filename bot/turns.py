"""Whose turn it is in a lane: its pace, the order of work, and what is kept for what cannot wait."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeGuard

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, chat_of
from bot.desk.pacing import ALBUM, arriving, kept_until, reserved, room
from bot.desk.storms import kept
from storage.models import Card, Lane, Outbox
from storage.outbox import Waiting, claim_cards, claim_rows, spend

PRIVATE_PER_MINUTE = 60
"""About one message a second in a chat (Telegram's FAQ)."""
TICK = timedelta(microseconds=1)
BREATH = timedelta(seconds=1)
ALBUM_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """A claimed row or card, and its place in the lane's budget."""

    what: Outbox | Card
    lane: str
    begun_at: datetime
    spent_at: datetime | None = None
    probe: bool = False
    """Sent to see whether a stopped lane goes again."""


def pace(lane: str, group_per_minute: int) -> int:
    """Messages and edits a minute; 0: no pacing."""
    chat = chat_of(lane)
    if chat is None or group_per_minute == 0:
        return 0
    return group_per_minute if chat < 0 else PRIVATE_PER_MINUTE


def _pictures(what: Outbox | Card) -> int:
    """An album counts as so many messages (`bot/files.py` keeps them small)."""
    return len(what.payload["attachments"]) if _is_files(what) else 1


def _is_files(what: Outbox | Card) -> TypeGuard[Outbox]:
    return isinstance(what, Outbox) and what.kind == "files"


async def free_turns(
    session: AsyncSession, lane: Lane, now: datetime, most: int, waiting: Waiting
) -> list[Load]:
    """Claims what spends nothing of the lane's pace."""
    if not waiting.free:
        return []
    return [
        Load(row, lane.key, now) for row in await claim_rows(session, lane.key, now, most=most, free=True)
    ]


async def paced_turns(
    session: AsyncSession,
    lane: Lane,
    now: datetime,
    most: int,
    per_minute: int,
    in_hand: Collection[Load],
    waiting: Waiting,
    *,
    stormy: bool = False,
) -> list[Load]:
    """Claims at most `most` that the lane's pace has room for, and writes down what that leaves.

    `in_hand`: what the caller has claimed and not settled yet. `stormy`: all that can wait leaves more places to the urgent.
    """
    keeps = kept(per_minute) if stormy else reserved(per_minute)
    held = [load.what.id for load in in_hand if isinstance(load.what, Card)]
    # A file is fetched first, for minutes perhaps: nobody waits for that.
    on_way = {
        load.spent_at
        for load in in_hand
        if load.lane == lane.key and load.spent_at and not _is_files(load.what)
    }
    budget = room(lane.spent, now, per_minute, most, on_way)
    can_wait = per_minute - keeps - len(budget.recent) if per_minute else most
    room_for_album = max(1, min(per_minute - keeps, ALBUM)) if per_minute else ALBUM
    found = await _in_order(session, lane.key, now, budget.left, can_wait, held, room_for_album, waiting)
    probe = lane.stopped is not None
    loads = [Load(what, lane.key, now, now + index * TICK, probe) for index, what in enumerate(found)]
    album = [
        load.spent_at + ALBUM_TICK for load in loads if load.spent_at for _ in range(_pictures(load.what) - 1)
    ]
    spent = [*budget.recent, *(load.spent_at for load in loads if load.spent_at), *album]
    full_until = room(spent, now, per_minute, on_way=on_way).again_at
    held_until = kept_until(arriving(spent, now, on_way), per_minute, keeps)
    too_narrow = min(budget.left, can_wait) < room_for_album
    if per_minute and waiting.rows and not loads and held_until is None and too_narrow:
        held_until = now + BREATH  # what waits may be an album: looked at when there are more places
    if (loads and per_minute) or (full_until, held_until) != (lane.full_until, lane.held_until):
        await spend(session, lane, spent, full_until, held_until)
    return loads


async def _in_order(
    session: AsyncSession,
    lane: str,
    now: datetime,
    most: int,
    can_wait: int,
    held: Sequence[int],
    room_for_album: int,
    waiting: Waiting,
) -> Sequence[Outbox | Card]:
    """First new urgent cards, then follow-ups and what acts must show, then new cards, then refreshes.

    `can_wait`: how many there may be in all when those last two are looked at. A new card that has waited for long
    takes what is left all the same.
    """
    found: list[Outbox | Card] = []
    for kind, first, last in (
        (Card, Urgency.URGENT_CARD, Urgency.URGENT_CARD),
        (Outbox, Urgency.URGENT_CARD, Urgency.ACT),
        (Card, Urgency.FOLLOW_UP, Urgency.ACT),
        (Card, Urgency.NEW_CARD, Urgency.REFRESH),
        (Outbox, Urgency.NEW_CARD, Urgency.REFRESH),
    ):
        there = waiting.cards if kind is Card else waiting.rows
        if not any(first <= one <= last for one in there):
            continue
        left = (most if first < Urgency.NEW_CARD else min(most, can_wait)) - len(found)
        if left > 0 and kind is Outbox:
            found += await claim_rows(
                session, lane, now, most=left, free=False, first=first, last=last, room=room_for_album
            )
        elif left > 0 and chat_of(lane) is not None:
            found += await claim_cards(session, lane, now, most=left, first=first, last=last, held=held)
    left, new = most - len(found), Urgency.NEW_CARD
    if left > 0 and new in waiting.cards and can_wait < most and chat_of(lane) is not None:
        found += await claim_cards(session, lane, now, most=left, first=new, last=new, held=held, late=True)
    return found
