"""Files on their way to VK: an address, the bytes, a name to attach. Nothing of it is seen before the answer is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from connectors.base import Json
from connectors.errors import FileRefused, Permanent, Permission, Transient
from connectors.files import Upload
from connectors.vk.client import Client
from connectors.vk.files import Way, attachment_name, receipt, ways
from connectors.vk.multipart import File
from connectors.vk.values import address, mapping


async def upload(client: Client, target: Json, group_id: int, uploads: Sequence[Upload]) -> list[str]:
    """Their names, in order. Raises Transient, FileRefused, Permission and what fetching a file raises.

    One after the other: only one is on our disk at a time. A retry uploads anew, which nobody sees.
    """
    return [await _one(client, target, group_id, each) for each in uploads]


async def _one(client: Client, target: Json, group_id: int, what: Upload) -> str:
    refused: Permanent | None = None
    async with what.fetch() as path:
        for way in ways(target, what.kind, group_id, client.may):
            try:
                return await _by(client, way, what, path)
            except (Permission, FileRefused) as error:
                refused = error
    raise refused or FileRefused(f"no way to upload a {what.kind}")


async def _by(client: Client, way: Way, what: Upload, path: Path) -> str:
    """A refusal is believed the second time: an address may be used up or too old."""
    for _ in range(2):
        told = mapping(await client.call(way.address, way.extra))
        url = address(told.get("upload_url"))
        if url is None:
            raise Transient(f"{way.address}: no address to upload to")
        answer = await client.put(url, File(way.field, path, what.name, what.mime))
        values = receipt(answer, way)
        if values is not None:
            break
    else:
        raise FileRefused(f"{way.address}: the file was not taken")
    title = {"title": what.name} if way.save == "docs.save" else {}
    name = attachment_name(await client.call(way.save, {**values, **title}))
    if name is None:
        raise Transient(f"{way.save}: an answer without a number")
    return name
