"""`otklik report`: what is printed, which files there are, and what is said about what was typed wrongly."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot import written
from bot.config import ConfigError
from bot.reports import charts
from bot.written import Asked, write
from storage.errors import DatabaseUnavailable
from storage.models import Desk, Role, Staff
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts

NOW = MONDAY + 3 * DAY + 10 * HOUR
"""Thursday at ten."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def desk(session: AsyncSession) -> Desk:
    """Three cases of Monday and two of Wednesday."""
    facts = await Facts.begin(session)
    anna = await facts.person("Anna")
    tag = await facts.tag("xxl")
    for hour in (1, 9, 17):
        await facts.case(
            MONDAY + hour * HOUR,
            answered=20 * MINUTE,
            by=anna,
            resolved=2 * HOUR,
            resolver=anna,
            people=[anna],
        )
    await facts.case(MONDAY + 2 * DAY + HOUR, network="hand", answered=HOUR, by=anna, tags=[tag])
    await facts.case(MONDAY + 2 * DAY + 2 * HOUR, category="problem")
    await session.commit()
    return facts.desk


async def printed(capsys: pytest.CaptureFixture[str], engine: AsyncEngine, asked: Asked) -> str:
    assert await write(engine, asked, NOW)
    return capsys.readouterr().out


async def test_the_summary_is_printed_as_plain_text(
    desk: Desk, engine: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    said = await printed(capsys, engine, Asked("2026-03-16", "18.03.2026"))
    assert "16 March – 18 March" in said
    assert "<" not in said
    assert "Cases" in said
    russian = await printed(capsys, engine, Asked("2026-03-16", "2026-03-16", language="ru"))
    assert "16 марта" in russian
    assert "Только" not in russian
    only = await printed(capsys, engine, Asked(network="VK", person="anna"))
    assert "Only: Network: VK, Person: Anna" in only


async def figures(engine: AsyncEngine, asked: Asked, folder: Path) -> dict[str, str]:
    """By the word for each."""
    out = folder / "figures.csv"
    assert await write(engine, replace(asked, out=out), NOW)
    return {row[1]: row[2] for row in csv.reader(io.StringIO(out.read_text("utf-8-sig")))}


@pytest.mark.parametrize(
    ("asked", "cases"),
    [
        (Asked("2026-03-16", "2026-03-16"), 3),
        (Asked(), 5),
        (Asked("2026-03-17"), 2),
        (Asked(until="2026-03-17"), 3),
        (Asked(network="hand"), 1),
        (Asked(tag="#XXL"), 1),
        (Asked(person="Anna"), 3),
        (Asked(person="ann"), 3),
        (Asked("03.2026", "03.2026"), 5),
        (Asked("2026-03-17", "2026-03-17"), 0),
    ],
)
async def test_days_and_filters(
    desk: Desk, engine: AsyncEngine, tmp_path: Path, asked: Asked, cases: int
) -> None:
    assert (await figures(engine, asked, tmp_path))["Cases"] == str(cases)


async def test_compared_with_the_time_before_the_same_weekdays_or_nothing(
    desk: Desk, session: AsyncSession, engine: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("2026-03-18", "2026-03-18")
    assert "18.03 (17.03)" in await printed(capsys, engine, Asked(*days))
    assert "18.03 (18.02)" in await printed(capsys, engine, Asked(*days, against="weeks"))
    nothing = await printed(capsys, engine, Asked(*days, against="none"))
    assert "Cases: 2\n" in nothing


async def test_what_the_database_says_is_said_in_a_line(
    desk: Desk, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (
        "CREATE VIEW wait_facts AS SELECT elsewhere.* FROM pg_sleep(60) AS slept LEFT JOIN elsewhere ON true"
    )
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE wait_facts RENAME TO elsewhere"))
        await connection.execute(text(slow))
    with monkeypatch.context() as impatient:
        impatient.setattr(written, "LONGEST", "500ms")
        with pytest.raises(DatabaseUnavailable, match="the figures took longer than 500ms; ask for fewer"):
            await write(engine, Asked("2026-01-01"), NOW)
    async with engine.begin() as connection:
        await connection.execute(text("DROP VIEW wait_facts"))
    with pytest.raises(DatabaseUnavailable, match=r"refused to count \(UndefinedTableError\)"):
        await write(engine, Asked(), NOW)


async def test_of_two_people_of_one_name_each_is_named_by_an_id(
    desk: Desk, session: AsyncSession, engine: AsyncEngine, tmp_path: Path
) -> None:
    session.add(Staff(desk_id=desk.id, user_id=999, name="Anna", role=Role.OPERATOR))
    await session.commit()
    anna, other = (
        await session.scalars(select(Staff.id).where(Staff.name == "Anna").order_by(Staff.id))
    ).all()
    with pytest.raises(ConfigError) as wrong:
        await write(engine, Asked(person="anna"), NOW)
    assert str(wrong.value) == f"--person: anna is the name of 2, expected one of their ids: {anna}, {other}"
    for id_, cases in ((anna, "3"), (other, "0")):
        assert (await figures(engine, Asked("2026-03-16", "2026-03-16", person=str(id_)), tmp_path))[
            "Cases"
        ] == cases


async def test_an_archive_or_everything(
    desk: Desk, engine: AsyncEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("2026-03-16", "2026-03-18")
    assert await write(engine, Asked(*days, out=tmp_path / "report.zip"), NOW)
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        tables = archive.namelist()
    folder = tmp_path / "new" / "march"
    capsys.readouterr()
    assert await write(engine, Asked(*days, out=folder), NOW)
    pictures = ["ages.png", "categories.png", "first.png", "hours.png"]
    wanted = {"summary.txt", "otklik-2026-03-16-2026-03-18.xlsx", *tables, *pictures}
    assert {path.name for path in folder.iterdir()} == wanted
    assert set(capsys.readouterr().out.split()) == {str(folder / name) for name in wanted}
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in pictures)


async def test_without_pictures_the_rest_is_written_and_that_is_said(
    desk: Desk,
    engine: AsyncEngine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(charts, "DRAWING", "nobody.there")
    assert not await write(engine, Asked(out=tmp_path / "all"), NOW)
    assert (tmp_path / "all" / "summary.txt").exists()
    assert capsys.readouterr().err.startswith("otklik: no pictures: what draws ended with 1")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked("yesterday"), "--from: found yesterday, expected a day such as 2026-11-30 or 30.11.2026"),
        (Asked("2026-02-30"), "--from: found 2026-02-30, expected a day"),
        (Asked(""), "--from: found nothing, expected a day"),
        (Asked("0001-01-01"), "--from: found 0001-01-01, expected a day"),
        (Asked(None, "31.12.9999"), "--to: found 31.12.9999, expected a day"),
        (
            Asked("2026-03-18", "2026-03-16"),
            "--to 2026-03-16 is before --from 2026-03-18; did you mean --from 2026-03-16 --to 2026-03-18?",
        ),
        (Asked("2026-03-20", "2026-03-21"), "--from 2026-03-20 is in the future, today is 2026-03-19 (UTC)"),
        (
            Asked("2023-01-01", "2023-01-02"),
            "--to 2023-01-02: there was no desk yet, it was made on 2024-01-01",
        ),
        (Asked(network="vkk"), "--network: vkk is unknown, did you mean vk?"),
        (Asked(tag="s"), "--tag: s is unknown, expected one of xxl"),
        (Asked(department="Legal"), "--department: Legal is unknown"),
        (Asked(person=""), "--person: nothing is unknown, expected one of Anna"),
        (Asked(person="Amna"), "--person: Amna is unknown, did you mean Anna?"),
        (Asked(against="never"), "--against: found never, expected one of before, weeks, none"),
        (Asked(language="de"), "--language: found de, expected one of en, ru, bg, pl"),
        (Asked(desk="7"), "--desk: found 7, expected one of 1 (Brand)"),
        (Asked(out=Path("report.pdf")), "--out: found report.pdf, expected .xlsx, .zip, .csv or a folder"),
        (Asked(out=Path("/proc/none/report.xlsx")), "--out /proc/none/report.xlsx: cannot be written"),
    ],
)
async def test_what_is_wrong_is_said_in_a_line(
    desk: Desk, engine: AsyncEngine, asked: Asked, said: str
) -> None:
    with pytest.raises(ConfigError) as wrong:
        await write(engine, asked, NOW)
    assert str(wrong.value).startswith(said)
    assert "\n" not in str(wrong.value)


async def test_of_several_desks_one_is_named(session: AsyncSession, engine: AsyncEngine) -> None:
    with pytest.raises(ConfigError, match="there is no desk in this database yet"):
        await write(engine, Asked(), NOW)
    for title in ("One", "Two"):
        session.add(
            Desk(
                title=title,
                language="en",
                timezone="UTC",
                summary_at="09:00",
                created_at=datetime(2024, 1, 1, tzinfo=UTC),
            )
        )
    await session.commit()
    with pytest.raises(ConfigError, match=r"found nothing, expected one of 1 \(One\), 2 \(Two\)"):
        await write(engine, Asked(), NOW)
    assert await write(engine, Asked(desk="Two"), NOW)


async def test_the_command_itself(desk: Desk, database_url: str, tmp_path: Path) -> None:
    """With the database alone: no token, no other setting."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": database_url}

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "report"),
        *("--from", "2026-03-16", "--to", "2026-03-18", "--out", "report.xlsx"),
        env=env,
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert (process.returncode, said.decode()) == (0, "report.xlsx\n")
    assert load_workbook(tmp_path / "report.xlsx").sheetnames[1] == "Figures"
