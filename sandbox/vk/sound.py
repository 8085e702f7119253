"""Silence that players can play, so that a voice message is a real file."""

import struct

OPUS_SILENCE = b"\xf8\xff\xfe"
"""One 20 ms full-band frame of silence (RFC 6716)."""

FRAME = 960
"""Samples in 20 ms at 48 kHz, the clock of Ogg Opus (RFC 7845)."""

MP3_FRAME = b"\xff\xfb\x10\xc4" + bytes(100)
"""MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono, nothing in it: 26 ms."""


def silent_mp3(seconds: int) -> bytes:
    return MP3_FRAME * max(1, seconds * 1000 // 26)


def silent_ogg(seconds: int) -> bytes:
    """Ogg/Opus, mono (RFC 3533 pages, RFC 7845 headers)."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 16000, 0, 0)
    vendor = b"sandbox"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    pages = [_page(2, 0, 0, [head]), _page(0, 0, 1, [tags])]
    for second in range(max(1, seconds)):
        last = 4 if second + 1 >= seconds else 0
        pages.append(_page(last, (second + 1) * 50 * FRAME, second + 2, [OPUS_SILENCE] * 50))
    return b"".join(pages)


def _page(kind: int, position: int, number: int, packets: list[bytes]) -> bytes:
    body = b"".join(packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, kind, position, 1, number, 0)
    head += bytes([len(packets), *map(len, packets)])
    return head[:22] + struct.pack("<I", _crc(head + body)) + head[26:] + body


def _crc(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        value &= 0xFFFFFFFF
    return value
