"""words of a closed case that was merged into another one: nobody waits for an answer to them.

Revision 0024, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_messages_let_go_is_in"), "messages", "direction = 'in' OR let_go_at IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_messages_let_go_is_in"), "messages", type_="check")
    op.drop_column("messages", "let_go_at")
