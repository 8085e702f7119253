"""Telegram's updates by webhook: set, looked after and removed by the program; accepted only once they are stored."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest

from bot.telegram.hooking import secret_of
from bot.telegram.inbox import ALLOWED
from bot.troubles import what_lasts
from sandbox.telegram import Message as Said
from storage.models import Event, Update
from tests.flows.program import free_port
from tests.flows.stage import ANNA, OLGA, OPERATORS, TELEGRAM_TOKEN, Stage

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = secret_of(TELEGRAM_TOKEN)


@pytest.fixture
def seen() -> dict[str, str]:
    """The settings of a desk that is seen from outside."""
    address = f"127.0.0.1:{free_port()}"
    return {"LISTEN": address, "PUBLIC_URL": f"http://{address}"}


@pytest.fixture
async def hooked(stage: Stage, seen: Mapping[str, str]) -> AsyncIterator[Stage]:
    stage.telegram.webhook.backoff = 0.05
    async with stage.at_work(**seen):
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: stage.ours(OLGA))
        yield stage


async def post(desk: Stage, body: bytes, secret: str | None = SECRET) -> int:
    """What somebody sends there."""
    headers = {} if secret is None else {HEADER: secret}
    async with (
        aiohttp.ClientSession() as client,
        client.post(desk.telegram.webhook.url, data=body, headers=headers) as response,
    ):
        return response.status


async def healthy(desk: Stage, words: str = "telegram: ok\n") -> bool:
    base = desk.telegram.webhook.url.removesuffix("/telegram")
    async with aiohttp.ClientSession() as client, client.get(f"{base}/readyz") as response:
        return words in await response.text()


async def works(desk: Stage, words: str) -> Said:
    """A comment becomes a card, and a press on it is heard."""
    desk.comment(words)
    card = await desk.card(words)
    assert (await desk.press(ANNA, card, "Claim") or "").endswith("is yours.")
    return card


def said(desk: Stage, method: str) -> int:
    return len([one for one in desk.telegram.calls if one.method == method])


async def test_it_is_set_and_brings_what_polling_would(hooked: Stage, seen: Mapping[str, str]) -> None:
    await works(hooked, "Where is my parcel?")
    hook = hooked.telegram.webhook
    assert hook.url == f"{seen['PUBLIC_URL']}/telegram"
    assert TELEGRAM_TOKEN.partition(":")[2] not in hook.url + hook.secret
    assert hooked.telegram.queue.allowed_given == list(ALLOWED)
    await hooked.until(lambda: healthy(hooked))
    assert said(hooked, "getUpdates") == 0


async def test_an_update_that_comes_again_has_no_second_effect(hooked: Stage) -> None:
    await works(hooked, "Where is my parcel?")
    hooked.telegram.redeliver()
    await hooked.telegram.wait(lambda: not hooked.telegram.queue.again)
    await hooked.calm()
    assert [one.kind for one in await hooked.rows(Event)].count("claim") == 1


async def test_from_polling_to_the_webhook_and_back_nothing_is_lost(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    async with stage.at_work():
        card = await works(stage, "Where is my parcel?")
    stage.telegram.say(ANNA, OPERATORS, "// while nobody was there", reply_to=card.message_id)
    async with stage.at_work(**seen):
        await stage.says(card, "1 note")
    assert stage.telegram.webhook.url, "what comes meanwhile waits at Telegram"
    stage.telegram.say(ANNA, OPERATORS, "// and again", reply_to=card.message_id)
    async with stage.at_work():
        await stage.says(card, "2 notes")
        assert stage.telegram.webhook.url == ""
    dropped = [one for one in stage.telegram.calls if one.params.get("drop_pending_updates")]
    assert dropped == []


ANOTHERS = secret_of(f"{TELEGRAM_TOKEN.partition(':')[0]}:{'A' * 35}")
"""Of a bot with the same number, as it was before its token was revoked."""


@pytest.mark.parametrize("secret", [None, "", "guess", SECRET[:-1], SECRET + "0", ANOTHERS, "\N{SNOWMAN}"])
async def test_who_does_not_know_the_secret_is_refused(hooked: Stage, secret: str | None) -> None:
    known = len(await hooked.rows(Update))
    update = {"update_id": 1, "message": {"message_id": 1, "text": "/start"}}
    assert await post(hooked, json.dumps(update).encode(), secret) == 403
    assert len(await hooked.rows(Update)) == known


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"update_id": "1"}',
        b'{"update_id": 99999999999999999999}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(hooked: Stage, body: bytes) -> None:
    assert await post(hooked, body) == 400
    assert await hooked.press(ANNA, await works(hooked, "Hello?"), "Resolve") == "#1 resolved."


async def test_an_update_that_cannot_be_read_is_kept_and_accepted(hooked: Stage) -> None:
    """Refused, Telegram would send it for ever, and nothing behind it."""
    assert await post(hooked, b'{"update_id": 7, "message": {"chat": "what is this?"}}') == 200
    (parked,) = await hooked.rows(Update, Update.id == 7)
    assert (parked.state, parked.error) == ("parked", "unreadable")


async def test_what_cannot_be_stored_is_not_accepted_and_comes_again(hooked: Stage) -> None:
    card = await works(hooked, "Where is my parcel?")
    await hooked.sql("ALTER TABLE updates RENAME TO elsewhere")
    hooked.telegram.say(ANNA, OPERATORS, "// not lost", reply_to=card.message_id)
    await hooked.telegram.wait(lambda: "503" in (hooked.telegram.webhook.last_error or ""))
    await hooked.sql("ALTER TABLE elsewhere RENAME TO updates")
    await hooked.says(card, "1 note")


async def test_a_webhook_that_was_taken_away_is_set_anew(
    hooked: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    card = await works(hooked, "Where is my parcel?")
    url = hooked.telegram.webhook.url
    async with aiohttp.ClientSession() as client:
        for method, params, why in (
            ("deleteWebhook", {}, "it was taken away"),
            ("setWebhook", {"url": "http://127.0.0.1:9/other"}, "another program set its own"),
            (
                "setWebhook",
                {"url": url, "allowed_updates": ["message"], "secret_token": SECRET},
                "it lacks updates",
            ),
        ):
            await client.post(f"{hooked.telegram.url}/bot{TELEGRAM_TOKEN}/{method}", json=params)
            log = ""

            async def told(why: str = why) -> bool:
                nonlocal log
                hooked.time.let_pass(61)
                log += capsys.readouterr().out
                return why in log

            await hooked.until(told)
            assert (hooked.telegram.webhook.url, hooked.telegram.webhook.secret) == (url, SECRET)
    assert await hooked.press(ANNA, card, "Resolve") == "#1 resolved."


async def test_updates_that_do_not_arrive_are_said(hooked: Stage) -> None:
    """Whatever stands between Telegram and us: a certificate, a firewall, a balancer without a replica."""
    card = await works(hooked, "Where is my parcel?")
    hooked.telegram.webhook.secret = "of another program"
    hooked.telegram.webhook.backoff = 60
    hooked.telegram.say(ANNA, OPERATORS, "// not lost", reply_to=card.message_id)
    await hooked.telegram.wait(lambda: "403" in (hooked.telegram.webhook.last_error or ""))

    async def told() -> bool:
        hooked.time.let_pass(61)
        for _ in range(20):
            if await healthy(
                hooked, "telegram: updates do not arrive at PUBLIC_URL: Wrong response from the"
            ):
                return True
        return False

    await hooked.until(told)
    await hooked.says(card, "1 note")

    async def well() -> bool:
        hooked.time.let_pass(61)
        return await healthy(hooked)

    await hooked.until(well)


async def test_an_owner_hears_that_nothing_arrives_and_when_it_does_again(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    def heard(words: str) -> int:
        return len([one for one in stage.ours(OLGA) if words in stage.text(one)])

    stage.telegram.webhook.backoff = 0.05
    stage.telegram.start_bot(OLGA)
    async with stage.at_work(**{**seen, "PUBLIC_URL": f"http://127.0.0.1:{free_port()}"}) as desk:
        ticking = desk.clock

        async def told() -> bool:
            stage.time.let_pass(61)
            await ticking.tick(what_lasts)
            await stage.calm()  # a minute more, and what is on its way would count as abandoned
            return bool(heard("PUBLIC_URL does not answer"))

        await stage.telegram.wait(lambda: stage.telegram.webhook.last_error)
        await stage.until(told)
    async with stage.at_work(**seen):
        await stage.telegram.wait(lambda: heard("arrives again"))
    assert (heard("PUBLIC_URL does not answer"), heard("arrives again")) == (1, 1)


async def test_a_webhook_that_comes_back_while_we_poll_is_removed_again(desk: Stage) -> None:
    card = await works(desk, "Where is my parcel?")
    async with aiohttp.ClientSession() as client:
        await client.post(
            f"{desk.telegram.url}/bot{TELEGRAM_TOKEN}/setWebhook", json={"url": "http://127.0.0.1:9/other"}
        )
    desk.time.let_pass(60)

    async def removed() -> bool:
        desk.time.let_pass(5)
        return not desk.telegram.webhook.url

    await desk.until(removed)
    desk.time.let_pass(60)
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
