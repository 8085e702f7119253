"""Rules about customers, and what is drawn of them: short enough for a phone, whatever was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk import cards, customer_page
from bot.desk.customers import (
    CODES,
    LANGUAGES,
    CustomerView,
    Do,
    Known,
    Likely,
    Noted,
    Past,
    Step,
    check_merge,
    droppable,
    link_of,
    morning,
    name_of,
    number_of,
    overdue,
)
from bot.desk.hours import Hours
from bot.desk.richtext import MAX_LENGTH
from bot.desk.states import Refused
from bot.desk.view import Promised
from bot.telegram import customer_prompts as prompts
from bot.telegram.callbacks import markup
from bot.texts import words
from storage.models import Customer, CustomerNote, Role, Staff
from tests.desk.samples import NOW, view
from tests.desk.telegram_html import parse

EN, RU = words("en"), words("ru")
TODAY = date(2026, 11, 22)
BIGGEST_ID = 2**62 // 100 - 1
"""A button's number holds two digits besides."""
LONG = "очень длинные слова " * 300


def test_a_step_survives_its_button() -> None:
    for do in Do:
        assert Step.unpack(Step(do, 123_456_789).pack()) == Step(do, 123_456_789)
    with pytest.raises(ValueError, match="99"):
        Step.unpack(99)
    assert list(LANGUAGES) == list(CODES)


# --- merging


def customer(number: int, desk: int = 1) -> Customer:
    return Customer(id=number, desk_id=desk)


@pytest.mark.parametrize(
    ("into", "other", "roots", "key"),
    [
        (customer(1), customer(1), (1, 1), "customer-same"),
        (customer(1), customer(2), (1, 1), "customer-same"),
        (customer(1), customer(2), (2, 2), "customer-ring"),
        (customer(1), customer(2), (3, 2), "customer-merged-already"),
        (customer(1), customer(2), (1, 3), "customer-merged-already"),
        (customer(1), customer(2, desk=2), (1, 2), "customer-other-desk"),
    ],
)
def test_what_cannot_be_merged(into: Customer, other: Customer, roots: tuple[int, int], key: str) -> None:
    with pytest.raises(Refused) as refused:
        check_merge(into, other, *roots)
    assert refused.value.key == key


def test_two_that_are_their_own_can_be_merged() -> None:
    check_merge(customer(2), customer(1), 2, 1)


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://vk.com/id5001", "vk.com/id5001"),
        ("http://m.vk.com/Tim.Becker/", "vk.com/tim.becker"),
        ("www.facebook.com/tim?ref=1#x", "facebook.com/tim"),
        (" vk.com/id5001 ", "vk.com/id5001"),
        ("vk.com", None),
        ("Tim Becker", None),
        ("see https://vk.com/id5001", None),
        ("12", None),
    ],
)
def test_a_link_to_a_profile(written: str, link: str | None) -> None:
    assert link_of(written) == link


def test_the_number_of_a_case() -> None:
    assert [number_of(one) for one in ("12", "#12", "№ 12", "12a", "", "9" * 30)] == [
        12,
        12,
        12,
        None,
        None,
        None,
    ]


# --- words


def test_a_name_of_our_own() -> None:
    assert (name_of(" Big\nTim "), name_of("-"), name_of("—")) == ("Big Tim", None, None)
    for written, key in (("  ", "customer-name-empty"), ("x" * 61, "customer-name-too-long")):
        with pytest.raises(Refused) as refused:
            name_of(written)
        assert refused.value.key == key


# --- time


@pytest.mark.parametrize(
    ("week", "day", "begins"),
    [
        (None, TODAY, (9, 30)),
        ([[(480, 1080)]] * 5 + [[], []], date(2026, 11, 23), (8, 0)),
        ([[(480, 1080)]] * 5 + [[], []], TODAY, (9, 30)),
        ([[(780, 1080), (615, 700)]] * 7, TODAY, (10, 15)),
    ],
)
def test_the_morning_of_a_day(
    week: Sequence[Sequence[tuple[int, int]]] | None, day: date, begins: tuple[int, int]
) -> None:
    """When the desk opens; at the hour of the summary where it never closes, or does not work that day."""
    zone = ZoneInfo("Europe/Sofia")
    assert morning(day, Hours(zone, week), "09:30") == datetime(
        day.year, day.month, day.day, *begins, tzinfo=zone
    )


