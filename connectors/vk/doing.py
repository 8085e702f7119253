"""Does what `deeds.py` says. That it is so already is success."""

from __future__ import annotations

from connectors.acting import Order
from connectors.base import Deed
from connectors.errors import ConnectorError, Gone
from connectors.vk.client import Client
from connectors.vk.deeds import CANNOT_DELETE_FOR_ALL, NOT_DELETED, method_of, values_of
from connectors.vk.errors import Call, read_peer_refusal
from connectors.vk.values import items, mapping


async def do(client: Client, order: Order, group_id: int, addressee: str) -> None:
    """Raises ConnectorError. `addressee`: what stands before an answer in a topic."""
    method = method_of(order)
    length = len(order.text or "")
    try:
        answer = await client.call(method, values_of(order, group_id, addressee), length=length)
        if method == "messages.delete":
            _read_deleted(client, answer)
    except ConnectorError as error:
        if not _is_so_already(order, error):
            raise


def _read_deleted(client: Client, answer: object) -> None:
    """A success may hide a refusal of each message (schema: messages_delete_full_response)."""
    for entry in map(mapping, items(answer)):
        if entry.get("error"):
            raise client.refused(
                read_peer_refusal(entry["error"]), Call("messages.delete", "community", "messages.delete")
            )


def _is_so_already(order: Order, error: ConnectorError) -> bool:
    match order.deed:
        case Deed.HIDE | Deed.DELETE | Deed.LIFT:
            # 924 is also said of what is too old; only what we may have deleted just now counts as gone.
            return isinstance(error, Gone) or (order.again and error.code == CANNOT_DELETE_FOR_ALL)
        case Deed.RESTORE:
            return error.code == NOT_DELETED
        case _:
            return False
