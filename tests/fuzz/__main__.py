"""Every parser at length, for `make chaos`: with atheris, which follows what each input reaches, where it is installed.

Each parser is fed in a process of its own, forked after all is loaded, so that one that hangs or dies ends nothing but
itself. Prints a line of JSON a parser.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

import structlog

SLOW = 1.0
"""Seconds of the processor for one input: so long would the desk's loop stand still."""
LONGEST = 96
"""Bytes that an input is made from."""


NOWHERE = f"{tempfile.gettempdir()}/otklik-fuzz-"
"""Where libFuzzer writes an input by which a process died: read `Parser.made` of its bytes."""


@dataclass
class Outcome:
    parser: str
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    broken: dict[str, str] = field(default_factory=dict)
    """By error, the first input."""


class Feeding:
    """Counts, and keeps what went wrong."""

    def __init__(self, name: str, parser: Any, runs: int, seconds: float) -> None:
        self.outcome = Outcome(name)
        self._parser, self._runs, self._seconds, self._began = parser, runs, seconds, time.monotonic()

    def feed(self, data: bytes) -> bool:
        """False: it is enough."""
        value = self._parser.made(data)
        took = self._tried(value)
        if took > SLOW:
            took = self._tried(value)  # the first one may have paid for a collection of garbage
        if took > SLOW:
            self._keep("slow", value)
        outcome = self.outcome
        outcome.slowest, outcome.inputs = max(outcome.slowest, took), outcome.inputs + 1
        outcome.seconds = time.monotonic() - self._began
        return outcome.inputs < self._runs and outcome.seconds < self._seconds

    def _tried(self, value: object) -> float:
        """Seconds of the processor: others on the machine are no fault of the input."""
        began = time.process_time()
        try:
            self._parser.tried(value)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            self._keep(f"{type(error).__name__}: {str(error)[:80]}", value)
        return time.process_time() - began

    def _keep(self, what: str, value: object) -> None:
        if len(self.outcome.broken) < 5:
            self.outcome.broken.setdefault(what, repr(value)[:500])


def by_chance(feeding: Feeding, seed: int) -> None:
    random = Random(seed)
    while feeding.feed(random.randbytes(random.randrange(LONGEST))):
        pass


def by_atheris(feeding: Feeding, seed: int, report: Callable[[], None]) -> None:
    """libFuzzer gives nothing back: who has had enough says so and ends the process."""
    import atheris

    def one(data: bytes) -> None:
        if not feeding.feed(data):
            report()
            os._exit(0)

    atheris.Setup(
        [
            "fuzz",
            f"-seed={seed % 2**31}",
            f"-max_len={LONGEST}",
            "-verbosity=0",
            f"-artifact_prefix={NOWHERE}",
        ],
        one,
    )
    atheris.Fuzz()


def forked(feeding: Feeding, seed: int, *, guided: bool, seconds: float) -> Outcome:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        for descriptor in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)  # libFuzzer's own words

        def report() -> None:
            os.write(writer, json.dumps(asdict(feeding.outcome)).encode())

        if guided:
            by_atheris(feeding, seed, report)
        else:
            by_chance(feeding, seed)
        report()
        os._exit(0)
    os.close(writer)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(int(seconds) + 30)
    with os.fdopen(reader, "rb") as told:
        said = told.read()
    os.waitpid(child, 0)
    signal.alarm(0)
    if not said:
        return Outcome(
            feeding.outcome.parser, broken={"its process hung or died": "nobody knows which input"}
        )
    return Outcome(**json.loads(said))


def fuzz(names: list[str], runs: int, seconds: float, seed: int) -> Iterator[Outcome]:
    guided = False
    with suppress(ImportError):
        import atheris

        guided = True
        with atheris.instrument_imports(include=["connectors.vk", "bot.desk", "bot.accounts", "bot.masks"]):
            importlib.import_module("tests.fuzz.parsers")
    from tests.fuzz.parsers import PARSERS

    for name in names or list(PARSERS):
        feeding = Feeding(name, PARSERS[name], runs, seconds)
        yield forked(feeding, seed, guided=guided, seconds=seconds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument(
        "--seconds", type=float, default=900.0, help="at most, for one parser: then it was cut short"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("parsers", nargs="*")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for outcome in fuzz(given.parsers, given.runs, given.seconds, given.seed):
        sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
