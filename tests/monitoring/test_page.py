"""docs/monitoring.md and the alerts say what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from bot import VERSION
from bot.monitoring.catalogue import ASKED, COUNTED, LABELS, Kind
from bot.monitoring.counts import Counts
from bot.monitoring.page import page

ROOT = Path(__file__).parents[2]
ALERTS = (ROOT / "deploy" / "prometheus" / "alerts.yml").read_text("utf-8")
FIGURES = {one.full_name: one for one in (*COUNTED, *ASKED)}


def test_the_page_is_made_from_the_catalogue() -> None:
    assert (ROOT / "docs" / "monitoring.md").read_text("utf-8") == page(), "run: make docs"


def test_every_figure_says_what_is_normal_and_what_to_do() -> None:
    for one in FIGURES.values():
        assert one.normal.endswith("."), one.name
        assert one.todo.endswith((".", "?")), one.name
        assert set(one.labels) <= set(LABELS), one.name
        assert bool(one.buckets) == (one.kind is Kind.HISTOGRAM), one.name
    assert {label for one in FIGURES.values() for label in one.labels} == set(LABELS)


def test_what_is_counted_is_in_the_catalogue() -> None:
    ours = {one.name for one in Counts().registry.collect() if one.name.startswith("otklik_")}
    assert ours <= {f"otklik_{one.name}" for one in COUNTED}


def test_alerts_ask_for_what_there_is_and_say_what_to_do() -> None:
    rules = re.split(r"\n +- alert: ", ALERTS)[1:]
    assert 6 <= len(rules) <= 12
    for rule in rules:
        asked = re.findall(r"(otklik_\w+)(?:\{([^}]*)\})?", rule.split("expr: ")[1].split("\n")[0])
        for name, labels in asked:
            known = {*FIGURES[name].labels, "job"}
            assert set(re.findall(r"(\w+)!?=", labels)) <= known, name
        assert re.search(r"\n +summary: .{10,}\n", rule)
        assert re.search(r"\n +todo: .{40,}", rule)
        assert re.search(r"severity: (page|ticket)\b", rule)


def test_the_example_scrapes_what_is_served() -> None:
    scrape = (ROOT / "deploy" / "prometheus" / "scrape.yml").read_text("utf-8")
    assert re.findall(r"metrics_path: (\S+)", scrape) == ["/metrics"]
    assert "job_name: otklik\n" in scrape
    assert ALERTS.count('{job="otklik"') == ALERTS.count('job="otklik"') > 10


def test_the_version_is_that_of_the_package() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")
