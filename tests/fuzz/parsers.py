"""Every parser of what comes from outside: what it is fed with, and what it may raise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.filters.callback_data import CallbackData

from bot import accounts, masks, values
from bot.desk import (
    approval,
    byhand,
    customers,
    dates,
    days,
    lookup,
    moments,
    richtext,
    signature,
    surveys,
    team,
    templates,
    timetable,
    ways,
)
from bot.desk import targets as desk_targets
from bot.desk.admitted import ADMITTED
from bot.desk.hours import Hours
from bot.desk.privacy import Mask, Privacy
from bot.desk.states import Refused
from bot.reports import grammar
from bot.reports import links as report_links
from bot.telegram import callbacks, inbox, wishes
from bot.texts import words
from bot.web.telegram import _read as read_webhook
from connectors.addresses import Inside, Reach, checked
from connectors.base import Incoming
from connectors.calling import NotFromThem, Request
from connectors.errors import Transient
from connectors.filenames import harmless
from connectors.vk import (
    answers,
    attachments,
    callback,
    counting,
    errors,
    extras,
    files,
    keyboards,
    longpoll,
    parents,
    parse,
    places,
    posts,
    reading,
    settings,
    signals,
)
from connectors.vk import values as vk_values
from storage.models import Asks, Signature
from tests.fuzz.inputs import broken_bytes, broken_json, broken_text

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
HOURS = Hours(ZoneInfo("Europe/Moscow"))
TONGUES = [words("ru"), words("bg"), words("pl"), words("en")]
SAMPLES = Path(__file__).parents[1] / "connectors" / "samples" / "vk"
BOT = Bot("4242:fuzz-telegram-token-0123456789012345")


@dataclass(frozen=True, slots=True)
class Parser:
    """`read` gets what `make` breaks of the `samples`, and raises nothing but `raises`."""

    read: Callable[[Any], object]
    make: Callable[[bytes, Sequence[Any]], Any]
    samples: Sequence[Any]
    raises: tuple[type[Exception], ...] = ()

    def made(self, data: bytes) -> Any:
        return self.make(data, self.samples)

    def tried(self, value: Any) -> None:
        """Raises what it may not raise."""
        try:
            self.read(value)
        except self.raises:
            return


# --- VK


def _events() -> list[Any]:
    return [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))]


EVENTS = _events()
PHOTO = {
    "type": "photo",
    "photo": {"id": 1, "owner_id": 2, "sizes": [{"type": "x", "url": "https://a/b", "width": 1}]},
}
ATTACHED = [
    *(
        PHOTO,
        {"type": "doc", "doc": {"id": 3, "owner_id": 4, "title": "a.pdf", "size": 5, "url": "https://a/c"}},
    ),
    {
        "type": "audio_message",
        "audio_message": {"id": 1, "owner_id": 2, "duration": 3, "link_ogg": "https://a/d"},
    },
    {
        "type": "wall",
        "wall": {"id": 1, "from_id": 2, "text": "x", "copy_history": [{"id": 1, "owner_id": -1}]},
    },
    {
        "type": "sticker",
        "sticker": {"sticker_id": 9, "images": [{"url": "https://a/e", "width": 64, "height": 64}]},
    },
    {"type": "market", "market": {"id": 1, "owner_id": -2, "title": "Mug", "price": {"text": "5"}}},
]
MESSAGE = {
    "id": 5,
    "peer_id": 7,
    "from_id": 7,
    "date": 1790000000,
    "text": "hi",
    "conversation_message_id": 3,
    "attachments": ATTACHED,
    "geo": {"type": "point", "coordinates": {"latitude": 1.5, "longitude": 2}},
    "fwd_messages": [{"from_id": 8, "text": "a", "fwd_messages": [{"text": "b", "attachments": ATTACHED}]}],
    "reply_message": {"from_id": 9, "text": "c"},
    "payload": '{"s": 1, "n": 5}',
}
LIVE = [
    {"type": "message_new", "event_id": "e", "object": {"message": MESSAGE}},
    {
        "type": "message_event",
        "event_id": "e",
        "object": {"event_id": "x", "peer_id": 7, "user_id": 7, "payload": {"s": 1}},
    },
    *EVENTS,
]
USER = {
    "id": 7,
    "first_name": "A",
    "last_name": "B",
    "city": {"title": "Riga"},
    "followers_count": 5,
    "deactivated": "x",
}
GROUPS = {"groups": [{"id": 1234, "name": "A", "screen_name": "a", "members_count": 5}], "profiles": [USER]}
ERROR = {
    "error_code": 14,
    "error_msg": "Captcha needed",
    "error_subcode": 1133,
    "captcha_sid": "1",
    "captcha_img": "https://a",
    "redirect_uri": "https://a/b",
    "request_params": [{"key": "a", "value": "b"}],
}
PAGE = {
    "count": 1,
    "items": [MESSAGE, {"id": 3, "post_id": 4, "owner_id": -1, "thread": {"items": [MESSAGE]}}],
}
CALL = {"type": "wall_reply_new", "group_id": 1234, "secret": "s3cret", "object": {"id": 1}}


def events(update: Any) -> None:
    """What is read of it can be stored, too: no number of more than 64 bits, no date out of this world."""
    for item in parse.parse(update, group_id=1234, now=NOW):
        json.dumps(vk_values.storable(getattr(item, "raw", None)))
        if isinstance(item, Incoming):
            assert item.sent_at.year < 2101
            for one in item.attachments:
                assert one.size is None or abs(one.size) < 2**63
                assert one.url is None or "\x00" not in one.url
                ADMITTED.kept_out(one.kind, one.title, one.size)


def vk_answers(answer: Any) -> None:
    answers.read_group(answer, 1234), answers.read_own_group(answer), answers.read_managed(answer, 1234)
    answers.read_allowed(answer), answers.read_user(answer, 7), answers.peer_answer(answer, 7)
    answers.reaches_back(answers.entries(answer), NOW)
    callback.read_servers(answer), settings.read_settings(answer), settings.missing_rights(answer)
    for place in places.PLACES:
        parents.read_parent(place, answer, -1234, 5)
    message = vk_values.mapping(answer)
    posts.read_post(message, -1234, 5), counting.counts_of(message), answers.read_sent(message, 1234, 7)
    signals.press_of(answer), keyboards.chosen(answer), extras.read_extras(message)
    attachments.read_attachments(answer), attachments.largest_photo(answer), attachments.largest(answer)
    longpoll.read_server(answer, 0.0), longpoll.read_ts(answer), files.attachment_name(answer)
    for way in files.ways({"kind": "dialog", "peer_id": 7}, files.PHOTO, 1234, lambda _: True):
        files.receipt(answer, way)


def refusals(error: Any) -> None:
    call = errors.Call("messages.send", "community", "7", publishes=True)
    for refusal in (errors.read_refusal(error), errors.read_peer_refusal(error)):
        str(errors.failure(refusal, call))


def polls(body: bytes) -> None:
    checked_ = longpoll.read_check(body.decode(errors="replace"))
    if checked_ is not None:
        for update in longpoll.updates_of(longpoll.News(checked_.updates, checked_.ts or "1")):
            events(update)


def calls(body: bytes) -> None:
    events(callback.read_call(Request(body), 1234, "s3cret"))


# --- Telegram

PERSON = {"id": 101, "is_bot": False, "first_name": "Anna", "username": "anna"}
CHAT = {"id": -1001, "type": "supergroup", "title": "Care"}
SAID = {
    "message_id": 5,
    "date": 1790000000,
    "chat": CHAT,
    "from": PERSON,
    "text": "?? Anna 👍 it is here",
    "entities": [
        {"type": "text_mention", "offset": 3, "length": 4, "user": PERSON},
        {"type": "bot_command", "offset": 0, "length": 2},
    ],
    "reply_to_message": {"message_id": 4, "date": 1790000000, "chat": CHAT, "text": "card"},
}
UPDATES = [
    {"update_id": 1, "message": SAID},
    {
        "update_id": 2,
        "edited_message": {
            **SAID,
            "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        },
    },
    {
        "update_id": 3,
        "callback_query": {
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "data": "o1:claim:1:1:0",
            "message": SAID,
        },
    },
    {
        "update_id": 4,
        "my_chat_member": {
            "chat": CHAT,
            "from": PERSON,
            "date": 1790000000,
            "old_chat_member": {"status": "left", "user": PERSON},
            "new_chat_member": {"status": "member", "user": PERSON},
        },
    },
]


def updates(raw: Any) -> None:
    for _, known in inbox.update_ids([raw]):
        update = inbox.read(BOT, known)
        if update is None:
            continue
        inbox.parties(update)
        message = update.message or update.edited_message
        if message is not None:
            wishes.mentioned(message, (message.text or message.caption or "").strip())
            callbacks.case_in(message.reply_markup)


def webhooks(body: bytes) -> None:
    updates(read_webhook(body))


DATA = sorted(
    (one for one in CallbackData.__subclasses__() if one.__module__.startswith("bot.")),
    key=lambda one: (one.__module__, one.__name__),
)
PRESSES = [
    *(f"{one.__prefix__}:1:2:3:4:5" for one in DATA),
    "o1:claim:1:1:0",
    "p1:open:1:2:3:4:5",
    "s1:language:ru",
]


def presses(data: str) -> None:
    for one in DATA:
        try:
            one.unpack(data)
        except (TypeError, ValueError):  # what aiogram's filter takes for "not mine"
            continue


# --- what people write

ASKED = [
    *(
        "",
        "last week vk",
        "за прошлую неделю",
        "from:anna tag:delivery parcel",
        "1.11 - 15.11.2026",
        "november 2026",
    ),
    *("yesterday against the week before", "by:Анна urgent", '"two words" -not', "#12", "@tim", "workbook"),
]
KNOWN = {
    name: [grammar.Name(1, "Anna", "anna"), grammar.Name(2, "Delivery")]
    for name in ("person", "department", "tag")
}
MOMENTS = [
    "10 min",
    "2 hours",
    "tomorrow 9:30",
    "завтра в 10",
    "пн 12:00",
    "25.12 10:00",
    "in 3 days",
    "2026-12-01 9",
]
TARGETS = ["first message urgent 15 min", "решение 2 дня", "answer none", "first comment 1h 30m"]
TEMPLATES = ["desk Hello #greet lang:en\nHello {name}!", "Bye\nBye {case} {link}", "x\n{name|friend}"]


def reports(said: str) -> None:
    grammar.understood(said, KNOWN, TONGUES, TODAY)


def finds(said: str) -> None:
    lookup.understood(said, TONGUES, TODAY)


def moment(said: str) -> None:
    found = moments.moment(said, NOW, HOURS)
    assert NOW < found <= NOW + timedelta(days=400)


def dated(said: str) -> None:
    dates.dated(said, TODAY), days.span_of(said, TODAY), days.span_between(said[:8], said[8:], TODAY)


def hours(said: str) -> None:
    timetable.understood(said, TODAY)


def promises(said: str) -> None:
    customers.promise_of(said, TODAY)


def template(said: str) -> None:
    text = templates.defined(said).text
    templates.filled(text, {"name": "Tim {name}"})


def names(said: str) -> None:
    customers.link_of(said), customers.number_of(said), byhand.told(said)
    byhand.link_in(said), ways.read(said), approval.asked(said), team.role_called(said, TONGUES[0])
    for kind in Signature:
        under = signature.signature(kind, said, None, [said])
        signature.unsigned(signature.signed("Hello", under), under)
    harmless(said)
    customers.name_of(said)


def scores(said: str) -> None:
    for asks in (Asks.NPS, Asks.CSAT):
        found = surveys.typed(said, asks)
        assert found is None or surveys.is_score(asks, found)


def shown(said: str) -> None:
    """Whatever it is, as a card's text it stays text: what is not cut away is there, unmarked."""
    for rich in (richtext.plain(said), richtext.name(said), richtext.quote(said), richtext.link("a", said)):
        assert "\x00" not in rich.html
        richtext.unmarked(rich.html)
    TONGUES[0]("refused-moment-unclear", found=said)


