"""a lane remembers when it was set going again.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lanes", sa.Column("ran_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("lanes", "ran_at")
