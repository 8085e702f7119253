"""What must hold after any trouble, seen from outside: what the group shows, what the network has; the database for
the rest. Every check gives a sentence for each thing that does not hold, and counts what it looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress

from bot.record import PRESSED
from sandbox.telegram import Message as Shown
from storage.models import BotMessage, Card, Case, Event, Message, Outbox, Update
from storage.queries import IN_THE_GROUP
from tests.flows.stage import BRAND, OPERATORS, Stage

DECISIONS = ("Retry", "It is there", "Send draft", "Send draft 1", "Send draft 2", "Send to customer")
"""Buttons that ask a person what is to become of an answer."""


async def broken(stage: Stage, seen: Counter[str] | None = None, *, touched: bool = False) -> list[str]:
    """Everything that does not hold. `touched`: somebody touched every ghost, so none may be left."""
    counted: Counter[str] = Counter() if seen is None else seen
    found: list[str] = []
    for check in (nothing_under_way, one_card, reachable, every_word_shown, said_once, in_order, log_whole):
        found += await check(stage, counted)
    if touched:
        found += [f"message {one.message_id} is a card that nobody knows of" for one in await ghosts(stage)]
    return found


async def whole(stage: Stage) -> None:
    """The same as an assertion, for a desk that has nothing left to do but what its pace lets it do later."""
    found: list[str] = []

    async def holds() -> bool:
        nonlocal found
        found = await broken(stage)
        return not found

    for _ in range(4):
        await stage.calm()
        # Processes of their own have clocks of their own: they are waited for.
        with suppress(AssertionError):
            await stage.until(holds, 3)
            return
        stage.time.let_pass(31)  # a group's minute may be spent
    raise AssertionError("\n".join(found))


# --- nothing is stuck


async def nothing_under_way(stage: Stage, seen: Counter[str]) -> list[str]:
    """No row, card or update waits for anything but a person, and what waits for a person can be seen."""
    rows = await stage.rows(Outbox)
    seen["outbox rows"] += len(rows)
    found = []
    for row in rows:
        asked = row.state == "unknown" and row.lease_until is None and await _is_asked(stage, row)
        if row.state in ("pending", "sending", "unknown") and not asked:
            found.append(f"outbox row {row.id} ({row.kind}) is {row.state}: {row.error}")
        if row.state == "failed" and row.kind != "answer":
            found.append(f"outbox row {row.id} ({row.kind}) is a dead letter: {row.error}")
    undrawn = [one for one in await stage.rows(Card) if one.due_at is not None or one.lease_until is not None]
    found += [f"card {one.id} is still to be drawn" for one in undrawn]
    updates = await stage.rows(Update)
    seen["updates"] += len(updates)
    found += [f"update {one.id} is {one.state}: {one.error}" for one in updates if one.state != "done"]
    return found


async def _is_asked(stage: Stage, row: Outbox) -> bool:
    (message,) = await stage.rows(Message, Message.id == row.message_id)
    return any(message.text in stage.text(one) for one in questions(stage))


def questions(stage: Stage) -> list[Shown]:
    """What asks a person to decide about an answer."""
    return [one for one in stage.ours() if set(DECISIONS).intersection(stage.labels(one))]


# --- the group


async def one_card(stage: Stage, seen: Counter[str]) -> list[str]:
    """The desk knows one card a case, or none where a digest shows it; those that somebody deleted do not count."""
    found = []
    there = {one.message_id for one in stage.ours()}
    mine = await stage.rows(Card, Card.case_id.is_not(None), IN_THE_GROUP)
    cards = Counter(one.case_id for one in mine)
    collected = {one.case_id for one in mine if one.collected_in is not None}
    for case in await stage.rows(Case):
        known = await stage.rows(
            BotMessage,
            BotMessage.case_id == case.id,
            BotMessage.purpose == "card",
            BotMessage.escalation_id.is_(None),
        )
        shown = [one.message_id for one in known if one.message_id in there]
        if cards[case.id] != 1 or len(shown) != (0 if case.id in collected else 1):
            found.append(f"#{case.number} has {cards[case.id]} cards and these messages for them: {shown}")
        seen["cards"] += 1
    return found


async def reachable(stage: Stage, seen: Counter[str]) -> list[str]:
    """From the group a person gets to every case: it has a card there, with its number and something to press.

    Or it is in a digest that can be looked through.
    """
    cards, panels = await _card_messages(stage), await _digests(stage)
    shown = {one.message_id: one for one in stage.ours()}
    found = []
    for case in await stage.rows(Case):
        message = shown.get(cards.get(case.id, 0))
        seen["cases"] += 1
        if case.id in panels:
            digest = shown.get(panels[case.id] or 0)
            if case.closed_at is None and (digest is None or "Look through" not in stage.labels(digest)):
                found.append(f"#{case.number} cannot be reached: its digest is {panels[case.id]}")
        elif message is None or not message.buttons or case.number not in _numbers(stage, message):
            found.append(f"#{case.number} cannot be reached: its card is {cards.get(case.id)}")
    return found


async def ghosts(stage: Stage) -> list[Shown]:
    """Messages that look like cards and are not the one the desk keeps up to date.

    A follow-up to a card that was deleted is no reply either, nor is a warning; they begin with signs of their own.
    """
    real = set((await _card_messages(stage)).values())
    cards = [one for one in stage.cards() if not stage.text(one).startswith(("💬", "⏱", "❗", "↩️"))]
    return [one for one in cards if one.message_id not in real and _numbers(stage, one)]


async def _card_messages(stage: Stage) -> dict[int, int]:
    cards = await stage.rows(Card, IN_THE_GROUP, Card.chat_id == OPERATORS)
    return {one.case_id: one.message_id for one in cards if one.case_id and one.message_id is not None}


async def _digests(stage: Stage) -> dict[int, int | None]:
    """Cases that a digest shows → its message."""
    messages = {one.panel_id: one.message_id for one in await stage.rows(Card, Card.panel_id.is_not(None))}
    collected = await stage.rows(Card, Card.collected_in.is_not(None))
    return {one.case_id or 0: messages.get(one.collected_in) for one in collected}


def _numbers(stage: Stage, message: Shown) -> list[int]:
    return [int(found) for found in re.findall(r"#(\d+)", stage.text(message))]


async def every_word_shown(stage: Stage, seen: Counter[str]) -> list[str]:
    """Whatever a customer wrote came to the group; a long conversation's beginning leaves its card again.

    Words in a digest are read on its pages.
    """
    leafed = await stage.rows(Message, Message.case_id.in_(await _digests(stage)))
    shown = "\n".join(
        str(one.params.get("text"))
        for one in stage.telegram.calls
        if one.status == 200 and str(one.params.get("chat_id")) == str(OPERATORS)
    )
    found = []
    for text in customers_words(stage):
        seen["customer messages"] += 1
        if text not in shown and text not in {one.text for one in leafed}:
            found.append(f"a customer's {text!r} never came to the group")
    return found


def customers_words(stage: Stage) -> Iterator[str]:
    for post in stage.vk.posts(BRAND):
        yield from (one.text for one in stage.vk.comments(post) if one.from_id != -BRAND)
    yield from (one.text for one in stage.vk.core.world.messages_of(BRAND) if not one.out)


# --- the customer


def operators_words(stage: Stage) -> list[Shown]:
    """Swipe-replies to the desk's messages, but for notes and commands."""
    us = stage.telegram.bot.id
    return [
        one
        for one in stage.telegram.messages(OPERATORS)
        if one.sender.id != us
        and one.reply_to is not None
        and one.reply_to.sender.id == us
        and not one.text.startswith("/")
    ]


