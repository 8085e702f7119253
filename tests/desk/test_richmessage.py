"""Blocks: as one rich message, and as ordinary ones that say the same."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.richmessage import (
    Block,
    Details,
    Heading,
    Image,
    Paragraph,
    Points,
    Table,
    blocks_of,
    ordinary_html,
    rich_html,
)
from bot.desk.richtext import EMPTY, MAX_BYTES, MAX_LENGTH, bold, link, name, plain
from tests.desk.telegram_html import parse

HEAD = [EMPTY, plain("Wed"), plain("Tue")]
PAGE: list[Block] = [
    Heading(plain("Day"), size=3),
    Paragraph(plain("Short & sweet")),
    Table(HEAD, [[plain("Cases"), bold("5 min"), plain("4 h")], [plain("Open"), plain("1"), plain("0")]]),
    Image("hours"),
    Details(
        plain("More"),
        [Table(HEAD, [[plain("New"), plain("2"), plain("3")]]), Points([name("<b>Bob"), plain("Ann")])],
    ),
]


def test_a_rich_message() -> None:
    shown = rich_html(PAGE)
    assert shown.html == (
        "<h3>Day</h3><p>Short &amp; sweet</p>"
        '<table bordered striped><tr><th align="left"></th><th align="right">Wed</th><th align="right">Tue</th></tr>'
        '<tr><td align="left">Cases</td><td align="right"><b>5 min</b></td><td align="right">4 h</td></tr>'
        '<tr><td align="left">Open</td><td align="right">1</td><td align="right">0</td></tr></table>'
        '<img src="tg://photo?id=hours"/>'
        '<details><summary>More</summary><table bordered striped>'
        '<tr><th align="left"></th><th align="right">Wed</th><th align="right">Tue</th></tr>'
        '<tr><td align="left">New</td><td align="right">2</td><td align="right">3</td></tr></table>'
        "<ul><li>\u2068&lt;b&gt;Bob\u2069</li><li>Ann</li></ul></details>"
    )  # fmt: skip
    assert len(parse(shown.html, rich=True).text) == shown.length


def test_the_same_as_an_ordinary_message() -> None:
    """What is compared is named once."""
    assert ordinary_html(PAGE) == (
        "<b>Day</b>\nShort &amp; sweet\n\n<i>Wed (Tue)</i>\nCases: <b>5 min</b> (4 h)\nOpen: 1 (0)\n\n"
        "<b>More</b>\nNew: 2 (3)\n• \u2068&lt;b&gt;Bob\u2069\n• Ann",
    )


def test_rows_and_items_are_blocks_as_well() -> None:
    assert blocks_of(PAGE) == 5 + 3 + (2 + 1 + 2 + 1)
    assert blocks_of([Table((), [[plain("a"), plain("1")]])]) == 2


def test_a_table_without_a_head() -> None:
    table = Table((), [[plain("Cases"), bold("5")]])
    assert "<th" not in rich_html([table]).html
    assert ordinary_html([table]) == ("Cases: <b>5</b>",)


def test_what_belongs_together_is_not_torn_apart() -> None:
    first, second = [[plain(f"{place}. {'x' * 290}") for place in range(9)] for _ in range(2)]
    messages = ordinary_html([Heading(plain("One")), Points(first), Heading(plain("Two")), Points(second)])
    assert len(messages) == 2
    assert [one.partition("\n")[0] for one in messages] == ["<b>One</b>", "<b>Two</b>"]


def test_nothing_is_no_message() -> None:
    assert ordinary_html([]) == ()
    assert ordinary_html([Image("alone")]) == ()


TEXTS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=400)
NAMES = TEXTS.map(plain) | TEXTS.map(lambda text: link(text, "https://example.org/?a=1&b=2"))
PIECES = NAMES | TEXTS.map(bold)
FLAT = st.one_of(
    NAMES.map(Heading),
    PIECES.map(Paragraph),
    st.lists(PIECES, min_size=1, max_size=30).map(Points),
    st.lists(st.tuples(PIECES, PIECES, PIECES), min_size=1, max_size=8).map(lambda rows: Table((), rows)),
    st.just(Image("one")),
)
PAGES = st.lists(FLAT | st.builds(Details, NAMES, st.lists(FLAT, max_size=5)), max_size=8)


@settings(max_examples=30, deadline=None)
@given(PAGES)
def test_any_page_can_be_sent(page: list[Block]) -> None:
    shown = rich_html(page)
    assert len(parse(shown.html, rich=True).text) == shown.length
    messages, read = ordinary_html(page), []
    for one in messages:
        parsed = parse(one)
        assert 1 <= len(parsed.text) <= MAX_LENGTH
        assert len(one.encode()) <= MAX_BYTES
        read.append(parsed.text)
    text, place = "\n".join(read), 0
    for piece in re.findall(r"<(?:h4|p|li|td|summary)\b[^>]*>(.*?)</(?:h4|p|li|td|summary)>", shown.html):
        bare = unescape(re.sub(r"<[^>]*>", "", piece))
        place = text.index(bare, place) + len(bare)
