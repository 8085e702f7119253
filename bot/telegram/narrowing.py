"""What a list of cases is narrowed to, by words: `#xxl`, `problem`, `urgent`."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.sorting import category_called, hashtag, meant, priority_called
from bot.desk.states import Refused
from bot.texts import Words
from storage.queries import sorted_as, tags_of


@dataclass(frozen=True, slots=True)
class Only:
    """`words`: what of, as people read it."""

    which: list[ColumnElement[bool]] = field(default_factory=list)
    words: str = ""


async def narrowed(session: AsyncSession, desk_id: int, asked: str, texts: Words, *others: Words) -> Only:
    """A priority, a category, else a tag, with or without `#`; `others`: in these it may be said, too.

    Raises Refused for what is none of them.
    """
    if not asked:
        return Only()
    if (priority := priority_called(asked, texts, *others)) is not None:
        words = texts("priority", priority=priority.name.lower())
        return Only(sorted_as(priority=int(priority)), words)
    if (category := category_called(asked, texts, *others)) is not None:
        return Only(sorted_as(category=category), texts("category", category=category.value))
    found, alike = meant(asked.removeprefix("#"), await tags_of(session, desk_id))
    tag = found or (alike[0] if len(alike) == 1 else None)
    if tag is None:
        raise Refused("nothing-sorted-so", asked=asked)
    return Only(sorted_as(tag_id=tag.id), hashtag(tag.name))
