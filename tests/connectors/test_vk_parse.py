"""Recorded events of VK → items: whole values, and that nothing VK may send raises."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ParentSeen,
    Profile,
    Restored,
)
from connectors.signals import Liked
from connectors.vk.extras import read_extras
from connectors.vk.parse import READERS, parse
from tests.connectors.recorded import (
    ANNA,
    DIALOG,
    GROUP,
    NOW,
    POST,
    at,
    changes,
    incoming,
    read,
    sample,
    target,
)


def test_comment() -> None:
    assert read("wall_reply_new") == [
        Incoming(
            key="wall-1234_r9",
            kind=Kind.COMMENT,
            thread_key="wall-1234_6",
            author=ANNA,
            text="Где мой заказ? <b>&amp; 👋",
            sent_at=at(1533403427),
            target=target(9, 9),
            url="https://vk.com/wall-1234_6?reply=9",
            parent=POST,
        )
    ]


def test_comment_with_the_least_vk_ever_sent() -> None:
    item = incoming("wall_reply_new_bare")
    assert (item.key, item.thread_key, item.target) == ("wall-1234_r9", "wall-1234_6", target(9, 9))


def test_comment_in_a_thread_is_answered_under_itself() -> None:
    item = incoming("wall_reply_new_thread")
    assert item.target == {**target(12, 9), "author_id": 124}
    assert item.reply_to_key == "wall-1234_r11"
    assert item.url == "https://vk.com/wall-1234_6?reply=12&thread=9"
    assert item.text == "[id123|Анна], и мой"


def test_numbers_as_strings_and_beyond_32_bits() -> None:
    item = incoming("wall_reply_new_strings")
    assert item.key == "wall-1234_r3000000009"
    assert item.author == Profile("5000000123", url="https://vk.com/id5000000123")
    assert item.sent_at == at(1533403427)
    assert item.target["comment_id"] == 3000000009
    assert item.reply_to_key is None


def test_community_as_author() -> None:
    assert incoming("wall_reply_new_community").author == Profile("-777", url="https://vk.com/club777")


def test_comment_without_author_date_and_text_is_still_shown() -> None:
    item = incoming("wall_reply_new_poor")
    assert (item.author, item.text, item.sent_at) == (Profile("0"), "", NOW)
    assert item.thread_key == "wall-1234_6"


def test_own_comment_is_an_echo() -> None:
    assert read("wall_reply_new_own") == [
        Echo(
            key="wall-1234_r14",
            kind=Kind.COMMENT,
            thread_key="wall-1234_6",
            text="Уже едет",
            sent_at=at(1533403700),
            reply_to_key="wall-1234_r9",
            url="https://vk.com/wall-1234_6?reply=14&thread=9",
        )
    ]


def test_comment_with_a_photo_brings_the_largest_size() -> None:
    assert incoming("wall_reply_new_photo").attachments == (
        Attachment(AttachmentKind.PHOTO, "https://sun9-1.userapi.com/z.jpg", key="photo123_456239017"),
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wall_reply_new_without_post", "wall_reply_new: post_id is missing or not a number"),
        ("wall_reply_new_boolean", "wall_reply_new: id is missing or not a number"),
        ("message_new_null", "message_new: peer_id is missing or not a number"),
    ],
)
def test_what_cannot_be_understood_is_kept(name: str, reason: str) -> None:
    raw = sample(name)
    assert read(name) == [Malformed(raw, reason, raw["event_id"])]


def test_edit_delete_restore_name_the_comment_by_the_same_key() -> None:
    assert changes("wall_reply_edit") == [Edited("wall-1234_r9", "Где мой заказ №5?", NOW, dated=False)]
    assert changes("wall_reply_delete") == [Deleted("wall-1234_r9", by="12345")]
    assert changes("wall_reply_delete_poor") == [Deleted("wall-1234_r9")]
    assert changes("wall_reply_restore") == [Restored("wall-1234_r9")]


def own_post(number: int) -> dict[str, Any]:
    return {"kind": "post", "owner_id": -1234, "post_id": number}


def test_posts() -> None:
    post = Parent(
        "wall-1234_6", "https://vk.com/wall-1234_6", "Новая коллекция", "https://sun9-1.userapi.com/y.jpg"
    )
    assert read("wall_post_new") == [ParentSeen(post, own_post(6))]
    repost = Parent("wall-1234_8", "https://vk.com/wall-1234_8", "Чужая новость")
    assert read("wall_post_new_repost") == [ParentSeen(repost, own_post(8))]


def test_message() -> None:
    assert read("message_new") == [
        Incoming(
            key="dialog123_614",
            kind=Kind.MESSAGE,
            thread_key="dialog123",
            author=ANNA,
            text="Здравствуйте!",
            sent_at=at(1533404752),
            target={"kind": "dialog", "peer_id": 123},
            url=DIALOG,
        )
    ]
    assert read("message_new_flat") == read("message_new")


def test_message_that_quotes_one_of_ours() -> None:
    assert incoming("message_new_answer").reply_to_key == "dialog123_615"


def test_message_without_a_number_in_its_dialog() -> None:
    assert incoming("message_new_old").key == "dialog123_id985"


def test_chats_of_several_people_are_none_of_ours() -> None:
    assert read("message_new_chat") == []


def test_what_is_only_forwarded_does_not_look_empty() -> None:
    there = "https://www.google.com/maps/search/?api=1&query=55.7,37.6"
    assert incoming("message_new_forward").attachments == (
        Attachment(AttachmentKind.PLACE, there, key="geo55.7,37.6"),
        Attachment(
            AttachmentKind.QUOTED, "https://vk.com/id5", key="message5_1", text="смотрите", author="5"
        ),
    )


def test_forwards_in_forwards_are_read_to_some_depth() -> None:
    deepest: dict[str, object] = {"from_id": 4, "text": "d", "attachments": [{"type": "poll", "poll": {}}]}
    fwd: dict[str, object] = {"from_id": 3, "text": "c", "fwd_messages": [deepest, {"text": 5}, None, "odd"]}
    fwd = {"from_id": -2, "text": "b", "fwd_messages": [fwd], "geo": {"coordinates": "55.7 37.6"}}
    first = {"from_id": 1, "attachments": [{"type": "gift", "gift": {"id": 9}}], "fwd_messages": [fwd]}
    found = read_extras({"fwd_messages": [first], "reply_message": {"from_id": 6, "text": "a"}, "geo": []})
    assert [(one.kind, one.author, one.text, one.depth) for one in found] == [
        (AttachmentKind.ANSWERED, "6", "a", 0),
        (AttachmentKind.QUOTED, "1", None, 0),
        (AttachmentKind.GIFT, None, None, 1),
        (AttachmentKind.QUOTED, "-2", "b", 1),
        (AttachmentKind.PLACE, None, None, 2),
        (AttachmentKind.QUOTED, "3", "c", 2),
    ]
    endless = {"from_id": 1, "fwd_messages": [{"from_id": 2}] * 500}
    assert len(read_extras(endless)) == 20


@pytest.mark.parametrize(
    "coordinates", [None, "", "somewhere", "1", [1, 2], {"latitude": 91, "longitude": 0}, {"latitude": "x"}]
)
def test_a_place_without_good_coordinates_is_only_named(coordinates: object) -> None:
    geo = {"coordinates": coordinates, "place": {"title": "Rubinstein 9"}}
    assert read_extras({"geo": geo}) == (Attachment(AttachmentKind.PLACE, None, "Rubinstein 9"),)


def test_attachments() -> None:
    photo = "https://sun9-1.userapi.com/w.jpg"
    assert incoming("message_new_attachments").attachments == (
        Attachment(AttachmentKind.PHOTO, photo, key="photo123_1"),
        Attachment(
            *(AttachmentKind.DOCUMENT, "https://vk.com/doc123_2?hash=a", "чек.pdf"),
            size=20480,
            key="doc123_2",
        ),
        Attachment(
            AttachmentKind.VOICE, "https://psv4.userapi.com/a.ogg", seconds=7, key="audio_message123_3"
        ),
        Attachment(AttachmentKind.VIDEO, "https://vk.com/video-5_4", "Обзор", seconds=61, key="video-5_4"),
        Attachment(AttachmentKind.LINK, "https://example.org/a", "Пример"),
        Attachment(AttachmentKind.STICKER, "https://vk.com/sticker/7-512.png", key="sticker_7"),
        Attachment(AttachmentKind.PRODUCT, "https://vk.com/product-1234_5", "Кружка", key="market-1234_5"),
        Attachment(AttachmentKind.DRAWING, "https://vk.com/graffiti.png", key="graffiti123_6"),
        Attachment(AttachmentKind.PHOTO),
        Attachment(AttachmentKind.PHOTO),
        Attachment(AttachmentKind.VOICE, "https://psv4.userapi.com/a.mp3"),
        Attachment(AttachmentKind.OTHER),
        Attachment(AttachmentKind.OTHER),
    )


def test_our_side_in_a_dialog() -> None:
    [ours] = read("message_reply")
    assert ours == Echo(
        key="dialog123_792",
        kind=Kind.MESSAGE,
        thread_key="dialog123",
        text="Добрый день",
        sent_at=at(1533404900),
        peer_id="123",
        attempt="-77",
        url=DIALOG,
    )
    [colleague] = read("message_reply_colleague")
    assert isinstance(colleague, Echo)
    assert (colleague.key, colleague.attempt, colleague.author_id) == ("dialog123_793", None, "555")


def test_message_edit() -> None:
    assert changes("message_edit") == [Edited("dialog123_614", "Здравствуйте", at(1533405000))]


def test_types_we_do_not_read_are_nothing() -> None:
    assert parse({"type": "group_leave", "object": {"user_id": 5}}, group_id=GROUP, now=NOW) == []


def test_likes() -> None:
    assert read("like_add") == [Liked("wall-1234_7", "3", on=True)]


@pytest.mark.parametrize("update", [None, 7, "x", [], {}, {"type": 5}, {"type": ""}, {"object": {"id": 1}}])
def test_an_update_without_a_type_may_have_been_a_comment(update: object) -> None:
    assert parse(update, group_id=GROUP, now=NOW) == [Malformed(update, "no event type")]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("thing", [None, 7, "x", [], True])
def test_an_event_whose_object_is_none(kind: str, thing: object) -> None:
    [item] = parse({"type": kind, "event_id": "e", "object": thing}, group_id=GROUP, now=NOW)
    assert isinstance(item, Malformed)
    assert item.key == "e"


def test_texts_that_no_database_can_hold() -> None:
    update = sample("wall_reply_new")
    update["object"]["text"] = "a\x00b\ud800c"
    [item] = parse(update, group_id=GROUP, now=NOW)
    assert isinstance(item, Incoming)
    assert item.text == "a�b�c"


def test_an_event_nested_without_end() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert parse({"type": "message_new", "object": deep}, group_id=GROUP, now=NOW) == [
        Malformed(None, "nested too deeply")
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([0, -1234, "9", 2**70]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = [
    *("id", "from_id", "date", "text", "post_owner_id", "post_id", "owner_id", "parents_stack"),
    *("reply_to_comment", "attachments", "post_type", "copy_history", "message", "peer_id", "out"),
    *("conversation_message_id", "fwd_messages", "random_id", "admin_author_id", "update_time"),
    *("reply_message", "geo", "photo_id", "video_id", "item_id", "topic_id", "topic_owner_id", "comments"),
]
ATTACHMENTS = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["photo", "doc", "audio_message", "video", "link", "sticker", "x"]) | JSON},
        optional={
            name: st.dictionaries(
                st.sampled_from(["sizes", "images", "url", "owner_id", "id", "duration"]), JSON
            )
            | JSON
            for name in ("photo", "doc", "audio_message", "video", "link", "sticker")
        },
    ),
    max_size=3,
)
OBJECTS = st.dictionaries(st.sampled_from(NAMES), JSON | st.integers() | ATTACHMENTS, max_size=12)


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from([*READERS, "like_add"]), thing=OBJECTS | JSON, wrap=st.booleans())
def test_nothing_raises(kind: str, thing: Any, wrap: bool) -> None:
    update = {"type": kind, "event_id": "e", "object": {"message": thing} if wrap else thing}
    items = parse(update, group_id=GROUP, now=NOW)
    assert len(items) <= 1
    for item in items:
        if isinstance(item, (Incoming, Echo)):
            item.text.encode()
            assert item.sent_at.tzinfo is UTC
            assert item.key.startswith(("wall", "dialog", "photo", "video", "product", "topic"))


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_nothing_raises_for_anything_at_all(update: Any) -> None:
    parse(update, group_id=GROUP, now=NOW)
