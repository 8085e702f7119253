"""what customers think: when they are asked, which message asks, which one answered.

Revision 0035, after 0032.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("asks_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_cases_asks", "cases", ["asks_at"], unique=False, postgresql_where=sa.text("asks_at IS NOT NULL")
    )
    op.add_column("messages", sa.Column("notice", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_messages_notice"),
        "messages",
        "notice IS NULL OR (automatic AND notice IN ('survey', 'thanks'))",
    )
    op.add_column("surveys", sa.Column("answer_key", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("surveys", "answer_key")
    op.drop_constraint(op.f("ck_messages_notice"), "messages", type_="check")
    op.drop_column("messages", "notice")
    op.drop_index("ix_cases_asks", table_name="cases", postgresql_where=sa.text("asks_at IS NOT NULL"))
    op.drop_column("cases", "asks_at")
