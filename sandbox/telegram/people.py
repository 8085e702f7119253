"""People who use Telegram clients: what they do to chats, and what they see in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from . import reactions, render, utf16
from .files import png
from .groups import Groups, Person, Place
from .model import Button, Chat, EphemeralMessage, Media, MediaKind, Member, Message, Text, User
from .pressing import Press, find_button
from .texts import typed

Target = Message | int

OTHER_FILES: Mapping[MediaKind, tuple[str, str]] = {
    "video": ("video.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
    "audio": ("song.mp3", "audio/mpeg"),
    "video_note": ("note.mp4", "video/mp4"),
    "sticker": ("sticker.webp", "image/webp"),
}


@dataclass(eq=False)
class People(Groups):
    # -- writing

    def say(
        self,
        user: Person,
        chat: Place,
        text: str,
        reply_to: Target | None = None,
        thread: int | None = None,
        anonymous: bool = False,
        *,
        reply_to_ephemeral: EphemeralMessage | int | None = None,
    ) -> Message:
        """A text message. A reply to an ephemeral message, and an ephemeral command, is itself ephemeral."""
        person, place = self.user_of(user), self.chat_of(chat)
        content = typed(text)
        if isinstance(reply_to, EphemeralMessage):
            reply_to_ephemeral = reply_to
        if reply_to_ephemeral is not None:
            return self._whisper_back(
                person, place, content, self._ephemeral(place, person, reply_to_ephemeral)
            )
        if place.is_group and self._is_ephemeral_command(content):
            return self._whisper_back(person, place, content, None)
        return self._write(person, place, content, reply_to, thread, anonymous=anonymous)

    def send_photo(
        self,
        user: Person,
        chat: Place,
        data: bytes | None = None,
        caption: str | None = None,
        reply_to: Target | None = None,
        thread: int | None = None,
    ) -> Message:
        file = self.files.add(data or png(), kind="photo", name="photo.jpg", mime="image/jpeg")
        return self._send(user, chat, Media("photo", file), caption, reply_to, thread)

    def send_document(
        self,
        user: Person,
        chat: Place,
        data: bytes | None = None,
        caption: str | None = None,
        reply_to: Target | None = None,
        thread: int | None = None,
        *,
        name: str = "document.txt",
        mime: str = "text/plain",
    ) -> Message:
        file = self.files.add(data or b"sandbox", kind="document", name=name, mime=mime)
        return self._send(user, chat, Media("document", file), caption, reply_to, thread)

    def send_file(
        self,
        user: Person,
        chat: Place,
        kind: MediaKind,
        caption: str | None = None,
        reply_to: Target | None = None,
        *,
        data: bytes | None = None,
    ) -> Message:
        """Anything else: a video, an animation, a sticker …"""
        name, mime = OTHER_FILES[kind]
        file = self.files.add(data or b"sandbox", kind=kind, name=name, mime=mime, duration=3)
        return self._send(user, chat, Media(kind, file), caption, reply_to, None)

    def send_album(
        self,
        user: Person,
        chat: Place,
        album: Sequence[bytes | None],
        caption: str | None = None,
        reply_to: Target | None = None,
        thread: int | None = None,
        *,
        group_id: str | None = None,
    ) -> list[Message]:
        """Photos sent together: a message each, of one media_group_id; the first has the caption.

        With `group_id` those are the rest of an album that began earlier.
        """
        person, place = self.user_of(user), self.chat_of(chat)
        sent: list[Message] = []
        for data in album:
            file = self.files.add(data or png(), kind="photo", name="photo.jpg", mime="image/jpeg")
            first = place.last_message_id + 1 if not sent else sent[0].message_id
            sent.append(
                self._write(
                    person,
                    place,
                    typed(caption or "" if not sent else ""),
                    reply_to,
                    thread,
                    media=Media("photo", file),
                    album=group_id or f"{abs(place.id)}{first}",
                )
            )
        return sent

    def forget_file(self, message: Message) -> None:
        """Telegram gives it out no more, though it is still to be seen."""
        if message.media is not None:
            self.files.by_id.pop(message.media.file.file_id, None)

    def replace_media(self, user: Person, chat: Place, message_id: Target, data: bytes) -> Message:
        """The picture of one's own message is exchanged."""
        message = self._message(self.chat_of(chat), message_id)
        file = self.files.add(data, kind="photo", name="photo.jpg", mime="image/jpeg")
        message.media = Media("photo", file)
        return self.edit(user, chat, message_id, message.text)

    def send_voice(
        self,
        user: Person,
        chat: Place,
        data: bytes | None = None,
        caption: str | None = None,
        reply_to: Target | None = None,
        thread: int | None = None,
        *,
        duration: int = 3,
    ) -> Message:
        file = self.files.add(
            data or b"OggS sandbox", kind="voice", name="voice.oga", mime="audio/ogg", duration=duration
        )
        return self._send(user, chat, Media("voice", file), caption, reply_to, thread)

    def forward(self, user: Person, chat: Place, message: Message, thread: int | None = None) -> Message:
        """Forward `message` into `chat`."""
        person, place = self.user_of(user), self.chat_of(chat)
        origin = message.forward_from or message
        return self._write(
            person, place, message.content, None, thread, media=message.media, forward_from=origin
        )

    def edit(self, user: Person, chat: Place, message_id: Target, text: str) -> Message:
        """Change one's own text or caption."""
        message = self._message(self.chat_of(chat), message_id)
        if message.sender is not self.user_of(user):
            raise PermissionError(f"message {message.message_id} is not {user}'s")
        message.content = typed(text)
        message.edit_date = self.date
        self.tell_message(message, edited=True)
        self.ticker.announce()
        return message

    def delete(self, chat: Place, message_id: Target) -> None:
        """Delete a message; the bot is not told (facts/telegram.md, section 2)."""
        self._message(self.chat_of(chat), message_id).deleted = True
        self.ticker.announce()

    def start_bot(self, user: Person, payload: str | None = None) -> Message:
        """Open the private chat by its Start button or a deep link with `payload`."""
        self.private(user)
        return self.say(user, self.private(user), f"/start {payload}" if payload else "/start")

    def follow(self, user: Person, message: Message, words: str) -> Message:
        """Press the link to the bot that stands behind `words` in a message. Raises LookupError when there is none."""
        for each in message.entities:
            if each.url and utf16.cut(message.text, each.offset, each.length) == words:
                parts = urlsplit(each.url)
                if parts.netloc == "t.me" and parts.path == f"/{self.bot.username}":
                    return self.start_bot(user, parse_qs(parts.query).get("start", [None])[0])
        raise LookupError(f"no link to the bot behind {words!r} in {message.text!r}")

    def block(self, user: Person, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        place = self.private(user)
        if place.blocked != blocked:
            place.blocked = blocked
            self._tell_blocked(self.user_of(user), place, blocked)

    def offline(self, user: Person, is_offline: bool = True) -> None:
        """While offline a person receives no ephemeral messages: those sent meanwhile are lost."""
        self.user_of(user).offline = is_offline
        self.ticker.announce()

    def restart_client(self, user: Person) -> None:
        """A restarted client has forgotten its ephemeral messages."""
        person = self.user_of(user)
        for place in self.chats.values():
            for message in place.ephemerals:
                message.deleted = message.deleted or message.receiver is person
        self.ticker.announce()

    # -- pressing and reacting

    def press(
        self,
        user: Person,
        chat: Place,
        message_id: Target,
        button: str,
        *,
        copies: int = 1,
        gone: bool = False,
    ) -> Press:
        """Press an inline button, named by its label or its callback_data.

        `copies`: as a client does that sends an unanswered press again, one query each. `gone`: the bot gets
        the message as inaccessible. Raises LookupError when there is no such button.
        """
        return self._press(user, self._message(self.chat_of(chat), message_id), button, copies, gone=gone)

    def forge(self, user: Person, chat: Place, message_id: Target, data: str) -> Press:
        """A modified client presses a button that is not there; in a public group, by somebody who is no member."""
        message = self._message(self.chat_of(chat), message_id)
        return self._tell_press(self.user_of(user), message, Button("forged", callback_data=data), 1)

    def press_ephemeral(
        self,
        user: Person,
        chat: Place,
        ephemeral_message_id: EphemeralMessage | int,
        button: str,
        *,
        copies: int = 1,
    ) -> Press:
        place, person = self.chat_of(chat), self.user_of(user)
        return self._press(person, self._ephemeral(place, person, ephemeral_message_id), button, copies)

    def react(
        self, user: Person, chat: Place, message_id: Target, emoji: str | None, *, anonymous: bool = False
    ) -> None:
        """Set one's reaction, or take it back with None."""
        person, place = self.user_of(user), self.chat_of(chat)
        self._presence(person, place)
        message = self._message(place, message_id)
        if emoji is not None:
            reactions.check_emoji(place, emoji)
        actor = place.id if anonymous else person.id
        old, new = message.reactions.get(actor, ()), (emoji,) if emoji else ()
        message.reactions[actor] = new
        if place.is_group and self.bot_is_admin(place) and old != new:
            who = (
                {"actor_chat": render.chat(place, self.users)} if anonymous else {"user": render.user(person)}
            )
            self.tell(
                "message_reaction",
                place,
                {
                    "chat": render.chat(place, self.users),
                    "message_id": message.message_id,
                    **who,
                    "date": self.date,
                    "old_reaction": reactions.as_types(old),
                    "new_reaction": reactions.as_types(new),
                },
            )
        self.ticker.announce()

    # -- seeing

    def messages(self, chat: Place, thread: int | None = None, viewer: Person | None = None) -> list[Message]:
        """What is in a chat, oldest first; service messages included.

        `viewer`: as this person sees it, without what an ephemeral message of theirs has replaced.
        """
        place = self.chat_of(chat)
        hidden = {each.replaces for each in self.ephemerals(place, viewer)} if viewer is not None else set()
        return [
            each
            for each in place.messages.values()
            if not each.deleted and thread in (None, each.thread_id) and each.message_id not in hidden
        ]

    def ephemerals(self, chat: Place, user: Person) -> list[EphemeralMessage]:
        """The ephemeral messages of the bot that this person sees now, oldest first."""
        person = self.user_of(user)
        return [
            each for each in self.chat_of(chat).ephemerals if not each.deleted and each.receiver is person
        ]

    @staticmethod
    def text_of(message: Message) -> str:
        """The plain text, or the caption."""
        return message.text

    # -- inside

    def _send(
        self,
        user: Person,
        chat: Place,
        media: Media,
        caption: str | None,
        reply_to: Target | None,
        thread: int | None,
    ) -> Message:
        person, place = self.user_of(user), self.chat_of(chat)
        return self._write(person, place, typed(caption or ""), reply_to, thread, media=media)

    def _write(
        self,
        person: User,
        place: Chat,
        content: Text,
        reply_to: Target | None,
        thread: int | None,
        *,
        anonymous: bool = False,
        media: Media | None = None,
        album: str | None = None,
        forward_from: Message | None = None,
    ) -> Message:
        self._presence(person, place)
        self._unblocked(person, place)
        replied = self._message(place, reply_to) if reply_to is not None else None
        if thread is not None and thread not in place.topics:
            raise LookupError(f"no topic {thread} in {place.title}; there are {sorted(place.topics)}")
        message = Message(
            place,
            0,
            self.date,
            person,
            content,
            sender_chat=place if anonymous else None,
            media=media,
            media_group_id=album,
            reply_to=replied,
            thread_id=thread if thread is not None or replied is None else replied.thread_id,
            forward_from=forward_from,
        )
        self.post(message)
        self.tell_message(message)
        return message

    def _whisper_back(
        self, person: User, place: Chat, content: Text, replied: EphemeralMessage | None
    ) -> EphemeralMessage:
        """A message only the bot receives (td_api.tl, sendEphemeralMessage)."""
        self._presence(person, place)
        message = EphemeralMessage(place, 0, self.date, person, content, reply_to=replied, receiver=self.bot)
        message.thread_id = replied.thread_id if replied else None
        self.whisper(message)
        self.tell_message(message)
        return message

    def _is_ephemeral_command(self, content: Text) -> bool:
        first = content.entities[0] if content.entities else None
        if first is None or first.type != "bot_command" or first.offset:
            return False
        name = content.plain[1 : first.length].partition("@")[0]
        known = [command for commands in self.commands.values() for command in commands]
        return any(command["command"] == name and command.get("is_ephemeral") for command in known)

    def _press(
        self, user: Person, message: Message, button: str, copies: int, *, gone: bool = False
    ) -> Press:
        person = self.user_of(user)
        self._presence(person, message.chat)
        return self._tell_press(person, message, find_button(message, button), copies, gone=gone)

    def _tell_press(
        self, person: User, message: Message, found: Button, copies: int, *, gone: bool = False
    ) -> Press:
        press = Press(self.ticker, found, [self.new_query(person, message) for _ in range(copies)])
        shown = (render.inaccessible if gone else render.message)(message, self.users)
        for query in press.queries:
            self.tell(
                "callback_query",
                message.chat,
                {
                    "id": query.id,
                    "from": render.user(person),
                    "message": shown,
                    "chat_instance": str(-(abs(message.chat.id) * 1_000_003)),
                    "data": found.callback_data,
                },
            )
        return press

    def _message(self, place: Chat, target: Target) -> Message:
        message_id = target.message_id if isinstance(target, Message) else target
        message = self.message_of(place, message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in {place.title or place.id}")
        return message

    def _ephemeral(self, place: Chat, person: User, target: EphemeralMessage | int) -> EphemeralMessage:
        wanted = target.ephemeral_message_id if isinstance(target, EphemeralMessage) else target
        for message in self.ephemerals(place, person):
            if message.ephemeral_message_id == wanted:
                return message
        raise LookupError(f"{person.full_name} sees no ephemeral message {wanted} in {place.title}")

    def _presence(self, person: User, place: Chat) -> None:
        member: Member | None = self.member_of(place, person)
        if member is None or not member.present:
            raise PermissionError(f"{person.full_name} is not in {place.title or place.id}")

    def _unblocked(self, person: User, place: Chat) -> None:
        """Whoever writes to the bot has started it, and cannot be blocking it."""
        if place.is_group:
            return
        place.started = True
        if place.blocked:
            self.block(person, False)

    def _tell_blocked(self, person: User, place: Chat, blocked: bool) -> None:
        states = [Member(self.bot, "member"), Member(self.bot, "kicked")]
        old, new = states if blocked else states[::-1]
        self.tell(
            "my_chat_member",
            place,
            {
                "chat": render.chat(place, self.users),
                "from": render.user(person),
                "date": self.date,
                "old_chat_member": render.member(old),
                "new_chat_member": render.member(new),
            },
        )
