"""Questions with buttons: what VK gets, and what a press brings."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from connectors.base import Choice
from connectors.choices import TakesChoices
from connectors.vk.keyboards import chosen, keyboard
from tests.connectors.conftest import DIALOG, Reader, Town, attempt


def choices(least: int, most: int) -> list[Choice]:
    return [Choice(str(score), {"survey": 7, "score": score}) for score in range(least, most + 1)]


def test_a_few_are_below_the_message_and_many_go_away_once_pressed() -> None:
    few, many = json.loads(keyboard(choices(1, 5))), json.loads(keyboard(choices(0, 10)))
    assert (few["inline"], [len(row) for row in few["buttons"]]) == (True, [5])
    assert (many["one_time"], [len(row) for row in many["buttons"]]) == (True, [4, 4, 3])
    assert few["buttons"][0][4]["action"] == {
        "type": "text",
        "label": "5",
        "payload": '{"survey":7,"score":5}',
    }


@pytest.mark.parametrize("odd", [None, "", "{", "[1]", "7", 7, "[" * 100_000, [], {}])
def test_what_no_program_could_read_is_nothing(odd: object) -> None:
    assert chosen(odd) is None


@pytest.mark.parametrize("switched_on", [True, False])
async def test_a_customer_answers_by_a_tap_or_in_words(
    town: Town, reader: Reader, *, switched_on: bool
) -> None:
    town.group.bot_features = switched_on
    town.vk.message(town.anna, town.group, "?")
    await reader.incoming()
    asked = replace(attempt(DIALOG), choices=choices(0, 10))
    sent = await reader.connector.send(asked)
    assert await reader.connector.send(asked) == sent, "once"
    question = town.vk.dialog(town.anna, town.group)[-1]
    assert (question.text, question.keyboard is not None) == (asked.text, switched_on)
    await reader.items()
    if switched_on:
        town.vk.tap(town.anna, town.group, "10")
    else:
        town.vk.message(town.anna, town.group, "10")
    said = await reader.incoming()
    assert (said.text, said.chosen) == ("10", {"survey": 7, "score": 10} if switched_on else None)


@pytest.mark.parametrize("switched_on", [True, False])
async def test_a_keyboard_that_is_over_is_taken_away(
    town: Town, reader: Reader, *, switched_on: bool
) -> None:
    town.group.bot_features = switched_on
    town.vk.message(town.anna, town.group, "?")
    await reader.incoming()
    await reader.connector.send(replace(attempt(DIALOG), choices=choices(0, 10)))
    town.vk.message(town.anna, town.group, "9")
    few = replace(attempt(DIALOG), random_id=8, over=5)
    await reader.connector.send(few)
    assert town.vk.dialog(town.anna, town.group)[-1].keyboard is None, "it is below the message"
    await reader.connector.send(replace(few, random_id=9, over=11))
    thanks = town.vk.dialog(town.anna, town.group)[-1]
    assert (thanks.text, thanks.keyboard) == (few.text, {"buttons": []} if switched_on else None)
    with pytest.raises(LookupError):
        town.vk.tap(town.anna, town.group, "10")


async def test_only_dialogs_have_buttons(reader: Reader) -> None:
    assert isinstance(reader.connector, TakesChoices)
    assert reader.connector.choices(DIALOG) == 40
    assert reader.connector.choices({"kind": "comment"}) == 0
