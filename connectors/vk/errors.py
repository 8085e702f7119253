"""What VK's refusals mean to us: one table, code → class. Pure.

Codes: VKCOM/vk-api-schema, errors.json; what to do about the common ones: dev.vk.com, "Errors".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from connectors.errors import (
    Auth,
    ConnectorError,
    Gone,
    HumanNeeded,
    Invalid,
    OutcomeUnknown,
    Permanent,
    Permission,
    PolicyRefused,
    QuotaExhausted,
    RateLimited,
    Rule,
    TooLong,
    Transient,
)
from connectors.vk.values import address, mapping, number, text

MESSAGE_LIMIT = 4096
"""Characters of a direct message; above it VK answers 914 (dev.vk.com, messages.send)."""

MINUTES = 300.0
HOURS = 2 * 3600.0


class Meaning(NamedTuple):
    error: type[ConnectorError]
    retry_after: float = 0.0
    """Seconds, for what is only too fast."""
    rule: Rule | None = None
    """Of what VK's rules forbid."""


ERRORS: Mapping[int, Meaning] = {
    # The server broke off: a read may be repeated, a publication may have happened.
    **dict.fromkeys((1, 10, 36), Meaning(OutcomeUnknown)),
    # 43: not available now. The others: an upload went wrong on its way, and begins anew.
    **dict.fromkeys((43, 22, 105, 118, 121, 122, 129), Meaning(Transient)),
    6: Meaning(RateLimited, 1.0),
    **dict.fromkeys((9, 223), Meaning(RateLimited, MINUTES)),
    29: Meaning(QuotaExhausted, HOURS),
    **dict.fromkeys((5, 28, 1117), Meaning(Auth)),
    **dict.fromkeys((7, 15, 20, 27, 200, 203, 204, 205, 260), Meaning(Permission)),
    **dict.fromkeys((14, 17, 24, 25, 3300, 3301, 3302, 3303, 3304), Meaning(HumanNeeded)),
    **dict.fromkeys((18, 19, 30, 104, 113, 1403), Meaning(Gone)),
    **dict.fromkeys((210, 211, 212, 213, 214, 801, 1401), Meaning(PolicyRefused, rule=Rule.CLOSED)),
    222: Meaning(PolicyRefused, rule=Rule.LINKS),
    # The community sells nothing.
    **dict.fromkeys((1432, 1438, 1525, 1526), Meaning(PolicyRefused)),
    **dict.fromkeys((900, 901, 902, 936, 945, 946, 950, 985), Meaning(PolicyRefused, rule=Rule.RECIPIENT)),
    # The dialog can't be written to.
    **dict.fromkeys((932, 962, 987, 988, 1012), Meaning(PolicyRefused)),
    912: Meaning(Permission),
    # An answer of ours that is too old, or pinned, to be changed.
    **dict.fromkeys((909, 924), Meaning(PolicyRefused, rule=Rule.TOO_OLD)),
    **dict.fromkeys((920, 949), Meaning(PolicyRefused)),
    **dict.fromkeys((910, 914), Meaning(TooLong)),
    **dict.fromkeys((3, 8, 12, 13, 100, 911), Meaning(Invalid)),
}
"""A code that is not here is Permanent: a person is told, with VK's own words."""

OF_TOKEN = (7, 27)
"""Permissions that the token has not for any target (dev.vk.com, "Errors"): the method is no use. 15 is about a target."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The error VK gave. `text` still has to be redacted, so repr leaves it out."""

    code: int
    text: str = field(repr=False)
    link: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """What was called, as far as an error has to tell. `length` is that of the text."""

    method: str
    slot: str
    """Which of our tokens: `community`, `service` or `admin`."""
    lane: str
    """The dialog or post whose pace a flood error slows down."""
    publishes: bool = False
    length: int = 0


def read_refusal(error: object) -> Refusal:
    """The `error` of an answer. Of a captcha the new form has redirect_uri, the old one only captcha_img."""
    told = mapping(error)
    link = address(told.get("redirect_uri")) or address(told.get("captcha_img"))
    return Refusal(number(told.get("error_code")) or 0, text(told.get("error_msg")), link)


def read_peer_refusal(error: object) -> Refusal:
    """The `error` of one peer in a successful answer of messages.send (schema: base_message_error)."""
    told = mapping(error)
    return Refusal(number(told.get("code")) or 0, text(told.get("description")))


def failure(refusal: Refusal, call: Call) -> ConnectorError:
    """The error to raise. Only the community's token is the account: without another one the desk still works."""
    rule = ERRORS.get(refusal.code, Meaning(Permanent))
    code, message = refusal.code, f"{call.method}: VK error {refusal.code}: {refusal.text[:300]}"
    community = call.slot == "community"
    if issubclass(rule.error, RateLimited):
        return rule.error(
            message, retry_after=rule.retry_after, scope=_scope(code, call, community), code=code
        )
    if issubclass(rule.error, TooLong):
        # VK counts differently from its own documentation: how much too long, nobody can say then.
        within = call.length <= MESSAGE_LIMIT
        if within:
            return PolicyRefused(message, code=code, rule=Rule.LENGTH)
        return TooLong(MESSAGE_LIMIT, call.length)
    if issubclass(rule.error, HumanNeeded):
        return HumanNeeded(message, link=refusal.link, code=code)
    if issubclass(rule.error, Auth) and not community:
        return Permission(f"the {call.slot} token is refused: {message}", code=code, lacks=call.method)
    if issubclass(rule.error, Permission):
        return Permission(message, code=code, lacks=call.method if code in OF_TOKEN else None)
    if issubclass(rule.error, PolicyRefused):
        return PolicyRefused(message, code=code, rule=rule.rule)
    if issubclass(rule.error, OutcomeUnknown) and not call.publishes:
        return Transient(message, code=code)
    return rule.error(message, code=code)


def _scope(code: int, call: Call, community: bool) -> str:
    """6 slows the token down, 29 the method, 9 and 223 one dialog or post."""
    if code == 6:
        return "account" if community else call.method
    return call.method if code == 29 else call.lane
