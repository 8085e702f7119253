"""A program that has imported everything and forks `otklik run` on request: a start costs no seconds of imports.

One line of JSON a request on stdin, one line with a number on stdout: {"env", "cwd", "log"} starts one and gives its
pid ("arguments": more than `run`), {"reap": pid} waits for its end and gives the exit code (negative: the signal),
{"look": pid} does not wait: RUNS as long as it runs.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

RUNS = 1000
"""No exit code is so high."""


def main() -> None:
    import uvloop  # noqa: F401

    import bot.app
    import bot.cli
    import bot.database  # noqa: F401
    from bot.texts import words

    words("en")
    _say(0)
    for line in sys.stdin:
        _say(answer(json.loads(line)))


def answer(request: dict[str, Any]) -> int:
    match request:
        case {"reap": pid}:
            return reap(pid)
        case {"look": pid}:
            return look(pid)
    return start(request)


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def reap(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def look(pid: int) -> int:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else RUNS


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
    sys.argv = ["otklik", "run", *request.get("arguments", ())]
    code = 1
    try:
        program()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - what the interpreter would do
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
