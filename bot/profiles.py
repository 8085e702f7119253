"""Names of authors and texts of posts, fetched after the case is stored: a card never waits for them for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.lanes import Urgency
from bot.networks import Networks
from bot.posts import says
from bot.transaction import Channel, transaction, wake, woken
from connectors.base import Parent, Profile, ReadsParents, ReadsProfiles
from connectors.errors import ConnectorError, Permanent
from storage.errors import DATABASE_FAILED
from storage.models import HAND, Account, Card, Conversation, Customer, CustomerIdentity, Message, Post

log = structlog.get_logger()

AT_ONCE = 20
WITHIN = 10.0
"""Seconds; the card is shown after one in any case."""
AGAIN = timedelta(minutes=10)
LOOK_EVERY = 5.0


class Profiles:
    """Fetches what is missing, newest first; what fails is tried again later."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        networks: Networks,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._networks = networks
        self._clock = clock
        self._news = asyncio.Event()

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._news.clear()
            try:
                busy = await self.fetch()
            except DATABASE_FAILED as error:
                log.warning("profiles cannot reach the database", error=type(error).__name__)
                busy = False
            if not busy:
                await woken(self._news, LOOK_EVERY)

    async def fetch(self) -> bool:
        """One round. False: nothing is missing."""
        now = self._clock()
        async with self._sessions() as session:
            people = await _nameless(session, now)
            posts = await _textless(session, now)
        if not people and not posts:
            return False
        await asyncio.gather(
            *(self._person(identity, account_id) for identity, account_id in people),
            *(self._post(post) for post in posts),
        )
        return True

    async def _person(self, identity: CustomerIdentity, account_id: int) -> None:
        found = await self._profile(identity, account_id)
        async with transaction(self._sessions) as session:
            values: dict[str, object] = {"profile_at": self._clock()}
            if found is not None:
                values.update(
                    name=found.name,
                    url=found.url or identity.url,
                    city=found.city,
                    followers=found.followers,
                    deactivated=found.deactivated,
                )
            await session.execute(
                update(CustomerIdentity)
                # Not of somebody who was forgotten meanwhile.
                .where(
                    CustomerIdentity.id == identity.id, CustomerIdentity.external_id == identity.external_id
                )
                .values(**values)
            )
            of_person = select(Message.case_id).join(Conversation, Conversation.id == Message.conversation_id)
            cases = of_person.where(Conversation.identity_id == identity.id)
            await _complete(session, cases, self._clock())

    async def _profile(self, identity: CustomerIdentity, account_id: int) -> Profile | None:
        connector = self._networks.of(account_id)
        if not isinstance(connector, ReadsProfiles):
            return None
        try:
            async with asyncio.timeout(WITHIN):
                return await connector.profile(identity.external_id)
        except (ConnectorError, TimeoutError) as error:
            log.info("profile not read", identity=identity.id, error=type(error).__name__)
            return None

    async def _post(self, post: Post) -> None:
        found = await self._parent(post)
        async with transaction(self._sessions) as session:
            values: dict[str, object] = {"asked_at": self._clock()}
            if found is not None:
                values.update(says(found))
            await session.execute(update(Post).where(Post.id == post.id).values(**values))
            under = select(Conversation.case_id).where(Conversation.post_id == post.id)
            await _complete(session, under, self._clock(), posted=False)

    async def _parent(self, post: Post) -> Parent | None:
        connector = self._networks.of(post.account_id)
        if not isinstance(connector, ReadsParents):
            return None
        try:
            async with asyncio.timeout(WITHIN):
                return await connector.parent(post.key)
        except (ConnectorError, TimeoutError) as error:
            level = log.debug if isinstance(error, Permanent) else log.info
            level("post not read", post=post.id, error=type(error).__name__)
            return None


async def _nameless(session: AsyncSession, now: datetime) -> Sequence[tuple[CustomerIdentity, int]]:
    """Identities whose profile was never fetched, or not for a while without success, with an account to ask."""
    account = (
        select(func.max(Conversation.account_id))
        .where(Conversation.identity_id == CustomerIdentity.id)
        .scalar_subquery()
    )
    query = (
        select(CustomerIdentity, account)
        .where(
            CustomerIdentity.name.is_(None),
            CustomerIdentity.network != HAND,
            CustomerIdentity.customer_id.not_in(
                select(Customer.id).where(Customer.forgotten_at.is_not(None))
            ),
            (CustomerIdentity.profile_at.is_(None)) | (CustomerIdentity.profile_at < now - AGAIN),
            select(Account.id).where(Account.network == CustomerIdentity.network).exists(),
        )
        .order_by(CustomerIdentity.profile_at.nulls_first(), CustomerIdentity.id)
        .limit(AT_ONCE)
    )
    rows = (await session.execute(query)).all()
    return [(identity, account_id) for identity, account_id in rows if account_id is not None]


async def _textless(session: AsyncSession, now: datetime) -> Sequence[Post]:
    """Posts whose text was never asked for. One that no token may read is not asked for again."""
    query = select(Post).where(Post.text.is_(None), Post.asked_at.is_(None)).order_by(Post.id)
    return (await session.scalars(query.limit(AT_ONCE))).all()


def _asking() -> ColumnElement[bool]:
    """Is a profile or a post's text still being asked for, for this card? Waiting for both saves an edit."""
    return (
        select(Conversation.id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .outerjoin(Post, Post.id == Conversation.post_id)
        .where(Conversation.case_id == Card.case_id)
        .where(
            CustomerIdentity.profile_at.is_(None)
            | (Post.id.is_not(None) & Post.text.is_(None) & Post.asked_at.is_(None))
        )
        .correlate(Card)
        .exists()
    )


async def _complete(session: AsyncSession, cases: object, now: datetime, *, posted: bool = True) -> None:
    """Cards that waited for this last go out now. One that is out already is completed when it is edited, or soon."""
    of_cases = Card.case_id.in_(cases)  # type: ignore[arg-type]
    waits = (Card.shown_version == 0, ((Card.due_at > now) & ~_asking()) | Card.lease_until.is_not(None))
    # It may be on its way already, drawn without what is known now.
    version = Card.wanted_version + 1
    await session.execute(update(Card).where(of_cases, *waits).values(due_at=now, wanted_version=version))
    if posted:
        shown = (Card.shown_version > 0,)
        values = {
            "wanted_version": Card.wanted_version + 1,
            "due_at": func.least(func.coalesce(Card.due_at, now), now),
            "urgency": func.least(Card.urgency, int(Urgency.REFRESH)),
        }
        await session.execute(update(Card).where(of_cases, *shown).values(**values))
    wake(session, Channel.DELIVERY)
