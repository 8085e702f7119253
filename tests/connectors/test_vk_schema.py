"""What the schema of VK's API says and the connector once did not: found by checking one against the other."""

from __future__ import annotations

import pytest

from connectors.base import Json
from connectors.counting import Counts
from connectors.signals import Liked
from connectors.vk.parse import READERS, parse
from connectors.vk.settings import Settings
from connectors.vk.transport import API_VERSION
from tests.connectors.conftest import ALL, Make, Town
from tests.connectors.recorded import NOW


async def test_figures_of_photos_come_in_a_bare_list(town: Town, make: Make) -> None:
    """And one sort's answer costs the others nothing."""
    photo, video = town.vk.add_photo(town.group, "Витрина"), town.vk.add_video(town.group, "Обжарка")
    product = town.vk.add_product(town.group, "Кружка")
    photo.likes, photo.views = {1, 2}, 7
    video.likes, video.views = {1}, 30
    product.likes, product.views = {1, 2, 3}, 9
    town.vk.remark(town.anna, photo, "Красиво")
    town.vk.remark(town.anna, video, "Что за зерно?")
    keys = [f"photo-1234_{photo.id}", f"video-1234_{video.id}", f"product-1234_{product.id}"]
    found = await make(ALL).counts([*keys, f"wall-1234_{town.post.id}"])
    assert found == {
        keys[0]: Counts(likes=2, reposts=0, views=None, comments=1),
        keys[1]: Counts(likes=1, reposts=0, views=30, comments=1),
        keys[2]: Counts(likes=3, reposts=0, views=9, comments=None),
        f"wall-1234_{town.post.id}": Counts(likes=0, reposts=0, views=0, comments=0),
    }


@pytest.mark.parametrize(
    ("told", "liked"),
    [({"post_id": 38}, "topic-1234_38_r9"), ({}, None), ({"post_id": 0, "thread_reply_id": 8}, None)],
)
def test_a_like_in_a_topic_is_heard_where_the_topic_is_told(told: Json, liked: str | None) -> None:
    """VK tells `post_id` of comments under posts for certain (dev.vk.com, like_add): without it nothing is odd."""
    what = {"liker_id": 3, "object_type": "topic_comment", "object_owner_id": -1234, "object_id": 9, **told}
    event = {"type": "like_add", "event_id": "e", "v": "5.199", "group_id": 1234, "object": what}
    assert parse(event, group_id=1234, now=NOW) == ([Liked(liked, "3", on=True)] if liked else [])


def test_only_switches_that_the_long_poll_takes_are_set() -> None:
    """What others have switched on is named too, but for what the method has no parameter for."""
    seen = Settings(enabled=True, version=API_VERSION, on=frozenset({"photo_new", "lead_forms_new"}))
    assert set(seen.wanted(1234)) == {"group_id", "enabled", "api_version", "photo_new", *READERS}
