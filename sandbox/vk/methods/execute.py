"""execute: of VKScript only what returns a list or an object of calls, `return [API.wall.get({"count":1}), …];`.

As VK does it: up to 25 calls count as one against the pace, each against its own quota; a call that fails is `false` in
its place and told in `execute_errors` (dev.vk.com, execute). Anything else of VKScript is error 12.
"""

import json
import re

from sandbox.vk import api
from sandbox.vk.api import Executed, method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError
from sandbox.vk.params import Params

MOST = 25
CALL = re.compile(r"\s*API\.([A-Za-z]+\.[A-Za-z]+)\s*\(\s*")
NAME = re.compile(r'\s*"([^"\\]*)"\s*:')
DECODER = json.JSONDecoder()

Asking = tuple[str, dict[str, object]]


@method("execute", "community service admin")
def execute(asked: Asked) -> object:
    named, calls = _read(asked.params.required("code"))
    if len(calls) > MOST:
        raise VkError(13, "too many api calls")
    results: list[object] = []
    errors: list[object] = []
    for name, values in calls:
        try:
            results.append(_call(asked, name, values))
        except VkError as error:
            results.append(False)
            errors.append({"method": name, "error_code": error.code, "error_msg": error.text})
    return Executed(results if named is None else dict(zip(named, results, strict=True)), errors)


def _call(asked: Asked, name: str, values: dict[str, object]) -> object:
    known = api.METHODS.get(name)
    if known is None or name == "execute":
        raise VkError(3)
    params = {key: value if isinstance(value, str) else _form(value) for key, value in values.items()}
    asked.core.failures.check(name, params)
    asked.core.tokens.count(asked.token, name)
    asked.token.check_kind(known.kinds)
    asked.token.check_scope(known.scope.get(asked.token.kind))
    return known.answer(Asked(asked.core, asked.token, Params(params), asked.version))


def _form(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ",".join(map(_form, value))
    return str(value)


def _read(code: str) -> tuple[list[str] | None, list[Asking]]:
    """The names of an object's fields (None: a list), and the calls."""
    found = re.fullmatch(r"\s*return\s*([\[{])(.*)([\]}])\s*;?\s*", code, re.DOTALL)
    if found is None or found[1] + found[3] not in ("[]", "{}"):
        raise VkError(12, "only a returned list or object of calls is understood")
    names: list[str] | None = [] if found[1] == "{" else None
    calls: list[Asking] = []
    rest = found[2]
    while rest.strip():
        if names is not None:
            name = NAME.match(rest)
            if name is None:
                raise VkError(12, "a field's name was expected")
            names.append(name[1])
            rest = rest[name.end() :]
        call, rest = _one(rest)
        calls.append(call)
        rest = rest.lstrip()
        if rest and not rest.startswith(","):
            raise VkError(12, "a comma was expected")
        rest = rest[1:]
    return names, calls


def _one(rest: str) -> tuple[Asking, str]:
    match = CALL.match(rest)
    if match is None:
        raise VkError(12, "a call was expected")
    rest = rest[match.end() :]
    values: object = {}
    if not rest.startswith(")"):
        try:
            values, end = DECODER.raw_decode(rest)
        except ValueError:
            raise VkError(12, "an object of parameters was expected") from None
        rest = rest[end:].lstrip()
    if not isinstance(values, dict) or not rest.startswith(")"):
        raise VkError(12, "a closing bracket was expected")
    return (match[1], values), rest[1:]
