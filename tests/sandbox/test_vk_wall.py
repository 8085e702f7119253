"""Walls: comments in two levels, moderation, reading, and the echo of every act."""

import pytest

from tests.sandbox.vk_shop import Json, Shop, shop


async def answer(s: Shop, **params: object) -> Json:
    asked: Json = {"owner_id": -7, "post_id": s.post.id, "from_group": 7, "message": "Здравствуйте", **params}
    response: Json = await s.ok("wall.createComment", **asked)
    return response


async def test_an_answer_stands_in_the_thread_and_echoes() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        root = s.vk.comment(s.anna, s.post, "Есть раф?")
        reply = s.vk.comment(s.boris, s.post, "И мне!", reply_to=root)
        made = await answer(s, reply_to_comment=reply.id)
        assert made["parents_stack"] == [root.id]
        events = await s.events(ts)
        assert [kind for kind, _ in events] == ["wall_reply_new"] * 3
        echo = events[-1][1]
        assert echo == {
            "id": made["comment_id"],
            "from_id": -7,
            "date": int(s.clock.now),
            "text": "Здравствуйте",
            "post_owner_id": -7,
            "post_id": s.post.id,
            "owner_id": -7,
            "parents_stack": [root.id],
            "reply_to_user": 102,
            "reply_to_comment": reply.id,
        }
        assert s.vk.comments(s.post)[-1].url == f"https://vk.com/wall-7_1?reply={made['comment_id']}"


async def test_guid_answers_with_the_first_comment_unless_vk_has_forgotten() -> None:
    async with shop() as s:
        first = await answer(s, guid="row-1")
        assert await answer(s, guid="row-1", message="другое") == first
        s.vk.habits.trust_guid = False
        assert await answer(s, guid="row-1") != first
        assert len(s.vk.comments(s.post)) == 2


async def test_text_is_trimmed_and_bounded() -> None:
    async with shop() as s:
        await answer(s, message="  да \n")
        assert s.vk.comments(s.post)[0].text == "да"
        assert await s.refused("wall.createComment", owner_id=-7, post_id=1, message="я" * 16385) == 100
        s.group.forbids_links = True
        assert await s.refused("wall.createComment", owner_id=-7, post_id=1, message="см. https://a.b") == 222


async def test_closed_comments_and_gone_targets() -> None:
    async with shop() as s:
        comment = s.vk.comment(s.anna, s.post, "?")
        s.vk.delete_comment(comment)
        params: Json = {"owner_id": -7, "post_id": s.post.id, "message": "x"}
        assert await s.refused("wall.createComment", **params, reply_to_comment=comment.id) == 213
        assert await s.refused("wall.createComment", **params, from_group=1) == 15
        assert await s.ok("wall.closeComments", owner_id=-7, post_id=s.post.id) == 1
        assert await s.refused("wall.createComment", **params) == 213
        with pytest.raises(ValueError, match="no comments"):
            s.vk.comment(s.anna, s.post, "?")
        await s.ok("wall.openComments", owner_id=-7, post_id=s.post.id)
        s.vk.delete_post(s.post)
        assert await s.refused("wall.createComment", **params) == 212


async def test_the_administrator_hides_and_restores() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        comment = s.vk.comment(s.anna, s.post, "грубость")
        where: Json = {"owner_id": -7, "comment_id": comment.id}
        assert await s.refused("wall.restoreComment", "admin", **where) == 243
        await s.ok("wall.deleteComment", "admin", **where)
        assert s.vk.comments(s.post) == []
        await s.ok("wall.restoreComment", "admin", **where)
        s.vk.edit_comment(comment, "извините")
        s.vk.delete_comment(comment, say_who=False)
        events = await s.events(ts)
        assert [kind for kind, _ in events] == [
            "wall_reply_new", "wall_reply_delete", "wall_reply_restore", "wall_reply_edit", "wall_reply_delete",
        ]  # fmt: skip
        assert events[1][1] == {"owner_id": -7, "id": comment.id, "post_id": s.post.id, "deleter_id": 50}
        assert events[3][1]["text"] == "извините"
        assert "deleter_id" not in events[4][1]


async def test_another_community_s_administrator_may_not() -> None:
    async with shop() as s:
        comment = s.vk.comment(s.anna, s.post, "?")
        s.vk.add_token("foreign", "admin", group_id=s.vk.add_group(8, "Соседи", "next_door"))
        assert await s.refused("wall.deleteComment", "foreign", owner_id=-7, comment_id=comment.id) == 211
        assert await s.refused("wall.closeComments", "foreign", owner_id=-7, post_id=s.post.id) == 210


