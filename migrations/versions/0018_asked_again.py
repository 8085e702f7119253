"""a question back is asked again; private cards are found by whose they are.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("escalations", sa.Column("asked_back_to", sa.BigInteger(), nullable=True))
    op.add_column("escalations", sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_escalations_asked_back_to"), "escalations", "staff", ["asked_back_to"], ["id"]
    )
    op.create_index(
        "ix_escalations_asked_back",
        "escalations",
        ["asked_back_at"],
        postgresql_where=sa.text("answered_at IS NULL AND returned_at IS NULL AND asked_back_at IS NOT NULL"),
    )
    op.create_index("ix_cards_staff", "cards", ["staff_id"], postgresql_where=sa.text("staff_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_cards_staff", table_name="cards")
    op.drop_index("ix_escalations_asked_back", table_name="escalations")
    op.drop_column("escalations", "asked_again_at")
    op.drop_column("escalations", "asked_back_to")
