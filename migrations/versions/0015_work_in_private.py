"""a case's card in the private chat of whoever has it; shifts that went on for long.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CARD = ["case_id", "escalation_id", "panel_id"]
BEFORE, AFTER = "uq_cards_case_id_escalation_id_panel_id", "uq_cards_case_id_escalation_id_panel_id_staff_id"


def upgrade() -> None:
    op.add_column("staff", sa.Column("shift_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("held_chat_id", sa.BigInteger(), nullable=True))
    op.add_column("messages", sa.Column("held_message_id", sa.BigInteger(), nullable=True))
    op.add_column("cards", sa.Column("staff_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_cards_staff_id"), "cards", "staff", ["staff_id"], ["id"])
    op.drop_constraint(op.f(BEFORE), "cards", type_="unique")
    op.create_unique_constraint(op.f(AFTER), "cards", [*CARD, "staff_id"], postgresql_nulls_not_distinct=True)
    op.create_check_constraint(
        op.f("ck_cards_own"),
        "cards",
        "staff_id IS NULL OR (case_id IS NOT NULL AND escalation_id IS NULL AND collected_in IS NULL)",
    )


def downgrade() -> None:
    op.execute("DELETE FROM cards WHERE staff_id IS NOT NULL")
    op.drop_constraint(op.f("ck_cards_own"), "cards", type_="check")
    op.drop_constraint(op.f(AFTER), "cards", type_="unique")
    op.create_unique_constraint(op.f(BEFORE), "cards", CARD, postgresql_nulls_not_distinct=True)
    op.drop_constraint(op.f("fk_cards_staff_id"), "cards", type_="foreignkey")
    op.drop_column("cards", "staff_id")
    op.drop_column("messages", "held_message_id")
    op.drop_column("messages", "held_chat_id")
    op.drop_column("staff", "shift_asked_at")
