"""What a message about a case says, and that Telegram takes it whatever the customer wrote.

The expected messages are in `snapshots/<language>/<name>.html`: the HTML, then the picture, then the buttons, a
line a row. To renew them after a change that is meant, and then read the difference:

    OTKLIK_SNAPSHOTS=write .venv/bin/pytest tests/desk/test_cards.py && git diff tests/desk/snapshots
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import askings, cards
from bot.desk.attached import ATTACHMENT
from bot.desk.richtext import clean
from bot.desk.view import Asked, Button, By, CaseView, Drawn, Figures, Said, Shown, Talk, Waits
from bot.texts import LANGUAGES, words
from storage.models import Brought, Delivery, Returned, Status, Why
from tests.desk import samples
from tests.desk.samples import ANNA, BIGGEST_ID, DRAWN, NOW, asks, view
from tests.desk.telegram_html import Parsed, parse

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("OTKLIK_SNAPSHOTS") == "write"
EN, RU = words("en"), words("ru")


def page(drawn: Drawn) -> str:
    rows = ["".join(f"[{_button(button)}]" for button in row) for row in drawn.rows]
    return "\n".join([drawn.html, f"-- {drawn.preview or 'no picture'}", *rows, ""])


def _button(button: Button) -> str:
    does = button.url or f"{button.command}{f' {button.arg}' if button.arg else ''}"
    return f"{button.label} → {does}{f' ({button.style})' if button.style else ''}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_looks_as_it_did(name: str, language: str) -> None:
    file = SNAPSHOTS / language / f"{name}.html"
    drawn = page(DRAWN[name](words(language)))
    if WRITE:
        assert "CI" not in os.environ, "snapshots are renewed by hand only"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawn, "utf-8")
    assert drawn == file.read_text("utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {file.stem for file in SNAPSHOTS.rglob("*.html")} == set(DRAWN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_every_message_obeys_the_limits(name: str, language: str) -> None:
    check(DRAWN[name](words(language)))


def check(drawn: Drawn) -> Parsed:
    """Telegram would take it."""
    parsed = parse(drawn.html)
    assert 1 <= len(parsed.text) <= 4096
    assert len(drawn.html.encode()) <= 32_768
    assert len(drawn.rows) <= 8
    for row in drawn.rows:
        assert 1 <= len(row) <= 3
        for button in row:
            assert 1 <= len(button.label) <= 40
            assert (button.command is None) == (button.url is not None)
            assert button.style in (None, "primary", "success", "danger")
            assert button.command is None or len(packed(button)) <= 64
    return parsed


def packed(button: Button, version: int = 10**14) -> bytes:
    """As callback data, with the biggest ids there are; a case sees fewer versions than that."""
    return f"o1:{button.command}:{BIGGEST_ID}:{version}:{button.arg}".encode()


NASTY = [
    "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇧🇬", "👍🏽", "❤️", "e\u0301\u0323", "नि", "각", "مرحبا", "שלום", "\u202e", "\u2066",
    "<b>&", "</blockquote>", '"', "'", "&amp;", "\x00", "\x1b", "\ud83d", "\ude00", "\r\n", "\u2028", "\ue000", "\ufffe",
    "{ $name }", "javascript:", "\n\n\n", " ", "слово ",
]  # fmt: skip
anything = st.one_of(
    st.lists(st.one_of(st.sampled_from(NASTY), st.characters(exclude_categories=[])), max_size=30).map(
        "".join
    ),
    st.builds(lambda piece, times: piece * times, st.sampled_from(NASTY), st.integers(500, 10_000)),
    st.text(max_size=60),
)
urls = st.one_of(
    st.none(),
    st.sampled_from(
        ["https://vk.com/a?b=1&c=\"'<>", "javascript:alert(1)", "http://[", "https://", "tg://user?id=1"]
    ),
    st.integers(1, 3000).map(lambda length: "https://vk.com/" + "&" * length),
    anything,
)
times = st.integers(0, 10**6).map(lambda minutes: NOW - timedelta(minutes=minutes))
shown = st.builds(
    Shown,
    kind=st.sampled_from([*ATTACHMENT, "other", "new"]),
    url=urls,
    title=st.none() | anything,
    seconds=st.none() | st.integers(0, 10**5),
    size=st.none() | st.integers(0, 10**10),
    text=st.none() | anything,
    author=st.none() | anything,
    depth=st.integers(0, 3),
    brought=st.sampled_from([None, *Brought]),
)
said = st.builds(
    Said,
    by=st.sampled_from(By),
    text=anything,
    at=times,
    name=st.none() | anything,
    attachments=st.lists(shown, max_size=8),
    delivery=st.sampled_from(Delivery),
    edited=st.booleans(),
    edits=st.integers(0, 200),
    was=st.none() | anything,
    reattached=st.booleans(),
    deleted=st.booleans(),
    unanswered=st.booleans(),
    after_close=st.booleans(),
    id=st.just(BIGGEST_ID),
    failure=st.sampled_from([None, {"error": "Gone"}, {"error": "TooLong", "limit": 9, "actual": 12}, {}]),
)
asked = st.builds(
    Asked,
    department=anything,
    at=times,
    question=st.none() | anything,
    by=anything,
    answered_at=st.none() | times,
    returned_at=st.none() | times,
    due_at=st.none() | times,
    overdue=st.booleans(),
    taken_by=st.none() | anything,
    asked_back_at=st.none() | times,
    returned_why=st.none() | st.sampled_from(Returned),
    reason=st.none() | anything,
    trusted=st.booleans(),
    talk=st.lists(st.builds(Talk, anything, anything, st.booleans()), max_size=4),
)
drafts = st.builds(
    Waits,
    id=st.just(BIGGEST_ID),
    author=st.none() | anything,
    why=st.sampled_from(Why),
    text=anything,
    department=st.none() | anything,
)


@st.composite
def views(draw: st.DrawFn) -> CaseView:
    status, holder = draw(st.sampled_from(Status)), draw(st.none() | anything.filter(bool))
    return view(
        status,
        holder,
        network=draw(st.sampled_from(["vk", "ok", "<new>"])),
        kind=draw(st.sampled_from(["comment", "message", "<review>"])),
        said=draw(st.lists(said, max_size=12)),
        said_before=draw(st.integers(0, 10**6)),
        customer=draw(st.none() | anything),
        customer_url=draw(urls),
        followers=draw(st.none() | st.integers(0, 10**9)),
        city=draw(st.none() | anything),
        community=draw(st.booleans()),
        earlier_cases=draw(st.integers(0, 10**6)),
        post_url=draw(urls),
        post_text=draw(st.none() | anything),
        url=draw(urls),
        unanswered_since=draw(st.none() | times),
        closed_at=draw(st.none() | times),
        after_close=draw(st.integers(0, 30)),
        reopened=draw(st.integers(0, 30)),
        asked=draw(st.lists(asked, max_size=5)),
        drafts=draw(st.lists(drafts, max_size=5)),
        notes=draw(st.integers(0, 10**4)),
    )


@settings(max_examples=50, deadline=None)
@given(views(), asked, st.sampled_from(LANGUAGES))
def test_a_card_of_anything_obeys_the_limits(case: CaseView, question: Asked, language: str) -> None:
    texts = words(language)
    parsed = check(cards.card(case, texts))
    assert f"#{case.number}" in parsed.text
    check(cards.department_card(case, question, texts))
    for one in case.said[-2:]:
        check(cards.followup(case, one, texts, ANNA))


@settings(max_examples=30, deadline=None)
@given(views(), anything, anything, anything, st.sampled_from(LANGUAGES))
def test_a_notice_of_anything_obeys_the_limits(
    case: CaseView, one: str, another: str, third: str, language: str
) -> None:
    texts, mention = words(language), (BIGGEST_ID, third)
    draft = Waits(BIGGEST_ID, another, Why.ADVICE, third)
    check(askings.advice(case, one, another, draft, texts, mention))
    talk = Talk(one, third, ours=False)
    question = Asked(another, NOW, third, one, due_at=NOW, taken_by=one, talk=[talk] * 4, reason=third)
    check(askings.asked_back(case, question, talk, texts, mention))
    check(askings.returned(case, question, texts, mention))
    check(askings.overdue(case, question, texts, mention))
    check(askings.answered_back(case, talk, texts, mention))
    check(askings.reminder(case, question, texts, mention, late=True))
    check(askings.prompt("returning", case, question, mention, texts))
    check(cards.failed(case, one, "why-human-needed", {"link": another}, BIGGEST_ID, texts, mention))
    check(cards.unknown(case, one, BIGGEST_ID, texts, None))
    check(cards.pointer(case, one, texts))
    events: list[cards.Happened] = [(NOW, another, "claim", {}), (NOW, None, third, {"department": one})] * 90
    check(cards.history(case, events, texts))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=200))
def test_a_short_text_is_shown_whole(text: str) -> None:
    drawn = cards.card(view(said=[asks(text, 1)]), EN)
    assert clean(text).strip() in parse(drawn.html).text


def test_ten_thousand_characters_leave_head_and_foot() -> None:
    drawn = cards.card(view(holder="Анна", said=[asks("слово " * 1700, 9)], unanswered_since=NOW), EN)
    text = check(drawn).text
    assert len(text) > 3500
    assert "#1042" in text
    assert "With \u2068Анна\u2069" in text
    assert "…" in text
    assert [len(row) for row in drawn.rows] == [1, 2, 2]


def test_the_oldest_messages_go_first_and_are_counted() -> None:
    many = [asks(f"message {place} " + "x" * 900, 60 - place) for place in range(20)]
    text = check(cards.card(view(said=many, said_before=14), EN)).text
    kept = [place for place in range(20) if f"message {place} " in text]
    assert kept == list(range(kept[0], 20))
    assert f"…and {14 + kept[0]} earlier" in text


def test_the_newest_words_of_the_customer_stay_though_many_answers_followed() -> None:
    answers = [samples.answers("y" * 390, place) for place in range(30, 0, -1)]
    question = asks("the question " + "x" * 2000 + " end", 99)
    text = check(cards.card(view(holder="Анна", said=[question, *answers]), EN)).text
    assert "the question" in text
    assert " end" in text


def test_a_message_that_an_answer_overtook_says_so() -> None:
    unseen = asks("wait, one more", 5)
    seen = asks("first", 6, unanswered=False)
    case = view(
        holder="Анна", said=[seen, unseen, samples.answers("answer to the first", 4), asks("last", 1)]
    )
    text = parse(cards.card(case, EN).html).text
    assert text.count("· unanswered") == 1


@pytest.mark.parametrize(
    ("photos", "expected"),
    [
        ([("a", False, False), ("b", True, False), ("c", False, False)], "b"),
        ([("a", False, False), ("c", False, False)], "c"),
        ([("a", True, False), ("b", True, False)], "b"),
        ([("a", True, True)], None),
        ([], None),
    ],
)
def test_the_picture_is_of_the_newest_unanswered_message(
    photos: Sequence[tuple[str, bool, bool]], expected: str | None
) -> None:
    messages = [
        asks(
            "",
            9,
            attachments=[Shown("photo", f"https://vk.com/{name}", None)],
            unanswered=open_,
            deleted=gone,
        )
        for name, open_, gone in photos
    ]
    drawn = cards.card(view(said=messages), EN)
    assert drawn.preview == (f"https://vk.com/{expected}" if expected else None)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://[", "vk.com/id1"]
)
def test_an_address_nobody_should_open_is_no_link(url: str) -> None:
    case = replace(samples.fresh(), customer_url=url, post_url=url, url=url)
    drawn = cards.card(case, EN)
    assert "href" not in drawn.html
    assert not [button for row in drawn.rows for button in row if button.url]


def test_names_keep_to_their_place_in_a_line() -> None:
    drawn = cards.card(replace(samples.right_to_left(), customer="מרים\u202e\u2067 <i>"), EN)
    assert "\u2068מרים &lt;i&gt;\u2069" in drawn.html
    assert "\u202e" not in drawn.html


def test_a_mention_names_the_person() -> None:
    drawn = cards.followup(samples.held(), samples.held().said[-1], EN, (77, "<Anna>"))
    assert '<a href="tg://user?id=77">\u2068&lt;Anna&gt;\u2069</a>' in drawn.html


@pytest.mark.parametrize(
    ("failure", "key"),
    [
        ({"error": "PolicyRefused", "rule": "comments-closed"}, "why-comments-closed"),
        ({"error": "PolicyRefused", "rule": "window-closed"}, "why-window-closed"),
        ({"error": "PolicyRefused", "code": 7777}, "why-policy-refused"),
        ({"error": "quota-exhausted", "paid": True}, "why-paid-quota"),
        ({"error": "human_needed"}, "why-human-needed"),
        ({"error": "RateLimited", "code": 6}, "why-rate-limited"),
        ({"error": "SomethingNew"}, "why-permanent"),
        ({}, "why-permanent"),
    ],
)
def test_a_failure_has_words(failure: dict[str, object], key: str) -> None:
    from bot.desk.reasons import why

    assert why(failure) == (key, {})
    assert EN(key)


def test_too_long_tells_the_limit_and_the_excess() -> None:
    from bot.desk.reasons import why

    key, params = why({"error": "TooLong", "limit": 4096, "actual": 4100})
    assert RU(key, **params) == "Слишком длинно: можно 4\xa0096, лишние 4 знака."


@settings(max_examples=60, deadline=None)
@given(anything, st.sampled_from(LANGUAGES))
def test_a_toast_fits(text: str, language: str) -> None:
    for said_ in (
        cards.refusal(words(language), "unseen", {"text": text}),
        cards.refusal(words(language), "held", {"name": text}),
    ):
        assert 1 <= len(said_.encode("utf-16-le")) // 2 <= 200


def test_a_toast_keeps_our_own_words() -> None:
    toast = cards.refusal(EN, "unseen", {"text": "word " * 100})
    assert toast.startswith("Look first, the customer wrote again: word word")
    assert toast.endswith("word…")
    assert cards.refusal(EN, "resolved", {"action": "resolve"}) == "Resolved already."


def test_history_leaves_out_the_oldest() -> None:
    events: list[cards.Happened] = [(NOW, f"person {place}", "claim", {}) for place in range(500)]
    text = check(cards.history(view(), events, EN)).text
    assert "person 499" in text
    assert "person 0\u2069" not in text
    assert "earlier" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_cut_no_word_of_a_full_card_and_are_worth_no_edit(language: str) -> None:
    words_of_many = [asks("words " * length, 60 - n, id=n) for n, length in enumerate((2000, *range(1, 40)))]
    full = view(said=[*reversed(words_of_many[1:]), words_of_many[0]])
    huge = 10**9
    few, many = Figures(likes=9), Figures(huge, huge, huge, huge, huge)
    without, with_few, with_many = (
        cards.card(replace(full, figures=each), words(language)) for each in (None, few, many)
    )
    assert with_few.still == with_many.still == without.html
    assert "…" in without.html
    for drawn in (without, with_few, with_many):
        assert drawn.html.count("words") == without.html.count("words")
        assert len(parse(drawn.html).text) <= 4096
