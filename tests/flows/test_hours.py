"""/hours: the owner sets when the desk works; what is refused changes nothing, and nobody else sets anything."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Desk, Event, HoursException
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, TIM, Stage
from tests.flows.words import hears

WEEK = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


async def asks(desk: Stage, command: str, answer: str) -> Shown:
    """The newest answer that holds these words."""
    before = len(desk.ours(OLGA))
    desk.telegram.say(OLGA, OLGA, command)
    return await desk.telegram.wait(
        lambda: [one for one in desk.ours(OLGA)[before:] if answer in desk.text(one)][-1]
    )


async def replies(desk: Stage, page: Shown, words: str, answer: str) -> Shown:
    before = len(desk.ours(OLGA))
    desk.telegram.say(OLGA, OLGA, words, reply_to=page.message_id)
    return await desk.telegram.wait(
        lambda: [one for one in desk.ours(OLGA)[before:] if answer in desk.text(one)][-1]
    )


async def kept(desk: Stage) -> Desk:
    (row,) = await desk.rows(Desk)
    return row


async def changes(desk: Stage) -> list[str]:
    events = await desk.rows(Event, Event.kind.like("hours%"))
    return [one.kind for one in sorted(events, key=lambda one: one.id)]


async def test_set_by_words_by_a_tap_and_back(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    page = await asks(desk, "/hours", "round the clock")
    assert desk.labels(page) == ["✓ Round the clock", "Mon–Fri 9–18", "Every day 9–21"]
    page = await replies(desk, page, "Пн-Пт 9-18, Сб 10-16", "Mon–Fri 09:00–18:00")
    assert "Sat 10:00–16:00\nSun closed" in desk.text(page)
    assert "Until now: round the clock" in desk.text(page)
    assert "now, " in desk.text(page), "whether it is open, and until when"
    assert (await kept(desk)).hours == {**WEEK, "sat": [["10:00", "16:00"]]}
    assert await desk.press(OLGA, page, "Mon–Fri 9–18", OLGA) == "Set."
    await desk.says(page, "Until now: Mon–Fri 09:00–18:00, Sat 10:00–16:00, Sun closed")
    assert (await kept(desk)).hours == WEEK

    # Days that are different, also seen and taken back.
    page = await asks(desk, "/hours 31.12 10-15", "31.12")
    assert "📅 " in desk.text(page)
    await asks(desk, "/hours 01.01-08.01 closed", "01.01")
    assert len(await desk.rows(HoursException)) == 9
    await asks(desk, "/hours 01.01-08.01 as usual", "31.12")
    (only,) = await desk.rows(HoursException)
    assert (only.day.month, only.hours) == (12, [["10:00", "15:00"]])

    await desk.press(OLGA, page, "🎉 Public holidays", OLGA)
    await desk.telegram.wait(lambda: "Bulgaria" in desk.labels(page))
    assert await desk.press(OLGA, page, "Bulgaria", OLGA) == "Set."
    await desk.says(page, "Public holidays: Bulgaria · next")
    page = await replies(desk, page, "Germany-BY", "Public holidays: Germany (BY)")
    assert (await kept(desk)).holidays == "DE-BY"
    await desk.press(OLGA, page, "Keep none", OLGA)
    await desk.says(page, "none kept")
    await desk.press(OLGA, page, "‹ Hours", OLGA)
    await desk.says(page, "Mon–Fri 09:00–18:00")
    assert await changes(desk) == [
        *("hours_week", "hours_week", "hours_days", "hours_days", "hours_days"),
        *("hours_holidays", "hours_holidays", "hours_holidays"),
    ]


async def test_a_429_of_a_moment_leaves_no_page_as_it_was(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    page = await asks(desk, "/hours", "round the clock")
    flood = desk.telegram.faults.add("editMessageText", Fault.flood(1), times=2)
    assert await desk.press(OLGA, page, "Mon–Fri 9–18", OLGA) == "Set."
    await desk.says(page, "Until now: round the clock")
    assert flood.hits == 2

    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    flood = desk.telegram.faults.add(
        "sendMessage", Fault.flood(1), times=1, when=lambda params: "ephemeral_message_parameters" in params
    )
    await desk.press(ANNA, card, "More")
    await desk.whisper(ANNA, "#1")
    assert flood.hits == 1


async def test_what_customers_are_told_and_what_templates_say(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    page = await asks(desk, "/hours mon-fri 9:00-18:00", "Mon–Fri 09:00–18:00")
    await desk.press(OLGA, page, "🌙 What customers are told", OLGA)
    await desk.says(page, "Our hours: Mon–Fri 09:00–18:00, Sat–Sun closed.")
    assert await desk.press(OLGA, page, "Comments too", OLGA) == "Set."
    await desk.telegram.wait(lambda: "✓ Comments too" in desk.labels(page))
    page = await replies(desk, page, "Zzz… back {opens}. {hours}", "Zzz… back ")
    assert "Sat–Sun closed" in desk.text(page)
    assert (await kept(desk)).closed_text == "Zzz… back {opens}. {hours}"
    await desk.press(OLGA, page, "Take my words away", OLGA)
    await desk.says(page, "Hello! We are away just now.")
    assert (await kept(desk)).closed_text is None
    await replies(desk, page, "Soon {name}", "Nobody knows {name}")
    await asks(desk, "/hours text " + "x" * 1001, "1,000 characters at most, 1 too many")
    await asks(desk, "/hours text Back {opens}", "Back ")
    assert (await kept(desk)).closed_notice == "all"

    desk.telegram.say(OLGA, OLGA, "/template desk Hours lang:ru\nМы работаем {hours}.")
    await hears(desk, "Kept: Hours.")
    desk.vk.message(TIM, BRAND, "When are you open?")
    card = await desk.card("When are you open?")
    desk.telegram.say(ANNA, OPERATORS, "/t Hours", reply_to=card.message_id)
    await desk.whisper(ANNA, "Мы работаем Пн–Пт 09:00–18:00, Сб–Вс выходной.")


async def test_who_is_told_is_set_by_words_that_no_customer_reads(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    for said, label, whom in (("Off", "✓ Nobody", "off"), ("comments TOO", "✓ Comments too", "all")):
        page = await asks(desk, f"/hours notice {said}", "They read")
        assert label in desk.labels(page)
        assert (await kept(desk)).closed_notice == whom
    await asks(desk, "/hours notice never", "“never” is none of these: /hours notice off, ")
    row = await kept(desk)
    assert (row.closed_notice, row.closed_text) == ("all", None)


REFUSED = {
    "/hours Mon-Sun closed": "You would never be open",
    "/hours Mon-Fry 9-18": "“fry” is no day of the week. For example: Mon-Fri",
    "/hours holidays Atlantis": "I know no holidays of “Atlantis”",
    "/hours holidays DE-XX": "DE has no part “XX”",
    "/hours 31.12 closed": "You are open round the clock. Set the week first",
    "/hours holidays RU": "You are open round the clock. Set the week first",
    "/hours Mon 9-18, Mon 10-12": "Mon is there twice",
}


async def test_what_is_refused_changes_nothing(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    for command, answer in REFUSED.items():
        await asks(desk, command, answer)
    row = await kept(desk)
    assert (row.hours, row.holidays, await desk.rows(HoursException), await changes(desk)) == (
        None,
        None,
        [],
        [],
    )


@pytest.mark.parametrize("words", ["/hours", "/hours Mon-Fri 9-18"])
async def test_only_the_owner_and_only_in_private(desk: Stage, words: str) -> None:
    desk.telegram.say(ANNA, OPERATORS, words)
    await desk.whisper(ANNA, "Only the owner changes the settings")
    desk.telegram.say(OLGA, OPERATORS, words)
    await desk.whisper(OLGA, "The hours are for the two of us")
    assert (await kept(desk)).hours is None


async def test_from_the_settings_and_by_who_was_an_owner(desk: Stage) -> None:
    await hears(desk, "You are the owner")
    settings = await asks(desk, "/settings", "The team")
    await desk.press(OLGA, settings, "🕘 Working hours", OLGA)
    page = await hears(desk, "To change them, tap below")
    await desk.sql("UPDATE staff SET role = 'operator', given_role = 'operator'")
    toast = await desk.press(OLGA, page, "Every day 9–21", OLGA)
    assert "Only the owner" in (toast or "")
    assert (await kept(desk)).hours is None
