"""A desk with a history, written down row by row: what happened, when, and by whom."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    Account,
    Card,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    Delivery,
    Desk,
    Direction,
    Elsewhere,
    Event,
    Json,
    Message,
    Outcome,
    Role,
    Staff,
    Status,
)

T = TypeVar("T")
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Happened:
    """An event, as it is told apart from the database."""

    at: datetime
    case: int
    kind: str
    staff: str | None
    network: str


class History:
    """Writes rows as the desk itself would. Times are the desk's own and the network's alike."""

    def __init__(self, session: AsyncSession, desk: Desk) -> None:
        self.session, self.desk = session, desk
        self._keys = itertools.count(1)
        self._accounts: dict[str, Account] = {}
        self.log: list[Happened] = []

    @classmethod
    async def begin(cls, session: AsyncSession, *, zone: str = "Europe/Berlin", at: str = "09:00") -> History:
        desk = Desk(
            title="Brand",
            chat_id=-1001234567890,
            language="en",
            timezone=zone,
            summary_at=at,
            created_at=LONG_AGO,
        )
        session.add(desk)
        await session.flush()
        return cls(session, desk)

    async def person(
        self, name: str, role: Role = Role.OPERATOR, private_at: datetime | None = None
    ) -> Staff:
        staff = Staff(
            desk_id=self.desk.id, user_id=1000 + next(self._keys), name=name, role=role, private_at=private_at
        )
        return await self._add(staff)

    async def opens(self, at: datetime, network: str = "vk") -> Case:
        """A customer's first message makes a case."""
        account = await self._account(network)
        customer = await self._add(Customer(desk_id=self.desk.id))
        number = next(self._keys)
        case = await self._add(
            Case(
                desk_id=self.desk.id,
                account_id=account.id,
                customer_id=customer.id,
                number=number,
                kind="comment",
                status=Status.OPEN,
                opened_at=at,
                unanswered_since=at,
                events=0,
            )
        )
        identity = await self._add(
            CustomerIdentity(
                desk_id=self.desk.id, customer_id=customer.id, network=network, external_id=str(number)
            )
        )
        await self._add(
            Conversation(
                desk_id=self.desk.id,
                account_id=account.id,
                identity_id=identity.id,
                case_id=case.id,
                kind="comment",
                thread_key=f"post{number}",
            )
        )
        await self._said(case, at)
        await self._event(case, "opened", at)
        return case

    async def writes(self, case: Case, at: datetime) -> None:
        """The customer again."""
        await self._said(case, at)
        await self._event(case, "customer_wrote", at)
        if case.status == Status.WAITING:
            case.status = Status.OPEN
        case.unanswered_since = case.unanswered_since or at

    async def claims(self, case: Case, staff: Staff, at: datetime) -> None:
        await self._event(case, "claim", at, staff)
        case.holder_id = staff.id

    async def answers(self, case: Case, staff: Staff | None, at: datetime) -> None:
        """`staff` None: a colleague in the network itself. It arrives at once."""
        if staff is not None:
            await self._event(case, "answer", at, staff)
        message = await self._message(case, Direction.OUT, at)
        message.delivery, message.staff_id = Delivery.SENT, None if staff is None else staff.id
        await self.session.flush()
        await self.session.execute(
            update(Message)
            .where(
                Message.case_id == case.id,
                Message.direction == Direction.IN,
                Message.answered_by_id.is_(None),
            )
            .values(answered_by_id=message.id)
        )
        await self._event(case, "answered_elsewhere" if staff is None else "answered", at, staff)
        case.status, case.unanswered_since, case.closed_at = Status.WAITING, None, None

    async def tells(self, case: Case, staff: Staff, at: datetime) -> int:
        """By phone. The answer's id."""
        message = await self._message(case, Direction.OUT, at)
        message.delivery, message.staff_id, message.elsewhere = Delivery.SENT, staff.id, Elsewhere.PHONE
        await self.session.flush()
        await self._event(case, "answered", at, staff, {"message": message.id, "elsewhere": "phone"})
        return message.id

    async def takes_back(self, case: Case, message_id: int, staff: Staff, at: datetime) -> None:
        await self._event(case, "answer_taken_back", at, staff, {"message": message_id})

    async def ends(self, case: Case, staff: Staff, at: datetime, outcome: Outcome | None) -> None:
        """Somebody says how a resolved case ended."""
        data = {"outcome": None if outcome is None else outcome.value}
        await self._event(case, "ended", at, staff, data)

    async def fails(self, case: Case, staff: Staff, at: datetime) -> None:
        """An answer that does not arrive."""
        await self._event(case, "answer", at, staff)
        message = await self._message(case, Direction.OUT, at)
        message.delivery, message.staff_id = Delivery.FAILED, staff.id
        await self._event(case, "answer_failed", at, staff)

    async def closes(self, case: Case, staff: Staff, at: datetime, kind: str = "resolve") -> None:
        await self._event(case, kind, at, staff)
        case.status = Status.RESOLVED if kind == "resolve" else Status.DISMISSED
        case.closed_at, case.unanswered_since = at, None

    async def reopens(self, case: Case, staff: Staff, at: datetime) -> None:
        await self._event(case, "reopen", at, staff)
        case.status, case.closed_at = Status.OPEN, None

    async def card(self, case: Case, message_id: int) -> None:
        await self._add(
            Card(
                case_id=case.id,
                lane="tg",
                chat_id=self.desk.chat_id,
                message_id=message_id,
                wanted_version=1,
                shown_version=1,
                urgency=3,
            )
        )

    async def _account(self, network: str) -> Account:
        if network not in self._accounts:
            account = Account(desk_id=self.desk.id, network=network, external_id=f"{network}-{self.desk.id}")
            self._accounts[network] = await self._add(account)
        return self._accounts[network]

    async def _said(self, case: Case, at: datetime) -> None:
        message = await self._message(case, Direction.IN, at)
        message.ordinal = 1
        await self.session.flush()

    async def _message(self, case: Case, direction: Direction, at: datetime) -> Message:
        conversation = (
            await self.session.scalars(select(Conversation).where(Conversation.case_id == case.id))
        ).one()
        message = Message(
            desk_id=self.desk.id,
            account_id=case.account_id,
            conversation_id=conversation.id,
            case_id=case.id,
            direction=direction,
            key=f"m{next(self._keys)}",
            text="…",
            at=at,
            received_at=at,
        )
        self.session.add(message)
        return message

    async def _event(
        self, case: Case, kind: str, at: datetime, staff: Staff | None = None, data: Json | None = None
    ) -> None:
        case.events += 1
        network = next(name for name, one in self._accounts.items() if one.id == case.account_id)
        name = None if staff is None else staff.name
        self.log.append(Happened(at, case.number, kind, name, network))
        event = Event(
            desk_id=self.desk.id,
            case_id=case.id,
            seq=case.events,
            kind=kind,
            at=at,
            staff_id=None if staff is None else staff.id,
            data=data or {},
        )
        await self._add(event)

    async def _add(self, row: T) -> T:
        self.session.add(row)
        await self.session.flush()
        return row


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
