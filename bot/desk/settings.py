"""What an owner can set from Telegram: a line each. The words are in `settings.ftl`, two texts for each name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.models import Account, Desk, Noise

SWITCH: Mapping[str, bool | str] = {"off": False, "on": True}


@dataclass(frozen=True, slots=True)
class Setting:
    """`name`: the column. `choices`: what a button carries → what the column holds, in the order of the buttons."""

    name: str
    of: type[Desk] | type[Account]
    choices: Mapping[str, bool | str]

    def chosen(self, row: Desk | Account) -> str:
        """The choice that holds now."""
        held = getattr(row, self.name)
        return next(choice for choice, content in self.choices.items() if content == held)

    def choose(self, row: Desk | Account, choice: str) -> None:
        setattr(row, self.name, self.choices[choice])


SETTINGS = (
    Setting("board", Desk, SWITCH),
    Setting("noise", Account, {level.value: level.value for level in Noise}),
    Setting("urgent", Account, SWITCH),
)


def settings_of(row: Desk | Account) -> tuple[Setting, ...]:
    return tuple(one for one in SETTINGS if isinstance(row, one.of))


def setting(name: str, choice: str) -> Setting | None:
    """None: a button of another time."""
    return next((one for one in SETTINGS if one.name == name and choice in one.choices), None)
