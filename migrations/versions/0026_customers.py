"""customers.

Revision 0026, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SOURCE = sa.text("source_message_id IS NOT NULL")
DUE = sa.text("told_at IS NULL AND kept_at IS NULL AND deleted_at IS NULL")


def upgrade() -> None:
    op.add_column("customer_notes", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("customer_notes", sa.Column("source_chat_id", sa.BigInteger(), nullable=True))
    op.add_column("customer_notes", sa.Column("source_message_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "uq_customer_notes_source",
        "customer_notes",
        ["source_chat_id", "source_message_id"],
        unique=True,
        postgresql_where=SOURCE,
    )
    op.create_index("ix_customer_notes_due", "customer_notes", ["due_on"], postgresql_where=DUE)
    op.create_index("ix_identities_name", "identities", ["desk_id", sa.literal_column("lower(name)")])


def downgrade() -> None:
    op.drop_index("ix_identities_name", table_name="identities")
    op.drop_index("ix_customer_notes_due", table_name="customer_notes", postgresql_where=DUE)
    op.drop_index("uq_customer_notes_source", table_name="customer_notes", postgresql_where=SOURCE)
    op.drop_column("customer_notes", "source_message_id")
    op.drop_column("customer_notes", "source_chat_id")
    op.drop_column("customer_notes", "told_at")
