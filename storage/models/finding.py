"""What `/find` looks through, and what was looked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now

ERA = 2_419_200
"""Seconds: four weeks."""
NAMED = -1
"""In place of an era, for what is known of customers."""


class Findable(Base):
    """The words of something that was said, or by which a customer is known. Triggers keep it as the rest is, whoever
    writes that; nothing refers to it but `Search`, which outlives what it refers to.

    Rows of their own and no column of `messages`: those change five times each, and each time the index of all the words
    would be written anew.
    """

    __tablename__ = "findable"
    __table_args__ = (
        UniqueConstraint("kind", "ref"),
        CheckConstraint("kind IN ('message', 'note', 'identity', 'customer', 'kept')", name="kind"),
        Index(
            "ix_findable_words",
            "words",
            "era",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index("ix_findable_at", "desk_id", "at"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int]
    kind: Mapped[str]
    """`identity`, `customer`: a name, a handle. `kept`: a note about a customer."""
    ref: Mapped[int]
    """The row's id in its own table."""
    case_id: Mapped[int | None]
    """Of what was said."""
    customer_id: Mapped[int | None]
    """Of what is known of a customer."""
    at: Mapped[datetime | None]
    """When it was said; NULL: it is known of a customer."""
    words: Mapped[Any] = mapped_column(TSVECTOR)
    """`otklik_words`: stems of Russian and English with their places, and every word as it is written."""
    era: Mapped[list[int]] = mapped_column(
        ARRAY(Integer),
        Computed(
            "ARRAY[CASE WHEN at IS NULL THEN -1"
            " ELSE floor(EXTRACT(epoch FROM at - to_timestamp(0)) / 2419200)::integer END]",
            persisted=True,
        ),
    )
    """The four weeks it was said in (`ERA`), within the index of words: so a word that is in every third message is looked
    for in the newest time alone."""


class Search(Base):
    """What somebody looked for and found: the pages of a result stay as they were, also over a restart."""

    __tablename__ = "searches"
    __table_args__ = (Index("ix_searches_at", "at"),)

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    query: Mapped[str] = mapped_column(Text)
    found: Mapped[Json] = mapped_column(JSONB)
    """As `bot.lookup.Found` packs it: ids only."""
    at: Mapped[datetime] = now()


WORDS = """
CREATE FUNCTION otklik_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.russian', plain) || strip(to_tsvector('pg_catalog.simple', plain))
    FROM (SELECT translate(left(said, 50000), 'ёЁ', 'еЕ') AS plain) AS it
$$
"""
KEEP = """
CREATE FUNCTION otklik_keep_findable(
    desk bigint, what text, number bigint, of_case bigint, of_customer bigint, said_at timestamptz, said tsvector
) RETURNS void LANGUAGE sql AS $$
    DELETE FROM findable WHERE kind = what AND ref = number AND (desk IS NULL OR said IS NULL OR said = '');
    INSERT INTO findable (desk_id, kind, ref, case_id, customer_id, at, words)
    SELECT desk, what, number, of_case, of_customer, said_at, said WHERE desk IS NOT NULL AND said <> ''
    ON CONFLICT (kind, ref) DO UPDATE
    SET case_id = excluded.case_id, customer_id = excluded.customer_id, at = excluded.at, words = excluded.words
$$
"""

OF_MESSAGE = """
    PERFORM otklik_keep_findable(
        CASE WHEN NEW.automatic THEN NULL ELSE NEW.desk_id END, 'message', NEW.id, NEW.case_id, NULL, NEW.at,
        otklik_words(concat_ws(' ', NEW.title, NEW.text)));
"""
OF_NOTE = """
    PERFORM otklik_keep_findable(
        (SELECT desk_id FROM cases WHERE id = NEW.case_id), 'note', NEW.id, NEW.case_id, NULL, NEW.created_at,
        otklik_words(NEW.text));
"""
OF_IDENTITY = """
    PERFORM otklik_keep_findable(
        NEW.desk_id, 'identity', NEW.id, NULL, NEW.customer_id, NULL,
        otklik_words(coalesce(NEW.name, '')) || array_to_tsvector(ARRAY[
            '@' || left(lower(NEW.external_id), 200),
            '@' || left(lower(coalesce(substring(NEW.url FROM '([^/?#]+)/?$'), NEW.external_id)), 200)]));
"""
OF_CUSTOMER = """
    PERFORM otklik_keep_findable(
        NEW.desk_id, 'customer', NEW.id, NULL, NEW.id, NULL, otklik_words(NEW.name));
"""
OF_KEPT = """
    PERFORM otklik_keep_findable(
        (SELECT desk_id FROM customers WHERE id = NEW.customer_id), 'kept', NEW.id, NULL, NEW.customer_id, NULL,
        CASE WHEN NEW.deleted_at IS NULL THEN otklik_words(NEW.text) END);
"""
TRIGGERS = {
    "messages": ("message", "text, title, case_id", OF_MESSAGE),
    "notes": ("note", "text, case_id", OF_NOTE),
    "identities": ("identity", "name, url, customer_id", OF_IDENTITY),
    "customers": ("customer", "name", OF_CUSTOMER),
    "customer_notes": ("kept", "text, customer_id, deleted_at", OF_KEPT),
}
"""By table: what its rows are called in `Findable.kind`, the columns that matter, what is done."""


def trigger(table: str, kind: str, columns: str, does: str) -> tuple[str, str]:
    """What keeps the findable words of one table."""
    gone = f"DELETE FROM findable WHERE kind = '{kind}' AND ref = OLD.id;"  # noqa: S608 - our own words
    function = (
        f"CREATE FUNCTION otklik_find_{table}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN\n    IF TG_OP = 'DELETE' THEN\n        {gone}\n        RETURN NULL;\n    END IF;"
        f"{does}    RETURN NULL;\nEND\n$$"
    )
    fires = (
        f"CREATE TRIGGER findable AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION otklik_find_{table}()"
    )
    return function, fires


_made: list[str] = [WORDS, KEEP]
for _table, (_kind, _columns, _does) in TRIGGERS.items():
    _made += trigger(_table, _kind, _columns, _does)
for _statement in _made:
    # After all tables: the triggers stand on five of them.
    event.listen(Base.metadata, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]
