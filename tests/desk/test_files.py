"""Which files go as they are, which with a person's consent, and which never."""

from __future__ import annotations

import pytest

from bot.desk.files import MAX_DOWNLOAD, File, fit
from connectors.base import AttachmentKind, Files

PHOTO, DOCUMENT, VOICE, STICKER = (
    AttachmentKind.PHOTO,
    AttachmentKind.DOCUMENT,
    AttachmentKind.VOICE,
    AttachmentKind.STICKER,
)
COMMENT = Files(
    most=2,
    kinds=frozenset({PHOTO, DOCUMENT}),
    instead={VOICE: DOCUMENT},
    max_bytes=MAX_DOWNLOAD // 2,
    sizes={PHOTO: 5000},
    banned=frozenset({"mp3"}),
    reasons={VOICE: "refused-file-voice-in-comment", STICKER: "refused-file-sticker"},
)
A_PHOTO, A_VOICE, A_STICKER = File(PHOTO, "p"), File(VOICE, "v"), File(STICKER, "s")


def test_what_fits_goes_as_it_is() -> None:
    assert fit([], COMMENT, words=True).misfit is None
    exact = File(DOCUMENT, "d", "a.pdf", size=MAX_DOWNLOAD // 2)
    fitting = fit([A_PHOTO, exact], COMMENT, words=False)
    assert (list(fitting.goes), fitting.misfit) == ([A_PHOTO, exact], None)


@pytest.mark.parametrize(
    ("files", "words", "key", "rest", "goes"),
    [
        ([A_VOICE], False, "refused-file-voice-in-comment", "as-file", [(DOCUMENT, "voice.ogg")]),
        ([A_STICKER], False, "refused-file-sticker", "none", []),
        ([A_STICKER], True, "refused-file-sticker", "words", []),
        ([A_PHOTO, A_STICKER], False, "refused-file-sticker", "rest", [(PHOTO, None)]),
        ([A_PHOTO] * 3, True, "refused-files-too-many", "first", [(PHOTO, None)] * 2),
        ([File(DOCUMENT, "d", "Song.MP3")], False, "refused-file-type", "none", []),
        ([File(DOCUMENT, "d", size=MAX_DOWNLOAD // 2 + 1)], True, "refused-file-too-big", "words", []),
        ([File(PHOTO, "p", size=5001)], False, "refused-file-too-big", "none", []),
        ([File(PHOTO, "p", size=MAX_DOWNLOAD + 1)], False, "refused-file-too-big", "none", []),
    ],
)
def test_what_does_not(
    files: list[File], words: bool, key: str, rest: str, goes: list[tuple[AttachmentKind, str | None]]
) -> None:
    fitting = fit(files, COMMENT, words=words)
    assert fitting.misfit is not None
    assert (fitting.misfit.key, fitting.misfit.rest) == (key, rest)
    assert [(one.kind, one.title) for one in fitting.goes] == goes


def test_where_nothing_can_be_attached() -> None:
    misfit = fit([A_PHOTO], Files(), words=False).misfit
    assert misfit is not None
    assert (misfit.key, misfit.rest) == ("refused-file-kind", "none")
