"""photos.*, video.*, market.*, board.*: the things of a community and the comments under them.

Which errors refuse a comment is told for videos (801) and products (1401) only; for photos and topics it is 7 here.
"""

from collections.abc import Callable
from typing import TypeVar

from sandbox.vk.api import Answer, method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.methods.media import attachments
from sandbox.vk.things import Remark, Thing, shape, thing_shape

T = TypeVar("T")

SECTIONS = {"photos": "photo", "video": "video", "market": "market", "board": "topic"}
SCOPES = {"photos": "photos", "video": "video", "market": "market", "board": "groups"}
CLOSED = {"video": 801, "market": 1401}
ONLY_ONE = {("topic", "deleteComment"), ("topic", "restoreComment"), ("video", "deleteComment")}
MOST = {"photo": 500, "market": 100}
"""How many things one call may name (maxItems of photos.getById and market.getById)."""
Act = Callable[[Asked, str], object]


def _create(asked: Asked, name: str) -> object:
    """The answer is a bare number. `from_group` is a boolean (facts/vk.md, section 2)."""
    thing = _thing(asked, name)
    if thing.closed:
        raise VkError(CLOSED.get(name, 7))
    from_group = asked.params.flag("from_group")
    if from_group and not asked.is_ours(thing.owner_id):
        raise VkError(15)
    text, files = asked.params.text("message").strip(), attachments(asked, "attachments")
    if not text and not files and not asked.params.has("sticker_id"):
        raise bad_param("message is undefined")
    most = asked.core.limits.comment_length
    if most is not None and len(text) > most:
        raise bad_param("message is too long")
    made = asked.core.things.comment(
        thing,
        thing.owner_id if from_group else asked.token.user_id or 0,
        text,
        reply_to=None if name == "topic" else _answered(asked, thing),
        attachments=files,
        guid=asked.params.text("guid"),
    )
    return made.id


def _edit(asked: Asked, name: str) -> object:
    remark = _remark(asked, name)
    if remark.from_id != asked.token.user_id and not asked.is_ours(remark.from_id):
        raise VkError(7)
    asked.core.things.edit(remark, asked.params.required("message"), attachments(asked, "attachments"))
    return 1


def _delete(asked: Asked, name: str) -> object:
    remark = _remark(asked, name)
    if not asked.is_ours(remark.thing.owner_id) and remark.from_id != asked.token.user_id:
        raise VkError(7)
    if remark.deleted:
        return _nothing_done(name, "deleteComment")
    asked.core.things.delete(remark, asked.token.user_id)
    return 1


def _restore(asked: Asked, name: str) -> object:
    remark = _remark(asked, name)
    if not asked.is_ours(remark.thing.owner_id) and remark.from_id != asked.token.user_id:
        raise VkError(7)
    if not remark.deleted:
        return _nothing_done(name, "restoreComment")
    asked.core.things.restore(remark)
    return 1


def _nothing_done(name: str, what: str) -> int:
    """It is so already. Some methods know only 1 as an answer (spec/vk: base_ok_response)."""
    return int((name, what) in ONLY_ONE)


def _get_comments(asked: Asked, name: str) -> object:
    """20 at a time, 100 at most, oldest first unless asked otherwise. Of a video's threads with `comment_id`."""
    params, thing = asked.params, _thing(asked, name)
    every = asked.core.things.under(thing)
    root = params.optional_integer("comment_id", minimum=0) if thing.sort.threads else None
    level = [each for each in every if (each.root.id if each.root else None) == root]
    ordered = level[::-1] if params.choice("sort", ("asc", "desc")) == "desc" else level
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=100)
    first = params.optional_integer("start_comment_id", minimum=0)
    if first:
        begins = next((at for at, each in enumerate(ordered) if each.id == first), None)
        if begins is None:
            raise bad_param("start_comment_id is invalid")
        offset += begins
    shown = params.integer("thread_items_count", 0, minimum=0, maximum=10) if thing.sort.threads else 0
    page = ordered[offset : offset + count]
    answer: dict[str, object] = {"count": len(every), "items": [_shown(each, every, shown) for each in page]}
    return answer | ({"current_level_count": len(level)} if thing.sort.threads else {})


def _shown(remark: Remark, every: list[Remark], shown: int) -> object:
    if not remark.thing.sort.threads or remark.root is not None:
        return shape(remark)
    return shape(remark, shown, [each for each in every if each.root is remark])


ACTS: dict[str, tuple[str, Act]] = {
    "createComment": ("admin", _create),
    "editComment": ("admin", _edit),
    "deleteComment": ("admin", _delete),
    "restoreComment": ("admin", _restore),
    "getComments": ("admin", _get_comments),
}
OTHER_KINDS = {
    "board.getComments": "service admin",
    "board.deleteComment": "community admin",
    "board.restoreComment": "community admin",
}
"""Who may besides the administrator (facts/vk.md, section 0)."""


def _of(act: Act, name: str) -> Answer:
    return lambda asked: act(asked, name)


for _section, _name in SECTIONS.items():
    for _what, (_kinds, _act) in ACTS.items():
        _full = f"{_section}.{_what}"
        method(_full, OTHER_KINDS.get(_full, _kinds), admin=SCOPES[_section])(_of(_act, _name))


