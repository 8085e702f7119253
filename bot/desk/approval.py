"""Answers that a colleague looks at before they go out: who must ask, who may approve, and how one asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.permissions import MATRIX, Right, may
from bot.desk.states import Action, Refused
from storage.models import Approvers, Role, Staff

REMIND_AFTER = timedelta(minutes=5)
"""So long an answer waits quietly on its card. Then those who may approve are told, once."""

MENTIONED = 5
"""People at most that one reminder calls: more would be a noise that nobody hears."""

SENIOR = frozenset({Role.OWNER, Role.SUPERVISOR})

APPROVING = frozenset(role for role, abilities in MATRIX.items() if Right.APPROVE in abilities)

SHOWN_WORDS = 1200
"""Code points that a card has for the words of all answers that wait for a look."""

NOT_THEIRS = frozenset({"own-approval", "may-not-approve", "supervisors-approve"})
"""Why somebody may not decide (`check`)."""

_ASKS = re.compile(r"\?\?(?!\?)\s*(?:@(\w+)\s*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wrote after `??`: `text` for the customer, `username` of the colleague who shall look."""

    text: str
    username: str | None


def asked(text: str) -> Asked | None:
    """`?? @boris Your parcel …`: a colleague shall look first. None: it begins otherwise."""
    found = _ASKS.match(text)
    return None if found is None else Asked(text[found.end() :].strip(), found[1])


def needs_look(role: Role | str) -> bool:
    """What somebody with this role writes does not go out before a colleague has seen it."""
    return not may(role, Right.PUBLISH)


def is_trusted(by: Staff, writer_id: int | None, escalation_id: int | None) -> bool:
    """A trusted department's specialist, at an answer of their own: nobody looks at that first."""
    return escalation_id is not None and by.id == writer_id


def looked_at_again(
    by: Staff, writer: Staff | None, escalation_id: int | None, *, approved: bool, policy: Approvers | str
) -> bool:
    """`writer`'s answer, which `approved`: a colleague has seen, says something else now by `by`: is it looked at first?

    Whoever may approve it has seen what they wrote themselves.
    """
    if approved:
        return not may_approve(by, writer, policy)
    writer_id = None if writer is None else writer.id
    return needs_look(by.role) and not is_trusted(by, writer_id, escalation_id)


def check(approver: Staff, author: Staff | None, policy: Approvers | str) -> None:
    """Raises Refused for whoever may not decide on what `author` wrote, with whose business it is.

    The policy is about those who must ask; whoever asks of their own will may ask any colleague who may approve.
    """
    if author is not None and approver.user_id == author.user_id:
        raise Refused("own-approval")
    if approver.left_at is not None or not may(approver.role, Right.APPROVE):
        raise Refused("may-not-approve")
    must = author is not None and needs_look(author.role)
    if must and policy == Approvers.SUPERVISORS and approver.role not in SENIOR:
        raise Refused("supervisors-approve")


def may_approve(approver: Staff, author: Staff | None, policy: Approvers | str) -> bool:
    try:
        check(approver, author, policy)
    except Refused:
        return False
    return True


def signs(author: Staff | None, approver: Staff) -> Staff:
    """As whose answer it goes out. Whoever has left, or answers no more, can neither have the case nor hear of it."""
    there = author is not None and author.left_at is None and may(author.role, Action.ANSWER)
    return author if author is not None and there else approver


def approvers(people: Iterable[Staff], author: Staff | None, policy: Approvers | str) -> Sequence[Staff]:
    """Who may decide on what `author` wrote; who is on shift first, the owners last: they have more to do."""
    found = [one for one in people if may_approve(one, author, policy)]
    return sorted(found, key=lambda one: (one.on_shift_since is None, one.role == Role.OWNER, one.id))
