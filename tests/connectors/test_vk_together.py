"""Reads of the same moment go as one call; each has its own outcome."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from connectors.base import Incoming, Profile
from connectors.errors import Permission, Transient
from connectors.vk import Tokens
from sandbox.faults import Fault
from tests.connectors.conftest import ADMIN, COMMUNITY, ONLY_COMMUNITY, Make, Town, calls


def people(town: Town, count: int) -> list[str]:
    return [str(town.vk.add_user(7000 + one, f"N{one}", "Customer").id) for one in range(count)]


async def test_profiles_of_a_storm_are_read_in_a_few_calls(town: Town, make: Make) -> None:
    connector, ids = make(ONLY_COMMUNITY), people(town, 30)
    found = await asyncio.gather(*(connector.profile(one) for one in ids))
    assert [one.external_id for one in found] == ids
    assert [one.name for one in found] == [f"N{one} Customer" for one in range(30)]
    assert (calls(town, "execute"), calls(town, "users.get")) == (2, 0)


async def test_a_single_one_is_asked_as_it_is(town: Town, make: Make) -> None:
    found = await make(ONLY_COMMUNITY).profile("123")
    assert found.name == "Анна Смирнова"
    assert (calls(town, "execute"), calls(town, "users.get")) == (0, 1)


async def test_what_one_token_may_not_another_is_asked_for(town: Town, make: Make) -> None:
    """A video needs the administrator's; the posts beside it do not."""
    video = town.vk.add_video(town.group, "Обжарка")
    keys = [f"wall-{town.group.id}_{town.post.id}", f"video-{town.group.id}_{video.id}"]
    found = await asyncio.gather(*(make(Tokens(COMMUNITY, None, ADMIN)).parent(key) for key in keys))
    assert [one is not None and one.key for one in found] == keys


async def test_where_execute_is_refused_they_are_read_one_by_one(town: Town, make: Make) -> None:
    connector, ids = make(ONLY_COMMUNITY), people(town, 3)
    town.vk.fail("execute", 15, times=None)
    found = await asyncio.gather(*(connector.profile(one) for one in ids))
    assert [one.name for one in found] == ["N0 Customer", "N1 Customer", "N2 Customer"]


async def test_one_that_fails_costs_no_other(town: Town, make: Make) -> None:
    connector, ids = make(ONLY_COMMUNITY), people(town, 3)
    town.vk.fail("users.get", 15, times=None, when=lambda params: params["user_ids"] == ids[0])
    found = await asyncio.gather(*(connector.profile(one) for one in ids), return_exceptions=True)
    assert [type(one) for one in found] == [Permission, Profile, Profile]


async def test_when_vk_hangs_up_all_of_them_may_be_tried_again(town: Town, make: Make) -> None:
    connector, ids = make(ONLY_COMMUNITY), people(town, 2)
    town.vk.faults.add("execute", Fault.reset_before(), times=1)
    found = await asyncio.gather(*(connector.profile(one) for one in ids), return_exceptions=True)
    assert [type(one) for one in found] == [Transient, Transient]
    assert (await connector.profile(ids[0])).name == "N0 Customer"


async def test_who_waits_no_more_costs_no_other(town: Town, make: Make) -> None:
    connector, ids = make(ONLY_COMMUNITY), people(town, 2)
    first, second = (asyncio.create_task(connector.profile(one)) for one in ids)
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).name == "N1 Customer"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_gap_under_many_posts_is_looked_through_in_few_calls(town: Town, make: Make) -> None:
    posts = [town.vk.add_post(town.group, f"Пост {one}", notify=False) for one in range(10)]
    for post in posts:
        town.vk.comment(town.anna, post, f"Под {post.id}")
    found = await make().missed(datetime.now(UTC) - timedelta(hours=1))
    assert not found.unread
    assert {one.text for one in found.items if isinstance(one, Incoming)} == {
        f"Под {post.id}" for post in posts
    }
    assert calls(town, "wall.getComments") == 0
    assert calls(town, "execute") <= 3
