"""The parts of a summary under its first table: each closed until somebody wants to know more. Pure.

A part that would say nothing is not there; nor is a line of noughts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.desk.keyboards import network_name
from bot.desk.richmessage import Block, Details, Image, Paragraph, Points, Table
from bot.desk.richtext import EMPTY, Rich, bold, join, name, plain
from bot.desk.surveys import most
from bot.desk.view import Texts
from bot.reports import naming
from bot.reports.plotted import age
from bot.reports.results import FEW, Count, DepartmentWork, Network, Person, Report, Spread, Volume
from bot.reports.room import ROOMS, Room
from bot.reports.rows import PARENTS, Row, by_name, oldest_waits, rows
from bot.reports.sentences import outage
from bot.reports.telling import NAME, Teller

DOT = " · "
WHOLE = {"kind": "kinds", "category": "categories", "outcome": "outcomes"}
"""What the list of all of them is called."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A report beside those it is compared with. `heads`: of the columns, as many as there are reports."""

    report: Report
    others: tuple[Report, ...]
    heads: tuple[str, ...]
    teller: Teller
    room: Room = ROOMS[0]

    def table(self, names: Iterable[str]) -> list[Block]:
        """The rows that say anything, now or then; only now's lead anywhere."""
        columns = [by_name(one) for one in (self.report, *self.others)]
        found = [[column[wanted] for column in columns] for wanted in names]
        told = {cells[0].name for cells in found if any(cell.tells for cell in cells)}
        told |= {PARENTS[one] for one in told if one in PARENTS}
        shown = [cells for cells in found if cells[0].name in told]
        if not shown:
            return []
        head = [EMPTY, *(plain(one) for one in self.heads)] if self.others else []
        return [Table(head, [self._row(cells) for cells in shown])]

    def group(self, which: str, but: Sequence[str] = ()) -> list[Block]:
        """`but`: what stands on top already."""
        return self.table(row.name for row in rows(self.report)[which] if row.name not in but)

    def _row(self, cells: Sequence[Row]) -> list[Rich]:
        now, *then = cells
        label = self.teller.words(f"row-{now.name.replace('_', '-')}")
        return [label, bold(self.teller.value(now)), *(self.teller.value(one, linked=False) for one in then)]


def sections(compared: Compared) -> list[tuple[str, Details]]:
    """Each with its name, in the order in which an owner asks."""
    found = []
    for key, make in SECTIONS.items():
        if blocks := [block for block in make(compared) if block is not None]:
            found.append((key, Details(compared.teller.words(f"section-{key}"), blocks)))
    return found


def with_image(section: Details, image: str) -> Details:
    return replace(section, blocks=(*section.blocks, Image(image)))


Blocks = list[Block]


def _came(compared: Compared) -> Blocks:
    report, teller, room = compared.report, compared.teller, compared.room
    volume = report.volume
    kinds = _counts(volume.by_kind, "kind", naming.kind, compared)
    categories = _counts(volume.by_category, "category", naming.category, compared)
    return [
        *compared.group("volume", but=("messages", "cases")),
        *_paragraph("list-hours", _hours(volume, teller), teller),
        *_points(
            (_network(one, compared) for one in volume.by_network[: room.networks]),
            len(volume.by_network) - room.networks,
            teller,
            "networks",
        ),
        *_paragraph("list-kinds", kinds if len(volume.by_kind) > 1 else EMPTY, teller),
        *_paragraph("list-categories", categories, teller),
    ]


def _tags(compared: Compared) -> Blocks:
    teller, tags, most = compared.teller, compared.report.tags, compared.room.tags

    def said(count: int, usual: float | None, tag_id: int, tag: str) -> Rich:
        shown = (
            teller.words("report-tag", name=name(tag, NAME))
            + plain(" ")
            + bold(teller.count(count, f"tag-{tag_id}"))
        )
        return (
            shown
            if usual is None
            else shown + plain(" ") + teller.words("list-usual", usual=teller.usual(usual))
        )

    shown = join(DOT, (said(one.count, one.usual, one.tag_id, one.name) for one in tags[:most]))
    return [Paragraph(_and_more(shown, len(tags) - most, teller, "tags"))] if tags else []


