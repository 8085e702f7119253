"""Processes of the real program, forked from one for the whole run that has imported everything.

A cold start costs seconds of the processor's time each.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.chaos.programs import ROOT
from tests.chaos.warm import RUNS


class Forked:
    """Has what of `asyncio.subprocess.Process` is needed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended: int | None = None

    @property
    def returncode(self) -> int | None:
        if self._ended is None and (code := _ask({"look": self.pid})) != RUNS:
            self._ended = code
        return self._ended

    async def wait(self) -> int:
        while (code := self.returncode) is None:
            await asyncio.sleep(0.02)
        return code

    def send_signal(self, number: int) -> None:
        """Nobody else is met: until its end was looked at the number is its own."""
        if self.returncode is None:
            os.kill(self.pid, number)


def fork(arguments: Sequence[str], env: Mapping[str, str], cwd: Path, log: Path) -> Forked:
    """`otklik run` with these arguments and settings, and no others."""
    return Forked(_ask({"arguments": arguments, "env": env, "cwd": str(cwd), "log": str(log)}))


def _ask(request: Mapping[str, object]) -> int:
    """Answered at once: the loop may wait for it."""
    warm = _warm()
    assert warm.stdin is not None
    assert warm.stdout is not None
    warm.stdin.write(json.dumps(request) + "\n")
    warm.stdin.flush()
    return int(warm.stdout.readline())


@cache
def _warm() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        (sys.executable, "-m", "tests.chaos.warm"),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
