"""Which URLs the server accepts in links and buttons (tdlib's LinkManager::check_link)."""

import re
from urllib.parse import urlsplit

SCHEMES = ("http", "https", "tg", "ton", "tonsite")
HAS_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


class WrongLink(Exception):
    """Carries the reason in the server's words."""


def check_link(link: str, *, https_only: bool = False) -> str:
    """The normalised URL. `example.com` gets a scheme; a host without a dot (`localhost`) is refused."""
    text = link.strip()
    if re.match(r"^(tg|ton|tonsite):(?!//)", text, re.IGNORECASE):
        text = text.replace(":", "://", 1)
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise WrongLink("Wrong HTTP URL") from None
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise WrongLink("Unsupported URL protocol")
    if https_only and scheme != "https":
        raise WrongLink("Only HTTPS links are allowed")
    if not host:
        raise WrongLink("URL host is empty")
    if re.search(r"\s", text):
        raise WrongLink("Wrong HTTP URL")
    if scheme in ("http", "https"):
        if "." not in host and ":" not in host:
            raise WrongLink("Wrong HTTP URL")
        return text if parts.path or parts.query or parts.fragment else f"{text}/"
    return text


def checked_link(link: str) -> str | None:
    """The normalised URL, or None."""
    try:
        return check_link(link)
    except WrongLink:
        return None
