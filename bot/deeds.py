"""What people do to an item beside answering it: asked for, put on its way, taken back before it leaves.

A deed is an outbox row of its own on the account's lane. Every function works in the caller's transaction and takes the
case's lock first. What becomes of it is in `bot/deeds_done.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import drafts, reviews
from bot.answers import Queued, Terms, check_length
from bot.desk.approval import is_trusted
from bot.desk.correcting import may_correct
from bot.desk.deeds import OWN, Ask, Offer, Stands, fits, offers
from bot.desk.kinds import LOOK_DECIDED
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import Right, require
from bot.desk.privacy import PUBLIC
from bot.desk.signature import signed
from bot.desk.signs import Sign
from bot.desk.states import Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, files_of
from bot.outcomes import Source, sign
from bot.record import enqueue, event, lock, lock_of, want_card
from bot.relations import relation_of
from connectors.acting import Acts
from connectors.base import Capability, Deed
from connectors.errors import TooLong
from storage.models import (
    Account,
    Case,
    Conversation,
    Delivery,
    Direction,
    Json,
    Message,
    Outbox,
    RowState,
    Staff,
)
from storage.talks import next_answered

UNDER_WAY = (RowState.PENDING, RowState.SENDING, RowState.UNKNOWN)


async def customers(session: AsyncSession, case: Case, terms: Terms) -> tuple[Message | None, list[Offer]]:
    """The customer message that an answer would go to, and what can be done to it."""
    said = await next_answered(session, case.id)
    if said is None:
        return None, []
    message = await _message(session, said.id, case.id)
    return message, await _offers(session, message, terms)


async def ours(session: AsyncSession, case: Case, staff: Staff, terms: Terms) -> list[Offer]:
    """What this person can do to the last answer that the customer has."""
    query = (
        select(Message.id)
        .where(Message.case_id == case.id, Message.direction == Direction.OUT, Message.key.is_not(None))
        .where(Message.delivery == Delivery.SENT, Message.deleted_at.is_(None), Message.target.is_not(None))
        .where(Message.automatic.is_(False))
        .order_by(Message.id.desc())
        .limit(1)
    )
    found = await session.scalar(query)
    if found is None:
        return []
    message = await _message(session, found, case.id)
    return await _offers(session, message, terms) if may_correct(message, case, staff) else []


async def of_message(session: AsyncSession, message_id: int, case_id: int, terms: Terms) -> list[Offer]:
    """What can be done to this very message. Raises Refused if it is another case's."""
    return await _offers(session, await _message(session, message_id, case_id), terms)


async def ask(session: AsyncSession, case_id: int, asked: Ask, staff: Staff, terms: Terms) -> bool:
    """Put a deed on its way. False: it is under way already, or is so already. Raises Refused."""
    require(staff.role, Right.MODERATE)
    case = await lock(session, case_id)
    message = await _message(session, asked.message, case_id)
    if (asked.deed in OWN) != (message.direction == Direction.OUT):
        raise Refused("answer-gone")
    if message.direction == Direction.OUT:
        check_author(message, case, staff)
    _check(_able(message, terms).get(asked.deed))
    stands = await _stands(session, message, terms.now)
    if not fits(asked.deed, stands) or asked.deed in await _under_way(session, message.id):
        return False
    ends = None if asked.term is None else asked.term.ends(terms.now)
    payload: Json = {"until": None if ends is None else ends.isoformat()}
    if asked.reason is not None:
        payload["reason"] = asked.reason.value
    await _put_on_its_way(session, case, message, asked.deed, staff, payload, terms.now, terms.now)
    return True


async def edit(
    session: AsyncSession, message_id: int, text: str, staff: Staff | None, terms: Terms
) -> Queued | None:
    """Its author corrected an answer that has gone out: changed in the network too, unless undone in time.

    None: nothing new is on its way (the words are as they were, or a change that waits has these words now).
    Raises Refused.
    """
    if staff is None:
        raise Refused("name-needed")
    case, message = await _sent(session, message_id)
    _check_changes(message, case, staff)
    return await _change(session, case, message, text, {"staff": staff.id}, staff, terms)


async def edit_for(
    session: AsyncSession, message_id: int, text: str, approver: Staff, terms: Terms, author_id: int | None
) -> Queued | None:
    """The same by a colleague who decides on what `author_id` wants it to say: whose answer it was does not matter.

    `author_id` None: in the colleague's own words. Raises Refused as `edit`.
    """
    require(approver.role, Right.MODERATE)
    case, message = await _sent(session, message_id)
    by: Json = {"staff": approver.id, "approved_by": approver.id, "author": author_id}
    return await _change(session, case, message, text, by, approver, terms)


