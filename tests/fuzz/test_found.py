"""No parser of what comes from outside is forgotten: what the program's code has is what fuzzing runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fuzz.finding import readers, run
from tests.fuzz.quietly import in_silence

OURS = {
    "bot.answering.kebab": "the name of a class of ours",
    "bot.desk.reasons.why": "what an answer of ours failed by, as we stored it",
    "bot.reports.charts.drawn": "what our own process drew",
    "bot.reports.drawing.main": "what we ask our own process to draw",
    "bot.reports.metrics_page._line": "our own words, for a document",
    "bot.reports.metrics_page.definitions": "the same",
    "bot.reports.page._chosen": "a period that was understood",
    "bot.reports.sentences.outage": "a part of the program, as we named it",
    "bot.reports.telling.behind": "a figure of ours",
    "bot.telegram.behind._whole": "a figure that was read from a link",
    "bot.telegram.inbox._handle_next": "an update that was read before it was stored",
    "bot.telegram.summary_hour.hour": "a button; all are pressed in flows/test_nobody_let_in.py",
    "bot.values.at_most": "makes the reader of a setting, which `environment` feeds",
    "connectors.outside._follow": "options of a request of ours",
    "connectors.vk.connector._poll": "on the wire; its parts are `VK cursors`, `VK polls` and `VK events`",
    "connectors.vk.connector.lately": "the same",
    "connectors.vk.connector.poll": "the same",
    "connectors.vk.limiter.close": "any object of ours",
    "connectors.vk.multipart.post_file": "on the wire; its answer is read in `VK answers`",
    "connectors.vk.presses.answer": "on the wire; what it reads is in `VK events`",
    "connectors.vk.transport.send": "options of a request of ours",
}
"""What looks as if it read something from outside, and why it need not be fed by itself."""


@pytest.fixture(scope="module", autouse=True)
def silence() -> Iterator[None]:
    with in_silence():
        yield


def test_every_reader_is_fuzzed() -> None:
    found, came = readers(), run()
    forgotten = {str(reads) for place, reads in found.items() if place not in came}
    assert len(found) > 200
    assert forgotten - OURS.keys() == set(), "feed it in parsers.py, or say above why not"
    assert OURS.keys() - forgotten == set(), "these are fed, or no more there"