PRIVATE = Privacy(("RU", "DE"), (Mask("contract", "D-####/##"),), ("info@example.com",))


def private(said: str) -> None:
    PRIVATE.sorts(said)


def address(said: str) -> None:
    reading.whose(reading.read_url(said), 1234)
    places.read_key(said)
    report_links.read(said)
    checked(said, Reach(own="http://127.0.0.1:8081"))


# --- settings


def setting(read: Callable[[str], object]) -> Callable[[str], None]:
    def tried(said: str) -> None:
        read(said)

    return tried


ACCOUNTS = [
    [{"group_id": 1234, "group_token": "vk1.a.abcdefghijklmnop", "search": ["a"], "proxy": "http://a:1"}]
]


def vk_accounts(value: Any) -> None:
    accounts.read_accounts(json.dumps(value))


SETTINGS: tuple[Callable[[str], object], ...] = (
    *(masks._patterns, masks._countries, masks._contacts, values.url, values.people, values.group_chat),
    *(values.listen, values.language, values.timezone, values.time_of_day, values.endings, accounts._proxy),
    *(accounts._words, accounts._group, accounts._token, accounts._code, values.telegram_token),
)


def settings_of(said: str) -> None:
    for read in SETTINGS:
        _one_setting(read, said)


def _one_setting(read: Callable[[str], object], said: str) -> None:
    try:
        read(said)
    except ValueError:
        return


