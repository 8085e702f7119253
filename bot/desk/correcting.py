"""Whose answers of ours somebody may take back, change or delete."""

from __future__ import annotations

from bot.desk.permissions import Right, may
from storage.models import Case, Message, Staff


def may_correct(message: Message, case: Case, staff: Staff) -> bool:
    """Its author, who approved it and whoever has the case; and who may correct anybody's."""
    theirs = (message.staff_id, message.approved_by_id, case.holder_id)
    return staff.id in theirs or may(staff.role, Right.CORRECT)
