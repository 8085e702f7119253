"""From a request to an answer: the order of VK's checks, then the method. No I/O here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.vk.core import Asked, Call, Core
from sandbox.vk.errors import VkError
from sandbox.vk.events import version_key
from sandbox.vk.params import Params

VERSION = re.compile(r"5\.\d{1,3}")

Answer = Callable[[Asked], object]


@dataclass(frozen=True)
class Method:
    """`kinds`: tokens that may call it (facts/vk.md, section 0). `scope`: the right a token needs, by kind."""

    name: str
    kinds: frozenset[str]
    scope: Mapping[str, str]
    answer: Answer


@dataclass(frozen=True)
class Executed:
    """What execute gives: a result, and beside it what failed on the way."""

    value: object
    errors: list[object]


METHODS: dict[str, Method] = {}


def method(name: str, kinds: str, *, community: str = "", admin: str = "") -> Callable[[Answer], Answer]:
    """Register a method for the `kinds` of tokens; `community` and `admin` name the right each of those needs."""

    def register(answer: Answer) -> Answer:
        METHODS[name] = Method(
            name, frozenset(kinds.split()), {"community": community, "admin": admin}, answer
        )
        return answer

    return register


def answer(core: Core, call: Call, access_token: str) -> dict[str, object]:
    """The body of the answer; `call.outcome` says what it was."""
    try:
        result = _result(core, call, access_token)
    except VkError as error:
        call.outcome = f"error {error.code}"
        return error.body(call.method, call.params)
    call.outcome = "ok"
    if isinstance(result, Executed):
        call.response = result.value
        return {"response": result.value} | ({"execute_errors": result.errors} if result.errors else {})
    call.response = result
    return {"response": result}


def _result(core: Core, call: Call, access_token: str) -> object:
    known = METHODS.get(call.method)
    if known is None:
        raise VkError(3)
    version = _version(call.params)
    call.token = token = core.tokens.find(access_token)
    core.failures.check(call.method, call.params)
    core.tokens.pace(token, call.method)
    token.check_kind(known.kinds)
    token.check_scope(known.scope.get(token.kind))
    given = known.answer(Asked(core, token, Params(call.params), version))
    distorted = core.failures.distortions.get(call.method)
    return given if distorted is None else distorted(given)


def _version(params: Mapping[str, str]) -> tuple[int, int]:
    version = params.get("v", "")
    if not version:
        raise VkError(8, "v (version) is required")
    if not VERSION.fullmatch(version):
        raise VkError(8, "v (version) is invalid")
    return version_key(version)
