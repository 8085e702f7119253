"""The words, by language: Fluent files in `bot/locales/<language>/`, one for each part of the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "ru", "bg", "pl")


class Words:
    """One language's words. Raises KeyError for a key that does not exist, ValueError for a missing argument."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in sorted(files("bot.locales").joinpath(language).iterdir(), key=lambda file: file.name):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __call__(self, key: str, /, **params: str | int | float) -> str:
        message = self._bundle.get_message(key)
        if message is None or message.value is None:
            raise KeyError(f"no words for {key!r} in {self.language}")
        text, errors = self._bundle.format_pattern(message.value, params)
        if errors:
            raise ValueError(f"{key} in {self.language}: {errors[0]}")
        return str(text)


@cache
def words(language: str) -> Words:
    """Loaded once. Raises FileNotFoundError for a language without words."""
    return Words(language)
