"""VK as one person sees it, or as the community's own people do, as JSON for the page."""

from sandbox.page.body import Body, Json
from sandbox.vk import Attachment, Comment, DirectMessage, Group, Post, VkSandbox
from sandbox.vk.keyboards import actions, shown
from sandbox.vk.media import ORIGIN


class VkView:
    """`group` is the community whose page is shown; its own id as `viewer` is a colleague who answers in VK."""

    def __init__(self, vk: VkSandbox, group_id: int, about: str) -> None:
        self.vk = vk
        self.group_id = group_id
        self.about = about

    @property
    def group(self) -> Group:
        return next(each for each in self.vk.groups if each.id == self.group_id)

    def customers(self) -> list[int]:
        """Who may stand before the page: people with a name of their own, then communities; negative ones."""
        people = [each.id for each in self.vk.users if each.id < 900_000_000]
        return [*people, *(each.owner_id for each in self.vk.groups if each.id != self.group_id)]

    def seen_by(self, viewer: int) -> Json:
        group = self.group
        posts = [each for each in self.vk.posts(self.group_id) if _is_seen(each, viewer, group)]
        colleague = viewer == group.owner_id
        dialogs = self._dialogs() if colleague else [self._dialog(viewer)] if viewer > 0 else []
        return {
            "as": viewer,
            "colleague": colleague,
            "group": {"id": group.id, "owner": group.owner_id, "name": group.name,
                      "screen_name": group.screen_name, "about": self.about},
            "customers": [self.author(each) for each in self.customers()],
            "posts": [self._post(each, viewer) for each in sorted(posts, key=_on_the_wall)[::-1]],
            "dialogs": dialogs,
        }  # fmt: skip

    def who(self, body: Body) -> int:
        """Who acts. Raises LookupError for nobody."""
        who = body.integer("as")
        if who != self.group.owner_id and who not in self.customers():
            raise LookupError(f"nobody has the VK id {who}")
        return who

    def author(self, who: int) -> Json:
        shown: Json = {"id": who, "name": self.vk.name_of(who)}
        user = next((each for each in self.vk.users if each.id == who), None)
        if user is not None:
            shown |= {"city": user.city, "followers": user.followers}
        return shown

    def _post(self, post: Post, viewer: int) -> Json:
        comments = self.vk.comments(post)
        return {
            "id": post.id,
            "author": self.author(post.from_id),
            "text": post.text,
            "date": post.date,
            "suggested": post.post_type == "suggest",
            "closed": post.comments_closed,
            "likes": len(post.likes),
            "liked": viewer in post.likes,
            "attachments": [attachment(each) for each in post.attachments],
            "comments": [self._comment(each, viewer) for each in comments],
        }

    def _comment(self, one: Comment, viewer: int) -> Json:
        return {
            "id": one.id,
            "author": self.author(one.from_id),
            "text": one.text,
            "date": one.date,
            "edited": one.edited is not None,
            "root": one.parents_stack[0] if one.parents_stack else None,
            "to": self.author(one.reply_to_user) if one.reply_to_user else None,
            "mine": one.from_id == viewer,
            "likes": len(one.likes),
            "liked": viewer in one.likes,
            "attachments": [attachment(each) for each in one.attachments],
        }

    def _dialogs(self) -> list[Json]:
        """All the community has, the latest first."""
        found = self.vk.core.world.conversations_of(self.group_id)
        return [self._dialog(each.peer_id) for each in found]

    def _dialog(self, peer: int) -> Json:
        conversation = self.vk.core.world.conversations.get((self.group_id, peer))
        messages = self.vk.dialog(peer, self.group_id)
        beside = shown(conversation) if conversation else None
        in_read, out_read = (conversation.in_read, conversation.out_read) if conversation else (0, 0)
        return {
            "peer": self.author(peer),
            "unread": sum(each.out == 1 and each.id > out_read for each in messages),
            "messages": [_message(each, in_read, out_read) for each in messages],
            "keys": _keys(beside.keyboard) if beside else [],
        }


def _is_seen(post: Post, viewer: int, group: Group) -> bool:
    """A suggestion is its author's and the community's business until it is published."""
    return post.post_type != "suggest" or viewer in (post.from_id, group.owner_id)


def _on_the_wall(post: Post) -> tuple[bool, int, int]:
    """Suggestions stand above."""
    return post.post_type == "suggest", post.date, post.id


def _message(one: DirectMessage, in_read: int, out_read: int) -> Json:
    return {
        "id": one.conversation_message_id,
        "out": one.out == 1,
        "text": one.text,
        "date": one.date,
        "edited": one.update_time is not None,
        "read": one.id <= (out_read if one.out else in_read),
        "place": _place(one.geo),
        "keys": _keys(one.keyboard) if one.keyboard and one.keyboard.get("inline") else [],
        "attachments": [attachment(each) for each in one.attachments],
    }


def _keys(keyboard: Json | None) -> list[list[str]]:
    """The labels of what can be pressed, row by row."""
    return [[str(each["label"]) for each in row if each["type"] == "text"] for row in actions(keyboard)]


def _place(geo: Json | None) -> str | None:
    """A place in words."""
    named = geo.get("place") if geo else None
    return None if geo is None else str(named["title"]) if isinstance(named, dict) else "a place on the map"


def attachment(one: Attachment) -> Json:
    """`url` is at the page's own address."""
    shape = one.shape
    url = f"/vk{one.paths[-1]}" if one.paths else _plain(shape.get("url"))
    return {
        "kind": one.kind,
        "url": url,
        "title": shape.get("title") or shape.get("text") or "",
        "duration": shape.get("duration"),
        "size": shape.get("size"),
        "width": shape.get("width"),
        "height": shape.get("height"),
    }


def _plain(url: object) -> str | None:
    return url.replace(ORIGIN, "/vk") if isinstance(url, str) else None
