"""What a person should mend, looked for by the program itself: at the accounts, and at the bot's place in the group."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.answering import kebab
from bot.bench import Bench
from bot.networks import needs
from bot.start import Started, introduce
from bot.telegram import standing
from bot.telegram.commands import menu
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.texts import words
from bot.transaction import transaction
from connectors.base import Connector, ConnectorError
from storage.errors import DATABASE_FAILED
from storage.models import Desk
from storage.queries import the_desk

log = structlog.get_logger()

ASK_AGAIN = 1.0


async def look_at_accounts(bench: Bench) -> None:
    """Each once: what it is called, and in words what is missing."""
    for account_id, connector in bench.networks:
        await look_at_account(bench, account_id, connector)


async def look_at_account(bench: Bench, account_id: int, connector: Connector) -> None:
    """When somebody begins to listen to it, or to answer there."""
    try:
        profile = await connector.start()
        bench.health.reached(f"{connector.network}:{connector.account_id}", bench.clock())
        async with transaction(bench.sessions) as session:
            await introduce(session, account_id, profile.name, profile.url, bench.clock())
            texts = words((await the_desk(session)).language)
    except ConnectorError as error:
        log.warning("account not readable", account=connector.account_id, error=kebab(error))
    except DATABASE_FAILED as error:
        log.warning("account not introduced", account=connector.account_id, error=type(error).__name__)
    else:
        for need in needs(connector, texts):
            log.warning("account needs a person", account=connector.account_id, what=need)


async def watch_chats(bench: Bench, started: Started, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Until cancelled: the commands on offer, and whether the bot may do in its chats what it must."""
    if started.bound_elsewhere is not None:
        log.warning("OPERATORS_CHAT_ID is not used: /setup bound another chat", chat=started.bound_elsewhere)
    desk = await _the_desk(bench, sleep)
    if desk.chat_id is None:
        log.warning("no operator group yet: add the bot to a group as administrator and say /setup there")
    await _offer_commands(bench, desk)
    await standing.watch(bench, sleep)


async def _the_desk(bench: Bench, sleep: Callable[[float], Awaitable[None]]) -> Desk:
    """Asked until the database answers: a work that ends with an error ends the program."""
    while True:
        try:
            async with bench.sessions() as session:
                return await the_desk(session)
        except DATABASE_FAILED as error:
            log.warning("chats not watched yet", error=type(error).__name__)
        await sleep(ASK_AGAIN)


async def _offer_commands(bench: Bench, desk: Desk) -> None:
    try:
        await bench.bot.set_my_commands(menu(words(desk.language)))
    except SENDING_FAILED as error:
        log.warning("commands not set", trouble=trouble_of(error).value)
