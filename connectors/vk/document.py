"""docs/vk.md, from the connector's own tables: `make docs` writes it, a test compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from connectors.base import AttachmentKind, Capability
from connectors.vk.client import ROUTES, Slot
from connectors.vk.files import files_ability, ways
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
- How many files a comment takes, and that it takes no voice, VK does not document: two and none are believed safe.
- A photo goes as a document where VK refuses it as a photo or no token may put it among the community's photos.
- Files are 20 MB at most: Telegram gives a bot no larger ones. VK takes no MP3s and no programs.
- The administrator's token needs the rights wall, photos, video, market and groups."""


def page() -> str:
    """The whole document."""
    return "\n\n".join((HEAD, _comes(), _answered(), _files(), FOOT)) + "\n"


def _comes() -> str:
    rows = [(row.kind, *(_event(row.events.get(what)) for what in WHAT), _tokens(row.looked)) for row in ROWS]
    return _table("What comes in", ("", *WHAT, "found after a gap with"), rows)


def _answered() -> str:
    rows = [(row.kind, *_answer(row)) for row in ROWS]
    return _table("What is answered", ("", "reply", "with", "looked up with"), rows)


def _files() -> str:
    rows = [(row.kind, *_attached(row.target)) for row in ROWS if row.target in METHODS]
    return _table(
        "What can be attached to an answer", ("", "photo", "document, video", "voice", "at most"), rows
    )


def _attached(target: str) -> tuple[str, ...]:
    """Each cell: what makes the attachment, and with which token; the best first."""
    where = {"kind": target, "peer_id": 0}
    able = files_ability(where, Capability(supported=True), lambda _: True, lambda _: False)
    cells = []
    for kind in (AttachmentKind.PHOTO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE):
        saves = [f"`{way.save}` with {_tokens(way.address)}" for way in ways(where, kind, 0, lambda _: True)]
        agreed = "" if kind in able.kinds else "as a document, if the operator agrees: "
        cells.append(agreed + ", else ".join(saves))
    return (*cells, str(able.most))


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
