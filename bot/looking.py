"""What a person should mend, looked for by the program itself: at the accounts, and at the bot's place in the group."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.answering import kebab
from bot.bench import Bench
from bot.needs import Needs
from bot.networks import needs
from bot.start import Started, introduce
from bot.telegram import standing
from bot.telegram.calls import offer
from bot.telegram.commands import menu
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.texts import words, words_for
from bot.transaction import transaction
from connectors.base import Connector
from connectors.calling import CallsBack, Way
from connectors.errors import ConnectorError, Transient
from connectors.standing import Warns
from storage.errors import DATABASE_FAILED
from storage.models import Desk
from storage.queries import speaking, the_desk

log = structlog.get_logger()

EVERY = 3600.0
"""Seconds between two looks at an account: somebody may have switched something off, a token may have ended."""
AFTER_TROUBLE = 600.0
"""The same while something is wrong there: whoever mends it should hear soon that it is well."""
TRY_AGAIN = 60.0
ASK_AGAIN = 1.0
"""Seconds between two questions while the database does not answer."""


async def look_at_accounts(bench: Bench) -> None:
    """Each once: what it is called, and in words what is missing."""
    for account_id, connector in bench.networks:
        await look_at_account(bench, account_id, connector)


async def watch_account(
    bench: Bench, account_id: int, connector: Connector, sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Until cancelled, by whoever listens to it: what a person should mend is told."""
    to_mend = Needs(connector, account_id, bench.sessions, clock=bench.clock)
    looked = False
    while True:
        try:
            well = await look_at_account(bench, account_id, connector)
            looked = looked or well
            await to_mend.note(looked=looked)
            while await _changes(connector, sleep, EVERY if well and _sound(connector) else AFTER_TROUBLE):
                await to_mend.note(looked=looked)
        except Exception:
            # A defect of ours in looking must not end the listening, which goes on beside it.
            log.exception("looking at the account broke", account=connector.account_id)
            await sleep(AFTER_TROUBLE)


def _sound(connector: Connector) -> bool:
    return not (isinstance(connector, Warns) and connector.warnings)


async def _changes(connector: Connector, sleep: Callable[[float], Awaitable[None]], within: float) -> bool:
    """Whether a call shows something new of the tokens, before so many seconds have passed."""
    parts = {asyncio.ensure_future(sleep(within))}
    change = None
    if isinstance(connector, Warns):
        change = asyncio.ensure_future(connector.changed())
        parts.add(change)
    try:
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        return change is not None and change.done()
    finally:
        for part in parts:
            part.cancel()


async def look_at_account(bench: Bench, account_id: int, connector: Connector) -> bool:
    """When somebody begins to listen to it, or to answer there. False: it could not be looked at."""
    try:
        profile = await connector.start()
        bench.health.reached(f"{connector.network}:{connector.account_id}", bench.clock())
        async with transaction(bench.sessions) as session:
            await introduce(session, account_id, profile.name, profile.url, bench.clock())
            texts = words((await the_desk(session)).language)
    except ConnectorError as error:
        log.warning("account not readable", account=connector.account_id, error=kebab(error))
        return False
    except DATABASE_FAILED as error:
        log.warning("account not introduced", account=connector.account_id, error=type(error).__name__)
        return False
    for need in needs(connector, texts):
        log.warning("account needs a person", account=connector.account_id, what=need)
    return True


async def leave_calls(connector: Connector, sleep: Callable[[float], Awaitable[None]]) -> None:
    """What was posted to us before the setting changed need not be posted any more."""
    if not isinstance(connector, CallsBack) or Way.CALLED in connector.ways:
        return
    while True:
        try:
            await connector.unsubscribe()
        except Transient as error:
            log.info("still posted to", account=connector.account_id, error=kebab(error))
            await sleep(error.retry_after or TRY_AGAIN)
        except ConnectorError as error:
            log.warning("still posted to", account=connector.account_id, error=kebab(error))
            return
        else:
            return


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
    """In the desk's language, and in their own to those who chose one."""
    try:
        await bench.bot.set_my_commands(menu(words(desk.language)))
    except SENDING_FAILED as error:
        log.warning("commands not set", trouble=trouble_of(error).value)
        return
    try:
        async with bench.sessions() as session:
            people = await speaking(session, desk.id)
    except DATABASE_FAILED as error:
        log.warning("commands not set for all", error=type(error).__name__)
        return
    for person in people:
        try:
            await offer(bench.bot, person.user_id, menu(words_for(desk, person)))
        except SENDING_FAILED as error:
            log.info("commands not set", person=person.id, trouble=trouble_of(error).value)
