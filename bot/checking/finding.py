"""One line of `otklik check`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo`: what a person does about it; None: all is well."""

    what: str
    found: str
    todo: str | None = None

    def __str__(self) -> str:
        if self.todo is None:
            return f"ok   {self.what}: {self.found}"
        return f"FAIL {self.what}: {self.found}\n     → {self.todo}"
