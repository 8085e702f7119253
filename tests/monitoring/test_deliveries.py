"""How a sending is counted."""

from datetime import UTC, datetime

import pytest

from bot.desk.retry import TRIES, Again, Dead, Done, Doubt, Stop, TakenBack, Verdict
from bot.monitoring.deliveries import lane_kind, outcome, what_kind
from storage.models import Card, Outbox

NOW = datetime(2025, 3, 5, 9, tzinfo=UTC)


def row(kind: str, attempts: int = 1) -> Outbox:
    return Outbox(kind=kind, attempts=attempts)


@pytest.mark.parametrize(
    ("lane", "kind"), [("tg:-1001", "group"), ("tg:1001", "private"), ("vk:1234", "network")]
)
def test_few_kinds_of_lanes(lane: str, kind: str) -> None:
    assert lane_kind(lane) == kind


def test_few_kinds_of_things() -> None:
    all_ = [what_kind(one) for one in (row("answer"), row("deed"), row("sign"), row("follow_up"), Card())]
    assert all_ == ["answer", "deed", "notice", "notice", "card"]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Done(), "sent"),
        (Done(spent=False), "same"),
        (Again(NOW), "again"),
        (Doubt(), "doubt"),
        (Dead({}), "failed"),
        (Stop("forbidden"), "stopped"),
        (TakenBack(), "taken_back"),
    ],
)
def test_every_verdict_has_its_outcome(verdict: Verdict, expected: str) -> None:
    assert outcome(Card(), verdict) == expected


def test_an_answer_is_given_up_after_some_tries() -> None:
    assert outcome(row("answer", TRIES - 1), Again(NOW)) == "again"
    assert outcome(row("answer", TRIES), Again(NOW)) == "failed"
    assert outcome(row("follow_up", TRIES), Again(NOW)) == "again"
