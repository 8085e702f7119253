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


@dataclass
class Parsed:
    text: str = ""
    """What a reader sees."""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parsed = Parsed()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        assert not (tag == "blockquote" and "blockquote" in self.open), "a quote in a quote"
        assert not {"code", tag} & set(self.open), self.open
        assert tag != "a" or dict(attrs)["href"], "a link to nowhere"
        self.open.append(tag)
        self.parsed.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.parsed.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def parse(html: str) -> Parsed:
    """Raises AssertionError for what Telegram would not take; UnicodeEncodeError for a lone surrogate."""
    html.encode()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, reader.open
    return reader.parsed
