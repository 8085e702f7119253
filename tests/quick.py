"""What hundreds of desks in one process need not each pay for. Measured: a third of the processor's time of a flow."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import certifi
import pytest
from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from connectors.vk.limiter import Limiter

STATEMENTS = 3000
_first: list[Engine] = []


def quick(engine: AsyncEngine) -> AsyncEngine:
    """An engine that compiles no statement which an earlier one has compiled: they share dialect and cache."""
    own: Any = engine.sync_engine
    known: Any = _first[0] if _first else None
    if known is None or known.dialect.server_version_info is None:
        # Not connected yet, or nobody has: a dialect learns from its first connection.
        _first[:] = [own]
        own._compiled_cache = LRUCache(STATEMENTS)
    else:
        own.dialect = own.pool._dialect = known.dialect
        own._compiled_cache = known._compiled_cache
    return engine


@contextmanager
def certificates_once() -> Iterator[None]:
    """aiogram reads the same 140 certificates for every bot."""
    real, ours = ssl.create_default_context, certifi.where()
    once = real(cafile=ours)

    def context(*args: Any, **how: Any) -> ssl.SSLContext:
        return once if not args and how == {"cafile": ours} else real(*args, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", context)
        yield


class OwnTime:
    """Passes only when somebody sleeps, and then at once."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += seconds


def paced(per_second: int) -> Limiter:
    """Keeps a token's pace on a time of its own: where the sandbox's VK counts no calls, nobody has to wait for it."""
    time = OwnTime()
    return Limiter(per_second, clock=time, sleep=time.sleep)
