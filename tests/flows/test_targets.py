"""The owner sets by when, by a tap or in words; what runs is reckoned anew at once."""

from __future__ import annotations

from datetime import timedelta

from sandbox.telegram import Limits
from storage.models import Deadline, Event, Target
from tests.flows.answering import happened
from tests.flows.deadlines import reckoned, waits
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, TIM, Stage
from tests.flows.words import hears, in_private, told


async def within(desk: Stage, minutes: int) -> bool:
    """Of the first answer to the one case."""
    await reckoned(desk)
    row = (await waits(desk))["first"]
    assert row.due_at is not None
    return (row.target, row.due_at) == (minutes, row.started_at + timedelta(minutes=minutes))


async def test_by_a_tap_and_in_words(desk: Stage) -> None:
    # Nobody taps and types so much within the seconds of a test: a private chat takes one message a second.
    desk.telegram.meter.limits = Limits.off()
    await in_private(desk, OLGA)
    desk.vk.message(TIM, BRAND, "Are you there?")
    card = await desk.card("Answer due")
    assert await within(desk, 30)
    desk.telegram.say(OLGA, OLGA, "/settings")
    settings = await hears(desk, "The team")
    await desk.press(OLGA, settings, "⏱ By when", OLGA)
    face = await hears(desk, "First answer: 30 min")
    await desk.press(OLGA, face, "First answer", OLGA)
    await desk.says(face, "From the customer's first words")
    assert await desk.press(OLGA, face, "1 h", OLGA) == "Set. Open cases are reckoned anew."
    await desk.telegram.wait(lambda: "✓ 1 h" in desk.labels(face))
    hour = int(((await waits(desk))["first"].started_at + timedelta(hours=1)).timestamp())
    await desk.telegram.wait(lambda: hour in [one.unix_time for one in card.entities])
    assert await within(desk, 60)
    # The same again is nothing.
    assert await desk.press(OLGA, face, "✓ 1 h", OLGA) == ""
    # For direct messages only.
    await desk.press(OLGA, face, "For some cases only…", OLGA)
    await desk.says(face, "For which cases?")
    await desk.press(OLGA, face, "direct message", OLGA)
    await desk.says(face, "First answer · direct message")
    assert await desk.press(OLGA, face, "15 min", OLGA) == "Set. Open cases are reckoned anew."
    assert await within(desk, 15)
    desk.telegram.say(OLGA, OLGA, "/targets claim 90 min")
    shown = await hears(desk, "Back to the queue: after 90 min without an answer")
    assert "First answer · direct message: 15 min" in desk.text(shown)
    desk.telegram.say(OLGA, OLGA, "/targets first direct message default")
    await desk.telegram.wait(lambda: len(told(desk, "after 90 min")) == 2)
    assert await within(desk, 60)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "Anna")
    assert (await waits(desk))["claim"].target == 90
    changes = [one.data for one in await desk.rows(Event, Event.kind == "target")]
    assert [(one["measure"], one["kind"], one["before"], one["after"]) for one in changes] == [
        ("first", None, None, 60),
        ("first", "message", None, 15),
        ("claim", None, 60, 90),
        ("first", "message", 15, None),
    ]


async def test_what_is_wrong_changes_nothing_and_others_may_not(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    await desk.card("Answer due")
    for said, answer in (
        ("first 0", "0 min: the time must be more than nothing"),
        ("first -5 min", "-5 min: the time must be more than nothing"),
        ("resolution 61 d", "87840 min: at most 60 days"),
        ("first soonish", "“soonish” is no time I know"),
        ("second 5 min", "“second 5 min”: name one of first, next"),
    ):
        desk.telegram.say(OLGA, OLGA, f"/targets {said}")
        await hears(desk, answer)
    await in_private(desk, BORIS)
    desk.telegram.say(BORIS, BORIS, "/targets first 5 min")
    await hears(desk, "Only the owner changes the settings", BORIS)
    assert (await desk.rows(Target), await happened(desk, "target")) == ([], 0)
    assert {row.target for row in await desk.rows(Deadline)} == {30, 1440}
