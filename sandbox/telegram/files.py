"""Uploaded files, and the little that must be known of pictures."""

import struct
import zlib
from dataclasses import dataclass, field

from .model import File

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 50 * MEGABYTE
MAX_DOWNLOAD = 20 * MEGABYTE
MAX_PHOTO = 10 * MEGABYTE


@dataclass(eq=False)
class FileStore:
    by_id: dict[str, File] = field(default_factory=dict)
    by_path: dict[str, File] = field(default_factory=dict)

    def add(self, data: bytes, *, kind: str, name: str, mime: str, duration: int = 0) -> File:
        number = len(self.by_id)
        width, height = picture_size(data) or (0, 0)
        extension = name.rsplit(".", 1)[-1] if "." in name else "bin"
        file = File(
            file_id=f"SANDBOX_{kind}_{number}_AgADBAADr6cxG",
            unique_id=f"AQAD{number:08d}",
            data=data,
            name=name,
            mime=mime,
            path=f"{kind}s/file_{number}.{extension}",
            width=width,
            height=height,
            duration=duration,
        )
        self.by_id[file.file_id] = file
        self.by_path[file.path] = file
        return file


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or GIF; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    return jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (SOF0–SOF15 but for the tables among them)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + size
    return None


def png(width: int = 320, height: int = 240, colour: tuple[int, int, int] = (90, 140, 200)) -> bytes:
    """A plain picture, for people who send one without saying which."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
