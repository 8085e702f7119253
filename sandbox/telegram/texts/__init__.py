"""Texts: from what a bot or a person sends to plain text with entities."""

from .compose import formatted, typed
from .html import parse_html

__all__ = ["formatted", "parse_html", "typed"]
