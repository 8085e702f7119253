"""What a person does on the phone: the requests under /api/telegram/."""

from collections.abc import Awaitable, Callable, Mapping

from sandbox.page.attaching import PhoneSamples
from sandbox.page.body import Body, Json
from sandbox.page.memory import Memory
from sandbox.telegram import Chat, EphemeralMessage, Message, TelegramSandbox, User
from sandbox.telegram.state import ANSWER_WITHIN

Act = Callable[[Body], Awaitable[Json]]


class TelegramActs:
    """Each takes the body of a request and returns the JSON of its answer; refusals are raised."""

    def __init__(self, telegram: TelegramSandbox, memory: Memory) -> None:
        self.telegram = telegram
        self.memory = memory
        self.samples = PhoneSamples(telegram)

    @property
    def by_name(self) -> Mapping[str, Act]:
        return {
            "say": self.say, "edit": self.edit, "delete": self.delete, "press": self.press,
            "react": self.react, "start": self.start, "dismiss": self.dismiss, "read": self.read,
        }  # fmt: skip

    async def say(self, body: Body) -> Json:
        """Words, or with `attach` a sample and perhaps words under it; of an album its first message is named."""
        me, chat = self._who_where(body)
        if body.optional_text("attach") is not None:
            return self._said(me, self.samples.send(body, me, chat))
        said = self.telegram.say(
            me,
            chat,
            body.text("text").strip(),
            reply_to=body.optional_integer("reply_to"),
            thread=body.optional_integer("thread"),
            anonymous=body.flag("anonymous"),
            reply_to_ephemeral=body.optional_integer("reply_to_ephemeral"),
        )
        return self._said(me, said)

    async def edit(self, body: Body) -> Json:
        me, chat = self._who_where(body)
        self.telegram.edit(me, chat, body.integer("message"), body.text("text").strip())
        return {}

    async def delete(self, body: Body) -> Json:
        """One's own, an album as a whole; administrators delete everybody's, and in a private chat everybody may."""
        me, chat = self._who_where(body)
        message = self._message(chat, body.integer("message"))
        member = self.telegram.member_of(chat, me)
        if message.sender is not me and chat.is_group and not (member and member.is_admin):
            raise PermissionError("only administrators delete what others wrote")
        album = message.media_group_id
        for each in self.telegram.messages(chat):
            if each is message or (album is not None and each.media_group_id == album):
                self.telegram.delete(chat, each)
        return {}

    async def press(self, body: Body) -> Json:
        """Answers when the bot has: `answer` is the toast or alert, or null if none came while clients wait."""
        me, chat = self._who_where(body)
        button = body.text("button")
        ephemeral = body.optional_integer("ephemeral")
        if ephemeral is not None:
            press = self.telegram.press_ephemeral(me, chat, ephemeral, button)
        else:
            press = self.telegram.press(me, chat, body.integer("message"), button)
        try:
            answer = await press.answered(ANSWER_WITHIN)
        except AssertionError:  # so the sandbox says that time is up
            return {"answer": None}
        return {"answer": {"text": answer.text, "alert": answer.show_alert, "url": answer.url}}

    async def react(self, body: Body) -> Json:
        me, chat = self._who_where(body)
        self.telegram.react(me, chat, body.integer("message"), body.optional_text("emoji"))
        return {}

    async def start(self, body: Body) -> Json:
        me = self._person(body)
        return self._said(me, self.telegram.start_bot(me, body.optional_text("payload")))

    async def dismiss(self, body: Body) -> Json:
        """Close an ephemeral message; the bot is not told."""
        me, chat = self._who_where(body)
        wanted = body.integer("ephemeral")
        for each in self.telegram.ephemerals(chat, me):
            if each.ephemeral_message_id == wanted:
                each.deleted = True
                self.telegram.ticker.announce()
        return {}

    async def read(self, body: Body) -> Json:
        me, chat = self._who_where(body)
        if self.memory.read(me, chat, body.integer("up_to")):
            self.telegram.ticker.announce()
        return {}

    # -- inside

    def _person(self, body: Body) -> User:
        person = self.telegram.users.get(body.integer("me"))
        if person is None or person.is_bot:
            raise LookupError(f"nobody has the Telegram id {body.integer('me')}")
        return person

    def _who_where(self, body: Body) -> tuple[User, Chat]:
        """Somebody in a chat of theirs."""
        me, chat_id = self._person(body), body.integer("chat")
        chat = self.telegram.private(me) if chat_id == me.id else self.telegram.chats.get(chat_id)
        if chat is None:
            raise LookupError(f"no chat {chat_id}")
        member = self.telegram.member_of(chat, me)
        if member is None or not member.present:
            raise PermissionError(f"{me.first_name} is not in {chat.title or 'this chat'}")
        return me, chat

    def _message(self, chat: Chat, message_id: int) -> Message:
        found = self.telegram.message_of(chat, message_id)
        if found is None:
            raise LookupError(f"no message {message_id} here")
        return found

    def _said(self, me: User, message: Message) -> Json:
        """Whoever writes has read what was there."""
        self.memory.read(me, message.chat, message.chat.last_message_id)
        if isinstance(message, EphemeralMessage):
            return {"ephemeral": message.ephemeral_message_id}
        return {"message": message.message_id}
