"""`otklik check`: every setting, token and right, and what to do about each that is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.types import WebhookInfo
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import make_bot, make_connectors
from bot.config import Settings, Unknown
from bot.database import connected
from bot.networks import needs
from bot.telegram import rights
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.hooking import PATH
from bot.texts import words
from connectors.base import Connector
from connectors.calling import Calling, CallsBack, Subscribed, Way
from connectors.errors import Auth, ConnectorError, HumanNeeded, Permanent
from connectors.standing import Expires, Powers, TellsPowers
from storage import migrate
from storage.engine import behind_transaction_pooler, make_sessions
from storage.errors import DatabaseUnavailable, SchemaMismatch
from storage.models import Desk
from storage.queries import departments_of, owners


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `todo`: what a person does about it; None: all is well."""

    what: str
    found: str
    todo: str | None = None

    def __str__(self) -> str:
        if self.todo is None:
            return f"ok   {self.what}: {self.found}"
        return f"FAIL {self.what}: {self.found}\n     → {self.todo}"


@dataclass(slots=True)
class Bound:
    """What the settings and, where there is one, the database say about Telegram."""

    operators: int | None
    departments: Sequence[tuple[str, int]] = field(default_factory=list)


async def look(settings: Settings, unknown: Sequence[Unknown] = ()) -> bool:
    """Prints what it finds; True if a desk can work with it. `unknown`: names that nobody reads."""
    well = True
    async for finding in findings(settings, unknown):
        print(finding, flush=True)  # noqa: T201
        well = well and finding.todo is None
    return well


async def findings(settings: Settings, unknown: Sequence[Unknown] = ()) -> AsyncIterator[Finding]:
    """In the order in which a person mends them."""
    yield Finding("settings", "read")
    for one in unknown:
        todo = f"did you mean {one.near}?" if one.near else None
        yield Finding(one.name, f"in {one.where}: unknown and not used", todo)
    bound = Bound(settings.operators_chat_id)
    async for finding in _database(settings, bound):
        yield finding
    async for finding in _telegram(settings, bound):
        yield finding
    for connector in make_connectors(settings):
        async for finding in _account(connector, settings):
            yield finding


# --- the database


async def _database(settings: Settings, bound: Bound) -> AsyncIterator[Finding]:
    """Reads into `bound` what Telegram has to be asked about."""
    try:
        async with connected(settings) as engine:
            if settings.database_url is not None and await behind_transaction_pooler(engine):
                todo = "connect directly or through a session pooler: LISTEN and locks need a session"
                yield Finding("database", "a transaction pooler stands between", todo)
            current = await migrate.current(engine)
            if current is None:
                yield Finding("database", "answers, is empty: the first start fills it")
                return
            migrate.accept(current)
            yield Finding("database", "answers")
            async for finding in _desk(engine, settings, bound):
                yield finding
    except DatabaseUnavailable as error:
        yield Finding("database", str(error), "start PostgreSQL, or mend DATABASE_URL or DATA_DIR")
    except SchemaMismatch as error:
        said, _, todo = str(error).partition(": ")
        yield Finding("database", said, todo)


async def _desk(engine: AsyncEngine, settings: Settings, bound: Bound) -> AsyncIterator[Finding]:
    async with make_sessions(engine)() as session:
        if (desk := (await session.scalars(select(Desk))).first()) is None:
            return
        named = await owners(session, desk.id)
        bound.departments = [
            (one.name, one.chat_id) for one in await departments_of(session, desk.id) if one.person_id is None
        ]
    if not named and not settings.owner_ids:
        yield Finding("owner", "nobody yet: each start prints a link that makes its reader the owner")
    if desk.bound_at is not None:
        bound.operators = desk.chat_id
        yield Finding("operator group", f"bound by /setup to {desk.chat_id}")


# --- Telegram


async def _telegram(settings: Settings, bound: Bound) -> AsyncIterator[Finding]:
    bot = make_bot(settings)
    try:
        me = await bot.me()
        yield Finding("telegram", f"@{me.username} answers")
        if (finding := _webhook(await bot.get_webhook_info(), settings)) is not None:
            yield finding
        async for finding in _chats(bot, settings, bound):
            yield finding
    except SENDING_FAILED as error:
        yield _no_telegram(trouble_of(error))
    finally:
        await bot.session.close()


def _webhook(info: WebhookInfo, settings: Settings) -> Finding | None:
    """The program sets and removes it by itself. Of another's address only the host is shown: the rest may be secret."""
    if settings.public_url is not None and info.url == settings.public_url + PATH:
        if not (info.last_error_message and info.pending_update_count):
            return Finding("webhook", "set")
        todo = f"pass {settings.public_url}{PATH} on to LISTEN, with a certificate that Telegram accepts"
        return Finding("webhook", f"updates do not arrive: {info.last_error_message}", todo)
    if not info.url:
        return None
    then = "takes it away: there is no PUBLIC_URL" if settings.public_url is None else "sets its own"
    return Finding("webhook", f"updates go to {urlsplit(info.url).hostname}; the start {then}")


