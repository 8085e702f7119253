"""Words that open cases of their own: a whole poll of them is stored together, in a handful of statements.

`intake.take` finds the runs of them among what came (`runs`) and stores each here (`open_together`); whatever is not
plainly new goes one by one, and so does a run that meets something unusual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, Text, bindparam, func, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.attached import attach
from bot.desk.closed import is_told
from bot.desk.lanes import of_new_card, telegram_lane
from bot.disorder import EARLY
from bot.posts import keep_post, storable
from bot.quiet import quiet_panel, quietness
from bot.record import LINE, Opening, card_of, new_cases, next_numbers, opened
from bot.stopwatch import GIVEN as DEADLINES
from bot.stopwatch import begun, terms_of
from bot.transaction import Channel, wake
from connectors.base import Incoming, Item, Kind, Profile
from storage.adding import Adding
from storage.among import OfSome, among
from storage.models import (
    Account,
    Card,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    Desk,
    Direction,
    Message,
    Quiet,
    RawEvent,
)

PROFILE_WAIT = timedelta(seconds=1)
"""How long a new card may wait for its author's name."""
PLAIN = frozenset({Kind.COMMENT, Kind.REPOST, Kind.REVIEW})
"""Others are looked at one by one: a message may be a survey's answer, a mention another account's as well."""

Who = tuple[str, str]
"""A person, as `(scope, external_id)`."""
Talk = tuple[str, str, str]
"""A person in a thread, as `(thread_key, scope, external_id)`."""


