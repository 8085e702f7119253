"""What should not stand where everybody can read it."""

from __future__ import annotations

import pytest

from bot.desk.privacy import Mask, Privacy

RUSSIAN = Privacy(("RU",))


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("Мой номер 8 (916) 123-45-67, перезвоните", ["phone"]),
        ("call +44 20 7946 0958", ["phone"]),
        ("89161234567", ["phone"]),
        ("anna.petrova+shop@mail.example.ru", ["email"]),
        ("карта 4111 1111 1111 1111", ["card"]),
        ("4242-4242-4242-4242", ["card"]),
        ("Заказ №12-4567 не пришёл", ["order"]),
        ("order AB-10045", ["order"]),
        ("номер заказа 55123, тел. 8 916 123 45 67", ["phone", "order"]),
        # Nobody's, or no such thing.
        ("", []),
        ("звоните 8-800-555-35-35", []),
        ("где мой заказ?", []),
        ("мой заказ от 12.11.2026", []),
        ("заказала на 12000 рублей, заказ 5000 ₽", []),
        ("2026-11-22 10:00", []),
        ("0000 0000 0000 0000", []),
        ("1234 5678 9012 3456", []),
        ("@anna, тебе понравится", []),
        ("живу в доме 12, кв 345", []),
    ],
)
def test_sorts(text: str, sorts: list[str]) -> None:
    assert list(RUSSIAN.sorts(text)) == sorts


def test_numbers_of_other_countries_are_known_when_named() -> None:
    assert Privacy(("BG",)).sorts("тел 0888 123 456") == ("phone",)
    assert RUSSIAN.sorts("тел 0888 123 456") == ()


def test_what_is_ours_anybody_may_read() -> None:
    ours = Privacy(("RU",), ours=("8 (495) 123-45-67", "Info@shop.example"))
    assert ours.sorts("звоните +7 495 123-45-67 или пишите info@shop.example") == ()
    assert ours.sorts("а это мой: 8 916 123-45-67, anna@shop.example") == ("phone", "email")


def test_the_owners_own_shapes() -> None:
    own = Privacy((), (Mask("contract", "D-####/##"), Mask("pass", "??######")))
    assert own.sorts("бумага д-1234/56") == ()
    assert own.sorts("contract d-1234/56, pass AB123456") == ("contract", "pass")
    assert own.sorts("AD-1234/567 ABC123456") == ()


def test_long_words_take_no_time_to_speak_of() -> None:
    assert RUSSIAN.sorts("1 " * 8000 + "a@" * 4000) == ()
