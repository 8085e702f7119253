"""figures of a period are read from indexes alone.

Revision 0045, after 0044.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

OPENED = (
    *("network", "kind", "category", "needs_answer", "gone_at", "outside", "closed_at", "open_during"),
    *("first_answer_at", "first_answer_by", "first_seconds", "first_working", "customer_id", "returning"),
)
INDEXES = (
    ("ix_case_facts_opened", "case_facts", ["desk_id", "opened_at"], OPENED, "counted"),
    (
        "ix_case_facts_resolved",
        "case_facts",
        ["desk_id", "first_resolved_at"],
        ("opened_at", "reopened_at", "answered_at", "answered_publicly", "answered_again_at"),
        "counted",
    ),
    (
        "ix_case_facts_last_resolved",
        "case_facts",
        ["desk_id", "resolved_at"],
        (
            "case_id",
            "opened_at",
            "first_resolved_at",
            "reopened_at",
            "open_during",
            "handling",
            "outcome",
            *("resolved_by", "closed_at"),
        ),
        "counted",
    ),
    ("ix_act_facts_at", "act_facts", ["desk_id", "at"], ("did", "staff_id", "network"), None),
    (
        "ix_wait_facts_heard",
        "wait_facts",
        ["desk_id", "heard_at"],
        ("n", "answered_at", "ended_at", "seconds", "working"),
        None,
    ),
    (
        "ix_deadlines_decided",
        "deadlines",
        ["desk_id", "decided_at"],
        ("measure", "met", "case_id"),
        "met IS NOT NULL",
    ),
)

COUNT_ACTS = """
CREATE FUNCTION otklik_count_acts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO act_counts AS c (desk_id, since, network, did, staff_id, n)
    SELECT desk_id, date_bin('15 minutes', at, 'epoch'), network, did, coalesce(staff_id, 0), sign * count(*)
    FROM changed WHERE did <> 'failed' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (desk_id, since, network, did, staff_id) DO UPDATE SET n = c.n + EXCLUDED.n;
    RETURN NULL;
END
$$
"""
COUNT_MADE = """
CREATE TRIGGER count_made AFTER INSERT ON act_facts REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION otklik_count_acts()
"""
COUNT_GONE = """
CREATE TRIGGER count_gone AFTER DELETE ON act_facts REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION otklik_count_acts()
"""
COUNTED = """
INSERT INTO act_counts (desk_id, since, network, did, staff_id, n)
SELECT desk_id, date_bin('15 minutes', at, 'epoch'), network, did, coalesce(staff_id, 0), count(*)
FROM act_facts WHERE did <> 'failed' GROUP BY 1, 2, 3, 4, 5
"""


def upgrade() -> None:
    op.alter_column("case_facts", "open_during", existing_type=postgresql.TSTZMULTIRANGE(), nullable=True)
    op.execute(
        "UPDATE case_facts SET open_during = NULL"
        " WHERE counted AND open_during = tstzmultirange(tstzrange(opened_at, closed_at))"
    )
    for name, table, columns, include, where in INDEXES:
        op.drop_index(name, table)
        op.create_index(
            name,
            table,
            columns,
            postgresql_include=list(include),
            postgresql_where=None if where is None else sa.text(where),
        )
    op.create_index(
        "ix_case_facts_apart",
        "case_facts",
        ["desk_id", "opened_at", "case_id"],
        postgresql_where=sa.text("NOT counted"),
    )
    op.create_index(
        "ix_case_facts_tagged",
        "case_facts",
        ["desk_id", "opened_at"],
        postgresql_include=["tags"],
        postgresql_where=sa.text("counted AND cardinality(tags) > 0"),
    )
    op.create_index(
        "ix_act_facts_failed", "act_facts", ["desk_id", "at"], postgresql_where=sa.text("did = 'failed'")
    )
    op.create_index("ix_wait_facts_ended", "wait_facts", ["desk_id", "ended_at"])
    op.create_table(
        "act_counts",
        sa.Column("desk_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk_id", "since", "network", "did", "staff_id", name="pk_act_counts"),
    )
    for statement in (COUNT_ACTS, COUNT_MADE, COUNT_GONE, COUNTED):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER count_made ON act_facts")
    op.execute("DROP TRIGGER count_gone ON act_facts")
    op.execute("DROP FUNCTION otklik_count_acts()")
    op.drop_table("act_counts")
    op.drop_index("ix_wait_facts_ended", "wait_facts")
    op.drop_index("ix_act_facts_failed", "act_facts")
    op.drop_index("ix_case_facts_tagged", "case_facts")
    op.drop_index("ix_case_facts_apart", "case_facts")
    for name, table, columns, _, _ in INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    op.execute(
        "UPDATE case_facts SET open_during = tstzmultirange(tstzrange(opened_at, closed_at))"
        " WHERE open_during IS NULL"
    )
    op.alter_column("case_facts", "open_during", existing_type=postgresql.TSTZMULTIRANGE(), nullable=False)
