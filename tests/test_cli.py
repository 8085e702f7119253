"""The command `otklik` as a person runs it: another process, its exit code and what it says."""

from __future__ import annotations

import asyncio
import io
import json
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from sandbox.faults import Fault
from storage import migrate
from storage.engine import make_engine
from tests.flows.stage import BRAND, OLGA, OPERATORS, TELEGRAM_TOKEN, VK_TOKEN, Stage, set_stage

OTKLIK = Path(sys.executable).with_name("otklik")
SECONDS = 90
"""A start costs some; a machine that runs other tests beside takes several times as long."""


UNAUTHORIZED = Fault.error(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


@dataclass
class Program:
    """`otklik` at work. `said`: the lines of stdout and stderr so far."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.said.append(line.decode().rstrip())

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    async def says(self, pattern: str) -> re.Match[str]:
        """Waits until it has said so."""
        async with asyncio.timeout(SECONDS):
            while not (found := re.search(pattern, self.text)):
                assert self.process.returncode is None, self.text
                await asyncio.sleep(0.02)
        return found

    async def ended(self) -> int:
        async with asyncio.timeout(SECONDS):
            return await self.process.wait()

    async def stopped(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Told to stop; how many seconds that took."""
        since = time.monotonic()
        self.process.send_signal(number)
        code = await self.ended()
        assert code == 0, self.text
        assert "Traceback" not in self.text
        return time.monotonic() - since


@asynccontextmanager
async def otklik(*arguments: str, cwd: Path, **env: str) -> AsyncIterator[Program]:
    """Started with these settings and no others."""
    process = await asyncio.create_subprocess_exec(
        OTKLIK,
        *arguments,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", **env},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    program = Program(process)
    listening = asyncio.create_task(program.listen())
    try:
        yield program
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        await listening


async def run(*arguments: str, cwd: Path, **env: str) -> tuple[int, list[str]]:
    """To its end: the exit code and all it said besides its log. Never a traceback, never a token."""
    async with otklik(*arguments, cwd=cwd, **env) as program:
        code = await program.ended()
    for secret in ("Traceback", TELEGRAM_TOKEN, TELEGRAM_TOKEN.partition(":")[2], VK_TOKEN):
        assert secret not in program.text
    return code, [line for line in program.said if not line.startswith("{")]


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty directory that PostgreSQL's own account can reach, also as root."""
    with tempfile.TemporaryDirectory(prefix="otklik-tests-cli-") as folder:
        yield Path(folder)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """The outside world, and the settings for it."""
    async with set_stage(database_url) as stage:
        stage.settings["DATABASE_URL"] = database_url
        yield stage


async def test_wrong_and_missing_settings_are_a_line_each(place: Path) -> None:
    (place / ".env").write_text(f"VK_GROUP_ID={VK_TOKEN}\nTELEGRAM_BOT_TOKN=x\n")
    code, said = await run("run", cwd=place, UNDO_SECONDS="soon", VK_GROUP_TOKEN="short")
    assert code == 1
    assert [line.removeprefix("otklik: ").partition(":")[0] for line in said[:-1]] == [
        "TELEGRAM_BOT_TOKEN",
        "VK_GROUP_ID",
        "VK_GROUP_TOKEN",
        "UNDO_SECONDS",
    ]
    assert said[-1].endswith("did you mean TELEGRAM_BOT_TOKEN?")


async def test_migrate_fills_a_database_and_is_named_by_who_finds_another(
    place: Path, empty_database_url: str, stage: Stage
) -> None:
    settings = stage.settings | {"DATABASE_URL": empty_database_url}
    head = migrate.head()
    assert await run("migrate", cwd=place, DATABASE_URL=empty_database_url) == (
        0,
        [f"schema: empty → {head}"],
    )
    assert await run("migrate", cwd=place, DATABASE_URL=empty_database_url) == (
        0,
        [f"schema: {head} → {head}"],
    )
    engine = make_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await engine.dispose()
    code, said = await run("run", cwd=place, **settings)
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("otklik: the database is at revision 9999")
    assert said[0].endswith("run `otklik migrate`")


def kept(place: Path) -> dict[str, int]:
    """What is in a folder, and who may read it."""
    return {one.name: one.stat().st_mode & 0o777 for one in place.iterdir()}


async def test_backup_and_restore_say_what_they_did_or_why_not(
    place: Path, empty_database_url: str, database_url: str
) -> None:
    filled, empty = {"DATABASE_URL": database_url}, {"DATABASE_URL": empty_database_url}
    code, said = await run("backup", "b.zip", cwd=place, **filled)
    assert (code, len(said)) == (0, 1)
    assert re.fullmatch(rf"backup: \d+ rows of revision {migrate.head()} in b.zip \([\d.]+ MB\)", said[0])
    assert kept(place) == {"b.zip": 0o600}
    code, said = await run("restore", "b.zip", cwd=place, **filled)
    assert (code, said[1].partition(" (")[0]) == (1, "otklik: the database is not empty")
    code, said = await run(
        "restore", "--check", "b.zip", cwd=place, DATABASE_URL="postgresql://nobody@nowhere/x"
    )
    assert (code, said[0].partition(":")[0]) == (0, "b.zip is whole")
    (place / "cut.zip").write_bytes((place / "b.zip").read_bytes()[:-1])
    code, said = await run("restore", "cut.zip", cwd=place, **empty)
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("otklik: cut.zip is not a whole backup")
    code, said = await run("restore", "--moved", "b.zip", cwd=place, **empty)
    assert (code, said[1].partition(":")[0]) == (0, "restored")
    for target, why in (("none/b.zip", "No such file"), ("b.zip/b.zip", "Not a directory")):
        code, said = await run("backup", target, cwd=place, **filled)
        assert (code, len(said)) == (1, 1)
        assert said[0].startswith(f"otklik: no backup was written to {target}: {why}")


async def test_a_backup_goes_to_a_pipe(place: Path, database_url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        OTKLIK,
        *("backup", "-"),
        cwd=place,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": database_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    piped, said = await process.communicate()
    assert process.returncode == 0, said
    assert said.startswith(b"backup: ")
    with zipfile.ZipFile(io.BytesIO(piped)) as file:
        assert file.testzip() is None
        assert file.namelist()[0] == "otklik-backup.json"
        assert file.namelist()[-1] == "checksums.json"


async def test_a_database_that_is_not_there_is_one_line(place: Path) -> None:
    url = "postgresql://me:hunter2hunter2@127.0.0.1:9/otklik"
    code, said = await run("migrate", cwd=place, DATABASE_URL=url)
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("otklik: no connection to PostgreSQL at 127.0.0.1")
    assert "hunter2" not in said[0]


async def test_check_finds_nothing_wrong(place: Path, stage: Stage) -> None:
    code, said = await run("check", cwd=place, **stage.settings)
    assert re.fullmatch(
        r"ok   time: \d\d:\d\d in UTC \(TIMEZONE\); the words are en \(LANGUAGE\)", said.pop(1)
    )
    assert said[:8] == [
        "ok   settings: read",
        "ok   LISTEN: 127.0.0.1:0 is free",
        f"ok   database: answers, its schema is {migrate.head()}, as it should be",
        "ok   clock: as Telegram, VK, the database have it",
        "ok   telegram: @otklik_demo_bot answers",
        "ok   operator group: the bot has its rights there",
        f"ok   vk {BRAND}: Nordlicht Coffee answers",
        f"ok   vk {BRAND}: VK_GROUP_TOKEN is a community's token",
    ]
    assert [line.split(": ")[:2] for line in said[8:]] == [
        [f"ok   vk {BRAND}", "can"],
        [f"ok   vk {BRAND}", "cannot"],
        ["ok   pictures", "can be drawn"],
    ]
    assert code == 0


async def test_check_says_what_to_do(place: Path, stage: Stage) -> None:
    stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "member")
    stage.vk.fail("groups.*", 5, times=None)
    code, said = await run("check", cwd=place, **stage.settings)
    assert code == 1
    text = "\n".join(said)
    assert "FAIL operator group: not-admin\n     → Make me an administrator of this group" in text
    assert f"FAIL vk {BRAND}: the token is refused" in text


async def test_a_token_that_telegram_refuses_is_one_line(place: Path, stage: Stage) -> None:
    stage.telegram.faults.add("getMe", UNAUTHORIZED)
    code, said = await run("run", cwd=place, **stage.settings)
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("otklik: TELEGRAM_BOT_TOKEN: Telegram does not know this token")


async def test_it_can_be_stopped_while_telegram_is_still_away(place: Path, stage: Stage) -> None:
    await stage.telegram.stop()
    async with otklik("run", cwd=place, **stage.settings) as program:
        await program.says("Telegram cannot be reached")
        assert await program.stopped() < 10


async def test_run_with_a_database_of_its_own(place: Path, stage: Stage) -> None:
    settings = stage.settings | {"DATABASE_URL": "", "DATA_DIR": str(place / "data"), "OWNER_IDS": ""}
    async with otklik("run", cwd=place, **settings) as program:
        address = (await program.says(r"otklik is at work, (http://[\d.:]+)/readyz"))[1]
        link = (await program.says(r"Open this link once: https://t\.me/otklik_demo_bot\?start=([\w-]+)"))[1]
        stage.telegram.start_bot(OLGA, link)
        await stage.telegram.wait(
            lambda: [one for one in stage.ours(OLGA) if "owner" in stage.text(one)][0], SECONDS
        )
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting, SECONDS)
        stage.comment("Where is my parcel?")
        card = await stage.telegram.wait(lambda: stage.cards()[0], SECONDS)
        assert "Where is my parcel?" in stage.text(card)
        async with aiohttp.ClientSession() as client, client.get(f"{address}/healthz") as response:
            assert response.status == 200
        assert await program.stopped() < 10
        assert TELEGRAM_TOKEN not in program.text
        assert VK_TOKEN not in program.text
    stage.comment("Hello?", post=stage.vk.posts(BRAND)[0])
    async with otklik("run", cwd=place, **settings) as program:
        await program.says("otklik is at work")
        followup = await stage.telegram.wait(
            lambda: [one for one in stage.ours() if one.reply_to is not None and "Hello?" in stage.text(one)][
                0
            ],
            SECONDS,
        )
        assert followup.reply_to is card
        assert "There is no owner yet" not in program.text
        assert await program.stopped(signal.SIGINT) < 10


async def test_the_demo_shows_a_newcomer_a_card(place: Path) -> None:
    async with otklik("demo", "--port", "0", "--data", str(place / "demo"), cwd=place) as program:
        page = (await program.says(r"Open (http://\S+) in a browser"))[1]
        async with aiohttp.ClientSession(page) as client:
            async with client.get("/") as response:
                assert response.status == 200
                assert "<html" in (await response.text()).lower()
            post = (await _state(client))["vk"]["posts"][0]["id"]
            since = time.monotonic()
            said = {"as": 5002, "post": post, "text": "Where is my parcel?"}
            async with client.post("/api/vk/comment", json=said) as response:
                assert response.status == 200, await response.text()
            while "Where is my parcel?" not in json.dumps((await _state(client))["telegram"]):
                assert time.monotonic() - since < SECONDS, program.text
                await asyncio.sleep(0.1)
        assert await program.stopped(signal.SIGINT) < 10
    assert "Traceback" not in program.text


async def _state(client: aiohttp.ClientSession) -> dict[str, dict[str, list[dict[str, object]]]]:
    async with client.get("/api/state") as response:
        found: dict[str, dict[str, list[dict[str, object]]]] = await response.json()
        return found
