"""A program that has imported everything and forks `otklik run` on request: a start costs no seconds of imports.

One line of JSON a request on stdin, one line with a number on stdout: {"env", "cwd", "log"} starts one and gives its
pid, {"reap": pid} waits for its end and gives the exit code (negative: the signal).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    import uvloop  # noqa: F401

    import bot.app
    import bot.cli
    import bot.database  # noqa: F401

    _say(0)
    for line in sys.stdin:
        request = json.loads(line)
        _say(reap(request["reap"]) if "reap" in request else start(request))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def reap(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def start(request: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        run(request)
    return pid


def run(request: dict[str, Any]) -> None:
    """Becomes the program: nothing of this process is left to it but the modules."""
    from bot.cli import main as program

    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    log = os.open(Path(request["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    sys.argv = ["otklik", "run"]
    code = 1
    try:
        program()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
