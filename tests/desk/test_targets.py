"""What the owner asks for in words, and what is refused of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.desk.hours import Hours, week_of
from bot.desk.states import Refused
from bot.desk.targets import CHOICES, LONGEST, SINGLE, Scope, Targets, Wish, overview, page, understand
from bot.texts import words
from storage.models import Category, Measure, Priority, Target

ALWAYS = Hours(ZoneInfo("UTC"))
WORKS = Hours(ZoneInfo("UTC"), week_of({"mon": [["10:00", "18:00"]]}))
FIRST, NEXT, RESOLUTION, CLAIM = Measure.FIRST, Measure.NEXT, Measure.RESOLUTION, Measure.CLAIM


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        ("en", "first 30", Wish(FIRST, Scope(), 30)),
        ("en", "first message 15 min", Wish(FIRST, Scope(kind="message"), 15)),
        ("en", "First answer direct message URGENT 1h 30m", Wish(FIRST, Scope("message", None, 2), 90)),
        ("en", "next low complaint comment 4 h", Wish(NEXT, Scope("comment", "complaint", -1), 240)),
        ("en", "resolution 2 d", Wish(RESOLUTION, Scope(), 960)),
        ("en", "resolution no answer needed 0.5h", Wish(RESOLUTION, Scope(category="no_answer_needed"), 30)),
        ("en", "resolution default", Wish(RESOLUTION, Scope(), None)),
        ("en", "claim 0", Wish(CLAIM, Scope(), 0)),
        ("en", "back to the queue never", Wish(CLAIM, Scope(), 0)),
        ("en", f"first {LONGEST}", Wish(FIRST, Scope(), LONGEST)),
        ("ru", "первый ответ жалоба срочный 15 мин", Wish(FIRST, Scope(None, "complaint", 2), 15)),
        ("ru", "next личное сообщение 2 часа", Wish(NEXT, Scope(kind="message"), 120)),
        ("ru", "решение 1 день", Wish(RESOLUTION, Scope(), 480)),
        ("ru", "next 3 ч. 20 минут", Wish(NEXT, Scope(), 200)),
        ("bg", "next 2 часа 5 минути", Wish(NEXT, Scope(), 125)),
        ("pl", "next 2 godz. 5 minut", Wish(NEXT, Scope(), 125)),
        ("pl", "resolution 2 dni", Wish(RESOLUTION, Scope(), 960)),
        ("ru", "решение как обычно", Wish(RESOLUTION, Scope(), None)),
    ],
)
def test_what_is_understood(language: str, said: str, wish: Wish) -> None:
    assert understand(said, WORKS, words(language)) == wish


@pytest.mark.parametrize(
    ("said", "key", "found"),
    [
        ("first 0", "target-zero", "0"),
        ("first 0.2 min", "target-zero", "0"),
        ("resolution -5 min", "target-zero", "-5"),
        ("claim -5", "target-zero", "-5"),
        (f"first {LONGEST + 1}", "target-long", str(LONGEST + 1)),
        ("first 99999999999 d", "target-long", None),
        ("first " + "9" * 400, "target-long", None),
        ("first -" + "9" * 400 + " " + "9" * 400 + " h 1", "target-long", None),
        ("first 1 month", "target-time", "1 month"),
        ("first 2 месяца", "target-time", "2 месяца"),
        ("first 2 millennia", "target-time", None),
        ("first 1 week", "target-time", "1 week"),
        ("first 1 day 2 gallons", "target-time", None),
        ("", "target-measure", "—"),
        ("30 min", "target-measure", "30 min"),
        ("first next 30", "target-measure", "first next 30"),
        ("first", "target-time", "—"),
        ("first soon", "target-time", "soon"),
        ("first 10 parsecs", "target-time", "10 parsecs"),
        ("first complaints 10 min", "target-time", "complaints 10 min"),
        ("first never", "target-time", "never"),
        ("first 10 min please", "target-time", "10 min please"),
        ("first comment message 10", "target-two", "first comment message 10"),
        ("claim urgent 10", "target-claim-for-all", None),
    ],
)
def test_what_is_refused_with_what_was_found(said: str, key: str, found: str | None) -> None:
    with pytest.raises(Refused) as refused:
        understand(said, ALWAYS, words("en"))
    assert refused.value.key == key
    if found is not None:
        assert refused.value.params["found"] == found


def test_how_it_is_in_words() -> None:
    own = [
        Target(id=1, measure=FIRST, minutes=15, kind="message", priority=Priority.URGENT),
        Target(id=2, measure=NEXT, minutes=90),
    ]
    drawn = overview(Targets(own, 0, WORKS), words("en"), lambda *_: "x")
    for line in (
        "First answer: 30 min",
        "Next answer: 90 min",
        "Resolution: a working day, 8 h",
        "Department's answer: as set for each department",
        "Back to the queue: never",
        "First answer · direct message · Urgent: 15 min",
    ):
        assert line in drawn.html


def test_departments_have_their_own_time_but_for_some_cases() -> None:
    texts = words("en")
    drawn = page(Targets([], 60, WORKS), Measure.DEPARTMENT, Scope(), texts, lambda *_: "x")
    assert [[one.label for one in row] for row in drawn.rows] == [["For some cases only…"], ["Back"]]
    urgent = understand("department urgent 30 min", WORKS, texts)
    assert urgent == Wish(Measure.DEPARTMENT, Scope(priority=Priority.URGENT), 30)
    with pytest.raises(Refused) as refused:
        understand("department 30 min", WORKS, texts)
    assert refused.value.key == "target-department-for-all"


@pytest.mark.parametrize("measure", list(Measure))
def test_one_choice_holds_and_every_scope_has_words(measure: Measure) -> None:
    scope = Scope(priority=Priority.URGENT) if measure is Measure.DEPARTMENT else Scope()
    own = [
        Target(id=1, measure=measure, minutes=CHOICES[measure][1], priority=scope.priority),
        Target(id=2, measure=measure, minutes=7),
    ]
    own[1].category = Category.PRAISE
    for language in ("en", "ru"):
        texts = words(language)
        drawn = page(Targets(own, CHOICES[measure][1], ALWAYS), measure, scope, texts, lambda *_: "x")
        held = [one.label for row in drawn.rows for one in row if one.label.startswith("✓")]
        assert len(held) == 1
        assert len({one.words(texts) for one in SINGLE}) == len(SINGLE)


def test_a_persons_own_language_and_the_desks_are_understood() -> None:
    russian, polish = words("ru"), words("pl")
    for first in ("first", *(say("target-measure", measure="first") for say in (russian, polish))):
        wish = understand(f"{first} 15 min", WORKS, russian, polish)
        assert wish == Wish(Measure.FIRST, Scope(), 15), first
