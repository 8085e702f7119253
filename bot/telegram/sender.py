"""The carrier of Telegram's lanes: draws cards, brings follow-ups, notices and signs.

What a message says is rendered when it is sent, from the tables as they are then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk import cards, kinds
from bot.desk.admitted import ADMITTED, Admitted
from bot.desk.lanes import Urgency, chat_of_row, telegram_lane
from bot.desk.links import message_link
from bot.desk.retry import Again, Done, Put, Verdict
from bot.desk.signs import Sign
from bot.desk.view import Drawn
from bot.hours import rests
from bot.notices import Own
from bot.outcomes import Source
from bot.reading import words_in
from bot.record import enqueue
from bot.telegram import (  # noqa: F401 - their letters are some of ours
    approval_letters,
    elsewhere_letters,
    sorting_letters,
    survey_letters,
)
from bot.telegram.blanking import blank_message
from bot.telegram.calls import delete_own, edit, react, send
from bot.telegram.copying import copy_file
from bot.telegram.department_letters import KINDS, letter_between
from bot.telegram.errors import SENDING_FAILED, Migrated, Trouble, trouble_of, verdict_of
from bot.telegram.letter import Letter, softly
from bot.telegram.letters import letter_for
from bot.telegram.moving import STAYS_BEHIND, leave_topic, migrate
from bot.telegram.pictures import Picture, picture_of
from bot.telegram.pinning import pin, tell_moved
from bot.telegram.posted import Posted
from bot.telegram.remembering import remember
from bot.telegram.report_files import carry_report_file
from bot.telegram.report_letters import KINDS as OF_REPORTS
from bot.telegram.report_letters import carry_report
from bot.telegram.shown import Shown, bring_rest, mark_shown
from bot.telegram.uploads import ReachOf, Uploads, by_itself
from bot.together import Together
from bot.transaction import looking, transaction
from bot.views import Look, Looker, Looks, look
from storage.errors import unreachable
from storage.models import (
    Card,
    Case,
    Desk,
    Json,
    Outbox,
)
from storage.queries import card_in, desk_of_card, newer_sign

log = structlog.get_logger()

SOON = timedelta(seconds=1)
AT_ONCE = 32
"""How many cards are drawn in one go: so long nothing else is done."""


class Sender:
    """One bot's carrier. Sends outside any transaction; what is to be remembered is written by the settling one."""

    def __init__(
        self,
        bot: Bot,
        sessions: async_sessionmaker[AsyncSession],
        look: Looker,
        looks: Looks,
        *,
        clock: Callable[[], datetime],
        reach: ReachOf = by_itself,
        admitted: Admitted = ADMITTED,
    ) -> None:
        self._bot = bot
        self._sessions = sessions
        self._look = look
        self._looks = looks
        self._clock = clock
        self._pictures = Together(self._pictures_of, AT_ONCE, unreachable)
        self._uploads = Uploads(bot, sessions, reach=reach, admitted=admitted, clock=clock)

    async def leaving(self, source: Source) -> bool:
        """The sign "sending" on the operator's message; False if the message is gone (`answering.Watch`)."""
        try:
            return await react(self._bot, source, Sign.SENDING)
        except SENDING_FAILED as error:
            # Telegram cannot be asked now: the answer was meant when it was written.
            log.info("sign not set", trouble=trouble_of(error).value)
            return True

    async def reconcile(self, row: Outbox) -> Verdict:
        """Nobody can look into a chat: it is sent again, a file not without end."""
        return await self._uploads.doubt(row) if row.kind == "files" else Again(self._clock())

    async def carry(self, row: Outbox) -> Verdict:
        try:
            return await self._carry(row)
        except SENDING_FAILED as error:
            verdict = await self._after(error, row.desk_id, row.lane, row.attempts)
            if trouble_of(error) is Trouble.MIGRATED and row.kind in STAYS_BEHIND:
                return Done(spent=False)
            return verdict

    async def draw(self, card: Card) -> Verdict:
        try:
            return await self._draw(card)
        except SENDING_FAILED as error:
            async with self._sessions() as session:
                desk_id = await desk_of_card(session, card)
            return await self._after(error, desk_id, card.lane, card.attempts)

    async def _after(self, error: Exception, desk_id: int, lane: str | None, attempts: int) -> Verdict:
        now = self._clock()
        try:
            return verdict_of(error, attempts, now)
        except Migrated as moved:
            async with transaction(self._sessions) as session:
                await migrate(session, desk_id, lane, moved.to_chat_id, now)
            return Again(now)

    # --- cards

    async def _draw(self, card: Card) -> Verdict:
        picture = await self._pictures(card)
        if picture is None:
            return Done(spent=False)
        if await self._goes_elsewhere(card, picture.letter.place.chat_id):
            return Again(self._clock(), spent=False)
        verdict = await self._put_up(card, picture)
        return replace(verdict, again_at=picture.again_at) if isinstance(verdict, Done) else verdict

    async def _goes_elsewhere(self, card: Card, chat_id: int) -> bool:
        """The group moved after the claim: it must not go out by the pace of the lane it was claimed in."""
        if card.lane == telegram_lane(chat_id):
            return False
        async with looking(self._sessions) as session:
            return await session.scalar(select(Card.lane).where(Card.id == card.id)) != card.lane

    async def _pictures_of(self, these: Sequence[Card]) -> Sequence[Picture | None]:
        async with looking(self._sessions) as session:
            seen = await self._looks(session, {one.case_id for one in these if one.case_id is not None})

            async def look(session: AsyncSession, case_id: int) -> Look:
                return seen[case_id] if case_id in seen else await self._look(session, case_id)

            return [await self._picture_of(session, one, look) for one in these]

    async def _picture_of(self, session: AsyncSession, card: Card, look: Looker) -> Picture | None:
        picture = await picture_of(session, card, look)
        if picture is None:
            return None
        desk_id = picture.letter.remember.desk_id
        quiet = await rests(session, desk_id, card.case_id, self._clock())
        return replace(picture, letter=softly(picture.letter)) if quiet else picture

    async def _put_up(self, card: Card, picture: Picture) -> Verdict:
        letter = picture.letter
        looks = _looks(letter.drawn, letter.keyboard)
        if card.message_id is not None and card.chat_id == letter.place.chat_id:
            if card.shown_hash == looks:
                return Done(spent=False)
            if await edit(self._bot, card.chat_id, card.message_id, letter.drawn, letter.keyboard):
                return Done(then=self._edited(card, picture, looks), wrote=False)
        return await self._post(card, picture, looks)

    def _edited(self, card: Card, picture: Picture, looks: str) -> Callable[[AsyncSession], Awaitable[None]]:
        """Unless the card was sent elsewhere meanwhile (`/case N`, another group): then this was the old one."""

        async def then(session: AsyncSession) -> None:
            await session.execute(
                update(Card)
                .where(Card.id == card.id, Card.chat_id == card.chat_id, Card.message_id == card.message_id)
                .values(shown_hash=looks)
            )
            if picture.pinned is False:
                Posted(card, picture, card.message_id or 0, self._clock()).pin(session)

        return then

    async def _post(self, card: Card, picture: Picture, looks: str) -> Verdict:
        letter = picture.letter
        message_id = await self._send(letter, letter.remember.desk_id)
        put = Put(letter.place.chat_id, message_id, looks)
        return Done(then=Posted(card, picture, message_id, self._clock()), put=put)

    async def _send(self, letter: Letter, desk_id: int) -> int:
        """Falls back to the chat itself when its topic is gone, and stays there."""
        place = letter.place
        if letter.instead is not None and await edit(
            self._bot, place.chat_id, letter.instead, letter.drawn, letter.keyboard
        ):
            return letter.instead
        try:
            return await send(
                self._bot,
                place.chat_id,
                letter.drawn,
                letter.keyboard,
                thread_id=place.thread_id,
                reply_to=letter.reply_to,
                silent=letter.silent,
            )
        except SENDING_FAILED as error:
            if trouble_of(error) is not Trouble.TOPIC_GONE or place.thread_id is None:
                raise
            log.warning("topic is gone, using the chat itself", chat=place.chat_id, thread=place.thread_id)
            async with transaction(self._sessions) as session:
                await leave_topic(session, desk_id, place.chat_id, place.thread_id, self._clock())
            return await send(self._bot, place.chat_id, letter.drawn, letter.keyboard, silent=letter.silent)

    # --- rows

    async def _carry(self, row: Outbox) -> Verdict:
        match row.kind:
            case "sign":
                return await self._sign(row)
            case "files":
                return await self._uploads.carry(row)
            case "advice_file" | "hand_file":
                return await copy_file(self._bot, self._sessions, row, self._clock)
            case kinds.BLANK:
                return await blank_message(self._bot, self._sessions, row, self._clock)
            case "report_file":
                return await carry_report_file(self._bot, self._sessions, row, self._clock())
            case kind if kind in OF_REPORTS:
                return await carry_report(self._bot, self._sessions, row, self._clock)
            case "pointer":
                return await self._pointer(row)
            case "put_away":
                return await self._put_away(row)
            case "pin":
                return await pin(self._bot, self._sessions, row, self._clock())
            case "moved":
                return await tell_moved(self._bot, self._sessions, row, self._clock())
            case _:
                return await self._letter(row)

    async def _letter(self, row: Outbox) -> Verdict:
        async with self._sessions() as session:
            if row.case_id and (await session.get_one(Case, row.case_id)).erased_at is not None:
                return Done(spent=False)
            # Asked before the letter is made: a card that is settled in between has not shown these words.
            coming = row.kind == "follow_up" and await _card_on_its_way(session, row)
            makes = letter_between if row.kind in KINDS else letter_for
            letter = await makes(session, row, self._look)
            quiet = await rests(session, row.desk_id, row.case_id, self._clock())
        if letter is None:
            return Again(self._clock() + SOON) if coming else Done(spent=False, then=self._hurried(row))
        letter = softly(letter) if quiet else letter
        message_id = await self._send(letter, row.desk_id)

        async def then(session: AsyncSession) -> None:
            await remember(session, [(letter, message_id)])
            now, chat_id = self._clock(), letter.place.chat_id
            shown = [Shown(row.case_id or 0, row.lane, letter.shows, chat_id, message_id)]
            if letter.shows:
                await mark_shown(session, shown, now)
            if letter.follows is not None:
                await _go_on(session, row, letter.follows, now)
            elif letter.shows:
                await bring_rest(session, shown, now)

        return Done(then=then)

    def _hurried(self, row: Outbox) -> Callable[[AsyncSession], Awaitable[None]] | None:
        """Words to a card that is being moved to another place: it brings them itself, and comes as soon as they would."""
        if row.kind != "follow_up":
            return None

        async def then(session: AsyncSession) -> None:
            await session.execute(
                update(Card)
                .where(Card.case_id == row.case_id, Card.escalation_id.is_(None), Card.lane == row.lane)
                .where(Card.message_id.is_(None), Card.shown_version > 0, Card.due_at.is_not(None))
                .values(urgency=func.least(Card.urgency, int(Urgency.FOLLOW_UP)), due_at=self._clock())
                .execution_options(synchronize_session=False)
            )

        return then

    async def _put_away(self, row: Outbox) -> Verdict:
        """An ephemeral message may have vanished by itself; tried once."""
        about, chat_id = row.payload, chat_of_row(row)
        own = Own(chat_id, about.get("user", chat_id), about.get("message"), about.get("ephemeral"))
        try:
            await delete_own(self._bot, own)
        except SENDING_FAILED as error:
            log.info("ephemeral message not put away", trouble=trouble_of(error).value)
        return Done(spent=False)

    async def _pointer(self, row: Outbox) -> Verdict:
        """A ghost is reduced to the way to the real card. If it cannot be edited, so be it."""
        async with self._sessions() as session:
            seen = await look(session, row.case_id or 0)
            desk = await session.get_one(Desk, row.desk_id)
            card = await session.get(Card, row.payload["card"])
            texts = await words_in(session, desk, chat_of_row(row))
        href = None if card is None or card.chat_id is None else message_link(card.chat_id, card.message_id)
        drawn = cards.pointer(seen.view, href, texts)
        await edit(self._bot, chat_of_row(row), int(row.payload["message_id"]), drawn, None)
        return Done()

    async def _sign(self, row: Outbox) -> Verdict:
        chat_id = chat_of_row(row)
        message_id = int(row.payload["message_id"])
        async with self._sessions() as session:
            if await newer_sign(session, row):
                return Done(spent=False)
        await react(self._bot, Source(chat_id, message_id), Sign(row.payload["sign"]))
        return Done(spent=False)


# --- what is remembered


def _looks(drawn: Drawn, keyboard: InlineKeyboardMarkup | None) -> str:
    parts = (
        drawn.still or drawn.html,
        drawn.preview or "",
        "" if keyboard is None else keyboard.model_dump_json(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


async def _card_on_its_way(session: AsyncSession, row: Outbox) -> bool:
    """Drawn perhaps before the words came that the follow-up is to bring."""
    card = await card_in(session, row.case_id or 0, row.lane)
    return card is not None and card.message_id is None and card.lease_until is not None


async def _go_on(session: AsyncSession, row: Outbox, payload: Json, now: datetime) -> None:
    """What did not fit into a row's message is the next row's."""
    enqueue(
        session,
        desk_id=row.desk_id,
        lane=row.lane,
        kind=row.kind,
        urgency=Urgency(row.urgency),
        not_before=now,
        case=await session.get_one(Case, row.case_id),
        payload=payload,
    )
