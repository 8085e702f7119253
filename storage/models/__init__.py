"""The nouns of the desk. Invariants the database can state are constraints; lazy loading raises.

Times are `timestamptz`, always aware. Ids of Telegram and of networks are 64-bit or text. `desk_id` is on every
row that a brand must not see of another; `account_id` on every row that belongs to a page of ours.
"""

from storage.models.base import Base, Json
from storage.models.cases import (
    LIVE,
    Attachment,
    Case,
    Conversation,
    Delivery,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Event,
    Message,
    Note,
    Quiet,
    Revision,
    Status,
    Why,
)
from storage.models.customers import Ban, Customer, CustomerIdentity, Post
from storage.models.desk import Account, Department, Desk, Noise, Role, Staff
from storage.models.queue import (
    CAN_WAIT,
    Cursor,
    Lane,
    Outbox,
    PendingEcho,
    RawEvent,
    RowState,
    Summary,
    Trouble,
    Update,
    UpdateState,
)
from storage.models.shown import BotMessage, Card, Panel, PanelKind

__all__ = [
    "CAN_WAIT",
    "LIVE",
    "Account",
    "Attachment",
    "Ban",
    "Base",
    "BotMessage",
    "Card",
    "Case",
    "Conversation",
    "Cursor",
    "Customer",
    "CustomerIdentity",
    "Delivery",
    "Department",
    "Desk",
    "Direction",
    "Draft",
    "DraftState",
    "Escalation",
    "Event",
    "Json",
    "Lane",
    "Message",
    "Noise",
    "Note",
    "Outbox",
    "Panel",
    "PanelKind",
    "PendingEcho",
    "Post",
    "Quiet",
    "RawEvent",
    "Revision",
    "Role",
    "RowState",
    "Staff",
    "Status",
    "Summary",
    "Trouble",
    "Update",
    "UpdateState",
    "Why",
]
