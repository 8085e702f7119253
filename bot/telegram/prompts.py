"""What only one person sees, and what asks for words: pickers, menus, confirmations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk import parts, sorting
from bot.desk.conversation import DOT, customer
from bot.desk.deeds import Offer
from bot.desk.due import SHORT, short
from bot.desk.files import Misfit
from bot.desk.keyboards import button, draft_buttons, more_keyboard, send_label
from bot.desk.parts import Mention
from bot.desk.richtext import EMPTY, MAX_LENGTH, Rich, ago, bold, fill, join, lines, name, plain, quote, till
from bot.desk.view import Button, CaseView, Command, Drawn, Due, Texts
from bot.drafts import Kept
from bot.telegram.approval_prompts import waits_for_look
from bot.telegram.colleagues import Chosen
from storage.models import Department, Status, Why


def menu(view: CaseView, texts: Texts, *, holds: bool, own: Sequence[Offer] = ()) -> Drawn:
    """Behind `More`."""
    head = fill(texts, "more-head", case=bold(parts.number(view)))
    return Drawn(head.html, more_keyboard(view, texts, holds=holds, own=own))


def with_question(view: CaseView, department: Department, texts: Texts) -> Drawn:
    """The department is chosen: with a question or without?"""
    head = fill(texts, "with-question", department=bold(name(department.name)))
    rows = (
        (button(Command.ASK, texts, arg=department.id, style="primary"),),
        (button(Command.ESCALATE_NOW, texts, arg=department.id),),
        (button(Command.CLOSE, texts),),
    )
    return Drawn(head.html, rows)


def question_prompt(view: CaseView, department: str, mention: Mention, texts: Texts) -> Drawn:
    """An ordinary message in the group, answered by a swipe."""
    asks = fill(
        texts,
        "question-prompt",
        name=parts.mentioned(mention),
        department=bold(name(department)),
        case=bold(parts.number(view)),
    )
    return Drawn((plain("✏️ ") + asks).html)


def private_prompt(view: CaseView, mention: Mention, texts: Texts, *, takes: bool) -> Drawn:
    """An ordinary message in the group, answered by a swipe; or that the customer cannot be written to."""
    key = "private-prompt" if takes else "private-not-taken"
    asks = fill(
        texts,
        key,
        name=parts.mentioned(mention),
        customer=customer(view, texts),
        case=bold(parts.number(view)),
    )
    return Drawn((plain("✉️ ") + asks).html)


def private_unsent(view: CaseView, mention: Mention, refusal: str, texts: Texts) -> Drawn:
    """A draft was to go privately and did not."""
    case = bold(parts.number(view))
    told = fill(texts, "private-unsent", name=parts.mentioned(mention), case=case, why=name(refusal, 1000))
    return Drawn((plain("✉️ ") + told).html)


def surely_take_over(view: CaseView, holder: str, texts: Texts) -> Drawn:
    head = fill(texts, "surely-take-over", case=bold(parts.number(view)), name=name(holder))
    rows = ((button(Command.TAKE_OVER_SURELY, texts, style="primary"), button(Command.CLOSE, texts)),)
    return Drawn(head.html, rows)


def unseen(view: CaseView, command: Command, arg: int, text: str, texts: Texts) -> Drawn:
    """What the customer wrote meanwhile, and the same button again, drawn after it."""
    head = lines((fill(texts, "unseen-head", case=bold(parts.number(view))), quote(plain(text, 3000))))
    again = Button(texts("button-anyway", label=button(command, texts).label), command, arg)
    return Drawn(head.html, ((again,), (button(Command.CLOSE, texts),)))


def leaving(
    seconds: int, message_id: int, texts: Texts, price: str | None = None, *, own: bool = True
) -> Drawn:
    """The answer leaves soon; until then it can be taken back. `price`: what the network takes for it. `own`: and a
    colleague asked to look at it first.
    """
    costs = EMPTY if price is None else plain("💲 " + texts("leaving-costs", price=price))
    head = lines((fill(texts, "leaving", seconds=seconds), costs))
    look = (button(Command.LOOK, texts, arg=message_id),) if own else ()
    return Drawn(head.html, ((button(Command.UNDO, texts, arg=message_id), *look),))


def kept(view: CaseView, draft: Kept, texts: Texts) -> Drawn:
    """Why words wait as a draft, and what to press."""
    rows = draft_buttons(view, draft.draft_id, draft.why, texts, style="primary")
    match draft.why:
        case Why.APPROVAL:
            return waits_for_look(view, draft, texts)
        case Why.HELD_BY_OTHER:
            head = fill(
                texts, "kept-held-by-other", case=bold(parts.number(view)), name=name(draft.holder or "")
            )
        case Why.PRIVATE_DATA:
            head = fill(texts, "kept-private-data", sorts=parts.sorts(draft.sorts, texts))
        case Why.TOO_LONG:
            head = fill(texts, "kept-too-long", limit=draft.limit, excess=draft.actual - draft.limit)
            rows = ()
        case Why.ATTACHMENT if draft.misfit is not None:
            rest = draft.misfit.rest
            asks = fill(texts, "kept-files", rest=rest, **draft.misfit.params)
            head = join(" ", (fill(texts, draft.misfit.key, **draft.misfit.params), asks))
            rows = draft_buttons(view, draft.draft_id, draft.why, texts, rest=rest, style="primary")
        case why:
            head = fill(texts, f"kept-{why.value.replace('_', '-')}", case=bold(parts.number(view)))
    # Whoever wrote anonymously is nobody who could hear of it.
    look = rows and draft.why is not Why.ANONYMOUS
    colleague = ((button(Command.LOOK_DRAFT, texts, arg=draft.draft_id),),) if look else ()
    return Drawn(head.html, (*rows, *colleague))


def surely_send(
    view: CaseView,
    draft_id: int,
    texts: Texts,
    *,
    holder: str | None = None,
    misfit: Misfit | None = None,
    privately: bool = False,
) -> Drawn:
    """Before words that wait are sent: somebody else (`holder`) has the case, or not all of them can go (`misfit`)."""
    asks: list[Rich] = []
    if holder is not None:
        key = "surely-send-privately" if privately else "surely-send-draft"
        asks.append(fill(texts, key, case=bold(parts.number(view)), name=name(holder)))
    if misfit is not None:
        rest = fill(texts, "surely-send-rest", rest=misfit.rest, most=misfit.params["most"])
        asks.append(join(" ", (fill(texts, misfit.key, **misfit.params), rest)))
    draft = next((one for one in view.drafts if one.id == draft_id), None)
    command = Command.PRIVATE_SURELY if privately else Command.SEND_DRAFT_SURELY
    own = None if privately or draft is None else send_label(draft.why, texts, draft.rest)
    label = texts("button-anyway", label=own or button(command, texts).label)
    again = button(command, texts, arg=draft_id, label=label)
    return Drawn(lines(asks).html, ((again,), (button(Command.CLOSE, texts),)))


@dataclass(frozen=True, slots=True)
class Waits:
    """A case that waits for us, for a line about it. `customer` None: the name is not known (yet)."""

    link: Rich
    customer: str | None
    since: datetime
    holder: str | None
    priority: int = 0
    due: Due | None = None


def queue(total: int, waiting: Sequence[Waits], texts: Texts, *, only: str = "") -> Drawn:
    """What waits for us, the most urgent first, then by when it falls due. `only`: of what sort, in words."""
    if not total:
        empty = fill(texts, "queue-empty-of", only=plain(only)) if only else fill(texts, "queue-empty")
        return Drawn(empty.html)
    shown = [_waits(one, texts) for one in waiting]
    more = total - len(shown)
    rest = (fill(texts, "queue-more", count=more),) if more else ()
    head = join(DOT, (fill(texts, "queue-head", count=total), plain(only)))
    return Drawn(lines((bold(head), *shown, *rest)).html)


def _waits(one: Waits, texts: Texts) -> Rich:
    """Short: a long name would wrap each line of the list twice on a phone."""
    holder = fill(texts, "card-held", name=name(one.holder, SHORT)) if one.holder else plain(texts("nobody"))
    link = join(" ", (sorting.sign(one.priority), one.link))
    return join(DOT, (link, name(one.customer or "", SHORT), _time(one), holder))


def _time(one: Waits) -> Rich:
    """By when; since when it waits, where nothing falls due."""
    return ago(one.since) if one.due is None else short(one.due)


@dataclass(frozen=True, slots=True)
class Held:
    """A case that somebody has, for a line about it. `since`: when the customer began to wait; None: does not."""

    link: Rich
    customer: str | None
    kind: str
    status: str
    since: datetime | None
    departments: Sequence[str] = ()
    """That have been asked and have not answered yet."""
    priority: int = 0
    snoozed_until: datetime | None = None
    due: Due | None = None


def mine(total: int, held: Sequence[Held], texts: Texts) -> Drawn:
    """What a person has, as many of it as a message holds."""
    if not total:
        return Drawn(fill(texts, "mine-none").html)
    head = bold(fill(texts, "mine-head", count=total))
    room = MAX_LENGTH - head.length - _MORE
    shown: list[Rich] = []
    for one in held:
        line = _held(one, texts)
        room -= line.length + 1
        if room < 0:
            break
        shown.append(line)
    more = total - len(shown)
    rest = (fill(texts, "queue-more", count=more),) if more else ()
    hand_over = Button(texts("button-hand-over"), data=Chosen(choice="pick").pack())
    return Drawn(lines((head, *shown, *rest)).html, ((hand_over,),))


_MORE = 60
"""Room for the line that says how many were left out."""


def _held(one: Held, texts: Texts) -> Rich:
    customer = name(one.customer or "") or plain(texts("card-customer-unknown"))
    if one.snoozed_until is not None:
        stands = plain("💤 ") + fill(texts, "card-snoozed", until=till(one.snoozed_until))
    elif one.due is not None and one.since is not None:
        stands = short(one.due)
    elif one.since is not None:
        stands = fill(texts, "mine-since", since=ago(one.since))
    else:
        stands = fill(texts, "mine-waiting" if one.status == Status.WAITING else "mine-nothing")
    asked = [fill(texts, "mine-asked", department=name(department)) for department in one.departments]
    link = join(" ", (sorting.sign(one.priority), one.link))
    return join(DOT, (link, customer, parts.kind(one.kind, texts), stands, *asked))
