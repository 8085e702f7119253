"""Keyboards of dialogs: choices → what messages.send takes, and what a press brings back. Pure.

Buttons of the type "text": every client knows them, and what they say stands in the dialog as the customer's own words.
Up to INLINE of them are below the message itself; more make a keyboard that goes away with the first press (dev.vk.com,
"Keyboards for bots").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from connectors.choices import Choice
from connectors.vk.values import mapping, text

INLINE, MOST, BESIDE = 10, 40, 5
"""Buttons below a message, of a keyboard, beside each other."""
NO_KEYBOARDS = 912
"""The community has not switched on "bot features" in its settings."""


NONE = '{"buttons":[]}'
"""Takes away what stands where people write."""


def keyboard(choices: Sequence[Choice]) -> str:
    """As JSON, in rows of nearly the same length."""
    rows = -(-len(choices) // BESIDE)
    step = -(-len(choices) // rows)
    buttons = [[_button(one) for one in choices[at : at + step]] for at in range(0, len(choices), step)]
    shown = {"inline": True} if len(choices) <= INLINE else {"one_time": True}
    return json.dumps({**shown, "buttons": buttons}, ensure_ascii=False)


def below(choices: Sequence[Choice], over: int) -> str | None:
    """What comes with a message. Who has typed the answer still has the keyboard of the question; buttons below a message
    are in nobody's way. None: nothing.
    """
    if choices:
        return keyboard(choices)
    return NONE if over > INLINE else None


def _button(choice: Choice) -> Mapping[str, object]:
    payload = json.dumps(choice.data, ensure_ascii=False, separators=(",", ":"))
    return {
        "action": {"type": "text", "label": choice.label, "payload": payload},
        "color": "secondary",
    }


def chosen(payload: object) -> Mapping[str, object] | None:
    """What a press carries: JSON in a string, in some events an object. None: nothing that a program could read."""
    if isinstance(payload, str):
        try:
            payload = json.loads(text(payload))
        except (ValueError, RecursionError):
            return None
    return mapping(payload) or None
