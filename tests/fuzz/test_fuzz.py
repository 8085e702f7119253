"""Whatever comes from outside, its parser says what it is or refuses it in its own words. At length: `make chaos`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import broken_bytes
from tests.fuzz.parsers import FOUND, PARSERS
from tests.fuzz.quietly import in_silence

SOME = 200
FEW = settings(
    max_examples=SOME,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def silence() -> Iterator[None]:
    with in_silence():
        yield


@pytest.mark.parametrize("name", PARSERS)
def test_nothing_breaks_a_parser(name: str) -> None:
    parser = PARSERS[name]

    def tried(data: bytes) -> None:
        parser.tried(parser.made(data))

    FEW(given(st.binary(max_size=48))(tried))()


@pytest.mark.parametrize("name", PARSERS)
def test_what_really_comes_is_understood(name: str) -> None:
    """The samples are no nonsense: without a change nothing of theirs is refused for its form alone."""
    parser = PARSERS[name]
    for each in parser.samples:
        parser.tried(broken_bytes(b"", [each]) if parser.make is broken_bytes else each)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in FOUND for value in FOUND[name]])
def test_what_was_found_once_breaks_nothing_any_more(name: str, value: object) -> None:
    PARSERS[name].tried(value)
