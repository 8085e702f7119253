"""Communities that share a token share its pace and its troubles; what each token is, and may do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from connectors.errors import Permission, QuotaExhausted
from connectors.standing import Lack, Notice
from connectors.vk import Purse, Tokens, VkConnector
from connectors.vk.client import ROUTES, Slot
from connectors.vk.limiter import Limiter
from connectors.vk.standing import ABILITIES
from sandbox.faults import Fault
from sandbox.vk import Limits, VkSandbox
from tests.connectors.conftest import one_after_another

FIRST, SECOND = 1, 2
SERVICE, ADMIN = "vk1.a.service-secret", "vk1.a.admin-secret"


class Two:
    """A sandbox with two communities that share a service token."""

    def __init__(self, vk: VkSandbox) -> None:
        self.vk, self.purse = vk, Purse()
        self.opened: list[VkConnector] = []
        for number, name in ((FIRST, "Кофейня"), (SECOND, "Чайная")):
            vk.add_group(number, name, f"shop{number}")
            vk.add_token(token(number), "community", number)
        vk.add_token(SERVICE, "service")
        vk.add_token(ADMIN, "admin", FIRST)
        self.posts = {number: vk.add_post(number, "Новость", notify=False) for number in (FIRST, SECOND)}

    def connect(self, number: int, **more: Any) -> VkConnector:
        tokens = more.pop("tokens", Tokens(token(number), SERVICE))
        connector = VkConnector(group_id=number, tokens=tokens, api_url=self.vk.url, purse=self.purse, **more)
        self.opened.append(connector)
        return connector


def token(number: int) -> str:
    return f"vk1.a.community-{number}-secret"


@pytest.fixture
async def two() -> AsyncIterator[Two]:
    async with VkSandbox(limits=Limits(community_per_second=None)) as vk:
        two = Two(vk)
        yield two
        for connector in two.opened:
            await connector.close()


async def test_three_calls_a_second_are_for_all_who_share_the_token(two: Two) -> None:
    first, second = two.connect(FIRST), two.connect(SECOND)
    reads = [one.parent(f"wall-{n}_{two.posts[n].id}") for one, n in ((first, 1), (second, 2)) * 3]
    found = await asyncio.gather(*reads)
    assert [parent.text if parent else None for parent in found] == ["Новость"] * 6
    assert {call.outcome for call in two.vk.calls} == {"ok"}


async def test_a_quota_that_one_used_up_is_used_up_for_the_other(two: Two) -> None:
    two.vk.fail("wall.getById", 29)
    for number in (FIRST, SECOND):
        with pytest.raises(QuotaExhausted):
            await two.connect(number).parent(f"wall-{number}_1")
    assert len([call for call in two.vk.calls if call.method == "wall.getById"]) == 1


async def test_reads_that_hang_with_one_token_hold_up_none_with_another(two: Two) -> None:
    connector = two.connect(FIRST, max_workers=2, timeouts=(1, 10))
    two.vk.add_user(5, "Анна", "Смирнова")
    rule = two.vk.faults.add("wall.getById", Fault.hang())
    hanging = await one_after_another(*(partial(connector.parent, "wall-1_1") for _ in range(3)))
    async with asyncio.timeout(5):
        while not rule.hits:
            await asyncio.sleep(0.005)
        assert (await connector.profile("5")).name == "Анна Смирнова"
    two.vk.faults.remove(rule)
    await asyncio.gather(*hanging)


async def test_who_closes_leaves_the_others_their_turn() -> None:
    limiter, mine, others = Limiter(1), object(), object()
    limiter.pause(0.2)
    gone = asyncio.create_task(limiter.turn(owner=mine))
    there = asyncio.create_task(limiter.turn(owner=others))
    await asyncio.sleep(0)
    limiter.close(mine)
    outcomes = await asyncio.gather(gone, there, return_exceptions=True)
    assert [type(one).__name__ for one in outcomes] == ["Transient", "NoneType"]


# --- troubles


async def test_a_refused_token_is_a_notice_of_all_who_share_it(two: Two) -> None:
    first, second = two.connect(FIRST), two.connect(SECOND)
    await first.start()
    await second.start()
    assert (first.warnings, dict(second.shared)) == ([], {"1 service token": True})
    await asyncio.wait_for(second.changed(), 5)
    two.vk.revoke_token(SERVICE)
    with pytest.raises(Permission):
        await first.parent("wall-1_1")
    await asyncio.wait_for(second.changed(), 5)
    assert second.warnings == [Notice("vk-service-refused", about="1 service token")] == first.warnings
    two.vk.add_token(SERVICE, "service")
    await second.start()
    assert first.warnings == []


async def test_a_check_of_one_method_ends_when_that_method_is_answered(two: Two) -> None:
    connector = two.connect(FIRST, tokens=Tokens(token(FIRST), SERVICE, ADMIN))
    captcha = two.vk.captcha("wall.getById", times=1)
    parent = await connector.parent(f"wall-1_{two.posts[FIRST].id}")
    assert parent is not None, "the administrator's token reads meanwhile"
    link = f"{two.vk.url}/captcha/{captcha.captcha}"
    check = Notice("vk-service-check", {"link": link}, "1 service token")
    await connector.start()
    assert connector.warnings == [check]
    await connector.parent("wall-1_1")
    assert connector.warnings == []


async def test_the_token_of_another_community(two: Two) -> None:
    with pytest.raises(Permission, match="the token is of community 2, not of 1"):
        await two.connect(FIRST, tokens=Tokens(token(SECOND))).start()


async def test_an_administrators_token_of_somebody_who_manages_another(two: Two) -> None:
    connector = two.connect(SECOND, tokens=Tokens(token(SECOND), admin=ADMIN))
    await connector.start()
    assert connector.warnings == [Notice("vk-admin-not-manager")]


# --- what they may do


async def test_what_the_tokens_may_do(two: Two) -> None:
    powers = await two.connect(FIRST, tokens=Tokens(token(FIRST), SERVICE, ADMIN)).powers()
    assert [(each.slot, each.kind) for each in powers.tokens] == [
        ("community", "community"),
        ("service", "service"),
        ("admin", "user"),
    ]
    assert {"vk-comments", "vk-messages", "vk-posts", "vk-hide", "vk-ban"} <= set(powers.can)
    assert powers.cannot == {}
    two.vk.add_token("vk1.a.narrow-secret", "admin", FIRST, scopes=["wall", "groups", "photos"])
    tokens = Tokens(token(FIRST), SERVICE, "vk1.a.narrow-secret")
    assert (await two.connect(FIRST, tokens=tokens).powers()).cannot == {
        "vk-video-comments": Lack("admin", ["video"]),
        "vk-market-comments": Lack("admin", ["market"]),
    }


async def test_what_is_missing_is_named(two: Two) -> None:
    two.vk.add_token("vk1.a.poor-secret", "community", FIRST, scopes=["manage", "messages"])
    powers = await two.connect(FIRST, tokens=Tokens("vk1.a.poor-secret")).powers()
    assert powers.can == ["vk-messages"]
    assert powers.cannot["vk-comments"] == Lack("community", ["wall"])
    assert powers.cannot["vk-posts"] == Lack("service")
    assert powers.cannot["vk-hide"] == Lack("admin")


async def test_tokens_in_each_others_places(two: Two) -> None:
    powers = await two.connect(FIRST, tokens=Tokens(token(FIRST), ADMIN, SERVICE)).powers()
    assert [(each.slot, each.kind, each.useful) for each in powers.tokens[1:]] == [
        ("service", "user", True),
        ("admin", "service", False),
    ]
    assert "vk-posts" in powers.can
    assert powers.cannot["vk-hide"] == Lack("admin")


async def test_a_refused_token_may_nothing(two: Two) -> None:
    two.vk.revoke_token(SERVICE)
    powers = await two.connect(FIRST).powers()
    assert [each.kind for each in powers.tokens] == ["community", None]
    assert powers.cannot["vk-posts"] == Lack("service")


METHODS = {
    "vk-comments": "wall.createComment",
    "vk-messages": "messages.send",
    "vk-posts": "wall.getById",
    "vk-missed": "wall.getComments",
    "vk-photos": "photos.saveMessagesPhoto",
    "vk-documents": "docs.save",
    "vk-close": "wall.closeComments",
    "vk-search": "newsfeed.search",
    "vk-hide": "wall.deleteComment",
    "vk-edit": "wall.editComment",
    "vk-like": "likes.add",
    "vk-ban": "groups.ban",
    "vk-photo-comments": "photos.createComment",
    "vk-video-comments": "video.createComment",
    "vk-market-comments": "market.createComment",
    "vk-topics": "board.createComment",
    "vk-mentions": "newsfeed.getMentions",
}


def test_abilities_are_routed_to_the_tokens_they_name() -> None:
    assert {one.name for one in ABILITIES} == set(METHODS)
    for ability in ABILITIES:
        route = ROUTES.get(METHODS[ability.name])
        if route is not None:
            assert {Slot(slot) for slot in route.slots} == set(ability.by), ability.name
