"""Every message about a case, drawn: pure functions of what is known of it.

The limits of Telegram hold for any text: each part is bounded, and the conversation takes the room that is left,
the newest words of the customer first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk import askings, customer_page, parts, rating, review, signals, snoozing, sorting
from bot.desk.attached import attachments, quoted
from bot.desk.conditions import conditions
from bot.desk.conversation import DOT, OLD_WORDS, conversation, customer, message, photo, picture, whose
from bot.desk.keyboards import button, card_keyboard, network, open_buttons, unknown_row
from bot.desk.parts import Mention
from bot.desk.richtext import (
    EMPTY,
    MAX_BYTES,
    MAX_LENGTH,
    Rich,
    ago,
    bold,
    code,
    cut,
    fill,
    italic,
    join,
    lines,
    link,
    name,
    one_line,
    plain,
    stamp,
)
from bot.desk.signals import unread
from bot.desk.view import Asked, Button, By, CaseView, Command, Drawn, Said, Shown, Texts
from bot.desk.ways import SIGNS
from storage.models import Elsewhere

Happened = tuple[datetime, str | None, str, Mapping[str, Any]]
"""When, who (None: nobody of the desk), the kind of the event, its data."""

FOLLOWED = 3000
"""Code points of the customer's words in a follow-up."""
TOAST = 200
"""What Telegram shows of a toast, in UTF-16 units to be safe."""


FOR_FIGURES = 120
"""Code points that figures have for themselves: what they come to cuts no words, and a card is not edited for that."""


def card(view: CaseView, texts: Texts) -> Drawn:
    """The card in the operator group."""
    head, foot = _frame(view, texts)
    said, shows = _conversation(view, texts, head, foot)
    figures = signals.figures(view, texts)
    page = parts.blocks((lines((head, figures)), said, foot))
    drawn = _drawn(page, card_keyboard(view, texts), picture(view.said) or parts.looks(view), shows)
    quiet = unread(view)
    if quiet is not view:
        said, _ = _conversation(quiet, texts, head, foot)
    elif not figures:
        return drawn
    return replace(drawn, still=parts.blocks((head, said, foot)).html)


def _frame(view: CaseView, texts: Texts) -> tuple[Rich, Rich]:
    """What stands above the conversation and below it; no signals are in it."""
    known = customer_page.kept_of(view, texts)
    about = lines((parts.person(view, texts), known, signals.shut_out(view, texts), parts.post(view, texts)))
    head = lines((parts.headed(view, texts), sorting.line(view, texts), about))
    waits = (askings.asked, parts.drafts, parts.exposed, parts.trouble, parts.no_reply, conditions)
    pending = lines([part(view, texts) for part in waits])
    closed = (sorting.ended(view, texts), rating.line(view, texts))
    stands = (snoozing.line(view, texts), parts.standing(view, texts), *closed)
    return head, parts.blocks((pending, lines((*stands, parts.tally(view, texts)))))


def department_card(view: CaseView, asked: Asked, texts: Texts) -> Drawn:
    """The card in a department's chat, for somebody who read no manual."""
    asks = fill(
        texts,
        "department-asks",
        name=bold(name(asked.by)),
        department=name(asked.department),
        at=ago(asked.at),
    )
    question = quoted(asked.question or "", 1000) or bold(texts("department-no-question"))
    about = lines((parts.title(view, texts), parts.person(view, texts), parts.post(view, texts)))
    head = parts.blocks((lines((join(" ", (plain("🏢"), asks)), question)), about))
    foot = lines((askings.talk(asked, texts), askings.stands(asked, texts), askings.how(asked, texts)))
    said, shows = _conversation(view, texts, head, foot)
    page = parts.blocks((head, said, foot))
    rows = askings.rows(view, asked, texts)
    return _drawn(page, rows, picture(view.said) or parts.looks(view), shows)


def followup(view: CaseView, said: Said, texts: Texts, mention: Mention | None) -> Drawn:
    """New text of the customer, in reply to the card; it can be swiped and pressed just as the card can."""
    after = italic(texts("followup-after-close")) if said.after_close else EMPTY
    who = whose(said, view, texts) or customer(view, texts)
    about = join(DOT, (bold(parts.number(view)), who, after))
    head = plain("💬 ") + parts.called(mention, about)
    words = (review.stars(said, texts), quoted(said.text, FOLLOWED))
    page = lines((head, *words, attachments(said.attachments, texts)))
    return _drawn(page, card_keyboard(view, texts, waiting=False, files=[said]), photo(said))


