"""Every row of VK's error table: what the operator sees, what the owner hears, one copy at the customer, nothing stuck.

Each code meets a customer of its own, all at the same time: one failure costs nobody else's answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Limits
from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage.models import Lane, Message, Outbox
from tests.chaos.checks import whole
from tests.flows.answering import attempts
from tests.flows.faults import as_time_passes
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, SERVICE_TOKEN, VERA, Stage, set_stage
from tests.flows.words import hears, in_private, told

COMMENT, MESSAGE = "wall.createComment", "messages.send"


@dataclass
class Asked:
    """A customer's question, whose answer will meet `code`."""

    desk: Stage
    method: str
    code: int
    who: int
    post: Post | None
    card: Said
    said: Said | None = None

    def concerns(self, params: Mapping[str, str]) -> bool:
        if self.post is not None:
            return params["post_id"] == str(self.post.id)
        return params["peer_ids"] == str(self.who)

    def tries(self) -> int:
        return len(
            [one for one in self.desk.vk.calls if one.method == self.method and self.concerns(one.params)]
        )

    def copies(self) -> list[str]:
        if self.post is not None:
            return self.desk.answers(self.post)
        return [one.text for one in self.desk.dialog(self.who) if one.out]

    def answer(self) -> None:
        self.said = self.desk.telegram.say(
            ANNA, OPERATORS, f"Answer {self.code}", reply_to=self.card.message_id
        )

    @property
    def sign(self) -> str | None:
        assert self.said is not None
        return self.desk.reaction(self.said)

    async def notice(self, words: str) -> Said:
        """In reply to the operator's own message."""
        assert self.said is not None
        own = self.said.message_id
        return await self.desk.telegram.wait(
            lambda: [
                one
                for one in self.desk.ours()
                if one.reply_to and one.reply_to.message_id == own and words in self.desk.text(one)
            ][0]
        )


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Stage]:
    """No pacing and no time to undo: many answers at once."""
    async with set_stage(database_url, limits=Limits.off()) as stage:
        settings = {"TELEGRAM_GROUP_PER_MINUTE": "0", "UNDO_SECONDS": "0"}
        async with stage.at_work(**settings):
            stage.telegram.start_bot(OLGA)
            await hears(stage, "You are the owner")
            yield stage


async def asked(desk: Stage, codes: Sequence[int], kind: str) -> list[Asked]:
    posts: dict[int, Post] = {}
    for code in codes:
        who = desk.vk.add_user(6000 + code, "Customer", str(code)).id
        if kind == "comment":
            posts[code] = desk.post(f"Post {code}")
            desk.comment(f"Question {code}?", posts[code], who)
        else:
            desk.vk.message(who, BRAND, f"Question {code}?")
    method = COMMENT if kind == "comment" else MESSAGE
    return [
        Asked(desk, method, code, 6000 + code, posts.get(code), await desk.card(f"Question {code}?"))
        for code in codes
    ]


async def answered_once(desk: Stage, all_asked: Sequence[Asked], tries: int) -> None:
    for one in all_asked:
        await desk.telegram.wait(lambda one=one: one.sign == "👌")  # type: ignore[misc]
        await desk.says(one.card, "Waiting for the customer")
        assert (one.copies(), one.tries()) == ([f"Answer {one.code}"], tries)
    await whole(desk)
    desk.time.let_pass(400)
    await whole(desk)
    assert all(len(one.copies()) == 1 for one in all_asked)
    ours = await desk.rows(Message, Message.direction == "out")
    assert [(one.delivery, one.failure) for one in ours] == [("sent", None)] * len(all_asked)


# --- what a person must look at: said in words, sent by Retry

