"""Summaries: at their hour, once, to every owner, whatever was down meanwhile. And what the clock ticks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import ProgrammingError

from bot.clock import cleaning, echoes
from bot.reports.charts import DrawingFailed, Picture, draw
from bot.reports.make import Summaries
from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import (
    Desk,
    Every,
    PendingEcho,
    RawEvent,
    Report,
    ReportPicture,
    Summary,
    Update,
)
from tests.flows.stage import ANNA, OLGA, OPERATORS, PETR, TIM, VERA, Stage
from tests.flows.words import hears, links, told

DAY = 86_400
TITLE = "Summary of the day"


def until_nine(stage: Stage, zone: str = "UTC") -> float:
    """Seconds up to the next nine o'clock, and one minute."""
    now = stage.time.now().astimezone(ZoneInfo(zone))
    nine = now.replace(hour=9, minute=1, second=0, microsecond=0)
    return ((nine if nine > now else nine + timedelta(days=1)) - now).total_seconds()


def at_ten(stage: Stage, zone: str = "UTC", day: int | None = None) -> None:
    """It is ten o'clock: the summary of the day was made, the next one is far. `day`: of the week, 0 is Monday.

    By itself a Tuesday on which no month begins within four days.
    """
    stage.time.let_pass(until_nine(stage, zone) + 59 * 60)
    while not _is(stage, zone, 1 if day is None else day):
        stage.time.let_pass(DAY)


def _is(stage: Stage, zone: str, day: int) -> bool:
    today = stage.time.now().astimezone(ZoneInfo(zone)).date()
    return today.weekday() == day and 2 <= today.day <= 24


async def tick(stage: Stage) -> None:
    assert stage.desk is not None
    await stage.desk.clock.summaries.make_due()


def sent(stage: Stage, who: int = OLGA, title: str = TITLE) -> list[Said]:
    return [one for one in stage.ours(who) if stage.text(one).startswith(title)]


def row(stage: Stage, message: Said, name: str) -> list[str]:
    """The cells of a table's row."""
    lines = [line.split(" | ") for line in stage.text(message).splitlines()]
    return next(cells for cells in lines if cells[0] == name)


async def known(stage: Stage, who: int = OLGA, words: str = "You are the owner") -> None:
    stage.telegram.start_bot(who)
    await hears(stage, words, who)


async def answer(stage: Stage, card: Said) -> None:
    stage.telegram.say(ANNA, card.chat, "On its way", reply_to=card.message_id)
    await stage.whisper(ANNA, "Goes to the customer")
    stage.time.let_pass(60)
    await stage.says(card, "Waiting for the customer")


async def test_once_a_day_rich_with_pictures_against_the_day_before(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await answer(stage, first := await stage.card("First"))
        await stage.press(ANNA, first, "Resolve")
        await stage.says(first, "Resolved")
        await tick(stage)
        await stage.calm()
        assert sent(stage) == [], "its hour has not come"
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 1)
        day = sent(stage)[0]
        assert day.rich is not None
        assert "photo" in str(day.rich.blocks)
        assert row(stage, day, "Cases") == ["Cases", "1"], "there is no day before"
        assert row(stage, day, "Messages") == ["Messages", "1"]
        assert len(await stage.rows(ReportPicture)) > 0
        await asyncio.gather(tick(stage), tick(stage))
        await stage.calm()
        assert len(sent(stage)) == 1

        stage.comment("Second", who=VERA)
        await stage.card("Second")
        stage.comment("Third", who=TIM)
        await stage.card("Third")
        stage.time.let_pass(DAY)
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 2)
        day = sent(stage)[1]
        assert row(stage, day, "Cases")[:3] == ["Cases", "2", "1"]
        (_, given) = await stage.rows(Report)
        assert f"https://t.me/{stage.telegram.bot.username}?start=r{given.id}_cases" in links(day)
    assert len(await stage.rows(Summary)) == 2


async def test_days_missed_come_late_one_after_the_other_and_once(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 1)
    stage.time.let_pass(4 * DAY + 5 * 3600)
    for _ in range(2):
        async with stage.at_work():
            await stage.telegram.wait(lambda: len(sent(stage)) == 4)
            await tick(stage)
            await stage.calm()
    texts = [stage.text(one) for one in sent(stage)]
    assert ["This comes late: it was due on" in one for one in texts] == [False, True, True, True]
    assert ["For the day before there was no summary." in one for one in texts] == [False, True, False, False]
    first, *others = sorted(await stage.rows(Report), key=lambda one: one.end_at)
    assert [one.end_at - first.end_at for one in others] == [timedelta(days=n) for n in (2, 3, 4)]


