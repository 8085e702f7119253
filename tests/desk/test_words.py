"""Both languages say the same things, nothing is left unsaid, and nothing is kept that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

import connectors.errors
from bot.desk.attached import ATTACHMENT
from bot.desk.conversation import KINDS
from bot.desk.parts import PARENTS
from bot.desk.reasons import OF_CLASS, why
from bot.desk.states import EVENTS, Action
from bot.texts import LANGUAGES, words
from connectors.base import AttachmentKind, Kind, ParentKind
from connectors.errors import ConnectorError, Duplicate, Rule
from connectors.vk.replying import METHODS, ability
from storage.models import HAND, Status, Why

BOT = Path(__file__).parents[2] / "bot"
CONNECTORS = BOT.parent / "connectors"
MODELS = BOT.parent / "storage" / "models"


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.variants: list[set[str]] = []

    def visit_VariableReference(self, node: Any) -> None:
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: Any) -> None:
        self.variants.append({getattr(variant.key, "name", "") for variant in node.variants})
        self.generic_visit(node)


def _entries(language: str) -> Iterator[tuple[str, ftl.Message]]:
    for file in sorted((BOT / "locales" / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file}: {entry.content}"
            if isinstance(entry, ftl.Message):
                yield file.name, entry


def _look(entry: ftl.Message) -> _Variables:
    found = _Variables()
    found.visit(entry)
    return found


@cache
def keys(language: str) -> dict[str, set[str]]:
    """Every key with its variables."""
    return {entry.id.name: _look(entry).names for _, entry in _entries(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_keys_with_the_same_variables(language: str) -> None:
    assert keys(language) == keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_files(language: str) -> None:
    here = {file.name for file in (BOT / "locales" / language).iterdir()}
    assert here == {file.name for file in (BOT / "locales" / "en").iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_there_twice(language: str) -> None:
    names = [entry.id.name for _, entry in _entries(language)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: str) -> None:
    say = words(language)
    for key, variables in keys(language).items():
        for value in (0, 1, 2, 5, 21, 100_000, "Анна"):
            assert say(key, **dict.fromkeys(variables, value)).strip(), key


def test_russian_plurals_are_complete() -> None:
    """1 обращение, 2 обращения, 5 обращений; but in the oblique cases only two: по 1 обращению, по 5 обращениям."""
    for _, entry in _entries("ru"):
        for variants in _look(entry).variants:
            counted = variants & {"one", "few", "many", "other"}
            assert counted in (set(), {"other"}, {"one", "other"}, {"one", "few", "many"}), entry.id.name


class _Code(ast.NodeVisitor):
    """What the program says: keys asked for, beginnings of keys, every other string."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.families: set[str] = set()
        self.strings: set[str] = set()
        self.refused: set[str] = set()

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.strings.add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        first = node.values[0] if node.values else None
        if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)*-", str(first.value)):
            self.families.add(str(first.value))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        names = [getattr(argument, "id", getattr(argument, "attr", None)) for argument in node.args]
        name = getattr(node.func, "id", getattr(node.func, "attr", None))
        constants = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
        of_words = isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") == "words"
        if name == "texts" or of_words or (name == "fill" and "texts" in names):
            self.asked.update(constants[:1])
        elif name == "Refused":
            self.refused.update(constants[:1])
        self.generic_visit(node)


@cache
def code() -> _Code:
    found = _Code()
    for file in [*BOT.rglob("*.py"), *CONNECTORS.rglob("*.py"), *MODELS.glob("*.py")]:
        found.visit(ast.parse(file.read_text("utf-8")))
    return found


def _is_said(key: str) -> bool:
    said = {string.replace("_", "-") for string in code().strings}
    rests = [key.removeprefix(family) for family in code().families if key.startswith(family)]
    return key in said or any(rest.replace("_", "-") in said for rest in rests)


def test_no_words_are_left_over() -> None:
    assert {key for key in keys("en") if not _is_said(key)} == set()


def test_no_words_are_missing() -> None:
    assert code().asked - set(keys("en")) == set()


def test_every_refusal_has_words() -> None:
    ours = {"held", "unseen", *code().refused, *(status.value for status in Status)}
    assert {f"refused-{key}" for key in ours} - set(keys("en")) == set()


def test_every_act_has_words_in_the_history() -> None:
    kinds = {EVENTS.get(action, action.value) for action in Action} | {
        "opened", "answer_failed", "answer_unknown", "answer_taken_back", "answer_confirmed", "answer_retried",
        "answer_changed",
        "answered_elsewhere", "customer_edited", "customer_deleted", "customer_restored", "draft", "draft_sent",
        "draft_dropped", "took_in", "taken_apart", "let_out", "departed",
        "look_asked", "look_approved", "look_declined", "look_changed", "look_reminded",
        "deed_asked", "deed_done", "deed_failed", "deed_undone", "hidden_there", "restored_there",
        "escalation_taken", "escalation_freed", "escalation_returned", "escalation_reminded", "escalation_overdue",
        "asked_back", "asked_again", "answered_back", "department_answered", "tagged", "untagged", "overdue",
        "made_by_hand", "corrected_by_hand",
        "survey", "survey_failed", "survey_thanks", "survey_thanks_failed", "rated",
    }  # fmt: skip
    assert {f"event-{kind}" for kind in kinds} - set(keys("en")) == set()


def test_every_reason_for_a_draft_and_every_kind_has_words() -> None:
    wanted = {f"draft-{why.value.replace('_', '-')}" for why in Why} | {f"kind-{kind}" for kind in Kind}
    assert wanted - set(keys("en")) == set()


def test_every_reason_not_to_answer_and_every_parent_has_words() -> None:
    targets = [
        {"kind": kind, "closed": closed} for kind in (*METHODS, "suggestion", "?") for closed in (0, 1)
    ]
    reasons = {ability(target, lambda _: False, {}).reason for target in targets}
    assert None not in reasons
    assert reasons - set(keys("en")) == set()
    assert set(PARENTS) == {parent.value for parent in ParentKind}
    assert set(KINDS) == {kind.value for kind in Kind} | {HAND}


def test_every_kind_of_attachment_has_words() -> None:
    assert set(ATTACHMENT) | {"other"} == {kind.value for kind in AttachmentKind}
    assert {key for _, key in ATTACHMENT.values()} <= set(keys("en"))


def test_every_rule_of_a_network_has_words() -> None:
    assert {why({"error": "policy-refused", "rule": rule.value})[0] for rule in Rule} - set(
        keys("en")
    ) == set()


def _errors() -> list[type[ConnectorError]]:
    every = [value for value in vars(connectors.errors).values() if isinstance(value, type)]
    return [
        one for one in every if issubclass(one, ConnectorError) and one not in (ConnectorError, Duplicate)
    ]


@pytest.mark.parametrize("error", _errors())
def test_every_error_of_a_connector_has_words(error: type[ConnectorError]) -> None:
    kebab = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()
    key, params = why({"error": error.__name__, "limit": 10, "actual": 12})
    assert key == OF_CLASS[kebab] == f"why-{kebab}"
    assert keys("en")[key] == set(params)
