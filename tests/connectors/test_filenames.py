"""Names of files that others gave: what is left of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.filenames import LONGEST, OCTETS, ending, harmless, mime


@pytest.mark.parametrize(
    ("given_name", "left"),
    [
        ("Счёт №5.pdf", "Счёт №5.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\a.txt", "C__Windows_a.txt"),
        ("a\r\nX-Header: 1.txt", "aX-Header_ 1.txt"),
        ("photo_\u202egpj.exe", "photo_gpj.exe"),
        ('a"b;c.txt', "a_b;c.txt"),
        ("  .bashrc", "bashrc"),
        ("CON.txt", "_CON.txt"),
        ("a\x00b.png", "ab.png"),
        ("👨\u200d👩\u200d👧.jpg", "👨\u200d👩\u200d👧.jpg"),
        *((name, "file") for name in (None, "", "..", "/", "\u202e", "\n")),
        ("ы" * 300 + ".pdf", "ы" * 58 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * (LONGEST - 2)),
    ],
)
def test_what_is_left_of_a_name(given_name: str | None, left: str) -> None:
    assert harmless(given_name) == left


@given(st.text(max_size=200))
def test_a_name_is_a_name(given_name: str) -> None:
    left = harmless(given_name)
    assert left
    assert len(left.encode()) <= LONGEST + 1
    assert not set(left) & set('\\/:*?"<>|\r\n\x00')
    assert left.strip(". ") == left
    assert harmless(left) == left


def test_endings() -> None:
    names = ("a.PDF", "a.tar.gz", "README", ".html", "a.", "page.html ", "x.e\u200bxe", None)
    assert [ending(one) for one in names] == ["pdf", "gz", "", "", "", "html", "exe", ""]


@pytest.mark.parametrize("value", ["text/html\r\nX: y", "text", "", None, "a/b c", 'a/b"'])
def test_a_type_that_is_none(value: str | None) -> None:
    assert mime(value) == OCTETS
    assert mime("application/vnd.ms-excel") == "application/vnd.ms-excel"
