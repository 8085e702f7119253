"""What a button of a deed carries, what is offered, and what the tables of VK say of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.desk.deeds import DEEDS, REASONS, TERMS, Ask, Stands, Term, offers
from bot.desk.permissions import Right, require
from bot.desk.states import Refused
from bot.desk.view import Command
from bot.telegram.callbacks import Pressed
from connectors.base import Capability, Deed
from connectors.signals import Reason
from storage.models import Role

YES = Capability(supported=True)
ABLE = dict.fromkeys(Deed, YES)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(("deed", "term", "reason"), list(product(Deed, (None, *Term), (None, *Reason))))
def test_a_button_says_again_what_it_was_drawn_with(
    deed: Deed, term: Term | None, reason: Reason | None
) -> None:
    ask = Ask(deed, 123_456_789_012, term, reason)
    assert Ask.unpack(ask.pack()) == ask
    assert len(Pressed(command=Command.DEED_SURELY, case=10**10, version=10**6, arg=ask.pack()).pack()) <= 64


def test_every_deed_term_and_reason_has_its_place() -> None:
    assert (set(DEEDS), set(TERMS), set(REASONS)) == (set(Deed), set(Term), set(Reason))


def test_of_a_deed_and_its_opposite_one_is_offered() -> None:
    def offered(stands: Stands) -> list[Deed]:
        return [one.ask.deed for one in offers(5, ABLE, stands, frozenset())]

    always = [Deed.READ, Deed.EDIT, Deed.DELETE, Deed.REMOVE]
    assert offered(Stands()) == [Deed.LIKE, Deed.HIDE, Deed.BAN, Deed.CLOSE, *always]
    assert offered(Stands(liked=True, banned=True, closed=True)) == [
        *(Deed.UNLIKE, Deed.HIDE, Deed.LIFT, Deed.OPEN, *always)
    ]
    assert offered(Stands(hidden=True)) == [Deed.RESTORE, Deed.BAN, Deed.CLOSE, *always]
    assert offered(Stands(gone=True)) == [Deed.BAN, Deed.CLOSE]


def test_what_cannot_be_done_says_why_and_what_makes_no_sense_is_not_there() -> None:
    able = {Deed.LIKE: Capability(supported=False, reason="why-deed-needs-admin-token"), Deed.BAN: YES}
    [like, ban] = offers(5, able, Stands(), frozenset({Deed.BAN}))
    assert (like.why, like.under_way) == ("why-deed-needs-admin-token", False)
    assert (ban.why, ban.under_way) == (None, True)


def test_terms_end() -> None:
    assert Term.WEEK.ends(NOW) == NOW + timedelta(days=7)
    assert Term.EVER.ends(NOW) is None


def test_who_publishes_moderates() -> None:
    for role in (Role.OWNER, Role.SUPERVISOR, Role.OPERATOR):
        require(role, Right.MODERATE)
    for role in (Role.TRAINEE, Role.SPECIALIST, Role.VIEWER):
        with pytest.raises(Refused):
            require(role, Right.MODERATE)
