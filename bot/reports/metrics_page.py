"""docs/metrics.md, made from the definitions: what each figure means is written where it is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from inspect import cleandoc
from pathlib import Path
from typing import Any

from bot.reports import results
from bot.reports.approvals import approvals
from bot.reports.backlog import backlog
from bot.reports.departments import departments
from bot.reports.endings import endings
from bot.reports.failures import failures
from bot.reports.outside import outside
from bot.reports.people import people
from bot.reports.replies import replies
from bot.reports.resolution import resolution
from bot.reports.responses import first_response, next_response
from bot.reports.satisfaction import satisfaction
from bot.reports.tagging import tags
from bot.reports.targets import deadlines
from bot.reports.trend import trend
from bot.reports.volume import volume

Query = Callable[..., Any]
PARTS: Mapping[Query, Sequence[type]] = {
    volume: (results.Volume, results.Hour, results.Network),
    first_response: (results.FirstResponse,),
    next_response: (results.NextResponse,),
    resolution: (results.Resolution,),
    deadlines: (results.Deadlines,),
    replies: (results.Replies,),
    departments: (results.DepartmentWork,),
    approvals: (results.Approvals,),
    people: (results.Person,),
    backlog: (results.Backlog, results.Oldest),
    failures: (results.Failures, results.Outage),
    outside: (results.Outside,),
    tags: (results.TagCount,),
    endings: (results.Endings,),
    satisfaction: (results.Satisfaction,),
    trend: (results.Trend,),
}
"""Each query, and what its answer is made of."""

BEHIND: Mapping[str, str] = {
    "Volume.messages": "messages",
    "Volume.cases": "cases",
    "Volume.quiet": "quiet",
    "Volume.new_customers": "new",
    "Volume.dismissed": "dismissed",
    "Volume.by_kind": "kind-…",
    "Volume.by_category": "category-…",
    "Hour.cases": "hour-…",
    "Network.cases": "network-…",
    "Network.messages": "network_messages-…",
    "Network.resolved": "network_resolved-…",
    "Network.answered": "network_answered-…",
    "Network.unanswered": "network_unanswered-…",
    "FirstResponse.clock": "answered",
    "FirstResponse.unanswered": "unanswered",
    "FirstResponse.closed": "closed",
    "Resolution.first": "first_resolved",
    "Resolution.final": "resolved",
    "Resolution.reopened": "reopened",
    "Resolution.maturing": "maturing",
    "Volume.returning_customers": "returning",
    "Volume.answers": "answers",
    "Volume.answers_elsewhere": "answers_elsewhere",
    "Volume.claimed": "claimed",
    "Resolution.at_once": "at_once",
    "Resolution.silent": "silent",
    "NextResponse.clock": "next",
    "NextResponse.open": "next_open",
    "Deadlines.first": "late_first met_first due_first",
    "Deadlines.next": "late_next met_next due_next",
    "Deadlines.resolution": "late_resolution met_resolution due_resolution",
    "Replies.rate": "needs",
    "Replies.apart": "apart",
    "DepartmentWork.asked": "department-…",
    "DepartmentWork.answered": "department_answered-…",
    "DepartmentWork.overdue": "department_overdue-…",
    "DepartmentWork.returned": "department_returned-…",
    "DepartmentWork.open": "department_open-…",
    "Approvals.asked": "approvals",
    "Approvals.approved": "approved",
    "Approvals.declined": "declined",
    "Approvals.open": "approvals_open",
    "Approvals.took": "approvals_decided",
    "Person.name": "person-…",
    "Person.claimed": "person_claimed-…",
    "Person.answers": "person_answers-…",
    "Person.resolved": "person_resolved-…",
    "Person.reopened": "person_reopened-…",
    "Person.first": "person_first-…",
    "Person.scores": "person_scores-…",
    "Backlog.open": "open",
    "Backlog.unanswered": "waiting",
    "Backlog.by_age": "age-…",
    "Failures.deliveries": "failed",
    "Oldest.case_id": "case-…",
    "Outside.cases": "outside",
    "Outside.clock": "outside_answered",
    "Outside.unanswered": "outside_unanswered",
    "TagCount.count": "tag-…",
    "Endings.outcomes": "outcome-…",
    "Endings.sent_elsewhere": "sent_elsewhere",
    "Satisfaction.asked": "surveys",
    "Satisfaction.answers": "survey_answers",
    "Satisfaction.scores": "score-…",
    "Satisfaction.answered": "survey_replies",
}
"""By which names the cases of a figure are listed (`bot/reports/behind.py`); of deadlines also those decided in time, and
all of them."""

HEAD = """# What each figure means
Made from `bot/reports/` by `make docs`: each figure is defined where it is computed, and nowhere else. The message, the
pictures and the workbook show the same figures.

