"""Keyboards that a community's messages bring, and people who press them.

Rules: dev.vk.com, "Keyboards for bots" [D]: below a message at most 10 buttons in 6 rows, else 40 in 10 rows; 5 beside each
other; a label of at most 40 characters, a payload of at most 255 that is JSON.
"""

import json
from collections.abc import Mapping

from sandbox.vk.core import Core
from sandbox.vk.dialogs import Letter
from sandbox.vk.errors import VkError
from sandbox.vk.state import Conversation, DirectMessage, Group, User

Json = dict[str, object]

BESIDE, LABEL, PAYLOAD = 5, 40, 255
COLORS = frozenset({"primary", "secondary", "negative", "positive"})
LABELED = frozenset({"text", "callback", "open_link", "open_app"})
OTHERS = frozenset({"location", "vkpay"})


def read_keyboard(raw: str) -> Json:
    """Raises 911 for what VK does not show."""
    try:
        keyboard = json.loads(raw)
    except ValueError:
        raise VkError(911, "keyboard is not JSON") from None
    rows = keyboard.get("buttons") if isinstance(keyboard, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
        raise VkError(911, "buttons must be an array of arrays")
    inline = bool(keyboard.get("inline"))
    if inline and (keyboard.get("one_time") or not rows):
        raise VkError(911, "an inline keyboard has buttons and is not one_time")
    if len(rows) > (6 if inline else 10) or sum(map(len, rows)) > (10 if inline else 40):
        raise VkError(911, "too many buttons")
    for row in rows:
        if len(row) > BESIDE:
            raise VkError(911, "row is too long")
        for button in row:
            _check(button)
    return dict(keyboard)


def _check(button: object) -> None:
    action = button.get("action") if isinstance(button, dict) else None
    if not isinstance(button, dict) or not isinstance(action, dict):
        raise VkError(911, "button has no action")
    if action.get("type") not in LABELED | OTHERS:
        raise VkError(911, "unknown action type")
    label = action.get("label")
    if action.get("type") in LABELED and not (isinstance(label, str) and 0 < len(label) <= LABEL):
        raise VkError(911, "label is missing or too long")
    if button.get("color", "secondary") not in COLORS:
        raise VkError(911, "unknown color")
    payload = payload_of(action)
    try:
        json.loads(payload or "{}")
    except ValueError:
        raise VkError(911, "payload is not JSON") from None
    if len(payload) > PAYLOAD:
        raise VkError(911, "payload is too long")


def payload_of(action: Mapping[str, object]) -> str:
    """As an event brings it: JSON in a string. VK takes an object as well."""
    payload = action.get("payload", "")
    return payload if isinstance(payload, str) else json.dumps(payload)


def actions(keyboard: Json | None) -> list[list[Mapping[str, object]]]:
    """What its buttons do, row by row."""
    rows = keyboard.get("buttons") if keyboard else None
    return [[button["action"] for button in row] for row in rows] if isinstance(rows, list) else []


def shown(conversation: Conversation) -> DirectMessage | None:
    """Whose keyboard stands where people write: the last one's that is not inline, until it is emptied or used up."""
    ours = [
        one for one in conversation.visible if one.out and one.keyboard and not one.keyboard.get("inline")
    ]
    last = ours[-1] if ours else None
    if last is None or last.keyboard is None or not actions(last.keyboard):
        return None
    pressed = any(one.payload and not one.out and one.id > last.id for one in conversation.visible)
    return None if last.keyboard.get("one_time") and pressed else last


class Taps:
    """People who press what a community's message offers."""

    core: Core

    def tap(self, user: User | int, group: Group | int, label: str) -> DirectMessage:
        """The newest button of the type "text" with this label: what it says is said. Raises LookupError for none."""
        user_id, group_id = (each if isinstance(each, int) else each.id for each in (user, group))
        conversation = self.core.world.conversation(group_id, user_id)
        below = [one for one in conversation.visible if one.keyboard and one.keyboard.get("inline")]
        beside = shown(conversation)
        for message in sorted([*below, *([beside] if beside else [])], key=lambda one: -one.id):
            for action in (each for row in actions(message.keyboard) for each in row):
                if action["type"] == "text" and action["label"] == label:
                    letter = Letter(label, payload=payload_of(action))
                    return self.core.dialogs.receive(self.core.world.groups[group_id], user_id, letter)
        raise LookupError(f"no button {label!r} in the dialog of {user_id}")
