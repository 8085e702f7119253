"""The page of `/report`: what is chosen, pickers for days and filters, how far the counting has come. Pure."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.days import DAY, after_month
from bot.desk.parts import blocks
from bot.desk.richtext import EMPTY, Rich, bold, code, cut, fill, join, lines, name, one_line, plain
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn, Texts
from bot.reports.grammar import COLUMNS, FILTERS, Known, Name
from bot.reports.period import Period
from bot.reports.wanted import LAST, MIDNIGHT, SPANS, Against, Wanted
from storage.models import Gives

PAGE = 8
"""Names on a page of a picker."""
LABEL = 24
"""Characters of a name on a button."""
LONG = 40
"""Characters of one in a text."""

Packs = Callable[[str, str], str]
"""What a button carries, from what it does and with what."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`step`: "waits", "facts-42" (percent), "figures", "pictures", "file"; or how it ended: "done", "failed", "stopped",
    "nothing"."""

    step: str = ""
    seconds: int = 0

    @property
    def goes_on(self) -> bool:
        return self.step in ("waits", "figures", "pictures", "file") or self.step.startswith("facts")


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page shows. `begun`: the first day of the desk."""

    wanted: Wanted
    known: Known
    now: datetime
    zone: ZoneInfo
    begun: date
    progress: Progress = Progress()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def main(it: Page, texts: Texts, packs: Packs) -> Drawn:
    how = fill(texts, "reporting-how", example=code(texts("reporting-example")))
    head = lines((bold(plain("📊 ") + fill(texts, "reporting-head")), *_chosen(it, texts)))
    if it.progress.goes_on:
        stop = Button(texts("button-reporting-stop"), data=packs("stop", ""), style="danger")
        return Drawn(blocks((head, progress(it.progress, texts))).html, ((stop,),))
    ended = progress(it.progress, texts) if it.progress.step else how
    return Drawn(blocks((head, ended)).html, _buttons(it, texts, packs))


def progress(it: Progress, texts: Texts) -> Rich:
    match it.step:
        case "waits":
            return fill(texts, "reporting-waits")
        case step if step.startswith("facts"):
            percent = step.partition("-")[2] or "0"
            return fill(texts, "reporting-facts", percent=percent, seconds=it.seconds)
        case "figures" | "pictures" | "file":
            return fill(texts, "reporting-counts", step=it.step, seconds=it.seconds)
        case "done":
            return fill(texts, "reporting-done")
        case "stopped":
            return fill(texts, "reporting-stopped")
        case "nothing":
            return fill(texts, "reporting-nothing")
        case _:
            return fill(texts, "reporting-failed")


def _chosen(it: Page, texts: Texts) -> list[Rich]:
    wanted, days = it.wanted, plain(_days_of(it))
    last = LAST.fullmatch(wanted.span)
    named, count = ("last", int(last[1])) if last else (wanted.span or "days", 0)
    return [
        fill(texts, "reporting-period", named=named, count=count, days=days),
        narrowed(wanted, it.known, texts),
        _compared(it, texts),
    ]


def _days_of(it: Page) -> str:
    """A page may be older than its days are: what is refused when it is shown is not refused here."""
    try:
        return days_words(it.wanted.period(it.now, it.zone))
    except Refused:
        first, after = it.wanted.days(it.today)
        return f"{first:%d.%m.%Y} – {after - DAY:%d.%m.%Y}"


def narrowed(wanted: Wanted, known: Known, texts: Texts) -> Rich:
    """Which cases alone; empty: all of them."""
    only = [
        called(one, known[filter_], texts)
        for filter_ in FILTERS
        if (one := _value(wanted, filter_)) is not None
    ]
    return fill(texts, "reporting-only", names=join(" · ", only)) if only else EMPTY


def called(value: str | int, there: Sequence[Name], texts: Texts) -> Rich:
    found = next((one for one in there if one.id == value), None)
    return plain(texts("reporting-removed")) if found is None else _name(found, texts)


def _name(one: Name, texts: Texts) -> Rich:
    if not one.gone:
        return name(_short(one, LONG), 2 * LONG)
    key = "reporting-left" if one.person else "reporting-closed"
    return fill(texts, key, name=name(_short(one, LONG), 2 * LONG))


def _compared(it: Page, texts: Texts) -> Rich:
    if it.wanted.against is Against.NONE:
        return fill(texts, "reporting-compared-nothing")
    try:
        before = it.wanted.before(it.now, it.zone)
    except Refused:
        return EMPTY
    if before is None or before.end.astimezone(it.zone).date() < it.begun:
        return fill(texts, "reporting-compared-no-desk")
    return fill(texts, "reporting-compared", days=plain(days_words(before)))


def days_words(period: Period) -> str:
    """`21.11.2026`, `01.11.2026 – 15.11.2026`, with times where it begins or ends within a day."""
    start, end = period.start.astimezone(period.zone), period.end.astimezone(period.zone)
    if start.time() == end.time() == MIDNIGHT:
        last = end.date() - DAY
        return f"{start:%d.%m.%Y}" if last == start.date() else f"{start:%d.%m.%Y} – {last:%d.%m.%Y}"
    if start.date() == end.date():
        return f"{start:%d.%m.%Y %H:%M}–{end:%H:%M}"
    return f"{start:%d.%m.%Y %H:%M} – {end:%d.%m.%Y %H:%M}"


def _value(wanted: Wanted, filter_: str) -> str | int | None:
    value: str | int | None = getattr(wanted.only, COLUMNS[filter_])
    return value


# --- its buttons


