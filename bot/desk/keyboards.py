"""Which buttons a message about a case has: what the state table allows, in a fixed order, and nothing else.

At most one button of a message is coloured: the likely next step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.desk import ways
from bot.desk.attached import files_label
from bot.desk.deeds import Offer
from bot.desk.richtext import cut, one_line, safe_url
from bot.desk.states import CLOSED, Action
from bot.desk.view import Button, By, CaseView, Command, PanelCommand, Said, Texts, Turn, Waits
from storage.models import Delivery, Status, Why

Rows = tuple[tuple[Button, ...], ...]

LABELS: Mapping[Command, str] = {
    Command.CLAIM: "button-claim",
    Command.RELEASE: "button-release",
    Command.TAKE_OVER: "button-take-over",
    Command.TAKE_OVER_SURELY: "button-take-over-surely",
    Command.ASSIGN: "button-assign",
    Command.REPLY: "button-reply",
    Command.ESCALATE: "button-escalate",
    Command.ESCALATE_NOW: "button-escalate-now",
    Command.ASK: "button-ask",
    Command.RESOLVE: "button-resolve",
    Command.DISMISS: "button-dismiss",
    Command.REOPEN: "button-reopen",
    Command.MERGE: "button-merge",
    Command.APART: "button-apart",
    Command.TAKE_APART: "button-take-apart",
    Command.NOTE: "button-note",
    Command.MORE: "button-more",
    Command.HISTORY: "button-history",
    Command.UNDO: "button-undo",
    Command.RETRY: "button-retry",
    Command.IS_THERE: "button-is-there",
    Command.SEND_DRAFT: "button-send-draft",
    Command.SEND_DRAFT_SURELY: "button-send-draft",
    Command.DROP_DRAFT: "button-drop-draft",
    Command.LOOK: "button-look",
    Command.LOOK_DRAFT: "button-look",
    Command.APPROVE: "button-approve",
    Command.APPROVE_SURELY: "button-approve",
    Command.CHANGE: "button-change",
    Command.DECLINE: "button-decline",
    Command.DECLINE_PLAINLY: "button-decline-plainly",
    Command.PRIVATE: "button-private",
    Command.PRIVATE_SURELY: "button-send-privately",
    Command.FILES: "button-files",
    Command.CUSTOMER: "button-customer",
    Command.CLOSE: "button-close",
    Command.MODERATE: "button-moderate",
    Command.TAKE_ASKED: "button-take-asked",
    Command.ASK_BACK: "button-ask-back",
    Command.GIVE_BACK: "button-give-back",
    Command.GIVE_BACK_NOW: "button-give-back-now",
    Command.SORT: "button-sort",
    Command.NEW_TAG: "button-new-tag",
    Command.SNOOZE: "button-snooze",
    Command.SNOOZE_FOR: "button-snooze",
    Command.SNOOZE_DATE: "button-snooze-date",
    Command.WAKE: "button-wake",
    Command.ENDING: "button-ending",
    Command.ELSEWHERE: "button-elsewhere",
    Command.ELSEWHERE_NOW: "button-elsewhere-now",
    Command.ELSEWHERE_DRAFT: "button-elsewhere",
}

NEEDS: Mapping[Command, Action] = {
    Command.CLAIM: Action.CLAIM,
    Command.REPLY: Action.ANSWER,
    Command.ESCALATE: Action.ESCALATE,
    Command.RESOLVE: Action.RESOLVE,
    Command.RELEASE: Action.RELEASE,
    Command.TAKE_OVER: Action.TAKE_OVER,
    Command.ASSIGN: Action.ASSIGN,
    Command.DISMISS: Action.DISMISS,
    Command.NOTE: Action.NOTE,
    Command.REOPEN: Action.REOPEN,
    Command.SORT: Action.SORT,
    Command.SNOOZE: Action.SNOOZE,
    Command.WAKE: Action.WAKE,
    Command.ENDING: Action.END,
    Command.ELSEWHERE: Action.ANSWER,
    Command.MERGE: Action.MERGE,
}

SENDABLE_DRAFTS = 2


def button(
    command: Command, texts: Texts, *, arg: int = 0, label: str | None = None, style: str | None = None
) -> Button:
    """`label` where the words are not the command's own (a department's name)."""
    words = texts(LABELS[command]) if label is None else cut(one_line(label), 40) or "…"
    return Button(words, command=command, arg=arg, style=style)


def card_keyboard(
    view: CaseView, texts: Texts, *, waiting: bool = True, files: Sequence[Said] | None = None
) -> Rows:
    """What everybody sees under a card. `waiting`: with the buttons of drafts and answers that the text shows.

    `files`: the messages whose files it offers; None: all.
    """
    closed = view.status in CLOSED
    first = [] if closed else [Command.CLAIM, _answers(view)]
    second = [Command.REOPEN, Command.MORE] if closed else [Command.ESCALATE, Command.RESOLVE]
    third = [] if closed else [Command.MORE]
    next_step = None if has_trouble(view) else _next_step(view)
    return _without_empty(
        (
            *(_waiting_rows(view, texts) if waiting else ()),
            *(() if closed else _exposed(view, texts)),
            _offered(view, texts, first, next_step),
            _offered(view, texts, second, next_step),
            _files(view.said if files is None else files, texts),
            (*_offered(view, texts, third), *open_buttons(view, texts)),
        )
    )


def _answers(view: CaseView) -> Command:
    """By what a case is answered: where there is no network, in some other way."""
    return Command.ELSEWHERE if view.takes_word else Command.REPLY


def _files(said: Sequence[Said], texts: Texts) -> tuple[Button, ...]:
    label = files_label(said, texts)
    return () if label is None else (button(Command.FILES, texts, label=label),)


def deed_button(offer: Offer, texts: Texts) -> Button:
    """Greyed, as far as Telegram's buttons can be, where it cannot be done or is being done."""
    label = texts("button-deed", deed=offer.ask.deed.value)
    if offer.why is not None:
        label = texts("button-deed-cannot", label=label)
    elif offer.under_way:
        label = texts("button-deed-under-way", label=label)
    return Button(label, Command.DEED, offer.ask.pack())


