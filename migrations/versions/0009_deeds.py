"""what the desk did besides answering: likes, hidden messages, closed comments.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("liked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("posts", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("posts", "closed_at")
    op.drop_column("messages", "liked_at")
    op.drop_column("messages", "hidden_at")