REFUSED = {
    "a right is missing": ("comment", (15, 20, 203, 260), "Our key lacks a right for this."),
    # These take the ability away (test_lacking.py): nobody else can answer meanwhile.
    "the token lacks it": ("comment", (7,), "Our key lacks a right for this."),
    "another kind of token": ("message", (27,), "Our key lacks a right for this."),
    "gone": ("comment", (18, 19, 30, 104, 113), "What you answer is deleted or hidden."),
    "closed": ("comment", (210, 211, 212, 213, 214, 801, 1401), "Comments are closed here."),
    "links": ("comment", (222,), "Links are not allowed here."),
    "unreachable": (
        "message",
        (900, 901, 902, 936, 950, 985),
        "The customer does not accept messages from us.",
    ),
    "a human": (
        "comment",
        (14, 17, 24, 3300, 3301, 3302, 3303, 3304),
        "The network wants to see a human",
    ),
    "too long for VK": ("message", (910, 914), "The network finds it too long."),
    "ours": ("comment", (3, 8, 12, 13, 100), "Our mistake, already logged."),
    "our keyboard": ("message", (3, 100, 911), "Our mistake, already logged."),
    "unheard of": ("comment", (4, 7777), "The network refused it."),
}


@pytest.mark.parametrize("row", REFUSED)
async def test_what_is_refused_is_said_and_sent_once_by_retry(desk: Stage, row: str) -> None:
    kind, codes, words = REFUSED[row]
    all_asked = await asked(desk, codes, kind)
    for one in all_asked:
        desk.vk.fail(one.method, one.code, None, when=one.concerns)
        one.answer()
    for one in all_asked:
        notice = await one.notice(words)
        assert "Retry" in desk.labels(notice)
        await desk.telegram.wait(lambda one=one: one.sign == "😱")  # type: ignore[misc]
        await desk.says(one.card, words)
        assert (one.copies(), one.tries()) == ([], 1), "what is refused is not tried again by itself"
    heard = len(desk.ours(OLGA))
    desk.vk.clear_failures()
    for one in all_asked:
        assert await desk.press(ANNA, await one.notice(words), "Retry") == "Sending again."
    await answered_once(desk, all_asked, 2)
    assert len(desk.ours(OLGA)) == heard == 1, "nothing of this is the owner's to mend"
    for one in all_asked:
        assert words not in desk.text(one.card)


async def test_whom_vk_names_as_unreachable_in_an_answer_that_succeeds(desk: Stage) -> None:
    """`peer_ids`: an error of one peer stands beside its number, not in place of the answer."""
    all_asked = await asked(desk, (900, 901, 902, 936, 950, 985), "message")
    for one in all_asked:
        desk.vk.unreachable(one.who, one.code)
        one.answer()
    for one in all_asked:
        await one.notice("The customer does not accept messages from us.")
        assert (one.copies(), one.tries()) == ([], 1)
        desk.vk.unreachable(one.who, None)
        await desk.press(ANNA, await one.notice("does not accept"), "Retry")
    await answered_once(desk, all_asked, 2)


# --- the token


@pytest.mark.parametrize("code", [5, 28, 1117])
async def test_a_token_that_is_refused_stops_the_account(desk: Stage, code: int) -> None:
    (one,) = await asked(desk, (code,), "comment")
    desk.vk.fail("*.*", code, None, when=lambda params: "guid" in params)
    one.answer()
    notice = await one.notice("does not accept our key")
    await desk.telegram.wait(lambda: told(desk, "have stopped"))
    (lane,) = await desk.rows(Lane, Lane.stopped.is_not(None))
    assert (lane.stopped, one.copies(), one.tries()) == ("auth", [], 1)
    desk.vk.clear_failures()
    await desk.press(ANNA, notice, "Retry")
    await answered_once(desk, [one], 2)
    assert len(told(desk, "have stopped")) == 1
    assert await desk.rows(Lane, Lane.stopped.is_not(None)) == []


# --- by itself


@pytest.mark.parametrize(("code", "seconds"), [(9, 301), (223, 301)])
async def test_a_flood_holds_up_its_own_dialog_only(desk: Stage, code: int, seconds: int) -> None:
    kind = "message" if code == 9 else "comment"
    flooded, other = await asked(desk, (code, 200), kind)
    desk.vk.fail(flooded.method, code, when=flooded.concerns)
    flooded.answer()
    await waits(desk)
    other.answer()
    await desk.telegram.wait(lambda: other.sign == "👌")
    await desk.calm()
    assert (flooded.copies(), flooded.tries(), flooded.sign) == ([], 1, "👀")
    desk.time.let_pass(seconds)
    await desk.telegram.wait(lambda: flooded.sign == "👌")
    assert (flooded.tries(), other.tries()) == (2, 1)
    await answered_once_each(desk, [flooded, other])


