"""What VK's machine-readable schema says of parameters and answers, where the sandbox once said something else."""

import json

import pytest

from tests.sandbox.vk_shop import Json, shop


async def test_things_have_what_the_schema_requires() -> None:
    async with shop() as s:
        shown = s.vk.add_photo(s.group, "Витрина")
        s.vk.add_product(s.group, "Кружка")
        s.vk.add_video(s.group, "Обжарка")
        [photo] = await s.ok("photos.getById", "service", photos=f"-7_{shown.id}")
        assert photo["has_tags"] is False
        [product] = (await s.ok("market.get", "admin", owner_id=-7))["items"]
        assert set(product["category"]) == {"inner_type", "id", "name"}
        assert set(product["price"]["currency"]) == {"id", "name", "title"}
        [video] = (await s.ok("video.get", "admin", owner_id=-7))["items"]
        assert all(set(picture) == {"url", "width", "height"} for picture in video["image"])


async def test_figures_are_for_who_asks_for_them() -> None:
    async with shop() as s:
        photo = s.vk.add_photo(s.group)
        photo.likes.add(s.anna.id)
        s.vk.remark(s.anna, photo, "Красиво")
        [short] = await s.ok("photos.getById", "service", photos=f"-7_{photo.id}")
        [full] = await s.ok("photos.getById", "service", photos=f"-7_{photo.id}", extended=1)
        assert "likes" not in short
        assert (full["likes"]["count"], full["comments"]) == (1, {"count": 1})
        s.vk.add_product(s.group, "Кружка").views = 5
        for extended, views in ((0, None), (1, 5)):
            [product] = (await s.ok("market.get", "admin", owner_id=-7, extended=extended))["items"]
            assert product.get("views_count") == views


async def test_one_call_names_not_too_many() -> None:
    async with shop() as s:
        assert await s.ok("market.getById", "admin", item_ids=",".join(["-7_1"] * 100))
        assert await s.refused("market.getById", "admin", item_ids=",".join(["-7_1"] * 101)) == 100
        assert await s.refused("photos.getById", "service", photos=",".join(["-7_1"] * 501)) == 100


async def test_posts_say_what_sort_of_post_they_are() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.repost(s.anna, s.vk.add_post(s.group, "Акция"), "Смотрите")
        published, repost = [told for _, told in await s.events(ts)]
        for post in (published, repost, repost["copy_history"][0]):
            assert post["inner_type"] == "wall_wallpost"


@pytest.mark.parametrize("name", ["photo", "market", "topic", "video"])
async def test_a_like_of_a_comment_says_under_what_it_stands(name: str) -> None:
    async with shop() as s:
        thing = s.vk.core.things.add(name, -7)
        root = s.vk.remark(s.anna, thing, "Почём?")
        reply = s.vk.remark(s.boris, thing, "И мне", reply_to=root)
        ts = await s.subscribe()
        s.vk.core.things.like(reply, s.anna.id, on=True)
        [(_, told)] = await s.events(ts)
        assert (told["object_id"], told["post_id"]) == (reply.id, thing.id)
        assert told.get("thread_reply_id") == (root.id if name == "video" else None)


@pytest.mark.parametrize(
    ("section", "name", "answer"),
    [("photos", "photo", 0), ("market", "market", 0), ("video", "video", 1), ("board", "topic", 1)],
)
async def test_what_is_deleted_already(section: str, name: str, answer: int) -> None:
    async with shop() as s:
        thing = s.vk.core.things.add(name, -7)
        said = s.vk.remark(s.anna, thing, "?")
        which: Json = {"comment_id": said.id}
        which |= {"group_id": 7, "topic_id": thing.id} if name == "topic" else {"owner_id": -7}
        assert await s.ok(f"{section}.deleteComment", "admin", **which) == 1
        assert await s.ok(f"{section}.deleteComment", "admin", **which) == answer
        assert await s.ok(f"{section}.restoreComment", "admin", **which) == 1
        restored = await s.ok(f"{section}.restoreComment", "admin", **which)
        assert restored == int(name == "topic")


async def test_whose_comment_was_deleted_is_told_under_photos_and_products() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        for name in ("photo", "market", "video", "topic"):
            s.vk.delete_remark(s.vk.remark(s.anna, s.vk.core.things.add(name, -7), "?"))
        told = [what.get("user_id") for kind, what in await s.events(ts) if kind.endswith("_delete")]
        assert told == [101, 101, None, None]


async def test_topics_in_four_orders() -> None:
    async with shop() as s:
        first = s.vk.add_topic(s.group, "первая")
        s.clock.now += 1
        s.vk.add_topic(s.group, "вторая")
        s.clock.now += 1
        s.vk.remark(s.anna, first, "!")
        for order, titles in ((1, "пв"), (2, "вп"), (-1, "вп"), (-2, "пв")):
            found = await s.ok("board.getTopics", "service", group_id=7, order=order)
            assert [each["title"][0] for each in found["items"]] == list(titles)
        assert await s.refused("board.getTopics", "service", group_id=7, order=3) == 100


async def test_an_address_for_uploads_is_given_for_whom_one_may_write_to() -> None:
    async with shop() as s:
        for method in ("photos.getMessagesUploadServer", "docs.getMessagesUploadServer"):
            assert await s.refused(method, peer_id=s.anna.id) == 901
            assert await s.ok(method)
        s.vk.message(s.anna, s.group, "Здравствуйте")
        for method in ("photos.getMessagesUploadServer", "docs.getMessagesUploadServer"):
            assert await s.ok(method, peer_id=s.anna.id)


async def test_permission_to_write_is_asked_for_a_community() -> None:
    async with shop() as s:
        method = "messages.isMessagesFromGroupAllowed"
        assert await s.refused(method, user_id=s.anna.id) == 100
        assert await s.refused(method, group_id=7, user_id=0) == 100
        assert await s.ok(method, group_id=7, user_id=s.anna.id) == {"is_allowed": 0}


async def test_what_a_pressed_button_is_answered_is_not_long() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        shown = s.vk.colleague_message(s.anna, s.group, "Выбирайте")
        event_id = s.vk.press(s.anna, s.group, shown, {"a": 1})
        which: Json = {"event_id": event_id, "user_id": s.anna.id, "peer_id": s.anna.id}
        long = json.dumps({"type": "show_snackbar", "text": "я" * 1000}, ensure_ascii=False)
        assert await s.refused("messages.sendMessageEventAnswer", **which, event_data=long) == 100
        assert await s.ok("messages.sendMessageEventAnswer", **which) == 1


async def test_some_switches_are_told_but_not_taken_by_the_long_poll() -> None:
    async with shop(long_poll=False) as s:
        switches: Json = {"group_id": 7, "enabled": 1, "lead_forms_new": 1, "message_new": 1}
        assert await s.ok("groups.setLongPollSettings", **switches) == 1
        events = (await s.ok("groups.getLongPollSettings", group_id=7))["events"]
        assert (events["lead_forms_new"], events["message_new"]) == (0, 1)


async def test_a_place_has_no_country() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.message(s.anna, s.group, "Я тут", geo=s.vk.geo(55.8, 49.1, "Казань"))
        [(_, told)] = await s.events(ts)
        assert set(told["message"]["geo"]["place"]) == {"id", "title", "city"}
