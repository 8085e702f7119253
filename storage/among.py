"""Many in one parameter: the question stays the same, and is prepared once, however many there are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, ColumnElement, bindparam, func
from sqlalchemy.types import TypeEngine


def many(name: str, each: type[TypeEngine[Any]] = BigInteger) -> BindParameter[Any]:
    """A parameter that takes a list: of ids, unless said otherwise."""
    return bindparam(name, type_=ARRAY(each))


def among(name: str, each: type[TypeEngine[Any]] = BigInteger) -> ColumnElement[Any]:
    """For `column == among("case_ids")`."""
    return func.any(many(name, each))
