"""/staff: an owner gives roles, supervisors look, and a role takes effect at once."""

from __future__ import annotations

import pytest

from sandbox.telegram import Message as Said
from storage.models import Case, Event, Role, Staff
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears, in_private

OWNERS = "Only the owner gives roles."
LOOKERS = "Only the owner and supervisors see who is on the team."


async def people(desk: Stage, who: int = OLGA) -> Said:
    """The list, opened by somebody who is known as what they are."""
    await in_private(desk, who)
    desk.telegram.say(who, who, "/staff")
    return await hears(desk, "The team:", who)


async def role(desk: Stage, who: int) -> tuple[str, str | None]:
    (one,) = await desk.rows(Staff, Staff.user_id == who)
    return one.role, one.given_role


async def said(desk: Stage, command: str, words: str) -> str:
    """The owner says a command privately, a breath after the last; what the bot comes to answer with."""
    desk.time.let_pass(1)
    desk.telegram.say(OLGA, OLGA, command)
    return desk.text(await hears(desk, words))


async def test_an_owner_sees_everybody_and_gives_a_role_by_buttons(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await in_private(desk, ANNA)
    listed = await people(desk)
    lines = desk.text(listed).splitlines()
    assert lines[0] == "The team: 2 people"
    assert lines[2].startswith("Olga · owner · joined")
    assert lines[3].startswith("Anna · operator · has 1 case · joined")
    await desk.press(OLGA, listed, "Anna", OLGA)
    await desk.says(listed, "Role: operator · by the group")
    assert "look: the cards, /queue and histories" in desk.text(listed), "what each role may"
    toast = await desk.press(OLGA, listed, "Supervisor", OLGA)
    assert toast == "Anna: supervisor from now on. They have been told."
    await desk.says(listed, "Role: supervisor · given by an owner")
    await hears(desk, "Your role is now: supervisor. You may: all that an operator may", ANNA)
    assert await role(desk, ANNA) == ("supervisor", "supervisor")
    again = await desk.press(OLGA, listed, "✓ Supervisor", OLGA)
    assert again == "Anna: supervisor from now on.", "no news for Anna"
    (case,) = await desk.rows(Case)
    assert case.holder_id is not None, "what she may have still stays hers"
    await desk.press(OLGA, listed, "By the group", OLGA)
    await desk.says(listed, "Role: operator · by the group")
    await desk.press(OLGA, listed, "Back", OLGA)
    await desk.says(listed, "The team: 2 people")
    events = sorted(await desk.rows(Event, Event.kind == "role"), key=lambda one: one.id)
    (olga,) = await desk.rows(Staff, Staff.user_id == OLGA)
    assert [(one.data["before"], one.data["after"], one.staff_id) for one in events] == [
        ("operator", "supervisor", olga.id),
        ("supervisor", "operator", olga.id),
    ]


async def test_supervisors_look_and_operators_do_not(desk: Stage) -> None:
    await given(desk, NINA, Role.SUPERVISOR)
    listed = await people(desk, NINA)
    assert "Press a name to see more." in desk.text(listed)
    await desk.press(NINA, listed, "Olga", NINA)
    await desk.says(listed, "Role: owner")
    assert desk.labels(listed) == ["Back"]
    desk.telegram.say(NINA, NINA, "/staff @nina owner")
    await hears(desk, OWNERS, NINA)
    desk.telegram.say(BORIS, OPERATORS, "/staff")
    await desk.whisper(BORIS, LOOKERS)
    desk.telegram.say(OLGA, OPERATORS, "/staff")
    await desk.whisper(OLGA, "The team is for the two of us: say /staff to @otklik_demo_bot.")
    desk.telegram.say(OLGA, OPERATORS, "/staff", anonymous=True)
    await hears(desk, "You write anonymously.", OPERATORS)
    await desk.press(NINA, listed, "Back", NINA)
    await desk.says(listed, "The team:")
    await desk.sql(f"UPDATE staff SET role = 'operator', given_role = 'operator' WHERE user_id = {NINA}")
    assert await desk.press(NINA, listed, "Olga", NINA) == LOOKERS, "the role of this moment counts"
    assert await role(desk, NINA) == ("operator", "operator")


async def test_roles_by_command(desk: Stage) -> None:
    await in_private(desk, OLGA)
    desk.telegram.user_of(BORIS).username = "boris_l"
    assert "I do not know @boris_l yet." in await said(desk, "/staff @boris_l trainee", "@boris_l")
    words = await said(desk, f"/staff {BORIS} trainee", "Boris: trainee from now on.")
    assert words.endswith("Tell them yourself: they have not opened a private chat with me.")
    assert await role(desk, BORIS) == ("trainee", "trainee"), "known by number before he ever acted"
    await said(desk, "/staff @Boris_L Supervisor", "Boris: supervisor from now on.")
    await said(desk, "/staff bor viewer", "Boris: viewer from now on.")
    await said(desk, "/staff @boris_l", "Role: viewer")
    assert "There is no role “boss”. For example: /staff @anna supervisor." in await said(
        desk, "/staff @boris_l boss", "boss"
    )
    assert "To change a role: /staff @anna supervisor" in await said(
        desk, "/staff viewer", "To change a role"
    )
    assert f"{STRANGER} is in none of our groups" in await said(
        desk, f"/staff {STRANGER} operator", "none of our"
    )
    assert await desk.rows(Staff, Staff.user_id == STRANGER) == []
    await desk.sql(
        "INSERT INTO staff (desk_id, user_id, name, role) SELECT id, 901, 'Boris K', 'operator' FROM desks"
    )
    several = await said(desk, "/staff bo operator", "Several people")
    assert "Boris: @boris_l, Boris K: 901" in several
    assert await role(desk, BORIS) == ("viewer", "viewer")


async def test_there_is_always_an_owner(desk: Stage) -> None:
    listed = await people(desk)
    await said(desk, "/staff 104 operator", "You are the only owner.")
    await desk.press(OLGA, listed, "Olga", OLGA)
    await desk.says(listed, "Role: owner")
    toast = await desk.press(OLGA, listed, "Viewer", OLGA)
    assert toast == "You are the only owner. First make somebody else one."
    page = await hears(desk, await _person(desk, ANNA))
    await desk.press(OLGA, page, "Owner…", OLGA)
    await desk.says(page, "Make Anna an owner?")
    assert await role(desk, ANNA) == ("operator", None), "asked first"
    await desk.press(OLGA, page, "Yes, an owner", OLGA)
    await desk.says(page, "Role: owner")
    assert "Olga is an owner by OWNER_IDS." in await said(desk, "/staff 104 operator", "OWNER_IDS")
    await said(desk, "/staff 101 operator", "Anna: operator from now on.")
    assert await role(desk, ANNA) == ("operator", "operator")
    assert await role(desk, OLGA) == ("owner", None)


async def _person(desk: Stage, who: int) -> str:
    """The owner asks for somebody's page; words of it."""
    desk.telegram.say(ANNA, OPERATORS, "/queue")
    await desk.whisper(ANNA, "Nothing waits")
    desk.telegram.say(OLGA, OLGA, f"/staff {who}")
    return "Role: operator · by the group"


async def test_a_lower_role_gives_back_what_it_may_not_have(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await in_private(desk, OLGA)
    await said(desk, f"/staff {ANNA} trainee", "Anna: trainee from now on.")
    await desk.calm()
    assert "With Anna" in desk.text(card), "a trainee may have it"
    await said(desk, f"/staff {ANNA} viewer", "Anna: viewer from now on.")
    told = await hears(desk, "Anna has another role now.", OPERATORS)
    assert desk.text(told).splitlines()[1] == "Free again: #1"
    await desk.says(card, "Nobody has it")
    looks = "You are a viewer here: you may look, not act. The owner can change that."
    for label in ("Claim", "Reply", "Escalate", "Resolve"):
        assert await desk.press(ANNA, card, label) == looks
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    assert [one for one in desk.labels(menu) if one != "Open in VK"] == ["History", "Customer", "Close"]
    for command in ("/claim", "/mute", "// a note", "On its way"):
        await _refused(desk, command, card, looks)
    desk.telegram.say(ANNA, OPERATORS, "/history", reply_to=card.message_id)
    assert "given back: another role · Anna" in desk.text(await desk.whisper(ANNA, "#1: history"))
    desk.telegram.say(ANNA, OPERATORS, "/queue")
    await desk.whisper(ANNA, "1 case waits for us")
    assert desk.answers(post) == []


async def _refused(desk: Stage, said: str, card: Said, words: str) -> None:
    """Anna's swipe-reply is answered by these words, to her alone."""
    before = len(desk.telegram.ephemerals(OPERATORS, ANNA))
    desk.telegram.say(ANNA, OPERATORS, said, reply_to=card.message_id)
    await desk.telegram.wait(lambda: len(desk.telegram.ephemerals(OPERATORS, ANNA)) > before)
    assert desk.text(desk.telegram.ephemerals(OPERATORS, ANNA)[-1]) == words, said


async def test_a_role_given_for_a_group_they_are_not_in_waits(desk: Stage) -> None:
    desk.telegram.say(OLGA, -1001000000002, "/department Delivery")
    await desk.card("This is the department Delivery now", -1001000000002)
    await in_private(desk, PETR)
    await in_private(desk, OLGA)
    await said(desk, f"/staff {PETR} operator", "Petr will be operator when in the operators' group.")
    await hears(desk, "It holds as soon as you are in the operators' group.", PETR)
    assert await role(desk, PETR) == ("specialist", "operator")
    desk.telegram.join(PETR, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == PETR, Staff.role == "operator"))
    # In no group any more: what was given is taken back, and nothing is given instead.
    desk.telegram.leave(PETR, -1001000000002)
    desk.telegram.leave(PETR, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == PETR, Staff.left_at.is_not(None)))
    page = await _page(desk, PETR, "Not in any of our groups now.")
    toast = await desk.press(OLGA, page, "By the group", OLGA)
    assert toast is not None
    assert toast.startswith("Petr has no role given any more, and is in none of our groups")
    assert await role(desk, PETR) == ("operator", None)


async def _page(desk: Stage, who: int, words: str) -> Said:
    desk.telegram.say(OLGA, OLGA, f"/staff {who}")
    return await hears(desk, words)


@pytest.mark.parametrize(("policy", "became"), [("trainee", "trainee"), ("viewer", "viewer")])
async def test_new_people_begin_as_the_owner_said(desk: Stage, policy: str, became: str) -> None:
    await desk.sql(f"UPDATE desks SET newcomers = '{policy}'")
    desk.telegram.join(STRANGER, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == STRANGER))
    assert await role(desk, STRANGER) == (became, None)
