"""what a deadline was reckoned by.

Revision 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLES = ("desks", "deadlines", "escalations")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("terms", sa.BigInteger(), server_default="0", nullable=False))
    op.create_index(
        "ix_deadlines_terms",
        "deadlines",
        ["desk_id", "terms"],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("escalations", sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("allowed", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("escalations", "allowed")
    op.drop_column("escalations", "counts_from")
    op.drop_index("ix_deadlines_terms", "deadlines")
    for table in TABLES:
        op.drop_column(table, "terms")