async def test_reading_comments() -> None:
    async with shop() as s:
        roots = [s.vk.comment(s.anna, s.post, f"вопрос {n}") for n in range(4)]
        replies = [s.vk.comment(s.boris, s.post, f"ответ {n}", reply_to=roots[1]) for n in range(3)]
        s.vk.delete_comment(roots[1])
        s.vk.delete_comment(roots[3])
        where: Json = {"owner_id": -7, "post_id": s.post.id}
        page = await s.ok("wall.getComments", "service", **where, thread_items_count=2)
        assert (page["count"], page["current_level_count"]) == (5, 3)
        assert [each["id"] for each in page["items"]] == [c.id for c in roots[:3]]
        emptied = page["items"][1]
        assert (emptied["deleted"], emptied["text"], emptied["thread"]["count"]) == (True, "", 3)
        assert [each["id"] for each in emptied["thread"]["items"]] == [c.id for c in replies[:2]]
        thread = await s.ok("wall.getComments", "service", **where, comment_id=roots[1].id, offset=1)
        assert [each["id"] for each in thread["items"]] == [c.id for c in replies[1:]]
        newest = await s.ok("wall.getComments", "service", **where, sort="desc", count=1)
        assert newest["items"][0]["id"] == roots[2].id
        after = await s.ok("wall.getComments", "service", **where, start_comment_id=roots[0].id, offset=1)
        assert [each["id"] for each in after["items"]] == [roots[1].id, roots[2].id]
        assert await s.refused("wall.getComments", "service", owner_id=-7, post_id=99) == 212


async def test_posts_by_visitors_and_suggestions() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        visitor = s.vk.add_post(s.group, "Спасибо за кофе", author=s.anna, photo=s.vk.photo(s.anna))
        s.vk.add_post(s.group, "Опубликуйте", author=s.boris, post_type="suggest")
        s.vk.add_post(s.group, "Тихо", notify=False)
        events = await s.events(ts)
        assert [(kind, each["from_id"], each["post_type"]) for kind, each in events] == [
            ("wall_post_new", 101, "post"),
            ("wall_post_new", 102, "suggest"),
        ]
        wall = await s.ok("wall.get", "service", owner_id=-7)
        assert [each["text"] for each in wall["items"]] == ["Тихо", "Спасибо за кофе", "Новое меню"]
        one = await s.ok("wall.getById", "service", posts=f"-7_{visitor.id},-7_999")
        assert [each["attachments"][0]["type"] for each in one["items"]] == ["photo"]


async def test_a_published_suggestion_has_a_new_id() -> None:
    async with shop() as s:
        suggested = s.vk.add_post(s.group, "Опубликуйте", author=s.boris, post_type="suggest")
        ts = await s.subscribe()
        published = s.vk.publish(suggested)
        assert [(kind, each["id"], each["post_type"]) for kind, each in await s.events(ts)] == [
            ("wall_post_new", published.id, "post")
        ]
        assert suggested not in s.vk.posts(s.group)


async def test_a_repost_tells_the_owner_of_the_original() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.repost(s.anna, s.post, "Смотрите")
        ((kind, told),) = await s.events(ts)
        assert (kind, told["owner_id"], told["text"]) == ("wall_repost", 101, "Смотрите")
        assert told["copy_history"][0]["text"] == "Новое меню"


async def test_likes_are_announced_once() -> None:
    async with shop() as s:
        comment = s.vk.comment(s.anna, s.post, "!")
        ts = await s.subscribe()
        for _ in range(2):
            liked = await s.ok("likes.add", "admin", type="comment", owner_id=-7, item_id=comment.id)
            assert liked == {"likes": 1}
        s.vk.like(s.anna, s.post)
        assert [(kind, each["object_type"]) for kind, each in await s.events(ts)] == [
            ("like_add", "comment"),
            ("like_add", "post"),
        ]
        assert await s.ok("likes.delete", "admin", type="comment", owner_id=-7, item_id=comment.id) == {
            "likes": 0
        }


async def test_a_community_comments_too() -> None:
    async with shop() as s:
        ts = await s.subscribe()
        s.vk.comment(s.vk.add_group(8, "Соседи", "next_door"), s.post, "Привет соседям")
        assert [each["from_id"] for _, each in await s.events(ts)] == [-8]


async def test_search_is_newest_first_and_its_pages_do_not_shift() -> None:
    async with shop() as s:
        s.vk.add_post(s.boris, "старое: кофейня")
        s.clock.now += 2 * 86400
        found = []
        for n in range(3):
            s.clock.now += 1
            found.append(s.vk.add_post(s.anna, f"Кофейня, день {n}").id)
        first = await s.ok("newsfeed.search", "service", q="кофейня", count=2)
        s.vk.add_post(s.anna, "ещё кофейня")
        second = await s.ok("newsfeed.search", "service", q="кофейня", count=2, start_from=first["next_from"])
        assert [each["id"] for each in first["items"] + second["items"]] == found[::-1]
        assert "next_from" not in second
