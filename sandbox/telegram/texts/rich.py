"""The HTML of rich messages: a tree of tags (`parsed`), which `blocks.py` reads.

Tags and named characters are those of the Bot API's "Rich HTML style" (10.3). What the official server does with other
tags is not documented; here all that is not listed, not closed or wrongly nested is refused: what passes here passes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from ..errors import bad

TEXT_TAGS = "b strong i em u ins s strike del code mark sub sup tg-spoiler a tg-emoji tg-time br cite"
BLOCK_TAGS = (
    "p h1 h2 h3 h4 h5 h6 pre footer hr ul ol li blockquote aside img figure figcaption tg-collage tg-slideshow "
    "table caption tr th td details summary"
)
CHARACTERS = "lt gt amp quot apos nbsp hellip mdash ndash lsquo rsquo ldquo rdquo"
INLINE = frozenset(TEXT_TAGS.split())
BLOCKS = frozenset(BLOCK_TAGS.split())
VOID = frozenset({"br", "hr", "img"})
NAMED = frozenset(CHARACTERS.split())
SPACE = re.compile(r"[ \t\r\n\f]+")
INVALID = "RICH_MESSAGE_HTML_INVALID"


@dataclass
class Node:
    """`tag` "": the whole."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def tags(self, *names: str) -> Iterator[Node]:
        return (one for one in self.children if isinstance(one, Node) and one.tag in names)

    def first(self, name: str) -> Node | None:
        return next(self.tags(name), None)

    def only(self, *names: str) -> Iterator[Node]:
        """Its children, which must be such tags; space between them does not count."""
        for one in self.children:
            if isinstance(one, str):
                if one.strip():
                    raise bad(INVALID)
            elif one.tag not in names:
                raise bad(INVALID)
            else:
                yield one


def parsed(source: str) -> Node:
    reader = _Reader()
    reader.feed(source)
    return reader.end()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open = [Node("")]

    def end(self) -> Node:
        if self.rawdata.startswith("<"):
            raise bad(INVALID)  # it ends within a tag
        self.close()
        if len(self.open) > 1:
            raise bad(INVALID)
        return self.open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE | BLOCKS:
            raise bad(INVALID)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self.open[-1].tag != tag:
            raise bad(INVALID)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad(INVALID)
        self.open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        """What has no such name stays as it is."""
        self.open[-1].children.append(unescape(f"&{name};") if name in NAMED else f"&{name}")

    def handle_charref(self, name: str) -> None:
        self.open[-1].children.append(unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        raise bad(INVALID)

    def handle_decl(self, decl: str) -> None:
        raise bad(INVALID)

    def handle_pi(self, data: str) -> None:
        raise bad(INVALID)