def deed_rows(offered: Sequence[Offer], texts: Texts) -> Rows:
    """Two beside each other."""
    buttons = [deed_button(offer, texts) for offer in offered]
    return tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))


def more_keyboard(view: CaseView, texts: Texts, *, holds: bool, own: Sequence[Offer] = ()) -> Rows:
    """The menu behind `More`, for one person: `holds` tells whether the case is theirs. `own`: of our last answer."""
    holder = Command.RELEASE if holds else Command.TAKE_OVER
    dismiss = _offered(view, texts, [Command.DISMISS], Command.DISMISS, style="danger")
    elsewhere = [] if view.takes_word and view.status not in CLOSED else [Command.ELSEWHERE]
    return _without_empty(
        (
            (*_offered(view, texts, [holder, Command.REOPEN]), *dismiss),
            _offered(view, texts, [Command.NOTE, Command.HISTORY]),
            _offered(view, texts, [Command.SORT, Command.SNOOZE, Command.WAKE, Command.ENDING]),
            _offered(view, texts, [Command.CUSTOMER, Command.ASSIGN]),
            _offered(view, texts, [*elsewhere, Command.MERGE]),
            *deed_rows(own, texts),
            (*_private(view, texts), *(() if view.takes_word else (button(Command.MODERATE, texts),))),
            _mute(view, texts),
            (*open_buttons(view, texts), button(Command.CLOSE, texts)),
        )
    )


def _exposed(view: CaseView, texts: Texts) -> Rows:
    """What helps a customer who wrote something private where everybody reads it."""
    if not view.exposed:
        return ()
    hide = () if view.hide is None else (deed_button(view.hide, texts),)
    return ((*_private(view, texts), *hide),)


def _private(
    view: CaseView, texts: Texts, *, draft: int = 0, number: int | None = None
) -> tuple[Button, ...]:
    """`Reply privately` to public words; greyed where it can't be done: pressed, it says why."""
    if not view.public or Action.ANSWER not in view.actions:
        return ()
    label = texts("button-send-privately") if draft else None
    label = label if number is None else texts("button-private-number", number=number)
    label = texts("button-cannot-private") if view.no_private else label
    return (button(Command.PRIVATE, texts, arg=draft, label=label),)


def draft_buttons(
    view: CaseView,
    draft: int,
    why: Why,
    texts: Texts,
    *,
    rest: str | None = None,
    number: int | None = None,
    cannot: bool = False,
    style: str | None = None,
) -> Rows:
    """Of words that wait: what everybody would read goes out privately, or all the same.

    `rest`: what of its files would be sent (`bot.desk.files.Misfit`); None: all of it. `number`: which of several it is
    on the card. `cannot`: nothing can be sent there now. Three do not fit beside each other on a phone.
    """
    dropped = None if number is None else texts("button-drop-draft-number", number=number)
    drop = button(Command.DROP_DRAFT, texts, arg=draft, label=dropped)
    if why is Why.ELSEWHERE:
        told = ways.rows(Command.ELSEWHERE_DRAFT, texts, draft, number)
        return (*told[:-1], (*told[-1], drop))
    private = _private(view, texts, draft=draft, number=number) if why is Why.PRIVATE_DATA else ()
    label = send_label(why, texts, rest, number)
    send = button(
        Command.SEND_DRAFT, texts, arg=draft, label=label, style=None if why is Why.PRIVATE_DATA else style
    )
    return _without_empty((private, (*(() if cannot or rest == "none" else (send,)), drop)))


def approval_buttons(
    draft: int,
    texts: Texts,
    *,
    number: int | None = None,
    author: str = "",
    cannot: bool = False,
    changes: bool = False,
) -> Rows:
    """Of words that wait for a colleague. `number`, `author`: which and whose of several on the card.

    `cannot`: nothing can be sent there now. `changes`: they replace what has gone out.
    """
    whose = None
    if number is not None:
        whose = texts("button-approve-number", number=number, name=cut(one_line(author), 40))
    change = None if number is None else texts("button-change-number", number=number)
    decline = None if number is None else texts("button-decline-number", number=number)
    approve = (
        button(Command.APPROVE, texts, arg=draft, label=whose),
        button(Command.CHANGE, texts, arg=draft, label=change),
    )
    no = (button(Command.DECLINE, texts, arg=draft, label=decline),)
    if cannot and not changes:
        return (no,)
    if changes:
        return (approve[:1], no)
    return (approve[:1], (*approve[1:], *no))


