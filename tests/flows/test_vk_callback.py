"""VK's events by Callback API: set up, looked after and removed by the program; accepted only once they are stored."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.app import vk_callback
from bot.config import load
from bot.log import redact
from bot.troubles import what_lasts
from connectors.vk.parse import READERS
from sandbox.vk.callback import Hook
from storage.models import Account, Case, Cursor, Event, Message, RawEvent, Trouble
from tests.chaos.checks import whole
from tests.flows.checking import found
from tests.flows.faults import answer, get, nothing_lost, said
from tests.flows.program import free_port, programs
from tests.flows.stage import ADMIN_TOKEN, BRAND, OLGA, TIM, VERA, VK_TOKEN, Stage
from tests.flows.words import told

PATH = f"/vk/{BRAND}"


def hook(stage: Stage) -> Hook:
    """Our entry at VK."""
    return stage.vk.callback.hooks[0]


@pytest.fixture
def seen() -> dict[str, str]:
    """The settings of a desk that VK posts to."""
    address = f"127.0.0.1:{free_port()}"
    return {"LISTEN": address, "PUBLIC_URL": f"http://{address}", "VK_EVENTS": "callback"}


@asynccontextmanager
async def called(stage: Stage, **settings: str) -> AsyncIterator[None]:
    """A desk at work that VK posts to."""
    stage.heard = False
    stage.telegram.webhook.backoff = stage.vk.callback.retry_after = 0.05
    async with stage.at_work(**settings):
        await stage.vk.wait(lambda: hook(stage).confirmed and set(READERS) <= hook(stage).events)
        await stage.until(lambda: well(stage))
        yield


async def well(stage: Stage, words: str = f"vk {BRAND}: ok\n") -> bool:
    return words in (await get(stage, "/readyz"))[1]


@pytest.fixture
async def desk(stage: Stage, seen: Mapping[str, str]) -> AsyncIterator[Stage]:
    async with called(stage, **seen):
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: stage.ours(OLGA))
        yield stage


def secret(stage: Stage) -> str:
    settings = load(stage.settings, env_file=None)
    return vk_callback(settings, *settings.communities).secret


async def post(stage: Stage, body: bytes | Mapping[str, object], **headers: str) -> tuple[int, str]:
    """What somebody sends there."""
    assert stage.desk is not None
    url = f"http://{stage.desk.address}{PATH}"
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with aiohttp.ClientSession() as client, client.post(url, data=data, headers=headers) as response:
        return response.status, await response.text()


def envelope(stage: Stage, what: object, kind: str = "wall_reply_new", **more: object) -> dict[str, object]:
    made = {"type": kind, "event_id": "e1", "v": "5.199", "object": what, "group_id": BRAND}
    return {**made, "secret": secret(stage), **more}


def comment(text: str, number: int = 901) -> dict[str, object]:
    where = {"post_owner_id": -BRAND, "owner_id": -BRAND, "post_id": 1}
    return {"id": number, "from_id": TIM, "date": 1700000000, "text": text, **where}


def polls(stage: Stage) -> int:
    return stage.vk.longpoll.polls


# --- set up by the program


async def test_it_is_set_up_and_brings_what_polling_would(desk: Stage, seen: Mapping[str, str]) -> None:
    entry = hook(desk)
    assert (entry.url, entry.secret) == (f"{seen['PUBLIC_URL']}{PATH}", secret(desk))
    assert (entry.api_version, entry.events) == ("5.199", set(READERS))
    assert VK_TOKEN not in entry.secret
    under = desk.post()
    desk.comment("Where is my parcel?", under)
    card = await desk.card("Where is my parcel?")
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: desk.answers(under) == ["On its way!"])
    await desk.says(card, "On its way!")
    desk.vk.message(VERA, BRAND, "Are you there?")
    await answer(desk, await desk.card("Are you there?"), "We are")
    await desk.vk.wait(lambda: [one.text for one in desk.dialog(VERA)][-1] == "We are")
    desk.vk.colleague_message(VERA, BRAND, "And a colleague too")
    await desk.says(await desk.card("Are you there?"), "And a colleague too")
    await whole(desk)
    assert polls(desk) == 0
    assert {one.answer for one in desk.vk.callback.attempts} == {"ok"}


async def test_entries_of_others_stay_and_ours_follows_a_new_address(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    async with called(stage, **seen):
        theirs = Hook(BRAND, "http://127.0.0.1:9/theirs", "theirs", id=77)
        stage.vk.callback.hooks.append(theirs)
    address = f"127.0.0.1:{free_port()}"
    async with called(stage, **{**seen, "LISTEN": address, "PUBLIC_URL": f"http://{address}"}):
        await stage.vk.wait(lambda: hook(stage).url == f"http://{address}{PATH}")
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")
    assert [one.id for one in stage.vk.callback.hooks] == [1, 77]
    stage.heard = True
    async with stage.at_work():
        await stage.vk.wait(lambda: stage.vk.callback.hooks == [theirs])
        stage.comment("And mine?")
        await stage.card("And mine?")


@pytest.mark.parametrize("spoil", ["removed", "failed", "events", "secret"])
async def test_what_somebody_changed_is_mended_and_what_was_missed_is_found(desk: Stage, spoil: str) -> None:
    desk.comment("Before")
    await desk.card("Before")
    entry = hook(desk)
    match spoil:
        case "removed":
            desk.vk.callback.hooks.clear()
        case "failed":
            entry.status = "failed"
        case "events":
            entry.events.clear()
        case "secret":
            entry.secret, desk.vk.callback.retries = "another", 0
    desk.comment("Missed")
    await looked(desk)
    await desk.card("Missed")
    desk.comment("After")
    await desk.card("After")
    assert (hook(desk).secret, hook(desk).events) == (secret(desk), set(READERS))
    assert len(await desk.rows(Case)) == 3


async def looked(desk: Stage) -> None:
    """The program looks at its entry once more."""
    before = len([one for one in desk.vk.calls if one.method == "groups.getCallbackServers"])

    async def again() -> bool:
        desk.time.let_pass(20)
        return len([one for one in desk.vk.calls if one.method == "groups.getCallbackServers"]) > before

    await desk.until(again)


# --- who calls, and what


async def test_a_confirmation_is_answered_with_the_present_code(desk: Stage) -> None:
    asked = {"type": "confirmation", "group_id": BRAND}
    assert await post(desk, asked) == (200, desk.vk.callback.code(BRAND))
    assert await post(desk, {**asked, "secret": secret(desk)}) == (200, desk.vk.callback.code(BRAND))
    assert (await post(desk, {**asked, "secret": "guess"}))[0] == 403
    assert (await post(desk, {**asked, "group_id": 77}))[0] == 403


@pytest.mark.parametrize("given", [None, "", "guess", 0, ["x"], "\N{SNOWMAN}", "\ud800"])
async def test_who_does_not_know_the_secret_is_refused(desk: Stage, given: object) -> None:
    assert (await post(desk, envelope(desk, comment("Forged"), secret=given)))[0] == 403
    assert (await post(desk, envelope(desk, comment("Forged"), secret=secret(desk)[:-1])))[0] == 403
    assert await desk.rows(Message) == []
    assert await desk.rows(RawEvent) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff"])
async def test_what_is_no_event_is_refused(desk: Stage, body: bytes) -> None:
    assert (await post(desk, body))[0] == 403


async def test_too_much_and_another_community_are_refused(desk: Stage) -> None:
    assert (await post(desk, b" " * 2 * 1024**2))[0] == 413
    assert (await post(desk, envelope(desk, comment("Elsewhere"), group_id=77)))[0] == 403
    assert await desk.rows(Message) == []


async def test_malformed_events_are_kept_without_the_secret_and_hold_up_nothing(desk: Stage) -> None:
    for senseless in (envelope(desk, None), envelope(desk, {"id": "x"}), {"secret": secret(desk)}):
        assert await post(desk, senseless) == (200, "ok")
    assert await post(desk, envelope(desk, {}, "no_such_event")) == (200, "ok")
    assert await post(desk, envelope(desk, comment("Where?"), group_id=str(BRAND))) == (200, "ok")
    await desk.card("Where?")
    kept = await desk.rows(RawEvent)
    assert len(kept) == 4
    assert secret(desk) not in str([one.payload for one in kept])


async def test_the_same_event_again_has_no_second_effect(desk: Stage) -> None:
    await post(desk, envelope(desk, comment("Where?")))
    await desk.card("Where?")
    assert await post(desk, envelope(desk, comment("Where?")), **{"X-Retry-Counter": "1"}) == (200, "ok")
    await whole(desk)
    assert len(await desk.rows(Message)) == len(desk.cards()) == 1


async def test_late_and_repeated_edits_and_deletions(desk: Stage) -> None:
    """VK posts side by side and repeats: a copy of an older edit must not undo a newer one."""

    def edit(text: str, event_id: str) -> dict[str, object]:
        return envelope(desk, comment(text), "wall_reply_edit", event_id=event_id)

    gone = {"owner_id": -BRAND, "id": 902, "post_id": 1}
    await post(desk, envelope(desk, gone, "wall_reply_delete", event_id="gone"))
    for event in (
        envelope(desk, comment("Wher?")),
        edit("Where?", "first"),
        edit("Where is it?", "second"),
        edit("Where?", "first"),
        envelope(desk, comment("Forget it", 902)),
        envelope(desk, gone, "wall_reply_restore", event_id="back"),
        envelope(desk, gone, "wall_reply_delete", event_id="gone"),
        envelope(desk, {**gone, "id": 903}, "wall_reply_delete", event_id="gone too"),
        envelope(desk, comment("Never mind", 903)),
    ):
        assert await post(desk, event) == (200, "ok")
    told = {one.text: one.deleted_at is not None for one in await desk.rows(Message)}
    assert told == {"Where is it?": False, "Forget it": False, "Never mind": True}
    assert await desk.rows(RawEvent) == []


async def test_what_cannot_be_stored_is_not_accepted_and_comes_again(desk: Stage) -> None:
    desk.vk.callback.retries = 1000
    await desk.sql("ALTER TABLE raw_events RENAME TO elsewhere")
    await desk.sql("ALTER TABLE messages RENAME TO messages_elsewhere")
    desk.comment("Not lost")
    await desk.vk.wait(lambda: [one for one in desk.vk.callback.attempts if one.status == 503])
    await desk.sql("ALTER TABLE elsewhere RENAME TO raw_events")
    await desk.sql("ALTER TABLE messages_elsewhere RENAME TO messages")
    await desk.card("Not lost")
    await desk.vk.wait(lambda: desk.vk.callback.attempts[-1].answer == "ok")
    await whole(desk)


async def test_a_storm_is_stored_once_and_accepted(desk: Stage) -> None:
    """However slow we are: what VK gave up waiting for is known when it comes again."""
    under, count = desk.post(), 200
    desk.vk.callback.retries = 1000
    for number in range(count):
        desk.vk.add_user(7000 + number, f"Customer{number}", "Testova")
        desk.comment(f"Question {number}", under, 7000 + number)
    attempts = desk.vk.callback.attempts
    await desk.vk.wait(lambda: len([one for one in attempts if one.answer == "ok"]) > count, 60)
    assert len(await desk.rows(Message)) == count
    assert [one.reason for one in await desk.rows(RawEvent)] == []


# --- a token that may not


async def test_a_token_without_the_right_the_owner_is_told_what_to_enter(
    stage: Stage,
    seen: Mapping[str, str],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage.heard = False
    stage.vk.add_token(VK_TOKEN, "community", BRAND, scopes=["messages", "wall"])
    stage.telegram.start_bot(OLGA)
    async with stage.at_work(**seen):
        notice = await stage.telegram.wait(
            lambda: [one for one in stage.ours(OLGA) if "may not set up" in stage.text(one)][0]
        )
        words = stage.text(notice)
        assert f"{seen['PUBLIC_URL']}{PATH}" in words
        assert "5.199" in words
        assert [name for name in READERS if name not in words] == [], words
        assert secret(stage) not in words
        assert not await well(stage)
    shown = " ".join(todo for _, todo in (await found(stage, **seen))[f"vk {BRAND}"] if todo)
    assert f"{seen['PUBLIC_URL']}{PATH}" in shown
    assert secret(stage) in shown
    assert all(name in shown for name in READERS)
    assert secret(stage) not in capsys.readouterr().out
    assert redact(f"it is {secret(stage)}") == "it is ***"
    assert secret(stage) not in str(await stage.sql("SELECT payload FROM outbox"))
    # The owner enters just that, and presses Confirm.
    by_hand = {**seen, "VK_CALLBACK_CODE": stage.vk.callback.code(BRAND)}
    async with stage.at_work(**by_hand):
        assert await stage.vk.callback.add(BRAND, f"{seen['PUBLIC_URL']}{PATH}", secret(stage))
        await stage.until(lambda: well(stage))
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")
    assert len(told(stage, "may not set up")) == 1
    assert len(told(stage, "arrives again")) == 1


async def test_an_address_that_vk_does_not_reach_is_told_and_heals(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    stage.heard, stage.vk.callback.patience = False, 0.5
    stage.telegram.start_bot(OLGA)
    away = {**seen, "PUBLIC_URL": f"http://127.0.0.1:{free_port()}"}
    async with stage.at_work(**away) as running:
        ticking = running.clock

        async def is_told() -> bool:
            stage.time.let_pass(61)
            await ticking.tick(what_lasts)
            await stage.calm()
            return bool(told(stage, "the network gets no answer at"))

        await stage.until(is_told)
        assert "the network does not reach us" in (await get(stage, "/readyz"))[1]
        stage.comment("Meanwhile")
        assert "network gets no answer" in str((await found(stage, **away))[f"vk {BRAND}"])
    async with called(stage, **seen):
        await stage.telegram.wait(lambda: told(stage, "arrives again"))
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")
    assert len(told(stage, "the network gets no answer at")) == 1


async def test_silence_is_no_fault(desk: Stage) -> None:
    for _ in range(15):
        await looked(desk)
    assert await desk.rows(Trouble, Trouble.told_at.is_not(None)) == []
    assert await nothing_lost(desk)
    await desk.until(lambda: well(desk))


# --- both at once, and from one to the other


async def test_both_at_once_double_nothing(stage: Stage, seen: Mapping[str, str]) -> None:
    async with called(stage, **{**seen, "VK_EVENTS": "both"}):
        await stage.until(lambda: well(stage, f"vk callback {BRAND}: ok\n"))
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting)
        under = stage.post()
        asked = stage.comment("Wher is it?", under)
        card = await stage.card("Wher is it?")
        stage.vk.edit_comment(asked, "Where is it?")
        stage.vk.edit_comment(asked, "Where is my parcel?")
        await stage.says(card, "Where is my parcel?")
        await answer(stage, card, "On its way!")
        await stage.vk.wait(lambda: stage.answers(under) == ["On its way!"])
        stage.vk.colleague_comment(under, "It is here", reply_to=asked)
        await stage.says(card, "It is here")
        stage.vk.delete_comment(asked)
        for event_id in stage.vk.events():
            stage.vk.redeliver(event_id)
        stage.vk.message(VERA, BRAND, "The last")
        await stage.card("The last")
        await stage.vk.wait(lambda: len(stage.vk.callback.attempts) >= 2 * len(stage.vk.events()) - 1)
        await whole(stage)
        kinds = [one.kind for one in await stage.rows(Event)]
        assert [kinds.count(kind) for kind in ("customer_edited", "customer_deleted", "opened")] == [2, 1, 2]
        rows = await stage.rows(Message, Message.direction == "in")
        assert sorted((one.text, bool(one.deleted_at)) for one in rows) == [
            ("The last", False),
            ("Where is my parcel?", True),
        ]
        ours = [one.text for one in await stage.rows(Message, Message.direction == "out")]
        assert sorted(ours) == ["It is here", "On its way!"]


@pytest.mark.parametrize("deaf", ["longpoll", "callback"])
async def test_both_at_once_either_may_fail(stage: Stage, seen: Mapping[str, str], deaf: str) -> None:
    async with called(stage, **{**seen, "VK_EVENTS": "both"}):
        if deaf == "longpoll":
            stage.vk.longpoll.channel(BRAND).enabled = False
        else:
            stage.vk.callback.hooks.clear()
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")


async def test_from_polling_to_callback_and_back_nothing_is_lost(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    under = stage.post()
    async with stage.at_work():
        stage.comment("First", under)
        await stage.card("First")
    stage.comment("While nobody was there", under)
    async with called(stage, **seen):
        await stage.followup("While nobody was there")
        stage.comment("Posted", under)
        await stage.followup("Posted")
    stage.vk.callback.hooks[0].status = "failed"
    stage.comment("Given up", under)
    stage.heard = True
    async with stage.at_work():
        await stage.followup("Given up")
        stage.comment("Polled", under)
        await stage.followup("Polled")
        await stage.vk.wait(lambda: not stage.vk.callback.hooks)
        assert await nothing_lost(stage)
        await whole(stage)
    assert await said(stage) == ["First", "While nobody was there", "Posted", "Given up", "Polled"]


@pytest.mark.parametrize("history", [True, False])
async def test_after_a_downtime_what_vk_gave_up_is_found(
    stage: Stage, seen: Mapping[str, str], history: bool
) -> None:
    """By the Long Poll's history, or by looking."""
    seen = {**seen, "VK_ADMIN_TOKEN": ADMIN_TOKEN}
    stage.vk.callback.retries = 0
    stage.vk.longpoll.channel(BRAND).enabled = history
    under = stage.post()
    async with called(stage, **seen):
        stage.comment("First", under)
        await stage.card("First")
    stage.time.let_pass(3 * 3600)
    stage.comment("Second", under)
    stage.vk.message(VERA, BRAND, "Hello?")
    await stage.vk.wait(lambda: hook(stage).status == "failed")
    async with called(stage, **seen):
        await stage.followup("Second")
        await stage.card("Hello?")
        await stage.until(lambda: nothing_lost(stage))
        await whole(stage)
    assert sorted(await said(stage)) == ["First", "Hello?", "Second"]


