"""What really comes from VK and Telegram, to be broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "connectors" / "samples" / "vk"

# --- VK


def _events() -> list[Any]:
    return [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))]


EVENTS = _events()
PHOTO = {
    "type": "photo",
    "photo": {"id": 1, "owner_id": 2, "sizes": [{"type": "x", "url": "https://a/b", "width": 1}]},
}
ATTACHED = [
    *(
        PHOTO,
        {"type": "doc", "doc": {"id": 3, "owner_id": 4, "title": "a.pdf", "size": 5, "url": "https://a/c"}},
    ),
    {
        "type": "audio_message",
        "audio_message": {"id": 1, "owner_id": 2, "duration": 3, "link_ogg": "https://a/d"},
    },
    {
        "type": "wall",
        "wall": {"id": 1, "from_id": 2, "text": "x", "copy_history": [{"id": 1, "owner_id": -1}]},
    },
    {
        "type": "sticker",
        "sticker": {"sticker_id": 9, "images": [{"url": "https://a/e", "width": 64, "height": 64}]},
    },
    {"type": "market", "market": {"id": 1, "owner_id": -2, "title": "Mug", "price": {"text": "5"}}},
    {"type": "wall_reply", "wall_reply": {"id": 1, "owner_id": -2, "post_id": 3, "text": "x"}},
    {"type": "audio", "audio": {"artist": "A", "title": "B", "duration": 5}},
    {"type": "poll", "poll": {"id": 1, "owner_id": -2, "question": "x"}},
    {"type": "gift", "gift": {"id": 1, "thumb_256": "https://a/g"}},
    {"type": "story", "story": {"id": 1, "owner_id": -2}},
    {"type": "article", "article": {"title": "x", "url": "https://a/h"}},
    {"type": "graffiti", "graffiti": {"url": "https://a/i"}},
    {"type": "call", "call": {"duration": 5}},
    {"type": "link", "link": {"url": "https://a/j", "title": "x"}},
    {"type": "video", "video": {"id": 1, "owner_id": -2, "title": "x", "duration": 5}},
]
MESSAGE = {
    "id": 5,
    "peer_id": 7,
    "from_id": 7,
    "date": 1790000000,
    "text": "hi",
    "conversation_message_id": 3,
    "attachments": ATTACHED,
    "geo": {"type": "point", "coordinates": {"latitude": 1.5, "longitude": 2}},
    "fwd_messages": [{"from_id": 8, "text": "a", "fwd_messages": [{"text": "b", "attachments": ATTACHED}]}],
    "reply_message": {"from_id": 9, "text": "c"},
    "payload": '{"s": 1, "n": 5}',
}
SIGNALS: dict[str, dict[str, Any]] = {
    "message_allow": {},
    "message_deny": {},
    "message_read": {"conversation_message_id": 3},
    "user_block": {"admin_id": 8, "reason": 1, "unblock_date": 1790000000},
    "user_unblock": {},
}
LIVE = [
    {"type": "message_new", "event_id": "e", "object": {"message": MESSAGE}},
    {
        "type": "message_event",
        "event_id": "e",
        "object": {"event_id": "x", "peer_id": 7, "user_id": 7, "payload": {"s": 1}},
    },
    *(
        {"type": kind, "event_id": "e", "object": {"user_id": 7, "peer_id": 7, **more}}
        for kind, more in SIGNALS.items()
    ),
    *EVENTS,
]
USER = {
    "id": 7,
    "first_name": "A",
    "last_name": "B",
    "city": {"title": "Riga"},
    "followers_count": 5,
    "deactivated": "x",
}
GROUPS = {"groups": [{"id": 1234, "name": "A", "screen_name": "a", "members_count": 5}], "profiles": [USER]}
ERROR = {
    "error_code": 14,
    "error_msg": "Captcha needed",
    "error_subcode": 1133,
    "captcha_sid": "1",
    "captcha_img": "https://a",
    "redirect_uri": "https://a/b",
    "request_params": [{"key": "a", "value": "b"}],
}
PAGE = {
    "count": 1,
    "items": [MESSAGE, {"id": 3, "post_id": 4, "owner_id": -1, "thread": {"items": [MESSAGE]}}],
}
CALL = {"type": "wall_reply_new", "group_id": 1234, "secret": "s3cret", "object": {"id": 1}}
NEWS = {
    "items": [
        {"id": 5, "owner_id": -77, "from_id": 8, "date": 1795262400, "text": "nordlicht is good"},
        {
            "id": 6,
            "owner_id": 9,
            "from_id": 9,
            "date": 1795262300,
            "text": "our shop",
            "post_type": "reply",
            "post_id": 5,
        },
    ],
    "next_from": "2/-77_5",
    "total_count": 3,
    "count": 2,
}
LOOKS = {
    "looks": {
        name: {"from": 1795000000, "until": 1795262400, "asked": 1} for name in ("nordlicht", "our shop", "@")
    },
    "next": 0,
}
SERVER = {"server": "lp.vk.com/wh1234", "key": "k", "ts": 4}
LOST = {"since": "2026-11-21T12:00:00+00:00", "until": "2026-11-21T13:00:00+00:00", "told": False}
SEARCHED = [
    [LOOKS, NEWS, NEWS, {"items": []}],
    [LOOKS, *[NEWS] * 9],
    [{"looks": {"nordlicht": {"from": 1, "until": 2, "asked": 3}}}, NEWS],
    [None, NEWS],
]
"""A cursor, then answers."""
POLLED = [
    [
        {"ts": "5", "lost": LOST, "open": "2026-11-21T13:00:00+00:00"},
        *(SERVER, {"ts": "5", "updates": LIVE[:2]}, {"failed": 1, "ts": 7}, SERVER, {"failed": 2}),
    ],
    [{"ts": 5}, SERVER, {"ts": "5", "updates": LIVE[2:5]}, {"failed": 3}, SERVER],
    [{"ts": 5}, SERVER, SERVER, *[{"failed": 2}] * 4],
]
"""The same."""
DIALOG = {"last_message": MESSAGE, "conversation": {"peer": {"id": 7}}}
ANSWERED = [
    [GROUPS, GROUPS, PAGE, [USER], MESSAGE, {"response": [GROUPS, PAGE]}],
    [PAGE] * 40,
    [{"items": [MESSAGE], "count": 500}] * 30,
    [{"count": 1, "items": [DIALOG]}, *[PAGE] * 30],
    [{"permissions": [{"name": "wall"}]}, [{"peer_id": 7, "message_id": 5, "conversation_message_id": 3}], 1],
]
"""To whatever is asked."""
ANSWERED += [
    [{"error": ERROR}, {"execute_errors": [{**ERROR, "method": "wall.getById"}]}] * 15,
    [[{"peer_id": 7, "message_id": 9, "error": {"code": 924, "description": "x"}}]] * 30,
    [
        {
            **PAGE,
            "items": [
                {
                    "id": 5,
                    "date": 1795262400,
                    "updated": 1795262400,
                    "comments": {"count": 1},
                    "reposts": {"count": 1},
                }
            ],
        }
    ]
    * 60,
]

# --- Telegram

PERSON = {"id": 101, "is_bot": False, "first_name": "Anna", "username": "anna"}
CHAT = {"id": -1001, "type": "supergroup", "title": "Care"}
SAID = {
    "message_id": 5,
    "date": 1790000000,
    "chat": CHAT,
    "from": PERSON,
    "text": "?? Anna 👍 it is here",
    "entities": [
        {"type": "text_mention", "offset": 3, "length": 4, "user": PERSON},
        {"type": "bot_command", "offset": 0, "length": 2},
    ],
    "reply_to_message": {"message_id": 4, "date": 1790000000, "chat": CHAT, "text": "card"},
}
UPDATES = [
    {"update_id": 1, "message": SAID},
    {
        "update_id": 2,
        "edited_message": {
            **SAID,
            "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        },
    },
    {
        "update_id": 3,
        "callback_query": {
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "data": "o1:claim:1:1:0",
            "message": SAID,
        },
    },
    {
        "update_id": 4,
        "my_chat_member": {
            "chat": CHAT,
            "from": PERSON,
            "date": 1790000000,
            "old_chat_member": {"status": "left", "user": PERSON},
            "new_chat_member": {"status": "member", "user": PERSON},
        },
    },
]
