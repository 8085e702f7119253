"""The state table: every pair, the holder's rules, and what stays true whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.desk.permissions import MATRIX, may
from bot.desk.routing import joins
from bot.desk.states import (
    CLOSED,
    EVENTS,
    TABLE,
    Act,
    Action,
    Decision,
    HeldByOther,
    Refused,
    Unseen,
    allowed,
    decide,
)
from storage.models import LIVE, Case, Role, Status

ME, OTHER = 1, 2
NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=5)
LATER = NOW + timedelta(hours=1)
BY_THE_WORLD = {Action.CUSTOMER_WROTE, Action.ANSWERED, Action.PARTLY_ANSWERED, Action.RETURNED}
BY_PEOPLE = set(Action) - BY_THE_WORLD - {Action.ADVISE}


def case(status: Status = Status.OPEN, holder: int | None = None, **columns: object) -> Case:
    closed = status in CLOSED
    unanswered = None if status is Status.WAITING or closed else EARLIER
    plain: dict[str, object] = {
        "status": status.value,
        "holder_id": holder,
        "version": 3,
        "said_version": 2,
        "opened_at": EARLIER,
        "unanswered_since": unanswered,
        "first_answer_at": None,
        "closed_at": EARLIER if closed else None,
        "after_close": 0,
        "reopened": 0,
    }
    return Case(**{**plain, **columns})


def act(action: Action, by: int | None = ME, **rest: object) -> Act:
    if action in BY_THE_WORLD and "said_at" not in rest:
        rest["said_at"] = None if action is Action.ANSWERED else NOW
    if action is Action.ASSIGN:
        rest.setdefault("to", OTHER)
    if action is Action.SNOOZE:
        rest.setdefault("until", LATER)
    return Act(action, NOW, None if action is Action.CUSTOMER_WROTE else by, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
@pytest.mark.parametrize(
    ("holder", "confirmed", "seen"), list(product((None, ME, OTHER), (False, True), (None, 1, 3)))
)
def test_decide_refuses_or_does_what_the_table_says(
    status: Status, action: Action, holder: int | None, confirmed: bool, seen: int | None
) -> None:
    before = case(status, holder)
    columns = {column.name: getattr(before, column.name) for column in Case.__table__.columns}
    decision: Decision | None
    try:
        decision = decide(before, act(action, confirmed=confirmed, seen_version=seen))
    except Refused:
        decision = None
    assert columns == {column.name: getattr(before, column.name) for column in Case.__table__.columns}
    if decision is not None:
        assert decision.status is TABLE[status, action]
        assert decision.event == EVENTS.get(action, action.value)
        assert decision.changes.get("status", status.value) == decision.status.value


@pytest.mark.parametrize(("status", "action"), sorted(set(product(Status, Action)) - set(TABLE)))
def test_what_is_not_in_the_table_is_refused_in_the_words_of_the_status(
    status: Status, action: Action
) -> None:
    with pytest.raises(Refused) as refused:
        decide(case(status, ME), act(action))
    assert refused.value.key == status.value
    assert refused.value.params == {"action": action.value}
    assert action not in allowed(case(status, ME))


@pytest.mark.parametrize(("status", "action"), sorted(TABLE))
def test_what_is_in_the_table_can_be_done_by_somebody(status: Status, action: Action) -> None:
    for holder, confirmed, slept in product((None, ME, OTHER), (False, True), (None, LATER)):
        try:
            decide(case(status, holder, snoozed_until=slept), act(action, confirmed=confirmed))
        except Refused:
            continue
        return
    pytest.fail("nobody can")


@pytest.mark.parametrize(("status", "action"), list(product(Status, sorted(BY_PEOPLE))))
@pytest.mark.parametrize("holder", [None, ME, OTHER])
@pytest.mark.parametrize("slept", [None, LATER])
def test_a_button_that_is_shown_works_for_somebody(
    status: Status, action: Action, holder: int | None, slept: datetime | None
) -> None:
    before = case(status, holder, snoozed_until=slept)
    shown = action in allowed(before)
    works = False
    for by, confirmed in product((ME, OTHER, 3), (False, True)):
        try:
            decide(before, act(action, by, confirmed=confirmed, to=by))
        except Refused:
            continue
        works = True
    assert not shown or works


@pytest.mark.parametrize(
    ("action", "refusal"),
    [
        (Action.CLAIM, HeldByOther),
        (Action.TAKE_OVER, HeldByOther),
        (Action.RELEASE, HeldByOther),
        (Action.RESOLVE, HeldByOther),
        (Action.DISMISS, HeldByOther),
        (Action.ANSWER, HeldByOther),
        (Action.SNOOZE, HeldByOther),
    ],
)
@pytest.mark.parametrize("status", sorted(LIVE))
def test_somebody_elses_case_is_not_mine_to_move(
    action: Action, refusal: type[HeldByOther], status: Status
) -> None:
    with pytest.raises(refusal) as refused:
        decide(case(status, OTHER), act(action))
    assert refused.value.holder_id == OTHER
    assert refused.value.key == "held"


@pytest.mark.parametrize("action", [Action.NOTE, Action.ESCALATE, Action.ADVISE])
def test_helping_needs_no_holder_and_takes_nothing_away(action: Action) -> None:
    assert "holder_id" not in decide(case(holder=OTHER), act(action)).changes


@pytest.mark.parametrize(
    ("action", "holder", "key"),
    [(Action.CLAIM, ME, "yours"), (Action.TAKE_OVER, ME, "yours"), (Action.RELEASE, None, "free")],
)
def test_what_is_so_already(action: Action, holder: int | None, key: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(case(holder=holder), act(action))
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("action", "holder", "confirmed", "after"),
    [
        (Action.CLAIM, None, False, ME),
        (Action.TAKE_OVER, OTHER, True, ME),
        (Action.RELEASE, ME, False, None),
        (Action.ANSWER, None, False, ME),
        (Action.ANSWER, OTHER, True, OTHER),
        (Action.ESCALATE, None, False, ME),
        (Action.RESOLVE, None, False, ME),
        (Action.DISMISS, None, False, ME),
        (Action.SNOOZE, None, False, ME),
        (Action.SORT, None, False, None),
        (Action.NOTE, None, False, None),
        (Action.ADVISE, None, False, None),
    ],
)
def test_who_holds_it_afterwards(
    action: Action, holder: int | None, confirmed: bool, after: int | None
) -> None:
    before = case(holder=holder)
    assert decide(before, act(action, confirmed=confirmed)).changes.get("holder_id", holder) == after


def test_a_case_is_given_to_somebody_and_not_to_who_has_it() -> None:
    given = decide(case(holder=ME), act(Action.ASSIGN, to=OTHER))
    assert (given.changes, given.new_version) == ({"holder_id": OTHER}, True)
    for has_it in (case(holder=OTHER), case()):
        with pytest.raises(Refused, match="has-it-already"):
            decide(has_it, act(Action.ASSIGN, to=has_it.holder_id))


@pytest.mark.parametrize("status", sorted(CLOSED))
@pytest.mark.parametrize("action", [Action.ANSWER, Action.REOPEN])
def test_a_closed_case_wakes_up_with_whoever_took_it_up(status: Status, action: Action) -> None:
    """And what was never answered waits again."""
    before = case(status, OTHER, after_close=2, unanswered_since=NOW)
    decision = decide(before, act(action, said_at=EARLIER))
    assert decision.status is Status.OPEN
    assert dict(decision.changes) == {
        "status": "open",
        "holder_id": ME,
        "closed_at": None,
        "after_close": 0,
        "reopened": 1,
        "unanswered_since": EARLIER,
    }


def test_a_reopened_case_with_nothing_unanswered_waits_for_nobody() -> None:
    decision = decide(case(Status.RESOLVED, ME, unanswered_since=EARLIER), act(Action.REOPEN))
    assert decision.changes["unanswered_since"] is None


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_thank_you_wakes_nobody(status: Status) -> None:
    decision = decide(case(status, ME), act(Action.CUSTOMER_WROTE))
    assert decision.status is status
    assert dict(decision.changes) == {"unanswered_since": NOW, "after_close": 1}
    assert decision.new_version


@pytest.mark.parametrize("action", [Action.RESOLVE, Action.DISMISS, Action.SNOOZE])
@pytest.mark.parametrize(("seen", "held_back"), [(1, True), (2, False), (3, False), (None, False)])
def test_only_an_unseen_customer_message_holds_back_what_takes_it_off_the_queue(
    action: Action, seen: int | None, held_back: bool
) -> None:
    asked = act(action, seen_version=seen, until=LATER)
    if held_back:
        with pytest.raises(Unseen):
            decide(case(holder=ME), asked)
    else:
        done = decide(case(holder=ME), asked)
        assert done.status in CLOSED or done.changes["snoozed_until"] == LATER


@pytest.mark.parametrize("action", sorted(BY_PEOPLE - {Action.RESOLVE, Action.DISMISS, Action.SNOOZE}))
def test_nothing_else_is_held_back(action: Action) -> None:
    for status, holder in product(Status, (None, ME)):
        try:
            decide(case(status, holder), act(action, seen_version=1))
        except Unseen:
            pytest.fail(f"{action} was held back")
        except Refused:
            pass


def test_the_first_answer_is_kept_and_the_longest_wait_counts() -> None:
    waiting = decide(case(first_answer_at=EARLIER), act(Action.ANSWERED)).changes
    assert dict(waiting) == {"status": "waiting", "unanswered_since": None}
    again = decide(case(), act(Action.CUSTOMER_WROTE)).changes
    assert "unanswered_since" not in again
    partly = decide(case(), act(Action.PARTLY_ANSWERED)).changes
    assert dict(partly) == {"unanswered_since": NOW, "first_answer_at": NOW}


@pytest.mark.parametrize("status", sorted(LIVE))
def test_a_snoozed_case_wakes_up_for_the_customer_and_by_closing_but_not_by_an_answer(status: Status) -> None:
    """An answer often goes out just before it is put off: a promise is kept in mind so."""
    before = case(status, ME, snoozed_until=LATER)
    for action in (Action.CUSTOMER_WROTE, Action.RESOLVE, Action.DISMISS, Action.WAKE):
        assert decide(before, act(action)).changes["snoozed_until"] is None
    for action in (Action.ANSWER, Action.ANSWERED, Action.NOTE, Action.RELEASE, Action.SORT, Action.ASSIGN):
        assert "snoozed_until" not in decide(before, act(action)).changes
    assert decide(before, act(Action.SNOOZE, until=LATER + timedelta(days=1))).changes
    with pytest.raises(Refused, match="awake"):
        decide(case(status, ME), act(Action.WAKE))


def test_what_somebody_says_of_a_case_is_set_and_reopening_takes_the_outcome_back() -> None:
    sorted_ = decide(case(), act(Action.SORT, says={"category": "praise"}))
    assert (dict(sorted_.changes), sorted_.event, sorted_.new_version) == (
        {"category": "praise"},
        "sorted",
        False,
    )
    resolved = case(Status.RESOLVED, OTHER, outcome="sold")
    assert dict(decide(resolved, act(Action.END, says={"outcome": "solved"})).changes) == {
        "outcome": "solved"
    }
    assert decide(resolved, act(Action.REOPEN)).changes["outcome"] is None
    with pytest.raises(Refused, match="dismissed"):
        decide(case(Status.DISMISSED, ME), act(Action.END, says={"outcome": "sold"}))


@pytest.mark.parametrize("role", Role)
def test_every_role_may_do_something_and_nobody_plays_the_world(role: Role) -> None:
    assert MATRIX[role]
    assert not any(may(role, action) for action in BY_THE_WORLD)


class Walk(RuleBasedStateMachine):
    """A case's life: anybody presses anything, the customer writes, answers arrive, whatever was seen."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOW
        self.case = case(version=1, said_version=1)
        self.answers = 0

    def step(self, action: Action, by: int | None, **rest: object) -> Decision | None:
        self.at += timedelta(seconds=7)
        to = {"to": 1 + by % 3} if action is Action.ASSIGN and by is not None else {}
        until = {"until": self.at + timedelta(hours=1)} if action is Action.SNOOZE else {}
        says = {"says": {"outcome": "sold"}} if action is Action.END else {}
        asked = Act(action, self.at, by, **to, **until, **says, **rest)  # type: ignore[arg-type]
        before = (self.case.status, self.case.holder_id)
        try:
            decision = decide(self.case, asked)
        except Refused:
            return None
        for name, value in decision.changes.items():
            setattr(self.case, name, value)
        self.case.version += decision.new_version
        moved = (self.case.status, self.case.holder_id) != before
        assert decision.new_version == (moved or action is Action.CUSTOMER_WROTE)
        assert TABLE[Status(before[0]), action] == self.case.status
        return decision

    @rule(
        action=st.sampled_from(sorted(BY_PEOPLE | {Action.ADVISE})),
        by=st.integers(1, 3),
        behind=st.none() | st.integers(0, 4),
        confirmed=st.booleans(),
    )
    def somebody_acts(self, action: Action, by: int, behind: int | None, confirmed: bool) -> None:
        seen = None if behind is None else self.case.version - behind
        done = self.step(action, by, seen_version=seen, confirmed=confirmed)
        if done and action is Action.ANSWER:
            self.answers += 1
        if done and action in (Action.RESOLVE, Action.DISMISS):
            assert seen is None or seen >= self.case.said_version

    @rule()
    def the_customer_writes(self) -> None:
        assert self.step(Action.CUSTOMER_WROTE, None, said_at=self.at) is not None, (
            "a customer is never refused"
        )
        self.case.said_version = self.case.version

    @precondition(lambda self: self.answers)
    @rule(newer=st.booleans())
    def an_answer_arrives(self, newer: bool) -> None:
        self.answers -= 1
        action = Action.PARTLY_ANSWERED if newer else Action.ANSWERED
        assert self.step(action, ME, said_at=self.at if newer else None) is not None, (
            "what happened is never refused"
        )
        assert self.case.first_answer_at is not None

    @rule()
    def a_colleague_answers_in_the_network(self) -> None:
        assert self.step(Action.ANSWERED, None) is not None

    @invariant()
    def closed_at_tells_whether_it_is_closed(self) -> None:
        assert (self.case.status in CLOSED) == (self.case.closed_at is not None)

    @invariant()
    def who_waits_for_the_customer_owes_nothing(self) -> None:
        assert self.case.status != Status.WAITING or self.case.unanswered_since is None

    @invariant()
    def the_customers_last_words_are_of_a_version_there_was(self) -> None:
        assert 1 <= self.case.said_version <= self.case.version

    @invariant()
    def after_close_counts_only_while_closed(self) -> None:
        assert self.case.after_close == 0 or self.case.status in CLOSED

    @invariant()
    def only_what_is_live_sleeps(self) -> None:
        assert self.case.snoozed_until is None or self.case.status in LIVE

    @invariant()
    def only_what_is_resolved_has_ended_somehow(self) -> None:
        assert self.case.outcome is None or self.case.status == Status.RESOLVED

    @invariant()
    def a_free_or_held_case_offers_the_right_button(self) -> None:
        offered = allowed(self.case)
        if self.case.status in LIVE:
            assert (Action.CLAIM in offered) == (self.case.holder_id is None)
            assert (Action.RELEASE in offered) == (self.case.holder_id is not None)


TestWalk = Walk.TestCase


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_with_what_is_erased_nobody_can_do_anything(status: Status) -> None:
    """What happens anyway is still taken down: an answer that was on its way, words of the customer."""
    erased = case(status, ME, erased_at=NOW)
    assert allowed(erased) == frozenset()
    for action in BY_PEOPLE | {Action.ADVISE}:
        if (status, action) in TABLE and action is not Action.WAKE:
            with pytest.raises(Refused, match="erased"):
                decide(erased, act(action))
    for action in BY_THE_WORLD:
        if (status, action) in TABLE:
            assert decide(erased, act(action)).status is status


@pytest.mark.parametrize("status", sorted(Status))
def test_new_words_never_join_what_is_erased(status: Status) -> None:
    plain, erased = case(status), case(status, erased_at=NOW)
    assert joins(plain, NOW)
    assert not joins(erased, NOW)
