"""What Telegram says of a webhook, and what is to be done about it."""

from __future__ import annotations

import pytest
from aiogram.types import WebhookInfo

from bot.checking.hook import address, judged, mend
from bot.telegram.inbox import ALLOWED

URL = "https://desk.example"
API = "https://api.telegram.org"


def info(**more: object) -> WebhookInfo:
    told = {"url": f"{URL}/telegram", "has_custom_certificate": False, "pending_update_count": 0} | more
    return WebhookInfo.model_validate(told)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("Failed to resolve host: No address associated with hostname", "DNS"),
        ("Connection refused", "nothing listens there"),
        ("Connection timed out", "firewall"),
        ("Read timeout expired", "firewall"),
        (
            "Wrong response from the webhook: 404 Not Found",
            "let the proxy pass the path /telegram on to LISTEN",
        ),
        ("Wrong response from the webhook: 403 Forbidden", "the same TELEGRAM_BOT_TOKEN"),
        ("Wrong response from the webhook: 502 Bad Gateway", "does not reach the program"),
        ("Something new", "https://desk.example/telegram"),
    ],
)
def test_each_error_has_its_remedy(said: str, words: str) -> None:
    assert words in mend(said, URL)


def test_what_is_set_and_what_is_on_its_way() -> None:
    assert str(judged(info(), URL)) == "ok   webhook: set"
    assert str(judged(info(pending_update_count=3), URL)) == "ok   webhook: set, 3 updates on their way"
    found = judged(info(allowed_updates=["message"]), URL)
    assert found is not None
    assert found.found.startswith("does not bring callback_query")
    assert str(judged(info(allowed_updates=[*ALLOWED]), URL)) == "ok   webhook: set"
    assert judged(info(url=""), URL) is None


@pytest.mark.parametrize(
    "url", ["http://desk.example", "https://desk.example:8080", "http://desk.example:443"]
)
def test_where_telegram_does_not_post(url: str) -> None:
    found = address(url, API)
    assert found is not None
    assert found.todo == "give an https address with the port 443, 80, 88 or 8443"
    assert address(url, "http://127.0.0.1:8081") is None, "a server of one's own posts anywhere"


@pytest.mark.parametrize("url", [URL, "https://desk.example:8443", None])
def test_where_it_does(url: str | None) -> None:
    assert address(url, API) is None
