"""What our own people, groups, accounts, tags and departments are called is text as well, on every page that shows it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.facts import follow_facts
from bot.forgetting.command import export_to, forget_one
from bot.panels import follow
from storage.models import Department, Outbox, RowState, Update, UpdateState
from tests.flows.scraped import PREFIX, scrape
from tests.flows.stage import (
    ANNA,
    BORIS,
    BRAND,
    DELIVERY,
    OLGA,
    OPERATORS,
    PETR,
    STRANGER,
    Stage,
    set_stage,
)
from tests.flows.test_hostile import heard, is_text, reported
from tests.flows.test_summary import at_ten, tick
from tests.flows.words import hears, in_private
from tests.fuzz.quietly import in_silence
from tests.hostile import NAMES, TEXTS

ESCAPES = ("\x1b", "\x9b", "\u202e", "\u2028", "\x85", "\r")
"""What moves a terminal's cursor, turns or breaks a line."""
CALLED = f"\x1b[2K\x9b31m{NAMES[0]}\u202e\x85"
PAGES = (
    *("/staff", "/settings", "/report", "/report today against:none", "/hours", "/targets", "/templates"),
    *("/tags", "/me", "/queue", "/mine", "/team", "/shift", "/handover", "/help", "/language", "/private"),
    *("/find parcel", "/find #late", "/find Root", "/find =HYPERLINK", "/find { $name }", "/case 1", "/new"),
)
GONE = ("Close", "Back", "◀", "✖")


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Stage]:
    """Everybody and everything has a name that would be more, and the board is on."""
    async with set_stage(database_url) as stage:
        for who, name in zip((OLGA, BORIS, PETR, ANNA), NAMES, strict=False):
            person = stage.telegram.user_of(who)
            person.first_name, person.last_name = name, NAMES[1]
        stage.telegram.chat_of(OPERATORS).title = NAMES[0]
        stage.telegram.chat_of(DELIVERY).title = NAMES[1]
        stage.vk.core.world.groups[BRAND].name = f"{NAMES[3]} {CALLED}"
        await stage.sql("UPDATE desks SET board = true")
        async with stage.at_work():
            stage.telegram.start_bot(OLGA)
            yield stage


async def test_names_of_ours_are_text_wherever_they_are_shown(desk: Stage, tmp_path: Path) -> None:
    await lived(desk)
    await desk.calm()
    assert [one.name for one in await desk.rows(Department)] != []
    await reported(desk)
    for words in PAGES:
        desk.telegram.say(OLGA, OLGA, words)
        await desk.until(lambda: heard(desk), 120)
    await pressed_through(desk, OLGA)
    await desk.tick(follow, follow_facts)
    await desk.calm(120)
    at_ten(desk)
    await tick(desk)
    await desk.calm(120)
    await hears(desk, "Summary of the day")

    for place in (OPERATORS, DELIVERY, OLGA, ANNA):
        for one in desk.ours(place):
            assert is_text(one), (place, one.text)
        assert all(is_text(one) for who in (ANNA, OLGA, PETR) for one in desk.telegram.ephemerals(place, who))
    assert await desk.rows(Update, Update.state == UpdateState.PARKED) == []
    assert await desk.rows(Outbox, Outbox.state == RowState.FAILED) == []
    refused = [one.description or "" for one in desk.telegram.calls if one.status == 400]
    assert [one for one in refused if "not modified" not in one] == []


async def lived(desk: Stage) -> None:
    """A case with all that the desk knows."""
    await in_private(desk, ANNA)
    desk.telegram.say(OLGA, DELIVERY, f"/department {NAMES[0]}")
    desk.telegram.say(OLGA, OLGA, f"/department {NAMES[3]}")
    await desk.until(lambda: desk.rows(Department))
    desk.vk.add_user(6001, CALLED, NAMES[4], city=NAMES[3])
    post = desk.post(f"{NAMES[1]} {TEXTS[0]}")
    desk.vk.comment(6001, post, "Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    await desk.press(ANNA, card, "Claim")
    desk.telegram.say(ANNA, OPERATORS, "// a note #late #<b>x</b>", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, f"/escalate {NAMES[0]} {TEXTS[0]}", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, f"An answer {TEXTS[1]}", reply_to=card.message_id)
    await forwarded(desk)
    await desk.until(lambda: heard(desk), 120)


async def forwarded(desk: Stage) -> None:
    """What somebody said in a group of somebody's."""
    desk.telegram.user_of(STRANGER).first_name = NAMES[0]
    desk.telegram.add_group(-1001000000077, NAMES[1], members=[STRANGER, ANNA])
    desk.telegram.forward(ANNA, ANNA, desk.telegram.say(STRANGER, -1001000000077, "\n".join(TEXTS[:3])))
    await desk.card("By hand")


async def pressed_through(desk: Stage, who: int) -> None:
    """Every button below every page that somebody has in private, once; what that shows is pressed as well."""
    done: set[str] = set()
    for _ in range(3):
        for message in desk.ours(who):
            for row in message.buttons:
                for button in row:
                    data = button.callback_data
                    if data is None or data in done or button.text in GONE:
                        continue
                    done.add(data)
                    await desk.telegram.forge(who, who, message, data).answered()
        await desk.calm(120)
    # How many depends on which page comes first: a press may close the way to others.
    assert len(done) > 60


async def test_a_terminal_and_prometheus_get_text_too(
    desk: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await lived(desk)
    desk.vk.comment(6001, desk.post(), f"{CALLED} {TEXTS[9]}")
    await desk.calm(120)
    with in_silence():
        await printed_as_text(desk, tmp_path, capsys)
    seen = await scrape(desk)
    labels = {value for one in seen.samples if one.name.startswith(PREFIX) for value in one.labels.values()}
    assert [one for one in labels if any(each in one for each in (*NAMES, "Root", "Mallory", *ESCAPES))] == []


async def printed_as_text(desk: Stage, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`otklik export` and `otklik forget`."""
    capsys.readouterr()
    for whom in ("vk:6001", "#1"):
        await export_to(desk.engine, whom, None, None, desk.time.now())
        printed = capsys.readouterr().out
        assert json.loads(printed)["cases"][0]["number"] == 1
        assert [one for one in ESCAPES if one in printed] == []
        await export_to(desk.engine, whom, None, folder / "out.json", desk.time.now())
        assert not await forget_one(
            desk.engine, whom, None, yes=False, ask=lambda _: "no", now=desk.time.now()
        )
        assert [one for one in ESCAPES if one in capsys.readouterr().out] == []
