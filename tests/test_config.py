import re
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from bot.config import KNOWN, ConfigError, Settings, load, load_database, misspelt
from bot.desk.privacy import Mask
from bot.values import Address

ROOT = Path(__file__).parent.parent
REQUIRED = ["TELEGRAM_BOT_TOKEN", "VK_GROUP_ID", "VK_GROUP_TOKEN"]
GOOD = {
    "TELEGRAM_BOT_TOKEN": "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012",
    "VK_GROUP_ID": "123456",
    "VK_GROUP_TOKEN": "vk1.a.abcdefghijklmnop-_QRST",
}


def refused(env: dict[str, str], env_file: Path | None = None) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load(env, env_file)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None or error.value.__suppress_context__
    return str(error.value).splitlines()


def test_three_values_are_enough() -> None:
    settings = load(GOOD, None)
    assert settings.telegram_bot_token.get_secret_value() == GOOD["TELEGRAM_BOT_TOKEN"]
    assert settings.vk_group_id == 123456
    assert [one.group_id for one in settings.communities] == [123456]
    assert (settings.operators_chat_id, settings.owner_ids, settings.database_url) == (None, (), None)
    assert (settings.language, settings.timezone, settings.summary_at) == ("en", ZoneInfo("UTC"), time(9))
    assert (settings.listen, settings.undo_seconds) == (Address("127.0.0.1", 8080), 10)
    assert settings.telegram_group_per_minute == 20
    assert settings.data_dir == Path("data")


def test_nothing_changes_later() -> None:
    with pytest.raises(ValidationError):
        load(GOOD, None).undo_seconds = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("VK_GROUP_ID", "-123", 123),
        ("VK_GROUP_ID", "club123", 123),
        ("VK_GROUP_ID", "https://vk.com/public123", 123),
        ("OPERATORS_CHAT_ID", "-1001234567890", -1001234567890),
        ("OWNER_IDS", "1, 22;1 333,", (1, 22, 333)),
        ("LANGUAGE", "ru", "ru"),
        ("LANGUAGE", "ru_RU:ru:en", "ru"),
        ("LANGUAGE", "bg_BG.UTF-8", "bg"),
        ("LANGUAGE", "pl", "pl"),
        ("LANGUAGE", "de_DE:de", "en"),
        ("TIMEZONE", "Europe/Moscow", ZoneInfo("Europe/Moscow")),
        ("SUMMARY_AT", "7:05", time(7, 5)),
        ("UNDO_SECONDS", "0", 0),
        ("TELEGRAM_GROUP_PER_MINUTE", "0", 0),
        ("LISTEN", "0.0.0.0:80", Address("0.0.0.0", 80)),
        ("LISTEN", "[::1]:0", Address("::1", 0)),
        ("PUBLIC_URL", "https://desk.example.com/", "https://desk.example.com"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("VK_EVENTS", "LongPoll", "longpoll"),
        ("VK_CALLBACK_CODE", "a1b2c3d4", "a1b2c3d4"),
        ("VK_GROUP_ID", "  55 ", 55),
        ("UNDO_SECONDS", "  ", 10),
        ("PRIVATE_PATTERNS", "contract: D-####; ", (Mask("contract", "D-####"),)),
        ("PRIVATE_COUNTRIES", "ru, kz", ("RU", "KZ")),
        ("FILES_MAX_MB", "0", 0),
        ("FILES_REFUSED", ".EXE, html", frozenset({"exe", "html"})),
        ("FILES_REFUSED", "none", frozenset()),
        ("OUR_CONTACTS", "8 495 123-45-67; info@example.com", ("8 495 123-45-67", "info@example.com")),
    ],
)
def test_what_is_understood(name: str, value: str, read: object) -> None:
    assert getattr(load(GOOD | {name: value}, None), name.lower()) == read


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("VK_GROUP_ID", "mybrand", "found 'mybrand', expected the community's number"),
        ("VK_GROUP_ID", "0", "found '0'"),
        ("OPERATORS_CHAT_ID", "123", "ids of groups begin with a minus"),
        ("OWNER_IDS", "@me", "found '@me', expected numeric Telegram user ids"),
        ("OWNER_IDS", "-5", "ids of people are positive"),
        ("LANGUAGE", "de", "found 'de', expected one of en, ru"),
        ("TIMEZONE", "moscow", "did you mean Europe/Moscow?"),
        ("TIMEZONE", "../../etc/passwd", "expected a time zone"),
        ("SUMMARY_AT", "25:00", "found '25:00', expected a time of day such as 09:00"),
        ("UNDO_SECONDS", "1.5", "expected whole seconds, 0 to 300"),
        ("UNDO_SECONDS", "301", "expected whole seconds, 0 to 300"),
        ("PRIVATE_PATTERNS", "D-####", "each needs a name, a colon and a shape"),
        ("PRIVATE_PATTERNS", "phone: ####", "phone is found already, choose another name"),
        ("PRIVATE_PATTERNS", "a: ###; a: ####", "a name is there twice"),
        ("PRIVATE_PATTERNS", "x: #", "a shape of fewer than three figures and letters is found everywhere"),
        ("PRIVATE_COUNTRIES", "Russia", "no such country: RUSSIA"),
        ("FILES_MAX_MB", "51", "expected whole megabytes, 0 to 50"),
        ("FILES_REFUSED", "*.exe", "expected endings of names"),
        ("OUR_CONTACTS", "12", "one is neither an e-mail address nor a phone number"),
        ("LISTEN", "8080", "expected host:port such as 127.0.0.1:8080"),
        ("LISTEN", "host:99999", "expected host:port"),
        ("PUBLIC_URL", "desk.example.com", "expected the http(s) address"),
        ("VK_EVENTS", "webhook", "found 'webhook', expected one of longpoll, callback, both"),
        ("VK_EVENTS", "both", "without PUBLIC_URL VK has no address to post to"),
        ("VK_CALLBACK_CODE", "no code", "expected the string that the server must return"),
        ("VK_API_URL", "https://me:pw@host", "no user or password here"),
        ("TELEGRAM_PROXY", "host:1080", "found a value of 9 characters, expected a proxy"),
        ("VK_PROXY", "http://host", "the port is missing"),
        ("DATA_DIR", str(ROOT / "pyproject.toml"), "there is a file of that name"),
        ("DATABASE_URL", "mysql://u:pw@host/db", "expected postgresql://…, found mysql://"),
        (
            "DATABASE_URL",
            "postgresql://u:pw@host/db?sslmode=verify-full&sslrootcert=/no",
            "DATABASE_URL: found",
        ),
        ("VK_GROUP_TOKEN", "short", "found a value of 5 characters, expected the community's access token"),
        (
            "TELEGRAM_BOT_TOKEN",
            f"'{GOOD['TELEGRAM_BOT_TOKEN']}'",
            "characters in quotes, expected the bot's token",
        ),
    ],
)
def test_what_is_refused(name: str, value: str, line: str) -> None:
    (found,) = refused(GOOD | {name: value})
    assert found.startswith(f"{name}: found ")
    assert line in found
    assert "pw" not in found


