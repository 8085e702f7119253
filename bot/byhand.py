"""Cases that people of the desk open by hand: what came by phone, in the shop, or was forwarded to the bot.

They live on an account of their own that no connector serves. Every function works in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions
from bot.actions import Press
from bot.desk.files import File
from bot.desk.kinds import HAND_FILE
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, Refused
from bot.enclosed import Belongs, attach
from bot.homes import home_of
from bot.merged import parts_of, whole_of
from bot.outcomes import Source, sign_source
from bot.posts import storable
from bot.record import (
    apply,
    bring_words,
    enqueue,
    event,
    lock_exactly,
    lock_of,
    new_card,
    open_case,
    want_card,
)
from storage.models import (
    HAND,
    LIVE,
    Account,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    Desk,
    Direction,
    Message,
    Outbox,
    Staff,
)
from storage.queries import card_in, message_by_key

TOGETHER = timedelta(minutes=5)
"""Forwarded so soon one after the other, what one and the same name said is one story."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer said, written down or forwarded by `source`, a Telegram message of somebody of the desk.

    `source` None: an ephemeral one, which has no place in the chat.
    """

    text: str
    source: Source | None
    at: datetime
    """When the customer said it, as far as anybody knows."""
    name: str | None = None
    url: str | None = None
    person: str | None = None
    """What knows the customer again the next time; None: nothing does."""
    files: Sequence[File] = ()
    forwarded: bool = False

    @property
    def key(self) -> str:
        """Of the message, unique among what was written down."""
        if self.source is None:
            return f"at{self.at.timestamp():.6f}"
        return f"{self.source.chat_id}_{self.source.message_id}"


@dataclass(frozen=True, slots=True)
class Opened:
    """`joined`: the words went on with a case that was there."""

    case: Case
    joined: bool = False


async def open_by_hand(
    session: AsyncSession, desk: Desk, heard: Heard, staff: Staff, now: datetime
) -> Opened:
    """A case with what the customer said; or they went on with what they said before. Raises Refused: the role."""
    require(staff.role, Action.CLAIM)
    account = await _account(session, desk)
    conversation = await _going_on(session, account, heard, staff, now)
    known = None if conversation is None else await lock_of(session, conversation)
    if conversation is not None and known is not None and known.status in LIVE:
        await apply(session, known, Act(Action.CUSTOMER_WROTE, now, said_at=heard.at))
        known.said_version = known.version
        await _say(session, known, conversation, heard, now)
        await _show(session, known, now)
        await _bring_files(session, known, heard, now)
        _sign(session, desk, heard, now)
        return Opened(known, joined=True)
    identity = await _identity(session, account, heard, now)
    case = await open_case(
        session, account, customer_id=identity.customer_id, kind=HAND, priority=0, at=heard.at, now=now
    )
    mark_made(session, case, staff, now)
    if conversation is None:
        conversation = Conversation(
            desk_id=desk.id, account_id=account.id, identity_id=identity.id, kind=HAND, thread_key=heard.key
        )
        session.add(conversation)
    conversation.case_id = case.id
    await session.flush()
    await _say(session, case, conversation, heard, now)
    lane = None if desk.chat_id is None else telegram_lane(desk.chat_id)
    new_card(session, case, lane=lane, urgency=Urgency.ACT, at=now)
    await _bring_files(session, case, heard, now)
    _sign(session, desk, heard, now)
    return Opened(case)


def _sign(session: AsyncSession, desk: Desk, heard: Heard, now: datetime) -> None:
    if heard.source is not None:
        sign_source(session, desk.id, heard.source, Sign.NOTED, now)


def mark_made(session: AsyncSession, case: Case, staff: Staff, now: datetime) -> None:
    """Somebody opened it: it did not come by itself."""
    case.made_by_id = staff.id
    event(session, case, "made_by_hand", by=staff.id, at=now)


async def _account(session: AsyncSession, desk: Desk) -> Account:
    """Made when it is first needed."""
    mine = {"network": HAND, "external_id": str(desk.id)}
    await session.execute(insert(Account).values(desk_id=desk.id, **mine).on_conflict_do_nothing())
    return (await session.scalars(select(Account).filter_by(**mine))).one()


async def _going_on(
    session: AsyncSession, account: Account, heard: Heard, staff: Staff, now: datetime
) -> Conversation | None:
    """The conversation of the same person; where only a name is known, of what the same colleague forwarded just now."""
    if not heard.forwarded:
        return None
    query = select(Conversation).join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
    query = query.where(Conversation.account_id == account.id)
    if heard.person is not None:
        query = query.where(CustomerIdentity.external_id == heard.person)
    else:
        recent = select(Message.conversation_id).join(Case, Case.id == Message.case_id)
        recent = recent.where(Message.account_id == account.id, Message.received_at > now - TOGETHER)
        recent = recent.where(Case.made_by_id == staff.id)
        query = query.where(CustomerIdentity.name == heard.name, Conversation.id.in_(recent))
    return (await session.scalars(query.order_by(Conversation.id.desc()).limit(1))).one_or_none()


async def _identity(session: AsyncSession, account: Account, heard: Heard, now: datetime) -> CustomerIdentity:
    """Nobody looks for a profile: what is known stands here."""
    # Never like the number of a community, which begins with a minus.
    external_id = heard.person or f"said{heard.key}"
    query = select(CustomerIdentity).filter_by(desk_id=account.desk_id, network=HAND, external_id=external_id)
    found = (await session.scalars(query)).one_or_none()
    if found is not None:
        return found
    customer = Customer(desk_id=account.desk_id)
    session.add(customer)
    await session.flush()
    identity = CustomerIdentity(
        desk_id=account.desk_id,
        customer_id=customer.id,
        network=HAND,
        external_id=external_id,
        name=None if heard.name is None else storable(heard.name),
        url=heard.url,
        profile_at=now,
    )
    session.add(identity)
    await session.flush()
    return identity


async def _say(
    session: AsyncSession, case: Case, conversation: Conversation, heard: Heard, now: datetime
) -> None:
    message = Message(
        desk_id=case.desk_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        case_id=case.id,
        direction=Direction.IN,
        key=heard.key,
        ordinal=case.version,
        text=storable(heard.text),
        target={"kind": HAND},
        at=heard.at,
        received_at=now,
    )
    session.add(message)
    await session.flush()
    attach(session, Belongs(message_id=message.id), heard.files)


async def _show(session: AsyncSession, case: Case, now: datetime) -> None:
    card = await card_in(session, case.id, await home_of(session, case))
    if card is not None and card.shown_version > 0:
        await bring_words(session, case, card.lane, now)
    await want_card(session, case, Urgency.ACT, now)


async def _bring_files(session: AsyncSession, case: Case, heard: Heard, now: datetime) -> None:
    """What was attached in a private chat nobody else can see: it comes below the card. In the group it stands there."""
    if heard.files and heard.source is not None and heard.source.chat_id > 0:
        await _bring_file(session, case, heard.source, now)


async def _bring_file(session: AsyncSession, case: Case, source: Source, now: datetime) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await home_of(session, case),
        kind=HAND_FILE,
        urgency=Urgency.NEW_CARD,
        not_before=now,
        case=case,
        payload={"chat": source.chat_id, "message": source.message_id},
    )


async def correct(
    session: AsyncSession,
    desk: Desk,
    source: Source,
    name: str | None,
    text: str,
    staff: Staff,
    now: datetime,
) -> bool:
    """Who wrote it down edited that message: it says this instead. False: nothing was written down by it."""
    account = await _account(session, desk)
    said = await message_by_key(session, account.id, f"{source.chat_id}_{source.message_id}")
    if said is None:
        return False
    case = await lock_of(session, said)
    conversation = await session.get_one(Conversation, said.conversation_id)
    identity = await session.get_one(CustomerIdentity, conversation.identity_id)
    said.text = storable(text)
    identity.name = identity.name if name is None else storable(name)
    event(session, case, "corrected_by_hand", by=staff.id, at=now, data={"message": said.id})
    await want_card(session, case, Urgency.REFRESH, now)
    return True


async def one_more_file(
    session: AsyncSession, message_id: int, file: File, chat_id: int, now: datetime
) -> None:
    """Of an album whose first picture came with what somebody wrote down."""
    message = await session.get_one(Message, message_id)
    case = await lock_of(session, message)
    attach(session, Belongs(message_id=message.id), (file,))
    source = Source(chat_id, file.source_message_id or 0)
    await _bring_files(session, case, Heard("", source, now, files=(file,)), now)
    await want_card(session, case, Urgency.REFRESH, now)


async def belongs_to(
    session: AsyncSession, case_id: int, to_id: int, staff: Staff, now: datetime, seen_version: int
) -> tuple[Case, Case]:
    """What was forwarded belongs to a case that was there: it becomes a note there, with its files below the card, and
    the new case is dismissed.

    Raises Refused: somebody has answered, taken it up or added to it meanwhile, or the other case is not there.
    """
    to_id = await whole_of(session, to_id)
    found = await lock_exactly(session, case_id, to_id)
    case, other = found.get(case_id), found.get(to_id)
    if case is None or other is None or case is other or {case.desk_id, other.desk_id} != {staff.desk_id}:
        raise Refused("no-case-to-note")
    query = select(Message).where(Message.case_id == case.id).order_by(Message.id)
    said = (await session.scalars(query)).all()
    whole = case.merged_into_id or other.merged_into_id or await parts_of(session, case.id)
    if case.status not in LIVE or whole or any(_is_not_theirs(one, staff, seen_version) for one in said):
        raise Refused("no-case-to-note")
    words = "\n".join(one.text for one in said if one.text) or "📎"
    await actions.perform(session, case.id, Press(Action.DISMISS, stays=True), staff, now)
    await actions.note(session, other.id, words, staff, None, now)
    await _bring_along(session, case, other, now)
    return case, other


def _is_not_theirs(said: Message, staff: Staff, seen_version: int) -> bool:
    """More than what this person forwarded in private, or had before their eyes when they were asked about it."""
    told = said.direction == Direction.IN and (said.target or {}).get("kind") == HAND
    own = (said.key or "").startswith(f"{staff.user_id}_")
    return not told or not (own or (said.ordinal or 0) <= seen_version)


async def _bring_along(session: AsyncSession, case: Case, to: Case, now: datetime) -> None:
    """The files that came below its card."""
    query = select(Outbox).where(Outbox.case_id == case.id, Outbox.kind == HAND_FILE).order_by(Outbox.id)
    for row in (await session.scalars(query)).all():
        await _bring_file(session, to, Source(row.payload["chat"], row.payload["message"]), now)
