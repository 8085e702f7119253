"""The daily summary: at its hour, once, to every owner, whatever was down meanwhile. And what the clock ticks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.clock import cleaning, echoes, summaries
from sandbox.telegram import Message as Said
from storage.models import Desk, PendingEcho, RawEvent, Summary, Update
from tests.flows.stage import ANNA, OLGA, PETR, TIM, VERA, Stage
from tests.flows.words import hears

DAY = 86_400


def until_nine(stage: Stage, zone: str = "UTC") -> float:
    """Seconds up to the next nine o'clock, and one minute."""
    now = stage.time.now().astimezone(ZoneInfo(zone))
    nine = now.replace(hour=9, minute=1, second=0, microsecond=0)
    return ((nine if nine > now else nine + timedelta(days=1)) - now).total_seconds()


def at_ten(stage: Stage, zone: str = "UTC") -> None:
    """It is ten o'clock: the summary of the day was made, the next one is far."""
    stage.time.let_pass(until_nine(stage, zone) + 59 * 60)


async def tick(stage: Stage) -> None:
    assert stage.desk is not None
    await stage.desk.clock.tick(summaries)


def sent(stage: Stage, who: int = OLGA, title: str = "Summary of the day") -> list[Said]:
    return [one for one in stage.ours(who) if title in stage.text(one)]


async def known(stage: Stage, who: int = OLGA, words: str = "You are the owner") -> None:
    stage.telegram.start_bot(who)
    await hears(stage, words, who)


async def answer(stage: Stage, card: Said) -> None:
    stage.telegram.say(ANNA, card.chat, "On its way", reply_to=card.message_id)
    await stage.whisper(ANNA, "Goes to the customer")
    stage.time.let_pass(60)
    await stage.says(card, "Waiting for the customer")


async def test_once_a_day_against_the_day_before(stage: Stage) -> None:
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
        text = stage.text(sent(stage)[0])
        for line in ("Received: 1 (1 message)", "Answered: 1 (1 answer)", "Resolved: 1", "Still open: 0"):
            assert line in text
        assert "▲ more" not in text, "there is no day before"
        await asyncio.gather(tick(stage), tick(stage))
        await stage.calm()
        assert len(sent(stage)) == 1

        stage.comment("Second", who=VERA)
        second = await stage.card("Second")
        stage.comment("Third", who=TIM)
        await stage.card("Third")
        stage.time.let_pass(DAY)
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 2)
        text = stage.text(report := sent(stage)[1])
        for line in (
            "Received: 2 ▲ 1",
            "Answered: 0 ▼ 1",
            "Resolved: 0 ▼ 1",
            "Still open: 2 ▲ 2, 2 of them unanswered",
        ):
            assert line in text
        assert "Longest waiting: #2" in text
        assert [one.url for one in report.entities if one.url] == [
            f"https://t.me/c/1000000001/{second.message_id}"
        ]
    assert len(await stage.rows(Summary)) == 2


async def test_across_downtime_once_and_it_says_that_it_is_late(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work():
        await known(stage)
        stage.comment("First")
        await stage.card("First")
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await stage.telegram.wait(lambda: len(sent(stage)) == 1)
    stage.time.let_pass(3 * DAY + 5 * 3600)
    for _ in range(2):
        async with stage.at_work():
            await stage.telegram.wait(lambda: len(sent(stage)) == 2)
            await tick(stage)
            await stage.calm()
    text = stage.text(sent(stage)[1])
    assert "This comes late: it was due at 09:00." in text
    assert "For the 2 days before there was no summary." in text
    assert len(sent(stage)) == 2


async def test_an_hour_of_its_own_in_a_zone_of_its_own(stage: Stage) -> None:
    zone = "Asia/Kamchatka"
    at_ten(stage, zone)
    async with stage.at_work(TIMEZONE=zone, SUMMARY_AT="18:30"):
        await known(stage)
        stage.time.let_pass(8 * 3600)
        await tick(stage)
        await stage.calm()
        assert sent(stage) == []
        stage.time.let_pass(3600)
        await tick(stage)
        text = stage.text(await hears(stage, "Summary of the day"))
        assert text.count("18:30") == 2
        assert "A quiet day: nobody wrote." in text


async def test_every_owner_who_can_be_written_to(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work(OWNER_IDS=f"{OLGA},{PETR}"):
        await known(stage)
        stage.time.let_pass(until_nine(stage))
        await tick(stage)
        await hears(stage, "Summary of the day")
        await known(stage, PETR)
        await hears(stage, "Summary of the day", PETR)


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


async def test_in_russian(stage: Stage) -> None:
    at_ten(stage)
    async with stage.at_work(LANGUAGE="ru"):
        await known(stage, words="Вы владелец")
        stage.comment("Где посылка?")
        card = await stage.card("Где посылка?")
        stage.time.let_pass(DAY)
        await tick(stage)
        text = stage.text(report := await hears(stage, "Сводка за сутки"))
        for line in ("Поступило: 1 (1 сообщение)", "Ещё открыто: 1, без ответа 1", "Дольше всех ждёт #1"):
            assert line in text
        assert [one.url for one in report.entities if one.url] == [
            f"https://t.me/c/1000000001/{card.message_id}"
        ]
        stage.telegram.say(OLGA, OLGA, "/report")
        await hears(stage, "Сегодня: ")


# --- the clock itself


async def test_a_tick_that_fails_is_made_up_for(stage: Stage) -> None:
    """The row of the day and the message on its way are one transaction: without the one there is not the other."""
    at_ten(stage)
    async with stage.at_work() as desk:
        await known(stage)
        stage.time.let_pass(until_nine(stage))
        await stage.sql("ALTER TABLE outbox RENAME TO elsewhere")
        await desk.clock.tick(summaries)
        await stage.sql("ALTER TABLE elsewhere RENAME TO outbox")
        assert await stage.rows(Summary) == []
        await desk.clock.tick(summaries)
        await hears(stage, "Summary of the day")


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


async def test_the_hour_is_read_from_the_settings_at_each_start(stage: Stage) -> None:
    async with stage.at_work(TIMEZONE="Europe/Moscow", SUMMARY_AT="8:15"):
        pass
    async with stage.at_work(TIMEZONE="Asia/Tokyo", SUMMARY_AT="20:00"):
        pass
    (row,) = await stage.rows(Desk)
    assert (row.timezone, row.summary_at) == ("Asia/Tokyo", "20:00")
