"""Strict reading of form parameters: VK says which one is wrong, and `"True"` is not 1 (facts/vk.md, 3 and 4)."""

import json
import re
from collections.abc import Mapping, Sequence

from sandbox.vk.errors import bad_param

INTEGER = re.compile(r"-?\d{1,19}")
INT64 = 2**63


class Params:
    """An empty value counts as absent, as a form cannot tell them apart."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def has(self, name: str) -> bool:
        return self.values.get(name, "") != ""

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name) or default

    def required(self, name: str) -> str:
        if not self.has(name):
            raise bad_param(f"{name} is undefined")
        return self.values[name]

    def integer(
        self, name: str, default: int = 0, *, minimum: int | None = None, maximum: int | None = None
    ) -> int:
        return self._integer(name, self.values[name], minimum, maximum) if self.has(name) else default

    def required_integer(self, name: str, *, minimum: int | None = None, maximum: int | None = None) -> int:
        return self._integer(name, self.required(name), minimum, maximum)

    def optional_integer(self, name: str, *, minimum: int | None = None) -> int | None:
        return self._integer(name, self.values[name], minimum, None) if self.has(name) else None

    def flag(self, name: str, default: bool = False) -> bool:
        if not self.has(name):
            return default
        if self.values[name] not in ("0", "1"):
            raise bad_param(f"{name} should be 0 or 1")
        return self.values[name] == "1"

    def strings(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def integers(self, name: str, *, most: int, minimum: int | None = None) -> list[int]:
        parts = self.strings(name)
        if len(parts) > most:
            raise bad_param(f"{name} should contain not more than {most} items")
        return [self._integer(name, part, minimum, None) for part in parts]

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """One of `allowed`; the first is the default."""
        value = self.text(name, allowed[0])
        if value not in allowed:
            raise bad_param(f"{name} should be one of {', '.join(allowed)}")
        return value

    def json_object(self, name: str) -> dict[str, object] | None:
        if not self.has(name):
            return None
        try:
            value = json.loads(self.values[name])
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise bad_param(f"{name} is not a JSON object")
        return value

    @staticmethod
    def _integer(name: str, value: str, minimum: int | None, maximum: int | None) -> int:
        if not INTEGER.fullmatch(value) or not -INT64 <= int(value) < INT64:
            raise bad_param(f"{name} not integer")
        number = int(value)
        if minimum is not None and number < minimum:
            raise bad_param(f"{name} should be greater or equal to {minimum}")
        if maximum is not None and number > maximum:
            raise bad_param(f"{name} should be less or equal to {maximum}")
        return number
