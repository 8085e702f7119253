"""Which role holds: what being a member gives, and what an owner gave instead.

A role that an owner gave survives leaving and coming back, but holds only where it belongs: whoever is not in the
operators' group has no rights of an operator, whatever was given.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.models import Role

NEWCOMERS = (Role.OPERATOR, Role.TRAINEE, Role.VIEWER)
"""What the operators' group may give to whom no owner gave anything else."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is a member, as Telegram says."""

    desk: bool
    """Of the operators' group."""
    department: bool
    """Of a department's chat. Whoever alone is a department is in no chat by that, and has no role from it."""


def role_of(held: Role | None, given: Role | None, newcomers: Role, standing: Standing) -> Role | None:
    """The role from now on; None: they have left. `held`: till now, None for whoever is new or comes back.

    A policy for newcomers changes nobody's role who has one. An owner is one by the owner's link or OWNER_IDS, not by
    a group, and stays one outside of all. Whoever may only look on is a specialist if a department has them too:
    else they could not answer what that is asked.
    """
    if held is Role.OWNER:
        return held
    if not standing.desk:
        if not standing.department:
            return None
        return Role.VIEWER if given is Role.VIEWER else Role.SPECIALIST
    if given is not None:
        return given
    asked = standing.department or held is Role.SPECIALIST
    role = newcomers if held in (None, Role.SPECIALIST) else held
    return Role.SPECIALIST if role is Role.VIEWER and asked else role


def seen_in(held: Role | None, given: Role | None, newcomers: Role, *, desk: bool) -> Role:
    """The role of somebody who was seen in the operators' group (`desk`) or a department's chat. Where else they are is
    not known, so nothing is taken away."""
    if desk:
        seen = role_of(held, given, newcomers, Standing(desk=True, department=False))
        return held or newcomers if seen is None else seen
    if held is None:
        return Role.VIEWER if given is Role.VIEWER else Role.SPECIALIST
    return Role.SPECIALIST if held is Role.VIEWER and given is None else held
