"""What is written down of customers' words that a message has just shown, and what has to come after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.files import bring_voices
from bot.homes import chat_at_home
from bot.record import bring_words, enqueue, lock
from storage.among import many
from storage.models import Case
from storage.queries import unshown, with_unshown


@dataclass(frozen=True, slots=True)
class Shown:
    case_id: int
    lane: str | None
    messages: Collection[int]
    """Whose words it has, by id."""
    chat_id: int
    message_id: int
    """Ours, in Telegram."""

    @property
    def privately(self) -> bool:
        return self.chat_id > 0


_IN_GROUP = text(
    """
    UPDATE messages SET shown_chat_id = chat, shown_message_id = number
    FROM unnest(:ids, :chats, :numbers) AS shown (id, chat, number)
    WHERE messages.id = shown.id AND messages.direction = 'in' AND messages.shown_message_id IS NULL
    RETURNING messages.id, EXISTS (
        SELECT FROM attachments a WHERE a.message_id = messages.id AND a.kind = 'voice'
    ) AS has_voices
    """
).bindparams(many("ids"), many("chats"), many("numbers"))
_IN_PRIVATE = text(
    """
    UPDATE messages SET held_chat_id = chat, held_message_id = number
    FROM unnest(:ids, :chats, :numbers) AS shown (id, chat, number)
    WHERE messages.id = shown.id AND messages.direction = 'in' AND messages.held_chat_id IS DISTINCT FROM chat
    RETURNING messages.id, EXISTS (
        SELECT FROM attachments a WHERE a.message_id = messages.id AND a.kind = 'voice'
    ) AS has_voices
    """
).bindparams(many("ids"), many("chats"), many("numbers"))


async def mark_shown(session: AsyncSession, these: Sequence[Shown], now: datetime) -> None:
    """From now on a reply with a higher id was written after seeing these words. Their voice messages come next."""
    await session.flush()
    for statement, privately in ((_IN_GROUP, False), (_IN_PRIVATE, True)):
        by = {number: one for one in these if one.privately is privately for number in one.messages}
        if not by:
            continue
        params = {
            "ids": list(by),
            "chats": [one.chat_id for one in by.values()],
            "numbers": [one.message_id for one in by.values()],
        }
        voices: dict[tuple[int, str | None], list[int]] = defaultdict(list)
        for row in await session.execute(statement, params):
            if row.has_voices:
                voices[by[row.id].case_id, by[row.id].lane].append(row.id)
        for (case_id, lane), spoken in voices.items():
            await bring_voices(session, await lock(session, case_id), spoken, lane, now)


async def bring_rest(session: AsyncSession, these: Sequence[Shown], now: datetime) -> None:
    """What a message had no room for comes in the next one: every word of a customer is shown somewhere.

    It happens when much was written before a case could be shown at all. Where the case does not live no words come.
    """
    public = await with_unshown(session, {one.case_id for one in these if not one.privately})
    for one in these:
        if one.privately or one.case_id in public:
            case = await session.get_one(Case, one.case_id)
            home = await chat_at_home(session, case)
            at_home = home is None or one.lane == telegram_lane(home)
            if at_home and await unshown(session, one.case_id, home):
                await bring_words(session, case, one.lane, now)


async def bring_earlier(
    session: AsyncSession, case_id: int, lane: str | None, upto: int, now: datetime
) -> None:
    """The whole conversation, below a card that has no room for it."""
    case = await session.get_one(Case, case_id)
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=lane,
        kind="earlier",
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"after": 0, "upto": upto},
    )