def _speed(compared: Compared) -> Blocks:
    return [*compared.group("speed", but=("answered", "reply_rate")), *compared.group("deadlines")]


def _endings(compared: Compared) -> Blocks:
    teller, outcomes = compared.teller, compared.report.endings.outcomes
    shown = _counts(outcomes, "outcome", naming.outcome, compared)
    told = shown if any(one.name for one in outcomes) else EMPTY
    elsewhere = any(one.endings.sent_elsewhere.part for one in (compared.report, *compared.others))
    return [
        *compared.group("endings", but=("resolved", *(() if elsewhere else ("sent_elsewhere_rate",)))),
        *_paragraph("list-outcomes", told, teller),
    ]


def _backlog(compared: Compared) -> Blocks:
    teller, found = compared.teller, compared.report.backlog
    if not found.open:
        return []
    ages = [
        plain(f"{age(place, teller.texts)}: ") + bold(teller.count(count, f"age-{place}"))
        for place, count in enumerate(found.by_age)
        if count
    ]
    return [
        *compared.group("backlog", but=("open", "waiting", "oldest")),
        *_paragraph("list-ages", join(DOT, ages), teller),
        *_oldest(compared.report, teller),
    ]


def _oldest(report: Report, teller: Teller) -> Blocks:
    oldest, waits = report.backlog.oldest, oldest_waits(report)
    if oldest is None or waits is None:
        return []
    case = teller.case(oldest)
    return [Paragraph(teller.words("list-oldest", case=case, duration=bold(teller.duration(waits))))]


def _outside(compared: Compared) -> Blocks:
    return compared.group("outside")


def _departments(compared: Compared) -> Blocks:
    most = compared.room.departments
    asked = [one for one in compared.report.departments if one.asked]
    shown = (_department(one, compared) for one in asked[:most])
    return _points(shown, len(asked) - most, compared.teller, "departments")


def _approvals(compared: Compared) -> Blocks:
    return compared.group("approvals")


def _people(compared: Compared) -> Blocks:
    people, most = compared.report.people, compared.room.people
    shown = (_person(one, compared) for one in people[:most])
    return _points(shown, len(people) - most, compared.teller, "people")


def _satisfaction(compared: Compared) -> Blocks:
    teller, found = compared.teller, compared.report.satisfaction
    if not found.asked and not found.answers:
        return []
    scores = [
        plain(f"{one.name} × ") + bold(teller.count(one.count, f"score-{one.name}"))
        for one in found.scores
        if one.count
    ]
    return [*compared.group("satisfaction"), *_paragraph("list-scores", join(DOT, scores), teller)]


def _failures(compared: Compared) -> Blocks:
    teller, found, most = compared.teller, compared.report.failures, compared.room.outages
    shown = (
        outage(one, teller) + plain(": ") + bold(teller.duration(one.seconds)) for one in found.outages[:most]
    )
    return [
        *compared.group("failures"),
        *_points(shown, len(found.outages) - most, teller),
    ]


SECTIONS: dict[str, Callable[[Compared], Blocks]] = {
    "speed": _speed,
    "came": _came,
    "tags": _tags,
    "endings": _endings,
    "backlog": _backlog,
    "outside": _outside,
    "departments": _departments,
    "approvals": _approvals,
    "people": _people,
    "satisfaction": _satisfaction,
    "failures": _failures,
}


# --- lines


def _hours(volume: Volume, teller: Teller) -> Rich:
    """Cases, as they came; those in which none did are left out."""
    return join(
        DOT,
        (
            plain(f"{one.hour:02}:00: ") + bold(teller.count(one.cases, f"hour-{one.hour}"))
            for one in volume.by_hour
            if one.cases
        ),
    )


