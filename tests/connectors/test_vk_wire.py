"""The whole connector over HTTP, against the sandbox's VK."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from connectors.base import Batch, Echo, Incoming, Malformed, Parent, ParentSeen, Profile, Sent
from connectors.errors import (
    Auth,
    Gone,
    HumanNeeded,
    Invalid,
    OutcomeUnknown,
    Permission,
    PolicyRefused,
    QuotaExhausted,
    RateLimited,
    TooLong,
    Transient,
)
from connectors.vk import Notice, Tokens
from sandbox.faults import Fault
from tests.connectors.conftest import (
    ADMIN,
    COMMUNITY,
    DIALOG,
    ONLY_COMMUNITY,
    SERVICE,
    Make,
    Reader,
    Town,
    attempt,
    calls,
    one_after_another,
    under,
)

LONG_AGO = datetime.now(UTC) - timedelta(days=1)
SILENT = "http://127.0.0.1:9"  # nobody listens on the discard port


def hits(town: Town) -> list[str]:
    """What stands under the post and in the dialog by us."""
    comments = [each.text for each in town.vk.comments(town.post) if each.from_id < 0]
    return comments + [each.text for each in town.vk.dialog(town.anna, town.group) if each.out]


async def until(arrived: Callable[[], bool]) -> None:
    """Until a request has reached the sandbox, which tells nobody."""
    for _ in range(1000):
        if arrived():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


# --- in and out


async def test_comment_in_answer_out_echo_back(town: Town, reader: Reader) -> None:
    written = town.vk.comment(town.anna, town.post, "Где мой заказ?")
    item = await reader.incoming()
    assert (item.text, item.author.external_id) == ("Где мой заказ?", "123")
    sent = await reader.connector.send(attempt(item.target))
    [echo] = await reader.items()
    assert isinstance(echo, Echo)
    assert (echo.key, echo.url) == (sent.key, sent.url)
    assert (echo.text, echo.reply_to_key) == ("Уже едет", item.key)
    answer = town.vk.comments(town.post)[-1]
    assert (answer.from_id, answer.reply_to_comment) == (-1234, written.id)


async def test_answer_to_an_answer_stays_in_its_thread(town: Town, reader: Reader) -> None:
    root = town.vk.comment(town.anna, town.post, "Раз")
    nested = town.vk.comment(town.anna, town.post, "Два", reply_to=root)
    _, item = await reader.items(2)
    assert isinstance(item, Incoming)
    sent = await reader.connector.send(attempt(item.target))
    answer = town.vk.comments(town.post)[-1]
    assert (answer.reply_to_comment, answer.parents_stack) == (nested.id, [root.id])
    assert sent == Sent(
        f"wall-1234_r{answer.id}", f"https://vk.com/wall-1234_1?reply={answer.id}&thread={root.id}"
    )


async def test_message_in_answer_out_echo_back(town: Town, reader: Reader) -> None:
    town.vk.message(town.anna, town.group, "Здравствуйте")
    item = await reader.incoming()
    tried = attempt(item.target)
    sent = await reader.connector.send(tried)
    [echo] = await reader.items()
    assert isinstance(echo, Echo)
    assert (echo.key, echo.url) == (sent.key, sent.url)
    assert (echo.attempt, echo.peer_id) == (str(tried.random_id), "123")


async def test_the_same_attempt_twice_is_one_answer(town: Town, make: Make) -> None:
    connector = make()
    comment = town.vk.comment(town.anna, town.post, "?")
    town.vk.message(town.anna, town.group, "?")
    for target in (DIALOG, under(town.post, comment.id)):
        assert await connector.send(attempt(target)) == await connector.send(attempt(target))
    assert hits(town) == ["Уже едет", "Уже едет"]


async def test_a_colleagues_answer_and_all_that_happens_to_a_comment(town: Town, reader: Reader) -> None:
    vk = town.vk
    comment = vk.comment(town.anna, town.post, "Раз")
    vk.edit_comment(comment, "Два")
    vk.delete_comment(comment, say_who=False)
    vk.restore_comment(comment)
    vk.colleague_comment(town.post, "Ответил", reply_to=comment)
    vk.message(town.anna, town.group, "?")
    vk.colleague_message(town.anna, town.group, "Ответил и тут")
    vk.add_post(town.group, "Ещё", photo=vk.photo())
    first, told_again, *rest = await reader.items(9)
    assert isinstance(first, Incoming)
    assert told_again == replace(first, text="Два"), "an edit tells the whole, for whoever missed the comment"
    items = [first, *rest]
    assert [type(item).__name__ for item in items] == [
        *("Incoming", "Edited", "Deleted", "Restored", "Echo", "Incoming", "Echo", "ParentSeen")
    ]
    key = f"wall-1234_r{comment.id}"
    assert [getattr(item, "key", None) for item in items[:4]] == [key] * 4
    assert isinstance(items[6], Echo)
    assert (items[6].attempt, items[6].author_id) == (None, "900000000")
    assert isinstance(items[7], ParentSeen)
    assert items[7].parent.photo_url is not None


# --- polling


async def test_first_poll_says_where_we_are(town: Town, make: Make) -> None:
    town.vk.comment(town.anna, town.post, "из прошлого")
    batch = await make().poll(None)
    assert batch == Batch([], {"ts": str(town.vk.longpoll.channel(1234).last)})


async def test_a_saved_place_replays_what_came_meanwhile(town: Town, make: Make, reader: Reader) -> None:
    await reader.connector.close()
    town.vk.longpoll.numeric_ts = True
    town.vk.comment(town.anna, town.post, "пока нас не было")
    again = Reader(make(), reader.cursor)
    assert (await again.incoming()).text == "пока нас не было"


async def test_a_cursor_that_is_none_is_a_gap(make: Make) -> None:
    batch = await make().poll({"ts": "yesterday"})
    assert batch.gap
    assert batch.cursor is not None


@pytest.mark.parametrize("code", [1, 3])
async def test_lost_history_is_a_gap(code: int, town: Town, reader: Reader) -> None:
    town.vk.longpoll.fail_next(code)
    assert (await reader.poll()).gap
    town.vk.comment(town.anna, town.post, "после")
    assert (await reader.incoming()).text == "после"
    assert reader.gaps == 1


async def test_an_expired_key_loses_nothing(town: Town, reader: Reader) -> None:
    town.vk.comment(town.anna, town.post, "при старом ключе")
    town.vk.longpoll.rotate_key()
    assert (await reader.incoming()).text == "при старом ключе"
    assert reader.gaps == 0
    assert calls(town, "groups.getLongPollServer") == 2


async def test_failed_4_is_said_in_words(town: Town, reader: Reader) -> None:
    town.vk.longpoll.fail_next(4)
    with pytest.raises(Invalid, match="version"):
        await reader.poll()


async def test_an_odd_event_does_not_cost_those_behind_it(town: Town, reader: Reader) -> None:
    odd = {"type": "wall_reply_new", "event_id": "e1", "object": {"id": "nine"}, "group_id": 1234}
    for raw in (odd, "not an object", {"type": "group_join", "object": {}}):
        town.vk.push_raw(raw)
    town.vk.comment(town.anna, town.post, "после")
    first, second, third = await reader.items(3)
    assert first == Malformed(odd, "wall_reply_new: post_id is missing or not a number", "e1")
    assert second == Malformed("not an object", "no event type")
    assert isinstance(third, Incoming)
    assert reader.connector.ignored == {"group_join": 1}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "fault", [Fault.html(200), Fault.html(502), Fault.reset_before(), Fault.reset_mid_body()]
)
async def test_a_poll_that_breaks_is_tried_again(fault: Fault, town: Town, reader: Reader) -> None:
    town.vk.comment(town.anna, town.post, "всё равно")
    rule = town.vk.faults.add("a_check", fault)
    with pytest.raises(Transient) as caught:
        await reader.poll()
    town.vk.faults.remove(rule)
    assert "key" not in str(caught.value)
    assert (await reader.incoming()).text == "всё равно"


async def test_a_poll_that_hangs_ends(town: Town, make: Make) -> None:
    reader = Reader(make(wait=-9))  # ten seconds more than it should take
    await reader.poll()
    town.vk.faults.add("a_check", Fault.hang())
    with pytest.raises(Transient):
        await reader.poll()
    town.vk.faults.clear()


async def test_closing_ends_a_poll_at_once(town: Town, reader: Reader) -> None:
    poll = asyncio.create_task(reader.connector.poll(reader.cursor))
    await until(lambda: town.vk.longpoll.waiting > 0)
    began = time.monotonic()
    await reader.connector.close()
    assert await poll == Batch((), reader.cursor)
    assert time.monotonic() - began < 5
    with pytest.raises(Invalid):
        await reader.connector.poll(reader.cursor)


async def test_a_cancelled_poll_ends_at_once(town: Town, reader: Reader) -> None:
    poll = asyncio.create_task(reader.connector.poll(reader.cursor))
    await until(lambda: town.vk.longpoll.waiting > 0)
    began = time.monotonic()
    poll.cancel()
    with pytest.raises(asyncio.CancelledError):
        await poll
    assert time.monotonic() - began < 5


async def test_closing_while_the_server_is_being_asked_for(town: Town, make: Make) -> None:
    town.vk.faults.add("groups.getLongPollServer", Fault.hang())
    connector = make(timeouts=(1, 1))
    poll = asyncio.create_task(connector.poll({"ts": "1"}))
    await until(lambda: bool(town.vk.faults.hits))
    await connector.close()
    assert await poll == Batch((), {"ts": "1"})
    town.vk.faults.clear()


# --- outcomes of a send


@pytest.fixture
def targets(town: Town) -> list[Any]:
    town.vk.message(town.anna, town.group, "?")
    comment = town.vk.comment(town.anna, town.post, "?")
    return [DIALOG, under(town.post, comment.id)]


AFTER = [Fault.drop_after(), Fault.reset_mid_body(), Fault.hang(applied=True)]
BEFORE = [Fault.html(200), Fault.html(502), Fault.reset_before()]


@pytest.mark.parametrize("fault", AFTER, ids=lambda fault: fault.kind.value)
async def test_an_answer_lost_on_its_way_back_is_found(
    fault: Fault, town: Town, make: Make, targets: list[Any]
) -> None:
    hasty, connector = make(timeouts=(1, 0.2)), make()
    for row, target in enumerate(targets, 1):
        tried, began = attempt(target, row_id=row), datetime.now(UTC)
        town.vk.faults.add("*", fault, times=1)
        with pytest.raises(OutcomeUnknown):
            await hasty.send(tried)
        found = await connector.find_sent(tried, began)
        assert found == await connector.send(tried)
    assert len(hits(town)) == 2
    town.vk.faults.clear()


@pytest.mark.parametrize("fault", BEFORE, ids=lambda fault: f"{fault.kind.value} {fault.status}")
async def test_an_answer_that_never_was_is_not_found(
    fault: Fault, town: Town, make: Make, targets: list[Any]
) -> None:
    connector = make()
    for target in targets:
        tried, began = attempt(target), datetime.now(UTC)
        town.vk.faults.add("*", fault, times=1)
        with pytest.raises(OutcomeUnknown):
            await connector.send(tried)
        assert await connector.find_sent(tried, began) is None
    assert hits(town) == []


@pytest.mark.parametrize("code", [1, 10, 36])
async def test_vks_own_breakdown_leaves_the_outcome_open(
    code: int, town: Town, make: Make, targets: list[Any]
) -> None:
    town.vk.fail("messages.send", code)
    with pytest.raises(OutcomeUnknown):
        await make().send(attempt(DIALOG))


@pytest.mark.parametrize(
    "options", [{"api_url": SILENT}, {"proxy": "socks5://127.0.0.1:9"}, {"proxy": SILENT}]
)
async def test_no_connection_means_nothing_was_sent(
    options: dict[str, str], make: Make, targets: list[Any], town: Town
) -> None:
    connector = make(**options)
    for target in targets:
        with pytest.raises(Transient):
            await connector.send(attempt(target))
    with pytest.raises(Transient):
        await connector.poll(None)
    assert not town.vk.calls


async def test_the_environment_names_no_proxy(
    monkeypatch: pytest.MonkeyPatch, make: Make, town: Town
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, SILENT)
    connector = make()
    assert (await connector.start()).name == "Кофейня"
    await connector.poll(None)


async def test_a_hanging_read_holds_up_no_answer(town: Town, make: Make, targets: list[Any]) -> None:
    connector = make(max_workers=2, timeouts=(1, 5))
    rule = town.vk.faults.add("users.get", Fault.hang())
    reads = [asyncio.create_task(connector.profile("123")) for _ in range(3)]
    async with asyncio.timeout(2):
        await connector.send(attempt(DIALOG))
    town.vk.faults.remove(rule)
    assert {(await read).name for read in reads} == {"Анна Смирнова"}


async def test_reads_nobody_waits_for_any_more_hold_up_no_answer(
    town: Town, make: Make, targets: list[Any]
) -> None:
    connector = make(max_workers=2, timeouts=(1, 5))
    rule = town.vk.faults.add("users.get", Fault.hang())
    for _ in range(4):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(connector.profile("123"), 0.02)
    async with asyncio.timeout(2):
        await connector.send(attempt(DIALOG))
    town.vk.faults.remove(rule)
    assert (await connector.profile("123")).name == "Анна Смирнова"


async def test_a_read_that_hangs_ends(town: Town, make: Make) -> None:
    town.vk.faults.add("users.get", Fault.hang())
    with pytest.raises(Transient):
        await make(timeouts=(1, 0.1)).profile("123")
    town.vk.faults.clear()


async def test_same_words_are_not_the_same_answer(town: Town, make: Make, targets: list[Any]) -> None:
    connector = make()
    earlier = attempt(DIALOG, row_id=1)
    await connector.send(earlier)
    town.vk.colleague_message(town.anna, town.group, "Уже едет")
    assert await connector.find_sent(attempt(DIALOG, row_id=2), LONG_AGO) is None
    assert await connector.find_sent(earlier, LONG_AGO) is not None
    assert await connector.find_sent(attempt(targets[1]), LONG_AGO) is None


async def test_comments_cannot_be_looked_for_with_a_community_token(
    town: Town, make: Make, targets: list[Any]
) -> None:
    before = len(town.vk.calls)
    with pytest.raises(Permission, match="service or admin") as caught:
        await make(ONLY_COMMUNITY).find_sent(attempt(targets[1]), LONG_AGO)
    assert caught.value.code == "needs_token"
    assert len(town.vk.calls) == before


async def test_under_a_post_that_is_gone_it_cannot_be_told(
    town: Town, make: Make, targets: list[Any]
) -> None:
    town.vk.delete_post(town.post)
    with pytest.raises(Permission):
        await make().find_sent(attempt(targets[1]), LONG_AGO)


# --- refusals


@pytest.mark.parametrize(("form", "link"), [("redirect", "/captcha/"), ("image", ".png")])
async def test_captcha_needs_a_human(
    form: Any, link: str, town: Town, make: Make, targets: list[Any]
) -> None:
    connector = make()
    town.vk.captcha("messages.send", form)
    with pytest.raises(HumanNeeded) as caught:
        await connector.send(attempt(DIALOG))
    assert caught.value.link is not None
    assert caught.value.link.startswith(town.vk.url)
    assert link in caught.value.link
    assert hits(town) == []


async def test_validation_needs_a_human(town: Town, make: Make) -> None:
    town.vk.fail("users.get", 17, redirect_uri="https://oauth.vk.ru/validate")
    with pytest.raises(HumanNeeded) as caught:
        await make().profile("123")
    assert caught.value.link == "https://oauth.vk.ru/validate"


async def test_closed_comments(town: Town, make: Make, targets: list[Any]) -> None:
    town.vk.close_comments(town.post)
    with pytest.raises(PolicyRefused) as caught:
        await make().send(attempt(targets[1]))
    assert caught.value.code == 213


async def test_somebody_who_may_not_be_written_to(town: Town, make: Make) -> None:
    with pytest.raises(PolicyRefused) as caught:
        await make().send(attempt(DIALOG))
    assert caught.value.code == 901
    town.vk.add_user(124, "DELETED", "", deactivated="deleted")
    with pytest.raises(Gone):
        await make().send(attempt({"kind": "dialog", "peer_id": 124}))


async def test_too_long_is_refused_before_any_call(town: Town, make: Make, targets: list[Any]) -> None:
    connector = make(comment_limit=10)
    before = len(town.vk.calls)
    for target, limit in zip(targets, (4096, 10), strict=True):
        with pytest.raises(TooLong) as caught:
            await connector.send(attempt(target, "ы" * (limit + 1)))
        assert (caught.value.limit, caught.value.actual) == (limit, limit + 1)
        assert connector.capabilities(target, LONG_AGO).reply.max_length == limit
    assert len(town.vk.calls) == before


async def test_too_long_by_vks_own_count(town: Town, make: Make, targets: list[Any]) -> None:
    town.vk.fail("messages.send", 914)
    with pytest.raises(PolicyRefused) as caught:
        await make().send(attempt(DIALOG))
    assert caught.value.code == 914


async def test_a_target_of_another_kind(make: Make) -> None:
    connector = make()
    reply = connector.capabilities({"kind": "story"}, LONG_AGO).reply
    assert (reply.supported, reply.reason) == (False, "why-target-unknown")
    with pytest.raises(Invalid):
        await connector.send(attempt({"kind": "story"}))


async def test_a_refused_token_stops_the_account(town: Town, make: Make) -> None:
    town.vk.revoke_token(COMMUNITY)
    connector = make()
    for call in (connector.start(), connector.poll(None), connector.send(attempt(DIALOG))):
        with pytest.raises(Auth):
            await call


async def test_a_refused_service_token_leaves_its_work_to_the_admins(town: Town, make: Make) -> None:
    town.vk.revoke_token(SERVICE)
    parent = await make().parent("wall-1234_1")
    assert parent == Parent("wall-1234_1", "https://vk.com/wall-1234_1", "Новая коллекция")
    with pytest.raises(Permission, match="service token is refused"):
        await make(Tokens(COMMUNITY, SERVICE)).parent("wall-1234_1")


async def test_too_fast_is_said_and_not_slept_over(town: Town, make: Make) -> None:
    town.vk.fail("users.get", 6)
    with pytest.raises(RateLimited) as caught:
        await make().profile("123")
    assert (caught.value.retry_after, caught.value.scope) == (1, "account")
    assert calls(town, "users.get") == 1


async def test_many_at_once_keep_vks_pace(town: Town, make: Make) -> None:
    connector = make()
    await asyncio.gather(*(connector.profile("123") for _ in range(25)))
    assert {call.outcome for call in town.vk.calls} == {"ok"}


async def test_a_used_up_quota_is_not_knocked_at(town: Town, make: Make) -> None:
    town.vk.fail("groups.getLongPollServer", 29)
    connector = make()
    for _ in range(3):
        with pytest.raises(QuotaExhausted) as caught:
            await connector.poll(None)
        assert (caught.value.retry_after or 0) > 7000
    assert calls(town, "groups.getLongPollServer") == 1
    await connector.profile("123")


async def test_nothing_starts_after_close(make: Make) -> None:
    connector = make()
    await connector.close()
    with pytest.raises(Transient, match="closed"):
        await connector.send(attempt(DIALOG))


async def test_close_lets_go_of_calls_that_wait_for_a_thread(town: Town, make: Make) -> None:
    connector = make(max_workers=2, timeouts=(1, 0.5))
    town.vk.faults.add("users.get", Fault.hang())
    reads = await one_after_another(*(partial(connector.profile, "123") for _ in range(3)))
    await until(lambda: bool(town.vk.faults.hits))
    await connector.close()
    errors = await asyncio.gather(*reads, return_exceptions=True)
    assert {type(error) for error in errors} == {Transient}
    town.vk.faults.clear()


# --- the account, profiles, posts


async def test_start_switches_the_events_on(town: Town, make: Make) -> None:
    channel = town.vk.longpoll.open(1234, enabled=False)
    channel.api_version, channel.events["group_join"] = "5.92", True
    connector = make()
    profile = await connector.start()
    assert profile == Profile("-1234", "Кофейня", "https://vk.com/club1234")
    assert connector.warnings == []
    assert (channel.enabled, channel.api_version) == (True, "5.199")
    assert {name for name, on in channel.events.items() if on} == {
        *(
            f"{what}_{happened}"
            for what in ("wall_reply", "photo_comment", "video_comment", "market_comment", "board_post")
            for happened in ("new", "edit", "delete", "restore")
        ),
        *("wall_post_new", "wall_repost", "message_new", "message_reply", "message_edit", "group_join"),
        *("message_allow", "message_deny", "message_read", "message_event"),
        *("user_block", "user_unblock", "like_add", "like_remove"),
    }
    assert calls(town, "groups.setLongPollSettings") == 1
    await connector.start()
    assert calls(town, "groups.setLongPollSettings") == 1


async def test_start_says_what_a_person_must_press(town: Town, make: Make) -> None:
    channel = town.vk.longpoll.channel(1234)
    channel.events["message_reply"] = False
    town.vk.fail("groups.setLongPollSettings", 15)
    connector = make(ONLY_COMMUNITY)
    await connector.start()
    assert connector.warnings == [Notice("vk-longpoll-events", {"events": "message_reply"})]


async def test_start_with_a_token_that_lacks_rights(town: Town, make: Make) -> None:
    town.vk.add_token("vk1.a.poor", "community", town.group, scopes={"messages"})
    connector = make(Tokens("vk1.a.poor"))
    assert (await connector.start()).name == "Кофейня"
    rights, *rest = connector.warnings
    assert rights == Notice("vk-token-rights", {"rights": "manage, wall"})
    assert [notice.key for notice in rest] == [
        "vk-longpoll-disabled",
        "vk-longpoll-version",
        "vk-longpoll-events",
    ]
    with pytest.raises(Permission):
        await connector.poll(None)


async def test_an_admin_lends_the_right_the_community_token_lacks(town: Town, make: Make) -> None:
    town.vk.add_token("vk1.a.poor", "community", town.group, scopes={"messages", "wall"})
    town.vk.longpoll.channel(1234).events["message_reply"] = False
    connector = make(Tokens("vk1.a.poor", admin=ADMIN))
    await connector.start()
    assert town.vk.longpoll.channel(1234).events["message_reply"]


async def test_profiles(town: Town, make: Make) -> None:
    connector = make()
    assert await connector.profile("123") == Profile(
        "123", "Анна Смирнова", "https://vk.com/id123", city="Казань", followers=7
    )
    town.vk.add_user(124, "DELETED", "", deactivated="deleted")
    gone = await connector.profile("124")
    assert (gone.name, gone.city, gone.deactivated) == ("DELETED", None, True)
    town.vk.add_group(77, "Булочная", "bread")
    town.vk.join(town.anna, 77)
    assert await connector.profile("-77") == Profile("-77", "Булочная", "https://vk.com/club77", followers=1)
    assert await connector.profile("0") == Profile("0")


async def test_a_person_vk_does_not_know(make: Make) -> None:
    assert await make().profile("999999") == Profile("999999", url="https://vk.com/id999999")


async def test_posts(town: Town, make: Make) -> None:
    photo = town.vk.photo()
    post = town.vk.add_post(town.group, "С фото", photo=photo)
    key = f"wall-1234_{post.id}"
    assert await make().parent(key) == Parent(key, f"https://vk.com/{key}", "С фото", town.vk.file_url(photo))
    assert await make(ONLY_COMMUNITY).parent(key) is None
    assert await make().parent("wall-1234_404") is None
    assert await make().parent("photo-1_1") is None
