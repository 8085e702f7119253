"""A customer is forgotten: nothing of them is left in the database and in our messages, and the figures stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.forgetting.command import export_to, forget_one
from bot.forgetting.forget import forget_once_more
from bot.forgetting.old import erase_old
from bot.telegram.blanking import grey_square
from sandbox.telegram import Message as Said
from storage.models import Case, Customer, CustomerIdentity, Event, Message, Outbox, RowState
from tests.flows.answering import answer
from tests.flows.customers import page, tap
from tests.flows.forgetting import (
    FAMILY,
    NAME,
    PERSON,
    QUELLA,
    ZARA,
    blanked,
    figures_of,
    left,
    lives,
    meets,
    plants,
    said,
    speaks_everywhere,
)
from tests.flows.stage import ANNA, BORIS, BRAND, DELIVERY, OLGA, OPERATORS, VERA, Stage
from tests.flows.words import hears, told

DAY = 24 * 3600
CALLED = f"{NAME} {FAMILY}"


async def test_nothing_is_left_of_who_is_forgotten_and_the_figures_stay(desk: Stage) -> None:
    """By the owner's second tap; nobody else's words go along, and who writes again is somebody new."""
    meets(desk)
    card, words = await lives(desk)
    desk.vk.message(VERA, BRAND, "Do you sell blue mugs?")
    others = await desk.card("blue mugs")
    there = [*words, *await plants(desk), *PERSON.values()]
    await desk.calm()
    before = await left(desk, there)
    assert before.keys() == set(there), "each word stands somewhere"
    until = desk.time.now()
    counted = await figures_of(desk, until)
    assert "🧹 Forget" not in desk.labels(await page(desk, card))
    shown = await page(desk, card, OLGA)
    await tap(desk, shown, "🧹 Forget", f"Forget {CALLED} for good?", OLGA)
    assert "1 case, " in desk.text(shown)
    swiped = await desk.followup(words[3])
    assert await desk.press_whisper(OLGA, shown, "Yes, forget for good") == (
        "Forgotten. The desk's messages are being cleared."
    )
    await blanked(desk)
    await desk.says(card, "the customer has been forgotten")
    assert desk.labels(card) == []
    await again(desk)
    assert await left(desk, there) == {}
    ours = said(desk, (OPERATORS, DELIVERY, OLGA))
    assert [word for word in there if word.lower() in ours] == []
    assert "blue mugs" in desk.text(others)
    assert swiped.deleted
    assert await figures_of(desk, until) == counted
    [logged] = await desk.rows(Event, Event.kind == "customer_forgotten")
    assert logged.data == {"customer": 1, "cases": 1}
    desk.telegram.say(ANNA, OPERATORS, "Still there?", reply_to=card.message_id)
    await desk.whisper(ANNA, "What was said in this case has been erased.")
    desk.vk.message(QUELLA, BRAND, "It is me again")
    anew = await desk.card("It is me again")
    assert "case before" not in desk.text(anew)
    customers = sorted(await desk.rows(Customer), key=lambda one: one.id)
    assert [one.forgotten_at is None for one in customers] == [False, True, True]


async def again(desk: Stage) -> None:
    """The clock looks for what was on its way."""
    assert desk.desk is not None
    await desk.calm()
    await desk.desk.clock.tick(forget_once_more)
    await desk.calm()


async def test_the_command_asks_for_the_name_and_an_open_case_is_closed(
    stage: Stage, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """While the desk rests; when it runs again it clears what is too old to be deleted, too."""
    meets(stage)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        photos = [stage.vk.photo(QUELLA), stage.vk.photo(QUELLA)]
        stage.vk.message(QUELLA, BRAND, "My parcel is torn", attachments=photos)
        card = await stage.card("torn")
        await stage.press(ANNA, card, "🖼 2 photos")
        album = await stage.telegram.wait(lambda: files(stage, "photo", 2))
        stage.vk.message(QUELLA, BRAND, "Listen", attachments=[stage.vk.voice(2)])
        [voice] = await stage.telegram.wait(lambda: files(stage, "voice", 1))
        stage.vk.message(VERA, BRAND, "Is Quella there?")
        await stage.card("there?")
        given = await answer(stage, card, "We are sorry")
        await stage.calm()
    now = stage.time.now()
    await export_to(stage.engine, "#1", None, tmp_path / "held.json", now)
    held = json.loads((tmp_path / "held.json").read_text("utf-8"))
    assert [one["text"] for one in held["cases"][0]["messages"]] == [
        "My parcel is torn",
        "Listen",
        "We are sorry",
    ]
    assert [len(one["attachments"]) for one in held["cases"][0]["messages"]] == [2, 1, 0]
    assert held["identities"][0]["external_id"] == str(QUELLA)
    assert held["cases"][0]["messages"][2]["by"] == "Anna"
    assert "Is Quella there?" not in json.dumps(held, ensure_ascii=False)
    assert "there?" not in capsys.readouterr().out

    for whom in ("vk:1", "Nobody", "@nobody"):
        with pytest.raises(ConfigError, match="nobody found"):
            await export_to(stage.engine, whom, None, None, now)
    asks: list[str] = []

    def asked(question: str) -> str:
        asks.append(question)
        return NAME

    assert not await forget_one(stage.engine, f"vk:{QUELLA}", None, yes=False, ask=asked, now=now)
    assert asks == [f"Type {CALLED} to forget them for good: "]
    assert "Cases that are open and will be closed: 1." in capsys.readouterr().out
    assert await stage.rows(CustomerIdentity, CustomerIdentity.name == CALLED)
    stage.time.let_pass(3 * DAY)
    assert await forget_one(stage.engine, CALLED, None, yes=False, ask=lambda _: CALLED, now=stage.time.now())
    assert "Forgotten." in capsys.readouterr().out
    with pytest.raises(ConfigError, match="nobody found"):
        await export_to(stage.engine, "#1", None, None, now)
    async with stage.at_work():
        await stage.says(card, "the customer has been forgotten")
        await blanked(stage)
        stays = await hears(stage, "stays in Telegram: its customer has been forgotten")
        assert stays.entities
        for one in album:
            assert one.media is not None
            assert one.media.file.data == grey_square()
        assert {stage.text(one) for one in (*album, voice)} == {"Erased."}
        [case] = await stage.rows(Case, Case.number == 1)
        assert (case.status, case.erased_at is None) == ("dismissed", False)
        stage.time.let_pass(60)
        await stage.calm()
        assert [one.text for one in stage.dialog(QUELLA) if one.out] == []
    [answered] = await stage.rows(Message, Message.direction == "out")
    assert (answered.delivery, answered.text) == ("taken_back", "")
    assert given


async def test_nothing_is_left_in_posts_private_chats_and_of_another_profile(desk: Stage) -> None:
    """Forgotten by the command while the desk is at work."""
    meets(desk)
    words = [*await speaks_everywhere(desk), *PERSON.values(), "Zarabeth", "Ulmenforst", str(ZARA)]
    assert (await left(desk, words)).keys() == set(words)
    now = desk.time.now()
    assert await forget_one(desk.engine, f"vk:{ZARA}", None, yes=True, ask=str, now=now)
    await blanked(desk)
    await again(desk)
    assert await left(desk, words) == {}
    ours = said(desk, (OPERATORS, OLGA, BORIS))
    assert [word for word in words if word.lower() in ours] == []
    assert {one.status for one in await desk.rows(Case)} == {"dismissed"}


def files(stage: Stage, kind: str, count: int) -> list[Said]:
    found = [one for one in stage.ours() if one.media is not None and one.media.kind == kind]
    return found if len(found) == count else []


async def test_what_was_said_long_ago_is_erased_where_the_owner_wants_that(desk: Stage) -> None:
    """A day after it was set, and whose case it was is known still."""
    meets(desk)
    desk.vk.message(QUELLA, BRAND, "Where is my marzipan?")
    card = await desk.card("marzipan")
    await desk.press(ANNA, card, "Claim")
    await desk.press(ANNA, card, "Resolve")
    await desk.says(card, "Resolved")
    desk.vk.message(VERA, BRAND, "Where is my nougat?")
    nougat = await desk.card("nougat")
    until = desk.time.now()
    counted = await figures_of(desk, until)
    desk.time.let_pass(400 * DAY)
    desk.telegram.say(OLGA, OLGA, "/settings")
    setting = await hears(desk, "The team")
    await desk.press(OLGA, setting, "🧹 Old words", OLGA)
    await desk.says(setting, "How long words are kept")
    await desk.press(OLGA, setting, "1 year", OLGA)
    await desk.telegram.wait(lambda: "✓ 1 year" in desk.labels(setting))
    await looks(desk)
    assert (await left(desk, ["marzipan"])).keys() == {"marzipan"}
    desk.time.let_pass(DAY + 60)
    await looks(desk)
    await desk.says(card, "what was said has been erased")
    await blanked(desk)
    assert (await left(desk, ["marzipan", CALLED])).keys() == {CALLED}
    assert "nougat" in desk.text(nougat)
    assert await figures_of(desk, until) == counted
    desk.vk.message(QUELLA, BRAND, "And my biscuits?")
    anew = await desk.card("biscuits")
    assert "1 case before" in desk.text(anew)
    assert told(desk, "marzipan") == []


async def looks(desk: Stage) -> None:
    assert desk.desk is not None
    await desk.desk.clock.tick(erase_old)


async def test_lists_in_private_chats_go_at_once_or_after_a_day(desk: Stage) -> None:
    """Also what a swipe on a card in the private chat was answered with; the group's are ephemeral."""
    meets(desk)
    desk.telegram.start_bot(ANNA)
    desk.vk.message(QUELLA, BRAND, "Where is my marzipan?")
    card = await desk.card("marzipan")
    await desk.press(ANNA, card, "Claim")
    for asked in (f"/find {NAME}", "/find marzipan", "/find nougat", "/mine", "/queue"):
        desk.telegram.say(ANNA, ANNA, asked)
    await desk.calm()
    lists = [one for one in desk.ours(ANNA) if NAME in desk.text(one) or "nougat" in desk.text(one)]
    assert len(lists) == 5
    assert await forget_one(desk.engine, "#1", None, yes=True, ask=str, now=desk.time.now())
    await blanked(desk)
    assert all(one.deleted for one in lists)
    desk.vk.message(VERA, BRAND, "Where is my nougat?")
    await desk.card("nougat")
    desk.telegram.say(ANNA, ANNA, "/find nougat")
    found = await hears(desk, "Vera Sokolova", ANNA)
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "put_away", Outbox.state == RowState.PENDING))
    desk.time.let_pass(DAY + 60)
    await desk.telegram.wait(lambda: found.deleted)
