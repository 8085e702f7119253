"""The lock files are in step with pyproject.toml. Nothing is asked of a registry."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
    "requirements-uv.lock": PROJECT["dependency-groups"]["bootstrap"],
}


def pins(lock: str) -> dict[str, tuple[str, str]]:
    """Name → (version, the lines below it: hashes and who needs it)."""
    found = re.findall(r"^([\w.-]+)==([^ ]+).*\n((?:[ ].*\n?)*)", (ROOT / lock).read_text(), re.MULTILINE)
    return {name: (version, below) for name, version, below in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_what_pyproject_asks_for_and_nothing_it_no_longer_does(lock: str) -> None:
    locked = pins(lock)
    wanted = {canonicalize_name(Requirement(line).name): Requirement(line).specifier for line in LOCKS[lock]}
    outdated = {name for name, (_, below) in locked.items() if "pyproject.toml" in below} ^ set(wanted)
    assert not outdated, "run `make lock`"
    assert all(wanted[name].contains(locked[name][0]) for name in wanted), "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_addresses(lock: str) -> None:
    assert all("--hash=sha256:" in below for _, below in pins(lock).values())
    assert not re.search(r"://|file:|--index-url|--find-links|@ ", (ROOT / lock).read_text())


def test_the_locks_agree_with_each_other() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {
        name: runtime[name] for name in runtime.keys() & dev.keys() if runtime[name][0] != dev[name][0]
    } == {}
