"""The report as files, read back by another program than the one that wrote them."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from bot.reports.results import Ratio, Replies, Report, Spread
from bot.reports.rows import Unit, rows
from bot.reports.tables import Seconds, Share, Table, tables
from bot.reports.workbook import csv_archive, csv_files, file_name, workbook
from bot.texts import LANGUAGES, words
from tests.reports.lively import SATURDAY, four_weeks, nothing

BEFORE = four_weeks(seed=3)


async def opened(of: Report, before: Report | None = BEFORE, language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(await workbook(of, before, words(language))))


def sheet(book: Workbook, name: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def by_name(found: Sequence[Table]) -> dict[str, Table]:
    return {table.name: table for table in found}


async def test_every_figure_of_the_report_with_its_unit_and_how_it_is_counted() -> None:
    now = four_weeks()
    found = load_workbook(io.BytesIO(await workbook(now, BEFORE, words("en"))))["Figures"]
    wanted = list(chain.from_iterable(rows(now).values()))
    old = list(chain.from_iterable(rows(BEFORE).values()))
    lines = list(found.iter_rows(min_row=2))
    assert len(lines) == len(wanted)
    formats = {
        Unit.COUNT: "#,##0",
        Unit.SECONDS: "[h]:mm:ss",
        Unit.SHARE: "0.0%",
        Unit.POINTS: "#,##0.00",
    }
    for line, row, then in zip(lines, wanted, old, strict=True):
        value, n, before, meaning = line[2:]
        assert (
            as_number(value.value) == pytest.approx(row.value)
            if row.value is not None
            else value.value is None
        )
        assert (
            as_number(before.value) == pytest.approx(then.value)
            if then.value is not None
            else before.value is None
        )
        assert n.value == row.n
        assert row.value is None or value.number_format == formats[row.unit]
        assert len(str(meaning.value)) > 10


def as_number(value: object) -> float:
    """Lengths of time are read as such: in seconds."""
    return value.total_seconds() if isinstance(value, timedelta) else float(str(value))


async def test_lists_are_what_the_report_says() -> None:
    now = four_weeks()
    book = await opened(now)
    hours = [[one.hour, one.messages, one.cases, one.answers, one.resolved] for one in now.volume.by_hour]
    assert [row[:5] for row in sheet(book, "By hour")[1:]] == hours
    days = sheet(book, "Categories by day")
    assert days[0] == [
        "Day",
        "Cases",
        "Question",
        "Problem",
        "Complaint",
        "Praise",
        "Idea",
        "No answer needed",
        "Not sorted",
    ]
    assert days[1][:3] == [
        datetime.fromisoformat("2026-10-25"),
        now.trend.cases[0],
        now.trend.categories[0][1][0],
    ]
    assert len(days) == 29
    first = sheet(book, "First answer by day")
    assert first[4] == [datetime.fromisoformat("2026-10-28"), 0, None, None]
    assert first[9][2] is not None
    assert first[9][3] is None  # of three
    assert [row[1] for row in sheet(book, "Still open")[1:]] == list(now.backlog.by_age)
    assert sheet(book, "By network")[1] == [
        "VK", 47, 1151, 40, 28, 31, 9, 31, timedelta(minutes=12), timedelta(minutes=65), 3.9,
    ]  # fmt: skip
    assert sheet(book, "How it ended")[1:] == [
        ["Solved", 17],
        ["Sold", 3],
        ["Sent elsewhere", 2],
        ["Not said", 6],
    ]
    assert sheet(book, "What did not work")[1] == [
        "VK · Nordlicht Coffee was not heard",
        timedelta(minutes=125),
        2,
    ]
    assert sheet(book, "Scores")[1:] == [[1, 2], [3, 1], [4, 2], [5, 4]]
    about = dict(sheet(book, "About this report")[1:])
    assert about["From"] == datetime.fromisoformat("2026-11-21")
    assert about["Up to"] == datetime.fromisoformat("2026-11-22")
    assert about["Time zone"] == "Europe/Moscow"


async def test_a_name_is_never_a_formula() -> None:
    book = await opened(four_weeks())
    for name, typed in (("Departments", "=1+1"), ("People", "+7 <b>$x$</b>"), ("Tags", "=cmd|' /C calc'!A0")):
        cell = book[name]["A3"]
        assert (cell.value, cell.data_type) == (typed, "s")
    found = {file.name: read(file.content) for file in await csv_files(four_weeks(), None, words("en"))}
    assert found["departments.csv"][2][0] == "'=1+1"
    assert found["people.csv"][2][0] == "'+7 <b>$x$</b>"
    assert found["tags.csv"][2][0] == "'=cmd|' /C calc'!A0"


def read(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize("name", ["=1+1", "+7 999", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1"])
async def test_whatever_excel_takes_for_a_formula_is_guarded_in_csv(name: str) -> None:
    people = (replace(four_weeks().people[0], name=name),)
    files = await csv_files(replace(four_weeks(), people=people), None, words("en"))
    (found,) = (file for file in files if file.name == "people.csv")
    assert read(found.content)[1][0].startswith("'")


async def test_csv_is_as_excel_reads_it_in_each_language() -> None:
    content = {file.name: file.content for file in await csv_files(four_weeks(), BEFORE, words("ru"))}
    assert content["figures.csv"].startswith(b"\xef\xbb\xbf")
    found = {row[1]: row[2] for row in read(content["figures.csv"], ";")}
    texts = words("ru")
    assert found[texts("row-reply-rate")] == "70,5%"
    assert found[texts("row-first-median")] == "0:12:00"
    assert found[texts("row-resolution-p90")] == "22:00:00"
    assert read(content["categories_by_day.csv"], ";")[1][0] == "2026-10-25"
    english = {file.name: file.content for file in await csv_files(four_weeks(), BEFORE, words("en"))}
    assert {row[1]: row[2] for row in read(english["figures.csv"])}["Reply rate"] == "70.5%"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_has_a_name_of_its_own(language: str) -> None:
    """Sorted or filtered, a line still says what it is."""
    labels = [str(row[1]) for row in by_name(tables(four_weeks(), None, words(language)))["figures"].rows]
    assert len(labels) == len(set(labels))
    assert not [label for label in labels if label.startswith("–") or not label[:1].isupper()]


@pytest.mark.parametrize(
    ("part", "shown"), [(4999, "99.9%"), (1, "0.1%"), (5000, "100.0%"), (0, "0.0%"), (4280, "85.6%")]
)
async def test_nearly_all_is_not_all_in_a_file_either(part: int, shown: str) -> None:
    of = replace(four_weeks(), replies=Replies(Ratio(part, 5000)))
    (found,) = (file for file in await csv_files(of, None, words("en")) if file.name == "figures.csv")
    assert {row[1]: row[2] for row in read(found.content)}["Reply rate"] == shown
    figures = {row[1]: row[2] for row in sheet(await opened(of, None), "Figures")}
    assert f"{figures['Reply rate']:.1%}" == shown


async def test_one_archive_of_all_that_is_the_same_each_time() -> None:
    packed = await csv_archive(four_weeks(), BEFORE, words("bg"))
    assert packed == await csv_archive(four_weeks(), BEFORE, words("bg"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = [table.name for table in tables(four_weeks(), None, words("en"))]
        assert archive.namelist() == [f"{name}.csv" for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sheets_are_named_in_the_readers_language(language: str) -> None:
    book = await opened(four_weeks(), language=language)
    assert book.sheetnames == [table.title for table in tables(four_weeks(), None, words(language))]
    for one in book.worksheets:
        assert one.freeze_panes == "A2"
        assert all(cell.font.bold for cell in one[1])
        widths = [
            one.column_dimensions[get_column_letter(number)].width for number in range(1, one.max_column + 1)
        ]
        assert min(widths) >= 9
    assert all(
        len(table.columns) == len(row)
        for table in tables(four_weeks(), BEFORE, words(language))
        for row in table.rows
    )


async def test_of_nothing_there_is_a_workbook_that_says_so() -> None:
    book = await opened(nothing(), None)
    assert sheet(book, "People") == [["Person", *(cell for cell in sheet(book, "People")[0][1:])]]
    figures = {row[1]: row[2] for row in sheet(book, "Figures")[1:]}
    assert figures["Cases"] == 0
    assert figures["Reply rate"] is None


async def test_only_what_was_asked_for_is_said() -> None:
    book = load_workbook(io.BytesIO(await workbook(four_weeks(), None, words("en"), ["VK", "#xxl"])))
    assert ["Only", "VK, #xxl"] in sheet(book, "About this report")


def test_lengths_and_shares_are_typed() -> None:
    found = by_name(tables(four_weeks(), None, words("en")))["figures"]
    values = {row[1]: row[2] for row in found.rows}
    assert values["Reply rate"] == Share(31 / 44)
    assert values[words("en")("row-first-median")] == Seconds(720)


async def test_a_year_does_not_hold_up_the_desk() -> None:
    """What is made meanwhile goes on: here a counter."""
    days = tuple((date(2026, 1, 1) + timedelta(days=day), Spread(9, 600.0, 700.0)) for day in range(365))
    people = tuple(replace(four_weeks().people[0], staff_id=one, name=f"Name {one}") for one in range(500))
    long = replace(four_weeks(), first=replace(four_weeks().first, by_day=days), people=people)
    counted = 0

    async def count() -> None:
        nonlocal counted
        while True:
            counted += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    book = load_workbook(io.BytesIO(await workbook(long, None, words("en"))))
    counting.cancel()
    assert counted > 10
    assert len(sheet(book, "People")) == 501


def test_files_are_named_by_their_days() -> None:
    assert file_name(four_weeks(), "xlsx") == "otklik-2026-11-21.xlsx"
    week = replace(SATURDAY, start=SATURDAY.start - timedelta(days=6))
    assert file_name(four_weeks(period=week), "zip") == "otklik-2026-11-15-2026-11-21.zip"
