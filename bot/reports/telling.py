"""How one reader is told figures: in their words, each number a link to the cases behind it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.richtext import Rich, fill, link, name, plain
from bot.desk.view import Texts
from bot.reports import wording
from bot.reports.links import FIGURE, CaseLinks
from bot.reports.results import Oldest
from bot.reports.rows import Row, Unit

NAME = 32
NONE = "–"


@dataclass(frozen=True, slots=True)
class Teller:
    """`links` None: there is nowhere to lead to, as on the command line and in the operators' group."""

    texts: Texts
    links: CaseLinks | None = None

    def words(self, key: str, /, **parts: Rich | str | int) -> Rich:
        return fill(self.texts, key, **parts)

    def behind(self, shown: str | Rich, figure: str | None) -> Rich:
        """A link to the cases of a figure; of one that no link can name there is none."""
        url = None
        if self.links is not None and figure is not None and FIGURE.fullmatch(figure):
            url = self.links.url(figure)
        return link(shown, url)

    def count(self, value: int, figure: str | None = None) -> Rich:
        """Zero leads nowhere."""
        return self.behind(wording.number(value, self.texts), figure if value else None)

    def case(self, one: Oldest) -> Rich:
        return self.behind(self.words("report-case", number=str(one.number)), f"case-{one.case_id}")

    def number(self, value: float) -> Rich:
        return plain(wording.number(value, self.texts))

    def usual(self, value: float) -> Rich:
        """A mean: of more than a few nobody wants the decimal."""
        return self.number(round(value) if value >= 10 else value)

    def percent(self, share: float) -> Rich:
        return plain(wording.percent(share, self.texts))

    def duration(self, seconds: float) -> Rich:
        return plain(wording.duration(seconds, self.texts))

    def value(self, row: Row, *, linked: bool = True) -> Rich:
        """The figure alone."""
        if row.value is None:
            return plain(NONE)
        match row.unit:
            case Unit.SECONDS:
                shown = self.duration(row.value)
            case Unit.SHARE:
                shown = self.percent(row.value)
            case Unit.COUNT | Unit.POINTS:
                shown = self.number(row.value)
        some = row.value or row.unit is not Unit.COUNT
        return self.behind(shown, row.behind) if linked and some else shown

    def bit(self, key: str, figure: Rich) -> Rich:
        """ "answers 18": one of several figures beside each other."""
        return self.words(f"bit-{key}", figure=figure)

    def person(self, shown: str, *, left: bool = False) -> Rich:
        whose = name(shown, NAME)
        return self.words("report-left", name=whose) if left else whose
