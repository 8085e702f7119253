"""Who becomes the owner, what the owner is told, and when."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from storage.models import Desk, Event, Lane, Staff
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears

CLOSED = "This bot serves a closed team."


async def owners(desk: Stage) -> list[int]:
    return sorted(one.user_id for one in await desk.rows(Staff, Staff.role == "owner"))


def code_in(link: str | None) -> str:
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "t.me", "/otklik_demo_bot")
    return parse_qs(parts.query)["start"][0]


# --- becoming the owner


async def test_who_opens_the_link_is_the_owner_and_nobody_after(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS="") as desk:
        code = code_in(desk.owner_link)
        for wrong in (None, "guess", code[:-1], code + "x"):
            stage.telegram.start_bot(STRANGER, wrong)
        await stage.telegram.wait(lambda: len(stage.ours(STRANGER)) == 4)
        assert {stage.text(one) for one in stage.ours(STRANGER)} == {CLOSED}
        stage.telegram.start_bot(OLGA, code)
        await hears(stage, "You are the owner. The summary of the day comes here")
        stage.telegram.start_bot(BORIS, code)
        await hears(stage, "Hello Boris.", BORIS)
        stage.telegram.start_bot(STRANGER, code)
        await stage.telegram.wait(lambda: len(stage.ours(STRANGER)) == 5)
        assert {stage.text(one) for one in stage.ours(STRANGER)} == {CLOSED}
    assert await owners(stage) == [OLGA]
    (row,) = await stage.rows(Desk)
    assert row.owner_code_hash is None
    assert code not in str([one.__dict__ for one in await stage.rows(Event)])
    async with stage.at_work(OWNER_IDS="") as desk:
        assert desk.owner_link is None


async def test_of_two_at_once_one_becomes_the_owner(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS="") as desk:
        code = code_in(desk.owner_link)
        stage.telegram.start_bot(ANNA, code)
        stage.telegram.start_bot(BORIS, code)
        await asyncio.gather(hears(stage, "", ANNA), hears(stage, "", BORIS))
    assert len(await owners(stage)) == 1


async def test_every_start_prints_the_same_link_until_it_is_used(stage: Stage) -> None:
    """A replica that starts does not spoil what another one has printed."""
    async with stage.at_work(OWNER_IDS="") as desk:
        code = code_in(desk.owner_link)
        async with stage.at_work(OWNER_IDS="") as second:
            assert code_in(second.owner_link) == code
        stage.telegram.start_bot(OLGA, code)
        await hears(stage, "You are the owner.")
    await stage.sql("UPDATE staff SET left_at = now()")
    async with stage.at_work(OWNER_IDS="") as desk:
        assert code_in(desk.owner_link) != code, "it works once"


async def test_a_link_nobody_used_does_not_lie_about_for_ever(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS=""):
        pass
    async with stage.at_work(OWNER_IDS=str(OLGA)) as desk:
        assert desk.owner_link is None
        (row,) = await stage.rows(Desk)
        assert row.owner_code_hash is None


async def test_said_beforehand_by_the_settings(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS=f"{OLGA},{PETR}") as desk:
        assert desk.owner_link is None
        assert await owners(stage) == [PETR, OLGA]
        stage.telegram.start_bot(PETR)
        await hears(stage, "You are the owner.", PETR)
        stage.telegram.say(PETR, PETR, "/report")
        await hears(stage, "Today: ", PETR)


# --- being told


async def test_what_waits_for_an_owner_arrives_when_the_chat_is_opened(stage: Stage) -> None:
    async with stage.at_work():
        stage.vk.push_raw({"type": "wall_reply_new", "object": "nonsense", "event_id": "1"}, 1234)
        await stage.until(lambda: _stopped(stage))
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        await hears(stage, "an event could not be read")
        await stage.calm()
        assert len(stage.ours(OLGA)) == 2, "not also that the bot could not write to them"


async def _stopped(stage: Stage) -> bool:
    return bool(await stage.rows(Lane, Lane.key == f"tg:{OLGA}", Lane.stopped.is_not(None)))


async def test_an_owner_who_blocked_the_bot_and_comes_back(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    desk.telegram.block(OLGA)
    desk.vk.push_raw({"type": "wall_reply_new", "object": "nonsense", "event_id": "1"}, 1234)
    await desk.until(lambda: _stopped(desk))
    desk.telegram.block(OLGA, False)
    await hears(desk, "an event could not be read")


@pytest.mark.parametrize(
    ("status", "words"), [("member", "not an administrator"), ("left", "not in"), ("kicked", "not in")]
)
async def test_rights_taken_away_later(desk: Stage, status: str, words: str) -> None:
    await hears(desk, "You are the owner")
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, status)  # type: ignore[arg-type]
    await hears(desk, f"Operators' group: I am {words}")


async def test_rights_taken_away_in_a_departments_group(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "member")
    await hears(desk, "Department Delivery: I am not an administrator.")


async def test_what_waited_goes_on_when_the_rights_are_back(desk: Stage) -> None:
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "left")
    await hears(desk, "Operators' group: I am not in the group.")
    desk.comment("Where is my parcel?")
    await desk.until(lambda: desk.rows(Lane, Lane.key == f"tg:{OPERATORS}", Lane.stopped.is_not(None)))
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "administrator")
    await desk.card("Where is my parcel?")
