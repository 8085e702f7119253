"""Two communities on one desk: each by itself, also when something is wrong with the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.health import Health
from bot.listening import Ear
from bot.troubles import what_lasts
from connectors.base import Attempt, Batch, Capabilities, Json, Profile, Sent
from storage.engine import make_sessions
from storage.models import Account, Case, Conversation, Desk, Trouble
from tests.flows.answering import attempts
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, SERVICE_TOKEN, TIM, VERA, VK_TOKEN, Stage
from tests.flows.words import told

OTHER = 5678
OTHER_TOKEN = "vk1.a.flow-tests-other-token"
ADMIN_TOKEN = "flow-tests-admin-token"
LISTENING = "groups.getLongPollServer"
COFFEE, TEA = "VK · Nordlicht Coffee", "VK · Kontor Tea"


def both(**more: str) -> dict[str, str]:
    """Settings of the two; `more`: fields of both entries."""
    entries = [
        {"group_id": BRAND, "group_token": VK_TOKEN, **more},
        {"group_id": OTHER, "group_token": OTHER_TOKEN, **more},
    ]
    return {"VK_GROUP_ID": "", "VK_GROUP_TOKEN": "", "VK_ACCOUNTS": json.dumps(entries)}


@asynccontextmanager
async def at_work(stage: Stage, settings: dict[str, str], accounts: int = 2) -> AsyncIterator[None]:
    """The desk listens to so many, knows their names, and its owner reads."""
    async with stage.at_work(**settings):
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting >= accounts)
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: stage.ours(OLGA))
        await stage.until(lambda: named(stage, accounts))
        yield


async def in_time(stage: Stage, seconds: float, seen: Callable[[], object]) -> None:
    """Whoever waits so long looks again, till it is seen. Nothing is on its way while time jumps: leases would end."""

    async def look() -> object:
        return seen()

    for _ in range(10):
        await stage.calm()
        stage.time.let_pass(seconds)
        await stage.tick(what_lasts)
        with suppress(AssertionError):
            await stage.until(look, 1.5)
            return
    raise AssertionError("not seen in time")


async def named(stage: Stage, accounts: int) -> bool:
    return len(await stage.rows(Account, Account.title.is_not(None))) >= accounts


@pytest.fixture
def two(stage: Stage) -> Stage:
    """The world with a second community."""
    stage.vk.add_group(OTHER, "Kontor Tea", "kontor")
    stage.vk.add_token(OTHER_TOKEN, "community", OTHER)
    return stage


async def test_the_same_customer_writes_to_both(two: Stage) -> None:
    asked = [
        (COFFEE, "comment", "Is the coffee fresh?"),
        (TEA, "comment", "Is the tea green?"),
        (COFFEE, "direct message", "Coffee for two?"),
        (TEA, "direct message", "Tea for two?"),
    ]
    async with at_work(two, both()):
        for name, kind, question in asked:
            group = BRAND if name == COFFEE else OTHER
            if kind == "comment":
                two.vk.comment(TIM, two.vk.add_post(group, "Post"), question)
            else:
                two.vk.message(TIM, group, question)
            card = await two.card(question)
            assert f"{name} · {kind}" in two.text(card)
            two.telegram.say(ANNA, OPERATORS, f"{question} Yes.", reply_to=card.message_id)
        await two.calm()
        two.time.let_pass(11)
        await two.vk.wait(lambda: len(answers_of(two)) == 4)
        groups = (BRAND, OTHER, BRAND, OTHER)
        assert answers_of(two) == [
            (group, f"{question} Yes.") for group, (_, _, question) in zip(groups, asked, strict=True)
        ]
        assert len(await two.rows(Conversation)) == len(await two.rows(Case)) == 4


def answers_of(stage: Stage) -> list[tuple[int, str]]:
    """(the community that spoke, its words): comments, then messages to Tim."""
    comments = [
        (group, one.text)
        for group in (BRAND, OTHER)
        for post in stage.vk.posts(group)
        for one in stage.vk.comments(post)
        if one.from_id == -group
    ]
    return comments + [
        (group, one.text) for group in (BRAND, OTHER) for one in stage.vk.dialog(TIM, group) if one.out
    ]


async def test_a_revoked_token_stops_nothing_of_the_other(two: Stage) -> None:
    async with at_work(two, both()):
        two.vk.revoke_token(OTHER_TOKEN)
        two.vk.longpoll.rotate_key()
        await two.telegram.wait(lambda: told(two, f"{TEA} refuses the token."))
        post = two.vk.add_post(BRAND, "Coffee")
        two.vk.comment(TIM, post, "Is it there?")
        card = await two.card("Is it there?")
        two.telegram.say(ANNA, OPERATORS, "It is.", reply_to=card.message_id)
        await two.whisper(ANNA, "Goes to the customer")
        two.time.let_pass(11)
        await two.vk.wait(lambda: two.answers(post) == ["It is."])
        assert told(two, COFFEE) == []
        two.vk.add_token(OTHER_TOKEN, "community", OTHER)
        two.vk.comment(VERA, two.vk.add_post(OTHER, "Tea"), "And tea?")
        await in_time(two, 61, lambda: told(two, f"{TEA}: heard again"))
        await two.card("And tea?")
        assert len(told(two, "refuses the token")) == 1


async def test_an_account_that_is_no_longer_configured(two: Stage) -> None:
    """Its cases stay. What waits for it and what is written now says why it cannot go out; its troubles are nobody's."""
    async with at_work(two, both()):
        post = two.vk.add_post(OTHER, "Tea")
        two.vk.comment(TIM, post, "Which tea?")
        card = await two.card("Which tea?")
        two.vk.revoke_token(OTHER_TOKEN)
        two.vk.longpoll.rotate_key(OTHER)
        await two.telegram.wait(lambda: told(two, f"{TEA} refuses the token."))
        two.telegram.say(ANNA, OPERATORS, "Green tea.", reply_to=card.message_id)
        await two.calm()
        two.time.let_pass(11)
        await two.telegram.wait(lambda: told(two, f"{TEA}: answers have stopped"))
        for tea in ("White tea.", "Red tea."):
            two.telegram.say(ANNA, OPERATORS, tea, reply_to=card.message_id)
        await two.calm()
    async with at_work(two, {}, accounts=1):
        two.time.let_pass(11)
        failed = "This account is not connected any more."
        await two.telegram.wait(
            lambda: len([one for one in two.ours() if one.reply_to and failed in two.text(one)]) == 2
        )
        two.telegram.say(ANNA, OPERATORS, "Black tea.", reply_to=card.message_id)
        await two.telegram.wait(lambda: two.telegram.ephemerals(OPERATORS, ANNA))
        await two.whisper(ANNA, "Cannot be answered. This account is not connected any more.")
        await two.says(card, TEA)
        assert await two.rows(Trouble, Trouble.ended_at.is_(None)) == []
        assert (two.vk.comments(post)[1:], told(two, "heard again")) == ([], [])


