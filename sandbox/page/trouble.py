"""Troubles a person can switch on at the page, each one switch over the faults of the two servers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.faults import Fault, Faults, Rule
from sandbox.page.body import Json
from sandbox.telegram import TelegramSandbox
from sandbox.vk import VkSandbox
from sandbox.vk.failures import Failure

Undo = Callable[[], None]
Left = Callable[[], bool]


@dataclass
class Switch:
    """`on` begins the trouble and returns how to end it, and how to tell whether it still lasts."""

    id: str
    where: str
    title: str
    hint: str
    on: Callable[[], tuple[Undo, Left]]
    _undo: Undo | None = field(default=None, repr=False)
    _left: Left | None = field(default=None, repr=False)

    @property
    def active(self) -> bool:
        return self._left is not None and self._left()

    def set(self, wanted: bool) -> None:
        if self._undo is not None:
            self._undo()
        self._undo, self._left = self.on() if wanted else (None, None)


class Trouble:
    """The switches of the page. `tests` that need more use the sandboxes' own faults."""

    def __init__(self, telegram: TelegramSandbox, vk: VkSandbox) -> None:
        self.vk = vk
        here, there = telegram.faults, vk.faults
        self.switches = [
            Switch("telegram-flood", "Telegram", "Too many requests",
                   "Every message and edit of the bot is answered 429, retry after 5 s.",
                   _rules(here, ("send*", "edit*"), Fault.flood(5))),
            Switch("telegram-gateway", "Telegram", "Bad gateway",
                   "Every call is answered 502 with a page of HTML.",
                   _rules(here, ("*",), Fault.html())),
            Switch("telegram-lost", "Telegram", "Lose one answer",
                   "The bot's next message arrives, but the bot never hears that it did.",
                   _rules(here, ("sendMessage",), Fault.drop_after(), times=1)),
            Switch("telegram-down", "Telegram", "Outage",
                   "Connections to Telegram are dropped.",
                   _rules(here, ("*",), Fault.reset_before())),
            Switch("vk-captcha", "VK", "Captcha",
                   "VK wants to see a human before it takes another comment.", self._captcha),
            Switch("vk-lost", "VK", "Lose one answer",
                   "The next answer appears in VK, but VK never confirms it.",
                   self._lost),
            Switch("vk-closed", "VK", "No right to comment",
                   "VK refuses every comment with error 213.", self._refused),
            Switch("vk-down", "VK", "Outage",
                   "Connections to VK are dropped, events wait.",
                   _rules(there, ("*",), Fault.reset_before())),
        ]  # fmt: skip

    def shown(self) -> list[Json]:
        return [
            {"id": each.id, "where": each.where, "title": each.title, "hint": each.hint, "on": each.active}
            for each in self.switches
        ]

    def set(self, name: str, wanted: bool) -> None:
        """Raises LookupError for a switch that is not there."""
        for each in self.switches:
            if each.id == name:
                each.set(wanted)
                return
        raise LookupError(f"no fault {name!r}")

    def _captcha(self) -> tuple[Undo, Left]:
        return self._failing(self.vk.captcha("wall.createComment"))

    def _refused(self) -> tuple[Undo, Left]:
        return self._failing(self.vk.fail("wall.createComment", 213, times=None))

    def _lost(self) -> tuple[Undo, Left]:
        """One comment or one message, whichever comes first."""
        faults = self.vk.faults
        rules = [
            faults.add(name, Fault.drop_after(), times=1) for name in ("wall.createComment", "messages.send")
        ]
        return _remover(faults, rules), lambda: not any(each.spent for each in rules)

    def _failing(self, failure: Failure) -> tuple[Undo, Left]:
        failures = self.vk.core.failures

        def undo() -> None:
            failures.list = [each for each in failures.list if each is not failure]

        return undo, lambda: failure in failures.list


def _rules(
    faults: Faults, matches: tuple[str, ...], fault: Fault, times: int | None = None
) -> Callable[[], tuple[Undo, Left]]:
    def on() -> tuple[Undo, Left]:
        rules = [faults.add(each, fault, times=times) for each in matches]
        return _remover(faults, rules), lambda: any(not r.spent and r in faults.rules for r in rules)

    return on


def _remover(faults: Faults, rules: list[Rule]) -> Undo:
    def undo() -> None:
        for each in rules:
            faults.remove(each)

    return undo