def _network(one: Network, compared: Compared) -> Rich:
    teller, of = compared.teller, _Parts(compared, "network", one.name)
    bits = [
        teller.bit("cases", teller.count(one.cases, of.all)),
        of.bit("messages", one.messages),
        of.bit("answered", one.answered),
        of.bit("unanswered", one.unanswered),
        of.bit("resolved", one.resolved),
        of.median("first", one.first, "answered"),
    ]
    if one.per_thousand is not None:
        bits.append(teller.bit("per-thousand", teller.number(one.per_thousand)))
    return bold(name(network_name(one.name, teller.texts), NAME)) + plain(": ") + join(DOT, bits)


def _department(one: DepartmentWork, compared: Compared) -> Rich:
    teller, of = compared.teller, _Parts(compared, "department", one.department_id)
    bits = [
        teller.bit("asked", teller.count(one.asked, of.all)),
        of.bit("answered", one.answered),
        of.median("median", one.took, "answered"),
        of.bit("overdue", one.overdue),
        of.bit("returned", one.returned),
        of.bit("open", one.open),
    ]
    return bold(name(one.name, NAME)) + plain(": ") + join(DOT, bits)


def _person(one: Person, compared: Compared) -> Rich:
    """Of FEW first answers and scores nothing is made."""
    teller, of = compared.teller, _Parts(compared, "person", one.staff_id)
    asks = compared.report.satisfaction.asks
    bits = [
        of.bit("answers", one.answers),
        of.median("first", one.first, "first", FEW),
        of.bit("claimed", one.claimed),
        of.bit("resolved", one.resolved),
        of.bit("reopened", one.reopened),
    ]
    if one.score is not None and one.scores >= FEW and asks:
        figure, n = teller.number(one.score), of.linked(teller.number(one.scores), "scores")
        bits.append(teller.words("bit-score", figure=figure, most=most(asks), n=n, count=one.scores))
    whose = teller.behind(teller.person(one.name, left=one.left), of.all)
    told = join(DOT, bits)
    return bold(whose) + (plain(": ") + told if told else EMPTY)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is told of one network, department or person."""

    compared: Compared
    kind: str
    which: str | int

    @property
    def all(self) -> str:
        return f"{self.kind}-{self.which}"

    def linked(self, shown: Rich, part: str) -> Rich:
        figure = f"{self.kind}_{part}-{self.which}" if self.compared.room.parts else None
        return self.compared.teller.behind(shown, figure)

    def bit(self, part: str, count: int) -> Rich:
        teller = self.compared.teller
        return teller.bit(part, self.linked(teller.number(count), part)) if count else EMPTY

    def median(self, key: str, found: Spread, part: str, few: int = 0) -> Rich:
        """`part`: what it is made of."""
        teller = self.compared.teller
        if found.median is None or found.n < few:
            return EMPTY
        return teller.bit(key, self.linked(teller.duration(found.median), part))


def _counts(
    found: Sequence[Count], figure: str, said: Callable[[str, Texts], str], compared: Compared
) -> Rich:
    """ "Problem 12 · Question 9"."""
    teller, most = compared.teller, compared.room.names

    def told(one: Count) -> Rich:
        count = teller.count(one.count, f"{figure}-{one.name or 'none'}")
        return name(said(one.name, teller.texts), NAME) + plain(" ") + bold(count)

    shown = [told(one) for one in found if one.count]
    return _and_more(join(DOT, shown[:most]), len(shown) - most, teller, WHOLE[figure])


def _and_more(shown: Rich, more: int, teller: Teller, what: str) -> Rich:
    return shown + plain(DOT) + _more(more, teller, what) if more > 0 else shown


def _more(more: int, teller: Teller, what: str | None) -> Rich:
    """`what`: as in `bot.reports.whole`; None: there is no list of them."""
    return teller.behind(teller.words("report-more", count=more), what and f"all-{what}")


def _points(shown: Iterable[Rich], more: int, teller: Teller, what: str | None = None) -> Blocks:
    items = [*shown, *([_more(more, teller, what)] if more > 0 else [])]
    return [Points(items)] if items else []


def _paragraph(key: str, shown: Rich, teller: Teller) -> Blocks:
    return [Paragraph(teller.words(key, shown=shown))] if shown else []
