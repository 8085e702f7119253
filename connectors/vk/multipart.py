"""A file as the one field of a form, read from disk while it is sent."""

from __future__ import annotations

import io
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import requests
import urllib3.exceptions

from connectors.vk.transport import Answer, NoAnswer, Outcome, Timeouts, never_left

_PIECE = 64 * 1024
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"\\/]')


@dataclass(frozen=True, slots=True)
class File:
    """`field`: what VK calls the form's field."""

    field: str
    path: Path
    name: str
    mime: str


class Body:
    """What requests sends piece by piece: it asks for `__len__`, `__iter__` and `read`."""

    def __init__(self, file: File, opened: BinaryIO, boundary: str) -> None:
        name = _NOT_IN_A_NAME.sub("_", file.name) or "file"
        head = (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="{file.field}"; filename="{name}"\r\n'
            f"Content-Type: {file.mime}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()
        self._parts: list[BinaryIO] = [io.BytesIO(head), opened, io.BytesIO(tail)]
        self._length = len(head) + os.fstat(opened.fileno()).st_size + len(tail)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(_PIECE):
            yield piece

    def read(self, size: int = -1) -> bytes:
        while self._parts:
            if piece := self._parts[0].read(_PIECE if size < 0 else size):
                return piece
            self._parts.pop(0)
        return b""


def post_file(http: requests.Session, url: str, file: File, timeouts: Timeouts) -> Outcome:
    """In a thread. Raises nothing that VK or the network could cause; the answer is JSON or none.

    An address of VK's holds a signature: no error's words, which quote it, leave this function.
    """
    boundary = secrets.token_hex(16)
    try:
        with file.path.open("rb") as opened:
            response = http.post(
                url,
                data=Body(file, opened, boundary),
                headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
                timeout=timeouts,
            )
        if response.status_code != requests.codes.ok:
            return NoAnswer(f"HTTP {response.status_code}")
        return Answer(response.json())
    except ValueError as error:
        return NoAnswer(f"an answer that is none ({type(error).__name__})")
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        return NoAnswer(type(error).__name__, never_left(error))
