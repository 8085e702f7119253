"""a deadline knows whose it is, and which words wait.

Revision 0022, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deadlines", sa.Column("holder_id", sa.BigInteger(), nullable=True))
    op.add_column("deadlines", sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_deadlines_holder_id"), "deadlines", "staff", ["holder_id"], ["id"])
    op.create_index(
        "ix_outbox_warnings",
        "outbox",
        ["lane", "not_before"],
        postgresql_where=sa.text("kind IN ('warning', 'alarm')"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_warnings", "outbox")
    op.drop_constraint(op.f("fk_deadlines_holder_id"), "deadlines", type_="foreignkey")
    op.drop_column("deadlines", "waits_since")
    op.drop_column("deadlines", "holder_id")
