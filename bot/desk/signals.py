"""What a card says of signs without words: figures, a block, what was read. Figures and readings are worth no edit."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.conversation import DOT
from bot.desk.richtext import EMPTY, Rich, fill, join, link, plain, stamp
from bot.desk.view import CaseView, Texts


def unread(view: CaseView) -> CaseView:
    """As if nothing of ours had been read yet."""
    if not any(one.read for one in view.said):
        return view
    return replace(view, said=[replace(one, read=False) for one in view.said])


def figures(view: CaseView, texts: Texts) -> Rich:
    """Likes, comments, reposts, views of what it stands under; the likes of the customer's own comment. No noughts."""
    told = view.figures
    if told is None:
        return EMPTY
    counts = {
        "card-likes": told.likes,
        "card-comments": told.comments,
        "card-reposts": told.reposts,
        "card-views": told.views,
        "card-own-likes": told.own_likes,
    }
    return join(DOT, [plain(texts(key, count=count)) for key, count in counts.items() if count])


def shut_out(view: CaseView, texts: Texts) -> Rich:
    """That the customer is blocked: by whom, till when, why."""
    block = view.shut_out
    if block is None:
        return EMPTY
    till = "none" if block.until is None else plain(stamp(block.until))
    facts = [fill(texts, "card-blocked", until=till)]
    if block.reason is not None:
        facts.append(plain(texts("card-block-reason", reason=block.reason)))
    if block.by is not None:
        facts.append(link(texts("card-blocked-by"), block.by))
    return join(" ", (plain("⛔"), join(DOT, facts)))
