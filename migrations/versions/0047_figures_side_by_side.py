"""what is open or was collected quietly is counted from indexes alone; acts of one sort are found without the others.

Revision 0047, after 0046.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ACTS = "pk_act_counts"
BEFORE = ["desk_id", "since", "network", "did", "staff_id"]
AFTER = ["desk_id", "did", "since", "network", "staff_id"]


def upgrade() -> None:
    op.drop_index("ix_case_facts_closed", "case_facts")
    op.create_index(
        "ix_case_facts_closed",
        "case_facts",
        ["desk_id", "closed_at"],
        postgresql_include=["case_id", "opened_at", "open_during"],
        postgresql_where=sa.text("counted"),
    )
    op.drop_index("ix_case_facts_apart", "case_facts")
    op.create_index(
        "ix_case_facts_apart",
        "case_facts",
        ["desk_id", "opened_at", "case_id"],
        postgresql_include=["quiet"],
        postgresql_where=sa.text("NOT counted"),
    )
    op.drop_constraint(ACTS, "act_counts", type_="primary")
    op.create_primary_key(ACTS, "act_counts", AFTER)


def downgrade() -> None:
    op.drop_constraint(ACTS, "act_counts", type_="primary")
    op.create_primary_key(ACTS, "act_counts", BEFORE)
    op.drop_index("ix_case_facts_apart", "case_facts")
    op.create_index(
        "ix_case_facts_apart",
        "case_facts",
        ["desk_id", "opened_at", "case_id"],
        postgresql_where=sa.text("NOT counted"),
    )
    op.drop_index("ix_case_facts_closed", "case_facts")
    op.create_index("ix_case_facts_closed", "case_facts", ["desk_id", "closed_at"])
