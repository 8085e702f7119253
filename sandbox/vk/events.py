"""What VK tells a community: an event is made once and handed to every channel (long poll, callback)."""

import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.vk.changes import Changes

KNOWN = tuple(
    """
    message_new message_reply message_edit message_allow message_deny message_read message_typing_state
    message_event message_reaction_event photo_new audio_new video_new wall_reply_new wall_reply_edit
    wall_reply_delete wall_reply_restore wall_post_new wall_repost wall_schedule_post_new
    wall_schedule_post_delete board_post_new board_post_edit board_post_restore board_post_delete
    photo_comment_new photo_comment_edit photo_comment_delete photo_comment_restore video_comment_new
    video_comment_edit video_comment_delete video_comment_restore market_comment_new market_comment_edit
    market_comment_delete market_comment_restore market_order_new market_order_edit poll_vote_new group_join
    group_leave group_change_settings group_change_photo group_officers_edit user_block user_unblock like_add
    like_remove lead_forms_new donut_subscription_create donut_subscription_prolonged donut_subscription_cancelled
    donut_subscription_price_changed donut_subscription_expired donut_money_withdraw donut_money_withdraw_error
    """.split()  # noqa: SIM905
)
"""Names of the switches: groups.getLongPollSettings tells them, groups.setCallbackSettings takes them (spec/vk/groups)."""

NOT_POLLED = frozenset(
    {
        "wall_schedule_post_new",
        "wall_schedule_post_delete",
        "market_order_new",
        "market_order_edit",
        "lead_forms_new",
    }
)
"""Those that groups.setLongPollSettings does not take (spec/vk/groups): it passes over them."""


@dataclass(frozen=True)
class Event:
    """`what` is the `object` of the envelope as of the newest API version; a channel may have to say it in an older one."""

    type: str
    event_id: str
    group_id: int
    what: Mapping[str, object]

    def envelope(self, version: str) -> dict[str, object]:
        return {
            "type": self.type,
            "event_id": self.event_id,
            "v": version,
            "object": self._object(version),
            "group_id": self.group_id,
        }

    def _object(self, version: str) -> object:
        """Before 5.103 message_new was the bare message [K]: what a forgotten api_version gives."""
        if self.type == "message_new" and version_key(version) < (5, 103):
            return self.what["message"]
        return dict(self.what)


def version_key(version: str) -> tuple[int, int]:
    """`5.199` → (5, 199). Raises ValueError for anything else."""
    major, minor = version.split(".")
    return int(major), int(minor)


class Events:
    """Makes events, remembers them for `redeliver`, and can hold them back to play a late echo."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.log: deque[Event] = deque(maxlen=20_000)
        self.held: list[Event] | None = None
        self._channels: list[Callable[[Event], None]] = []

    def to(self, channel: Callable[[Event], None]) -> None:
        self._channels.append(channel)

    def emit(self, group_id: int, kind: str, what: Mapping[str, object]) -> Event:
        event = Event(kind, secrets.token_hex(20), group_id, what)
        self.log.append(event)
        if self.held is None:
            self._deliver(event)
        else:
            self.held.append(event)
        return event

    def hold(self) -> None:
        """From now on events wait for `release`."""
        self.held = self.held or []

    def release(self, *, newest_first: bool = False) -> None:
        """`newest_first`: in the wrong order too."""
        held, self.held = self.held or [], None
        for event in reversed(held) if newest_first else held:
            self._deliver(event)

    def lose(self) -> None:
        """What was held is never told to anybody."""
        self.held = None

    def redeliver(self, event_id: str) -> None:
        """The same event once more, under its old event_id. Raises StopIteration for an unknown one."""
        self._deliver(next(event for event in self.log if event.event_id == event_id))

    def _deliver(self, event: Event) -> None:
        for channel in self._channels:
            channel(event)
        self.changes.mark()
