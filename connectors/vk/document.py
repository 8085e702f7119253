"""docs/vk.md, from the connector's own tables: `make docs` writes it, a test compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from connectors.base import Deed
from connectors.vk.client import ROUTES, Slot
from connectors.vk.deeds import DEEDS
from connectors.vk.missed_comments import LISTS
from connectors.vk.parse import READERS
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.posts import POST, SUGGESTION
from connectors.vk.replying import DIALOG, METHODS

SETTINGS: Mapping[Slot, str] = {
    Slot.COMMUNITY: "VK_GROUP_TOKEN",
    Slot.SERVICE: "VK_SERVICE_TOKEN",
    Slot.ADMIN: "VK_ADMIN_TOKEN",
}
WHAT = ("new", "edit", "delete", "restore")


class Row(NamedTuple):
    """A kind of words. `events`: VK's, by what happened; `looked`: the call that finds them after a gap."""

    kind: str
    events: Mapping[str, str]
    target: str
    read: str
    """The call by which an answer is looked up that VK did not confirm."""
    looked: str | None


def _under(kind: str, place: Place) -> Row:
    events = {what: f"{place.event}_{what}" for what in WHAT}
    return Row(f"comment {kind}", events, place.target, place.read, LISTS[place])


ROWS = (
    _under("under a post", WALL),
    _under("under a photo", PHOTO),
    _under("under a video", VIDEO),
    _under("under a product", MARKET),
    _under("in a topic of the board", BOARD),
    Row("direct message", {"new": "message_new", "edit": "message_edit"}, DIALOG, "messages.getHistory",
        "messages.getConversations"),
    Row("visitor's post", {"new": "wall_post_new"}, POST, WALL.read, LISTS[WALL]),
    Row("suggested post", {"new": "wall_post_new"}, SUGGESTION, WALL.read, None),
    Row("repost with words", {"new": "wall_repost"}, POST, WALL.read, None),
)  # fmt: skip

HEAD = """# What the desk does with VK
Made from the tables in `connectors/vk/` by `make docs`.

Each cell names VK's event or method. Tokens are named as the settings that hold them; of several, any one will do.
What no token at hand may answer comes as a card all the same: it says why, and `Open in VK` stays."""

FOOT = """## What to know besides
- VK tells of no edits and deletions of posts, and of no deletions of messages.
- A suggested post cannot be answered; published, it goes on as a visitor's post in the same case.
- In a topic VK has no replies: the answer begins with the name of whom it answers.
- Of a comment under a repost VK sends no echo, for it stands on somebody else's wall.
- A message can be edited, and deleted for everybody, for 24 hours; a comment edited for 24 hours, deleted at any time.
- What is hidden can be restored; VK does not say for how long.
- Likes are given in the community's name.
- The administrator's token needs the rights wall, photos, video, market and groups."""


def page() -> str:
    """The whole document."""
    return "\n\n".join((HEAD, _comes(), _answered(), _done(), FOOT)) + "\n"


def _comes() -> str:
    rows = [(row.kind, *(_event(row.events.get(what)) for what in WHAT), _tokens(row.looked)) for row in ROWS]
    return _table("What comes in", ("", *WHAT, "found after a gap with"), rows)


def _answered() -> str:
    rows = [(row.kind, *_answer(row)) for row in ROWS]
    return _table("What is answered", ("", "reply", "with", "looked up with"), rows)


DONE: Mapping[str, tuple[Deed, ...]] = {
    "like, unlike": (Deed.LIKE, Deed.UNLIKE),
    "hide, restore": (Deed.HIDE, Deed.RESTORE),
    "ban, lift": (Deed.BAN, Deed.LIFT),
    "close, open comments": (Deed.CLOSE, Deed.OPEN),
    "mark read": (Deed.READ,),
    "edit our answer": (Deed.EDIT,),
    "delete our answer": (Deed.DELETE,),
}


def _done() -> str:
    rows = [(row.kind, *(_deeds(row, deeds) for deeds in DONE.values())) for row in ROWS]
    return _table("What is done besides", ("", *DONE), rows)


def _deeds(row: Row, deeds: tuple[Deed, ...]) -> str:
    if row.kind == "repost with words" and deeds[0] in (Deed.CLOSE, Deed.HIDE):
        return "–"
    methods = [DEEDS[row.target, deed] for deed in deeds if (row.target, deed) in DEEDS]
    return "<br>".join((*(f"`{method}`" for method in methods), _tokens(methods[0]))) if methods else "–"


def _answer(row: Row) -> tuple[str, str, str]:
    method = METHODS.get(row.target)
    return (
        (f"`{method}`", _tokens(method), _tokens(row.read)) if method else ("when it is published", "–", "–")
    )


def _event(name: str | None) -> str:
    return f"`{name}`" if name in READERS else "–"


def _tokens(method: str | None) -> str:
    return "–" if method is None else ", ".join(f"`{SETTINGS[slot]}`" for slot in ROUTES[method].slots)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]
    return "\n".join((f"## {title}", "", *lines))


if __name__ == "__main__":
    Path("docs/vk.md").write_text(page(), "utf-8")
