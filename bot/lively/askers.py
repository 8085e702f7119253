"""Who writes, and under what."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.lively.book import Asker, Book, Row
from bot.lively.words import Said
from connectors.base import Kind
from storage.copying import copy_in
from storage.models import Customer, CustomerIdentity, Post

RETURNS = 0.18
"""Of who writes publicly so many have written before."""
FIRST_NUMBER = 700_000
"""The first one's number in the network."""


@dataclass(slots=True)
class Askers:
    book: Book
    said: Said
    chance: random.Random
    customers: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    cases: dict[int, int] = field(default_factory=dict)
    """How many each customer had."""

    def one(self, kind: str, at: datetime) -> Asker:
        """Each thread is used once: nobody has two cases there."""
        known = kind != Kind.MESSAGE and self.cases and self.chance.random() < RETURNS
        number = self.chance.choice(list(self.cases)) if known else self._new(at)
        earlier = self.cases.get(number, 0)
        self.cases[number] = earlier + 1
        post = self.chance.randint(1, len(self.said.posts)) if kind == Kind.COMMENT else None
        return Asker(number, number, earlier, f"{kind}{number}.{earlier}", post)

    def _new(self, at: datetime) -> int:
        number, chance = len(self.customers) + 1, self.chance
        self.customers.append({"id": number, "desk_id": self.book.desk_id, "vip": False, "created_at": at})
        self.identities.append(
            {
                "id": number,
                "desk_id": self.book.desk_id,
                "customer_id": number,
                "network": "vk",
                "scope": "",
                "external_id": str(FIRST_NUMBER + number),
                "name": f"{chance.choice(self.said.first)} {chance.choice(self.said.last)}",
                "followers": round(chance.lognormvariate(5, 1.3)),
                "deactivated": False,
                "profile_at": at,
            }
        )
        return number

    def posts(self, now: datetime) -> list[Row]:
        return [
            {
                "id": place,
                "desk_id": self.book.desk_id,
                "account_id": self.book.account_id,
                "key": f"lively{place}",
                "kind": "post",
                "url": "",
                "text": text,
                "asked_at": now,
            }
            for place, text in enumerate(self.said.posts, start=1)
        ]

    async def write(self, session: AsyncSession, now: datetime) -> None:
        await copy_in(session, Post, self.posts(now))
        await copy_in(session, Customer, self.customers)
        await copy_in(session, CustomerIdentity, self.identities)
