"""`TelegramSandbox`: the server, the people, and what a test asks of both."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from ..faults import Faults
from .limits import Limits
from .model import User
from .people import People
from .server import BotApiServer
from .updates import Update

T = TypeVar("T")
DEFAULT_TOKEN = "4242424242:SANDBOX-token-of-the-otklik-demo-bot"


class TelegramSandbox(People):
    """A Telegram Bot API server for one bot, with the people who talk to it.

        async with TelegramSandbox() as tg:
            anna = tg.add_user(1, "Anna")
            desk = tg.add_group(-1001, "Desk", members=[anna])
            ...  # point the bot at tg.url
            card = await tg.wait(lambda: tg.messages(desk)[0])
            answer = await tg.press(anna, desk, card, "Claim").answered()

    Given `stop()` and `start()` again, everything is still there: that is an outage.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        bot_username: str = "otklik_demo_bot",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        *,
        bot_name: str = "Otklik",
        privacy: bool = True,
    ) -> None:
        bot = User(int(token.partition(":")[0]), bot_name, username=bot_username, is_bot=True)
        super().__init__(bot=bot, limits=limits or Limits(), clock=clock, privacy=privacy)
        self.token = token
        self.faults = Faults()
        self.server = BotApiServer(self, token, self.faults)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen. Port 0: any free one, and after a stop the same as before."""
        await self.server.start(host, port)

    async def stop(self) -> None:
        """Drop every connection; requests that hang are not applied."""
        await self.server.stop()

    async def __aenter__(self) -> "TelegramSandbox":
        await self.start()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self.stop()
        self.faults.clear()

    @property
    def url(self) -> str:
        return self.server.url

    # -- watching

    @property
    def changes(self) -> int:
        """Grows with every change of state."""
        return self.ticker.revision

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` after every change; returns what ends that."""
        return self.ticker.listen(callback)

    async def wait(self, condition: Callable[[], T], timeout: float = 40) -> T:
        """The first truthy value of `condition`, looked at after every change; a LookupError means not yet."""
        return await self.ticker.until(condition, timeout, self.describe)

    def describe(self) -> str:
        """What there is to be seen, for the message of a test that fails."""
        lines: list[str] = []
        for chat in self.chats.values():
            lines.append(f"{chat.type} {chat.title or self.users[chat.id].full_name} ({chat.id}):")
            for message in self.messages(chat)[-8:]:
                labels = [button.text for row in message.buttons for button in row]
                lines.append(
                    f"  {message.message_id} {message.sender.first_name}: {message.text!r} {labels or ''}"
                )
            for whisper in chat.ephemerals[-4:]:
                state = "gone" if whisper.deleted else "seen"
                lines.append(f"  ephemeral to {whisper.receiver.first_name} ({state}): {whisper.text!r}")
        lines.append("last calls:")
        last = [each for each in self.calls if each.method != "getUpdates"][-12:]
        lines += [f"  {each.method} {each.status} {each.description or ''} {each.params}" for each in last]
        return "\n".join(lines)

    # -- updates

    def redeliver(self, update_id: int | None = None) -> Update:
        """Deliver an update once more (by default the last), as after an answer that got lost."""
        update = self.queue.redeliver(update_id)
        self.ticker.announce()
        return update

    def jump(self, by: int = 1_000_000) -> int:
        """Let the next update_id leap ahead."""
        return self.queue.jump(by)
