"""What our messages in Telegram still say about what is erased is taken away there, too: a row of the outbox for each.

Cards are drawn anew by themselves. What people wrote is theirs: a bot may not edit it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, cast, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import BLANK
from bot.desk.lanes import Urgency, telegram_lane
from bot.forgetting.erase import BLANKED
from bot.forgetting.scope import Scope, among
from bot.notices import OF_CASES
from bot.record import enqueue
from bot.transaction import Channel, wake
from storage.models import LISTS, BotMessage, Card, CaseMerge, Outbox, RowState

APART = timedelta(seconds=6)
"""In one chat: half of a group's messages a minute is left to what happens meanwhile."""


async def blank(session: AsyncSession, scope: Scope, now: datetime) -> int:
    """How many messages are to be blanked, beside the cards. Those that are on their way already are not counted again."""
    found = await _shown(session, scope)
    cards = await _cards(session, scope)
    places: Counter[int] = Counter()
    for one in found:
        if (one.chat_id, one.message_id) in cards:
            continue
        one.purpose, one.data, one.about_id = BLANKED, {}, None
        enqueue(
            session,
            desk_id=one.desk_id,
            lane=telegram_lane(one.chat_id),
            kind=BLANK,
            urgency=Urgency.REFRESH,
            not_before=now + places[one.chat_id] * APART,
            payload={"message_id": one.message_id, "sent_at": one.sent_at.isoformat()},
        )
        places[one.chat_id] += 1
    await session.flush()
    await _draw_anew(session, scope, now)
    return places.total()


async def _merged_with(session: AsyncSession, scope: Scope) -> Sequence[int]:
    """Cases in whose messages theirs may stand, though they are apart again."""
    query = select(CaseMerge.into_id).where(among(CaseMerge.from_id, scope.about))
    return (await session.scalars(query)).all()


async def _shown(session: AsyncSession, scope: Scope) -> Sequence[BotMessage]:
    """Not blanked yet. Each half by its own index."""
    merged_with = await _merged_with(session, scope)
    apart = among(BotMessage.case_id, merged_with) & among(BotMessage.about_id, scope.messages)
    of_case = select(BotMessage).where(among(BotMessage.case_id, scope.about) | apart)
    listed = func.jsonb_array_elements(BotMessage.data[OF_CASES]).table_valued("value")
    has = select(1).select_from(listed).where(among(cast(listed.c.value, BigInteger), scope.about)).exists()
    lists = select(BotMessage).where(BotMessage.desk_id == scope.desk_id, text(LISTS), has)
    return [
        one
        for query in (of_case, lists)
        for one in await session.scalars(query.where(BotMessage.purpose != BLANKED))
    ]


async def _cards(session: AsyncSession, scope: Scope) -> set[tuple[int, int]]:
    """Where each is: its message says how the case stands from now on."""
    query = select(Card.chat_id, Card.message_id).where(among(Card.case_id, scope.about))
    rows = await session.execute(query.where(Card.message_id.is_not(None)))
    return {(chat_id, message_id) for chat_id, message_id in rows if chat_id and message_id}


async def _draw_anew(session: AsyncSession, scope: Scope, now: datetime) -> None:
    """Cards; with posts of theirs also what collects cases by post."""
    which: ColumnElement[bool] = among(Card.case_id, scope.about)
    if scope.posts:
        which = which | Card.panel_id.is_not(None)
    await session.execute(
        update(Card)
        .where(which, Card.collected_in.is_(None), Card.message_id.is_not(None) | Card.due_at.is_not(None))
        .values(wanted_version=Card.wanted_version + 1, due_at=now)
        .execution_options(synchronize_session=False)
    )
    wake(session, Channel.DELIVERY)


async def cancel(session: AsyncSession, scope: Scope, now: datetime) -> None:
    """What is on its way about these cases does not go out any more, but for what is being sent this very moment."""
    about = among(Outbox.case_id, scope.about) if not scope.customers else among(Outbox.case_id, scope.cases)
    waits = Outbox.state.in_((RowState.PENDING, RowState.UNKNOWN))
    await session.execute(
        update(Outbox)
        .where(about | among(Outbox.message_id, scope.messages), waits)
        .values(state=RowState.CANCELLED, settled_at=now, lease_until=None, payload=cast({}, JSONB))
        .execution_options(synchronize_session=False)
    )
