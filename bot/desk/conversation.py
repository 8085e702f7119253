"""The conversation on a card: who said what and when, as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.desk.keyboards import last_answer, network
from bot.desk.richtext import (
    EMPTY,
    Rich,
    ago,
    clean,
    cut,
    italic,
    join,
    lines,
    link,
    name,
    plain,
    quote,
    safe_url,
)
from bot.desk.view import By, CaseView, Said, Shown, Texts
from storage.models import Delivery

DOT = " · "

QUOTED = 8
"""Messages at most."""
NEW_WORDS, OWN_WORDS, OLD_WORDS = 1000, 400, 300
"""Code points of an unanswered message, of our last answer, of any other. The newest customer message has no limit
but the room there is."""
ALONGSIDE = 250
"""What the newest customer message leaves to the others."""
LEAST = 40
"""A message cut shorter than this is not worth showing."""

ATTACHMENTS = 5
COLLAPSE_OVER = 160
"""Code points: about four lines of a phone. Telegram shows the first three of a collapsed quote."""

DELIVERY: Mapping[Delivery, str] = {
    Delivery.WAITING: "mark-waiting",
    Delivery.SENDING: "mark-sending",
    Delivery.SENT: "mark-sent",
    Delivery.UNKNOWN: "mark-unknown",
    Delivery.FAILED: "mark-failed",
    Delivery.TAKEN_BACK: "mark-taken-back",
}

ATTACHMENT: Mapping[str, tuple[str, str]] = {
    "photo": ("🖼", "attachment-photo"),
    "document": ("📎", "attachment-document"),
    "voice": ("🎤", "attachment-voice"),
    "video": ("🎬", "attachment-video"),
    "link": ("🔗", "attachment-link"),
    "sticker": ("🙂", "attachment-sticker"),
}


def conversation(view: CaseView, texts: Texts, room: int, size: int) -> tuple[Rich, frozenset[int]]:
    """What was said, oldest first, in `room` code points and `size` bytes, and the ids of what it has.

    The oldest messages are left out first.
    """
    drawn = dict(sorted(_chosen(view, texts, room - _EARLIER, size - 4 * _EARLIER)))
    earlier = view.said_before + len(view.said) - len(drawn)
    dropped = italic(texts("card-said-before", count=earlier)) if earlier else EMPTY
    shown = (view.said[place].id for place in drawn)
    return lines((dropped, *drawn.values())), frozenset(number for number in shown if number is not None)


_EARLIER = 60
"""Room for the line that says how many were left out."""


def _chosen(view: CaseView, texts: Texts, room: int, size: int) -> Iterator[tuple[int, Rich]]:
    """Messages that fit, each with its place, the most important first."""
    for rank, place in enumerate(_by_importance(view)[:QUOTED]):
        said = view.said[place]
        newest = rank == 0 and said.by is By.CUSTOMER
        limit = max(room - ALONGSIDE, LEAST) if newest else _limit(said, view)
        overtaken = any(_counts(later) for later in view.said[place + 1 :])
        whole = message(said, view, texts, limit, overtaken=overtaken)
        excess = whole.length + 1 - room
        if excess > 0:
            limit = min(limit, len(said.text)) - excess
            whole = message(said, view, texts, limit, overtaken=overtaken)
        if (excess > 0 and limit < LEAST) or whole.length + 1 > room or whole.size + 1 > size:
            return
        room, size = room - whole.length - 1, size - whole.size - 1
        yield place, whole


def _by_importance(view: CaseView) -> list[int]:
    """The newest words of the customer, then our last answer, then the rest from the newest back."""
    places = range(len(view.said) - 1, -1, -1)
    answer = last_answer(view)
    newest = next((place for place in places if view.said[place].by is By.CUSTOMER), None)
    ours = next((place for place in places if view.said[place] is answer), None)
    first = [place for place in (newest, ours) if place is not None]
    return first + [place for place in places if place not in first]


def _limit(said: Said, view: CaseView) -> int:
    if said.unanswered:
        return NEW_WORDS
    return OWN_WORDS if said is last_answer(view) else OLD_WORDS


def _counts(said: Said) -> bool:
    """Is it an answer that the customer has?"""
    return said.by is not By.CUSTOMER and said.delivery in (None, Delivery.SENT)


def quoted(words: str, limit: int) -> Rich:
    """Somebody's words as a quote; long ones collapsed."""
    shown = cut(clean(words).strip(), limit)
    return quote(shown, expandable=len(shown) > COLLAPSE_OVER or shown.count("\n") > 3)


