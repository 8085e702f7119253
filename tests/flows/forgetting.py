"""Somebody who shall be forgotten: a life with words that stand nowhere else, and all places where they may be left."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.facts import up_to_date
from bot.reports.period import Period
from bot.reports.report import figures
from bot.reports.results import Report
from bot.reports.scope import Only, Scope
from bot.transaction import transaction
from sandbox.telegram import Message as Said
from storage.engine import make_sessions
from storage.models import Base, Outbox, Role, RowState
from tests.flows.alone import alone, own_card
from tests.flows.answering import answer
from tests.flows.closing import HOUR, closes, looks_for_mornings
from tests.flows.customers import page, tap, writes
from tests.flows.departments import advise, ask, department
from tests.flows.given import IGOR
from tests.flows.given import given as looked_at
from tests.flows.looking import writes as waiting
from tests.flows.stage import ANNA, BORIS, BRAND, OPERATORS, Stage
from tests.flows.words import hears

QUELLA, ZARA = 777_000_123, 777_000_456
"""The same person, by two profiles."""
NAME, FAMILY, CITY = "Quella", "Zwingbart", "Kvasnograd"
PERSON = {"name": NAME, "family": FAMILY, "city": CITY, "number": str(QUELLA)}


def meets(stage: Stage) -> None:
    """VK knows her; nobody else is called so or lives there."""
    stage.vk.add_user(QUELLA, NAME, FAMILY, city=CITY, followers=48_048, screen_name="quellazw")
    stage.vk.add_user(ZARA, "Zarabeth", "Ulmenforst")


async def dump(stage: Stage) -> dict[str, str]:
    """Every table, whole, in lower letters: stems are so."""
    tables = Base.metadata.sorted_tables
    async with stage.engine.connect() as connection:
        return {
            one.name: "\n".join(
                row[0].lower() for row in await connection.execute(text(f"SELECT t::text FROM {one.name} t"))
            )
            for one in tables
        }


async def left(stage: Stage, words: list[str]) -> dict[str, list[str]]:
    """Which of the words stand in which tables."""
    tables = await dump(stage)
    found = {
        word: [name for name, rows in tables.items() if re.search(rf"{word.lower()}", rows)] for word in words
    }
    return {word: names for word, names in found.items() if names}


def said(stage: Stage, chats: tuple[int, ...]) -> str:
    """All that our messages in these chats say now, with the names of their files."""
    ours = [one for chat in chats for one in stage.ours(chat)]
    files = [one.media.file.name for one in ours if one.media is not None]
    return "\n".join([*(stage.text(one) for one in ours), *files]).lower()


async def lives(stage: Stage) -> tuple[Said, list[str]]:
    """A case that has been through it all; its card, and the words."""
    words = [f"marke{sign * 3}x" for sign in "abcdefghijklmnopq"]
    w = iter(words)
    first = stage.vk.message(
        QUELLA, BRAND, f"Where is my {next(w)}?", attachments=[stage.vk.document(f"{next(w)}.pdf")]
    )
    card = await stage.card(words[0])
    await stage.press(ANNA, card, "Claim")
    stage.vk.edit_message(BRAND, first, f"Where is the {next(w)}?")
    await stage.says(card, words[2])
    stage.vk.message(QUELLA, BRAND, f"I wait for the {next(w)}", attachments=[stage.vk.voice(3)])
    await stage.followup(words[3])
    stage.telegram.say(ANNA, OPERATORS, f"// known for {next(w)}", reply_to=card.message_id)
    await stage.says(card, "1 note")
    shown = await page(stage, card)
    kept = await writes(stage, shown, "Note", "what the team should know", f"likes {next(w)}")
    await stage.telegram.wait(lambda: stage.reaction(kept) == "✍")
    await department(stage)
    asked = await ask(stage, card, f"Have you got the {next(w)}?")
    await advise(stage, asked, f"Tell them of the {next(w)}")
    given = await answer(stage, card, f"Here is the {next(w)}")
    stage.time.let_pass(11)
    await stage.telegram.wait(lambda: stage.reaction(given) == "👌")
    return card, words[:9]


async def blanked(stage: Stage) -> None:
    """All that was to go out has gone, at the pace of a group, whose minutes pass at once."""
    await stage.calm()
    stage.time.let_pass(61)
    for _ in range(10):
        await stage.calm()
        if not await stage.rows(Outbox, Outbox.state == RowState.PENDING, Outbox.kind == "blank"):
            return
        stage.time.let_pass(61)
    raise AssertionError("messages are still to be blanked")


HEARD = "(SELECT min(id) FROM messages WHERE direction = 'in' AND case_id = 1)"


async def plants(stage: Stage) -> list[str]:
    """Where the life above leaves nothing: what could not be understood, what nobody could handle, what was looked for."""
    words = [f"plant{sign * 2}x" for sign in "abcdefghijk"]
    [account] = [row[0] for row in await stage.sql("SELECT id FROM accounts WHERE network = 'vk'")]
    odd = f'{{"from_id": {QUELLA}, "text": "{words[0]}"}}'
    update = f'{{"message": {{"text": "{words[1]}"}}}}'
    statements = (
        f"INSERT INTO raw_events (account_id, reason, payload) VALUES ({account}, 'x', '{odd}')",
        f"INSERT INTO updates (bot_id, id, payload, state) VALUES (1, 1, '{update}', 'parked')",
        f"INSERT INTO searches (desk_id, staff_id, query, found) SELECT desk_id, id, '{words[2]}', '{{}}'"
        " FROM staff LIMIT 1",
        f"INSERT INTO relations (account_id, person, block_reason) VALUES ({account}, '{QUELLA}', '{words[3]}')",
        f"INSERT INTO likes (account_id, key, liker) VALUES ({account}, 'k', '{QUELLA}')",
        "INSERT INTO surveys (desk_id, customer_id, case_id, conversation_id, message_id, asks, asked_at, answered_at,"
        " score, word) SELECT c.desk_id, c.customer_id, c.id, m.conversation_id, m.id, 'csat', now(), now(), 2,"
        f" '{words[4]}' FROM cases c, messages m WHERE c.id = 1 AND m.id = {HEARD}",
        f"UPDATE messages SET title = '{words[5]}', rating = 2 WHERE id = {HEARD}",
        f"UPDATE attachments SET text = '{words[6]}' WHERE kind = 'voice'",
        "INSERT INTO drafts (case_id, why, state, text, reason, decided_at)"
        f" VALUES (1, 'approval', 'declined', '{words[7]}', '{words[8]}', now())",
        f"UPDATE escalations SET return_reason = '{words[9]}'",
        "INSERT INTO outbox (desk_id, lane, kind, payload, state, urgency, not_before)"
        f""" SELECT id, 'tg:1', 'notice', '{{"html": "{words[10]}"}}', 'failed', 1, now() FROM desks""",
    )
    for one in statements:
        await stage.sql(one)
    return words


async def figures_of(stage: Stage, until: datetime) -> Report:
    """Of the day before, as it was known then."""
    sessions = make_sessions(stage.engine)
    [(desk_id,)] = await stage.sql("SELECT id FROM desks")
    period = Period(until - timedelta(days=1), until, ZoneInfo("UTC"))
    await up_to_date(sessions, desk_id)
    async with transaction(sessions) as session:
        return await figures((session,), Scope(desk_id, period, period.end, Only()), period.end)


async def speaks_everywhere(stage: Stage) -> list[str]:
    """In posts, comments and by two names; while nobody works, to who works in private, to a trainee. Gives the words."""
    words = [f"ortea{sign * 3}x" for sign in "abcdefg"]
    night, posted, commented, given, waits, private, second = words
    await closes(stage)
    stage.vk.message(QUELLA, BRAND, f"Is the {night} ready?")
    card = await stage.card(night)
    stage.time.let_pass(2 * HOUR)
    await looks_for_mornings(stage)
    await hears(stage, "Good morning!", OPERATORS)
    await stage.sql("UPDATE desks SET hours = NULL, terms = terms + 1")
    stage.vk.add_post(BRAND, f"Who knows this {posted}?", author=QUELLA)
    await stage.card(posted)
    stage.comment(f"I want my {commented}", who=QUELLA)
    comment = await stage.card(commented)
    stage.vk.fail("wall.createComment", 213, times=1)
    await answer(stage, comment, f"Take the {given}")
    stage.time.let_pass(11)
    await stage.followup("was not sent")
    await looked_at(stage, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    await waiting(stage, comment, f"Or the {waits}")
    await alone(stage, BORIS)
    await stage.press(BORIS, card, "Claim")
    await own_card(stage, night, BORIS)
    stage.vk.message(QUELLA, BRAND, f"Hello, {private}?")
    await stage.followup(private, BORIS)
    stage.vk.message(ZARA, BRAND, f"I am Quella, where is the {second}?")
    other = await stage.card(second)
    shown = await page(stage, other)
    await tap(stage, shown, "Merge", "Nobody here looks like")
    await writes(stage, shown, "Name somebody", "who is the same person", f"https://vk.com/id{QUELLA}")
    asked = await stage.whisper(ANNA, "Is this one person?")
    await tap(stage, asked, "Yes, one person", "Cases: ")
    await stage.calm()
    return words
