"""Posts, comments and dialogs by the addresses that people copy from VK's pages.

What is read is given the form of the event that would have told of it, and read as one: so it has the same keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from connectors.base import Echo, Incoming, Item
from connectors.errors import Gone, Invalid, Permanent, Permission
from connectors.reading import LinkRefused, Unread, Whose
from connectors.vk import parents, posts
from connectors.vk.answers import entries
from connectors.vk.client import NEEDS_TOKEN
from connectors.vk.paging import Ask, Object, event
from connectors.vk.parse import GROUP_CHATS, parse
from connectors.vk.places import BOARD, PLACES, VIDEO, WALL, Place
from connectors.vk.scene import Scene
from connectors.vk.values import Odd, items, mapping, number, storable

SITES = frozenset({"vk.com", "vk.ru", "m.vk.com", "m.vk.ru", "www.vk.com", "www.vk.ru"})
NEWEST = 20
"""Messages of a dialog that are looked through for the customer's last words."""
_NAMES = {place.name: place for place in PLACES} | {"clip": VIDEO}
_THING = re.compile(rf"({'|'.join(_NAMES)})(-?[0-9]{{1,18}})_([0-9]{{1,18}})(?:_r([0-9]{{1,18}}))?", re.ASCII)
_DIALOG = re.compile(r"gim([0-9]{1,18})(?:/convo/([0-9]{1,18}))?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing, or a comment under it; without a place, the dialog of a community (`owner_id`) with a person (`number`).

    `root_id`: the comment of the first level in whose thread it stands, where the address says so.
    """

    place: Place | None
    owner_id: int
    number: int
    comment_id: int | None = None
    root_id: int | None = None


def read_url(url: str) -> Link | None:
    """None: no item of VK's is at this address, or none that an address tells."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        host = (parts.hostname or "").casefold()
    except ValueError:
        return None
    if host not in SITES or parts.scheme not in ("http", "https"):
        return None
    path = unquote(parts.path).strip("/")
    if (dialog := _DIALOG.fullmatch(path)) is not None:
        return _dialog(dialog, asked)
    # What lies over the page (`w`, `z`) is what the person looked at.
    for candidate in (asked.get("w"), asked.get("z"), path):
        what, _, more = (candidate or "").partition("?")
        found = _THING.fullmatch(what.split("/")[0])
        if found is not None:
            inner = {name: values[-1] for name, values in parse_qs(more).items()}
            return _thing(found, {**asked, **inner})
    return None


def _dialog(found: re.Match[str], asked: Mapping[str, str]) -> Link | None:
    peer = found[2] or asked.get("sel", "")
    if not _NUMBER.fullmatch(peer) or not 0 < int(peer) < GROUP_CHATS:
        return None
    return Link(None, -int(found[1]), int(peer))


def _thing(found: re.Match[str], asked: Mapping[str, str]) -> Link:
    place = _NAMES[found[1]]
    comment = found[4] or asked.get("post" if place is BOARD else "reply", "")
    root = asked.get("thread", "")
    return Link(
        place,
        int(found[2]),
        int(found[3]),
        int(comment) if _NUMBER.fullmatch(comment) else None,
        int(root) if _NUMBER.fullmatch(root) else None,
    )


def whose(link: Link | None, group_id: int) -> Whose | None:
    if link is None:
        return None
    return Whose.OURS if link.owner_id == -group_id else Whose.OTHERS


@dataclass(frozen=True, slots=True)
class Reader:
    """`ours`: the numbers of all communities of the program. `may`: whether a token at hand may call a method."""

    ask: Ask
    may: Callable[[str], bool]
    group_id: int
    ours: Collection[int]
    now: Callable[[], datetime]

    async def read(self, link: Link) -> Sequence[Incoming]:
        """Raises as `ReadsLinks.read_link`."""
        ours = link.owner_id == -self.group_id
        if not ours and link.place is not WALL:
            raise LinkRefused(Unread.NOT_OURS)
        try:
            if link.place is None:
                return await self._dialog(link.number)
            if link.comment_id is None:
                found = await self._post(link)
            else:
                found = await self._comment(link, link.place, link.comment_id)
        except Invalid:
            raise Gone("VK knows no such thing") from None
        return [self._words(found)]

    async def _dialog(self, peer_id: int) -> Sequence[Incoming]:
        """What came since our last answer; what was answered already, if nothing did."""
        answer = await self.ask("messages.getHistory", {"peer_id": peer_id, "count": NEWEST})
        said: list[Incoming] = []
        for message in map(mapping, entries(answer)):
            if number(message.get("out")) == 1 or number(message.get("from_id")) == -self.group_id:
                if said:
                    break
                continue
            said.append(self._words(self._parsed(event("message_new", message))))
        if not said:
            raise LinkRefused(Unread.NOBODY)
        return said[::-1]

    async def _post(self, link: Link) -> Sequence[Item]:
        if link.place is not WALL:
            raise LinkRefused(Unread.A_THING)
        method, values = parents.asks(WALL, link.owner_id, link.number)
        self._check(method)
        found = [mapping(each) for each in items(await self.ask(method, values))]
        post = next((each for each in found if number(each.get("id")) == link.number), None)
        if post is None or post.get("is_deleted"):
            raise Gone("the post is not there")
        if link.owner_id == -self.group_id:
            return self._parsed(event("wall_post_new", post))
        return self._mention(post)

    async def _comment(self, link: Link, place: Place, comment_id: int) -> Sequence[Item]:
        comment = await self._asked(link, place, comment_id)
        if comment is None or comment.get("deleted"):
            raise Gone("the comment is not there")
        root = [link.root_id] if link.root_id and link.root_id != comment_id else []
        where = {place.owner: link.owner_id, place.number: link.number, "parents_stack": root}
        if link.owner_id == -self.group_id:
            return self._parsed(event(f"{place.event}_new", {**where, **comment}))
        of_wall = {"owner_id": link.owner_id, "post_id": link.number, "parents_stack": root}
        return self._mention({**of_wall, **comment, "post_type": "reply"})

    async def _asked(self, link: Link, place: Place, comment_id: int) -> Object | None:
        """An administrator's token reads a comment of a wall by its number; else it is the first of a page."""
        if place is WALL and self.may("wall.getComment"):
            values: dict[str, object] = {"owner_id": link.owner_id, "comment_id": comment_id}
            answer = await self.ask("wall.getComment", values)
        else:
            self._check(place.read)
            values = {**place.where({"owner_id": link.owner_id, place.number: link.number}), "count": 1}
            values |= {"start_comment_id": comment_id}
            values |= {"preview_length": 0} if place is WALL else {}
            if place.threads and link.root_id not in (None, comment_id):
                values |= {"comment_id": link.root_id}
            answer = await self.ask(place.read, values)
        found = map(mapping, items(answer))
        return next((each for each in found if number(each.get("id")) == comment_id), None)

    def _check(self, method: str) -> None:
        if not self.may(method):
            raise Permission(f"no token to read this: {method}", code=NEEDS_TOKEN, lacks=method)

    def _parsed(self, raw: Object) -> Sequence[Item]:
        return parse(raw, group_id=self.group_id, now=self.now())

    def _mention(self, post: Object) -> Sequence[Item]:
        if number(post.get("from_id")) in {-one for one in self.ours}:
            raise LinkRefused(Unread.OUR_WORDS)
        try:
            return posts.mention(storable(post), Scene(self.group_id, self.now()))
        except Odd as odd:
            raise Permanent(f"not understood: {odd}") from None

    def _words(self, found: Sequence[Item]) -> Incoming:
        words = next((each for each in found if isinstance(each, Incoming)), None)
        if words is not None:
            return words
        malformed = any(not isinstance(each, Echo) and hasattr(each, "reason") for each in found)
        raise Permanent("not understood") if malformed else LinkRefused(Unread.OUR_WORDS)