_OURS = bindparam("account_id", type_=BigInteger)
_KNOWN = (
    select(Message.key, null().cast(Text).label("scope"), null().cast(Text).label("author"))
    .where(Message.account_id == _OURS, Message.key == among("keys", Text))
    .union_all(
        select(Message.earlier_key, null(), null()).where(
            Message.account_id == _OURS, Message.earlier_key == among("keys", Text)
        ),
        select(RawEvent.key, null(), null()).where(
            RawEvent.account_id == _OURS, RawEvent.reason == EARLY, RawEvent.key == among("keys", Text)
        ),
        select(Conversation.thread_key, CustomerIdentity.scope, CustomerIdentity.external_id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .where(Conversation.account_id == _OURS, Conversation.thread_key == among("threads", Text))
        .where(CustomerIdentity.external_id == among("authors", Text)),
    )
)
_PEOPLE = (
    select(CustomerIdentity, Customer)
    .join(Customer, Customer.id == CustomerIdentity.customer_id)
    .where(
        CustomerIdentity.desk_id == bindparam("desk_id"),
        CustomerIdentity.network == bindparam("network"),
        CustomerIdentity.scope == among("scopes", Text),
        CustomerIdentity.external_id == among("numbers", Text),
    )
    .order_by(Customer.id)
    .with_for_update(read=True, key_share=True, of=Customer)
    .execution_options(populate_existing=True)
)
"""Who they are by now is held, as `customer_locks.settled` does."""
_WHOSE = OfSome(
    lambda ids: select(CustomerIdentity.id, CustomerIdentity.customer_id).where(
        CustomerIdentity.id == func.any(ids)
    )
)
_ADDING = Adding(
    (
        *(Case.id, Case.desk_id, Case.account_id, Case.customer_id, Case.number, Case.kind, Case.status),
        *(Case.priority, Case.quiet, Case.version, Case.said_version, Case.opened_at, Case.unanswered_since),
        *(Case.after_close, Case.reopened, Case.earlier_cases, Case.events, Case.sends),
    ),
    (
        *(Conversation.id, Conversation.desk_id, Conversation.account_id, Conversation.identity_id),
        *(Conversation.case_id, Conversation.post_id, Conversation.kind, Conversation.thread_key),
    ),
    (
        *(Message.id, Message.desk_id, Message.account_id, Message.conversation_id, Message.case_id),
        *(Message.direction, Message.key, Message.ordinal, Message.text, Message.rating, Message.title),
        *(Message.url, Message.target, Message.at, Message.received_at),
    ),
    (
        *(Card.case_id, Card.lane, Card.urgency, Card.due_at, Card.collected_in),
        *(Card.wanted_version, Card.shown_version),
    ),
    LINE,
    DEADLINES,
)
"""All that is given of new cases, their conversations, words, cards, first lines and deadlines."""


class Known(NamedTuple):
    """Who wrote."""

    identity: CustomerIdentity
    customer: Customer


class NotPlain(Exception):
    """Something came in between: it is stored one by one."""


class Run(NamedTuple):
    """Items that follow each other. `plain`: they can be stored together; else there is one."""

    items: list[Item]
    plain: bool


async def runs(session: AsyncSession, account: Account, items: Sequence[Item]) -> Sequence[Run]:
    """All items in their order."""
    words = [one for one in items if isinstance(one, Incoming) and _may_be_plain(one)]
    if not words:
        return [Run([one], plain=False) for one in items]
    met, talks = await _known(session, account, words)
    found: list[Run] = []
    for item in items:
        key, talk = getattr(item, "key", None), None
        if isinstance(item, Incoming):
            talk = (item.thread_key, item.author.scope, item.author.external_id)
        plain = isinstance(item, Incoming) and _may_be_plain(item) and key not in met and talk not in talks
        if plain and found and found[-1].plain:
            found[-1].items.append(item)
        else:
            found.append(Run([item], plain))
        met.add(key)
        talks.add(talk)
    return found


def _may_be_plain(item: Incoming) -> bool:
    return item.kind in PLAIN and item.reply_to_key is None


async def _known(
    session: AsyncSession, account: Account, words: Sequence[Incoming]
) -> tuple[set[str | None], set[Talk | None]]:
    """Keys that are here already, or were deleted before they came; and who has written in a thread before."""
    asked = {
        "account_id": account.id,
        "keys": [one.key for one in words],
        "threads": list({one.thread_key for one in words}),
        "authors": list({one.author.external_id for one in words}),
    }
    met, talks = set[str | None](), set[Talk | None]()
    for key, scope, author in await session.execute(_KNOWN, asked):
        if key is not None and author is not None:
            talks.add((key, scope, author))
        else:
            met.add(key)
    return met, talks


async def open_together(
    session: AsyncSession, account: Account, run: Sequence[Incoming], now: datetime
) -> Sequence[Case]:
    """A case for each. Raises NotPlain, and IntegrityError where another account's intake made the same customer known."""
    desk = await session.get_one(Desk, account.desk_id)
    if desk.hours is not None and any(is_told(desk.closed_notice, one.kind, None) for one in run):
        raise NotPlain
    people = await _people(session, account, run, now)
    posts: dict[str, int] = {}
    for one in run:
        if one.parent is not None and one.parent.key not in posts:
            posts[one.parent.key] = (await keep_post(session, account, one.parent, now)).id
    talks, openings = [], []
    for one in run:
        who, customer = people[_who(one.author)]
        talk = talk_of(account, one, who, None if one.parent is None else posts[one.parent.key])
        quiet = await quietness(session, account, talk, one)
        openings.append(Opening(customer, one.kind, one.sent_at, quiet=quiet))
        talks.append(talk)
    numbers = await next_numbers(session, account.desk_id, len(run))
    cases = await new_cases(session, account, openings, numbers, now)
    said, cards = [], []
    for number, case, talk, one in zip(numbers.talks, cases, talks, run, strict=True):
        talk.id, talk.case_id = number, case.id
        said.append(said_in(case, talk, one, now))
        cards.append(await first_card(session, account, case, talk, people[_who(one.author)].identity, now))
    for message_id, message in zip(numbers.messages, said, strict=True):
        message.id = message_id
    lines = [opened(case, one, now) for case, one in zip(cases, openings, strict=True)]
    deadlines = begun(cases, await terms_of(session, desk), now)
    await session.execute(*_ADDING(cases, talks, said, cards, lines, deadlines))
    for message, one in zip(said, run, strict=True):
        attach(session, message.id, one.attachments)
    return cases


def _who(author: Profile) -> Who:
    return author.scope, author.external_id


async def _people(
    session: AsyncSession, account: Account, run: Sequence[Incoming], now: datetime
) -> dict[Who, Known]:
    """Who wrote, made known if new; who is being merged meanwhile is seen to one by one."""
    authors = {_who(one.author): one.author for one in run}
    asked = {
        "desk_id": account.desk_id,
        "network": account.network,
        "scopes": list({scope for scope, _ in authors}),
        "numbers": list({number for _, number in authors}),
    }
    found = (await session.execute(_PEOPLE, asked)).all()
    whose = {}
    if found:
        asked_again = await session.execute(*_WHOSE([identity.id for identity, _ in found]))
        whose = {identity_id: customer_id for identity_id, customer_id in asked_again}  # noqa: C416 - rows
    known = {}
    for identity, customer in found:
        if customer.merged_into_id is not None or whose[identity.id] != customer.id:
            raise NotPlain
        known[identity.scope, identity.external_id] = Known(identity, customer)
    return known | await _newcomers(
        session, account, {who: one for who, one in authors.items() if who not in known}, now
    )


async def _newcomers(
    session: AsyncSession, account: Account, authors: Mapping[Who, Profile], now: datetime
) -> dict[Who, Known]:
    new = {who: Customer(desk_id=account.desk_id) for who in authors}
    session.add_all(new.values())
    await session.flush()
    made = {who: identity_of(account, one.id, authors[who], now) for who, one in new.items()}
    session.add_all(made.values())
    await session.flush()
    if any(one.profile_at is None for one in made.values()):
        wake(session, Channel.PROFILES)
    return {who: Known(made[who], one) for who, one in new.items()}


def identity_of(account: Account, customer_id: int, author: Profile, now: datetime) -> CustomerIdentity:
    return CustomerIdentity(
        desk_id=account.desk_id,
        customer_id=customer_id,
        network=account.network,
        scope=author.scope,
        external_id=author.external_id,
        name=author.name,
        url=author.url,
        city=author.city,
        followers=author.followers,
        profile_at=None if author.name is None else now,
    )


def said_in(case: Case, conversation: Conversation, item: Incoming, now: datetime) -> Message:
    """The customer's words, as they are kept."""
    return Message(
        desk_id=case.desk_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        case_id=case.id,
        direction=Direction.IN,
        key=item.key,
        ordinal=case.version,
        text=storable(item.text),
        rating=item.rating,
        title=None if item.title is None else storable(item.title),
        url=item.url,
        target=dict(item.target),
        at=item.sent_at,
        received_at=now,
    )


def talk_of(
    account: Account, item: Incoming, identity: CustomerIdentity, post_id: int | None
) -> Conversation:
    return Conversation(
        desk_id=account.desk_id,
        account_id=account.id,
        identity_id=identity.id,
        post_id=post_id,
        kind=item.kind,
        thread_key=item.thread_key,
    )


async def first_card(
    session: AsyncSession,
    account: Account,
    case: Case,
    conversation: Conversation,
    identity: CustomerIdentity,
    now: datetime,
) -> Card:
    """Nobody has added it to the session yet; it is called for as soon as it is written."""
    desk = await session.get_one(Desk, case.desk_id)
    lane = None if desk.chat_id is None else telegram_lane(desk.chat_id)
    urgency = of_new_card(case.kind, case.priority, urgent_account=account.urgent)
    at = now if identity.profile_at is not None else now + PROFILE_WAIT
    panel_id = None
    if case.quiet is not None:
        panel_id = await quiet_panel(session, desk, conversation, Quiet(case.quiet), now)
    wake(session, Channel.DELIVERY, lane)
    return card_of(case, lane=lane, urgency=urgency, at=at, collected_in=panel_id)
