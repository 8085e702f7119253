"""What holds between the operators and a department: how long it may take, and who of it may do what.

Reads rows as plain data.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.approval import needs_look
from bot.desk.hours import Hours
from bot.desk.permissions import may
from bot.desk.states import CLOSED, Action, Refused
from storage.models import Department, Escalation, Role, Staff, Status

TIMES = (15, 30, 60, 120, 240, 1440)
"""Minutes that a department may be given to answer."""
LEAST_NOTICE = timedelta(minutes=10)
ASK_AGAIN_AFTER = timedelta(minutes=30)
"""So long the operators may leave a department's own question; then they are reminded, once."""


NAME_LENGTH = 64
ABOUT_LENGTH = 120
"""Code points of the line that says what goes there: the picker shows one of each department."""


def checked_name(name: str) -> str:
    """On one line. Raises Refused for none, or one that no button holds."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > NAME_LENGTH:
        raise Refused("department-name", limit=NAME_LENGTH)
    return wanted


def checked_about(text: str) -> str | None:
    """`-` takes it away. Raises Refused for too many words."""
    wanted = " ".join(text.split())
    if len(wanted) > ABOUT_LENGTH:
        raise Refused("department-about", limit=ABOUT_LENGTH)
    return None if wanted in ("", "-", "–", "—") else wanted


def person_named(args: str) -> tuple[str, str | None]:
    """`Legal @anna` → a name and whose user name follows it."""
    name, _, last = args.strip().rpartition(" ")
    if last.startswith("@") and len(last) > 1:
        return name.strip(), last[1:]
    return args.strip(), None


@dataclass(frozen=True, slots=True)
class Deadline:
    due_at: datetime
    remind_at: datetime | None
    """None: there is too little time left to be reminded of it."""
    start: datetime
    within: timedelta

    def holds_for(self, asked: Escalation, terms: int) -> None:
        """`terms`: the desk's."""
        asked.due_at, asked.remind_at = self.due_at, self.remind_at
        asked.counts_from, asked.allowed = self.start, round(self.within.total_seconds())
        asked.terms = terms


def deadline(start: datetime, within: timedelta, hours: Hours) -> Deadline:
    """When an answer is due that is asked for at `start`, in the desk's working time. The reminder leaves a quarter of
    it, at least LEAST_NOTICE. With `left`, the one place that reckons with a department's time.
    """
    before = within - max(within / 4, LEAST_NOTICE)
    due_at = start + within if within <= timedelta() else hours.add(start, within) or start + within
    remind_at = hours.add(start, before) if before > timedelta() else None
    return Deadline(due_at, remind_at, start, within)


def left(due_at: datetime, at: datetime, hours: Hours) -> timedelta:
    """How much of the working time is left at `at`; negative when it is over."""
    return hours.between(at, due_at)


def is_open(asked: Escalation) -> bool:
    return asked.answered_at is None and asked.returned_at is None


def ask_again(asked: Escalation, holder_id: int | None, now: datetime) -> bool:
    """Whether the operators are asked once more what a department asked back: nobody has answered for long, or somebody
    else has the case by now.
    """
    if asked.asked_back_at is None or not is_open(asked):
        return False
    forgotten = asked.asked_again_at is None and now >= asked.asked_back_at + ASK_AGAIN_AFTER
    return forgotten or holder_id not in (None, asked.asked_back_to)


def of_department(department: Department, members: Collection[Staff], staff: Staff) -> bool:
    """Whether somebody who is in its place is one of its people. Without members who are still there: whoever is."""
    if department.person_id is not None:
        return department.person_id == staff.id
    there = {one.id for one in members if one.left_at is None}
    return not there or staff.id in there


def check_waits(asked: Escalation, department: Department) -> None:
    """Raises Refused when nobody waits for the department's answer any more."""
    if asked.answered_at is not None:
        raise Refused("department-answered", department=department.name)
    if asked.returned_at is not None:
        raise Refused("department-returned", department=department.name)


def check_take(asked: Escalation, department: Department, staff: Staff) -> None:
    """Raises Refused: settled, or theirs already. Somebody else's may be taken: the one who sits at it answers."""
    check_waits(asked, department)
    if asked.taken_by == staff.id:
        raise Refused("department-taken")


def answers_itself(department: Department, asked: Escalation, status: Status | str, role: Role | str) -> bool:
    """Whether words of the department go straight to the customer: it is trusted, and the case still waits for it or
    has had an answer of it. Who learns, or may not answer anywhere, only advises.
    """
    return (
        department.trusted
        and department.closed_at is None
        and asked.returned_at is None
        and status not in CLOSED
        and may(role, Action.ADVISE)
        and not (may(role, Action.ANSWER) and needs_look(role))
    )
