"""files that go out: known by their file in Telegram, kept with answers and with drafts.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("attachments", "message_id", existing_type=sa.BigInteger(), nullable=True)
    op.add_column("attachments", sa.Column("draft_id", sa.BigInteger(), nullable=True))
    op.add_column("attachments", sa.Column("mime", sa.Text(), nullable=True))
    op.add_column("attachments", sa.Column("file_id", sa.Text(), nullable=True))
    op.add_column("attachments", sa.Column("source_message_id", sa.BigInteger(), nullable=True))
    op.add_column("attachments", sa.Column("album", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_attachments_draft_id"), "attachments", "drafts", ["draft_id"], ["id"])
    op.create_index(op.f("ix_attachments_draft_id"), "attachments", ["draft_id"], unique=False)
    op.create_index(
        "ix_attachments_album",
        "attachments",
        ["album"],
        unique=False,
        postgresql_where=sa.text("album IS NOT NULL"),
    )
    op.create_check_constraint(
        op.f("ck_attachments_of_one"), "attachments", "(message_id IS NULL) <> (draft_id IS NULL)"
    )
    op.add_column("notes", sa.Column("album", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("notes", "album")
    op.drop_constraint(op.f("ck_attachments_of_one"), "attachments", type_="check")
    op.drop_index("ix_attachments_album", table_name="attachments")
    op.drop_index(op.f("ix_attachments_draft_id"), table_name="attachments")
    op.drop_constraint(op.f("fk_attachments_draft_id"), "attachments", type_="foreignkey")
    op.execute("DELETE FROM attachments WHERE message_id IS NULL")
    op.drop_column("attachments", "album")
    op.drop_column("attachments", "source_message_id")
    op.drop_column("attachments", "file_id")
    op.drop_column("attachments", "mime")
    op.drop_column("attachments", "draft_id")
    op.alter_column("attachments", "message_id", existing_type=sa.BigInteger(), nullable=False)