# --- the tokens that several may share


@pytest.mark.parametrize(
    ("field", "token", "kind", "words"),
    [
        ("service_token", SERVICE_TOKEN, "service", "the service token"),
        ("admin_token", ADMIN_TOKEN, "admin", "the administrator's token"),
    ],
)
async def test_a_refused_token_beside_the_communitys_is_told_once_and_stops_nothing(
    two: Stage, field: str, token: str, kind: str, words: str
) -> None:
    two.vk.add_token(ADMIN_TOKEN, "admin", BRAND)
    two.vk.revoke_token(token)
    refused = f"VK: VK refuses {words}."
    async with at_work(two, both(**{field: token})):
        await two.telegram.wait(lambda: told(two, refused))
        for group, question in ((BRAND, "Coffee?"), (OTHER, "Tea?")):
            two.vk.comment(TIM, two.vk.add_post(group, "Post"), question)
            card = await two.card(question)
            two.telegram.say(ANNA, OPERATORS, f"{question} Yes.", reply_to=card.message_id)
        await two.calm()
        two.time.let_pass(11)
        await two.vk.wait(lambda: len(answers_of(two)) == 2)
    async with at_work(two, both(**{field: token})):
        await two.calm()
        two.vk.add_token(token, kind, BRAND)  # type: ignore[arg-type]
        await in_time(two, 601, lambda: told(two, f"VK: {words} works again."))
        looked = attempts(two, "groups.getTokenPermissions")
        await in_time(two, 3601, lambda: attempts(two, "groups.getTokenPermissions") >= looked + 2)
        await two.calm()
        assert (len(told(two, refused)), len(told(two, "works again"))) == (1, 1)
        assert told(two, "silent") == told(two, "cannot be read") == []


async def test_a_call_that_meets_a_refusal_tells_at_once(two: Stage) -> None:
    async with at_work(two, both(service_token=SERVICE_TOKEN)):
        two.vk.revoke_token(SERVICE_TOKEN)
        two.vk.comment(TIM, two.vk.add_post(OTHER, "An old post", notify=False), "What is this?")
        await two.card("What is this?")
        await two.telegram.wait(lambda: told(two, "VK refuses the service token."))


