"""what waits for a look, who approved an answer.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("look", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("drafts", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("drafts", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("drafts", sa.Column("changes_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_drafts_changes_id"), "drafts", "messages", ["changes_id"], ["id"])
    op.add_column("messages", sa.Column("approved_by_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_messages_approved_by_id"), "messages", "staff", ["approved_by_id"], ["id"])


def downgrade() -> None:
    # Older programs know no look: what waits for one must not become words that a press sends.
    op.execute("UPDATE drafts SET state = 'dropped' WHERE state = 'waiting' AND why = 'approval'")
    op.drop_constraint(op.f("fk_messages_approved_by_id"), "messages", type_="foreignkey")
    op.drop_column("messages", "approved_by_id")
    op.drop_constraint(op.f("fk_drafts_changes_id"), "drafts", type_="foreignkey")
    op.drop_column("drafts", "changes_id")
    op.drop_column("drafts", "reminded_at")
    op.drop_column("drafts", "asked_at")
    op.drop_column("drafts", "look")
