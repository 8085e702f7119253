"""words about no case, and messages about many, are found without looking through all.

Revision 0046, after 0045.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_outbox_worded",
        "outbox",
        ["desk_id"],
        postgresql_where=sa.text("case_id IS NULL AND payload ?| ARRAY['html', 'url']"),
    )
    op.create_index(
        "ix_bot_messages_lists",
        "bot_messages",
        ["desk_id"],
        postgresql_where=sa.text("case_id IS NULL AND data ? 'cases'"),
    )


def downgrade() -> None:
    op.drop_index("ix_bot_messages_lists", table_name="bot_messages")
    op.drop_index("ix_outbox_worded", table_name="outbox")
