"""The things a Telegram server knows, as plain data: people, chats, messages, buttons, files."""

from dataclasses import dataclass, field, replace
from typing import Literal

Json = dict[str, object]
ChatType = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

GENERAL_TOPIC = 1
"""The thread id of a forum's General topic, which messages in it do not carry."""

PRESENT: frozenset[str] = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(eq=False)
class User:
    """`offline` people receive no ephemeral messages; `deactivated` accounts are deleted ones. Who is `hidden` lets nobody
    who reads a forwarded message of theirs know more than the name.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    offline: bool = False
    deactivated: bool = False
    hidden: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(frozen=True)
class Rights:
    """What an administrator may do. The defaults are what the desk asks for; `Rights.none()` has nothing."""

    can_manage_chat: bool = True
    can_delete_messages: bool = True
    can_pin_messages: bool = True
    can_manage_topics: bool = True
    can_invite_users: bool = True
    can_change_info: bool = False
    can_restrict_members: bool = False
    can_promote_members: bool = False
    can_manage_video_chats: bool = False
    can_post_stories: bool = False
    can_edit_stories: bool = False
    can_delete_stories: bool = False
    can_manage_tags: bool = False
    can_send_welcome_messages: bool = False
    is_anonymous: bool = False

    @classmethod
    def none(cls) -> "Rights":
        return cls(
            can_delete_messages=False, can_pin_messages=False, can_manage_topics=False, can_invite_users=False
        )

    def but(self, **changes: bool) -> "Rights":
        return replace(self, **changes)


@dataclass(eq=False)
class Member:
    user: User
    status: Status
    rights: Rights = field(default_factory=Rights)

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")


@dataclass(eq=False)
class Topic:
    """A forum topic; `thread_id` is the id of the service message that created it."""

    thread_id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Entity:
    """A MessageEntity; offset and length are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def at(self, offset: int, length: int) -> "Entity":
        return replace(self, offset=offset, length=length)


@dataclass(frozen=True)
class Text:
    """Text after parsing."""

    plain: str = ""
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True)
class Rich:
    """A rich message: RichBlock objects of the Bot API."""

    blocks: tuple[Json, ...]
    is_rtl: bool = False


@dataclass(frozen=True)
class Button:
    """An inline button; exactly one of the actions is set."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    web_app: str | None = None
    copy_text: str | None = None
    login_url: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    disabled: bool = False
    style: str | None = None
    icon_custom_emoji_id: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Markup:
    """A reply_markup: an inline keyboard, or `other` (ForceReply, a reply keyboard or its removal) as sent."""

    rows: Keyboard = ()
    other: tuple[tuple[str, object], ...] = ()

    @property
    def is_inline(self) -> bool:
        return bool(self.rows)


@dataclass(eq=False)
class File:
    file_id: str
    unique_id: str
    data: bytes
    name: str
    mime: str
    path: str
    width: int = 0
    height: int = 0
    duration: int = 0


MediaKind = Literal["photo", "document", "voice", "video", "animation", "audio", "video_note", "sticker"]


@dataclass(frozen=True)
class Media:
    kind: MediaKind
    file: File


@dataclass(eq=False)
class Message:
    """A message. `text` holds the caption when there is `media`, and all that a `rich` one says; `service` holds a service
    message's fields.
    """

    chat: "Chat"
    message_id: int
    date: int
    sender: User
    content: Text = field(default_factory=Text)
    sender_chat: "Chat | None" = None
    media: Media | None = None
    rich: Rich | None = None
    service: Json | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    markup: Markup = field(default_factory=Markup)
    link_preview: tuple[tuple[str, object], ...] | None = None
    silent: bool = False
    protected: bool = False
    edit_date: int | None = None
    forward_from: "Message | None" = None
    media_group_id: str | None = None
    """The same for all messages of an album."""
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    deleted: bool = False
    pinned: bool = False

    @property
    def id(self) -> int:
        return self.message_id

    @property
    def text(self) -> str:
        return self.content.plain

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.content.entities

    @property
    def caption(self) -> str | None:
        return self.content.plain or None if self.media else None

    @property
    def buttons(self) -> list[list[Button]]:
        return [list(row) for row in self.markup.rows]

    @property
    def forces_reply(self) -> bool:
        return dict(self.markup.other).get("force_reply") is True


@dataclass(eq=False)
class EphemeralMessage(Message):
    """Seen by `receiver` (and its sender) only; its message_id is 0.

    `replaces`: the message in whose place it is shown to the receiver, if it replaced one.
    """

    ephemeral_message_id: int = 0
    receiver: User = field(default_factory=lambda: User(0, ""))
    replaces: int | None = None


@dataclass(eq=False)
class Chat:
    """A chat. For a private one the id is the user's.

    `available_reactions`: None allows all 73, a list restricts them. `can_send`: the group's default permission
    to write, which administrators do not need. `write_forbidden`: nobody may write, as in a group that Telegram
    has restricted.
    """

    id: int
    type: ChatType
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemerals: list[EphemeralMessage] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    available_reactions: list[str] | None = None
    can_send: bool = True
    write_forbidden: bool = False
    general_closed: bool = False
    migrated_to: int | None = None
    started: bool = False
    blocked: bool = False
    last_message_id: int = 0

    @property
    def is_group(self) -> bool:
        return self.type != "private"


@dataclass(frozen=True)
class Answer:
    """What a person sees after pressing: a toast, or with `show_alert` a dialog; maybe an opened URL."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass(eq=False)
class Call:
    """One request of the bot. `status` is 0 until an answer exists; `params` have JSON fields decoded."""

    method: str
    params: Json
    at: float
    status: int = 0
    result: object = None
    description: str | None = None
