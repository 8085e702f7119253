"""/settings: what the owner sets takes effect at once, and nobody else sets anything."""

from __future__ import annotations

import pytest

from sandbox.telegram import Message as Said
from storage.models import Account, Desk, Event, Staff
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears

OWNERS = "Only the owner changes the settings and sets up groups."


async def opened(desk: Stage) -> tuple[Said, Said]:
    """The owner's messages: of the desk, and of its account."""
    if not await changes(desk):
        await desk.sql("UPDATE desks SET board = true")  # as a new desk has it
    await hears(desk, "You are the owner")
    desk.telegram.say(OLGA, OLGA, "/settings")
    return await hears(desk, "Live board:"), await hears(desk, "Noise:")


async def account(desk: Stage) -> Account:
    (found,) = await desk.rows(Account)
    return found


async def changes(desk: Stage) -> list[tuple[object, ...]]:
    events = sorted(await desk.rows(Event, Event.kind == "setting"), key=lambda one: one.id)
    return [(one.data["name"], one.data["before"], one.data["after"], one.data["account"]) for one in events]


async def test_a_message_for_the_desk_and_one_for_each_account(desk: Stage) -> None:
    await desk.sql(
        "INSERT INTO accounts (desk_id, network, external_id, title) SELECT id, 'vk', '77', 'Nordlicht <Tea>' FROM desks"
    )
    ours, coffee = await opened(desk)
    tea = await hears(desk, "Nordlicht <Tea>")
    coffee = await hears(desk, "Nordlicht Coffee")
    assert desk.text(ours).splitlines()[0] == "The team"
    assert [[button.text for button in row] for row in ours.buttons] == [
        ["Live board: off", "✓ Live board: on"],
        ["✓ New: operator", "New: trainee"],
        ["New: viewer"],
        ["✓ Any operator", "Supervisors"],
        ["✓ Do not ask", "How it ended: ask"],
        ["🕘 Working hours", "⏱ By when"],
        ["📊 Summary"],
        ["💬 What customers think", "🧹 Old words"],
    ]
    assert desk.text(coffee).splitlines()[0] == "VK · Nordlicht Coffee"
    assert "only emoji, or only a tagged friend" in desk.text(coffee)
    for one in (coffee, tea):
        rows = [[button.text for button in row] for row in one.buttons]
        assert rows == [
            ["Noise: off", "✓ Gentle", "Strict"],
            ["✓ Urgent: off", "Urgent: on"],
            ["No signature", "Name"],
            ["Initials", "✓ Each their own"],
        ]


async def test_a_press_switches_redraws_and_is_logged(desk: Stage) -> None:
    ours, coffee = await opened(desk)
    assert await desk.press(OLGA, coffee, "Strict", OLGA) == "From now on: Strict"
    await desk.telegram.wait(lambda: "✓ Strict" in desk.labels(coffee))
    assert desk.labels(coffee)[:3] == ["Noise: off", "Gentle", "✓ Strict"]
    now = await account(desk)
    assert (now.noise, now.urgent) == ("strict", False)
    assert await desk.press(OLGA, coffee, "Urgent: on", OLGA) == "From now on: Urgent: on"
    await desk.telegram.wait(lambda: "✓ Urgent: on" in desk.labels(coffee))
    assert await desk.press(OLGA, ours, "Live board: off", OLGA) == "From now on: Live board: off"
    await desk.telegram.wait(lambda: desk.labels(ours)[:2] == ["✓ Live board: off", "Live board: on"])
    now = await account(desk)
    assert (now.noise, now.urgent) == ("strict", True)
    (row,) = await desk.rows(Desk)
    assert row.board is False
    assert await changes(desk) == [
        ("noise", "gentle", "strict", now.id),
        ("urgent", "off", "on", now.id),
        ("board", "on", "off", None),
    ]
    (olga,) = await desk.rows(Staff, Staff.user_id == OLGA)
    assert {one.staff_id for one in await desk.rows(Event, Event.kind == "setting")} == {olga.id}


