"""Stars and the title of a review."""

from __future__ import annotations

from bot.desk.richtext import EMPTY, Rich, bold, fill, join, name, plain
from bot.desk.view import Said, Texts

STARS = 5
TITLE = 100
"""Code points."""


def stars(said: Said, texts: Texts) -> Rich:
    """`★★★☆☆ Broken on arrival`, and what it was before."""
    title = bold(name(said.title or "", TITLE))
    if said.rating is None:
        return title
    was = EMPTY
    if said.rating_was is not None:
        was = fill(texts, "review-was", stars=plain(_drawn(said.rating_was)))
    return join(" ", (plain(_drawn(said.rating)), title, was))


def _drawn(rating: int) -> str:
    full = min(max(rating, 0), STARS)
    return "★" * full + "☆" * (STARS - full)
