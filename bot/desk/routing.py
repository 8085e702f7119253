"""Whether new words join a case or open one."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.models import LIVE, Case

AFTER_CLOSE = timedelta(days=7)
"""A follow-up this soon after closing belongs to the closed case; later ones open a new case."""


def joins(case: Case | None, said_at: datetime) -> bool:
    """Does a customer message said at `said_at` belong to `case`, the conversation's last?"""
    if case is None or case.erased_at is not None:
        return False
    if case.status in LIVE:
        return True
    if case.quiet is not None:
        return False  # it was never looked at by itself: what comes now is counted anew
    return case.closed_at is not None and said_at - case.closed_at < AFTER_CLOSE
