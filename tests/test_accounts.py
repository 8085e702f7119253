"""VK_ACCOUNTS: any number of communities, as JSON or in a file, and what is said of each mistake."""

import json
from pathlib import Path

import pytest

from bot.config import ConfigError, load

TELEGRAM = {"TELEGRAM_BOT_TOKEN": "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012"}
TOKEN, OTHER, SERVICE = "vk1.a.first-secret-token", "vk1.a.other-secret-token", "service-secret-token"
ONE = {"group_id": 1, "group_token": TOKEN}


def with_accounts(accounts: object) -> dict[str, str]:
    return {**TELEGRAM, "VK_ACCOUNTS": accounts if isinstance(accounts, str) else json.dumps(accounts)}


def lines(accounts: object, **more: str) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load(with_accounts(accounts) | more, None)
    assert "secret" not in str(error.value)
    return str(error.value).splitlines()


def test_any_number_of_communities() -> None:
    two = {
        "group_id": "club22",
        "group_token": OTHER,
        "service_token": SERVICE,
        "admin_token": "",
        "proxy": "socks5://me:secret-password@host:1080",
    }
    settings = load(with_accounts([ONE, two]), None)
    assert [one.group_id for one in settings.communities] == [1, 22]
    first, second = settings.communities
    assert second.service_token is not None
    assert second.service_token.get_secret_value() == SERVICE
    assert (first.service_token, second.admin_token, first.proxy) == (None, None, None)
    assert {TOKEN, OTHER, SERVICE, "secret-password"} <= set(settings.secrets)
    assert "secret" not in f"{settings!r} {settings} {first!r} {second}"


def test_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text("\ufeff" + json.dumps([ONE], indent=2))
    assert [one.group_id for one in load(with_accounts(str(path)), None).communities] == [1]


def test_in_dotenv(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(f"VK_ACCOUNTS='[\n  {json.dumps(ONE)}\n]'\n")
    assert [one.group_id for one in load(TELEGRAM, path).communities] == [1]


@pytest.mark.parametrize(
    ("accounts", "said"),
    [
        (
            [ONE, {"group_id": "brand", "token": OTHER}],
            [
                "VK_ACCOUNTS, entry 2, group_id: found 'brand', expected the community's number, such as 123456 "
                "(also -123456 or club123456); a short address is not a number: the number is in the community's settings",
                "VK_ACCOUNTS, entry 2, group_token: missing, expected the community's access token, at least 16 "
                "letters and digits, such as vk1.a.abc…",
                "VK_ACCOUNTS, entry 2, found a field 'token' that nobody knows; did you mean group_token?",
            ],
        ),
        (
            [{**ONE, "service_token": 5, "proxy": "socks5://u:secret@host"}],
            [
                "VK_ACCOUNTS, entry 1, service_token: found a value of 1 characters, expected the service token of a "
                "VK application",
                "VK_ACCOUNTS, entry 1, proxy: found a value of 22 characters, expected a proxy such as "
                "socks5://user:password@host:1080 or http://host:3128; the port is missing",
            ],
        ),
        (
            [ONE, 5],
            [
                "VK_ACCOUNTS, entry 2: found no {…}, expected the fields group_id, group_token, service_token, "
                "admin_token, proxy, callback_code, search"
            ],
        ),
        (
            [ONE, {"group_id": 2, "group_token": TOKEN}, {"group_id": -1, "group_token": OTHER}],
            [
                "VK_ACCOUNTS, entry 2, group_token: found the token of entry 1, expected one of its own",
                "VK_ACCOUNTS, entry 3, group_id: found 1, which entry 1 has; expected each once",
            ],
        ),
        (
            [{**ONE, TOKEN: 1}],
            [
                "VK_ACCOUNTS, entry 1, found a field a value of 24 characters that nobody knows; expected group_id, "
                "group_token, service_token, admin_token, proxy, callback_code, search"
            ],
        ),
    ],
)
def test_each_mistake_is_a_line_that_names_entry_and_field(accounts: object, said: list[str]) -> None:
    assert lines(accounts) == said


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("[]", "the list is empty"),
        (json.dumps(ONE), "[ and ] belong around the communities, also if there is only one"),
        ('[{"group_id": 1,\n "group_token": secret}]', "it is no JSON from line 2, column 17, on"),
        ("[" * 100_000, "it is no list of communities"),
        ("nowhere.json", "there is no file of that name that can be read"),
        ("\0", "there is no file of that name that can be read"),
        (TOKEN, "there is no file of that name that can be read"),
    ],
)
def test_what_is_no_list_of_communities(value: str, hint: str) -> None:
    (line,) = lines(value)
    assert line.startswith(f"VK_ACCOUNTS: found a value of {len(value)} characters, expected JSON such as ")
    assert line.endswith(f"or the path of a file with it; {hint}")


def test_one_way_or_the_other() -> None:
    found = lines(
        [ONE], VK_GROUP_ID="7", VK_GROUP_TOKEN=OTHER, VK_SERVICE_TOKEN=SERVICE, VK_ADMIN_TOKEN=OTHER
    )
    assert found == [
        "VK_GROUP_ID: found '7' next to VK_ACCOUNTS; put it there and leave this empty",
        "VK_GROUP_TOKEN: found a value of 24 characters next to VK_ACCOUNTS; put it there and leave this empty",
        "VK_SERVICE_TOKEN: found a value of 20 characters next to VK_ACCOUNTS; put it there and leave this empty",
        "VK_ADMIN_TOKEN: found a value of 24 characters next to VK_ACCOUNTS; put it there and leave this empty",
    ]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_bytes(json.dumps([ONE]).encode("utf-16"))
    (line,) = lines(str(path))
    assert line.endswith("the file is not text in UTF-8")
