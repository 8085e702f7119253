"""A long message as blocks: one of Telegram's rich messages, and ordinary ones with the same words.

Tags as in core.telegram.org/bots/api#rich-message-formatting-options. What is inside a block is a `Rich`, so that it is
escaped once, in one place, and may stand in an ordinary message as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.desk.richtext import EMPTY, MAX_BYTES, MAX_LENGTH, Rich, bold, italic, join, plain

MAX_RICH_LENGTH, MAX_BLOCKS, MAX_COLUMNS = 32_768, 500, 20
"""Characters that a reader sees; blocks with those inside, rows and items included."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: Rich
    size: int = 4
    """1, the largest, to 6."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, however long."""

    text: Rich


@dataclass(frozen=True, slots=True)
class Points:
    items: Sequence[Rich]


@dataclass(frozen=True, slots=True)
class Table:
    """The first column names, the others hold figures. `head`: as many as each of `rows` has cells; empty: no head."""

    head: Sequence[Rich]
    rows: Sequence[Sequence[Rich]]


@dataclass(frozen=True, slots=True)
class Image:
    """`name`: the id of an InputRichMessageMedia, 1-64 of A-Z, a-z, 0-9, _ and -."""

    name: str


@dataclass(frozen=True, slots=True)
class Details:
    """Closed until somebody opens it; in an ordinary message just under its title."""

    title: Rich
    blocks: Sequence[Block]


Block = Heading | Paragraph | Points | Table | Image | Details


def rich_html(blocks: Iterable[Block]) -> Rich:
    """For `InputRichMessage.html`; with `skip_entity_detection`, or #1042 becomes a hashtag."""
    return _all(_html(block) for block in blocks)


def blocks_of(blocks: Iterable[Block]) -> int:
    """How many Telegram counts."""
    return sum(1 + _inside(block) for block in blocks)


def fits(blocks: Sequence[Block]) -> bool:
    """Telegram takes it as one rich message, whether it counts tags as characters or not."""
    return len(rich_html(blocks).html) <= MAX_RICH_LENGTH and blocks_of(blocks) <= MAX_BLOCKS


def ordinary_html(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The same in messages of at most MAX_LENGTH characters and MAX_BYTES, without pictures. What belongs together is
    not torn apart where it need not be."""
    messages: list[list[Rich]] = [[]]
    for part in _parts(blocks):
        if messages[-1] and not _fits([*messages[-1], EMPTY, *part]) and _fits(part):
            messages.append([])
        messages[-1] += [EMPTY, *part] if messages[-1] else part
        while len(messages[-1]) > 1 and not _fits(messages[-1]):
            messages[-1:] = _split(messages[-1])
    return tuple(_text(message).html for message in messages if message)


def _html(block: Block) -> Rich:
    match block:
        case Heading(text, size):
            return _in(f"h{size}", text)
        case Paragraph(text):
            return _in("p", text)
        case Points(items):
            return _in("ul", _all(_in("li", item) for item in items))
        case Table(head, rows):
            headed = _row("th", head) if head else EMPTY
            return _in("table", headed + _all(_row("td", row) for row in rows), " bordered striped")
        case Image(name):
            return Rich(f'<img src="tg://photo?id={name}"/>')
        case Details(title, inner):
            return _in("details", _in("summary", title) + rich_html(inner))


def _row(tag: str, cells: Sequence[Rich]) -> Rich:
    first, *others = cells
    figures = (_in(tag, one, ' align="right"') for one in others)
    return _in("tr", _in(tag, first, ' align="left"') + _all(figures))


def _in(tag: str, inner: Rich, attributes: str = "") -> Rich:
    return Rich(f"<{tag}{attributes}>{inner.html}</{tag}>", inner.length)


def _all(pieces: Iterable[Rich]) -> Rich:
    return sum(pieces, EMPTY)


def _inside(block: Block) -> int:
    match block:
        case Points(items):
            return len(items)
        case Table(head, rows):
            return bool(head) + len(rows)
        case Details(_, inner):
            return blocks_of(inner)
        case _:
            return 0


# --- ordinary messages


def _parts(blocks: Iterable[Block]) -> Iterator[list[Rich]]:
    """The lines of what belongs together: a heading, table or section begins anew."""
    part: list[Rich] = []
    heads: set[Rich] = set()
    for block in blocks:
        if isinstance(block, Heading | Table | Details) and part:
            yield part
            part = []
        part += [line for line in _lines(block, heads) if line]
    if part:
        yield part


def _lines(block: Block, heads: set[Rich]) -> list[Rich]:
    """`heads`: of tables, told already; one that comes again is not repeated."""
    match block:
        case Heading(text):
            return [bold(text)]
        case Paragraph(text):
            return [text]
        case Points(items):
            return [plain("• ") + item for item in items]
        case Table(head, rows):
            told = [row[0] + plain(": ") + _beside(row[1:]) for row in rows]
            if not head or (headed := italic(_beside(head[1:]))) in heads:
                return told
            heads.add(headed)
            return [headed, *told]
        case Image():
            return []
        case Details(title, inner):
            return [bold(title), *(line for one in inner for line in _lines(one, heads))]


def _beside(cells: Sequence[Rich]) -> Rich:
    """ "38 (34; 31)": now, and what it is compared with."""
    now, *others = cells
    return now + plain(" (") + join("; ", others) + plain(")") if others else now


def _text(message: Sequence[Rich]) -> Rich:
    """An empty line is between parts."""
    text = EMPTY
    for place, line in enumerate(message):
        text += (plain("\n") if place else EMPTY) + line
    return text


def _fits(message: Sequence[Rich]) -> bool:
    text = _text(message)
    return text.length <= MAX_LENGTH and text.size <= MAX_BYTES


def _split(message: Sequence[Rich]) -> list[list[Rich]]:
    """Two or more lines into what fits, and the rest. A line alone is taken to fit."""
    end = len(message) - 1
    while end > 1 and not _fits(message[:end]):
        end -= 1
    rest = list(message[end:])
    return [list(message[:end]), rest[1:] if not rest[0] else rest]
