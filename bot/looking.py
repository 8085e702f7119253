"""What a person should mend, looked for by the program itself: at the accounts, and at the bot's place in the group."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.answering import kebab
from bot.bench import Bench
from bot.networks import needs
from bot.notices import tell_owners_once
from bot.start import Started, introduce
from bot.telegram import rights
from bot.telegram.commands import menu
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.texts import words
from bot.transaction import transaction
from connectors.base import Connector, ConnectorError
from storage.errors import DATABASE_FAILED
from storage.models import Desk
from storage.queries import the_desk

log = structlog.get_logger()

LOOK_EVERY = 60.0
"""Seconds. Changes come as updates, but another process may get them."""


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
            await introduce(session, account_id, profile.name, profile.url)
            texts = words((await the_desk(session)).language)
    except ConnectorError as error:
        log.warning("account not readable", account=connector.account_id, error=kebab(error))
    except DATABASE_FAILED as error:
        log.warning("account not introduced", account=connector.account_id, error=type(error).__name__)
    else:
        for need in needs(connector, texts):
            log.warning("account needs a person", account=connector.account_id, what=need)


async def watch_group(bench: Bench, started: Started, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Until cancelled: the commands on offer, and whether the bot may do there what it must."""
    if started.bound_elsewhere is not None:
        log.warning("OPERATORS_CHAT_ID is not used: /setup bound another chat", chat=started.bound_elsewhere)
    async with bench.sessions() as session:
        await _offer_commands(bench, await the_desk(session))
    known: tuple[int | None, tuple[str, ...]] | None = None
    while True:
        try:
            async with bench.sessions() as session:
                desk = await the_desk(session)
            missing = await _missing(bench, desk)
            if known is None or missing != ("unknown",):
                await _say(bench, desk, missing, new=(desk.chat_id, missing) != known)
                known = (desk.chat_id, missing)
        except DATABASE_FAILED as error:
            log.warning("operator group not looked at", error=type(error).__name__)
        await sleep(LOOK_EVERY)


async def _offer_commands(bench: Bench, desk: Desk) -> None:
    try:
        await bench.bot.set_my_commands(menu(words(desk.language)))
    except SENDING_FAILED as error:
        log.warning("commands not set", trouble=trouble_of(error).value)


async def _missing(bench: Bench, desk: Desk) -> tuple[str, ...]:
    return () if desk.chat_id is None else tuple(await rights.missing_rights(bench.bot, desk.chat_id))


async def _say(bench: Bench, desk: Desk, missing: tuple[str, ...], *, new: bool) -> None:
    if desk.chat_id is None:
        bench.health.bad(rights.OPERATORS, "not bound yet: say /setup in it")
        if new:
            log.warning("no operator group yet: add the bot to a group as administrator and say /setup there")
        return
    texts = words(desk.language)
    rights.report(bench, texts, missing)
    if not missing or not new:
        return
    log.warning("operator group", chat=desk.chat_id, needs=" ".join(rights.needs(texts, missing)))
    async with transaction(bench.sessions) as session:
        for one in rights.SERIOUS.intersection(missing):
            await tell_owners_once(session, desk, f"owner-group-{one}", {}, bench.clock())
