"""Every column that may hold words is known to those who forget a customer."""

from __future__ import annotations

from sqlalchemy import ARRAY, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.types import TypeEngine

from bot.forgetting.registry import KEPT, TO_IDENTITY, TO_WORDS
from storage.models import Base


def holds_words(kind: TypeEngine[object]) -> bool:
    if isinstance(kind, ARRAY):
        return holds_words(kind.item_type)
    return isinstance(kind, Text | JSONB | LargeBinary | TSVECTOR)


COLUMNS = {
    f"{table.name}.{column.name}"
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if holds_words(column.type)
}
ERASED = {
    f"{table}.{column}"
    for registry in (TO_WORDS, TO_IDENTITY)
    for table, columns in registry.items()
    for column in columns
}
LEFT = [column for columns in KEPT.values() for column in columns]


def test_every_column_with_words_is_erased_or_known_to_hold_nothing_of_a_customer() -> None:
    """A new one belongs into `bot/forgetting/registry.py`: how it is erased, or why it need not be."""
    assert ERASED | set(LEFT) == COLUMNS


def test_each_is_one_of_both_and_named_once() -> None:
    assert not ERASED & set(LEFT)
    assert len(LEFT) == len(set(LEFT))
