"""The one table of what may happen to a case, and the one function that decides it.

Everything else derives from here: buttons, refusals, the documented diagram, the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.models import LIVE, Case, Status


class Action(StrEnum):
    """What people do, then what the world does."""

    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    ASSIGN = "assign"
    """To a colleague: `Act.to`."""
    ANSWER = "answer"
    ESCALATE = "escalate"
    ADVISE = "advise"
    NOTE = "note"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    SORT = "sort"
    """`Act.says`: category, priority; or tags, which are rows of their own."""
    SNOOZE = "snooze"
    """`Act.until`."""
    WAKE = "wake"
    """Before its time, or when that has come."""
    END = "end"
    """How it ended: `Act.says`."""
    MERGE = "merge"
    """Into another case, of which it is a part from then on."""

    CUSTOMER_WROTE = "customer_wrote"
    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    RETURNED = "returned"
    """Whoever had it did not answer in time: it is in the queue again."""


OPEN, WAITING, RESOLVED, DISMISSED = Status.OPEN, Status.WAITING, Status.RESOLVED, Status.DISMISSED

TABLE: dict[tuple[Status, Action], Status] = {
    (OPEN, Action.CLAIM): OPEN,
    (OPEN, Action.RELEASE): OPEN,
    (OPEN, Action.TAKE_OVER): OPEN,
    (OPEN, Action.ASSIGN): OPEN,
    (OPEN, Action.ANSWER): OPEN,
    (OPEN, Action.ESCALATE): OPEN,
    (OPEN, Action.ADVISE): OPEN,
    (OPEN, Action.NOTE): OPEN,
    (OPEN, Action.RESOLVE): RESOLVED,
    (OPEN, Action.DISMISS): DISMISSED,
    (OPEN, Action.MERGE): RESOLVED,
    (OPEN, Action.CUSTOMER_WROTE): OPEN,
    (OPEN, Action.ANSWERED): WAITING,
    (OPEN, Action.PARTLY_ANSWERED): OPEN,
    (OPEN, Action.RETURNED): OPEN,
    (WAITING, Action.CLAIM): WAITING,
    (WAITING, Action.RELEASE): WAITING,
    (WAITING, Action.TAKE_OVER): WAITING,
    (WAITING, Action.ASSIGN): WAITING,
    (WAITING, Action.ANSWER): WAITING,
    (WAITING, Action.ESCALATE): WAITING,
    (WAITING, Action.ADVISE): WAITING,
    (WAITING, Action.NOTE): WAITING,
    (WAITING, Action.RESOLVE): RESOLVED,
    (WAITING, Action.DISMISS): DISMISSED,
    (WAITING, Action.MERGE): RESOLVED,
    (WAITING, Action.CUSTOMER_WROTE): OPEN,
    (WAITING, Action.ANSWERED): WAITING,
    (WAITING, Action.PARTLY_ANSWERED): OPEN,
    # A closed case hears the customer without waking up; somebody's answer or Reopen wakes it.
    (RESOLVED, Action.ANSWER): OPEN,
    (RESOLVED, Action.ADVISE): RESOLVED,
    (RESOLVED, Action.NOTE): RESOLVED,
    (RESOLVED, Action.REOPEN): OPEN,
    (RESOLVED, Action.MERGE): RESOLVED,
    (RESOLVED, Action.CUSTOMER_WROTE): RESOLVED,
    (RESOLVED, Action.ANSWERED): RESOLVED,
    (RESOLVED, Action.PARTLY_ANSWERED): RESOLVED,
    (DISMISSED, Action.ANSWER): OPEN,
    (DISMISSED, Action.ADVISE): DISMISSED,
    (DISMISSED, Action.NOTE): DISMISSED,
    (DISMISSED, Action.REOPEN): OPEN,
    (DISMISSED, Action.MERGE): DISMISSED,
    (DISMISSED, Action.CUSTOMER_WROTE): DISMISSED,
    (DISMISSED, Action.ANSWERED): DISMISSED,
    (DISMISSED, Action.PARTLY_ANSWERED): DISMISSED,
}

TABLE |= {(status, Action.SORT): status for status in Status}
TABLE |= {(status, action): status for status in LIVE for action in (Action.SNOOZE, Action.WAKE)}
TABLE |= {(RESOLVED, Action.END): RESOLVED}

EVENTS: Mapping[Action, str] = {
    Action.SORT: "sorted",
    Action.SNOOZE: "snoozed",
    Action.WAKE: "woken",
    Action.END: "ended",
}
"""The kinds of events that are not called as the action is."""

CLOSED = frozenset({RESOLVED, DISMISSED})
OF_THE_WORLD = frozenset(
    {Action.CUSTOMER_WROTE, Action.ANSWERED, Action.PARTLY_ANSWERED, Action.RETURNED, Action.WAKE}
)
"""What happens, whoever wants it or not."""


class Refused(Exception):
    """An expected refusal. `key` names the words (`refused-<key>`), `args` fill them."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key, self.params = key, params


class HeldByOther(Refused):
    """Somebody else holds the case: it may be taken over, after asking."""

    def __init__(self, holder_id: int) -> None:
        super().__init__("held")
        self.holder_id = holder_id


class Unseen(Refused):
    """The customer wrote something that the pressed button had not shown yet."""

    def __init__(self) -> None:
        super().__init__("unseen")


