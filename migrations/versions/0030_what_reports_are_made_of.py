"""what reports are made of.

Revision 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


STALE = """
CREATE FUNCTION otklik_stale_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stale_facts (case_id) SELECT DISTINCT case_id FROM fresh WHERE case_id IS NOT NULL;
    RETURN NULL;
END
$$
"""
STALE_TRIGGER = """
CREATE TRIGGER stale_facts AFTER INSERT ON events REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION otklik_stale_facts()
"""
ALL_STALE = "INSERT INTO stale_facts (case_id) SELECT id FROM cases ORDER BY id"
"""The clock makes the facts of all cases that there are."""


def upgrade() -> None:
    op.create_table(
        "stale_facts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_facts")),
    )
    op.create_index(op.f("ix_stale_facts_case_id"), "stale_facts", ["case_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "only",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_reports_period")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_reports_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_table(
        "act_facts",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "did IN ('opened', 'said', 'claimed', 'answered', 'resolved', 'dismissed', 'reopened', 'failed')",
            name=op.f("ck_act_facts_did"),
        ),
        sa.PrimaryKeyConstraint("case_id", "n", name=op.f("pk_act_facts")),
    )
    op.create_index("ix_act_facts_at", "act_facts", ["desk_id", "at"], unique=False)
    op.create_table(
        "case_facts",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("returning", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answer_by", sa.BigInteger(), nullable=True),
        sa.Column("first_seconds", sa.Integer(), nullable=True),
        sa.Column("first_working", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("public_answers", sa.Integer(), nullable=False),
        sa.Column("handling", sa.Integer(), nullable=False),
        sa.Column("first_resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.BigInteger(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_during", postgresql.TSTZMULTIRANGE(), nullable=False),
        sa.Column("departments", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("people", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_facts_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_facts")),
    )
    op.create_index("ix_case_facts_closed", "case_facts", ["desk_id", "closed_at"], unique=False)
    op.create_index("ix_case_facts_opened", "case_facts", ["desk_id", "opened_at"], unique=False)
    op.create_index("ix_case_facts_resolved", "case_facts", ["desk_id", "first_resolved_at"], unique=False)
    op.create_table(
        "wait_facts",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.SmallInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("working", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "n", name=op.f("pk_wait_facts")),
    )
    op.create_index("ix_wait_facts_asked", "wait_facts", ["desk_id", "asked_at"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.CheckConstraint("asks IN ('nps', 'csat')", name=op.f("ck_surveys_asks")),
        sa.CheckConstraint("(score IS NULL) = (answered_at IS NULL)", name=op.f("ck_surveys_answered")),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_surveys_score")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_surveys_case_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_surveys_conversation_id")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_surveys_customer_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_surveys_desk_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_surveys_message_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_surveys_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    op.create_index("ix_surveys_asked", "surveys", ["desk_id", "asked_at"], unique=False)
    op.create_index(op.f("ix_surveys_case_id"), "surveys", ["case_id"], unique=False)
    op.create_index(op.f("ix_surveys_conversation_id"), "surveys", ["conversation_id"], unique=False)
    op.create_index("ix_surveys_customer", "surveys", ["customer_id", "asked_at"], unique=False)
    op.create_index(
        "uq_surveys_message",
        "surveys",
        ["message_id"],
        unique=True,
        postgresql_where=sa.text("message_id IS NOT NULL"),
    )
    op.add_column("accounts", sa.Column("followers", sa.BigInteger(), nullable=True))
    op.add_column("accounts", sa.Column("followers_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deadlines", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_deadlines_decided", "deadlines", ["desk_id", "decided_at"], unique=False)
    op.add_column("desks", sa.Column("weekly_summary", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("desks", sa.Column("monthly_summary", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("desks", sa.Column("team_summary", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("desks", sa.Column("asks_customers", sa.Text(), server_default="off", nullable=False))
    op.create_check_constraint(
        op.f("ck_desks_asks_customers"), "desks", "asks_customers IN ('off', 'nps', 'csat')"
    )
    op.add_column("summaries", sa.Column("every", sa.Text(), server_default="day", nullable=False))
    op.create_check_constraint(
        op.f("ck_summaries_every"), "summaries", "every IN ('day', 'week', 'month', 'team')"
    )
    op.drop_constraint(op.f("pk_summaries"), "summaries", type_="primary")
    op.create_primary_key(op.f("pk_summaries"), "summaries", ["desk_id", "every", "day"])
    for statement in (STALE, STALE_TRIGGER, ALL_STALE):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER stale_facts ON events")
    op.execute("DROP FUNCTION otklik_stale_facts()")
    op.execute("DELETE FROM summaries WHERE every <> 'day'")
    op.drop_constraint(op.f("pk_summaries"), "summaries", type_="primary")
    op.create_primary_key(op.f("pk_summaries"), "summaries", ["desk_id", "day"])
    op.drop_column("summaries", "every")
    op.drop_column("desks", "asks_customers")
    op.drop_column("desks", "team_summary")
    op.drop_column("desks", "monthly_summary")
    op.drop_column("desks", "weekly_summary")
    op.drop_index("ix_deadlines_decided", table_name="deadlines")
    op.drop_column("deadlines", "decided_at")
    op.drop_column("accounts", "followers_at")
    op.drop_column("accounts", "followers")
    op.drop_index(
        "uq_surveys_message", table_name="surveys", postgresql_where=sa.text("message_id IS NOT NULL")
    )
    op.drop_index("ix_surveys_customer", table_name="surveys")
    op.drop_index(op.f("ix_surveys_conversation_id"), table_name="surveys")
    op.drop_index(op.f("ix_surveys_case_id"), table_name="surveys")
    op.drop_index("ix_surveys_asked", table_name="surveys")
    op.drop_table("surveys")
    op.drop_index("ix_wait_facts_asked", table_name="wait_facts")
    op.drop_table("wait_facts")
    op.drop_index("ix_case_facts_resolved", table_name="case_facts")
    op.drop_index("ix_case_facts_opened", table_name="case_facts")
    op.drop_index("ix_case_facts_closed", table_name="case_facts")
    op.drop_table("case_facts")
    op.drop_index("ix_act_facts_at", table_name="act_facts")
    op.drop_table("act_facts")
    op.drop_table("reports")
    op.drop_index(op.f("ix_stale_facts_case_id"), table_name="stale_facts")
    op.drop_table("stale_facts")
