"""What is said about a case besides its card: each outbox row of a Telegram lane becomes a letter.

Rendered when it is sent, from the tables as they are then; None where it is not needed any more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import cards, reasons
from bot.desk.kinds import ALARM, WARNING
from bot.desk.lanes import chat_of_row
from bot.desk.links import message_link
from bot.desk.parts import Mention
from bot.desk.richtext import Rich, fill, link, name
from bot.desk.states import HeldByOther, Refused, Unseen
from bot.desk.view import Drawn, Said
from bot.reading import words_in
from bot.telegram import deadline_letters, deed_letters, people_letters
from bot.telegram.callbacks import markup
from bot.telegram.letter import Letter, Place, place_of
from bot.telegram.prompts import private_prompt, private_unsent, question_prompt
from bot.telegram.refusing import worded
from bot.texts import Words
from bot.troubles import still_true
from bot.views import PARTS, Look, Looker, quoted_names, said_between, said_of
from storage.models import LIVE, BotMessage, Department, Desk, Direction, Json, Message, Outbox, Staff
from storage.queries import card_in, last_written, operators_card, staff_member, unshown

NAMES = 1000
"""Code points of what comes from outside in our words to an owner: names, or a list of every event we read."""


@dataclass(frozen=True, slots=True)
class About:
    """What a message about a case is made from."""

    session: AsyncSession
    row: Outbox
    desk: Desk
    texts: Words
    seen: Look

    def letter(self, drawn: Drawn, purpose: str, **more: object) -> Letter:
        keyboard = markup(drawn, self.seen.case.id, self.seen.view.version)
        remember = BotMessage(desk_id=self.desk.id, case_id=self.seen.case.id, purpose=purpose)
        return replace(Letter(self.place, drawn, remember, keyboard), **more)  # type: ignore[arg-type]

    @property
    def place(self) -> Place:
        return place_of(self.row, self.desk)

    @property
    def holder(self) -> Mention | None:
        holder = self.seen.case.holder
        return None if holder is None else (holder.user_id, holder.name)

    async def card_message(self) -> int | None:
        card = await card_in(self.session, self.seen.case.id, self.row.lane)
        return None if card is None or card.chat_id != self.place.chat_id else card.message_id

    def own_message(self, message: Message) -> int | None:
        """Its author's own message, if it is in the same chat: a reply to it tells them."""
        return message.source_message_id if message.source_chat_id == self.place.chat_id else None


OF_MANY: dict[str, Callable[[AsyncSession, Outbox, Desk, Words], Awaitable[Letter | None]]] = {
    "handed_over": people_letters.letter_for,
    "long_shift": people_letters.letter_for,
    WARNING: deadline_letters.letter_for,
    ALARM: deadline_letters.letter_for,
}
"""Letters that may be about many cases, or about none."""
MORE: dict[str, Callable[[About], Awaitable[Letter | None]]] = {}
"""Letters that other modules make, by the kind of their outbox row."""


async def letter_for(session: AsyncSession, row: Outbox, look: Looker) -> Letter | None:
    """What to send for a row; None: it is not needed any more."""
    desk = await session.get_one(Desk, row.desk_id)
    texts = await words_in(session, desk, chat_of_row(row))
    if row.kind == "notice":
        return _notice(row, texts) if await still_true(session, row.payload) else None
    if (of_many := OF_MANY.get(row.kind)) is not None:
        return await of_many(session, row, desk, texts)
    if row.case_id is None or await _has_left(session, desk, chat_of_row(row)):
        return None
    about = About(session, row, desk, texts, await look(session, row.case_id))
    match row.kind:
        case "follow_up":
            return await _follow_up(about)
        case "assigned":
            return await _assigned(about)
        case "earlier":
            return await _earlier(about)
        case "failed" | "doubtful":
            return await _trouble(about)
        case "ask":
            return await _ask(about)
        case "private":
            return await _private(about)
        case "deed_failed":
            return await _deed_failed(about)
        case kind if kind in MORE:
            return await MORE[kind](about)
        case _:
            raise ValueError(f"outbox row {row.id}: nobody sends {row.kind!r}")


