"""The server's state, and the few primitives that change it. Everything else is written in these."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from . import render
from .files import FileStore
from .limits import Limits, Meter
from .model import Answer, Call, Chat, EphemeralMessage, Json, Member, Message, Rights, Status, Topic, User
from .updates import Update, UpdateQueue
from .waiting import Changes

ANSWER_WITHIN = 15.0
"""Seconds in which a callback query can be answered. Telegram says only that there is a timeout; this is the one
after which its clients stop waiting."""


@dataclass(eq=False)
class CallbackQuery:
    """One callback query: what a press (or its repetition by the client) became."""

    id: str
    sender: User
    message: Message
    at: float
    answer: Answer | None = None


@dataclass(eq=False)
class Webhook:
    """`backoff`: seconds before the first repetition; it doubles with every failure, up to a minute."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error: str | None = None
    last_error_date: int = 0
    backoff: float = 1.0


@dataclass(eq=False)
class World:
    """People, chats, the bot and its queue."""

    bot: User
    limits: Limits
    clock: Callable[[], float] = time.time
    privacy: bool = True
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queue: UpdateQueue = field(default_factory=UpdateQueue)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    webhook: Webhook = field(default_factory=Webhook)
    calls: list[Call] = field(default_factory=list)
    too_many: list[Call] = field(default_factory=list)
    chat_actions: list[tuple[int, str]] = field(default_factory=list)
    ticker: Changes = field(default_factory=Changes)

    def __post_init__(self) -> None:
        self.meter = Meter(self.limits)
        self.users[self.bot.id] = self.bot
        self._albums = 13_000_000_000_000_000
        self._next_query = 4_000_000_000_000_000_001

    # -- time

    @property
    def now(self) -> float:
        return self.clock()

    @property
    def date(self) -> int:
        return int(self.clock())

    # -- finding

    def user_of(self, person: User | int) -> User:
        wanted = person.id if isinstance(person, User) else person
        return self.users[wanted]

    def chat_of(self, place: Chat | int) -> Chat:
        return self.chats[place.id if isinstance(place, Chat) else place]

    def member_of(self, place: Chat, person: User | int) -> Member | None:
        return place.members.get(person.id if isinstance(person, User) else person)

    def bot_in(self, place: Chat) -> Member | None:
        return place.members.get(self.bot.id)

    def bot_is_admin(self, place: Chat) -> bool:
        member = self.bot_in(place)
        return member is not None and member.is_admin

    def message_of(self, place: Chat, message_id: int) -> Message | None:
        """A message that still exists."""
        message = place.messages.get(message_id)
        return message if message and not message.deleted else None

    # -- changing

    def post(self, message: Message) -> Message:
        """Give the message the chat's next id and keep it."""
        message.chat.last_message_id += 1
        message.message_id = message.chat.last_message_id
        message.chat.messages[message.message_id] = message
        self.ticker.announce()
        return message

    def whisper(self, message: EphemeralMessage) -> EphemeralMessage:
        """Show an ephemeral message; identifiers are reused once free. Who is offline never gets it."""
        taken = {each.ephemeral_message_id for each in message.chat.ephemerals if not each.deleted}
        message.ephemeral_message_id = next(n for n in range(1, len(taken) + 2) if n not in taken)
        if message.receiver.offline:
            message.deleted = True
        message.chat.ephemerals.append(message)
        self.ticker.announce()
        return message

    def service(self, chat: Chat, sender: User, fields: Json, *, thread_id: int | None = None) -> Message:
        """A service message; the bot is told of it, also of its own (Client.cpp, need_skip_update_message)."""
        message = self.post(Message(chat, 0, self.date, sender, service=fields, thread_id=thread_id))
        self.tell("message", chat, render.message(message, self.users))
        return message

    def tell(self, kind: str, chat: Chat, payload: Json) -> Update | None:
        """Queue an update about `chat`, if the bot is there to see it."""
        member = self.bot_in(chat)
        if chat.is_group and not (member and member.present) and kind != "my_chat_member":
            return None
        update = self.queue.push(kind, payload, self.now)
        self.ticker.announce()
        return update

    def tell_message(self, message: Message, *, edited: bool = False) -> Update | None:
        if not self.hears(message):
            return None
        payload = render.message(message, self.users)
        return self.tell("edited_message" if edited else "message", message.chat, payload)

    def hears(self, message: Message) -> bool:
        """Privacy mode: a bot that is no administrator gets commands and replies to its own messages only."""
        if message.sender is self.bot:
            return False
        if not message.chat.is_group or not self.privacy or self.bot_is_admin(message.chat):
            return True
        if isinstance(message, EphemeralMessage) or message.service is not None:
            return True
        replied = message.reply_to
        return (replied is not None and replied.sender is self.bot) or self.is_command(message)

    def is_command(self, message: Message) -> bool:
        """A command at the very beginning, for this bot or for no bot in particular."""
        first = next((each for each in message.entities if each.offset == 0), None)
        if first is None or first.type != "bot_command":
            return False
        _, _, addressee = message.text[: first.length].partition("@")
        return addressee.lower() in ("", (self.bot.username or "").lower())

    def change_member(
        self, person: User, place: Chat, status: Status, actor: User, rights: Rights | None = None
    ) -> None:
        """Someone's status changes; the bot is told of its own, and as an administrator of others'."""
        old = place.members.get(person.id) or Member(person, "left")
        new = Member(person, status, rights or (Rights() if status == "administrator" else old.rights))
        place.members[person.id] = new
        update: Json = {
            "chat": render.chat(place, self.users),
            "from": render.user(actor),
            "date": self.date,
            "old_chat_member": render.member(old),
            "new_chat_member": render.member(new),
        }
        if person is self.bot:
            self.tell("my_chat_member", place, update)
        elif self.bot_is_admin(place):
            self.tell("chat_member", place, update)
        self.ticker.announce()

    def open_topic(self, chat: Chat, maker: User, name: str, icon_color: int = 0x6FB9F0) -> Topic:
        """The topic and the service message that is its root."""
        fields: Json = {"forum_topic_created": {"name": name, "icon_color": icon_color}}
        root = self.post(Message(chat, 0, self.date, maker, service=fields))
        root.thread_id = root.message_id
        topic = Topic(root.message_id, name, icon_color)
        chat.topics[topic.thread_id] = topic
        return topic

    def new_query(self, sender: User, message: Message) -> CallbackQuery:
        query = CallbackQuery(str(self._next_query), sender, message, self.now)
        self._next_query += 7919
        self.queries[query.id] = query
        return query

    def next_album(self) -> int:
        """A media_group_id."""
        self._albums += 1
        return self._albums

    def set_rights(self, place: Chat, **rights: bool) -> None:
        """Change what the bot may do in a group; no update is sent."""
        member = place.members[self.bot.id]
        member.rights = replace(member.rights, **rights)
