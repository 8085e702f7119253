"""Likes, the blacklist, closed comments: which token may, what is told, and what people can't do then."""

from __future__ import annotations

import pytest

from tests.sandbox.vk_shop import shop


@pytest.mark.parametrize("name", ["photo", "video", "market", "topic"])
async def test_a_like_of_a_comment_under_a_thing(name: str) -> None:
    async with shop() as s:
        said = s.vk.remark(s.anna, s.vk.core.things.add(name, -7, title="Раф"), "Почём?")
        ts = await s.subscribe()
        what = {"type": f"{name}_comment", "owner_id": -7, "item_id": said.id, "from_group": 1}
        assert await s.ok("likes.add", "admin", **what) == {"likes": 1}
        assert await s.ok("likes.add", "admin", **what) == {"likes": 1}
        assert await s.ok("likes.delete", "admin", **what) == {"likes": 0}
        events = await s.events(ts)
        assert [kind for kind, _ in events] == ["like_add", "like_remove"]
        assert events[0][1]["object_type"] == f"{name}_comment"
        assert await s.refused("likes.add", "community", **what) == 27
        s.vk.delete_remark(said)
        assert await s.refused("likes.add", "admin", **what) == 104


async def test_who_is_banned_comments_nothing_until_it_ends() -> None:
    async with shop() as s:
        ts, whom = await s.subscribe(), {"group_id": 7, "owner_id": s.anna.id}
        ends = int(s.clock.now) + 3600
        assert await s.ok("groups.ban", "admin", **whom, end_date=ends, reason=1) == 1
        with pytest.raises(ValueError, match="no comments are taken"):
            s.vk.comment(s.anna, s.post, "?")
        with pytest.raises(ValueError, match="no comments are taken"):
            s.vk.remark(s.anna, s.vk.add_photo(s.group), "?")
        banned = await s.ok("groups.getBanned", "community", group_id=7)
        assert [(one["profile"]["id"], one["ban_info"]["reason"]) for one in banned["items"]] == [
            (s.anna.id, 1)
        ]
        s.clock.now += 3601
        s.vk.comment(s.anna, s.post, "!")
        assert (await s.ok("groups.getBanned", "community", group_id=7))["count"] == 0
        assert await s.refused("groups.unban", "admin", **whom) == 104
        assert await s.ok("groups.ban", "admin", **whom) == 1
        assert await s.ok("groups.unban", "admin", **whom) == 1
        kinds = [kind for kind, _ in await s.events(ts)]
        assert kinds == ["user_block", "wall_reply_new", "user_block", "user_unblock"]


@pytest.mark.parametrize("method", ["groups.ban", "groups.unban"])
async def test_only_an_administrator_bans(method: str) -> None:
    async with shop() as s:
        whom = {"group_id": 7, "owner_id": s.anna.id}
        assert await s.refused(method, "community", **whom) == 27
        assert await s.refused(method, "service", **whom) == 27
        assert await s.refused(method, "admin", group_id=8, owner_id=s.anna.id) == 15


async def test_a_ban_that_is_over_already_is_a_wrong_parameter() -> None:
    async with shop() as s:
        assert await s.refused("groups.ban", "admin", group_id=7, owner_id=s.anna.id, end_date=1) == 100
