"""A day on which much goes wrong: no secret is in a log, the database, a card or a reply; no customer's word in a log."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import aiohttp
import pytest

from bot import log
from bot.telegram.hooking import secret_of
from sandbox.faults import Fault
from storage.models import Base, Delivery, Message, Update, UpdateState
from tests.configured import as_before
from tests.flows.program import free_port
from tests.flows.scraped import read
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    OLGA,
    OPERATORS,
    SERVICE_TOKEN,
    TELEGRAM_TOKEN,
    VK_TOKEN,
    Stage,
)

HOOK = secret_of(TELEGRAM_TOKEN)
SCRAPER = "planted-for-prometheus"
SECRETS = (
    SCRAPER,
    TELEGRAM_TOKEN.partition(":")[2],
    VK_TOKEN.removeprefix("vk1.a."),
    SERVICE_TOKEN,
    ADMIN_TOKEN.removeprefix("vk1.a."),
    HOOK,
)
SAID = "Planted: my locker is 4711-B, call +7 900 555-01-22 or write to tim@mail.example"
NOTE = "Planted note about the locker"
ANSWER = "Planted answer, dear customer"
WORDS = ("Planted", "4711-B", "555-01-22", "tim@mail.example", "locker", "dear customer")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the program logs at its default level, as it would to a file."""
    out = io.StringIO()
    with as_before():
        log.configure(stream=out)
        yield out


def quoting(words: str, method: str) -> Fault:
    """Telegram's 400 that quotes what we said, and how we asked."""
    said = f"Bad Request: cannot {method} '{words}' by https://api.telegram.org/bot{TELEGRAM_TOKEN}/{method}"
    return Fault.error(400, {"ok": False, "error_code": 400, "description": said})


def vk_quoting(words: str) -> Fault:
    params = [{"key": "message", "value": words}, {"key": "access_token", "value": VK_TOKEN}]
    said = f"One of the parameters specified was missing or invalid: message '{words}'"
    return Fault.error(200, {"error": {"error_code": 100, "error_msg": said, "request_params": params}})


async def a_bad_day(desk: Stage) -> None:
    post = desk.post()
    desk.telegram.faults.add("sendMessage", quoting(SAID, "sendMessage"), times=1)
    desk.comment(SAID, post)
    await desk.telegram.wait(lambda: not [one for one in desk.telegram.faults.rules if not one.spent])
    desk.comment(SAID, post)
    card = await desk.card("my locker")

    # What the database says when a row is not to its liking.
    await desk.sql(
        "CREATE FUNCTION quotes() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no such note: %', NEW.text; END $$"
    )
    await desk.sql("CREATE TRIGGER quotes BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION quotes()")
    desk.telegram.say(ANNA, OPERATORS, f"// {NOTE}", reply_to=card.message_id)

    async def parked() -> bool:
        desk.time.let_pass(60)
        return bool(await desk.rows(Update, Update.state == UpdateState.PARKED))

    await desk.until(parked)
    await desk.sql("DROP TRIGGER quotes ON notes")

    # What networks say, and what is between.
    desk.vk.faults.add("wall.createComment", vk_quoting(ANSWER), times=1)
    desk.telegram.faults.add("editMessageText", quoting(SAID, "editMessageText"), times=1)
    desk.telegram.faults.add("setMessageReaction", Fault.html(502), times=1)
    desk.telegram.faults.add("answerCallbackQuery", Fault.reset_before(), times=1)
    desk.telegram.say(ANNA, OPERATORS, ANSWER, reply_to=card.message_id)
    await desk.until(lambda: desk.rows(Message, Message.delivery == Delivery.FAILED))
    desk.vk.faults.add("groups.getById", Fault.reset_before(), times=1)
    desk.vk.faults.add("users.get", Fault.html(502), times=1)
    await desk.sql("ALTER TABLE updates RENAME TO elsewhere")
    desk.telegram.say(ANNA, OPERATORS, f"// {NOTE}", reply_to=card.message_id)
    await desk.telegram.wait(lambda: "503" in (desk.telegram.webhook.last_error or ""))
    await desk.sql("ALTER TABLE elsewhere RENAME TO updates")
    await desk.until(lambda: desk.rows(Message, Message.delivery == Delivery.FAILED))


async def test_nothing_that_was_planted_is_found(stage: Stage, written: io.StringIO) -> None:
    stage.telegram.webhook.backoff = 0.05
    address = f"127.0.0.1:{free_port()}"
    seen = {
        "LISTEN": address,
        "PUBLIC_URL": f"http://{address}",
        "VK_SERVICE_TOKEN": SERVICE_TOKEN,
        "UNDO_SECONDS": "0",
        "METRICS_TOKEN": SCRAPER,
    }
    async with stage.at_work(**seen):
        stage.telegram.start_bot(OLGA)
        await a_bad_day(stage)
        await stage.calm()
        pages = [await read(address, SCRAPER), await read(address, "a guess"), await readiness(address)]
    lines = written.getvalue()
    assert "update failed" in lines
    assert "no such note" in lines, "what is wrong is still said"
    assert [one for one in (*SECRETS, *WORDS) if one in lines] == []
    assert [status for status, _ in pages] == [200, 401, 503], "a bad day"
    assert [one for one in (*SECRETS, *WORDS) if any(one in text for _, text in pages)] == []
    assert [one for one in SECRETS if one in await dumped(stage)] == []
    shown = json.dumps([str(one.params) for one in stage.telegram.calls if one.method != "setWebhook"])
    assert [one for one in SECRETS if one in shown] == []


async def readiness(address: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"http://{address}/readyz?verbose=1") as response,
    ):
        return response.status, await response.text()


async def dumped(stage: Stage) -> str:
    """All that the database keeps, as a dump would have it."""
    rows = [
        str(row)
        for table in Base.metadata.sorted_tables
        for row in await stage.sql(f'SELECT row_to_json(one)::text FROM "{table.name}" AS one')
    ]
    assert any("my locker" in one for one in rows)
    return "\n".join(rows)
