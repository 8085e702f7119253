"""What cards and messages say of a question to a department: on the operators' side, then on its own."""

from __future__ import annotations

from bot.desk import parts
from bot.desk.attached import attachments, quoted
from bot.desk.conversation import DOT
from bot.desk.keyboards import Rows, button, open_buttons
from bot.desk.parts import Mention
from bot.desk.richtext import EMPTY, Rich, ago, bold, fill, join, lines, name, plain
from bot.desk.states import CLOSED, Action
from bot.desk.view import PEOPLE, Asked, CaseView, Command, Drawn, Talk, Texts, Waits
from storage.models import Returned, Why

SHOWN = 2
"""Departments told one by one on a card."""


# --- on the operators' card


def asked(view: CaseView, texts: Texts) -> Rich:
    """Where the case is and since when: the departments it waits for, and the one that has just given it back."""
    waiting = [one for one in view.asked if one.is_open]
    told = [_asked(one, texts) for one in waiting[:SHOWN]]
    if len(waiting) > SHOWN:
        told.append(plain(texts("card-asked-more", count=len(waiting) - SHOWN)))
    back = [one for one in view.asked if _is_news(one, view)][-SHOWN:]
    return lines((*told, *(_returned(one, texts) for one in back)))


def _asked(one: Asked, texts: Texts) -> Rich:
    head = fill(texts, "card-asked", department=name(one.department), at=ago(one.at))
    told = join(" ", (plain("🏢"), join(DOT, (head, _taken(one, texts), _time(one, texts)))))
    back = _said(one.talk[-1], texts) if one.talk and one.asked_back_at is not None else EMPTY
    return lines((told, quoted(one.question or "", 200), back))


def _taken(one: Asked, texts: Texts) -> Rich:
    return fill(texts, "asked-taken", name=name(one.taken_by)) if one.taken_by else EMPTY


def _time(one: Asked, texts: Texts) -> Rich:
    if one.asked_back_at is not None:
        return plain("❔ ") + bold(fill(texts, "asked-back", at=ago(one.asked_back_at)))
    if one.due_at is None:
        return EMPTY
    if one.overdue:
        return plain("⏰ ") + bold(fill(texts, "asked-overdue", at=ago(one.due_at)))
    return fill(texts, "asked-due", at=ago(one.due_at))


def _is_news(one: Asked, view: CaseView) -> bool:
    """Given back, and nothing has been done about it since."""
    if one.returned_at is None or one.answered_at is not None or view.status in CLOSED:
        return False
    if one.returned_why in (None, Returned.CASE_CLOSED):
        return False
    asked_since = any(other.at > one.returned_at for other in view.asked)
    said_since = any(said.by in PEOPLE and said.at > one.returned_at for said in view.said)
    return not asked_since and not said_since


def _returned(one: Asked, texts: Texts) -> Rich:
    head = join(DOT, (_why(one, texts), name(one.returned_by or "")))
    at = () if one.returned_at is None else (ago(one.returned_at),)
    return lines((plain("↩️ ") + join(DOT, (head, *at)), quoted(one.reason or "", 200)))


def _why(one: Asked, texts: Texts) -> Rich:
    why = Returned.DEPARTMENT if one.returned_why is None else one.returned_why
    return fill(texts, "asked-returned", department=bold(name(one.department)), why=why.value)


# --- messages to the operators, in reply to the card


def advice(
    view: CaseView, department: str, author: str, draft: Waits, texts: Texts, mention: Mention | None
) -> Drawn:
    """What a department says to the operator who asked, with what it attached."""
    about = fill(
        texts, "advice-head", department=bold(name(department)), case=parts.number(view), name=name(author)
    )
    head = parts.called(mention, about)
    why = (
        EMPTY
        if draft.why is Why.ADVICE
        else plain("⚠️ " + texts(f"draft-{draft.why.value.replace('_', '-')}"))
    )
    files = attachments(draft.attachments, texts)
    page = lines((plain("🏢 ") + head, quoted(draft.text, 3400), files, why, plain(texts("advice-how"))))
    send = button(
        Command.SEND_DRAFT, texts, arg=draft.id, label=texts("button-send-to-customer"), style="success"
    )
    cannot = view.no_reply is not None or draft.why is Why.TOO_LONG
    return Drawn(page.html, () if cannot else ((send,),))


def asked_back(view: CaseView, one: Asked, said: Talk, texts: Texts, mention: Mention | None) -> Drawn:
    """The department's own question: it is answered by a swipe."""
    about = fill(
        texts,
        "asked-back-head",
        department=bold(name(one.department)),
        case=parts.number(view),
        name=name(said.name),
    )
    how = fill(texts, "asked-back-how", department=name(one.department))
    page = lines((plain("❔ ") + parts.called(mention, about), quoted(said.text, 3400), how))
    return Drawn(page.html)


