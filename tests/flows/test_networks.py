"""What the desk makes of networks that are not like VK: shown by one on paper that has all their rules."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from connectors.base import Kind
from connectors.calling import Request, Way
from connectors.errors import PolicyRefused, QuotaExhausted, Rule
from sandbox.telegram import Message as Shown
from storage.models import CustomerIdentity, Message
from tests.connectors.paper import Paper, PaperConnector, challenge
from tests.flows.answering import answer
from tests.flows.moderating import do, offered
from tests.flows.stage import ANNA, OLGA, OPERATORS, Stage
from tests.flows.words import hears, told

WEEK = timedelta(days=7)
TO_TAKE_BACK = 11


@dataclass
class World:
    stage: Stage
    paper: Paper

    async def card(self, kind: Kind, text: str, page: str = "north", **more: Any) -> Shown:
        self.paper.write(page, kind, text, **more)
        return await self.stage.card(text)

    async def answered(self, card: Shown, words: str) -> Shown:
        """An answer that has left."""
        said = await answer(self.stage, card, words)
        self.stage.time.let_pass(TO_TAKE_BACK)
        await self.stage.telegram.wait(lambda: words in self.paper.published("north"))
        await self.stage.telegram.wait(lambda: self.stage.reaction(said) == "👌")
        return said

    async def sleeps_till(self, seconds: float) -> None:
        """Somebody waits for a moment about so many seconds away."""

        async def found() -> bool:
            return self.stage.time.sleeps(seconds - 120, seconds + 120)

        await self.stage.until(found)


@pytest.fixture
async def world(stage: Stage) -> AsyncIterator[World]:
    paper = Paper(stage.time.now)
    stage.more = lambda: [PaperConnector(paper, page) for page in ("north", "south")]
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: paper.waiting == 2)
        yield World(stage, paper)


async def test_a_review_has_stars_that_may_change_and_an_answer_that_takes_the_place_of_one(
    world: World,
) -> None:
    stage, paper = world.stage, world.paper
    written = paper.write("north", Kind.REVIEW, "It leaks", stars=2, title="Never again")
    card = await stage.card("It leaks")
    assert "review" in stage.text(card)
    assert "★★☆☆☆ Never again" in stage.text(card)
    assert "takes the place" not in stage.text(card)
    await world.answered(card, "We are sorry")
    await stage.says(card, "A new answer takes the place of the one before")
    paper.change("north", written, "It leaks no more", stars=5, title="Well done")
    await stage.says(card, "★★★★★ Well done (was ★★☆☆☆)")
    await world.answered(card, "Thank you!")
    await stage.says(card, "replaced")
    assert paper.published("north") == ["Thank you!"]
    first, second = sorted(await stage.rows(Message, Message.direction == "out"), key=lambda one: one.id)
    assert (first.key, first.replaced_at is not None) == (None, True)
    assert (second.key, second.replaced_at) == (paper.answers[0].key, None)


async def test_a_page_knows_people_by_other_numbers_than_the_next_one(world: World) -> None:
    await world.card(Kind.COMMENT, "From north", who="7", name="Nora")
    card = await world.card(Kind.COMMENT, "From south", page="south", who="7", name="Sam")
    assert "Sam" in world.stage.text(card)
    assert "case before" not in world.stage.text(card)
    found = await world.stage.rows(CustomerIdentity)
    assert sorted((one.scope, one.external_id, one.name) for one in found) == [
        ("north", "7", "Nora"),
        ("south", "7", "Sam"),
    ]


async def test_what_ends_is_told_before_and_greyed_when_it_has_ended(world: World) -> None:
    stage = world.stage
    card = await world.card(Kind.MESSAGE, "Are you open?")
    assert "The time for answering ends" in stage.text(card)
    stage.time.let_pass(WEEK.total_seconds() - 60)
    await stage.calm()
    assert "Reply" in stage.labels(card)
    stage.time.let_pass(61)
    await stage.telegram.wait(lambda: "🚫 Reply" in stage.labels(card))
    assert "The network's time for answering is over" in stage.text(card)
    assert "The time for answering ends" not in stage.text(card)


async def test_a_private_answer_that_is_possible_once_is_greyed_after(world: World) -> None:
    """It makes no thread that anybody knows: it stays in the case it was written in."""
    stage = world.stage
    card = await world.card(Kind.COMMENT, "My number is in your inbox")
    prompt = await _private(stage, card)
    said = stage.telegram.say(ANNA, OPERATORS, "Only for you", reply_to=prompt.message_id)
    await stage.whisper(ANNA, "Goes to the customer")
    stage.time.let_pass(TO_TAKE_BACK)
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    assert [(one.text, one.private) for one in world.paper.answers] == [("Only for you", True)]
    await stage.says(card, "privately")
    again = stage.telegram.say(ANNA, OPERATORS, "And once more", reply_to=prompt.message_id)
    await stage.whisper(ANNA, "The network allows this only once")
    assert stage.reaction(again) is None
    assert await stage.press_whisper(
        ANNA, await _more(stage, card, "🚫 Reply privately"), "🚫 Reply privately"
    )
    assert "Reply" in stage.labels(card)


async def _more(stage: Stage, card: Shown, label: str) -> Shown:
    for old in stage.telegram.ephemerals(card.chat.id, ANNA):
        if "Close" in stage.labels(old):
            await stage.press_whisper(ANNA, old, "Close")
    await stage.press(ANNA, card, "More")
    return await stage.telegram.wait(
        lambda: [one for one in stage.telegram.ephemerals(card.chat.id, ANNA) if label in stage.labels(one)][
            -1
        ]
    )


async def _private(stage: Stage, card: Shown) -> Shown:
    label = "✉️ Reply privately"
    await stage.press_whisper(ANNA, await _more(stage, card, label), label)
    return await stage.followup("your private answer to")


async def test_what_costs_money_says_how_much_before_it_leaves(world: World) -> None:
    stage = world.stage
    card = await world.card(Kind.MENTION, "Anybody tried @north?")
    assert "An answer costs 0.01\u00a0USD, with a link 0.20\u00a0USD" in stage.text(card)
    await answer(stage, card, "Look: https://north.example/trial")
    await stage.whisper(ANNA, "It costs 0.20\u00a0USD")
    await stage.press_whisper(ANNA, await stage.whisper(ANNA, "It costs"), "Undo")
    await answer(stage, card, "We have!")
    await stage.whisper(ANNA, "It costs 0.01\u00a0USD")


async def test_length_is_told_in_characters_whatever_the_network_counts(world: World) -> None:
    """Of families, each one character to a person: three hundred go, one more does not."""
    stage, family = world.stage, "👨‍👩‍👧"
    card = await world.card(Kind.COMMENT, "How many of you are there?")
    stage.telegram.say(ANNA, OPERATORS, family * 301, reply_to=card.message_id)
    await stage.whisper(ANNA, "Too long by 1 character: 300 at most")
    await world.answered(card, family * 300)
    private = await world.card(Kind.MESSAGE, "И сколько байтов?", who="8")
    stage.telegram.say(ANNA, OPERATORS, "ы" * 510, reply_to=private.message_id)
    await stage.whisper(ANNA, "Too long by 10 characters: 500 at most")


async def test_a_rule_that_only_the_network_knew_is_told_in_its_words(world: World) -> None:
    stage, paper = world.stage, world.paper
    paper.errors.append(PolicyRefused("no", rule=Rule.NOT_SUMMONED))
    card = await world.card(Kind.MENTION, "North is fine")
    await answer(stage, card, "Thank you")
    stage.time.let_pass(TO_TAKE_BACK)
    await stage.followup("The network lets us answer only those who mention us")
    assert "Reply" in stage.labels(card)


async def test_a_paid_quota_waits_till_it_begins_anew_and_the_owner_hears_of_it(world: World) -> None:
    stage, paper = world.stage, world.paper
    tomorrow = stage.time.now() + timedelta(hours=20)
    paper.errors.append(QuotaExhausted("cap", retry_after=60, resets_at=tomorrow, paid=True))
    card = await world.card(Kind.MENTION, "North?")
    await answer(stage, card, "Yes!")
    stage.time.let_pass(TO_TAKE_BACK)
    await hears(stage, "the amount paid for at the network is used up")
    assert paper.published("north") == []
    stage.time.let_pass(20 * 3600)
    await stage.telegram.wait(lambda: paper.published("north") == ["Yes!"])


async def test_a_network_that_wants_to_be_left_alone_is(world: World) -> None:
    stage, paper = world.stage, world.paper
    paper.pauses += [900, 900]  # of each page
    paper.tell("north", {"type": "seen", "thread": "with 7"})
    await stage.telegram.wait(lambda: not paper.pauses)
    await world.sleeps_till(900)
    polls = paper.polls
    paper.write("north", Kind.COMMENT, "Anybody there?")
    await stage.calm()
    assert paper.polls == polls
    stage.time.let_pass(900)
    await stage.card("Anybody there?")


async def test_what_was_read_till_a_moment_is_marked_as_seen(world: World) -> None:
    stage, paper = world.stage, world.paper
    card = await world.card(Kind.MESSAGE, "Are you open?")
    await world.answered(card, "Till six")
    stage.time.let_pass(60)
    paper.tell("north", {"type": "seen", "thread": "with 7"})
    paper.write("north", Kind.MESSAGE, "And tomorrow?")
    await stage.says(card, "seen")


async def test_what_no_person_wrote_is_not_sent_where_only_a_person_may_write(world: World) -> None:
    stage, paper = world.stage, world.paper
    card = await world.card(Kind.MESSAGE, "Are you open?")
    stage.time.let_pass(timedelta(hours=25).total_seconds())
    await answer(stage, card, "Said by a program")
    await stage.sql("UPDATE messages SET staff_id = NULL WHERE direction = 'out'")
    stage.time.let_pass(TO_TAKE_BACK)
    await stage.followup("The network takes only what a person writes now")
    await world.answered(card, "Said by me")
    assert [(one.text, one.human) for one in paper.answers] == [("Said by me", True)]


async def test_the_owner_hears_of_a_token_that_ends_while_there_is_time(stage: Stage) -> None:
    paper = Paper(stage.time.now)
    page = PaperConnector(paper, expires_at=stage.time.now() + timedelta(days=6))
    stage.more = lambda: [page]
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        day = f"{page.expires_at:%Y-%m-%d}"
        await hears(stage, f"PAPER · North Paper: my token ends on {day}")
        page.expires_at = None

        async def an_hour_later() -> bool:
            stage.time.let_pass(600)
            return bool(told(stage, "the token lasts"))

        await stage.until(an_hour_later)
        assert len(told(stage, "my token ends on")) == 1


@pytest.fixture
async def posted(stage: Stage) -> AsyncIterator[World]:
    """Both pages are posted to one address."""
    paper, called = Paper(stage.time.now), frozenset({Way.CALLED})
    stage.more = lambda: [PaperConnector(paper, page, ways=called) for page in ("north", "south")]
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        yield World(stage, paper)


async def call(stage: Stage, request: Request) -> tuple[int, str, Mapping[str, str]]:
    """As the network sends it to our one address."""
    assert stage.desk is not None
    url = f"http://{stage.desk.address}/paper"
    async with (
        aiohttp.ClientSession() as client,
        client.request(
            request.method, url, params=request.query, data=request.body, headers=request.headers
        ) as response,
    ):
        return response.status, await response.text(), response.headers


async def test_one_address_serves_both_pages_and_who_looks_at_it(posted: World) -> None:
    stage, paper = posted.stage, posted.paper
    both = paper.request(
        {page: [paper.write(page, Kind.COMMENT, f"To {page}: где?")] for page in ("north", "south")}
    )
    status, text, headers = await call(stage, both)
    assert (status, text, headers["X-Paper"]) == (202, '{"taken":true}', "thanks")
    for page in ("north", "south"):
        assert f"{page.title()} Paper" in stage.text(await stage.card(f"To {page}"))
    assert (await call(stage, both))[0] == 202
    assert len(await stage.rows(Message)) == 2
    assert (await call(stage, challenge("42")))[:2] == (200, "42")
    assert (await call(stage, challenge(token="guess")))[0] == 403
    assert (await call(stage, replace(both, body=both.body.replace(b"north", b"south"))))[0] == 403


async def test_what_cannot_be_stored_is_asked_for_again(posted: World) -> None:
    stage, paper = posted.stage, posted.paper
    request = paper.request({"north": [paper.write("north", Kind.COMMENT, "Anybody?")]})
    await stage.sql("ALTER TABLE raw_events RENAME TO elsewhere")
    await stage.sql("ALTER TABLE messages RENAME TO messages_elsewhere")
    status, _, headers = await call(stage, request)
    assert (status, headers["Retry-After"]) == (503, "2")
    await stage.sql("ALTER TABLE elsewhere RENAME TO raw_events")
    await stage.sql("ALTER TABLE messages_elsewhere RENAME TO messages")
    assert (await call(stage, request))[0] == 202
    await stage.card("Anybody?")


async def test_what_is_removed_for_ever_is_asked_twice_and_a_ban_asks_for_what_it_takes(world: World) -> None:
    stage, paper = world.stage, world.paper
    card = await world.card(Kind.COMMENT, "Buy my crypto")
    assert "🗑 Delete for ever…" in await offered(stage, card)
    await do(stage, card, "⛔ Ban…")
    whisper = await stage.whisper(ANNA, "Ban Nora in PAPER?")
    await stage.press_whisper(ANNA, whisper, "Yes, ban")
    await stage.telegram.wait(lambda: paper.banned == {"7"})
    await do(stage, card, "🗑 Delete for ever…")
    await stage.press_whisper(ANNA, await stage.whisper(ANNA, "cannot be brought back"), "Yes, delete")
    await stage.says(card, "deleted")
    assert len(paper.removed) == 1
    assert "🚫 Reply" in stage.labels(card)
    assert await offered(stage, card) == ["⛔ Lift the ban"]
