"""`/hours`: the owner's message with the hours, and its pages for public holidays and for the customers' notice. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.desk.attached import quoted
from bot.desk.hours import Hours, Week
from bot.desk.opening import date_words, moment, spans_words, week_words
from bot.desk.parts import blocks
from bot.desk.richtext import EMPTY, Rich, bold, code, fill, join, lines, name, plain
from bot.desk.timetable import Kept
from bot.desk.view import Button, Drawn, Texts
from storage.models import ClosedNotice

WEEKDAYS, EVERY_DAY = "weekdays", "every-day"
PRESETS: Mapping[str, Week | None] = {
    "always": None,
    WEEKDAYS: {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    EVERY_DAY: {day: [["09:00", "21:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
}
EXCEPTIONS = 10
"""Days that are listed."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that the pages show."""

    hours: Hours
    week: Week | None
    now: datetime
    zone: str
    exceptions: Sequence[tuple[date, Kept]] = ()
    holidays: str | None = None
    """Whose, by name."""
    holiday: tuple[date, str] | None = None
    """The next one; None: the calendar is not known any more."""
    notice: str = ClosedNotice.PRIVATE
    says: str = ""
    """What a customer would be told now, or when it closes next."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.hours.zone).date()


@dataclass(frozen=True, slots=True)
class Press:
    """What a button asks: `page` to show, and `act` to do first, with `arg`."""

    page: str
    act: str = ""
    arg: str = ""


Pressable = tuple[str, Press, bool]
"""Label, what it asks, whether it holds already."""


def week_page(it: Timetable, texts: Texts, before: str | None = None) -> tuple[Rich, list[list[Pressable]]]:
    """The first page. `before`: the week until now, to be sent once more by whoever did not mean to change it."""
    until_now = EMPTY if before is None else fill(texts, "hours-until-now", week=code(before))
    week = lines(map(plain, week_words(it.week, texts).split(", ")))
    zone = fill(texts, "hours-zone", zone=name(it.zone))
    head = lines((bold(plain("🕘 ") + fill(texts, "hours-head")), _state(it, texts), week, zone, until_now))
    how = fill(texts, "hours-how", example=code(texts("hours-example")), day=code(texts("hours-example-day")))
    page = blocks((head, lines((_holidays(it, texts), _exceptions(it, texts))), _outside(it, texts), how))
    presets = [
        (texts("hours-preset", preset=key), Press("week", "preset", key), it.week == week)
        for key, week in PRESETS.items()
    ]
    rows = [presets[:1], presets[1:]]
    if it.week is not None:
        rows.append([(texts("button-holidays"), Press("holidays"), False)])
        rows.append([(texts("button-closed-notice"), Press("notice"), False)])
    return page, rows


def _state(it: Timetable, texts: Texts) -> Rich:
    if it.week is None:
        return EMPTY
    closes, opens = it.hours.closes_at(it.now), it.hours.opens_at(it.now)
    if it.hours.is_open(it.now):
        if closes is None:
            return fill(texts, "hours-open")
        return fill(texts, "hours-open-till", at=moment(closes.astimezone(it.hours.zone), it.now))
    if opens is None:
        return fill(texts, "hours-closed-now")
    return fill(texts, "hours-closed-till", at=moment(opens.astimezone(it.hours.zone), it.now))


def _holidays(it: Timetable, texts: Texts) -> Rich:
    if it.week is None:
        return EMPTY
    if it.holidays is None:
        return plain("🎉 ") + fill(texts, "hours-holidays-none")
    whose = fill(texts, "hours-holidays", whose=name(it.holidays))
    if it.holiday is None:
        return plain("🎉 ") + join(". ", (whose, fill(texts, "hours-holidays-gone")))
    day, called = it.holiday
    coming = fill(
        texts, "hours-holiday-next", day=plain(date_words(day, texts, it.today)), name=name(called, 80)
    )
    return plain("🎉 ") + join(" · ", (whose, coming))


def _exceptions(it: Timetable, texts: Texts) -> Rich:
    if it.week is None or not it.exceptions:
        return EMPTY
    listed = [
        plain(f"{date_words(day, texts, it.today)} {spans_words(hours, texts)}")
        for day, hours in it.exceptions[:EXCEPTIONS]
    ]
    more = len(it.exceptions) - len(listed)
    rest = (fill(texts, "queue-more", count=more),) if more else ()
    return plain("📅 ") + join(", ", (*listed, *rest))


def _outside(it: Timetable, texts: Texts) -> Rich:
    if it.week is None:
        return fill(texts, "hours-always-means")
    told = fill(texts, "hours-notice-now", whom=it.notice)
    return lines((plain("🌙 ") + join(" ", (fill(texts, "hours-night"), told)),))


def holidays_page(
    it: Timetable, texts: Texts, common: Mapping[str, str]
) -> tuple[Rich, list[list[Pressable]]]:
    """`common`: names of countries that one tap chooses, by their codes."""
    how = fill(texts, "hours-holidays-how", example=code("DE-BY"))
    page = blocks((bold(plain("🎉 ") + fill(texts, "hours-holidays-head")), _holidays(it, texts), how))
    each: list[Pressable] = [
        (called, Press("holidays", "holidays", key), called == it.holidays) for key, called in common.items()
    ]
    rows = [each[place : place + 3] for place in range(0, len(each), 3)]
    if it.holidays is not None:
        rows.append([(texts("button-holidays-none"), Press("holidays", "holidays"), False)])
    return page, [*rows, _back(texts)]


def notice_page(it: Timetable, texts: Texts, *, own: bool) -> tuple[Rich, list[list[Pressable]]]:
    """`own`: the words are the owner's."""
    says = lines((fill(texts, "hours-notice-says"), quoted(it.says, 1200)))
    how = fill(texts, "hours-notice-how", variables=join(" ", (code("{hours}"), code("{opens}"))))
    once = fill(texts, "hours-notice-once")
    page = blocks((bold(plain("🌙 ") + fill(texts, "hours-notice-head")), once, says, how))
    whom: list[Pressable] = [
        (texts("hours-notice", whom=one.value), Press("notice", "notice", one.value), it.notice == one)
        for one in ClosedNotice
    ]
    words: list[Pressable] = [(texts("button-own-words-away"), Press("notice", "words"), False)]
    return page, [whom[:1], whom[1:], *([words] if own else []), _back(texts)]


def _back(texts: Texts) -> list[Pressable]:
    return [(texts("button-hours-back"), Press("week"), False)]


def drawn(page: Rich, rows: Sequence[Sequence[Pressable]], pack: Mapping[Press, str]) -> Drawn:
    """As a message; `pack`: what each button carries."""
    buttons = [
        tuple(
            Button(f"✓ {label}" if holds else label, data=pack[press], style="primary" if holds else None)
            for label, press, holds in row
        )
        for row in rows
    ]
    return Drawn(page.html, buttons)
