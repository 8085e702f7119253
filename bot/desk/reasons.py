"""Why an answer was not sent, as a key of words: from what `messages.failure` keeps of the connector's error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.desk.richtext import EMPTY, Rich, fill
from bot.desk.view import Texts

OF_CLASS: Mapping[str, str] = {
    "transient": "why-transient",
    "rate-limited": "why-rate-limited",
    "quota-exhausted": "why-quota-exhausted",
    "outcome-unknown": "why-outcome-unknown",
    "permanent": "why-permanent",
    "auth": "why-auth",
    "human-needed": "why-human-needed",
    "permission": "why-permission",
    "policy-refused": "why-policy-refused",
    "gone": "why-gone",
    "too-long": "why-too-long",
    "file-refused": "why-file-refused",
    "file-gone": "why-file-gone",
    "invalid": "why-invalid",
    "paid-quota": "why-paid-quota",
    "not-connected": "why-not-connected",
}
"""By the class of the error in `connectors.errors`; not connected: the settings no longer name the account."""


def why(failure: Mapping[str, Any]) -> tuple[str, dict[str, int]]:
    """The key and what fills it. `failure`: {"error": class, …} as `answering.failure_of` makes it: of PolicyRefused
    with the `rule`, of TooLong with `limit` and `actual`, of QuotaExhausted with `paid`.
    """
    rule = failure.get("rule")
    if isinstance(rule, str):
        return f"why-{rule}", {}
    if failure.get("paid"):
        return "why-paid-quota", {}
    kebab = re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", str(failure.get("error", ""))).lower()
    key = OF_CLASS.get(kebab, "why-permanent")
    if key != "why-too-long":
        return key, {}
    limit, actual = failure.get("limit"), failure.get("actual")
    if not isinstance(limit, int) or not isinstance(actual, int):
        return "why-permanent", {}
    return key, {"limit": limit, "excess": max(actual - limit, 0)}


def in_words(failure: Mapping[str, Any] | None, texts: Texts) -> Rich:
    if failure is None:
        return EMPTY
    key, params = why(failure)
    return fill(texts, key, **params)