def test_overdue_is_an_open_promise_whose_day_is_over() -> None:
    note = Noted(1, "refund", "Anna", NOW, promised=True, due=TODAY)
    assert not overdue(note, TODAY)
    assert overdue(note, TODAY + timedelta(days=1))
    assert not overdue(replace(note, kept_at=NOW), TODAY + timedelta(days=1))


def test_who_may_delete_a_note() -> None:
    note = CustomerNote(staff_id=7)
    may = {
        role: (droppable(note, Staff(id=7, role=role)), droppable(note, Staff(id=8, role=role)))
        for role in Role
    }
    assert may == {
        Role.OWNER: (True, True),
        Role.SUPERVISOR: (True, True),
        Role.OPERATOR: (True, False),
        Role.TRAINEE: (False, False),
        Role.SPECIALIST: (False, False),
        Role.VIEWER: (False, False),
    }


# --- what is drawn


def kept(**changes: object) -> CustomerView:
    plain = CustomerView(
        name="Мария Петрова",
        own_name=None,
        vip=False,
        language=None,
        tags=(),
        identities=[Known(1, "vk", "Мария Петрова", "https://vk.com/id1", "София", 12)],
        promises=(),
        notes=(),
        noted=0,
        cases=(),
        had=1,
        today=TODAY,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def full() -> CustomerView:
    """As much as there can be, as long as it can be."""
    identity = Known(BIGGEST_ID, "vk", LONG, "https://vk.com/" + "x" * 200, LONG, 10**9, deactivated=True)
    note = Noted(BIGGEST_ID, LONG, LONG, NOW, promised=True, due=TODAY - timedelta(days=1), droppable=True)
    past = Past(
        10**9, NOW, "resolved", "sent_elsewhere", "no_answer_needed", LONG, LONG, "https://t.me/c/1/2", True
    )
    return kept(
        name=LONG,
        own_name=LONG,
        vip=True,
        language="kk",
        tags=["длинная_метка_из_тридцати_букв"] * 40,
        identities=[identity] * 9,
        promises=[note] * 5,
        notes=[replace(note, kept_at=NOW)] * 5,
        noted=10**6,
        cases=[past] * 5,
        had=10**6,
    )


@pytest.mark.parametrize("texts", [EN, RU])
def test_every_page_fits_a_message_and_its_buttons(texts: object) -> None:
    say = EN if texts is EN else RU
    who = Likely(BIGGEST_ID, LONG, True, full().identities, 10**6, 10**6, full().tags, LONG, NOW)
    first = replace(full(), notes=full().notes[:3], cases=full().cases[:3])
    for drawn in (
        customer_page.page(view(), first, say),
        customer_page.all_cases(full(), 1, 5, say),
        customer_page.all_notes(full(), 0, 5, say),
        prompts.side_by_side(who, who, say),
        prompts.pick_same(full(), [who] * 6, say),
        prompts.pick_language(full(), say),
        prompts.surely_out(full(), full().identities[0], say),
        prompts.promise_due(view(), LONG, BIGGEST_ID, None, say, (1, LONG)),
    ):
        text = parse(drawn.html).text
        assert 0 < len(text) <= MAX_LENGTH
        keyboard = markup(drawn, 10**12, 10**6)
        assert keyboard is not None
        for row in keyboard.inline_keyboard:
            for one in row:
                assert len((one.callback_data or "").encode()) <= 64
                assert len(one.text) <= 60


def test_the_line_on_a_card_says_open_promises_first_and_stays_short() -> None:
    promised = [Promised("refund", date(2026, 11, 25)), Promised("a call", None), Promised("a mug", None)]
    shown = view(promised=promised, promises=7, remembered=["allergic to\nnuts"], remembers=4, vip=True)
    assert _line(shown) == "🤝 promised: refund by 25.11 · 🤝 promised: a call · 📝 allergic to nuts · +8"
    assert _line(view(remembered=["one", "two"], remembers=2)) == "📝 one · 📝 two"
    assert _line(view()) == ""
    assert "⭐ " in parse(cards.card(shown, EN).html).text
    long = view(promised=[Promised(LONG, TODAY)] * 3, promises=3, remembered=[LONG] * 3, remembers=3)
    assert len(_line(long)) < 260


def _line(shown: object) -> str:
    return parse(customer_page.kept_of(shown, EN).html).text  # type: ignore[arg-type]
