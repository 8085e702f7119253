"""When departments are reminded, why questions come back, and answers that departments give themselves.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

RETURNED = "returned_why IN ('department', 'case_closed', 'department_closed', 'unreachable')"
UNDER_WAY = (
    "answered_at IS NULL AND returned_at IS NULL AND asked_back_at IS NULL AND overdue_told_at IS NULL"
)


def upgrade() -> None:
    op.add_column("escalations", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("returned_why", sa.Text(), nullable=True))
    op.add_column("escalations", sa.Column("return_reason", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_escalations_returned_why"), "escalations", RETURNED)
    op.create_index("ix_escalations_due", "escalations", ["due_at"], postgresql_where=sa.text(UNDER_WAY))
    op.add_column("notes", sa.Column("by_department", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("messages", sa.Column("escalation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_messages_escalation_id"), "messages", "escalations", ["escalation_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_messages_escalation_id"), "messages", type_="foreignkey")
    op.drop_column("messages", "escalation_id")
    op.drop_column("notes", "by_department")
    op.drop_index("ix_escalations_due", table_name="escalations")
    op.drop_constraint(op.f("ck_escalations_returned_why"), "escalations", type_="check")
    op.drop_column("escalations", "return_reason")
    op.drop_column("escalations", "returned_why")
    op.drop_column("escalations", "remind_at")
