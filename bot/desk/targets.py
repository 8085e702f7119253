"""What the owner sets of how soon things are done: understood from words, offered as buttons, said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.desk.conversation import KINDS
from bot.desk.deadlines import default, working_day
from bot.desk.hours import DAY, Hours
from bot.desk.moments import UNITS
from bot.desk.parts import blocks
from bot.desk.richtext import Rich, bold, fill, lines, plain
from bot.desk.states import Refused
from bot.desk.times import length
from bot.desk.view import Button, Drawn, Texts
from storage.models import Category, Measure, Priority, Target

LONGEST = 60 * 1440
"""Minutes: sixty days."""
NEVER = 0
"""Of CLAIM: nothing goes back to the queue."""
CHOICES: Mapping[Measure, Sequence[int]] = {
    Measure.FIRST: (5, 15, 30, 60, 120, 240),
    Measure.NEXT: (15, 30, 60, 120, 240, 480),
    Measure.RESOLUTION: (120, 240, 480, 1440, 2880, 4320),
    Measure.DEPARTMENT: (15, 30, 60, 120, 240, 480),
    Measure.CLAIM: (15, 30, 60, 120, 240, NEVER),
}
"""Minutes on buttons."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a target is for. Without any: all that have none of their own."""

    kind: str | None = None
    category: str | None = None
    priority: int | None = None

    def words(self, texts: Texts) -> str:
        said = []
        if self.kind is not None:
            said.append(texts(KINDS[self.kind]))
        if self.category is not None:
            said.append(texts("target-category", category=self.category))
        if self.priority is not None:
            said.append(texts("target-priority", priority=Priority(self.priority).name.lower()))
        return " · ".join(said)


@dataclass(frozen=True, slots=True)
class Wish:
    """`minutes` None: as it is without a target of one's own."""

    measure: Measure
    scope: Scope
    minutes: int | None


SINGLE = (
    *(Scope(kind=one) for one in KINDS),
    *(Scope(category=one.value) for one in Category),
    *(Scope(priority=one.value) for one in reversed(Priority)),
)
"""What a button can be for. Several of them together are set by words."""


