"""docs/vk.md is what the connector's tables say, and no table has more than it."""

from __future__ import annotations

from pathlib import Path

from connectors.vk.deeds import DEEDS
from connectors.vk.document import ROWS, SIGNALS, page
from connectors.vk.parse import READERS
from connectors.vk.replying import METHODS

DOCUMENT = Path(__file__).parents[2] / "docs" / "vk.md"


def test_the_document_is_what_the_tables_say() -> None:
    assert DOCUMENT.read_text("utf-8") == page(), "run: make docs"


def test_every_event_and_every_answer_is_in_it() -> None:
    told = {event for row in ROWS for event in row.events.values()}
    told |= {event for events, _ in SIGNALS.values() for event in events}
    assert told | {"message_reply"} == set(READERS), "message_reply tells of our own side only"
    assert {method for (kind, _), method in DEEDS.items() if f"`{method}`" not in page()} == set()
    assert {row.target for row in ROWS} - {"suggestion"} == set(METHODS)
