"""Photos, documents and voice: their shapes, their files, and uploads in three steps."""

from typing import Any

import aiohttp

from sandbox.vk import Attachment
from tests.sandbox.vk_shop import Json, Shop, shop


async def fetch(s: Shop, url: str) -> tuple[int, str, bytes]:
    async with s.http.get(url) as response:
        return response.status, response.content_type, await response.read()


async def told(s: Shop, *attachments: Attachment) -> list[dict[str, Any]]:
    """The attachments as message_new tells them."""
    ts = await s.subscribe()
    s.vk.message(s.anna, s.group, "", attachments=attachments)
    ((_, event),) = await s.events(ts)
    attached: list[dict[str, Any]] = event["message"]["attachments"]
    return attached


async def test_files_can_be_downloaded() -> None:
    async with shop() as s:
        photo, doc, voice = (
            s.vk.photo(s.anna),
            s.vk.document("чек.pdf", b"%PDF", s.anna),
            s.vk.voice(owner=s.anna),
        )
        a, b, c = await told(s, photo, doc, voice)
        sizes = a["photo"]["sizes"]
        assert [each["type"] for each in sizes] == ["s", "m", "x", "y", "z"]
        assert (sizes[-1]["width"], sizes[-1]["height"]) == (1080, 810)
        status, kind, body = await fetch(s, sizes[0]["url"])
        assert (status, kind, body[:4]) == (200, "image/png", b"\x89PNG")
        assert (b["doc"]["title"], b["doc"]["ext"], b["doc"]["size"]) == ("чек.pdf", "pdf", 4)
        assert (await fetch(s, b["doc"]["url"]))[2] == b"%PDF"
        assert (await fetch(s, c["audio_message"]["link_ogg"]))[2].startswith(b"OggS")
        assert s.vk.file_url(voice) == c["audio_message"]["link_ogg"]
        s.vk.lose_file(doc)
        assert (await fetch(s, b["doc"]["url"]))[0] == 404


async def test_other_kinds_pass_as_they_are() -> None:
    async with shop() as s:
        (sticker,) = await told(s, s.vk.attachment("sticker", {"sticker_id": 1, "product_id": 2}))
        assert sticker == {"type": "sticker", "sticker": {"sticker_id": 1, "product_id": 2}}


async def upload(s: Shop, url: str, field: str, content: bytes, name: str) -> dict[str, Any]:
    form = aiohttp.FormData()
    form.add_field(field, content, filename=name)
    async with s.http.post(url, data=form) as response:
        body: dict[str, Any] = await response.json()
        return body


async def test_a_photo_is_uploaded_for_a_dialog() -> None:
    async with shop() as s:
        s.vk.message(s.anna, s.group, "?")
        where = await s.ok("photos.getMessagesUploadServer", peer_id=101)
        receipt = await upload(s, where["upload_url"], "photo", b"\x89PNG-ours", "a.png")
        assert await s.refused("photos.saveMessagesPhoto", **{**receipt, "hash": "x"}) == 121
        (photo,) = await s.ok("photos.saveMessagesPhoto", **receipt)
        name = f"photo{photo['owner_id']}_{photo['id']}"
        await s.ok("messages.send", peer_id=101, random_id=1, attachment=name)
        (sent,) = s.vk.dialog(s.anna, s.group)[-1].attachments
        assert (await fetch(s, s.vk.file_url(sent)))[2] == b"\x89PNG-ours"
        assert await s.refused("photos.saveMessagesPhoto", **receipt) == 129


async def test_a_document_and_a_voice_are_uploaded() -> None:
    async with shop() as s:
        s.vk.allow(s.anna, s.group)
        where = await s.ok("docs.getWallUploadServer", group_id=7)
        receipt = await upload(s, where["upload_url"], "file", b"hello", "a.txt")
        saved = await s.ok("docs.save", file=receipt["file"], title="b.txt")
        assert (saved["type"], saved["doc"]["title"], saved["doc"]["owner_id"]) == ("doc", "b.txt", -7)
        name = f"doc-7_{saved['doc']['id']}"
        await s.ok("wall.createComment", owner_id=-7, post_id=1, attachments=name)
        assert [each.name for each in s.vk.comments(s.post)[0].attachments] == [name]
        voice: Json = {"type": "audio_message", "peer_id": 101}
        where = await s.ok("docs.getMessagesUploadServer", **voice)
        assert "error" in await upload(s, where["upload_url"], "file", b"ID3", "a.mp3")
        where = await s.ok("docs.getMessagesUploadServer", **voice)
        receipt = await upload(s, where["upload_url"], "file", b"OggS...", "a.ogg")
        assert (await s.ok("docs.save", file=receipt["file"]))["type"] == "audio_message"
        assert await s.refused("docs.save", file=receipt["file"]) == 105


async def test_what_the_upload_server_does_not_take() -> None:
    async with shop() as s:
        s.vk.allow(s.anna, s.group)
        where = await s.ok("photos.getMessagesUploadServer", peer_id=101)
        assert (await upload(s, where["upload_url"], "photo", b"no picture", "a.jpg"))["photo"] == "[]"
        where = await s.ok("docs.getMessagesUploadServer", peer_id=101)
        assert "error" in await upload(s, where["upload_url"], "file", b"ID3", "song.mp3")
        async with s.http.post(where["upload_url"], data={"a": "x"}) as again:
            assert again.status == 404, "an address serves once"


async def test_attachments_are_known_by_their_keys_and_counted() -> None:
    async with shop() as s:
        first, second, third = (s.vk.document(f"{number}.txt", b"x", 1) for number in range(3))
        voice = s.vk.voice(owner=1)
        post: Json = {"owner_id": -7, "post_id": 1}
        key = first.shape["access_key"]
        assert await s.refused("wall.createComment", **post, attachments=f"{first.name}_wrong") == 100
        assert await s.refused("wall.createComment", **post, attachments="doc1_999") == 100
        assert await s.refused("wall.createComment", **post, attachments=voice.name) == 100
        three = ",".join(each.name for each in (first, second, third))
        assert await s.refused("wall.createComment", **post, attachments=three) == 100
        await s.ok("wall.createComment", **post, attachments=f"{first.name}_{key},{second.name}")


async def test_what_is_forwarded_quoted_and_placed() -> None:
    """Shapes: spec/vk, messages_foreign_message and base_geo."""
    async with shop() as s:
        deep = s.vk.foreign_message(5, "deep", [s.vk.sticker()])
        hers = s.vk.foreign_message(6, "hers", forwards=[deep])
        first = s.vk.message(s.anna, s.group, "first")
        ts = await s.subscribe()
        s.vk.message(s.anna, s.group, "", reply_to=first, forwards=[hers], geo=s.vk.geo(59.9, 30.3, "Here"))
        ((_, event),) = await s.events(ts)
        told = event["message"]
        [forward] = told["fwd_messages"]
        assert (forward["from_id"], forward["text"], forward["fwd_messages"][0]["text"]) == (
            6,
            "hers",
            "deep",
        )
        assert forward["fwd_messages"][0]["attachments"][0]["type"] == "sticker"
        assert told["reply_message"]["text"] == "first"
        assert told["geo"]["coordinates"] == {"latitude": 59.9, "longitude": 30.3}