def customer(view: CaseView, texts: Texts) -> Rich:
    """The name alone."""
    return name(view.customer or "") or plain(texts("card-customer-unknown"))


def said_by(said: Said, view: CaseView, texts: Texts) -> Rich:
    match said.by:
        case By.CUSTOMER:
            return customer(view, texts)
        case By.DESK:
            return join(" ", (plain("↩️"), name(said.name or "")))
        case By.COLLEAGUE:
            return join(" ", (plain("↩️"), plain(texts("card-colleague", network=network(view, texts)))))


def message(said: Said, view: CaseView, texts: Texts, limit: int, *, overtaken: bool = False) -> Rich:
    """Who and when, the words, what is attached. `overtaken`: an answer came later that did not see it."""
    marks = [plain(texts(key)) for key in _marks(said, overtaken)]
    who = join(DOT, (said_by(said, view, texts), ago(said.at), *marks))
    return lines((who, quoted(said.text, limit), attachments(said.attachments, texts)))


def _marks(said: Said, overtaken: bool) -> list[str]:
    marks = []
    if said.after_close:
        marks.append("mark-after-close")
    if said.edited:
        marks.append("mark-edited")
    if said.deleted:
        marks.append("mark-deleted")
    if said.hidden:
        marks.append("mark-hidden")
    if said.liked:
        marks.append("mark-liked")
    if said.unanswered and overtaken:
        marks.append("mark-unanswered")
    if said.by is By.DESK and said.delivery is not None:
        marks.append(DELIVERY[said.delivery])
    return marks


def attachments(shown: Sequence[Shown], texts: Texts) -> Rich:
    parts = [_attachment(one, texts) for one in shown[:ATTACHMENTS]]
    if len(shown) > ATTACHMENTS:
        parts.append(plain(texts("attachment-more", count=len(shown) - ATTACHMENTS)))
    return join(DOT, parts)


def _attachment(shown: Shown, texts: Texts) -> Rich:
    emoji, key = ATTACHMENT.get(shown.kind, ("📎", "attachment-other"))
    label = name(shown.title or "", 40) or plain(texts(key))
    facts = [link(label, shown.url)]
    if shown.seconds is not None:
        facts.append(plain(f"{shown.seconds // 60}:{shown.seconds % 60:02}"))
    if shown.size is not None:
        facts.append(plain(_size(shown.size, texts)))
    return join(" ", (plain(emoji), join(", ", facts)))


def _size(size: int, texts: Texts) -> str:
    if size < 1000:
        return texts("size-bytes", count=size)
    if size < 1_000_000:
        return texts("size-kilobytes", count=round(size / 1000))
    return texts("size-megabytes", count=round(size / 1_000_000, 1))


def picture(said: Sequence[Said]) -> str | None:
    """The photo of the newest unanswered customer message that has one, else of the newest."""
    photos = [(one, url) for one in said if (url := photo(one)) is not None]
    urls = [url for one, url in photos if one.unanswered] or [url for _, url in photos]
    return urls[-1] if urls else None


def photo(said: Said) -> str | None:
    if said.by is not By.CUSTOMER or said.deleted:
        return None
    urls = (safe_url(shown.url) for shown in said.attachments if shown.kind == "photo")
    return next((url for url in urls if url), None)
