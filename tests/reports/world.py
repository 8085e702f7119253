"""What people may do next at a desk whose history comes about at random."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.desk.states import Action, Refused
from bot.facts import up_to_date
from storage.models import Category, Escalation, Outcome
from tests.reports.life import Life


class World:
    """What people might do next: `a` and `b` choose whom or what it is about. `look`: cases are looked at."""

    def __init__(self, life: Life, look: Callable[[], Awaitable[None]]) -> None:
        self.life, self.look = life, look
        self.cases: list[int] = []
        self.said: list[int] = []
        self.told: list[int] = []

    @staticmethod
    def pick(of: list[int], which: int) -> int:
        """Raises Refused: there is nothing."""
        if not of:
            raise Refused("nothing")
        return of[which % len(of)]

    async def says(self, who: int, **how: Any) -> None:
        self.said.append(await self.life.says(who, **how))

    async def press(self, action: Action, a: int, b: int) -> None:
        await self.life.presses(action, self.pick(self.cases, a), b % 3, confirmed=True)

    async def answer(self, a: int, b: int, **how: Any) -> None:
        about = how.get("about")
        case = self.pick(self.cases, a) if about is None else await self.life.case_of(about)
        self.told.append(await self.life.answers(case, b % 3, **how))

    async def pause(self, seconds: int) -> None:
        """Time passes within a step: how cases stand until then is seen."""
        await self.look()
        self.life.now += timedelta(seconds=seconds)

    async def talk(self, a: int, b: int) -> None:
        """Said in two messages, and answered."""
        await self.says(a % 5, thread=str(b % 3))
        await self.pause(50)
        await self.says(a % 5, thread=str(b % 3))
        await self.pause(50)
        case = await self.life.case_of(self.said[-1])
        await self.life.settles(await self.life.answers(case, b % 3, about=self.said[-1]))

    async def answered_before(self, a: int, b: int) -> None:
        """By the clocks: a colleague's answer in the network is older than what it answers."""
        await self.says(a % 5, thread=str(3 + b % 3))
        await self.life.answers_there(self.said[-1], timedelta(minutes=10))

    async def tells(self, a: int, b: int) -> None:
        self.told.append(await self.life.tells(self.pick(self.cases, a), b % 3))

    async def settle(self, a: int, *, failed: bool) -> None:
        await self.life.settles(self.pick(list(await self.life.on_its_way()), a), failed=failed)

    async def advise(self, a: int, b: int) -> None:
        async with self.life.sessions() as session:
            asked = (await session.scalars(select(Escalation.id).order_by(Escalation.id))).all()
        await self.life.hears_of(self.pick(list(asked), a), returned=b % 2 == 0)

    async def facts(self) -> None:
        await up_to_date(self.life.sessions, self.life.desk_id)


STEPS: Mapping[str, Callable[[World, int, int], Awaitable[Any]]] = {
    "says": lambda w, a, b: w.says(a % 5, thread=str(b % 3), page=b % 2),
    "says late": lambda w, a, b: w.says(a % 5, late=timedelta(seconds=b * 100)),
    "dialog": lambda w, a, b: w.says(a % 5, private=True),
    "emoji": lambda w, a, b: w.says(a % 5, thread=str(b % 3), text="👍"),
    "by hand": lambda w, a, b: w.life.says_by_hand(a % 3),
    "answer": lambda w, a, b: w.answer(a, b),
    "answer it": lambda w, a, b: w.answer(a, b, about=w.pick(w.said, b)),
    "privately": lambda w, a, b: w.answer(a, b, private=True),
    "arrives": lambda w, a, b: w.settle(a, failed=False),
    "fails": lambda w, a, b: w.settle(a, failed=True),
    "retries": lambda w, a, b: w.life.retries(w.pick(w.told, a), b % 3),
    "takes back": lambda w, a, b: w.life.takes_back(w.pick(w.told, a), b % 3),
    "answers there": lambda w, a, b: w.life.answers_there(w.pick(w.said, a), timedelta(seconds=(b % 3) * 50)),
    "tells": lambda w, a, b: w.tells(a, b),
    "talk": lambda w, a, b: w.talk(a, b),
    "answers before": lambda w, a, b: w.answered_before(a, b),
    "claim": lambda w, a, b: w.press(Action.CLAIM, a, b),
    "take over": lambda w, a, b: w.press(Action.TAKE_OVER, a, b),
    "release": lambda w, a, b: w.press(Action.RELEASE, a, b),
    "resolve": lambda w, a, b: w.press(Action.RESOLVE, a, b),
    "resolve it": lambda w, a, b: w.press(Action.RESOLVE, a, b),
    "dismiss": lambda w, a, b: w.press(Action.DISMISS, a, b),
    "reopen": lambda w, a, b: w.press(Action.REOPEN, a, b),
    "assign": lambda w, a, b: w.life.assigns(w.pick(w.cases, a), b % 3, (b + 1) % 3),
    "hand over": lambda w, a, b: w.life.hands_over(a % 3, (None, 0, 1)[b % 3]),
    "snooze": lambda w, a, b: w.life.snoozes(
        w.pick(w.cases, a), w.life.now + timedelta(seconds=3600 * (1 + b)), b % 3
    ),
    "wake": lambda w, a, b: w.life.wakes(),
    "ask": lambda w, a, b: w.life.asks(w.pick(w.cases, a), b % 2, b % 3),
    "advise": lambda w, a, b: w.advise(a, b),
    "sort": lambda w, a, b: w.life.sorts(
        w.pick(w.cases, a), (None, Category.SPAM, Category.PROBLEM, Category.PRAISE)[b % 4]
    ),
    "end": lambda w, a, b: w.life.ends(
        w.pick(w.cases, a), (None, Outcome.SOLD, Outcome.SENT_ELSEWHERE)[b % 3]
    ),
    "tag": lambda w, a, b: w.life.tags(w.pick(w.cases, a), ("xxl", "late")[b % 2]),
    "merge": lambda w, a, b: w.life.merges(w.pick(w.cases, a), w.pick(w.cases, b), a % 3),
    "merge more": lambda w, a, b: w.life.merges(w.pick(w.cases, a), w.pick(w.cases, b), a % 3),
    "apart": lambda w, a, b: w.life.takes_apart(w.pick(w.cases, a), b % 3),
    "delete": lambda w, a, b: w.life.deletes(w.pick(w.said, a)),
    "restore": lambda w, a, b: w.life.deletes(w.pick(w.said, a), again=True),
    "bring out": lambda w, a, b: w.life.shows(w.pick(w.cases, a)),
    "facts": lambda w, a, b: w.facts(),
}
