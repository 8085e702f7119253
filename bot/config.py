"""Settings, read once from the environment and `.env`. What cannot be right ends the start, in one line a value.

The environment wins over `.env`, with one exception: LANGUAGE, which many systems set for gettext
(`en_US:en`). There `.env` wins, and a list is read as one: its first language that has words.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticKnownError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import values
from bot.accounts import (
    ACCOUNTS,
    ADMIN_TOKEN,
    CALLBACK_CODE,
    GROUP,
    GROUP_TOKEN,
    PROXY,
    SERVICE_TOKEN,
    TOKENS,
    WORDS,
    Hint,
    Proxy,
    VkAccount,
    VkCode,
    VkGroup,
    VkToken,
    VkWords,
    Wrong,
    found,
    read_accounts,
)
from bot.desk.admitted import LARGEST_MB, MEGABYTE, REFUSED, Admitted
from bot.desk.privacy import Privacy
from bot.masks import CONTACTS, COUNTRIES, PATTERNS, Contacts, Countries, Patterns
from bot.texts import LANGUAGES
from bot.values import Address, VkEvents


class ConfigError(Exception):
    """Settings the program cannot start with: `str()` is one line a variable, and never shows a secret."""


class Superfluous(ValueError):
    """Given next to VK_ACCOUNTS, which names every community."""


Url = Annotated[str, BeforeValidator(values.url)]
VkAccounts = Annotated[tuple[VkAccount, ...], BeforeValidator(read_accounts)]


class DatabaseSettings(BaseSettings):
    """What `otklik migrate` needs. A description says what is expected, in the words of an error."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        enable_decoding=False,
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",
        dotenv_filtering="only_existing",
        hide_input_in_errors=True,
        validate_default=False,
    )

    database_url: Annotated[SecretStr, BeforeValidator(values.database)] | None = Field(
        None,
        description="postgresql://user:password@host:5432/database, or nothing for a database of its own",
    )
    """None: the program starts its own PostgreSQL in `data_dir`."""
    data_dir: Annotated[Path, BeforeValidator(values.directory)] = Field(
        Path("data"), description="a directory"
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that no log may show, and the parts of it that are secret by themselves."""
        parts = {part for value in self._secret_values() for part in _secret_parts(value)}
        return tuple(sorted(parts, key=len, reverse=True))

    def _secret_values(self) -> list[str]:
        return _revealed(self)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment is handed in by `load`, so that several programs can run in one process."""
        return init_settings, dotenv_settings


OF_ONE_ALONE = (
    "vk_group_id",
    "vk_group_token",
    "vk_service_token",
    "vk_admin_token",
    "vk_callback_code",
    "vk_search",
)
"""What belongs to one community, and stands in its entry where there are several."""


class Settings(DatabaseSettings):
    """All of them. Tokens and whatever may hold a password are SecretStr."""

    telegram_bot_token: Annotated[SecretStr, BeforeValidator(values.telegram_token)] = Field(
        description="the bot's token from @BotFather, such as 123456789:AAEabc…"
    )
    vk_accounts: VkAccounts = Field((), description=ACCOUNTS)
    vk_group_id: VkGroup | None = Field(None, description=GROUP, validate_default=True)
    vk_group_token: VkToken | None = Field(None, description=GROUP_TOKEN, validate_default=True)

    operators_chat_id: Annotated[int, BeforeValidator(values.group_chat)] | None = Field(
        None, description="the operators' group, such as -1001234567890"
    )
    owner_ids: Annotated[tuple[int, ...], BeforeValidator(values.people)] = Field(
        (), description="numeric Telegram user ids separated by commas, such as 11111111,22222222"
    )
    language: Annotated[str, BeforeValidator(values.language)] = Field(
        LANGUAGES[0], description=f"one of {', '.join(LANGUAGES)}"
    )
    timezone: Annotated[ZoneInfo, BeforeValidator(values.timezone)] = Field(
        ZoneInfo("UTC"), description="a time zone such as Europe/Moscow"
    )
    summary_at: Annotated[time, BeforeValidator(values.time_of_day)] = Field(
        time(9), description="a time of day such as 09:00"
    )
    undo_seconds: Annotated[int, values.at_most(300)] = Field(10, description="whole seconds, 0 to 300")

    private_patterns: Patterns = Field((), description=PATTERNS)
    private_countries: Countries = Field(Privacy().regions, description=COUNTRIES)
    our_contacts: Contacts = Field((), description=CONTACTS)

    files_max_mb: Annotated[int, values.at_most(LARGEST_MB)] = Field(
        LARGEST_MB, description=f"whole megabytes, 0 to {LARGEST_MB} (0: files stay links)"
    )
    files_refused: Annotated[frozenset[str], BeforeValidator(values.endings)] = Field(
        REFUSED, description="endings of names separated by commas, such as exe,html (none: every kind comes)"
    )

    telegram_api_url: Url = Field("https://api.telegram.org", description="an http(s) address")
    telegram_proxy: Proxy | None = Field(None, description=PROXY)
    telegram_group_per_minute: Annotated[int, values.at_most(1000)] = Field(
        20, description="messages a minute in one group, 0 to 1000 (0: no pacing)"
    )
    vk_api_url: Url = Field("https://api.vk.ru", description="an http(s) address")
    vk_proxy: Proxy | None = Field(None, description=PROXY)
    vk_service_token: VkToken | None = Field(None, description=SERVICE_TOKEN)
    vk_admin_token: VkToken | None = Field(None, description=ADMIN_TOKEN)

    listen: Annotated[Address, BeforeValidator(values.listen)] = Field(
        Address("127.0.0.1", 8080), description="host:port such as 127.0.0.1:8080"
    )
    public_url: Url | None = Field(
        None, description="the http(s) address under which LISTEN is seen from outside"
    )
    metrics_token: Annotated[SecretStr, BeforeValidator(values.metrics_token)] | None = Field(
        None, description="16 or more letters, digits, - and _ that nobody guesses"
    )
    metrics_listen: Annotated[Address, BeforeValidator(values.listen)] | None = Field(
        None, description="host:port such as 127.0.0.1:9464"
    )
    # Read after PUBLIC_URL, which it may need.
    vk_events: Annotated[VkEvents, BeforeValidator(values.vk_events)] = Field(
        VkEvents.LONGPOLL, description=f"one of {', '.join(VkEvents)}"
    )
    vk_callback_code: VkCode | None = Field(None, description=CALLBACK_CODE)
    vk_search: VkWords | None = Field(None, description=WORDS)

    @field_validator(*OF_ONE_ALONE, mode="before")
    @classmethod
    def _one_way(cls, value: object, info: ValidationInfo) -> object:
        """One community by itself, or VK_ACCOUNTS: both at once would leave open which tokens are whose."""
        several = bool(info.data.get("vk_accounts", "found, but wrong"))
        if several and value is not None:
            raise Superfluous
        if value is None and not several and info.field_name in OF_ONE:
            raise PydanticKnownError("missing")
        return value

    @property
    def communities(self) -> tuple[VkAccount, ...]:
        """All, however they were named."""
        if self.vk_accounts or self.vk_group_id is None or self.vk_group_token is None:
            return self.vk_accounts
        one = VkAccount.model_construct(
            group_id=self.vk_group_id,
            group_token=self.vk_group_token,
            service_token=self.vk_service_token,
            admin_token=self.vk_admin_token,
            callback_code=self.vk_callback_code,
            search=self.vk_search or (),
        )
        return (one,)

    @property
    def privacy(self) -> Privacy:
        """What should not stand where everybody can read it."""
        return Privacy(self.private_countries, self.private_patterns, self.our_contacts)

    @property
    def admitted(self) -> Admitted:
        """Which files of customers come into the chat."""
        return Admitted(self.files_max_mb * MEGABYTE, self.files_refused)

    def token_name(self, slot: str) -> str:
        """What a person calls a connector's token: the variable, or the field in VK_ACCOUNTS."""
        return TOKENS[slot] if self.vk_accounts else f"VK_{TOKENS[slot].upper()}"

    def _secret_values(self) -> list[str]:
        return [*_revealed(self), *(secret for account in self.vk_accounts for secret in _revealed(account))]


OF_ONE = frozenset({"vk_group_id", "vk_group_token"})
"""What one community cannot do without."""
KNOWN = frozenset(name.upper() for name in Settings.model_fields)
OURS = ("TELEGRAM_", "VK_", "OPERATORS_", "OWNER_", "SUMMARY_", "UNDO_", "PRIVATE_", "METRICS_", "FILES_")
"""Beginnings of our names. Not DATABASE_, DATA_, LISTEN_ and PUBLIC_: many other programs have such."""
S = TypeVar("S", bound=DatabaseSettings)
Env = Mapping[str, str]
File = str | Path


def load(env: Env | None = None, env_file: File | None = ".env") -> Settings:
    """Read and check everything once. Empty values count as absent. Raises ConfigError.

    `env`: instead of the process's environment. `env_file`: may be missing; None: none is read.
    """
    return _load(Settings, env, env_file)


def load_database(env: Env | None = None, env_file: File | None = ".env") -> DatabaseSettings:
    """The same for what needs the database alone: a missing token is no reason not to migrate."""
    return _load(DatabaseSettings, env, env_file)


class Unknown(NamedTuple):
    """A name that looks like a setting and is none."""

    name: str
    where: str
    near: str | None

    def __str__(self) -> str:
        hint = f", did you mean {self.near}?" if self.near else ""
        return f"{self.name} in {self.where}: unknown and not used{hint}"


def misspelt(env_file: File | None = ".env", env: Env | None = None) -> list[Unknown]:
    """Names that are nobody's: what begins as ours do, and in `.env` also what is nearly one of ours.

    Raises ConfigError if `.env` is unreadable.
    """
    written = dict.fromkeys(_written(env_file), f"{env_file}")
    given = {name.upper(): "the environment" for name in (os.environ if env is None else env)}
    found = []
    for name, where in (given | written).items():
        ours = name.startswith(OURS)
        if name not in KNOWN and (ours or name in written):
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.7 if ours else 0.8)
            if near or ours:
                found.append(Unknown(name, where, near[0] if near else None))
    return found


