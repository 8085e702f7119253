"""What is not well is told to the owner in plain words: once, and once more when it is over. At the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from bot.clock import Clock
from bot.troubles import what_lasts
from sandbox.faults import Fault
from storage.models import Lane, Trouble
from tests.flows.faults import VK, named, passes, troubles, welcomed
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, PETR, VERA, VK_TOKEN, Stage
from tests.flows.words import hears, told

SILENT, HEARD = f"{VK}: silent for", f"{VK}: heard again"
POLL = "groups.getLongPollServer"


async def tick(stage: Stage) -> None:
    """The clock looks at what lasts; what it tells has arrived."""
    assert stage.desk is not None
    await stage.desk.clock.tick(what_lasts)
    await stage.calm()


async def vk_falls_silent(stage: Stage) -> None:
    """Its Long Poll API answers nothing that can be read; the desk has noticed."""
    stage.vk.faults.add(POLL, Fault.html(502))
    stage.vk.longpoll.rotate_key()
    await stage.until(lambda: troubles(stage, Trouble.part == f"vk:{BRAND}"))


async def vk_is_back(stage: Stage) -> None:
    """The desk hears it: a comment comes. Not more time passes than it takes: a minute for each try."""
    stage.vk.faults.clear()
    stage.comment("Anybody here?", who=VERA)

    async def heard() -> bool:
        return not await troubles(stage, Trouble.part == f"vk:{BRAND}")

    for _ in range(10):
        stage.time.let_pass(61)
        with suppress(AssertionError):
            await stage.until(heard, 1.5)
            break
    await stage.calm()
    assert await heard()


# --- an account that cannot be heard


async def test_four_minutes_of_silence_are_nobodys_trouble(desk: Stage) -> None:
    await welcomed(desk)
    await vk_falls_silent(desk)
    passes(desk, 3)
    await tick(desk)
    desk.vk.faults.clear()
    desk.comment("Anybody here?")
    desk.time.let_pass(61)
    await desk.card("Anybody here?")
    await desk.until(lambda: none_open(desk))
    passes(desk, 10)
    await tick(desk)
    assert told(desk, VK) == []


async def none_open(stage: Stage) -> bool:
    return not await troubles(stage)


async def test_six_minutes_are_told_once_and_once_more_when_it_is_heard_again(desk: Stage) -> None:
    await welcomed(desk)
    await vk_falls_silent(desk)
    passes(desk, 6)
    await tick(desk)
    assert desk.text(await hears(desk, SILENT)) == (
        f"{VK}: silent for 6 minutes, the network does not answer. "
        "Nothing new comes in meanwhile; I keep trying."
    )
    passes(desk, 5)
    await tick(desk)
    await vk_is_back(desk)
    await desk.card("Anybody here?")
    assert desk.text(await hears(desk, HEARD)).endswith("What was written meanwhile is being fetched.")
    await tick(desk)
    assert (len(told(desk, SILENT)), len(told(desk, HEARD))) == (1, 1)


async def test_a_restart_in_between_tells_nothing_twice(stage: Stage) -> None:
    async with stage.at_work():
        await welcomed(stage)
        await vk_falls_silent(stage)
        passes(stage, 6)
        await tick(stage)
        await hears(stage, SILENT)
    stage.heard = False
    async with stage.at_work():
        passes(stage, 6)
        await tick(stage)
        await vk_is_back(stage)
        await hears(stage, HEARD)
    async with stage.at_work():
        await tick(stage)
        assert (len(told(stage, SILENT)), len(told(stage, HEARD))) == (1, 1)


async def test_what_got_well_while_the_program_was_stopped_is_not_told(stage: Stage) -> None:
    async with stage.at_work():
        await welcomed(stage)
        await vk_falls_silent(stage)
    stage.vk.faults.clear()
    passes(stage, 60)
    async with stage.at_work():
        await tick(stage)
        stage.comment("Anybody here?")
        await stage.until(lambda: none_open(stage))
        passes(stage, 10)
        await tick(stage)
        assert told(stage, VK) == []


async def test_who_starts_again_and_again_tells_all_the_same(stage: Stage) -> None:
    """A start gives a minute in which things may get well; the next ones give no other."""
    async with stage.at_work():
        await welcomed(stage)
        await vk_falls_silent(stage)
        passes(stage, 4.5)
    stage.heard = False
    for _ in range(3):
        async with stage.at_work():
            await tick(stage)
            assert told(stage, SILENT) == []
        stage.time.let_pass(15)
    async with stage.at_work():
        stage.time.let_pass(16)
        await tick(stage)
        await hears(stage, SILENT)


async def test_after_a_long_absence_there_is_a_minute_once_more(stage: Stage) -> None:
    async with stage.at_work():
        await welcomed(stage)
        await vk_falls_silent(stage)
        passes(stage, 4.5)
    stage.heard = False
    async with stage.at_work():
        await tick(stage)
    stage.vk.faults.clear()
    passes(stage, 60)
    async with stage.at_work():
        await tick(stage)
        stage.comment("Anybody here?")
        await stage.until(lambda: none_open(stage))
        passes(stage, 10)
        await tick(stage)
        assert told(stage, VK) == []


async def test_two_clocks_at_once_tell_once(desk: Stage) -> None:
    await welcomed(desk)
    await vk_falls_silent(desk)
    passes(desk, 6)
    assert desk.desk is not None
    clocks = [
        Clock(desk.desk.bench.sessions, desk.desk.clock.summaries, clock=desk.time.now) for _ in range(4)
    ]
    await asyncio.gather(*(clock.tick(what_lasts) for clock in clocks))
    await hears(desk, SILENT)
    await desk.calm()
    assert len(told(desk, SILENT)) == 1


async def test_a_revoked_token_is_told_at_once_and_its_renewal_too(desk: Stage) -> None:
    await welcomed(desk)
    desk.vk.revoke_token(VK_TOKEN)
    desk.vk.longpoll.rotate_key()
    await hears(desk, f"{VK} refuses the token.")
    desk.vk.add_token(VK_TOKEN, "community", BRAND)
    await vk_is_back(desk)
    await hears(desk, HEARD)
    assert len(told(desk, "refuses the token")) == 1


async def test_silence_that_becomes_a_refusal_is_told_anew_for_a_person_must_act(desk: Stage) -> None:
    await welcomed(desk)
    await vk_falls_silent(desk)
    passes(desk, 6)
    await tick(desk)
    await hears(desk, SILENT)
    desk.vk.revoke_token(VK_TOKEN)
    desk.vk.faults.clear()
    desk.time.let_pass(61)
    await hears(desk, f"{VK} refuses the token.")
    desk.vk.add_token(VK_TOKEN, "community", BRAND)
    await vk_is_back(desk)
    await hears(desk, HEARD)
    assert len(told(desk, HEARD)) == 1


async def test_being_well_writes_nothing(desk: Stage) -> None:
    await welcomed(desk)
    for number in range(3):
        desk.comment(f"number {number}")
        await desk.card(f"number {number}")
    assert await desk.rows(Trouble) == []


# --- who is told


async def test_who_opens_the_chat_late_hears_only_what_is_true_still(stage: Stage) -> None:
    async with stage.at_work():
        await stage.until(lambda: named(stage))
        await vk_falls_silent(stage)
        passes(stage, 6)
        await tick(stage)
        await stage.until(lambda: stage.rows(Lane, Lane.key == f"tg:{OLGA}", Lane.stopped.is_not(None)))
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "member")
        await stage.until(lambda: troubles(stage, Trouble.part == f"tg:{OPERATORS}"))
        await vk_is_back(stage)
        stage.telegram.start_bot(OLGA)
        await hears(stage, "Operators' group: I am not an administrator.")
        await stage.calm()
        assert told(stage, VK) == [], "neither that it was silent nor that it is not any more"


async def test_the_first_owner_hears_what_began_before_there_was_one(stage: Stage) -> None:
    stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "member")
    async with stage.at_work(OWNER_IDS="") as desk:
        await stage.until(lambda: troubles(stage, Trouble.part == f"tg:{OPERATORS}"))
        assert desk.owner_link is not None
        stage.telegram.start_bot(OLGA, desk.owner_link.rpartition("=")[2])
        await hears(stage, "Operators' group: I am not an administrator.")
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: len(told(stage, "You are the owner")) == 2)
        await stage.calm()
        assert len(told(stage, "Operators' group")) == 1


async def test_another_owner_hears_who_cannot_be_written_to(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS=f"{OLGA},{PETR}"):
        await welcomed(stage)
        stage.vk.push_raw({"what": "is this?"}, BRAND)
        await hears(stage, "privately")
        stage.telegram.start_bot(PETR)
        await hears(stage, "privately again")
        await hears(stage, "could not be read", PETR)
        await stage.calm()
        assert told(stage, "privately", PETR) == []


# --- Telegram itself


async def test_an_hour_without_telegram_is_told_when_it_is_over(desk: Stage) -> None:
    await welcomed(desk)
    await desk.telegram.stop()
    await desk.until(lambda: troubles(desk, Trouble.part == "telegram"))
    for number in range(3):
        desk.comment(f"meanwhile {number}")
    await desk.until(lambda: opened(desk, 3))
    passes(desk, 60)
    assert desk.desk is not None
    await desk.desk.clock.tick(what_lasts)
    await desk.telegram.start()

    async def back() -> bool:
        desk.time.let_pass(20)
        return not await troubles(desk, Trouble.part == "telegram")

    await desk.until(back)
    words = await as_time_passes(desk, "I could not reach Telegram from ")
    assert "3 new cases came in meanwhile; their cards are coming." in words
    for number in range(3):
        await desk.card(f"meanwhile {number}")
    await desk.calm()
    assert len(told(desk, "I could not reach Telegram")) == 1


async def opened(stage: Stage, count: int) -> bool:
    return await stage.sql("SELECT count(*) FROM cases") == [(count,)]


async def as_time_passes(stage: Stage, words: str) -> str:
    """Lanes that rest go on by and by."""

    async def heard() -> list[str]:
        stage.time.let_pass(5)
        return told(stage, words)

    return (await stage.until(heard))[-1]


async def test_a_short_outage_of_telegram_is_not_worth_a_word(desk: Stage) -> None:
    await welcomed(desk)
    broken = desk.telegram.faults.add("getUpdates", Fault.html(502))
    desk.telegram.say(ANNA, OPERATORS, "just talk")
    await desk.until(lambda: troubles(desk, Trouble.part == "telegram"))
    passes(desk, 4)
    broken.times = broken.hits
    await desk.until(lambda: none_open(desk))
    passes(desk, 10)
    await tick(desk)
    assert told(desk, "Telegram") == []


# --- dead letters


def cards_of(params: Mapping[str, object]) -> bool:
    return str(params["chat_id"]) == str(OPERATORS)


async def test_ten_dead_letters_are_three_and_a_summary(desk: Stage) -> None:
    await welcomed(desk)
    dead = {"ok": False, "error_code": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}
    desk.telegram.faults.add("sendMessage", Fault.error(400, dead), when=cards_of)
    for number in range(10):
        desk.comment(f"number {number}")
    await desk.until(lambda: all_dead(desk))
    await desk.telegram.wait(lambda: len(told(desk, "could not be shown")) == 3)
    passes(desk, 61)
    await tick(desk)
    words = desk.text(await hears(desk, "7 more cases could not be shown in the last hour: #"))
    assert words.count("#") == 7
    passes(desk, 61)
    await tick(desk)
    assert len(told(desk, "could not be shown")) == 4
    desk.telegram.faults.clear()
    one = words.partition("#")[2].partition(",")[0]
    desk.telegram.say(ANNA, OPERATORS, f"/case {one}")
    await desk.card(f"#{one}")


async def all_dead(stage: Stage) -> bool:
    found = await troubles(stage, Trouble.part == "dead letters")
    return bool(found) and len(found[0].params["cases"]) == 10


# --- words


async def test_in_russian(stage: Stage) -> None:
    async with stage.at_work(LANGUAGE="ru"):
        stage.telegram.start_bot(OLGA)
        await stage.until(lambda: named(stage))
        await vk_falls_silent(stage)
        passes(stage, 22)
        await tick(stage)
        await hears(stage, "VK · Nordlicht Coffee: не слышно уже 22 минуты, сеть не отвечает.")
        await vk_is_back(stage)
        await hears(stage, "снова слышно, тишина длилась ")
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "left")
        await hears(stage, "Группа операторов: меня нет в группе.")
