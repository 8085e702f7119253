import json

import aiohttp

from sandbox.telegram.files import png
from sandbox.vk import VkSandbox
from tests.sandbox.telegram_scene import CLAIM, DESK, Scene


async def upload(
    s: Scene, method: str, field: str, data: bytes, **more: str
) -> tuple[int, dict[str, object]]:
    form = aiohttp.FormData({"chat_id": str(DESK), **more})
    form.add_field(field, data, filename="chart.png", content_type="image/png")
    async with s.session.post(f"{s.tg.url}/bot{s.tg.token}/{method}", data=form) as response:
        return response.status, await response.json()


async def download(s: Scene, file_id: str) -> bytes:
    path = (await s.call("getFile", file_id=file_id))["file_path"]
    async with s.session.get(f"{s.tg.url}/file/bot{s.tg.token}/{path}") as response:
        return await response.read()


async def test_upload_and_send_again_by_file_id(s: Scene) -> None:
    picture = png(300, 200)
    await upload(s, "sendPhoto", "photo", picture, caption="<b>Chart</b>", parse_mode="HTML")
    sent = s.tg.messages(s.desk)[-1]
    assert sent.caption == "Chart"
    assert sent.media
    assert (sent.media.file.width, sent.media.file.height) == (300, 200)
    again = await s.call("sendPhoto", chat_id=DESK, photo=sent.media.file.file_id)
    assert again["photo"][-1]["file_id"] == sent.media.file.file_id
    assert await download(s, sent.media.file.file_id) == picture
    attached = await upload(s, "sendDocument", "a1", b"text", document="attach://a1")
    assert attached[0] == 200


