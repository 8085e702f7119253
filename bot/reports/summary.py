"""What the owner reads: a report as one rich message, and as ordinary ones with the same facts. Pure.

On top what matters: three sentences and one table of four columns at most. Everything else is below it, closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.desk.richmessage import (
    Block,
    Details,
    Heading,
    Image,
    Paragraph,
    Points,
    fits,
    ordinary_html,
    rich_html,
)
from bot.desk.richtext import EMPTY, bold, italic, join, lines, name, plain
from bot.desk.view import Texts
from bot.reports import wording
from bot.reports.links import CaseLinks
from bot.reports.period import Period
from bot.reports.results import Report
from bot.reports.room import ROOMS, Room
from bot.reports.rows import by_name
from bot.reports.sections import DOT, Compared, sections, with_image
from bot.reports.sentences import worth_knowing
from bot.reports.telling import NAME, Teller

TOP = (
    "cases", "messages", "answered", "unanswered", "reply_rate", "first_median", "first_working_median", "met_first",
    "resolved", "open", "waiting",
)  # fmt: skip
"""The rows of the first table."""

PLACES = {"hours": "", "first": "speed", "categories": "came", "ages": "backlog"}
"""By a picture's name, the section that it stands in; "": under the first table, as any other."""

_HALF_A_DAY = timedelta(hours=12)


