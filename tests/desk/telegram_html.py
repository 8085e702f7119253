"""Telegram's HTML as Telegram reads it, strictly enough to refuse what its server would refuse.

Allowed tags and attributes: core.telegram.org/bots/api#html-style, and `tg-time` (Bot API 9.5).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

ALLOWED: dict[str, set[str]] = {
    "b": set(),
    "s": set(),
    "i": set(),
    "code": set(),
    "a": {"href"},
    "blockquote": {"expandable"},
    "tg-time": {"unix", "format"},
}


RICH: dict[str, set[str]] = {
    "b": set(),
    "i": set(),
    "a": {"href"},
    **{f"h{size}": set() for size in range(1, 7)},
    "p": set(),
    "ul": set(),
    "li": set(),
    "table": {"bordered", "striped"},
    "tr": set(),
    "th": {"align"},
    "td": {"align"},
    "details": set(),
    "summary": set(),
    "img": {"src"},
}
"""Of those in a rich message, the ones that we use: core.telegram.org/bots/api#rich-message-formatting-options."""

INLINE = {"b", "i", "a"}
INSIDE = {"li": {"ul"}, "tr": {"table"}, "th": {"tr"}, "td": {"tr"}, "summary": {"details"}}
"""What stands in these alone; other blocks stand by themselves, or in details."""


@dataclass
class Parsed:
    text: str = ""
    """What a reader sees."""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, rich: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.parsed = Parsed()
        self.rich = rich
        self.allowed = RICH if rich else ALLOWED
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.allowed, tag
        assert {name for name, _ in attrs} <= self.allowed[tag], attrs
        assert not self.rich or self._may_stand(tag), (tag, self.open)
        assert not (tag == "blockquote" and "blockquote" in self.open), "a quote in a quote"
        assert not {"code", tag} & set(self.open), self.open
        assert tag != "a" or dict(attrs)["href"], "a link to nowhere"
        self.open.append(tag)
        self.parsed.tags.append((tag, dict(attrs)))

    def _may_stand(self, tag: str) -> bool:
        around = self.open[-1] if self.open else ""
        if tag in INLINE:
            return bool(around) and around not in {"ul", "table", "tr", "details"}
        return around in INSIDE.get(tag, {"", "details"})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "img", f"<{tag}/>"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert tag != "img", "</img>"
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert not self.rich or (self.open and self.open[-1] not in {"ul", "table", "tr", "details"}), data
        self.parsed.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def parse(html: str, *, rich: bool = False) -> Parsed:
    """Raises AssertionError for what Telegram would not take; UnicodeEncodeError for a lone surrogate."""
    html.encode()
    reader = _Reader(rich)
    reader.feed(html)
    reader.close()
    assert not reader.open, reader.open
    return reader.parsed