async def test_refused_files(s: Scene) -> None:
    async def described(data: bytes) -> object:
        return (await upload(s, "sendPhoto", "photo", data))[1]["description"]

    assert await described(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await described(png(6000, 4001)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await described(png(210, 10)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    missing = await s.refused("sendPhoto", chat_id=DESK)
    assert missing == "400 Bad Request: there is no photo in the request"
    wrong = await s.refused("sendPhoto", chat_id=DESK, photo="AgAD")
    assert wrong == "400 Bad Request: wrong file identifier/HTTP URL specified"
    long = (await upload(s, "sendPhoto", "photo", png(), caption="x" * 1025))[1]["description"]
    assert long == "Bad Request: message caption is too long"
    assert await s.refused("getFile", file_id="x") == "400 Bad Request: invalid file_id"
    big = s.tg.files.add(b"x" * (20 * 1024 * 1024 + 1), kind="document", name="a.bin", mime="x/y")
    assert await s.refused("getFile", file_id=big.file_id) == "400 Bad Request: file is too big"


async def test_what_people_send(s: Scene) -> None:
    s.tg.send_photo(s.anna, s.desk, None, caption="look")
    s.tg.send_document(s.anna, s.desk, b"%PDF", name="bill.pdf", mime="application/pdf")
    s.tg.send_voice(s.anna, s.desk, b"OggS", duration=4)
    photo, document, voice = [each["message"] for each in await s.news()]
    assert photo["caption"] == "look"
    assert (photo["photo"][-1]["width"], photo["photo"][-1]["height"]) == (320, 240)
    assert document["document"]["file_name"] == "bill.pdf"
    assert await download(s, document["document"]["file_id"]) == b"%PDF"
    assert voice["voice"]["duration"] == 4


async def test_captions(s: Scene) -> None:
    await upload(s, "sendPhoto", "photo", png(), caption="before")
    where = {"chat_id": DESK, "message_id": s.tg.messages(s.desk)[-1].message_id}
    edited = await s.call(
        "editMessageCaption", **where, caption="after", reply_markup={"inline_keyboard": [[CLAIM]]}
    )
    assert edited["caption"] == "after"
    assert await s.refused("editMessageText", **where, text="x") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    text = await s.call("sendMessage", chat_id=DESK, text="x")
    refused = await s.refused("editMessageCaption", chat_id=DESK, message_id=text["message_id"], caption="y")
    assert refused == "400 Bad Request: there is no caption in the message to edit"


async def album(s: Scene, media: object) -> tuple[int, dict[str, object]]:
    form = aiohttp.FormData({"chat_id": str(DESK), "media": json.dumps(media)})
    for name in ("a", "b"):
        form.add_field(name, png(30, 20), filename="cup.jpg")
    async with s.session.post(f"{s.tg.url}/bot{s.tg.token}/sendMediaGroup", data=form) as response:
        return response.status, await response.json()


async def test_an_album_is_several_messages_and_costs_as_many(s: Scene) -> None:
    s.tg.meter.limits.group_per_minute = 3
    pictures = [{"type": "photo", "media": f"attach://{name}"} for name in "ab"]
    status, answer = await album(
        s, [{**pictures[0], "caption": "<b>Two</b>", "parse_mode": "HTML"}, pictures[1]]
    )
    assert status == 200
    assert isinstance(answer["result"], list)
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Two", False)
    assert (await album(s, pictures))[0] == 429, "one place is left, two are asked for"
    await s.call("sendMessage", chat_id=DESK, text="That one is left")
    assert (await album(s, pictures[:1]))[1]["description"] != ""
    assert (await album(s, [*pictures, {"type": "document", "media": "attach://a"}]))[0] == 400


async def test_files_by_address_have_limits_of_their_own(s: Scene) -> None:
    async with VkSandbox() as vk:
        photo, page = vk.photo(1), vk.document("page.html", b"<html>", content_type="text/html")
        sent = await s.call("sendPhoto", chat_id=DESK, photo=vk.file_url(photo))
        assert sent["photo"][-1]["width"] == 1080
        wrong = await s.refused("sendDocument", chat_id=DESK, document=vk.file_url(page))
        assert wrong == "400 Bad Request: wrong type of the web page content"
        big = vk.document("big.bin", bytes(20 * 1024 * 1024 + 1))
        vk.lose_file(photo)
        for address in (vk.file_url(big), vk.file_url(photo)):
            said = await s.refused("sendDocument", chat_id=DESK, document=address)
            assert said == "400 Bad Request: failed to get HTTP URL content"


async def test_an_album_is_messages_of_one_group(s: Scene) -> None:
    s.tg.send_album(s.anna, s.desk, [None, png(10, 10)], "both")
    first, second = [each["message"] for each in await s.news()]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("both", False)


async def test_a_file_that_is_given_out_no_more(s: Scene) -> None:
    sent = s.tg.send_file(s.anna, s.desk, "video")
    ((video,),) = ([each["message"]["video"]] for each in await s.news())
    assert await download(s, video["file_id"]) == b"sandbox"
    s.tg.forget_file(sent)
    assert await s.refused("getFile", file_id=video["file_id"]) == "400 Bad Request: invalid file_id"


async def test_a_picture_becomes_another_one_and_a_voice_message_does_not(s: Scene) -> None:
    """In an album too; text stays text (Bot API, editMessageMedia and editMessageText)."""

    async def edited(message_id: int) -> tuple[int, dict[str, object]]:
        media = json.dumps({"type": "photo", "media": "attach://grey", "caption": "Gone"})
        return await upload(s, "editMessageMedia", "grey", grey, message_id=str(message_id), media=media)

    grey = png(64, 64)
    await upload(s, "sendPhoto", "photo", png(300, 200), caption="Chart")
    sent = s.tg.messages(s.desk)[-1]
    assert (await edited(sent.message_id))[0] == 200
    assert sent.media
    assert (sent.caption, sent.media.file.data) == ("Gone", grey)
    refused = await s.refused("editMessageText", chat_id=DESK, message_id=sent.message_id, text="No")
    assert refused == "400 Bad Request: there is no text in the message to edit"
    await upload(s, "sendVoice", "voice", b"OggS" + bytes(100))
    voice = s.tg.messages(s.desk)[-1]
    status, said = await edited(voice.message_id)
    assert (status, said["description"]) == (400, "Bad Request: message can't be edited")
