"""Each language is written as its readers write it: its own plurals, its own letters, short where there is little room."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.telegram.commands import menu
from bot.texts import LANGUAGES, tongues, words
from storage.models import Desk, Staff

BOT = Path(__file__).parents[2] / "bot"
OTHERS = [language for language in LANGUAGES if language != "en"]

CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
OBLIQUE = {"ru": {"one", "other"}, "pl": {"one", "other"}}
"""Nouns in the oblique cases have two forms only: по 1 обращению, по 5 обращениям; w 1 sprawie, w 5 sprawach."""

PLACED = "12345678"
"""Stands for whatever is filled in: a number, a short name."""

PATHS = re.compile(r"[A-Z][A-Za-z]*( [A-Za-z]+)*( → [A-Z][A-Za-z]*( [A-Za-z]+)*)+")
"""The way through the settings of a network, by the words of its own page."""
NAMES = re.compile(
    r"https?://\S+|`[^`]*`|/[a-z]\w*( (on|off|about|hours|desk))?\b|@[a-z]\w*|\bMP3\b|\blang:\w*|\.env"
    r"|\b[A-Z]+(_[A-Z]+)*\b|\bweb\b|\be-mail\b"
    r"|\b(Telegram|Callback|Long Poll|Confirm|photos|video|market)\b"
    r"|\b[a-z]+\.com\b|\b(claim|department|first|next|resolution|opens|hours|xxl)\b"
)
"""What is called the same everywhere: commands and what is typed after them, settings, products, rights of a token."""


@cache
def entries(language: str) -> list[ftl.Message]:
    files = sorted((BOT / "locales" / language).glob("*.ftl"))
    parsed = (FluentParser().parse(file.read_text("utf-8")).body for file in files)
    return [one for body in parsed for one in body if isinstance(one, ftl.Message)]


def spoken(pattern: Any) -> list[str]:
    """All that a pattern can come to say, with `PLACED` for what is filled in."""
    return ["".join(one) for one in product(*(_element(element) for element in pattern.elements))]


def _element(element: Any) -> list[str]:
    if isinstance(element, ftl.TextElement):
        return [element.value]
    inside = element.expression
    if isinstance(inside, ftl.SelectExpression):
        return [said for variant in inside.variants for said in spoken(variant.value)]
    return [inside.value] if isinstance(inside, ftl.StringLiteral) else [PLACED]


@cache
def said(language: str) -> dict[str, list[str]]:
    return {entry.id.name: spoken(entry.value) for entry in entries(language)}


def selections(node: Any) -> Iterator[ftl.SelectExpression]:
    if isinstance(node, ftl.SelectExpression):
        yield node
        node = [variant.value for variant in node.variants]
    if isinstance(node, list):
        for one in node:
            yield from selections(one)
    elif isinstance(node, ftl.Pattern):
        yield from selections([one.expression for one in node.elements if isinstance(one, ftl.Placeable)])


def counted(language: str) -> set[str]:
    """The forms that whole numbers have, by CLDR: what Fluent chooses by."""
    form = Locale(language).plural_form
    return {form(number) for number in range(1000)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_the_forms_of_its_language(language: str) -> None:
    wanted = counted(language)
    for entry in entries(language):
        for one in selections(entry.value):
            found = {getattr(variant.key, "name", "") for variant in one.variants} & CATEGORIES
            if found - {"other"}:
                assert found in (wanted, OBLIQUE.get(language)), entry.id.name


def test_what_whole_numbers_need() -> None:
    assert counted("en") == counted("bg") == {"one", "other"}
    assert counted("ru") == counted("pl") == {"one", "few", "many"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short(language: str) -> None:
    """Two beside each other on a phone; with a name or a number in it, alone."""
    long = {
        label for key, labels in said(language).items() if key.startswith("button-") for label in labels
        if len(label) > (40 if PLACED in label else 30)
    }  # fmt: skip
    assert long == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_are_short(language: str) -> None:
    """What a press is answered by: Telegram shows 200 characters. Refusals that are longer in English are no toasts."""
    english = said("en")
    long = {
        key for key, all_of_it in said(language).items()
        if key.startswith(("toast-", "refused-")) and max(map(len, all_of_it)) > 200
    }  # fmt: skip
    assert {key for key in long if key.startswith("toast-") or max(map(len, english[key])) <= 180} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_described_in_a_line(language: str) -> None:
    """Telegram takes 256 characters; a phone shows some forty."""
    offered = menu(words(language))
    assert all(3 <= len(one.description) <= 48 for one in offered)


@pytest.mark.parametrize("language", ["ru", "bg"])
def test_no_latin_words_are_left(language: str) -> None:
    found = {
        (key, word)
        for key, all_of_it in said(language).items()
        for text in all_of_it
        for word in re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", PATHS.sub(" ", text)))
    }
    assert found == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left(language: str) -> None:
    english = re.compile(r"\b(the|and|of|with|are|not|your|you|this|that|from|has)\b", re.IGNORECASE)
    found = {
        key for key, all_of_it in said(language).items()
        if any(english.search(PATHS.sub(" ", text)) for text in all_of_it)
    }  # fmt: skip
    assert found == set()


@pytest.mark.parametrize(
    ("language", "letters"),
    [("bg", "[ыэёЫЭЁ]"), ("pl", "[А-Яа-я]"), ("en", "[А-Яа-я]"), ("ru", "[іїєґјњћђ]")],
)
def test_no_letters_of_another_language(language: str, letters: str) -> None:
    assert {
        key for key, texts in said(language).items() if any(re.search(letters, one) for one in texts)
    } == set()


def test_each_language_is_called_by_its_own_name() -> None:
    assert [words(one)("language-name") for one in LANGUAGES] == ["English", "Русский", "Български", "Polski"]


def test_whoever_has_a_language_is_understood_in_it_and_in_the_desks() -> None:
    desk = Desk(language="ru")
    understood = {
        code: [one.language for one in tongues(desk, Staff(language=code))] for code in (None, "ru", "pl")
    }
    assert understood == {None: ["ru"], "ru": ["ru"], "pl": ["pl", "ru"]}


# --- who is spoken to

EVERYBODYS = {
    "bot/check.py": "the terminal",
    "bot/closed_notice.py": "customers",
    "bot/looking.py": "the log, and the menu that everybody has",
    "bot/merging.py": "the group",
    "bot/mornings.py": "the group",
    "bot/needs.py": "names of accounts",
    "bot/private_work.py": "the group",
    "bot/reports/make.py": "the group",
    "bot/restored.py": "the group",
    "bot/staffing.py": "the group",
    "bot/surveys.py": "customers",
    "bot/telegram/commands.py": "outsiders, and the group that is set up",
    "bot/telegram/language.py": "what the desk's language is called",
    "bot/telegram/members.py": "/readyz",
    "bot/telegram/surveys.py": "what customers will read",
    "bot/telegram/pictures.py": "the group's cards",
    "bot/telegram/pinning.py": "the group's board",
    "bot/telegram/pressing.py": "the group's messages",
    "bot/telegram/refusing.py": "the group",
    "bot/telegram/standing.py": "the log, and /readyz",
    "bot/templates.py": "customers",
    "bot/texts.py": "here it is chosen",
    "bot/troubles.py": "names of accounts",
    "bot/written.py": "the terminal",
}
"""Where the desk's language is spoken, and to whom. All else is said by `words_for` (one person) or `words_in` (a chat)."""


def _speaks(path: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return any(getattr(call.func, "id", "") == "words" for call in calls)


def test_what_one_person_sees_is_never_in_the_desks_language() -> None:
    speaking = {str(path.relative_to(BOT.parent)) for path in BOT.rglob("*.py") if _speaks(path)}
    assert speaking == set(EVERYBODYS)
