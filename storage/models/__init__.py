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
    Event,
    Message,
    Quiet,
    Revision,
    Status,
)
from storage.models.customers import Customer, CustomerIdentity, Post
from storage.models.desk import (
    Account,
    Approvers,
    Department,
    DepartmentMember,
    Desk,
    Noise,
    Role,
    Signature,
    Staff,
    Template,
)
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
from storage.models.work import Draft, DraftState, Escalation, Note, Returned, Why

__all__ = [
    "CAN_WAIT",
    "LIVE",
    "Account",
    "Approvers",
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
    "DepartmentMember",
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
    "Returned",
    "Revision",
    "Role",
    "RowState",
    "SearchCursor",
    "Signature",
    "Staff",
    "Status",
    "Summary",
    "Template",
    "Trouble",
    "Update",
    "UpdateState",
    "Why",
]
