"""What is said about answers that wait for a colleague's look: to their authors, and to those who decide."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import parts
from bot.desk.attached import attachments, quoted
from bot.desk.keyboards import approval_buttons, button
from bot.desk.parts import Mention
from bot.desk.richtext import EMPTY, bold, fill, italic, join, lines, mention, name, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Shown, Texts
from bot.drafts import Kept

WORDS = 3000
"""Code points of an answer that is shown by itself."""


def waits_for_look(view: CaseView, draft: Kept, texts: Texts) -> Drawn:
    """To its author: that it waits, and for whom."""
    who = "nobody" if draft.nobody else name(draft.approver or "") or "none"
    own = "yes" if draft.own else "no"
    told = fill(texts, "kept-approval", case=bold(parts.number(view)), approver=who, own=own)
    exposes = fill(texts, "draft-exposes", sorts=parts.sorts(draft.sorts, texts)) if draft.sorts else EMPTY
    rows = ((button(Command.DROP_DRAFT, texts, arg=draft.draft_id, label=texts("button-take-back")),),)
    return Drawn(lines((told, plain("⚠️ ") + exposes if exposes else EMPTY)).html, rows)


def look(
    view: CaseView,
    draft_id: int,
    author: str,
    text: str,
    files: Sequence[Shown],
    people: Sequence[Mention],
    texts: Texts,
    *,
    changes: bool = False,
) -> Drawn:
    """Calls people to an answer that waits for them. `changes`: it replaces what has gone out."""
    who = join(", ", [mention(*one) for one in people])
    asks = fill(texts, "look-asks", case=bold(parts.number(view)), author=name(author), who=who or "none")
    instead = italic(texts("draft-changes")) if changes else EMPTY
    page = lines((plain("👁 ") + asks, instead, quoted(text, WORDS), attachments(files, texts)))
    closed = view.no_reply is not None
    return Drawn(page.html, approval_buttons(draft_id, texts, cannot=closed, changes=changes))


def again(
    view: CaseView,
    draft_id: int,
    key: str,
    text: str,
    texts: Texts,
    *,
    sorts: Sequence[str] = (),
    changes: bool = False,
) -> Drawn:
    """Before `Approve` does it: the full words, and why they are shown (`key` of words). `changes` as in `look`."""
    head = fill(texts, key, case=bold(parts.number(view)), sorts=parts.sorts(sorts, texts) or "none")
    yes, no = (
        button(Command.APPROVE_SURELY, texts, arg=draft_id),
        button(Command.DECLINE, texts, arg=draft_id),
    )
    others = () if changes else (button(Command.CHANGE, texts, arg=draft_id),)
    rows = ((yes,), (*others, no))
    instead = italic(texts("draft-changes")) if changes else EMPTY
    return Drawn(lines((head, instead, quoted(text, WORDS))).html, rows)


def words_wanted(
    view: CaseView, draft_id: int, what: str, by: Mention, author: str, text: str, texts: Texts
) -> Drawn:
    """Asks whoever decides for other words, or for the reason: answered by a swipe."""
    key = "look-change" if what == "change" else "look-decline"
    head = fill(texts, key, who=mention(*by), case=bold(parts.number(view)), author=name(author))
    plainly: tuple[tuple[Button, ...], ...] = ()
    if what == "decline":
        plainly = ((button(Command.DECLINE_PLAINLY, texts, arg=draft_id),),)
    return Drawn(lines((plain("✏️ ") + head, quoted(text, 1000))).html, plainly)


SIGNS = {"approved": "✅", "declined": "✋", "changed": "✏️", "withdrawn": "↩️"}


def change_undone(view: CaseView, by: str, to: Sequence[Mention], texts: Texts) -> Drawn:
    """To the others who had a hand in it: an approved change does not happen."""
    told = fill(texts, "look-undone", by=name(by), case=bold(parts.number(view)))
    return Drawn((plain("↩️ ") + join(", ", (*(mention(*one) for one in to), told))).html)


def decided(
    view: CaseView,
    what: str,
    by: str,
    to: Sequence[Mention],
    words: str,
    reason: str | None,
    texts: Texts,
    *,
    own: bool = False,
) -> Drawn:
    """What became of it. `words`: what went out instead, or what it said. `own`: its author can edit their message."""
    told = fill(
        texts,
        "look-decided",
        what=what,
        by=name(by),
        case=bold(parts.number(view)),
        reason="some" if reason else "none",
    )
    told = join(", ", (*(mention(*one) for one in to), told))
    quotes = {"declined": reason or "", "changed": words}.get(what, "")
    how = plain(texts("look-write-anew", own="yes" if own else "no")) if what == "declined" else EMPTY
    return Drawn(lines((plain(f"{SIGNS[what]} ") + told, quoted(quotes, WORDS), how)).html)
