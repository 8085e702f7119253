"""What happens on walls: posts and comments, each act with the event it causes.

The same functions serve people and API methods, so our own acts echo like everybody's (facts/vk.md, section 1).
"""

from sandbox.vk import shapes
from sandbox.vk.events import Events
from sandbox.vk.limits import Habits
from sandbox.vk.media import Attachment
from sandbox.vk.state import Comment, Post, World

Likeable = Post | Comment


class Wall:
    """Acts on walls. Nobody's rights are checked here: people may do what they do, methods check first."""

    def __init__(self, world: World, events: Events, habits: Habits) -> None:
        self.world = world
        self.events = events
        self.habits = habits
        self._by_guid: dict[tuple[str, str], Comment] = {}

    def publish(
        self,
        owner_id: int,
        from_id: int,
        text: str,
        attachments: list[Attachment],
        *,
        post_type: str = "post",
        notify: bool = True,
        signer_id: int | None = None,
    ) -> Post:
        """A new post; with `notify=False` it was there before anybody listened."""
        number = self.world.next_id(f"wall{owner_id}")
        post = Post(number, owner_id, from_id, text, self.world.now(), post_type, attachments)
        post.signer_id = signer_id
        self.world.posts[owner_id, number] = post
        if notify:
            self._tell(owner_id, "wall_post_new", shapes.post_event(post))
        self.events.changes.mark()
        return post

    def accept(self, post: Post, text: str, *, by_group: bool, signed: bool) -> Post:
        """Publish a suggested post: it gets a new id, and the old one is gone (facts/vk.md, section 1).

        In whose name is not told there: public pages publish in their own, signed or not (`signer_id`, spec/vk/wall).
        """
        post.deleted = True
        author = post.owner_id if by_group else post.from_id
        signer = post.from_id if by_group and signed else None
        return self.publish(post.owner_id, author, text, post.attachments, signer_id=signer)

    def repost(self, post: Post, from_id: int, text: str) -> Post:
        """On the wall of whoever does it; the owner of the original is told by wall_repost."""
        copy = self.publish(from_id, from_id, text, [], notify=False)
        copy.copy_of = post
        self._tell(post.owner_id, "wall_repost", shapes.post_event(copy))
        return copy

    def comment(
        self,
        post: Post,
        from_id: int,
        text: str,
        *,
        reply_to: Comment | None = None,
        attachments: list[Attachment] | None = None,
        guid: str = "",
    ) -> Comment:
        """A reply to a reply stays in the thread of the root: walls have two levels."""
        comment = Comment(
            self.world.next_id(f"wall{post.owner_id}"), post, from_id, text, self.world.now(),
            attachments=attachments or [], guid=guid,
        )  # fmt: skip
        if reply_to:
            comment.reply_to_comment = reply_to.id
            comment.reply_to_user = reply_to.from_id
            comment.parents_stack = reply_to.parents_stack or [reply_to.id]
        self.world.add_comment(comment)
        self._comment_event("wall_reply_new", comment)
        return comment

    def with_guid(self, sender: str, guid: str) -> Comment | None:
        """The comment this sender has already written under this guid, if VK remembers it."""
        return self._by_guid.get((sender, guid)) if guid and self.habits.trust_guid else None

    def remember_guid(self, sender: str, guid: str, comment: Comment) -> None:
        if guid:
            self._by_guid[sender, guid] = comment

    def edit(self, comment: Comment, text: str, attachments: list[Attachment] | None = None) -> None:
        comment.text = text
        comment.edited = self.world.now()
        if attachments is not None:
            comment.attachments = attachments
        self._comment_event("wall_reply_edit", comment)

    def delete(self, comment: Comment, deleter_id: int | None) -> None:
        """`deleter_id=None`: VK does not always say who it was."""
        comment.deleted = True
        what: dict[str, object] = {"owner_id": comment.owner_id, "id": comment.id, "post_id": comment.post.id}
        if deleter_id is not None:
            what["deleter_id"] = deleter_id
        self._tell(comment.owner_id, "wall_reply_delete", what)

    def restore(self, comment: Comment) -> None:
        comment.deleted = False
        self._comment_event("wall_reply_restore", comment)

    def close(self, post: Post, closed: bool) -> None:
        """Open or close comments; there is no event for it."""
        post.comments_closed = closed
        self.events.changes.mark()

    def remove(self, post: Post) -> None:
        """Delete a post; there is no event for it."""
        post.deleted = True
        self.events.changes.mark()

    def like(self, what: Likeable, liker_id: int, on: bool) -> int:
        """The number of likes afterwards; a second like changes nothing and is not announced."""
        if (liker_id in what.likes) == on:
            return len(what.likes)
        (what.likes.add if on else what.likes.discard)(liker_id)
        told: dict[str, object] = {
            "liker_id": liker_id,
            "object_type": "post" if isinstance(what, Post) else "comment",
            "object_owner_id": what.owner_id,
            "object_id": what.id,
        }
        if isinstance(what, Comment):
            told["post_id"] = what.post.id
        self._tell(what.owner_id, "like_add" if on else "like_remove", told)
        return len(what.likes)

    def _comment_event(self, kind: str, comment: Comment) -> None:
        self._tell(comment.owner_id, kind, shapes.comment_event(comment, self.habits.thread_in_events))

    def _tell(self, owner_id: int, kind: str, what: dict[str, object]) -> None:
        """Only the community whose wall it is hears of it."""
        if -owner_id in self.world.groups:
            self.events.emit(-owner_id, kind, what)
        else:
            self.events.changes.mark()
