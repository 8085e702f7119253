"""Telling whoever asked for a deed that it failed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk import parts, reasons
from bot.desk.attached import quoted
from bot.desk.keyboards import network, open_buttons
from bot.desk.parts import Mention
from bot.desk.richtext import EMPTY, bold, fill, lines, link, plain
from bot.desk.view import CaseView, Drawn, Texts


def failed(view: CaseView, payload: Mapping[str, Any], texts: Texts, mention: Mention | None) -> Drawn:
    """`payload`: the deed's row's, with its `failure`. The words of a change that failed are shown: nothing is lost."""
    failure = payload["failure"]
    key, figures = reasons.why(failure)
    params: dict[str, Any] = dict(figures)
    why = bold(fill(texts, key, **params))
    check = link(texts("failed-link"), str(failure["link"])) if "link" in failure else EMPTY
    head = fill(
        texts,
        "deed-failed",
        name=parts.mentioned(mention),
        case=parts.number(view),
        network=network(view, texts),
        deed=plain(texts("deed-name", deed=payload["deed"])),
    )
    words = quoted(payload["text"], 3000) if payload.get("text") else EMPTY
    rows = (open_buttons(view, texts),) if open_buttons(view, texts) else ()
    return Drawn(lines((plain("❗ ") + head, why, check, words)).html, rows)
