"""Hundreds of cases at once out of a digest: one confirmed act, and nobody else waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from sqlalchemy import text

from sandbox.telegram import Message as Said
from sandbox.telegram.pressing import Press
from storage.models import Card, Case, Event
from tests.chaos.checks import broken
from tests.flows.panels import passes
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, Stage

FIRST, VIP = 6001, 9001
COUNT = 220
"""Comments; a few of them are cards of their own."""
AT_LEAST = 200


async def filled(stage: Stage) -> tuple[Said, Said, set[int]]:
    """A card of its own, a digest of hundreds, and the cases in it."""
    stage.telegram.start_bot(OLGA)
    stage.vk.add_user(VIP, "Vera", "Vip")
    stage.vk.message(VIP, BRAND, "Where is my order?")
    card = await stage.card("Where is my order?")
    post = stage.post("Win a grinder")
    for number in range(COUNT):
        stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
        stage.comment(f"words {number}", post, FIRST + number)
    await stage.until(partial(stage.rows, Case, Case.number == COUNT + 1), 90)
    for _ in range(4):
        await passes(stage, 16)
    panel = await stage.card("more cases are collected here")
    inside = {one.case_id or 0 for one in await stage.rows(Card, Card.collected_in.is_not(None))}
    await stage.says(panel, f"{len(inside)} more cases")
    assert len(inside) >= AT_LEAST
    return card, panel, inside


Waiting = list[tuple[Any, ...]]
"""A process of the database and when its transaction began."""
StillWaits = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def pressed_and_held_up(
    stage: Stage, page: Said, label: str
) -> AsyncIterator[tuple[Press, StillWaits]]:
    """Anna's act has done nearly all, and waits for the last case, which somebody else has locked."""
    number: int = getattr(page, "ephemeral_message_id")  # noqa: B009
    async with stage.engine.begin() as other:
        await other.execute(
            text(
                "SELECT FROM cases WHERE id = (SELECT max(case_id) FROM cards WHERE collected_in > 0) FOR UPDATE"
            )
        )
        holder = await other.scalar(text("SELECT pg_backend_pid()"))
        pressed = stage.telegram.press_ephemeral(ANNA, OPERATORS, number, label)
        waiting = await stage.until(partial(who_waits, stage, holder), 60)

        async def still_waits() -> bool:
            return any(one in waiting for one in await who_waits(stage, holder))

        yield pressed, still_waits


async def who_waits(stage: Stage, holder: int) -> Waiting:
    """For a lock that this connection has."""
    return await stage.sql(
        f"SELECT pid, xact_start FROM pg_stat_activity WHERE {holder} = ANY (pg_blocking_pids(pid))"
    )


async def test_hundreds_are_claimed_and_dismissed_each_in_one_act_and_others_are_answered_meanwhile(
    stage: Stage,
) -> None:
    async with stage.at_work():
        card, panel, inside = await filled(stage)
        await stage.press(ANNA, panel, "Look through")
        page = await stage.whisper(ANNA, "1–5 of")
        everything = len(inside)

        await stage.press_whisper(ANNA, page, f"Claim all {everything}")
        await stage.says(page, "until you open them")
        stage.time.let_pass(6)
        async with pressed_and_held_up(stage, page, f"Claim all {everything}") as (claiming, still_waits):
            assert await stage.press(BORIS, card, "Claim") == "#1 is yours."
            await stage.press(BORIS, panel, "Look through")
            assert await still_waits(), "the act gave way: nobody was answered meanwhile"
            stage.vk.message(VIP, BRAND, "And my parcel?")
            await stage.followup("And my parcel?")
            assert claiming.answer is None
        assert (await claiming.answered(60)).text == f"{everything} cases are yours."
        assert await once_each(stage, "claim") >= inside

        await stage.says(page, "With Anna")
        stage.time.let_pass(6)
        await stage.press_whisper(ANNA, page, f"Dismiss all {everything}")
        await stage.says(page, f"Dismiss all {everything} cases collected here without an answer?")
        stage.time.let_pass(6)
        async with pressed_and_held_up(stage, page, f"Dismiss all {everything}") as (dismissing, still_waits):
            # Done, or told to look first: in a storm his card may not show the last words yet.
            said = await stage.press(BORIS, card, "Resolve") or ""
            assert "#1" in said or "And my parcel?" in said
            assert await still_waits()
        assert (await dismissing.answered(60)).text == f"{everything} cases dismissed."
        assert await once_each(stage, "dismiss") == inside

        for _ in range(3):
            await passes(stage, 16)
        await stage.says(panel, "Nothing is left here.")
        assert await broken(stage) == []


async def once_each(stage: Stage, kind: str) -> set[int]:
    """The cases that this happened to; to each once."""
    events = [one.case_id or 0 for one in await stage.rows(Event, Event.kind == kind)]
    assert len(events) == len(set(events))
    return set(events)
