"""What most cases have none of, asked in one question: then nobody asks for each of it.

A fresh case has words, deadlines and a customer; a card would ask for a dozen things more, to find nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, SQLColumnExpression, literal_column

from storage.models import Customer


def _there(sql: str) -> ColumnElement[bool]:
    return literal_column(f"EXISTS (SELECT FROM {sql})", Boolean)


def _count(sql: str) -> ColumnElement[int]:
    return literal_column(f"(SELECT count(*) FROM {sql})", BigInteger)  # noqa: S608 - ours


# By the tables' own names: for a question that has the case and its customer.
HAS: tuple[SQLColumnExpression[Any], ...] = (
    _there(
        "messages m JOIN surveys s ON s.message_id = m.id WHERE m.case_id = cases.id AND s.score IS NOT NULL"
    ),
    _there(
        "messages m JOIN conversations v ON v.id = m.conversation_id JOIN identities i ON i.id = v.identity_id"
        " JOIN relations r ON r.account_id = m.account_id AND r.person = i.external_id"
        " WHERE m.case_id = cases.id"
    ),
    _there("escalations e WHERE e.case_id = cases.id"),
    _there("drafts d WHERE d.case_id = cases.id AND d.state = 'waiting'"),
    _count("notes n WHERE n.case_id = cases.id AND n.escalation_id IS NULL"),
    _there("case_tags t WHERE t.case_id = cases.id"),
    _there("cases p WHERE p.merged_into_id = cases.id"),
    _there("customer_notes k WHERE k.customer_id = cases.customer_id"),
    _there("accounts a WHERE a.desk_id = cases.desk_id AND a.id <> cases.account_id AND a.network <> 'hand'"),
    _there("accounts a WHERE a.lacks <> '{}'"),
    Customer.vip,
    Customer.name,
)
"""The columns of `Has`."""


@dataclass(frozen=True, slots=True)
class Has:
    """`notes`: how many; `vip`, `name`: of the case's customer, as the desk calls them. `lacking`: some account
    lacks a right.
    """

    rated: bool
    related: bool
    asked: bool
    drafted: bool
    notes: int
    tagged: bool
    merged: bool
    remembered: bool
    other_accounts: bool
    lacking: bool
    vip: bool
    name: str | None
