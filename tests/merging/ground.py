"""A desk with customers, without its wires: what networks bring is taken in, and people merge and take apart."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.actions import Press, note, perform
from bot.desk.states import Action
from bot.intake import take
from bot.merging import merge, take_apart
from bot.tags import on_case, tag_words, take_off
from bot.transaction import transaction
from connectors.base import Batch, Echo, Edited, Incoming, Item, Kind, Profile
from storage.models import Account, Case, Department, Desk, Escalation, Message, Note, Role, Staff
from storage.queries import tags_of_case

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Ground:
    sessions: async_sessionmaker[AsyncSession]
    desk_id: int
    accounts: list[int]
    staff_id: int
    now: datetime = BEGAN
    keys: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    async def begin(
        cls, sessions: async_sessionmaker[AsyncSession], accounts: int = 1, chat_id: int = -1001
    ) -> Ground:
        async with transaction(sessions) as session:
            desk = Desk(title="Brand", chat_id=chat_id, language="en", timezone="UTC", summary_at="09:00")
            session.add(desk)
            await session.flush()
            pages = [
                Account(
                    desk_id=desk.id, network="vk", external_id=f"{-chat_id}{number}", title=f"Page {number}"
                )
                for number in range(1, accounts + 1)
            ]
            anna = Staff(desk_id=desk.id, user_id=101, name="Anna", role=Role.OPERATOR)
            session.add_all([*pages, anna])
            await session.flush()
            return cls(sessions, desk.id, [one.id for one in pages], anna.id)

    async def says(self, who: int, thread: str = "post", account: int = 0) -> int:
        """A customer writes under a post; the message's id."""
        key = f"c{next(self.keys)}"
        item = Incoming(
            key, Kind.COMMENT, thread, Profile(str(who), f"Customer {who}"), "words", self._tick(), {}
        )
        await self._take(item, account)
        mine = (Message.key == key) & (Message.account_id == self.accounts[account])
        async with self.sessions() as session:
            return (await session.scalars(select(Message.id).where(mine))).one()

    async def writes(self, who: int, text: str = "words", account: int = 0, **others: Any) -> str:
        """A direct message; its key."""
        key, target = f"c{next(self.keys)}", {"kind": "dialog", "peer_id": who}
        profile = Profile(str(who), f"Customer {who}")
        item = Incoming(key, Kind.MESSAGE, f"dialog{who}", profile, text, self._tick(), target, **others)
        await self._take(item, account)
        return key

    async def edits(self, key: str, text: str, **others: Any) -> None:
        await self._take(Edited(key, text, self._tick(), **others), 0)

    async def answered(self, message_id: int, account: int = 0) -> None:
        """A colleague answers it in the network itself."""
        async with self.sessions() as session:
            message = await session.get_one(Message, message_id)
        echo = Echo(f"e{next(self.keys)}", Kind.COMMENT, "post", "answer", self._tick(), message.key)
        await self._take(echo, account)

    async def merge(self, source: int, into: int) -> None:
        async with transaction(self.sessions) as session:
            await merge(session, source, into, await session.get_one(Staff, self.staff_id), self._tick())

    async def apart(self, case_id: int) -> None:
        async with transaction(self.sessions) as session:
            await take_apart(session, case_id, await session.get_one(Staff, self.staff_id), self._tick())

    async def dismiss(self, case_id: int) -> None:
        async with transaction(self.sessions) as session:
            staff = await session.get_one(Staff, self.staff_id)
            await perform(session, case_id, Press(Action.DISMISS), staff, self._tick())

    async def reopen(self, case_id: int) -> None:
        async with self.sessions() as session, session.begin():
            staff = await session.get_one(Staff, self.staff_id)
            await perform(session, case_id, Press(Action.REOPEN), staff, self._tick())

    async def department(self, name: str) -> int:
        async with transaction(self.sessions) as session:
            made = Department(desk_id=self.desk_id, name=name, chat_id=-2001)
            session.add(made)
            await session.flush()
            return made.id

    async def asks(self, case_id: int, department_id: int) -> None:
        async with transaction(self.sessions) as session:
            asked = Escalation(
                case_id=case_id, department_id=department_id, asked_by=self.staff_id, asked_at=self._tick()
            )
            session.add(asked)

    async def notes(self, case_id: int, text: str) -> None:
        async with transaction(self.sessions) as session:
            await note(
                session, case_id, text, await session.get_one(Staff, self.staff_id), None, self._tick()
            )

    async def tags(self, case_id: int, *names: str) -> None:
        """`-name`: it is taken off."""
        async with self.sessions() as session, session.begin():
            anna = await session.get_one(Staff, self.staff_id)
            for name in names:
                if name.startswith("-"):
                    tag = await on_case(session, case_id, name[1:])
                    await take_off(session, case_id, tag.id, anna, self._tick())
                else:
                    await tag_words(session, case_id, [name], anna, self._tick())

    async def tagged(self, case_id: int) -> list[str]:
        async with self.sessions() as session:
            return [one.name for one in await tags_of_case(session, case_id)]

    async def noted(self) -> dict[str, int]:
        """In which case each note is."""
        async with self.sessions() as session:
            return {one.text: one.case_id for one in (await session.scalars(select(Note))).all()}

    async def case(self, case_id: int) -> Case:
        async with self.sessions() as session:
            return await session.get_one(Case, case_id)

    async def case_of(self, message_id: int) -> int:
        async with self.sessions() as session:
            return (await session.get_one(Message, message_id)).case_id

    async def _take(self, item: Item, account: int) -> None:
        async with transaction(self.sessions) as session:
            page = await session.get_one(Account, self.accounts[account])
            await take(session, page, Batch([item], None), self.now)

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now
