"""The README in Russian says what the English one says: the same parts, commands, examples and links, in the same order."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from bot.texts import words

ROOT = Path(__file__).parents[1]
ENGLISH, RUSSIAN = (ROOT / name for name in ("README.md", "README.ru.md"))
LOCALES = ROOT / "bot" / "locales"
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def parts(path: Path) -> list[str]:
    """From one heading to the next; the first line of each is the heading."""
    text = FENCED.sub(lambda found: found[0].replace("\n#", "\n\\#"), path.read_text("utf-8"))
    return re.split(r"^(?=#+ )", text, flags=re.MULTILINE)[1:]


def test_the_same_headings() -> None:
    levels = [[len(part) - len(part.lstrip("#")) for part in parts(path)] for path in (ENGLISH, RUSSIAN)]
    assert levels[0] == levels[1]
    english, russian = ([part.partition("\n")[0] for part in parts(path)] for path in (ENGLISH, RUSSIAN))
    assert set(english) & set(russian) == set(), "a heading is not translated"


def test_the_same_examples() -> None:
    assert FENCED.findall(ENGLISH.read_text("utf-8")) == FENCED.findall(RUSSIAN.read_text("utf-8"))


def named(part: str) -> list[str]:
    """What stands in backquotes. Of a command its name: what is said with it is an example."""
    found = re.findall(r"`([^`\n]+)`", FENCED.sub("", part))
    return [code.split()[0] if code.startswith("/") else code for code in found]


def labels(language: str) -> dict[str, str]:
    """The labels of buttons that need nothing to be filled in, by their keys; without what is drawn before them."""
    say, keys = words(language), []
    for file in sorted((LOCALES / language).glob("*.ftl")):
        keys += re.findall(r"^(button-[\w-]+) = [^{\n]+$", file.read_text("utf-8"), re.MULTILINE)
    found = {key: re.sub(r"^\W+", "", say(key)) for key in keys}
    more = {"files": "🖼 " + say("attachment-photos", count=3), "mute": say("button-mute-post", kind="post")}
    return found | more


def test_the_same_commands_settings_and_buttons_in_each_part() -> None:
    """Buttons by what they are called in each language."""
    english_labels, russian_labels = labels("en"), labels("ru")
    meant: dict[str, set[str]] = {}
    for key, label in english_labels.items():
        meant.setdefault(label, set()).add(russian_labels[key])

    def is_said(code: str, there: list[str]) -> bool:
        steps = [meant.get(step, {step}) for step in code.split(" → ")]
        return any(" → ".join(one) in there for one in product(*steps))

    for english, russian in zip(parts(ENGLISH), parts(RUSSIAN), strict=True):
        here, there = named(english), named(russian)
        assert [code for code in here if not is_said(code, there)] == [], english.partition("\n")[0]
        assert len(here) == len(there), english.partition("\n")[0]


def test_the_same_links_in_each_part_and_the_way_to_each_other() -> None:
    ways = {"README.md", "README.ru.md"}
    for english, russian in zip(parts(ENGLISH), parts(RUSSIAN), strict=True):
        links = [set(re.findall(r"\]\(([^)]+)\)", part)) - ways for part in (english, russian)]
        assert links[0] == links[1], english.partition("\n")[0]
    assert "](README.ru.md)" in ENGLISH.read_text("utf-8")
    assert "](README.md)" in RUSSIAN.read_text("utf-8")


def test_as_many_paragraphs_rows_and_steps_in_each_part() -> None:
    for english, russian in zip(parts(ENGLISH), parts(RUSSIAN), strict=True):
        counts = [
            [len(re.findall(mark, part, re.MULTILINE)) for mark in (r"^\| ", r"^\d+\. ", r"^- ")]
            for part in (english, russian)
        ]
        assert counts[0] == counts[1], english.partition("\n")[0]
