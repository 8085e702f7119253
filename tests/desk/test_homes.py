"""Where a case lives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.homes import private_home
from storage.models import Case, Staff, Status

NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)
ANNA = 101


def staff(**columns: object) -> Staff:
    plain = {"id": 1, "user_id": ANNA, "works_privately": True, "private_at": NOW, "left_at": None}
    return Staff(**{**plain, **columns})


@pytest.mark.parametrize("status", Status)
def test_what_somebody_has_lives_with_them_while_it_is_not_settled(status: Status) -> None:
    live = status in (Status.OPEN, Status.WAITING)
    assert private_home(Case(status=status.value, holder_id=1), staff()) == (ANNA if live else None)


@pytest.mark.parametrize(
    "somebody",
    [None, staff(works_privately=False), staff(private_at=None), staff(left_at=NOW), staff(id=2)],
    ids=["nobody", "works in the group", "never opened the chat", "left", "somebody else"],
)
def test_everything_else_lives_in_the_group(somebody: Staff | None) -> None:
    assert private_home(Case(status="open", holder_id=1), somebody) is None
