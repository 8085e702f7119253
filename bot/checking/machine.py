"""What this machine must have: a free port, files that are nobody else's business, and a way to draw."""

from __future__ import annotations

import errno
import socket
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from bot.checking.finding import Finding
from bot.reports.charts import DrawingFailed, drawn
from bot.reports.plotted import Chart, Series
from bot.values import Address

SECONDS = 5

Draw = Callable[[], Awaitable[object]]


async def port(name: str, address: Address) -> Finding:
    """Free, or taken by a desk that runs already."""
    host = address.host
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, address.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE and await _ours(address):
            return Finding(name, f"{address} is served by a desk that runs")
        return Finding(name, f"{address}: {_why(error)}", f"give {name} another host:port")
    return Finding(name, f"{address} is free")


def _why(error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return "another program listens there"
        case errno.EADDRNOTAVAIL:
            return "this machine does not have that address"
        case errno.EACCES | errno.EPERM:
            return "ports below 1024 need special rights"
        case _:
            return error.strerror or type(error).__name__


async def _ours(address: Address) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 - asked, not bound
    url = f"http://{Address(host, address.port)}/healthz"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as http,
            http.get(url) as answer,
        ):
            return answer.headers.get("Server") == "otklik"
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False


def metrics(listen: Address | None, *, token: bool) -> Iterator[Finding]:
    """An address that others reach, where nobody may read."""
    if listen is not None and not token and not _loopback(listen.host):
        found = f"{listen} is seen from other machines, and none of them may read it"
        yield Finding("METRICS_LISTEN", found, "set METRICS_TOKEN, here and in Prometheus")


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def secrets(env_file: Path) -> Iterator[Finding]:
    """Whether the file with the tokens is anybody's to read."""
    try:
        mode = env_file.stat().st_mode
    except OSError:
        return
    if mode & 0o007:
        todo = f"chmod 600 {env_file}; if others use this machine, make new tokens as well"
        yield Finding(str(env_file), "everybody on this machine can read the tokens", todo)
    else:
        yield Finding(str(env_file), "nobody else can read it")


def times(zone: ZoneInfo, language: str, now: datetime) -> Finding:
    """For a person to see that it is theirs."""
    return Finding(
        "time", f"{now.astimezone(zone):%H:%M} in {zone.key} (TIMEZONE); the words are {language} (LANGUAGE)"
    )


async def pictures(draw: Draw) -> Finding:
    """The process that draws for reports, with its fonts."""
    try:
        await draw()
    except DrawingFailed as error:
        todo = "summaries come without pictures; install the locked packages anew (`make setup`), and leave 150 MB free"
        return Finding("pictures", str(error), todo)
    return Finding("pictures", "can be drawn")


async def draw_one() -> object:
    """The smallest there is."""
    one = Chart("hours", "hours", "Ж", "", "", 1, (Series("a", (1.0,)), Series("b", (2.0,))), {0: "0"})
    return await drawn([one], seconds=60)
