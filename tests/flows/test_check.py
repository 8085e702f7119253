"""`otklik check`, finding by finding. That it is a program with an exit code is proven in `tests/test_cli.py`."""

from __future__ import annotations

import json

import pytest

from bot.check import findings
from bot.config import load, misspelt
from sandbox.faults import Fault
from sandbox.telegram import Rights
from tests.flows.checking import HERE, found, todo
from tests.flows.stage import ANNA, BRAND, DELIVERY, OLGA, OPERATORS, SERVICE_TOKEN, VK_TOKEN, Stage
from tests.flows.words import hears

NEW = -1001000000007


async def test_all_is_well(stage: Stage) -> None:
    assert not [one for all_ in (await found(stage)).values() for _, one in all_ if one]


async def test_an_empty_database_is_no_fault(stage: Stage, empty_database_url: str) -> None:
    said = await found(stage, DATABASE_URL=empty_database_url)
    assert said["database"] == [("answers, is empty: the first start fills it", None)]


async def test_what_is_bound_in_telegram_is_looked_at(stage: Stage) -> None:
    stage.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    async with stage.at_work():
        stage.telegram.say(OLGA, NEW, "/setup")
        await stage.card("The operators work here now", NEW)
        stage.telegram.say(OLGA, DELIVERY, "/department Delivery")
        await stage.card("This is the department Delivery now", DELIVERY)
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
    stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "left")
    said = await found(stage)
    assert said["operator group"] == [
        (f"bound by /setup to {NEW}", None),
        ("the bot has its rights there", None),
    ]
    stage.telegram.set_member_status(stage.telegram.bot, DELIVERY, "left")
    assert (
        await todo(stage, "department Delivery") == "I am not in this group: add me to it as administrator."
    )


async def test_a_topic_that_was_deleted_is_seen_and_nothing_is_left_in_one_that_is_there(
    stage: Stage,
) -> None:
    stage.telegram.add_group(NEW, "Forum", members=[ANNA], owner=OLGA, is_forum=True)
    cases, parcels = stage.telegram.add_topic(NEW, "Cases"), stage.telegram.add_topic(NEW, "Parcels")
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        stage.telegram.say(OLGA, NEW, "/setup", thread=cases)
        await stage.card("The operators work here now", NEW)
        stage.telegram.say(OLGA, NEW, "/department Parcels", thread=parcels)
        await stage.card("This is the department Parcels now", NEW)
        await stage.calm()
    before = [one.message_id for one in stage.ours(NEW) if not one.deleted]
    said = await found(stage)
    assert (
        said["operator group"][1:] == said["department Parcels"] == [("the bot has its rights there", None)]
    )
    assert [one.message_id for one in stage.ours(NEW) if not one.deleted] == before
    stage.telegram.delete_topic(NEW, parcels)
    assert await todo(stage, "department Parcels") == (
        "say /department Parcels in another topic; until then the group itself is used"
    )


async def test_nobody_owns_it_yet(stage: Stage) -> None:
    async with stage.at_work(OWNER_IDS=""):
        pass
    ((words, nothing),) = (await found(stage, OWNER_IDS=""))["owner"]
    assert words.startswith("nobody yet")
    assert nothing is None


