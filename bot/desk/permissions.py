"""Role × what it may do, in one place. Membership of a bound group gives the role, or an owner gave another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.desk.states import Action, Refused
from bot.desk.view import Command, Drawn, PanelCommand
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
    CORRECT = "correct"
    """A colleague's answer that has gone out: change it, delete it."""
    CUSTOMERS = "customers"
    """What is kept of a customer: notes, promises, tags, who they are."""
    TEMPLATES = "templates"
    """The desk's; one's own are everybody's right who answers."""
    REPORT = "report"
    TEAM = "team"
    """Who is on the team, with what they have."""
    STAFF = "staff"
    FORGET = "forget"
    """A customer, for good."""
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
        Action.MERGE,
        Action.ADVISE,
        Action.SORT,
        Action.SNOOZE,
        Action.WAKE,
        Action.END,
        Right.LOOK,
    }
)
PUBLISHES: frozenset[Ability] = ANSWERS | {
    Right.PUBLISH,
    Right.APPROVE,
    Right.MODERATE,
    Right.CUSTOMERS,
    Action.ASSIGN,
}
LEADS: frozenset[Ability] = PUBLISHES | {Right.CORRECT, Right.TEMPLATES, Right.REPORT, Right.TEAM}

MATRIX: Mapping[Role, frozenset[Ability]] = {
    Role.OWNER: LEADS | {Right.STAFF, Right.SETTINGS, Right.FORGET},
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
        raise denied(role, ability)


def denied(role: Role | str, ability: Ability) -> Refused:
    return Refused("role", action=ability.value.replace("_", "-"), role=Role(role).value)


PRESSES: Mapping[Command, Ability] = {
    Command.CLAIM: Action.CLAIM,
    Command.RELEASE: Action.RELEASE,
    Command.TAKE_OVER: Action.TAKE_OVER,
    Command.TAKE_OVER_SURELY: Action.TAKE_OVER,
    Command.ASSIGN: Action.ASSIGN,
    Command.ASSIGN_TO: Action.ASSIGN,
    Command.REPLY: Action.ANSWER,
    Command.TEMPLATES: Action.ANSWER,
    Command.TEMPLATE: Action.ANSWER,
    Command.ESCALATE: Action.ESCALATE,
    Command.ESCALATE_TO: Action.ESCALATE,
    Command.ESCALATE_NOW: Action.ESCALATE,
    Command.ASK: Action.ESCALATE,
    Command.RESOLVE: Action.RESOLVE,
    Command.DISMISS: Action.DISMISS,
    Command.REOPEN: Action.REOPEN,
    Command.MERGE: Action.MERGE,
    Command.MERGE_WITH: Action.MERGE,
    Command.MERGE_SURELY: Action.MERGE,
    Command.APART: Action.MERGE,
    Command.TAKE_APART: Action.MERGE,
    Command.WHOLE: Right.LOOK,
    Command.NOTE: Action.NOTE,
    Command.MORE: Right.LOOK,
    Command.HISTORY: Right.LOOK,
    Command.FILES: Right.LOOK,
    Command.CUSTOMER: Right.LOOK,
    Command.CUSTOMER_DO: Right.CUSTOMERS,
    Command.RETRY: Action.ANSWER,
    Command.IS_THERE: Action.ANSWER,
    Command.SEND_DRAFT: Action.ANSWER,
    Command.SEND_DRAFT_SURELY: Action.ANSWER,
    Command.DROP_DRAFT: Action.ANSWER,
    Command.PRIVATE: Action.ANSWER,
    Command.PRIVATE_SURELY: Action.ANSWER,
    Command.LOOK: Action.ANSWER,
    Command.LOOK_DRAFT: Action.ANSWER,
    Command.TAKE_ASKED: Action.ADVISE,
    Command.ASK_BACK: Action.ADVISE,
    Command.GIVE_BACK: Action.ADVISE,
    Command.GIVE_BACK_NOW: Action.ADVISE,
    Command.ELSEWHERE: Action.ANSWER,
    Command.ELSEWHERE_BY: Action.ANSWER,
    Command.ELSEWHERE_NOW: Action.ANSWER,
    Command.ELSEWHERE_DRAFT: Action.ANSWER,
    Command.BELONGS: Action.DISMISS,
    Command.MODERATE: Right.MODERATE,
    Command.DEED: Right.MODERATE,
    Command.DEED_SURELY: Right.MODERATE,
    Command.SORT: Action.SORT,
    Command.CATEGORY: Action.SORT,
    Command.PRIORITY: Action.SORT,
    Command.TAG: Action.SORT,
    Command.UNTAG: Action.SORT,
    Command.NEW_TAG: Action.SORT,
    Command.SNOOZE: Action.SNOOZE,
    Command.SNOOZE_FOR: Action.SNOOZE,
    Command.SNOOZE_DATE: Action.SNOOZE,
    Command.WAKE: Action.WAKE,
    Command.ENDING: Action.END,
    Command.ENDED: Action.END,
}
"""What a button asks for. One that is not here is anybody's, or its answerer says whose (the author's own answer)."""

TURNS: Mapping[PanelCommand, Ability] = {
    PanelCommand.PAGE: Right.LOOK,
    PanelCommand.OPEN: Right.LOOK,
    PanelCommand.CLAIM: Action.CLAIM,
    PanelCommand.CLAIM_ALL: Action.CLAIM,
    PanelCommand.CLAIM_ALL_SURELY: Action.CLAIM,
    PanelCommand.DISMISS: Action.DISMISS,
    PanelCommand.DISMISS_ALL: Action.DISMISS,
    PanelCommand.DISMISS_ALL_SURELY: Action.DISMISS,
    PanelCommand.MUTE: Action.DISMISS,
    PanelCommand.MUTE_SURELY: Action.DISMISS,
    PanelCommand.UNMUTE: Action.DISMISS,
}


def require_press(role: Role | str, command: Command | PanelCommand) -> None:
    """Raises Refused, as `require` does."""
    needed = _behind(command)
    if needed is not None:
        require(role, needed)


def permitted(drawn: Drawn, role: Role | str) -> Drawn:
    """What one person sees, without the buttons whose business is not theirs. A card in a group has all of them."""

    def theirs(command: Command | PanelCommand | None) -> bool:
        needed = None if command is None else _behind(command)
        return needed is None or may(role, needed)

    rows = [
        tuple(one for one in row if theirs(one.command if one.turn is None else one.turn.command))
        for row in drawn.rows
    ]
    return replace(drawn, rows=tuple(row for row in rows if row))


def _behind(command: Command | PanelCommand) -> Ability | None:
    return PRESSES.get(command) if isinstance(command, Command) else TURNS.get(command)
