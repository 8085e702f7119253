"""What holds between the operators and a department, with no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.departments import (
    ABOUT_LENGTH,
    TIMES,
    answers_itself,
    ask_again,
    check_take,
    check_waits,
    checked_about,
    checked_name,
    deadline,
    left,
    of_department,
    person_named,
)
from bot.desk.hours import Hours, week_of
from bot.desk.states import Refused
from storage.models import Department, Escalation, Role, Staff, Status

ALWAYS = Hours(ZoneInfo("UTC"))
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("within", "notice"), [(15, 10), (30, 10), (60, 15), (120, 30), (240, 60), (1440, 360)]
)
def test_a_reminder_leaves_a_quarter_of_the_time_and_at_least_ten_minutes(within: int, notice: int) -> None:
    assert within in TIMES
    due = deadline(NOW, minutes(within), ALWAYS)
    assert due.due_at == NOW + minutes(within)
    assert due.remind_at == due.due_at - minutes(notice)


@pytest.mark.parametrize("rest", [10, 3, 0, -5])
def test_with_too_little_time_left_nobody_is_reminded(rest: int) -> None:
    due = deadline(NOW, minutes(rest), ALWAYS)
    assert (due.due_at, due.remind_at) == (NOW + minutes(rest), None)


def test_what_was_left_is_left_when_the_clock_runs_again() -> None:
    due = deadline(NOW, minutes(120), ALWAYS).due_at
    rest = left(due, NOW + minutes(50), ALWAYS)
    assert rest == minutes(70)
    again = deadline(NOW + minutes(400), rest, ALWAYS)
    assert again.due_at == NOW + minutes(470)


def test_a_department_has_the_desks_working_hours() -> None:
    """Asked on a Friday an hour before the desk closes; its own question back is answered on Tuesday."""
    works = Hours(
        ZoneInfo("UTC"), week_of({day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
    )
    friday, monday, tuesday = (datetime(2026, 11, day, tzinfo=UTC) for day in (20, 23, 24))
    due = deadline(friday + minutes(17 * 60), minutes(120), works)
    assert due.due_at == monday + minutes(10 * 60)
    assert due.remind_at == monday + minutes(9 * 60 + 30)
    rest = left(due.due_at, friday + minutes(17 * 60 + 30), works)
    assert rest == minutes(90)
    assert deadline(tuesday + minutes(17 * 60), rest, works).due_at == tuesday + minutes(
        24 * 60 + 9 * 60 + 30
    )
    assert left(due.due_at, monday + minutes(11 * 60), works) == minutes(-60)


@pytest.mark.parametrize(
    ("waits", "again_at", "holder_id", "asked"),
    [
        (29, None, 1, False),
        (30, None, 1, True),
        (30, None, None, True),
        (300, NOW, 1, False),
        (5, None, 2, True),
        (300, NOW, 2, True),
        (5, None, None, False),
    ],
)
def test_a_question_back_is_asked_again_once_and_whoever_has_the_case_next(
    waits: int, again_at: datetime | None, holder_id: int | None, asked: bool
) -> None:
    one = Escalation(asked_back_at=NOW - minutes(waits), asked_back_to=1, asked_again_at=again_at)
    assert ask_again(one, holder_id, NOW) is asked
    for over in (Escalation(), Escalation(asked_back_at=NOW - minutes(waits), returned_at=NOW)):
        assert not ask_again(over, 2, NOW)


PETR, VERA, GONE = Staff(id=1), Staff(id=2), Staff(id=3, left_at=NOW)


@pytest.mark.parametrize(
    ("person_id", "members", "staff", "is_one"),
    [
        (None, [], PETR, True),
        (None, [VERA], PETR, False),
        (None, [VERA, PETR], PETR, True),
        (None, [GONE], PETR, True),
        (1, [], PETR, True),
        (2, [], PETR, False),
    ],
)
def test_who_is_of_a_department(
    person_id: int | None, members: list[Staff], staff: Staff, is_one: bool
) -> None:
    """Whom was chosen has left: everyone there may answer, so that nothing is stuck."""
    assert of_department(Department(person_id=person_id), members, staff) is is_one


DELIVERY = Department(name="Delivery", trusted=True)


def test_what_is_settled_is_not_taken() -> None:
    check_take(Escalation(), DELIVERY, PETR)
    check_take(Escalation(taken_by=VERA.id), DELIVERY, PETR)
    for asked, key in (
        (Escalation(answered_at=NOW), "department-answered"),
        (Escalation(returned_at=NOW), "department-returned"),
        (Escalation(taken_by=PETR.id), "department-taken"),
    ):
        with pytest.raises(Refused) as refused:
            check_take(asked, DELIVERY, PETR)
        assert refused.value.key == key
    check_waits(Escalation(taken_by=PETR.id), DELIVERY)


@pytest.mark.parametrize(
    ("trusted", "asked", "status", "role", "itself"),
    [
        (True, Escalation(), Status.OPEN, Role.SPECIALIST, True),
        (True, Escalation(), Status.OPEN, Role.OPERATOR, True),
        (True, Escalation(answered_at=NOW), Status.WAITING, Role.SPECIALIST, True),
        (False, Escalation(), Status.OPEN, Role.SPECIALIST, False),
        (True, Escalation(returned_at=NOW), Status.OPEN, Role.SPECIALIST, False),
        (True, Escalation(), Status.RESOLVED, Role.SPECIALIST, False),
        (True, Escalation(), Status.OPEN, Role.TRAINEE, False),
        (True, Escalation(), Status.OPEN, Role.VIEWER, False),
    ],
)
def test_when_a_department_answers_the_customer_itself(
    trusted: bool, asked: Escalation, status: Status, role: Role, itself: bool
) -> None:
    assert answers_itself(Department(trusted=trusted), asked, status, role) is itself


def test_a_closed_department_answers_nobody_itself() -> None:
    closed = Department(trusted=True, closed_at=NOW)
    assert not answers_itself(closed, Escalation(), Status.OPEN, Role.SPECIALIST)


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ("Legal @anna", ("Legal", "anna")),
        ("Returns and money @Anna_P", ("Returns and money", "Anna_P")),
        ("@anna", ("", "anna")),
        ("Delivery", ("Delivery", None)),
        ("Home @", ("Home @", None)),
        ("", ("", None)),
    ],
)
def test_a_person_named_after_the_department(args: str, found: tuple[str, str | None]) -> None:
    assert person_named(args) == found


def test_names_and_lines() -> None:
    assert checked_name("  Returns \n and money ") == "Returns and money"
    for wrong in ("", " \n ", "x" * 65):
        with pytest.raises(Refused):
            checked_name(wrong)
    assert checked_about(" parcels,\ncouriers ") == "parcels, couriers"
    assert checked_about("-") is None
    with pytest.raises(Refused):
        checked_about("x" * (ABOUT_LENGTH + 1))