class About(StrEnum):
    """What the period of a report is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SO_FAR = "so-far"
    """The day that has begun."""
    PERIOD = "period"
    """Any that somebody asked for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`rich`: for `InputRichMessage.html` (with skip_entity_detection). `plain`: ordinary messages in HTML, to be sent in
    this order. `pictures`: the names of those that `rich` shows, in its order; the id of each media is its name."""

    rich: str
    plain: tuple[str, ...]
    pictures: tuple[str, ...]


def summary(
    report: Report,
    before: Report | None,
    week_before: Report | None,
    texts: Texts,
    links: CaseLinks | None = None,
    *,
    about: About = About.PERIOD,
    pictures: Sequence[str] = (),
    late: datetime | None = None,
    missed: int = 0,
    only: Sequence[str] = (),
) -> Summary:
    """`before`: what to compare with; None: there is nothing. `week_before`: of a day, the same weekday's.

    `pictures`: the names of those there are. `late`: when it was due, if it comes late; `missed`: how many periods before
    it got none. `only`: what the report is of, in words, where not all cases are counted.

    As much is listed as fits into one rich message.
    """
    teller = Teller(texts, links)
    for room in ROOMS:
        blocks = page(report, before, week_before, teller, about, pictures, late, missed, only, room)
        if fits(blocks):
            break
    return Summary(rich_html(blocks).html, ordinary_html(blocks), tuple(_images(blocks)))


def page(
    report: Report,
    before: Report | None,
    week_before: Report | None,
    teller: Teller,
    about: About = About.PERIOD,
    pictures: Sequence[str] = (),
    late: datetime | None = None,
    missed: int = 0,
    only: Sequence[str] = (),
    room: Room = ROOMS[0],
) -> list[Block]:
    """The same as blocks."""
    others = tuple(one for one in (before, week_before) if one is not None)
    heads = tuple(column(one.scope.period, about, teller.texts) for one in (report, *others))
    compared = Compared(report, others, heads, teller, room)
    below = [
        (key, _illustrated(section, [one for one in pictures if PLACES.get(one, "") == key]))
        for key, section in sections(compared)
    ]
    placed = {one for one in pictures if PLACES.get(one, "") in dict(below)}
    return [
        *_head(report, teller, about, late, missed, only),
        *_top(compared, about, before),
        *(Image(one) for one in pictures if one not in placed),
        *(section for _, section in below),
    ]


def team(report: Report, texts: Texts) -> str:
    """The day in five lines for the operators' group: no links, which are the owner's, and nobody compared."""
    teller = Teller(texts)
    title = bold(teller.words("team-title"))
    volume, first, backlog = report.volume, report.first, report.backlog
    left = teller.words(
        "team-left",
        resolved=bold(teller.number(report.resolution.final.n)),
        open=bold(teller.number(backlog.open)),
        waiting=bold(teller.number(backlog.unanswered)),
    )
    if is_quiet(report):
        quiet = teller.words("summary-quiet-day")
        return lines((title, quiet, left) if backlog.open else (title, quiet)).html
    came = teller.words("team-came", figure=bold(teller.number(volume.cases)), count=volume.cases)
    answered = teller.words("team-answered", figure=bold(teller.number(volume.answers)), count=volume.answers)
    speed = EMPTY
    if first.clock.median is not None:
        speed = teller.words("team-first", duration=bold(teller.duration(first.clock.median)))
    met = report.deadlines.first
    in_time = (
        EMPTY if met.share is None else teller.words("team-in-time", share=bold(teller.percent(met.share)))
    )
    told = [came, answered, join(DOT, (speed, in_time)), left]
    return lines((title, *told)).html


def is_quiet(report: Report) -> bool:
    """Nobody wrote, and nobody did anything."""
    found = report.volume
    return not any((found.messages, found.cases, found.answers, found.resolved, found.dismissed))


def is_empty(report: Report) -> bool:
    """No figure says anything: there is nothing to tell at all."""
    told = any(row.tells for row in by_name(report).values())
    asked = any(one.asked for one in report.departments)
    return not (told or asked or report.people or report.failures.outages)


def column(period: Period, about: About, texts: Texts) -> str:
    """The head of a column: "Wed 5.03", "10.11–16.11", "October". A day of the desk is called by the date on which most
    of it lies: it may begin the evening before."""
    if about in (About.DAY, About.SO_FAR):
        return wording.weekday((period.start + _HALF_A_DAY).astimezone(period.zone).date(), texts)
    first, last = wording.first_and_last(period)
    if about is About.MONTH:
        return wording.month(first, texts)
    return wording.short(first) if first == last else f"{wording.short(first)}–{wording.short(last)}"


# --- the head


def _head(
    report: Report, teller: Teller, about: About, late: datetime | None, missed: int, only: Sequence[str]
) -> list[Block]:
    period = report.scope.period
    notes = []
    if late is not None:
        notes.append(teller.words("summary-late", time=_moment(late, period, teller)))
    if missed:
        notes.append(teller.words(f"summary-missed-{about}", count=missed))
    filters = join(", ", (name(one, 2 * NAME) for one in only))
    return [
        Heading(teller.words(f"summary-title-{about}"), size=3),
        Paragraph(plain(wording.span(period, teller.texts, report.made_at))),
        *([Paragraph(teller.words("summary-only", filters=filters))] if filters else []),
        *([Paragraph(italic(join(" ", notes)))] if notes else []),
    ]


def _moment(at: datetime, period: Period, teller: Teller) -> str:
    here = at.astimezone(period.zone)
    return teller.texts("report-moment", date=wording.day(here.date(), teller.texts), time=f"{here:%H:%M}")


def _top(compared: Compared, about: About, before: Report | None) -> list[Block]:
    report, teller = compared.report, compared.teller
    quiet: list[Block] = []
    if is_quiet(report):
        key = "summary-no-data" if _is_new(compared) else f"summary-quiet-{about}"
        quiet = [Paragraph(teller.words(key))]
    told = [one.text for one in worth_knowing(report, before, teller)]
    worth: list[Block] = [Heading(teller.words("summary-worth")), Points(told)] if told else []
    return [*quiet, *worth, *compared.table(TOP), *_target(report, teller)]


def _target(report: Report, teller: Teller) -> list[Block]:
    """What the desk aims at is working time."""
    if report.first_target <= 0 or not report.first.working.n:
        return []
    return [Paragraph(italic(teller.words("summary-target", duration=teller.duration(report.first_target))))]


def _is_new(compared: Compared) -> bool:
    """Nothing ever came, as far as can be seen from here."""
    seen = (compared.report, *compared.others)
    return all(is_quiet(one) and not any(one.trend.cases) and not one.backlog.open for one in seen)


def _illustrated(section: Details, images: Sequence[str]) -> Details:
    for image in images:
        section = with_image(section, image)
    return section


def _images(blocks: Sequence[Block]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Image):
            found.append(block.name)
        elif isinstance(block, Details):
            found += _images(block.blocks)
    return found