@dataclass(frozen=True, slots=True)
class Act:
    """What is asked of a case. `by` is a staff id, None for the world."""

    action: Action
    at: datetime
    by: int | None = None
    seen_version: int | None = None
    """The case's version that the pressed button was drawn with; None: nothing to hold back."""
    confirmed: bool = False
    """The person was asked, and meant it."""
    said_at: datetime | None = None
    """CUSTOMER_WROTE: when. What answers or wakes a case: since when the earliest unanswered message waits."""
    stays: bool = False
    """ANSWER: a department gives it; whoever has the case keeps it, and nobody takes it."""
    to: int | None = None
    """ASSIGN: whom it is given to."""
    until: datetime | None = None
    """SNOOZE."""
    says: Mapping[str, object] = field(default_factory=dict)
    """SORT, END: columns, as somebody set them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the case: columns to set, and the event to write."""

    event: str
    status: Status
    changes: Mapping[str, object] = field(default_factory=dict)
    new_version: bool = False


def permits(status: Status | str, action: Action) -> bool:
    return (Status(status), action) in TABLE


def allowed(case: Case) -> frozenset[Action]:
    """What the table and how it stands allow somebody to do, whoever it is: what a shared card may offer."""
    if case.erased_at is not None:
        return frozenset()
    return frozenset([action for action in _PERMITTED[Status(case.status)] if _makes_sense(case, action)])


_PERMITTED = {status: [action for action in Action if permits(status, action)] for status in Status}


def _makes_sense(case: Case, action: Action) -> bool:
    if action is Action.CLAIM:
        return case.holder_id is None
    if action in (Action.RELEASE, Action.TAKE_OVER, Action.RETURNED):
        return case.holder_id is not None
    if action in (Action.SNOOZE, Action.WAKE):
        return (action is Action.WAKE) == (case.snoozed_until is not None)
    return True


def decide(case: Case, act: Act) -> Decision:
    """The case is not touched. Raises Refused (HeldByOther, Unseen) when it may not be."""
    if case.merged_into_id is not None:
        raise Refused("merged")
    if case.erased_at is not None and act.action not in OF_THE_WORLD:
        raise Refused("erased")
    before = Status(case.status)
    after = TABLE.get((before, act.action))
    if after is None:
        raise Refused(f"{before}", action=act.action.value)
    _check_holder(case, act)
    if act.action in (Action.RESOLVE, Action.DISMISS, Action.SNOOZE) and _unseen(case, act):
        raise Unseen
    changes = {"status": after.value, **_holder(case, act), **_clock(case, act, before, after), **act.says}
    changed = {name: value for name, value in changes.items() if getattr(case, name) != value}
    return Decision(
        event=EVENTS.get(act.action, act.action.value),
        status=after,
        changes=changed,
        new_version=act.action is Action.CUSTOMER_WROTE
        or not changed.keys().isdisjoint({"status", "holder_id"}),
    )


def _unseen(case: Case, act: Act) -> bool:
    return act.seen_version is not None and case.said_version > act.seen_version


def _check_holder(case: Case, act: Act) -> None:
    holder, by = case.holder_id, act.by
    match act.action:
        case Action.CLAIM if holder == by:
            raise Refused("yours")
        case Action.CLAIM if holder is not None:
            raise HeldByOther(holder)
        case Action.TAKE_OVER if holder == by:
            raise Refused("yours")
        case Action.TAKE_OVER if holder is not None and not act.confirmed:
            raise HeldByOther(holder)
        case Action.ASSIGN if act.to is None or holder == act.to:
            raise Refused("has-it-already")
        case Action.RELEASE | Action.RETURNED if holder is None:
            raise Refused("free")
        case Action.WAKE if case.snoozed_until is None:
            raise Refused("awake")
        case Action.RELEASE | Action.RESOLVE | Action.DISMISS | Action.SNOOZE if holder not in (None, by):
            raise HeldByOther(holder)
        case Action.ANSWER if act.stays:
            pass
        case Action.ANSWER if case.status in LIVE and holder not in (None, by) and not act.confirmed:
            raise HeldByOther(holder)
        case _:
            pass


def _holder(case: Case, act: Act) -> dict[str, object]:
    match act.action:
        case Action.ANSWER if act.stays:
            return {}
        case Action.CLAIM | Action.TAKE_OVER | Action.REOPEN:
            return {"holder_id": act.by}
        case Action.ASSIGN:
            return {"holder_id": act.to}
        case Action.RELEASE | Action.RETURNED:
            return {"holder_id": None}
        case Action.ESCALATE | Action.RESOLVE | Action.DISMISS | Action.SNOOZE if case.holder_id is None:
            return {"holder_id": act.by}
        case Action.ANSWER if case.holder_id is None or case.status in CLOSED:
            return {"holder_id": act.by}
        case _:
            return {}


def _clock(case: Case, act: Act, before: Status, after: Status) -> dict[str, object]:
    """Columns that count: since when it waits, when it was closed, how often it came back, until when it sleeps."""
    changes: dict[str, object] = {}
    if act.action is Action.SNOOZE:
        changes.update(snoozed_until=act.until)
    if act.action in (Action.WAKE, Action.CUSTOMER_WROTE) or after in CLOSED:
        changes.update(snoozed_until=None)
    if act.action in (Action.CUSTOMER_WROTE, Action.MERGE) or after in LIVE:
        changes.update(asks_at=None)
    if after in CLOSED and before in LIVE:
        changes.update(closed_at=act.at, unanswered_since=None, after_close=0)
    if before in CLOSED and after in LIVE:
        changes.update(
            closed_at=None,
            after_close=0,
            reopened=case.reopened + 1,
            unanswered_since=act.said_at,
            outcome=None,
        )
    if act.action is Action.CUSTOMER_WROTE:
        changes.update(unanswered_since=case.unanswered_since or act.said_at)
        if before in CLOSED:
            changes.update(after_close=case.after_close + 1)
    if act.action in (Action.ANSWERED, Action.PARTLY_ANSWERED):
        changes.update(unanswered_since=act.said_at, first_answer_at=case.first_answer_at or act.at)
        if act.said_at is None:
            changes.update(after_close=0)
    return changes
