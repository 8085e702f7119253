"""What a customer, or a colleague of the community, does in VK: the requests under /api/vk/."""

from collections.abc import Mapping
from typing import TypeVar

from sandbox.page.attaching import Samples
from sandbox.page.body import Body, Json
from sandbox.page.telegram_acts import Act
from sandbox.page.vk_view import VkView
from sandbox.vk import Comment, DirectMessage, Post, VkSandbox

T = TypeVar("T", Post, Comment)


class VkActs:
    """Each takes the body of a request and returns the JSON of its answer; refusals are raised."""

    def __init__(self, vk: VkSandbox, view: VkView) -> None:
        self.vk = vk
        self.view = view
        self.samples = Samples(vk)

    @property
    def by_name(self) -> Mapping[str, Act]:
        return {
            "post": self.post, "comment": self.comment, "message": self.message, "edit": self.edit,
            "delete": self.delete, "publish": self.publish, "like": self.like, "read": self.read,
            "reply_as_colleague": self.reply_as_colleague, "tap": self.tap,
        }  # fmt: skip

    async def post(self, body: Body) -> Json:
        """On the community's wall: its own news, a visitor's post, or with `suggest` one for it to publish."""
        who = self._who(body)
        files = self.samples.files(body, who)
        kind = "suggest" if body.flag("suggest") and who != self.view.group.owner_id else "post"
        made = self.vk.core.wall.publish(
            self.view.group.owner_id, who, self._text(body, files), files, post_type=kind, notify=True
        )
        return {"post": made.id}

    async def publish(self, body: Body) -> Json:
        """The community puts a suggestion on its wall: there it has another number."""
        post = self._post(body.integer("post"))
        if self._who(body) != self.view.group.owner_id or post.post_type != "suggest":
            raise PermissionError("only the community publishes what was suggested")
        return {"post": self.vk.publish(post).id}

    async def comment(self, body: Body) -> Json:
        who = self._who(body)
        return self._comment(body, who)

    async def message(self, body: Body) -> Json:
        who = self._person(body)
        files, geo = self.samples.files(body, who), self.samples.geo(body)
        text = self._text(body, files or geo)
        said = self.vk.message(who, self.view.group_id, text, attachments=files, geo=geo)
        return {"message": said.conversation_message_id}

    async def tap(self, body: Body) -> Json:
        """A button that the community's message offers."""
        said = self.vk.tap(self._person(body), self.view.group_id, body.text("label"))
        return {"message": said.conversation_message_id}

    async def edit(self, body: Body) -> Json:
        """One's own comment, or a message of one's dialog."""
        who, text = self._who(body), body.text("text").strip()
        if body.raw.get("comment") is not None:
            self.vk.edit_comment(self._own(body, who), text)
        else:
            self.vk.edit_message(self.view.group_id, self._own_message(body, who), text)
        return {}

    async def delete(self, body: Body) -> Json:
        """One's own; the community deletes any comment on its wall."""
        who = self._who(body)
        if body.raw.get("comment") is not None:
            self.vk.delete_comment(self._own(body, who, moderates=True), by=who)
        else:
            self.vk.delete_message(self._own_message(body, who))
        return {}

    async def like(self, body: Body) -> Json:
        who = self._who(body)
        what: Post | Comment = (
            self._found(body.integer("comment"))
            if body.raw.get("comment") is not None
            else self._post(body.integer("post"))
        )
        (self.vk.unlike if who in what.likes else self.vk.like)(who, what)
        return {}

    async def read(self, body: Body) -> Json:
        self.vk.read(self._person(body), self.view.group_id)
        return {}

    async def reply_as_colleague(self, body: Body) -> Json:
        """The community itself, from VK's own pages: under a post, or to a person."""
        if body.raw.get("to") is None:
            return self._comment(body, self.view.group.owner_id)
        to, text = body.integer("to"), body.text("text").strip()
        said = self.vk.colleague_message(to, self.view.group_id, text)
        return {"message": said.conversation_message_id}

    # -- inside

    def _comment(self, body: Body, who: int) -> Json:
        files = self.samples.files(body, who)
        reply_to = body.optional_integer("reply_to")
        said = self.vk.comment(
            who,
            self._post(body.integer("post")),
            self._text(body, files),
            reply_to=self._found(reply_to) if reply_to is not None else None,
            attachments=files,
        )
        return {"comment": said.id}

    def _text(self, body: Body, beside: object) -> str:
        """Some words, unless something stands beside them."""
        return ((body.optional_text("text") or "") if beside else body.text("text")).strip()

    def _who(self, body: Body) -> int:
        return self.view.who(body)

    def _person(self, body: Body) -> int:
        who = self._who(body)
        if who < 0:
            raise PermissionError("communities cannot write messages to each other")
        return who

    def _post(self, post_id: int) -> Post:
        return _only(post_id, self.vk.posts(self.view.group_id), "post")

    def _found(self, comment_id: int) -> Comment:
        comments = [c for post in self.vk.posts(self.view.group_id) for c in self.vk.comments(post)]
        return _only(comment_id, comments, "comment")

    def _own(self, body: Body, who: int, *, moderates: bool = False) -> Comment:
        comment = self._found(body.integer("comment"))
        if comment.from_id != who and not (moderates and who == self.view.group.owner_id):
            raise PermissionError("this comment is somebody else's")
        return comment

    def _own_message(self, body: Body, who: int) -> DirectMessage:
        """`message` is a conversation_message_id; the community names the dialog by `to`."""
        wanted, ours = body.integer("message"), who == self.view.group.owner_id
        dialog = self.vk.dialog(body.integer("to") if ours else who, self.view.group_id)
        for each in dialog:
            if each.conversation_message_id == wanted and each.out == ours:
                return each
        raise LookupError(f"no message {wanted} of yours here")


def _only(wanted: int, among: list[T], what: str) -> T:
    for each in among:
        if each.id == wanted:
            return each
    raise LookupError(f"no {what} {wanted} on this wall")
