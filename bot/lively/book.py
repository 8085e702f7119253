"""What all cases of the lively weeks share."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.stopwatch import Terms
from storage.models import Case, Deadline, Draft, Escalation, Priority, Status, Survey

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who writes, and where."""

    customer_id: int
    identity_id: int
    earlier: int
    """How many cases of theirs there were."""
    thread: str
    post_id: int | None


@dataclass
class Book:
    """What all cases share: numbers, and the rows that were made."""

    desk_id: int
    account_id: int
    terms: Terms
    now: datetime
    departments: Mapping[int, int]
    """Minutes that each has."""
    tags: Mapping[str, int]
    cases: list[Case] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    case_tags: list[Row] = field(default_factory=list)
    conversations: list[Row] = field(default_factory=list)
    _numbers: defaultdict[str, Iterator[int]] = field(
        default_factory=lambda: defaultdict(lambda: itertools.count(1))
    )

    def next(self, table: str) -> int:
        return next(self._numbers[table])

    def begin(self, asker: Asker, kind: str, at: datetime) -> tuple[Case, int]:
        """A case, and its conversation's id."""
        number = self.next("cases")
        case = Case(
            id=number,
            desk_id=self.desk_id,
            account_id=self.account_id,
            customer_id=asker.customer_id,
            number=number,
            kind=kind,
            status=Status.OPEN,
            priority=int(Priority.NORMAL),
            version=1,
            said_version=1,
            opened_at=at,
            unanswered_since=at,
            after_close=0,
            reopened=0,
            earlier_cases=asker.earlier,
            events=0,
            sends=0,
        )
        conversation = self.next("conversations")
        self.cases.append(case)
        self.conversations.append(
            {
                "id": conversation,
                "desk_id": self.desk_id,
                "account_id": self.account_id,
                "identity_id": asker.identity_id,
                "case_id": number,
                "post_id": asker.post_id,
                "kind": kind,
                "thread_key": asker.thread,
            }
        )
        return case, conversation
