"""How many follow the community: asked once a day, in no hurry."""

from __future__ import annotations

from bot.followers import EVERY, SOON
from storage.models import Account
from tests.flows.stage import Stage

DAY = 86_400


async def test_followers_are_counted_once_a_day(desk: Stage) -> None:
    (group,) = desk.vk.groups
    group.strangers = 12_345

    async def told(followers: int) -> list[Account]:
        return await desk.rows(Account, Account.followers == followers)

    await rests(desk, SOON)
    desk.time.let_pass(SOON)
    await desk.until(lambda: told(12_345))
    asked = counted(desk)
    group.strangers = 12_346
    await rests(desk, EVERY)
    desk.time.let_pass(EVERY)
    await rests(desk, EVERY)
    assert counted(desk) == asked
    desk.vk.fail("groups.getById", 10, when=lambda params: "members_count" in params.get("fields", ""))
    desk.time.let_pass(DAY)
    await desk.vk.wait(lambda: counted(desk) > asked)
    await rests(desk, EVERY)
    assert await told(12_345), "what cannot be had now stays as it was"
    desk.time.let_pass(EVERY)
    await desk.until(lambda: told(12_346))


def counted(desk: Stage) -> int:
    calls = (one for one in desk.vk.calls if one.method == "groups.getById")
    return sum("members_count" in one.params.get("fields", "") for one in calls)


async def rests(desk: Stage, seconds: float) -> None:
    """It has looked, and will look again so much later."""

    async def sleeps() -> bool:
        return desk.time.sleeps(seconds - 20, seconds)

    await desk.until(sleeps)
