"""What a case that is merged away is tagged with, its whole has, too, until they are taken apart.

Rows are copied: the part keeps its own. Every function works in the caller's transaction, on cases that the caller has
locked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import CaseMerge, CaseTag, Tag


async def copy_tags(
    session: AsyncSession, source_id: int, into_id: int, only: Collection[int] | None = None
) -> list[int]:
    """The ids of tags that the second has from the first now. `only`: of these."""
    of_source = select(CaseTag.tag_id).where(CaseTag.case_id == source_id)
    if only is not None:
        of_source = of_source.where(CaseTag.tag_id.in_(only))
    await _lock_tags(session, (await session.scalars(of_source)).all())
    had = of_source.with_only_columns(CaseTag.tag_id, CaseTag.staff_id, CaseTag.at)
    rows = [{"case_id": into_id, **row} for row in (await session.execute(had)).mappings()]
    if not rows:
        return []
    new = insert(CaseTag).values(rows).on_conflict_do_nothing().returning(CaseTag.tag_id)
    copied = sorted((await session.scalars(new)).all())
    await _count(session, copied, 1)
    return copied


async def take_tags_back(session: AsyncSession, chain: Sequence[CaseMerge]) -> None:
    """`chain`: the merge that is undone, then those by which its whole became a part itself. What somebody has put on the
    whole, or taken off it, meanwhile stays so; and what another of its parts is tagged with, too.
    """
    came = set(chain[0].moved.get("tags", ()))
    for link in chain:
        came &= set(link.moved.get("tags", ()))
        gone = await _take_off(session, chain[0].from_id, link.into_id, came)
        if link is not chain[0]:
            link.moved = {**link.moved, "tags": [one for one in link.moved["tags"] if one not in gone]}
        others = select(CaseMerge).where(
            CaseMerge.into_id == link.into_id, CaseMerge.undone_at.is_(None), CaseMerge.id != chain[0].id
        )
        for other in (await session.scalars(others.order_by(CaseMerge.id))).all() if gone else ():
            again = await copy_tags(session, other.from_id, link.into_id, gone)
            other.moved = {**other.moved, "tags": [*other.moved.get("tags", ()), *again]}


async def _take_off(
    session: AsyncSession, part_id: int, whole_id: int, came: Collection[int]
) -> Collection[int]:
    """What is on the whole just as it came from the part."""
    await _lock_tags(session, came)
    own = aliased(CaseTag)
    as_it_came = exists().where(own.case_id == part_id, own.tag_id == CaseTag.tag_id, own.at == CaseTag.at)
    gone = await session.scalars(
        delete(CaseTag)
        .where(CaseTag.case_id == whole_id, CaseTag.tag_id.in_(came), as_it_came)
        .returning(CaseTag.tag_id)
        .execution_options(synchronize_session=False)
    )
    found = frozenset(gone.all())
    await _count(session, found, -1)
    return found


async def _lock_tags(session: AsyncSession, tag_ids: Collection[int]) -> None:
    """In one order, whoever counts several; also before one of them is renamed into another."""
    query = select(Tag.id).where(Tag.id.in_(tag_ids)).order_by(Tag.id)
    await session.execute(query.with_for_update(key_share=True))


async def _count(session: AsyncSession, tag_ids: Collection[int], more: int) -> None:
    await session.execute(
        update(Tag)
        .where(Tag.id.in_(tag_ids))
        .values(used=Tag.used + more)
        .execution_options(synchronize_session=False)
    )
