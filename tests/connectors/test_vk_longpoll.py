"""What the poller does over hours, on a clock of its own, fed with answers as VK writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from connectors.addresses import Reach
from connectors.errors import ConnectorError, Invalid, Permission, QuotaExhausted, Transient
from connectors.vk.longpoll import (
    KEY_LIFE,
    Checked,
    News,
    Poller,
    Server,
    Wire,
    read_check,
    read_server,
    updates_of,
)


class Vk:
    """Hands out servers and the answers a test has prepared; counts both."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.fetched = 0
        self.asked: list[tuple[str, str]] = []
        self.refuse: ConnectorError | None = None
        self.now = 1000.0
        self.poller = Poller(self, 1234, self.check, clock=lambda: self.now)

    async def call(
        self, method: str, values: Mapping[str, object], *, lane: str = "", length: int = 0
    ) -> Any:
        assert (method, values) == ("groups.getLongPollServer", {"group_id": 1234})
        if self.refuse:
            raise self.refuse
        self.fetched += 1
        return {
            "server": "https://lp.vk.ru/whp/1234",
            "key": f"key{self.fetched}",
            "ts": str(50 + self.fetched),
        }

    async def check(self, server: Server, ts: str) -> str:
        self.asked.append((server.key, ts))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, str) else json.dumps(answer)


async def test_without_a_place_the_present_one_comes_back_at_once() -> None:
    vk = Vk()
    assert await vk.poller.news(None) == News((), "51")
    assert vk.asked == []


@pytest.mark.parametrize("ts", [8, "8"])
async def test_ts_as_number_or_string(ts: object) -> None:
    vk = Vk({"ts": ts, "updates": [{"type": "x"}]})
    assert await vk.poller.news("7") == News([{"type": "x"}], "8")
    assert vk.asked == [("key1", "7")]


async def test_failed_1_brings_the_new_place() -> None:
    vk = Vk({"failed": 1, "ts": 30})
    assert await vk.poller.news("7") == News((), "30", gap=True)
    assert vk.fetched == 1


async def test_failed_2_fetches_the_key_and_keeps_the_place() -> None:
    vk = Vk({"failed": 2}, {"ts": "8", "updates": []})
    assert await vk.poller.news("7") == News((), "7")
    assert await vk.poller.news("7") == News([], "8")
    assert vk.asked == [("key1", "7"), ("key2", "7")]


async def test_failed_3_fetches_both() -> None:
    vk = Vk({"failed": 3})
    assert await vk.poller.news("7") == News((), "52", gap=True)


async def test_the_gap_of_failed_3_survives_a_refused_fetch() -> None:
    vk = Vk({"failed": 3})
    await vk.poller.news(None)
    vk.refuse = QuotaExhausted("quota", retry_after=7200)
    with pytest.raises(QuotaExhausted):
        await vk.poller.news("7")
    vk.refuse = None
    assert await vk.poller.news("7") == News((), "52", gap=True)


async def test_failed_4_is_ours_to_mend() -> None:
    with pytest.raises(Invalid, match="version"):
        await Vk({"failed": 4, "min_version": 0, "max_version": 3}).poller.news("7")


async def test_a_server_that_refuses_every_key_is_not_asked_in_a_tight_loop() -> None:
    vk = Vk(*[{"failed": 2}] * 9)
    for _ in range(3):
        await vk.poller.news("7")
    with pytest.raises(Transient) as caught:
        await vk.poller.news("7")
    assert caught.value.retry_after == 1
    assert vk.fetched == 4
    vk.now += 1
    await vk.poller.news("7")
    with pytest.raises(Transient) as caught:
        await vk.poller.news("7")
    assert caught.value.retry_after == 2


async def test_an_old_key_is_renewed_unasked() -> None:
    vk = Vk({"ts": 8, "updates": []}, {"ts": 9, "updates": []}, {"ts": 10, "updates": []})
    await vk.poller.news("7")
    vk.now += KEY_LIFE
    vk.refuse = QuotaExhausted("quota", retry_after=7200)
    await vk.poller.news("8")
    vk.refuse, vk.now = None, vk.now + KEY_LIFE
    await vk.poller.news("9")
    assert vk.asked == [("key1", "7"), ("key1", "8"), ("key2", "9")]


async def test_a_silent_server_may_have_moved() -> None:
    vk = Vk(*["<html>"] * 3, {"ts": 8, "updates": []})
    for _ in range(3):
        with pytest.raises(Transient):
            await vk.poller.news("7")
    await vk.poller.news("7")
    assert vk.asked[-1] == ("key2", "7")


async def test_long_poll_that_is_off_is_said_in_words() -> None:
    vk = Vk()
    vk.refuse = Invalid("VK error 100: longpoll for this group is not enabled", code=100)
    with pytest.raises(Permission, match="Long Poll is off"):
        await vk.poller.news(None)


@pytest.mark.parametrize(
    "body", ["", "<html>", "[]", "{}", "null", '{"ts": true}', '{"updates": []}', "[" * 100_000]
)
def test_answers_that_are_none(body: str) -> None:
    assert read_check(body) is None


def test_odd_answers() -> None:
    assert read_check('{"failed": "x"}') == Checked(None, failed=0)
    assert updates_of(News(None, "1")) == ()
    assert updates_of(News({"a": 1}, "1")) == ({"a": 1},)
    assert read_server({"server": "lp.vk.ru/x", "key": "k", "ts": 5}, 0) == Server(
        "https://lp.vk.ru/x", "k", "5", 0
    )
    assert read_server({"server": "", "key": "k", "ts": 5}, 0) is None


@pytest.mark.parametrize("url", ["https://[", "https://", "file:///etc/passwd", "https://127.0.0.1:9/x"])
async def test_an_address_that_leads_nowhere(url: str) -> None:
    wire = Wire(Reach(), wait=25)
    with pytest.raises(Transient) as caught:
        await wire.check(Server(url, "hidden", "1", 0), "1")
    assert "hidden" not in str(caught.value)
    await wire.close()