- A **case** is one that counts alone: neither merged into another one (what was said in it counts there) nor collected
  quietly.
- An **answer** is one that somebody gave and that arrived at the customer, publicly or privately, by the network or
  otherwise (by phone, for instance), also by a colleague in the network itself. A notice that nobody wrote is none.
- **In the period** is from its first moment up to, not including, its last, by the desk's own clock: what arrives late
  counts once, when it arrived. How long a customer waited is told from when they wrote, by the network's clock.
- **By `known`**: what happened at or after that moment is in no figure. For a summary it is the end of its period, so
  that yesterday's figures stay what they were; for a report that somebody asks for, the moment of asking. What a case is
  (network, kind, category, tags, outcome, merged or not) is as it is when the report is made.
- **Clock time** runs day and night. **Working time** only while the desk works, by its hours when it was answered.
- A report **of one network, department, person or tag** has the cases of that network, about which that department was
  asked, that this person had, answered or closed, or that have that tag; and all that happened in these.
- **None**: there is nothing to tell it from, and the message does not tell it.
- **Cases**: behind a figure in the message is a link that lists them, by the name given here."""


def page() -> str:
    """The whole document."""
    shared = "\n\n".join(_result(one) for one in (results.Spread, results.Ratio))
    parts = "\n\n".join(_part(query, made_of) for query, made_of in PARTS.items())
    return f"{HEAD}\n\n## How durations and parts are told\n{shared}\n\n{parts}\n"


def _part(query: Query, made_of: Sequence[type]) -> str:
    module = query.__module__.replace(".", "/")
    head = f"## {query.__name__.replace('_', ' ').capitalize()}\n{cleandoc(query.__doc__ or '')}"
    return "\n\n".join((f"{head} (`{query.__name__}` in `{module}.py`)", *map(_result, made_of)))


def _result(made_of: type) -> str:
    intro, defined = definitions(made_of)
    rows = [_row(f"{made_of.__name__}.{name}", name, said) for name, said in defined.items()]
    return "\n".join((f"**{made_of.__name__}.** {intro}", "", *rows))


def _row(key: str, name: str, said: str) -> str:
    names = ", ".join(f"`{one}`" for one in BEHIND.get(key, "").split())
    cases = f" Cases: {names}." if names else ""
    return f"- `{name}`: {said}{cases}"


def definitions(made_of: type) -> tuple[str, Mapping[str, str]]:
    """What its docstring says of all of it, and of each field: a paragraph begins with `field: `."""
    names = [one.name for one in fields(made_of)]
    intro, *rest = re.split(rf"^({'|'.join(names)}): ", cleandoc(made_of.__doc__ or ""), flags=re.MULTILINE)
    said = dict(zip(rest[::2], map(_line, rest[1::2]), strict=True))
    return _line(intro), said


def _line(text: str) -> str:
    return re.sub(r"\bFEW\b", str(results.FEW), " ".join(text.split()))


if __name__ == "__main__":
    Path("docs/metrics.md").write_text(page(), "utf-8")
