"""The log names the case, the update, the event and the delivery of each line: one comment can be followed to its answer."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot import log
from bot.following import event_id
from bot.panels import follow
from storage.models import Case, Message, Update
from tests.configured import as_before
from tests.flows.answering import answer
from tests.flows.faults import rows_of
from tests.flows.stage import ANNA, BRAND, OPERATORS, VERA, Stage

Line = dict[str, Any]


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What the program writes when nobody looks at it: a line of JSON each."""
    with as_before():
        stream = io.StringIO()
        log.configure(stream=stream)
        yield stream


def lines(out: io.StringIO, **ids: object) -> list[Line]:
    """Those that name these ids, in order."""
    all_ = [json.loads(one) for one in out.getvalue().splitlines()]
    return [one for one in all_ if ids.items() <= one.items()]


def says(line: Line, *names: str) -> tuple[Any, ...]:
    return (line.get("event"), *(line.get(name) for name in names))


async def test_a_comment_is_followed_from_the_network_to_its_answer(stage: Stage, out: io.StringIO) -> None:
    async with stage.at_work():
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        card = await stage.card("Where is my parcel?")
        stage.vk.message(VERA, BRAND, "Somebody else's words")
        await stage.card("Somebody else's words")
        await stage.press(ANNA, card, "Claim")
        await stage.says(card, "With ")
        await answer(stage, card, "It is on its way!")
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: stage.answers(post))
        await stage.says(card, "Waiting for the customer")
        await stage.calm()
    first, second = sorted(await stage.rows(Case), key=lambda case: case.id)
    (row,) = await rows_of(stage, "answer")
    told = lines(out, case=first.id)
    heard, shown, pressed, written, answered = told[:5]
    key = (await stage.rows(Message, Message.case_id == first.id, Message.direction == "in"))[0].key
    assert says(heard, "item", "account", "event_id") == (
        "heard",
        "Incoming",
        f"vk:{BRAND}",
        event_id(key or ""),
    )
    assert says(shown, "kind", "lane") == ("delivered", "card", f"tg:{OPERATORS}")
    assert says(pressed, "kind") == ("handled", "press")
    assert says(written, "kind") == ("handled", "message")
    assert says(answered, "kind", "lane", "row") == ("delivered", "answer", f"vk:{BRAND}", row.id)
    known = {update.id for update in await stage.rows(Update)}
    assert pressed["update"] in known
    assert written["update"] in known - {pressed["update"]}
    assert len(lines(out, case=second.id)) == 2, "what concerns another case is not mixed in"
    for secret in ("parcel", "on its way", "Somebody", "Tim", "Becker", "Anna", "Vera"):
        assert re.search(rf"\b{secret}\b", out.getvalue()) is None  # a TimeoutError is no Tim


async def test_what_fails_names_what_it_was(stage: Stage, out: io.StringIO) -> None:
    """An item, an update and a tick that break are found by their ids."""
    await stage.sql("ALTER TABLE notes ADD CONSTRAINT trouble CHECK (false) NOT VALID")
    async with stage.at_work():
        stage.comment("Hello?")
        card = await stage.card()
        stage.telegram.say(ANNA, OPERATORS, "//a note", reply_to=card.message_id)
        await stage.until(lambda: stage.rows(Update, Update.state == "parked"))
        await stage.sql("ALTER TABLE messages ADD CONSTRAINT trouble CHECK (text <> 'breaks') NOT VALID")
        comment = stage.comment("breaks")
        await stage.until(lambda: stage.sql("SELECT id FROM raw_events"))
        await stage.sql("ALTER TABLE panels RENAME TO gone")
        assert stage.desk is not None
        await stage.desk.clock.tick(follow)
        await stage.sql("ALTER TABLE gone RENAME TO panels")
    parked = (await stage.rows(Update, Update.state == "parked"))[0]
    (case,) = await stage.rows(Case)
    failed = lines(out, update=parked.id, event="update failed")
    assert len(failed) == 3
    assert {line["case"] for line in failed} == {case.id}
    (broken,) = lines(out, event="item not applied")
    assert (broken["account"], broken["item"], len(broken["event_id"])) == (f"vk:{BRAND}", "Incoming", 12)
    assert comment.text not in out.getvalue()
    assert {line["tick"] for line in lines(out, event="tick failed")} == {"follow"}
