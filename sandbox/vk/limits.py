"""How much VK bears (facts/vk.md, section 2), and the habits of VK that nobody can be sure of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """None switches a limit off. Rates run on real time, daily quotas on the sandbox's clock."""

    community_per_second: int | None = 20
    user_per_second: int | None = 3
    daily: Mapping[str, int] = field(default_factory=lambda: {"newsfeed.search": 1000})
    message_length: int = 4096
    comment_length: int | None = 16384
    history: int = 1000
    edit_seconds: int = 24 * 3600


@dataclass
class Habits:
    """Switches for what the facts leave open; the desk must live with both.

    `trust_guid`: wall.createComment with a known guid answers with the first comment.
    `echo_random_id`: message_reply carries the random_id of messages.send instead of 0.
    `thread_in_events`: wall_reply_* of a root comment carries an empty `thread`.
    """

    trust_guid: bool = True
    echo_random_id: bool = True
    thread_in_events: bool = True
