"""What holds for one token, however many communities use it: its pace, its used-up quotas, whether VK refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from connectors.errors import Auth, HumanNeeded
from connectors.vk.limiter import Limiter


@dataclass(eq=False, slots=True)
class Shared:
    """`about` names the token without showing it: by the first community that came with it."""

    about: str
    limiter: Limiter
    resting: dict[str, float] = field(default_factory=dict)
    """Until when each method's quota is used up, on the connectors' clock."""
    refused: Auth | None = None
    checks: dict[str, HumanNeeded] = field(default_factory=dict)
    """By method: a captcha before one says nothing of another."""
    answered: bool = False
    """VK took it at least once."""
    searchers: int = 0
    """How many communities search with it: its quota of a day is theirs together."""
    _listeners: list[Callable[[], None]] = field(default_factory=list)

    @property
    def sound(self) -> bool | None:
        """None: nobody has tried it yet."""
        if self.refused is not None or self.checks:
            return False
        return True if self.answered else None

    def on_change(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def works(self, method: str) -> None:
        before = self.sound
        self.refused, self.answered = None, True
        self.checks.pop(method, None)
        self._tell(before)

    def fails(self, method: str, error: Auth | HumanNeeded) -> None:
        before = self.sound
        if isinstance(error, Auth):
            self.refused = error
        else:
            self.checks[method] = error
        self._tell(before)

    def _tell(self, before: bool | None) -> None:
        if before is not self.sound:
            for listener in self._listeners:
                listener()


class Purse:
    """The tokens of all communities of a program. Never shown by repr. `limiter`: what holds a token to so many a second."""

    def __init__(self, limiter: Callable[[int], Limiter] = Limiter) -> None:
        self._limiter = limiter
        self._known: dict[str, Shared] = {}
        self.groups: set[int] = set()
        """The numbers of all communities."""

    def of(self, token: str, kind: str, group_id: int, per_second: int) -> Shared:
        self.groups.add(group_id)
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = Shared(f"{group_id} {kind} token", self._limiter(per_second))
        return known
