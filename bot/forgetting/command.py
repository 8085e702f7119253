"""`otklik export` and `otklik forget`: a customer on the command line. Both need the database alone.

What is asked for wrongly ends in ConfigError: what was found, what to type.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.config import ConfigError
from bot.desk.states import Refused
from bot.forgetting.export import export
from bot.forgetting.forget import Forgotten, Will, forget, will_go
from bot.forgetting.whom import Candidate, candidates
from bot.transaction import transaction
from storage.engine import make_sessions
from storage.errors import SAID_BY_DATABASE, passing
from storage.models import Desk

Ask = Callable[[str], str]
_OBEYED = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TRIES = 5
BUSY = "an answer to this customer is leaving right now; nothing was done. Try again in a minute"
CHANGED = "somebody changed this customer meanwhile; nothing was done. Try again"


async def export_to(
    engine: AsyncEngine, whom: str, desk: str | None, out: Path | None, now: datetime
) -> None:
    """Into a file that only its owner may read, or printed. Raises ConfigError."""
    sessions = make_sessions(engine)
    async with transaction(sessions) as session:
        found = await _one(session, await _desk(session, desk), whom)
        held = await export(session, found.id, now)
    told = _as_text(json.dumps(held, ensure_ascii=False, indent=2)) + "\n"
    if out is None:
        sys.stdout.write(told)
        return
    _write(out, told)
    print(f"{found.name}: {len(held['cases'])} cases in {out}")  # noqa: T201


def _as_text(told: str) -> str:
    """JSON leaves as they are what a terminal obeys: controls of one byte, and what turns or breaks a line."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", told)


def _write(out: Path, told: str) -> None:
    try:
        out.touch(mode=0o600)
        out.write_text(told, "utf-8")
    except OSError as error:
        raise ConfigError(f"--out {out}: cannot be written ({error.strerror})") from None


async def forget_one(
    engine: AsyncEngine, whom: str, desk: str | None, *, yes: bool, ask: Ask, now: datetime
) -> bool:
    """Shows what will go; then asks for the name, unless `yes`. False: nothing was done. Raises ConfigError."""
    sessions = make_sessions(engine)
    async with transaction(sessions) as session:
        found = await _one(session, await _desk(session, desk), whom)
        will = await will_go(session, found.id)
    print(_tells(found, will), flush=True)  # noqa: T201
    if not yes and ask(f"Type {found.name} to forget them for good: ").strip() != found.name:
        print("Nothing was done.")  # noqa: T201
        return False
    try:
        done = await _patiently(sessions, found.id, now)
    except Refused as error:
        raise ConfigError(BUSY if error.key == "forget-busy" else CHANGED) from None
    print(  # noqa: T201
        "Forgotten. While it runs, the desk also clears what stands in Telegram, at Telegram's pace;"
        f" messages: {done.shown}, cases with cards: {done.cases}."
    )
    return True


async def _patiently(
    sessions: async_sessionmaker[AsyncSession], customer_id: int, now: datetime
) -> Forgotten:
    """The desk may be at work on the same rows: each try waits for them some seconds. Raises Refused, ConfigError."""
    for _ in range(TRIES):
        try:
            async with transaction(sessions) as session:
                return await forget(session, customer_id, None, now)
        except SAID_BY_DATABASE as error:
            if not passing(error):
                raise
    raise ConfigError("the desk is too busy just now; nothing was done. Try again in a minute")


def _tells(found: Candidate, will: Will) -> str:
    lines = [
        f"{found.name} ({found.types}), {', '.join(found.links) or 'no link'}",
        f"will be forgotten; profiles: {will.identities}, cases: {will.cases}, messages in them: {will.messages}.",
    ]
    if will.open:
        lines.append(f"Cases that are open and will be closed: {will.open}.")
    return "\n".join((*lines, "Figures in reports stay. Nobody can bring the rest back but from a backup."))


async def _one(session: AsyncSession, desk: Desk, whom: str) -> Candidate:
    found = await candidates(session, desk.id, whom)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConfigError(
            f"--customer: nobody found by {whom}; type a case's number (#12), vk:123, a link, @handle or a name"
        )
    listed = "\n".join(f"  {one.line()}" for one in found)
    raise ConfigError(f"--customer: {whom} may be several, type one of the first words:\n{listed}")


async def _desk(session: AsyncSession, wanted: str | None) -> Desk:
    desks = (await session.scalars(select(Desk).order_by(Desk.id))).all()
    if not desks:
        raise ConfigError("there is no desk in this database yet: `otklik run` makes it")
    found = [one for one in desks if wanted in (None, one.title, str(one.id))]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.id} ({one.title})" for one in desks)
    raise ConfigError(f"--desk: found {'nothing' if wanted is None else wanted}, expected one of {names}")
