"""What the networks bring: batch → dedupe → route → decide → record, one transaction a batch, a savepoint an item."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import closed_notice
from bot.actions import customer_event
from bot.attached import attach, compare
from bot.customer_locks import settled_of
from bot.deeds_done import our_side_did
from bot.desk.lanes import Urgency, account_lane
from bot.desk.routing import joins
from bot.desk.states import Act, Action
from bot.disorder import EARLY, gone_already, known, one_at_a_time, remember_gone
from bot.echoes import hear
from bot.following import about, case_known, event_id, following
from bot.fresh import NotPlain, first_card, identity_of, open_together, runs, said_in, talk_of
from bot.homes import chat_at_home, home_of
from bot.hushing import hush
from bot.mentions import found_by_another
from bot.notices import tell_owners
from bot.posts import keep_post, storable
from bot.quiet import asks_now, quietness
from bot.record import apply, bring_out, bring_words, lock_of, open_case, want_card
from bot.relations import may_write_again
from bot.signals import take_signal
from bot.suggestions import own_post, was_suggested
from bot.survey_answers import hear as hear_score
from bot.survey_answers import keep_word
from bot.transaction import Channel, wake
from connectors.base import (
    Batch,
    Deleted,
    Echo,
    Edited,
    Incoming,
    Item,
    Kind,
    Malformed,
    ParentSeen,
    Profile,
    Restored,
)
from connectors.signals import Blocked, Liked, Permitted, Read
from storage.errors import passing
from storage.models import (
    Account,
    Card,
    Case,
    Conversation,
    Cursor,
    Customer,
    CustomerIdentity,
    Desk,
    Direction,
    Message,
    Quiet,
    RawEvent,
    Revision,
)
from storage.queries import card_in, message_by_key

log = structlog.get_logger()

REPORT_EVERY = timedelta(hours=1)
HARMLESS = "only kept: "
"""Begins the `reason` of raw events that nobody is told of."""


async def take(
    session: AsyncSession, account: Account, batch: Batch, now: datetime, *, at_once: bool = False
) -> None:
    """Store a whole poll with its cursor. An item that fails is kept raw and reported; the rest goes on.

    Raises what is the database's trouble of the moment: then nothing is stored, and the whole is polled again. `at_once`
    raises whatever goes wrong with new cases that are stored together, and saves them a savepoint: then the caller begins
    anew, with False.
    """
    await one_at_a_time(session, account)
    name = account_lane(account)
    for run in await runs(session, account, batch.items):
        if run.plain and await _opened(session, account, run.items, now, at_once=at_once):
            continue
        for item in run.items:
            key = getattr(item, "key", None)
            with following(account=name, event_id=None if key is None else event_id(key)):
                await _one(session, account, item, now)
    if batch.cursor is not None:
        await _move_cursor(session, account, batch, now)


async def _opened(
    session: AsyncSession, account: Account, run: Sequence[Item], now: datetime, *, at_once: bool
) -> bool:
    """New cases, together. False: one of them is not so plain after all."""
    words = [one for one in run if isinstance(one, Incoming)]
    hush([one.text for one in words])
    try:
        async with nullcontext() if at_once else session.begin_nested():
            cases = await open_together(session, account, words, now)
            await session.flush()
    except Exception as error:
        if isinstance(error, NotPlain):
            return False  # before anything was written
        if at_once or passing(error):
            raise
        if not isinstance(error, IntegrityError):
            log.warning("taken in one by one", account=account.external_id, error=type(error).__name__)
        return False
    for case, one in zip(cases, words, strict=True):
        with following(account=account_lane(account), event_id=event_id(one.key)):
            about(case.id)
            log.info("heard", item=type(one).__name__)
    return True


async def _one(session: AsyncSession, account: Account, item: Item, now: datetime) -> None:
    try:
        await _savepoint(session, account, item, now)
    except Exception as error:
        # Whatever is wrong with one item, those behind it are other people's words.
        if passing(error):
            raise
        log.exception("item not applied", item=type(item).__name__)
        await _keep_malformed(session, account, _as_malformed(item, error), now)
    else:
        if case_known():
            log.info("heard", item=type(item).__name__)


async def _savepoint(session: AsyncSession, account: Account, item: Item, now: datetime) -> None:
    hush([item.text] if isinstance(item, Incoming | Edited) else ())
    try:
        async with session.begin_nested():
            await _take_one(session, account, item, now)
            await session.flush()
    except IntegrityError:
        # Another account's intake made the same customer known at the same moment: now it is there.
        async with session.begin_nested():
            await _take_one(session, account, item, now)
            await session.flush()


async def _keep_malformed(session: AsyncSession, account: Account, item: Malformed, now: datetime) -> None:
    """Kept as it came, else what can be kept of it."""
    try:
        async with session.begin_nested():
            await _keep_raw(session, account, item, now)
            await session.flush()
    except Exception as error:
        if passing(error):
            raise
        log.exception("item not kept as it came", account=account.external_id)
        kept = Malformed(storable(repr(item.raw)[:10_000]), item.reason, None)
        await _keep_raw(session, account, kept, now)


_MOVED = insert(Cursor.metadata.tables["cursors"])  # the bare table, as in `bot.record`
_MOVED = _MOVED.on_conflict_do_update(
    index_elements=["account_id"],
    set_={"value": _MOVED.excluded.value, "moved_at": _MOVED.excluded.moved_at},
)


async def _move_cursor(session: AsyncSession, account: Account, batch: Batch, now: datetime) -> None:
    values = {"account_id": account.id, "value": dict(batch.cursor or {}), "moved_at": now}
    await session.execute(_MOVED, values)


async def _take_one(session: AsyncSession, account: Account, item: Item, now: datetime) -> None:
    match item:
        case Incoming():
            await _incoming(session, account, item, now)
        case Edited():
            await _edited(session, account, item, now)
        case Deleted() | Restored():
            await _gone_or_back(session, account, item, now)
        case Echo():
            await hear(session, account, item, now)
        case ParentSeen():
            await own_post(session, account, item, now)
        case Permitted() | Blocked() | Liked() | Read():
            await take_signal(session, account, item, now)
        case Malformed():
            await _keep_malformed(session, account, item, now)


async def _incoming(session: AsyncSession, account: Account, item: Incoming, now: datetime) -> None:
    if await message_by_key(session, account.id, item.key) is not None:
        return
    if item.kind is Kind.POST and await was_suggested(session, account, item, now):
        return
    if item.kind is Kind.MENTION and await found_by_another(session, account, item):
        return
    identity = await _identity(session, account, item.author, now)
    conversation = await _conversation(session, account, item, identity, now)
    if await hear_score(session, conversation, item, now):
        await may_write_again(session, account, item.author.external_id, item.sent_at)
        return
    known = None if conversation.case_id is None else await lock_of(session, conversation)
    case = known if joins(known, item.sent_at) else None
    if item.kind is Kind.MESSAGE:
        await may_write_again(session, account, item.author.external_id, item.sent_at)
    quiet = await quietness(session, account, conversation, item)
    if case is None:
        case = await open_case(
            session,
            account,
            customer_id=await settled_of(session, identity),
            kind=item.kind,
            priority=0,
            at=item.sent_at,
            now=now,
            quiet=quiet,
        )
        conversation.case_id = case.id
        said = await _say(session, case, conversation, item, now)
        session.add(await first_card(session, account, case, conversation, identity, now))
    else:
        await apply(session, case, Act(Action.CUSTOMER_WROTE, now, said_at=item.sent_at))
        case.said_version = case.version
        said = await _say(session, case, conversation, item, now)
        if case.closed_at is not None or (case.quiet is not None and quiet is None):
            await bring_out(session, case, Urgency.NEW_CARD, now)
        elif case.holder_id is not None and await chat_at_home(session, case) is None:
            await bring_out(session, case, Urgency.FOLLOW_UP, now)
        await _follow_up(session, case, now)
    attached = [one.kind for one in item.attachments]
    await closed_notice.tell(session, account, case, conversation, said, attached, now)
    if item.kind is Kind.MESSAGE:
        await keep_word(session, said, now)
    if (gone := await gone_already(session, account, item.key)) is not None:
        await _gone_or_back(session, account, gone, now)


async def _say(
    session: AsyncSession, case: Case, conversation: Conversation, item: Incoming, now: datetime
) -> Message:
    message = said_in(case, conversation, item, now)
    session.add(message)
    await session.flush()
    attach(session, message.id, item.attachments)
    return message


async def _follow_up(session: AsyncSession, case: Case, now: datetime) -> None:
    """The new words as one short message, and the card when the budget allows.

    A card that nobody has seen yet shows them itself.
    """
    card = await card_in(session, case.id, await home_of(session, case))
    if card is None or not _may_be_shown(card):
        await want_card(session, case, Urgency.NEW_CARD, now)
        return
    await bring_words(session, case, card.lane, now)
    await want_card(session, case, Urgency.REFRESH, now)


def _may_be_shown(card: Card) -> bool:
    return card.shown_version > 0 or card.lease_until is not None


async def _identity(
    session: AsyncSession, account: Account, author: Profile, now: datetime
) -> CustomerIdentity:
    """Who wrote, made known if new. Two pollers that meet are told apart by the database."""
    query = select(CustomerIdentity).where(
        CustomerIdentity.desk_id == account.desk_id,
        CustomerIdentity.network == account.network,
        CustomerIdentity.scope == author.scope,
        CustomerIdentity.external_id == author.external_id,
    )
    found = (await session.scalars(query)).one_or_none()
    if found is not None:
        return found
    customer = Customer(desk_id=account.desk_id)
    session.add(customer)
    await session.flush()
    identity = identity_of(account, customer.id, author, now)
    session.add(identity)
    await session.flush()
    if identity.profile_at is None:
        wake(session, Channel.PROFILES)
    return identity


async def _conversation(
    session: AsyncSession, account: Account, item: Incoming, identity: CustomerIdentity, now: datetime
) -> Conversation:
    query = select(Conversation).where(
        Conversation.account_id == account.id,
        Conversation.thread_key == item.thread_key,
        Conversation.identity_id == identity.id,
    )
    found = (await session.scalars(query)).one_or_none()
    if found is not None:
        return found
    post = None if item.parent is None else await keep_post(session, account, item.parent, now)
    conversation = talk_of(account, item, identity, None if post is None else post.id)
    session.add(conversation)
    await session.flush()
    return conversation


async def _edited(session: AsyncSession, account: Account, item: Edited, now: datetime) -> None:
    message = await message_by_key(session, account.id, item.key)
    if message is None:
        return
    late = item.dated and message.edited_at is not None and item.at < message.edited_at
    if late or await known(session, message.case_id, "customer_edited", item.mark):
        return
    text, attached = storable(item.text), await compare(session, message, item)
    if _says(message, text, item) and not attached.changed:
        if attached.refresh():
            await want_card(session, await lock_of(session, message), Urgency.REFRESH, now)
        return
    case = await lock_of(session, message)
    await session.refresh(message)
    if _says(message, text, item) and not attached.changed:
        return  # our own change of an answer: its response was settled meanwhile
    attached.apply(session, item.at)
    was = Revision(
        message_id=message.id,
        text=message.text,
        rating=message.rating,
        until=item.at,
        attached=attached.changed,
    )
    session.add(was)
    message.text, message.edited_at = text, item.at
    message.rating = message.rating if item.rating is None else item.rating
    message.title = message.title if item.title is None else storable(item.title)
    if message.direction == Direction.IN:
        customer_event(session, case, "customer_edited", now, message.id, item.mark)
        conversation = await session.get_one(Conversation, message.conversation_id)
        if case.quiet not in (None, Quiet.MUTED) and asks_now(account, conversation, item):
            await bring_out(session, case, Urgency.NEW_CARD, now)
    await want_card(session, case, Urgency.REFRESH, now)


def _says(message: Message, text: str, item: Edited) -> bool:
    """Whether it is as the edit would make it."""
    stars = item.rating in (None, message.rating)
    return message.text == text and stars and item.title in (None, message.title)


async def _gone_or_back(
    session: AsyncSession, account: Account, item: Deleted | Restored, now: datetime
) -> None:
    """The text is kept for the desk; the card says that it is gone."""
    message = await message_by_key(session, account.id, item.key)
    gone = isinstance(item, Deleted)
    kind = "customer_deleted" if gone else "customer_restored"
    if message is None:
        await remember_gone(session, account, item, now)
        return
    if await our_side_did(session, message, item, now):
        return
    if gone == (message.deleted_at is not None) or await known(session, message.case_id, kind, item.mark):
        return
    case = await lock_of(session, message)
    await session.refresh(message)
    message.deleted_at = (item.at or now) if gone else None
    if message.direction == Direction.IN:
        customer_event(session, case, kind, now, message.id, item.mark)
    await want_card(session, case, Urgency.REFRESH, now)


def _as_malformed(item: Item, error: Exception) -> Malformed:
    if isinstance(item, Malformed):
        return dataclasses.replace(item, raw=repr(item.raw))
    raw = {name: str(value) for name, value in dataclasses.asdict(item).items()}
    return Malformed(
        raw, f"{type(error).__name__}: {type(item).__name__} not applied", getattr(item, "key", None)
    )


async def _keep_raw(session: AsyncSession, account: Account, item: Malformed, now: datetime) -> None:
    """Kept as it came, logged, and the owner is told: once an hour, however many there are."""
    log.warning("event not understood", account=account.external_id, key=item.key, reason=item.reason)
    first = not item.harmless and await _is_first(session, account, now)
    session.add(
        RawEvent(
            account_id=account.id,
            key=item.key,
            reason=HARMLESS + item.reason if item.harmless else item.reason,
            payload=_jsonable(item.raw),
            received_at=now,
        )
    )
    if first:
        desk = await session.get_one(Desk, account.desk_id)
        params = {"account": account.title or account.external_id, "reason": item.reason}
        await tell_owners(session, desk, "owner-event-not-understood", params, now)


async def _is_first(session: AsyncSession, account: Account, now: datetime) -> bool:
    """Of the last hour that somebody should hear of."""
    heard = (RawEvent.reason != EARLY, RawEvent.reason.not_like(f"{HARMLESS}%"))
    recent = select(RawEvent.id).where(
        RawEvent.account_id == account.id, RawEvent.received_at > now - REPORT_EVERY, *heard
    )
    return await session.scalar(recent.limit(1)) is None


def _jsonable(raw: object) -> object:
    """PostgreSQL's JSON takes no NUL: it is kept visible instead."""
    match raw:
        case str():
            return storable(raw.replace("\x00", "\\u0000"))
        case dict():
            return {str(_jsonable(str(key))): _jsonable(value) for key, value in raw.items()}
        case list() | tuple():
            return [_jsonable(value) for value in raw]
        case float() if raw != raw or raw in (float("inf"), float("-inf")):
            return str(raw)
        case _:
            return raw


def new_keys(items: Sequence[Item]) -> list[str]:
    """The keys of what customers wrote, for a log line."""
    return [item.key for item in items if isinstance(item, Incoming)]
