"""VK's error codes → who acts and whether it may be retried."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    TooLong,
    Transient,
)
from connectors.vk.errors import Call, Refusal, failure, read_refusal

SEND = Call("messages.send", "community", "dialog123", publishes=True, length=5000)
READ = Call("users.get", "community", "users.get")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((5, 28, 1117), Auth),
        ((7, 15, 20, 27, 203, 260), Permission),
        ((14, 17, 24, 3300, 3301, 3302, 3303, 3304), HumanNeeded),
        ((18, 19, 30, 104, 113), Gone),
        ((210, 211, 212, 213, 214, 801, 1401, 222), PolicyRefused),
        ((900, 901, 902, 936, 950, 985), PolicyRefused),
        ((910, 914), TooLong),
        ((3, 8, 12, 13, 100, 911), Invalid),
        ((6, 9, 223), RateLimited),
        ((29,), QuotaExhausted),
        ((1, 10, 36), OutcomeUnknown),
        ((0, 4, 777777), Permanent),
    ],
)
def test_table(codes: tuple[int, ...], expected: type[ConnectorError]) -> None:
    for code in codes:
        error = failure(Refusal(code, "words"), SEND)
        assert type(error) is expected, code
        assert error.code == (None if expected is TooLong else code)


@pytest.mark.parametrize("code", [1, 10, 36])
def test_a_read_that_broke_off_may_be_repeated(code: int) -> None:
    assert type(failure(Refusal(code, ""), READ)) is Transient


@pytest.mark.parametrize(
    ("code", "call", "seconds", "scope"),
    [
        (6, SEND, 1, "account"),
        (6, Call("wall.getById", "service", "wall.getById"), 1, "wall.getById"),
        (9, SEND, 300, "dialog123"),
        (223, Call("wall.createComment", "community", "wall-1_6", publishes=True), 300, "wall-1_6"),
        (29, READ, 7200, "users.get"),
    ],
)
def test_too_fast_says_how_long_and_for_whom(code: int, call: Call, seconds: float, scope: str) -> None:
    error = failure(Refusal(code, ""), call)
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.scope) == (seconds, scope)


def test_only_the_community_token_is_the_account() -> None:
    error = failure(Refusal(5, "User authorization failed"), Call("wall.getById", "service", "x"))
    assert type(error) is Permission
    assert str(error) == ("the service token is refused: wall.getById: VK error 5: User authorization failed")


def test_too_long_says_how_much() -> None:
    error = failure(Refusal(914, ""), SEND)
    assert isinstance(error, TooLong)
    assert (error.limit, error.actual) == (4096, 5000)


@pytest.mark.parametrize("code", [910, 914])
def test_too_long_by_a_count_that_is_not_ours(code: int) -> None:
    error = failure(Refusal(code, ""), replace(SEND, length=12))
    assert (type(error), error.code) == (PolicyRefused, code)


@pytest.mark.parametrize(
    ("told", "link"),
    [
        (
            {"captcha_sid": "1", "captcha_img": "https://vk.com/captcha.php?sid=1"},
            "https://vk.com/captcha.php?sid=1",
        ),
        (
            {"redirect_uri": "https://id.vk.ru/not_robot?session_token=s"},
            "https://id.vk.ru/not_robot?session_token=s",
        ),
        ({"redirect_uri": "javascript:alert(1)"}, None),
        ({}, None),
    ],
)
def test_what_a_person_opens(told: dict[str, str], link: str | None) -> None:
    error = failure(read_refusal({"error_code": "14", "error_msg": "Captcha needed", **told}), SEND)
    assert isinstance(error, HumanNeeded)
    assert error.link == link


@pytest.mark.parametrize("told", [None, [], {}, {"error_code": None}, {"error_code": "x", "error_msg": 5}])
def test_an_error_that_is_none(told: object) -> None:
    assert type(failure(read_refusal(told), SEND)) is Permanent
