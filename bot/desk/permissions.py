"""Role × action, in one place. Membership of a bound group gives the role; this says what the role may."""

from __future__ import annotations

from collections.abc import Mapping

from bot.desk.states import Action, Refused
from storage.models import Role

OF_PEOPLE = frozenset(
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
    }
)

MATRIX: Mapping[Role, frozenset[Action]] = {
    Role.OWNER: OF_PEOPLE | {Action.ADVISE},
    Role.OPERATOR: OF_PEOPLE | {Action.ADVISE},
    Role.SPECIALIST: frozenset({Action.ADVISE, Action.NOTE}),
}


def may(role: Role | str, action: Action) -> bool:
    return action in MATRIX[Role(role)]


MODERATES = frozenset({Role.OWNER, Role.OPERATOR})
"""Who does what is done beside answering. All of it: on a small team nobody waits for a supervisor while spam stands
there, and what others see at once asks for a second tap (`deeds.ASKED_TWICE`)."""


def require_deed(role: Role | str) -> None:
    """Raises Refused."""
    if Role(role) not in MODERATES:
        raise Refused("role", action="deed")


def require(role: Role | str, action: Action) -> None:
    """Raises Refused with words that say whose business it is."""
    if not may(role, action):
        raise Refused("role", action=action.value)
