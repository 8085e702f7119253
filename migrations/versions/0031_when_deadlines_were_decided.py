"""Who is a new customer is looked up by customer; when deadlines were decided.

Revision 0031, after 0030.
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


DECIDED = """
UPDATE deadlines SET decided_at = ended_at WHERE ended_at IS NOT NULL AND met IS NOT NULL AND decided_at IS NULL
"""
"""When one that was missed fell due was not kept: it was not later than its end."""


def upgrade() -> None:
    op.create_index("ix_case_facts_customer", "case_facts", ["customer_id", "case_id"], unique=False)
    op.execute(DECIDED)


def downgrade() -> None:
    op.drop_index("ix_case_facts_customer", table_name="case_facts")
