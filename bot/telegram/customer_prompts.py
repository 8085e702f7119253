"""What asks about a customer: pickers, who may be the same, what goes where when one is split, words that are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import parts
from bot.desk.conversation import DOT, customer
from bot.desk.customer_page import back, day, does
from bot.desk.customers import CODES, LANGUAGES, CustomerView, Do, Known, Likely, Noted, Step
from bot.desk.keyboards import Rows, button, network_name
from bot.desk.parts import Mention
from bot.desk.richtext import (
    EMPTY,
    Rich,
    ago,
    bold,
    cut,
    fill,
    italic,
    join,
    lines,
    link,
    name,
    one_line,
    plain,
)
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from bot.forgetting.forget import Will
from storage.models import CustomerMerge, Tag

SHOWN_IDENTITIES = 4


def surely_forget(kept: CustomerView, will: Will, texts: Texts) -> Drawn:
    """What goes, and that it does not come back; the second tap says of whom."""
    asks = fill(texts, "surely-forget", customer=_called(kept.name, texts))
    counts = fill(texts, "forget-counts", cases=will.cases, messages=will.messages)
    closes = bold(fill(texts, "forget-open", count=will.open)) if will.open else EMPTY
    surely = does(texts, "button-forget-surely", Do.FORGET_SURELY, kept.id, style="danger")
    return Drawn(
        parts.blocks((plain("🧹 ") + asks, lines((counts, closes)))).html, ((surely,), (back(texts),))
    )


def _in_rows(buttons: Sequence[Button], width: int) -> Rows:
    return tuple(tuple(buttons[place : place + width]) for place in range(0, len(buttons), width))


def _called(named: str | None, texts: Texts) -> Rich:
    return bold(name(named or "") or plain(texts("card-customer-unknown")))


# --- pickers


def pick_tags(kept: CustomerView, offered: Sequence[tuple[Tag, bool]], texts: Texts) -> Drawn:
    head = fill(texts, "customer-pick-tags", customer=_called(kept.name, texts))
    picks = [
        Button(
            f"{'✅ ' if on else ''}#{cut(tag.name, 24)}",
            Command.CUSTOMER_DO,
            Step(Do.TAG_OFF if on else Do.TAG_ON, tag.id).pack(),
        )
        for tag, on in offered
    ]
    new = does(texts, "button-customer-new-tag", Do.TAG)
    return Drawn(head.html, (*_in_rows(picks, 2), (new, back(texts))))


def pick_language(kept: CustomerView, texts: Texts) -> Drawn:
    head = fill(texts, "customer-pick-language", customer=_called(kept.name, texts))
    picks = [
        Button(
            f"✓ {LANGUAGES[code]}" if code == kept.language else LANGUAGES[code],
            Command.CUSTOMER_DO,
            Step(Do.LANGUAGE, place).pack(),
        )
        for place, code in enumerate(CODES, 1)
    ]
    unknown = does(texts, "button-language-unknown", Do.LANGUAGE)
    return Drawn(head.html, (*_in_rows(picks, 3), (unknown, back(texts))))


def surely_drop(note: Noted, texts: Texts) -> Drawn:
    head = fill(texts, "surely-drop-note", what="promise" if note.promised else "note")
    yes = does(texts, "button-drop-note-surely", Do.DROP_SURELY, note.id, style="danger")
    words = plain("📝 " + cut(one_line(note.text), 300))
    return Drawn(lines((head, words)).html, ((yes, back(texts, Do.NOTES)),))


# --- who may be the same


def pick_same(kept: CustomerView, found: Sequence[Likely], texts: Texts) -> Drawn:
    key = "customer-same-likely" if found else "customer-same-nobody"
    head = fill(texts, key, customer=_called(kept.name, texts))
    picks = tuple(
        (Button(_label(one, texts), Command.CUSTOMER_DO, Step(Do.MERGE_WITH, one.id).pack()),)
        for one in found
    )
    words = does(texts, "button-merge-words", Do.MERGE_WORDS)
    return Drawn(head.html, (*picks, (words, back(texts))))


def _label(one: Likely, texts: Texts) -> str:
    first = one.identities[0] if one.identities else None
    facts = [cut(one_line(one.name or texts("card-customer-unknown")), 24)]
    if first is not None:
        facts += [network_name(first.network, texts), cut(one_line(first.city or ""), 16)]
    return DOT.join(fact for fact in facts if fact)


def side_by_side(this: Likely, other: Likely, texts: Texts) -> Drawn:
    """Both, so that a person can tell."""
    head = bold(fill(texts, "customer-same-person"))
    merged = italic(texts("customer-merge-how"))
    yes = does(texts, "button-merge-surely", Do.MERGE_SURELY, other.id, style="primary")
    body = parts.blocks((head, likely(this, "1️⃣", texts), likely(other, "2️⃣", texts), merged))
    return Drawn(body.html, ((yes, back(texts, Do.SHOW)),))


def likely(one: Likely, sign: str, texts: Texts) -> Rich:
    vip = plain("⭐") if one.vip else EMPTY
    head = join(" ", (plain(sign), vip, _called(one.name, texts)))
    tags = join(DOT, [name(f"#{tag}", 32) for tag in one.tags[:6]])
    counts = fill(texts, "customer-has", cases=one.had, notes=one.noted)
    said = EMPTY
    if one.last is not None:
        at = EMPTY if one.last_at is None else ago(one.last_at)
        said = plain("💬 ") + join(DOT, (plain(cut(one_line(one.last), 90) or "📎"), at))
    identities = [_identity(each, texts) for each in one.identities[:SHOWN_IDENTITIES]]
    return lines((head, *identities, counts, tags, said))


def _identity(one: Known, texts: Texts) -> Rich:
    label = name(one.name or "") or plain(texts("customer-open"))
    facts = [plain(network_name(one.network, texts)), link(label, one.url), name(one.city or "", 32)]
    if one.followers is not None:
        facts.append(plain(texts("card-followers", count=one.followers)))
    return join(DOT, facts)


# --- splitting


def pick_part(
    kept: CustomerView,
    merges: Sequence[tuple[CustomerMerge, Likely, int]],
    single: Sequence[Known],
    texts: Texts,
) -> Drawn:
    head = fill(texts, "customer-split-what", customer=_called(kept.name, texts))
    apart = [
        (
            Button(
                texts("button-customer-apart", who=_label(who, texts), day=day(row.at)),
                Command.CUSTOMER_DO,
                Step(Do.APART, row.id).pack(),
            ),
        )
        for row, who, _ in merges[:6]
    ]
    out = [
        (
            Button(
                texts("button-take-out", who=_named(one, texts)),
                Command.CUSTOMER_DO,
                Step(Do.OUT, one.id).pack(),
            ),
        )
        for one in single[:6]
    ]
    return Drawn(head.html, (*apart, *out, (back(texts),)))


def _named(one: Known, texts: Texts) -> str:
    called = cut(one_line(one.name or texts("card-customer-unknown")), 24)
    return DOT.join((called, network_name(one.network, texts)))


def surely_apart(kept: CustomerView, row: CustomerMerge, who: Likely, texts: Texts) -> Drawn:
    asks = fill(
        texts,
        "surely-apart",
        other=_called(who.name, texts),
        customer=_called(kept.name, texts),
        cases=who.had,
        notes=who.noted,
    )
    yes = does(texts, "button-apart-surely", Do.APART_SURELY, row.id, style="danger")
    identities = [_identity(one, texts) for one in who.identities[:SHOWN_IDENTITIES]]
    return Drawn(lines((asks, *identities)).html, ((yes, back(texts, Do.SHOW)),))


def surely_out(kept: CustomerView, one: Known, texts: Texts) -> Drawn:
    asks = fill(
        texts, "surely-take-out", other=name(_named(one, texts), 80), customer=_called(kept.name, texts)
    )
    yes = does(texts, "button-apart-surely", Do.OUT_SURELY, one.id, style="danger")
    return Drawn(lines((asks, _identity(one, texts))).html, ((yes, back(texts, Do.SHOW)),))


# --- letters


def words_wanted(view: CaseView, what: str, by: Mention, texts: Texts) -> Drawn:
    """An ordinary message, answered by a swipe. `what`: note, promise, name, tag, merge."""
    asks = fill(
        texts,
        "customer-wanted",
        name=parts.mentioned(by),
        customer=bold(customer(view, texts)),
        case=bold(parts.number(view)),
        what=what,
    )
    return Drawn((plain("✏️ ") + asks).html)


def promise_due(
    view: CaseView, words: str, note: int, url: str | None, texts: Texts, to: Mention | None
) -> Drawn:
    """In the morning of its day. `url`: the card, where it is in another chat."""
    case = bold(link(parts.number(view), url))
    told = parts.called(to, fill(texts, "promise-due", customer=bold(customer(view, texts)), case=case))
    rows = ((does(texts, "button-kept-plainly", Do.KEPT_TOLD, note, style="primary"), _show(texts)),)
    return Drawn(lines((plain("🤝 ") + told, bold(plain(cut(words, 500))))).html, rows)


def _show(texts: Texts) -> Button:
    return button(Command.CUSTOMER, texts)


def promise_kept(view: CaseView, words: str, by: str, texts: Texts) -> Drawn:
    """What is left of that message."""
    told = fill(texts, "promise-kept-by", name=name(by), case=bold(parts.number(view)))
    return Drawn(lines((plain("✅ ") + told, plain(cut(words, 500)))).html)
