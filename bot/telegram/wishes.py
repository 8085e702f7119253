"""What the beginning of a swipe-reply asks for: `?? @boris Your parcel …` – a colleague shall look first."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import reviews
from bot.desk.approval import asked
from bot.desk.states import Refused
from storage.models import Staff


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
    name, said = _mentioned(message, text) or (found.username, found.text)
    if not said and message.text is not None:
        raise Refused("usage-look")
    if name is None:
        return Wish(said, look=True)
    return Wish(said, look=True, approver_id=(await reviews.named(session, desk_id, staff, name)).id)


def _mentioned(message: Message, text: str) -> tuple[int, str] | None:
    """Somebody without a @username, chosen from Telegram's list: the text has their name, the entity who it is."""
    for one in message.entities or message.caption_entities or ():
        if one.type == "text_mention" and one.user is not None and text[2 : one.offset].strip() == "":
            # Before it there are only signs of one UTF-16 unit each.
            units = text.encode("utf-16-le")[2 * (one.offset + one.length) :]
            return one.user.id, units.decode("utf-16-le").strip()
    return None
