"""an answer keeps its signature; the desk's hours.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("desks", sa.Column("hours_text", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("signature", sa.Text(), server_default="", nullable=False))
    op.execute(
        r"UPDATE messages SET signature = E'\n\n' || staff.signature FROM staff"
        r" WHERE staff.id = messages.staff_id AND staff.signature <> ''"
        r" AND right(messages.text, length(staff.signature) + 2) = E'\n\n' || staff.signature"
    )
    op.create_index(
        "ix_messages_given",
        "messages",
        ["desk_id", "id"],
        postgresql_where=sa.text("direction = 'out' AND staff_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_messages_given", table_name="messages")
    op.drop_column("messages", "signature")
    op.drop_column("desks", "hours_text")
