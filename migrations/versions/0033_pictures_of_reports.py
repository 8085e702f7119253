"""pictures of reports; where the next summary begins.

Revision 0033, after 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None

LAST_WEEK = "date_trunc('week', now() AT TIME ZONE timezone)::date - 1"
LAST_MONTH = "date_trunc('month', now() AT TIME ZONE timezone)::date - 1"
BEGUN = """
INSERT INTO summaries (desk_id, every, day)
SELECT id, '{every}', {day} FROM desks WHERE timezone <> ''
ON CONFLICT DO NOTHING
"""
"""A desk that is there begins with the week and the month that it is in: nobody is told at once of what is long over."""


def upgrade() -> None:
    op.add_column("summaries", sa.Column("end_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "report_pictures",
        sa.Column("report_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_pictures_report_id")),
        sa.PrimaryKeyConstraint("report_id", "language", "name", name=op.f("pk_report_pictures")),
    )
    for every, day in (("week", LAST_WEEK), ("month", LAST_MONTH)):
        op.execute(BEGUN.format(every=every, day=day))


def downgrade() -> None:
    op.execute("DELETE FROM summaries WHERE every <> 'day'")
    op.drop_table("report_pictures")
    op.drop_column("summaries", "end_at")
