"""Where things are sent: a lane shares limits, pauses and order. And in which order a lane works."""

from __future__ import annotations

from enum import IntEnum

from storage.models import CAN_WAIT, Account, Outbox


class Urgency(IntEnum):
    """Order of work in a lane, first things first."""

    URGENT_CARD = 0
    FOLLOW_UP = 1
    ACT = 2
    NEW_CARD = CAN_WAIT
    REFRESH = CAN_WAIT + 1


def of_new_card(kind: str, priority: int, *, urgent_account: bool) -> Urgency:
    """A direct message, an account marked urgent and a high priority come first, also in a storm."""
    urgent = kind == "message" or priority > 0 or urgent_account
    return Urgency.URGENT_CARD if urgent else Urgency.NEW_CARD


TELEGRAM = "tg"


def telegram_lane(chat_id: int) -> str:
    return f"{TELEGRAM}:{chat_id}"


def account_lane(account: Account) -> str:
    return f"{account.network}:{account.external_id}"


def chat_of(lane: str) -> int | None:
    """The Telegram chat of a lane; None for a network's."""
    network, _, rest = lane.partition(":")
    return int(rest) if network == TELEGRAM else None


def chat_of_row(row: Outbox) -> int:
    """The chat that a row for Telegram goes to. Raises ValueError if it goes elsewhere."""
    chat_id = None if row.lane is None else chat_of(row.lane)
    if chat_id is None:
        raise ValueError(f"outbox row {row.id} is for no chat: {row.lane}")
    return chat_id
