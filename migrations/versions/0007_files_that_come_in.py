"""What is attached to a customer's words: names that stay, what is quoted, and whether Telegram shows the file itself.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXTS = ("key", "text", "author", "brought")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("attachments", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("attachments", sa.Column("depth", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("attachments", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
    brought = "brought IN ('wanted', 'shown', 'lost')"
    op.create_check_constraint(op.f("ck_attachments_brought"), "attachments", brought)
    attached = sa.Column("attached", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column("revisions", attached)


def downgrade() -> None:
    op.drop_column("revisions", "attached")
    op.drop_constraint(op.f("ck_attachments_brought"), "attachments", type_="check")
    op.drop_column("attachments", "gone_at")
    op.drop_column("attachments", "depth")
    for name in reversed(TEXTS):
        op.drop_column("attachments", name)