def returned(view: CaseView, one: Asked, texts: Texts, mention: Mention | None) -> Drawn:
    """The question is the operators' again: whom to ask next?"""
    about = join(DOT, (bold(parts.number(view)), _why(one, texts), name(one.returned_by or "")))
    page = lines((plain("↩️ ") + parts.called(mention, about), quoted(one.reason or "", 3000)))
    return Drawn(page.html, _another(view, texts))


def overdue(view: CaseView, one: Asked, texts: Texts, mention: Mention | None) -> Drawn:
    about = fill(
        texts,
        "overdue-head",
        department=bold(name(one.department)),
        case=parts.number(view),
        at=ago(one.at),
    )
    page = lines((plain("⏰ ") + parts.called(mention, about), _taken(one, texts)))
    return Drawn(page.html, _another(view, texts))


def _another(view: CaseView, texts: Texts) -> Rows:
    if Action.ESCALATE not in view.actions:
        return ()
    return ((button(Command.ESCALATE, texts, label=texts("button-ask-another")),),)


# --- on the department's card


def talk(one: Asked, texts: Texts) -> Rich:
    return lines(_said(said, texts) for said in one.talk)


def _said(said: Talk, texts: Texts) -> Rich:
    sign = "💬" if said.ours else "❔"
    return lines((plain(f"{sign} ") + bold(name(said.name)), quoted(said.text, 300)))


def stands(one: Asked, texts: Texts) -> Rich:
    """Who has it, and how long there is time."""
    if not one.is_open:
        return EMPTY
    who = plain("👤 ") + _taken(one, texts) if one.taken_by else EMPTY
    if one.asked_back_at is not None:
        return lines((who, plain("❔ ") + fill(texts, "department-asked-back", name=name(one.by))))
    time = _time(one, texts)
    return lines((who, time if one.overdue or one.due_at is None else plain("⏳ ") + time))


def how(one: Asked, texts: Texts) -> Rich:
    """What to do next, for somebody who read no manual."""
    if one.answered_at is not None:
        return plain("✅ ") + fill(texts, "department-answered", at=ago(one.answered_at))
    if one.returned_at is not None:
        gone = one.returned_why in (None, Returned.CASE_CLOSED)
        told = plain(texts("department-returned")) if gone else _why(one, texts)
        return lines(
            (plain("☑️ ") + join(DOT, (told, name(one.returned_by or ""))), quoted(one.reason or "", 300))
        )
    if one.trusted:
        return plain("↩️ ") + plain(texts("department-how-trusted"))
    return plain("↩️ ") + fill(texts, "department-how", name=name(one.by))


def rows(view: CaseView, one: Asked, texts: Texts) -> Rows:
    """What its people may press."""
    there = open_buttons(view, texts)
    if not one.is_open:
        return (there,) if there else ()
    label = texts("button-take-it-over" if one.taken_by else "button-take-asked")
    taken = button(
        Command.TAKE_ASKED, texts, arg=one.id, label=label, style=None if one.taken_by else "primary"
    )
    return (
        (taken, button(Command.ASK_BACK, texts, arg=one.id)),
        (button(Command.GIVE_BACK, texts, arg=one.id), *there),
    )


# --- messages to the department, in reply to its card


def prompt(key: str, view: CaseView, one: Asked, mention: Mention | None, texts: Texts) -> Drawn:
    """Asks for words, which come by a swipe. `asking`: for its question back; `returning`: for a reason, or none."""
    asks = fill(
        texts,
        f"prompt-{key}",
        name=parts.mentioned(mention),
        case=bold(parts.number(view)),
        operator=name(one.by),
    )
    now = (button(Command.GIVE_BACK_NOW, texts, arg=one.id),)
    return Drawn((plain("✏️ ") + asks).html, (now,) if key == "returning" else ())


def answered_back(view: CaseView, said: Talk, texts: Texts, mention: Mention | None) -> Drawn:
    about = fill(texts, "answered-back-head", name=name(said.name), case=bold(parts.number(view)))
    how_to = plain(texts("answered-back-how"))
    return Drawn(lines((plain("💬 ") + parts.called(mention, about), quoted(said.text, 3400), how_to)).html)


def reminder(view: CaseView, one: Asked, texts: Texts, mention: Mention | None, *, late: bool) -> Drawn:
    """Its time runs out, or has."""
    key, sign = ("late-head", "⏰ ") if late else ("reminder-head", "⏳ ")
    at = EMPTY if one.due_at is None else ago(one.due_at)
    about = fill(texts, key, case=bold(parts.number(view)), at=at, name=name(one.by))
    return Drawn((plain(sign) + parts.called(mention, about)).html)


def freed(view: CaseView, who: str, texts: Texts) -> Drawn:
    """Who had it has left."""
    return Drawn(
        (plain("👤 ") + fill(texts, "freed-head", name=name(who), case=bold(parts.number(view)))).html
    )
