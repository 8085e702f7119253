"""time and memory.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hours_exceptions",
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_hours_exceptions_desk_id")),
        sa.PrimaryKeyConstraint("desk_id", "day", name=op.f("pk_hours_exceptions")),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_tags_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
    )
    op.create_index("uq_tags_name", "tags", ["desk_id", sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "targets",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("priority", sa.SmallInteger(), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "measure IN ('first', 'next', 'resolution', 'claim')", name=op.f("ck_targets_measure")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_targets_minutes")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_targets_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(
        "uq_targets_what",
        "targets",
        ["desk_id", "measure", "kind", "category", "priority"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("into_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_customer_merges_two")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_customer_merges_desk_id")),
        sa.ForeignKeyConstraint(["from_id"], ["customers.id"], name=op.f("fk_customer_merges_from_id")),
        sa.ForeignKeyConstraint(["into_id"], ["customers.id"], name=op.f("fk_customer_merges_into_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_customer_merges_staff_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("fk_customer_merges_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merges")),
    )
    op.create_index(op.f("ix_customer_merges_into_id"), "customer_merges", ["into_id"], unique=False)
    op.create_index(
        "uq_customer_merges_from",
        "customer_merges",
        ["from_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "customer_tags",
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_customer_tags_customer_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_customer_tags_staff_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_customer_tags_tag_id")),
        sa.PrimaryKeyConstraint("customer_id", "tag_id", name=op.f("pk_customer_tags")),
    )
    op.create_index(op.f("ix_customer_tags_tag_id"), "customer_tags", ["tag_id"], unique=False)
    op.create_table(
        "case_merges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("into_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_case_merges_two")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_case_merges_desk_id")),
        sa.ForeignKeyConstraint(["from_id"], ["cases.id"], name=op.f("fk_case_merges_from_id")),
        sa.ForeignKeyConstraint(["into_id"], ["cases.id"], name=op.f("fk_case_merges_into_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_merges_staff_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("fk_case_merges_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_merges")),
    )
    op.create_index(op.f("ix_case_merges_into_id"), "case_merges", ["into_id"], unique=False)
    op.create_index(
        "uq_case_merges_from",
        "case_merges",
        ["from_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "case_tags",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_tags_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_tags_staff_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_case_tags_tag_id")),
        sa.PrimaryKeyConstraint("case_id", "tag_id", name=op.f("pk_case_tags")),
    )
    op.create_index(op.f("ix_case_tags_tag_id"), "case_tags", ["tag_id"], unique=False)
    op.create_table(
        "customer_notes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("promised", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "promised OR (due_on IS NULL AND kept_at IS NULL)", name=op.f("ck_customer_notes_promise")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_customer_notes_case_id")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_notes_customer_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_customer_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_notes")),
    )
    op.create_index(op.f("ix_customer_notes_customer_id"), "customer_notes", ["customer_id"], unique=False)
    op.create_table(
        "deadlines",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("stage", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "measure IN ('first', 'next', 'resolution', 'claim')", name=op.f("ck_deadlines_measure")
        ),
        sa.CheckConstraint("(since IS NULL) = (due_at IS NULL)", name=op.f("ck_deadlines_runs")),
        sa.CheckConstraint("ended_at IS NULL OR next_at IS NULL", name=op.f("ck_deadlines_ended_is_quiet")),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_deadlines_spent")),
        sa.CheckConstraint("target > 0", name=op.f("ck_deadlines_target")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deadlines_case_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_deadlines_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index("ix_deadlines_case", "deadlines", ["case_id"], unique=False)
    op.create_index(
        "ix_deadlines_next",
        "deadlines",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_deadlines_started", "deadlines", ["desk_id", "started_at"], unique=False)
    op.create_index(
        "uq_deadlines_open",
        "deadlines",
        ["case_id", "measure"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("cases", sa.Column("category", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("outcome", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.add_column("cases", sa.Column("made_by_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_cases_merged",
        "cases",
        ["merged_into_id"],
        unique=False,
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index(
        "ix_cases_snoozed",
        "cases",
        ["snoozed_until"],
        unique=False,
        postgresql_where=sa.text("snoozed_until IS NOT NULL"),
    )
    op.create_foreign_key(op.f("fk_cases_merged_into_id"), "cases", "cases", ["merged_into_id"], ["id"])
    op.create_foreign_key(op.f("fk_cases_made_by_id"), "cases", "staff", ["made_by_id"], ["id"])
    op.add_column("conversations", sa.Column("closed_told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("customers", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("vip", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("customers", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_customers_merged_into_id"), "customers", "customers", ["merged_into_id"], ["id"]
    )
    op.add_column("desks", sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("desks", sa.Column("holidays", sa.Text(), nullable=True))
    op.add_column("desks", sa.Column("closed_notice", sa.Text(), server_default="private", nullable=False))
    op.add_column("desks", sa.Column("closed_text", sa.Text(), nullable=True))
    op.add_column("desks", sa.Column("claim_minutes", sa.BigInteger(), server_default="60", nullable=False))
    op.add_column("desks", sa.Column("asks_outcome", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("desks", sa.Column("morning_told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("automatic", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("messages", sa.Column("elsewhere", sa.Text(), nullable=True))
    op.add_column("staff", sa.Column("language", sa.Text(), nullable=True))
    checks = {
        (
            "cases",
            "category",
        ): "category IN ('question', 'problem', 'complaint', 'praise', 'suggestion', 'no_answer_needed', 'spam')",
        ("cases", "outcome"): "outcome IN ('solved', 'sold', 'sent_elsewhere', 'no_answer_came')",
        ("cases", "priority"): "priority BETWEEN -1 AND 2",
        ("cases", "merged_is_closed"): "merged_into_id IS NULL OR closed_at IS NOT NULL",
        ("cases", "merged_into_another"): "merged_into_id <> id",
        ("customers", "merged_into_another"): "merged_into_id <> id",
        ("desks", "closed_notice"): "closed_notice IN ('off', 'private', 'all')",
        ("desks", "claim_minutes"): "claim_minutes >= 0",
        ("messages", "elsewhere"): "elsewhere IN ('phone', 'email', 'other')",
    }
    for (table, name), condition in checks.items():
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_cases_priority"), "cases", type_="check")
    op.drop_column("staff", "language")
    op.drop_column("messages", "elsewhere")
    op.drop_column("messages", "automatic")
    op.drop_column("desks", "morning_told_at")
    op.drop_column("desks", "asks_outcome")
    op.drop_column("desks", "claim_minutes")
    op.drop_column("desks", "closed_text")
    op.drop_column("desks", "closed_notice")
    op.drop_column("desks", "holidays")
    op.drop_column("desks", "hours")
    op.drop_constraint(op.f("fk_customers_merged_into_id"), "customers", type_="foreignkey")
    op.drop_column("customers", "merged_into_id")
    op.drop_column("customers", "language")
    op.drop_column("customers", "vip")
    op.drop_column("customers", "name")
    op.drop_column("conversations", "closed_told_at")
    op.drop_constraint(op.f("fk_cases_made_by_id"), "cases", type_="foreignkey")
    op.drop_constraint(op.f("fk_cases_merged_into_id"), "cases", type_="foreignkey")
    op.drop_index(
        "ix_cases_snoozed", table_name="cases", postgresql_where=sa.text("snoozed_until IS NOT NULL")
    )
    op.drop_index(
        "ix_cases_merged", table_name="cases", postgresql_where=sa.text("merged_into_id IS NOT NULL")
    )
    op.drop_column("cases", "made_by_id")
    op.drop_column("cases", "merged_into_id")
    op.drop_column("cases", "outcome")
    op.drop_column("cases", "category")
    op.drop_index("uq_deadlines_open", table_name="deadlines", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index("ix_deadlines_started", table_name="deadlines")
    op.drop_index(
        "ix_deadlines_next", table_name="deadlines", postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.drop_index("ix_deadlines_case", table_name="deadlines")
    op.drop_table("deadlines")
    op.drop_index(op.f("ix_customer_notes_customer_id"), table_name="customer_notes")
    op.drop_table("customer_notes")
    op.drop_index(op.f("ix_case_tags_tag_id"), table_name="case_tags")
    op.drop_table("case_tags")
    op.drop_index(
        "uq_case_merges_from", table_name="case_merges", postgresql_where=sa.text("undone_at IS NULL")
    )
    op.drop_index(op.f("ix_case_merges_into_id"), table_name="case_merges")
    op.drop_table("case_merges")
    op.drop_index(op.f("ix_customer_tags_tag_id"), table_name="customer_tags")
    op.drop_table("customer_tags")
    op.drop_index(
        "uq_customer_merges_from", table_name="customer_merges", postgresql_where=sa.text("undone_at IS NULL")
    )
    op.drop_index(op.f("ix_customer_merges_into_id"), table_name="customer_merges")
    op.drop_table("customer_merges")
    op.drop_index("uq_targets_what", table_name="targets", postgresql_nulls_not_distinct=True)
    op.drop_table("targets")
    op.drop_index("uq_tags_name", table_name="tags")
    op.drop_table("tags")
    op.drop_table("hours_exceptions")
