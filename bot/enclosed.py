"""The files of answers and drafts, as rows: kept, changed, found by the Telegram message that brought them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.files import File
from connectors.base import AttachmentKind
from storage.models import Attachment, Draft, Message, Note


@dataclass(frozen=True, slots=True)
class Belongs:
    """To whom a file belongs: one of them."""

    message_id: int | None = None
    draft_id: int | None = None


def attach(session: AsyncSession, to: Belongs, files: Iterable[File]) -> None:
    session.add_all(
        Attachment(
            message_id=to.message_id,
            draft_id=to.draft_id,
            kind=one.kind,
            title=one.title,
            mime=one.mime,
            size=one.size,
            seconds=one.seconds,
            file_id=one.file_id,
            source_message_id=one.source_message_id,
            album=one.album,
        )
        for one in files
    )


async def files_of(session: AsyncSession, to: Belongs) -> Sequence[File]:
    """In the order in which they were sent."""
    query = select(Attachment).where(Attachment.file_id.is_not(None)).order_by(Attachment.id)
    if to.message_id is not None:
        query = query.where(Attachment.message_id == to.message_id)
    else:
        query = query.where(Attachment.draft_id == to.draft_id)
    return [file_of_row(row) for row in (await session.scalars(query)).all()]


def file_of_row(row: Attachment) -> File:
    return File(
        AttachmentKind(row.kind),
        row.file_id or "",
        row.title,
        row.mime,
        row.size,
        row.seconds,
        row.source_message_id,
        row.album,
    )


async def exchange(session: AsyncSession, to: Belongs, file: File) -> None:
    """The one that the same Telegram message brought before."""
    mine = Attachment.message_id == to.message_id if to.message_id else Attachment.draft_id == to.draft_id
    await session.execute(
        update(Attachment)
        .where(mine, Attachment.source_message_id == file.source_message_id)
        .values(
            kind=file.kind,
            title=file.title,
            mime=file.mime,
            size=file.size,
            seconds=file.seconds,
            file_id=file.file_id,
        )
        .execution_options(synchronize_session="fetch")
    )


async def count_of(session: AsyncSession, message_id: int) -> int:
    query = select(func.count()).where(Attachment.message_id == message_id)
    return await session.scalar(query) or 0


async def album_of(session: AsyncSession, album: str) -> Belongs | None:
    """To whom an album's files belong that came until now. Telegram gives no number to two albums."""
    query = (
        select(Attachment.message_id, Attachment.draft_id)
        .where(Attachment.file_id.is_not(None), Attachment.album == album)
        .order_by(Attachment.id.desc())
        .limit(1)
    )
    found = (await session.execute(query)).first()
    return None if found is None else Belongs(found[0], found[1])


async def case_of(session: AsyncSession, to: Belongs) -> int:
    if to.message_id is not None:
        return (await session.get_one(Message, to.message_id)).case_id
    return (await session.get_one(Draft, to.draft_id)).case_id


async def is_note(session: AsyncSession, album: str) -> bool:
    """Whether the album's caption was a note: then nothing of it goes out."""
    return await session.scalar(select(Note.id).where(Note.album == album).limit(1)) is not None
