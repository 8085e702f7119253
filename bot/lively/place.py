"""The desk of the lively weeks, its people and departments: rows that stand before anything happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.hours import DAYS
from bot.hours import hours_of
from bot.lively.story import TRAINEE, Cast, Worker
from bot.lively.words import Said
from storage.models import Account, Asks, Department, Desk, Role, Staff

BEFORE = timedelta(days=60)
"""So long ago the desk was set up."""
LEFT = timedelta(days=12)
"""Ago, the operator who is no more there left."""
WEEK = {day: [["10:00", "18:00"]] if day in ("sat", "sun") else [["09:00", "20:00"]] for day in DAYS}
PACES = ((4.0, 9.3), (7.0, 8.6), (14.0, 7.4))
"""Of the operators: minutes until they take a case, and how they are scored."""

Person = tuple[int, str]
"""A Telegram user id and a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the desk is bound to. Operators: the quickest first; the last one has left. `departments`: names and chats, in
    the order of their specialists.
    """

    chat_id: int
    departments: Sequence[tuple[str, int]]
    specialists: Sequence[Person]
    owner: Person
    supervisor: Person
    operators: Sequence[Person]
    trainee: Person
    community: str
    title: str
    followers: int


async def furnish(
    session: AsyncSession, place: Place, desk: Desk, said: Said, now: datetime
) -> tuple[Account, Cast]:
    """`desk`: with its language, time zone and hour of the summary."""
    desk.chat_id, desk.hours, desk.asks_customers = place.chat_id, WEEK, Asks.NPS.value
    desk.created_at = now - BEFORE
    session.add(desk)
    await session.flush()
    account = Account(
        desk_id=desk.id,
        network="vk",
        external_id=place.community,
        title=place.title,
        followers=place.followers,
        followers_at=now,
        created_at=now - BEFORE,
    )
    departments = [
        Department(desk_id=desk.id, name=name, chat_id=chat_id, created_at=now - BEFORE)
        for name, chat_id in place.departments
    ]
    owner = _staff(desk, place.owner, Role.OWNER, now)
    supervisor = _staff(desk, place.supervisor, Role.SUPERVISOR, now)
    operators = [_staff(desk, one, Role.OPERATOR, now) for one in place.operators]
    operators[-1].left_at = now - LEFT
    trainee = _staff(desk, place.trainee, Role.TRAINEE, now)
    specialists = [_staff(desk, one, Role.SPECIALIST, now) for one in place.specialists]
    for given in (supervisor, trainee):
        given.given_role = given.role
    owner.private_at = now - BEFORE
    session.add_all([account, *departments, owner, supervisor, *operators, trainee, *specialists])
    await session.flush()
    workers = [
        Worker(one.id, pace, liked, left_at=one.left_at)
        for one, (pace, liked) in zip(operators, PACES, strict=True)
    ]
    workers += [Worker(supervisor.id, 7.0, 9.0), Worker(trainee.id, 9.0, 8.2, role=TRAINEE)]
    hours = await hours_of(session, desk)
    pairs = [(one.id, who.id) for one, who in zip(departments, specialists, strict=True)]
    return account, Cast(workers, supervisor.id, pairs, said, hours.add)


def _staff(desk: Desk, person: Person, role: Role, now: datetime) -> Staff:
    return Staff(desk_id=desk.id, user_id=person[0], name=person[1], role=role.value, joined_at=now - BEFORE)
