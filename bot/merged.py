"""Questions about cases that were merged: what a case is part of, what is part of it, whose words came with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import BotMessage, Case, CaseMerge, Conversation, Direction, Draft, Escalation, Message
from storage.queries import WAITS, last_seen


async def merge_of(session: AsyncSession, case_id: int) -> CaseMerge | None:
    """What made it part of another case; None: it is a whole itself."""
    query = select(CaseMerge).where(CaseMerge.from_id == case_id, CaseMerge.undone_at.is_(None))
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()


async def chain_of(session: AsyncSession, case_id: int) -> Sequence[CaseMerge]:
    """The merges from the case up to the whole."""
    found: list[CaseMerge] = []
    while (merge := await merge_of(session, case_id)) is not None:
        found.append(merge)
        case_id = merge.into_id
    return found


async def talks_of(session: AsyncSession, merge: CaseMerge) -> set[int]:
    """The conversations of the words that came with it. Of a dialog, the other case may have had it already."""
    came = await session.scalars(select(Message.conversation_id).where(came_with(merge)).distinct())
    return {*merge.moved["conversations"], *came.all()}


def came_with(merge: CaseMerge) -> ColumnElement[bool]:
    """The words that did. Merges of before they were kept know conversations only."""
    came = merge.moved.get("messages")
    return Message.id.in_(came) if came else Message.conversation_id.in_(merge.moved["conversations"])


async def whole_of(session: AsyncSession, case_id: int) -> int:
    """The case that it is part of at last; itself, if it was not merged."""
    chain = await chain_of(session, case_id)
    return chain[-1].into_id if chain else case_id


async def parts_of(session: AsyncSession, case_id: int) -> Sequence[Case]:
    """Every case that is part of it, also by way of another one, in the order of their numbers."""
    found: dict[int, Case] = {}
    inner = [case_id]
    while inner:
        query = select(Case).where(Case.merged_into_id.in_(inner))
        more = (await session.scalars(query)).all()
        inner = [one.id for one in more if one.id not in found]
        found.update({one.id: one for one in more})
    return sorted(found.values(), key=lambda one: one.number)


async def at_present(session: AsyncSession, case_id: int, shown: BotMessage | None) -> int:
    """The case that a message of ours is about by now. `case_id`: the one it was about when it was written.

    What it shows may have come with a merge to another case, or gone with one that was taken apart.
    """
    found: Message | Escalation | Draft | None = None
    if shown is not None and shown.about_id is not None:
        found = await session.get(Message, shown.about_id)
    elif shown is not None and shown.escalation_id is not None:
        found = await session.get(Escalation, shown.escalation_id)
    elif shown is not None and "draft" in (shown.data or {}):
        found = await session.get(Draft, int(shown.data["draft"]))
    case = await session.get_one(Case, case_id if found is None else found.case_id)
    return case.id if case.merged_into_id is None else await whole_of(session, case.id)


async def meant(session: AsyncSession, about: BotMessage, chat_id: int, before: int | None) -> BotMessage:
    """What a swiped message of ours is about by now; the card of a merged case is about the words that came with it.

    `before`: the Telegram message that answers it; None: an ephemeral one.
    """
    if about.case_id is None:
        return about
    case_id = await at_present(session, about.case_id, about)
    if case_id == about.case_id:
        return about
    about_id, merge = about.about_id, await merge_of(session, about.case_id)
    if merge is not None and about_id is None and about.escalation_id is None:
        of = await talks_of(session, merge)
        about_id = await _last_words(session, case_id, of, chat_id, before)
    return BotMessage(
        chat_id=about.chat_id,
        message_id=about.message_id,
        desk_id=about.desk_id,
        case_id=case_id,
        purpose=about.purpose,
        escalation_id=about.escalation_id,
        about_id=about_id,
        data=about.data,
    )


async def _last_words(
    session: AsyncSession, case_id: int, of: set[int], chat_id: int, before: int | None
) -> int | None:
    """That its reader has seen, else the last there are; what waits for an answer comes first."""
    if before is not None:
        for waits in (True, False):
            seen = await last_seen(session, case_id, chat_id, before, of=of, waits=waits)
            if seen is not None:
                return seen.id
    query = select(Message.id).where(Message.case_id == case_id, Message.direction == Direction.IN)
    query = query.where(Message.conversation_id.in_(of)).order_by(WAITS.desc(), Message.id.desc())
    return await session.scalar(query.limit(1))


async def begun_by(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, int]:
    """The identity that began each case: by its own first words, not by those of another one that was merged into it."""
    of_them = CaseMerge.from_id.in_(case_ids) | CaseMerge.into_id.in_(case_ids)
    merges = (await session.scalars(select(CaseMerge).where(of_them, CaseMerge.undone_at.is_(None)))).all()
    came: dict[int, set[int]] = {}
    for merge in merges:
        came.setdefault(merge.into_id, set()).update(merge.moved.get("messages", ()))
    first = (
        select(Message.case_id, Conversation.identity_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.direction == Direction.IN)
        .ext(distinct_on(Message.case_id))
        .order_by(Message.case_id, Message.id)
    )
    others = Message.id.not_in(set().union(*came.values()))
    rows = await session.execute(first.where(Message.case_id.in_(case_ids), others))
    begun = {row.case_id: row.identity_id for row in rows}
    for merge in merges:
        own = set(merge.moved.get("messages", ())) - came.get(merge.from_id, set())
        part = (await session.execute(first.where(Message.id.in_(own)))).first()
        if part is not None and merge.from_id in case_ids:
            begun[merge.from_id] = part.identity_id
    return begun
