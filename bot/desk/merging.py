"""Two cases become one, and are two again: which stays, what may not be, how a case stands afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.states import CLOSED, Refused
from storage.models import LIVE, Case, Status


def stays(one: Case, other: Case) -> Case:
    """Of the two the one that the other becomes a part of, unless somebody says otherwise: a live one before a closed
    one, one that somebody has before one that nobody has, then the older.
    """
    return min(one, other, key=lambda case: (case.closed_at is not None, case.holder_id is None, case.number))


def check(source: Case, into: Case) -> None:
    """Raises Refused. Only what is a whole itself takes in another one, so no ring can come to be."""
    if source.id == into.id:
        raise Refused("merge-itself", number=source.number)
    if source.desk_id != into.desk_id:
        raise Refused("merge-unknown", number=into.number)
    for case in (source, into):
        if case.merged_into_id is not None:
            raise Refused("merge-part", number=case.number)
        if case.erased_at is not None:
            raise Refused("erased")
    if into.status in CLOSED:
        raise Refused("merge-into-closed", number=into.number)


def earliest(*moments: datetime | None) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)


def taken_in(into: Case, source: Case) -> dict[str, object]:
    """The columns of the case that stays. `source`: as it was before."""
    since = earliest(into.unanswered_since, source.unanswered_since)
    news = source.unanswered_since is not None
    return {
        "status": Status.OPEN if since is not None else Status(into.status),
        "unanswered_since": since,
        "first_answer_at": earliest(into.first_answer_at, source.first_answer_at),
        "holder_id": into.holder_id if into.holder_id is not None or source.closed_at else source.holder_id,
        "priority": max(into.priority, source.priority) if source.status in LIVE else into.priority,
        "category": into.category or source.category,
        # It ends as when the customer writes.
        "snoozed_until": None if news else into.snoozed_until,
    }


@dataclass(frozen=True, slots=True)
class Stood:
    """How a case stood when it was merged."""

    status: Status
    waited: bool
    """Somebody waited for an answer."""
    closed_at: datetime | None
    snoozed_until: datetime | None

    @classmethod
    def of(cls, case: Case) -> Stood:
        waited = case.unanswered_since is not None
        return cls(Status(case.status), waited, case.closed_at, case.snoozed_until)

    def pack(self) -> dict[str, object]:
        return {
            "status": self.status.value,
            "waited": self.waited,
            "closed_at": None if self.closed_at is None else self.closed_at.isoformat(),
            "snoozed_until": None if self.snoozed_until is None else self.snoozed_until.isoformat(),
        }

    @classmethod
    def unpack(cls, kept: Mapping[str, object]) -> Stood:
        def moment(name: str) -> datetime | None:
            return None if kept[name] is None else datetime.fromisoformat(str(kept[name]))

        status = Status(str(kept["status"]))
        return cls(status, bool(kept["waited"]), moment("closed_at"), moment("snoozed_until"))


def restored(stood: Stood, whole: Case, since: datetime | None, first: datetime | None) -> dict[str, object]:
    """The columns of a case that is itself again. `since`: since when its customer waits; `first`: when it was answered
    first. Nobody waits: it is as it was, or as the whole came to be meanwhile.
    """
    status, closed_at = stood.status, stood.closed_at
    if since is not None:
        status, closed_at = Status.OPEN, None
    elif status not in CLOSED and whole.status in CLOSED:
        status, closed_at = Status(whole.status), whole.closed_at
    elif status not in CLOSED and stood.waited:
        status = Status.WAITING
    return {
        "status": status,
        "closed_at": closed_at,
        "unanswered_since": since,
        "first_answer_at": first,
        "after_close": 0,
        "snoozed_until": stood.snoozed_until if since is None and status in LIVE else None,
        "merged_into_id": None,
    }


def left(whole: Case, since: datetime | None, first: datetime | None) -> dict[str, object]:
    """The columns of the case that another one was taken out of, as in `restored`."""
    if whole.status in CLOSED:
        return {"first_answer_at": first}
    status = Status(whole.status)
    if since is not None:
        status = Status.OPEN
    elif whole.unanswered_since is not None and first is not None:
        status = Status.WAITING
    return {"status": status, "unanswered_since": since, "first_answer_at": first}


def likely(found: Sequence[int], own: int, most: int) -> list[int]:
    """Cases to offer, each once, without the case itself."""
    return [one for one in dict.fromkeys(found) if one != own][:most]
