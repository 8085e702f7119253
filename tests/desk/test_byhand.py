"""How `/new` and `/answered` are read, and the card of a case by hand."""

from __future__ import annotations

import pytest

from bot.desk import cards, elsewhere, ways
from bot.desk.byhand import Told, link_in, told
from bot.desk.view import Command
from bot.texts import LANGUAGES, words
from storage.models import HAND, Elsewhere, Status
from tests.desk import samples

EN = words("en")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("wants a refund", Told(None, "wants a refund")),
        (
            "Maria, +371 2000000\nwants a refund\nat once",
            Told("Maria, +371 2000000", "wants a refund\nat once"),
        ),
        ("  \n Maria \n\n refund ", Told("Maria", "refund")),
        ("x" * 121 + "\nrefund", Told(None, "x" * 121 + "\nrefund")),
        ("Maria\n  ", Told(None, "Maria")),
        ("", Told(None, "")),
    ],
)
def test_the_first_line_says_who_it_was(said: str, read: Told) -> None:
    assert told(said) == read


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("https://vk.com/wall-1_2?reply=3", ("https://vk.com/wall-1_2?reply=3", "")),
        ("look (https://vk.com/wall-1_2).", ("https://vk.com/wall-1_2", "look ().")),
        ("vk.com/gim1?sel=2 asks\nagain", ("vk.com/gim1?sel=2", "asks again")),
        ("m.vk.com/wall-1_2", ("m.vk.com/wall-1_2", "")),
        ("he wrote on vk.com yesterday", None),
        ("no address", None),
    ],
)
def test_the_first_address_and_the_rest(said: str, found: tuple[str, str] | None) -> None:
    assert link_in(said) == found


@pytest.mark.parametrize(
    ("args", "read"),
    [
        ("phone He comes", (Elsewhere.PHONE, "He comes")),
        ("Телефон: приедет", (Elsewhere.PHONE, "приедет")),
        ("e-mail", (Elsewhere.EMAIL, "")),
        ("mailem wysłano fakturę", (Elsewhere.EMAIL, "wysłano fakturę")),
        ("phoned him twice", (Elsewhere.OTHER, "phoned him twice")),
        ("", (Elsewhere.OTHER, "")),
    ],
)
def test_answered_is_read(args: str, read: tuple[Elsewhere, str]) -> None:
    assert ways.read(args) == read


@pytest.mark.parametrize("way", Elsewhere)
def test_what_a_button_carries_is_read_again(way: Elsewhere) -> None:
    assert ways.unpack(ways.pack(way, 1234)) == (way, 1234)
    with pytest.raises(IndexError):
        ways.unpack(1239)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_by_hand_offers_what_it_can(language: str) -> None:
    texts = words(language)
    view = samples.view(
        network=HAND,
        kind=HAND,
        takes_word=True,
        url=None,
        no_reply="why-by-hand",
        made_by="Анна",
        said=[samples.asks(samples.QUESTION, 5)],
        unanswered_since=samples.ago(5),
        post_url=None,
        post_text=None,
    )
    card = cards.card(view, texts)
    offered = [one.command for row in card.rows for one in row]
    assert offered == [Command.CLAIM, Command.ELSEWHERE, Command.ESCALATE, Command.RESOLVE, Command.MORE]
    assert "🚫" not in card.html
    assert texts("network-hand") in card.html
    held = samples.view(Status.OPEN, "Анна", network=HAND, kind=HAND, takes_word=True)
    coloured = [one.command for row in cards.card(held, texts).rows for one in row if one.style]
    assert coloured == [Command.ELSEWHERE]


def test_a_name_in_the_prompt_and_none() -> None:
    drawn = elsewhere.prompt(samples.fresh(), Elsewhere.PHONE, None, EN)
    assert drawn.html.startswith("📞 what did you tell")
    drawn = elsewhere.prompt(samples.fresh(), Elsewhere.OTHER, (7, "Anna"), EN)
    assert "what did you tell" in drawn.html
    assert "elsewhere?" in drawn.html