async def test_a_check_of_the_service_token_comes_with_its_link_and_goes_on_when_passed(two: Stage) -> None:
    async with at_work(two, both(service_token=SERVICE_TOKEN)):
        captcha = two.vk.captcha("wall.getById")
        two.vk.comment(TIM, two.vk.add_post(OTHER, "An old post", notify=False), "What is this?")
        await two.card("What is this?")
        await two.telegram.wait(lambda: told(two, "Please pass the check: Open the check."))
        assert checks(two) == [f"{two.vk.url}/captcha/{captcha.captcha}"]
        two.vk.core.failures.solve(captcha.captcha)
        two.vk.comment(VERA, two.vk.add_post(BRAND, "Another old post", notify=False), "And this?")
        await two.telegram.wait(lambda: told(two, "the service token works again."))


def checks(stage: Stage) -> list[str]:
    """The links in the owner's private chat that open a check."""
    return [
        link.url
        for one in stage.ours(OLGA)
        for link in one.entities or ()
        if link.url and "/captcha/" in link.url
    ]


# --- one account, what a person should mend


async def test_a_check_on_listening_comes_with_its_link_and_goes_on_when_passed(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    captcha = desk.vk.captcha(LISTENING)
    desk.vk.longpoll.rotate_key()
    await desk.telegram.wait(lambda: told(desk, "wants to see a human"))
    assert checks(desk) == [f"{desk.vk.url}/captcha/{captcha.captcha}"]
    async with aiohttp.ClientSession() as person:
        await person.post(f"{desk.vk.url}/captcha/{captcha.captcha}")
    desk.comment("Still there?")
    await in_time(desk, 61, lambda: told(desk, "heard again"))
    await desk.card("Still there?")
    assert len(told(desk, "wants to see a human")) == 1


async def test_a_switch_that_the_token_may_not_press_is_told_once_and_when_it_is_pressed(
    stage: Stage,
) -> None:
    events = stage.vk.longpoll.channel(BRAND).events
    events["wall_reply_edit"] = False
    stage.vk.fail("groups.setLongPollSettings", 15, times=None)
    off = f"{COFFEE}: Events are off (wall_reply_edit)."
    async with at_work(stage, {}, accounts=1):
        await stage.telegram.wait(lambda: told(stage, off))
    async with at_work(stage, {}, accounts=1):
        looked = attempts(stage, "groups.setLongPollSettings")
        await in_time(stage, 601, lambda: attempts(stage, "groups.setLongPollSettings") > looked + 1)
        await stage.calm()
        events["wall_reply_edit"] = True
        await in_time(stage, 601, lambda: told(stage, f"{COFFEE}: all events are on now."))
        assert len(told(stage, "Events are off")) == 1


class Broken:
    """A connector with a defect, which is gone at the second try."""

    network, account_id = "vk", "1"

    def __init__(self) -> None:
        self.polls, self.waits = 0, asyncio.Event()

    async def start(self) -> Profile:
        raise NotImplementedError

    async def poll(self, cursor: Json | None) -> Batch:
        self.polls += 1
        if self.polls == 1:
            raise KeyError("items")
        if self.polls == 3:
            self.waits.set()
            await asyncio.Event().wait()
        return Batch((), {"ts": self.polls})

    async def send(self, attempt: Attempt) -> Sent:
        raise NotImplementedError

    def capabilities(self, target: Json, now: datetime) -> Capabilities:
        raise NotImplementedError

    async def close(self) -> None: ...


async def test_a_defect_in_one_connector_does_not_end_the_listening(stage: Stage) -> None:
    async with AsyncSession(stage.engine) as session, session.begin():
        desk_id = (await session.scalars(select(Desk.id))).one()
        account = Account(desk_id=desk_id, network="vk", external_id="1", title="Broken")
        session.add(account)
        await session.flush()
        account_id = account.id
    connector, slept = Broken(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        assert seconds == 60
        slept.set()

    ear = Ear(connector, account_id, make_sessions(stage.engine), Health(), clock=stage.time.now, sleep=sleep)
    listening = asyncio.create_task(ear.run())
    await asyncio.wait(
        {listening, asyncio.create_task(connector.waits.wait())}, return_when="FIRST_COMPLETED"
    )
    assert (slept.is_set(), listening.done()) == (True, False)
    listening.cancel()
    (trouble,) = await stage.rows(Trouble)
    assert trouble.key == "ear-trouble"
