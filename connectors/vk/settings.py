"""Which switches of the community's Long Poll have to be on, and what to tell a person who must press them. Pure.

Source: groups.getLongPollSettings and setLongPollSettings (VKCOM/vk-api-schema 5.199).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from connectors.standing import Notice
from connectors.vk.parse import READERS
from connectors.vk.transport import API_VERSION
from connectors.vk.values import items, mapping, number, text

RIGHTS = ("manage", "messages", "wall")
"""What the community's token should have: settings, dialogs, comments."""
NOT_TAKEN = frozenset(
    {
        "wall_schedule_post_new",
        "wall_schedule_post_delete",
        "market_order_new",
        "market_order_edit",
        "lead_forms_new",
    }
)
"""Told by getLongPollSettings, and no parameters of setLongPollSettings: others switch them by another way."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Long Poll settings of a community as they are."""

    enabled: bool
    version: str
    on: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in READERS if name not in self.on)

    @property
    def sufficient(self) -> bool:
        return self.enabled and self.version == API_VERSION and not self.missing

    def wanted(self, group_id: int) -> dict[str, object]:
        """Parameters of setLongPollSettings. What others switched on is named too, so that it stays on."""
        switches = dict.fromkeys(sorted((self.on - NOT_TAKEN) | READERS.keys()), 1)
        return {"group_id": group_id, "enabled": 1, "api_version": API_VERSION, **switches}

    def notices(self) -> list[Notice]:
        """What a person must press, one notice each kind of switch."""
        found = []
        if not self.enabled:
            found.append(Notice("vk-longpoll-disabled"))
        if self.version != API_VERSION:
            found.append(Notice("vk-longpoll-version", {"wanted": API_VERSION, "found": self.version or "?"}))
        if self.missing:
            found.append(Notice("vk-longpoll-events", {"events": ", ".join(self.missing)}))
        return found


UNKNOWN = Settings(enabled=False, version="", on=frozenset())
"""Nobody may read them: everything has to be switched on, or looked at by a person."""


def read_settings(answer: object) -> Settings:
    told = mapping(answer)
    on = frozenset(
        name for name, value in mapping(told.get("events")).items() if value is True or number(value)
    )
    return Settings(told.get("is_enabled") in (True, 1, "1"), text(told.get("api_version")), on)


def read_rights(answer: object) -> list[str] | None:
    """groups.getTokenPermissions: the rights of the community's token; None if the answer tells nothing."""
    named = [text(mapping(each).get("name")) for each in items(mapping(answer).get("permissions"))]
    return named or None


def missing_rights(answer: object) -> Sequence[str]:
    """Those that the community's token needs and lacks."""
    named = read_rights(answer)
    return [] if named is None else [right for right in RIGHTS if right not in named]
