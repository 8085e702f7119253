"""When the same words go to one customer after another, and when they only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.sameness import LOOKED_AT, RUNNING, Given, repeated, running

WORDS = "Hello {}, we are very sorry, your parcel {} is on its way to you"
NAMES = ["Tim", "Vera", "Анна", "Oleg", "Zoe", "Petr"]


def gave(text: str, customer: int, by: int = 1) -> Given:
    name = NAMES[customer % len(NAMES)]
    return Given(text.format(name, customer * 1234), customer, f"{name} Becker", by)


def test_the_same_but_for_name_and_figures() -> None:
    assert running([gave(WORDS, customer) for customer in range(4)]) == 4
    assert repeated([gave(WORDS, customer) for customer in range(4)]) == 4
    assert repeated([gave(WORDS, customer) for customer in range(3)]) == 0


def test_a_sentence_of_their_own_ends_the_run() -> None:
    own = "Dear Vera, I called the courier: he stands at your door at five, and the milk is still cold"
    assert running([gave(WORDS, 0), gave(WORDS, 2), gave(own, 1), gave(WORDS, 3)]) == 2
    added = WORDS + ". I have called the courier myself, he comes to the green house at five o'clock today"
    assert running([gave(added, 0), gave(WORDS, 1), gave(WORDS, 2), gave(WORDS, 3)]) == 1


def test_a_word_or_two_of_difference_is_the_same() -> None:
    nearly = WORDS.replace("very sorry", "sorry") + "!"
    assert running([gave(nearly, 0), gave(WORDS, 1), gave(nearly, 2), gave(WORDS, 3)]) == 4


def test_the_same_customer_counts_once_and_breaks_nothing() -> None:
    given = [gave(WORDS, 0), gave("Yes, that is right, see you tomorrow", 0), gave(WORDS, 1), gave(WORDS, 0)]
    assert running(given) == 2
    assert running([gave(WORDS, 0)] * 9) == 1


@pytest.mark.parametrize("short", ["Thank you very much!", "🙂", "", "Tim, 1234"])
def test_small_words_are_nobodys_template(short: str) -> None:
    assert repeated([gave(short, customer) for customer in range(9)]) == 0


def test_a_run_of_ones_own_is_found_among_others_answers() -> None:
    other = "Good evening, the shop in the old town opens at nine tomorrow"
    mixed = [one for n in range(4) for one in (gave(WORDS, n, by=1), gave(other, 10 + n * 2, by=2))]
    assert repeated(mixed) == 4
    assert repeated([gave(WORDS, n, by=n % 2) for n in range(4)]) == 4, "of the whole desk"
    assert repeated(mixed[:5]) == 0


def test_nothing_given_is_nothing() -> None:
    assert running([]) == 0


ANY = st.builds(Given, st.text(max_size=40), st.integers(0, 5), st.none(), st.just(1))


@given(st.lists(ANY, min_size=1, max_size=LOOKED_AT))
def test_never_more_than_there_are_customers(answers: list[Given]) -> None:
    assert 0 <= running(answers) <= len({one.customer for one in answers})
    assert repeated(answers) == 0 or repeated(answers) >= RUNNING
