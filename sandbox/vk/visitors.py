"""People at photos, videos, products and boards: what a test, or somebody at the page, does there."""

from collections.abc import Sequence

from sandbox.vk.core import Core
from sandbox.vk.media import Attachment
from sandbox.vk.state import Group, User
from sandbox.vk.things import Remark, Thing

Author = User | Group | int


class Visitors:
    """Acts by objects, or by ids where they are people."""

    core: Core

    def add_photo(self, group: Group | int, text: str = "", picture: Attachment | None = None) -> Thing:
        """Of a community's album."""
        owner = -abs(_id(group))
        shown = picture or self.core.media.photo(owner, text)
        return self.core.things.add("photo", owner, shown.id, text=text, picture=shown)

    def add_video(self, group: Group | int, title: str, text: str = "") -> Thing:
        owner = -abs(_id(group))
        frame = self.core.media.photo(owner, title)
        return self.core.things.add("video", owner, title=title, text=text, picture=frame)

    def add_product(self, group: Group | int, title: str, price: str = "1 299 ₽", text: str = "") -> Thing:
        owner = -abs(_id(group))
        picture = self.core.media.photo(owner, title)
        return self.core.things.add("market", owner, title=title, price=price, text=text, picture=picture)

    def add_topic(self, group: Group | int, title: str) -> Thing:
        return self.core.things.add("topic", -abs(_id(group)), title=title)

    def remark(
        self,
        user: Author,
        thing: Thing,
        text: str,
        reply_to: Remark | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> Remark:
        """Somebody comments in VK. A reply in a topic names whom it answers in the text: boards have no replies.

        Raises ValueError under what is closed or deleted, and for who is banned.
        """
        author = user.owner_id if isinstance(user, Group) else _id(user)
        if thing.closed or thing.deleted or self.core.blacklist.refuses(thing.owner_id, author):
            raise ValueError(f"no comments are taken under {thing.url}")
        if reply_to is not None and thing.sort.name == "topic":
            name = self.core.world.name_of(reply_to.from_id).split()[0]
            who = f"id{reply_to.from_id}" if reply_to.from_id > 0 else f"club{-reply_to.from_id}"
            text = f"[{who}:bp{thing.owner_id}_{reply_to.id}|{name}], {text}"
        return self.core.things.comment(thing, author, text, reply_to=reply_to, attachments=list(attachments))

    def colleague_remark(self, thing: Thing, text: str, reply_to: Remark | None = None) -> Remark:
        """The community answers from VK's own interface, outside the desk."""
        return self.remark(thing.owner_id, thing, text, reply_to)

    def edit_remark(self, remark: Remark, text: str, attachments: Sequence[Attachment] | None = None) -> None:
        self.core.things.edit(remark, text, None if attachments is None else list(attachments))

    def delete_remark(self, remark: Remark, *, say_who: bool = True) -> None:
        self.core.things.delete(remark, remark.from_id if say_who else None)

    def restore_remark(self, remark: Remark) -> None:
        self.core.things.restore(remark)

    def close_thing(self, thing: Thing) -> None:
        thing.closed = True
        self.core.changes.mark()

    def delete_thing(self, thing: Thing) -> None:
        """There is no event for it."""
        thing.deleted = True
        self.core.changes.mark()

    def remarks(self, thing: Thing) -> list[Remark]:
        """What stands under it, oldest first."""
        return self.core.things.under(thing)


def _id(value: User | Group | int) -> int:
    return value if isinstance(value, int) else value.id