async def test_while_nobody_serves_the_address_the_owner_hears_and_then_all_comes(
    stage: Stage, seen: Mapping[str, str]
) -> None:
    """The process that looks after the entry lives, those that VK posts to do not."""
    stage.vk.callback.gives_up_loudly, stage.vk.callback.retries = False, 0
    async with called(stage, **seen) as _:
        stage.telegram.start_bot(OLGA)
        (cursor,) = await stage.rows(Cursor)
        assert cursor.value["open"] > CLOSED
        for statement in SHUT:
            await stage.sql(statement)

        async def is_told() -> bool:
            stage.time.let_pass(31)
            await stage.tick(what_lasts)
            await stage.calm()
            return bool(told(stage, "no process of mine"))

        await stage.until(is_told)
        await stage.sql("DROP TRIGGER shut ON cursors")
        await stage.until(lambda: open_again(stage))
        await stage.tick(what_lasts)
        await stage.telegram.wait(lambda: told(stage, "arrives again"))


CLOSED = "2020-01-01T00:00:00+00:00"
SHUT = (
    f"""
    CREATE FUNCTION shut() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.value = NEW.value || '{{"open": "{CLOSED}"}}'; RETURN NEW; END $$
    """,
    "CREATE TRIGGER shut BEFORE UPDATE ON cursors FOR EACH ROW EXECUTE FUNCTION shut()",
    "UPDATE cursors SET value = value",
)
"""Whatever this process writes of itself: those that serve the address wrote nothing since then."""