async def _has_left(session: AsyncSession, desk: Desk, chat_id: int) -> bool:
    """In the private chat of somebody who has left the desk nothing more is said of customers: the card tells it all."""
    person = await staff_member(session, desk.id, chat_id) if chat_id > 0 else None
    return person is not None and person.left_at is not None


def _notice(row: Outbox, texts: Words) -> Letter:
    payload = row.payload
    html = payload.get("html")
    if html is None:
        html = _worded(payload, texts).html
    chat_id = chat_of_row(row)
    purpose, data = payload.get("purpose", "notice"), payload.get("data", {})
    remember = BotMessage(desk_id=row.desk_id, case_id=row.case_id, purpose=purpose, data=data)
    place = Place(chat_id, payload.get("thread"))
    return Letter(place, Drawn(html), remember, reply_to=payload.get("reply_to"))


def _worded(told: Json, texts: Words) -> Rich:
    """`{"key", "params"}`. A param is text from outside, a number, `link` (an address, or "none"), or words again."""
    filled: dict[str, Rich | str | int] = {}
    for key, value in told["params"].items():
        if isinstance(value, dict):
            filled[key] = _worded(value, texts)
        elif key == "link":
            filled[key] = value if value == "none" else link(texts("failed-link"), value)
        else:
            filled[key] = name(value, NAMES) if isinstance(value, str) else value
    return fill(texts, told["key"], **filled)


async def _follow_up(about: About) -> Letter | None:
    """All that is new by now, in one message. None: the card itself showed it."""
    card_message, chat_id = await about.card_message(), about.place.chat_id
    waiting = await unshown(about.session, about.seen.case.id, chat_id if chat_id > 0 else None)
    if not waiting or card_message is None:
        return None
    ids = [message.id for message in _fitting(waiting)]
    # Who swipes it answers one person: of several people each has a message of their own.
    messages = await _with_parts(about.session, ids)
    names = await quoted_names(about.session, messages)
    said = [said_of(message, about.seen.case, names, about.seen.admitted) for message in messages]
    drawn = cards.followup(about.seen.view, _together(said), about.texts, about.holder)
    letter = about.letter(drawn, "follow_up", reply_to=card_message, shows=tuple(ids))
    letter.remember.about_id = ids[-1]
    return letter


def _fitting(waiting: Sequence[Message]) -> Iterator[Message]:
    """As many as one message has room for, at least one: the next one brings the rest."""
    room = cards.FOLLOWED
    for number, message in enumerate(waiting):
        room -= len(message.text) + 1
        if number and (room < 0 or message.conversation_id != waiting[0].conversation_id):
            return
        yield message


async def _earlier(about: About) -> Letter | None:
    """The whole conversation, page by page, for whoever has it in private: the card has room for the end of it."""
    after, upto = int(about.row.payload["after"]), int(about.row.payload["upto"])
    messages = await said_between(about.session, about.seen.case.id, after, upto)
    if not messages:
        return None
    names = await quoted_names(about.session, messages)
    said = [said_of(message, about.seen.case, names, about.seen.admitted) for message in messages]
    drawn = cards.earlier(about.seen.view, said, about.texts)
    shown = [one for one in messages if one.id in drawn.shows]
    follows = {"after": shown[-1].id, "upto": upto} if shown[-1].id < messages[-1].id else None
    shows = tuple(one.id for one in shown if one.direction == Direction.IN)
    letter = about.letter(drawn, "earlier", reply_to=await about.card_message(), shows=shows, silent=True)
    return replace(letter, follows=follows)


async def _with_parts(session: AsyncSession, ids: list[int]) -> list[Message]:
    return [
        await session.get_one(Message, message_id, options=PARTS, populate_existing=True)
        for message_id in ids
    ]


def _together(said: list[Said]) -> Said:
    text = "\n".join(one.text for one in said if one.text)
    attachments = [attachment for one in said for attachment in one.attachments]
    return replace(said[-1], text=text, attachments=attachments)


