"""Logs: lines for people on a terminal, JSON elsewhere, and no secret in either.

Everything goes one way, the libraries' `logging` too: event → `_cleaned` → one line → `redact` → stream. So a secret in
a message, an argument, an exception or its causes is found wherever it came from. Customers' words are not logged by
us; what PostgreSQL quotes of a row in an error is taken out (`_ROWS`).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from functools import lru_cache
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from bot.hushing import HIDDEN, hushed, may_be_said

SHORTEST = 8
"""A shorter secret is a word that other texts have too; in a URL or after `token=` it is hidden all the same."""

QUIET = (
    "aiogram.event",  # a line for each update
    "aiohttp.access",  # a line for each request, with its address
    "alembic",  # a line for each of its parts
    "apscheduler",  # a line for each tick
    "sqlalchemy.engine",  # statements with their parameters, which are customers' words
    "urllib3",
    "vk_api",
)

_PATTERNS = (
    (":", re.compile(r"(\b(?:bot)?\d{3,}):[\w-]{30,}"), rf"\1:{HIDDEN}"),
    ("vk1.a.", re.compile(r"\bvk1\.a\.[\w-]+"), HIDDEN),
    ("://", re.compile(r"(\b[a-z][a-z0-9+.]*://[^\s/:@]*):[^\s/\"']+@"), rf"\1:{HIDDEN}@"),
    (
        "_token",
        re.compile(r"""((?:access_|service_|secret_)token\\?["']?\s*[=:]\s*\\?["']?)[^\s"'&,;\\)}]+"""),
        rf"\1{HIDDEN}",
    ),
    # The key of a long poll lets its bearer read what customers write.
    ("=", re.compile(r"([?&](?:key|secret|token|code|hash|sig)=)[^\s\"'&\\)]+"), rf"\1{HIDDEN}"),
)
"""A sign without which there is nothing to look for, the look, and what takes its place."""
_ROWS = re.compile(
    r"(DETAIL: +)(?:Failing row contains|Key \().*?(?=\n\[SQL: |\n\nThe above|\n\nDuring|\Z)", re.DOTALL
)
_PARAMETERS = re.compile(
    r"(\n\[parameters: ).*?(?=\n\(Background on this error|\n\nThe above|\n\nDuring|\Z)", re.DOTALL
)

_ARGUMENTS = re.compile(
    r"(invalid input for query argument \$\d+: ).*?(?= \([^()]*\)(?:\n|\Z)|\Z)", re.DOTALL
)
"""As asyncpg says it."""
_INPUTS = re.compile(r"(input_value=).*?(?=, input_type=|\Z)", re.DOTALL)
"""As pydantic says it."""
_QUOTING = (_PARAMETERS, _ROWS, _ARGUMENTS, _INPUTS)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What moves a terminal's cursor, colours, or turns the direction of what follows."""
_LINE_ENDS = re.compile("[\t\n]")
OFTEN_SAID = 80
"""What is longer is hardly said twice."""
OF_LINES = ("exception", "stack")
"""What of an event may have several lines."""

_secrets: set[str] = set()
_known: tuple[str, ...] = ()
"""The same, the longest first."""


def hide(secrets: Iterable[str]) -> None:
    """From now on these values are in no log."""
    global _known
    for secret in secrets:
        if len(secret) >= SHORTEST:
            _secrets.update({secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]})
            _secrets.add(json.dumps(secret, ensure_ascii=False)[1:-1])
    _known = tuple(sorted(_secrets, key=len, reverse=True))
    _often_said.cache_clear()


def redact(text: str) -> str:
    """The text without the secrets that were registered, nor what looks like one."""
    for secret in _known:
        text = text.replace(secret, HIDDEN)
    for sign, pattern, replacement in _PATTERNS:
        if sign in text:
            text = pattern.sub(replacement, text)
    return text


def configure(
    secrets: Iterable[str] = (), *, stream: TextIO | None = None, level: int = logging.INFO
) -> None:
    """Set up once, at the start, before anything is logged. `stream`: stderr, unless given."""
    hide(secrets)
    stream = sys.stderr if stream is None else stream
    handler = _Handler(stream)
    handler.setFormatter(_formatter(human=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _crashed
    threading.excepthook = lambda hook: _crashed(hook.exc_type, hook.exc_value, hook.exc_traceback)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
    ]


def _formatter(*, human: bool) -> logging.Formatter:
    stamp = structlog.processors.TimeStamper(fmt="%H:%M:%S" if human else "iso", utc=not human)
    line: Processor
    if human:
        line = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    else:
        line = structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            _cleaned,
            stamp,
            line,
            _redacted,
        ],
    )


def _cleaned(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Before the line is made: escapes and colours would hide from a pattern where a secret begins."""
    return {name: _without_secrets(value, one_line=name not in OF_LINES) for name, value in event.items()}


def _without_secrets(value: Any, *, one_line: bool = True) -> Any:
    """Of an error in an argument its words are kept."""
    match value:
        case bool() | int() | float() | None:
            return value
        case str() if len(value) < SHORTEST and value.isalnum():
            return value  # nothing that is to be hidden is so short: most values are
        case str() if len(value) <= OFTEN_SAID and not may_be_said(value):
            return _often_said(value, one_line=one_line)
        case str():
            return _said_without_secrets(value, one_line=one_line)
        case BaseException():
            return _without_secrets("".join(traceback.format_exception_only(value)).strip())
        case dict():
            return {_without_secrets(key): _without_secrets(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_without_secrets(one) for one in value]
        case _:
            return _without_secrets(str(value))


def _said_without_secrets(text: str, *, one_line: bool) -> str:
    for quoting in _QUOTING:
        text = quoting.sub(rf"\1{HIDDEN}", text)
    return _visible(redact(hushed(text)), one_line=one_line)


_often_said = lru_cache(maxsize=1024)(_said_without_secrets)
"""Most words of our lines are the same in thousands of them: names of events, loggers, lanes."""


def _visible(text: str, *, one_line: bool) -> str:
    """What would forge a line, or hide one, is shown as Python writes it."""
    shown = _CONTROLS.sub(_escaped, text)
    return _LINE_ENDS.sub(_escaped, shown) if one_line else shown


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _redacted(_logger: WrappedLogger, _method: str, line: Any) -> str:
    return redact(str(line))


class _Handler(logging.StreamHandler[TextIO]):
    """What cannot be logged is said without its arguments: `logging` itself would print them as they are."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        kind = sys.exc_info()[0]
        if kind is BrokenPipeError or self.stream.closed:
            return
        what = "unknown error" if kind is None else kind.__name__
        self.stream.write(f"cannot log a line of {record.name} ({record.pathname}:{record.lineno}): {what}\n")


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))
