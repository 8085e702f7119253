import pytest

from sandbox.telegram.errors import ApiError
from sandbox.telegram.model import Entity
from sandbox.telegram.texts import formatted, typed


def entities(raw: str) -> list[tuple[str, int, int]]:
    return [(each.type, each.offset, each.length) for each in formatted(raw, "HTML").entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ],
)
def test_every_simple_tag(tag: str, kind: str) -> None:
    assert entities(f"x <{tag}>yes</{tag}>") == [(kind, 2, 3)]


def test_offsets_count_utf16_units() -> None:
    text = formatted("😀<b>é😀</b>", "html")
    assert text.plain == "😀é😀"
    assert text.entities == (Entity("bold", 2, 3),)


def test_attributes_and_nesting() -> None:
    assert formatted('<a href="https://vk.com/id1?a=1&amp;b=2">Иван</a>', "HTML").entities == (
        Entity("text_link", 0, 4, url="https://vk.com/id1?a=1&b=2"),
    )
    assert entities("<blockquote expandable>long <b>x</b></blockquote>") == [
        ("expandable_blockquote", 0, 6),
        ("bold", 5, 1),
    ]
    assert entities('<span class="tg-spoiler">x</span>') == [("spoiler", 0, 1)]
    assert formatted('<a href="tg://user?id=5">Ann</a>', "HTML").entities == (
        Entity("text_mention", 0, 3, user_id=5),
    )
    assert formatted('<pre><code class="language-python">x</code></pre>', "HTML").entities == (
        Entity("pre", 0, 1, language="python"),
    )
    assert formatted('<tg-emoji emoji-id="77">👍</tg-emoji>', "HTML").entities == (
        Entity("custom_emoji", 0, 2, custom_emoji_id="77"),
    )


def test_relative_time() -> None:
    text = formatted('<tg-time unix="1700000000" format="r">soon</tg-time>', "HTML")
    assert text.entities == (Entity("date_time", 0, 4, unix_time=1700000000, date_time_format="r"),)
    absolute = formatted('<tg-time unix="5" format="TDw">x</tg-time>', "HTML")
    assert absolute.entities[0].date_time_format == "wDT"
    with pytest.raises(ApiError, match="Invalid date format used"):
        formatted('<tg-time unix="5" format="x">x</tg-time>', "HTML")


def test_references() -> None:
    assert (
        formatted("&lt;b&gt; &amp;amp; &quot;&#33;&#x21; &nbsp; & &lt", "HTML").plain
        == '<b> &amp; "!! &nbsp; & <'
    )


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("a <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a </b>", "Unexpected end tag at byte offset 2"),
        ("é <b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>z</a>', "Unclosed start tag at byte offset 0"),
        ('<tg-emoji emoji-id="x">z</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_html(raw: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(raw, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


def test_only_html_is_known() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("x", "MarkdownV2")
    assert formatted("<b>x", "").plain == "<b>x"


def test_outer_whitespace_goes_and_entities_move() -> None:
    text = formatted("\n  <b>x</b> y \n", "HTML")
    assert text.plain == "x y"
    assert text.entities == (Entity("bold", 0, 1),)
    assert formatted("<b>x </b>", "HTML").entities == (Entity("bold", 0, 1),)
    assert formatted("<b> </b>", "HTML").plain == ""


def test_links_the_server_does_not_accept_are_plain_text() -> None:
    assert entities('<a href="http://localhost:8080/x">here</a>') == []
    assert entities('<a href="http://127.0.0.1:8080/x">here</a>') == [("text_link", 0, 4)]


def test_what_people_type() -> None:
    text = typed("/claim@otklik_bot please @anna #vip https://vk.com/wall-1_2, a@b.cc")
    found = {each.type: text.plain[each.offset : each.end] for each in text.entities}
    assert found == {
        "bot_command": "/claim@otklik_bot",
        "mention": "@anna",
        "hashtag": "#vip",
        "url": "https://vk.com/wall-1_2",
        "email": "a@b.cc",
    }


def test_raw_text_is_bounded() -> None:
    with pytest.raises(ApiError, match="text is too long"):
        formatted("ы" * 16385)
