"""What people may do next at a desk whose history comes about at random."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from bot.desk.states import Action, Refused
from bot.facts import up_to_date
from storage.models import Case, Category, CustomerMerge, Draft, DraftState, Escalation, Outcome, Survey, Why
from tests.reports.life import Life

T = TypeVar("T")


class World:
    """What people might do next: `a` and `b` choose whom or what it is about. `look`: cases are looked at."""

    def __init__(self, life: Life, look: Callable[[], Awaitable[None]]) -> None:
        self.life, self.look = life, look
        self.cases: list[int] = []
        self.said: list[int] = []
        self.told: list[int] = []
        self.strangers = 0
        self.broken: dict[str, tuple[datetime, timedelta]] = {}
        """Since when a part is not well, and how long that is nobody's trouble."""
        self.outages: list[tuple[str, datetime, datetime, timedelta]] = []

    @staticmethod
    def one(of: Sequence[T], which: int) -> T:
        """Raises Refused: there is nothing."""
        if not of:
            raise Refused("nothing")
        return of[which % len(of)]

    def pick(self, of: list[int], which: int) -> int:
        return self.one(of, which)

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

    # --- a look before it goes out

    async def look_at(self, a: int) -> Draft:
        here = Draft.case_id.in_(select(Case.id).where(Case.desk_id == self.life.desk_id))
        waits = (Draft.state == DraftState.WAITING, Draft.why == Why.APPROVAL, here)
        async with self.life.sessions() as session:
            found = (await session.scalars(select(Draft).where(*waits).order_by(Draft.id))).all()
        return self.one(found, a)

    async def decide(self, a: int, b: int, how: str) -> None:
        draft = await self.look_at(a)
        match how:
            case "approves":
                self.told.append(await self.life.approves(draft, b % 3))
            case "declines":
                await self.life.declines(draft, b % 3)
            case "changes":
                self.told.append(await self.life.changes(draft, b % 3))
            case _:
                await self.life.drops(draft, b % 3)

    async def looked_at(self, a: int, b: int) -> None:
        await self.life.asks_for_look(self.pick(self.cases, a), b % 3)
        await self.pause(100)
        await self.decide(a, b + 1, ("approves", "declines", "changes", "drops")[b % 4])

    # --- customers

    async def part_customers(self, a: int, b: int) -> None:
        async with self.life.sessions() as session:
            mine = select(CustomerMerge.id).where(CustomerMerge.desk_id == self.life.desk_id)
            merges = (await session.scalars(mine.order_by(CustomerMerge.id))).all()
        await self.life.takes_customers_apart(self.pick(list(merges), a), b % 3)

    async def rated(self, a: int, b: int) -> None:
        """Somebody new is answered, their case resolved, and they say what they think: if little, it is open again."""
        self.strangers += 1
        await self.says(100 + self.strangers, private=True)
        case = await self.life.case_of(self.said[-1])
        await self.life.settles(await self.life.answers(case, b % 3, about=self.said[-1]))
        await self.life.presses(Action.RESOLVE, case, b % 3)
        await self.pause(400)
        await self.life.asks_customers()
        await self.pause(50)
        await self.rate(-1, b % 4 + 1)

    async def rate(self, which: int, score: int) -> None:
        async with self.life.sessions() as session:
            mine = select(Survey).where(Survey.desk_id == self.life.desk_id)
            surveys = (await session.scalars(mine.order_by(Survey.id))).all()
        await self.life.rates(self.one(surveys, which), score)

    # --- what is not well

    async def breaks(self, a: int, b: int) -> None:
        part = self.part(a)
        patience = timedelta(minutes=(0, 5)[b % 2])
        if part not in self.broken:
            self.broken[part] = (self.life.now, patience)
            await self.life.breaks(part, patience)

    async def mends(self, a: int) -> None:
        part = self.part(a)
        if part in self.broken:
            began, patience = self.broken.pop(part)
            self.outages.append((part, began, self.life.now, patience))
            await self.life.mends(part)

    def part(self, a: int) -> str:
        return self.life.parts[a % len(self.life.parts)]

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
    "tag off": lambda w, a, b: w.life.takes_tag_off(w.pick(w.cases, a), ("xxl", "late")[b % 2]),
    "looked at": lambda w, a, b: w.looked_at(a, b),
    "ask for a look": lambda w, a, b: w.life.asks_for_look(w.pick(w.cases, a), b % 3),
    "approve": lambda w, a, b: w.decide(a, b, "approves"),
    "decline": lambda w, a, b: w.decide(a, b, "declines"),
    "change": lambda w, a, b: w.decide(a, b, "changes"),
    "drop": lambda w, a, b: w.decide(a, b, "drops"),
    "come or go": lambda w, a, b: w.life.comes_or_goes(2),
    "one customer": lambda w, a, b: w.life.merges_customers(w.pick(w.cases, a), w.pick(w.cases, b), b % 3),
    "two customers": lambda w, a, b: w.part_customers(a, b),
    "rated": lambda w, a, b: w.rated(a, b),
    "rate": lambda w, a, b: w.rate(a, b % 5 + 1),
    "break": lambda w, a, b: w.breaks(a, b),
    "mend": lambda w, a, b: w.mends(a),
    "merge": lambda w, a, b: w.life.merges(w.pick(w.cases, a), w.pick(w.cases, b), a % 3),
    "merge more": lambda w, a, b: w.life.merges(w.pick(w.cases, a), w.pick(w.cases, b), a % 3),
    "apart": lambda w, a, b: w.life.takes_apart(w.pick(w.cases, a), b % 3),
    "delete": lambda w, a, b: w.life.deletes(w.pick(w.said, a)),
    "restore": lambda w, a, b: w.life.deletes(w.pick(w.said, a), again=True),
    "bring out": lambda w, a, b: w.life.shows(w.pick(w.cases, a)),
    "facts": lambda w, a, b: w.facts(),
}
