"""The people who use VK: what a test, or somebody at the page, does in it."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sandbox.vk import shapes
from sandbox.vk.core import Core
from sandbox.vk.dialogs import Letter
from sandbox.vk.errors import VkError
from sandbox.vk.failures import CaptchaForm, Failure
from sandbox.vk.media import Attachment
from sandbox.vk.state import Ban, Comment, DirectMessage, Group, Post, User
from sandbox.vk.tokens import GRANTED, Kind, Token

T = TypeVar("T")

Author = User | Group | int
"""A person or a community; as a number a community is negative."""

ADMINS = 900_000_000
"""Ids of the people behind admin tokens that name nobody."""


class People:
    """Acts by objects or ids. The rules of VK that bind people are kept: a closed post takes no comments."""

    core: Core

    def __init__(self) -> None:
        self._admins = itertools.count(ADMINS + 1)

    # Communities, tokens, people

    def add_group(self, id: int, name: str, screen_name: str, *, long_poll: bool = True) -> Group:  # noqa: A002
        """`long_poll=False`: as VK makes it, long poll off and every event unticked."""
        group = Group(id, name, screen_name)
        self.core.world.groups[id] = group
        self.core.longpoll.open(id, enabled=long_poll)
        return self._done(group)

    def add_token(
        self,
        value: str,
        kind: Kind,
        group_id: Group | int | None = None,
        scopes: Iterable[str] | None = None,
        user: User | int | None = None,
    ) -> Token:
        """`admin` is a user's token; nobody named, a person is made up. Without `scopes` it has the usual rights."""
        user_id = _id(user) if user is not None else None
        if kind == "admin" and user_id is None:
            user_id = self.add_user(next(self._admins), "Администратор", "Сообщества").id
        granted = GRANTED[kind] if scopes is None else frozenset(scopes)
        owner = _id(group_id) if group_id is not None else None
        return self._done(self.core.tokens.add(Token(value, kind, owner, user_id, granted)))

    def revoke_token(self, value: str) -> None:
        self.core.tokens.revoke(value)

    def add_user(
        self,
        id: int,  # noqa: A002
        first_name: str,
        last_name: str,
        city: str | None = None,
        followers: int | None = None,
        screen_name: str | None = None,
        deactivated: str | None = None,
    ) -> User:
        """`deactivated`: "deleted" or "banned"."""
        user = User(id, first_name, last_name, city, followers, screen_name, deactivated)
        self.core.world.users[id] = user
        return self._done(user)

    def unreachable(self, user: User | int, code: int | None = 902) -> None:
        """Every message to this person meets this error (900, 902, 950 …); None ends it."""
        self._user(user).refuses = code

    def join(self, user: User | int, group: Group | int) -> None:
        self._group(group).members.add(_id(user))
        self.core.events.emit(_id(group), "group_join", {"user_id": _id(user), "join_type": "join"})

    def leave(self, user: User | int, group: Group | int) -> None:
        self._group(group).members.discard(_id(user))
        self.core.events.emit(_id(group), "group_leave", {"user_id": _id(user), "self": 1})

    def ban(
        self, user: User | int, group: Group | int, admin_id: int = ADMINS, until: int = 0, reason: int = 0
    ) -> None:
        """Blacklisted: messages to them meet error 900. `until`: Unix time, 0 for ever; `reason`: as VK numbers them."""
        ban = Ban(admin_id, self.core.world.now(), until, reason)
        self.core.blacklist.ban(self._group(group), _id(user), ban)

    def unban(self, user: User | int, group: Group | int, admin_id: int = ADMINS) -> None:
        self.core.blacklist.lift(self._group(group), _id(user), admin_id)

    # Walls

    def add_post(
        self,
        group: Group | User | int,
        text: str,
        author: Author | None = None,
        photo: Attachment | None = None,
        notify: bool = True,
        post_type: str = "post",
    ) -> Post:
        """By the owner of the wall, or by a visitor. A number names a community, positive or negative."""
        owner = group.id if isinstance(group, User) else -abs(_id(group))
        from_id = owner if author is None else _author(author)
        files = [photo] if photo else []
        return self.core.wall.publish(owner, from_id, text, files, post_type=post_type, notify=notify)

    def publish(
        self, post: Post | int, text: str | None = None, *, by_group: bool = False, signed: bool = False
    ) -> Post:
        """The community accepts a suggested post; what stands on the wall then is a new one.

        `text`: as its administrator changed it. `by_group`: in the community's name, `signed` with its author's.
        """
        suggested = self._post(post)
        words = suggested.text if text is None else text
        return self.core.wall.accept(suggested, words, by_group=by_group, signed=signed)

    def repost(self, user: Author, post: Post | int, text: str = "") -> Post:
        return self.core.wall.repost(self._post(post), _author(user), text)

    def delete_post(self, post: Post | int) -> None:
        self.core.wall.remove(self._post(post))

    def comment(
        self,
        user: Author,
        post: Post | int,
        text: str,
        reply_to: Comment | int | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> Comment:
        """Somebody comments in VK. Raises ValueError under a closed or deleted post, and for who is banned."""
        target = self._post(post)
        refused = self.core.blacklist.refuses(target.owner_id, _author(user))
        if target.comments_closed or target.deleted or refused:
            raise ValueError(f"no comments are taken under {target.url}")
        answered = self._comment(reply_to) if reply_to is not None else None
        return self.core.wall.comment(
            target, _author(user), text, reply_to=answered, attachments=list(attachments)
        )

    def colleague_comment(
        self,
        post: Post | int,
        text: str,
        reply_to: Comment | int | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> Comment:
        """The community answers from VK's own interface, outside the desk."""
        return self.comment(self._post(post).owner_id, post, text, reply_to, attachments)

    def edit_comment(
        self, comment: Comment | int, text: str, attachments: Sequence[Attachment] | None = None
    ) -> None:
        """`attachments` None: they stay."""
        files = None if attachments is None else list(attachments)
        self.core.wall.edit(self._comment(comment), text, files)

    def delete_comment(
        self, comment: Comment | int, by: Author | None = None, *, say_who: bool = True
    ) -> None:
        """By its author unless said; `say_who=False` leaves deleter_id out of the event."""
        gone = self._comment(comment)
        deleter = gone.from_id if by is None else _author(by)
        self.core.wall.delete(gone, deleter if say_who else None)

    def restore_comment(self, comment: Comment | int) -> None:
        self.core.wall.restore(self._comment(comment))

    def close_comments(self, post: Post | int) -> None:
        self.core.wall.close(self._post(post), True)

    def open_comments(self, post: Post | int) -> None:
        self.core.wall.close(self._post(post), False)

    def like(self, user: Author, what: Post | Comment) -> None:
        self.core.wall.like(what, _author(user), True)

    def unlike(self, user: Author, what: Post | Comment) -> None:
        self.core.wall.like(what, _author(user), False)

    def posts(self, group: Group | User | int) -> list[Post]:
        """What stands on a wall, oldest first."""
        owner = group.id if isinstance(group, User) else -abs(_id(group))
        return [p for p in self.core.world.posts.values() if p.owner_id == owner and not p.deleted]

    def comments(self, post: Post | int) -> list[Comment]:
        """What stands under a post, replies among it, oldest first."""
        return [each for each in self.core.world.comments_of(self._post(post)) if not each.deleted]

    # Dialogs

    def message(
        self,
        user: User | int,
        group: Group | int,
        text: str,
        attachments: Sequence[Attachment] = (),
        reply_to: DirectMessage | None = None,
        payload: str = "",
        forwards: Sequence[DirectMessage] = (),
        geo: dict[str, object] | None = None,
    ) -> DirectMessage:
        """A person writes to the community. `forwards`: messages of any dialog of theirs (`foreign_message`)."""
        letter = Letter(
            text, list(attachments), reply_to=reply_to, payload=payload, forwards=list(forwards), geo=geo
        )
        return self.core.dialogs.receive(self._group(group), _id(user), letter)

    def colleague_message(
        self,
        user: User | int,
        group: Group | int,
        text: str,
        admin_id: User | int = ADMINS,
        attachments: Sequence[Attachment] = (),
        forwards: Sequence[DirectMessage] = (),
    ) -> DirectMessage:
        """The community answers from VK's own interface, outside the desk."""
        letter = Letter(text, list(attachments), forwards=list(forwards))
        return self.core.dialogs.send(self._group(group), _id(user), letter, _id(admin_id))

    def foreign_message(
        self,
        author: Author,
        text: str,
        attachments: Sequence[Attachment] = (),
        forwards: Sequence[DirectMessage] = (),
    ) -> DirectMessage:
        """Something said in a dialog that is no business of ours, to be forwarded."""
        number, who = self.core.world.next_id("foreign"), _author(author)
        return DirectMessage(
            number, number, who, who, 0, text, self.core.world.now(),
            attachments=list(attachments), forwards=list(forwards),
        )  # fmt: skip

    def edit_message(
        self,
        group: Group | int,
        message: DirectMessage,
        text: str,
        attachments: Sequence[Attachment] | None = None,
    ) -> None:
        """`attachments` None: they stay."""
        files = message.attachments if attachments is None else list(attachments)
        self.core.dialogs.edit(self._group(group), message, text, files)

    def delete_message(self, message: DirectMessage) -> None:
        self.core.dialogs.delete(message)

    def press(self, user: User | int, group: Group | int, message: DirectMessage, payload: object) -> str:
        """A person presses a callback button under a message of ours; the event_id by which it is to be answered."""
        event_id = self.core.dialogs.press(self._group(group), _id(user))
        told = {
            "user_id": _id(user),
            "peer_id": _id(user),
            "event_id": event_id,
            "payload": payload,
            "conversation_message_id": message.conversation_message_id,
        }
        self.core.events.emit(_id(group), "message_event", told)
        return event_id

    @property
    def spinning(self) -> list[str]:
        """The event_ids of presses that nobody has answered yet."""
        return list(self.core.dialogs.presses)

    def allow(self, user: User | int, group: Group | int, key: str = "") -> None:
        self.core.dialogs.allow(self._group(group), _id(user), key)

    def deny(self, user: User | int, group: Group | int) -> None:
        self.core.dialogs.deny(self._group(group), _id(user))

    def read(self, user: User | int, group: Group | int) -> None:
        """A person opens the dialog and reads what the community wrote."""
        self.core.dialogs.read_by_user(self._group(group), _id(user))

    def dialog(self, user: User | int, group: Group | int) -> list[DirectMessage]:
        """What stands in a dialog, oldest first."""
        conversation = self.core.world.conversations.get((_id(group), _id(user)))
        return conversation.visible if conversation else []

    # Attachments

    def photo(
        self,
        owner: Author = 1,
        text: str = "",
        width: int = 1080,
        height: int = 810,
        content: bytes | None = None,
    ) -> Attachment:
        return self.core.media.photo(_author(owner), text, width, height, content)

    def document(
        self,
        title: str = "document.txt",
        content: bytes = b"",
        owner: Author = 1,
        content_type: str = "application/octet-stream",
    ) -> Attachment:
        return self.core.media.document(_author(owner), title, content, content_type)

    def voice(
        self, duration: int = 2, content: bytes | None = None, owner: Author = 1, transcript: str = ""
    ) -> Attachment:
        """`content` is OGG/Opus; without it, silence."""
        return self.core.media.voice(_author(owner), duration, content, transcript)

    def transcribe(self, group: Group | int, message: DirectMessage, transcript: str) -> None:
        """VK has written down what a voice message says: it comes as an edit that changes no words."""
        for each in message.attachments:
            if each.kind == "audio_message":
                each.shape |= {"transcript": transcript, "transcript_state": "done"}
        self.core.events.emit(_id(group), "message_edit", shapes.message(message))

    def attachment(self, kind: str, shape: dict[str, object], owner: Author = 1) -> Attachment:
        """Any other kind, with what VK would put under its name: sticker, link, video, market …"""
        return self.core.media.other(kind, _author(owner), shape)

    def lose_file(self, attachment: Attachment) -> None:
        """Its links answer 404 from now on."""
        self.core.media.lose(attachment)

    # Trouble

    def fail(
        self,
        method: str,
        code: int,
        times: int | None = 1,
        *,
        when: Callable[[Mapping[str, str]], bool] | None = None,
        subcode: int | None = None,
        **extra: object,
    ) -> Failure:
        """The next calls of `method` (a glob) answer this error and change nothing. `extra` joins the error object."""
        if code == 14 and not extra:
            return self.captcha(method, times=times)
        error = VkError(code, subcode=subcode, extra=extra)
        return self.core.failures.add(Failure(method, error, times, when))

    def captcha(self, method: str, form: CaptchaForm = "redirect", times: int | None = None) -> Failure:
        """Until solved: by `success_token`, by captcha_sid and captcha_key, or on its page."""
        return self.core.failures.captcha(method, form, times)

    def clear_failures(self) -> None:
        self.core.failures.clear()

    def distort(self, method: str, change: Callable[[object], object]) -> None:
        """From now on the answers of `method` are what `change` makes of them."""
        self.core.failures.distortions[method] = change

    # Names

    def name_of(self, author: Author) -> str:
        return self.core.world.name_of(_author(author))

    def _user(self, user: User | int) -> User:
        return self.core.world.users[_id(user)]

    def _group(self, group: Group | int) -> Group:
        return self.core.world.groups[abs(_id(group))]

    def _post(self, post: Post | int) -> Post:
        """A bare number must be one wall's only."""
        if isinstance(post, Post):
            return post
        return _only([each for each in self.core.world.posts.values() if each.id == post], f"post {post}")

    def _comment(self, comment: Comment | int) -> Comment:
        if isinstance(comment, Comment):
            return comment
        found = [each for each in self.core.world.comments.values() if each.id == comment]
        return _only(found, f"comment {comment}")

    def _done(self, value: T) -> T:
        self.core.changes.mark()
        return value


def _only(found: list[T], what: str) -> T:
    if len(found) != 1:
        raise LookupError(f"{what}: {len(found)} of that id")
    return found[0]


def _id(value: User | Group | int) -> int:
    return value if isinstance(value, int) else value.id


def _author(value: Author) -> int:
    return value.owner_id if isinstance(value, Group) else _id(value)
