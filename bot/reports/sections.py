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
from bot.reports.results import FEW, Count, DepartmentWork, Network, Person, Report, Spread
from bot.reports.rows import PARENTS, Row, by_name, oldest_waits, rows
from bot.reports.sentences import outage
from bot.reports.telling import NAME, Teller

NETWORKS, NAMES, TAGS, DEPARTMENTS, PEOPLE, OUTAGES = 8, 10, 12, 15, 30, 5
"""How many are listed; so many with names of any length have room in one message."""
DOT = " · "


@dataclass(frozen=True, slots=True)
class Compared:
    """A report beside those it is compared with. `heads`: of the columns, as many as there are reports."""

    report: Report
    others: tuple[Report, ...]
    heads: tuple[str, ...]
    teller: Teller

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
    report, teller = compared.report, compared.teller
    volume = report.volume
    kinds = _counts(volume.by_kind, "kind", naming.kind, teller)
    categories = _counts(volume.by_category, "category", naming.category, teller)
    return [
        *compared.group("volume", but=("messages", "cases")),
        *_points(
            (_network(one, teller) for one in volume.by_network[:NETWORKS]),
            len(volume.by_network) - NETWORKS,
            teller,
        ),
        *_paragraph("list-kinds", kinds if len(volume.by_kind) > 1 else EMPTY, teller),
        *_paragraph("list-categories", categories, teller),
    ]


def _tags(compared: Compared) -> Blocks:
    teller, tags = compared.teller, compared.report.tags

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

    shown = join(DOT, (said(one.count, one.usual, one.tag_id, one.name) for one in tags[:TAGS]))
    return [Paragraph(_and_more(shown, len(tags) - TAGS, teller))] if tags else []


def _speed(compared: Compared) -> Blocks:
    return [*compared.group("speed", but=("answered", "reply_rate")), *compared.group("deadlines")]


def _endings(compared: Compared) -> Blocks:
    teller, outcomes = compared.teller, compared.report.endings.outcomes
    shown = _counts(outcomes, "outcome", naming.outcome, teller)
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
    case = teller.words("report-case", number=str(oldest.number))
    return [Paragraph(teller.words("list-oldest", case=case, duration=bold(teller.duration(waits))))]


def _outside(compared: Compared) -> Blocks:
    return compared.group("outside")


def _departments(compared: Compared) -> Blocks:
    report, teller = compared.report, compared.teller
    asked = [one for one in report.departments if one.asked]
    shown = (_department(one, teller) for one in asked[:DEPARTMENTS])
    return _points(shown, len(asked) - DEPARTMENTS, teller)


def _approvals(compared: Compared) -> Blocks:
    return compared.group("approvals")


def _people(compared: Compared) -> Blocks:
    people, teller, asks = compared.report.people, compared.teller, compared.report.satisfaction.asks
    shown = (_person(one, asks, teller) for one in people[:PEOPLE])
    return _points(shown, len(people) - PEOPLE, teller)


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
    teller, found = compared.teller, compared.report.failures
    shown = (
        outage(one, teller) + plain(": ") + bold(teller.duration(one.seconds))
        for one in found.outages[:OUTAGES]
    )
    return [
        *compared.group("failures"),
        *_points(shown, len(found.outages) - OUTAGES, teller),
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


def _network(one: Network, teller: Teller) -> Rich:
    of = f"network-{one.name}"
    bits = [
        teller.bit("cases", teller.count(one.cases, of)),
        _bit("messages", one.messages, teller),
        _bit("answered", one.answered, teller, of),
        _bit("unanswered", one.unanswered, teller, of),
        _bit("resolved", one.resolved, teller),
        _median("first", one.first, teller),
    ]
    if one.per_thousand is not None:
        bits.append(teller.bit("per-thousand", teller.number(one.per_thousand)))
    return bold(name(network_name(one.name, teller.texts), NAME)) + plain(": ") + join(DOT, bits)


def _department(one: DepartmentWork, teller: Teller) -> Rich:
    bits = [
        teller.bit("asked", teller.count(one.asked, f"department-{one.department_id}")),
        _bit("answered", one.answered, teller),
        _median("median", one.took, teller),
        _bit("overdue", one.overdue, teller),
        _bit("returned", one.returned, teller),
        _bit("open", one.open, teller),
    ]
    return bold(name(one.name, NAME)) + plain(": ") + join(DOT, bits)


def _person(one: Person, asks: str, teller: Teller) -> Rich:
    """Of FEW first answers and scores nothing is made. `asks`: what question the scores answer."""
    bits = [
        _bit("answers", one.answers, teller),
        _median("first", one.first, teller, FEW),
        _bit("claimed", one.claimed, teller),
        _bit("resolved", one.resolved, teller),
        _bit("reopened", one.reopened, teller),
    ]
    if one.score is not None and one.scores >= FEW and asks:
        figure, n = teller.number(one.score), teller.number(one.scores)
        bits.append(teller.words("bit-score", figure=figure, most=most(asks), n=n, count=one.scores))
    whose = teller.behind(teller.person(one.name, left=one.left), f"person-{one.staff_id}")
    told = join(DOT, bits)
    return bold(whose) + (plain(": ") + told if told else EMPTY)


def _bit(key: str, count: int, teller: Teller, figure: str | None = None) -> Rich:
    return teller.bit(key, teller.count(count, figure)) if count else EMPTY


def _median(key: str, found: Spread, teller: Teller, few: int = 0) -> Rich:
    if found.median is None or found.n < few:
        return EMPTY
    return teller.bit(key, teller.duration(found.median))


def _counts(found: Sequence[Count], figure: str, said: Callable[[str, Texts], str], teller: Teller) -> Rich:
    """ "Problem 12 · Question 9"."""

    def told(one: Count) -> Rich:
        count = teller.count(one.count, f"{figure}-{one.name or 'none'}")
        return name(said(one.name, teller.texts), NAME) + plain(" ") + bold(count)

    shown = [told(one) for one in found if one.count]
    return _and_more(join(DOT, shown[:NAMES]), len(shown) - NAMES, teller)


def _and_more(shown: Rich, more: int, teller: Teller) -> Rich:
    return shown + plain(DOT) + teller.words("report-more", count=more) if more > 0 else shown


def _points(shown: Iterable[Rich], more: int, teller: Teller) -> Blocks:
    items = [*shown, *([teller.words("report-more", count=more)] if more > 0 else [])]
    return [Points(items)] if items else []


def _paragraph(key: str, shown: Rich, teller: Teller) -> Blocks:
    return [Paragraph(teller.words(key, shown=shown))] if shown else []
