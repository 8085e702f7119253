"""what is looked for often: drafts by their message and those that wait for a look, answers by what they answer.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_drafts_source", "drafts", ["source_chat_id", "source_message_id"], "source_chat_id IS NOT NULL"),
    ("ix_drafts_look", "drafts", ["case_id", "id"], "state = 'waiting' AND why = 'approval'"),
    ("ix_messages_answers", "messages", ["answers_id"], "answers_id IS NOT NULL"),
    ("ix_messages_escalation", "messages", ["escalation_id"], "escalation_id IS NOT NULL"),
)


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, postgresql_where=sa.text(where))


def downgrade() -> None:
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
