"""Files that people send in Telegram for a customer: what of them can go where, and what to say of the rest. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from connectors.base import AttachmentKind, Files

MAX_DOWNLOAD = 20 * 1024 * 1024
"""Bytes of the largest file that Telegram gives out to a bot (Bot API, getFile)."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as Telegram knows it. `kind` is what the customer should get."""

    kind: AttachmentKind
    file_id: str
    title: str | None = None
    mime: str | None = None
    size: int | None = None
    seconds: int | None = None
    source_message_id: int | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why files can't go as they are: a key of words, and what fills it.

    `rest`: what a press can send all the same: `as-file`, `first`, `rest` (without what can't go), `words` or `none`.
    """

    key: str
    rest: str
    params: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """`goes`: what can be sent, `misfit` None or with a person's consent to what it says."""

    goes: Sequence[File]
    misfit: Misfit | None = None


def fit(files: Sequence[File], able: Files, *, words: bool) -> Fit:
    """What of them the network takes. `words`: there is a text that can go alone."""
    goes: list[File] = []
    wrong: list[str] = []
    for one in files:
        key = _refused(one, able)
        if key is None and one.kind not in able.kinds:
            other = able.instead.get(one.kind)
            wrong.append(able.reasons.get(one.kind, "refused-file-kind"))
            if other is not None:
                goes.append(replace(one, kind=other, title=name_of(one)))
        elif key is None:
            goes.append(one)
        else:
            wrong.append(key)
    if len(goes) > able.most:
        goes = goes[: able.most]
        wrong.append("refused-files-too-many")
    if not wrong:
        return Fit(goes)
    return Fit(goes, Misfit(wrong[0], _rest(files, goes, wrong[0], words=words), {"most": able.most}))


def _refused(one: File, able: Files) -> str | None:
    """For what nobody's consent helps."""
    if one.size is not None and one.size > MAX_DOWNLOAD:
        return "refused-file-too-big"
    largest = able.largest(one.kind if one.kind in able.kinds else able.instead.get(one.kind, one.kind))
    if largest is not None and one.size is not None and one.size > largest:
        return "refused-file-too-big"
    return "refused-file-type" if ending(one.title or "") in able.banned else None


def _rest(files: Sequence[File], goes: Sequence[File], key: str, *, words: bool) -> str:
    if not goes:
        return "words" if words else "none"
    if key == "refused-files-too-many":
        return "first"
    return "as-file" if len(goes) == len(files) else "rest"


def ending(name: str) -> str:
    """`mp3` of `Song.MP3`."""
    return name.rpartition(".")[2].lower() if "." in name else ""


NAMES = {
    AttachmentKind.PHOTO: "photo.jpg",
    AttachmentKind.VOICE: "voice.ogg",
    AttachmentKind.VIDEO: "video.mp4",
}
"""For what Telegram gives no name."""


def name_of(one: File) -> str:
    """What the customer sees it called."""
    return one.title or NAMES.get(one.kind, "file")
