"""What an owner can set from Telegram: a line each. The words are in `settings.ftl`, two texts for each name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.desk.roles import NEWCOMERS
from bot.desk.states import Refused
from storage.models import Account, Approvers, Desk, Noise, Role, Signature

SWITCH: Mapping[str, bool | str] = {"off": False, "on": True}
SUMMARY = "summary"
"""The page about summaries."""
KEEP = "keep"
"""The page about how long words are kept."""
MONTHS: Mapping[str, int | None] = {"ever": None, "y5": 60, "y3": 36, "y2": 24, "y1": 12}


@dataclass(frozen=True, slots=True)
class Setting:
    """`name`: the column. `choices`: what a button carries → what the column holds, in the order of the buttons. `page`: on
    which of the desk's pages it stands."""

    name: str
    of: type[Desk] | type[Account]
    choices: Mapping[str, bool | str] | Mapping[str, int | None]
    page: str = ""

    def chosen(self, row: Desk | Account) -> str:
        """The choice that holds now; "": none of them, it was set in the database."""
        held = getattr(row, self.name)
        return next((choice for choice, content in self.choices.items() if content == held), "")

    def choose(self, row: Desk | Account, choice: str) -> None:
        setattr(row, self.name, self.choices[choice])


SETTINGS = (
    Setting("board", Desk, SWITCH),
    Setting("newcomers", Desk, {role.value: role.value for role in NEWCOMERS}),
    Setting("approvers", Desk, {who.value: who.value for who in Approvers}),
    Setting("asks_outcome", Desk, SWITCH),
    Setting("weekly_summary", Desk, SWITCH, SUMMARY),
    Setting("monthly_summary", Desk, SWITCH, SUMMARY),
    Setting("team_summary", Desk, SWITCH, SUMMARY),
    Setting("keep_months", Desk, MONTHS, KEEP),
    Setting("noise", Account, {level.value: level.value for level in Noise}),
    Setting("urgent", Account, SWITCH),
    Setting("signature", Account, {how.value: how.value for how in Signature}),
)


def check(name: str, choice: str, present: Collection[str]) -> None:
    """Raises Refused for a policy that contradicts itself. `present`: the roles that the desk's people have."""
    if (name, choice) == ("approvers", Approvers.SUPERVISORS) and Role.SUPERVISOR not in present:
        raise Refused("no-supervisor")


def settings_of(row: Desk | Account, page: str = "") -> tuple[Setting, ...]:
    return tuple(one for one in SETTINGS if isinstance(row, one.of) and one.page == page)


def setting(name: str, choice: str) -> Setting | None:
    """None: a button of another time."""
    return next((one for one in SETTINGS if one.name == name and choice in one.choices), None)