def _buttons(it: Page, texts: Texts, packs: Packs) -> list[tuple[Button, ...]]:
    spans = [
        _button(texts("button-reporting-span", span=one), packs("span", one), holds=it.wanted.span == one)
        for one in SPANS
    ]
    other = _button(
        texts("button-reporting-days"), packs("first", f"{it.today:%Y%m}"), holds=not it.wanted.span
    )
    filters = [_filter(one, it, texts, packs) for one in FILTERS]
    against = texts("button-reporting-against", against=it.wanted.against.value)
    gives = (
        Button(texts("button-reporting-show"), data=packs(Gives.SHOW, ""), style="primary"),
        Button("XLSX", data=packs(Gives.XLSX, "")),
        Button("CSV", data=packs(Gives.CSV, "")),
    )
    rows = (
        spans[:3],
        (*spans[3:],),
        (other,),
        filters[:2],
        filters[2:],
        (Button(against, data=packs("compare", "")),),
    )
    return [*(tuple(row) for row in rows), gives]


def _button(label: str, data: str, *, holds: bool = False) -> Button:
    return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)


def _filter(filter_: str, it: Page, texts: Texts, packs: Packs) -> Button:
    value = _value(it.wanted, filter_)
    there = it.known[filter_]
    found = next((one for one in there if one.id == value), None)
    if value is None:
        shown = texts("button-reporting-all")
    else:
        shown = texts("reporting-removed") if found is None else _short(found)
    label = texts("button-reporting-filter", filter=filter_, name=shown)
    return Button(label, data=packs("pick", f"{filter_}.0"))


# --- pickers


def picker(filter_: str, number: int, it: Page, texts: Texts, packs: Packs) -> Drawn:
    """A page of what there is to choose from, the last one if there are fewer."""
    there, value = it.known[filter_], _value(it.wanted, filter_)
    pages = max(1, -(-len(there) // PAGE))
    at = max(0, min(number, pages - 1))
    everything = _button(
        texts("button-reporting-everything"), packs("only", f"{filter_}."), holds=value is None
    )
    each = [
        (_button(_label(one, texts), packs("only", f"{filter_}.{one.id}"), holds=one.id == value),)
        for one in there[at * PAGE : (at + 1) * PAGE]
    ]
    turns = tuple(
        Button(label.format(to + 1, pages), data=packs("pick", f"{filter_}.{to}"))
        for to, label in ((at - 1, "‹ {}/{}"), (at + 1, "{}/{} ›"))
        if 0 <= to < pages
    )
    head = bold(fill(texts, "reporting-pick", filter=filter_))
    none = EMPTY if there else fill(texts, "reporting-pick-none")
    rows = ((everything,), *each, turns, (_back(texts, packs),))
    return Drawn(lines((head, none)).html, tuple(row for row in rows if row))


def _label(one: Name, texts: Texts) -> str:
    shown = _short(one)
    if not one.gone:
        return shown
    return texts("reporting-left" if one.person else "reporting-closed", name=shown)


def _short(one: Name, limit: int = LABEL) -> str:
    """What tells it apart is never cut."""
    short = cut(one_line(one.name), limit) or "?"
    return f"{short} ({one.apart})" if one.apart else short


def _back(texts: Texts, packs: Packs) -> Button:
    return Button(texts("button-back"), data=packs("main", ""))


def against(it: Page, texts: Texts, packs: Packs) -> Drawn:
    rows = [
        (
            _button(
                texts("button-reporting-against", against=one.value),
                packs("against", one.value),
                holds=one is it.wanted.against,
            ),
        )
        for one in Against
    ]
    return Drawn(fill(texts, "reporting-pick-against").html, (*rows, (_back(texts, packs),)))


# --- a calendar: the first day, then the last one


def first_day(month: date, it: Page, texts: Texts, packs: Packs) -> Drawn:
    def press(day: date) -> str:
        return packs("last", f"{day:%Y%m%d}.{day:%Y%m}")

    def turn(to: date) -> str:
        return packs("first", f"{to:%Y%m}")

    return _calendar(fill(texts, "reporting-pick-first"), month, it.begun, it, texts, packs, press, turn)


def last_day(first: date, month: date, it: Page, texts: Texts, packs: Packs) -> Drawn:
    def press(day: date) -> str:
        return packs("days", f"{first:%Y%m%d}.{day:%Y%m%d}")

    def turn(to: date) -> str:
        return packs("last", f"{first:%Y%m%d}.{to:%Y%m}")

    head = fill(texts, "reporting-pick-last", day=f"{first:%d.%m.%Y}")
    return _calendar(head, month, first, it, texts, packs, press, turn)


def _calendar(
    head: Rich,
    month: date,
    earliest: date,
    it: Page,
    texts: Texts,
    packs: Packs,
    press: Callable[[date], str],
    turn: Callable[[date], str],
) -> Drawn:
    """Weeks from Monday; a dot for what cannot be chosen."""
    first, last = (one.replace(day=1) for one in (earliest, it.today))
    month = max(first, min(month.replace(day=1), last))

    def button(day: date) -> Button:
        if day.month != month.month or not earliest <= day <= it.today:
            return Button("·", data=packs("none", ""))
        return Button(str(day.day), data=press(day))

    weeks = [
        tuple(button(day) for day in week) for week in Calendar().monthdatescalendar(month.year, month.month)
    ]
    turns = []
    if month > first:
        turns.append(Button("‹", data=turn((month - DAY).replace(day=1))))
    turns.append(
        Button(texts("reporting-month", month=month.month, year=str(month.year)), data=packs("none", ""))
    )
    if month < last:
        turns.append(Button("›", data=turn(after_month(month))))
    return Drawn(bold(head).html, (tuple(turns), *weeks, (_back(texts, packs),)))
