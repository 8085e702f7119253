"""Reading JSON objects inside request parameters, with the server's words for what is wrong."""

import json

from .errors import bad
from .model import Json


class Fields:
    """One JSON object; numbers may come as strings and strings as numbers, as the real server takes them."""

    def __init__(self, value: object, complaint: str) -> None:
        if not isinstance(value, dict):
            raise bad(complaint)
        self.raw: Json = value

    def __contains__(self, name: str) -> bool:
        return self.raw.get(name) is not None

    def text(self, name: str) -> str:
        found = self.optional_text(name)
        if found is None:
            raise bad(f'Can\'t find field "{name}"')
        return found

    def optional_text(self, name: str) -> str | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise bad(f'Field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str) -> int:
        found = self.optional_integer(name)
        if found is None:
            raise bad(f'Can\'t find field "{name}"')
        return found

    def optional_integer(self, name: str) -> int | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise bad(f'Field "{name}" must be a Number')
        try:
            return int(value)
        except ValueError:
            raise bad(f'Field "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise bad(f'Field "{name}" must be of type Boolean')
        return value


def array(value: object) -> list[object]:
    """A JSON array, or nothing."""
    return value if isinstance(value, list) else []


def parsed(raw: str, complaint: str) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        raise bad(complaint) from None
