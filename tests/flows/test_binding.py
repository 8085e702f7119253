"""`/setup` and `/department`: which chat, or topic of one, is whose."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.telegram import Rights
from storage.models import Card, Department, Desk
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears

NEW = -1001000000007
FORUM = -1001000000003
BASIC = -4000001


async def the_desk(desk: Stage) -> Desk:
    (row,) = await desk.rows(Desk)
    return row


async def readyz(desk: Stage) -> str:
    assert desk.desk is not None
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"http://{desk.desk.address}/readyz") as response,
    ):
        return await response.text()


# --- the operators' place


async def test_cards_made_before_any_group_is_bound_appear_after_setup(stage: Stage) -> None:
    async with stage.at_work(OPERATORS_CHAT_ID=""):
        stage.telegram.start_bot(OLGA)
        welcome = await hears(stage, "You are the owner", OLGA)
        assert "Next: add @otklik_demo_bot to the operators' group as administrator" in stage.text(welcome)
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        stage.comment("Hello?", post)
        stage.comment("Good coffee")
        await stage.until(lambda: stage.rows(Card))
        assert "operator group: not bound yet: say /setup in it" in await readyz(stage)
        await stage.until(lambda: _cards(stage, 2))
        stage.telegram.say(OLGA, OPERATORS, "/setup")
        done = await hears(stage, "The operators work here now. New cases appear as cards.", OPERATORS)
        assert done.reply_to is not None
        first = await stage.card("Where is my parcel?")
        assert "Hello?" in stage.text(first)
        await stage.card("Good coffee")
        await stage.calm()
        assert len(stage.ours()) == 3, "no follow-up to a card that shows it all"
        assert "operator group: ok" in await readyz(stage)
        stage.telegram.say(ANNA, OPERATORS, "On its way", reply_to=first.message_id)
        await stage.whisper(ANNA, "Goes to the customer")
    row = await the_desk(stage)
    assert (row.chat_id, row.thread_id) == (OPERATORS, None)
    assert row.bound_at is not None


async def _cards(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Card)) == count


@pytest.mark.parametrize(
    "command", ["/setup", "/department Delivery", "/department", "/setup@otklik_demo_bot"]
)
async def test_others_than_the_owner_bind_nothing_and_hear_nothing(desk: Stage, command: str) -> None:
    desk.telegram.add_group(NEW, "Somewhere", members=[ANNA, STRANGER], owner=BORIS)
    for who in (ANNA, BORIS, STRANGER):
        desk.telegram.say(who, NEW, command)
    await desk.calm()
    assert desk.ours(NEW) == []
    assert not any(desk.telegram.ephemerals(NEW, who) for who in (ANNA, BORIS, STRANGER))
    assert (await the_desk(desk)).chat_id == OPERATORS
    assert await desk.rows(Department) == []


async def test_in_a_basic_group_the_way_to_a_supergroup_is_told(desk: Stage) -> None:
    desk.telegram.add_group(BASIC, "Small", members=[ANNA], owner=OLGA, type="group")
    desk.telegram.say(OLGA, BASIC, "/setup")
    await hears(desk, "The group must be a supergroup", BASIC)
    assert (await the_desk(desk)).chat_id == OPERATORS


async def test_without_administrator_rights_that_is_told(desk: Stage) -> None:
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA, bot_status="member")
    desk.telegram.say(OLGA, NEW, "/setup")
    await hears(desk, "Make me an administrator of this group", NEW)
    assert (await the_desk(desk)).chat_id == OPERATORS
    desk.telegram.set_member_status(desk.telegram.bot, NEW, "administrator")
    desk.telegram.say(OLGA, NEW, "/setup")
    await hears(desk, "The operators work here now", NEW)


async def test_single_rights_that_are_missing_are_named_but_stop_nothing(desk: Stage) -> None:
    rights = Rights().but(can_pin_messages=False, can_delete_messages=False, can_manage_topics=False)
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA, rights=rights)
    desk.telegram.say(OLGA, NEW, "/setup")
    text = desk.text(await hears(desk, "The operators work here now", NEW))
    assert text.splitlines()[1:] == [
        "Please allow me to delete messages.",
        "Please allow me to pin messages.",
    ]
    desk.telegram.add_group(FORUM, "Forum", members=[ANNA], owner=OLGA, rights=rights, is_forum=True)
    desk.telegram.say(OLGA, FORUM, "/setup")
    assert "Please allow me to manage topics." in desk.text(await hears(desk, "The operators work", FORUM))


async def test_setup_wins_over_the_setting_and_the_start_says_so(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    async with stage.at_work():
        stage.telegram.say(OLGA, NEW, "/setup")
        await hears(stage, "The operators work here now", NEW)
    capsys.readouterr()
    async with stage.at_work():
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?", NEW)
        await stage.until(lambda: _is_ready(stage))
        assert stage.cards() == []
    out = capsys.readouterr().out
    assert "OPERATORS_CHAT_ID is not used: /setup bound another chat" in out
    assert str(NEW) in out


async def _is_ready(stage: Stage) -> bool:
    return "operator group: ok" in await readyz(stage)


async def test_without_setup_the_setting_may_change(stage: Stage) -> None:
    stage.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    async with stage.at_work():
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")
    async with stage.at_work(OPERATORS_CHAT_ID=str(NEW)):
        await stage.card("Where is my parcel?", NEW)


async def test_a_new_place_gets_the_live_cards_and_what_waits(desk: Stage) -> None:
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    post, closed = desk.post(), desk.post()
    desk.comment("Where is my parcel?", post)
    old = await desk.card("Where is my parcel?")
    desk.comment("Done with", closed)
    done = await desk.card("Done with")
    await desk.press(ANNA, done, "Resolve")
    await desk.says(done, "Resolved")
    desk.telegram.say(OLGA, NEW, "/setup")
    card = await desk.card("Where is my parcel?", NEW)
    assert await desk.press(ANNA, old, "Claim") in (None, ""), (
        "the old group is not the desk's business any more"
    )
    desk.telegram.say(ANNA, OPERATORS, "To whom?", reply_to=old.message_id)
    desk.comment("Hello?", post)
    followup = await desk.followup("Hello?", NEW)
    assert followup.reply_to is card
    desk.telegram.say(ANNA, NEW, "On its way", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer", NEW)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way"])
    assert not [one for one in desk.ours(NEW) if "Done with" in desk.text(one)]


async def test_another_topic_is_another_place(desk: Stage) -> None:
    desk.telegram.add_group(FORUM, "Forum", members=[ANNA], owner=OLGA, is_forum=True)
    first, second = desk.telegram.add_topic(FORUM, "Cases"), desk.telegram.add_topic(FORUM, "More cases")
    desk.telegram.say(OLGA, FORUM, "/setup", thread=first)
    await hears(desk, "The operators work here now", FORUM)
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?", FORUM)
    assert card.thread_id == first
    for place in (second, None):
        desk.telegram.say(ANNA, FORUM, "/queue", thread=place)
    await desk.calm()
    assert not desk.telegram.ephemerals(FORUM, ANNA), "what is said in other topics is not its business"
    desk.telegram.say(ANNA, FORUM, "/queue", thread=first)
    await desk.whisper(ANNA, "1 case waits for us", FORUM)
    desk.telegram.say(OLGA, FORUM, "/setup", thread=second)
    again = await desk.telegram.wait(
        lambda: [one for one in desk.ours(FORUM) if "my parcel?" in desk.text(one) and one is not card][0]
    )
    assert again.thread_id == second
    assert await desk.press(ANNA, again, "Claim", FORUM) == "#1 is yours."
    desk.telegram.leave(ANNA, FORUM)
    desk.telegram.start_bot(ANNA)
    await hears(desk, "This bot serves a closed team.", ANNA)


async def test_a_departments_place_is_not_taken_for_the_operators(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await hears(desk, "This is the department Delivery now", DELIVERY)
    desk.telegram.say(OLGA, DELIVERY, "/setup")
    await hears(desk, "This place is the department Delivery. The operators need", DELIVERY)
    assert (await the_desk(desk)).chat_id == OPERATORS


# --- departments


async def departments(desk: Stage) -> list[tuple[str, int, int | None]]:
    return sorted((one.name, one.chat_id, one.thread_id) for one in await desk.rows(Department))


async def test_a_department_is_named_renamed_and_moved(desk: Stage) -> None:
    desk.telegram.add_group(NEW, "New", members=[PETR], owner=OLGA)
    desk.telegram.say(OLGA, DELIVERY, "/department  Delivery   and returns ")
    await hears(desk, "This is the department Delivery and returns now", DELIVERY)
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await hears(desk, "This is the department Delivery now", DELIVERY)
    assert await departments(desk) == [("Delivery", DELIVERY, None)]
    desk.comment("Where is my parcel?")
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery Where?", reply_to=card.message_id)
    await desk.card("Where?", DELIVERY)
    desk.telegram.say(OLGA, NEW, "/department DELIVERY")
    await hears(desk, "This is the department DELIVERY now", NEW)
    assert await departments(desk) == [("DELIVERY", NEW, None)]
    asked = await desk.card("Where?", NEW)
    assert len(desk.cards()) == 1, "the operators' cards stay where they are"
    desk.telegram.say(PETR, NEW, "In Riga", reply_to=asked.message_id)
    await desk.followup("In Riga")


async def test_a_department_that_leaves_a_shared_forum_takes_only_its_own(desk: Stage) -> None:
    desk.telegram.add_group(FORUM, "Forum", members=[ANNA, PETR], owner=OLGA, is_forum=True)
    topic = desk.telegram.add_topic(FORUM, "Delivery")
    desk.telegram.say(OLGA, FORUM, "/setup")
    await hears(desk, "The operators work here now", FORUM)
    desk.telegram.say(OLGA, FORUM, "/department Delivery", thread=topic)
    await hears(desk, "This is the department Delivery now", FORUM)
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?", FORUM)
    desk.telegram.say(ANNA, FORUM, "/escalate Delivery Where is 77?", reply_to=card.message_id)
    asked = await desk.card("Anna asks Delivery", FORUM)
    assert (card.thread_id, asked.thread_id) == (None, topic)
    await desk.calm()
    before = len(desk.ours(FORUM))
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("Where is 77?", DELIVERY)
    await desk.calm()
    assert len(desk.ours(FORUM)) == before
    lanes = {one.escalation_id is None: one.lane for one in await desk.rows(Card)}
    assert lanes == {True: f"tg:{FORUM}", False: f"tg:{DELIVERY}"}


@pytest.mark.parametrize("arguments", ["", "   ", "x" * 65])
async def test_wrong_arguments_show_how(desk: Stage, arguments: str) -> None:
    desk.telegram.say(OLGA, DELIVERY, f"/department {arguments}".rstrip())
    await hears(desk, "Name the department: /department Delivery. At most 64 characters.", DELIVERY)
    assert await departments(desk) == []


async def test_a_department_needs_a_place_of_its_own(desk: Stage) -> None:
    desk.telegram.say(OLGA, OPERATORS, "/department Delivery")
    await hears(
        desk, "This is the operators' place. A department needs a group or a topic of its own.", OPERATORS
    )
    assert await departments(desk) == []


async def test_one_place_one_name(desk: Stage) -> None:
    desk.telegram.add_group(NEW, "New", members=[PETR], owner=OLGA)
    for chat, name in ((DELIVERY, "Delivery"), (NEW, "Repairs")):
        desk.telegram.say(OLGA, chat, f"/department {name}")
        await hears(desk, f"This is the department {name} now", chat)
    desk.telegram.say(OLGA, NEW, "/department delivery")
    await hears(desk, "This place is Repairs already, and Delivery lives elsewhere.", NEW)
    assert [one[0] for one in await departments(desk)] == ["Delivery", "Repairs"]


async def test_a_department_without_rights_is_bound_and_told(desk: Stage) -> None:
    desk.telegram.add_group(NEW, "New", members=[PETR], owner=OLGA, bot_status="member")
    desk.telegram.say(OLGA, NEW, "/department Repairs")
    text = desk.text(await hears(desk, "This is the department Repairs now", NEW))
    assert "Make me an administrator of this group" in text
