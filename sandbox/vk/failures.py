"""Errors that a test asks for: any code, for any method, so many times; captchas in both forms."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from sandbox.vk.errors import VkError
from sandbox.vk.media import ORIGIN

CaptchaForm = Literal["redirect", "image"]


@dataclass(eq=False)
class Failure:
    """`method` is a glob; `times=None` means until it is taken back, or solved if it is a captcha."""

    method: str
    error: VkError
    times: int | None = 1
    when: Callable[[Mapping[str, str]], bool] | None = None
    captcha: str = ""
    hits: int = 0

    def takes(self, method: str, params: Mapping[str, str]) -> bool:
        return fnmatchcase(method, self.method) and (self.when is None or self.when(params))

    def solved_by(self, params: Mapping[str, str]) -> bool:
        """A captcha ends when its answer comes with the repeated call."""
        if not self.captcha:
            return False
        by_page = params.get("success_token") == f"solved-{self.captcha}"
        return by_page or bool(params.get("captcha_sid") == self.captcha and params.get("captcha_key"))


class Failures:
    """The errors in store, in the order they were asked for."""

    def __init__(self) -> None:
        self.list: list[Failure] = []
        self.distortions: dict[str, Callable[[object], object]] = {}
        """What becomes of the next answers, by method."""
        self._numbers = itertools.count(1)

    def add(self, failure: Failure) -> Failure:
        self.list.append(failure)
        return failure

    def captcha(self, method: str, form: CaptchaForm, times: int | None) -> Failure:
        """The present form has `redirect_uri` and no `captcha_sid` (facts/vk.md, section 2); the old one an image."""
        sid = f"{next(self._numbers):012d}"
        extra: dict[str, object] = (
            {"redirect_uri": f"{ORIGIN}/captcha/{sid}", "is_refresh_enabled": False, "captcha_attempt": 1}
            if form == "redirect"
            else {"captcha_sid": sid, "captcha_img": f"{ORIGIN}/captcha/{sid}.png"}
        )
        return self.add(Failure(method, VkError(14, extra=extra), times, captcha=sid))

    def solve(self, sid: str) -> bool:
        """The human did it on the page itself. False for an unknown or finished captcha."""
        before = len(self.list)
        self.list = [each for each in self.list if each.captcha != sid]
        return len(self.list) < before

    def clear(self) -> None:
        self.list = []

    def check(self, method: str, params: Mapping[str, str]) -> None:
        """Raise the first error that is due for this call."""
        self.list = [each for each in self.list if not each.solved_by(params)]
        due = next((each for each in self.list if each.takes(method, params)), None)
        if due is None:
            return
        due.hits += 1
        if due.times is not None:
            due.times -= 1
            if due.times <= 0:
                self.list.remove(due)
        raise due.error
