"""`python -m tests.bench`: every bench, or those named. Needs a quarter of an hour and 6 GB in the temporary directory."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping

from tests.bench import facts, reports, search, speed

BENCHES: Mapping[str, Callable[[int], Awaitable[str]]] = {
    "facts": facts.run,
    "reports": reports.run,
    "search": search.run,
    "speed": speed.run,
}
"""Each makes its own data, in about the given number of rows, and returns what it measured."""


async def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help="all, if none is named")
    parser.add_argument("--rows", type=int, default=1_000_000, help="messages (default: a million)")
    given = parser.parse_args()
    for name in given.names or BENCHES:
        print(await BENCHES[name](given.rows), flush=True)  # noqa: T201 - it is what it is for


if __name__ == "__main__":
    asyncio.run(main())
