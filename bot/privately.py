"""A private answer to public words: wanted, asked for at the network, then written.

Whether somebody lets us write to them only the network knows, and it is asked as everything is: by an outbox row of
the account's lane (`reach`). What it says decides what comes below the card: a prompt for the words, a draft's way to
the dialog, or that this person cannot be written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import answers, drafts
from bot.answers import Terms
from bot.desk.files import Misfit
from bot.desk.lanes import Urgency, account_lane
from bot.desk.permissions import require
from bot.desk.privacy import PUBLIC
from bot.desk.states import Act, Action, HeldByOther, Refused, decide
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, files_of
from bot.homes import lane_for
from bot.record import enqueue, lock, lock_of, want_card
from bot.relations import why_barred
from bot.uses import used_up
from storage.models import Account, Case, Conversation, Draft, Json, Message, Outbox, Staff, Why
from storage.talks import public_answered

REACH = "reach"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a person should know before words that wait go out privately."""

    holder: str | None
    """Who has the case, if somebody else has it."""
    misfit: Misfit | None
    """Why not all of it can go."""


async def wanted(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    version: int,
    terms: Terms,
    *,
    draft_id: int = 0,
    confirmed: bool = False,
) -> Doubts | None:
    """A press. `draft_id`: words that wait already; 0: they are still to be written. None: the network is asked.

    Doubts: nothing is asked until they press again and know (`confirmed`). Raises Refused: the role, nothing public,
    nobody to write to, a draft that waits no more, is another's, or of which nothing can go.
    """
    require(staff.role, Action.ANSWER)
    case = await lock(session, case_id)
    draft = await _draft(session, case, draft_id, staff, version) if draft_id else None
    about = await _about(session, case, draft)
    able = terms.networks.capabilities(about.account_id, about.target or {}, terms.now).private
    if not able.supported:
        raise Refused("cannot-reply", reason=able.reason or "why-no-private")
    barred = await why_barred(session, about, private=True)
    barred = barred or await used_up(session, about.id, able, private=True)
    if barred is not None:
        raise Refused("cannot-reply", reason=barred)
    doubts = None if draft is None else await _doubts(session, case, draft, about, staff, terms)
    if doubts is not None and not confirmed:
        return doubts
    if not await _asked_already(session, case, staff, draft_id):
        marks: Json = {"staff": staff.id, "draft": draft_id, "version": version, "confirmed": confirmed}
        await _ask_network(session, case, about, marks, terms.now)
    return None


async def _ask_network(session: AsyncSession, case: Case, about: Message, marks: Json, now: datetime) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(await session.get_one(Account, about.account_id)),
        kind=REACH,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        # It is only a question: no answer of the case has to wait for it.
        ordered=False,
        message_id=about.id,
        payload=marks,
    )


async def _asked_already(session: AsyncSession, case: Case, staff: Staff, draft_id: int) -> bool:
    """A second tap of the same person on the same, while the network has not answered the first."""
    query = select(Outbox.id).where(
        Outbox.case_id == case.id,
        Outbox.kind == REACH,
        Outbox.settled_at.is_(None),
        Outbox.payload["staff"].as_integer() == staff.id,
        Outbox.payload["draft"].as_integer() == draft_id,
    )
    return await session.scalar(query.limit(1)) is not None


async def _draft(session: AsyncSession, case: Case, draft_id: int, staff: Staff, version: int) -> Draft:
    draft, _ = await drafts.lock_waiting(session, draft_id, case.id)
    drafts.check_press(draft, case, staff, version)
    return draft


async def _doubts(
    session: AsyncSession, case: Case, draft: Draft, about: Message, staff: Staff, terms: Terms
) -> Doubts | None:
    """Raises Refused for a draft of which nothing can go privately."""
    files = await files_of(session, Belongs(draft_id=draft.id))
    words = Words(draft.text, None, draft.message_id, files=files, private=True)
    misfit = (await answers.weigh(session, about, words, staff, terms)).misfit
    holder = None
    try:
        decide(case, Act(Action.ANSWER, terms.now, staff.id, confirmed=draft.why == Why.HELD_BY_OTHER))
    except HeldByOther as held:
        holder = (await session.get_one(Staff, held.holder_id)).name
    return None if holder is None and misfit is None else Doubts(holder, misfit)


async def _about(session: AsyncSession, case: Case, draft: Draft | None) -> Message:
    """What is answered: what the draft is about, else the last that everybody can read."""
    about = None
    if draft is not None and draft.message_id is not None:
        about = await session.get(Message, draft.message_id)
    public = about is not None and await _is_public(session, about)
    about = about if public else await public_answered(session, case.id, PUBLIC)
    if about is None:
        raise Refused("nothing-public")
    return about


async def _is_public(session: AsyncSession, message: Message) -> bool:
    return (await session.get_one(Conversation, message.conversation_id)).kind in PUBLIC


async def heard(session: AsyncSession, row: Outbox, terms: Terms, *, takes: bool) -> None:
    """The network has told whether it takes messages of us. In the transaction that settles the row."""
    row = await session.get_one(Outbox, row.id)
    if row.case_id is None:
        return
    case = await lock_of(session, row)
    draft_id = int(row.payload["draft"])
    unsent = None
    if takes and draft_id:
        unsent = await _send_draft(session, case, draft_id, row, terms)
        if unsent is None:
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
        payload={"staff": row.payload["staff"], "takes": takes, "unsent": unsent},
    )


async def _send_draft(
    session: AsyncSession, case: Case, draft_id: int, row: Outbox, terms: Terms
) -> Json | None:
    """None: it goes, or waits no more. Else why it can't be sent now, which its sender is told: the draft stays."""
    staff = await session.get_one(Staff, int(row.payload["staff"]))
    version, confirmed = int(row.payload["version"]), bool(row.payload.get("confirmed"))
    try:
        async with session.begin_nested():
            outcome = await answers.send_draft(
                session, draft_id, staff, version, terms, case.id, privately=True, confirmed=confirmed
            )
    except Refused as error:
        gone = error.key == drafts.GONE
        return None if gone else {"key": error.key, "params": error.params, "holder": holder_of(error)}
    await want_card(session, case, Urgency.ACT, terms.now)
    if isinstance(outcome, Kept) and outcome.why is Why.APPROVAL:
        return {"key": "waits-for-look", "params": {}, "holder": None}
    return None


def holder_of(error: Refused) -> int | None:
    return error.holder_id if isinstance(error, HeldByOther) else None
