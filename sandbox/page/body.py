"""The JSON body of a request, read with complaints a person understands."""

Json = dict[str, object]


class Body:
    """Fields of a JSON object. Raises ValueError naming the field."""

    def __init__(self, raw: object) -> None:
        if not isinstance(raw, dict):
            raise ValueError("the body must be a JSON object")
        self.raw: Json = raw

    def text(self, name: str) -> str:
        """Not blank; kept as it was typed."""
        value = self.raw.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{name}: some text is expected")
        return value

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.raw.get(name) not in (None, "") else None

    def integer(self, name: str) -> int:
        value = self.raw.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{name}: a number is expected")
        return value

    def optional_integer(self, name: str) -> int | None:
        return self.integer(name) if self.raw.get(name) is not None else None

    def flag(self, name: str) -> bool:
        return self.raw.get(name) is True
