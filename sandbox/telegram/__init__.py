"""A Telegram Bot API server on loopback, and the people who use Telegram clients.

`sandbox.TelegramSandbox` is what others use. Inside: `model` (what there is), `state` (what changes it), `groups`
and `people` (what people do), `methods` (what the bot may call), `server` (HTTP), `updates`, `polling`, `hooking`
(how the bot is told), `texts`, `markup`, `reactions`, `limits` (what is refused), `render` (the JSON of it all).
"""

from ..faults import Fault, Faults
from .limits import Limits
from .model import (
    Answer,
    Button,
    Call,
    Chat,
    EphemeralMessage,
    Media,
    Member,
    Message,
    Rights,
    Topic,
    User,
)
from .pressing import Press
from .sandbox import DEFAULT_TOKEN, TelegramSandbox

__all__ = [
    "DEFAULT_TOKEN",
    "Answer",
    "Button",
    "Call",
    "Chat",
    "EphemeralMessage",
    "Fault",
    "Faults",
    "Limits",
    "Media",
    "Member",
    "Message",
    "Press",
    "Rights",
    "TelegramSandbox",
    "Topic",
    "User",
]
