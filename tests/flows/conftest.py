"""A stage for each flow: its own world, its own database, the desk running."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from tests.flows.panels import crowded
from tests.flows.stage import OLGA, Stage, set_stage
from tests.quick import certificates_once


@pytest.fixture(autouse=True)
def plain_log() -> None:
    """Tracebacks in structlog's own way print every variable: seconds, and ten thousand lines each.

    For every flow anew: tests of the log that ran before in this process have put it back as it was.
    """
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


@pytest.fixture(scope="session", autouse=True)
def certificates() -> Iterator[None]:
    with certificates_once():
        yield


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """The world alone: the test starts the desk by `stage.at_work()`."""
    async with set_stage(database_url) as stage:
        yield stage


@pytest.fixture
async def desk(stage: Stage) -> AsyncIterator[Stage]:
    """The world with the desk at work and its owner known."""
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        yield stage


@pytest.fixture
async def crowd(database_url: str) -> AsyncIterator[Stage]:
    """The desk at work, and many customers."""
    async with crowded(database_url) as stage:
        yield stage
