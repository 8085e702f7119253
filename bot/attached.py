"""What is attached to a message, in the tables: put there, and compared when the message is edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.posts import storable
from connectors.base import Attachment as Attached
from connectors.base import AttachmentKind, Edited
from storage.models import Attachment, Direction, Message

NOT_COMPARED = (
    AttachmentKind.LINK,
    AttachmentKind.PLACE,
    AttachmentKind.QUOTED,
    AttachmentKind.ANSWERED,
)
"""Networks put previews of links beside the words by themselves, and leave out of an edit what it cannot change."""


def attach(session: AsyncSession, message_id: int, attachments: Sequence[Attached]) -> None:
    session.add_all(_row(message_id, one) for one in attachments)


def _row(message_id: int, one: Attached) -> Attachment:
    return Attachment(
        message_id=message_id,
        kind=one.kind,
        url=one.url,
        title=None if one.title is None else storable(one.title),
        size=one.size,
        seconds=one.seconds,
        key=one.key,
        text=None if one.text is None else storable(one.text),
        author=one.author,
        depth=one.depth,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """What was attached before an edit and what is now, in the network's order."""

    message_id: int
    before: Sequence[Attachment]
    now: Sequence[Attached]

    @property
    def changed(self) -> bool:
        if len(self.before) != len(self.now):
            return True
        pairs = zip(self.before, self.now, strict=True)
        return any(
            old.kind != new.kind or (None not in (old.key, new.key) and old.key != new.key)
            for old, new in pairs
        )

    def refresh(self) -> bool:
        """The same things, told better: a voice message's words come some seconds after it. True: it is worth showing."""
        told = False
        for old, new in zip(self.before, self.now, strict=True):
            if new.text is not None and new.text != old.text:
                old.text, told = storable(new.text), True
        return told

    def apply(self, session: AsyncSession, at: datetime) -> None:
        """What an edit took away is kept, but shown no more."""
        if not self.changed:
            self.refresh()
            return
        for old in self.before:
            old.gone_at = at
        attach(session, self.message_id, self.now)


async def compare(session: AsyncSession, message: Message, item: Edited) -> Compared:
    """Of a customer's message; what stands beside our own answers is not the customer's doing."""
    if message.direction != Direction.IN:
        return Compared(message.id, (), ())
    query = select(Attachment).where(
        Attachment.message_id == message.id,
        Attachment.depth == 0,
        Attachment.gone_at.is_(None),
        Attachment.kind.not_in(NOT_COMPARED),
    )
    before = (await session.scalars(query.order_by(Attachment.id))).all()
    now = [one for one in item.attachments if one.depth == 0 and one.kind not in NOT_COMPARED]
    return Compared(message.id, before, now)
