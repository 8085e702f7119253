"""The outside world on one machine: Telegram, VK and the page to try them, with people in it."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.page import Page
from sandbox.telegram import DEFAULT_TOKEN, Chat, Limits, Message, TelegramSandbox
from sandbox.vk import VkSandbox

PAGE_PORT = 8090
PICTURES = Path(__file__).parent / "page" / "static" / "pictures"

ANNA, BORIS, PETR, OLGA = 101, 102, 103, 104
"""Telegram: two operators, a specialist, the owner."""

NINA, IGOR, MARIA = 105, 106, 107
"""Telegram: a supervisor, a trainee, a specialist of the other department."""

OPERATORS = -1001000000001
DELIVERY, QUALITY = -1001000000002, -1001000000003
"""Telegram: the operators' group and the departments'."""

BRAND = 218000001
"""The VK community; as an author it is negative."""

CITY_GUIDE = 218000002
VERA, TIM, DMITRY, LENA = 5001, 5002, 5003, 5004
"""VK: a community and people who are customers."""

VK_TOKEN = "vk1.a.sandbox-community-token"
VK_SERVICE_TOKEN = "sandbox-service-token"
ABOUT = "Coffee roastery · Saint Petersburg · beans by post since 2014"

HOUR, DAY = 3600, 86400


class World:
    """Telegram, VK and the page. `first_id` begins every numbering: runs on one database must not share ids."""

    def __init__(
        self, clock: Callable[[], float] = time.time, limits: Limits | None = None, *, first_id: int = 1
    ) -> None:
        self.first_id = first_id
        self.captions: dict[int, str] = {}
        self.telegram = TelegramSandbox(DEFAULT_TOKEN, clock=clock, limits=limits)
        self.vk = VkSandbox(clock, first_id=first_id)
        self.page = Page(self.telegram, self.vk, BRAND, self.captions, ABOUT)
        if first_id > 1:
            self.telegram.jump(first_id)

    async def start(
        self,
        host: str = "127.0.0.1",
        page_port: int = PAGE_PORT,
        *,
        telegram_port: int = 0,
        vk_port: int = 0,
    ) -> None:
        """Port 0: any free one. Raises OSError for a port in use, ValueError for a host that is not loopback."""
        try:
            await self.page.start(host, page_port)
            await self.telegram.start(host, telegram_port)
            await self.vk.start(host, vk_port)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        await self.page.stop()
        await self.vk.stop()
        await self.telegram.stop()

    async def __aenter__(self) -> Self:
        await self.start(page_port=0)
        seed(self)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The page."""
        return self.page.url

    def settings(self) -> dict[str, str]:
        """What a desk has to be configured with, by the names of its environment variables."""
        return {
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "OPERATORS_CHAT_ID": str(OPERATORS),
            "OWNER_IDS": str(OLGA),
            "VK_API_URL": self.vk.url,
            "VK_GROUP_ID": str(BRAND),
            "VK_GROUP_TOKEN": VK_TOKEN,
            "VK_SERVICE_TOKEN": VK_SERVICE_TOKEN,
        }

    async def welcome(self) -> None:
        """What the owner does once when the desk is up: opens the bot, binds the departments' groups, gives roles."""
        self.telegram.start_bot(OLGA)
        self.telegram.say(OLGA, DELIVERY, "/department Delivery")
        self.telegram.say(OLGA, QUALITY, "/department Quality")
        self.telegram.say(OLGA, OLGA, f"/staff {NINA} supervisor")
        self.telegram.say(OLGA, OLGA, f"/staff {IGOR} trainee")

    async def gather(self) -> None:
        """All others open their private chats with the bot, once it has answered the owner's every word: then it knows
        who they are. Raises AssertionError if it does not answer.
        """
        await self.telegram.wait(
            lambda: len(self._heard(OLGA)) >= 3 and self._heard(DELIVERY) and self._heard(QUALITY)
        )
        for person in self.captions:
            if person != OLGA:
                self.telegram.start_bot(person)

    def _heard(self, chat: int) -> list[Message]:
        """What the bot said there."""
        bot = self.telegram.bot.id
        return [one for one in self.telegram.messages(chat) if one.sender.id == bot]


def seed(world: World) -> None:
    """The people and places of the demo, as if they had long been there."""
    seed_telegram(world)
    seed_vk(world.vk)


