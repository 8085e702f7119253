"""What being in the operators' group gives, and who approves.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECKS = (
    ("ck_desks_newcomers", "newcomers IN ('operator', 'trainee', 'viewer')"),
    ("ck_desks_approvers", "approvers IN ('operators', 'supervisors')"),
)


def upgrade() -> None:
    op.add_column("desks", sa.Column("newcomers", sa.Text(), server_default="operator", nullable=False))
    op.add_column("desks", sa.Column("approvers", sa.Text(), server_default="operators", nullable=False))
    for name, rule in CHECKS:
        op.create_check_constraint(op.f(name), "desks", rule)


def downgrade() -> None:
    for name, _ in CHECKS:
        op.drop_constraint(op.f(name), "desks", type_="check")
    op.drop_column("desks", "approvers")
    op.drop_column("desks", "newcomers")
