"""customers are forgotten, and what was said in old cases is erased.

Revision 0041, after 0040.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cases", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("desks", sa.Column("keep_months", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_customers_forgotten",
        "customers",
        ["forgotten_at"],
        postgresql_where=sa.text("forgotten_at IS NOT NULL"),
    )
    op.create_check_constraint(op.f("ck_desks_keep_months"), "desks", "keep_months > 0")
    op.create_check_constraint(
        op.f("ck_cases_erased_is_closed"), "cases", "erased_at IS NULL OR closed_at IS NOT NULL"
    )
    op.create_index(
        "ix_cases_kept",
        "cases",
        ["desk_id", "closed_at"],
        postgresql_where=sa.text("closed_at IS NOT NULL AND erased_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_cases_kept", table_name="cases")
    op.drop_constraint(op.f("ck_cases_erased_is_closed"), "cases")
    op.drop_constraint(op.f("ck_desks_keep_months"), "desks")
    op.drop_index("ix_customers_forgotten", table_name="customers")
    op.drop_column("desks", "keep_months")
    op.drop_column("cases", "erased_at")
    op.drop_column("customers", "forgotten_at")
