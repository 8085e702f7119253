"""What stands around the conversation on a card, part by part. Each part is of bounded length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.desk import sorting
from bot.desk.approval import SHOWN_WORDS
from bot.desk.attached import attachments, quoted
from bot.desk.conversation import DOT, KINDS, customer
from bot.desk.countdown import came_back, countdown
from bot.desk.keyboards import last_answer, network, sendable_drafts
from bot.desk.opening import moment
from bot.desk.privacy import SORTS
from bot.desk.reasons import in_words
from bot.desk.richtext import (
    EMPTY,
    Rich,
    ago,
    bold,
    fill,
    italic,
    join,
    lines,
    link,
    mention,
    name,
    plain,
    safe_url,
)
from bot.desk.states import CLOSED
from bot.desk.view import CaseView, Texts, Waits
from storage.models import Delivery, Status, Why

Mention = tuple[int, str]
"""A Telegram user id and the name to show: the person is notified."""

SIGNS: Mapping[Status, str] = {
    Status.OPEN: "🟡",
    Status.WAITING: "🔵",
    Status.RESOLVED: "🟢",
    Status.DISMISSED: "⚪",
}
NOBODYS = "🔴"
SNOOZED = "💤"

OWN_POST = ("post", "suggestion", "mention")
"""Kinds of cases that begin with what others may comment under."""
PARENTS: Mapping[str, str] = {
    "post": "card-parent-post",
    "photo": "card-parent-photo",
    "video": "card-parent-video",
    "product": "card-parent-product",
    "topic": "card-parent-topic",
}
PICTURED = ("photo", "video", "product")


def sign(view: CaseView) -> str:
    """The colour: 🔴 nobody's, 🟡 in work, 🔵 the customer's turn, 🟢 resolved, ⚪ dismissed; 💤 it sleeps."""
    if view.snoozed_until is not None:
        return SNOOZED
    if view.status is Status.OPEN and view.holder is None:
        return NOBODYS
    return SIGNS[view.status]


def number(view: CaseView) -> Rich:
    return plain(f"#{view.number}")


def title(view: CaseView, texts: Texts) -> Rich:
    where = [plain(network(view, texts)), name(view.account or "", 32)]
    if not view.by_hand:
        where.append(kind(view.kind, texts))
    return join(DOT, (bold(number(view)), *where))


def kind(of: str, texts: Texts) -> Rich:
    """How the customer wrote."""
    key = KINDS.get(of)
    return name(of) if key is None else plain(texts(key))


def headed(view: CaseView, texts: Texts) -> Rich:
    return join(" ", (plain(sign(view)), sorting.sign(view.priority), title(view, texts)))


def called(who: Mention | None, happened: Rich) -> Rich:
    """What happened, addressed to somebody."""
    return happened if who is None else join(", ", (mention(*who), happened))


def mentioned(who: Mention | None) -> Rich | str:
    """For words that begin with somebody's name, or with nobody's."""
    return "none" if who is None else mention(*who)


def person(view: CaseView, texts: Texts) -> Rich:
    """All that is known of the customer, on two short lines."""
    vip = plain("⭐ ") if view.vip else EMPTY
    who = [vip + bold(link(customer(view, texts), view.customer_url))]
    if view.earlier_cases:
        who.append(plain(texts("card-earlier-cases", count=view.earlier_cases)))
    facts = [plain(texts("card-community"))] if view.community else []
    facts.append(name(view.city or "", 32))
    if view.followers is not None:
        facts.append(plain(texts("card-followers", count=view.followers)))
    return lines((join(DOT, who), join(DOT, facts)))


def post(view: CaseView, texts: Texts) -> Rich:
    """What it stands under: the title or the first words as a link, else the link alone; what it costs.

    A visitor's own post is told by its words.
    """
    words = name(view.post_text or "", 40)
    if view.kind in OWN_POST or (not words and safe_url(view.post_url) is None):
        return EMPTY
    shown = link(words or plain(texts("card-post-link")), view.post_url)
    closed = plain("🔒 " + texts("card-comments-closed")) if view.post_closed else EMPTY
    it = join(DOT, (shown, name(view.post_price or "", 32), closed))
    return fill(texts, PARENTS.get(view.post_kind, "card-parent-post"), it=it)


def looks(view: CaseView) -> str | None:
    """The picture of what it stands under, where that says more than words."""
    return safe_url(view.post_photo) if view.post_kind in PICTURED else None


def drafts(view: CaseView, texts: Texts) -> Rich:
    """What waits for a press, those with buttons first and numbered as the buttons are."""
    sendable = sendable_drafts(view)
    shown = [*sendable, *(draft for draft in view.drafts if draft not in sendable)][:3]
    numbers = range(1, len(sendable) + 1) if len(sendable) > 1 else ()
    parts = [
        _draft(
            draft,
            numbers[place] if place < len(numbers) else None,
            texts,
            draft_words(view) if draft.why is Why.APPROVAL else 250,
        )
        for place, draft in enumerate(shown)
    ]
    if len(view.drafts) > len(shown):
        parts.append(plain(texts("card-drafts-more", count=len(view.drafts) - len(shown))))
    return lines(parts)


def _draft(draft: Waits, place: int | None, texts: Texts, limit: int) -> Rich:
    label = texts("card-draft") if place is None else texts("card-draft-number", number=place)
    author = plain(texts("card-draft-anonymous")) if draft.author is None else name(draft.author)
    department = name(draft.department or "")
    reason = department or italic(texts(f"draft-{draft.why.value.replace('_', '-')}"))
    if draft.why is Why.APPROVAL:
        asked = name(draft.approver or "", 24) or "none"
        since = "none" if draft.since is None else ago(draft.since)
        instead = italic(texts("draft-changes")) if draft.changes else EMPTY
        waits = fill(texts, "draft-waits", approver=asked, since=since)
        reason = join(DOT, (department, instead, waits))
    private = (plain(texts("mark-private")),) if draft.private else ()
    # Neither the numbered buttons of several drafts nor `Approve` have room to say how much of it they send.
    silent = place is not None or draft.why is Why.APPROVAL
    goes = (italic(texts("draft-goes", rest=draft.rest)),) if silent and draft.rest else ()
    head = join(DOT, (bold(label), author, *private, reason, *goes))
    files = attachments(draft.attachments, texts)
    return lines(
        (
            join(" ", (plain("📝"), head)),
            quoted(draft.text, limit),
            _openly(draft, texts),
            _since(draft, texts),
            files,
        )
    )


def _openly(draft: Waits, texts: Texts) -> Rich:
    """Whoever approves shall see what everybody would read."""
    if not draft.sorts:
        return EMPTY
    return plain("⚠️ ") + fill(texts, "draft-exposes", sorts=sorts(draft.sorts, texts))


def _since(draft: Waits, texts: Texts) -> Rich:
    """Nobody here remembers what became of it."""
    return plain(f"⚠️ {texts('draft-restored')}") if draft.restored else EMPTY


def draft_words(view: CaseView) -> int:
    """How many code points of each answer that waits for a look the card shows."""
    return SHOWN_WORDS // max(1, min(3, sum(one.why is Why.APPROVAL for one in view.drafts)))


def standing(view: CaseView, texts: Texts) -> Rich:
    """Whose turn it is, since when, and who has it."""
    if view.status in CLOSED:
        return lines((_closed(view, texts), _after_close(view, texts)))
    wait, who = EMPTY, bold(texts("card-free"))
    if view.holder:
        key = "card-held-in-private" if view.apart else "card-held"
        who = fill(texts, key, name=bold(name(view.holder)))
    if view.unanswered_since is not None:
        since = fill(texts, "card-unanswered", since=ago(view.unanswered_since))
        wait = lines((join(" ", (plain("⏳"), since)), _outside_hours(view, texts)))
    elif view.status is Status.WAITING:
        wait = join(" ", (plain("🔵"), plain(texts("card-waiting"))))
    who = join(" ", (plain("👤"), who))
    return lines((wait, countdown(view, texts), answers_to(view, texts), who, came_back(view, texts)))


def answers_to(view: CaseView, texts: Texts) -> Rich:
    """Of several people the one whom a swipe of the card answers."""
    if view.mixed is None or not view.mixed.people:
        return EMPTY
    return plain("↩️ ") + fill(texts, "card-answers-to", name=bold(customer(view, texts)))


def _outside_hours(view: CaseView, texts: Texts) -> Rich:
    if view.opens_at is None or view.unanswered_since is None:
        return EMPTY
    opens = moment(view.opens_at, view.unanswered_since)
    return plain("🌙 ") + fill(texts, "card-outside-hours", opens=opens)


def _closed(view: CaseView, texts: Texts) -> Rich:
    at = ago(view.closed_at or view.opened_at)
    resolved = view.status is Status.RESOLVED
    if view.holder:
        key = "card-resolved-by" if resolved else "card-dismissed-by"
        return plain("🏁 ") + fill(texts, key, at=at, name=name(view.holder))
    return plain("🏁 ") + fill(texts, "card-resolved" if resolved else "card-dismissed", at=at)


def _after_close(view: CaseView, texts: Texts) -> Rich:
    if not view.after_close:
        return EMPTY
    return join(" ", (plain("💬"), bold(texts("card-after-close", count=view.after_close))))


def tally(view: CaseView, texts: Texts) -> Rich:
    """Figures nobody waits for."""
    facts = []
    if view.made_by:
        facts.append(plain("✍️ ") + fill(texts, "card-made-by", name=name(view.made_by, 32)))
    if view.notes:
        facts.append(plain("🗒 " + texts("card-notes", count=view.notes)))
    if view.reopened:
        facts.append(plain("🔁 " + texts("card-reopened", count=view.reopened)))
    if view.parts:
        numbers = ", ".join(f"#{one}" for one in view.parts)
        facts.append(plain("🔗 " + texts("card-parts", numbers=numbers)))
    return join(DOT, facts)


def trouble(view: CaseView, texts: Texts) -> Rich:
    """The last answer, when somebody has to do something about it; else the mark beside it says enough."""
    answer = last_answer(view)
    match answer.delivery if answer else None:
        case Delivery.FAILED:
            why = in_words(answer.failure if answer else None, texts)
            return plain("❗ ") + bold(fill(texts, "card-answer-failed", why=why))
        case Delivery.UNKNOWN:
            return plain("❓ ") + bold(plain(texts("card-answer-unknown", network=network(view, texts))))
        case _:
            return EMPTY


def no_reply(view: CaseView, texts: Texts) -> Rich:
    """Why it cannot be answered from here, while somebody should."""
    if view.no_reply is None or view.takes_word or view.status in CLOSED:
        return EMPTY
    return plain("🚫 ") + fill(texts, "card-cannot-reply", why=fill(texts, view.no_reply))


def exposed(view: CaseView, texts: Texts) -> Rich:
    """What the customer lets everybody read, while somebody should look after it."""
    if not view.exposed or view.status in CLOSED:
        return EMPTY
    return plain("⚠️ ") + fill(texts, "card-exposed", sorts=sorts(view.exposed, texts))


def sorts(found: Sequence[str], texts: Texts) -> Rich:
    """Sorts of private data in words; the owner's own by the names they gave."""
    return join(", ", [plain(texts(f"sort-{one}")) if one in SORTS else name(one) for one in found])


def blocks(pieces: Sequence[Rich]) -> Rich:
    """With a blank line between."""
    return join("\n\n", pieces)
