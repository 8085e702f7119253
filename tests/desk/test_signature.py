"""What stands under an answer, for the names that people have."""

from __future__ import annotations

import pytest

from bot.desk.signature import first_name, initials, plain_name, signature, signed, unsigned
from storage.models import Signature


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Petrova", "AP"),
        ("Анна Сергеевна Петрова", "АП"),
        ("anna petrova", "AP"),
        ("Anna", "A"),
        ("Anna-Maria O'Neil", "AO"),
        ("🔥 Anna 🔥 Petrova 🇩🇪", "AP"),
        ("Anna Petrova (Support)", "AP"),
        ("[NL] Anna Petrova", "AP"),
        ("𝓐𝓷𝓷𝓪 𝓟𝓮𝓽𝓻𝓸𝓿𝓪", "AP"),
        ("E\u0301mile Zola", "ÉZ"),
        ("דוד כהן", "דכ"),
        ("\u202eדוד\u202c כהן", "דכ"),
        ("ანა ბერიძე", "აბ"),
        ("王小明", "王"),
        ("ßara ẞ", "ßẞ"),
        ("Agent 007", "A0"),
        ("👩‍🦰", ""),
        ("1️⃣", "1"),
        ("(hidden)", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
    assert signature(Signature.INITIALS, name, "Own") == (f" ^{letters}" if letters else "")


def test_the_later_of_two_gets_more_letters() -> None:
    before = ["Anna Petrova", "Alexey Popov", "Anna", "Artem Petrov"]
    assert [initials(one, before[:place]) for place, one in enumerate(before)] == ["AP", "APo", "A", "APe"]
    assert initials("Anna Petrova", before) == "APet"
    assert initials("Anna", before) == "An"
    assert initials("Al Po", ["Al Po", "Al Po", "Al Po"]) == "AP3"
    assert initials("🔥", ["🔥"]) == ""


def test_nobodys_initials_change_because_somebody_joins() -> None:
    names = ["A P", "A Po", "A Pop", "A Po", "A P", "A P", "B", "B"]
    every = [initials(one, names[:place]) for place, one in enumerate(names)]
    assert len(set(every)) == len(names)
    assert every[:4] == [initials(one, names[:place]) for place, one in enumerate(names[:4])]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Анна 🌸 Петрова [склад]", "Анна Петрова"),
        ("Jean-Luc d’Arc", "Jean-Luc d’Arc"),
        ("Anna\nPetrova", "Anna Petrova"),
        ("★★★", ""),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("- Anna -", "Anna"),
        ("Anna (Anna (x))", "Anna Anna"),
    ],
)
def test_a_name_for_customers(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_each_way_to_sign() -> None:
    name, own = "Anna Petrova 🌸", "Anna, customer care"
    assert signature("none", name, own) == ""
    assert signature("name", name, own) == "\n\nAnna Petrova"
    assert signature("initials", name, own) == " ^AP"
    assert signature("own", name, own) == "\n\nAnna, customer care"
    assert signature("own", name, None) == ""
    assert signature("name", "🌸", own) == ""


@pytest.mark.parametrize("under", ["", " ^AP", "\n\nAnna"])
def test_words_are_signed_and_a_file_alone_is_not(under: str) -> None:
    for text in ("", "On its way", "Ask ^AP", "Yours\n\nAnna"):
        assert unsigned(signed(text, under), under) == text or not text
        assert signed(text, under) == (text + under if text else "")


def test_the_first_name_is_what_somebody_is_called() -> None:
    assert first_name("Tim Becker") == "Tim"
    assert first_name("🔥 Vera 🔥") == "Vera"
    assert first_name("42 Tim") == "Tim"
    for nobody in (None, "", "🔥", "123"):
        assert first_name(nobody) is None
