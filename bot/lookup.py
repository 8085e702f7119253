"""What `/find` finds: cases by what was said in them, by their number, tag, status and time; customers by name and handle.

The words are PostgreSQL's (`storage.models.Findable`): stems of Russian and English, in other languages the word as it is
written and what begins with it. The newest time is looked through first, and no further than there are enough hits.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    cast,
    delete,
    false,
    func,
    literal,
    literal_column,
    select,
    text,
    union,
)
from sqlalchemy.dialects.postgresql import TSQUERY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.customer_locks import roots_of
from bot.desk.lookup import STATUSES, Query, Term, windows
from bot.desk.sorting import meant
from bot.desk.states import Refused
from storage.models import (
    ERA,
    NAMED,
    Case,
    CaseTag,
    CustomerTag,
    Desk,
    Findable,
    Json,
    Message,
    Note,
    Search,
    Staff,
)
from storage.queries import case_by_number, counts_alone, tags_of

CASES = 100
"""As many are shown; whoever finds more had better ask for less."""
NAMESAKES = 3
"""Customers of the same name whose cases are shown, too."""
OF_CUSTOMERS = 20
KEPT = timedelta(days=30)
"""So long a result's pages can be turned."""
FEW = 500
"""Cases with a tag, or of a customer, that are looked into one by one instead of everything that was said."""
WEEK = timedelta(days=7)
SLACK = timedelta(days=1)
"""Clocks of networks may be ahead of ours."""
BUDGET = 2.0
"""Seconds after which it is said how far back was looked, instead of looking on."""

RUSSIAN: ColumnElement[Any] = literal_column("'pg_catalog.russian'::regconfig")
"""Cyrillic words by Russian rules, Latin ones by English."""
SIMPLE: ColumnElement[Any] = literal_column("'pg_catalog.simple'::regconfig")


@dataclass(frozen=True, slots=True)
class Found:
    cases: Sequence[tuple[int, int | None]] = ()
    """With the row of `Findable` that was hit; None: found by something else than what was said in it."""
    customers: Sequence[int] = ()
    namesakes: int = 0
    """More customers that are called so."""
    terms: Sequence[Term] = ()
    """What was looked for, without what says nothing."""
    silent: Sequence[str] = ()
    """Words that every other message has: they were left out."""
    shortened: bool = False
    """Nothing was found, but by the beginnings of the words."""
    more: bool = False
    """There are more cases than `CASES`."""
    back_to: datetime | None = None
    """It was not looked for further back: that would have taken too long."""

    def __bool__(self) -> bool:
        return bool(self.cases or self.customers)

    def pack(self) -> Json:
        back_to = None if self.back_to is None else self.back_to.isoformat()
        return {**asdict(self), "back_to": back_to}

    @classmethod
    def unpack(cls, packed: Json) -> Self:
        back_to = packed["back_to"]
        values = {
            "cases": [(case_id, hit) for case_id, hit in packed["cases"]],
            "terms": tuple(Term(**term) for term in packed["terms"]),
            "back_to": None if back_to is None else datetime.fromisoformat(back_to),
        }
        return cls(**{**packed, **values})


async def find(session: AsyncSession, desk: Desk, query: Query, now: datetime) -> Found:
    """Raises Refused for words of which none says anything."""
    silent = await _silent(session, query.terms)
    spoken = replace(query, terms=tuple(term for term in query.terms if term.text not in silent))
    if silent and spoken == Query(unknown=query.unknown):
        raise Refused("find-says-nothing", words=", ".join(silent))
    found = await _look(session, desk, spoken, now)
    shorter = spoken.shortened()
    if not found and shorter is not None and (instead := await _look(session, desk, shorter, now)):
        found = replace(instead, shortened=True)
    return replace(found, silent=silent)


async def _silent(session: AsyncSession, terms: Sequence[Term]) -> list[str]:
    """Those that the index leaves out: "and", «не»; a sign alone."""
    plain = {term.text.translate(_YO): term.text for term in terms}
    if not plain:
        return []
    term = func.unnest(cast(list(plain), ARRAY(Text))).column_valued("term")
    query = select(term).where(func.numnode(func.phraseto_tsquery(RUSSIAN, term)) == 0)
    return [plain[one] for one in (await session.scalars(query)).all()]


