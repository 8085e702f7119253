"""A figure of the catalogue with what was found out at a scrape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prometheus_client.core import GaugeMetricFamily

from bot.monitoring.catalogue import PREFIX, Figure

Values = Mapping[Any, float]
"""By tuples of the values of the figure's labels, in their order."""


def family(figure: Figure, values: Values) -> GaugeMetricFamily:
    made = GaugeMetricFamily(PREFIX + figure.name, figure.means, labels=figure.labels)
    for labels, value in values.items():
        made.add_metric([*labels], float(value))
    return made
