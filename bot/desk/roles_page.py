"""docs/roles.md, from the matrix: `make docs` writes it, a test compares it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.desk.permissions import MATRIX, Ability, Right
from bot.desk.states import Action
from storage.models import Role

ROLES: Mapping[Role, str] = {
    Role.OWNER: "whoever opened the link of the first start, stands in OWNER_IDS, or was made one by an owner",
    Role.SUPERVISOR: "leads the operators; made one by an owner",
    Role.OPERATOR: "a member of the operators' group, unless the owner set otherwise",
    Role.TRAINEE: "like an operator, but a colleague looks at each answer before the customer reads it",
    Role.SPECIALIST: "a member of a department's chat",
    Role.VIEWER: "a member of the operators' group who only looks on",
}

ABILITIES: Mapping[Ability, str] = {
    Right.LOOK: "look: `/queue`, `/case`, `/find`, the history, the files, the page of a digest",
    Action.NOTE: "write a note that only the team sees (`//`)",
    Action.ADVISE: "answer what a department is asked",
    Action.CLAIM: "claim a case",
    Action.RELEASE: "release one's own case",
    Action.TAKE_OVER: "take over a colleague's case",
    Action.ANSWER: "write an answer to the customer",
    Right.PUBLISH: "have it go out without a colleague's look",
    Right.APPROVE: "let a colleague's answer go out (`/settings` may leave that to supervisors and owners)",
    Action.ESCALATE: "ask a department",
    Action.ASSIGN: "give a case to a colleague",
    Action.RESOLVE: "resolve",
    Action.DISMISS: "dismiss; mute a post",
    Action.REOPEN: "reopen",
    Action.SORT: "sort: category, priority, tags",
    Action.SNOOZE: "snooze",
    Action.WAKE: "wake a snoozed case up",
    Action.END: "say how a case ended",
    Action.MERGE: "merge two cases into one, and take them apart again",
    Right.MODERATE: "moderate in the network: like, hide, ban, close comments, change or delete one's own answer",
    Right.CUSTOMERS: "keep what is known of a customer: notes, promises, tags, VIP, name, language; merge and split them",
    Right.CORRECT: "change or delete a colleague's answer that has gone out",
    Right.TEMPLATES: "change the desk's templates",
    Right.REPORT: "see the figures of any days and the cases behind them: `/report`",
    Right.TEAM: "see who is on the team: `/staff`",
    Right.STAFF: "give roles: `/staff`",
    Right.FORGET: "forget a customer for good",
    Right.SETTINGS: "`/settings`, `/hours`, `/targets`, `/setup`, `/department`; rename and remove tags",
}
"""What people do, in the order of the document."""

HEAD = """# Who may do what
Made from `bot/desk/permissions.py` by `make docs`."""

RULES = """## Where a role comes from

- Being a member of the operators' group gives the role that the owner set in `/settings` (operator, unless changed);
  being a member of a department's chat gives specialist. Whoever is in both has the operators' role;
  where both are topics of one group, everybody there is an operator, so an owner gives specialists theirs by `/staff`.
- An owner gives another by `/staff`. It holds as long as the person is in the operators' group, and again when they
  come back. `By the group` takes it back.
- Leaving the group, or being removed, takes every right away at once: cases held are free again, drafts that only
  that person could send or approve are everybody's who may, and questions taken in a department can be taken by
  somebody else. The group, or the department, is told. Whoever is still in a department's chat is a specialist from
  then on. If Telegram's news of it was lost, Telegram is asked at the person's next act in a private or a
  department's chat, at each start, and every hour.
- An owner is one outside of all groups, too: the right comes from the link or OWNER_IDS. The cases that an owner held
  in the operators' group are free again when they leave it; a department that they alone are goes on. There is always
  an owner: the last one cannot become anything else.
- Being a department alone (`/department Legal @anna`) gives no role: it is for somebody of our groups whose role may
  answer what a department is asked. When they leave the last of the groups, or get a role that may not, the department
  is closed, what it was asked is back with the operators, and the owner is told.
- Who may not do what they press or say is told why, and nobody else sees that."""


def page() -> str:
    """The whole document."""
    who = "\n".join(f"- **{role.value}**: {what}" for role, what in ROLES.items())
    return "\n\n".join((HEAD, "## The roles", who, "## The table", _table(), RULES)) + "\n"


def _table() -> str:
    head = "| may | " + " | ".join(role.value for role in MATRIX) + " |"
    rule = "| --- |" + " --- |" * len(MATRIX)
    rows = [
        f"| {what} | " + " | ".join("yes" if one in MATRIX[role] else "–" for role in MATRIX) + " |"
        for one, what in ABILITIES.items()
    ]
    return "\n".join((head, rule, *rows))


if __name__ == "__main__":
    Path("docs/roles.md").write_text(page(), "utf-8")