@method("photos.getById", "service admin", admin="photos")
def photos_by_id(asked: Asked) -> object:
    return [_told(asked, thing) for thing in _named(asked, "photo", "photos")]


@method("photos.getAllComments", "admin", admin="photos")
def all_photo_comments(asked: Asked) -> object:
    """Under every photo of an owner, the newest first; `pid` says under which."""
    owner_id = asked.params.required_integer("owner_id")
    remarks = asked.core.things.remarks.values()
    mine = [each for each in remarks if (each.thing.sort.name, each.thing.owner_id) == ("photo", owner_id)]
    live = [each for each in mine if not each.deleted and not each.thing.deleted][::-1]
    items = [shape(each) | {"pid": each.thing.id} for each in _page(asked, live, 20, 100)]
    return {"count": len(live), "items": items}


@method("video.get", "admin", admin="video")
def videos(asked: Asked) -> object:
    return _list(asked, "video", "videos")


@method("market.get", "admin", admin="market")
def products(asked: Asked) -> object:
    return _list(asked, "market", "")


@method("market.getById", "admin", admin="market")
def products_by_id(asked: Asked) -> object:
    found = _named(asked, "market", "item_ids")
    return {"count": len(found), "items": [_told(asked, thing) for thing in found]}


@method("board.getTopics", "service admin", admin="groups")
def topics(asked: Asked) -> object:
    """`order` 1: those that were written in last come first; 2: the newest; below 0 the other way round."""
    group_id = asked.params.required_integer("group_id", minimum=1)
    wanted = asked.params.integers("topic_ids", most=100)
    found = [one for one in asked.core.things.of("topic", -group_id) if not wanted or one.id in wanted]
    told = [_told(asked, one) for one in found]
    order = int(asked.params.choice("order", ("1", "2", "-1", "-2", "0")))
    told.sort(key=_updated if abs(order) < 2 else _created, reverse=order >= 0)
    page = _page(asked, told, 40, 100)
    return {"count": len(found), "items": page, "default_order": 1, "can_add_topics": 1}


def _updated(topic: dict[str, object]) -> tuple[object, object]:
    return topic["updated"], topic["id"]


def _created(topic: dict[str, object]) -> tuple[object, object]:
    return topic["created"], topic["id"]


def _list(asked: Asked, name: str, ids: str) -> object:
    """The newest first, or those that `ids` name."""
    if ids and asked.params.has(ids):
        found = _named(asked, name, ids)
    else:
        found = asked.core.things.of(name, asked.params.required_integer("owner_id"))
    page = _page(asked, found, 100, 200)
    return {"count": len(found), "items": [_told(asked, thing) for thing in page]}


def _page(asked: Asked, found: list[T], usual: int, most: int) -> list[T]:
    offset = asked.params.integer("offset", minimum=0)
    return found[offset : offset + asked.params.integer("count", usual, minimum=0, maximum=most)]


def _named(asked: Asked, name: str, param: str) -> list[Thing]:
    """`-1234_5,-1234_6`; those that are not there are left out."""
    named, most = asked.params.required(param).split(","), MOST.get(name)
    if most is not None and len(named) > most:
        raise bad_param(f"{param} should contain not more than {most} items")
    found = []
    for each in named:
        owner, _, number = each.strip().partition("_")
        try:
            thing = asked.core.things.find(name, int(owner), int(number.partition("_")[0]))
        except ValueError:
            raise bad_param(f"{param} is invalid") from None
        found += [thing] if thing else []
    return found


def _told(asked: Asked, thing: Thing) -> dict[str, object]:
    under = asked.core.things.under(thing)
    told = thing_shape(thing, len(under), asked.params.flag("extended"))
    if thing.sort.name == "topic" and under:
        told |= {"updated": under[-1].date, "updated_by": under[-1].from_id}
    return told


def _owner(asked: Asked, name: str) -> int:
    if name == "topic":
        return -asked.params.required_integer("group_id", minimum=1)
    return asked.params.required_integer("owner_id")


def _thing(asked: Asked, name: str) -> Thing:
    owner = _owner(asked, name)
    number = {"photo": "photo_id", "video": "video_id", "market": "item_id", "topic": "topic_id"}[name]
    thing = asked.core.things.find(name, owner, asked.params.required_integer(number, minimum=1))
    if thing is None:
        raise VkError(104)
    return thing


def _remark(asked: Asked, name: str) -> Remark:
    number = asked.params.required_integer("comment_id", minimum=1)
    remark = asked.core.things.remarks.get((name, _owner(asked, name), number))
    if remark is None or (
        name == "topic" and remark.thing.id != asked.params.required_integer("topic_id", minimum=1)
    ):
        raise VkError(104)
    return remark


def _answered(asked: Asked, thing: Thing) -> Remark | None:
    number = asked.params.optional_integer("reply_to_comment")
    if not number:
        return None
    remark = asked.core.things.remarks.get((thing.sort.name, thing.owner_id, number))
    if remark is None or remark.thing is not thing or remark.deleted:
        raise bad_param("reply_to_comment is invalid")
    return remark
