"""Prepared words: how they are written, what becomes of what is not known, and which are found."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.finding import best, found
from bot.desk.states import Refused
from bot.desk.templates import VARIABLES, Definition, checked, defined, filled, variables
from storage.models import Template

KNOWN = {"name": "Tim", "case": "12", "hours": "9–18"}
UNKNOWN: dict[str, str | None] = {"name": None, "case": "12", "hours": None}


# --- writing them


@pytest.mark.parametrize(
    ("written", "definition"),
    [
        ("Delay\nSorry!", Definition("Delay", "Sorry!")),
        ("desk  Delay  of parcels\n\nSorry,\nTim\n", Definition("Delay of parcels", "Sorry,\nTim", None, None, True)),
        ("Delay #Delivery lang:EN\nSorry!", Definition("Delay", "Sorry!", "en", "delivery")),
        ("Desk #доставка Задержка lang:ru\nОй", Definition("Задержка", "Ой", "ru", "доставка", True)),
        ("C# lang:english\nSo it is", Definition("C# lang:english", "So it is")),
    ],
)  # fmt: skip
def test_what_is_written(written: str, definition: Definition) -> None:
    assert defined(written) == definition


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "usage-template"),
        ("desk", "usage-template"),
        ("#delivery lang:en\nSorry", "usage-template"),
        ("Delay", "template-empty"),
        ("Delay\n \n", "template-empty"),
        ("x" * 41 + "\nSorry", "template-name-too-long"),
        ("Delay #" + "x" * 25 + "\nSorry", "template-category-too-long"),
        ("Delay\n" + "x" * 3001, "template-too-long"),
        ("Delay\nHello {nmae}", "template-variable"),
        ("Delay\nHello {name", "template-variable"),
        ("Delay\nHello name}", "template-variable"),
        ("Delay\nHello {}", "template-variable"),
        ("Delay\nHello {name|{case}}", "template-variable"),
    ],
)
def test_what_cannot_be_kept(written: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        defined(written)
    assert refused.value.key == key


def test_the_wrong_variable_is_named() -> None:
    with pytest.raises(Refused) as refused:
        checked("Dear {name}, in {haus} it is")
    assert refused.value.params == {"variable": "{haus}"}


def test_cyrillic_variables() -> None:
    assert variables("{имя|друг}, {Номер} {часы} {name}") == set(VARIABLES)
    assert filled("{имя|друг}, № {номер}", UNKNOWN) == "друг, № 12"


# --- filling them in


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("Hello {name}!", "Hello Tim!", "Hello!"),
        ("Hello, {name}!", "Hello, Tim!", "Hello!"),
        ("{name}, hello!", "Tim, hello!", "Hello!"),
        ("{name}! hello", "Tim! hello", "Hello"),
        ("Hello {name|there}!", "Hello Tim!", "Hello there!"),
        ("Hello{name|}!", "HelloTim!", "Hello!"),
        ("Thanks. {name}, we look.", "Thanks. Tim, we look.", "Thanks. We look."),
        ("Thanks, {name}, we look.", "Thanks, Tim, we look.", "Thanks, we look."),
        ("Thanks ({name}).", "Thanks (Tim).", "Thanks."),
        ("{name}\nHello", "Tim\nHello", "Hello"),
        ("Hello\n\n{name}\n\nBye", "Hello\n\nTim\n\nBye", "Hello\n\nBye"),
        ("{ Name }, № {case}", "Tim, № 12", "№ 12"),
        ("We are here {hours}. Bye!", "We are here 9–18. Bye!", "Bye!"),
        ("Hi! We are here {hours}.\nBye", "Hi! We are here 9–18.\nBye", "Hi!\nBye"),
        ("Hi {name}, we are here {hours|all day}.", "Hi Tim, we are here 9–18.", "Hi, we are here all day."),
        ("{hours}", "9–18", ""),
        ("{имя}, добрый день", "Tim, добрый день", "Добрый день"),
        ("No variables", "No variables", "No variables"),
    ],
)
def test_what_a_customer_reads(text: str, known: str, unknown: str) -> None:
    assert filled(checked(text), KNOWN) == known
    assert filled(checked(text), UNKNOWN) == unknown


PIECES = st.sampled_from(
    [
        "{name}", "{name|there}", "{case}", "{hours}", "{hours|all day}", "Hello", "мы", ",", ".", "!", " ", "\n",
        "(", ")", "–", "🙂",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)
ANY = st.one_of(st.none(), st.text(max_size=12))


@given(TEXTS, st.fixed_dictionaries(dict.fromkeys(VARIABLES, ANY)))
def test_nothing_of_the_machine_is_left(text: str, values: dict[str, str | None]) -> None:
    for one in values:
        values[one] = (
            (values[one] or "").replace("{", "").replace("}", "").replace("\x00", "").replace("\x01", "")
        )
    said = filled(text, values)
    assert not set("{}\x00\x01") & set(said)
    assert "None" not in said.replace("".join(v or "" for v in values.values()), "")


@given(TEXTS)
def test_what_is_known_is_said_and_the_rest_stays_as_written(text: str) -> None:
    said = filled(text, KNOWN)
    wanted = re.sub(r"\{(\w+)[^}]*\}", lambda found: KNOWN[found[1]], text)
    assert said == re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", wanted, flags=re.MULTILINE)).strip()


@given(TEXTS)
def test_what_is_not_known_only_takes_away(text: str) -> None:
    said = filled(text, dict.fromkeys(VARIABLES))
    left = iter(re.sub(r"\{name\}|\{case\}|\{hours\}", "", text).replace("{name|there}", "there").casefold())
    bare = said.replace("all day", "").casefold()
    assert all(char in left for char in bare if char not in " \n")


@given(st.text(max_size=60))
def test_what_is_kept_can_be_kept_again(text: str) -> None:
    with suppress(Refused):
        kept = checked(text)
        assert checked(kept) == kept
        assert filled(kept, KNOWN) == kept


# --- finding them


def template(name: str, text: str = "", **more: object) -> Template:
    fields: dict[str, object] = {"used": 0, "staff_id": None, "language": None, "category": None, **more}
    return Template(name=name, text=text or name, **fields)


DELAY = template("Delay", "Your parcel is late, sorry", category="delivery", used=2)
PAYMENT = template("Payment", "We take cards and cash", category="money", used=9)
THANKS = template("Thanks", "Thank you for your kind words!", staff_id=1)
OTSROCHKA = template("Задержка", "Посылка задержалась", language="ru", category="доставка")
ENGLISH = template("Refund", "Your refund is on its way", language="en", used=1)
ALL = [DELAY, PAYMENT, THANKS, OTSROCHKA, ENGLISH]


def names(templates: list[Template]) -> list[str]:
    return [one.name for one in templates]


def test_what_the_customer_wrote_about_comes_first() -> None:
    assert names(best(ALL, "Where are my PARCELS?!", 2)) == ["Delay", "Payment"]
    assert names(best(ALL, "Когда доставка? Где посылка?", 1)) == ["Задержка"]
    assert names(best(ALL, "I want a refund for the parcel", 2)) == ["Refund", "Delay"]


def test_another_language_comes_last() -> None:
    assert names(best(ALL, "hi", 5))[-1] == "Задержка"
    assert names(best(ALL, "эй", 5))[-1] == "Refund"
    assert names(best(ALL, "🙂", 5)) == ["Payment", "Delay", "Refund", "Thanks", "Задержка"]
    assert names(best(ALL, "", 1)) == ["Payment"]
    japanese = template("遅れ", "すみません", language="ja")
    assert names(best([ENGLISH, japanese], "荷物はどこですか", 1)) == ["遅れ"]


def test_the_language_that_the_desk_knows_of_a_customer_comes_before_their_script() -> None:
    english = template("Delay", "Your parcel is late.", language="en")
    bulgarian = template("Закъснение", "Пратката закъснява.", language="bg")
    russian = template("Задержка", "Посылка задерживается.", language="ru")
    plain = template("Any", "+49 30 1234")
    every = [russian, plain, bulgarian, english]
    assert names(best(every, "Где посылка?", 2, "bg")) == ["Закъснение", "Any"]
    assert names(best(every, "Где посылка?", 1)) == ["Задержка"]


def test_a_template_is_found_by_beginnings_of_words() -> None:
    assert names(found(ALL, "your")) == ["Delay", "Refund", "Thanks"]
    assert names(found(ALL, "PAR late")) == ["Delay"]
    assert names(found(ALL, "#money")) == ["Payment"]
    assert names(found(ALL, "th")) == ["Thanks"]
    assert names(found(ALL, "arcel")) == []
    assert names(found([template("Ещё"), *ALL], "еще")) == ["Ещё"]


def test_the_very_name_finds_one_ones_own_first() -> None:
    own = template("delay", "Mine", staff_id=1)
    assert found([DELAY, own, template("Delay again")], "DELAY") == [own]
