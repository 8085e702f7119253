"""What is written down of cards that were posted, in the transaction that settles them: of many in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.telegram.pictures import Picture
from bot.telegram.pinning import want_pin
from bot.telegram.remembering import remember
from bot.telegram.shown import Shown, bring_earlier, bring_rest, mark_shown
from storage.models import Card


@dataclass(frozen=True, slots=True, eq=False)
class Posted:
    """A `Done.then`. `now`: when it was posted."""

    card: Card
    picture: Picture
    message_id: int
    now: datetime

    async def __call__(self, session: AsyncSession) -> None:
        await self.together(session, [self])

    @staticmethod
    async def together(session: AsyncSession, these: Sequence[Posted]) -> None:
        await remember(session, [(one.picture.letter, one.message_id) for one in these])
        for one in these:
            if one.picture.pinned:
                one.pin(session)
        shown = {one: where for one in these if (where := one._shown()) is not None}
        if not shown:
            return
        now = max(one.now for one in shown)
        await mark_shown(session, list(shown.values()), now)
        for one, where in shown.items():
            if one.picture.earlier is not None:
                await bring_earlier(session, where.case_id, where.lane, one.picture.earlier, now)
        rest = [where for one, where in shown.items() if one.picture.earlier is None]
        await bring_rest(session, rest, now)

    def pin(self, session: AsyncSession) -> None:
        letter = self.picture.letter
        there = (letter.place.chat_id, self.message_id)
        pinned = bool(self.picture.pinned)
        want_pin(session, letter.remember.desk_id, self.card.id, there, self.now, pinned=pinned)

    def _shown(self) -> Shown | None:
        """None: it is no customer's words that are new here."""
        card, letter = self.card, self.picture.letter
        if card.case_id is None or card.escalation_id is not None:
            return None
        return Shown(card.case_id, card.lane, letter.drawn.shows, letter.place.chat_id, self.message_id)
