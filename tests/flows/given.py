"""Roles of the people on the stage, given past the desk: for flows that are about something else than `/staff`."""

from __future__ import annotations

from storage.models import Role
from tests.flows.stage import OPERATORS, Stage

NINA, IGOR = 105, 106
"""A supervisor and a trainee, for flows that want them."""


async def given(desk: Stage, who: int, role: Role, name: tuple[str, str] = ("Nina", "Orlova")) -> None:
    """Somebody of the operators' group, with a role an owner gave; new people are added to it first."""
    if who in (NINA, IGOR):
        desk.telegram.add_user(who, *name, name[0].lower())
        desk.telegram.join(who, OPERATORS)
    await desk.sql(
        "INSERT INTO staff (desk_id, user_id, name, role, given_role)"
        f" SELECT id, {who}, '{name[0]} {name[1]}', '{role.value}', '{role.value}' FROM desks"
        " ON CONFLICT (desk_id, user_id) DO UPDATE SET role = excluded.role, given_role = excluded.given_role"
    )