async def waits(desk: Stage) -> None:
    await desk.until(
        lambda: desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "pending", Outbox.attempts > 0)
    )


async def answered_once_each(desk: Stage, all_asked: Sequence[Asked]) -> None:
    await whole(desk)
    assert [one.copies() for one in all_asked] == [[f"Answer {one.code}"] for one in all_asked]
    assert len(desk.ours(OLGA)) == 1


@pytest.mark.parametrize("kind", ["comment", "message"])
async def test_what_broke_off_is_never_sent_blindly(desk: Stage, kind: str) -> None:
    """1, 10, 36: it may have happened. A dialog is looked through; under a post a person is asked."""
    all_asked = await asked(desk, (1, 10, 36), kind)
    for one in all_asked:
        desk.vk.fail(one.method, one.code, when=one.concerns)
        one.answer()
    await desk.until(lambda: in_doubt(desk, 3))
    assert [(one.copies(), one.tries()) for one in all_asked] == [([], 1)] * 3
    await desk.calm()
    desk.time.let_pass(61)
    if kind == "comment":
        for one in all_asked:
            notice = await one.notice("did not confirm it")
            assert desk.labels(notice)[:2] == ["Retry", "It is there"]
            assert one.tries() == 1
            await desk.press(ANNA, notice, "Retry")
    await answered_once(desk, all_asked, 2)


async def in_doubt(desk: Stage, many: int) -> bool:
    return len(await desk.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown")) == many


# --- on listening

LISTENING = "groups.getLongPollServer"


PASSING: Mapping[str, Callable[[Stage], object]] = {
    **{f"error {code}": lambda desk, code=code: desk.vk.fail(LISTENING, code, 2) for code in (6, 9, 10)},  # type: ignore[misc]
    "502": lambda desk: desk.vk.faults.add(LISTENING, Fault.html(502), times=2),
    "HTML with 200": lambda desk: desk.vk.faults.add(LISTENING, Fault.html(200), times=2),
    "JSON that is neither": lambda desk: desk.vk.faults.add(LISTENING, Fault.error(200, {"a": 1}), times=2),
    "reset": lambda desk: desk.vk.faults.add(LISTENING, Fault.reset_before(), times=2),
}


@pytest.mark.parametrize("name", PASSING)
async def test_trouble_on_listening_passes_by_itself(desk: Stage, name: str) -> None:
    post = desk.post()
    before = attempts(desk, LISTENING)
    PASSING[name](desk)
    desk.vk.longpoll.rotate_key()
    desk.comment("Meanwhile", post)
    await as_time_passes(desk, lambda: attempts(desk, LISTENING) >= before + 3)
    await heard(desk, "Meanwhile")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (28, "refuses the token"),
        *((code, "cannot be read") for code in (13, 17, 27, 203)),
    ],
)
async def test_what_a_person_must_mend_on_listening_is_told_once_and_heals(
    desk: Stage, code: int, words: str
) -> None:
    post = desk.post()
    desk.vk.fail(LISTENING, code, None)
    desk.vk.longpoll.rotate_key()
    desk.comment("Meanwhile", post)
    await desk.telegram.wait(lambda: told(desk, words))
    await desk.calm()
    before = attempts(desk, LISTENING)
    await as_time_passes(desk, lambda: attempts(desk, LISTENING) > before + 1)
    desk.vk.clear_failures()
    before = attempts(desk, LISTENING)
    await as_time_passes(desk, lambda: attempts(desk, LISTENING) > before)
    await heard(desk, "Meanwhile")
    assert len(told(desk, words)) == 1


