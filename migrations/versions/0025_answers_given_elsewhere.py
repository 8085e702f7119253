"""words that were told to a customer elsewhere wait until somebody says by what.

Revision 0025, after 0020.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BEFORE = (
    "why IN ('held_by_other', 'anonymous', 'ephemeral', 'attachment', 'too_long', 'advice', 'private_data',"
    " 'approval', 'template')"
)
AFTER = BEFORE.removesuffix(")") + ", 'elsewhere')"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_drafts_why"), "drafts", type_="check")
    op.create_check_constraint(op.f("ck_drafts_why"), "drafts", AFTER)


def downgrade() -> None:
    # Older programs would offer to send them: what was told already goes nowhere.
    op.execute("UPDATE drafts SET state = 'dropped' WHERE state = 'waiting' AND why = 'elsewhere'")
    op.execute("UPDATE drafts SET why = 'ephemeral' WHERE why = 'elsewhere'")
    op.drop_constraint(op.f("ck_drafts_why"), "drafts", type_="check")
    op.create_check_constraint(op.f("ck_drafts_why"), "drafts", BEFORE)