def test_what_needs_another_setting_is_said_once() -> None:
    assert load(GOOD | {"VK_EVENTS": "both", "PUBLIC_URL": "https://desk.example"}, None).vk_events == "both"
    (line,) = refused(GOOD | {"VK_EVENTS": "both", "PUBLIC_URL": "desk.example"})
    assert line.startswith("PUBLIC_URL: found ")


def test_one_line_for_each() -> None:
    lines = refused({"LANGUAGE": "de", "VK_GROUP_ID": "x"})
    assert [line.partition(":")[0] for line in lines] == [
        "TELEGRAM_BOT_TOKEN",
        "VK_GROUP_ID",
        "VK_GROUP_TOKEN",
        "LANGUAGE",
    ]
    assert lines[0] == (
        "TELEGRAM_BOT_TOKEN: missing, expected the bot's token from @BotFather, such as 123456789:AAEabc…"
    )


@pytest.mark.parametrize("name", sorted(KNOWN - {"DATA_DIR"}))
@pytest.mark.parametrize(
    "token", [GOOD["TELEGRAM_BOT_TOKEN"], GOOD["VK_GROUP_TOKEN"], "http://u:S3cr%zz@h h"]
)
def test_a_token_in_the_wrong_line_is_not_shown(name: str, token: str) -> None:
    try:
        load(GOOD | {name: token}, None)
    except ConfigError as error:
        assert not re.search("abcdefgh|S3cr", str(error))  # noqa: PT017 - some values are right in some lines


@settings(deadline=None)  # the first look at the time zones takes its time
@given(st.sampled_from(sorted(KNOWN - {"DATA_DIR"})), st.text(max_size=60).filter(str.strip))
def test_any_value_is_read_or_refused_in_a_line(name: str, value: str) -> None:
    others = {"TELEGRAM_BOT_TOKEN": GOOD["TELEGRAM_BOT_TOKEN"]} if name == "VK_ACCOUNTS" else GOOD
    try:
        load(others | {name: value}, None)
    except ConfigError as error:
        (line,) = str(error).split("\n")
        assert line.startswith(f"{name}: found ")


def test_secrets_are_not_printed() -> None:
    proxy = "socks5://me:proxy%40pass@host:1080"
    settings = load(GOOD | {"TELEGRAM_PROXY": proxy, "DATABASE_URL": "postgresql://u:dbpass@h/d"}, None)
    for secret in settings.secrets:
        assert secret not in f"{settings!r} {settings}"
    assert {GOOD["VK_GROUP_TOKEN"], "proxy@pass", "proxy%40pass", "dbpass", proxy} <= set(settings.secrets)
    assert GOOD["TELEGRAM_BOT_TOKEN"].partition(":")[2] in settings.secrets


