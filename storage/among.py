"""Ids in one parameter: the question stays the same, and is prepared once, however many there are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, ColumnElement, bindparam, func


def ids(name: str) -> BindParameter[Any]:
    """A parameter that takes a list of them."""
    return bindparam(name, type_=ARRAY(BigInteger))


def among(name: str) -> ColumnElement[Any]:
    """For `column == among("case_ids")`."""
    return func.any(ids(name))