@pytest.mark.parametrize(
    ("settings", "what", "words"),
    [
        ({"OPERATORS_CHAT_ID": ""}, "operator group", "say /setup there, or set OPERATORS_CHAT_ID"),
        ({"OPERATORS_CHAT_ID": "-1009"}, "operator group", "I am not in this group"),
        ({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, "telegram", "look at the network, TELEGRAM_API_URL"),
        ({"VK_API_URL": "http://127.0.0.1:9"}, f"vk {BRAND}", "look at the network and the addresses"),
        ({"VK_GROUP_ID": "77"}, "vk 77", "make a token of this very account"),
        ({"VK_GROUP_TOKEN": "vk1.a.nobody-knows-this-one"}, f"vk {BRAND}", "make a new one"),
        ({"DATABASE_URL": "postgresql://me@127.0.0.1:9/otklik"}, "database", "start PostgreSQL, or mend"),
    ],
)
async def test_a_setting_that_is_wrong(stage: Stage, settings: dict[str, str], what: str, words: str) -> None:
    assert words in await todo(stage, what, **settings)


async def test_a_schema_of_another_version(stage: Stage) -> None:
    await stage.sql("UPDATE alembic_version SET version_num = '9999'")
    assert "run `otklik migrate`" in await todo(stage, "database")


async def test_a_bot_token_that_is_refused(stage: Stage) -> None:
    refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    stage.telegram.faults.add("getMe", Fault.error(401, refused))
    assert await todo(stage, "telegram") == "take the token anew from @BotFather"


async def test_a_webhook_takes_the_updates(stage: Stage) -> None:
    """The start mends it by itself; whose it is should be seen all the same."""
    hook = stage.telegram.webhook
    hook.url = "https://elsewhere.example/secret"
    words = "updates go to elsewhere.example; the start "
    assert (await found(stage))["webhook"] == [(f"{words}takes it away: there is no PUBLIC_URL", None)]
    ours = {"PUBLIC_URL": "https://desk.example"}
    assert (await found(stage, **ours))["webhook"] == [(f"{words}sets its own", None)]
    hook.url = "https://desk.example/telegram"
    assert (await found(stage, **ours))["webhook"] == [("set", None)]
    hook.last_error, hook.last_error_date = "Connection refused", stage.telegram.date
    assert (await found(stage, **ours))["webhook"] == [("set", None)], "it has all arrived since"
    stage.telegram.say(ANNA, OPERATORS, "hello")
    ((words, mend),) = (await found(stage, **ours))["webhook"]
    assert words == "updates do not arrive: Connection refused (1 wait)"
    assert (
        mend == "nothing listens there: start the proxy, or pass https://desk.example/telegram on to LISTEN"
    )


async def test_rights_of_the_bot(stage: Stage) -> None:
    rights = Rights().but(can_delete_messages=False)
    stage.telegram.add_group(NEW, "New", owner=OLGA, rights=rights)
    assert (
        await todo(stage, "operator group", OPERATORS_CHAT_ID=str(NEW))
        == "Please allow me to delete messages."
    )


async def test_switches_of_the_community(stage: Stage) -> None:
    stage.vk.longpoll.channel(BRAND).enabled = False
    stage.vk.fail("groups.setLongPollSettings", 15, times=None)
    said = (await found(stage, LANGUAGE="ru"))[f"vk {BRAND}"]
    assert (
        "works only in part",
        "Long Poll API выключен. Включите: Управление → Работа с API → Long Poll API.",
    ) in said


# --- what the tokens may do


async def test_what_tokens_may_do_is_told_in_words(stage: Stage) -> None:
    said = [words for words, _ in (await found(stage))[f"vk {BRAND}"]]
    assert said == [
        "Nordlicht Coffee answers",
        "VK_GROUP_TOKEN is a community's token",
        "can: read and answer comments, read and answer direct messages, send photos, send documents and voice, "
        "close comments under a post",
        "cannot: show texts of old posts, find comments that VK lost, find mentions elsewhere (needs VK_SERVICE_TOKEN); "
        "hide comments, edit own comments, like, ban, answer under photos, answer under videos, answer under products, "
        "answer in topics, see who mentions the community (needs VK_ADMIN_TOKEN)",
    ]


async def test_a_right_that_is_missing_is_named(stage: Stage) -> None:
    stage.vk.add_token("vk1.a.without-photos", "community", BRAND, scopes=["manage", "messages", "wall"])
    said = (await found(stage, VK_GROUP_TOKEN="vk1.a.without-photos", LANGUAGE="ru"))[f"vk {BRAND}"]
    assert any("отправлять фото (у VK_GROUP_TOKEN нет прав photos); " in words for words, _ in said)


async def test_a_token_in_the_wrong_place(stage: Stage) -> None:
    words = await todo(stage, f"vk {BRAND}", VK_ADMIN_TOKEN=SERVICE_TOKEN)
    assert words == "put a person's token there, as the README tells"


async def test_each_community_is_looked_at(stage: Stage) -> None:
    stage.vk.add_group(5678, "Kontor Tea", "kontor")
    stage.vk.add_token("vk1.a.of-kontor-tea", "community", 5678)
    entries = [
        {"group_id": BRAND, "group_token": "vk1.a.of-kontor-tea"},
        {"group_id": 5678, "group_token": VK_TOKEN, "service_token": "nobody-knows-this-one"},
    ]
    both = {"VK_GROUP_ID": "", "VK_GROUP_TOKEN": "", "VK_ACCOUNTS": json.dumps(entries)}
    said = await found(stage, **both)
    for number, other in ((BRAND, 5678), (5678, BRAND)):
        ((words, mend),) = said[f"vk {number}"]
        assert words == f"the token is of community {other}, not of {number}"
        assert mend is not None
    entries[0]["group_token"], entries[1]["group_token"] = VK_TOKEN, "vk1.a.of-kontor-tea"
    both["VK_ACCOUNTS"] = json.dumps(entries)
    assert (await todo(stage, "vk 5678", **both)).startswith("VK refuses the service token.")
    assert ("group_token is a community's token", None) in (await found(stage, **both))[f"vk {BRAND}"]


async def test_a_captcha_is_told_with_its_link(stage: Stage) -> None:
    captcha = stage.vk.captcha("groups.getById")
    words = await todo(stage, f"vk {BRAND}")
    assert words.startswith(f"open {stage.vk.url}/captcha/{captcha.captcha} in a browser")


async def test_names_that_nobody_reads(stage: Stage) -> None:
    loaded = load({**stage.settings, "DATABASE_URL": stage.database_url}, env_file=None)
    unknown = misspelt(None, {"VK_GRUP_TOKEN": "1", "TELEGRAM_HISTORY_LIMIT": "1"})
    said = [str(one) async for one in findings(loaded, unknown, HERE)]
    assert said[1:3] == [
        "FAIL VK_GRUP_TOKEN: in the environment: unknown and not used\n     → did you mean VK_GROUP_TOKEN?",
        "ok   TELEGRAM_HISTORY_LIMIT: in the environment: unknown and not used",
    ]
