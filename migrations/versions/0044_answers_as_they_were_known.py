"""facts for reports tell when a case's first two answers were given, and how much work it was until each time that it was
closed; waits are looked for by when they were heard of.

Revision 0044, after 0041. The columns of before stay for programs that still run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_facts", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_facts", sa.Column("answered_publicly", sa.Boolean(), nullable=True))
    op.add_column("case_facts", sa.Column("answered_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("act_facts", sa.Column("handling", sa.Integer(), nullable=True))
    op.create_index("ix_wait_facts_heard", "wait_facts", ["desk_id", "heard_at"], unique=False)
    op.drop_index("ix_wait_facts_asked", table_name="wait_facts")
    op.execute(
        "INSERT INTO stale_facts (case_id) SELECT case_id FROM case_facts"
        " WHERE answers > 0 OR reopened_at IS NOT NULL ORDER BY case_id"
    )


def downgrade() -> None:
    op.create_index("ix_wait_facts_asked", "wait_facts", ["desk_id", "asked_at"], unique=False)
    op.drop_index("ix_wait_facts_heard", table_name="wait_facts")
    op.drop_column("act_facts", "handling")
    op.drop_column("case_facts", "answered_again_at")
    op.drop_column("case_facts", "answered_publicly")
    op.drop_column("case_facts", "answered_at")