def copies(stage: Stage) -> dict[str, list[int]]:
    """What the community said: every text with the network's numbers of its copies, in the order they came."""
    found: dict[str, list[int]] = defaultdict(list)
    for post in stage.vk.posts(BRAND):
        for comment in stage.vk.comments(post):
            if comment.from_id == -BRAND:
                found[comment.text].append(comment.id)
    for message in stage.vk.core.world.messages_of(BRAND):
        if message.out and not message.deleted:
            found[message.text].append(message.id)
    return found


async def said_once(stage: Stage, seen: Counter[str]) -> list[str]:
    """Each answer is at the customer as often as it was said, or a person is asked about it."""
    said, there = Counter(one.text for one in operators_words(stage)), copies(stage)
    asked = "\n".join(stage.text(one) for one in questions(stage))
    found = []
    for text, times in said.items():
        seen["answers"] += times
        arrived = len(there.get(text, ()))
        if arrived > times or (arrived < times and text not in asked):
            found.append(f"{text!r} was said {times} times and is at the customer {arrived} times")
    return found


async def in_order(stage: Stage, seen: Counter[str]) -> list[str]:
    """Answers of a case arrive as they were written, but for those that failed, were in doubt, or left by a press."""
    there = copies(stage)
    answers = await stage.rows(Message, Message.direction == "out", Message.source_message_id.is_not(None))
    rows = defaultdict(list)
    for row in await stage.rows(Outbox, Outbox.kind == "answer"):
        rows[row.message_id].append(row)
    last: dict[int, tuple[int, int]] = {}
    found = []
    for one in sorted(answers, key=lambda one: one.source_message_id or 0):
        numbers = there.get(one.text, [])
        by_itself = [row for row in rows[one.id] if not row.error and not row.payload.get(PRESSED)]
        if len(rows[one.id]) != 1 or not by_itself or len(numbers) != 1:
            continue
        place = (one.source_message_id or 0, numbers[0])
        if place[1] < last.get(one.case_id, place)[1]:
            found.append(f"{one.text!r} overtook an earlier answer of its case")
        last[one.case_id] = place
        seen["answers in order"] += 1
    return found


# --- the log


async def log_whole(stage: Stage, seen: Counter[str]) -> list[str]:
    """Each case's events are numbered without a gap, up to the number the case knows."""
    events: dict[int, list[int]] = defaultdict(list)
    for one in await stage.rows(Event, Event.case_id.is_not(None)):
        events[one.case_id or 0].append(one.seq or 0)
        seen["events"] += 1
    return [
        f"the log of #{case.number} has gaps: {sorted(events[case.id])}"
        for case in await stage.rows(Case)
        if sorted(events[case.id]) != list(range(1, case.events + 1))
    ]
