"""What Telegram says of the webhook, and what to do about it. Its words are Telegram's own (`WebhookInfo`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiogram.types import WebhookInfo

from bot.checking.finding import Finding
from bot.telegram.hooking import PATH
from bot.telegram.inbox import ALLOWED

PORTS = (443, 80, 88, 8443)
"""Where Telegram posts to (Bot API, setWebhook)."""
TELEGRAM = "api.telegram.org"

_MEND = (
    # A name that is not found says "hostname", too: asked first.
    (
        ("resolve", "name or service", "no address"),
        "let the host name of PUBLIC_URL be found from the internet (DNS)",
    ),
    (("certificate", "ssl", "hostname"), "get a certificate of that very host name, with its whole chain"),
    (("refused",), "nothing listens there: start the proxy, or pass {url} on to LISTEN"),
    (
        ("timed out", "timeout", "unreachable"),
        "let Telegram through the firewall; does the proxy reach LISTEN?",
    ),
    (("403",), "another bot's secret: do all processes have the same TELEGRAM_BOT_TOKEN?"),
    (("404",), "{url} does not reach the program: let the proxy pass the path {path} on to LISTEN"),
    (("wrong response",), "the proxy does not reach the program: is a process with `web` at work?"),
)


def judged(info: WebhookInfo, public_url: str | None) -> Finding | None:
    """The program sets and removes it by itself. Of another's address only the host is shown: the rest may be secret."""
    if public_url is not None and info.url == public_url + PATH:
        return _ours(info, public_url)
    if not info.url:
        return None
    then = "takes it away: there is no PUBLIC_URL" if public_url is None else "sets its own"
    return Finding("webhook", f"updates go to {urlsplit(info.url).hostname}; the start {then}")


def _ours(info: WebhookInfo, public_url: str) -> Finding:
    lacks = set(ALLOWED) - set(info.allowed_updates or ALLOWED)
    if lacks:
        todo = "start the program again: it sets the webhook anew"
        return Finding("webhook", f"does not bring {', '.join(sorted(lacks))}", todo)
    waiting = info.pending_update_count
    if not (info.last_error_message and waiting):
        return Finding("webhook", "set" if not waiting else f"set, {waiting} updates on their way")
    found = f"updates do not arrive: {info.last_error_message} ({waiting} wait)"
    return Finding("webhook", found, mend(info.last_error_message, public_url))


def mend(said: str, public_url: str) -> str:
    """What a person does about Telegram's `last_error_message`."""
    url = public_url + PATH
    for words, todo in _MEND:
        if any(word in said.lower() for word in words):
            return todo.format(url=url, path=PATH)
    return f"pass {url} on to LISTEN, with a certificate that Telegram accepts"


def address(public_url: str | None, api_url: str) -> Finding | None:
    """Whether Telegram would post there at all; a Bot API server of one's own posts anywhere."""
    if public_url is None or urlsplit(api_url).hostname != TELEGRAM:
        return None
    parts = urlsplit(public_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme == "https" and port in PORTS:
        return None
    todo = f"give an https address with the port {', '.join(map(str, PORTS[:-1]))} or {PORTS[-1]}"
    return Finding("PUBLIC_URL", f"{public_url}: Telegram does not post there", todo)
