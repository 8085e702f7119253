"""The letters about cases, by whom they are for: the kinds of outbox rows that a chat's lane carries."""

from __future__ import annotations

LOOK = "look"
"""Calls people to an answer that waits for a colleague's look."""
LOOK_DECIDED = "look_decided"
"""Tells what became of it."""
LOOK_WORDS = "look_words"
"""Asks whoever decides for words: other ones, or a reason."""

URGENT = "urgent"
"""Rings: somebody has found a case urgent."""
WOKEN = "woken"
"""A snoozed case's time has come."""
SORTING_ASKED = "sorting_asked"
"""Asks somebody for words: new tags, or until when a case is snoozed."""
ELSEWHERE = "elsewhere"
"""Asks for a word of what a customer was told by phone, by e-mail …"""
HAND_FILE = "hand_file"
"""A file that came with what somebody wrote down in their private chat."""
WARNING = "warning"
"""To the operators: time runs out, is over, or a case is back in the queue. One case, or many in one message."""
ALARM = "alarm"
"""To a supervisor or an owner, in private: what is still not done long after its time."""
LOW_SCORE = "low_score"
"""To a supervisor or an owner, in private: a customer was asked, and is not satisfied."""
CUSTOMER_WORDS = "customer_words"
"""Asks for words about a customer: a note, a promise, a name, a tag, whom to merge with."""
PROMISE_DUE = "promise_due"

REPORT = "report"
"""A rich message with pictures (`bot/reports/sending.py`)."""
REPORT_PLAIN = "report_plain"
"""The same in ordinary messages, one row each: Telegram has refused the rich one."""

REPORT_FILE = "report_file"
"""The same as a workbook (`bot/reports/making.py`)."""

BLANK = "blank"
"""A message of ours whose words are taken away: deleted while it is young, else edited."""

ABOUT_CASE = (
    "follow_up", "advice", "advice_file", "asked_back", "returned", "overdue", URGENT, WOKEN, HAND_FILE,
)  # fmt: skip
"""About the case, whoever has it: they go where it lives (`bot/homes.py`)."""

FOR_PERSON = (
    "failed",
    "doubtful",
    "deed_failed",
    "ask",
    "private",
    "assigned",
    "handed_over",
    "long_shift",
    ELSEWHERE,
    LOOK,
    LOOK_DECIDED,
    LOOK_WORDS,
    SORTING_ASKED,
    WARNING,
    CUSTOMER_WORDS,
    PROMISE_DUE,
)
"""Meant for one of the operators: where a private chat is closed they come to the group."""

TO_OPERATORS = (*ABOUT_CASE, *FOR_PERSON, REPORT, REPORT_PLAIN, REPORT_FILE, "files")
"""Wherever the operators work; the others are about a place or its messages."""

TO_DEPARTMENT = ("asking", "returning", "answered_back", "reminder", "late", "freed")
"""Drawn by `bot/telegram/department_letters.py`."""
