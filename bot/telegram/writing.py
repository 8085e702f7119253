"""A swipe-reply to one of our messages, as its handlers see it."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.files import File
from bot.outcomes import Source
from bot.telegram.files import file_of
from bot.telegram.people import Here
from bot.texts import Words
from storage.models import BotMessage, Staff

NOTE = "//"


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody swiped a message of ours and wrote. `about`: what that message is."""

    session: AsyncSession
    bench: Bench
    message: Message
    place: Here
    staff: Staff | None
    """None: an anonymous administrator."""
    about: BotMessage
    texts: Words
    rest: tuple[File, ...] = ()
    """What else belongs to it: the other files of an album that is weighed anew."""
    look: bool = False
    """It waited for a colleague's look before it was edited, and goes on waiting."""
    approver_id: int | None = None
    """For that: who was asked by name."""
    private: bool = False
    """It was for the customer alone before it was edited, and stays so."""

    @property
    def file(self) -> File | None:
        return file_of(self.message)

    @property
    def files(self) -> tuple[File, ...]:
        """In the order in which they were sent."""
        mine = () if self.file is None else (self.file,)
        return tuple(sorted((*self.rest, *mine), key=lambda one: one.source_message_id or 0))

    @property
    def source(self) -> Source | None:
        """None: an ephemeral reply, which has no place in the chat."""
        if self.message.message_id == 0:
            return None
        return Source(self.message.chat.id, self.message.message_id)

    @property
    def text(self) -> str:
        return (self.message.text or self.message.caption or "").strip()

    @property
    def case_id(self) -> int:
        return self.about.case_id or 0
