"""docs/states.md and docs/roles.md are what the tables say."""

from __future__ import annotations

from pathlib import Path

from bot.desk import diagram, roles_page
from bot.desk.permissions import MATRIX, Right
from bot.desk.states import Action
from storage.models import Role

DOCS = Path(__file__).parents[2] / "docs"
OF_WORLD = {Action.CUSTOMER_WROTE, Action.ANSWERED, Action.PARTLY_ANSWERED, Action.RETURNED}


def test_the_documented_states_are_those_of_the_table() -> None:
    assert (DOCS / "states.md").read_text("utf-8") == diagram.page(), "run: make docs"


def test_the_documented_roles_are_those_of_the_matrix() -> None:
    assert (DOCS / "roles.md").read_text("utf-8") == roles_page.page(), "run: make docs"


def test_every_role_and_all_that_people_do_is_documented() -> None:
    assert set(roles_page.ROLES) == set(MATRIX) == set(Role)
    assert set(roles_page.ABILITIES) == {*Action, *Right} - OF_WORLD
