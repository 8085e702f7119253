"""Names of files that somebody else gave them, on their way to a third. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Bytes: file systems take 255, and add to it."""
_SEPARATORS = re.compile(r"[\\/:*?\"<>|]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_MIME = re.compile(r"[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,80}", re.ASCII | re.IGNORECASE)

OCTETS = "application/octet-stream"


def harmless(name: str | None, otherwise: str = "file") -> str:
    """The same name as one that names a file and nothing else: no path, no line, no letters that turn others around.

    `photo_<RLO>gpj.exe` looks like a picture where the direction is obeyed: what is not seen is left out. A long name
    keeps its ending.
    """
    seen = "".join(each for each in name or "" if unicodedata.category(each)[0] != "C" or each == "\u200d")
    plain = " ".join(_SEPARATORS.sub("_", seen).split()).strip(". ")
    if not plain or not plain.strip("_\u200d"):
        return otherwise
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return _cut(plain)


def ending(name: str | None) -> str:
    """`pdf` of `Invoice.PDF`; nothing of a name without."""
    stem, _, last = harmless(name, "").rpartition(".")
    return last.lower() if stem else ""


def mime(value: str | None) -> str:
    """A type that can stand in a header."""
    return value if value and _MIME.fullmatch(value) else OCTETS


def _cut(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, last = name.rpartition(".")
    if not stem or len(last.encode()) > 16:
        stem, dot, last = name, "", ""
    room = LONGEST - len((dot + last).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + last
