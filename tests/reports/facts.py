"""A desk's facts, written down row by row: what reports are made from, without the history it comes from."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.period import Period
from bot.reports.scope import ALL, Only, Scope
from storage.models import (
    Account,
    ActFact,
    Asks,
    Base,
    Case,
    CaseFact,
    Conversation,
    Customer,
    CustomerIdentity,
    Deadline,
    Delivery,
    Department,
    Desk,
    Did,
    Direction,
    Draft,
    Escalation,
    Measure,
    Message,
    Role,
    Staff,
    Status,
    Survey,
    Tag,
    WaitFact,
    Why,
)

T = TypeVar("T", bound=Base)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, tzinfo=UTC)
"""Midnight in UTC; in Berlin it is 01:00."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Facts:
    """Writes rows as `bot/facts.py` would."""

    def __init__(self, session: AsyncSession, desk: Desk) -> None:
        self.session, self.desk = session, desk
        self._numbers = itertools.count(1)
        self._accounts: dict[str, Account] = {}

    @classmethod
    async def begin(
        cls, session: AsyncSession, *, zone: str = "UTC", created_at: datetime = LONG_AGO, **of_desk: Any
    ) -> Facts:
        desk = Desk(
            title="Brand", language="en", timezone=zone, summary_at="09:00", created_at=created_at, **of_desk
        )
        session.add(desk)
        await session.flush()
        return cls(session, desk)

    def scope(
        self, start: datetime, end: datetime, *, known: datetime | None = None, only: Only = ALL
    ) -> Scope:
        return Scope(self.desk.id, Period(start, end, ZoneInfo(self.desk.timezone)), known or end, only)

    def day(self, start: datetime = MONDAY, *, known: datetime | None = None, only: Only = ALL) -> Scope:
        return self.scope(start, start + DAY, known=known, only=only)

    async def person(self, name: str, left_at: datetime | None = None) -> int:
        one = Staff(
            desk_id=self.desk.id, user_id=next(self._numbers), name=name, role=Role.OPERATOR, left_at=left_at
        )
        return (await self.add(one)).id

    async def department(self, name: str) -> int:
        return (await self.add(Department(desk_id=self.desk.id, name=name, chat_id=-next(self._numbers)))).id

    async def tag(self, name: str) -> int:
        return (await self.add(Tag(desk_id=self.desk.id, name=name, used=1))).id

    async def account(self, network: str = "vk", followers: int | None = None) -> Account:
        if network not in self._accounts:
            row = Account(
                desk_id=self.desk.id,
                network=network,
                external_id=str(next(self._numbers)),
                followers=followers,
            )
            self._accounts[network] = await self.add(row)
        return self._accounts[network]

    async def customer(self) -> int:
        return (await self.add(Customer(desk_id=self.desk.id))).id

    async def case(
        self,
        at: datetime,
        *,
        said: timedelta = MINUTE,
        answered: timedelta | None = None,
        by: int | None = None,
        public: bool = True,
        answers: int | None = None,
        working: timedelta | None = None,
        resolved: timedelta | None = None,
        dismissed: timedelta | None = None,
        reopened: timedelta | None = None,
        closed_again: timedelta | None = None,
        resolver: int | None = None,
        network: str = "vk",
        counted: bool = True,
        **other: Any,
    ) -> CaseFact:
        """Opened `at`; its first message was written `said` before that. All other durations are from `at` on.
        `reopened` after `resolved`, `closed_again` (resolved) after that. `other`: further columns.
        """
        account = await self.account(network)
        customer = other.pop("customer", None) or await self.customer()
        number = next(self._numbers)
        closings = [at + one for one in (resolved or dismissed, closed_again) if one is not None]
        closed_at = closings[-1] if closings and (reopened is None or closed_again is not None) else None
        case = await self.add(
            Case(
                desk_id=self.desk.id,
                account_id=account.id,
                customer_id=customer,
                number=number,
                kind=other.get("kind", "comment"),
                status=Status.OPEN if closed_at is None else Status.RESOLVED,
                closed_at=closed_at,
                opened_at=at,
            )
        )
        first = None if answered is None else at + answered
        given = answers if answers is not None else int(answered is not None)
        resolutions = [at + one for one in (resolved, closed_again) if one is not None]
        spans = _spans(at, closings, None if reopened is None else at + reopened) if counted else []
        row = CaseFact(
            **{
                "case_id": case.id,
                "seq": 1,
                "desk_id": self.desk.id,
                "account_id": account.id,
                "network": network,
                "kind": case.kind,
                "customer_id": customer,
                "returning": False,
                "counted": counted,
                "quiet": False,
                "needs_answer": counted,
                "opened_at": at,
                "said_at": at - said,
                "outside": False,
                "first_answer_at": first,
                "first_answer_by": by,
                "first_seconds": None if answered is None else _whole(said + answered),
                "first_working": None if answered is None else _whole(working or said + answered),
                "answered_at": first if given else None,
                "answered_publicly": public if given else None,
                "answered_again_at": first + MINUTE if first is not None and given > 1 else None,
                "answers": given,
                "public_answers": given if public else 0,
                "handling": 0,
                "first_resolved_at": resolutions[0] if resolutions else None,
                "resolved_at": resolutions[-1] if resolutions else None,
                "resolved_by": resolver,
                "reopened_at": None if reopened is None else at + reopened,
                "closed_at": closed_at,
                "open_during": spans,
                "departments": [],
                "people": [],
                "tags": [],
                **other,
            }
        )
        await self.add(row)
        if not counted:
            return row
        await self.act(row, Did.OPENED, at)
        await self.act(row, Did.SAID, at)
        await self.wait(
            row, at - said, heard=at, answered=first, by=by, ended=closed_at if first is None else first
        )
        if first is not None:
            await self.act(row, Did.ANSWERED, first, by)
        for when in resolutions:
            await self.act(row, Did.RESOLVED, when, resolver)
        if dismissed is not None:
            await self.act(row, Did.DISMISSED, at + dismissed, resolver)
        if reopened is not None:
            await self.act(row, Did.REOPENED, at + reopened)
        return row

    async def act(self, case: CaseFact, did: Did, at: datetime, by: int | None = None) -> None:
        await self.add(
            ActFact(
                case_id=case.case_id,
                n=next(self._numbers),
                desk_id=self.desk.id,
                at=at,
                did=did,
                staff_id=by,
                network=case.network,
                kind=case.kind,
            )
        )

    async def wait(
        self,
        case: CaseFact,
        asked: datetime,
        *,
        n: int = 0,
        heard: datetime | None = None,
        answered: datetime | None = None,
        by: int | None = None,
        ended: datetime | None = None,
        working: timedelta | None = None,
    ) -> None:
        took = None if answered is None else answered - asked
        await self.add(
            WaitFact(
                case_id=case.case_id,
                n=n,
                desk_id=self.desk.id,
                network=case.network,
                asked_at=asked,
                heard_at=heard or asked,
                outside=False,
                answered_at=answered,
                answered_by=by,
                ended_at=ended or answered,
                seconds=None if took is None else _whole(took),
                working=None if took is None else _whole(working or took),
            )
        )

    async def deadline(
        self,
        case: CaseFact,
        measure: Measure,
        *,
        met: bool | None = None,
        decided: datetime | None = None,
        ended: datetime | None = None,
        due: datetime | None = None,
    ) -> None:
        """`due`: it runs. Else it ended when it was decided, unless `ended` says another time."""
        await self.add(
            Deadline(
                desk_id=self.desk.id,
                case_id=case.case_id,
                measure=measure,
                started_at=case.opened_at,
                target=30,
                since=None if due is None else case.opened_at,
                due_at=due,
                ended_at=None if due is not None else ended or decided or case.opened_at,
                met=met,
                decided_at=decided,
            )
        )

    async def asks(
        self, case: CaseFact, department: int, at: datetime, by: int, **other: datetime | None
    ) -> None:
        await self.add(
            Escalation(case_id=case.case_id, department_id=department, asked_by=by, asked_at=at, **other)
        )

    async def survey(
        self,
        case: CaseFact,
        at: datetime,
        who: int | None = None,
        score: int | None = None,
        answered_at: datetime | None = None,
    ) -> None:
        """By CSAT. The question arrived."""
        account, key = await self.account(case.network), str(next(self._numbers))
        about = {"desk_id": self.desk.id, "account_id": account.id}
        customer = CustomerIdentity(
            desk_id=self.desk.id,
            customer_id=case.customer_id,
            network=case.network,
            scope="",
            external_id=key,
            name="Oleg",
        )
        await self.add(customer)
        talk = await self.add(
            Conversation(
                **about, identity_id=customer.id, case_id=case.case_id, kind=case.kind, thread_key=key
            )
        )
        of = {"case_id": case.case_id, "conversation_id": talk.id}
        question = Message(
            **about, **of, direction=Direction.OUT, automatic=True, text="?", at=at, delivery=Delivery.SENT
        )
        await self.add(question)
        await self.add(
            Survey(
                **of,
                desk_id=self.desk.id,
                customer_id=case.customer_id,
                message_id=question.id,
                staff_id=who,
                asks=Asks.CSAT,
                asked_at=at,
                score=score,
                answered_at=answered_at,
            )
        )

    async def waits_for_a_look(self, case: CaseFact, at: datetime, **other: Any) -> None:
        await self.add(Draft(case_id=case.case_id, why=Why.APPROVAL, text="…", asked_at=at, **other))

    async def add(self, row: T) -> T:
        self.session.add(row)
        await self.session.flush()
        return row


def _spans(at: datetime, closings: Sequence[datetime], reopened: datetime | None) -> list[Range[datetime]]:
    """When it was open: from `at` to the first closing, and from `reopened` on."""
    spans = [Range(at, closings[0] if closings else None, bounds="[)")]
    if reopened is not None:
        spans.append(Range(reopened, closings[1] if len(closings) > 1 else None, bounds="[)"))
    return spans


def _whole(duration: timedelta) -> int:
    return int(duration.total_seconds())
