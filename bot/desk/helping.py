"""`/help`: a line for each thing that the reader may do."""

from __future__ import annotations

from bot.desk.approval import needs_look
from bot.desk.permissions import Ability, Right, may
from bot.desk.richtext import fill, lines
from bot.desk.states import Action
from bot.desk.view import Drawn, Texts
from storage.models import Role

HELP: tuple[tuple[str, Ability], ...] = (
    ("help-swipe", Action.ANSWER),
    ("help-later", Right.PUBLISH),
    ("help-later-looked", Action.ANSWER),
    ("help-note", Action.NOTE),
    ("help-look", Action.ANSWER),
    ("help-approve", Right.APPROVE),
    ("help-templates", Action.ANSWER),
    ("help-queue", Right.LOOK),
    ("help-mine", Action.CLAIM),
    ("help-handover", Action.ASSIGN),
    ("help-shift", Action.CLAIM),
    ("help-private", Action.CLAIM),
    ("help-case", Right.LOOK),
    ("help-find", Right.LOOK),
    ("help-me", Action.ANSWER),
    ("help-language", Right.LOOK),
    ("help-report", Right.REPORT),
    ("help-staff", Right.TEAM),
    ("help-settings", Right.SETTINGS),
    ("help-hours", Right.SETTINGS),
    ("help-targets", Right.SETTINGS),
    ("help-departments", Right.SETTINGS),
    ("help-groups", Right.SETTINGS),
    ("help-new", Action.CLAIM),
    ("help-answered", Action.ANSWER),
    ("help-on-card", Action.CLAIM),
    ("help-assign", Action.ASSIGN),
    ("help-sort", Action.SORT),
    ("help-snooze", Action.SNOOZE),
    ("help-tags", Right.LOOK),
    ("help-merge", Action.MERGE),
    ("help-history", Right.LOOK),
)
"""The words of each line, and who may do what it tells."""


def help_for(role: Role | str | None, texts: Texts) -> Drawn:
    """`role` None: an administrator who writes as the group; told what operators are."""
    role = Role.OPERATOR if role is None else Role(role)
    if role is Role.SPECIALIST:
        return Drawn(lines((fill(texts, "help-specialist"), fill(texts, "help-language"))).html)
    first = [fill(texts, "help-viewer")] if role is Role.VIEWER else []
    shown = [key for key, what in HELP if may(role, what)]
    if not needs_look(role):
        shown.remove("help-later-looked")
    return Drawn(lines((*first, *(fill(texts, key) for key in shown))).html)
