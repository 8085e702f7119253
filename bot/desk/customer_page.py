"""What a person reads of a customer: the page behind `Customer`, all cases, all notes; the short line on a card.

Every part is bounded, so that the whole is short enough for one message and one thumb.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.desk import parts
from bot.desk.conversation import DOT
from bot.desk.customers import LANGUAGES, CustomerView, Do, Known, Noted, Past, Step, overdue
from bot.desk.keyboards import Rows, button, network_name
from bot.desk.richtext import (
    EMPTY,
    Rich,
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

ON_CARD = 60
"""Code points of a promise or a note on a card."""
WORDS, ALL_WORDS = 150, 300
"""Of a note on the page, and where notes alone are listed."""
SAID = 90
"""Of what was said in a case."""
IDENTITIES = 6
KEPT_BUTTONS = 3
SIGNS = {"open": "🟡", "waiting": "🔵", "resolved": "🟢", "dismissed": "⚪"}


def day(at: date) -> str:
    return f"{at:%d.%m.%Y}"


# --- on a card


def kept_of(view: CaseView, texts: Texts) -> Rich:
    """So that nothing is asked twice: what was promised first, then what was noted last."""
    promised = [_promised(one.text, one.due, texts) for one in view.promised[:2]]
    noted = [plain("📝 " + cut(one_line(one), ON_CARD)) for one in view.remembered[: 3 - len(promised)]]
    rest = view.promises + view.remembers - len(promised) - len(noted)
    more = plain(texts("customer-more", count=rest)) if rest > 0 else EMPTY
    return join(DOT, (*promised, *noted, more))


def _promised(text: str, due: date | None, texts: Texts) -> Rich:
    words = bold(plain(cut(one_line(text), ON_CARD)))
    if due is None:
        return plain("🤝 ") + fill(texts, "customer-promised", words=words)
    return plain("🤝 ") + fill(texts, "customer-promised-by", words=words, day=f"{due:%d.%m}")


# --- the page


def page(view: CaseView, kept: CustomerView, texts: Texts) -> Drawn:
    """All that is known, the newest of it first."""
    head = lines((_head(kept, texts), *(_identity(one, texts) for one in kept.identities[:IDENTITIES])))
    facts = join(DOT, (_language(kept, texts), *(name(f"#{tag}", 32) for tag in kept.tags[:12])))
    promised = _titled("customer-promises", [_note(one, kept.today, texts) for one in kept.promises], texts)
    noted = _titled(
        "customer-notes", [_note(one, kept.today, texts) for one in kept.notes], texts, kept.noted
    )
    cases = _titled("customer-cases", [_past(one, texts) for one in kept.cases], texts, kept.had)
    body = parts.blocks((lines((head, facts)), promised, noted, cases))
    return Drawn(body.html, _buttons(kept, texts))


def _head(kept: CustomerView, texts: Texts) -> Rich:
    called = bold(name(kept.name or "") or plain(texts("card-customer-unknown")))
    vip = bold(plain(texts("customer-vip"))) if kept.vip else EMPTY
    own = italic(texts("customer-own-name")) if kept.own_name else EMPTY
    return join(" ", (plain("⭐" if kept.vip else "👤"), join(DOT, (called, vip, own))))


def _identity(one: Known, texts: Texts) -> Rich:
    """Where they write, under which name, and what the network tells of them."""
    label = name(one.name or "") or plain(texts("customer-open"))
    facts = [plain(network_name(one.network, texts)), link(label, one.url), name(one.city or "", 32)]
    if one.followers is not None:
        facts.append(plain(texts("card-followers", count=one.followers)))
    if one.deactivated:
        facts.append(italic(texts("customer-deactivated")))
    return join(DOT, facts)


def _language(kept: CustomerView, texts: Texts) -> Rich:
    if kept.language is None:
        return EMPTY
    return fill(texts, "customer-speaks", language=name(LANGUAGES.get(kept.language, kept.language.upper())))


def _titled(key: str, rows: Sequence[Rich], texts: Texts, count: int | None = None) -> Rich:
    return (
        lines((bold(fill(texts, key, count=len(rows) if count is None else count)), *rows)) if rows else EMPTY
    )


def _note(one: Noted, today: date, texts: Texts, place: int | None = None) -> Rich:
    sign = plain(("🤝 " if one.is_open else "✅ ") if one.promised else "📝 ")
    numbered = EMPTY if place is None else bold(f"{place}. ")
    limit = WORDS if place is None else ALL_WORDS
    due = EMPTY
    if one.promised and one.due is not None:
        due = bold(fill(texts, "customer-due", day=day(one.due)))
    late = bold(plain("❗ " + texts("customer-overdue"))) if overdue(one, today) else EMPTY
    who = italic(fill(texts, "customer-noted-by", name=name(one.by or "") or plain("—"), day=day(one.at)))
    return numbered + sign + join(DOT, (plain(cut(one.text, limit)), due, late, who))


def _past(one: Past, texts: Texts) -> Rich:
    label = bold(link(f"#{one.number}", None if one.current else one.url))
    here = italic(texts("customer-this-case")) if one.current else EMPTY
    stands = plain(texts("customer-status", status=one.status))
    outcome = plain("🎯 " + texts("outcome", outcome=one.outcome)) if one.outcome else EMPTY
    about = plain("🏷 " + texts("category", category=one.category)) if one.category else EMPTY
    sign = plain(SIGNS.get(one.status, "") + " ")
    head = sign + join(DOT, (label, plain(day(one.at)), stands, outcome, about, here))
    said = plain("💬 " + (cut(one_line(one.words), SAID) or "📎"))
    answer = plain("↩️ " + (cut(one_line(one.answer), SAID) or "📎")) if one.answer is not None else EMPTY
    return lines((head, said, answer))


# --- buttons


def does(texts: Texts, key: str, do: Do, number: int = 0, *, style: str | None = None) -> Button:
    return Button(texts(key), Command.CUSTOMER_DO, Step(do, number).pack(), style=style)


def looks(label: str, do: Do, number: int = 0) -> Button:
    return Button(label, Command.CUSTOMER, Step(do, number).pack())


def back(texts: Texts, do: Do = Do.SHOW, number: int = 0) -> Button:
    return looks(texts("button-back"), do, number)


def _buttons(kept: CustomerView, texts: Texts) -> Rows:
    vip = ("button-vip-off", Do.VIP_OFF) if kept.vip else ("button-vip-on", Do.VIP_ON)
    split = (does(texts, "button-customer-split", Do.SPLIT),) if len(kept.identities) > 1 else ()
    forget = (does(texts, "button-customer-forget", Do.FORGET),) if kept.forgettable else ()
    lists = []
    if kept.had > len(kept.cases):
        lists.append(looks(texts("button-customer-cases", count=kept.had), Do.CASES))
    if kept.noted or kept.promises:
        lists.append(looks(texts("button-customer-notes", count=kept.noted + len(kept.promises)), Do.NOTES))
    rows: Iterable[tuple[Button, ...]] = (
        *((_kept_button(one, texts),) for one in kept.promises[:KEPT_BUTTONS]),
        (does(texts, "button-customer-note", Do.NOTE), does(texts, "button-promise", Do.PROMISE)),
        (does(texts, "button-customer-tags", Do.TAGS), does(texts, *vip)),
        (does(texts, "button-customer-language", Do.LANGUAGES), does(texts, "button-customer-name", Do.NAME)),
        (does(texts, "button-customer-merge", Do.MERGE), *split),
        tuple(lists),
        forget,
        (button(Command.CLOSE, texts),),
    )
    return tuple(row for row in rows if row)


def _kept_button(one: Noted, texts: Texts) -> Button:
    label = texts("button-kept", words=cut(one_line(one.text), 24))
    return Button(label, Command.CUSTOMER_DO, Step(Do.KEPT, one.id).pack())


# --- all of them, by pages


def all_cases(kept: CustomerView, number: int, size: int, texts: Texts) -> Drawn:
    head = bold(fill(texts, "customer-cases", count=kept.had))
    body = parts.blocks(
        (join(DOT, (head, name(kept.name or ""))), *(_past(one, texts) for one in kept.cases))
    )
    return Drawn(body.html, (turns(Do.CASES, number, kept.had, size, texts),))


def all_notes(kept: CustomerView, number: int, size: int, texts: Texts) -> Drawn:
    """Numbered as the buttons that delete them; promises that are open stand on the first page."""
    open_ = list(kept.promises) if number == 0 else []
    shown = [*open_, *kept.notes]
    head = join(DOT, (bold(fill(texts, "customer-notes", count=kept.noted)), name(kept.name or "")))
    rows = [_note(one, kept.today, texts, place) for place, one in enumerate(shown, 1)]
    drops = tuple(
        Button(texts("button-drop-note", number=place), Command.CUSTOMER_DO, Step(Do.DROP, one.id).pack())
        for place, one in enumerate(shown, 1)
        if one.droppable
    )
    drop_rows = tuple(drops[place : place + 4] for place in range(0, len(drops), 4))
    return Drawn(
        parts.blocks((head, lines(rows))).html, (*drop_rows, turns(Do.NOTES, number, kept.noted, size, texts))
    )


def turns(do: Do, number: int, count: int, size: int, texts: Texts) -> tuple[Button, ...]:
    """To the page before and after, and back."""
    last = max(0, (count - 1) // size)
    ways = [looks(sign, do, to) for sign, to in (("◀", number - 1), ("▶", number + 1)) if 0 <= to <= last]
    return (*ways, back(texts))
