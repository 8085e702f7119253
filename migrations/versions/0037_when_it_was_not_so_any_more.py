"""facts for reports tell when an answer arrived after all, and when all that was written was taken away.

Revision 0037, after 0036.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("act_facts", sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_facts", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "INSERT INTO stale_facts (case_id) SELECT case_id FROM case_facts f WHERE NOT needs_answer"
        " OR EXISTS (SELECT FROM act_facts a WHERE a.case_id = f.case_id AND a.did = 'failed') ORDER BY case_id"
    )


def downgrade() -> None:
    op.drop_column("case_facts", "gone_at")
    op.drop_column("act_facts", "arrived_at")
