"""How prepared words are offered, shown and listed: to one person, on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.desk import parts
from bot.desk.attached import quoted
from bot.desk.finding import PAGE, Pick
from bot.desk.keyboards import Rows, button, draft_buttons
from bot.desk.richtext import EMPTY, bold, cut, fill, join, lines, name, one_line, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from storage.models import Template, Why

ROOM = 30
"""Code points that a button of the whole width shows on a phone."""


def label(template: Template) -> str:
    """As a button: the desk's, or one's own; its category where there is room."""
    named = _named(template)
    whole = f"{named} #{template.category}"
    return whole if template.category and len(whole) <= ROOM else named


def _named(template: Template) -> str:
    return f"{'📌' if template.staff_id is None else '👤'} {cut(one_line(template.name), 36)}"


def offered(view: CaseView, templates: Sequence[Template], pick: Pick, texts: Texts, *, more: bool) -> Drawn:
    """The best ones, each a button. `pick`: which answer they are for. `more`: there are others."""
    head = fill(texts, "templates-offered", case=bold(parts.number(view)))
    rows = _picks(templates, pick)
    find = Button(texts("button-find-template"), Command.TEMPLATES, replace(pick, template=0).pack())
    return Drawn(head.html, (*rows, (*((find,) if more else ()), button(Command.CLOSE, texts))))


def page(view: CaseView, templates: Sequence[Template], pick: Pick, texts: Texts) -> Drawn:
    """All of them; `pick.template` is the page's number."""
    number, last = _page(pick.template, len(templates))
    head = fill(texts, "templates-all", case=bold(parts.number(view)), count=len(templates))
    turns = [
        Button(sign, Command.TEMPLATES, replace(pick, template=to).pack())
        for sign, to in (("◀", number - 1), ("▶", number + 1))
        if 0 <= to <= last
    ]
    rows = _picks(templates[number * PAGE : (number + 1) * PAGE], pick)
    return Drawn(head.html, (*rows, (*turns, button(Command.CLOSE, texts))))


def _picks(templates: Sequence[Template], pick: Pick) -> Rows:
    return tuple(
        (Button(label(one), Command.TEMPLATE, replace(pick, template=one.id).pack()),) for one in templates
    )


def _page(number: int, count: int) -> tuple[int, int]:
    """The page that there is, and the last one's number."""
    last = max(0, (count - 1) // PAGE)
    return max(0, min(number, last)), last


def chosen(view: CaseView, draft: int, named: str, text: str, texts: Texts) -> Drawn:
    """What would be sent, and that it is not."""
    head = fill(texts, "kept-template", name=bold(name(named)), case=bold(parts.number(view)))
    rows = draft_buttons(view, draft, Why.TEMPLATE, texts, style="primary")
    return Drawn(lines((head, quoted(text, 3000))).html, rows)


# --- in the private chat


def listed(
    templates: Sequence[Template], number: int, texts: Texts, hours: str | None, *, leads: bool
) -> Drawn:
    """All that a person can use, to be shown and changed. `leads`: they may change the desk's too."""
    number, last = _page(number, len(templates))
    head = bold(fill(texts, "templates-head", count=len(templates)))
    how = [fill(texts, "templates-how")]
    if leads:
        how += [
            fill(texts, "templates-how-desk"),
            fill(texts, "templates-hours", hours=name(hours or "") or plain("—")),
        ]
    rows = [
        (Button(label(one), data=pressed("show", one.id)),)
        for one in templates[number * PAGE : (number + 1) * PAGE]
    ]
    turns = tuple(
        Button(sign, data=pressed("list", to))
        for sign, to in (("◀", number - 1), ("▶", number + 1))
        if 0 <= to <= last
    )
    return Drawn(lines((head, *how)).html, (*rows, turns) if turns else tuple(rows))


def shown(template: Template, languages: Sequence[str], texts: Texts, *, changes: bool) -> Drawn:
    """One of them. `changes`: this person may change it."""
    category = plain(f"#{template.category}") if template.category else EMPTY
    head = join(" · ", (bold(_named(template)), category))
    how = fill(texts, "template-how" if changes else "template-of-desk")
    back = Button(texts("button-back"), data=pressed("list", 0))
    rows: Rows = ((back,),)
    if changes:
        choices = dict.fromkeys((*languages, *((template.language,) if template.language else ())))
        delete = Button(texts("button-template-delete"), data=pressed("drop", template.id))
        spoken = tuple(_language(template, one, texts) for one in choices)
        rows = ((_language(template, None, texts),), spoken, (delete, back))
    return Drawn(lines((head, quoted(template.text, 3000), how)).html, rows)


def _language(template: Template, language: str | None, texts: Texts) -> Button:
    words = language.upper() if language else texts("button-any-language")
    holds = template.language == language
    data = pressed("speak", template.id, language or "")
    return Button(f"✓ {words}" if holds else words, data=data, style="primary" if holds else None)


def surely_delete(template: Template, texts: Texts) -> Drawn:
    head = fill(texts, "surely-delete-template", name=bold(name(template.name)))
    yes = Button(texts("button-template-delete-surely"), data=pressed("drop!", template.id), style="danger")
    back = Button(texts("button-back"), data=pressed("show", template.id))
    return Drawn(lines((head, quoted(template.text, 1000))).html, ((yes, back),))


def pressed(act: str, number: int, language: str = "") -> str:
    """As `template_lists.Managed` unpacks it."""
    return f"t1:{act}:{number}:{language}"
