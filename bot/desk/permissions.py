"""Role × what it may do, in one place. Membership of a bound group gives the role, or an owner gave another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.desk.states import Action, Refused
from storage.models import Role


class Right(StrEnum):
    """What is done beside the acts on a case that `states.TABLE` knows."""

    LOOK = "look"
    """The queue, one's own cases, any case with its history."""
    PUBLISH = "publish"
    """An answer goes out without a colleague's look at it."""
    APPROVE = "approve"
    """Somebody else's answer that waits for a look."""
    MODERATE = "moderate"
    """Like, hide, ban, close. On a small team nobody waits for a supervisor while spam stands there, and what others
    see at once asks for a second tap (`deeds.ASKED_TWICE`)."""
    TEMPLATES = "templates"
    """The desk's; one's own are everybody's right who answers."""
    REPORT = "report"
    STAFF = "staff"
    SETTINGS = "settings"


Ability = Action | Right

ANSWERS: frozenset[Ability] = frozenset(
    {
        Action.CLAIM,
        Action.RELEASE,
        Action.TAKE_OVER,
        Action.ANSWER,
        Action.ESCALATE,
        Action.NOTE,
        Action.RESOLVE,
        Action.DISMISS,
        Action.REOPEN,
        Action.ADVISE,
        Right.LOOK,
    }
)
PUBLISHES: frozenset[Ability] = ANSWERS | {Right.PUBLISH, Right.APPROVE, Right.MODERATE, Action.ASSIGN}
LEADS: frozenset[Ability] = PUBLISHES | {Right.TEMPLATES, Right.REPORT}

MATRIX: Mapping[Role, frozenset[Ability]] = {
    Role.OWNER: LEADS | {Right.STAFF, Right.SETTINGS},
    Role.SUPERVISOR: LEADS,
    Role.OPERATOR: PUBLISHES,
    Role.TRAINEE: ANSWERS,
    Role.SPECIALIST: frozenset({Action.ADVISE, Action.NOTE}),
    Role.VIEWER: frozenset({Right.LOOK}),
}


def may(role: Role | str, ability: Ability) -> bool:
    return ability in MATRIX[Role(role)]


def require(role: Role | str, ability: Ability) -> None:
    """Raises Refused with words that say whose business it is."""
    if not may(role, ability):
        raise Refused("role", action=ability.value)
