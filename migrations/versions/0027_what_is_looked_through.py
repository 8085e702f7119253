"""what is looked through.

Revision 0027, after 0020.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

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


FILL = """
INSERT INTO findable (desk_id, kind, ref, case_id, customer_id, at, words)
SELECT * FROM (
    SELECT desk_id, 'message', id, case_id, NULL::bigint, at, otklik_words(concat_ws(' ', title, text)) AS words
    FROM messages WHERE NOT automatic
    UNION ALL
    SELECT c.desk_id, 'note', n.id, n.case_id, NULL, n.created_at, otklik_words(n.text)
    FROM notes n JOIN cases c ON c.id = n.case_id
    UNION ALL
    SELECT desk_id, 'identity', id, NULL, customer_id, NULL,
        otklik_words(coalesce(name, '')) || array_to_tsvector(ARRAY[
            '@' || left(lower(external_id), 200),
            '@' || left(lower(coalesce(substring(url FROM '([^/?#]+)/?$'), external_id)), 200)])
    FROM identities
    UNION ALL
    SELECT desk_id, 'customer', id, NULL, id, NULL, otklik_words(name) FROM customers WHERE name IS NOT NULL
    UNION ALL
    SELECT c.desk_id, 'kept', n.id, NULL, n.customer_id, NULL, otklik_words(n.text)
    FROM customer_notes n JOIN customers c ON c.id = n.customer_id WHERE n.deleted_at IS NULL
) AS known WHERE words <> ''
"""
"""A million messages take about a minute; nothing is locked but what the triggers stand on."""


def upgrade() -> None:
    op.create_table(
        "findable",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column(
            "era",
            sa.ARRAY(sa.Integer()),
            sa.Computed(
                "ARRAY[CASE WHEN at IS NULL THEN -1"
                " ELSE floor(EXTRACT(epoch FROM at - to_timestamp(0)) / 2419200)::integer END]",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind IN ('message', 'note', 'identity', 'customer', 'kept')", name=op.f("ck_findable_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findable")),
    )
    op.create_table(
        "searches",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("found", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_searches_desk_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_searches_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searches")),
    )
    op.create_index("ix_searches_at", "searches", ["at"], unique=False)
    op.execute(WORDS)
    op.execute(KEEP)
    for table, (kind, columns, does) in TRIGGERS.items():
        for statement in trigger(table, kind, columns, does):
            op.execute(statement)
    op.execute(FILL)
    # After the rows: each index is made in one go.
    op.create_unique_constraint(op.f("uq_findable_kind_ref"), "findable", ["kind", "ref"])
    op.create_index("ix_findable_at", "findable", ["desk_id", "at"], unique=False)
    op.create_index(
        "ix_findable_words",
        "findable",
        ["words", "era"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.execute("ANALYZE findable")


def downgrade() -> None:
    for table in TRIGGERS:
        op.execute(f"DROP TRIGGER findable ON {table}")
        op.execute(f"DROP FUNCTION otklik_find_{table}()")
    op.execute(
        "DROP FUNCTION otklik_keep_findable(bigint, text, bigint, bigint, bigint, timestamptz, tsvector)"
    )
    op.execute("DROP FUNCTION otklik_words(text)")
    op.drop_table("searches")
    op.drop_table("findable")
