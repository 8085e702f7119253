"""VK cannot be heard, or says nonsense: what was written meanwhile comes all the same."""

from __future__ import annotations

import pytest

from storage.models import Case, Cursor, RawEvent
from storage.models import Message as Said
from tests.flows.faults import (
    cards_in_time,
    outlast,
)
from tests.flows.stage import (
    BRAND,
    OLGA,
    TIM,
    VERA,
    Stage,
)
from tests.flows.words import hears, told


async def test_malformed_events_cost_nobody_else_a_card(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    deep: object = "bottom"
    for _ in range(300):
        deep = [deep]
    envelope = {"group_id": BRAND, "v": "5.199", "event_id": "x"}
    odd: list[object] = [
        [],
        [1, 2, 3],
        None,
        17,
        "words",
        {},
        {"type": 5},
        {**envelope, "type": "wall_reply_new"},
        {**envelope, "type": "wall_reply_new", "object": []},
        {**envelope, "type": "wall_reply_new", "object": {"id": "nine", "from_id": {}, "text": 3}},
        {
            **envelope,
            "type": "wall_reply_new",
            "object": {"id": 10**40, "from_id": 5, "post_id": 1, "date": -(10**30)},
        },
        {**envelope, "type": "message_new", "object": {"message": None}},
        {**envelope, "type": "message_new", "object": {"message": {"peer_id": TIM, "text": "\0", "id": []}}},
        {**envelope, "type": "message_new", "object": {"message": "x" * 3_000_000}},
        {**envelope, "type": "wall_reply_new", "object": deep},
        {**envelope, "type": "\0\ud800", "object": {"\0": "\ud800"}},
    ]
    desk.vk.hold_events()
    post = desk.post()
    desk.comment("before them", post)
    desk.vk.release_events()
    for one in odd:
        desk.vk.push_raw(one)
    desk.comment("behind them", post, who=VERA)
    await desk.card("before them")
    await desk.card("behind them")
    await hears(desk, "could not be read")
    kept = await desk.rows(RawEvent)
    assert len(kept) >= 8
    await desk.calm()
    assert len(told(desk, "could not be read")) == 1


async def test_characters_that_no_database_takes_cost_only_themselves(desk: Stage) -> None:
    desk.comment("be\0fore\ud83d after")
    await desk.card("\N{REPLACEMENT CHARACTER} after")


@pytest.mark.parametrize("code", [1, 2, 3])
async def test_a_long_poll_that_is_refused_goes_on(desk: Stage, code: int) -> None:
    desk.vk.longpoll.fail_next(code)
    await desk.vk.wait(lambda: desk.vk.longpoll.waiting)
    await outlast(desk, 10, 2)
    await desk.vk.wait(lambda: desk.vk.longpoll.waiting)
    desk.comment("after it")
    await desk.card("after it")


async def test_failed_4_is_told_and_tried_again(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    desk.vk.longpoll.fail_next(4)
    await hears(desk, "cannot be read")
    desk.comment("meanwhile")
    desk.time.let_pass(61)
    await desk.card("meanwhile")


async def test_an_outage_of_vk_with_comments_made_meanwhile(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    await desk.card("before")
    await desk.vk.stop()
    for number in range(4):
        desk.comment(f"meanwhile {number}", who=VERA)
    await outlast(desk, 100, 10)
    await desk.vk.start()
    await outlast(desk, 70, 10)
    for number in range(4):
        await desk.card(f"meanwhile {number}")
    await desk.calm()
    assert len(await desk.rows(Case)) == 5


async def test_events_that_come_again_and_again_are_one_case(desk: Stage) -> None:
    post = desk.post()
    desk.comment("once", post)
    await desk.card("once")
    for _ in range(3):
        desk.vk.redeliver(desk.vk.events("wall_reply_new")[-1])
    desk.comment("behind them", post, who=VERA)
    await desk.card("behind them")
    assert len(await desk.rows(Said)) == 2


async def test_a_token_revoked_while_listening_is_told_once_and_mended_without_a_restart(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    desk.vk.fail("groups.getLongPollServer", 5, times=None)
    desk.vk.longpoll.rotate_key()
    await hears(desk, "refuses the token")
    desk.comment("meanwhile")
    await outlast(desk, 300, 61)
    assert len(told(desk, "refuses the token")) == 1
    desk.vk.clear_failures()
    await outlast(desk, 130, 61)
    await desk.card("meanwhile")


async def test_the_cursor_moves_only_with_what_it_brought(desk: Stage) -> None:
    """The database refuses the items: the same poll brings them again."""
    await desk.sql("CREATE SEQUENCE trouble")
    await desk.sql(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('trouble') <= 3 THEN RAISE EXCEPTION 'no' USING ERRCODE = '55P03'; END IF;
            RETURN NEW;
        END $$
        """
    )
    await desk.sql("CREATE TRIGGER refuse BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION refuse()")
    (before,) = await desk.rows(Cursor)
    desk.comment("at last")
    await desk.until(lambda: cards_in_time(desk, "at last"))
    (after,) = await desk.rows(Cursor)
    assert after.value != before.value
    assert await desk.rows(RawEvent) == []