def send_label(why: Why, texts: Texts, rest: str | None, number: int | None = None) -> str | None:
    """What the button that sends a draft says; None: the command's own words."""
    to_all = why is Why.PRIVATE_DATA
    if number is not None:
        return texts("button-send-to-all-number" if to_all else "button-send-draft-number", number=number)
    if to_all:
        return texts("button-send-to-all", rest=rest or "all")
    return texts("button-send-rest", rest=rest) if rest else None


def _mute(view: CaseView, texts: Texts) -> tuple[Button, ...]:
    if view.post_id is None or view.post_muted:
        return ()
    return (
        Button(texts("button-mute-post", kind=view.post_kind), turn=Turn(PanelCommand.MUTE, 0, view.post_id)),
    )


def open_buttons(view: CaseView, texts: Texts) -> tuple[Button, ...]:
    """`Open in VK`, if there is an address that Telegram accepts under a button."""
    url = safe_url(view.url)
    if url is None:
        return ()
    return (Button(texts("button-open-in", network=network(view, texts)), url=url),)


def network(view: CaseView, texts: Texts) -> str:
    return network_name(view.network, texts)


def network_name(network: str, texts: Texts) -> str:
    """How people call the network; one without words of its own is called by its short name."""
    try:
        return texts(f"network-{network}")
    except KeyError:
        return one_line(network).upper()


def sendable_drafts(view: CaseView) -> list[Waits]:
    """The drafts with buttons, numbered on the card in this order. Too long ones must be written anew."""
    return [draft for draft in view.drafts if draft.why is not Why.TOO_LONG][:SENDABLE_DRAFTS]


def last_answer(view: CaseView) -> Said | None:
    """What the desk said last, however it went; one that was taken back was never said."""
    ours = [said for said in view.said if said.by is By.DESK and said.delivery is not Delivery.TAKEN_BACK]
    return ours[-1] if ours else None


def has_trouble(view: CaseView) -> bool:
    answer = last_answer(view)
    return answer is not None and answer.delivery in (Delivery.UNKNOWN, Delivery.FAILED)


def trouble_rows(view: CaseView, texts: Texts) -> Rows:
    """What can be done when the last answer failed or nobody knows whether it arrived."""
    answer = last_answer(view)
    if answer is None or answer.id is None:
        return ()
    match answer.delivery:
        case Delivery.UNKNOWN:
            return (unknown_row(answer.id, texts),)
        case Delivery.FAILED:
            return ((button(Command.RETRY, texts, arg=answer.id, style="primary"),),)
        case _:
            return ()


def unknown_row(message_id: int, texts: Texts) -> tuple[Button, ...]:
    """Neither is coloured: the person must look first."""
    return (
        button(Command.RETRY, texts, arg=message_id),
        button(Command.IS_THERE, texts, arg=message_id),
    )


def _waiting_rows(view: CaseView, texts: Texts) -> Iterable[tuple[Button, ...]]:
    yield from trouble_rows(view, texts)
    drafts = sendable_drafts(view)
    for number, draft in enumerate(drafts, 1):
        cannot = view.no_private if draft.private else view.no_reply
        place = number if len(drafts) > 1 else None
        if draft.why is Why.APPROVAL:
            closed = cannot is not None or draft.rest == "none"
            yield from approval_buttons(
                draft.id,
                texts,
                number=place,
                author=draft.author or "",
                cannot=closed,
                changes=draft.changes,
            )
            continue
        yield from draft_buttons(
            view,
            draft.id,
            draft.why,
            texts,
            rest=draft.rest,
            number=place,
            cannot=cannot is not None,
        )


def _next_step(view: CaseView) -> Command | None:
    if view.status in CLOSED:
        return Command.REOPEN if view.after_close else None
    if view.status is Status.WAITING:
        return Command.RESOLVE
    if view.holder:
        return _answers(view) if view.takes_word or view.no_reply is None else None
    return Command.CLAIM


def _offered(
    view: CaseView,
    texts: Texts,
    commands: Iterable[Command],
    coloured: Command | None = None,
    style: str | None = None,
) -> tuple[Button, ...]:
    own = "success" if coloured is Command.RESOLVE else "primary"
    cannot = texts("button-cannot-reply") if view.no_reply else None
    return tuple(
        button(
            command,
            texts,
            label=cannot if command is Command.REPLY else None,
            style=(style or own) if command is coloured else None,
        )
        for command in commands
        if command not in NEEDS or NEEDS[command] in view.actions
    )


def _without_empty(rows: Iterable[tuple[Button, ...]]) -> Rows:
    return tuple(row for row in rows if row)