def earlier(view: CaseView, said: Sequence[Said], texts: Texts) -> Drawn:
    """A page of the whole conversation: as much of `said` as there is room for, at least the first."""
    head = fill(texts, "earlier-head", case=bold(parts.number(view)))
    room, size = MAX_LENGTH - head.length - 4, MAX_BYTES - head.size - 4
    pages: list[Rich] = []
    shows: set[int] = set()
    for one in said:
        whole = message(one, view, texts, FOLLOWED)
        room, size = room - whole.length - 1, size - whole.size - 1
        if pages and (room < 0 or size < 0):
            break
        pages.append(whole)
        shows.add(one.id or 0)
    return _drawn(lines((head, *pages)), shows=frozenset(shows))


def whole(said: Sequence[Said], shows: frozenset[int]) -> bool:
    """Whether a card that has these messages says all of their words; else the conversation is read beside it."""
    return all(one.id in shows and len(one.text) <= OLD_WORDS for one in said[:-1])


def not_yours(view: CaseView, texts: Texts) -> Drawn:
    """What is left of a card in the private chat of somebody who may not look any more: nothing of the customer's."""
    return _drawn(fill(texts, "card-not-yours", case=bold(parts.number(view))))


def department_over(view: CaseView, asked: Asked, texts: Texts) -> Drawn:
    """What is left of a department's card when it is none any more: how the question ended."""
    ended = EMPTY if asked.is_open else askings.how(asked, texts)
    return _drawn(lines((bold(parts.number(view)), ended)))


def erased(view: CaseView, texts: Texts, *, forgotten: bool) -> Drawn:
    """What is left of a case whose words are erased. `forgotten`: so is who its customer was."""
    why = texts("card-forgotten" if forgotten else "card-erased")
    return _drawn(plain("🧹 ") + join(DOT, (bold(parts.number(view)), plain(why))))


def assigned(view: CaseView, by: str, url: str | None, texts: Texts, mention: Mention | None) -> Drawn:
    """To whoever was given the case. `url`: the card, where it is in another chat."""
    about = fill(texts, "assigned", by=name(by), case=bold(link(parts.number(view), url)))
    said = next((one for one in reversed(view.said) if one.by is By.CUSTOMER), None)
    words = EMPTY if said is None else quoted(said.text, 300)
    head = plain("👉 ") + parts.called(mention, join(DOT, (about, customer(view, texts))))
    return _drawn(lines((head, words)))


def failed(
    view: CaseView,
    text: str,
    reason_key: str,
    params: Mapping[str, str | int],
    message_id: int,
    texts: Texts,
    mention: Mention | None,
    files: Sequence[Shown] = (),
) -> Drawn:
    """An answer was not sent: why, and Retry. `reason_key` and `params` as `reasons.why` gives them."""
    head = plain("❗ ") + fill(texts, "failed-head", name=parts.mentioned(mention), case=parts.number(view))
    check = link(texts("failed-link"), str(params["link"])) if "link" in params else EMPTY
    page = lines(
        (head, bold(fill(texts, reason_key, **params)), check, quoted(text, 3000), attachments(files, texts))
    )
    # The same text stay too long however often they are sent.
    retry = (
        ()
        if reason_key == "why-too-long"
        else (button(Command.RETRY, texts, arg=message_id, style="primary"),)
    )
    return _drawn(page, [row for row in (retry, open_buttons(view, texts)) if row])


def unknown(
    view: CaseView,
    text: str,
    message_id: int,
    texts: Texts,
    mention: Mention | None,
    files: Sequence[Shown] = (),
) -> Drawn:
    """Nobody can tell whether an answer arrived: a person looks, then presses."""
    head = plain("❓ ") + fill(texts, "unknown-head", name=parts.mentioned(mention), case=parts.number(view))
    where = plain(texts("unknown-why", network=network(view, texts)))
    page = lines((head, where, quoted(text, 3000), attachments(files, texts)))
    rows = (unknown_row(message_id, texts), open_buttons(view, texts))
    return _drawn(page, [row for row in rows if row])


