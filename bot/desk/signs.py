"""What the reaction on an operator's own message says.

Telegram allows 73 emoji as reactions, ✅ ❌ ⏳ not among them; admins may allow fewer: then the next one is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Sign(StrEnum):
    WAITING = "waiting"
    """It goes out soon, and can still be taken back."""
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    NOTED = "noted"
    KEPT = "kept"
    """Kept as a draft: it waits for a press."""
    DECLINED = "declined"
    """A colleague said no to it."""
    NONE = "none"


EMOJI: Mapping[Sign, tuple[str, ...]] = {
    Sign.WAITING: ("👀", "🤔", "👨‍💻"),
    Sign.SENDING: ("⚡", "🕊", "🔥"),
    Sign.SENT: ("👌", "👍", "❤", "💯"),
    Sign.UNKNOWN: ("🤷", "🤔", "😐"),
    Sign.FAILED: ("😱", "👎", "💔"),
    Sign.NOTED: ("✍", "👍", "👌"),
    Sign.KEPT: ("🤝", "🤔", "👀"),
    Sign.DECLINED: ("👎", "💔", "😐"),
    Sign.NONE: (),
}
