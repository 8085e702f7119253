"""Our communities on VK as the settings name them: one by itself, or any number in VK_ACCOUNTS. Pure, but for one file.

VK_ACCOUNTS is a list in JSON, or the path of a file that holds one; an entry has the fields of `VkAccount`.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

_LIKE_A_SECRET = re.compile(r"\d+:[\w-]{30,}|vk1\.|://[^/]*@", re.ASCII)
_TOKEN = re.compile(r"[\w.-]{16,}", re.ASCII)
_GROUP = re.compile(
    r"(?:(?:https?://)?(?:m\.)?vk\.(?:com|ru)/)?(?:club|public|event|-)?(\d{1,18})/?", re.ASCII
)


class Hint(ValueError):
    """More words on what is wrong, without the value. Other errors' words are not shown: they may quote it."""


class Wrong(ValueError):
    """What is wrong with the parts of a value: whole lines, without the name of the setting."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines


def _token(value: object) -> SecretStr:
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise ValueError
    return SecretStr(value)


def _group(value: object) -> int:
    match = _GROUP.fullmatch(str(value))
    if match is None or int(match[1]) == 0:
        raise Hint("a short address is not a number: the number is in the community's settings")
    return int(match[1])


def _proxy(value: object) -> SecretStr:
    parts = urlsplit(str(value))
    if parts.scheme not in ("http", "https", "socks5") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError
    if parts.port is None:
        raise Hint("the port is missing")
    return SecretStr(str(value).rstrip("/"))


def _code(value: object) -> str:
    if not re.fullmatch(r"[\w-]{1,64}", str(value), re.ASCII):
        raise ValueError
    return str(value)


def _words(value: object) -> tuple[str, ...]:
    """Of a setting, separated by commas or semicolons; in JSON also a list."""
    parts = re.split(r"[,;\n]", value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError
    words = tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    if any(len(each) > LONGEST_WORDS for each in words):
        raise Hint(f"at most {LONGEST_WORDS} characters each")
    if len(words) > MOST_WORDS:
        raise Hint(f"at most {MOST_WORDS}: VK gives one search in 90 seconds, so each more makes all slower")
    return words


VkGroup = Annotated[int, BeforeValidator(_group)]
VkToken = Annotated[SecretStr, BeforeValidator(_token)]
Proxy = Annotated[SecretStr, BeforeValidator(_proxy)]
VkWords = Annotated[tuple[str, ...], BeforeValidator(_words)]
VkCode = Annotated[str, BeforeValidator(_code)]

GROUP = "the community's number, such as 123456 (also -123456 or club123456)"
GROUP_TOKEN = "the community's access token, at least 16 letters and digits, such as vk1.a.abc…"  # noqa: S105
SERVICE_TOKEN = "the service token of a VK application"  # noqa: S105
ADMIN_TOKEN = "an administrator's own access token"  # noqa: S105
CALLBACK_CODE = "the string that the server must return, as VK's settings of the Callback API show it"
PROXY = "a proxy such as socks5://user:password@host:1080 or http://host:3128"
ACCOUNTS = 'JSON such as [{"group_id": 123456, "group_token": "vk1.a.abc…"}], or the path of a file with it'


WORDS = "words or phrases to look for, separated by commas, such as nordlicht coffee, нордлихт"
MOST_WORDS, LONGEST_WORDS = 20, 100


TOKENS = {"community": "group_token", "service": "service_token", "admin": "admin_token"}
"""The field of each of a connector's slots."""


class VkAccount(BaseModel):
    """One community. A token for reading may be several communities', its own token may not."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    group_id: VkGroup = Field(description=GROUP)
    group_token: VkToken = Field(description=GROUP_TOKEN)
    service_token: VkToken | None = Field(None, description=SERVICE_TOKEN)
    admin_token: VkToken | None = Field(None, description=ADMIN_TOKEN)
    proxy: Proxy | None = Field(None, description=PROXY)
    """None: VK_PROXY."""
    callback_code: VkCode | None = Field(None, description=CALLBACK_CODE)
    """For an entry of the Callback API that a person made by hand."""
    search: VkWords = Field((), description=WORDS)


def read_accounts(value: object) -> tuple[VkAccount, ...]:
    """Raises Hint if there is no list, Wrong with a line a field."""
    entries = _entries(str(value))
    accounts: list[VkAccount] = []
    wrong: list[str] = []
    for number, entry in enumerate(entries, 1):
        try:
            accounts.append(_account(number, entry))
        except Wrong as error:
            wrong += error.lines
    wrong = wrong or list(_doubled(accounts))
    if wrong:
        raise Wrong(wrong)
    return tuple(accounts)


def found(value: str, *, secret: bool) -> str:
    """What may be shown of a wrong value. A token pasted into the wrong line is still a token."""
    quotes = " in quotes" if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else ""
    if secret or len(value) > 40 or _LIKE_A_SECRET.search(value):
        return f"a value of {len(value)} characters{quotes}"
    return repr(value)


def _entries(value: str) -> list[Any]:
    written = value if value.startswith(("[", "{")) else _file(value)
    try:
        entries = json.loads(written)
    except json.JSONDecodeError as error:
        raise Hint(f"it is no JSON from line {error.lineno}, column {error.colno}, on") from None
    except RecursionError:
        raise Hint("it is no list of communities") from None
    if not isinstance(entries, list):
        raise Hint("[ and ] belong around the communities, also if there is only one")
    if not entries:
        raise Hint("the list is empty")
    return entries


def _file(path: str) -> str:
    try:
        return Path(path).expanduser().read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Hint("the file is not text in UTF-8") from None
    except (OSError, ValueError, RuntimeError):
        raise Hint("there is no file of that name that can be read") from None


def _account(number: int, entry: object) -> VkAccount:
    """Empty values count as absent, as in every setting."""
    if not isinstance(entry, dict):
        raise Wrong(
            [f"entry {number}: found no {{…}}, expected the fields {', '.join(VkAccount.model_fields)}"]
        )
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in entry.items()
        if value is not None and value != ""
    }
    try:
        return VkAccount.model_validate(given)
    except ValidationError as error:
        lines = [f"entry {number}, {_line(one)}" for one in error.errors(include_url=False)]
    raise Wrong(lines)


def _line(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, VkAccount.model_fields, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(VkAccount.model_fields)}"
        return f"found a field {found(name, secret=False)} that nobody knows; {hint}"
    expected = VkAccount.model_fields[name].description
    if error["type"] == "missing":
        return f"{name}: missing, expected {expected}"
    problem = error.get("ctx", {}).get("error")
    hint = f"; {problem}" if isinstance(problem, Hint) else ""
    return f"{name}: found {found(str(error['input']), secret=name != 'group_id')}, expected {expected}{hint}"


def _doubled(accounts: Sequence[VkAccount]) -> Iterator[str]:
    """Two entries of one community, or with one community's token."""
    groups: dict[int, int] = {}
    tokens: dict[str, int] = {}
    for number, account in enumerate(accounts, 1):
        first = groups.setdefault(account.group_id, number)
        if first != number:
            yield f"entry {number}, group_id: found {account.group_id}, which entry {first} has; expected each once"
        first = tokens.setdefault(account.group_token.get_secret_value(), number)
        if first != number:
            yield f"entry {number}, group_token: found the token of entry {first}, expected one of its own"
