"""Photos, documents and voice: VK's shapes and the files behind them, which can really be downloaded."""

import secrets
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from sandbox.vk.sound import silent_mp3, silent_ogg

ORIGIN = "http://files.vk.invalid"
"""Stands for the server's address inside stored objects; the server writes its own into every answer."""

SIZES = (("s", 75), ("m", 130), ("x", 604), ("y", 807), ("z", 1080))


@dataclass(frozen=True)
class File:
    """A file of the server; the body is made when it is asked for."""

    content_type: str
    body: Callable[[], bytes]


@dataclass(eq=False)
class Attachment:
    """`shape` is what VK puts under the key `kind`; `paths` are its files, the best one last."""

    kind: str
    owner_id: int
    id: int
    shape: dict[str, object]
    paths: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As methods take it: `photo-1_456239017`. Voice travels as a document."""
        return f"{'doc' if self.kind == 'audio_message' else self.kind}{self.owner_id}_{self.id}"

    def as_vk(self) -> dict[str, object]:
        return {"type": self.kind, self.kind: self.shape}


class Media:
    """Builds attachments and keeps their files by path."""

    def __init__(self, now: Callable[[], int], first_id: int = 1) -> None:
        self.now = now
        self.files: dict[str, File] = {}
        self.attachments: dict[str, Attachment] = {}
        self._last_id = 456239016 + first_id - 1

    def photo(
        self,
        owner_id: int,
        text: str = "",
        width: int = 1080,
        height: int = 810,
        content: bytes | None = None,
    ) -> Attachment:
        """A photo in VK's sizes; with `content` every size is that picture."""
        number = self._next()
        sizes: list[dict[str, object]] = []
        paths = []
        for kind, side in SIZES:
            wide, high = min(side, width), max(1, min(side, width) * height // width)
            path = f"/files/photo/{number}/{kind}.png"
            self.files[path] = File("image/png", picture(content, number, wide, high))
            sizes.append({"type": kind, "url": ORIGIN + path, "width": wide, "height": high})
            paths.append(path)
        shape = self._base(number, owner_id) | {
            "album_id": -3, "has_tags": False, "text": text, "width": width, "height": height, "sizes": sizes,
        }  # fmt: skip
        return self._keep(Attachment("photo", owner_id, number, shape, paths))

    def document(
        self, owner_id: int, title: str, content: bytes = b"", content_type: str = "application/octet-stream"
    ) -> Attachment:
        number = self._next()
        body = content or f"{title}\n".encode()
        path = f"/files/doc/{number}/{quote(title)}"
        self.files[path] = File(content_type, lambda: body)
        shape = self._base(number, owner_id) | {
            "title": title, "size": len(body), "ext": title.rpartition(".")[2], "type": 1, "url": ORIGIN + path,
        }  # fmt: skip
        return self._keep(Attachment("doc", owner_id, number, shape, [path]))

    def voice(
        self, owner_id: int, duration: int = 2, content: bytes | None = None, transcript: str = ""
    ) -> Attachment:
        """A voice message: OGG/Opus and MP3 links (spec/vk/messages, messages_audio_message).

        `transcript`: what VK's own clients get of it (the schema has only its error).
        """
        number = self._next()
        ogg, mp3 = f"/files/voice/{number}/audio.ogg", f"/files/voice/{number}/audio.mp3"
        self.files[mp3] = File("audio/mpeg", lambda: silent_mp3(duration))
        self.files[ogg] = File("audio/ogg", lambda: content or silent_ogg(duration))
        shape = self._base(number, owner_id) | {
            "duration": duration, "waveform": [0, 5, 12, 20, 12, 5, 0] * 9,
            "link_ogg": ORIGIN + ogg, "link_mp3": ORIGIN + mp3,
        }  # fmt: skip
        del shape["date"]
        if transcript:
            shape |= {"transcript": transcript, "transcript_state": "done"}
        return self._keep(Attachment("audio_message", owner_id, number, shape, [mp3, ogg]))

    def other(self, kind: str, owner_id: int, shape: dict[str, object]) -> Attachment:
        """Anything else as VK would shape it: sticker, link, video, market, wall …"""
        number = self._next()
        return self._keep(Attachment(kind, owner_id, number, shape))

    def lose(self, attachment: Attachment) -> None:
        """Its files answer 404 from now on."""
        for path in attachment.paths:
            self.files.pop(path, None)

    def _keep(self, attachment: Attachment) -> Attachment:
        self.attachments[attachment.name] = attachment
        return attachment

    def _next(self) -> int:
        self._last_id += 1
        return self._last_id

    def _base(self, number: int, owner_id: int) -> dict[str, object]:
        return {"id": number, "owner_id": owner_id, "date": self.now(), "access_key": secrets.token_hex(9)}


def picture(content: bytes | None, seed: int, width: int, height: int) -> Callable[[], bytes]:
    return (lambda: content) if content is not None else lambda: png(seed, width, height)


def png(seed: int, width: int, height: int) -> bytes:
    """A picture of its own for every seed: a gradient between two colours."""
    first, second = zlib.crc32(b"%d" % seed), zlib.crc32(b"-%d" % seed)
    rows = bytearray()
    for y in range(height):
        colour = bytes(
            ((first >> shift & 255) * (height - y) + (second >> shift & 255) * y) // height
            for shift in (0, 8, 16)
        )
        rows += b"\0" + colour * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