async def test_the_same_again_changes_nothing(desk: Stage) -> None:
    _, coffee = await opened(desk)
    assert await desk.press(OLGA, coffee, "✓ Gentle", OLGA) == "From now on: Gentle"
    press = desk.telegram.press(OLGA, OLGA, coffee.message_id, "Strict", copies=3)
    await press.answered()
    await desk.telegram.wait(lambda: "✓ Strict" in desk.labels(coffee))
    await desk.calm()
    assert len(await changes(desk)) == 1


async def test_an_older_message_is_brought_up_to_date_by_a_press(desk: Stage) -> None:
    _, old = await opened(desk)
    desk.telegram.say(OLGA, OLGA, "/settings")
    new = await desk.telegram.wait(
        lambda: [one for one in desk.ours(OLGA) if "Noise:" in desk.text(one) and one is not old][0]
    )
    await desk.press(OLGA, new, "Noise: off", OLGA)
    await desk.press(OLGA, old, "Urgent: on", OLGA)
    await desk.telegram.wait(
        lambda: desk.labels(old)[:5] == ["✓ Noise: off", "Gentle", "Strict", "Urgent: off", "✓ Urgent: on"]
    )
    assert (await account(desk)).noise == "off"


async def test_it_outlives_a_restart(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        ours, coffee = await opened(stage)
        await stage.press(OLGA, coffee, "Noise: off", OLGA)
        await stage.press(OLGA, ours, "Live board: off", OLGA)
    async with stage.at_work():
        await stage.press(OLGA, coffee, "Urgent: on", OLGA)
        await stage.telegram.wait(lambda: "✓ Urgent: on" in stage.labels(coffee))
    assert "✓ Noise: off" in stage.labels(coffee)
    (row,) = await stage.rows(Desk)
    assert (row.board, (await account(stage)).noise) == (False, "off")


# --- who may


async def test_in_the_group_only_the_owner_gets_a_hint(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    desk.telegram.say(OLGA, OPERATORS, "/settings")
    hint = await desk.whisper(OLGA, "say /settings to")
    assert desk.text(hint) == "Settings are for the two of us: say /settings to @otklik_demo_bot."
    desk.telegram.say(BORIS, OPERATORS, "/settings")
    await desk.whisper(BORIS, OWNERS)
    await desk.calm()
    assert len(desk.telegram.ephemerals(OPERATORS, OLGA)) == 1
    assert desk.ours() == []
    assert len(desk.ours(OLGA)) == 1


async def test_others_are_refused(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    for who in (ANNA, PETR, STRANGER):
        desk.telegram.start_bot(who)
        await hears(desk, "", who)
        desk.telegram.say(who, who, "/settings")
    await hears(desk, OWNERS, ANNA)
    await hears(desk, OWNERS, PETR)
    await desk.calm()
    assert len(desk.ours(STRANGER)) == 1
    assert not desk.cards(ANNA)


@pytest.mark.parametrize("role", ["operator", "specialist"])
async def test_who_is_no_owner_any_more_presses_in_vain(desk: Stage, role: str) -> None:
    ours, coffee = await opened(desk)
    await desk.sql(f"UPDATE staff SET role = '{role}' WHERE user_id = {OLGA}")
    assert await desk.press(OLGA, coffee, "Strict", OLGA) == OWNERS
    assert await desk.press(OLGA, ours, "Live board: off", OLGA) == OWNERS
    await desk.calm()
    assert "✓ Gentle" in desk.labels(coffee)
    assert ((await account(desk)).noise, await changes(desk)) == ("gentle", [])


async def test_an_account_of_another_desk_cannot_be_set(desk: Stage) -> None:
    _, coffee = await opened(desk)
    await desk.sql(
        "INSERT INTO desks (title, language, timezone, summary_at) VALUES ('Other', 'en', 'UTC', '09:00')"
    )
    await desk.sql("UPDATE accounts SET desk_id = (SELECT max(id) FROM desks)")
    gone = "These settings are out of date. Say /settings again."
    assert await desk.press(OLGA, coffee, "Strict", OLGA) == gone
    assert await changes(desk) == []
