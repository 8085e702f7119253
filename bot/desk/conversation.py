"""The conversation on a card: who said what and when, as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.desk import review
from bot.desk.attached import attachments, counted, quoted
from bot.desk.keyboards import last_answer, network
from bot.desk.richtext import (
    EMPTY,
    Rich,
    ago,
    cut,
    fill,
    italic,
    join,
    lines,
    name,
    one_line,
    plain,
    safe_url,
    struck,
)
from bot.desk.view import PEOPLE, By, CaseView, Said, Texts
from bot.desk.ways import SIGNS
from storage.models import HAND, Delivery, Elsewhere, Notice

DOT = " · "

QUOTED = 8
"""Messages at most."""
NEW_WORDS, OWN_WORDS, OLD_WORDS = 1000, 400, 300
"""Code points of an unanswered message, of our last answer, of any other. The newest customer message has no limit
but the room there is."""
OLD_WORDS_BEFORE = 200
"""Code points of what a message said before it was edited."""
ALONGSIDE = 250
"""What the newest customer message leaves to the others."""
LEAST = 40
"""A message cut shorter than this is not worth showing."""

KINDS: Mapping[str, str] = {
    "comment": "kind-comment",
    "message": "kind-message",
    "post": "kind-post",
    "suggestion": "kind-suggestion",
    "repost": "kind-repost",
    "mention": "kind-mention",
    "review": "kind-review",
    HAND: "kind-hand",
}
DELIVERY: Mapping[Delivery, str] = {
    Delivery.WAITING: "mark-waiting",
    Delivery.SENDING: "mark-sending",
    Delivery.SENT: "mark-sent",
    Delivery.UNKNOWN: "mark-unknown",
    Delivery.FAILED: "mark-failed",
    Delivery.TAKEN_BACK: "mark-taken-back",
}
NOTICES: Mapping[str | None, tuple[str, str]] = {
    None: ("🌙", "card-notice"),
    Notice.SURVEY: ("📊", "card-survey"),
    Notice.THANKS: ("🙏", "card-survey-thanks"),
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
        whole = _fitting(said, view, texts, limit, overtaken, room, size)
        if whole is None:
            return
        room, size = room - whole.length - 1, size - whole.size - 1
        yield place, whole


def _fitting(
    said: Said, view: CaseView, texts: Texts, limit: int, overtaken: bool, room: int, size: int
) -> Rich | None:
    """A message cut to what is left; where that is too little, what is attached is only counted. None: it cannot be."""
    for brief in (False, True) if said.attachments else (False,):
        allowed = limit
        whole = message(said, view, texts, allowed, overtaken=overtaken, brief=brief)
        excess = whole.length + 1 - room
        if excess > 0:
            allowed = min(limit, len(said.text)) - excess
            whole = message(said, view, texts, allowed, overtaken=overtaken, brief=brief)
        small = excess > 0 and allowed < LEAST
        if not small and whole.length + 1 <= room and whole.size + 1 <= size:
            return whole
    return None


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
    return said.by in PEOPLE and said.delivery in (None, Delivery.SENT)


def customer(view: CaseView, texts: Texts) -> Rich:
    """The name alone."""
    return name(view.customer or "") or plain(texts("card-customer-unknown"))


def said_by(said: Said, view: CaseView, texts: Texts) -> Rich:
    whom = whose(said, view, texts)
    match said.by:
        case By.CUSTOMER:
            return whom or customer(view, texts)
        case By.DESK:
            ours = join(" ", (plain("↩️"), name(said.name or "")))
        case By.COLLEAGUE:
            ours = join(" ", (plain("↩️"), plain(texts("card-colleague", network=network(view, texts)))))
        case By.NOTICE:
            sign, key = NOTICES[said.notice]
            ours = join(" ", (plain(sign), plain(texts(key))))
    return join(" → ", (ours, whom))


def whose(said: Said, view: CaseView, texts: Texts) -> Rich:
    """Whose words they are, or to whom, and where: as far as the case's conversations differ in it."""
    if view.mixed is None:
        return EMPTY
    who = name(said.customer or "") or plain(texts("card-customer-unknown"))
    kind = KINDS.get(said.kind)
    where = (
        name(said.account or "", 32) if view.mixed.accounts else EMPTY,
        plain(texts(kind)) if view.mixed.kinds and kind else EMPTY,
    )
    shown = who if view.mixed.people or said.by is By.CUSTOMER else EMPTY
    return join(DOT, (shown, *where))


def message(
    said: Said, view: CaseView, texts: Texts, limit: int, *, overtaken: bool = False, brief: bool = False
) -> Rich:
    """Who and when, the words, what they were before an edit, what is attached (`brief`: only how much).

    `overtaken`: an answer came later that did not see it.
    """
    marks = [plain(mark) for mark in _marks(said, overtaken, texts)]
    if said.approved_by:
        marks.append(fill(texts, "mark-approved", name=name(said.approved_by, 24)))
    who = join(DOT, (said_by(said, view, texts), ago(said.at), *marks))
    if said.by is By.NOTICE:
        return who
    attached = counted(said.attachments, texts) if brief else attachments(said.attachments, texts)
    return lines((who, review.stars(said, texts), quoted(said.text, limit), _was(said, texts), attached))


def _marks(said: Said, overtaken: bool, texts: Texts) -> Iterator[str]:
    if said.after_close:
        yield texts("mark-after-close")
    if said.private:
        yield texts("mark-private")
    if said.edited:
        yield texts("mark-edited-times", count=max(said.edits, 1))
    if said.reattached:
        yield texts("mark-reattached")
    if said.deleted:
        yield texts("mark-deleted")
    if said.replaced:
        yield texts("mark-replaced")
    if said.hidden:
        yield texts("mark-hidden")
    if said.liked:
        yield texts("mark-liked")
    if said.unanswered and overtaken:
        yield texts("mark-unanswered")
    if said.elsewhere is not None:
        yield _way(said.elsewhere, texts)
    elif said.by in (By.DESK, By.NOTICE) and said.delivery is not None:
        yield texts("mark-read" if said.read else DELIVERY[said.delivery])


def _way(elsewhere: str, texts: Texts) -> str:
    return f"{SIGNS[Elsewhere(elsewhere)]} " + texts("mark-elsewhere", way=elsewhere)


def _was(said: Said, texts: Texts) -> Rich:
    """The last words before the edit, struck through."""
    old = struck(cut(one_line(said.was or ""), OLD_WORDS_BEFORE))
    return fill(texts, "edited-was", words=old) if old else EMPTY


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
