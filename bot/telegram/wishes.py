"""What a swipe-reply asks for besides its words: `?? @boris Your parcel …` – a colleague shall look first; or what it
says to such words: other ones, or why not.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import approval, deeds, drafts, reviews
from bot.answers import Queued
from bot.approval import Rewritten
from bot.desk.approval import NOT_THEIRS, asked
from bot.desk.states import Refused
from bot.drafts import Kept
from bot.drafts import Words as Said
from bot.telegram.reply import Reply, Whisper, in_words
from bot.telegram.writing import Writing
from storage.models import Draft, Staff, Why


@dataclass(frozen=True, slots=True)
class Wish:
    """`text` is for the customer."""

    text: str
    look: bool = False
    approver_id: int | None = None


async def wish_of(session: AsyncSession, desk_id: int, message: Message, staff: Staff | None) -> Wish:
    """Raises Refused: nothing for the customer, a colleague nobody knows or who may not approve."""
    text = (message.text or message.caption or "").strip()
    found = asked(text)
    if found is None:
        return Wish(text)
    name, said = mentioned(message, text) or (found.username, found.text)
    if not said and message.text is not None:
        raise Refused("usage-look")
    if name is None:
        return Wish(said, look=True)
    return Wish(said, look=True, approver_id=(await reviews.named(session, desk_id, staff, name)).id)


def mentioned(message: Message, text: str) -> tuple[int, str] | None:
    """Somebody without a @username, chosen from Telegram's list: the text has their name, the entity who it is."""
    for one in message.entities or message.caption_entities or ():
        if one.type == "text_mention" and one.user is not None and text[2 : one.offset].strip() == "":
            # Before it there are only signs of one UTF-16 unit each.
            units = text.encode("utf-16-le", "surrogatepass")[2 * (one.offset + one.length) :]
            return one.user.id, units.decode("utf-16-le", "replace").strip()
    return None


async def decline(writing: Writing) -> Reply:
    """Why somebody's words do not go out."""
    if writing.staff is None:
        raise Refused("name-needed")
    if not writing.message.text:
        raise Refused("text-only")
    draft_id, now = int(writing.about.data["draft"]), writing.bench.clock()
    await approval.decline(writing.session, draft_id, writing.staff, writing.text, now, writing.case_id)
    return Reply(whispers=[Whisper(in_words(writing.texts, "toast-declined"))])


async def words_of(writing: Writing, why: Why | None) -> Said:
    """What the customer shall read. Raises Refused if that is nothing."""
    wish = await wish_of(writing.session, writing.place.desk.id, writing.message, writing.staff)
    if not wish.text and not writing.files:
        raise Refused("no-such-file")
    return Said(
        wish.text,
        writing.source,
        writing.about.about_id,
        why,
        writing.files,
        writing.private or writing.about.purpose == "private",
        look=wish.look or writing.look,
        approver_id=wish.approver_id or writing.approver_id,
    )


async def instead_of(writing: Writing) -> Draft | None:
    """A colleague's words that wait, which whoever may decide on them has put in other words.

    None: these are an answer like any other. Raises Refused if the customer has been answered already, or nobody wants
    an answer any more: whoever writes has not seen that, unless they decided it themselves. So it is with a change of
    what has gone out for whoever may not decide on it: an answer like any other would be a second one.
    """
    if writing.about.purpose not in ("look", "change") or writing.staff is None:
        return None
    session, draft_id = writing.session, int(writing.about.data["draft"])
    try:
        return (await approval.deciding(session, draft_id, writing.staff, writing.case_id))[0]
    except Rewritten as newer:
        return await session.get_one(Draft, newer.draft_id)
    except Refused as error:
        draft = await session.get_one(Draft, draft_id)
        if draft.decided_by == writing.staff.id:
            return None
        if error.key in NOT_THEIRS and draft.changes_id is None:
            return None
        raise


async def changes(writing: Writing, instead: Draft, message_id: int, said: Said) -> Queued | Kept | None:
    """What has gone out says what whoever decides wrote, and not what its author wanted. None: it says so already."""
    session, staff, terms = writing.session, writing.staff, writing.bench.terms()
    if staff is None:
        raise Refused("name-needed")
    if said.files or not said.text:
        raise Refused("text-only")
    if said.look:
        return await deeds.ask_edit(
            session, message_id, said.text, staff, said.source, terms, said.approver_id
        )
    queued = await deeds.edit_for(session, message_id, said.text, staff, terms, None)
    await approval.change(session, instead.id, staff, terms.now, writing.case_id, message_id, said.text)
    return queued


async def makes_up(writing: Writing, outcome: Queued | Kept, instead: Draft | None) -> None:
    """What waited and was put in other words waits no more, once these go out."""
    session, now, case_id = writing.session, writing.bench.clock(), writing.case_id
    if instead is not None and writing.staff is not None and isinstance(outcome, Queued):
        await approval.change(session, instead.id, writing.staff, now, case_id, outcome.message_id)
    goes = isinstance(outcome, Queued) or outcome.why is Why.APPROVAL
    if goes and writing.about.purpose == "advice":
        await drafts.supersede(session, int(writing.about.data["draft"]), writing.staff, case_id, now)
