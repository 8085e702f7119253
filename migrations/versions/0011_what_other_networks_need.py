"""stars and titles of reviews, answers that took another's place, rights that an account's tokens lack.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "accounts",
        sa.Column("lacks", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    op.add_column("messages", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("messages", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("revisions", sa.Column("rating", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("revisions", "rating")
    op.drop_column("messages", "replaced_at")
    op.drop_column("messages", "title")
    op.drop_column("messages", "rating")
    op.drop_column("accounts", "lacks")
