"""Who must ask, who may approve, and how one asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.approval import (
    Asked,
    approvers,
    asked,
    check,
    looked_at_again,
    may_approve,
    needs_look,
    signs,
)
from bot.desk.cards import card
from bot.desk.correcting import may_correct
from bot.desk.keyboards import approval_buttons, card_keyboard
from bot.desk.states import Refused
from bot.desk.view import Command, Waits
from bot.telegram.approval_prompts import again, look
from bot.texts import LANGUAGES, words
from storage.models import Approvers, Case, Message, Role, Staff, Why
from tests.desk import samples

EN = words("en")
NOW = datetime(2026, 9, 5, 11, 30, tzinfo=UTC)


def person(number: int, role: Role, **changes: object) -> Staff:
    return Staff(id=number, user_id=100 + number, name=f"Person {number}", role=role, **changes)


OWNER, SUPERVISOR = person(1, Role.OWNER), person(2, Role.SUPERVISOR)
ANNA, BORIS = person(3, Role.OPERATOR), person(4, Role.OPERATOR)
TRAINEE, OTHER_TRAINEE = person(5, Role.TRAINEE), person(6, Role.TRAINEE)
SPECIALIST, VIEWER = person(7, Role.SPECIALIST), person(8, Role.VIEWER)
GONE = person(9, Role.SUPERVISOR, left_at=NOW)
EVERYBODY = [OWNER, SUPERVISOR, ANNA, BORIS, TRAINEE, OTHER_TRAINEE, SPECIALIST, VIEWER, GONE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?? Your parcel leaves today.", Asked("Your parcel leaves today.", None)),
        ("??Your parcel", Asked("Your parcel", None)),
        ("?? @boris_k Your parcel", Asked("Your parcel", "boris_k")),
        ("??@boris\nYour parcel\nleaves", Asked("Your parcel\nleaves", "boris")),
        ("??", Asked("", None)),
        ("?? @boris", Asked("", "boris")),
        ("??? what do you mean", None),
        ("? what do you mean", None),
        ("Really??", None),
    ],
)
def test_how_one_asks(text: str, expected: Asked | None) -> None:
    assert asked(text) == expected


def test_only_who_may_not_publish_must_ask() -> None:
    assert {one for one in Role if needs_look(one)} == {Role.TRAINEE, Role.SPECIALIST, Role.VIEWER}


@pytest.mark.parametrize(
    ("author", "policy", "expected"),
    [
        (TRAINEE, Approvers.OPERATORS, [SUPERVISOR, ANNA, BORIS, OWNER]),
        (TRAINEE, Approvers.SUPERVISORS, [SUPERVISOR, OWNER]),
        (ANNA, Approvers.OPERATORS, [SUPERVISOR, BORIS, OWNER]),
        (ANNA, Approvers.SUPERVISORS, [SUPERVISOR, BORIS, OWNER]),
        (None, Approvers.OPERATORS, [SUPERVISOR, ANNA, BORIS, OWNER]),
    ],
)
def test_who_may_approve(author: Staff | None, policy: Approvers, expected: list[Staff]) -> None:
    assert list(approvers(EVERYBODY, author, policy)) == expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("policy", Approvers)
def test_nobody_approves_their_own_words_whatever_they_became_meanwhile(
    role: Role, policy: Approvers
) -> None:
    author = person(5, Role.TRAINEE)
    promoted, same_person = person(5, role), person(10, role)
    same_person.user_id = author.user_id
    assert not may_approve(promoted, author, policy)
    assert not may_approve(same_person, author, policy)


@pytest.mark.parametrize(
    ("approver", "policy", "key"),
    [
        (TRAINEE, Approvers.OPERATORS, "own-approval"),
        (OTHER_TRAINEE, Approvers.OPERATORS, "may-not-approve"),
        (VIEWER, Approvers.OPERATORS, "may-not-approve"),
        (GONE, Approvers.OPERATORS, "may-not-approve"),
        (ANNA, Approvers.SUPERVISORS, "supervisors-approve"),
    ],
)
def test_who_may_not_is_told_why(approver: Staff, policy: Approvers, key: str) -> None:
    with pytest.raises(Refused) as refused:
        check(approver, TRAINEE, policy)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (TRAINEE, TRAINEE),
        (BORIS, BORIS),
        (SPECIALIST, ANNA),
        (VIEWER, ANNA),
        (GONE, ANNA),
        (None, ANNA),
    ],
)
def test_as_whose_answer_it_goes_out(author: Staff | None, expected: Staff) -> None:
    assert signs(author, ANNA) is expected


@pytest.mark.parametrize(
    ("by", "writer", "escalation", "approved", "policy", "again"),
    [
        (TRAINEE, ANNA, None, False, Approvers.OPERATORS, True),
        (TRAINEE, TRAINEE, None, True, Approvers.OPERATORS, True),
        (ANNA, BORIS, None, False, Approvers.OPERATORS, False),
        (ANNA, ANNA, None, True, Approvers.OPERATORS, True),
        (BORIS, TRAINEE, None, True, Approvers.OPERATORS, False),
        (BORIS, TRAINEE, None, True, Approvers.SUPERVISORS, True),
        (SUPERVISOR, TRAINEE, None, True, Approvers.SUPERVISORS, False),
        (SPECIALIST, SPECIALIST, 7, False, Approvers.OPERATORS, False),
        (SPECIALIST, SPECIALIST, None, False, Approvers.OPERATORS, True),
        (TRAINEE, SPECIALIST, 7, False, Approvers.OPERATORS, True),
    ],
)
def test_who_changes_an_answer_decides_whether_it_is_looked_at_again(
    by: Staff, writer: Staff, escalation: int | None, approved: bool, policy: Approvers, again: bool
) -> None:
    assert looked_at_again(by, writer, escalation, approved=approved, policy=policy) is again


@pytest.mark.parametrize("changes", [False, True])
def test_a_change_of_what_went_out_is_approved_or_declined(changes: bool) -> None:
    view = samples.view(no_reply="why-permission" if changes else None)
    called = look(view, 5, "Игорь", "Уже едет", (), (), EN, changes=changes)
    again_ = again(view, 5, "look-whole", "Уже едет", EN, changes=changes)
    for drawn in (called, again_):
        labels = [one.label for row in drawn.rows for one in row]
        assert labels == (["Approve", "Decline"] if changes else ["Approve", "Change", "Decline"])
        assert (EN("draft-changes") in drawn.html) is changes


@pytest.mark.parametrize(
    ("who", "may"),
    [(TRAINEE, True), (BORIS, True), (ANNA, True), (OTHER_TRAINEE, False), (SUPERVISOR, True), (OWNER, True)],
)
def test_who_may_take_back_or_change_an_answer(who: Staff, may: bool) -> None:
    """Here Boris approved what a trainee wrote, and Anna has the case."""
    assert may_correct(Message(staff_id=5, approved_by_id=4), Case(holder_id=3), who) is may


def test_who_is_on_shift_is_called_first() -> None:
    on_shift = person(4, Role.OPERATOR, on_shift_since=NOW)
    assert [one.id for one in approvers([OWNER, ANNA, on_shift], TRAINEE, "operators")] == [4, 3, 1]


# --- on the card


def waits(
    number: int, author: str = "Игорь Лебедев", text: str = "Завтра привезут", **changes: object
) -> Waits:
    since = samples.ago(4)
    return Waits(number, author, Why.APPROVAL, text, since=since, **changes)  # type: ignore[arg-type]


def test_one_answer_that_waits_has_three_plain_buttons() -> None:
    rows = card_keyboard(samples.view(drafts=[waits(5)]), EN)
    assert [[one.label for one in row] for row in rows[:2]] == [["Approve"], ["Change", "Decline"]]
    assert [(one.command, one.arg) for row in rows[:2] for one in row] == [
        (Command.APPROVE, 5),
        (Command.CHANGE, 5),
        (Command.DECLINE, 5),
    ]


def test_of_several_it_is_plain_which_button_is_whose() -> None:
    view = samples.view(drafts=[waits(5), waits(6, "Вера", "Уже едет")])
    rows = card_keyboard(view, EN)
    assert [[one.label for one in row] for row in rows[:4]] == [
        ["Approve 1: Игорь Лебедев"],
        ["Change 1", "Decline 1"],
        ["Approve 2: Вера"],
        ["Change 2", "Decline 2"],
    ]
    assert [row[0].arg for row in rows[:4]] == [5, 5, 6, 6]
    html = card(view, EN).html
    assert (
        html.index("Draft 1") < html.index("Завтра привезут") < html.index("Draft 2") < html.index("Уже едет")
    )


def test_where_nothing_can_be_sent_it_can_only_be_declined() -> None:
    assert [[one.label for one in row] for row in approval_buttons(5, EN, cannot=True)] == [["Decline"]]
    rows = card_keyboard(samples.view(drafts=[waits(5)], no_reply="why-permission"), EN)
    assert [one.label for one in rows[0]] == ["Decline"]


def test_the_card_says_who_wrote_since_when_for_whom_and_all_the_words() -> None:
    words_ = "Мария, здравствуйте! " * 50
    html = card(samples.view(drafts=[waits(5, text=words_, approver="Борис")]), EN).html
    assert words_.strip() in html
    assert "Игорь Лебедев" in html
    assert "waits for" in html
    assert "Борис" in html
    assert f'<tg-time unix="{int(samples.ago(4).timestamp())}"' in html
    assert "Everybody could read" not in html


def test_whoever_approves_sees_what_everybody_would_read() -> None:
    html = card(samples.view(drafts=[waits(5, sorts=("phone",))]), EN).html
    assert "Everybody could read: phone number" in html or "Everybody could read: a phone number" in html


def test_who_approved_is_shown_beside_the_answer() -> None:
    from dataclasses import replace

    from storage.models import Delivery

    view = samples.answered(Delivery.SENT)
    said = [view.said[0], replace(view.said[1], approved_by="Борис")]
    assert "approved by" in card(replace(view, said=said), EN).html


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_fit_half_a_phone(language: str) -> None:
    texts = words(language)
    for key in ("button-approve", "button-change", "button-decline", "button-look", "button-take-back"):
        assert len(texts(key)) <= 16, key
    for key in ("button-change-number", "button-decline-number"):
        assert len(texts(key, number=2)) <= 16, key
