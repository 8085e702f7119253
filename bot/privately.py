"""A private answer to public words: wanted, asked for at the network, then written.

Whether somebody lets us write to them only the network knows, and it is asked as everything is: by an outbox row of
the account's lane (`reach`). What it says decides what comes below the card: a prompt for the words, a draft's way to
the dialog, or that this person cannot be written to.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import answers, drafts
from bot.answers import Terms
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import require
from bot.desk.privacy import PUBLIC
from bot.desk.states import Action, Refused
from bot.homes import lane_for
from bot.record import enqueue, lock, want_card
from bot.relations import why_barred
from storage.models import Account, Case, Conversation, Message, Outbox, Staff
from storage.queries import last_public

REACH = "reach"


async def wanted(
    session: AsyncSession, case_id: int, staff: Staff, version: int, terms: Terms, *, draft_id: int = 0
) -> None:
    """A press. `draft_id`: words that wait already; 0: they are still to be written.

    Raises Refused: the role, nothing public, nobody to write to, a draft that waits no more or is not theirs to send now.
    """
    require(staff.role, Action.ANSWER)
    case = await lock(session, case_id)
    about = await _about(session, case, draft_id, staff, version, terms)
    able = terms.networks.capabilities(case.account_id, about.target or {}, terms.now).private
    if not able.supported:
        raise Refused("cannot-reply", reason=able.reason or "why-no-private")
    if (barred := await why_barred(session, about, private=True)) is not None:
        raise Refused("cannot-reply", reason=barred)
    if await _asked_already(session, case, staff):
        return
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(await session.get_one(Account, case.account_id)),
        kind=REACH,
        urgency=Urgency.ACT,
        not_before=terms.now,
        case=case,
        # It is only a question: no answer of the case has to wait for it.
        ordered=False,
        message_id=about.id,
        payload={"staff": staff.id, "draft": draft_id, "version": version},
    )


async def _asked_already(session: AsyncSession, case: Case, staff: Staff) -> bool:
    """A second tap of the same person, while the network has not answered the first."""
    query = select(Outbox.id).where(
        Outbox.case_id == case.id,
        Outbox.kind == REACH,
        Outbox.settled_at.is_(None),
        Outbox.payload["staff"].as_integer() == staff.id,
    )
    return await session.scalar(query.limit(1)) is not None


async def _about(
    session: AsyncSession, case: Case, draft_id: int, staff: Staff, version: int, terms: Terms
) -> Message:
    """What is answered: what the draft is about, else the last that everybody can read."""
    about = None
    if draft_id:
        draft, _ = await drafts.lock_waiting(session, draft_id, case.id)
        drafts.check_press(draft, case, staff, version, terms.now)
        about = None if draft.message_id is None else await session.get(Message, draft.message_id)
    public = about is not None and await _is_public(session, about)
    about = about if public else await last_public(session, case.id, PUBLIC)
    if about is None:
        raise Refused("nothing-public")
    return about


async def _is_public(session: AsyncSession, message: Message) -> bool:
    return (await session.get_one(Conversation, message.conversation_id)).kind in PUBLIC


async def heard(session: AsyncSession, row: Outbox, terms: Terms, *, takes: bool) -> None:
    """The network has told whether it takes messages of us. In the transaction that settles the row."""
    if row.case_id is None:
        return
    case = await lock(session, row.case_id)
    draft_id = int(row.payload["draft"])
    if takes and draft_id and await _draft_goes(session, case, draft_id, row, terms):
        return
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await lane_for(session, case, row.payload["staff"]),
        kind="private",
        urgency=Urgency.ACT,
        not_before=terms.now,
        case=case,
        message_id=row.message_id,
        payload={"staff": row.payload["staff"], "takes": takes},
    )


async def _draft_goes(session: AsyncSession, case: Case, draft_id: int, row: Outbox, terms: Terms) -> bool:
    """False: it waits no more, or cannot be sent now; then its author is asked for other words."""
    staff = await session.get_one(Staff, int(row.payload["staff"]))
    try:
        async with session.begin_nested():
            version = int(row.payload["version"])
            await answers.send_draft(session, draft_id, staff, version, terms, case.id, privately=True)
    except Refused:
        return False
    await want_card(session, case, Urgency.ACT, terms.now)
    return True