async def _look(session: AsyncSession, desk: Desk, query: Query, now: datetime) -> Found:
    customers = await _by_handle(session, desk.id, query.handles)
    somebody = bool(query.handles)
    if somebody and not customers:
        # It is nobody's, but may stand in what was said.
        query = replace(query, terms=(*query.terms, *map(Term, query.handles)), handles=())
    narrow = await _narrowing(session, desk.id, query)
    if query.handles:
        narrow.append(Case.customer_id.in_(customers))
    elif query.terms and not query.narrows and not somebody:
        customers = await _named(session, desk.id, query.terms)
    shown = await _with_cases(session, customers)
    first = [] if somebody else await _first(session, desk, query, shown)
    since, until = query.bounds(ZoneInfo(desk.timezone))
    few = await _few(session, desk.id, narrow) if query.tags or query.handles else None
    if query.terms and few is not None:
        said, back_to = await _said_in(session, few, query.terms, since, until), None
    elif query.terms:
        said, back_to = await _said(session, desk.id, query.terms, narrow, since, until, now)
    elif narrow or query.days != (None, None):
        said, back_to = await _cases(session, desk.id, narrow, since, until), None
    else:
        said, back_to = [], None
    cases = _once(first, said)
    return Found(
        cases=cases[:CASES],
        customers=shown[:NAMESAKES],
        namesakes=max(0, len(shown) - NAMESAKES),
        terms=query.terms,
        more=len(cases) > CASES,
        back_to=back_to,
    )


