"""What is collected quietly, at which level, and what never is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.noise import ASKS, LONG, noise_of, our_names
from connectors.base import AttachmentKind, Kind
from storage.models import Account, Noise, Quiet

OURS = our_names(
    Account(network="vk", external_id="1234", title="Nordlicht Coffee ☕", url="https://vk.com/nordlicht")
)
EMOJI, FRIEND, CROSSTALK = Quiet.EMOJI, Quiet.FRIEND, Quiet.CROSSTALK
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def gentle(text: str, attachments: tuple[str, ...] = (), *, answers: bool = False) -> Quiet | None:
    return judge(text, Noise.GENTLE, attachments, answers=answers)


def strict(text: str, attachments: tuple[str, ...] = (), *, answers: bool = False) -> Quiet | None:
    return judge(text, Noise.STRICT, attachments, answers=answers)


def judge(
    text: str, level: Noise, attachments: tuple[str, ...] = (), *, answers: bool = False
) -> Quiet | None:
    return noise_of(
        text, kind=Kind.COMMENT, level=level, attachments=attachments, ours=OURS, answers_customer=answers
    )


# --- both levels


@pytest.mark.parametrize(
    "text",
    [
        "❤", "❤️", "😍😍😍", "🔥 🔥\n🔥", "👍🏽", FAMILY, "🏳️\u200d🌈", "🇱🇻🇷🇺", SCOTLAND, "🤷🏻\u200d♀️", "🫨🫩", ")))",
        "…", "!!!", "♥️ ✨", "#️⃣", "\u200f❤️\u200f", "\u2067😂\u2069", "❤️.", "💯", "^_^",
    ],
)  # fmt: skip
def test_only_emoji_and_signs(text: str) -> None:
    assert (gentle(text), strict(text)) == (EMOJI, EMOJI)


@pytest.mark.parametrize(
    "text",
    [
        "[id5002|Vera Sokolova]",
        "[id5002|Vera], ❤️",
        "[id5002|Вера Соколова], 👀",
        "@vera",
        "@vera @tim.becker, 😍😍",
        "👉 @vera_s",
        "[id5002:bp-1234_9|Вера],",
        "[vera.s|Vera] [id7|Tim]",
        "\u200f[id5002|فيرا] ❤️",
        "[club999|Another brand]",
    ],
)
def test_only_a_tagged_friend(text: str) -> None:
    assert (gentle(text), strict(text)) == (FRIEND, FRIEND)


@pytest.mark.parametrize(
    "text",
    [
        # words and figures
        "Where is my parcel", "ok", "да", "שלום", "سلام ❤️", "价格", "❤️ ok", "2", "1️⃣", "4️⃣2️⃣", "①", "½", "💰 ₽", "€", ":D",
        "\ue001", "\ufffc", "\ufffd", "_a_",
        # questions without words
        "?", "???", "？", "؟", "❓", "❔", "⁉️", "🤔", "!?", "❤️?", "[id5002|Vera]?", "@vera 🤔",
        # complaints without words
        "😡", "🤬🤬", "👎", "👎🏿", "🖕🏻", "🤮", "💩", "🤡", "🆘", "😤 !!!", "[id5002|Vera] 👎",
        # "write + and we shall call you"
        "+", "++", "➕",
        # us
        "[club1234|Nordlicht Coffee]", "[club1234|Nordlicht Coffee], ❤️", "[public1234|N]", "@nordlicht", "@Nordlicht ❤️",
        "[id5002|Vera] [club1234|Nordlicht Coffee]", "@club1234",
        # tags that are none
        "vera@example.com", "@ vera", "[id5002|Vera", "[https://example.com|look]", "@вера",
        "[id5002|where is my parcel?]", "[id5002|" + "so long a name " * 5 + "]",
        # nothing at all: we cannot tell what it was
        "", " \n", "\u200b", "\u200d", "\u0301", "\x00",
    ],
)  # fmt: skip
def test_what_is_never_noise_by_itself(text: str) -> None:
    assert (gentle(text), strict(text)) == (None, None)


def test_a_friend_is_a_friend_also_to_whom_one_answers() -> None:
    assert strict("[id5002|Vera] ❤️", answers=True) is FRIEND
    assert strict("❤️", answers=True) is EMOJI


# --- one customer and another


@pytest.mark.parametrize(
    "text",
    [
        "Agreed",
        "И у меня так же",
        "[id5002|Вера], спасибо большое",
        "@vera look at this one",
        "x" * LONG,
        "👍 да",
    ],
)
def test_crosstalk_is_noise_at_the_strict_level_only(text: str) -> None:
    assert strict(text, answers=True) is CROSSTALK
    assert gentle(text, answers=True) is None


def test_whoever_is_tagged_first_is_answered_also_where_the_answered_is_not_known() -> None:
    assert strict("[id5002|Вера], спасибо большое") is CROSSTALK
    assert strict("Спасибо, [id5002|Вера], большое") is None
    assert strict("Спасибо большое") is None


@pytest.mark.parametrize(
    "text",
    [
        "А вам пришло?", "did yours come❓", "да 😡", "[id5002|Вера], спросите в [club1234|Nordlicht Coffee]",
        "Nordlicht Coffee отвечают быстро", "ask the nordlicht people", "у nordlichta так", "заказ 4711", "8 900 123-45-67",
        "стоит ₽", "дёшево на avito.ru", "see https://example.com", "x" * (LONG + 1), "[club1234|Nordlicht], спасибо",
    ],
)  # fmt: skip
def test_crosstalk_that_may_concern_us(text: str) -> None:
    assert strict(text, answers=True) is None


# --- what comes with it


@pytest.mark.parametrize("kind", [one for one in AttachmentKind if one is not AttachmentKind.STICKER])
def test_who_shows_something_is_looked_at(kind: AttachmentKind) -> None:
    for text in ("", "❤️", "[id5002|Vera]", "[id5002|Vera], look"):
        assert gentle(text, (kind,)) is None
        assert strict(text, (kind, AttachmentKind.STICKER), answers=True) is None


def test_a_sticker_is_an_emoji_to_the_strict_only() -> None:
    assert gentle("", ("sticker",)) is None
    assert strict("", ("sticker",)) is EMOJI
    assert strict("[id5002|Vera]", ("sticker",)) is FRIEND
    assert strict("Спасибо", ("sticker",)) is None
    assert strict("Спасибо", ("sticker",), answers=True) is CROSSTALK


@pytest.mark.parametrize("text", ["❤️", "[id5002|Vera]", "[id5002|Vera], thanks", ""])
def test_direct_messages_and_accounts_without_the_rule(text: str) -> None:
    for level in Noise:
        assert noise_of(text, kind=Kind.MESSAGE, level=level, answers_customer=True) is None
    assert noise_of(text, kind=Kind.COMMENT, level=Noise.OFF, answers_customer=True) is None


def test_our_names() -> None:
    assert {"nordlicht coffee", "nordlicht", "club1234", "public1234", "event1234"} == OURS
    unknown = Account(network="vk", external_id="7", title=None, url=None)
    assert our_names(unknown) == {"club7", "public7", "event7"}


# --- whatever comes

LEVELS = st.sampled_from(Noise)
PIECES = ("[id5|Vera]", "[club1234|N]", "@vera", "❤️", "🇱🇻", "1️⃣", "[", "|", "]", "@")
SOUP = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(PIECES))).map("".join)
KINDS = st.lists(st.sampled_from(AttachmentKind), max_size=2).map(tuple)


@given(SOUP, LEVELS, KINDS, st.booleans())
def test_it_never_fails_and_strict_takes_all_that_gentle_takes(
    text: str, level: Noise, kinds: tuple[str, ...], answers: bool
) -> None:
    found = judge(text, level, kinds, answers=answers)
    assert found is None or level is not Noise.OFF
    if level is Noise.GENTLE and found is not None:
        assert strict(text, kinds, answers=answers) is found


@given(st.text(), st.text(), st.characters(categories=["L", "N", "Sc"]), st.booleans())
def test_words_outside_of_a_tag_are_never_emoji(before: str, after: str, char: str, answers: bool) -> None:
    text = (before + char + after).replace("@", "").replace("[", "")
    assert gentle(text, answers=answers) is None
    assert strict(text, answers=answers) in (None, CROSSTALK)


@given(SOUP, st.sampled_from(sorted(ASKS)), SOUP, LEVELS, st.booleans())
def test_what_asks_is_never_noise(before: str, sign: str, after: str, level: Noise, answers: bool) -> None:
    assert judge(f"{before}]\n{sign}\n{after}", level, answers=answers) is None


@given(SOUP, LEVELS, st.booleans())
def test_what_names_us_is_never_noise(text: str, level: Noise, answers: bool) -> None:
    assert judge(f"{text}\n[club1234|Nordlicht Coffee], {text}", level, answers=answers) is None


@given(SOUP)
def test_a_friend_needs_a_tag(text: str) -> None:
    if gentle(text) is FRIEND:
        assert "[" in text or "@" in text
        assert any(unicodedata.category(char)[0] == "L" for char in text)
