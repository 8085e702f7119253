"""what is asked every few seconds finds the few among all: open cases, people without a name, posts nobody has read.

Revision 0048, after 0047.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_cases_unclosed", "cases", ["desk_id"], "closed_at IS NULL"),
    ("ix_identities_nameless", "identities", ["profile_at"], "name IS NULL"),
    ("ix_posts_unread", "posts", ["id"], "text IS NULL AND asked_at IS NULL"),
    ("ix_raw_events_key", "raw_events", ["account_id", "key"], None),
)


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, postgresql_where=None if where is None else sa.text(where))


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table)