def _once(first: Iterable[int], said: Sequence[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Each case once, with what was said in it if that was asked for."""
    hits = dict(said)
    return list({case_id: hits.get(case_id) for case_id in (*first, *hits)}.items())


async def _first(session: AsyncSession, desk: Desk, query: Query, customers: Sequence[int]) -> list[int]:
    """The case of that number; the last cases of customers who are called so, if they are few."""
    case = None if query.number is None else await case_by_number(session, desk.id, query.number)
    first = [] if case is None else [case.id]
    if 0 < len(customers) <= NAMESAKES:
        theirs = select(Case.id).where(Case.customer_id.in_(customers), counts_alone())
        theirs = theirs.order_by(Case.opened_at.desc())
        first += (await session.scalars(theirs.limit(OF_CUSTOMERS))).all()
    return first


# --- customers


async def _by_handle(session: AsyncSession, desk_id: int, handles: Sequence[str]) -> list[int]:
    if not handles:
        return []
    names = {name for handle in handles for name in (handle, handle.removeprefix("id"))}
    asked = " | ".join(f"'@{name}'" for name in sorted(names))
    return await _known(session, desk_id, cast(literal(asked, Text), TSQUERY))


async def _named(session: AsyncSession, desk_id: int, terms: Sequence[Term]) -> list[int]:
    return await _known(session, desk_id, asked_for(terms))


async def _known(session: AsyncSession, desk_id: int, asked: ColumnElement[Any]) -> list[int]:
    """Customers of whom that is known; one that turned out to be another is that one."""
    query = (
        select(Findable.customer_id)
        .distinct()
        .where(
            Findable.customer_id.is_not(None),
            Findable.desk_id == desk_id,
            Findable.words.bool_op("@@")(asked),
            Findable.era.overlap([NAMED]),
        )
        .limit(CASES)
    )
    found = {one for one in (await session.scalars(query)).all() if one is not None}
    return sorted(await roots_of(session, found))


async def _with_cases(session: AsyncSession, customers: Sequence[int]) -> list[int]:
    """Those who wrote, who wrote last first."""
    if not customers:
        return []
    query = select(Case.customer_id).where(Case.customer_id.in_(customers)).group_by(Case.customer_id)
    return list((await session.scalars(query.order_by(func.max(Case.id).desc()))).all())


# --- cases


async def _narrowing(session: AsyncSession, desk_id: int, query: Query) -> list[ColumnElement[bool]]:
    """What a case has to be."""
    narrow: list[ColumnElement[bool]] = []
    if query.status is not None:
        narrow.append(Case.status.in_(sorted(STATUSES[query.status])))
    known = await tags_of(session, desk_id) if query.tags else ()
    for word in query.tags:
        tag, _ = meant(word, known)
        if tag is None:
            return [false()]
        of_customer = select(Case.id).join(CustomerTag, CustomerTag.customer_id == Case.customer_id)
        narrow.append(
            Case.id.in_(
                union(
                    select(CaseTag.case_id).where(CaseTag.tag_id == tag.id),
                    of_customer.where(CustomerTag.tag_id == tag.id),
                )
            )
        )
    return narrow


async def _cases(
    session: AsyncSession,
    desk_id: int,
    narrow: Sequence[ColumnElement[bool]],
    since: datetime | None,
    until: datetime | None,
) -> list[tuple[int, int | None]]:
    """The newest cases that are so, if nothing is asked of what was said. A part of another one is found with that."""
    query = select(Case.id).where(Case.desk_id == desk_id, Case.merged_into_id.is_(None), *narrow)
    if since is not None:
        query = query.where(Case.opened_at >= since)
    if until is not None:
        query = query.where(Case.opened_at < until)
    found = await session.scalars(query.order_by(Case.opened_at.desc()).limit(CASES + 1))
    return [(case_id, None) for case_id in found.all()]


async def _few(
    session: AsyncSession, desk_id: int, narrow: Sequence[ColumnElement[bool]]
) -> Sequence[int] | None:
    """The cases that are so, if they are few enough to look into each."""
    found = await session.scalars(select(Case.id).where(Case.desk_id == desk_id, *narrow).limit(FEW + 1))
    cases = found.all()
    return None if len(cases) > FEW else cases


async def _said_in(
    session: AsyncSession,
    cases: Sequence[int],
    terms: Sequence[Term],
    since: datetime | None,
    until: datetime | None,
) -> list[tuple[int, int | None]]:
    """Those of them in which that was said, the newest first."""
    found: list[tuple[Any, ...]] = []
    for kind, model in (("message", Message), ("note", Note)):
        query = (
            select(Findable.at, Findable.id, Findable.case_id)
            .join(model, model.id == Findable.ref)
            .where(
                Findable.kind == kind,
                model.case_id.in_(cases),
                Findable.words.bool_op("@@")(asked_for(terms)),
            )
        )
        if since is not None:
            query = query.where(Findable.at >= since)
        if until is not None:
            query = query.where(Findable.at < until)
        found.extend((at, hit, case_id) for at, hit, case_id in await session.execute(query))
    said: dict[int, int | None] = {}
    for _, hit, case_id in sorted(found, reverse=True):
        said.setdefault(case_id, hit)
    return list(said.items())


async def _said(
    session: AsyncSession,
    desk_id: int,
    terms: Sequence[Term],
    narrow: Sequence[ColumnElement[bool]],
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> tuple[list[tuple[int, int | None]], datetime | None]:
    """Cases in which that was said, the newest first, each with its newest hit; and how far back was looked, if not to
    the beginning.
    """
    begun = await session.scalar(select(func.min(Findable.at)).where(Findable.desk_id == desk_id))
    if begun is None:
        return [], None
    since = begun if since is None else max(since, begun)
    until = min(until or now + SLACK, now + SLACK)
    per_week = await session.scalar(_ROWS) / max(1.0, (now - begun) / WEEK)
    asked, found, began = asked_for(terms), dict[int, int | None](), time.monotonic()
    for begin, end in windows(since, until, per_week):
        if time.monotonic() - began > BUDGET:
            return list(found.items()), end
        for case_id, hit in await _hits(session, desk_id, asked, narrow, begin, end):
            found.setdefault(case_id, hit)
        if len(found) > CASES:
            break
    return list(found.items()), None


_ROWS = text("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'findable'::regclass")
"""About how many there are."""


async def _hits(
    session: AsyncSession,
    desk_id: int,
    asked: ColumnElement[Any],
    narrow: Sequence[ColumnElement[bool]],
    begin: datetime,
    end: datetime,
) -> Sequence[tuple[int, int]]:
    """Of one stretch of time, which the index of words knows by `era`. Found first and sorted then: whoever asks for the
    newest of a word that is seldom has PostgreSQL read all that was said, backwards.
    """
    eras = range(int(begin.timestamp() // ERA), int(end.timestamp() // ERA) + 1)
    query = select(Findable.case_id, Findable.id, Findable.at).where(
        Findable.desk_id == desk_id,
        Findable.case_id.is_not(None),
        Findable.words.bool_op("@@")(asked),
        Findable.era.overlap(list(eras)),
        Findable.at >= begin,
        Findable.at < end,
    )
    if narrow:
        query = query.join(Case, Case.id == Findable.case_id).where(*narrow)
    hits = query.cte("hits").prefix_with("MATERIALIZED")
    of_each = select(hits).ext(distinct_on(hits.c.case_id))
    each = of_each.order_by(hits.c.case_id, hits.c.at.desc(), hits.c.id.desc()).subquery()
    # More than are shown: then it is known that there are more.
    newest = select(each.c.case_id, each.c.id).order_by(each.c.at.desc(), each.c.id.desc()).limit(CASES + 1)
    return [(case_id, hit) for case_id, hit in (await session.execute(newest)).all()]


def asked_for(terms: Sequence[Term]) -> ColumnElement[Any]:
    """All of them. What somebody wrote is only ever a parameter."""
    return reduce(lambda one, other: one.op("&&")(other), (_term(term) for term in terms))


def _term(term: Term) -> ColumnElement[Any]:
    plain = term.text.translate(_YO)
    forms: ColumnElement[Any] = func.phraseto_tsquery(RUSSIAN, plain)
    if not term.begins:
        return forms
    return forms.op("||")(func.to_tsquery(SIMPLE, f"'{plain}':*"))


_YO = str.maketrans("ёЁ", "еЕ")


# --- what is kept of it


async def keep(session: AsyncSession, staff: Staff, asked: str, found: Found, now: datetime) -> Search:
    """For its pages. What is older than `KEPT` goes."""
    await session.execute(delete(Search).where(Search.at < now - KEPT))
    kept = Search(desk_id=staff.desk_id, staff_id=staff.id, query=asked, found=found.pack(), at=now)
    session.add(kept)
    await session.flush()
    return kept


async def kept_of(session: AsyncSession, number: int, staff: Staff) -> Search | None:
    """Somebody's own; None: it is another's, or gone."""
    kept = await session.get(Search, number)
    return kept if kept is not None and kept.staff_id == staff.id else None
