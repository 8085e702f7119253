"""What comments stand under besides posts: photos, videos, products, board topics. Each act with the event it causes.

The same functions serve people and API methods, so our own acts echo like everybody's (facts/vk.md, section 1).
"""

from dataclasses import dataclass, field

from sandbox.vk.events import Events
from sandbox.vk.limits import Habits
from sandbox.vk.media import Attachment
from sandbox.vk.state import World

Json = dict[str, object]


@dataclass(frozen=True)
class Sort:
    """A sort of things. `event` begins the names of its events, `owner` and `number` are its names in them.

    `threads`: replies stand beneath the first level (video.getComments has comment_id and thread_items_count).
    """

    name: str
    event: str
    owner: str
    number: str
    threads: bool = False


SORTS = {
    "photo": Sort("photo", "photo_comment", "photo_owner_id", "photo_id"),
    "video": Sort("video", "video_comment", "video_owner_id", "video_id", threads=True),
    "market": Sort("market", "market_comment", "market_owner_id", "item_id"),
    "topic": Sort("topic", "board_post", "topic_owner_id", "topic_id"),
}


@dataclass(eq=False)
class Thing:
    """`price` is VK's own words for it ("1 299 ₽"); `picture` what it looks like."""

    sort: Sort
    owner_id: int
    id: int
    date: int
    title: str = ""
    text: str = ""
    price: str = ""
    picture: Attachment | None = None
    closed: bool = False
    deleted: bool = False
    likes: set[int] = field(default_factory=set)
    views: int = 0

    @property
    def url(self) -> str:
        name = "product" if self.sort.name == "market" else self.sort.name
        return f"https://vk.com/{name}{self.owner_id}_{self.id}"


@dataclass(eq=False)
class Remark:
    """A comment under a thing. `root` is the one on the first level in whose thread it stands."""

    id: int
    thing: Thing
    from_id: int
    text: str
    date: int
    reply_to: "Remark | None" = None
    attachments: list[Attachment] = field(default_factory=list)
    deleted: bool = False
    edited: int | None = None
    likes: set[int] = field(default_factory=set)

    @property
    def root(self) -> "Remark | None":
        if self.reply_to is None or not self.thing.sort.threads:
            return None
        return self.reply_to.root or self.reply_to


class Things:
    """Acts on things. Nobody's rights are checked here: people may do what they do, methods check first."""

    def __init__(self, world: World, events: Events, habits: Habits) -> None:
        self.world = world
        self.events = events
        self.habits = habits
        self.all: dict[tuple[str, int, int], Thing] = {}
        self.remarks: dict[tuple[str, int, int], Remark] = {}
        self._by_guid: dict[tuple[int, str], Remark] = {}

    def add(self, name: str, owner_id: int, number: int | None = None, **told: object) -> Thing:
        """There is no event of ours for it: photo_new and the like are not played."""
        number = number or self.world.next_id(f"{name}{owner_id}")
        thing = Thing(SORTS[name], owner_id, number, self.world.now(), **told)  # type: ignore[arg-type]
        self.all[name, owner_id, number] = thing
        self.events.changes.mark()
        return thing

    def find(self, name: str, owner_id: int, number: int) -> Thing | None:
        thing = self.all.get((name, owner_id, number))
        return None if thing is None or thing.deleted else thing

    def of(self, name: str, owner_id: int) -> list[Thing]:
        """Those of one owner, the newest first."""
        mine = [one for one in self.all.values() if (one.sort.name, one.owner_id) == (name, owner_id)]
        return sorted((one for one in mine if not one.deleted), key=lambda one: one.id, reverse=True)

    def under(self, thing: Thing) -> list[Remark]:
        """What stands under a thing, oldest first."""
        return [each for each in self.remarks.values() if each.thing is thing and not each.deleted]

    def comment(
        self,
        thing: Thing,
        from_id: int,
        text: str,
        *,
        reply_to: Remark | None = None,
        attachments: list[Attachment] | None = None,
        guid: str = "",
    ) -> Remark:
        """A guid this author used before gives the first comment, if VK is to be trusted with it."""
        known = self._by_guid.get((from_id, guid)) if guid and self.habits.trust_guid else None
        if known is not None:
            return known
        name, owner = thing.sort.name, thing.owner_id
        number = self.world.next_id(f"{name}{owner}r")
        remark = Remark(number, thing, from_id, text, self.world.now(), reply_to, attachments or [])
        self.remarks[name, owner, number] = remark
        self._by_guid[from_id, guid] = remark
        self._tell(remark, "new", event(remark))
        return remark

    def edit(self, remark: Remark, text: str, attachments: list[Attachment] | None = None) -> None:
        remark.text, remark.edited = text, self.world.now()
        if attachments is not None:
            remark.attachments = attachments
        self._tell(remark, "edit", event(remark))

    def delete(self, remark: Remark, deleter_id: int | None) -> None:
        """A topic's deletion names the topic's owner, the others the `owner_id`; whose it was, only those of photos and
        products say (spec/vk/callback).
        """
        remark.deleted = True
        sort = remark.thing.sort
        owner = sort.owner if sort.name == "topic" else "owner_id"
        what: Json = {owner: remark.thing.owner_id, "id": remark.id, sort.number: remark.thing.id}
        if sort.name in ("photo", "market"):
            what["user_id"] = remark.from_id
        if deleter_id is not None:
            what["deleter_id"] = deleter_id
        self._tell(remark, "delete", what)

    def restore(self, remark: Remark) -> None:
        remark.deleted = False
        self._tell(remark, "restore", event(remark))

    def like(self, remark: Remark, liker_id: int, on: bool) -> int:
        """The number of likes afterwards; a second like changes nothing and is not announced."""
        if (liker_id in remark.likes) != on:
            (remark.likes.add if on else remark.likes.discard)(liker_id)
            name, owner = remark.thing.sort.name, remark.thing.owner_id
            told: Json = {"liker_id": liker_id, "object_type": f"{name}_comment", "object_owner_id": owner}
            if -owner in self.world.groups:
                told |= {"object_id": remark.id, "post_id": remark.thing.id}
                told |= {"thread_reply_id": remark.root.id} if remark.root else {}
                self.events.emit(-owner, "like_add" if on else "like_remove", told)
        return len(remark.likes)

    def _tell(self, remark: Remark, what: str, told: Json) -> None:
        """Only the community whose thing it is hears of it."""
        owner = remark.thing.owner_id
        if -owner in self.world.groups:
            self.events.emit(-owner, f"{remark.thing.sort.event}_{what}", told)
        else:
            self.events.changes.mark()


