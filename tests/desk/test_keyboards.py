"""Buttons: what the state table allows, in order, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from bot.desk import cards
from bot.desk.keyboards import LABELS, NEEDS, card_keyboard, more_keyboard, network
from bot.desk.view import Button, Command, Texts, Waits
from bot.texts import words
from storage.models import Delivery, Status, Why
from tests.desk import samples
from tests.desk.samples import actions, view

EN, RU = words("en"), words("ru")
MODERATE = "⚙️ Moderate…"
ASSIGN = ["Customer", "Assign"]
SORT = ["Sort", "Snooze"]
ELSEWHERE = ["Answered elsewhere", "Merge…"]
OPEN_IN = "Open in VK"


def labels(rows: Sequence[Sequence[Button]]) -> list[list[str]]:
    return [[button.label for button in row] for row in rows]


@pytest.mark.parametrize(
    ("status", "holder", "expected"),
    [
        (Status.OPEN, None, [["Claim", "Reply"], ["Escalate", "Resolve"], ["More", OPEN_IN]]),
        (Status.OPEN, "Анна", [["Reply"], ["Escalate", "Resolve"], ["More", OPEN_IN]]),
        (Status.WAITING, None, [["Claim", "Reply"], ["Escalate", "Resolve"], ["More", OPEN_IN]]),
        (Status.WAITING, "Анна", [["Reply"], ["Escalate", "Resolve"], ["More", OPEN_IN]]),
        (Status.RESOLVED, "Анна", [["Reopen", "More"], [OPEN_IN]]),
        (Status.DISMISSED, None, [["Reopen", "More"], [OPEN_IN]]),
    ],
)
def test_a_card_offers(status: Status, holder: str | None, expected: list[list[str]]) -> None:
    assert labels(card_keyboard(view(status, holder), EN)) == expected


@pytest.mark.parametrize(
    ("status", "holder", "holds", "expected"),
    [
        (
            Status.OPEN,
            None,
            False,
            [["Dismiss"], ["Note", "History"], SORT, ASSIGN, ELSEWHERE, [MODERATE], [OPEN_IN, "Close"]],
        ),
        (
            Status.OPEN,
            "Анна",
            True,
            [
                ["Release", "Dismiss"],
                ["Note", "History"],
                SORT,
                ASSIGN,
                ELSEWHERE,
                [MODERATE],
                [OPEN_IN, "Close"],
            ],
        ),
        (
            Status.OPEN,
            "Анна",
            False,
            [
                ["Take over", "Dismiss"],
                ["Note", "History"],
                SORT,
                ASSIGN,
                ELSEWHERE,
                [MODERATE],
                [OPEN_IN, "Close"],
            ],
        ),
        (
            Status.WAITING,
            "Анна",
            True,
            [
                ["Release", "Dismiss"],
                ["Note", "History"],
                SORT,
                ASSIGN,
                ELSEWHERE,
                [MODERATE],
                [OPEN_IN, "Close"],
            ],
        ),
        (
            Status.RESOLVED,
            "Анна",
            True,
            [
                ["Reopen"],
                ["Note", "History"],
                ["Sort", "How it ended"],
                ["Customer"],
                ELSEWHERE,
                [MODERATE],
                [OPEN_IN, "Close"],
            ],
        ),
        (
            Status.DISMISSED,
            None,
            False,
            [
                ["Reopen"],
                ["Note", "History"],
                ["Sort"],
                ["Customer"],
                ELSEWHERE,
                [MODERATE],
                [OPEN_IN, "Close"],
            ],
        ),
    ],
)
def test_more_offers(status: Status, holder: str | None, holds: bool, expected: list[list[str]]) -> None:
    assert labels(more_keyboard(view(status, holder), EN, holds=holds)) == expected


@pytest.mark.parametrize(("status", "held"), list(product(Status, (False, True))))
def test_nothing_is_offered_that_the_table_refuses(status: Status, held: bool) -> None:
    case = view(status, "Анна" if held else None)
    for rows in (card_keyboard(case, EN), more_keyboard(case, EN, holds=held)):
        for button in (button for row in rows for button in row if button.command in NEEDS):
            assert button.command is not None
            assert NEEDS[button.command] in actions(status, held=held)


@pytest.mark.parametrize("status", Status)
def test_with_nothing_allowed_only_looking_is_left(status: Status) -> None:
    case = view(status, actions=frozenset())
    assert {label for row in labels(card_keyboard(case, EN)) for label in row} == {"More", OPEN_IN}


def test_no_address_no_button() -> None:
    assert labels(card_keyboard(view(url=None), EN))[-1] == ["More"]
    assert labels(card_keyboard(view(Status.RESOLVED, url="javascript:x"), EN)) == [["Reopen", "More"]]


@pytest.mark.parametrize(
    ("status", "holder", "after_close", "coloured"),
    [
        (Status.OPEN, None, 0, ("Claim", "primary")),
        (Status.OPEN, "Анна", 0, ("Reply", "primary")),
        (Status.WAITING, "Анна", 0, ("Resolve", "success")),
        (Status.RESOLVED, "Анна", 1, ("Reopen", "primary")),
        (Status.RESOLVED, "Анна", 0, None),
    ],
)
def test_only_the_likely_next_step_is_coloured(
    status: Status, holder: str | None, after_close: int, coloured: tuple[str, str] | None
) -> None:
    rows = card_keyboard(view(status, holder, after_close=after_close), EN)
    found = [(button.label, button.style) for row in rows for button in row if button.style]
    assert found == ([coloured] if coloured else [])


def draft(number: int, why: Why = Why.HELD_BY_OTHER) -> Waits:
    return Waits(number, "Вера", why, "text")


def test_a_draft_has_its_row() -> None:
    rows = card_keyboard(view(drafts=[draft(5)]), EN)
    assert labels(rows)[0] == ["Send draft", "Drop"]
    assert [(button.command, button.arg) for button in rows[0]] == [
        (Command.SEND_DRAFT, 5),
        (Command.DROP_DRAFT, 5),
    ]


def test_several_drafts_are_told_apart_and_no_more_than_two_have_buttons() -> None:
    rows = card_keyboard(view(drafts=[draft(5, Why.TOO_LONG), draft(6), draft(7), draft(8)]), EN)
    assert labels(rows)[:2] == [["Send draft 1", "Drop draft 1"], ["Send draft 2", "Drop draft 2"]]
    assert [row[0].arg for row in rows[:2]] == [6, 7]
    assert labels(rows)[2] == ["Claim", "Reply"]


def test_of_several_drafts_the_card_says_how_much_of_each_a_button_sends() -> None:
    """Alone, the button says it itself."""
    part = replace(draft(6, Why.ATTACHMENT), rest="first")
    several = view(drafts=[part, draft(7)])
    assert "only the first go" in cards.card(several, EN).html
    assert "уйдут только первые" in cards.card(several, RU).html
    alone = view(drafts=[part])
    assert "only the first go" not in cards.card(alone, EN).html
    assert labels(card_keyboard(alone, EN))[0] == ["Send the first", "Drop"]


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        (Delivery.UNKNOWN, ["Retry", "It is there"]),
        (Delivery.FAILED, ["Retry"]),
        (Delivery.WAITING, ["Reply"]),
        (Delivery.SENDING, ["Reply"]),
    ],
)
def test_a_troubled_answer_has_its_row(delivery: Delivery, expected: list[str]) -> None:
    rows = card_keyboard(samples.answered(delivery), EN)
    assert labels(rows)[0] == expected


def test_only_the_last_answer_is_asked_about() -> None:
    case = samples.answered(Delivery.FAILED)
    later = replace(case, said=[*case.said, samples.answers("another wording", 0)])
    assert labels(card_keyboard(later, EN))[0] == ["Reply"]
    taken_back = replace(case, said=[*case.said, samples.answers("oops", 0, Delivery.TAKEN_BACK)])
    assert labels(card_keyboard(taken_back, EN))[0] == ["Retry"]


def test_a_followup_has_the_cards_buttons_but_not_those_of_what_it_does_not_show() -> None:
    case = samples.escalated()
    assert labels(card_keyboard(case, EN, waiting=False)) == [
        ["Reply"],
        ["Escalate", "Resolve"],
        ["More", OPEN_IN],
    ]


def test_dismiss_is_red_and_alone_in_that() -> None:
    rows = more_keyboard(view(), EN, holds=False)
    assert [(button.label, button.style) for row in rows for button in row if button.style] == [
        ("Dismiss", "danger")
    ]


def test_every_command_has_a_label() -> None:
    assert set(Command) - set(LABELS) == {
        Command.ASSIGN_TO, Command.ESCALATE_TO, Command.DEED, Command.DEED_SURELY, Command.UNDO_EDIT,
        Command.TEMPLATE, Command.TEMPLATES, Command.CATEGORY, Command.PRIORITY, Command.TAG, Command.UNTAG,
        Command.ENDED, Command.CUSTOMER_DO,
        Command.ELSEWHERE_BY, Command.ELSEWHERE_UNDO, Command.BELONGS,
        Command.MERGE_WITH, Command.MERGE_SURELY, Command.WHOLE,
    }, "a case's, a department's, a colleague's, a tag's or a template's name, what a deed or choice is"  # fmt: skip


@pytest.mark.parametrize("texts", [EN, RU])
def test_labels_fit_two_a_row_on_a_phone(texts: Texts) -> None:
    for key in LABELS.values():
        assert len(texts(key)) <= 24


def test_a_network_without_words_is_called_as_it_is() -> None:
    assert network(view(network="vk"), RU) == "VK"
    assert network(view(network="ok"), RU) == "OK"
