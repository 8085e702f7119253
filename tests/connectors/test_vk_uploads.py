"""Files on their way to VK: what goes over the wire, and what an upload that went wrong means."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from connectors.base import AttachmentKind, Upload
from connectors.errors import FileRefused, Transient
from connectors.vk.multipart import Body, File
from sandbox.faults import Fault
from tests.connectors.conftest import DIALOG, Make, Town, attempt, calls


def upload(path: Path, name: str = "цены.pdf", kind: AttachmentKind = AttachmentKind.DOCUMENT) -> Upload:
    @asynccontextmanager
    async def fetch() -> AsyncIterator[Path]:
        yield path

    return Upload(kind, name, fetch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"%PDF" + bytes(200_000))
    return path


@pytest.mark.parametrize("name", ["цены.pdf", 'a"b\r\nX: y.txt', ""])
def test_a_form_of_one_field(path: Path, name: str) -> None:
    with path.open("rb") as opened:
        body = Body(File("file", path, name, "application/pdf"), opened, "b0undary")
        sent = b"".join(body)
    assert len(sent) == len(body)
    head = b"Content-Type: multipart/form-data; boundary=b0undary\r\n\r\n"
    parts = message_from_bytes(head + sent).get_payload()
    assert isinstance(parts, list)
    (part,) = parts
    assert isinstance(part, Message)
    assert part.get_payload(decode=True) == path.read_bytes()
    assert len(part.items()) == 2
    assert part.get_filename()


@pytest.mark.parametrize(
    "fault",
    [Fault.html(502), Fault.html(200), Fault.reset_before(), Fault.drop_after(), Fault.reset_mid_body()],
)
async def test_an_upload_that_broke_is_transient_and_shows_no_address(
    town: Town, make: Make, path: Path, fault: Fault
) -> None:
    town.vk.message(town.anna, town.group, "?")
    town.vk.faults.add("upload", fault, times=1)
    connector = make()
    sending = replace(attempt(DIALOG), attachments=[upload(path)])
    with pytest.raises(Transient) as caught:
        await connector.send(sending)
    assert "upload/" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert calls(town, "messages.send") == 0
    await connector.send(sending)
    ((document,),) = [one.attachments for one in town.vk.dialog(town.anna, town.group) if one.out]
    assert document.shape["size"] == 200_004


@pytest.mark.parametrize("code", [22, 105, 121])
async def test_a_file_that_was_not_saved_is_uploaded_anew(
    town: Town, make: Make, path: Path, code: int
) -> None:
    town.vk.message(town.anna, town.group, "?")
    town.vk.fail("docs.save", code)
    with pytest.raises(Transient):
        await make().send(replace(attempt(DIALOG), attachments=[upload(path)]))


async def test_an_address_that_was_too_old_is_asked_for_anew(town: Town, make: Make, path: Path) -> None:
    town.vk.message(town.anna, town.group, "?")
    town.vk.faults.add("upload", Fault.error(200, {"error": "expired"}), times=1)
    await make().send(replace(attempt(DIALOG), attachments=[upload(path)]))
    assert calls(town, "docs.getMessagesUploadServer") == 2
    town.vk.faults.add("upload", Fault.error(200, {"error": "wrong_file_type"}))
    with pytest.raises(FileRefused):
        await make().send(replace(attempt(DIALOG), attachments=[upload(path)]))


async def test_what_is_no_picture_for_vk_goes_as_a_document(town: Town, make: Make, path: Path) -> None:
    town.vk.message(town.anna, town.group, "?")
    photo = upload(path, "photo.jpg", AttachmentKind.PHOTO)
    await make().send(replace(attempt(DIALOG), attachments=[photo]))
    ((document,),) = [one.attachments for one in town.vk.dialog(town.anna, town.group) if one.out]
    assert (document.kind, document.shape["title"]) == ("doc", "photo.jpg")


async def test_an_upload_that_hangs_holds_up_no_answer(town: Town, make: Make, path: Path) -> None:
    town.vk.message(town.anna, town.group, "?")
    hanging = town.vk.faults.add("upload", Fault.hang())
    connector = make(max_workers=1)
    sends = [
        asyncio.create_task(connector.send(replace(attempt(DIALOG, row_id=n), attachments=[upload(path)])))
        for n in range(2, 6)
    ]
    await town.vk.wait(lambda: hanging.hits == 2)
    await connector.send(attempt(DIALOG, "Слова"))
    assert [one.text for one in town.vk.dialog(town.anna, town.group) if one.out] == ["Слова"]
    town.vk.faults.clear()
    for sending in sends:
        sending.cancel()
    await asyncio.gather(*sends, return_exceptions=True)


async def test_an_address_inside_gets_no_file(town: Town, make: Make, path: Path) -> None:
    """Whoever answers in VK's place could have it sent to a machine next to ours."""
    reached: list[bytes] = []

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(await reader.readline())
        writer.close()

    town.vk.message(town.anna, town.group, "?")
    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    inside = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/upload"
    answer = {"response": {"upload_url": inside}}
    named = town.vk.faults.add("docs.getMessagesUploadServer", Fault.error(200, answer), times=1)
    with pytest.raises(Transient, match="upload: Inside"):
        await make().send(replace(attempt(DIALOG), attachments=[upload(path)]))
    led = town.vk.faults.add("upload", Fault.redirect(inside, 307), times=1)
    with pytest.raises(Transient):
        await make().send(replace(attempt(DIALOG), attachments=[upload(path)]))
    assert (named.hits, led.hits, reached) == (1, 1, [])
    server.close()
