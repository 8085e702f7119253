"""A press on a button about a case, and who answers which."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.lanes import telegram_lane
from bot.desk.view import Command, Drawn
from bot.notices import Own, put_away_already
from bot.telegram.callbacks import Pressed
from bot.telegram.people import Here
from bot.telegram.reply import Reply, Whisper
from bot.texts import Words, words
from bot.views import Look
from storage.models import Staff


@dataclass(frozen=True, slots=True)
class Pressing:
    """A press by a member, on a case of this chat's desk."""

    session: AsyncSession
    bench: Bench
    query: CallbackQuery
    data: Pressed
    place: Here
    staff: Staff
    texts: Words
    """Of what only this person sees."""

    @property
    def aloud(self) -> Words:
        """Of the pressed message itself, which in a group everybody reads."""
        return self.texts if self.place.private else words(self.place.desk.language)

    async def seen(self) -> Look:
        return await self.bench.look(self.session, self.data.case)

    @property
    def private_lane(self) -> str | None:
        """Pressed in a private chat: what is asked for comes there."""
        return telegram_lane(self.staff.user_id) if self.place.private else None

    async def goes_now(self) -> None:
        """The ephemeral message that was pressed is put away: its id may soon be another one's."""
        message = self.query.message
        if isinstance(message, Message) and message.ephemeral_message_id is not None:
            number = message.ephemeral_message_id
            await put_away_already(
                self.session, Own(message.chat.id, self.staff.user_id, ephemeral_id=number)
            )

    def whisper(self, drawn: Drawn, *, version: int = 0) -> Whisper:
        return Whisper(drawn, self.data.case, version or self.data.version)


Answerer = Callable[[Pressing], Awaitable[Reply]]
COMMANDS: dict[Command, Answerer] = {}


def command(name: Command) -> Callable[[Answerer], Answerer]:
    def register(answerer: Answerer) -> Answerer:
        COMMANDS[name] = answerer
        return answerer

    return register