def check(measure: Measure, scope: Scope, minutes: int | None) -> None:
    """Raises Refused for what cannot be kept, or never ends."""
    if measure is Measure.CLAIM and scope != Scope():
        raise Refused("target-claim-for-all")
    if measure is Measure.DEPARTMENT and scope == Scope():
        raise Refused("target-department-for-all")
    if minutes is not None and minutes <= 0 and not (minutes == NEVER and measure is Measure.CLAIM):
        raise Refused("target-zero", found=str(minutes))
    if minutes is not None and minutes > LONGEST:
        raise Refused("target-long", found=str(minutes), limit=LONGEST // 1440)


# --- from words

_FAR = 10**9
"""Minutes. What is typed is no longer number than this, whatever it is."""
_NUMBER = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*([^\W\d]*)\.?")


def understand(args: str, hours: Hours, *tongues: Texts) -> Wish:
    """`first message urgent 15 min`, in English or any of these languages. Raises Refused with what was found."""
    words, found, rest = args.casefold().split(), [], []
    known = {phrase: meant for texts in reversed(tongues) for phrase, meant in _names(texts)}
    while words:
        phrase = next(
            (count for count in range(min(4, len(words)), 0, -1) if " ".join(words[:count]) in known), 0
        )
        if phrase:
            found.append(known[" ".join(words[:phrase])])
        else:
            rest.append(words[0])
        words = words[max(phrase, 1) :]
    measures = [one for one in found if isinstance(one, Measure)]
    if len(measures) != 1:
        raise Refused("target-measure", found=args or "—")
    measure, scope = measures[0], _together([one for one in found if isinstance(one, Scope)], args)
    minutes = _minutes(" ".join(rest), measure, working_day(hours), tongues)
    check(measure, scope, minutes)
    return Wish(measure, scope, minutes)


def _names(texts: Texts) -> Iterator[tuple[str, Measure | Scope]]:
    for measure in Measure:
        yield measure.value, measure
        yield texts("target-measure", measure=measure.value).casefold(), measure
    for scope in SINGLE:
        plainly = scope.kind or scope.category or Priority(scope.priority or 0).name.lower()
        yield plainly.replace("_", " "), scope
        yield scope.words(texts).casefold(), scope


def _together(scopes: Sequence[Scope], args: str) -> Scope:
    """Raises Refused for two of a sort: no case is both."""
    kinds = [one.kind for one in scopes if one.kind is not None]
    categories = [one.category for one in scopes if one.category is not None]
    priorities = [one.priority for one in scopes if one.priority is not None]
    if max(len(kinds), len(categories), len(priorities)) > 1:
        raise Refused("target-two", found=args)
    return Scope(next(iter(kinds), None), next(iter(categories), None), next(iter(priorities), None))


def _minutes(said: str, measure: Measure, day: int, tongues: Sequence[Texts]) -> int | None:
    if said in ("default", "-", "–", "—", *(say("target-default").casefold() for say in tongues)):
        return None
    if measure is Measure.CLAIM and said in ("never", *(say("target-never").casefold() for say in tongues)):
        return NEVER
    total, end = 0.0, 0
    for one in _NUMBER.finditer(said):
        unit = _unit(one[2], day)
        if unit is None or said[end : one.start()].strip(" ,"):
            raise Refused("target-time", found=said)
        number = max(-_FAR, min(float(one[1].replace(",", ".")), _FAR))
        total, end = total + number * unit, one.end()
    if not end or said[end:].strip():
        raise Refused("target-time", found=said or "—")
    return round(total)


def _unit(word: str, day: int) -> int | None:
    """Minutes; a bare number is minutes, a day is a working `day`. None: no word for a length that can be a target."""
    if not word:
        return 1
    meant = UNITS.get(word)
    if meant is None or meant > DAY:
        return None
    return day if meant == DAY else int(meant.total_seconds()) // 60


# --- drawn

Packs = Callable[[str, Measure | None, Scope, int], str]
"""What a button carries: what it does, of which measure, for which cases, minutes."""


@dataclass(frozen=True, slots=True)
class Targets:
    """All that a desk has set."""

    own: Sequence[Target]
    claim_minutes: int
    hours: Hours

    def minutes(self, measure: Measure, scope: Scope) -> int | None:
        """None: nothing of its own."""
        if measure is Measure.CLAIM:
            return self.claim_minutes
        return next(
            (one.minutes for one in self.own if one.measure == measure and scope_of(one) == scope), None
        )


def scope_of(one: Target) -> Scope:
    return Scope(one.kind, one.category, one.priority)


def time(minutes: int, texts: Texts) -> str:
    """Working time: only what is no whole number of hours is said in minutes, and never in days of 24 hours."""
    if minutes == NEVER:
        return texts("target-never")
    return texts("time-hours", count=minutes // 60) if minutes % 60 == 0 else length(minutes, texts)


def overview(held: Targets, texts: Texts, packs: Packs) -> Drawn:
    """How it is now, in words; a button for each measure."""
    general = [_general(held, one, texts) for one in Measure]
    special = [
        fill(
            texts,
            "target-line-for",
            measure=texts("target-measure", measure=one.measure),
            scope=scope_of(one).words(texts),
            time=time(one.minutes, texts),
        )
        for one in sorted(held.own, key=lambda one: one.id)
        if scope_of(one) != Scope()
    ]
    page = blocks(
        (bold(plain(texts("targets-head"))), lines(general), lines(special[:30]), plain(texts("targets-why")))
    )
    buttons = [
        Button(texts("target-measure", measure=one.value), data=packs("page", one, Scope(), 0))
        for one in Measure
    ]
    return Drawn(page.html, [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)])


def _general(held: Targets, measure: Measure, texts: Texts) -> Rich:
    name, minutes = texts("target-measure", measure=measure.value), held.minutes(measure, Scope())
    if measure is Measure.CLAIM:
        said = (
            texts("target-never")
            if minutes == NEVER
            else texts("target-after", time=time(minutes or 0, texts))
        )
        return fill(texts, "target-line", measure=name, time=said)
    if measure is Measure.DEPARTMENT:
        return fill(texts, "target-line", measure=name, time=texts("target-department-own"))
    said = time(default(measure, held.hours) if minutes is None else minutes, texts)
    if minutes is None and measure is Measure.RESOLUTION and held.hours.week is not None:
        said = texts("target-working-day", time=said)
    return fill(texts, "target-line", measure=name, time=said)


def page(held: Targets, measure: Measure, scope: Scope, texts: Texts, packs: Packs) -> Drawn:
    """The times for one measure, of all cases or of some."""
    name, now = texts("target-measure", measure=measure.value), held.minutes(measure, scope)
    about = " · ".join(one for one in (name, scope.words(texts)) if one)
    each_its_own = measure is Measure.DEPARTMENT and scope == Scope()
    offered = () if each_its_own else _choices(measure, now)
    times = [
        _button(time(one, texts), packs("set", measure, scope, one), holds=now == one) for one in offered
    ]
    rows = [tuple(times[place : place + 3]) for place in range(0, len(times), 3)]
    if measure is not Measure.CLAIM and not each_its_own:
        usual = texts("target-as-others") if scope != Scope() else _usual(held, measure, texts)
        rows.append((_button(usual, packs("usual", measure, scope, 0), holds=now is None),))
    if measure is not Measure.CLAIM and scope == Scope():
        rows.append((Button(texts("target-for"), data=packs("for", measure, Scope(), 0)),))
    back = packs("main", None, Scope(), 0) if scope == Scope() else packs("page", measure, Scope(), 0)
    rows.append((Button(texts("button-back"), data=back),))
    why = fill(texts, "target-why", measure=measure.value)
    return Drawn(lines((bold(plain(about)), why)).html, rows)


def _usual(held: Targets, measure: Measure, texts: Texts) -> str:
    return texts("target-default-is", time=time(default(measure, held.hours), texts))


def _choices(measure: Measure, now: int | None) -> Sequence[int]:
    """Those on buttons, and what was set by words."""
    offered = CHOICES[measure]
    return offered if now is None or now in offered else (*offered, now)


def _button(label: str, data: str, *, holds: bool) -> Button:
    return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)


def which(held: Targets, measure: Measure, texts: Texts, packs: Packs) -> Drawn:
    """For which cases it shall be another one."""
    buttons = [
        _button(
            one.words(texts), packs("page", measure, one, 0), holds=held.minutes(measure, one) is not None
        )
        for one in SINGLE
    ]
    rows = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    rows.append((Button(texts("button-back"), data=packs("page", measure, Scope(), 0)),))
    name = texts("target-measure", measure=measure.value)
    return Drawn(lines((bold(plain(name)), fill(texts, "target-which"))).html, rows)