PARSERS: dict[str, Parser] = {
    "VK events": Parser(events, broken_json, LIVE),
    "VK answers": Parser(
        vk_answers,
        broken_json,
        [GROUPS, [USER], PAGE, MESSAGE, {"permissions": [{"name": "wall"}]}],
        (Transient,),
    ),
    "VK errors": Parser(refusals, broken_json, [ERROR]),
    "VK polls": Parser(polls, broken_bytes, [{"ts": "4", "updates": LIVE[:3]}, {"failed": 1, "ts": 5}]),
    "VK calls": Parser(calls, broken_bytes, [CALL, {**CALL, "object": LIVE[0]["object"]}], (NotFromThem,)),
    "VK attachments": Parser(attachments.read_attachments, broken_json, [ATTACHED]),
    "Telegram updates": Parser(updates, broken_json, UPDATES),
    "Telegram webhooks": Parser(webhooks, broken_bytes, UPDATES),
    "button data": Parser(presses, broken_text, PRESSES),
    "reports asked": Parser(reports, broken_text, ASKED, (Refused,)),
    "searches asked": Parser(finds, broken_text, ASKED, (Refused,)),
    "moments": Parser(moment, broken_text, MOMENTS, (Refused,)),
    "dates": Parser(dated, broken_text, [*MOMENTS, "01.12.2026", "2026-11-01"], (Refused,)),
    "promises": Parser(promises, broken_text, ["call him by 1.12", "until Friday (", *MOMENTS], (Refused,)),
    "targets": Parser(
        lambda said: desk_targets.understand(said, HOURS, *TONGUES), broken_text, TARGETS, (Refused,)
    ),
    "hours": Parser(
        hours, broken_text, ["mo-fr 9-18, sa 10:00-14:00", "25.12 closed", "пн-пт 9-18"], (Refused,)
    ),
    "templates": Parser(template, broken_text, TEMPLATES, (Refused,)),
    "names and links": Parser(
        names, broken_text, ["Анна Ли", "https://m.vk.com/id5?a=b", "#12", "?? @boris Hi"], (Refused,)
    ),
    "scores": Parser(scores, broken_text, ["5", "9/10", "5️⃣", "no", "да!"]),
    "words on cards": Parser(shown, broken_text, ["<b>a</b>", "a & b", "👨‍👩‍👧", "https://vk.com/a?b=c"]),
    "private data": Parser(
        private, broken_text, ["+7 495 123-45-67", "4111 1111 1111 1111", "a@b.ru", "D-1234/56"]
    ),
    "addresses": Parser(
        address, broken_text, ["https://vk.com/wall-1_2?reply=3", "r12_due", "http://1.2.3.4/"], (Inside,)
    ),
    "VK_ACCOUNTS": Parser(vk_accounts, broken_json, ACCOUNTS, (accounts.Hint, accounts.Wrong)),
    "settings": Parser(
        settings_of, broken_text, ["a: D-###; b: ???", "RU,KZ", "8 495 1234567", "09:00", "h:1", "-100"]
    ),
}

FOUND: dict[str, list[Any]] = {
    # An entity that ends within a letter of two UTF-16 units.
    "Telegram updates": [
        {
            "update_id": 1,
            "message": {
                **SAID,
                "text": "??👍 it is",
                "entities": [{"type": "text_mention", "offset": 2, "length": 1, "user": PERSON}],
            },
        }
    ],
    # Fluent takes no more than 1,000 characters in one place.
    "words on cards": ["x" * 5000],
}
"""What broke a parser once, kept for ever."""