def _load(kind: type[S], env: Env | None, env_file: File | None) -> S:
    given: dict[str, Any] = {
        name.lower(): value.strip()
        for name, value in (os.environ if env is None else env).items()
        if name.lower() in kind.model_fields and value.strip()
    }
    if _written(env_file).get("LANGUAGE"):
        given.pop("language", None)
    try:
        return kind(_env_file=env_file, **given)
    except ValidationError as error:
        lines = [line for one in error.errors(include_url=False) for line in _lines(kind, one)]
    raise ConfigError("\n".join([*lines, *map(str, misspelt(env_file, env))]))


def _written(env_file: File | None) -> Mapping[str, str | None]:
    """What `.env` says, by upper-case name."""
    try:
        found = DotEnvSettingsSource(DatabaseSettings, env_file=env_file).env_vars
    except UnicodeDecodeError:
        raise ConfigError(f"{env_file}: found something that is not text, expected UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{env_file}: cannot be read ({error.strerror})") from None
    return {name.upper(): value for name, value in found.items()}


def _lines(kind: type[DatabaseSettings], error: ErrorDetails) -> list[str]:
    name = str(error["loc"][0])
    expected = kind.model_fields[name].description
    if error["type"] == "missing":
        return [f"{name.upper()}: missing, expected {expected}"]
    problem = error.get("ctx", {}).get("error")
    if isinstance(problem, Wrong):
        return [f"{name.upper()}, {line}" for line in problem.lines]
    value = found(str(error["input"]), secret=_is_secret(kind.model_fields[name].annotation))
    if isinstance(problem, Superfluous):
        return [f"{name.upper()}: found {value} next to VK_ACCOUNTS; put it there and leave this empty"]
    hint = f"; {problem}" if isinstance(problem, Hint) and str(problem) else ""
    return [f"{name.upper()}: found {value}, expected {expected}{hint}"]


def _is_secret(annotation: Any) -> bool:
    return "SecretStr" in str(annotation) or "VkAccount" in str(annotation)


def _revealed(settings: BaseModel) -> list[str]:
    return [value.get_secret_value() for _, value in settings if isinstance(value, SecretStr)]


def _secret_parts(value: str) -> list[str]:
    """A token is secret with and without the bot's id; of a URL the whole and its password, as written and read."""
    if values.TELEGRAM_TOKEN.fullmatch(value):
        return [value, value.partition(":")[2]]
    password = urlsplit(value).password if "://" in value else None
    return [value, password, unquote(password)] if password else [value]
