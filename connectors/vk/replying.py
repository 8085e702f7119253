"""How each kind of words is answered: the method, what it takes, and why it can't be done with the tokens at hand. Pure.

Which token a method needs is in `client.ROUTES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from connectors.base import NO_PRIVATE, Attempt, Capability, Json, Privately, Profile
from connectors.errors import PolicyRefused, Rule
from connectors.vk import links
from connectors.vk.places import BOARD, OF_TARGET, PLACES, WALL, Place
from connectors.vk.posts import POST, SUGGESTION

DIALOG = "dialog"

METHODS: Mapping[str, str] = {
    **{place.target: place.create for place in PLACES},
    POST: WALL.create,
    DIALOG: "messages.send",
}
"""What answers a target, by its kind."""


def place_of(target: Json) -> Place | None:
    """Where a comment answers it; None for a direct message."""
    return WALL if target.get("kind") == POST else OF_TARGET.get(str(target.get("kind")))


def ability(target: Json, may: Callable[[str], bool], limits: Mapping[str, int]) -> Capability:
    """`may`: whether a token is there for a method. `limits`: the longest text, by method."""
    kind = str(target.get("kind"))
    if kind == SUGGESTION:
        return Capability(supported=False, reason="why-not-published")
    method = METHODS.get(kind)
    if method is None:
        return Capability(supported=False, reason="why-target-unknown")
    if target.get("closed"):
        return Capability(supported=False, reason="why-comments-closed")
    if not may(method):
        return Capability(supported=False, reason="why-needs-admin-token")
    return Capability(supported=True, max_length=limits[method], needs=method)


def private_ability(target: Json, may: Callable[[str], bool], limits: Mapping[str, int]) -> Capability:
    """Of an answer to a person's public words in their dialog with us."""
    if _person(target) == 0 or target.get("kind") == DIALOG or not may(METHODS[DIALOG]):
        return NO_PRIVATE
    return Capability(supported=True, max_length=limits[METHODS[DIALOG]], needs=METHODS[DIALOG])


def privately(target: Json) -> Privately:
    """Raises PolicyRefused if the author is no person, or not known."""
    person = _person(target)
    if person == 0:
        raise PolicyRefused("only a person has a dialog", rule=Rule.RECIPIENT)
    return Privately({"kind": DIALOG, "peer_id": person}, links.dialog_key(person))


def _person(target: Json) -> int:
    """Who wrote it; 0 for a community, or where VK does not say."""
    author = target.get("author_id")
    return author if isinstance(author, int) and author > 0 else 0


def comment_values(place: Place, attempt: Attempt, group_id: int, addressee: str) -> dict[str, object]:
    """Parameters of createComment. On walls `from_group` is our number, elsewhere a boolean (facts/vk.md, 2)."""
    target = attempt.target
    answers = {"reply_to_comment": target["comment_id"]} if place.by_reply and "comment_id" in target else {}
    return {
        **place.where(target),
        **answers,
        "from_group": group_id if place is WALL else 1,
        "message": addressee + attempt.text,
        "guid": attempt.guid,
    }


def addressed(target: Json) -> str | None:
    """Whom an answer in a topic has to name, for boards have no replies; None where it need not."""
    author = target.get("author_id")
    return str(author) if target.get("kind") == BOARD.target and author else None


def mention(profile: Profile) -> str:
    """`[id5|Vera], `: VK tells the person that they were answered (dev.vk.com, "Mentions")."""
    first = re.sub(r"[\[\]|\s]+", " ", profile.name or "").split()
    number = int(profile.external_id)
    who = f"id{number}" if number > 0 else f"club{-number}"
    return f"[{who}|{first[0] if number > 0 else ' '.join(first)}], " if first else ""