async def ask_edit(
    session: AsyncSession,
    message_id: int,
    text: str,
    staff: Staff,
    source: Source | None,
    terms: Terms,
    approver_id: int | None = None,
) -> Kept | None:
    """The same by an author whose words a colleague looks at first: they wait, in place of what they wanted before.
    None: they are as they were.

    Raises Refused as `edit`.
    """
    case, message = await _sent(session, message_id)
    check_author(message, case, staff)
    new = await _weighed(session, message, text, terms)
    for draft in await drafts.changes_of(session, message.id, staff):
        await drafts.replace(session, draft.id, case.id, terms.now)
    waiting, leaves = await _edits(session, message.id)
    if new == message.text and not leaves:
        if waiting is not None:
            await _cancel(session, case, message, waiting, staff, terms.now)
        return None
    words = Words(
        text,
        source,
        message.answers_id,
        private=message.private,
        look=True,
        approver_id=approver_id,
        changes_id=message.id,
    )
    return await reviews.ask(session, case, words, staff, terms.now, ())


async def _change(
    session: AsyncSession, case: Case, message: Message, text: str, by: Json, staff: Staff, terms: Terms
) -> Queued | None:
    """`by`: who asked for it and who approved it, as the row keeps them."""
    new = await _weighed(session, message, text, terms)
    waiting, leaves = await _edits(session, message.id)
    # What leaves in this moment will have changed the words: the old ones are a change then.
    if new == message.text and not leaves:
        if waiting is not None:
            await _cancel(session, case, message, waiting, staff, terms.now)
        return None
    if waiting is not None:
        waiting.payload = {**waiting.payload, "approved_by": None, "author": None, **by, "text": new}
        return None
    leaves_at = terms.now + terms.undo
    payload: Json = {**by, "text": new}
    await _put_on_its_way(session, case, message, Deed.EDIT, staff, payload, terms.now, leaves_at)
    sign(session, message, Sign.WAITING, terms.now)
    return Queued(message.id, leaves_at)


async def _edits(session: AsyncSession, message_id: int) -> tuple[Outbox | None, bool]:
    """A change that waits, locked; and whether another one is just leaving, or perhaps has left."""
    waiting = await _row(session, message_id, Deed.EDIT, (RowState.PENDING,))
    query = select(Outbox.id).where(
        Outbox.message_id == message_id,
        Outbox.kind == "deed",
        Outbox.state.in_((RowState.SENDING, RowState.UNKNOWN)),
        Outbox.payload["deed"].as_string() == Deed.EDIT.value,
    )
    return waiting, await session.scalar(query.limit(1)) is not None


async def _sent(session: AsyncSession, message_id: int) -> tuple[Case, Message]:
    """An answer and its case, locked. Raises Refused if it is none."""
    found = await session.get(Message, message_id)
    if found is None or found.direction != Direction.OUT:
        raise Refused("answer-gone")
    case = await lock_of(session, found)
    return case, await _message(session, message_id, case.id)


def _check_changes(message: Message, case: Case, staff: Staff) -> None:
    """Raises Refused for whoever may not change it at once. A trusted specialist's own words are theirs to correct."""
    if not is_trusted(staff, message.staff_id, message.escalation_id):
        require(staff.role, Right.MODERATE)
    check_author(message, case, staff)


async def _weighed(session: AsyncSession, message: Message, text: str, terms: Terms) -> str:
    """What an answer would say, signed. Raises Refused if it cannot be changed in the network, or not to that."""
    if message.delivery != Delivery.SENT:
        raise Refused("too-late-to-change")
    if message.key is None:
        raise Refused("cannot-change", reason="why-not-known-there")
    if message.deleted_at is not None:
        raise Refused("answer-gone")
    able = _able(message, terms).get(Deed.EDIT)
    if able is None or not able.supported:
        reason = "why-permission" if able is None else able.reason or "why-permission"
        raise Refused("cannot-change", reason=reason)
    await _check_words(session, message, text, terms)
    new = signed(text, message.signature)
    try:
        check_length(new, able)
    except TooLong as error:
        raise Refused("too-long", limit=error.limit, excess=error.actual - error.limit) from None
    return new


async def _check_words(session: AsyncSession, message: Message, text: str, terms: Terms) -> None:
    """Raises Refused for what a change would take away, or show to everybody."""
    if await files_of(session, Belongs(message_id=message.id)):
        # VK's editing methods take all that is attached anew, and who gave the files may have lost them since.
        raise Refused("cannot-change", reason="why-has-files")
    answered = None if message.answers_id is None else await session.get(Message, message.answers_id)
    if answered is None or message.private:
        return
    conversation = await session.get_one(Conversation, answered.conversation_id)
    if conversation.kind in PUBLIC and terms.privacy.sorts(text):
        raise Refused("cannot-change", reason="why-private-data")


