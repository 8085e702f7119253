"""docs/vk.md, from the connector's own tables: `make docs` writes it, a test compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from connectors.base import AttachmentKind, Capability, Deed
from connectors.vk.client import ROUTES, Slot
from connectors.vk.deeds import DEEDS
from connectors.vk.files import files_ability, ways
from connectors.vk.missed_comments import LISTS
from connectors.vk.parse import READERS
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.posts import POST, SUGGESTION
from connectors.vk.replying import DIALOG, METHODS
from connectors.vk.searching import MENTIONS, SEARCH

SETTINGS: Mapping[Slot, str] = {
    Slot.COMMUNITY: "VK_GROUP_TOKEN",
    Slot.SERVICE: "VK_SERVICE_TOKEN",
    Slot.ADMIN: "VK_ADMIN_TOKEN",
}
WHAT = ("new", "edit", "delete", "restore")


SIGNALS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "may we write": (("message_allow", "message_deny"), "the card; a reply is greyed out with the reason"),
    "block": (("user_block", "user_unblock"), "the card: by whom, till when, why"),
    "like": (("like_add", "like_remove"), "counted; shown with the next edit"),
    "read": (("message_read",), "`seen` beside the answer, with the next edit"),
}
"""What begins no case: events, and where they are seen."""
LOOKED_FOR: Mapping[str, tuple[str, str]] = {
    "mentions of the words in `VK_SEARCH`": (SEARCH, "every 90 seconds, one word after the other"),
    "mentions of the community": (MENTIONS, "in turn with the words"),
    "likes, reposts, views, comments of posts": ("wall.getById", "every 10 minutes while a case is open"),
    "the same of photos": ("photos.getById", "every 10 minutes while a case is open"),
    "the same of videos": ("video.get", "every 10 minutes while a case is open"),
    "the same of products": ("market.getById", "every 10 minutes while a case is open"),
    "likes of comments under posts": ("wall.getComment", "every 10 minutes until answered"),
}
"""What no event tells: by which call, and when."""


class Row(NamedTuple):
    """A kind of words. `events`: VK's, by what happened; `looked`: the call that finds them after a gap."""

    kind: str
    events: Mapping[str, str]
    target: str
    read: str
    """The call by which an answer is looked up that VK did not confirm."""
    looked: str | None
    looked_with: Slot | None = None
    """The only token that finds them so, of those that may call."""


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
    Row("suggested post", {"new": "wall_post_new"}, SUGGESTION, WALL.read, LISTS[WALL], Slot.ADMIN),
    Row("repost with words", {"new": "wall_repost"}, POST, WALL.read, "wall.getReposts"),
    Row("press of a button", {"new": "message_event"}, DIALOG, "messages.getHistory", None),
    Row("mention elsewhere", {}, POST, WALL.read, SEARCH),
)  # fmt: skip

HEAD = """# What the desk does with VK
Made from the tables in `connectors/vk/` by `make docs`.

Each cell names VK's event or method. Tokens are named as the settings that hold them; of several, any one will do.
What no token at hand may answer comes as a card all the same: it says why, and `Open in VK` stays."""

ATTACHED = """## What is attached
| attached | on the card | in Telegram itself |
| --- | --- | --- |
| one picture | link, large preview | |
| several pictures | how many, a link to each, the first as large preview | an album, when somebody presses `🖼 3 photos` |
| document | link, name, size | the file (50 MB at most), when somebody presses |
| voice | link, length, what was said where VK wrote it down | a voice message that plays, in reply to the card |
| video, link, product, post, comment, poll, story, article, place | link with title (length, price) | |
| sticker, gift, drawing, music, call | a word, a link where there is one | |
| forwarded, answered | who (where the desk knows), the words, what is attached; three levels, three quotes | voice |

A file that cannot be had says "only the link is left"."""

FOOT = """## What to know besides
- VK tells of no edits and deletions of posts, and of no deletions of messages.
- A suggested post cannot be answered; published, it goes on as a visitor's post in the same case.
- In a topic VK has no replies: the answer begins with the name of whom it answers.
- Of a comment under a repost or a mention VK sends no echo, for it stands on somebody else's wall.
- A token has 1,000 searches a day: communities that share one share them, and each word more makes all slower.
- Of a press of a button only its payload is told; the program answers VK, so that the button stops spinning.
- How many files a comment takes, and that it takes no voice, VK does not document: two and none are believed safe.
- A photo goes as a document where VK refuses it as a photo or no token may put it among the community's photos.
- Files are 20 MB at most: Telegram gives a bot no larger ones. VK takes no MP3s and no programs.
- A message can be edited, and deleted for everybody, for 24 hours; a comment edited for 24 hours, deleted at any time.
- What is hidden can be restored; VK does not say for how long.
- Likes are given in the community's name.
- The administrator's token needs the rights wall, photos, video, market and groups."""


def page() -> str:
    """The whole document."""
    parts = (*(HEAD, _comes(), ATTACHED, _answered(), _files(), _done(), _signals(), _looked_for(), FOOT),)
    return "\n\n".join(parts) + "\n"


def _comes() -> str:
    rows = [(row.kind, *(_event(row.events.get(what)) for what in WHAT), _looked(row)) for row in ROWS]
    return _table("What comes in", ("", *WHAT, "found after a gap with"), rows)


def _answered() -> str:
    rows = [(row.kind, *_answer(row)) for row in ROWS]
    return _table("What is answered", ("", "reply", "with", "looked up with"), rows)


def _signals() -> str:
    rows = [
        (what, ", ".join(f"`{event}`" for event in events), shown)
        for what, (events, shown) in SIGNALS.items()
    ]
    return _table("What is shown and begins no case", ("", "events", "where"), rows)


def _looked_for() -> str:
    rows = [(what, f"`{method}`", _tokens(method), when) for what, (method, when) in LOOKED_FOR.items()]
    return _table("What is looked for, as no event tells of it", ("", "call", "with", "when"), rows)


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


def _looked(row: Row) -> str:
    return _tokens(row.looked) if row.looked_with is None else f"`{SETTINGS[row.looked_with]}`"


def _tokens(method: str | None) -> str:
    return "–" if method is None else ", ".join(f"`{SETTINGS[slot]}`" for slot in ROUTES[method].slots)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]
    return "\n".join((f"## {title}", "", *lines))


if __name__ == "__main__":
    Path("docs/vk.md").write_text(page(), "utf-8")