async def open_again(stage: Stage) -> bool:
    stage.time.let_pass(31)
    return await well(stage)


# --- many processes


async def test_two_replicas_take_what_is_posted(
    stage: Stage, seen: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Events of one conversation at both, and who looked after the entry is killed."""
    stage.telegram.start_bot(OLGA)
    one, two = (f"127.0.0.1:{free_port()}" for _ in range(2))
    folder = tmp_path_factory.mktemp("data")
    ours = {"VK_EVENTS": "callback", "PUBLIC_URL": f"http://{one}"}
    async with programs(stage, folder, **ours) as started:
        first, second = await started.start(address=one), await started.start(address=two)
        await first.at_work()
        await second.at_work()
        await stage.vk.wait(lambda: hook(stage).confirmed, 30)
        gone = {"owner_id": -BRAND, "id": 902, "post_id": 1}
        async with aiohttp.ClientSession() as client:

            async def tell(address: str, event: dict[str, object]) -> None:
                async with client.post(f"http://{address}{PATH}", json=event) as response:
                    assert (response.status, await response.text()) == (200, "ok")

            await tell(two, envelope(stage, gone, "wall_reply_delete", event_id="gone"))
            await tell(one, envelope(stage, comment("Forget it", 902)))
            for address in (one, two):
                await tell(address, envelope(stage, comment("Wher?")))
            await tell(one, envelope(stage, comment("Where?"), "wall_reply_edit", event_id="a"))
            await tell(two, envelope(stage, comment("Where is it?"), "wall_reply_edit", event_id="b"))
            await tell(two, envelope(stage, comment("Where?"), "wall_reply_edit", event_id="a"))
            told = {one.text: one.deleted_at is not None for one in await stage.rows(Message)}
            assert told == {"Forget it": True, "Where is it?": False}
            holder, other = first, second
            if "standing by" in (await first.readiness()).partition(f"vk {BRAND}: ")[2].partition("\n")[0]:
                holder, other = second, first
            await holder.killed()
            await other.says(f"vk {BRAND}: ok", 30)
            await tell(other.address, envelope(stage, comment("Thanks", 904)))
        assert len(await stage.rows(Account)) == 1
        await stage.until(lambda: stage.rows(Message, Message.text == "Thanks"))
