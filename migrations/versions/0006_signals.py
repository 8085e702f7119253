"""What people do without words: permissions, blocks, likes, what was read; figures; where the search goes on.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FIGURES = ("likes", "reposts", "views", "comments")


def upgrade() -> None:
    for name in FIGURES:
        op.add_column("posts", sa.Column(name, sa.BigInteger(), nullable=True))
    op.add_column("posts", sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("likes", sa.BigInteger(), nullable=True))
    op.add_column("messages", sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "relations",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("denied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_by", sa.Text(), nullable=True),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("block_reason", sa.Text(), nullable=True),
        sa.Column(
            "marks", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_relations_account_id")),
        sa.PrimaryKeyConstraint("account_id", "person", name=op.f("pk_relations")),
    )
    op.create_table(
        "likes",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("liker", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_likes_account_id")),
        sa.PrimaryKeyConstraint("account_id", "key", "liker", name=op.f("pk_likes")),
    )
    op.create_index("ix_likes_at", "likes", ["at"], unique=False)
    op.create_table(
        "search_cursors",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_search_cursors_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_search_cursors")),
    )


def downgrade() -> None:
    op.drop_table("search_cursors")
    op.drop_index("ix_likes_at", table_name="likes")
    op.drop_table("likes")
    op.drop_table("relations")
    for name in ("read_at", "counted_at", "likes"):
        op.drop_column("messages", name)
    op.drop_column("posts", "counted_at")
    for name in reversed(FIGURES):
        op.drop_column("posts", name)
