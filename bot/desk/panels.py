"""Messages about many cases, drawn: the digest of a storm, what is collected quietly, their pages, the live board."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk import parts
from bot.desk.conversation import DOT
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
from bot.desk.view import (
    WITHOUT_POST,
    BoardView,
    Button,
    DigestView,
    Drawn,
    Heap,
    Held,
    Listed,
    PageView,
    PanelCommand,
    Texts,
    Turn,
)
from storage.models import PanelKind

PAGE = 5
"""Cases on a page: three buttons each still fit on a phone."""
HEAPS = 5
BUTTONS = 3
PEOPLE = 6
LINKS = 5
"""Telegram marks up at most a hundred things in a message."""

SIGNS = {PanelKind.STORM: "🌊", PanelKind.QUIET: "🔕", PanelKind.BOARD: "📋"}


def digest(view: DigestView, texts: Texts) -> Drawn:
    """What is collected: how many, under what, since when; from here each case can be reached."""
    sign = plain(SIGNS[view.kind] + " ")
    if view.post is not None and not view.closed and not view.total:
        empty = fill(texts, "panel-muted-empty", post=_titled(view.post, texts))
        return Drawn((sign + empty).html, _unmute(view, texts))
    if view.closed or not view.total:
        key = "panel-quiet-empty" if view.kind is PanelKind.QUIET else "panel-storm-over"
        return Drawn((sign + plain(texts(key))).html, _unmute(view, texts))
    shown = view.heaps[:HEAPS]
    more = sum(heap.count for heap in view.heaps[HEAPS:])
    page = lines(
        (
            sign + bold(_head(view, texts)),
            *(() if view.post else (_heap(heap, texts) for heap in shown)),
            plain(texts("panel-more", count=more)) if more else EMPTY,
            fill(texts, "panel-oldest", since=ago(min(heap.oldest for heap in view.heaps))),
            plain(texts("panel-held", count=view.held)) if view.held else EMPTY,
        )
    )
    return Drawn(page.html, (*_ways(view, texts), *_unmute(view, texts)))


def _head(view: DigestView, texts: Texts) -> Rich:
    if view.post is not None:
        return fill(
            texts, "panel-muted-head", count=view.total, kind=view.post.kind, post=_titled(view.post, texts)
        )
    key = "panel-storm-head" if view.kind is PanelKind.STORM else "panel-noise-head"
    return fill(texts, key, count=view.total)


def _heap(heap: Heap, texts: Texts) -> Rich:
    return fill(texts, "panel-heap", count=heap.count, post=_titled(heap, texts))


def _titled(heap: Heap, texts: Texts) -> Rich:
    if heap.id == WITHOUT_POST:
        return plain(texts("panel-messages"))
    return link(name(heap.title or "", 40) or plain(texts("card-post-link")), heap.url)


def _ways(view: DigestView, texts: Texts) -> Iterable[tuple[Button, ...]]:
    everything = Turn(PanelCommand.PAGE, view.panel_id)
    yield (Button(texts("button-look-through"), turn=everything, style="primary"),)
    if len(view.heaps) < 2:
        return
    for heap in view.heaps[:BUTTONS]:
        label = f"{heap.count} · {cut(one_line(_label(heap, texts)), 28)}"
        yield (Button(label, turn=Turn(PanelCommand.PAGE, view.panel_id, heap.id)),)


def _label(heap: Heap, texts: Texts) -> str:
    return texts("panel-messages") if heap.id == WITHOUT_POST else heap.title or texts("card-post-link")


def _unmute(view: DigestView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    if view.post is None or view.closed:
        return ()
    return ((Button(texts("button-unmute"), turn=Turn(PanelCommand.UNMUTE, view.panel_id, view.post.id)),),)


# --- a page, for one person


def page(view: PageView, texts: Texts) -> Drawn:
    """A few of the collected cases, each with what can be done with it."""
    if not view.cases:
        return Drawn(plain(texts("page-empty")).html, (_close(view, texts),))
    first = view.page * PAGE + 1
    title = name(view.title or "", 60) or plain(texts("page-title"))
    numbers = texts("page-numbers", first=first, last=first + len(view.cases) - 1, total=view.total)
    head = lines((bold(title), italic(numbers)))
    listed = parts.blocks([_listed(one, texts) for one in view.cases])
    rows = (
        *(_case_row(view, one, texts) for one in view.cases),
        _turning(view, texts),
        _for_all(view, texts),
        _mute(view, texts),
        _close(view, texts),
    )
    return Drawn(parts.blocks((head, listed)).html, [row for row in rows if row])


def _listed(one: Listed, texts: Texts) -> Rich:
    who = name(one.customer or "") or plain(texts("card-customer-unknown"))
    held = fill(texts, "card-held", name=name(one.holder)) if one.holder else EMPTY
    head = join(DOT, (bold(link(f"#{one.number}", one.url)), who, ago(one.since), held))
    return lines((head, plain(cut(one_line(one.text), 160) or "📎")))


def _case_row(view: PageView, one: Listed, texts: Texts) -> tuple[Button, ...]:
    def act(command: PanelCommand, label: str, style: str | None = None) -> Button:
        return Button(
            label,
            turn=Turn(command, view.panel_id, view.heap, view.page, one.case_id, one.version),
            style=style,
        )

    opened = act(PanelCommand.OPEN, texts("button-open-case", number=one.number))
    if one.holder is not None:
        return (opened,)
    return (
        opened,
        act(PanelCommand.CLAIM, texts("button-claim")),
        act(PanelCommand.DISMISS, texts("button-dismiss")),
    )


def _turning(view: PageView, texts: Texts) -> tuple[Button, ...]:
    pages = -(-view.total // PAGE)
    around = [(view.page - 1, "‹"), (view.page + 1, "›")]
    return tuple(
        Button(f"{sign} {number + 1}/{pages}", turn=Turn(PanelCommand.PAGE, view.panel_id, view.heap, number))
        for number, sign in around
        if 0 <= number < pages
    )


def _for_all(view: PageView, texts: Texts) -> tuple[Button, ...]:

    def ask(command: PanelCommand, key: str, count: int) -> tuple[Button, ...]:
        turn = Turn(command, view.panel_id, view.heap, view.page)
        return (Button(texts(key, count=count), turn=turn),) if count > 1 else ()

    return (
        *ask(PanelCommand.CLAIM_ALL, "button-claim-all", view.free),
        *ask(PanelCommand.DISMISS_ALL, "button-dismiss-all", view.own),
    )


def _mute(view: PageView, texts: Texts) -> tuple[Button, ...]:
    if not view.mutable:
        return ()
    turn = Turn(PanelCommand.MUTE, view.panel_id, view.heap, view.page)
    return (Button(texts("button-mute-post", kind=view.kind), turn=turn),)


def _close(view: PageView, texts: Texts) -> tuple[Button, ...]:
    return (Button(texts("button-close"), turn=Turn(PanelCommand.CLOSE, view.panel_id)),)


def surely(view: PageView, asked: PanelCommand, texts: Texts) -> Drawn:
    """One act for many cases is asked about first."""
    key, label, command = {
        PanelCommand.CLAIM_ALL: ("surely-claim-all", "button-claim-all", PanelCommand.CLAIM_ALL_SURELY),
        PanelCommand.DISMISS_ALL: (
            "surely-dismiss-all",
            "button-dismiss-all",
            PanelCommand.DISMISS_ALL_SURELY,
        ),
    }[asked]
    post = name(view.title or "", 60) or "none"
    count = view.free if asked is PanelCommand.CLAIM_ALL else view.own
    back = Turn(PanelCommand.PAGE, view.panel_id, view.heap, view.page)
    yes = Turn(command, view.panel_id, view.heap, 0, view.upto, int(view.at.timestamp()))
    style = "danger" if asked is PanelCommand.DISMISS_ALL else "primary"
    rows = (
        (Button(texts(label, count=count), turn=yes, style=style),),
        (Button(texts("button-back"), turn=back),),
    )
    return Drawn(fill(texts, key, count=count, post=post).html, rows)


# --- the board


def board(view: BoardView, texts: Texts) -> Drawn:
    """What waits, who has what, what waits for a department; changes only when one of these does.

    The first line is what the bar above the chat shows of a pinned message.
    """
    head = [bold(texts("board-free", count=view.free.total))]
    if view.urgent:
        head.append(bold("🔥 " + texts("board-urgent", count=view.urgent)))
    if view.overdue:
        head.append(plain("❗ " + texts("board-overdue", count=view.overdue)))
    free = _pile("📋 ", join(DOT, head), view.free)
    people = [
        _pile("👤 ", fill(texts, "board-person", name=name(one.name), count=one.total), one)
        for one in view.people[:PEOPLE]
    ]
    departments = [
        _pile("🏢 ", fill(texts, "board-department", name=name(one.name), count=one.total), one)
        for one in view.departments[:PEOPLE]
    ]
    collected = [_collected(*one, texts) for one in view.collected[:HEAPS]]
    if not (view.free.total or view.urgent or view.overdue or people or departments or collected):
        free = plain("📋 " + texts("board-empty"))
    shift = join(", ", [name(one) for one in view.on_shift[:PEOPLE]])
    more = len(view.on_shift) - PEOPLE
    if shift:
        shift = fill(texts, "board-shift", names=shift, more=max(more, 0))
    return Drawn(parts.blocks([free, lines(people), lines(departments), lines(collected), shift]).html)


def no_board(texts: Texts) -> Drawn:
    """The owner switched it off."""
    return Drawn(plain("📋 " + texts("board-off")).html)


def moved(kind: PanelKind, href: str | None, texts: Texts) -> Drawn:
    """Where a panel was before its desk moved; the words are the way to where it is now."""
    said = texts("board-moved") if kind is PanelKind.BOARD else texts("panel-moved")
    return Drawn((plain(SIGNS[kind] + " ") + link(said, href)).html)


def _pile(sign: str, head: Rich, pile: Held) -> Rich:
    """A head line with the oldest, then links to the longest waiting."""
    links = [link(f"#{one.number}", one.url) for one in pile.cases[:LINKS]]
    more = pile.total - len(links)
    rest = plain(f"+{more}") if more > 0 else EMPTY
    since = join(" ", (plain("⏳"), ago(pile.cases[0].since))) if pile.cases else EMPTY
    return lines((plain(sign) + join(DOT, (head, since)), join(" ", (*links, rest))))


def _collected(kind: PanelKind, post: str | None, count: int, url: str | None, texts: Texts) -> Rich:
    if kind is PanelKind.STORM:
        label = plain(texts("board-storm", count=count))
    elif post is None:
        label = plain(texts("board-noise", count=count))
    else:
        label = fill(texts, "board-muted", count=count, post=name(post, 40))
    return plain(SIGNS[kind] + " ") + link(label, url)
