"""`otklik check`: every setting, token and right, and what to do about each that is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from aiogram import Bot
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import make_bot, make_connectors, utc_now
from bot.checking import clocks, hook, machine, server, standing
from bot.checking.finding import Finding
from bot.config import Settings, Unknown
from bot.database import connected
from bot.networks import needs
from bot.telegram import rights
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
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

RENEW = timedelta(days=7)
"""So long before its end a token should be made anew."""


@dataclass(slots=True)
class Bound:
    """What the settings and, where there is one, the database say about Telegram."""

    operators: int | None
    topic: int | None = None
    """Of the operators' group."""
    departments: Sequence[tuple[str, int, int | None]] = field(default_factory=list)
    """Name, chat, topic."""
    ahead: timedelta | None = None
    """Of the database's clock ours."""


@dataclass(frozen=True, slots=True)
class Here:
    """What belongs to where the program runs. `env_file`: where settings may stand. `draw`: makes a picture."""

    env_file: Path | None = None
    clock: Callable[[], datetime] = utc_now
    draw: machine.Draw = machine.draw_one


async def look(settings: Settings, unknown: Sequence[Unknown] = ()) -> bool:
    """Prints what it finds; True if a desk can work with it. `unknown`: names that nobody reads."""
    well = True
    async for finding in findings(settings, unknown, Here(Path(".env"))):
        print(finding, flush=True)  # noqa: T201
        well = well and finding.todo is None
    return well


async def findings(
    settings: Settings, unknown: Sequence[Unknown] = (), here: Here | None = None
) -> AsyncIterator[Finding]:
    """In the order in which a person mends them."""
    here = here or Here()
    yield Finding("settings", "read")
    for one in unknown:
        todo = f"did you mean {one.near}?" if one.near else None
        yield Finding(one.name, f"in {one.where}: unknown and not used", todo)
    async for finding in _machine(settings, here):
        yield finding
    bound = Bound(settings.operators_chat_id)
    async for finding in _database(settings, bound, here):
        yield finding
    async for finding in _clocks(settings, bound, here):
        yield finding
    async for finding in _telegram(settings, bound):
        yield finding
    for connector in make_connectors(settings):
        async for finding in _account(connector, settings, here):
            yield finding
    yield await machine.pictures(here.draw)


async def _machine(settings: Settings, here: Here) -> AsyncIterator[Finding]:
    if here.env_file is not None:
        for finding in machine.secrets(here.env_file):
            yield finding
    yield machine.times(settings.timezone, settings.language, here.clock())
    yield await machine.port("LISTEN", settings.listen)
    if settings.metrics_listen is not None:
        yield await machine.port("METRICS_LISTEN", settings.metrics_listen)
    for finding in machine.metrics(settings.metrics_listen, token=settings.metrics_token is not None):
        yield finding


async def _clocks(settings: Settings, bound: Bound, here: Here) -> AsyncIterator[Finding]:
    def reveal(proxy: SecretStr | None) -> str | None:
        return None if proxy is None else proxy.get_secret_value()

    ahead = {
        "Telegram": await clocks.ahead_of_server(
            settings.telegram_api_url, reveal(settings.telegram_proxy), here.clock
        ),
        "VK": await clocks.ahead_of_server(settings.vk_api_url, reveal(settings.vk_proxy), here.clock),
        clocks.DATABASE: bound.ahead,
    }
    for finding in clocks.judged(ahead):
        yield finding


# --- the database


