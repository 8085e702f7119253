"""Raw text and parse_mode to a `Text` as the server stores it: parsed, cleaned, trimmed, entities in order."""

import re
from collections.abc import Iterable

from .. import utf16
from ..errors import bad
from ..fields import Fields, array
from ..model import Entity, Text
from .found import with_found
from .html import parse_html

MAX_RAW_BYTES = 32768
CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x20]")
REMOVED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
OUTER = ("expandable_blockquote", "blockquote")
ORDER = (*OUTER, "pre", "code", "text_link", "text_mention", "bold", "italic", "underline", "strikethrough")
GIVEN = frozenset({*ORDER, "spoiler", "custom_emoji", "date_time"})
AUTOMATIC = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


def formatted(raw: str, parse_mode: str = "", entities: object = None) -> Text:
    """What a bot sends. Raises ApiError on bad markup; the result may be empty, limits are the caller's."""
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise bad("Text is too long")
    mode = parse_mode.lower()
    if raw and mode == "html":
        plain, found = parse_html(raw)
    elif raw and mode not in ("", "none"):
        raise bad("Unsupported parse_mode")
    else:
        plain, found = raw, [entity for each in array(entities) if (entity := given_entity(each))]
    return fixed(plain, found)


def typed(plain: str) -> Text:
    """What a person types into a client."""
    return fixed(plain, [])


def given_entity(value: object) -> Entity | None:
    """One MessageEntity of a request; the kinds a server finds by itself are ignored."""
    try:
        fields = Fields(value, "expected an Object")
        kind, offset, length = fields.text("type"), fields.integer("offset"), fields.integer("length")
        if kind in AUTOMATIC:
            return None
        if kind not in GIVEN:
            raise bad("Unsupported type specified")
        user = Fields(fields.raw["user"], "expected an Object") if kind == "text_mention" else None
        return Entity(
            kind,
            offset,
            length,
            url=fields.optional_text("url"),
            user_id=user.integer("id") if user else None,
            language=fields.optional_text("language") if kind == "pre" else None,
            custom_emoji_id=fields.optional_text("custom_emoji_id"),
            unix_time=fields.optional_integer("unix_time"),
            date_time_format=(fields.optional_text("date_time_format") or "")
            if kind == "date_time"
            else None,
        )
    except KeyError:
        raise bad("Can't parse MessageEntity: Can't find field \"user\"") from None


def fixed(plain: str, entities: Iterable[Entity]) -> Text:
    """Characters the server replaces or drops, outer whitespace, and entities that became empty."""
    clean, entities = cleaned(plain, list(entities))
    kept = [entity for entity in entities if utf16.cut(clean, entity.offset, entity.length).strip()]
    begin = leading(clean, min((entity.offset for entity in kept), default=len(clean)))
    body = clean.rstrip()
    end = utf16.length(body)
    shifted = [
        entity.at(entity.offset - begin, min(entity.end, end) - entity.offset)
        for entity in kept
        if entity.offset < end
    ]
    text = body[begin:]
    return Text(text, tuple(ordered(with_found(text, without_nested_in_code(shifted)))))


def cleaned(plain: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    if not REMOVED.search(plain):
        return CONTROL.sub(" ", plain), entities
    gone = [utf16.length(plain[: hit.start()]) for hit in REMOVED.finditer(plain)]

    def moved(position: int) -> int:
        return position - sum(each < position for each in gone)

    entities = [each.at(moved(each.offset), moved(each.end) - moved(each.offset)) for each in entities]
    return CONTROL.sub(" ", REMOVED.sub("", plain)), entities


def leading(text: str, until: int) -> int:
    """How many spaces and line ends at the front are dropped: those before the first entity."""
    count = 0
    while count < min(until, len(text)) and text[count] in " \n":
        count += 1
    return count


def without_nested_in_code(entities: list[Entity]) -> list[Entity]:
    blocks = [each for each in entities if each.type in ("code", "pre")]
    return [
        each
        for each in entities
        if each in blocks
        or each.type in OUTER
        or not any(block.offset <= each.offset and each.end <= block.end for block in blocks)
    ]


def ordered(entities: list[Entity]) -> list[Entity]:
    def place(entity: Entity) -> tuple[int, int, int]:
        rank = ORDER.index(entity.type) if entity.type in ORDER else len(ORDER)
        return entity.offset, -entity.length, rank

    return sorted(entities, key=place)
