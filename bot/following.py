"""Which update, case, delivery or event a line of the log is about: so that one case can be followed from the network to
the answer. Ids of ours only; what a network calls an event may hold a customer's number and is shown as a digest.

Bound where work begins: an update is handled, an item is taken, something is sent, the clock ticks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

_ONE_AT_A_TIME = ContextVar("otklik_one_case_at_a_time", default=False)


@contextmanager
def following(*, one_case: bool = True, **ids: str | int | None) -> Iterator[None]:
    """Every line within says these; None is left out. `one_case`: and the case that `about` names meanwhile."""
    before, token = get_contextvars(), _ONE_AT_A_TIME.set(one_case)
    bind_contextvars(**{name: value for name, value in ids.items() if value is not None})
    try:
        yield
    finally:
        _ONE_AT_A_TIME.reset(token)
        clear_contextvars()
        bind_contextvars(**before)


def about(case_id: int) -> None:
    """The case that is worked on. Of what goes through many, as the clock does, nothing is said."""
    if _ONE_AT_A_TIME.get():
        bind_contextvars(case=case_id)


def case_known() -> bool:
    return "case" in get_contextvars()


def event_id(key: str) -> str:
    """The same for the same event: `printf %s KEY | sha256sum | cut -c1-12`."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
