"""A tree of tags to the blocks of a rich message, as Bot API JSON; and all of it as one text with its links.

Shapes: RichBlock… and RichText… of the Bot API. Played: text in all its forms, tables, lists, quotations, details, dividers,
photos alone, in collages and in slideshows. The refusals are those that bots report of the official server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs, urlsplit

from .. import utf16
from ..errors import bad
from ..model import Entity, File, Json, Text
from . import html
from .links import WrongLink, check_link
from .rich import BLOCKS, INVALID, SPACE, Node

MAX_TEXT, MAX_BLOCKS, MAX_DEPTH, MAX_MEDIA, MAX_COLUMNS = 32768, 500, 16, 50, 20
STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "tg-spoiler": "spoiler",
}
Parts = list[object]
"""A RichText: strings and objects, one after the other."""


class Blocks:
    """`photos`: the media of the message by the ids that its tags name."""

    def __init__(self, photos: Mapping[str, File]) -> None:
        self.photos = photos
        self.count = self.media = 0

    def read(self, root: Node) -> list[Json]:
        if _depth(root) > MAX_DEPTH:
            raise bad("RICH_MESSAGE_DEPTH_INVALID")
        blocks = self.flow(root.children)
        if not any(one["type"] not in ("divider", "anchor") for one in blocks):
            raise bad("RICH_MESSAGE_EMPTY")
        if self.count > MAX_BLOCKS:
            raise bad("RICH_MESSAGE_BLOCKS_TOO_MANY")
        if self.media > MAX_MEDIA:
            raise bad("RICH_MESSAGE_MEDIA_TOO_MANY")
        if len(flat(blocks).plain) > MAX_TEXT:
            raise bad("RICH_MESSAGE_TEXT_TOO_LONG")
        return blocks

    def flow(self, children: Iterable[Node | str]) -> list[Json]:
        """Blocks; what stands between them are paragraphs."""
        blocks: list[Json] = []
        loose: list[Node | str] = []

        def close() -> None:
            if text := _trimmed(_inline(loose)):
                blocks.append(self.block("paragraph", text=_text(text)))
            loose.clear()

        for child in children:
            anchor = isinstance(child, Node) and child.tag == "a" and not child.children
            if isinstance(child, Node) and (child.tag in BLOCKS or anchor):
                close()
                blocks += self.blocks_of(child)
            else:
                loose.append(child)
        close()
        return blocks

    def block(self, kind: str, **fields: object) -> Json:
        self.count += 1
        return {"type": kind, **{name: value for name, value in fields.items() if value not in (None, False)}}

    def blocks_of(self, node: Node) -> list[Json]:
        match node.tag:
            case "p" | "footer":
                text = _trimmed(_inline(node.children))
                kind = "paragraph" if node.tag == "p" else "footer"
                return [self.block(kind, text=_text(text))] if text else []
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                text = _trimmed(_inline(node.children))
                return [self.block("heading", text=_text(text), size=int(node.tag[1]))] if text else []
            case "a":
                return [self.block("anchor", name=node.attributes.get("name", ""))]
            case "hr":
                return [self.block("divider")]
            case "pre":
                return [self.preformatted(node)]
            case "ul" | "ol":
                return [self.block("list", items=[self.item(one, n) for n, one in _items(node)])]
            case "blockquote" | "aside":
                return [self.quotation(node)]
            case "table":
                return [self.table(node)]
            case "details":
                return [self.details(node)]
            case "img":
                return [self.photo(node)]
            case "figure" | "tg-collage" | "tg-slideshow":
                return [self.figure(node)]
            case _:
                raise bad(INVALID)

    def preformatted(self, node: Node) -> Json:
        code = node.first("code")
        inside = node if code is None else code
        named = "" if code is None else code.attributes.get("class", "")
        language = named.removeprefix("language-") if named.startswith("language-") else None
        return self.block("pre", text=_text(_inline(inside.children, keep=True)), language=language)

    def item(self, node: Node, number: int | None) -> Json:
        self.count += 1
        label = "•" if number is None else f"{number}."
        return {"label": label, "blocks": self.flow(node.children)}

    def quotation(self, node: Node) -> Json:
        cite = node.first("cite")
        credit = None if cite is None else _text(_trimmed(_inline(cite.children)))
        rest = [one for one in node.children if one is not cite]
        if node.tag == "aside":
            return self.block("pullquote", text=_text(_trimmed(_inline(rest))), credit=credit)
        if {"collapsed", "expandable"} & node.attributes.keys():
            return self.block("expandable_blockquote", text=_text(_trimmed(_inline(rest))), credit=credit)
        return self.block("blockquote", blocks=self.flow(rest), credit=credit)

    def table(self, node: Node) -> Json:
        caption = node.first("caption")
        rows = [
            [_cell(cell) for cell in row.only("th", "td")]
            for row in node.only("tr", "caption")
            if row.tag == "tr"
        ]
        self.count += len(rows)
        if not any(rows):
            raise bad(INVALID)
        if max(sum(_span(cell, "colspan") for cell in row) for row in rows) > MAX_COLUMNS:
            raise bad("RICH_MESSAGE_TABLE_COLS_TOO_MANY")
        return self.block(
            "table",
            cells=rows,
            is_bordered="bordered" in node.attributes,
            is_striped="striped" in node.attributes,
            is_compact="compact" in node.attributes,
            caption=None if caption is None else _text(_trimmed(_inline(caption.children))),
        )

    def details(self, node: Node) -> Json:
        summary = node.first("summary")
        if summary is None:
            raise bad(INVALID)
        return self.block(
            "details",
            summary=_text(_trimmed(_inline(summary.children))),
            blocks=self.flow(one for one in node.children if one is not summary),
            is_open="open" in node.attributes,
        )

    def photo(self, node: Node) -> Json:
        """A file that came along; there is no internet to fetch others from."""
        source = node.attributes.get("src", "")
        parts = urlsplit(source)
        if parts.scheme in ("http", "https"):
            raise bad("RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND")
        if (parts.scheme, parts.netloc) != ("tg", "photo"):
            raise bad("RICH_MESSAGE_PHOTO_URL_INVALID")
        file = self.photos.get(parse_qs(parts.query).get("id", [""])[0])
        if file is None:
            raise bad("RICH_MESSAGE_PHOTO_INVALID")
        self.media += 1
        size = {"file_id": file.file_id, "file_unique_id": file.unique_id, "width": file.width}
        sizes = [{**size, "height": file.height, "file_size": len(file.data)}]
        return self.block("photo", photo=sizes, has_spoiler="tg-spoiler" in node.attributes)

    def figure(self, node: Node) -> Json:
        inside = list(node.only("img", "figcaption"))
        photos = [self.photo(one) for one in inside if one.tag == "img"]
        caption = next((_caption(one) for one in inside if one.tag == "figcaption"), None)
        if node.tag == "figure" and len(photos) == 1:
            return photos[0] if caption is None else {**photos[0], "caption": caption}
        if node.tag == "figure" or not photos:
            raise bad(INVALID)
        return self.block(node.tag.removeprefix("tg-"), blocks=photos, caption=caption)


def _depth(node: Node) -> int:
    return max((1 + _depth(one) for one in node.children if isinstance(one, Node)), default=0)


def _items(node: Node) -> Iterable[tuple[int | None, Node]]:
    start = node.attributes.get("start", "1")
    first = int(start) if start.isdigit() else 1
    for place, one in enumerate(node.only("li")):
        yield (first + place if node.tag == "ol" else None), one


def _cell(node: Node) -> Json:
    text = _trimmed(_inline(node.children))
    shown: Json = {"text": _text(text)} if text else {}
    if node.tag == "th":
        shown["is_header"] = True
    for name in ("colspan", "rowspan"):
        if (span := node.attributes.get(name, "")).isdigit() and int(span) > 1:
            shown[name] = int(span)
    shown["align"] = _one_of(node.attributes.get("align"), "left", "center", "right")
    shown["valign"] = _one_of(node.attributes.get("valign"), "top", "middle", "bottom")
    return shown


def _one_of(value: str | None, *choices: str) -> str:
    return value if value in choices else choices[0]


def _span(cell: Json, name: str) -> int:
    span = cell.get(name, 1)
    return span if isinstance(span, int) else 1


def _caption(node: Node) -> Json:
    cite = node.first("cite")
    text = _text(_trimmed(_inline([one for one in node.children if one is not cite])))
    return (
        {"text": text} if cite is None else {"text": text, "credit": _text(_trimmed(_inline(cite.children)))}
    )


# --- text


def _inline(children: Iterable[Node | str], *, keep: bool = False) -> Parts:
    """`keep`: space as it is, as in code blocks."""
    parts: Parts = []
    for child in children:
        part = (child if keep else SPACE.sub(" ", child)) if isinstance(child, str) else _styled(child, keep)
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return parts


def _styled(node: Node, keep: bool) -> object:
    if node.tag == "br":
        return "\n"
    if node.tag in BLOCKS or node.tag == "cite":
        raise bad(INVALID)
    text = _text(_inline(node.children, keep=keep))
    if (style := STYLES.get(node.tag)) is not None:
        return {"type": style, "text": text} if text else ""
    match node.tag:
        case "tg-emoji":
            emoji = html.custom_emoji(node.attributes.get("emoji-id", ""), 0, 1)
            return {
                "type": "custom_emoji",
                "custom_emoji_id": emoji.custom_emoji_id,
                "alternative_text": text,
            }
        case "tg-time":
            moment = html.date_time(node.attributes, 0, 1)
            if moment is None:
                return text
            how = moment.date_time_format
            return {"type": "date_time", "text": text, "unix_time": moment.unix_time, "date_time_format": how}
        case _:
            return _link(node.attributes, text)


def _link(attributes: Mapping[str, str], text: object) -> object:
    if "href" not in attributes:
        return {"type": "anchor", "name": attributes.get("name", "")}
    href = attributes["href"]
    if href.startswith("#"):
        return {"type": "anchor_link", "text": text, "anchor_name": href[1:]}
    for scheme, kind in (("mailto:", "email_address"), ("tel:", "phone_number")):
        if href.startswith(scheme):
            return {"type": kind, "text": text, kind: href.removeprefix(scheme)}
    try:
        return {"type": "url", "text": text, "url": check_link(href)}
    except WrongLink:
        raise bad("RICH_MESSAGE_URL_INVALID") from None


def _trimmed(parts: Parts) -> Parts:
    """Without the space at both ends."""
    trimmed = list(parts)
    if trimmed and isinstance(trimmed[0], str):
        trimmed[0] = trimmed[0].lstrip(" \n")
    if trimmed and isinstance(trimmed[-1], str):
        trimmed[-1] = trimmed[-1].rstrip(" \n")
    return [one for one in trimmed if one != ""]


def _text(parts: Parts) -> object:
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return parts or ""


# --- all of it as one text


def flat(blocks: Iterable[Json]) -> Text:
    """A line a block, cells divided by bars, with the links as entities: for those who want to read or press them."""
    writer = _Writer()
    for one in blocks:
        writer.block(one)
    return Text("".join(writer.out).rstrip("\n"), tuple(writer.links))


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.offset = 0
        self.links: list[Entity] = []

    def block(self, block: Json) -> None:
        for name in ("summary", "text", "caption"):
            if name in block:
                self.line(block[name])
        rows = block.get("cells")
        for row in rows if isinstance(rows, list) else []:
            for place, cell in enumerate(row):
                self.emit(" | " if place else "")
                self.rich(cell.get("text", ""))
            self.emit("\n")
        for name in ("blocks", "items"):
            inside = block.get(name)
            for one in inside if isinstance(inside, list) else []:
                self.block(one)

    def line(self, text: object) -> None:
        self.rich(text)
        self.emit("\n")

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16.length(text)

    def rich(self, text: object) -> None:
        if isinstance(text, str):
            self.emit(text)
        elif isinstance(text, list):
            for one in text:
                self.rich(one)
        elif isinstance(text, dict):
            begin = self.offset
            self.rich(text.get("text", text.get("alternative_text", "")))
            url = text.get("url")
            if isinstance(url, str) and self.offset > begin:
                self.links.append(Entity("text_link", begin, self.offset - begin, url=url))
