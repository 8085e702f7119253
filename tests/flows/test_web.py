"""`/healthz` and `/readyz` of a desk at work: what is well, and in words what is not."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from bot.config import ConfigError
from sandbox.faults import Fault
from tests.flows.faults import get, says
from tests.flows.stage import BRAND, OPERATORS, Stage

WELL = f"clock: ok\ncounts: ok\ndatabase: ok\noperator group: ok\ntelegram: ok\nvk {BRAND}: ok\n"


async def ready(desk: Stage) -> bool:
    return await get(desk, "/readyz") == (200, WELL)


async def test_all_is_well_soon_after_the_start_and_after_a_restart(stage: Stage) -> None:
    for _ in range(2):
        async with stage.at_work():
            await stage.until(lambda: ready(stage), timeout=3)
            assert await get(stage, "/healthz") == (200, "ok\n")


async def test_vk_is_away_for_a_while(desk: Stage) -> None:
    await desk.until(lambda: ready(desk))
    await desk.vk.stop()
    await says(desk, f"vk {BRAND}: transient")
    assert (await get(desk, "/healthz"))[0] == 200, "the process lives: a restart would help nobody"
    await desk.vk.start()
    desk.comment("Hello again")
    desk.time.let_pass(90)
    await desk.card("Hello again")
    await desk.until(lambda: ready(desk))


async def test_telegram_is_away_for_a_while(desk: Stage) -> None:
    await desk.until(lambda: ready(desk))
    await desk.telegram.stop()
    await says(desk, "telegram: no updates: ")
    await desk.telegram.start()
    desk.time.let_pass(90)
    await desk.until(lambda: ready(desk), timeout=3)


async def test_vk_refuses_the_token(stage: Stage) -> None:
    stage.vk.fail("groups.*", 5, times=None)
    stage.heard = False
    async with stage.at_work():
        await says(stage, f"vk {BRAND}: auth")
        text = (await get(stage, "/readyz"))[1]
        assert "vk1." not in text
        assert "telegram: ok" in text


async def test_the_bots_place_in_the_operators_group(desk: Stage) -> None:
    await desk.until(lambda: ready(desk))
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "member")
    await says(desk, "operator group: Make me an administrator of this group")
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "left")
    await says(desk, "operator group: I am not in this group")
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "administrator")
    await desk.until(lambda: ready(desk))


async def test_a_port_that_is_taken_is_one_line(desk: Stage) -> None:
    assert desk.desk is not None
    with pytest.raises(ConfigError) as error:
        async with desk.at_work(LISTEN=str(desk.desk.address)):
            pass
    assert str(error.value).startswith(f"LISTEN: found '{desk.desk.address}', expected an address")
    assert "another program listens there already" in str(error.value)


async def test_a_bot_token_that_is_refused_is_one_line(stage: Stage) -> None:
    stage.telegram.faults.add(
        "getMe", Fault.error(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    )
    with pytest.raises(ConfigError) as error:
        async with stage.at_work():
            pass
    assert str(error.value).startswith("TELEGRAM_BOT_TOKEN: Telegram does not know this token")


async def test_a_second_process_stands_by_and_takes_over(stage: Stage) -> None:
    standing_by = [
        f"{part}: standing by\n" for part in ("clock", "counts", "operator group", "telegram", f"vk {BRAND}")
    ]
    async with AsyncExitStack() as first, AsyncExitStack() as second:
        await first.enter_async_context(stage.at_work())
        await stage.until(lambda: ready(stage))
        await second.enter_async_context(stage.at_work())
        waits = stage.desk
        waiting = (200, "".join(sorted(["database: ok\n", *standing_by])))
        await stage.until(lambda: answers(stage, waiting))
        await first.aclose()
        stage.desk = waits
        await stage.until(lambda: ready(stage))
        stage.comment("Hello again")
        await stage.card("Hello again")


async def answers(desk: Stage, expected: tuple[int, str]) -> bool:
    return await get(desk, "/readyz") == expected
