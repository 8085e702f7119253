"""What the owner sees of a department, with buttons to arrange it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.desk import parts
from bot.desk.departments import TIMES
from bot.desk.keyboards import button
from bot.desk.parts import blocks
from bot.desk.richtext import Rich, bold, fill, join, lines, name, plain
from bot.desk.times import length
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from storage.models import Department, Staff


class Does(StrEnum):
    """What a button does. Short and stable: old buttons in old messages carry it."""

    TIME = "time"
    """Minutes."""
    TRUST = "trust"
    PEOPLE = "people"
    ADD = "add"
    """A person, by staff id."""
    LEAVE_OUT = "out"
    ABOUT = "about"
    NAME = "name"
    CLOSE = "close"
    CLOSE_SURELY = "close!"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Pick:
    """A department that an operator may choose."""

    department: Department
    waits: int
    """How many questions it has."""
    reached: bool
    """False: I cannot write there."""


def pick(view: CaseView, picks: Sequence[Pick], texts: Texts) -> Drawn:
    """What goes where, how soon there is an answer, how much waits there. Who can't be reached is greyed: pressed, it
    says why.
    """
    head = fill(texts, "pick-department", case=bold(parts.number(view)))
    rows = [(Button(_label(one), Command.ESCALATE_TO, arg=one.department.id),) for one in picks]
    told = [_pick(one, texts) for one in picks[:TOLD]]
    return Drawn(lines((head, *told)).html, (*rows, (button(Command.CLOSE, texts),)))


def _label(one: Pick) -> str:
    return one.department.name if one.reached else f"🚫 {one.department.name}"


def _pick(one: Pick, texts: Texts) -> Rich:
    about = name(one.department.about or "", 120)
    filled = {"about": about} if one.department.about else {}
    return fill(
        texts,
        "pick-line" if filled else "pick-line-short",
        department=bold(name(one.department.name)),
        time=length(one.department.answers_within, texts),
        waits=one.waits,
        **filled,
    )


TOLD = 15
"""Departments with a line each in the picker; all have buttons."""

Packs = Callable[[Does, int, int], str]
"""What a button carries: what it does, the department's id, a value."""


def department(
    one: Department, people: Sequence[str], person: Staff | None, waits: int, texts: Texts, packs: Packs
) -> Drawn:
    """`people`: who was chosen; `person`: who alone it is. `waits`: how many questions it has."""
    facts = lines(
        (
            fill(texts, "department-about", about=name(one.about, 120)) if one.about else plain(""),
            fill(texts, "department-time", time=length(one.answers_within, texts)),
            plain(texts("department-trust", trusted="yes" if one.trusted else "no")),
            _who(people, person, texts),
            plain(texts("department-waits", count=waits)) if waits else plain(""),
        )
    )
    minutes = TIMES if one.answers_within in TIMES else (*TIMES, one.answers_within)
    times = [
        _button(length(time, texts), packs(Does.TIME, one.id, time), holds=time == one.answers_within)
        for time in minutes
    ]
    trust = [
        _button(
            texts("button-department-trust", trusted="yes" if value else "no"),
            packs(Does.TRUST, one.id, value),
            holds=one.trusted == bool(value),
        )
        for value in (0, 1)
    ]
    rows = [times[place : place + 3] for place in range(0, len(times), 3)]
    people_button = [] if person is not None else [_plain(Does.PEOPLE, one, texts, packs)]
    rows += [
        trust,
        [*people_button, _plain(Does.ABOUT, one, texts, packs)],
        [_plain(Does.NAME, one, texts, packs), _plain(Does.CLOSE, one, texts, packs)],
    ]
    return Drawn(blocks((bold(name(one.name)), facts)).html, tuple(tuple(row) for row in rows))


def _who(people: Sequence[str], person: Staff | None, texts: Texts) -> Rich:
    if person is not None:
        return fill(texts, "department-is-person", name=name(person.name))
    if not people:
        return plain(texts("department-everyone"))
    return fill(texts, "department-people", names=join(", ", [name(one) for one in people]))


def people(
    one: Department, everyone: Sequence[Staff], chosen: Collection[int], texts: Texts, packs: Packs
) -> Drawn:
    """Who of those in its chat answers for it. Nobody chosen: everyone there."""
    head = fill(texts, "department-choose", name=bold(name(one.name)))
    picks = [
        _button(
            person.name,
            packs(Does.LEAVE_OUT if person.id in chosen else Does.ADD, one.id, person.id),
            holds=person.id in chosen,
        )
        for person in everyone
    ]
    rows = [tuple(picks[place : place + 2]) for place in range(0, len(picks), 2)]
    return Drawn(head.html, (*rows, (_plain(Does.BACK, one, texts, packs),)))


def surely_close(one: Department, waits: int, texts: Texts, packs: Packs) -> Drawn:
    head = fill(texts, "department-close-surely", name=bold(name(one.name)), count=waits)
    yes = Button(
        texts("button-department-close-surely"), data=packs(Does.CLOSE_SURELY, one.id, 0), style="danger"
    )
    return Drawn(head.html, ((yes, _plain(Does.BACK, one, texts, packs)),))


def _plain(does: Does, one: Department, texts: Texts, packs: Packs) -> Button:
    return Button(texts("button-department", does=does.value), data=packs(does, one.id, 0))


def _button(label: str, data: str, *, holds: bool) -> Button:
    return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)