async def undo_edit(
    session: AsyncSession, case_id: int, message_id: int, staff: Staff, now: datetime
) -> None:
    """Before it left. Raises Refused when it is too late."""
    case = await lock(session, case_id)
    message = await _message(session, message_id, case_id)
    waiting = await _row(session, message.id, Deed.EDIT, (RowState.PENDING,))
    asked = {} if waiting is None else waiting.payload
    if staff.id not in (asked.get("staff"), asked.get("author")):
        check_author(message, case, staff)
    if waiting is None or waiting.attempts:
        raise Refused("too-late-to-undo")
    await _cancel(session, case, message, waiting, staff, now)


async def _cancel(
    session: AsyncSession, case: Case, message: Message, row: Outbox, staff: Staff, now: datetime
) -> None:
    row.state, row.settled_at = RowState.CANCELLED, now
    data = {"message": message.id, "deed": row.payload["deed"]}
    event(session, case, "deed_undone", by=staff.id, at=now, data=data)
    sign(session, message, Sign.SENT, now)
    to = [
        one
        for one in (row.payload.get("author"), row.payload.get("approved_by"))
        if one not in (None, staff.id)
    ]
    if row.payload.get("author") is not None and to:
        told: Json = {"what": "undone", "to": to, "by": staff.id}
        lane = await reviews.lane_of_author(session, case, message)
        await reviews.tell(session, case, LOOK_DECIDED, told, now, lane)


async def _put_on_its_way(
    session: AsyncSession,
    case: Case,
    message: Message,
    deed: Deed,
    staff: Staff,
    payload: Json,
    now: datetime,
    leaves_at: datetime,
) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(await session.get_one(Account, message.account_id)),
        kind="deed",
        urgency=Urgency.ACT,
        not_before=leaves_at,
        case=case,
        message_id=message.id,
        payload={"deed": deed.value, "staff": staff.id, **payload},
    )
    data = {"message": message.id, "deed": deed.value}
    event(session, case, "deed_asked", by=staff.id, at=now, data=data)
    await want_card(session, case, Urgency.REFRESH, leaves_at)


async def _message(session: AsyncSession, message_id: int, case_id: int) -> Message:
    """With its conversation, person and post, as they are now. Raises Refused if it is another case's."""
    query = (
        select(Message)
        .where(Message.id == message_id, Message.case_id == case_id)
        .options(
            joinedload(Message.staff),
            joinedload(Message.conversation).joinedload(Conversation.identity),
            joinedload(Message.conversation).joinedload(Conversation.post),
        )
    )
    found = (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
    if found is None:
        raise Refused("answer-gone")
    return found


async def _offers(session: AsyncSession, message: Message, terms: Terms) -> list[Offer]:
    stands = await _stands(session, message, terms.now)
    return offers(message.id, _able(message, terms), stands, await _under_way(session, message.id))


def _able(message: Message, terms: Terms) -> Mapping[Deed, Capability]:
    connector = terms.networks.of(message.account_id)
    if not isinstance(connector, Acts) or message.target is None:
        return {}
    if message.direction == Direction.OUT:
        return terms.networks.own(message.account_id, message.target, message.at, terms.now)
    found = dict(terms.networks.capabilities(message.account_id, message.target, terms.now).deeds)
    post = message.conversation.post
    if post is None or post.kind != "post":
        # Where the answers stand under is not ours to close, or nobody has told what it is.
        found.pop(Deed.CLOSE, None)
        found.pop(Deed.OPEN, None)
    return found


def _check(able: Capability | None) -> None:
    if able is None:
        raise Refused("cannot-do", reason="why-not-here")
    if not able.supported:
        raise Refused("cannot-do", reason=able.reason or "why-permission")


def check_author(message: Message, case: Case, staff: Staff) -> None:
    if not may_correct(message, case, staff):
        raise Refused("not-your-answer-to-change")


async def _stands(session: AsyncSession, message: Message, now: datetime) -> Stands:
    post = message.conversation.post
    relation = await relation_of(session, message)
    return Stands(
        liked=message.liked_at is not None,
        hidden=message.hidden_at is not None,
        gone=message.deleted_at is not None,
        banned=relation is not None
        and relation.blocked_at is not None
        and (relation.blocked_until is None or relation.blocked_until > now),
        closed=post is not None and post.closed_at is not None,
    )


async def _under_way(session: AsyncSession, message_id: int) -> frozenset[Deed]:
    query = select(Outbox.payload).where(
        Outbox.message_id == message_id, Outbox.kind == "deed", Outbox.state.in_(UNDER_WAY)
    )
    return frozenset(Deed(payload["deed"]) for payload in (await session.scalars(query)).all())


async def _row(
    session: AsyncSession, message_id: int, deed: Deed, states: tuple[RowState, ...]
) -> Outbox | None:
    """The newest row of the deed in one of these states, locked: nobody claims it meanwhile."""
    query = (
        select(Outbox)
        .where(Outbox.message_id == message_id, Outbox.kind == "deed", Outbox.state.in_(states))
        .where(Outbox.payload["deed"].as_string() == deed.value)
        .order_by(Outbox.id.desc())
        .limit(1)
        .with_for_update(of=Outbox)
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()
