"""Cases that are put off: for how long, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.desk.hours import Hours
from bot.desk.moments import morning
from bot.desk.parts import Mention, called, number
from bot.desk.richtext import EMPTY, Rich, bold, fill, lines, name, plain, quote, till
from bot.desk.view import By, CaseView, Texts

Choice = Callable[[datetime, Hours], datetime]
"""Until when, from now."""

# Old buttons carry places in this: new ones are added at the end.
CHOICES: Sequence[tuple[str, Choice]] = (
    ("hour", lambda now, hours: now + timedelta(hours=1)),
    ("morning", morning),
)
"""The words of each, and until when it lasts."""


def line(view: CaseView, texts: Texts) -> Rich:
    """Until when it sleeps."""
    if view.snoozed_until is None:
        return EMPTY
    return plain("💤 ") + fill(texts, "card-snoozed", until=till(view.snoozed_until))


def woken(view: CaseView, texts: Texts, mention: Mention | None) -> Rich:
    """Its time has come: to whoever has the case, with the customer's last words."""
    said = next((one for one in reversed(view.said) if one.by is By.CUSTOMER), None)
    words = EMPTY if said is None or not said.text else quote(plain(said.text, 300))
    head = called(
        mention,
        fill(texts, "snooze-over", case=bold(number(view)), customer=name(view.customer or "") or "none"),
    )
    return lines((plain("⏰ ") + head, words))
