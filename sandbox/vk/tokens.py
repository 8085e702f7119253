"""Who calls: kinds of tokens, their rights, their pace (facts/vk.md, sections 0 and 2)."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from sandbox.vk.errors import SCOPE_MISSING, VkError
from sandbox.vk.limits import Limits

Kind = Literal["community", "service", "admin"]

BITS = {
    "video": 1 << 4,
    "notifications": 1 << 19,
    "market": 1 << 27,
    "stories": 1 << 0,
    "app_widget": 1 << 6,
    "photos": 1 << 2,
    "wall": 1 << 13,
    "messages": 1 << 12,
    "docs": 1 << 17,
    "manage": 1 << 18,
    "groups": 1 << 18,
    "offline": 1 << 16,
}
"""Bit of each right in `mask` (vk.com/dev/permissions, from memory: facts/vk.md gives none)."""

GRANTED: dict[str, frozenset[str]] = {
    "community": frozenset({"manage", "messages", "wall", "photos", "docs", "stories"}),
    "admin": frozenset({"wall", "groups", "photos", "video", "market", "docs", "offline"}),
    "service": frozenset(),
}
"""Rights of a token nobody narrowed. New user applications get no `messages`."""

WRONG_KIND = {
    "community": "method is unavailable with group auth.",
    "service": "method is unavailable with service token.",
    "admin": "method is unavailable with user auth.",
}


@dataclass(eq=False)
class Token:
    """`user_id` is the person behind an admin token; `group_id` the community it may act for."""

    value: str
    kind: Kind
    group_id: int | None
    user_id: int | None
    scopes: frozenset[str]
    revoked: bool = False
    _recent: deque[float] = field(default_factory=deque)
    _today: Counter[str] = field(default_factory=Counter)

    @property
    def permissions(self) -> list[dict[str, object]]:
        return [{"name": scope, "setting": BITS.get(scope, 0)} for scope in sorted(self.scopes)]

    @property
    def mask(self) -> int:
        return sum({BITS.get(scope, 0) for scope in self.scopes})

    def check_kind(self, kinds: Iterable[str]) -> None:
        if self.kind not in kinds:
            raise VkError(27, WRONG_KIND[self.kind])

    def check_scope(self, scope: str | None) -> None:
        """Service tokens have no rights of their own and need none for what is public."""
        if scope and self.kind != "service" and scope not in self.scopes:
            detail = "no access to call this method. It cannot be called with current scopes."
            raise VkError(15, detail, subcode=SCOPE_MISSING)

    def check_rate(self, limits: Limits, now: float) -> None:
        """A call too many is refused and not counted: the window is the last second."""
        most = limits.community_per_second if self.kind == "community" else limits.user_per_second
        if most is None:
            return
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) >= most:
            raise VkError(6)
        self._recent.append(now)

    def check_quota(self, limits: Limits, method: str, day: int) -> None:
        most = limits.daily.get(method)
        key = f"{day}/{method}"
        if most is not None and self._today[key] >= most:
            raise VkError(29)
        self._today[key] += 1


class Tokens:
    """The tokens VK has given out."""

    def __init__(
        self, limits: Limits, clock: Callable[[], float], pace: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits
        self._clock = clock
        self._pace = pace
        self._known: dict[str, Token] = {}

    def add(self, token: Token) -> Token:
        self._known[token.value] = token
        return token

    def revoke(self, value: str) -> None:
        self._known[value].revoked = True

    def find(self, value: str) -> Token:
        """Error 5 for no token, an unknown one and a revoked one."""
        if not value:
            raise VkError(5, "no access_token passed.")
        token = self._known.get(value)
        if token is None or token.revoked:
            raise VkError(5, "invalid access_token (4).")
        return token

    def pace(self, token: Token, method: str) -> None:
        """Count a call against the token's rate and the method's daily quota: errors 6 and 29."""
        token.check_rate(self.limits, self._pace())
        self.count(token, method)

    def count(self, token: Token, method: str) -> None:
        """Against the daily quota alone: a call inside of another one (execute)."""
        token.check_quota(self.limits, method, int(self._clock() // 86400))
