"""Tags and their spellings, what is meant by a word, and the picker."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.desk.deeds import Ask, Offer
from bot.desk.sorting import (
    category_called,
    meant,
    outcome_called,
    priority_called,
    sameness,
    tag_named,
    tags_in,
    tags_named,
)
from bot.desk.states import Refused
from bot.desk.view import CaseView, Command
from bot.tags import Begun
from bot.telegram.sorting_prompts import how_ended, picker, tagged
from bot.texts import words
from connectors.base import Deed
from storage.models import Category, Outcome, Priority, Status, Tag
from tests.desk.samples import view

EN, RU = words("en"), words("ru")


@dataclass
class Known:
    name: str


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("xxl", "xxl"),
        ("#XXL", "XXL"),
        ("#late-delivery,", "late_delivery"),
        ("«возврат»", "возврат"),
        ("2024_sale", "2024_sale"),
        ("ＸＸＬ", "XXL"),
        ("x" * 32, "x" * 32),
    ],
)
def test_a_word_as_a_tag(word: str, name: str) -> None:
    assert tag_named(word) == name


@pytest.mark.parametrize("word", ["#", "#12", "12", "a b", "a<b", "x&y", "🔥", "__", "", "-"])
def test_what_telegram_would_not_take_for_a_hashtag(word: str) -> None:
    with pytest.raises(Refused, match="tag-letters"):
        tag_named(word)


def test_a_tag_has_an_end() -> None:
    with pytest.raises(Refused, match="tag-long"):
        tag_named("x" * 33)


def test_spellings_of_one_tag() -> None:
    assert sameness("XXL") == sameness("xxl")
    assert sameness("late_delivery") == sameness("LateDelivery")
    assert sameness("счёт") == sameness("Счет")
    assert tags_named("xxl, #XXL;late_delivery\nLateDelivery") == ["xxl", "late_delivery"]
    for nothing in ("", " ", "#"):
        with pytest.raises(Refused, match="tag-letters"):
            tags_named(nothing)


def test_tags_in_a_note_but_not_numbers_of_cases_or_parts_of_addresses() -> None:
    note = "see #12 and https://vk.com/wall-1#comments, too small (#XXL) #xxl #late-delivery. C#sharp &#38; ?q=#no"
    assert tags_in(note) == ["XXL", "late_delivery"]
    assert tags_in("#" + "x" * 40) == []


def test_a_beginning_offers_the_tags_that_begin_so() -> None:
    known = [Known("XXL"), Known("xxs"), Known("parcel")]
    assert meant("xxl", known) == (known[0], [])
    assert meant("XX", known) == (None, known[:2])
    assert meant("xxl_kids", known) == (None, [])


def test_called_by_their_names() -> None:
    assert category_called("Problem", EN) is Category.PROBLEM
    assert category_called("проб", RU) is Category.PROBLEM
    assert category_called("no_answer", RU) is Category.NO_ANSWER_NEEDED
    assert category_called("p", EN) is None, "praise, too"
    assert category_called("", EN) is None
    assert priority_called("срочно", RU) is Priority.URGENT
    assert priority_called("urgent", RU) is Priority.URGENT
    assert outcome_called("sold", RU) is Outcome.SOLD
    assert outcome_called("sent", EN) is Outcome.SENT_ELSEWHERE
    # A person's own language and the desk's.
    assert [category_called(one, RU, EN) for one in ("проблема", "Idea")] == [
        Category.PROBLEM,
        Category.SUGGESTION,
    ]
    assert category_called("проблема", EN) is None


def labels(one: CaseView, like: Offer | None = None) -> list[list[str]]:
    has, others = [Tag(id=1, name="XXL")], [Tag(id=2, name="late")]
    return [[button.label for button in row] for row in picker(one, has, others, like, EN).rows]


def test_the_picker_marks_what_holds_and_a_tap_on_it_takes_it_away() -> None:
    case = view(category="spam", priority=2)
    assert labels(case) == [
        ["Question", "Problem", "Complaint"],
        ["Praise", "Idea", "✓ Spam"],
        ["No answer needed"],
        ["⬇️ Low", "Normal"],
        ["⬆️ High", "✓ 🔥 Urgent"],
        ["✓ #XXL", "#late"],
        ["+ New tag"],
        ["Dismiss"],
        ["Close"],
    ]
    drawn = picker(case, [Tag(id=1, name="XXL")], [Tag(id=2, name="late")], None, EN)
    does = {one.label: (one.command, one.arg) for row in drawn.rows for one in row}
    assert does["✓ Spam"] == (Command.CATEGORY, 0)
    assert does["Question"] == (Command.CATEGORY, 1)
    assert does["⬇️ Low"] == (Command.PRIORITY, -1)
    assert (does["✓ #XXL"], does["#late"]) == ((Command.UNTAG, 1), (Command.TAG, 2))


def test_what_is_usually_done_next_is_there_at_once() -> None:
    assert ["Dismiss"] in labels(view(category="no_answer_needed"))
    assert ["Dismiss"] not in labels(view(Status.RESOLVED, category="spam"))
    assert ["Dismiss"] not in labels(view(category="praise"))
    liking = Offer(Ask(Deed.LIKE, 5))
    assert ["👍 Like"] in labels(view(category="praise"), liking)
    assert ["🚫 👍 Like"] in labels(view(category="praise"), replace(liking, why="why-not-here"))


def test_words_that_begin_other_tags_are_asked_about() -> None:
    put, begun = [Tag(id=3, name="late")], [Begun(Tag(id=9, name="xx"), [Tag(id=1, name="XXL")])]
    drawn = tagged(view(), put, begun, EN)
    assert drawn.html == "<b>#1042</b>: #late\n<b>#xx</b>: one of these, or a new tag?"
    assert [[(one.label, one.arg) for one in row] for row in drawn.rows] == [
        [("#XXL", 1)],
        [("+ New: #xx", 9)],
        [("Close", 0)],
    ]
    assert tagged(view(), put, [], EN).rows == ()


def test_how_it_ended_is_one_tap() -> None:
    rows = how_ended(view(Status.RESOLVED, outcome="sold"), EN).rows
    assert [[one.label for one in row] for row in rows] == [
        ["Solved", "✓ Sold"],
        ["Sent elsewhere", "No answer came"],
        ["Close"],
    ]
    assert [one.arg for row in rows for one in row] == [1, 0, 3, 4, 0]
