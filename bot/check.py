"""`otklik check`: every setting, token and right, and what to do about each that is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from bot.app import make_bot, make_connectors
from bot.config import Settings
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.rights import missing_rights
from bot.texts import words
from connectors.base import ConnectorError
from storage import migrate
from storage.embedded import running as embedded
from storage.engine import behind_transaction_pooler, check, make_engine, make_sessions
from storage.errors import DatabaseUnavailable
from storage.queries import the_desk


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `todo`: what a person does about it; None: all is well."""

    what: str
    found: str
    todo: str | None = None

    def __str__(self) -> str:
        sign = "ok  " if self.todo is None else "FAIL"
        return f"{sign} {self.what}: {self.found}" + ("" if self.todo is None else f"\n       → {self.todo}")


async def look(settings: Settings) -> bool:
    """Prints what it finds; True if a desk can work with it."""
    well = True
    async for finding in findings(settings):
        print(finding, flush=True)  # noqa: T201
        well = well and finding.todo is None
    return well


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """In the order in which a person mends them."""
    yield Finding("settings", "read")
    chat_id = settings.operators_chat_id
    async for finding, bound in _database(settings):
        chat_id = bound or chat_id
        yield finding
    async for finding in _telegram(settings, chat_id):
        yield finding
    for connector in make_connectors(settings):
        try:
            profile = await connector.start()
            yield Finding(f"{connector.network} {connector.account_id}", f"{profile.name} answers")
            for warning in getattr(connector, "warnings", ()):
                yield Finding(
                    f"{connector.network} {connector.account_id}", str(warning), "mend it in the community"
                )
        except ConnectorError as error:
            todo = "take a new token with the rights the README names, or try again when the network answers"
            yield Finding(f"{connector.network} {connector.account_id}", str(error), todo)
        finally:
            await connector.close()


async def _database(settings: Settings) -> AsyncIterator[tuple[Finding, int | None]]:
    async with AsyncExitStack() as stack:
        try:
            if settings.database_url is not None:
                url = settings.database_url.get_secret_value()
            else:
                url = (await stack.enter_async_context(embedded(settings.data_dir))).url()
            engine = make_engine(url)
            stack.push_async_callback(engine.dispose)
            await check(engine)
        except DatabaseUnavailable as error:
            yield Finding("database", str(error), "start PostgreSQL, or mend DATABASE_URL"), None
            return
        if settings.database_url is not None and await behind_transaction_pooler(engine):
            todo = "use a session pooler or connect directly: LISTEN and advisory locks need a session"
            yield Finding("database", "a transaction pooler stands between", todo), None
        current = await migrate.current(engine)
        if current not in (None, migrate.head()):
            yield Finding("database", f"its schema is {current}", "run: otklik migrate"), None
            return
        yield Finding("database", "answers"), None
        if current is not None:
            async with make_sessions(engine)() as session:
                try:
                    desk = await the_desk(session)
                except NoResultFound:
                    return
            if desk.bound_at is not None:
                yield Finding("operator group", f"bound by /setup to {desk.chat_id}"), desk.chat_id


async def _telegram(settings: Settings, chat_id: int | None) -> AsyncIterator[Finding]:
    bot = make_bot(settings)
    try:
        me = await bot.me()
        yield Finding("telegram", f"@{me.username} answers")
        if chat_id is None:
            todo = "add the bot to the group as administrator and say /setup there (or set OPERATORS_CHAT_ID)"
            yield Finding("operator group", "not known", todo)
            return
        missing = await missing_rights(bot, chat_id)
        texts = words(settings.language)
        for one in missing:
            yield Finding("operator group", one, texts(f"right-{one.replace('_', '-')}"))
        if not missing:
            yield Finding("operator group", "the bot has its rights")
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        todo = (
            "take the token anew from @BotFather"
            if trouble is Trouble.UNAUTHORIZED
            else "check the network, TELEGRAM_API_URL and TELEGRAM_PROXY"
        )
        yield Finding("telegram", trouble.value, todo)
    finally:
        await bot.session.close()
