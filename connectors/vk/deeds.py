"""What can be done on VK beside answering: one table, kind × deed → method, and what each method takes. Pure.

Methods and parameters: VKCOM/vk-api-schema 5.199; which token a method needs is in `client.ROUTES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from connectors.acting import Order
from connectors.base import Capability, Deed, Json
from connectors.errors import Invalid
from connectors.signals import Reason
from connectors.vk.places import BOARD, MARKET, OF_TARGET, PHOTO, PLACES, VIDEO, WALL
from connectors.vk.posts import POST, SUGGESTION
from connectors.vk.replying import DIALOG, METHODS, place_of

LIKED: Mapping[str, str] = {
    POST: "post",
    WALL.target: "comment",
    PHOTO.target: "photo_comment",
    VIDEO.target: "video_comment",
    MARKET.target: "market_comment",
    BOARD.target: "topic_comment",
}
"""`type` of likes.add (schema: likes_type), by the kind of target."""
REASONS: Mapping[Reason, int] = {
    Reason.OTHER: 0, Reason.SPAM: 1, Reason.INSULT: 2, Reason.OBSCENE: 3, Reason.OFF_TOPIC: 4,
}  # fmt: skip
"""Schema: groups_ban_info_reason; what it calls flood, VK's own pages call messages off the topic."""
WINDOW = timedelta(hours=24)
"""So long a message can be edited, and deleted for everybody, and a comment edited (VK's help pages; the schema only has
the errors 909 and 924). An administrator's deletion of a comment has no such limit."""
NOT_DELETED = 243
CANNOT_DELETE_FOR_ALL = 924


def _of_kinds() -> dict[tuple[str, Deed], str]:
    found: dict[tuple[str, Deed], str] = {}
    for kind in LIKED:
        found |= {(kind, Deed.LIKE): "likes.add", (kind, Deed.UNLIKE): "likes.delete"}
    for place in PLACES:
        found[place.target, Deed.HIDE] = f"{place.section}.deleteComment"
        found[place.target, Deed.RESTORE] = f"{place.section}.restoreComment"
    for kind in (*OF_TARGET, POST, SUGGESTION, DIALOG):
        found |= {(kind, Deed.BAN): "groups.ban", (kind, Deed.LIFT): "groups.unban"}
    found |= {(WALL.target, Deed.CLOSE): "wall.closeComments", (WALL.target, Deed.OPEN): "wall.openComments"}
    found[DIALOG, Deed.READ] = "messages.markAsRead"
    for kind in METHODS:
        place_there = place_of({"kind": kind})
        section = "messages" if place_there is None else place_there.section
        what = "" if place_there is None else "Comment"
        found |= {(kind, Deed.EDIT): f"{section}.edit{what}", (kind, Deed.DELETE): f"{section}.delete{what}"}
    return found


DEEDS: Mapping[tuple[str, Deed], str] = _of_kinds()
"""By the kind of the target: what is done to a customer's item, EDIT and DELETE to an answer to it."""
OWN = (Deed.EDIT, Deed.DELETE)
IDS = re.compile(r"_(?:r|id)?([0-9]+)", re.ASCII)

May = Callable[[str], bool]
"""Whether a token is there for a method."""


def to_item(target: Json, may: May, group_id: int) -> dict[Deed, Capability]:
    """What can be done to a customer's item."""
    kind = str(target.get("kind"))
    elsewhere = target.get("owner_id", -group_id) != -group_id
    found = {deed: method for (of, deed), method in DEEDS.items() if of == kind and deed not in OWN}
    if elsewhere:
        # On another's wall we are guests: liking is all, and the ban is for our own community.
        found = {deed: method for deed, method in found.items() if deed not in _FOR_OWNERS}
    return {deed: _with(method, may) for deed, method in found.items()}


_FOR_OWNERS = (Deed.HIDE, Deed.RESTORE, Deed.CLOSE, Deed.OPEN)


def to_answer(
    target: Json, sent_at: datetime, now: datetime, may: May, limits: Mapping[str, int]
) -> dict[Deed, Capability]:
    """What can be done to an answer of ours to that target. `limits`: the longest text, by the method that answers."""
    kind = str(target.get("kind"))
    found = {}
    for deed in OWN:
        if (method := DEEDS.get((kind, deed))) is None:
            continue
        ends = sent_at + WINDOW if kind == DIALOG or deed is Deed.EDIT else None
        longest = limits[METHODS[kind]] if deed is Deed.EDIT else None
        if ends is not None and now >= ends:
            found[deed] = Capability(supported=False, reason="why-too-old", expires_at=ends)
        else:
            found[deed] = _with(method, may, ends, longest)
    return found


def _with(method: str, may: May, ends: datetime | None = None, longest: int | None = None) -> Capability:
    if not may(method):
        return Capability(supported=False, reason="why-deed-needs-admin-token")
    return Capability(True, None, longest, expires_at=ends, needs=method)


def method_of(order: Order) -> str:
    """Raises Invalid for what is not in the table."""
    kind = str(order.target.get("kind"))
    method = DEEDS.get((kind, order.deed))
    if method is None:
        raise Invalid(f"no way to {order.deed} {kind!r}")
    return method


def values_of(order: Order, group_id: int, addressee: str) -> dict[str, object]:
    """What the method takes. `addressee`: what stands before an answer in a topic."""
    target = order.target
    match order.deed:
        case Deed.LIKE | Deed.UNLIKE:
            number = target.get("comment_id", target.get("post_id"))
            liked = LIKED[str(target["kind"])]
            return {"type": liked, "owner_id": target["owner_id"], "item_id": number, "from_group": 1}
        case Deed.HIDE | Deed.RESTORE:
            return _comment(target, target["comment_id"])
        case Deed.BAN | Deed.LIFT:
            return {"group_id": group_id, "owner_id": order.person, **_terms(order)}
        case Deed.CLOSE | Deed.OPEN:
            return WALL.where(target)
        case Deed.READ:
            return {"peer_id": target["peer_id"]}
        case Deed.EDIT | Deed.DELETE:
            return _own(order, addressee)
        case Deed.REMOVE:
            raise Invalid("VK can hide")


def _terms(order: Order) -> dict[str, object]:
    if order.deed is Deed.LIFT:
        return {}
    ends = {} if order.until is None else {"end_date": int(order.until.timestamp())}
    return {**ends, "reason": REASONS[order.reason]}


def _comment(target: Json, number: int) -> dict[str, object]:
    """A comment by its number: boards want the topic too, the others only the owner."""
    place = place_of(target)
    if place is BOARD:
        return {**BOARD.where(target), "comment_id": number}
    return {"owner_id": target["owner_id"], "comment_id": number}


def _own(order: Order, addressee: str) -> dict[str, object]:
    numbers = IDS.findall(order.key or "")
    if not numbers:
        raise Invalid(f"no number in the key {order.key!r}")
    number, target = int(numbers[-1]), order.target
    edits = order.deed is Deed.EDIT
    words = {"message": addressee + (order.text or "")} if edits else {}
    if place_of(target) is not None:
        return {**_comment(target, number), **words}
    by_id = "_id" in (order.key or "")
    if edits:
        return {"peer_id": target["peer_id"], "message_id" if by_id else "cmid": number, **words}
    which = {"message_ids": number} if by_id else {"cmids": number}
    return {"peer_id": target["peer_id"], **which, "delete_for_all": 1}
