"""facts for reports tell when a case's first two answers were given, and how much work it was until each time that it was
closed; waits are looked for by when they were heard of. Low scores wait for an answer, and know it; drafts tell when they
were dropped.

Revision 0044, after 0041. The columns of before stay for programs that still run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0041"
branch_labels = None
depends_on = None

WOKEN = """
UPDATE surveys s SET woke_at = e.at FROM events e
WHERE s.score <= 4 AND e.case_id = s.case_id AND e.kind = 'reopen' AND e.data ->> 'survey' = s.id::text
"""
HEEDED = """
UPDATE surveys s SET heeded_by_id = (
    SELECT a.id FROM messages a WHERE a.case_id = q.case_id AND a.direction = 'out' AND a.delivery = 'sent'
        AND NOT a.automatic AND a.at >= s.woke_at ORDER BY a.at, a.id LIMIT 1
) FROM messages q WHERE q.id = s.message_id AND s.woke_at IS NOT NULL
"""
DROPPED = """
UPDATE drafts d SET decided_at = e.at FROM events e
WHERE d.why = 'approval' AND d.state = 'dropped' AND d.decided_at IS NULL
    AND e.case_id = d.case_id AND e.kind = 'draft_dropped' AND e.data ->> 'draft' = d.id::text
"""
MADE_ANEW = """
INSERT INTO stale_facts (case_id) SELECT case_id FROM case_facts f
WHERE answers > 0 OR reopened_at IS NOT NULL OR case_id IN (
    SELECT q.case_id FROM surveys s JOIN messages q ON q.id = s.message_id WHERE s.woke_at IS NOT NULL
) ORDER BY case_id
"""


def upgrade() -> None:
    op.add_column("case_facts", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_facts", sa.Column("answered_publicly", sa.Boolean(), nullable=True))
    op.add_column("case_facts", sa.Column("answered_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("act_facts", sa.Column("handling", sa.Integer(), nullable=True))
    op.create_index("ix_wait_facts_heard", "wait_facts", ["desk_id", "heard_at"], unique=False)
    op.drop_index("ix_wait_facts_asked", table_name="wait_facts")
    op.add_column("surveys", sa.Column("woke_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("surveys", sa.Column("heeded_by_id", sa.BigInteger(), nullable=True))
    op.add_column("surveys", sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_surveys_heeded_by_id"), "surveys", "messages", ["heeded_by_id"], ["id"])
    op.create_index(
        "ix_surveys_waiting",
        "surveys",
        ["message_id"],
        unique=False,
        postgresql_where=sa.text("woke_at IS NOT NULL AND heeded_by_id IS NULL AND let_go_at IS NULL"),
    )
    for statement in (WOKEN, HEEDED, DROPPED, MADE_ANEW):
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_surveys_waiting", table_name="surveys")
    op.drop_constraint(op.f("fk_surveys_heeded_by_id"), "surveys", type_="foreignkey")
    op.drop_column("surveys", "let_go_at")
    op.drop_column("surveys", "heeded_by_id")
    op.drop_column("surveys", "woke_at")
    op.create_index("ix_wait_facts_asked", "wait_facts", ["desk_id", "asked_at"], unique=False)
    op.drop_index("ix_wait_facts_heard", table_name="wait_facts")
    op.drop_column("act_facts", "handling")
    op.drop_column("case_facts", "answered_again_at")
    op.drop_column("case_facts", "answered_publicly")
    op.drop_column("case_facts", "answered_at")
