"""What was found, as plain data and in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.desk.conversation import DOT
from bot.desk.days import DAY
from bot.desk.keyboards import network_name
from bot.desk.lookup import Query, Term
from bot.desk.parts import NOBODYS, SIGNS
from bot.desk.richtext import ELLIPSIS, EMPTY, Rich, bold, clean, italic, join, lines, link, name, plain
from bot.desk.view import Texts
from storage.models import Status

START, END = "\x01", "\x02"
"""About a hit."""
SHOWN = 160
"""Characters of what was said."""
BEFORE = 60
"""Of them before the first hit."""
_MARKED = re.compile(f"{START}(.*?){END}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """`text` has `START` and `END` about each hit."""

    at: datetime
    text: str
    ours: bool = False
    name: str | None = None
    """Of ours, who said it."""
    note: bool = False
    deleted: bool = False
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    case_id: int
    number: int
    status: str
    held: bool
    customer: str | None
    day: date
    said: Spoken | None
    url: str | None
    """Of its card."""


@dataclass(frozen=True, slots=True)
class Known:
    """A customer."""

    name: str | None
    url: str | None
    networks: Sequence[str]
    cases: int
    vip: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`number` from 0."""

    number: int
    pages: int
    cases: int
    more: bool
    hits: Sequence[Hit]
    customers: Sequence[Known] = ()
    namesakes: int = 0


def sentence(query: Query, terms: Sequence[Term], texts: Texts) -> Rich:
    """How it was understood. `terms`: those that were looked for."""
    looked = [_term(term) for term in terms]
    if query.number is not None:
        looked.insert(0, plain(f"#{query.number}"))
    looked += [plain(f"@{handle}") for handle in query.handles]
    looked += [plain(f"#{tag}") for tag in query.tags]
    if query.status is not None:
        looked.append(plain(texts(f"find-status-{query.status}")))
    looked.append(_period(query.days, texts))
    return plain("🔎 ") + join(DOT, looked)


def _term(term: Term) -> Rich:
    shown = name(term.text, 60)
    return bold(plain("“") + shown + plain("”") if term.phrase else shown)


def _period(days: tuple[date | None, date | None], texts: Texts) -> Rich:
    since, until = days
    last = None if until is None else until - DAY
    if since is not None and last is not None:
        return plain(_day(since) if since == last else f"{_day(since)} – {_day(last)}")
    if since is not None:
        return plain(texts("find-since", day=_day(since)))
    return EMPTY if last is None else plain(texts("find-until", day=_day(last)))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def shown(page: Page, texts: Texts) -> Rich:
    """The count, customers, cases."""
    customers = [_customer(one, texts) for one in page.customers]
    if page.namesakes:
        customers.append(plain(texts("find-namesakes", count=page.namesakes)))
    key = "find-more-cases" if page.more else "find-cases"
    count = plain(texts(key, count=page.cases))
    return join("\n\n", (lines((count, *customers)), *(_hit(one, texts) for one in page.hits)))


def _customer(one: Known, texts: Texts) -> Rich:
    called = link(bold(name(one.name or "") or plain(texts("card-customer-unknown"))), one.url)
    networks = ", ".join(network_name(network, texts) for network in one.networks)
    vip = plain("⭐") if one.vip else EMPTY
    cases = plain(texts("find-customer-cases", count=one.cases))
    return plain("👤 ") + join(DOT, (join(" ", (called, vip)), plain(networks), cases))


def _hit(hit: Hit, texts: Texts) -> Rich:
    sign = NOBODYS if hit.status == Status.OPEN and not hit.held else SIGNS[Status(hit.status)]
    numbered = link(bold(f"#{hit.number}"), hit.url)
    customer = name(hit.customer or "", 32)
    head = join(DOT, (plain(f"{sign} ") + numbered, customer, plain(_day(hit.day))))
    return head if hit.said is None else lines((head, _said(hit.said, texts)))


def _said(said: Spoken, texts: Texts) -> Rich:
    marks = []
    if said.ours:
        sign, key = ("🗒", "find-note") if said.note else ("↩", "find-answer")
        who = name(said.name or "", 24)
        marks.append(join(" ", (plain(sign), plain(texts(key)), who)))
    if said.deleted:
        marks.append(italic(texts("find-deleted")))
    if said.unsent:
        marks.append(italic(texts("find-unsent")))
    head = join(DOT, marks)
    return join(": ", (head, around(said.text))) if head else around(said.text)


def around(said: str) -> Rich:
    """What was said, on one line, the hits bold."""
    pieces = [clean(piece) for piece in _MARKED.split(" ".join(said.split()))]
    if len(pieces) > 1 and len(pieces[0]) > BEFORE:
        pieces[0] = ELLIPSIS + pieces[0][-BEFORE:]
    whole = EMPTY
    for place, piece in enumerate(pieces):
        part = plain(piece, max(0, SHOWN - whole.length))
        whole += bold(part) if place % 2 else part
    return whole
