"""a target for departments' answers.

Revision 0029, after 0028.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _measures(*known: str) -> None:
    condition = ", ".join(f"'{one}'" for one in known)
    for table in ("targets", "deadlines"):
        name = op.f(f"ck_{table}_measure")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, f"measure IN ({condition})")


def upgrade() -> None:
    _measures("first", "next", "resolution", "department", "claim")


def downgrade() -> None:
    op.execute("DELETE FROM targets WHERE measure = 'department'")
    _measures("first", "next", "resolution", "claim")