async def test_a_used_up_quota_on_listening_is_not_knocked_at(desk: Stage) -> None:
    """The old key goes on as long as it works; without one, for hours."""
    post = desk.post()
    desk.vk.fail(LISTENING, 29)
    desk.vk.longpoll.rotate_key()
    desk.comment("Meanwhile", post)
    before = attempts(desk, LISTENING)
    await desk.vk.wait(lambda: attempts(desk, LISTENING) > before)
    await desk.until(lambda: sleeping(desk, 7000))
    desk.time.let_pass(3600)
    assert attempts(desk, LISTENING) == before + 1
    await as_time_passes(desk, lambda: attempts(desk, LISTENING) > before + 1)
    await heard(desk, "Meanwhile")


async def sleeping(desk: Stage, seconds: float) -> bool:
    return desk.time.sleeps(seconds)


async def test_an_administrators_token_fetches_the_key_where_ours_may_not(database_url: str) -> None:
    async with set_stage(database_url) as stage:
        stage.vk.add_token("flow-tests-admin-token", "admin", BRAND)
        async with stage.at_work(VK_ADMIN_TOKEN="flow-tests-admin-token"):
            for code in (15, 27):
                community = stage.vk.fail(LISTENING, code)
                stage.vk.longpoll.rotate_key()
                stage.vk.comment(VERA, stage.post(), f"Question {code}?")
                await stage.card(f"Question {code}?")
                assert community.hits == 1


async def heard(desk: Stage, words: str) -> None:
    await desk.card(words)
    await whole(desk)
    assert [one.text for one in await desk.rows(Message, Message.direction == "in")] == [words]


# --- reads that only complete a card


@pytest.mark.parametrize("method", ["users.get", "wall.getById"])
async def test_no_code_of_a_read_costs_a_card(database_url: str, method: str) -> None:
    codes = (1, 5, 6, 7, 9, 10, 14, 15, 18, 27, 29, 100, 212, 3300, 7777)
    settings = {"TELEGRAM_GROUP_PER_MINUTE": "0", "VK_SERVICE_TOKEN": SERVICE_TOKEN}
    async with set_stage(database_url, limits=Limits.off()) as stage, stage.at_work(**settings):
        await in_private(stage, OLGA)
        posts = {code: stage.vk.add_post(BRAND, f"Post {code}", notify=False) for code in codes}

        def about(code: int) -> Callable[[Mapping[str, str]], bool]:
            names = (str(6000 + code), f"-{BRAND}_{posts[code].id}")
            return lambda params: params.get("user_ids", params.get("posts")) in names

        for code in codes:
            stage.vk.fail(method, code, None, when=about(code))
            stage.comment(
                f"Question {code}?", posts[code], stage.vk.add_user(6000 + code, "Customer", str(code)).id
            )
        for code in codes:
            await stage.card(f"Question {code}?")
        await whole(stage)
        assert len(stage.cards()) == len(codes)


# --- events out of order and twice


async def test_edits_and_deletions_before_their_comment_and_everything_twice(desk: Stage) -> None:
    vk, post = desk.vk, desk.post()
    desk.comment("Good morning", post)
    await desk.card("Good morning")
    vk.hold_events()
    typo, gone = vk.comment(VERA, post, "Wher is it?"), vk.comment(VERA, post, "Forget it")
    message = vk.message(VERA, BRAND, "Helo?")
    vk.edit_comment(typo, "Where is it?")
    vk.edit_message(BRAND, message, "Hello?")
    vk.delete_comment(gone)
    vk.release_events(newest_first=True)
    vk.longpoll.resend(6)
    await desk.card("Where is it?")
    await desk.card("Hello?")
    for event_id in vk.events():
        vk.redeliver(event_id)
    desk.comment("Good night", post)
    await desk.followup("Good night")
    await whole(desk)
    said = await desk.rows(Message, Message.direction == "in")
    assert sorted((one.text, one.deleted_at is not None) for one in said) == [
        ("Forget it", True),
        ("Good morning", False),
        ("Good night", False),
        ("Hello?", False),
        ("Where is it?", False),
    ]
    assert len(desk.cards()) == 3
