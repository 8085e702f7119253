"""Events of photos, videos, products, boards, and of posts by others → items: whole values."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.base import (
    Attachment,
    AttachmentKind,
    Deleted,
    Echo,
    Edited,
    Incoming,
    Kind,
    Malformed,
    Parent,
    ParentKind,
    ParentSeen,
    Profile,
    Restored,
)
from connectors.vk.parse import parse
from connectors.vk.places import PLACES, read_key
from tests.connectors.recorded import ANNA, NOW, at, changes, incoming, read, sample

PHOTO = Parent("photo-1234_5", "https://vk.com/photo-1234_5", kind=ParentKind.PHOTO)


def under_photo(comment_id: int) -> dict[str, Any]:
    return {
        "kind": "photo_comment", "owner_id": -1234, "photo_id": 5,
        "comment_id": comment_id, "root_id": comment_id, "author_id": 123,
    }  # fmt: skip


def test_a_comment_under_a_photo() -> None:
    assert read("photo_comment_new") == [
        Incoming(
            key="photo-1234_r4",
            kind=Kind.COMMENT,
            thread_key="photo-1234_5",
            author=ANNA,
            text="Есть такая же?",
            sent_at=at(1533403427),
            target=under_photo(4),
            url="https://vk.com/photo-1234_5?reply=4",
            parent=PHOTO,
        )
    ]
    assert read("photo_comment_new_positive_owner") == read("photo_comment_new")


def test_our_own_under_a_photo_is_an_echo() -> None:
    assert read("photo_comment_new_own") == [
        Echo(
            key="photo-1234_r6",
            kind=Kind.COMMENT,
            thread_key="photo-1234_5",
            text="Да, две",
            sent_at=at(1533403500),
            reply_to_key="photo-1234_r4",
            url="https://vk.com/photo-1234_5?reply=6",
        )
    ]


def test_edits_deletions_and_restorations_name_it_by_the_same_key() -> None:
    assert changes("photo_comment_edit") == [Edited("photo-1234_r4", "Есть ещё такая же?", NOW, dated=False)]
    assert changes("photo_comment_delete") == [Deleted("photo-1234_r4", by="123")]
    assert changes("photo_comment_restore") == [Restored("photo-1234_r4")]
    assert changes("video_comment_delete") == [Deleted("video-1234_r8")]
    assert changes("market_comment_edit") == [Edited("product-1234_r9", "Есть в синем, M?", NOW, dated=False)]
    assert changes("market_comment_delete") == [Deleted("product-1234_r9")]
    assert changes("board_post_delete") == [Deleted("topic-1234_38_r3")]
    assert changes("board_post_restore") == [Restored("topic-1234_38_r3")]


def test_a_comment_in_a_videos_thread() -> None:
    item = incoming("video_comment_new")
    assert (item.key, item.thread_key) == ("video-1234_r8", "video-1234_4")
    assert (item.reply_to_key, item.target["root_id"]) == ("video-1234_r7", 7)
    assert item.url == "https://vk.com/video-1234_4?reply=8&thread=7"
    assert item.parent == Parent("video-1234_4", "https://vk.com/video-1234_4", kind=ParentKind.VIDEO)


def test_a_comment_under_a_product() -> None:
    item = incoming("market_comment_new")
    assert (item.key, item.thread_key, item.target["item_id"]) == ("product-1234_r9", "product-1234_16", 16)
    assert item.parent == Parent("product-1234_16", "https://vk.com/product-1234_16", kind=ParentKind.PRODUCT)


def test_boards_have_no_replies_but_names() -> None:
    first, second = incoming("board_post_new"), incoming("board_post_new_answer")
    assert (first.key, first.url) == ("topic-1234_38_r3", "https://vk.com/topic-1234_38?post=3")
    assert (first.reply_to_key, second.reply_to_key) == (None, first.key)
    assert first.target["author_id"] == 123
    assert second.text == "[id123:bp-1234_3|Анна], а мне за пять"
    [ours] = read("board_post_new_own")
    assert isinstance(ours, Echo)
    assert (ours.text, ours.reply_to_key, ours.thread_key) == ("спасибо вам!", first.key, first.thread_key)
    [kept] = read("board_post_delete_without_topic")
    assert isinstance(kept, Malformed)
    assert kept.reason == "board_post_delete: topic_id is missing or not a number"


def test_a_visitors_post_is_words_to_us() -> None:
    key, url, cup = "wall-1234_21", "https://vk.com/wall-1234_21", "https://sun9-1.userapi.com/cup.jpg"
    assert read("wall_post_new_visitor") == [
        Incoming(
            key=key,
            kind=Kind.POST,
            thread_key=key,
            author=ANNA,
            text="Привезли битую кружку",
            sent_at=at(1533403427),
            target={"kind": "post", "owner_id": -1234, "post_id": 21, "author_id": 123},
            url=url,
            parent=Parent(key, url, "Привезли битую кружку", cup),
            attachments=(Attachment(AttachmentKind.PHOTO, cup, key="photo123_1"),),
        )
    ]


def test_suggestions() -> None:
    item = incoming("wall_post_new_suggest")
    assert (item.key, item.kind, item.text) == ("wall-1234_7", Kind.SUGGESTION, "Предлагаю")
    assert item.target == {"kind": "suggestion", "owner_id": -1234, "post_id": 7, "author_id": 123}
    published = ParentSeen(
        Parent("wall-1234_22", "https://vk.com/wall-1234_22", "Предлагаю"),
        {"kind": "post", "owner_id": -1234, "post_id": 22, "author_id": 123},
        Profile("123", url="https://vk.com/id123"),
    )
    assert read("wall_post_new_signed") == [published]


def test_reposts_with_words() -> None:
    item = incoming("wall_repost")
    assert (item.key, item.thread_key, item.kind) == ("wall123_77", "wall123_77", Kind.REPOST)
    assert item.target == {"kind": "post", "owner_id": 123, "post_id": 77, "author_id": 123}
    assert item.parent == Parent("wall-1234_6", "https://vk.com/wall-1234_6", "Новая коллекция")
    assert read("wall_repost_silent") == []
    assert incoming("wall_repost_closed").target["closed"] is True


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_things_key_says_what_it_is(place: Any) -> None:
    assert read_key(place.key(-1234, 5)) == (place, -1234, 5)
    assert read_key(place.comment_key(-1234, 5, 7)) is None


def test_an_edit_within_a_day_is_the_first_we_hear() -> None:
    event = sample("board_post_new")
    event["type"], event["object"]["date"] = "board_post_edit", int(NOW.timestamp()) - 60
    news, edit = parse(event, group_id=1234, now=NOW)
    assert isinstance(news, Incoming)
    assert isinstance(edit, Edited)
    assert news.key == edit.key == "topic-1234_38_r3"
