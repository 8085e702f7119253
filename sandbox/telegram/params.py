"""Request parameters: whatever the transport, text by name, and uploaded files."""

import json
from dataclasses import dataclass, field

from .errors import bad
from .fields import array, parsed
from .model import Json, Text
from .texts import formatted

PLAIN = frozenset(
    {"text", "caption", "callback_query_id", "name", "url", "file_id", "secret_token", "parse_mode", "action"}
)


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """The arguments of one request. An empty value counts as absent, as on the real server."""

    raw: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: Json) -> "Params":
        return cls({name: as_argument(value) for name, value in body.items() if value is not None})

    def __contains__(self, name: str) -> bool:
        return bool(self.raw.get(name))

    def text(self, name: str) -> str:
        return self.raw.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """What does not read as a number is 0."""
        raw = self.raw.get(name, "")
        if not raw:
            return default
        try:
            return int(raw)
        except ValueError:
            return 0

    def bounded(self, name: str, default: int, low: int, high: int) -> int:
        return max(low, min(high, self.integer(name, default)))

    def flag(self, name: str) -> bool:
        return self.raw.get(name, "").lower() in ("true", "yes", "1")

    def json(self, name: str, complaint: str) -> object:
        """None when absent."""
        raw = self.raw.get(name, "")
        return parsed(raw, complaint) if raw else None

    def formatted(self, name: str, entities: str) -> Text:
        """Text under `name`, by parse_mode or by its explicit entities."""
        given = array(self._lenient(entities))
        return formatted(self.text(name), self.text("parse_mode"), given)

    def ids(self, name: str, limit: int) -> list[int]:
        """A list of message identifiers."""
        value = self.json(name, f"Can't parse {name} JSON object")
        if value is None or value == []:
            raise bad("Message identifiers are not specified")
        if not isinstance(value, list):
            raise bad("Expected an Array of message identifiers")
        if len(value) > limit:
            raise bad("Too many message identifiers specified")
        return [message_id(each) for each in value]

    def _lenient(self, name: str) -> object:
        try:
            return json.loads(self.raw.get(name) or "null")
        except ValueError:
            return None

    def decoded(self) -> Json:
        """For the record of calls: JSON values decoded, files as their names."""
        shown: Json = {name: decoded(name, value) for name, value in self.raw.items()}
        return shown | {name: f"<{upload.name}>" for name, upload in self.files.items() if name not in shown}


def message_id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad("Message identifier must be a Number")
    try:
        number = int(value)
    except ValueError:
        raise bad("Can't parse message identifier as a Number") from None
    if number <= 0:
        raise bad("Invalid message identifier specified")
    return number


def as_argument(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def decoded(name: str, value: str) -> object:
    if name in PLAIN:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
