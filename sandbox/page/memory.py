"""What Telegram clients remember by themselves: what was read, and where an ephemeral message came in."""

from collections.abc import Callable, Iterator

from sandbox.telegram import Chat, EphemeralMessage, Message, TelegramSandbox, User


class Memory:
    """The server knows neither: an ephemeral message has no place in a chat's numbering, and bots see no reading."""

    def __init__(self, telegram: TelegramSandbox) -> None:
        self.telegram = telegram
        self._after: dict[EphemeralMessage, int] = {}
        self._read: dict[tuple[int, int], int] = {}
        self._forget: Callable[[], None] | None = None

    def start(self) -> None:
        self.look()
        self._forget = self.telegram.on_change(self.look)

    def stop(self) -> None:
        if self._forget is not None:
            self._forget()
            self._forget = None

    def look(self) -> None:
        """Note for ephemeral messages that are new which message was the last then."""
        for chat in self.telegram.chats.values():
            for whisper in reversed(chat.ephemerals):
                if whisper in self._after:
                    break
                self._after[whisper] = chat.last_message_id

    def in_order(self, chat: Chat, viewer: User) -> list[Message]:
        """What this person sees of a chat, oldest first; what replaces a message stands in its place."""
        seen: list[Message] = [*self.telegram.messages(chat, viewer=viewer), *self._whispers(chat, viewer)]
        return sorted(seen, key=self._place)

    def _whispers(self, chat: Chat, viewer: User) -> Iterator[EphemeralMessage]:
        """To this person and by this person."""
        for each in chat.ephemerals:
            if not each.deleted and viewer in (each.receiver, each.sender):
                yield each

    def _place(self, message: Message) -> tuple[int, int]:
        if isinstance(message, EphemeralMessage):
            return (message.replaces or self._after.get(message, 0), 1)
        return (message.message_id, 0)

    # -- reading

    def read(self, viewer: User, chat: Chat, up_to: int) -> bool:
        """Whether that was news."""
        news = up_to > self._read.get((viewer.id, chat.id), 0)
        if news:
            self._read[viewer.id, chat.id] = up_to
        return news

    def unread(self, viewer: User, chat: Chat) -> int:
        seen = self._read.get((viewer.id, chat.id), 0)
        return sum(
            each.message_id > seen and each.sender is not viewer and each.service is None
            for each in self.telegram.messages(chat)
        )
