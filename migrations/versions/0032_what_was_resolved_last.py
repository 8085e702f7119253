"""what was resolved last can be looked up by time.

Revision 0032, after 0031.
"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_facts_last_resolved", "case_facts", ["desk_id", "resolved_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_case_facts_last_resolved", table_name="case_facts")
