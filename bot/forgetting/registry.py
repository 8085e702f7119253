"""Every column that may hold words: how it is erased, or why nothing of a customer is in it.

A test compares it with the tables: a column that is new and not here fails it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Gone(StrEnum):
    """What is left."""

    NULL = "null"
    EMPTY = "empty"
    """No words."""
    BARE = "bare"
    """JSON with nothing in it."""
    OPAQUE = "opaque"
    """`forgotten:<id>`: a key that nothing outside knows."""
    ROW = "row"
    """The row itself is deleted."""


TO_WORDS: Mapping[str, Mapping[str, Gone]] = {
    "messages": {
        "text": Gone.EMPTY,
        "title": Gone.NULL,
        "url": Gone.NULL,
        "target": Gone.NULL,
        "failure": Gone.NULL,
    },
    "revisions": {"text": Gone.ROW},
    "attachments": {
        "kind": Gone.ROW,
        "url": Gone.ROW,
        "title": Gone.ROW,
        "key": Gone.ROW,
        "text": Gone.ROW,
        "author": Gone.ROW,
        "brought": Gone.ROW,
        "mime": Gone.ROW,
        "file_id": Gone.ROW,
        "album": Gone.ROW,
    },
    "notes": {"text": Gone.EMPTY, "album": Gone.NULL},
    "drafts": {"text": Gone.EMPTY, "reason": Gone.NULL},
    "escalations": {"question": Gone.NULL, "return_reason": Gone.NULL},
    "surveys": {"word": Gone.NULL, "answer_key": Gone.NULL},
    "outbox": {"payload": Gone.BARE, "error": Gone.NULL},
    "bot_messages": {"data": Gone.BARE},
}
"""What was said about a case: erased when its customer is forgotten, and when it is old."""

TO_IDENTITY: Mapping[str, Mapping[str, Gone]] = {
    "customers": {"name": Gone.NULL, "language": Gone.NULL},
    "customer_notes": {"text": Gone.ROW},
    "identities": {
        "external_id": Gone.OPAQUE,
        "name": Gone.NULL,
        "url": Gone.NULL,
        "city": Gone.NULL,
    },
    "conversations": {"thread_key": Gone.OPAQUE},
    "messages": {"key": Gone.OPAQUE, "earlier_key": Gone.NULL},
    "posts": {
        "key": Gone.OPAQUE,
        "url": Gone.EMPTY,
        "text": Gone.NULL,
        "title": Gone.NULL,
        "price": Gone.NULL,
        "photo_url": Gone.NULL,
    },
    "relations": {"person": Gone.ROW, "blocked_by": Gone.ROW, "block_reason": Gone.ROW, "marks": Gone.ROW},
    "likes": {"key": Gone.ROW, "liker": Gone.ROW},
    "pending_echoes": {"key": Gone.ROW, "thread_key": Gone.ROW, "payload": Gone.ROW},
    "raw_events": {"key": Gone.ROW, "reason": Gone.ROW, "payload": Gone.ROW},
    "searches": {"query": Gone.ROW, "found": Gone.ROW},
    "updates": {"payload": Gone.BARE, "error": Gone.NULL},
    "findable": {"kind": Gone.ROW, "words": Gone.ROW},
}
"""Who it was, and what only tells of that: erased when a customer is forgotten."""

KEPT: Mapping[str, tuple[str, ...]] = {
    "one of the program's own words": (
        "act_counts.did",
        "act_facts.did",
        "act_facts.kind",
        "bot_messages.purpose",
        "case_facts.category",
        "case_facts.kind",
        "case_facts.outcome",
        "cases.category",
        "cases.kind",
        "cases.outcome",
        "cases.quiet",
        "cases.status",
        "conversations.kind",
        "deadlines.measure",
        "drafts.state",
        "drafts.why",
        "escalations.returned_why",
        "events.kind",
        "lanes.stopped",
        "messages.delivery",
        "messages.direction",
        "messages.elsewhere",
        "messages.notice",
        "outbox.kind",
        "outbox.state",
        "panels.kind",
        "posts.kind",
        "report_pages.gives",
        "report_pages.state",
        "report_pages.step",
        "report_pictures.language",
        "report_pictures.name",
        "summaries.every",
        "surveys.asks",
        "targets.category",
        "targets.kind",
        "targets.measure",
        "troubles.key",
        "updates.state",
    ),
    "a network, a place of ours on it, or a chat of the desk": (
        "accounts.external_id",
        "accounts.lacks",
        "accounts.network",
        "accounts.title",
        "accounts.url",
        "act_counts.network",
        "act_facts.network",
        "cards.lane",
        "case_facts.network",
        "identities.network",
        "identities.scope",
        "lanes.key",
        "outbox.lane",
        "troubles.params",
        "troubles.part",
        "wait_facts.network",
    ),
    "a setting of the desk, or its own words for any customer": (
        "accounts.noise",
        "accounts.signature",
        "departments.about",
        "departments.name",
        "desks.approvers",
        "desks.asks_customers",
        "desks.closed_notice",
        "desks.closed_text",
        "desks.holidays",
        "desks.hours",
        "desks.hours_text",
        "desks.language",
        "desks.newcomers",
        "desks.owner_code_hash",
        "desks.summary_at",
        "desks.timezone",
        "desks.title",
        "hours_exceptions.hours",
        "tags.name",
        "templates.category",
        "templates.language",
        "templates.name",
        "templates.text",
    ),
    "a person of the desk, not a customer": (
        "messages.signature",
        "staff.given_role",
        "staff.language",
        "staff.name",
        "staff.role",
        "staff.signature",
        "staff.username",
    ),
    "ids, figures and times alone": (
        "case_merges.moved",
        "customer_merges.moved",
        "cursors.value",
        "events.data",
        "report_files.content",
        "report_files.name",
        "report_pages.wanted",
        "report_pictures.caption",
        "report_pictures.png",
        "reports.only",
        "search_cursors.value",
    ),
    "a hash of what a card showed": ("cards.shown_hash",),
}
"""Columns by why nothing of a customer is in them."""