async def _trouble(about: About) -> Letter | None:
    """An answer failed, or nobody knows. In reply to the operator's own message, which tells them."""
    message = await about.session.get_one(
        Message,
        about.row.message_id,
        options=PARTS,
        populate_existing=True,
    )
    files = said_of(message, about.seen.case, {}, about.seen.admitted).attachments
    view, texts = about.seen.view, about.texts
    own = about.own_message(message)
    author = None if message.staff is None else (message.staff.user_id, message.staff.name)
    mention = None if own is not None else author
    if about.row.kind == "failed":
        failure = message.failure or {}
        key, figures = reasons.why(failure)
        params: dict[str, str | int] = dict(figures)
        if "link" in failure:
            params["link"] = failure["link"]
        drawn = cards.failed(view, message.text, key, params, message.id, texts, mention, files)
    else:
        drawn = cards.unknown(view, message.text, message.id, texts, mention, files)
    return _of_answer(
        about.letter(drawn, about.row.kind, reply_to=own or await about.card_message()), message
    )


def _of_answer(letter: Letter, message: Message) -> Letter:
    """Who swipes what is said of a private answer writes another private one."""
    if message.private:
        letter.remember.purpose, letter.remember.about_id = "private", message.answers_id
    return letter


async def _deed_failed(about: About) -> Letter:
    """In reply to the operator's own message if it is about an answer of theirs, else to the card."""
    message = await about.session.get_one(Message, about.row.message_id)
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    own = about.own_message(message)
    mention = None if own is not None and staff.id == message.staff_id else (staff.user_id, staff.name)
    drawn = deed_letters.failed(about.seen.view, about.row.payload, about.texts, mention)
    return _of_answer(about.letter(drawn, "deed_failed", reply_to=own or await about.card_message()), message)


async def _assigned(about: About) -> Letter | None:
    """To whom the case was given, while they have it: in reply to their own last message in it, or by a mention."""
    to = await about.session.get_one(Staff, about.row.payload["to"])
    by = await about.session.get_one(Staff, about.row.payload["by"])
    case, chat_id = about.seen.case, about.place.chat_id
    if case.holder_id != to.id or case.status not in LIVE:
        return None
    own = await last_written(about.session, case.id, to.id, chat_id)
    card = await operators_card(about.session, case.id)
    away = card is not None and card.chat_id != chat_id
    url = message_link(card.chat_id, card.message_id) if away and card is not None and card.chat_id else None
    mention = None if own is not None or chat_id > 0 else (to.user_id, to.name)
    drawn = cards.assigned(about.seen.view, by.name, url, about.texts, mention)
    return about.letter(drawn, "assigned", reply_to=own or await about.card_message())


async def _ask(about: About) -> Letter | None:
    """Asks an operator for the question to a department: an ordinary message, because it is answered by a swipe."""
    department = await about.session.get(Department, about.row.payload["department"])
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    if department is None or department.closed_at is not None:
        return None
    drawn = question_prompt(about.seen.view, department.name, (staff.user_id, staff.name), about.texts)
    letter = about.letter(drawn, "ask", reply_to=await about.card_message())
    letter.remember.data = {"department": department.id}
    return letter


async def _private(about: About) -> Letter:
    """Asks for the words of a private answer, or says that the customer takes none."""
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    takes = bool(about.row.payload["takes"])
    if (unsent := about.row.payload.get("unsent")) is not None:
        return await _draft_unsent(about, staff, unsent)
    to = await about.session.get_one(Message, about.row.message_id, options=PARTS, populate_existing=True)
    # Of several customers the one who is answered, not the one who waits by now.
    view = replace(about.seen.view, customer=to.conversation.identity.name)
    drawn = private_prompt(view, (staff.user_id, staff.name), about.texts, takes=takes)
    letter = about.letter(drawn, "private" if takes else "notice", reply_to=await about.card_message())
    letter.remember.about_id = about.row.message_id
    return letter


async def _draft_unsent(about: About, staff: Staff, unsent: Json) -> Letter:
    """Words that were to go privately wait still: why, told to whoever pressed."""
    why = Refused(unsent["key"], **unsent["params"])
    if unsent["holder"] is not None:
        why = HeldByOther(unsent["holder"])
    elif why.key == Unseen().key:
        why = Unseen()
    error = await worded(about.session, why, about.seen.case.id)
    refusal = cards.refusal(about.texts, error.key, error.params)
    drawn = private_unsent(about.seen.view, (staff.user_id, staff.name), refusal, about.texts)
    return about.letter(drawn, "notice", reply_to=await about.card_message())