async def _database(settings: Settings, bound: Bound, here: Here) -> AsyncIterator[Finding]:
    """Reads into `bound` what Telegram has to be asked about."""
    try:
        async with connected(settings) as engine:
            if settings.database_url is not None and await behind_transaction_pooler(engine):
                todo = "connect directly or through a session pooler: LISTEN and locks need a session"
                yield Finding("database", "a transaction pooler stands between", todo)
            bound.ahead = await clocks.ahead_of_database(engine, here.clock)
            async for finding in server.permitted(engine):
                yield finding
            if settings.database_url is None:
                yield server.room(settings.data_dir)
            current = await migrate.current(engine)
            if current is None:
                yield Finding("database", "answers, is empty: the first start fills it")
                return
            migrate.accept(current)
            yield Finding("database", f"answers, its schema is {current}, as it should be")
            async for finding in _desk(engine, settings, bound, here):
                yield finding
    except DatabaseUnavailable as error:
        yield Finding("database", str(error), _mend_database(str(error)))
    except SchemaMismatch as error:
        said, _, todo = str(error).partition(": ")
        yield Finding("database", said, todo)


def _mend_database(said: str) -> str:
    if said.endswith("is needed"):
        return "give a database of a newer server, made with ENCODING 'UTF8', or leave DATABASE_URL empty"
    return "start PostgreSQL, or mend DATABASE_URL or DATA_DIR"


async def _desk(engine: AsyncEngine, settings: Settings, bound: Bound, here: Here) -> AsyncIterator[Finding]:
    async with make_sessions(engine)() as session:
        if (desk := (await session.scalars(select(Desk))).first()) is None:
            return
        named = await owners(session, desk.id)
        bound.departments = [
            (one.name, one.chat_id, one.thread_id)
            for one in await departments_of(session, desk.id)
            if one.person_id is None
        ]
        if not named and not settings.owner_ids:
            yield Finding("owner", "nobody yet: each start prints a link that makes its reader the owner")
        async for finding in standing.told(session, desk):
            yield finding
        if desk.bound_at is not None:
            bound.operators, bound.topic = desk.chat_id, desk.thread_id
            yield Finding("operator group", f"bound by /setup to {desk.chat_id}")
        async for finding in standing.lanes(session, here.clock()):
            yield finding


# --- Telegram


async def _telegram(settings: Settings, bound: Bound) -> AsyncIterator[Finding]:
    bot = make_bot(settings)
    try:
        me = await bot.me()
        yield Finding("telegram", f"@{me.username} answers")
        info = await bot.get_webhook_info()
        for finding in (
            hook.address(settings.public_url, settings.telegram_api_url),
            hook.judged(info, settings.public_url),
        ):
            if finding is not None:
                yield finding
        async for one in _chats(bot, settings, bound):
            yield one
    except SENDING_FAILED as error:
        yield _no_telegram(trouble_of(error))
    finally:
        await bot.session.close()


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
        yield await _chat(bot, settings, "operator group", bound.operators, bound.topic, "/setup")
    for name, chat_id, topic in bound.departments:
        command = f"/department {name}"
        yield await _chat(bot, settings, f"department {name}", chat_id, topic, command)


async def _chat(
    bot: Bot, settings: Settings, what: str, chat_id: int, topic: int | None, command: str
) -> Finding:
    """`command`: what binds another topic."""
    missing = await rights.missing_rights(bot, chat_id)
    if missing:
        return Finding(what, ", ".join(missing), " ".join(rights.needs(words(settings.language), missing)))
    if topic is not None and not await rights.topic_is_there(bot, chat_id, topic):
        todo = f"say {command} in another topic; until then the group itself is used"
        return Finding(what, "its topic is closed or deleted", todo)
    return Finding(what, "the bot has its rights there")


# --- the networks


async def _account(connector: Connector, settings: Settings, here: Here) -> AsyncIterator[Finding]:
    what = f"{connector.network} {connector.account_id}"
    texts = words(settings.language)
    try:
        profile = await connector.start()
        yield Finding(what, f"{profile.name} answers")
        for need in needs(connector, texts):
            yield Finding(what, "works only in part", need)
        if isinstance(connector, Expires) and connector.expires_at is not None:
            ends = connector.expires_at
            soon = ends - here.clock() < RENEW
            todo = "make a new one now, as the README tells, and start the program with it" if soon else None
            yield Finding(what, f"the token ends on {ends:%Y-%m-%d}", todo)
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
