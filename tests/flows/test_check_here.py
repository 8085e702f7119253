"""`otklik check` of the machine, the clocks, the database's server, and of what the desk knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import utc_now
from bot.check import Here
from bot.checking import machine, server
from bot.reports.charts import DrawingFailed
from bot.values import Address
from bot.web.server import serving
from storage.engine import make_engine
from tests.flows.checking import HERE, found, found_here, todo
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, Stage
from tests.flows.words import hears

# --- this machine


async def test_a_port_that_is_taken(stage: Stage) -> None:
    async with serving(web.Application(), Address("127.0.0.1", 0)) as other:
        assert (await machine.port("LISTEN", other)).found == f"{other}: another program listens there"
        assert await todo(stage, "LISTEN", LISTEN=str(other)) == "give LISTEN another host:port"
        assert await todo(stage, "METRICS_LISTEN", METRICS_LISTEN=str(other))
    assert (await machine.port("LISTEN", Address("203.0.113.7", 80))).found.endswith(
        "does not have that address"
    )
    async with stage.at_work() as desk:
        said = await found(stage, LISTEN=str(desk.address))
        assert said["LISTEN"] == [(f"{desk.address} is served by a desk that runs", None)]


async def test_figures_that_nobody_may_read(stage: Stage) -> None:
    words = await todo(stage, "METRICS_LISTEN", METRICS_LISTEN="0.0.0.0:0")
    assert words == "set METRICS_TOKEN, here and in Prometheus"
    well = await found(stage, METRICS_LISTEN="0.0.0.0:0", METRICS_TOKEN="a-token-for-prometheus")
    assert well["METRICS_LISTEN"] == [("0.0.0.0:0 is free", None)]


async def test_a_file_of_tokens_that_everybody_reads(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    here = replace(HERE, env_file=file)
    assert str(file) not in await found_here(stage, here)
    file.write_text("")
    file.chmod(0o640)
    assert (await found_here(stage, here))[str(file)] == [("nobody else can read it", None)]
    file.chmod(0o644)
    assert (await todo(stage, str(file), here)).startswith(f"chmod 600 {file}")


async def test_pictures(stage: Stage) -> None:
    async def broken() -> None:
        raise DrawingFailed("nothing was drawn within 60 s")

    assert "summaries come without pictures" in await todo(stage, "pictures", Here(draw=broken))
    assert (await machine.pictures(machine.draw_one)).todo is None, "the real one draws"


# --- clocks


@pytest.mark.parametrize(("seconds", "words"), [(600, "600 s ahead of"), (-600, "600 s behind")])
async def test_a_clock_that_is_wrong(stage: Stage, seconds: int, words: str) -> None:
    here = replace(HERE, clock=lambda: utc_now() + timedelta(seconds=seconds))
    assert set((await todo(stage, "clock", here)).split("`")[1::2]) == {"timedatectl set-ntp true"}
    said = [one for one, _ in (await found_here(stage, here))["clock"]]
    assert said == [f"{words} {name}" for name in ("Telegram", "VK", "the database")]


async def test_a_clock_that_is_right(stage: Stage) -> None:
    assert (await found(stage))["clock"] == [("as Telegram, VK, the database have it", None)]


# --- the database's server


async def limited(stage: Stage, *statements: str) -> str:
    """The database by another user: what it was given by these, and its URL."""
    for one in ("DROP ROLE IF EXISTS limited", "CREATE ROLE limited LOGIN", *statements):
        await stage.sql(one)
    url = make_engine(stage.database_url).url.set(username="limited", password=None)
    return url.set(drivername="postgresql").render_as_string()


ALL = "GRANT ALL ON ALL TABLES IN SCHEMA public TO limited"


async def test_what_the_user_may_not(stage: Stage) -> None:
    await stage.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    url = await limited(stage, ALL)
    try:
        said = (await found(stage, DATABASE_URL=url))["database"]
        assert [one for one, todo in said if todo][0] == "the user may not create tables"
        assert [one for one, todo in said if todo][1].endswith(
            "belong to somebody else: migrations will fail"
        )
        await stage.sql("ALTER ROLE limited SET default_transaction_read_only = on")
        assert "primary server" in await todo(stage, "database", DATABASE_URL=url)
        await stage.sql("ALTER ROLE limited RESET default_transaction_read_only")
        await stage.sql("ALTER ROLE limited CONNECTION LIMIT 6")
        said = (await found(stage, DATABASE_URL=url))["database"]
        assert any(
            "connections left" in one and "raise max_connections" in (mend or "") for one, mend in said
        )
    finally:
        await stage.sql("DROP OWNED BY limited")
        await stage.sql("DROP ROLE limited")


async def test_a_server_that_is_too_old_is_not_merely_started(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.OLDEST", 99)
    assert "a newer server" in await todo(stage, "database")


async def test_little_room_for_a_database_of_our_own(tmp_path: Path) -> None:
    assert server.room(tmp_path, needed=0).todo is None
    assert (server.room(tmp_path, needed=2**62).todo or "").startswith("make room")


# --- what the desk knows


async def test_where_nothing_is_sent(stage: Stage) -> None:
    await stage.sql(
        "INSERT INTO lanes (key, stopped) VALUES"
        f" ('vk\\:{BRAND}', 'auth'), ('tg\\:{OPERATORS}', 'forbidden'), ('tg\\:{ANNA}', 'forbidden')"
    )
    await stage.sql("INSERT INTO lanes (key, paused_until) VALUES ('tg\\:-9', now() + interval '1 hour')")
    said = await found(stage)
    assert "start the program again" in (said[f"sending to vk:{BRAND}"][0][1] or "")
    assert "administrator" in (said[f"sending to tg:{OPERATORS}"][0][1] or "")
    assert said[f"sending to tg:{ANNA}"] == [("stopped (forbidden)", None)]
    ((rests, nothing),) = said["sending to tg:-9"]
    assert (rests.startswith("rests until "), nothing) == (True, None)


async def test_an_owner_who_cannot_be_told(stage: Stage) -> None:
    async with stage.at_work():
        assert await todo(stage, "owner") == "press Start in the private chat with the bot"
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
    assert "owner" not in await found(stage)
