"""what the desk did besides answering: likes, hidden messages, bans, closed comments.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("liked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("posts", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "bans",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identity_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("banned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_bans_account_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name=op.f("fk_bans_identity_id")),
        sa.PrimaryKeyConstraint("account_id", "identity_id", name=op.f("pk_bans")),
    )


def downgrade() -> None:
    op.drop_table("bans")
    op.drop_column("posts", "closed_at")
    op.drop_column("messages", "liked_at")
    op.drop_column("messages", "hidden_at")
