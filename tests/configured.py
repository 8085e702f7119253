"""The program's way of logging for a while."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot import log


@contextmanager
def as_before() -> Iterator[None]:
    """Whatever `log.configure` changes within is put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hook, of_threads = sys.excepthook, threading.excepthook
    secrets, known = set(log._secrets), log._known
    yield
    log._secrets.clear()
    log._secrets.update(secrets)
    log._known = known
    log._often_said.cache_clear()
    sys.excepthook, threading.excepthook = hook, of_threads
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    for name in log.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)
