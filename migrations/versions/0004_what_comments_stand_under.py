"""what comments stand under besides posts; suggestions that get a new key.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KIND = "kind IN ('post', 'photo', 'video', 'product', 'topic')"


def upgrade() -> None:
    op.add_column("posts", sa.Column("kind", sa.Text(), server_default="post", nullable=False))
    op.add_column("posts", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("posts", sa.Column("price", sa.Text(), nullable=True))
    op.add_column("posts", sa.Column("photo_url", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_posts_kind"), "posts", KIND)
    op.add_column("messages", sa.Column("earlier_key", sa.Text(), nullable=True))
    op.create_index(
        "uq_messages_earlier_key",
        "messages",
        ["account_id", "earlier_key"],
        unique=True,
        postgresql_where=sa.text("earlier_key IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_suggested",
        "conversations",
        ["account_id"],
        unique=False,
        postgresql_where=sa.text("kind = 'suggestion'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_conversations_suggested",
        table_name="conversations",
        postgresql_where=sa.text("kind = 'suggestion'"),
    )
    op.drop_index(
        "uq_messages_earlier_key",
        table_name="messages",
        postgresql_where=sa.text("earlier_key IS NOT NULL"),
    )
    op.drop_column("messages", "earlier_key")
    op.drop_constraint(op.f("ck_posts_kind"), "posts", type_="check")
    op.drop_column("posts", "photo_url")
    op.drop_column("posts", "price")
    op.drop_column("posts", "title")
    op.drop_column("posts", "kind")
