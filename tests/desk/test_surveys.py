"""Who is asked what they think, and what their answer says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import rating
from bot.desk.cards import history
from bot.desk.states import Act, Action, decide
from bot.desk.surveys import AGAIN, Standing, choices, due_at, is_low, is_score, may_ask, packed, typed
from bot.desk.view import Rated
from bot.texts import LANGUAGES, words
from storage.models import Asks, Case, Category, Status
from tests.desk.samples import asks, view

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
WELL = Standing("message", answered=True, wrote=False, live=False, asked_at=None, barred=False)


def case(**more: object) -> Case:
    return Case(**{"status": Status.RESOLVED, "closed_at": NOW, **more})


def test_who_was_helped_in_a_dialog_is_asked() -> None:
    assert may_ask(case(), Asks.CSAT, WELL, NOW)
    assert may_ask(case(category=Category.COMPLAINT), Asks.NPS, replace(WELL, asked_at=NOW - AGAIN), NOW)


@pytest.mark.parametrize(
    "standing",
    [
        replace(WELL, kind="comment"),
        replace(WELL, kind="review"),
        replace(WELL, kind=None),
        replace(WELL, answered=False),
        replace(WELL, wrote=True),
        replace(WELL, live=True),
        replace(WELL, barred=True),
        replace(WELL, asked_at=NOW - AGAIN + timedelta(seconds=1)),
    ],
)
def test_others_are_not(standing: Standing) -> None:
    assert not may_ask(case(), Asks.CSAT, standing, NOW)


@pytest.mark.parametrize(
    "other",
    [
        {"status": Status.OPEN},
        {"status": Status.WAITING},
        {"status": Status.DISMISSED},
        {"merged_into_id": 7},
        {"quiet": "muted"},
        {"category": Category.SPAM},
        {"category": Category.NO_ANSWER_NEEDED},
    ],
)
def test_nor_about_what_needs_no_answer(other: dict[str, object]) -> None:
    assert not may_ask(case(**other), Asks.CSAT, WELL, NOW)


def test_nobody_is_asked_where_the_owner_does_not_want_it() -> None:
    assert not may_ask(case(), Asks.OFF, WELL, NOW)
    assert due_at(Asks.OFF, NOW) is None
    assert due_at(Asks.NPS, NOW) == NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    "act",
    [Act(Action.CUSTOMER_WROTE, NOW, said_at=NOW), Act(Action.REOPEN, NOW, 1), Act(Action.MERGE, NOW, 1)],
)
def test_what_happens_meanwhile_stops_it(act: Act) -> None:
    asked = case(version=1, said_version=1, reopened=0, after_close=0, asks_at=NOW)
    assert decide(asked, act).changes["asks_at"] is None


@pytest.mark.parametrize(
    ("said", "nps", "csat"),
    [
        ("5", 5, 5),
        (" 5! ", 5, 5),
        ("5️⃣", 5, 5),
        ("５", 5, 5),
        ("10", 10, None),
        ("0", 0, None),
        ("4/5", None, 4),
        ("9 / 10.", 9, None),
        ("6", 6, None),
        ("11", None, None),
        ("-1", None, None),
        ("5 pieces", None, None),
        ("5 5", None, None),
        ("4.5", None, None),
        ("٥", None, None),
        ("", None, None),
        ("five", None, None),
    ],
)
def test_only_a_bare_number_is_a_score(said: str, nps: int | None, csat: int | None) -> None:
    assert (typed(said, Asks.NPS), typed(said, Asks.CSAT)) == (nps, csat)


@pytest.mark.parametrize("odd", [None, True, "5", 5.0, -1, 6, [5]])
def test_what_a_button_never_brought_is_no_score(odd: object) -> None:
    assert not is_score(Asks.CSAT, odd)


def test_what_is_low() -> None:
    assert [score for score in range(11) if is_low(Asks.NPS, score)] == [0, 1, 2, 3, 4]
    assert [score for score in range(1, 6) if is_low(Asks.CSAT, score)] == [1, 2]


def test_a_button_each_score() -> None:
    assert [one.label for one in choices(packed(7, Asks.CSAT))] == ["1", "2", "3", "4", "5"]
    assert choices(packed(7, Asks.NPS))[10].data == {"survey": 7, "score": 10}
    assert choices({"guid": "an answer's"}) == ()


def test_the_card_says_the_score_and_the_word_once() -> None:
    texts = words("en")
    rated = replace(view(), rated=Rated(Asks.CSAT, 2, "Too <slow>\nfor me"))
    assert rating.line(rated, texts).html == "📊 Rated us 2 of 5: Too &lt;slow&gt; for me"
    said = asks("Too <slow>\nfor me", 1)
    assert rating.line(replace(rated, said=[said]), texts).html == "📊 Rated us 2 of 5"
    assert rating.line(view(), texts).html == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_says_the_score(language: str) -> None:
    told = [(NOW, None, "rated", {"survey": 1, "asks": "nps", "score": 3})]
    told += [(NOW, None, kind, {"message": 1}) for kind in ("survey", "survey_failed", "survey_thanks")]
    shown = history(view(), told, words(language)).html
    assert "3/10" in shown
    assert "survey" not in shown


def test_a_supervisor_reads_what_is_to_be_done() -> None:
    rated, texts = Rated(Asks.NPS, 1), words("en")
    open_again = rating.low(replace(view(), closed_at=None), rated, "https://t.me/c/1/2", texts)
    assert "1 of 10" in open_again.html
    assert "it is open again" in open_again.html
    assert "open again" not in rating.low(replace(view(), closed_at=NOW), rated, None, texts).html
