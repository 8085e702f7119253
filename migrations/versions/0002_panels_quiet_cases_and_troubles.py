"""panels, quiet cases and troubles.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHECKS = (
    ("accounts", "noise", "noise IN ('off', 'gentle', 'strict')"),
    ("cards", "of_case_or_panel", "num_nonnulls(case_id, panel_id) = 1"),
    (
        "cards",
        "collected",
        "collected_in IS NULL OR (panel_id IS NULL AND escalation_id IS NULL AND due_at IS NULL)",
    ),
    ("cases", "quiet", "quiet IN ('muted', 'emoji', 'friend', 'crosstalk')"),
)


def upgrade() -> None:
    op.create_table(
        "troubles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "params",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_troubles_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_troubles")),
    )
    op.create_index(
        "uq_troubles_open",
        "troubles",
        ["desk_id", "part"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "panels",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('board', 'storm', 'quiet')", name=op.f("ck_panels_kind")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_panels_desk_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_panels_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panels")),
    )
    op.create_index(
        "uq_panels_live",
        "panels",
        ["desk_id", "kind", "post_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.add_column("accounts", sa.Column("urgent", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("accounts", sa.Column("noise", sa.Text(), server_default="gentle", nullable=False))
    op.add_column("cards", sa.Column("panel_id", sa.BigInteger(), nullable=True))
    op.add_column("cards", sa.Column("collected_in", sa.BigInteger(), nullable=True))
    op.add_column("cards", sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True))
    op.alter_column("cards", "case_id", existing_type=sa.BIGINT(), nullable=True)
    op.drop_constraint(op.f("uq_cards_case_id_escalation_id"), "cards", type_="unique")
    op.create_index(
        "ix_cards_collected",
        "cards",
        ["collected_in"],
        unique=False,
        postgresql_where=sa.text("collected_in IS NOT NULL"),
    )
    op.create_unique_constraint(
        op.f("uq_cards_case_id_escalation_id_panel_id"),
        "cards",
        ["case_id", "escalation_id", "panel_id"],
        postgresql_nulls_not_distinct=True,
    )
    op.create_foreign_key(op.f("fk_cards_collected_in"), "cards", "panels", ["collected_in"], ["id"])
    op.create_foreign_key(op.f("fk_cards_panel_id"), "cards", "panels", ["panel_id"], ["id"])
    op.add_column("cases", sa.Column("quiet", sa.Text(), nullable=True))
    op.add_column("desks", sa.Column("board", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("posts", sa.Column("muted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("posts", sa.Column("muted_by", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_posts_muted_by"), "posts", "staff", ["muted_by"], ["id"])
    for table, name, rule in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def downgrade() -> None:
    for table, name, _ in CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.execute("DELETE FROM cards WHERE panel_id IS NOT NULL")
    op.execute(
        "UPDATE cards SET due_at = now() FROM cases"
        " WHERE collected_in IS NOT NULL AND cases.id = cards.case_id AND cases.closed_at IS NULL"
    )
    op.drop_constraint(op.f("fk_posts_muted_by"), "posts", type_="foreignkey")
    op.drop_column("posts", "muted_by")
    op.drop_column("posts", "muted_at")
    op.drop_column("desks", "board")
    op.drop_column("cases", "quiet")
    op.drop_constraint(op.f("fk_cards_panel_id"), "cards", type_="foreignkey")
    op.drop_constraint(op.f("fk_cards_collected_in"), "cards", type_="foreignkey")
    op.drop_constraint(op.f("uq_cards_case_id_escalation_id_panel_id"), "cards", type_="unique")
    op.drop_index(
        "ix_cards_collected", table_name="cards", postgresql_where=sa.text("collected_in IS NOT NULL")
    )
    op.create_unique_constraint(
        op.f("uq_cards_case_id_escalation_id"),
        "cards",
        ["case_id", "escalation_id"],
        postgresql_nulls_not_distinct=True,
    )
    op.alter_column("cards", "case_id", existing_type=sa.BIGINT(), nullable=False)
    op.drop_column("cards", "drawn_at")
    op.drop_column("cards", "collected_in")
    op.drop_column("cards", "panel_id")
    op.drop_column("accounts", "noise")
    op.drop_column("accounts", "urgent")
    op.drop_index(
        "uq_panels_live",
        table_name="panels",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_table("panels")
    op.drop_index("uq_troubles_open", table_name="troubles", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_table("troubles")
