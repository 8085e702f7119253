"""reports that somebody asks for.

Revision 0034, after 0033.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_report_files_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_files")),
    )
    op.create_table(
        "report_pages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("wanted", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), server_default="rests", nullable=False),
        sa.Column("gives", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state <> 'counts' OR lease_until IS NOT NULL", name=op.f("ck_report_pages_counts")
        ),
        sa.CheckConstraint("state = 'rests' OR gives IS NOT NULL", name=op.f("ck_report_pages_asked")),
        sa.CheckConstraint("state IN ('rests', 'waits', 'counts')", name=op.f("ck_report_pages_state")),
        sa.CheckConstraint("gives IN ('show', 'xlsx', 'csv')", name=op.f("ck_report_pages_gives")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_report_pages_desk_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_report_pages_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_pages")),
    )
    op.create_index(
        "uq_report_pages_counted",
        "report_pages",
        ["staff_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'rests'"),
    )
    op.create_index("ix_report_pages_made_at", "report_pages", ["made_at"], unique=False)


def downgrade() -> None:
    op.drop_table("report_pages")
    op.drop_table("report_files")
