"""A report as files: an XLSX with a sheet for each table, or CSV files. Made in a thread, for the desk goes on meanwhile.

What people wrote is never a formula: in a workbook text is text; in CSV, where Excel takes what begins with `=` for one,
such text has an apostrophe before it.
"""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.desk.richtext import clean
from bot.desk.view import Texts
from bot.reports import wording
from bot.reports.results import Report
from bot.reports.tables import Cell, Seconds, Share, Table, tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX, CSV = "xlsx", "csv"
NARROW, WIDE = 9, 70
"""Of columns, in characters; what is longer is broken into lines."""
DAY = 86_400
LONGEST = 32_767
"""Characters that Excel takes in a cell."""
TENTH = 0.001
"""Of a percent: in such steps a share is shown."""
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What Excel takes for the beginning of a formula, also in full width."""
FORMATS = {
    str: "@",
    int: "#,##0",
    float: "#,##0.00",
    Share: "0.0%",
    Seconds: "[h]:mm:ss",
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class File:
    """`name`: without a folder."""

    name: str
    content: bytes


async def workbook(report: Report, before: Report | None, words: Texts, only: Sequence[str] = ()) -> bytes:
    """XLSX. `before`: the period to compare with. `only`: what alone was counted, in words."""
    return await asyncio.to_thread(lambda: _xlsx(report, tables(report, before, words, only), words))


async def csv_archive(report: Report, before: Report | None, words: Texts, only: Sequence[str] = ()) -> bytes:
    """A ZIP of `csv_files`."""
    files = await csv_files(report, before, words, only)
    return await asyncio.to_thread(_zipped, files, report.made_at)


async def csv_files(
    report: Report, before: Report | None, words: Texts, only: Sequence[str] = ()
) -> tuple[File, ...]:
    """One for each table. UTF-8 with the mark by which Excel knows it; with the separator and decimal mark that Excel has
    where the language is spoken."""
    return await asyncio.to_thread(
        lambda: tuple(_csv(table, words) for table in tables(report, before, words, only))
    )


def file_name(report: Report, ending: str) -> str:
    """`otklik-2026-11-01-2026-11-30.xlsx`: sorts by date, and is the same in every language."""
    first, last = wording.first_and_last(report.scope.period)
    days = f"{first}" if first == last else f"{first}-{last}"
    return f"otklik-{days}.{ending}"


# --- XLSX


def _xlsx(report: Report, found: Sequence[Table], words: Texts) -> bytes:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        made = report.made_at.astimezone(report.scope.period.zone).replace(tzinfo=None)
        book.set_properties(
            {"title": f"Otklik: {wording.span(report.scope.period, words, report.made_at)}", "created": made}
        )
        for table in found:
            _sheet(book, table)
    return file.getvalue()


def _sheet(book: Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "bottom": 1}
    )
    formats = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in FORMATS.items()}
    formats[str] = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, _text(title), head)
        sheet.set_column(column, column, _width(table, column))
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: Mapping[type, Format]) -> None:
    """Lengths of time as Excel has them: in days. Never `write`, which takes `=…` for a formula."""
    form = formats.get(type(cell))
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(row, column, _text(cell), form)
        case Seconds(value):
            sheet.write_number(row, column, value / DAY, form)
        case Share(value):
            sheet.write_number(row, column, wording.clamped(value, TENTH), form)
        case int() | float():
            sheet.write_number(row, column, cell, form)
        case datetime():
            sheet.write_datetime(row, column, cell, form)
        case _:
            sheet.write_datetime(row, column, datetime.combine(cell, time()), form)


def _width(table: Table, column: int) -> float:
    longest = max((len(_said(row[column])) for row in table.rows), default=0)
    return min(WIDE, max(NARROW, longest + 2, len(table.columns[column]) + 3))


def _said(cell: Cell) -> str:
    """About as it is shown."""
    if isinstance(cell, Seconds):
        return _length(cell.value)
    return "00.0%" if isinstance(cell, Share) else "" if cell is None else str(cell)


def _text(text: str) -> str:
    return clean(text)[:LONGEST]


# --- CSV


def _csv(table: Table, words: Texts) -> File:
    mark = wording.number(1.5, words)[1]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";" if mark == "," else ",")
    writer.writerow(table.columns)
    writer.writerows([_plain(cell, mark) for cell in row] for row in table.rows)
    return File(f"{table.name}.csv", file.getvalue().encode("utf-8-sig"))


def _plain(cell: Cell, mark: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _guarded(_text(cell))
        case Seconds(value):
            return _length(value)
        case Share(value):
            return f"{wording.clamped(value, TENTH):.1%}".replace(".", mark)
        case float():
            return f"{cell:.2f}".replace(".", mark)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)


def _guarded(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _length(seconds: float) -> str:
    """As Excel reads a time: "25:03:10"."""
    minutes, second = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"


def _zipped(files: Sequence[File], at: datetime) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w") as zipped:
        for file in files:
            about = ZipInfo(file.name, at.timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            zipped.writestr(about, file.content)
    return archive.getvalue()
