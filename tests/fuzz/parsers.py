"""Every parser of what comes from outside: what it is fed with, and what it may raise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Update, User

from bot import accounts, log, masks, values
from bot.config import ConfigError, load
from bot.desk import (
    approval,
    byhand,
    closed,
    customers,
    dates,
    days,
    finding,
    lookup,
    moments,
    nights,
    noise,
    richtext,
    sameness,
    signature,
    sorting,
    surveys,
    team,
    templates,
    timetable,
    ways,
)
from bot.desk import targets as desk_targets
from bot.desk.admitted import ADMITTED
from bot.desk.found import around
from bot.desk.hours import Hours
from bot.desk.privacy import Mask, Privacy
from bot.desk.sameness import Given
from bot.desk.states import Refused
from bot.desk.view import Drawn
from bot.forgetting import command
from bot.hushing import hush, hushed
from bot.reports import grammar
from bot.reports import links as report_links
from bot.telegram import callbacks, inbox, wishes
from bot.texts import words
from bot.web.telegram import _read as read_webhook
from connectors.addresses import Inside, Reach, checked
from connectors.base import AttachmentKind, Incoming, Kind, LengthUnit
from connectors.calling import NotFromThem, Request
from connectors.errors import Transient
from connectors.filenames import harmless, mime
from connectors.files import Upload
from connectors.lengths import in_characters
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
from storage.models import Account, Asks, Noise, Signature, Template
from tests.fuzz import asking
from tests.fuzz.inputs import broken_bytes, broken_json, broken_text, nested
from tests.fuzz.samples import (
    ANSWERED,
    ATTACHED,
    CALL,
    ERROR,
    GROUPS,
    LIVE,
    LOOKS,
    LOST,
    MESSAGE,
    NEWS,
    PAGE,
    PERSON,
    POLLED,
    SAID,
    SEARCHED,
    SERVER,
    UPDATES,
    USER,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
HOURS = Hours(ZoneInfo("Europe/Moscow"))
TONGUES = [words("ru"), words("bg"), words("pl"), words("en")]
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


def events(update: Any) -> None:
    """What is read of it can be stored, too: no number of more than 64 bits, no date out of this world."""
    signals.press_of(update)
    for item in parse.parse(update, group_id=1234, now=NOW):
        json.dumps(vk_values.storable(getattr(item, "raw", None)))
        if isinstance(item, Incoming):
            assert item.sent_at.year < 2101
            for one in item.attachments:
                assert one.size is None or abs(one.size) < 2**63
                assert one.url is None or "\x00" not in one.url
                ADMITTED.kept_out(one.kind, one.title, one.size)


UPLOAD = Upload(AttachmentKind.DOCUMENT, "a.pdf", asking.nothing, size=5)


def vk_answers(answer: Any) -> None:
    files.same_files(answer, [UPLOAD])
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
            callbacks.may_be_card(message)


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
    press = CallbackQuery(id="1", from_user=User.model_validate(PERSON), chat_instance="1", data=data)
    callbacks.as_drawn(Update(update_id=1, callback_query=press))
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
    *(
        "25.10 - 5.1",
        "yesterday against the week before",
        "by:Анна urgent",
        '"two words" -not',
        "#12",
        "@tim",
        "workbook",
    ),
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
    templates.filled(text, {"name": "Tim {name}"}), templates.variables(text)


def told_when_closed(said: str) -> None:
    closed.filled(closed.checked(said), "9–18", "tomorrow")


def customers_words(said: str) -> None:
    """What is looked for in them before anybody reads them."""
    for level in Noise:
        for kind in (Kind.COMMENT, Kind.REPOST):
            noise.noise_of(said, kind=kind, level=level, ours={"nordlicht coffee"})
    noise.our_names(Account(title=said, url=said, external_id="1234"))
    kept = [Template(name=said, text="Good day!", used=0), Template(name="Hello", text=said, used=1)]
    finding.best(kept, said, 5), finding.found(kept, said[:4096])
    sameness.repeated([Given(said, 1, "Tim", 1), Given(said, 2, said, 1), Given("Good day!", 3, None, 2)])
    kept_so = said.encode(errors="replace").decode()
    for unit in LengthUnit:
        assert in_characters(kept_so, 4096, unit)[1] >= 0


def tags(said: str) -> None:
    found = sorting.tags_in(said)
    assert all("#" not in one for one in found)
    sorting.category_called(said, *TONGUES), sorting.priority_called(said, *TONGUES)
    sorting.outcome_called(said, *TONGUES), sorting.sameness(said), sorting.tags_named(said)


def names(said: str) -> None:
    customers.link_of(said), customers.number_of(said), byhand.told(said)
    byhand.link_in(said), ways.read(said), approval.asked(said), team.role_called(said, TONGUES[0])
    for kind in Signature:
        under = signature.signature(kind, said, None, [said])
        signature.unsigned(signature.signed("Hello", under), under)
    harmless(said), mime(said)
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
    richtext.fill(TONGUES[0], "refused-moment-unclear", found=said)
    around(said), nights.without_mentions(Drawn(said))


def logged(said: str) -> None:
    """Two of them, as an error quotes what was said just then."""
    hush([said])
    log._visible(hushed(f"no such note: {said}"), one_line=True)
    exported = command._as_text(json.dumps(said, ensure_ascii=False))
    assert json.loads(exported) == said
    assert not set(exported) & {"\x1b", "\x9b", "\u202e", "\u2028"}


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


ENVIRONMENT = {
    "TELEGRAM_BOT_TOKEN": "4242:fuzz-telegram-token-0123456789012345",
    "OPERATORS_CHAT_ID": "-1001000000001",
    "OWNER_IDS": "104, 105",
    "VK_GROUP_ID": "1234",
    "VK_GROUP_TOKEN": "vk1.a.fuzz-community-token",
    "LISTEN": "127.0.0.1:8080",
    "PUBLIC_URL": "https://desk.example",
    "METRICS_TOKEN": "0123456789abcdefgh",
    "UNDO_SECONDS": "10",
    "TIMEZONE": "UTC",
    "LANGUAGE": "ru",
    "FILES_MAX_MB": "20",
    "SUMMARY_AT": "09:00",
    "DATABASE_URL": "postgresql://otklik:secret@localhost/otklik",
}


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


def environment(given: Any) -> None:
    load({str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}, None)


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
    "VK searches": Parser(asking.searches, broken_json, SEARCHED),
    "VK cursors": Parser(asking.cursors, broken_json, POLLED),
    "VK readers": Parser(asking.readers, broken_json, ANSWERED),
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
    "what is told when closed": Parser(
        told_when_closed, broken_text, ["Closed. {hours} {opens}"], (Refused,)
    ),
    "customers' words": Parser(
        customers_words, broken_text, ["[id5|Vera Sokolova] look!", "👍👍", "club1234 where is it? www.a.ru"]
    ),
    "tags": Parser(tags, broken_text, ["late #late-delivery", "#12 #XXL", "#complaint"], (Refused,)),
    "names and links": Parser(
        names, broken_text, ["Анна Ли", "https://m.vk.com/id5?a=b", "#12", "?? @boris Hi"], (Refused,)
    ),
    "scores": Parser(scores, broken_text, ["5", "9/10", "5️⃣", "no", "да!"]),
    "words on cards": Parser(shown, broken_text, ["<b>a</b>", "a & b", "👨‍👩‍👧", "https://vk.com/a?b=c"]),
    "log lines": Parser(logged, broken_text, ["Detail: (1, Tim)", "postgresql://a:b@c", "+7 900 555-01-22"]),
    "private data": Parser(
        private, broken_text, ["+7 495 123-45-67", "4111 1111 1111 1111", "a@b.ru", "D-1234/56"]
    ),
    "addresses": Parser(
        address, broken_text, ["https://vk.com/wall-1_2?reply=3", "r12_due", "http://1.2.3.4/"], (Inside,)
    ),
    "VK_ACCOUNTS": Parser(vk_accounts, broken_json, ACCOUNTS, (accounts.Hint, accounts.Wrong)),
    "environment": Parser(environment, broken_json, [ENVIRONMENT], (ConfigError,)),
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
    # A place of an older version, one that somebody spoiled, and a clock that was wrong.
    "VK searches": [
        [{"looks": {"nordlicht": {"from": 1, "until": 2}}, "next": 0}, NEWS],
        [{"looks": {"nordlicht": "yesterday", "@": []}, "next": "soon"}, NEWS],
        # More is there than VK gives, and the oldest of it is from before the calendar.
        [LOOKS, *[{"items": [{"id": 5, "owner_id": 9, "date": -(2**63)}], "total_count": 9}] * 9],
    ],
    "VK cursors": [
        [{"ts": "5", "lost": {"since": "2026-11-21", "until": None}, "open": 7}, SERVER],
        [{"ts": "5", "lost": {"since": LOST["since"], "until": LOST["until"]}}, SERVER],
    ],
    # A button's payload that is deeper than Python goes.
    "VK events": [
        {"type": "message_event", "object": {"peer_id": 7, "event_id": "x", "payload": "[" * 5000}},
        {"type": "message_event", "object": {"peer_id": 7, "event_id": "x", "payload": nested({}, 800)}},
    ],
    # Fluent takes no more than 1,000 characters in one place.
    "words on cards": ["x" * 5000],
}
"""What broke a parser once, kept for ever."""
