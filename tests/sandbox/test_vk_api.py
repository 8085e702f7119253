"""The gate before every method: version, token, rights, pace, parameters."""

import pytest

from sandbox.vk import Limits
from tests.sandbox.vk_shop import Json, shop


async def test_the_shop_answers() -> None:
    async with shop() as s:
        assert (await s.ok("groups.getById"))["groups"][0]["name"] == "Кофейня"


async def test_version_is_required_and_the_call_is_told_back_without_its_token() -> None:
    async with shop() as s:
        body = await s.raw("users.get", {"access_token": "community", "user_ids": "101"})
        assert body["error"]["error_code"] == 8
        assert body["error"]["error_msg"] == "Invalid request: v (version) is required"
        assert {"key": "method", "value": "users.get"} in body["error"]["request_params"]
        assert {"key": "user_ids", "value": "101"} in body["error"]["request_params"]
        assert "access_token" not in [each["key"] for each in body["error"]["request_params"]]


@pytest.mark.parametrize(
    ("method", "token", "code"),
    [
        ("no.such", "community", 3),
        ("users.get", "stranger", 5),
        ("users.get", "", 5),
        ("wall.get", "community", 27),
        ("wall.deleteComment", "community", 27),
        ("messages.send", "service", 27),
        ("groups.getTokenPermissions", "admin", 27),
        ("messages.send", "admin", 15),
        ("users.get", "community", 100),
        ("execute", "community", 100),
    ],
)
async def test_refusals(method: str, token: str, code: int) -> None:
    async with shop() as s:
        assert await s.refused(method, token) == code


async def test_get_and_bearer_are_fine() -> None:
    async with shop() as s:
        url = f"{s.vk.url}/method/users.get?user_ids=anna&v=5.199"
        async with s.http.get(url, headers={"Authorization": "Bearer service"}) as response:
            assert (await response.json())["response"][0]["id"] == 101


async def test_a_missing_right_has_a_subcode() -> None:
    async with shop() as s:
        s.vk.add_token("narrow", "community", group_id=s.group, scopes=["messages"])
        body = await s.body("wall.createComment", "narrow", owner_id=-7, post_id=1, message="x")
        assert (body["error"]["error_code"], body["error"]["error_subcode"]) == (15, 1133)
        names = [each["name"] for each in (await s.ok("groups.getTokenPermissions", "narrow"))["permissions"]]
        assert names == ["messages"]


async def test_a_revoked_token_is_unknown() -> None:
    async with shop() as s:
        s.vk.revoke_token("service")
        assert await s.refused("users.get", "service", user_ids=101) == 5


async def test_too_many_requests_a_second() -> None:
    async with shop(Limits()) as s:
        codes = [await s.body("users.get", "service", user_ids=101) for _ in range(4)]
        assert [body.get("error", {}).get("error_code") for body in codes] == [None, None, None, 6]
        assert "response" in await s.body("users.get", "community", user_ids=101)


async def test_a_daily_quota_ends_at_midnight() -> None:
    limits = Limits(community_per_second=None, user_per_second=None, daily={"newsfeed.search": 2})
    async with shop(limits) as s:
        for _ in range(2):
            await s.ok("newsfeed.search", "service", q="x")
        assert await s.refused("newsfeed.search", "service", q="x") == 29
        s.clock.now += 86400
        await s.ok("newsfeed.search", "service", q="x")


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"post_id": 1, "message": "x"}, "owner_id is undefined"),
        ({"owner_id": "True", "post_id": 1, "message": "x"}, "owner_id not integer"),
        ({"owner_id": -7, "post_id": "1.0", "message": "x"}, "post_id not integer"),
        ({"owner_id": -7, "post_id": 1}, "message is undefined"),
        (
            {"owner_id": -7, "post_id": 1, "message": "x", "from_group": -7},
            "from_group should be greater or equal to 0",
        ),
        (
            {"owner_id": -7, "post_id": 1, "message": "x", "reply_to_comment": 99},
            "reply_to_comment is invalid",
        ),
        ({"owner_id": -7, "post_id": 1, "attachments": "photo1_1"}, "attachments is invalid: photo1_1"),
    ],
)
async def test_parameters_are_read_strictly(params: Json, text: str) -> None:
    async with shop() as s:
        error = (await s.body("wall.createComment", **params))["error"]
        assert error["error_code"] == 100
        assert error["error_msg"] == f"One of the parameters specified was missing or invalid: {text}"


async def test_flags_are_zero_or_one() -> None:
    async with shop() as s:
        assert await s.refused("wall.get", "service", owner_id=-7, extended="True") == 100
        assert "groups" in await s.ok("wall.get", "service", owner_id=-7, extended=1)


async def test_profiles_lack_what_people_did_not_fill_in() -> None:
    async with shop() as s:
        s.vk.add_user(103, "Вера", "Ветрова", city="Тверь", deactivated="deleted")
        fields = "city,followers_count,screen_name"
        anna, boris, gone = await s.ok("users.get", user_ids="101,102,103,104", fields=fields)
        assert (anna["city"]["title"], anna["followers_count"], anna["screen_name"]) == ("Казань", 12, "anna")
        assert "city" not in boris
        assert "followers_count" not in boris
        assert gone == {"id": 103, "first_name": "DELETED", "last_name": "", "deactivated": "deleted"}
        assert await s.refused("users.get", user_ids="nobody") == 113


async def test_groups_by_id_and_membership() -> None:
    async with shop() as s:
        s.vk.join(s.anna, s.group)
        other = s.vk.add_group(8, "Соседи", "next_door")
        found = await s.ok("groups.getById", group_ids="next_door,7", fields="members_count")
        assert [(each["id"], each["members_count"]) for each in found["groups"]] == [(other.id, 0), (7, 1)]
        assert await s.refused("groups.getById", group_ids="-7") == 100
        old = await s.raw("groups.getById", {"access_token": "community", "v": "5.92"})
        assert isinstance(old["response"], list)
        assert await s.ok("groups.isMember", group_id=7, user_id=101) == 1
        assert await s.ok("groups.isMember", group_id=7, user_ids="101,102") == [
            {"user_id": 101, "member": 1},
            {"user_id": 102, "member": 0},
        ]


async def test_calls_are_remembered_with_their_outcome() -> None:
    async with shop() as s:
        await s.ok("users.get", user_ids=101)
        await s.refused("users.get")
        assert [(call.method, call.outcome) for call in s.vk.calls] == [
            ("users.get", "ok"),
            ("users.get", "error 100"),
        ]
        assert s.vk.calls[0].params == {"v": "5.199", "user_ids": "101"}
        assert s.vk.calls[0].at == s.clock.now
