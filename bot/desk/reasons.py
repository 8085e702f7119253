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
    "not-connected": "why-not-connected",
}
"""By the class of the error in `connectors.errors`; not connected: the settings no longer name the account."""

OF_CODE: Mapping[str, Mapping[int, str]] = {
    "vk": {
        **dict.fromkeys((210, 211, 212, 213, 214, 801, 1401), "why-comments-closed"),
        **dict.fromkeys((900, 901, 902, 936, 945, 946, 950, 985), "why-unreachable"),
        **dict.fromkeys((910, 914), "why-too-long-there"),
        222: "why-links-forbidden",
        **dict.fromkeys((909, 924), "why-too-old"),
    }
}
"""What a network's own code says better than the class of the error. VK: schema errors.json."""


def why(failure: Mapping[str, Any], network: str) -> tuple[str, dict[str, int]]:
    """The key and what fills it. `failure`: {"error": class, "code": …}, for TooLong with `limit` and `actual`."""
    code = failure.get("code")
    own = OF_CODE.get(network, {}).get(code) if isinstance(code, int) else None
    kebab = re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", str(failure.get("error", ""))).lower()
    key = own or OF_CLASS.get(kebab, "why-permanent")
    if key != "why-too-long":
        return key, {}
    limit, actual = failure.get("limit"), failure.get("actual")
    if not isinstance(limit, int) or not isinstance(actual, int):
        return "why-permanent", {}
    return key, {"limit": limit, "excess": max(actual - limit, 0)}


def in_words(failure: Mapping[str, Any] | None, network: str, texts: Texts) -> Rich:
    if failure is None:
        return EMPTY
    key, params = why(failure, network)
    return fill(texts, key, **params)
