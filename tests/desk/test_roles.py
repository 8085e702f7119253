"""Which role holds, what each may press, and what `/staff` and `/help` show of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from bot.desk import team
from bot.desk.helping import HELP, help_for
from bot.desk.permissions import (
    MATRIX,
    PRESSES,
    TURNS,
    Ability,
    Right,
    denied,
    may,
    permitted,
    require,
    require_press,
)
from bot.desk.roles import Standing, role_of, seen_in
from bot.desk.settings import check
from bot.desk.states import Action, Refused
from bot.desk.view import Button, Command, Drawn, PanelCommand, Turn
from bot.telegram.staff import Asked
from bot.texts import LANGUAGES, words
from storage.models import Role

O, S, P, T, X, V = (  # noqa: E741
    Role.OWNER,
    Role.SUPERVISOR,
    Role.OPERATOR,
    Role.TRAINEE,
    Role.SPECIALIST,
    Role.VIEWER,
)
AT_DESK, IN_BOTH = Standing(True, False), Standing(True, True)
IN_DEPARTMENT, NOWHERE = Standing(False, True), Standing(False, False)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

AUTHORS_OWN = {Command.UNDO, Command.UNDO_EDIT, Command.ELSEWHERE_UNDO}
DECIDING = {
    Command.APPROVE,
    Command.APPROVE_SURELY,
    Command.CHANGE,
    Command.DECLINE,
    Command.DECLINE_PLAINLY,
}
"""Whose they are, their answerers say: it depends on whose words they are about."""


@pytest.mark.parametrize(
    ("held", "given", "newcomers", "standing", "role"),
    [
        (None, None, P, AT_DESK, P),
        (None, None, T, AT_DESK, T),
        (None, None, V, AT_DESK, V),
        (None, None, V, IN_BOTH, X),
        (None, S, T, AT_DESK, S),
        (None, X, P, AT_DESK, X),
        (None, S, P, IN_DEPARTMENT, X),
        (None, V, P, IN_DEPARTMENT, V),
        (None, None, P, IN_DEPARTMENT, X),
        (None, S, P, NOWHERE, None),
        (P, None, T, AT_DESK, P),
        (P, None, V, IN_BOTH, P),
        (P, None, P, IN_DEPARTMENT, X),
        (S, S, P, IN_DEPARTMENT, X),
        (S, S, P, NOWHERE, None),
        (X, None, T, IN_BOTH, T),
        (X, None, V, AT_DESK, X),
        (X, P, V, AT_DESK, P),
        (V, None, V, IN_BOTH, X),
        (V, V, V, IN_BOTH, V),
        (O, None, P, NOWHERE, O),
        (O, None, P, IN_DEPARTMENT, O),
    ],
)
def test_the_role_that_holds(
    held: Role | None, given: Role | None, newcomers: Role, standing: Standing, role: Role | None
) -> None:
    assert role_of(held, given, newcomers, standing) is role


@pytest.mark.parametrize(
    ("held", "given", "newcomers", "desk", "role"),
    [
        (None, None, T, True, T),
        (None, None, P, False, X),
        (None, S, P, False, X),
        (None, V, P, False, V),
        (P, None, T, True, P),
        (P, None, P, False, P),
        (S, S, P, False, S),
        (X, None, P, True, P),
        (X, X, P, True, X),
        (V, None, V, False, X),
        (V, V, P, False, V),
        (O, None, P, False, O),
        (O, None, V, True, O),
    ],
)
def test_being_seen_somewhere_takes_nothing_away(
    held: Role | None, given: Role | None, newcomers: Role, desk: bool, role: Role
) -> None:
    assert seen_in(held, given, newcomers, desk=desk) is role


def test_every_button_says_whose_business_it_is() -> None:
    assert set(Command) - set(PRESSES) == {Command.CLOSE, *AUTHORS_OWN, *DECIDING}
    assert set(PanelCommand) - set(TURNS) == {PanelCommand.CLOSE}


@pytest.mark.parametrize("role", Role)
def test_a_press_is_refused_by_the_matrix_alone(role: Role) -> None:
    asked: list[tuple[Command | PanelCommand, Ability]] = [*PRESSES.items(), *TURNS.items()]
    for command, needed in asked:
        if needed in MATRIX[role]:
            require_press(role, command)
        else:
            with pytest.raises(Refused):
                require_press(role, command)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_fits_a_toast_and_names_no_other_role(language: str) -> None:
    texts = words(language)
    for role in Role:
        for ability in (*Action, *Right):
            if not may(role, ability):
                params = denied(role, ability).params
                assert 20 < len(texts("refused-role", **params)) <= 200
    viewer, trainee = denied(V, Action.CLAIM), denied(T, Right.MODERATE)
    assert texts("refused-role", **viewer.params) != texts("refused-role", **trainee.params)


def test_what_one_person_sees_offers_only_what_they_may() -> None:
    turn = Button("Claim", turn=Turn(PanelCommand.CLAIM, 1))
    page = Button("›", turn=Turn(PanelCommand.PAGE, 1))
    drawn = Drawn(
        "menu",
        (
            (Button("Release", Command.RELEASE), Button("History", Command.HISTORY)),
            (Button("Moderate", Command.MODERATE),),
            (turn, page),
            (Button("Open", url="https://vk.com/1"), Button("Close", Command.CLOSE)),
        ),
    )
    seen = {role: [[one.label for one in row] for row in permitted(drawn, role).rows] for role in Role}
    assert seen[P] == [["Release", "History"], ["Moderate"], ["Claim", "›"], ["Open", "Close"]]
    assert seen[T] == [["Release", "History"], ["Claim", "›"], ["Open", "Close"]]
    assert seen[V] == [["History"], ["›"], ["Open", "Close"]]
    assert seen[X] == [["Open", "Close"]]


def test_approval_by_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="no-supervisor"):
        check("approvers", "supervisors", [O, P])
    check("approvers", "supervisors", [O, S])
    check("approvers", "operators", [O])
    check("newcomers", "viewer", [O])


# --- /staff


def people(count: int) -> list[team.Person]:
    one = team.Person(1, 11, "Anna Karelina", "anna", P, None, False, 0, NOW - timedelta(days=3))
    return [replace(one, id=number, name=f"Anna {number:02}") for number in range(count)]


def data(what: str, row: int, page: int, choice: str) -> str:
    return f"{what} {row} {page} {choice}"


def test_the_team_in_pages_owners_first() -> None:
    texts = words("en")
    everybody = people(17)
    everybody[16] = replace(everybody[16], role=O, name="Zoe", on_shift=True, holds=2)
    first = team.team(everybody, 0, texts, data, gives=True)
    assert first.html.splitlines()[0] == "<b>The team: 17 people</b>"
    line = first.html.replace("\u2068", "").replace("\u2069", "").splitlines()[2]
    assert line.startswith("<b>Zoe</b> · owner · on shift · has 2 cases · joined ")
    assert [one.label for row in first.rows for one in row][-1] == "› 2/3"
    assert [len(row) for row in first.rows] == [2, 2, 2, 2, 1]
    last = team.team(everybody, 9, texts, data, gives=True)
    assert [one.label for row in last.rows for one in row] == ["Anna 15", "‹ 2/3"]
    assert "Press a name to see or change" in first.html
    assert "change" not in team.team(everybody, 0, texts, data, gives=False).html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_with_roles_as_buttons(language: str) -> None:
    texts = words(language)
    (one,) = people(1)
    drawn = team.person(replace(one, given=P), 0, texts, data, gives=True)
    buttons = [button for row in drawn.rows for button in row]
    marked = [button.label for button in buttons if button.label.startswith("✓")]
    assert marked == [f"✓ {texts('button-role', role='operator')}"]
    assert len(buttons) == 8, "six roles, the group's own, back"
    assert all(len(button.label) <= 16 for button in buttons)
    assert all(texts("role-may", role=role.value) in drawn.html for role in Role)
    plain = team.person(one, 0, texts, data, gives=True)
    assert len([button for row in plain.rows for button in row]) == 7, "nothing given, nothing to take back"
    looked = team.person(one, 0, texts, data, gives=False)
    assert [button.label for row in looked.rows for button in row] == [texts("button-back")]
    assert len(drawn.html) < 3000


def test_a_role_that_does_not_hold_where_somebody_is() -> None:
    (one,) = people(1)
    texts = words("en")
    elsewhere = replace(one, role=X, given=P)
    assert "Role: operator Not in the operators" in team.person(elsewhere, 0, texts, data, gives=True).html
    gone = team.person(replace(one, gone=True), 0, texts, data, gives=True)
    assert "in any of our groups" in gone.html


def test_buttons_fit_telegram() -> None:
    longest = Asked(what="give", row=2**62 - 1, page=10**6, choice=Role.SUPERVISOR.value)
    assert len(longest.pack().encode()) <= 64


def test_roles_by_their_names() -> None:
    assert team.role_called("Supervisor", words("en")) is S
    assert team.role_called("стажёр", words("ru")) is T
    assert team.role_called("trainee", words("ru")) is T
    assert team.role_called("boss", words("en")) is None


# --- /help

LATER = ("help-later", "help-later-looked")


def plain_of(html: str) -> str:
    return unescape(html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_tells_of_what_one_may(language: str) -> None:
    texts = words(language)
    shown = {role: help_for(role, texts).html for role in Role}
    assert all("/settings" in shown[role] for role in (O,))
    assert not any("/settings" in shown[role] for role in (S, P, T, X, V))
    assert ["/staff" in shown[role] for role in Role] == [True, True, False, False, False, False]
    assert "/queue" in shown[V]
    assert "/mine" not in shown[V]
    assert ["/handover @" in shown[role] for role in Role] == [True, True, True, False, False, False]
    assert texts("handover-queue") in shown[T]
    assert "/queue" not in shown[X]
    later = {role: [texts(key) in plain_of(shown[role]) for key in LATER] for role in Role}
    none = [False, False]
    assert later == {O: [True, False], S: [True, False], P: [True, False], T: [False, True], X: none, V: none}
    assert help_for(None, texts) == help_for(P, texts)
    assert len(HELP) == len({key for key, _ in HELP})
    with pytest.raises(Refused):
        require(V, Action.NOTE)
