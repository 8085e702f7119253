"""facts that could not be made are tried again; customers' answers are looked for by when they came.

Revision 0036, after 0035.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stale_facts", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_surveys_answered", "surveys", ["desk_id", "answered_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_surveys_answered", table_name="surveys")
    op.drop_column("stale_facts", "not_before")
