"""roles, approval, departments with people and time, templates, signatures.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROLES = "('owner', 'supervisor', 'operator', 'trainee', 'specialist', 'viewer')"
FORMERLY = "('owner', 'operator', 'specialist')"
WHY = (
    "why IN ('held_by_other', 'anonymous', 'ephemeral', 'attachment', 'too_long', 'advice', 'private_data',"
    " 'approval', 'template')"
)
WHY_FORMERLY = (
    "why IN ('held_by_other', 'anonymous', 'ephemeral', 'attachment', 'too_long', 'advice', 'private_data')"
)
CHECKS = (
    ("ck_staff_role", "staff", f"role IN {ROLES}", f"role IN {FORMERLY}"),
    ("ck_drafts_why", "drafts", WHY, WHY_FORMERLY),
    (
        "ck_drafts_state",
        "drafts",
        "state IN ('waiting', 'sent', 'dropped', 'declined')",
        "state IN ('waiting', 'sent', 'dropped')",
    ),
)
NEW_CHECKS = (
    ("ck_staff_given_role", "staff", f"given_role IN {ROLES}"),
    ("ck_accounts_signature", "accounts", "signature IN ('none', 'name', 'initials', 'own')"),
    ("ck_departments_answers_within", "departments", "answers_within > 0"),
)


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_templates_desk_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_templates_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    op.create_index(
        "uq_templates_name",
        "templates",
        ["desk_id", "staff_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "department_members",
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_department_members_department_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_department_members_staff_id")),
        sa.PrimaryKeyConstraint("department_id", "staff_id", name=op.f("pk_department_members")),
    )
    op.add_column("accounts", sa.Column("signature", sa.Text(), server_default="own", nullable=False))
    op.add_column("departments", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.add_column("departments", sa.Column("about", sa.Text(), nullable=True))
    op.add_column(
        "departments", sa.Column("answers_within", sa.BigInteger(), server_default="120", nullable=False)
    )
    op.add_column("departments", sa.Column("trusted", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("departments", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_departments_chat_id_thread_id"), "departments", type_="unique")
    op.drop_constraint(op.f("uq_departments_desk_id_name"), "departments", type_="unique")
    op.create_index(
        "uq_departments_name",
        "departments",
        ["desk_id", "name"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_departments_place",
        "departments",
        ["chat_id", "thread_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_foreign_key(op.f("fk_departments_person_id"), "departments", "staff", ["person_id"], ["id"])
    op.add_column("drafts", sa.Column("approver_id", sa.BigInteger(), nullable=True))
    op.add_column("drafts", sa.Column("decided_by", sa.BigInteger(), nullable=True))
    op.add_column("drafts", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("drafts", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("template_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_drafts_decided_by"), "drafts", "staff", ["decided_by"], ["id"])
    op.create_foreign_key(op.f("fk_drafts_approver_id"), "drafts", "staff", ["approver_id"], ["id"])
    op.create_foreign_key(op.f("fk_drafts_template_id"), "drafts", "templates", ["template_id"], ["id"])
    op.add_column("escalations", sa.Column("returned_by", sa.BigInteger(), nullable=True))
    op.add_column("escalations", sa.Column("asked_back_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_escalations_returned_by"), "escalations", "staff", ["returned_by"], ["id"])
    op.add_column("notes", sa.Column("escalation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_notes_escalation_id"), "notes", "escalations", ["escalation_id"], ["id"])
    op.add_column("staff", sa.Column("given_role", sa.Text(), nullable=True))
    op.add_column("staff", sa.Column("on_shift_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("staff", sa.Column("works_privately", sa.Boolean(), server_default="false", nullable=False))
    for name, table, rule, _ in CHECKS:
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, rule)
    for name, table, rule in NEW_CHECKS:
        op.create_check_constraint(op.f(name), table, rule)


def downgrade() -> None:
    op.execute("UPDATE staff SET role = 'operator' WHERE role IN ('supervisor', 'trainee')")
    op.execute(
        "UPDATE staff SET role = 'specialist', left_at = coalesce(left_at, now()) WHERE role = 'viewer'"
    )
    op.execute("UPDATE drafts SET why = 'held_by_other' WHERE why IN ('approval', 'template')")
    op.execute("UPDATE drafts SET state = 'dropped' WHERE state = 'declined'")
    for name, table, _ in NEW_CHECKS:
        op.drop_constraint(op.f(name), table, type_="check")
    for name, table, _, rule in CHECKS:
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, rule)
    op.drop_column("staff", "works_privately")
    op.drop_column("staff", "on_shift_since")
    op.drop_column("staff", "given_role")
    op.drop_constraint(op.f("fk_notes_escalation_id"), "notes", type_="foreignkey")
    op.drop_column("notes", "escalation_id")
    op.drop_constraint(op.f("fk_escalations_returned_by"), "escalations", type_="foreignkey")
    op.drop_column("escalations", "overdue_told_at")
    op.drop_column("escalations", "reminded_at")
    op.drop_column("escalations", "asked_back_at")
    op.drop_column("escalations", "returned_by")
    op.drop_constraint(op.f("fk_drafts_template_id"), "drafts", type_="foreignkey")
    op.drop_constraint(op.f("fk_drafts_approver_id"), "drafts", type_="foreignkey")
    op.drop_constraint(op.f("fk_drafts_decided_by"), "drafts", type_="foreignkey")
    op.drop_column("drafts", "template_id")
    op.drop_column("drafts", "reason")
    op.drop_column("drafts", "decided_at")
    op.drop_column("drafts", "decided_by")
    op.drop_column("drafts", "approver_id")
    op.drop_constraint(op.f("fk_departments_person_id"), "departments", type_="foreignkey")
    op.drop_index("uq_departments_place", table_name="departments")
    op.drop_index("uq_departments_name", table_name="departments")
    # Closed ones may share name and place with one that is open: they make way.
    op.execute(
        "UPDATE departments SET name = name || ' #' || id, chat_id = -id, thread_id = id WHERE closed_at IS NOT NULL"
    )
    op.create_unique_constraint(op.f("uq_departments_desk_id_name"), "departments", ["desk_id", "name"])
    op.create_unique_constraint(
        op.f("uq_departments_chat_id_thread_id"),
        "departments",
        ["chat_id", "thread_id"],
        postgresql_nulls_not_distinct=True,
    )
    op.drop_column("departments", "closed_at")
    op.drop_column("departments", "trusted")
    op.drop_column("departments", "answers_within")
    op.drop_column("departments", "about")
    op.drop_column("departments", "person_id")
    op.drop_column("accounts", "signature")
    op.drop_table("department_members")
    op.drop_index("uq_templates_name", table_name="templates")
    op.drop_table("templates")
