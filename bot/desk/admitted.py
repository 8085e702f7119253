"""Which files of customers are brought into the chat, and which stay a link with its size. Pure.

The one place for sizes and kinds of what comes in; of what goes out it is `bot/desk/files.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectors.base import AttachmentKind
from connectors.filenames import ending

MEGABYTE = 1024 * 1024
LARGEST_MB = 50
"""What a bot can send (Bot API, sendDocument)."""
LARGEST = {
    AttachmentKind.PHOTO: 10 * MEGABYTE,  # Bot API, sendPhoto
    AttachmentKind.VOICE: 20 * MEGABYTE,
    AttachmentKind.DOCUMENT: 50_000_000,
}

_PROGRAMS = (
    "apk app bat cmd com cpl deb dll dmg docm exe hta img inf iso jar js jse lnk mjs msc msi msix pif pptm ps1 reg "
    "rpm scr sh url vbe vbs vhd wsf xlsm"
)
_PAGES = "htm html mht mhtml shtml svg svgz xht xhtml xml xsl"
PROGRAMS = frozenset(_PROGRAMS.split())
"""Endings of what runs when it is opened, or leads to what runs."""
PAGES = frozenset(_PAGES.split())
"""Endings of what a browser runs."""
REFUSED = PROGRAMS | PAGES


@dataclass(frozen=True, slots=True)
class Admitted:
    most: int = LARGEST_MB * MEGABYTE
    """Bytes of one file; Telegram's own limits hold besides. 0: nothing is brought."""
    refused: frozenset[str] = REFUSED
    """Endings, lower case, without the dot."""

    def largest(self, kind: str) -> int:
        """Bytes."""
        return min(self.most, LARGEST[AttachmentKind(kind)])

    def kept_out(self, kind: str, title: str | None, size: int | None) -> str | None:
        """Why a file is not brought: a key of words; None: it is."""
        if kind not in LARGEST:
            return None
        if (size or 0) > self.largest(kind) or not self.most:
            return "attachment-too-big" if self.most else "attachment-not-brought"
        return "attachment-harmful" if kind == "document" and ending(title) in self.refused else None

    def is_other(self, title: str, head: bytes) -> bool:
        """Whether a file is not what its name says, by how it begins: a program or a page that came in its place."""
        page = head.lstrip().lower().startswith((b"<!doctype html", b"<html", b"<svg", b"<script"))
        program = head.startswith((b"MZ", b"\x7fELF"))
        return (page and ending(title) not in PAGES) or (program and not PROGRAMS.isdisjoint(self.refused))


ADMITTED = Admitted()
