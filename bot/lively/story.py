"""How cases go: who takes them, how quickly, and what becomes of them. Chance decides, the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.states import Action
from bot.lively.course import Course, Unfinished
from bot.lively.words import Said
from connectors.base import Kind
from storage.models import Category, Outcome

TRAINEE = "trainee"
SECOND = timedelta(seconds=1)
CATEGORIES = {
    "xxl": Category.QUESTION,
    "delivery": Category.PROBLEM,
    **{
        one.value: one
        for one in (
            Category.QUESTION,
            Category.PROBLEM,
            Category.COMPLAINT,
            Category.PRAISE,
            Category.SUGGESTION,
            Category.SPAM,
        )
    },
}
"""By topic."""
OUTCOMES = (
    *([Outcome.SOLVED] * 13),
    *([Outcome.SOLD] * 2),
    *([Outcome.SENT_ELSEWHERE] * 2),
    *([Outcome.NO_ANSWER_CAME] * 2),
    None,
)


@dataclass(frozen=True, slots=True)
class Worker:
    """`pace`: working minutes until they take a case, as a rule. `liked`: what customers score them, about."""

    id: int
    pace: float
    liked: float
    role: str = "operator"
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """`departments`: each with its specialist."""

    workers: Sequence[Worker]
    supervisor: int
    departments: Sequence[tuple[int, int]]
    said: Said
    add: Callable[[datetime, timedelta], datetime | None]
    """Working time to a moment."""


@dataclass(slots=True)
class Story:
    """One case from its first words on. `at`: how far it has come."""

    course: Course
    topic: str
    crisis: bool
    cast: Cast
    chance: random.Random
    at: datetime
    worker: Worker

    def go(self) -> None:
        """As far as it has come by now."""
        try:
            self._go()
        except Unfinished:
            return

    def _go(self) -> None:
        chance = self.chance
        if chance.random() < 0.003:
            self._rest(60 * 24 * 40)  # overlooked
        self._rest(self.worker.pace * chance.lognormvariate(0, 0.7) * (4 if self.crisis else 1))
        self.course.act(Action.CLAIM, self.worker.id, self.at)
        self._soon()
        self._sort()
        if self.topic == "spam":
            self.course.act(Action.DISMISS, self.worker.id, self._soon())
            return
        way = chance.random()
        if way < 0.035 or (self.topic == "praise" and way < 0.3):
            self.course.act(Action.RESOLVE, self.worker.id, self._soon())
            return
        if self.topic in ("delivery", "problem", "complaint") and way > 0.72:
            self._ask_department()
        elif self.worker.role == TRAINEE:
            self._ask_supervisor()
        else:
            self._rest(chance.uniform(1, 9))
            lost = chance.random() < 0.012
            self.course.answer(self._words(), self.worker.id, self.at, lost=lost)
            if lost:
                self._answer()
        self._talk()
        self._end()

    def _talk(self) -> None:
        """The customer comes back to it, and is answered."""
        for words in self.cast.said.again:
            if self.chance.random() > 0.32:
                return
            self.at += timedelta(minutes=self.chance.lognormvariate(3.6, 1.1))
            self.course.says(words, self.at)
            self._answer(2 if self.crisis else 1)

    def _end(self) -> None:
        self._rest(self.chance.lognormvariate(3.2, 1.0))
        by = self.worker.id
        self.course.act(Action.RESOLVE, by, self.at)
        if (outcome := self.chance.choice(OUTCOMES)) is not None:
            self.course.ends(outcome, by, self._soon())
        if self.chance.random() < 0.07:
            self._come_back()
        elif self.course.kind == Kind.MESSAGE and self.topic != "praise":
            self._rate()

    def _come_back(self) -> None:
        self.at += timedelta(hours=self.chance.uniform(2, 40))
        self.course.says(self.cast.said.again[1], self.at)
        self._rest(self.worker.pace * self.chance.lognormvariate(0.3, 0.6))
        self.course.act(Action.REOPEN, self.worker.id, self.at)
        self._answer()
        self._rest(self.chance.lognormvariate(3.5, 1.0))
        self.course.act(Action.RESOLVE, self.worker.id, self.at)

    def _rate(self) -> None:
        self._rest(6)
        survey = self.course.asks_customer(self.cast.said.survey, self.worker.id, self.at)
        if self.chance.random() < 0.45:
            score = min(10, max(5, round(self.chance.gauss(self.worker.liked - 2 * self.crisis, 1.6))))
            self.at += timedelta(minutes=self.chance.lognormvariate(3, 1.2))
            self.course.rates(survey, score, self.at)

    def _ask_department(self) -> None:
        department, specialist = self.cast.departments[0 if self.topic == "delivery" else 1]
        self._rest(self.chance.uniform(1, 6))
        asked = self.course.escalates(department, self.cast.said.question, self.worker.id, self.at)
        self._rest(self.chance.lognormvariate(4.0 if self.crisis else 3.4, 0.9))
        if self.chance.random() < 0.12:
            self.course.gives_back(asked, self.cast.said.not_ours, specialist, self.at)
            self._answer()
            return
        draft = self.course.advises(asked, self.cast.said.advice, specialist, self.at)
        self._rest(self.chance.uniform(2, 12))
        self.course.answer(self.cast.said.advice, self.worker.id, self.at, draft=draft)

    def _ask_supervisor(self) -> None:
        words, by = self._words(), self.worker.id
        self._rest(self.chance.uniform(3, 12))
        draft = self.course.wants_look(words, by, self.at)
        self._rest(self.chance.lognormvariate(2.2, 0.8))
        if self.chance.random() < 0.2:
            self.course.declines(draft, self.cast.said.declined, self.cast.supervisor, self.at)
            self._rest(self.chance.uniform(3, 12))
            draft = self.course.wants_look(words, by, self.at)
            self._rest(self.chance.lognormvariate(2.0, 0.8))
        self.course.answer(words, by, self.at, approver=self.cast.supervisor, draft=draft)

    def _answer(self, times: float = 1) -> None:
        if self.worker.role == TRAINEE:
            self._ask_supervisor()
            return
        self._rest(self.worker.pace * self.chance.lognormvariate(-0.2, 0.7) * times)
        self.course.answer(self._words(), self.worker.id, self.at)

    def _sort(self) -> None:
        by = self.worker.id
        if self.chance.random() < 0.93 or self.topic == "spam":
            self.course.sorts(CATEGORIES[self.topic], by, self.at)
        if self.topic in self.cast.said.tags:
            self.course.tags(self.topic, by, self._soon())
        elif self.topic == "problem" and self.chance.random() < 0.5:
            self.course.tags(self.chance.choice(("refund", "packaging")), by, self._soon())
        elif self.topic == "question" and self.chance.random() < 0.06:
            self.course.tags("wholesale", by, self._soon())

    def _rest(self, minutes: float) -> None:
        """So much working time goes by, after the last answer has arrived."""
        self.at += 10 * SECOND
        self.at = self.cast.add(self.at, timedelta(minutes=minutes)) or self.at

    def _soon(self) -> datetime:
        self.at += self.chance.randint(3, 40) * SECOND
        return self.at

    def _words(self) -> str:
        """First about what it is, then about what was said last."""
        again = self.course.case.first_answer_at is not None
        answers = self.cast.said.answers
        return self.chance.choice(answers["again" if again else CATEGORIES[self.topic].value])
