"""Colleagues in a message: whom to give a case to, who is on shift, who takes over all that somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from bot.desk import parts
from bot.desk.keyboards import button
from bot.desk.parts import Mention, called
from bot.desk.richtext import ago, bold, cut, fill, lines, name, one_line, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from bot.shifts import Colleague
from bot.telegram.callbacks import Number

OFFERED = 12
"""Colleagues with a button; the others are reached by name."""
TAKE_OVER = 6
"""The same where all that somebody has is handed over."""
LISTED = 30


class Chosen(CallbackData, prefix="w2"):
    """It says what shall hold, not what shall change: the same press twice is the same as once."""

    choice: str
    """`on`, `off`; `pick`: to whom; `queue`, `to`: what I have goes there; `keep`: nowhere."""
    to: Number = 0
    """The colleague."""


def pick_colleague(view: CaseView, known: Sequence[Colleague], texts: Texts) -> Drawn:
    """To whom a case is given: those on shift first, each with how many they have."""
    key = "pick-colleague-of" if view.holder else "pick-colleague"
    head = fill(texts, key, case=bold(parts.number(view)), name=name(view.holder or ""))
    picks = [
        (button(Command.ASSIGN_TO, texts, arg=one.staff.id, label=_label(one)),) for one in known[:OFFERED]
    ]
    more = fill(texts, "colleagues-more", count=len(known) - OFFERED) if len(known) > OFFERED else plain("")
    return Drawn(lines((head, more)).html, (*picks, (button(Command.CLOSE, texts),)))


def _label(one: Colleague) -> str:
    """Who is on shift has the green sign; the number always stays."""
    shown = cut(one_line(one.staff.name), 24) or "…"
    return f"{'🟢 ' if one.works else ''}{shown} · {one.holds}"


def shift(on_shift: Sequence[Colleague], mine: Colleague | None, texts: Texts) -> Drawn:
    """Who is on shift at a glance. `mine`: the reader, if they may be on one."""
    rows = [
        fill(texts, "shift-one", name=name(one.staff.name, 40), count=one.holds, since=ago(since))
        for one in on_shift[:LISTED]
        if (since := one.staff.on_shift_since) is not None
    ]
    head = bold(fill(texts, "shift-head", count=len(on_shift)))
    if mine is None:
        return Drawn(lines((head, *rows)).html)
    own = fill(texts, "shift-mine" if mine.works else "shift-not-mine", count=mine.holds)
    choice = "off" if mine.works else "on"
    switch = Button(texts(f"button-shift-{choice}"), data=Chosen(choice=choice).pack(), style="primary")
    return Drawn(lines((head, *rows, own)).html, ((switch,),))


def take_over(holds: int, known: Sequence[Colleague], texts: Texts, *, key: str) -> Drawn:
    """To whom all that somebody has goes. `key`: the words that ask it."""
    head = fill(texts, key, count=holds)
    picks = [
        (Button(_label(one), data=Chosen(choice="to", to=one.staff.id).pack()),) for one in known[:TAKE_OVER]
    ]
    queue = Button(texts("button-to-queue"), data=Chosen(choice="queue").pack())
    keep = Button(texts("button-keep"), data=Chosen(choice="keep").pack())
    return Drawn(head.html, (*picks, (queue, keep)))


def long_shift(since: datetime, mention: Mention | None, texts: Texts) -> Drawn:
    """Asked once of who is on shift for very long."""
    asks = called(mention, fill(texts, "shift-long", since=ago(since)))
    rows = tuple(
        Button(texts(f"button-shift-{choice}"), data=Chosen(choice=choice).pack()) for choice in ("off", "on")
    )
    return Drawn((plain("🕰 ") + asks).html, (rows,))
