"""A desk whose history comes about through its own doors: what networks bring is taken in, people press and write, answers
are settled as they would be after sending. Only the network and Telegram are not there; times are given.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import (
    answers,
    approval,
    assigning,
    byhand,
    customer_merging,
    drafts,
    elsewhere,
    escalations,
    merging,
    snoozing,
    sorting,
    staffing,
    tags,
    troubles,
)
from bot.actions import Press, perform, show_again
from bot.amending import retry, take_back
from bot.answers import Terms
from bot.desk.lanes import account_lane, telegram_lane
from bot.desk.privacy import Privacy
from bot.desk.retry import Dead, Done
from bot.desk.roles import Standing
from bot.desk.states import Action, Refused
from bot.drafts import Words
from bot.intake import take
from bot.networks import Networks
from bot.settling import settle_row
from bot.surveys import ask_customers
from bot.transaction import transaction
from connectors.base import (
    Attempt,
    Batch,
    Capabilities,
    Capability,
    Deleted,
    Echo,
    Incoming,
    Item,
    Json,
    Kind,
    Privately,
    Profile,
    Restored,
    Sent,
)
from storage.models import (
    Account,
    Asks,
    Case,
    Category,
    Conversation,
    CustomerIdentity,
    Delivery,
    Department,
    Desk,
    Direction,
    Draft,
    Elsewhere,
    Escalation,
    Message,
    Notice,
    Outbox,
    Outcome,
    Role,
    RowState,
    Staff,
    Survey,
)

Sessions = async_sessionmaker[AsyncSession]
WEEK = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class Anything:
    """A network that takes whatever is answered, publicly or privately. Nothing is ever sent to it."""

    network, account_id = "vk", "1"

    def capabilities(self, target: Json, now: datetime) -> Capabilities:
        private = Capability(supported=target.get("kind") == Kind.COMMENT)
        return Capabilities(reply=Capability(supported=True), private=private)

    def privately(self, target: Json) -> Privately:
        return Privately({"kind": "message", "who": target["who"]}, f"dialog{target['who']}")

    async def takes_messages(self, target: Json) -> bool:
        return True

    async def start(self) -> Profile:
        raise NotImplementedError

    async def poll(self, cursor: Json | None) -> Batch:
        raise NotImplementedError

    async def send(self, attempt: Attempt) -> Sent:
        raise NotImplementedError

    async def close(self) -> None:
        pass


@dataclass
class Life:
    sessions: Sessions
    now: datetime
    desk_id: int = 0
    accounts: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    departments: list[int] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """What may be not well, and is an outage then: hearing and answering on each page, Telegram, the group there."""
    networks: Networks = field(default_factory=Networks)
    keys: Any = field(default_factory=lambda: itertools.count(1))

    @classmethod
    async def begin(
        cls,
        sessions: Sessions,
        now: datetime,
        *,
        zone: str = "UTC",
        hours: Any = None,
        people: int = 3,
        networks: Sequence[str] = ("vk", "ok"),
        chat_id: int = -1001,
        asks: Asks = Asks.OFF,
    ) -> Life:
        life = cls(sessions, now)
        async with transaction(sessions) as session:
            desk = Desk(
                title="Brand",
                chat_id=chat_id,
                language="en",
                timezone=zone,
                summary_at="09:00",
                hours=hours,
                created_at=now - timedelta(days=400),
                asks_customers=asks,
            )
            session.add(desk)
            await session.flush()
            pages = [Account(desk_id=desk.id, network=one, external_id=f"{one}{chat_id}") for one in networks]
            names = ["Anna", "Boris", "Clara", "Denis", "Egor"][:people]
            staff = [
                Staff(
                    desk_id=desk.id,
                    user_id=100 + place,
                    name=name,
                    role=Role.SUPERVISOR,
                    given_role=Role.SUPERVISOR,
                )
                for place, name in enumerate(names)
            ]
            asked = [
                Department(desk_id=desk.id, name=name, chat_id=2 * chat_id - place)
                for place, name in enumerate(("Legal", "Store"))
            ]
            session.add_all([*pages, *staff, *asked])
            await session.flush()
            life.desk_id = desk.id
            life.accounts, life.people = [one.id for one in pages], [one.id for one in staff]
            life.departments = [one.id for one in asked]
            pages_parts = [account_lane(one) for one in pages]
            life.parts = [
                *pages_parts,
                *(f"lane {one}" for one in pages_parts),
                "telegram",
                telegram_lane(chat_id),
            ]
        for account in life.accounts:
            life.networks.add(account, Anything())
        return life

    @asynccontextmanager
    async def at_door(self, who: int = 0) -> AsyncIterator[tuple[AsyncSession, Staff]]:
        """Raises Refused: they have left."""
        async with transaction(self.sessions) as session:
            staff = await session.get_one(Staff, self.people[who])
            if staff.left_at is not None:
                raise Refused("left")
            yield session, staff

    @property
    def terms(self) -> Terms:
        return Terms(self.now, timedelta(), self.networks, Privacy())

    # --- customers

    async def says(
        self,
        who: int,
        *,
        thread: str = "post",
        page: int = 0,
        late: timedelta = timedelta(),
        text: str = "words enough to be no noise",
        private: bool = False,
    ) -> int:
        """A customer writes a comment, or into their dialog. `late`: so long ago by the network's clock. Its id."""
        key = f"c{next(self.keys)}"
        kind = Kind.MESSAGE if private else Kind.COMMENT
        item = Incoming(
            key,
            kind,
            f"dialog{who}" if private else thread,
            Profile(str(who), f"Customer {who}"),
            text,
            self.now - late,
            {"kind": kind.value, "who": who},
        )
        await self._take(item, page)
        return await self._id(key, page)

    async def says_by_hand(self, who: int, words: str = "by phone") -> int:
        """The case's id."""
        heard = byhand.Heard(words, None, self.now)
        async with self.at_door(who) as (session, staff):
            desk = await session.get_one(Desk, self.desk_id)
            return (await byhand.open_by_hand(session, desk, heard, staff, self.now)).case.id

    async def deletes(self, message_id: int, *, again: bool = False) -> None:
        """Or restores."""
        message = await self.message(message_id)
        item = Restored if again else Deleted
        await self._take(item(message.key or "", self.now), self.accounts.index(message.account_id))

    async def answers_there(self, message_id: int, late: timedelta = timedelta()) -> None:
        """A colleague answers in the network itself."""
        message = await self.message(message_id)
        echo = Echo(
            f"e{next(self.keys)}",
            Kind.COMMENT,
            "post",
            "answer",
            self.now - late,
            message.key,
        )
        await self._take(echo, self.accounts.index(message.account_id))

    # --- people

    async def comes_or_goes(self, who: int) -> None:
        """Who is of the desk leaves it; who has left is there again."""
        async with transaction(self.sessions) as session:
            staff = await session.get_one(Staff, self.people[who])
            desk = await session.get_one(Desk, self.desk_id)
            there = Standing(desk=staff.left_at is not None, department=False)
            if there.desk:
                staffing.come(session, staff, self.now)
            await staffing.settle(session, desk, staff, there, self.now)

    async def presses(self, action: Action, case_id: int, who: int = 0, *, confirmed: bool = True) -> None:
        async with self.at_door(who) as (session, staff):
            await perform(session, case_id, Press(action, confirmed=confirmed), staff, self.now)

    async def shows(self, case_id: int) -> None:
        """What was collected quietly comes out."""
        async with self.at_door() as (session, _):
            await show_again(session, case_id, self.now)

    async def answers(
        self, case_id: int, who: int = 0, *, about: int | None = None, private: bool = False
    ) -> int:
        """It is on its way; the answer's id."""
        words = Words("an answer", None, about, private=private, confirmed=True)
        async with self.at_door(who) as (session, staff):
            queued = await answers.answer(session, case_id, words, staff, self.terms)
            assert isinstance(queued, answers.Queued), queued
            return queued.message_id

    async def asks_for_look(self, case_id: int, who: int = 0) -> None:
        """An answer that somebody else shall look at before it goes out."""
        words = Words("an answer", None, None, look=True)
        async with self.at_door(who) as (session, staff):
            await answers.answer(session, case_id, words, staff, self.terms)

    async def approves(self, draft: Draft, who: int) -> int:
        """The answer's id."""
        async with self.at_door(who) as (session, staff):
            args = (session, draft.id, staff, 10**9, self.terms, draft.case_id)
            queued = await approval.approve(*args)
            assert isinstance(queued, answers.Queued), queued
            return queued.message_id

    async def declines(self, draft: Draft, who: int) -> None:
        """Whose own words they are takes them back."""
        async with self.at_door(who) as (session, staff):
            await approval.decline(session, draft.id, staff, "no", self.now, draft.case_id)

    async def changes(self, draft: Draft, who: int) -> int:
        """Other words go out; their id."""
        message_id = await self.answers(draft.case_id, who)
        async with self.at_door(who) as (session, staff):
            await approval.change(session, draft.id, staff, self.now, draft.case_id, message_id)
        return message_id

    async def drops(self, draft: Draft, who: int) -> None:
        async with self.at_door(who) as (session, staff):
            await drafts.drop(session, draft.id, staff, self.now, draft.case_id)

    async def settles(self, message_id: int, *, failed: bool = False) -> None:
        """What became of an answer on its way."""
        async with transaction(self.sessions) as session:
            query = select(Outbox).where(Outbox.message_id == message_id, Outbox.kind == "answer")
            query = query.where(Outbox.state == RowState.PENDING)
            row = (await session.scalars(query)).one()
            row.state, row.attempts, row.lease_until = RowState.SENDING, 1, self.now + timedelta(minutes=1)
            await session.execute(
                update(Message).where(Message.id == message_id).values(delivery=Delivery.SENDING)
            )
        async with self.sessions() as session:
            row = await session.get_one(Outbox, row.id)
        verdict = Dead({"error": "gone"}) if failed else Done(sent=Sent(f"a{next(self.keys)}"))
        async with transaction(self.sessions) as session:
            await settle_row(session, row, verdict, self.now, self.now)

    async def retries(self, message_id: int, who: int = 0) -> None:
        message = await self.message(message_id)
        async with self.at_door(who) as (session, staff):
            await retry(session, message_id, staff, self.now, message.case_id)

    async def takes_back(self, message_id: int, who: int = 0) -> None:
        """Before it left; or it was noted as told elsewhere."""
        message = await self.message(message_id)
        async with self.at_door(who) as (session, staff):
            if message.elsewhere is None:
                await take_back(session, message_id, staff, self.now, message.case_id)
            else:
                await elsewhere.take_back(session, message_id, staff, self.now)

    async def tells(self, case_id: int, who: int = 0) -> int:
        """By phone."""
        async with self.at_door(who) as (session, staff):
            words = Words(f"told {next(self.keys)}", None)
            return (await elsewhere.answered(session, case_id, Elsewhere.PHONE, words, staff, self.now)).id

    async def assigns(self, case_id: int, to: int, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await assigning.assign(
                session, case_id, await session.get_one(Staff, self.people[to]), staff, self.now
            )

    async def hands_over(self, giver: int, to: int | None) -> None:
        async with self.at_door(giver) as (session, staff):
            other = None if to is None else await session.get_one(Staff, self.people[to])
            await assigning.hand_over(session, staff, other, staff, self.now)

    async def snoozes(self, case_id: int, until: datetime, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await snoozing.snooze(session, case_id, until, staff, self.now)

    async def wakes(self) -> None:
        """Whose time has come."""
        async with transaction(self.sessions) as session:
            await snoozing.wake_due(session, self.now)

    async def asks(self, case_id: int, department: int, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await escalations.escalate(
                session, case_id, self.departments[department], "why?", staff, self.now
            )

    async def hears_of(self, escalation_id: int, *, returned: bool) -> None:
        """The department answers the question, or gives it back."""
        async with self.at_door() as (session, staff):
            asked = await session.get_one(Escalation, escalation_id)
            args = (session, asked.id)
            if returned:
                await escalations.give_back(*args, "not ours", staff, self.now, asked.department_id)
            else:
                await escalations.advise(*args, Words("do", None), staff, self.now, asked.department_id)

    async def sorts(self, case_id: int, category: Category | None, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await sorting.categorize(session, case_id, category, staff, self.now)

    async def ends(self, case_id: int, outcome: Outcome | None, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await sorting.end(session, case_id, outcome, staff, self.now)

    async def tags(self, case_id: int, name: str, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await tags.tag_words(session, case_id, [name], staff, self.now)

    async def takes_tag_off(self, case_id: int, name: str, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            tag = await tags.on_case(session, case_id, name)
            await tags.take_off(session, case_id, tag.id, staff, self.now)

    async def merges_customers(self, case_id: int, other_case_id: int, who: int = 0) -> None:
        """Whose case the other one is turns out to be whose this is."""
        other = (await self.case(other_case_id)).customer_id
        async with self.at_door(who) as (session, staff):
            await customer_merging.merge(session, case_id, other, staff, self.now)

    async def takes_customers_apart(self, merge_id: int, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await customer_merging.apart(session, merge_id, staff, self.now)

    async def merges(self, source: int, into: int, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await merging.merge(session, source, into, staff, self.now)

    async def takes_apart(self, case_id: int, who: int = 0) -> None:
        async with self.at_door(who) as (session, staff):
            await merging.take_apart(session, case_id, staff, self.now)

    # --- what customers think

    async def asks_customers(self) -> None:
        """Who is to be asked by now, if nothing is in the way of the message."""
        async with transaction(self.sessions) as session:
            await ask_customers(session, self.now)
        for message_id in await self.on_its_way():
            if (await self.message(message_id)).notice == Notice.SURVEY:
                await self.settles(message_id)

    async def rates(self, survey: Survey, score: int) -> None:
        """The customer presses a button of the question."""
        async with self.sessions() as session:
            place = await session.get_one(Conversation, survey.conversation_id)
            whose = await session.get_one(CustomerIdentity, place.identity_id)
        item = Incoming(
            f"c{next(self.keys)}",
            Kind.MESSAGE,
            place.thread_key,
            Profile(whose.external_id, whose.name or ""),
            str(score),
            self.now,
            {"kind": Kind.MESSAGE.value, "who": int(whose.external_id)},
            chosen={"survey": survey.id, "score": score},
        )
        await self._take(item, self.accounts.index(place.account_id))

    # --- what is not well

    async def breaks(self, part: str, patience: timedelta) -> None:
        async with transaction(self.sessions) as session:
            await troubles.begin(session, self.desk_id, part, "ear-silent", {}, self.now, patience)

    async def mends(self, part: str) -> None:
        async with transaction(self.sessions) as session:
            await troubles.end(session, part, self.now)

    # --- what is there

    async def message(self, message_id: int) -> Message:
        async with self.sessions() as session:
            return await session.get_one(Message, message_id)

    async def case(self, case_id: int) -> Case:
        async with self.sessions() as session:
            return await session.get_one(Case, case_id)

    async def case_of(self, message_id: int) -> int:
        return (await self.message(message_id)).case_id

    async def on_its_way(self) -> Sequence[int]:
        """Answers that have not left."""
        query = select(Message.id).where(
            Message.desk_id == self.desk_id,
            Message.direction == Direction.OUT,
            Message.delivery == Delivery.WAITING,
        )
        async with self.sessions() as session:
            return (await session.scalars(query.order_by(Message.id))).all()

    async def _take(self, item: Item, page: int) -> None:
        async with transaction(self.sessions) as session:
            account = await session.get_one(Account, self.accounts[page])
            await take(session, account, Batch([item], None), self.now)

    async def _id(self, key: str, page: int) -> int:
        mine = (Message.key == key) & (Message.account_id == self.accounts[page])
        async with self.sessions() as session:
            return (await session.scalars(select(Message.id).where(mine))).one()
