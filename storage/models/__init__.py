"""The nouns of the desk. Invariants the database can state are constraints; lazy loading raises.

Times are `timestamptz`, always aware. Ids of Telegram and of networks are 64-bit or text. `desk_id` is on every
row that a brand must not see of another; `account_id` on every row that belongs to a page of ours.
"""

from storage.models.base import Base, Json
from storage.models.cases import (
    LIVE,
    Attachment,
    Brought,
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
from storage.models.customers import Customer, CustomerIdentity, Post
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
from storage.models.signals import Like, Relation, SearchCursor

__all__ = [
    "CAN_WAIT",
    "LIVE",
    "Account",
    "Attachment",
    "Base",
    "BotMessage",
    "Brought",
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
    "Like",
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
    "Relation",
    "Revision",
    "Role",
    "RowState",
    "SearchCursor",
    "Staff",
    "Status",
    "Summary",
    "Trouble",
    "Update",
    "UpdateState",
    "Why",
]
