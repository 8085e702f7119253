"""private answers to public words; drafts that wait because everybody would read something private.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = "why IN ('held_by_other', 'anonymous', 'ephemeral', 'attachment', 'too_long', 'advice')"
AFTER = (
    "why IN ('held_by_other', 'anonymous', 'ephemeral', 'attachment', 'too_long', 'advice', 'private_data')"
)


def upgrade() -> None:
    op.add_column("messages", sa.Column("private", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("drafts", sa.Column("private", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("drafts", sa.Column("warned", sa.Boolean(), server_default="false", nullable=False))
    op.drop_constraint(op.f("ck_drafts_why"), "drafts", type_="check")
    op.create_check_constraint(op.f("ck_drafts_why"), "drafts", AFTER)


def downgrade() -> None:
    op.execute("UPDATE drafts SET why = 'held_by_other' WHERE why = 'private_data'")
    op.drop_constraint(op.f("ck_drafts_why"), "drafts", type_="check")
    op.create_check_constraint(op.f("ck_drafts_why"), "drafts", BEFORE)
    op.drop_column("drafts", "warned")
    op.drop_column("drafts", "private")
    op.drop_column("messages", "private")
