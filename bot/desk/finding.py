"""Which prepared words fit what a customer wrote, and which somebody looks for. Pure.

Nothing is translated or understood: the script of the customer's words tells which languages can be theirs, and beginnings
of words are compared, which is enough to find "parcel" for "parcels" and «посылка» for «посылку».
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from storage.models import Template

SCRIPTS: Mapping[str, str] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    "el": "GREEK",
    "he": "HEBREW",
    "ka": "GEORGIAN",
    "hy": "ARMENIAN",
    "ko": "HANGUL",
    "th": "THAI",
    "zh": "CJK",
    "ja": "CJK",
    "hi": "DEVANAGARI",
}
"""How a letter's Unicode name begins, by language; all others are LATIN."""
PAGE = 8
"""Templates on a page of a list."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Pick:
    """What a button of a list of templates carries: the template, and which answer it is for."""

    template: int
    about: int = 0
    """The customer message to answer; 0: the last one."""
    private: bool = False

    def pack(self) -> int:
        return (self.about * _BASE + self.template) * 2 + self.private

    @classmethod
    def unpack(cls, arg: int) -> Self:
        rest, private = divmod(arg, 2)
        about, template = divmod(rest, _BASE)
        return cls(template, about, bool(private))


_BASE = 2**24


def best(templates: Sequence[Template], said: str, limit: int, language: str | None = None) -> list[Template]:
    """For what a customer said: in their language, where the desk knows it, else in their script; about their words, then
    what is used most, one's own before others'.
    """
    script, stems = _script(said), _stems(said)

    def rank(one: Template) -> tuple[bool, int, bool, int, bool, str]:
        about = 3 * len(stems & _stems(f"{one.name} {one.category or ''}")) + len(stems & _stems(one.text))
        fits = _fits(one.language, script) if language is None else one.language in (None, language)
        other = language is not None and one.language != language
        return (not fits, -about, other, -one.used, one.staff_id is None, one.name.casefold())

    return sorted(templates, key=rank)[:limit]


def found(templates: Sequence[Template], words: str) -> list[Template]:
    """Those with all these words, or beginnings of words; in the name before in the text. One of just this name is
    found alone, one's own before the desk's.
    """
    wanted = _plain(words)
    same = [one for one in templates if _plain(one.name) == wanted]
    if same:
        return sorted(same, key=lambda one: one.staff_id is None)[:1]
    asked = wanted.split()

    def has(text: str) -> bool:
        return all(re.search(rf"(?<!\w){re.escape(word)}", text) for word in asked)

    hits = [one for one in templates if has(_plain(f"{one.name} #{one.category or ''} {one.text}"))]
    return sorted(hits, key=lambda one: (not has(_plain(one.name)), -one.used, one.name.casefold()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(_plain(text)))


def _script(text: str) -> str | None:
    """That most letters are of; None: there are none."""
    names = (unicodedata.name(char, "") for char in text if char.isalpha())
    counted = Counter(name.split()[0].partition("-")[0] for name in names if name)
    for sign in ("HIRAGANA", "KATAKANA"):
        counted["CJK"] += counted.pop(sign, 0)
    (script, number), *_ = counted.most_common(1)
    return script if number else None


def _fits(language: str | None, script: str | None) -> bool:
    return language is None or script is None or SCRIPTS.get(language, "LATIN") == script
