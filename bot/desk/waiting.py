"""How long a case's customers waited for an answer, wait by wait. Reads rows as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's message, or low score."""

    id: int
    at: datetime
    """By the network's clock."""
    heard_at: datetime
    """By the desk's."""
    deleted_at: datetime | None = None
    let_go_at: datetime | None = None
    answered_by: int | None = None
    answered_at: datetime | None = None
    """When that answer arrived, also one that is another case's."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that somebody gave and that arrived."""

    id: int
    at: datetime
    heard_at: datetime
    """When the desk heard of it: of our own, as it arrived."""
    staff_id: int | None
    public: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """As `storage.models.WaitFact`."""

    asked: Said
    answer: Given | None
    ended_at: datetime | None


def earliest(said: Sequence[Said]) -> Said | None:
    return min(said, key=lambda one: (one.at, one.id), default=None)


def first_answer(said_at: datetime, given: Sequence[Given]) -> Given | None:
    """The first at or after the first message."""
    since = [one for one in given if one.at >= said_at]
    return min(since, key=lambda one: (one.at, one.id), default=None)


def waits(said: Sequence[Said], given: Sequence[Given], closed_at: datetime | None) -> Sequence[Wait]:
    """The first one is from the first message to the first answer; then the others, by when they began.

    What was taken away before its answer was answered by nobody; for an answer older than all that it answers nobody
    waited. Words without an answer that wait at the same time are one wait.
    """
    opening = earliest(said)
    if opening is None:
        return ()
    answers = {one.id: one for one in given}
    first = first_answer(opening.at, given)
    answered: dict[int, list[Said]] = {}
    left: list[Said] = []
    for one in said:
        answer = None if one.answered_by is None else answers.get(one.answered_by)
        if answer is None or (one.deleted_at is not None and one.deleted_at <= answer.at):
            left.append(one)
        else:
            answered.setdefault(answer.id, []).append(one)
    open_ = _unanswered(left, closed_at)
    begins = open_[0] if open_ and open_[0].asked is opening else None
    if first is not None:
        begun = Wait(opening, first, first.at)
        answered.pop(first.id, None)
        over = begins is not None and begins.ended_at is not None and begins.ended_at <= first.at
    elif begins is not None:
        begun, over = begins, True
    else:
        # What came before it, by the clocks, answers it all the same: nobody waits.
        begun, over = Wait(opening, None, max(answers[opening.answered_by or 0].at, opening.heard_at)), False
    later = [
        Wait(asked, answers[by], answers[by].at)
        for by, ones in answered.items()
        if (asked := earliest(ones)) is not None and answers[by].at >= asked.at
    ]
    return (begun, *sorted((*later, *open_[over:]), key=lambda one: (one.asked.at, one.asked.id)))


def _unanswered(left: Sequence[Said], closed_at: datetime | None) -> list[Wait]:
    """Of words that no answer of the case answered."""
    found: list[Wait] = []
    for one in sorted(left, key=lambda one: (one.at, one.id)):
        ends, last = _ends(one, closed_at), found[-1] if found else None
        if last is not None and (last.ended_at is None or one.at < last.ended_at):
            both = None if ends is None or last.ended_at is None else max(ends, last.ended_at)
            found[-1] = Wait(last.asked, None, both)
        else:
            found.append(Wait(one, None, ends))
    return found


def _ends(one: Said, closed_at: datetime | None) -> datetime | None:
    """When nobody waited for an answer to it any more: not before it was heard. None: somebody does."""
    ends = (one.deleted_at, one.let_go_at, one.answered_at, closed_at)
    over = min((end for end in ends if end is not None), default=None)
    return None if over is None else max(over, one.heard_at)
