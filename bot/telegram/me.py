"""`/me`: one's own signature under answers, and one's language."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.richtext import Rich, bold, fill, lines, name, plain
from bot.desk.states import Refused
from bot.desk.view import Drawn
from bot.record import desk_event
from bot.signing import signature_of
from bot.telegram.filters import called
from bot.telegram.people import asking_by_name
from bot.telegram.refusing import without_name
from bot.telegram.reply import Reply, Whisper, plainly
from bot.texts import Words, words_for
from storage.models import Desk, Signature, Staff
from storage.queries import accounts_of

router = Router(name="me")

SIGNATURE_LENGTH = 64


@router.message(called("me"))
async def me(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/me Anna, customer care`; `/me -` takes it away; nothing tells what it is."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    signature = (command.args or "").strip()
    if len(signature) > SIGNATURE_LENGTH or "\n" in signature:
        return plainly(texts, Refused("signature-too-long", limit=SIGNATURE_LENGTH))
    key = "usage-me"
    if signature:
        staff.signature = None if signature in ("-", "—") else signature
        desk_event(session, desk.id, "signature", at=bench.clock(), by=staff.id)
        key = "signature-off" if staff.signature is None else "signature-set"
    said = [fill(texts, key, signature=name(staff.signature or "—", SIGNATURE_LENGTH))]
    said += await _elsewhere(session, desk, staff, texts)
    if not signature:
        said.append(fill(texts, "me-language", language=plain(texts("language-name"))))
    return Reply(whispers=[Whisper(Drawn(lines(said).html))])


async def _elsewhere(session: AsyncSession, desk: Desk, staff: Staff, texts: Words) -> list[Rich]:
    """The accounts that sign otherwise, and how."""
    return [
        fill(
            texts,
            "account-signs",
            account=bold(name(account.title or account.external_id)),
            signature=name((await signature_of(session, account.id, staff)).strip()) or plain("—"),
        )
        for account in await accounts_of(session, desk.id)
        if account.signature != Signature.OWN
    ]
