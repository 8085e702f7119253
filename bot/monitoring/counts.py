"""What happens in this process, counted. One `Counts` a running desk, in a registry of its own; no globals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, ProcessCollector
from prometheus_client.metrics import MetricWrapperBase

from bot.monitoring import catalogue
from bot.monitoring.catalogue import PREFIX, Figure

W = TypeVar("W", bound=MetricWrapperBase)

KINDS = ("press", "message", "edit", "member")
"""Of Telegram's updates."""
SENT = {
    "group": ("card", "notice"),
    "private": ("card", "notice"),
    "network": ("answer", "deed", "notice"),
}
"""What goes to which kind of lane."""
OUTCOMES = ("sent", "same", "again", "doubt", "failed", "stopped", "taken_back")
"""Of a sending."""


class Counts:
    """What of it each figure means is in the catalogue."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.deliveries = self._made(Counter, catalogue.DELIVERIES)
        self.delivery_seconds = self._histogram(catalogue.DELIVERY_SECONDS)
        self.lane_pauses = self._made(Counter, catalogue.LANE_PAUSES)
        self.card_seconds = self._histogram(catalogue.CARD_SECONDS)
        self.answer_seconds = self._histogram(catalogue.ANSWER_SECONDS)
        self.update_seconds = self._histogram(catalogue.UPDATE_SECONDS)
        self.updates = self._made(Counter, catalogue.UPDATES)
        self.items = self._made(Counter, catalogue.ITEMS)
        self.polls = self._made(Counter, catalogue.POLLS)
        self.ticks = self._made(Counter, catalogue.TICKS)
        self.requests = self._made(Counter, catalogue.REQUESTS)
        self.leads = self._made(Gauge, catalogue.LEADS)

        self._begin()

    def _begin(self) -> None:
        """All that alerts ask for begins at 0: the first one of a series that was not there is no increase."""
        for lane, things in SENT.items():
            self.lane_pauses.labels(lane)
            for what in things:
                for outcome in OUTCOMES:
                    self.deliveries.labels(lane, what, outcome)
        for kind in KINDS:
            for outcome in ("done", "postponed", "failed", "parked"):
                self.updates.labels(kind, outcome)

    def _made(self, kind: type[W], figure: Figure) -> W:
        make: Callable[..., W] = kind
        return make(PREFIX + figure.name, figure.means, figure.labels, registry=self.registry)

    def _histogram(self, figure: Figure) -> Histogram:
        return Histogram(
            PREFIX + figure.name, figure.means, figure.labels, registry=self.registry, buckets=figure.buckets
        )

    def brought(self, account: str, items: Iterable[object]) -> None:
        """What a network told, once it is stored."""
        for item in items:
            self.items.labels(account, type(item).__name__.lower()).inc()