def _no_telegram(trouble: Trouble) -> Finding:
    if trouble is Trouble.UNAUTHORIZED:
        return Finding("telegram", "does not know TELEGRAM_BOT_TOKEN", "take the token anew from @BotFather")
    todo = "look at the network, TELEGRAM_API_URL and TELEGRAM_PROXY"
    return Finding("telegram", f"no answer ({trouble.value})", todo)


async def _chats(bot: Bot, settings: Settings, bound: Bound) -> AsyncIterator[Finding]:
    if bound.operators is None:
        todo = "add the bot to the group as administrator and say /setup there, or set OPERATORS_CHAT_ID"
        yield Finding("operator group", "not known", todo)
    else:
        yield await _chat(bot, settings, "operator group", bound.operators)
    for name, chat_id in bound.departments:
        yield await _chat(bot, settings, f"department {name}", chat_id)


async def _chat(bot: Bot, settings: Settings, what: str, chat_id: int) -> Finding:
    missing = await rights.missing_rights(bot, chat_id)
    if not missing:
        return Finding(what, "the bot has its rights there")
    return Finding(what, ", ".join(missing), " ".join(rights.needs(words(settings.language), missing)))


# --- the networks


async def _account(connector: Connector, settings: Settings) -> AsyncIterator[Finding]:
    what = f"{connector.network} {connector.account_id}"
    texts = words(settings.language)
    try:
        profile = await connector.start()
        yield Finding(what, f"{profile.name} answers")
        for need in needs(connector, texts):
            yield Finding(what, "works only in part", need)
        if isinstance(connector, Expires) and connector.expires_at is not None:
            yield Finding(what, f"the token ends on {connector.expires_at:%Y-%m-%d}")
        if isinstance(connector, CallsBack) and Way.CALLED in connector.ways:
            yield _calls(what, connector, await connector.subscription(), settings)
        if isinstance(connector, TellsPowers):
            for finding in _powers(what, await connector.powers(), settings):
                yield finding
    except Auth as error:
        yield Finding(what, f"the token is refused: {error}", "make a new one, as the README tells")
    except HumanNeeded as error:
        where = "the network" if error.link is None else error.link
        yield Finding(what, str(error), f"open {where} in a browser as its administrator and pass the check")
    except Permanent as error:
        yield Finding(what, str(error), "make a token of this very account, with the rights the README names")
    except ConnectorError as error:
        yield Finding(what, str(error), "look at the network and the addresses and proxies in the settings")
    finally:
        await connector.close()


_KINDS = {"community": "a community's token", "service": "a service token", "user": "a person's token"}


def _powers(what: str, powers: Powers, settings: Settings) -> Iterator[Finding]:
    """What each token is, and what they may do together. A refused one was told by `needs`."""
    for token in powers.tokens:
        if token.kind is not None:
            wrong = token.kind != token.expected and not token.useful
            todo = f"put {_KINDS[token.expected]} there, as the README tells" if wrong else None
            yield Finding(what, f"{settings.token_name(token.slot)} is {_KINDS[token.kind]}", todo)
    texts = words(settings.language)
    can = ", ".join(texts(f"ability-{name}") for name in powers.can)
    if can:
        yield Finding(what, texts("check-can", what=can))
    lacking: dict[tuple[str, str], list[str]] = {}
    for name, lack in powers.cannot.items():
        why = settings.token_name(lack.slot), ", ".join(lack.rights)
        lacking.setdefault(why, []).append(texts(f"ability-{name}"))
    cannot = [
        texts("check-lacks", what=", ".join(names), token=token, rights=rights)
        if rights
        else texts("check-needs", what=", ".join(names), token=token)
        for (token, rights), names in lacking.items()
    ]
    if cannot:
        yield Finding(what, texts("check-cannot", what="; ".join(cannot)))


def _calls(what: str, connector: CallsBack, found: Subscribed, settings: Settings) -> Finding:
    """The program sets it up by itself where it may. Only here is the secret shown: for who enters it by hand."""
    texts = words(settings.language)
    match found.calling:
        case Calling.BY_HAND:
            needed = {**found.params, "secret": connector.call_secret()}
            return Finding(what, "does not post to us", texts(f"needs-{found.words}", **needed))
        case Calling.REFUSED:
            return Finding(what, "does not post to us", texts("needs-callback-failed", **found.params))
        case Calling.ASKED:
            return Finding(what, "will post to us when the program runs")
        case Calling.WELL:
            return Finding(what, f"posts to {found.params['url']}")
