"""The world outside for `speed`: Telegram and VK in this process, without limits, and when each thing came to them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sandbox.telegram import Limits, TelegramSandbox
from sandbox.telegram.model import Call
from sandbox.vk import Limits as VkLimits
from sandbox.vk import Post, VkSandbox

OPERATORS, OLGA, ANNA = -1001000000001, 104, 101
BRAND, FIRST = 1234, 10_001
TELEGRAM_TOKEN = "4242:bench-telegram-token-0123456789abcdef"
VK_TOKEN, SERVICE_TOKEN = "vk1.a.bench-community-token", "bench-service-token"
AUTHORS = 100
"""Customers who have written before; each mention is one of theirs, under a post of its own."""
STRANGERS = 1_000_000_000
"""Who have never written, not even in a full database, have numbers beyond."""
POSTED = frozenset({"sendMessage", "sendRichMessage", "sendPhoto"})
SECONDS = 120


@dataclass(eq=False)
class Outside:
    """Who writes and who reads. `posted`: when the card with a mention's words came to Telegram, by those words."""

    telegram: TelegramSandbox
    vk: VkSandbox
    posted: dict[str, float] = field(default_factory=dict)
    cards: dict[str, Call] = field(default_factory=dict)
    authors: int = AUTHORS
    _written: set[str] = field(default_factory=set)
    _posts: list[Post] = field(default_factory=list)
    _seen: int = 0
    _said: int = 0
    _stranger: int = STRANGERS

    def settings(self) -> dict[str, str]:
        return {
            "TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "TELEGRAM_GROUP_PER_MINUTE": "0",
            "OPERATORS_CHAT_ID": str(OPERATORS),
            "OWNER_IDS": str(OLGA),
            "VK_API_URL": self.vk.url,
            "VK_GROUP_ID": str(BRAND),
            "VK_GROUP_TOKEN": VK_TOKEN,
            "VK_SERVICE_TOKEN": SERVICE_TOKEN,
            "UNDO_SECONDS": "0",
            "LISTEN": "127.0.0.1:0",
            "LANGUAGE": "en",
        }

    def mention(self, who: int | None = None) -> str:
        """A customer comments: a new case. Gives the words. `who` None: one after the other of those who wrote before."""
        number, self._said = self._said, self._said + 1
        while number // self.authors >= len(self._posts):
            self._posts.append(self.vk.add_post(BRAND, f"Our blend of the week {len(self._posts)}"))
        words = f"Where is my parcel, please? It should have been here by Tuesday, number mention{number}x"
        self._written.add(words)
        self.vk.comment(who or FIRST + number % self.authors, self._posts[number // self.authors], words)
        return words

    def stranger(self) -> str:
        """The same by somebody who has never written."""
        self._stranger += 1
        self.vk.add_user(self._stranger, f"Guest{self._stranger}", "Crowd")
        return self.mention(self._stranger)

    def prepare_posts(self, mentions: int) -> None:
        """Posts for so many more: that they are seen is not to be measured."""
        while (self._said + mentions) // self.authors >= len(self._posts):
            self._posts.append(self.vk.add_post(BRAND, f"Our blend of the week {len(self._posts)}"))

    def on_change(self) -> None:
        """What has come to Telegram since the last time."""
        calls = self.telegram.calls
        while self._seen < len(calls):
            call = calls[self._seen]
            self._seen += 1
            if call.method in POSTED:
                self._note(call)

    def _note(self, call: Call) -> None:
        said = str(call.params.get("text") or call.params.get("rich_message") or "")
        at = said.find("number mention")
        if at >= 0:
            words = (
                f"Where is my parcel, please? It should have been here by Tuesday, {said[at:].split('x')[0]}x"
            )
            if words in self._written and words not in self.posted:
                self.posted[words] = time.perf_counter()
                self.cards[words] = call

    async def card(self, words: str, timeout: float = SECONDS) -> None:
        await self.telegram.wait(lambda: words in self.posted, timeout)

    async def message_id(self, words: str) -> int:
        """Of the card, once Telegram has answered."""
        call = self.cards[words]
        await self.telegram.wait(lambda: call.status == 200)
        result = call.result
        assert isinstance(result, dict)
        return int(result["message_id"])


async def moment(world: TelegramSandbox | VkSandbox, condition: Callable[[], object]) -> float:
    """When it came to be so out there, not when somebody who waits for it was called. Raises TimeoutError."""
    found: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def look() -> None:
        if not found.done() and condition():
            found.set_result(time.perf_counter())

    forget = world.on_change(look)
    look()
    try:
        async with asyncio.timeout(SECONDS):
            return await found
    finally:
        forget()


@asynccontextmanager
async def outside(said: int = 0) -> AsyncIterator[Outside]:
    """`said`: so many messages are in the operators' group already."""
    telegram = TelegramSandbox(TELEGRAM_TOKEN, limits=Limits.off())
    vk = VkSandbox(
        limits=VkLimits(community_per_second=None, user_per_second=None, history=100_000, daily={})
    )
    telegram.add_user(ANNA, "Anna")
    telegram.add_user(OLGA, "Olga")
    telegram.add_group(OPERATORS, "Customer care", members=[ANNA], owner=OLGA).last_message_id = said
    vk.add_group(BRAND, "Nordlicht Coffee", "nordlicht")
    vk.add_token(VK_TOKEN, "community", BRAND)
    vk.add_token(SERVICE_TOKEN, "service")
    for number in range(FIRST, FIRST + AUTHORS):
        vk.add_user(number, f"Guest{number}", "Crowd", city="Riga", followers=48)
    async with telegram, vk:
        made = Outside(telegram, vk)
        telegram.on_change(made.on_change)
        yield made


async def quiet(outside: Outside, seconds: float) -> None:
    """Until nothing has come to Telegram for so long."""
    while True:
        before = len(outside.telegram.calls)
        await asyncio.sleep(seconds)
        if len(outside.telegram.calls) == before:
            return