def pointer(view: CaseView, card_link: str | None, texts: Texts) -> Drawn:
    """What is left of a card that another message has replaced."""
    here = link(texts("pointer-here"), card_link)
    return _drawn(fill(texts, "pointer", case=bold(parts.number(view)), here=here))


def part_of(number: int, whole: int, card_link: str | None, texts: Texts) -> Drawn:
    """What is left of the card of a case that is part of another one."""
    there = link(plain(f"#{whole}"), card_link)
    said = fill(texts, "card-part-of", case=bold(plain(f"#{number}")), whole=bold(there))
    back = Button(texts("button-whole", number=whole), Command.WHOLE)
    return _drawn(plain("🔗 ") + said, ((back, button(Command.TAKE_APART, texts)),))


def history(view: CaseView, events: Sequence[Happened], texts: Texts) -> Drawn:
    """Every event in words, oldest first; what has no room goes from the beginning."""
    head = fill(texts, "history-head", case=bold(parts.number(view)))
    room = MAX_LENGTH - head.length - 60
    shown: list[Rich] = []
    for happened in reversed(events):
        line = _event(happened, texts)
        room -= line.length + 1
        if room < 0:
            break
        shown.insert(0, line)
    earlier = len(events) - len(shown)
    dropped = italic(texts("history-earlier", count=earlier)) if earlier else EMPTY
    return _drawn(parts.blocks((head, lines((dropped, *shown)))))


def _event(happened: Happened, texts: Texts) -> Rich:
    at, who, kind, data = happened
    if (way := data.get("elsewhere")) is not None:
        return _told(happened, str(way), texts)
    department, deed, part = data.get("department"), data.get("deed"), data.get("part")
    other = plain(f"#{data['case']}") if "case" in data else EMPTY
    filling = name(department) if isinstance(department, str) else EMPTY
    named = plain(texts("deed-name", deed=deed)) if isinstance(deed, str) else "none"
    try:
        more = {**sorting.told(data, texts), **rating.told(data)}
        what = fill(texts, f"event-{kind}", department=filling or "none", deed=named, case=other, **more)
    except KeyError:
        what = name(kind)
    of = plain(f"#{part}") if part else EMPTY
    return join(" ", (code(stamp(at)), join(DOT, (of, what, name(who or "")))))


def _told(happened: Happened, way: str, texts: Texts) -> Rich:
    """An answer that did not go by the network, with what was said."""
    at, who, _, data = happened
    what = plain(f"{SIGNS[Elsewhere(way)]} " + texts("event-told", way=way))
    words = cut(one_line(str(data.get("words", ""))), 200)
    said = join(": ", (join(DOT, (what, name(who or ""))), plain(words)))
    return join(" ", (code(stamp(at)), said))


def refusal(texts: Texts, key: str, params: Mapping[str, str | int], limit: int = TOAST) -> str:
    """Plain words for a Refused, short enough for a toast: what comes from outside is cut, our own words are not.

    `reason` is the key of words.
    """
    key = f"refused-{key}"
    given = {name: texts(str(value)) if name == "reason" else value for name, value in params.items()}
    filled = {
        name: cut(one_line(value), limit) if isinstance(value, str) else value
        for name, value in given.items()
    }
    said = texts(key, **filled)
    excess = len(said.encode("utf-16-le")) // 2 - limit
    if excess <= 0:
        return said
    outside = {name: value for name, value in filled.items() if isinstance(value, str)}
    longest = max(outside, key=lambda name: len(outside[name]), default=None)
    if longest is not None:
        filled[longest] = cut(outside[longest], max(len(outside[longest]) - excess, 0))
    return cut(texts(key, **filled), limit)


def _conversation(view: CaseView, texts: Texts, head: Rich, foot: Rich) -> tuple[Rich, frozenset[int]]:
    """As much as has room between them."""
    room = MAX_LENGTH - head.length - foot.length - FOR_FIGURES
    size = MAX_BYTES - head.size - foot.size - 4 * FOR_FIGURES
    return conversation(view, texts, room, size)


def _drawn(
    page: Rich,
    rows: Sequence[Sequence[Button]] = (),
    preview: str | None = None,
    shows: frozenset[int] = frozenset(),
) -> Drawn:
    return Drawn(page.html, tuple(tuple(row) for row in rows), preview, shows)
