"""Whether this machine's clock is right: by what Telegram, the networks and the database say that it is.

What is due, who waits how long and what is new are told from it, against what networks say when something was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.checking.finding import Finding

LIMIT = timedelta(seconds=30)
"""More is seen on cards, and makes deadlines late or early."""
SECONDS = 10
FAILED = (aiohttp.ClientError, OSError, TimeoutError, ProxyError, ProxyConnectionError, ProxyTimeoutError)
DATABASE = "the database"

Clock = Callable[[], datetime]


async def ahead_of_server(url: str, proxy: str | None, clock: Clock) -> timedelta | None:
    """How far our clock is ahead of the `Date` of an HTTP answer, which counts whole seconds; None: it does not tell."""
    connector = None if proxy is None else ProxyConnector.from_url(proxy)
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as http:
            before = clock()
            async with http.get(url, allow_redirects=False) as answer:
                said = answer.headers.get("Date", "")
                theirs = parsedate_to_datetime(said) + timedelta(seconds=0.5)
            return before + (clock() - before) / 2 - theirs.astimezone(UTC)
    except (*FAILED, ValueError):
        return None


async def ahead_of_database(engine: AsyncEngine, clock: Clock) -> timedelta:
    async with engine.connect() as connection:
        before = clock()
        theirs = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
        moment: datetime = theirs
        return before + (clock() - before) / 2 - moment


def judged(ahead: Mapping[str, timedelta | None]) -> list[Finding]:
    """`ahead`: of whom our clock is ahead by how much (behind: negative). Of whom nobody can tell is told elsewhere."""
    known = {name: one for name, one in ahead.items() if one is not None}
    wrong = {name: one for name, one in known.items() if abs(one) > LIMIT}
    if known and not wrong:
        return [Finding("clock", f"as {', '.join(known)} have it")]
    return [Finding("clock", _said(name, one), _todo(name, wrong)) for name, one in wrong.items()]


def _said(name: str, ahead: timedelta) -> str:
    way = "ahead of" if ahead > timedelta(0) else "behind"
    return f"{abs(ahead).total_seconds():.0f} s {way} {name}"


def _todo(name: str, wrong: Mapping[str, timedelta]) -> str:
    if name == DATABASE and len(wrong) == 1:
        return "set the clock of the machine that PostgreSQL runs on, for instance by NTP"
    return "set this machine's clock, for instance by `timedatectl set-ntp true`"