def test_every_token_and_password_is_secret() -> None:
    secret = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert secret == {name for name in Settings.model_fields if re.search("token|proxy|database_url", name)}
    assert all(isinstance(getattr(load(GOOD, None), name), SecretStr | None) for name in secret)


def dotenv(folder: Path, content: str | bytes) -> Path:
    path = folder / ".env"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = dotenv(
        tmp_path, "\ufeffUNDO_SECONDS=5 # why\nSUMMARY_AT=\n" + "".join(f"{k}={v}\n" for k, v in GOOD.items())
    )
    assert load({}, path).undo_seconds == 5
    assert load({"UNDO_SECONDS": "7"}, path).undo_seconds == 7
    assert load({"UNDO_SECONDS": ""}, path).undo_seconds == 5


def test_what_the_system_says_of_language_gives_way_to_the_file(tmp_path: Path) -> None:
    path = dotenv(tmp_path, "LANGUAGE=ru\n")
    assert load(GOOD | {"LANGUAGE": "en_US:en"}, path).language == "ru"


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (GOOD | {"UNDO_SECONDS": "3"}).items():
        monkeypatch.setenv(name, value)
    assert load(env_file=None).undo_seconds == 3


def test_a_typo_is_told_and_explains_what_is_missing(tmp_path: Path) -> None:
    path = dotenv(tmp_path, "VK_GRUOP_TOKEN=abcdefghijklmnopqrst\nSOMETHING_ELSE=1\nvk_group_id=5\n")
    env = {"TELEGRAM_BOT_TOKEN": GOOD["TELEGRAM_BOT_TOKEN"]}
    (told,) = map(str, misspelt(path, env))
    assert told == f"VK_GRUOP_TOKEN in {path}: unknown and not used, did you mean VK_GROUP_TOKEN?"
    assert refused(env, path)[-1] == told
    assert "abcdefgh" not in "".join(refused(env, path))


def test_a_typo_in_the_environment_is_told_too() -> None:
    env = {"vk_admin_tokn": "1", "TELEGRAM_CHANNEL_HISTORY": "1", "DATABASE_HOST": "h", "LISTEN_FDS": "1"}
    assert [str(one) for one in misspelt(None, GOOD | env)] == [
        "VK_ADMIN_TOKN in the environment: unknown and not used, did you mean VK_ADMIN_TOKEN?",
        "TELEGRAM_CHANNEL_HISTORY in the environment: unknown and not used",
    ]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (line,) = refused(GOOD, dotenv(tmp_path, "LANGUAGE=ru\n".encode("utf-16")))
    assert line.endswith("found something that is not text, expected UTF-8")


def test_a_missing_file_is_no_file(tmp_path: Path) -> None:
    assert load(GOOD, tmp_path / "none").vk_group_id == 123456
    assert misspelt(tmp_path / "none", {}) == []


def test_the_database_needs_no_tokens() -> None:
    settings = load_database({"DATABASE_URL": "postgresql://u:pw@h/d", "LANGUAGE": "de"}, None)
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "postgresql://u:pw@h/d"


def example() -> list[tuple[str, str, str]]:
    """(the line of why, the name, the value) of each variable in .env.example."""
    found = []
    before = ""
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        if match := re.fullmatch(r"#?([A-Z][A-Z_]+)=(.*)", line):
            found.append((before, match[1], match[2]))
        before = line
    return found


def test_the_example_names_every_setting_with_a_reason_and_the_needed_first() -> None:
    names = [name for _, name, _ in example()]
    assert names[:3] == REQUIRED
    assert sorted(names) == sorted(KNOWN)
    assert [line.partition(":")[0] for line in refused({})] == REQUIRED
    for why, _, _ in example():
        assert re.fullmatch(r"# .{20,}\.|# .{20,}\. .*", why), why


def test_the_examples_are_right() -> None:
    written = {name: value for _, name, value in example() if value}
    settings, defaults = load(GOOD | written, None), load(GOOD, None)
    same = {name for name in written if getattr(settings, name.lower()) == getattr(defaults, name.lower())}
    assert set(written) - same == {
        "OPERATORS_CHAT_ID",
        "OWNER_IDS",
        "DATABASE_URL",
        "METRICS_LISTEN",
        "PUBLIC_URL",
        "TELEGRAM_PROXY",
        "VK_PROXY",
        "PRIVATE_PATTERNS",
        "OUR_CONTACTS",
        "FILES_REFUSED",
    }


def test_the_example_is_a_file_that_can_be_used(tmp_path: Path) -> None:
    path = dotenv(tmp_path, (ROOT / ".env.example").read_text("utf-8"))
    assert [line.partition(":")[0] for line in refused({}, path)] == REQUIRED
    assert load(GOOD, path) == load(GOOD, None)
