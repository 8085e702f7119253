"""What reads something from outside, found in the program's own code, and what of it fuzzing runs.

A function reads when it takes raw JSON or what a connector stored (in `connectors`), when it asks a regular expression
or a model, or when it loads JSON: so a new one is found without being named anywhere.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from types import FrameType, ModuleType
from typing import NamedTuple

import bot
import connectors
from tests.fuzz.parsers import PARSERS, Parser

RAW = frozenset({"object", "Any", "Object", "Mapping[str, Any]", "Sequence[object]", "Request"})
"""Annotations of what nobody has looked at yet."""
ASKED = frozenset({"fullmatch", "match", "search", "finditer", "findall", "sub", "split"})
"""Of a regular expression."""
LOADED = frozenset({"loads", "load"})
"""Of json."""
MODELLED = frozenset({"model_validate", "model_validate_json"})
Place = tuple[str, int]
"""A file, and the line where a function begins."""


class Reads(NamedTuple):
    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


def readers() -> dict[Place, Reads]:
    found: dict[Place, Reads] = {}
    for module in _modules():
        written = Path(module.__file__ or "").read_text()
        for node in ast.walk(ast.parse(written)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _reads(node, module):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                found[str(module.__file__), first] = Reads(module.__name__, node.name)
    return found


def _modules() -> Iterator[ModuleType]:
    for package in (bot, connectors):
        for one in walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith("__main__"):
                yield import_module(one.name)


def _says_only(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A protocol's: what it does is somebody else's."""
    last = function.body[-1]
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)


def _reads(function: ast.FunctionDef | ast.AsyncFunctionDef, module: ModuleType) -> bool:
    if _says_only(function):
        return False
    arguments = [*function.args.args, *function.args.kwonlyargs]
    said = {ast.unparse(one.annotation) for one in arguments if one.annotation is not None}
    raw = bool(said & RAW) or any(one.arg == "cursor" for one in arguments)
    calls = [one.func for one in ast.walk(function) if isinstance(one, ast.Call)]
    return (raw and module.__name__.startswith("connectors.")) or any(_asks(one, module) for one in calls)


def _asks(called: ast.expr, module: ModuleType) -> bool:
    if not isinstance(called, ast.Attribute):
        return False
    if called.attr in MODELLED:
        return True
    if called.attr not in ASKED | LOADED or not isinstance(called.value, ast.Name):
        return False
    if called.attr in LOADED:
        return called.value.id == "json"
    asked = getattr(module, called.value.id, None)
    return asked is re or isinstance(asked, re.Pattern)


def run(parsers: Iterable[Parser] = tuple(PARSERS.values()), inputs: int = 20) -> set[Place]:
    """Where fuzzing comes: each sample as it is, then a few that are broken, always the same."""
    came: set[Place] = set()

    def called(frame: FrameType, what: str, _: object) -> None:
        if what == "call":
            came.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    chance = Random(1)
    before = sys.getprofile()
    sys.setprofile(called)
    try:
        for parser in parsers:
            whole = [
                number.to_bytes(1 if len(parser.samples) < 257 else 2)
                for number in range(len(parser.samples))
            ]
            for data in (*whole, *(chance.randbytes(chance.randrange(96)) for _ in range(inputs))):
                parser.tried(parser.made(data))
    finally:
        sys.setprofile(before)
    return came
