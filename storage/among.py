"""Many in one question: it is made, and prepared, once for however many there are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from sqlalchemy import ARRAY, BigInteger, BindParameter, ColumnElement, bindparam, func
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

Q = TypeVar("Q")


def many(name: str, each: type[TypeEngine[Any]] | TypeEngine[Any] = BigInteger) -> BindParameter[Any]:
    """A parameter that takes a list: of ids, unless said otherwise."""
    return bindparam(name, type_=ARRAY(each))


def among(name: str, each: type[TypeEngine[Any]] = BigInteger) -> ColumnElement[Any]:
    """For `column == among("case_ids")`."""
    return func.any(many(name, each))


class OfSome(Generic[Q]):
    """A question about some ids, and the same about a single one.

    How many are in one parameter PostgreSQL does not know: it supposes ten, so the plan for those it is given always seems
    better than one for any, and it plans each time anew. For a single id that takes longer than the answer; with a
    parameter of its own one plan serves (`generic_plans` in `pg_prepared_statements` counts that).
    """

    def __init__(self, make: Callable[[ColumnElement[Any]], Q]) -> None:
        """`make`: the question about an array of ids, for `column == func.any(ids)`."""
        self._one = make(array([bindparam("id_", type_=BigInteger)]))
        self._many = make(many("ids"))

    def __call__(self, ids: Collection[int]) -> tuple[Q, dict[str, Any]]:
        """The question and its parameters."""
        given = list(ids)
        return (self._one, {"id_": given[0]}) if len(given) == 1 else (self._many, {"ids": given})
