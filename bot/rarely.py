"""What most cases have none of, asked in one question: then nobody asks for each of it.

A fresh case has words, deadlines and a customer; a card would ask for a dozen things more, to find nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.among import OfSome

_WHAT = text(
    """
    c.id,
    (SELECT count(*) FROM messages m
        WHERE m.case_id = c.id AND m.delivery IS DISTINCT FROM 'taken_back') AS said,
    EXISTS (SELECT FROM messages m JOIN attachments a ON a.message_id = m.id WHERE m.case_id = c.id) AS attached,
    EXISTS (SELECT FROM messages m JOIN revisions r ON r.message_id = m.id WHERE m.case_id = c.id) AS edited,
    EXISTS (SELECT FROM messages m JOIN surveys s ON s.message_id = m.id
        WHERE m.case_id = c.id AND s.score IS NOT NULL) AS rated,
    EXISTS (SELECT FROM messages m JOIN conversations v ON v.id = m.conversation_id
        JOIN identities i ON i.id = v.identity_id
        JOIN relations r ON r.account_id = m.account_id AND r.person = i.external_id
        WHERE m.case_id = c.id) AS related,
    EXISTS (SELECT FROM escalations e WHERE e.case_id = c.id) AS asked,
    EXISTS (SELECT FROM drafts d WHERE d.case_id = c.id AND d.state = 'waiting') AS drafted,
    (SELECT count(*) FROM notes n WHERE n.case_id = c.id AND n.escalation_id IS NULL) AS notes,
    EXISTS (SELECT FROM case_tags t WHERE t.case_id = c.id) AS tagged,
    EXISTS (SELECT FROM cases p WHERE p.merged_into_id = c.id) AS merged,
    EXISTS (SELECT FROM customer_notes k WHERE k.customer_id = c.customer_id) AS remembered,
    EXISTS (SELECT FROM accounts a
        WHERE a.desk_id = c.desk_id AND a.id <> c.account_id AND a.network <> 'hand') AS other_accounts,
    u.vip, u.name
    """
)
_OF = text("cases c JOIN customers u ON u.id = c.customer_id")
_case_id = literal_column("c.id", BigInteger)
_HAS = OfSome(lambda ids: select(_WHAT).select_from(_OF).where(_case_id == func.any(ids)))


@dataclass(frozen=True, slots=True)
class Has:
    """`said`, `notes`: how many; `vip`, `name`: of the case's customer, as the desk calls them."""

    said: int
    attached: bool
    edited: bool
    rated: bool
    related: bool
    asked: bool
    drafted: bool
    notes: int
    tagged: bool
    merged: bool
    remembered: bool
    other_accounts: bool
    vip: bool
    name: str | None


async def has(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Has]:
    """Of cases whose changes are flushed: a question in SQL's own words flushes nothing."""
    found = (await session.execute(*_HAS(case_ids))).all()
    return {case_id: Has(*each) for case_id, *each in found}
