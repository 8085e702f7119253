"""What only one person sees of sorting: the picker, tags that may be meant, until when, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import parts
from bot.desk.deeds import Offer
from bot.desk.keyboards import button, deed_button
from bot.desk.parts import Mention
from bot.desk.richtext import bold, cut, fill, lines, plain
from bot.desk.sorting import ASKS_NOTHING, CATEGORIES, OUTCOMES, PRIORITIES, SIGNS, hashtag, place_of
from bot.desk.states import Action
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from bot.tags import Begun
from storage.models import Category, Tag

MARK = "✓ "

LONG = (Category.NO_ANSWER_NEEDED,)
"""Names that need a row of their own on a phone."""
SHORT = tuple(one for one in CATEGORIES if one not in LONG)


def picker(
    view: CaseView, has: Sequence[Tag], others: Sequence[Tag], like: Offer | None, texts: Texts
) -> Drawn:
    """Behind `Sort`: what holds is marked, and a tap on it takes it away. `like`: for praise."""
    rows = (
        *_rows([_category(view, one, texts) for one in (*SHORT, *LONG)], 3),
        *_rows([_priority(view, int(one), one.name.lower(), texts) for one in PRIORITIES], 2),
        *_rows(
            [_tag(one, texts, on=True) for one in has] + [_tag(one, texts, on=False) for one in others], 3
        ),
        (button(Command.NEW_TAG, texts),),
        _next(view, like, texts),
        (button(Command.CLOSE, texts),),
    )
    return Drawn(fill(texts, "sort-head", case=bold(parts.number(view))).html, [row for row in rows if row])


def _rows(buttons: Sequence[Button], beside: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[place : place + beside]) for place in range(0, len(buttons), beside)]


def _marked(label: str, command: Command, arg: int, *, on: bool) -> Button:
    return Button(MARK + label if on else label, command, arg, style="primary" if on else None)


def _category(view: CaseView, category: Category, texts: Texts) -> Button:
    on = view.category == category
    arg = 0 if on else place_of(category, CATEGORIES)
    return _marked(texts("category", category=category.value), Command.CATEGORY, arg, on=on)


def _priority(view: CaseView, priority: int, name: str, texts: Texts) -> Button:
    label = " ".join(filter(None, (SIGNS.get(priority), texts("priority", priority=name))))
    return _marked(label, Command.PRIORITY, priority, on=view.priority == priority)


def _tag(tag: Tag, texts: Texts, *, on: bool) -> Button:
    command = Command.UNTAG if on else Command.TAG
    return _marked(cut(hashtag(tag.name), 20), command, tag.id, on=on)


def _next(view: CaseView, like: Offer | None, texts: Texts) -> tuple[Button, ...]:
    """What is usually done with such a case."""
    if view.category in ASKS_NOTHING and Action.DISMISS in view.actions:
        return (button(Command.DISMISS, texts, style="danger"),)
    return () if like is None else (deed_button(like, texts),)


def tagged(view: CaseView, put: Sequence[Tag], begun: Sequence[Begun], texts: Texts) -> Drawn:
    """What was put on the case by words; and where a word begins other tags, which one is meant."""
    case = bold(parts.number(view))
    done = plain(" ".join(hashtag(one.name) for one in put))
    heads = [fill(texts, "tagged", case=case, tags=done)] if put else []
    rows = []
    for one in begun:
        heads.append(fill(texts, "tag-begun", tag=bold(hashtag(one.tag.name))))
        known = [Button(cut(hashtag(tag.name), 20), Command.TAG, tag.id) for tag in one.alike]
        label = texts("button-tag-anyway", tag=cut(hashtag(one.tag.name), 20))
        rows += [*_rows(known, 3), (Button(label, Command.TAG, one.tag.id),)]
    return Drawn(lines(heads).html, (*rows, (button(Command.CLOSE, texts),)) if rows else ())


def words_wanted(view: CaseView, what: str, mention: Mention, texts: Texts) -> Drawn:
    """An ordinary message, answered by a swipe. `what`: its purpose."""
    key = {"new_tag": "new-tag-prompt", "snooze_date": "snooze-date-prompt"}[what]
    asks = fill(texts, key, name=parts.mentioned(mention), case=bold(parts.number(view)))
    return Drawn((plain("✏️ ") + asks).html)


def until_when(view: CaseView, labels: tuple[str, ...], texts: Texts) -> Drawn:
    """Behind `Snooze`. `labels`: the labels of `snoozing.CHOICES`, as they are now."""
    head = fill(texts, "snooze-head", case=bold(parts.number(view)))
    picks = [Button(label, Command.SNOOZE_FOR, place) for place, label in enumerate(labels)]
    return Drawn(
        head.html,
        (*((one,) for one in picks), (button(Command.SNOOZE_DATE, texts),), (button(Command.CLOSE, texts),)),
    )


def how_ended(view: CaseView, texts: Texts) -> Drawn:
    """Four taps, one of them enough; a tap on what holds takes it away."""
    head = fill(texts, "ending-head", case=bold(parts.number(view)))
    picks = []
    for one in OUTCOMES:
        on = view.outcome == one.value
        arg = 0 if on else place_of(one, OUTCOMES)
        picks.append(_marked(texts("outcome", outcome=one.value), Command.ENDED, arg, on=on))
    return Drawn(head.html, (*_rows(picks, 2), (button(Command.CLOSE, texts),)))
