"""What `/staff` shows: the people of the desk, one of them, and the question before somebody becomes an owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.conversation import DOT
from bot.desk.parts import blocks
from bot.desk.richtext import EMPTY, Rich, ago, bold, cut, fill, join, lines, name, one_line, plain
from bot.desk.view import Button, Drawn, Texts
from storage.models import Role

PAGE = 8
BY_GROUP = "group"
"""The choice that takes a given role back."""
ON_A_BUTTON = 16
"""Of a name: two beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the desk. `holds`: live cases."""

    id: int
    user_id: int
    name: str
    username: str | None
    role: Role
    given: Role | None
    on_shift: bool
    holds: int
    since: datetime
    gone: bool = False


Data = Callable[[str, int, int, str], str]
"""What a button carries: what is asked, of whom, the page of the list, a choice."""


def in_order(people: Sequence[Person]) -> list[Person]:
    """Owners first, then as the roles come; by name."""
    ranks = list(Role)
    return sorted(people, key=lambda one: (ranks.index(one.role), one.name.casefold(), one.id))


def team(people: Sequence[Person], page: int, texts: Texts, data: Data, *, gives: bool) -> Drawn:
    """A page of all people. `gives`: the reader may change roles."""
    pages = max(-(-len(people) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = in_order(people)[page * PAGE : (page + 1) * PAGE]
    head = bold(fill(texts, "staff-head", count=len(people)))
    foot = fill(texts, "staff-press" if gives else "staff-press-look")
    names = [Button(_short(one), data=data("see", one.id, page, "")) for one in shown]
    rows = [tuple(names[place : place + 2]) for place in range(0, len(names), 2)]
    turns = tuple(
        Button(f"{sign} {number + 1}/{pages}", data=data("list", 0, number, ""))
        for number, sign in ((page - 1, "‹"), (page + 1, "›"))
        if 0 <= number < pages
    )
    body = blocks((head, lines(_line(one, texts) for one in shown), foot))
    return Drawn(body.html, (*rows, *((turns,) if turns else ())))


def _short(one: Person) -> str:
    return cut(one_line(one.name), ON_A_BUTTON) or "…"


def _line(one: Person, texts: Texts) -> Rich:
    return join(
        DOT, (bold(name(one.name, 24)), plain(texts("role-name", role=one.role.value)), *_doing(one, texts))
    )


def _doing(one: Person, texts: Texts) -> tuple[Rich, ...]:
    shift = fill(texts, "staff-shift") if one.on_shift else EMPTY
    holds = fill(texts, "staff-holds", count=one.holds) if one.holds else EMPTY
    return (shift, holds, fill(texts, "staff-since", since=ago(one.since)))


def person(one: Person, page: int, texts: Texts, data: Data, *, gives: bool) -> Drawn:
    """One of them, with what each role may; `gives`: as buttons."""
    called = f"@{one.username}" if one.username else str(one.user_id)
    head = join(DOT, (bold(name(one.name)), name(called)))
    source = (
        EMPTY if one.role is Role.OWNER else fill(texts, "staff-given" if one.given else "staff-by-group")
    )
    role = join(
        DOT, (fill(texts, "staff-role", role=bold(plain(texts("role-name", role=one.role.value)))), source)
    )
    doing = fill(texts, "staff-left") if one.gone else join(DOT, _doing(one, texts))
    back = (Button(texts("button-back"), data=data("list", 0, page, "")),)
    if not gives:
        return Drawn(blocks((head, lines((role, doing, may(one.role, texts))))).html, (back,))
    offered = [*Role] if one.given is None else [*Role, BY_GROUP]
    buttons = [_choice(one, choice, page, texts, data) for choice in offered]
    rows = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    roles = lines((fill(texts, "staff-roles"), *(may(each, texts) for each in Role)))
    return Drawn(blocks((head, lines((role, doing, waits(one, texts))), roles)).html, (*rows, back))


def waits(one: Person, texts: Texts) -> Rich:
    """A role was given that does not hold where they are."""
    if one.gone or one.given in (None, one.role):
        return EMPTY
    later = plain(texts("role-name", role=one.given.value))
    return join(" ", (fill(texts, "staff-role", role=later), fill(texts, "staff-elsewhere")))


def may(role: Role, texts: Texts) -> Rich:
    """A role and what it may, in a line."""
    title = bold(plain(texts("role-name", role=role.value)))
    return title + plain(": ") + plain(texts("role-may", role=role.value))


def _choice(one: Person, choice: Role | str, page: int, texts: Texts, data: Data) -> Button:
    holds = choice == one.role
    label = texts("button-role", role=str(choice))
    return Button(
        f"✓ {label}" if holds else label,
        data=data("give", one.id, page, str(choice)),
        style="primary" if holds else None,
    )


def surely_owner(one: Person, page: int, texts: Texts, data: Data) -> Drawn:
    yes = Button(
        texts("button-owner-surely"), data=data("sure", one.id, page, Role.OWNER.value), style="danger"
    )
    back = Button(texts("button-back"), data=data("see", one.id, page, ""))
    return Drawn(fill(texts, "staff-surely-owner", name=bold(name(one.name))).html, ((yes, back),))


def role_called(said: str, texts: Texts) -> Role | None:
    """By its name in the desk's language, or by ours."""
    wanted = said.casefold()
    return next(
        (role for role in Role if wanted in (role.value, texts("role-name", role=role.value).casefold())),
        None,
    )
