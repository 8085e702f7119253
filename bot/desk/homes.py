"""Where a case lives: in the operator group, or in the private chat of whoever has it and works there."""

from __future__ import annotations

from storage.models import LIVE, Case, Staff


def in_private(staff: Staff) -> bool:
    """Does what this person holds come to their private chat? The bot can write there once they opened it."""
    return staff.works_privately and staff.private_at is not None and staff.left_at is None


def private_home(case: Case, holder: Staff | None) -> int | None:
    """The private chat in which the case lives; None: in the group. A closed case is everybody's again."""
    if holder is None or holder.id != case.holder_id or case.status not in LIVE:
        return None
    return holder.user_id if in_private(holder) else None