def event(remark: Remark) -> Json:
    """`photo_comment_new` and its like: the comment with its thing's owner and number."""
    sort = remark.thing.sort
    return shape(remark) | {sort.owner: remark.thing.owner_id, sort.number: remark.thing.id}


def shape(remark: Remark, shown: int = 0, replies: list[Remark] | None = None) -> Json:
    """A comment in getComments; in a video's threads a root carries the first `shown` of its `replies`."""
    told: Json = {"id": remark.id, "from_id": remark.from_id, "date": remark.date, "text": remark.text}
    if remark.reply_to is not None and remark.thing.sort.name != "topic":
        told |= {"reply_to_user": remark.reply_to.from_id, "reply_to_comment": remark.reply_to.id}
    if remark.thing.sort.threads:
        told["parents_stack"] = [remark.root.id] if remark.root else []
    if replies is not None:
        told["thread"] = {"count": len(replies), "items": [shape(each) for each in replies[:shown]]}
    if remark.attachments:
        told["attachments"] = [each.as_vk() for each in remark.attachments]
    return told


def thing_shape(thing: Thing, comments: int, extended: bool = False) -> Json:
    """A photo, video, product or topic as its section's methods tell of it (spec/vk/…/objects.json).

    `extended` brings most figures, the others are always there.
    """
    told: Json = {"id": thing.id, "owner_id": thing.owner_id, "date": thing.date}
    sizes = _sizes(thing)
    figures = _figures(thing, comments) if extended else {}
    match thing.sort.name:
        case "photo":
            told |= {"album_id": 1, "text": thing.text, "sizes": sizes, "has_tags": False}
        case "video":
            told |= {"title": thing.title, "description": thing.text, "duration": 61, "type": "video"}
            told |= {"comments": comments, "views": thing.views}
            told["image"] = [{name: one[name] for name in ("url", "width", "height")} for one in sizes]
        case "market":
            told |= {"title": thing.title, "description": thing.text, "availability": 0}
            told |= {"price": _price(thing), "category": CATEGORY}
            told |= {"thumb_photo": sizes[-1]["url"]} if sizes else {}
        case _:
            return {
                "id": thing.id, "title": thing.title, "created": thing.date, "created_by": thing.owner_id,
                "updated": thing.date, "comments": comments, "is_closed": int(thing.closed), "is_fixed": 0,
            }  # fmt: skip
    return told | figures


CATEGORY: Json = {"inner_type": "market_market_category_nested", "id": 1, "name": "Посуда"}


def _sizes(thing: Thing) -> list[Json]:
    sizes = thing.picture.shape["sizes"] if thing.picture else []
    return sizes if isinstance(sizes, list) else []


def _price(thing: Thing) -> Json:
    rouble: Json = {"id": 643, "name": "RUB", "title": "₽"}
    return {"amount": "129900", "currency": rouble, "text": thing.price}


def _figures(thing: Thing, comments: int) -> Json:
    likes: Json = {"count": len(thing.likes), "user_likes": 0}
    told: Json = {"likes": likes, "reposts": {"count": 0, "user_reposted": 0}, "can_comment": 1}
    match thing.sort.name:
        case "photo":
            return told | {"comments": {"count": comments}}
        case "market":
            return told | {"views_count": thing.views}
        case _:
            return told
