"""What a report is about: whose cases, of which time, known until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.reports.period import Period

FILTERS = ("network", "department_id", "staff_id", "tag_id")


@dataclass(frozen=True, slots=True)
class Only:
    """Which cases alone are counted; None: any. Every figure takes them by the case: those of a person are of the cases
    that this person had, answered or closed."""

    network: str | None = None
    department_id: int | None = None
    staff_id: int | None = None
    tag_id: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in FILTERS)

    def kept(self) -> dict[str, Any]:
        """As `storage.models.Report.only` has it: what is set."""
        return {name: value for name in FILTERS if (value := getattr(self, name)) is not None}


ALL = Only()


@dataclass(frozen=True, slots=True)
class Scope:
    """`known`: what happened at or after it is not in any figure. For a summary the end of its period, so that the figures
    of yesterday stay what they were; for a report that somebody asks for, now. Not before `period.start`.

    What a case is (network, kind, category, tags, merged or not) is as it is when the report is made.
    """

    desk_id: int
    period: Period
    known: datetime
    only: Only = field(default=ALL)

    @property
    def until(self) -> datetime:
        """Up to, not including, which moment anything counts: the period's end, or `known` where that is earlier."""
        return min(self.period.end, self.known)
