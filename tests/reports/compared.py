"""Two reports, part by part."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest


def plain(value: Any) -> Any:
    """With floats to be compared as such."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return pytest.approx(value, abs=1e-4)
    return value


PARTS = (
    *("volume", "first", "next", "resolution", "deadlines", "replies", "departments", "people"),
    *(
        "backlog",
        "outside",
        "tags",
        "endings",
        "trend",
        "approvals",
        "satisfaction",
        "failures",
        "first_target",
    ),
)
