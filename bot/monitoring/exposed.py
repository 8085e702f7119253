"""All figures of a process as Prometheus reads them."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool

from bot import VERSION
from bot.health import Health
from bot.monitoring import catalogue
from bot.monitoring.asked import Asked, Families
from bot.monitoring.counts import Counts
from bot.monitoring.gauges import family
from storage import migrate


class Exposed:
    """`page` is what a scrape gets."""

    def __init__(
        self, counts: Counts, health: Health, clock: Callable[[], datetime], engine: AsyncEngine, asked: Asked
    ) -> None:
        self._counts, self._health, self._clock = counts, health, clock
        self._engine, self._asked = engine, asked
        self._schema = migrate.head()

    async def page(self) -> bytes:
        """The text format of Prometheus. Never fails for what the database does."""
        return generate_latest(_Together(self._counts.registry, (*self._now(), *await self._asked.fresh())))

    def _now(self) -> Families:
        """How this process is at this moment."""
        parts = self._health.readiness(self._clock()).parts
        well = {(part.name,): float(part.well) for part in parts}
        return [
            family(catalogue.WELL, well),
            family(catalogue.CONNECTIONS, self._connections()),
            family(catalogue.BUILD, {(VERSION, platform.python_version(), self._schema): 1.0}),
        ]

    def _connections(self) -> dict[tuple[str, ...], float]:
        pool = self._engine.sync_engine.pool
        if not isinstance(pool, QueuePool):
            return {}
        return {("used",): pool.checkedout(), ("idle",): pool.checkedin(), ("most",): pool.size()}


class _Together(Collector):
    """A registry's figures and others, to be shown as one."""

    def __init__(self, registry: Collector, others: Iterable[Metric]) -> None:
        self._registry, self._others = registry, others

    def collect(self) -> Iterator[Metric]:
        yield from self._registry.collect()
        yield from self._others
