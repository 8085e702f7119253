"""The words, by language: Fluent files in `bot/locales/<language>/`, one for each part of the program."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    from storage.models import Desk, Staff

LANGUAGES = ("en", "ru", "bg", "pl")


LONGEST = 900
"""Characters of what somebody wrote, where it stands in words of ours: Fluent refuses more than 1,000."""

KEPT = 4096
"""So many words are kept once they were put together: those with figures, signs or words of ours in them come again and
again. What somebody wrote, or is called, is not kept.
"""


class Words:
    """One language's words. Raises KeyError for a key that does not exist, ValueError for a missing argument."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._kept = lru_cache(KEPT, typed=True)(self._filled)
        self._own = set[str]()
        """Words without anything in them, as far as they were asked for."""
        for file in sorted(files("bot.locales").joinpath(language).iterdir(), key=lambda file: file.name):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __call__(self, key: str, /, **params: str | int | float) -> str:
        if not params:
            words = self._kept(key)
            self._own.add(words)
            return words
        if all(
            not isinstance(value, str) or len(value) < 2 or value in self._own for value in params.values()
        ):
            return self._kept(key, **params)
        return self._filled(key, **params)

    def _filled(self, key: str, /, **params: str | int | float) -> str:
        message = self._bundle.get_message(key)
        if message is None or message.value is None:
            raise KeyError(f"no words for {key!r} in {self.language}")
        text, errors = self._bundle.format_pattern(message.value, {**params, **_cut(params)})
        if errors:
            raise ValueError(f"{key} in {self.language}: {errors[0]}")
        return str(text)


def _cut(params: Mapping[str, str | int | float]) -> dict[str, str]:
    return {
        name: f"{value[:LONGEST]}…"
        for name, value in params.items()
        if isinstance(value, str) and len(value) > LONGEST
    }


@cache
def words(language: str) -> Words:
    """Loaded once. Raises FileNotFoundError for a language without words."""
    return Words(language)


async def learn(languages: Iterable[str]) -> None:
    """Loads them beside the loop: one takes up to half a second, in which everybody would wait for a single one's words."""
    for language in languages:
        await asyncio.to_thread(words, language)


def words_for(desk: Desk, staff: Staff | None) -> Words:
    """For what only this person sees: in their own language, else in the desk's. What a group sees is in the desk's."""
    return words(desk.language if staff is None else staff.language or desk.language)


def tongues(desk: Desk, staff: Staff | None) -> tuple[Words, ...]:
    """In which they may write to the bot: their own language, and the desk's. English words are understood besides."""
    own, common = words_for(desk, staff), words(desk.language)
    return (own,) if own is common else (own, common)
