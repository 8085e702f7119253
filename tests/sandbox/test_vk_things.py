"""Photos, videos, products and boards: who may comment how, and what the community hears of it."""

import pytest

from tests.sandbox.vk_shop import Json, shop

WHERE = {
    "photo": ("photos", "photo_comment", "photo_owner_id", "photo_id"),
    "video": ("video", "video_comment", "video_owner_id", "video_id"),
    "market": ("market", "market_comment", "market_owner_id", "item_id"),
    "topic": ("board", "board_post", "topic_owner_id", "topic_id"),
}


def at(name: str, number: int) -> Json:
    key = WHERE[name][3]
    return {"group_id": 7, key: number} if name == "topic" else {"owner_id": -7, key: number}


@pytest.mark.parametrize("name", WHERE)
async def test_a_comment_its_answer_and_what_is_told(name: str) -> None:
    section, event, owner, number = WHERE[name]
    async with shop() as s:
        thing = s.vk.core.things.add(name, -7, title="Раф")
        ts = await s.subscribe()
        asked = s.vk.remark(s.anna, thing, "Почём?")
        where = at(name, thing.id)
        made = await s.ok(f"{section}.createComment", "admin", **where, message="100", from_group=1, guid="g")
        again = await s.ok(
            f"{section}.createComment", "admin", **where, message="100", from_group=1, guid="g"
        )
        assert made == again != asked.id
        s.vk.edit_remark(asked, "Почём раф?")
        s.vk.delete_remark(asked, say_who=False)
        s.vk.restore_remark(asked)
        events = await s.events(ts)
        assert [kind for kind, _ in events] == [
            f"{event}_{what}" for what in ("new", "new", "edit", "delete", "restore")
        ]
        assert all((told[number], "deleter_id" in told) == (thing.id, False) for _, told in events)
        assert [told.get(owner) for kind, told in events if not kind.endswith("delete")] == [-7] * 4
        assert (events[1][1]["id"], events[1][1]["from_id"]) == (made, -7)
        read = await s.ok(f"{section}.getComments", "admin", **where, sort="desc")
        assert [each["text"] for each in read["items"]] == ["100", "Почём раф?"]


@pytest.mark.parametrize("name", WHERE)
async def test_only_an_administrators_token_writes(name: str) -> None:
    section = WHERE[name][0]
    async with shop() as s:
        thing = s.vk.core.things.add(name, -7)
        for kind in ("community", "service"):
            refused = await s.refused(f"{section}.createComment", kind, **at(name, thing.id), message="?")
            assert refused == 27
        for wrong in ("7", "True"):
            assert (
                await s.refused(
                    f"{section}.createComment", "admin", **at(name, thing.id), message="?", from_group=wrong
                )
                == 100
            )
        s.vk.close_thing(thing)
        closed = await s.refused(f"{section}.createComment", "admin", **at(name, thing.id), message="?")
        assert closed == {"video": 801, "market": 1401}.get(name, 7)
        s.vk.delete_thing(thing)
        assert await s.refused(f"{section}.getComments", "admin", **at(name, thing.id)) == 104


async def test_threads_are_for_videos_and_names_for_boards() -> None:
    async with shop() as s:
        video, topic = s.vk.add_video(s.group, "Обжарка"), s.vk.add_topic(s.group, "Отзывы")
        root = s.vk.remark(s.anna, video, "Что за зерно?")
        answer = s.vk.remark(s.boris, video, "Кения", reply_to=root)
        s.vk.remark(s.anna, video, "Спасибо", reply_to=answer)
        first = await s.ok("video.getComments", "admin", **at("video", video.id), thread_items_count=1)
        assert (first["count"], first["current_level_count"]) == (3, 1)
        assert [each["text"] for each in first["items"][0]["thread"]["items"]] == ["Кения"]
        within = await s.ok("video.getComments", "admin", **at("video", video.id), comment_id=root.id)
        assert [(each["reply_to_comment"], each["text"]) for each in within["items"]] == [
            (root.id, "Кения"),
            (answer.id, "Спасибо"),
        ]
        said = s.vk.remark(s.anna, topic, "Вкусно")
        s.vk.remark(s.boris, topic, "Согласен", reply_to=said)
        read = await s.ok("board.getComments", "service", **at("topic", topic.id))
        assert read["items"][1]["text"] == f"[id101:bp-7_{said.id}|Анна], Согласен"
        assert "reply_to_comment" not in read["items"][1]


async def test_what_is_told_of_the_things_themselves() -> None:
    async with shop() as s:
        photo, video = s.vk.add_photo(s.group, "Витрина"), s.vk.add_video(s.group, "Обжарка")
        product, topic = s.vk.add_product(s.group, "Кружка", "590 ₽"), s.vk.add_topic(s.group, "Отзывы")
        s.vk.remark(s.anna, photo, "Красиво")
        s.vk.remark(s.boris, s.vk.add_photo(s.group), "И тут")
        [seen] = await s.ok("photos.getById", "service", photos=f"-7_{photo.id},-7_999")
        assert (seen["text"], len(seen["sizes"])) == ("Витрина", 5)
        assert (await s.ok("video.get", "admin", owner_id=-7))["items"][0]["title"] == "Обжарка"
        assert (await s.ok("video.get", "admin", videos=f"-7_{video.id}"))["count"] == 1
        [sold] = (await s.ok("market.getById", "admin", item_ids=f"-7_{product.id}"))["items"]
        assert (sold["title"], sold["price"]["text"], bool(sold["thumb_photo"])) == ("Кружка", "590 ₽", True)
        assert (await s.ok("market.get", "admin", owner_id=-7))["count"] == 1
        [board] = (await s.ok("board.getTopics", "service", group_id=7, topic_ids=topic.id))["items"]
        assert board["title"] == "Отзывы"
        every = await s.ok("photos.getAllComments", "admin", owner_id=-7)
        assert [each["text"] for each in every["items"]] == ["И тут", "Красиво"]
        assert every["items"][1]["pid"] == photo.id


async def test_a_suggestion_may_be_published_in_the_communitys_name() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        for signed in (True, False):
            suggested = s.vk.add_post(s.group, "Опубликуйте", author=s.boris, post_type="suggest")
            s.vk.publish(suggested, "Правлено", by_group=True, signed=signed)
        published = [told for _, told in await s.events(ts) if told["post_type"] == "post"]
        assert [(told["from_id"], told.get("signer_id")) for told in published] == [(-7, 102), (-7, None)]