def seed_telegram(world: World) -> None:
    tg = world.telegram
    people = {
        ANNA: ("Anna", "Karelina", "Operator"),
        BORIS: ("Boris", "Levin", "Operator"),
        IGOR: ("Igor", "Savin", "Trainee"),
        NINA: ("Nina", "Orlova", "Supervisor"),
        OLGA: ("Olga", "Brandt", "Owner"),
        PETR: ("Petr", "Nikonov", "Delivery"),
        MARIA: ("Maria", "Kern", "Quality"),
    }
    for number, (first, last, caption) in people.items():
        tg.add_user(number, first, last, first.lower())
        world.captions[number] = caption
    groups: list[Chat] = [
        tg.add_group(OPERATORS, "Customer care", members=[ANNA, BORIS, IGOR, NINA], owner=OLGA),
        tg.add_group(DELIVERY, "Delivery", members=[PETR], owner=OLGA),
        tg.add_group(QUALITY, "Quality", members=[MARIA], owner=OLGA),
    ]
    for chat in [*groups, *(tg.private(each) for each in people)]:
        chat.last_message_id = world.first_id - 1


def seed_vk(vk: VkSandbox) -> None:
    vk.add_group(BRAND, "Nordlicht Coffee", "nordlicht.coffee").strangers = 18_400
    vk.add_group(CITY_GUIDE, "Weekend in the City", "weekend.city")
    vk.add_token(VK_TOKEN, "community", BRAND)
    vk.add_token(VK_SERVICE_TOKEN, "service")
    vk.add_user(VERA, "Vera", "Sokolova", city="Saint Petersburg", followers=312, screen_name="vera.sokolova")
    vk.add_user(TIM, "Tim", "Becker", city="Kaliningrad", followers=48)
    vk.add_user(DMITRY, "Dmitry", "Orlov", city="Moscow", followers=12_480, screen_name="orlov.brews")
    vk.add_user(LENA, "Lena", "Novak", city="Riga", followers=1_207)
    seed_wall(vk)


def seed_wall(vk: VkSandbox) -> None:
    """Posts and comments of the last days: older than any desk that starts now, so they become no cases.

    The posts come first: in a world of its own their ids are 1, 2 and 3.
    """
    now = vk.core.world.now()
    picture = vk.photo(-BRAND, "Aurora, the winter blend", 900, 600, (PICTURES / "aurora.png").read_bytes())
    cupping = vk.add_post(
        BRAND,
        "☕ Saturday cupping is back: three Ethiopians, one Kenyan and a blind cup. 12:00, Rubinstein st. 9, "
        "free of charge. Say “in” below and we keep a chair for you.",
    )
    blend = vk.add_post(
        BRAND,
        "Aurora is here: our winter blend. Dark chocolate, orange peel, a long warm finish. Roasted every "
        "Tuesday, at yours by Friday. How do you brew it?",
        photo=picture,
    )
    parcels = vk.add_post(
        BRAND,
        "📦 Before the holidays parcels take a day longer. Order until December 18 and the beans are with you "
        "before New Year: everywhere in the country, and free from two packs on.",
    )
    asked = vk.comment(LENA, cupping, "In! May I bring a friend?")
    answered = vk.colleague_comment(cupping, "Lena, of course, two chairs are yours.", reply_to=asked)
    praise = vk.comment(DMITRY, blend, "V60, 16 g, 93 °C. The orange is really there 🍊")
    cupping.date, asked.date, answered.date = now - 4 * DAY, now - 94 * HOUR, now - 93 * HOUR
    blend.date, praise.date = now - 26 * HOUR, now - 25 * HOUR
    parcels.date = now - 3 * HOUR
    counter = vk.photo(-BRAND, "", 900, 600, (PICTURES / "parcel.png").read_bytes())
    for thing in (
        vk.add_photo(BRAND, "Parcels of the day", counter),
        vk.add_video(BRAND, "How we roast"),
        vk.add_product(BRAND, "Aurora, 250 g", "890 ₽", "The winter blend, roasted every Tuesday."),
        vk.add_product(BRAND, "Blue mug", "590 ₽", "Stoneware, 300 ml."),
        vk.add_topic(BRAND, "Delivery and returns"),
    ):
        thing.date = now - 9 * DAY
    for person in (VERA, LENA, DMITRY):
        vk.like(person, blend)
    vk.like(TIM, parcels)
