"""What of the contract no conformance test can ask of every network: calls that are signed, looked at, and shared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.base import Edited, Incoming, Kind
from connectors.calling import NotFromThem, Request, SharesAddress, Way
from tests.connectors.paper import SIGNATURE, Paper, PaperConnector, challenge

CALLED = frozenset({Way.CALLED})


@pytest.fixture
def paper() -> Paper:
    return Paper()


async def test_who_looks_at_our_address_hears_its_own_words(paper: Paper) -> None:
    page = PaperConnector(paper, ways=CALLED)
    answer = (await page.called(challenge("42"))).answer
    assert (answer.body, answer.status) == (b"42", 200)
    with pytest.raises(NotFromThem):
        await page.called(challenge(token="guess"))


async def test_a_signature_is_over_the_very_bytes(paper: Paper) -> None:
    page = PaperConnector(paper, ways=CALLED)
    request = paper.request({"north": [paper.write("north", Kind.COMMENT, "Где посылка?")]})
    posted = await page.called(request)
    assert [item.text for item in posted.items if isinstance(item, Incoming)] == ["Где посылка?"]
    assert (posted.answer.status, posted.answer.content_type) == (202, "application/json")
    for spoilt in (
        replace(request, body=request.body.replace("Где".encode(), b"\\u0413\\u0434\\u0435")),
        replace(request, headers={}),
        replace(request, headers={SIGNATURE.lower(): "sha256="}),
    ):
        with pytest.raises(NotFromThem):
            await page.called(spoilt)


async def test_of_one_call_each_page_takes_its_own(paper: Paper) -> None:
    north, south = PaperConnector(paper, "north", ways=CALLED), PaperConnector(paper, "south", ways=CALLED)
    assert isinstance(north, SharesAddress)
    request = paper.request(
        {page: [paper.write(page, Kind.COMMENT, f"to {page}")] for page in ("north", "east")}
    )
    assert (north.concerns(request), south.concerns(request)) == (True, False)
    assert (await south.called(request)).items == []
    assert len((await north.called(request)).items) == 1
    assert not north.concerns(Request(b"nonsense"))


async def test_a_review_comes_as_it_is_and_keeps_its_key(paper: Paper) -> None:
    page = PaperConnector(paper)
    cursor = (await page.poll(None)).cursor
    written = paper.write("north", Kind.REVIEW, "Broken", stars=1, title="Never again")
    paper.change("north", written, "Mended", stars=5)
    first, *edits = (await page.poll(cursor)).items
    assert isinstance(first, Incoming)
    assert (first.rating, first.title) == (1, "Never again")
    assert [(one.key, one.rating, one.text) for one in edits if isinstance(one, Edited)] == [
        (first.key, 1, "Broken"),
        (first.key, 5, "Mended"),
    ]
