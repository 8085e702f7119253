"""A file as the one field of a form, read from disk while it is sent."""

from __future__ import annotations

import io
import json
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from connectors.filenames import harmless, mime
from connectors.outside import PIECE, Outside, body

LARGEST = 1024 * 1024
"""Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class File:
    """`field`: what VK calls the form's field."""

    field: str
    path: Path
    name: str
    mime: str


class Body:
    """The whole form; `len` before a byte of it is read."""

    def __init__(self, file: File, opened: BinaryIO, boundary: str) -> None:
        head = (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="{file.field}"; filename="{harmless(file.name)}"\r\n'
            f"Content-Type: {mime(file.mime)}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()
        self._parts: list[BinaryIO] = [io.BytesIO(head), opened, io.BytesIO(tail)]
        self._length = len(head) + os.fstat(opened.fileno()).st_size + len(tail)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            while piece := part.read(PIECE):
                yield piece


async def _pieces(form: Body) -> AsyncIterator[bytes]:
    for piece in form:
        yield piece


async def post_file(outside: Outside, url: str, file: File) -> Any:
    """The server's answer. Raises FAILED, of which ValueError for one that is no JSON, or not 200."""
    boundary = secrets.token_hex(16)
    with file.path.open("rb") as opened:
        form = Body(file, opened, boundary)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(form)),
        }
        async with outside.open(url, method="POST", data=_pieces(form), headers=headers) as response:
            if response.status != 200:
                raise ValueError(f"HTTP {response.status}")
            try:
                return json.loads(await body(response, LARGEST))
            except RecursionError:
                raise ValueError("too deep") from None
