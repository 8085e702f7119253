"""What a modified client may send: every button and every command of the program, with whatever in it, from wherever.

All of it is found in the program's own routers, so that what is new is tried as well.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import pkgutil
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

from aiogram.filters import Command as Called
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, Update, User
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

import bot.telegram
from bot.desk.customers import Do, Step
from bot.desk.deeds import Ask
from bot.desk.finding import Pick
from bot.desk.view import Command
from bot.telegram.callbacks import Pressed
from bot.telegram.inbox import Inbox
from bot.telegram.reply import Reply
from connectors.base import Deed
from sandbox.telegram import Message as Said
from storage.models import Base
from tests.flows.stage import Stage

BEYOND = 2**70
"""No column of a database holds it."""
OF_EACH = 5
"""So many buttons of each kind are tried, always the same, beside one of each that begins otherwise."""
WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (?!OF\b)(\w+)")
WORD = re.compile(r"[\w!.-]{0,16}")


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a forged update, which was undone: the answer, and what it would have written, by table."""

    reply: Reply
    wrote: Mapping[str, int]
    seen: str = ""


async def came_of(
    stage: Stage, update: Update, look: Callable[[AsyncSession], Awaitable[str]] | None = None
) -> Came:
    """As the inbox handles it, within a transaction that is rolled back. `look`: sees the database before it is."""
    assert stage.desk is not None
    inbox: Inbox = stage.desk.inbox
    wrote: Counter[str] = Counter()

    def executed(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        for table in WRITES.findall(statement):
            wrote[table] += max(cursor.rowcount, 0)

    async with stage.engine.connect() as connection:
        event.listen(connection.sync_connection, "after_cursor_execute", executed)
        async with AsyncSession(connection) as session:
            reply = await inbox._handle(session, update)
            await session.flush()
            wrote_so = +wrote
            seen = "" if look is None else await look(session)
            await session.rollback()
        event.remove(connection.sync_connection, "after_cursor_execute", executed)
    return Came(reply, wrote_so, seen)


COUNTED = ("act_counts", "act_facts", "case_facts", "wait_facts", "stale_facts", "findable")
"""Made of the others, by the clock."""


async def of_desk(session: AsyncSession) -> str:
    """All that the first desk has, in short: the same, if nothing of it has changed."""
    found = []
    for table in Base.metadata.sorted_tables:
        if "desk_id" in table.columns and table.name not in COUNTED:
            rows = f"SELECT md5(string_agg(one::text, '|' ORDER BY one::text)) FROM \"{table.name}\" AS one"
            found.append(f"{table.name} {await session.scalar(text(f'{rows} WHERE desk_id = 1'))}")
    found.append(str(await session.scalar(text("SELECT one::text FROM desks AS one WHERE id = 1"))))
    return "\n".join(found)


# --- buttons


PACKED: Mapping[Command, Sequence[int]] = {
    **{each: [Step(do, 1).pack() for do in Do] for each in (Command.CUSTOMER, Command.CUSTOMER_DO)},
    **{each: [Ask(deed, 1).pack() for deed in Deed] for each in (Command.DEED, Command.DEED_SURELY)},
    Command.TEMPLATE: [Pick(1, 1).pack(), Pick(1, 1, private=True).pack()],
}
"""Numbers in a button that say more than one thing."""


def packed() -> Iterator[str]:
    """Callback data of the first case with each of these: all that is done about a customer, a deed, a template."""
    for command, numbers in PACKED.items():
        yield from (Pressed(command=command, case=1, version=1, arg=number).pack() for number in numbers)


def buttons(ids: Sequence[int], of_each: int = OF_EACH) -> Iterator[str]:
    """Callback data of every kind, with these numbers in it."""
    for kind in _kinds():
        fields = [_values(kind, one.annotation, ids) for one in kind.model_fields.values()]
        whole = list(itertools.product(*fields))
        chance = random.Random(kind.__prefix__)
        known = {one[0]: one for one in chance.sample(whole, len(whole)) if isinstance(one[0], Enum)}
        tried = [*known.values(), *chance.sample(whole, min(of_each, len(whole)))]
        for values in tried:
            data = kind.__separator__.join((kind.__prefix__, *map(_said, values)))
            if len(data.encode()) <= 64:
                yield data


def _kinds() -> list[type[CallbackData]]:
    for module in pkgutil.iter_modules(bot.telegram.__path__):
        import_module(f"bot.telegram.{module.name}")
    return sorted(
        (one for one in CallbackData.__subclasses__() if one.__module__.startswith("bot.")),
        key=lambda one: one.__prefix__,
    )


def _values(kind: type[CallbackData], annotation: Any, ids: Sequence[int]) -> list[Any]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return list(annotation)
    if annotation is bool:
        return [True, False]
    return list(ids) if annotation is int else _words(kind)


def _words(kind: type[CallbackData]) -> list[str]:
    """The short words of its module: those that it compares with are among them."""
    module = ast.parse(inspect.getsource(import_module(kind.__module__)))
    said = {one.value for one in ast.walk(module) if isinstance(one, ast.Constant) and type(one.value) is str}
    return sorted(one for one in said if WORD.fullmatch(one))


def _said(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return str(int(value)) if isinstance(value, bool) else str(value)


_numbers = itertools.count(1)
"""Updates have numbers of their own: those with the same one are compared field by field, by aiogram's cache."""


def press(data: str, by: Mapping[str, Any], message: Said, chat: Mapping[str, Any]) -> Update:
    """Of a button with this data, under a message of ours."""
    number = next(_numbers)
    shown = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat,
        "from": {"id": message.sender.id, "is_bot": True, "first_name": "Otklik"},
        "text": message.text,
    }
    return Update(
        update_id=number,
        callback_query=CallbackQuery(
            id=str(number),
            from_user=User.model_validate(by),
            chat_instance="1",
            message=Message.model_validate(shown),
            data=data,
        ),
    )


# --- commands


def commands(inbox: Inbox) -> list[str]:
    """All that the routers hear."""
    found: set[str] = set()
    for router in inbox._dispatcher.sub_routers:
        for handler in (*router.message.handlers, *router.edited_message.handlers):
            for one in handler.filters or ():
                if isinstance(one.callback, Called):
                    found.update(str(name) for name in one.callback.commands)
    return sorted(found)


def said(words: str, by: Mapping[str, Any], chat: Mapping[str, Any], **more: Any) -> Update:
    """A message. `more`: fields of it, by the Bot API's names."""
    message = {"message_id": 900, "date": 1_764_000_000, "chat": chat, "from": by, "text": words, **more}
    first = words.split()[0]
    if first.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(first)}]
    return Update.model_validate({"update_id": next(_numbers), "message": message})


def edited(update: Update) -> Update:
    """The same message, as if it had said something else before."""
    said = None if update.message is None else update.message.model_copy(update={"edit_date": 1_764_000_001})
    return Update(update_id=next(_numbers), edited_message=said)


def person(number: int, *, is_bot: bool = False) -> dict[str, Any]:
    return {"id": number, "is_bot": is_bot, "first_name": "Mallory"}


def swiped(message: Said, chat: Mapping[str, Any]) -> dict[str, Any]:
    """As the reply to a message of ours, with the buttons it has."""
    rows = [
        [{"text": one.text, "callback_data": one.callback_data} for one in row if one.callback_data]
        for row in message.buttons
    ]
    about = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat,
        "from": {"id": message.sender.id, "is_bot": True, "first_name": "Otklik"},
        "text": message.text,
        "reply_markup": {"inline_keyboard": [row for row in rows if row]},
    }
    return {"reply_to_message": about}