async def test_two_processes_make_one(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work() as desk:
        await known(stage)
        stage.time.let_pass(until_nine(stage))

        async def makes() -> None:
            async def username() -> str:
                return "otklik_bot"

            other = Summaries(desk.bench.sessions, clock=stage.time.now, username=username, draw=stage.draw)
            await other.make_due()

        await asyncio.gather(*(makes() for _ in range(4)))
        await hears(stage, TITLE)
        await stage.calm()
    assert len(sent(stage)) == len(await stage.rows(Summary)) == len(await stage.rows(Report)) == 1


async def test_refused_it_comes_in_plain_words_with_the_same_figures_and_pictures(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        refusal = {"ok": False, "error_code": 400, "description": "Bad Request: RICH_MESSAGE_EMPTY"}
        stage.telegram.faults.add("sendRichMessage", Fault.error(400, refusal))
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        plain = await hears(stage, TITLE)
        await stage.calm()
        assert plain.rich is None
        assert "Cases: 1" in stage.text(plain)
        assert f"https://t.me/{stage.telegram.bot.username}?start=r" in " ".join(links(plain))
        pictures = [one for one in stage.ours(OLGA) if one.media is not None]
        assert len(pictures) == len(await stage.rows(ReportPicture)) > 1
        assert all(one.caption for one in pictures)


async def test_pictures_are_drawn_by_another_process(stage: Stage) -> None:
    """The real ones."""
    stage.draw = draw
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await hears(stage, TITLE)
    pictures = await stage.rows(ReportPicture)
    assert pictures
    assert all(len(one.png) > 5_000 for one in pictures)


async def test_if_only_the_drawing_fails_it_goes_without_if_counting_fails_it_comes_later(
    stage: Stage,
) -> None:
    async def fails(*_: object) -> list[Picture]:
        raise DrawingFailed("no memory")

    stage.draw = fails
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(until_nine(stage))
        await stage.sql("ALTER TABLE wait_facts RENAME TO elsewhere")
        for _ in range(2):
            await tick(stage)
        await hears(stage, "A summary could not be made")
        await stage.sql("ALTER TABLE elsewhere RENAME TO wait_facts")
        stage.time.let_pass(11 * 60)
        await tick(stage)
        await hears(stage, "First")
        await stage.telegram.wait(lambda: len(sent(stage)) == 1)
        await stage.calm()
        assert len(told(stage, "A summary could not be made")) == 1
        assert await stage.rows(ReportPicture) == []


async def test_an_hour_and_a_zone_of_its_own_and_none_is_lost_when_they_change(stage: Stage) -> None:
    zone = "Asia/Kamchatka"
    at_ten(stage, zone)
    async with stage.at_work(TIMEZONE=zone):
        await known(stage)
        stage.telegram.say(OLGA, OLGA, "/settings")
        page = await hears(stage, "Live board:")
        await stage.press(OLGA, page, "📊 Summary", OLGA)
        await stage.says(page, "09:00")
        await stage.press(OLGA, page, "🕘 Hour: 09:00", OLGA)
        await stage.says(page, "When does the summary come?")
        await stage.press(OLGA, page, "18", OLGA)
        await stage.says(page, "18:00 (Asia/Kamchatka)")
        assert await stage.press(OLGA, page, "18:30", OLGA) == "Summary at 18:30"
        await stage.press(OLGA, page, "‹ Back", OLGA)
        await stage.telegram.wait(lambda: "🕘 Hour: 18:30" in stage.labels(page))
        stage.time.let_pass(8 * 3600)
        await tick(stage)
        await stage.calm()
        assert sent(stage) == []
        stage.time.let_pass(3600)
        await tick(stage)
        text = stage.text(await hears(stage, TITLE))
        assert text.count("18:30") == 2
        assert "There is nothing to count yet." in text
    await stage.sql("UPDATE desks SET summary_at = '09:00'")
    async with stage.at_work(TIMEZONE="UTC", SUMMARY_AT="18:30"):
        stage.time.let_pass(3 * DAY)
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 3)
    first, second, third = sorted(await stage.rows(Report), key=lambda one: one.end_at)
    assert (first.end_at, second.end_at) == (second.start_at, third.start_at)


async def test_every_owner_who_can_be_written_to_in_their_own_language(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work(OWNER_IDS=f"{OLGA},{PETR}"):
        await known(stage)
        await stage.sql(f"UPDATE staff SET language = 'ru' WHERE user_id = {PETR}")
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await hears(stage, TITLE)
        stage.telegram.start_bot(PETR)
        await hears(stage, "Сводка", PETR)
    assert {one.language for one in await stage.rows(ReportPicture)} == {"en", "ru"}


async def test_nobody_to_read_it_no_summary(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(2 * DAY)
        await tick(stage)
        assert await stage.rows(Summary) == []
        await known(stage)
        await tick(stage)
        await stage.calm()
        assert sent(stage) == [], "not of a day when nobody was there to read"


async def test_a_week_on_monday_a_month_on_the_first(stage: Stage) -> None:
    at_ten(stage, day=6)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        sunday = stage.time.now().date()
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        week = await hears(stage, "Summary of the week")
        assert week.rich is not None
        assert row(stage, week, "Cases")[:2] == ["Cases", "1"]
        await stage.calm()
        assert "Summary of the month" not in " ".join(stage.text(one) for one in stage.ours(OLGA))
        assert [one.day for one in await stage.rows(Summary, Summary.every == Every.WEEK)] == [sunday]

        while stage.time.now().day != 1:
            stage.time.let_pass(DAY)
        await tick(stage)
        month = await hears(stage, "Summary of the month")
        assert row(stage, month, "Cases")[:2] == ["Cases", "1"]
        (made,) = await stage.rows(Summary, Summary.every == Every.MONTH)
        assert made.day + timedelta(days=1) == stage.time.now().date()
        (given,) = await stage.rows(Report, Report.end_at == made.end_at)
        assert (given.start_at.day, given.start_at.hour) == (1, 0)


async def test_the_teams_day_comes_into_their_group_if_the_owner_wants(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        stage.comment("First")
        await stage.card("First")
        await known(stage)
        stage.telegram.say(OLGA, OLGA, "/settings")
        page = await hears(stage, "Live board:")
        await stage.press(OLGA, page, "📊 Summary", OLGA)
        await stage.says(page, "09:00")
        await stage.press(OLGA, page, "For the team: on", OLGA)
        await tick(stage)
        await stage.calm()
        assert told(stage, "Our day", OPERATORS) == [], "not of a day that was over when it was switched on"
        stage.time.let_pass(until_nine(stage))
        for _ in range(2):
            await tick(stage)
        await stage.telegram.wait(lambda: len(told(stage, "Our day", OPERATORS)) == 1)
        await stage.calm()
        await stage.press(OLGA, page, "For the team: off", OLGA)
        await stage.press(OLGA, page, "Weekly: off", OLGA)
        stage.time.let_pass(7 * DAY)
        await tick(stage)
        await stage.calm()
    made = {Every(one.every) for one in await stage.rows(Summary)}
    assert Every.WEEK not in made
    assert len(await stage.rows(Summary, Summary.every == Every.TEAM)) == 1


# --- the clock itself


async def test_a_tick_that_fails_is_made_up_for(stage: Stage) -> None:
    """The row of the day and the message on its way are one transaction: without the one there is not the other."""
    at_ten(stage)
    async with stage.at_work() as desk:
        await known(stage)
        stage.time.let_pass(until_nine(stage))
        await stage.sql("ALTER TABLE outbox RENAME TO elsewhere")
        with pytest.raises(ProgrammingError):
            await desk.clock.summaries.make_due()
        await stage.sql("ALTER TABLE elsewhere RENAME TO outbox")
        assert not await stage.rows(Summary)
        assert not await stage.rows(Report)
        stage.time.let_pass(11 * 60)
        await desk.clock.summaries.make_due()
        await hears(stage, TITLE)


async def test_what_was_kept_for_a_while_goes(desk: Stage) -> None:
    assert desk.desk is not None
    await hears(desk, "You are the owner")
    desk.vk.push_raw({"type": "wall_reply_new", "object": "nonsense", "event_id": "1"}, 1234)
    await desk.until(lambda: desk.rows(RawEvent))
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(RawEvent)
    assert await desk.rows(Update)
    desk.time.let_pass(3 * DAY)
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(RawEvent)
    assert await desk.rows(Update) == []
    desk.time.let_pass(5 * DAY)
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(RawEvent) == []


async def test_nothing_waits_nothing_is_done(desk: Stage) -> None:
    assert desk.desk is not None
    await desk.desk.clock.tick(echoes)
    assert await desk.rows(PendingEcho) == []


async def test_a_new_desk_begins_with_the_hour_of_the_program_then_it_is_the_owners(stage: Stage) -> None:
    await stage.sql("UPDATE desks SET summary_at = ''")
    async with stage.at_work(TIMEZONE="Europe/Moscow", SUMMARY_AT="8:15"):
        pass
    async with stage.at_work(TIMEZONE="Asia/Tokyo", SUMMARY_AT="20:00"):
        pass
    (row,) = await stage.rows(Desk)
    assert (row.timezone, row.summary_at) == ("Asia/Tokyo", "08:15")
