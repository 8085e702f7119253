"""Photos, videos, products and topics at the page: what is seen of them, and what people do there."""

from collections.abc import Mapping

from sandbox.page.attaching import Samples
from sandbox.page.body import Body, Json
from sandbox.page.telegram_acts import Act
from sandbox.page.vk_view import VkView, attachment
from sandbox.vk import VkSandbox
from sandbox.vk.things import SORTS, Remark, Thing


class ThingActs:
    """A thing is named by its `thing`, as `photo:5`."""

    def __init__(self, vk: VkSandbox, view: VkView) -> None:
        self.vk = vk
        self.view = view
        self.samples = Samples(vk)

    @property
    def by_name(self) -> Mapping[str, Act]:
        return {"remark": self.remark, "edit_remark": self.edit, "delete_remark": self.delete}

    async def remark(self, body: Body) -> Json:
        """The community's own people write it past the desk."""
        who, thing = self.view.who(body), self._thing(body)
        files = self.samples.files(body, who)
        text = (body.optional_text("text") or "") if files else body.text("text")
        answered = body.optional_integer("reply_to")
        reply_to = None if answered is None else self._found(thing, answered)
        return {"remark": self.vk.remark(who, thing, text.strip(), reply_to, files).id}

    async def edit(self, body: Body) -> Json:
        self.vk.edit_remark(self._own(body), body.text("text").strip())
        return {}

    async def delete(self, body: Body) -> Json:
        self.vk.delete_remark(self._own(body, moderates=True))
        return {}

    def _thing(self, body: Body) -> Thing:
        sort, _, number = body.text("thing").partition(":")
        owner = self.view.group.owner_id
        found = self.vk.core.things.find(sort, owner, int(number)) if number.isdigit() else None
        if found is None:
            raise LookupError(f"nothing here is {body.text('thing')}")
        return found

    def _found(self, thing: Thing, number: int) -> Remark:
        for each in self.vk.remarks(thing):
            if each.id == number:
                return each
        raise LookupError(f"no comment {number} here")

    def _own(self, body: Body, *, moderates: bool = False) -> Remark:
        who = self.view.who(body)
        remark = self._found(self._thing(body), body.integer("remark"))
        if remark.from_id != who and not (moderates and who == self.view.group.owner_id):
            raise PermissionError("this comment is somebody else's")
        return remark


def things(view: VkView, viewer: int) -> list[Json]:
    """All of the community's, sort by sort, the newest first."""
    owner = view.group.owner_id
    return [_thing(view, each, viewer) for sort in SORTS for each in view.vk.core.things.of(sort, owner)]


def _thing(view: VkView, one: Thing, viewer: int) -> Json:
    return {
        "key": f"{one.sort.name}:{one.id}",
        "sort": one.sort.name,
        "title": one.title,
        "text": one.text,
        "price": one.price,
        "date": one.date,
        "closed": one.closed,
        "picture": attachment(one.picture) if one.picture else None,
        "remarks": [_remark(view, each, viewer) for each in view.vk.remarks(one)],
    }


def _remark(view: VkView, one: Remark, viewer: int) -> Json:
    return {
        "id": one.id,
        "author": view.author(one.from_id),
        "text": one.text,
        "date": one.date,
        "edited": one.edited is not None,
        "to": view.author(one.reply_to.from_id) if one.reply_to else None,
        "mine": one.from_id == viewer,
        "attachments": [attachment(each) for each in one.attachments],
    }
