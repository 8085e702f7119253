"""More cases than a group takes cards: a digest takes them in, every one can be reached, and it calms down again."""

from __future__ import annotations

from functools import partial

from sandbox.telegram import Call
from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage import migrate
from storage.models import Card, Case, Panel
from storage.models import Message as SaidByCustomer
from tests.flows.panels import FIRST, digest, passes
from tests.flows.stage import ANNA, BORIS, BRAND, Stage


async def pour(stage: Stage, count: int, posts: list[Post], per_second: int = 16) -> None:
    """Comments at a steady rate, in the time of the stage."""
    for number in range(count):
        stage.comment(f"words {number}", posts[number % len(posts)], FIRST + number)
        if number % 8 == 7:
            await stage.until(partial(stage.rows, Case, Case.number == number + 1))
            await passes(stage, 8 / per_second)


async def storm(stage: Stage, count: int = 60) -> tuple[Said, Post, Post]:
    """A storm that has passed: its digest and the two posts it was under."""
    contest, other = stage.post("Win a grinder"), stage.post("Our new blend")
    await pour(stage, count, [contest, contest, other])
    for _ in range(12):
        await passes(stage, 5)
    return await digest(stage), contest, other


async def collected(stage: Stage) -> set[int]:
    """The cases in digests."""
    cards = await stage.rows(Card, Card.collected_in.is_not(None))
    live = {case.id for case in await stage.rows(Case, Case.closed_at.is_(None))}
    return {card.case_id for card in cards if card.case_id in live}


async def somebody_in(stage: Stage, post: Post) -> tuple[SaidByCustomer, int]:
    """What one of the collected said under that post, and who it was."""
    inside = await collected(stage)
    comments = {one.text: one.from_id for one in stage.vk.comments(post)}
    rows = await stage.rows(SaidByCustomer, SaidByCustomer.case_id.in_(inside))
    said = max((one for one in rows if one.text in comments), key=lambda one: one.id)
    return said, comments[said.text]


async def leafed(stage: Stage, who: int, panel: Said, label: str = "Look through") -> list[str]:
    """All pages, one after the other."""
    await stage.press(who, panel, label)
    page = await stage.whisper(who, "1–")
    texts = [stage.text(page)]
    while forward := [one for one in stage.labels(page) if one.startswith("›")]:
        before = stage.text(page)
        await stage.press_whisper(who, page, forward[0])
        await stage.telegram.wait(lambda: stage.text(page) != before)  # noqa: B023
        texts.append(stage.text(page))
    return texts


async def test_in_a_storm_every_case_is_reached_within_a_minute_and_no_429_comes(crowd: Stage) -> None:
    contest, other = crowd.post("Win a grinder"), crowd.post("Our new blend")
    crowd.vk.message(FIRST + 299, BRAND, "Where is my order?")
    direct = await crowd.card("Where is my order?")
    began = crowd.time.seconds()
    await pour(crowd, 120, [contest, contest, other])
    while crowd.time.seconds() - began < 60:
        await passes(crowd, 2)
    assert crowd.telegram.too_many == []
    panel = await digest(crowd)
    assert "under" not in crowd.text(panel)
    shown = "\n".join(crowd.text(one) for one in crowd.cards())
    leaves = "\n".join(await leafed(crowd, ANNA, panel))
    for number in range(120):
        assert f"words {number}\n" in shown + leaves + "\n", number
    assert crowd.cards()[0] == direct
    assert len([one for one in crowd.ours() if crowd.text(one).startswith("🌊")]) == 1
    # Now that it has passed, a single new comment is a card again, and the digest is left alone.
    edits = len(calls(crowd, "editMessageText"))
    crowd.comment("All quiet?")
    await passes(crowd, 2)
    await crowd.card("All quiet?")
    assert len(calls(crowd, "editMessageText")) == edits


def calls(stage: Stage, method: str) -> list[Call]:
    return [one for one in stage.telegram.calls if one.method == method]


async def test_behind_a_desk_that_acts_all_the_time_a_new_case_is_reached_within_a_minute(
    crowd: Stage,
) -> None:
    """What people do uses up what new cards may take of every minute."""
    busy = []
    for number in range(4):
        crowd.comment(f"words {number}", who=FIRST + number)
        busy.append(await crowd.card(f"words {number}"))
    await passes(crowd, 70)
    for acts in range(1, 46):
        card = busy[acts % len(busy)]
        await crowd.press(ANNA, card, "Reopen" if "Reopen" in crowd.labels(card) else "Resolve")
        await passes(crowd, 3)
        if acts == 25:
            crowd.comment("Anybody there?", who=FIRST + 10)
            await crowd.until(partial(crowd.rows, Case, Case.number == 5))
        if acts > 25 and await reached(crowd, "Anybody there?"):
            break
    assert await reached(crowd, "Anybody there?"), "after 20 acts, a minute"
    assert crowd.telegram.too_many == []
    # The acts end: if a digest took it in, that comes to its end, and the case has a card.
    for _ in range(30):
        await passes(crowd, 10)
    await crowd.card("Anybody there?")
    assert not await collected(crowd)


async def reached(stage: Stage, words: str) -> bool:
    """It is on a card, or a digest that is there has it."""
    (said,) = await stage.rows(SaidByCustomer, SaidByCustomer.text == words)
    digests = [one for one in stage.ours() if stage.text(one).startswith("🌊")]
    shown = any(words in stage.text(one) for one in stage.cards())
    return shown or bool(digests and said.case_id in await collected(stage))


async def test_a_brisk_stream_leaves_room_for_what_is_urgent(crowd: Stage) -> None:
    """Two a second are no sudden storm, but they too are more than the group takes."""
    post = crowd.post("Win a grinder")
    for number in range(50):
        crowd.comment(f"words {number}", post, FIRST + number)
        await crowd.until(partial(crowd.rows, Case, Case.number == number + 1))
        await passes(crowd, 0.5)
    assert await digest(crowd)
    crowd.vk.message(FIRST + 299, BRAND, "Where is my order?")
    await crowd.until(partial(crowd.rows, Case, Case.number == 51))
    for _ in range(10):
        await passes(crowd, 1)
    assert [one for one in crowd.cards() if "Where is my order?" in crowd.text(one)]
    assert crowd.telegram.too_many == []


async def test_presses_are_answered_while_the_storm_blows(crowd: Stage) -> None:
    post = crowd.post("Win a grinder")
    crowd.vk.message(FIRST + 299, BRAND, "Where is my order?")
    card = await crowd.card("Where is my order?")
    for number in range(200):
        crowd.comment(f"words {number}", post, FIRST + number)
    assert await crowd.press(ANNA, card, "Claim") == "#1 is yours."
    await crowd.until(lambda: crowd.rows(Case, Case.number == 201))
    assert await crowd.press(BORIS, card, "Reply") == "Anna has this case."


async def test_urgent_ones_get_cards_of_their_own_also_in_a_storm(crowd: Stage) -> None:
    await storm(crowd)
    post = crowd.post("Another")
    for number in range(40):
        crowd.comment(f"more {number}", post, FIRST + 100 + number)
    for number in range(5):
        crowd.vk.message(FIRST + 200 + number, BRAND, f"direct {number}")
    await crowd.until(lambda: crowd.rows(Case, Case.number == 105))
    for _ in range(5):
        await passes(crowd, 2)
    shown = [crowd.text(one) for one in crowd.cards()]
    assert all(any(f"direct {number}" in text for text in shown) for number in range(5)), "in ten seconds"


async def test_an_account_marked_urgent_keeps_its_turn(crowd: Stage) -> None:
    """Ten of its comments come as cards also when the minute is spent."""
    await storm(crowd)
    await crowd.sql("UPDATE accounts SET urgent = true")
    before = len(crowd.cards())
    post = crowd.post("Another")
    for number in range(10):
        crowd.comment(f"burning {number}", post, FIRST + 100 + number)
    await crowd.until(lambda: crowd.rows(Case, Case.number == 70))
    for _ in range(10):
        await passes(crowd, 1)
    assert len([one for one in crowd.cards()[before:] if "burning" in crowd.text(one)]) == 10


async def test_dismissing_over_words_nobody_has_seen_shows_them(crowd: Stage) -> None:
    panel, contest, _ = await storm(crowd)
    await crowd.press(ANNA, panel, "Look through")
    page = await crowd.whisper(ANNA, "1–5 of")
    number = next(one for one in crowd.labels(page) if one.startswith("Open #")).removeprefix("Open #")
    (case,) = await crowd.rows(Case, Case.number == int(number))
    (said,) = await crowd.rows(SaidByCustomer, SaidByCustomer.case_id == case.id)
    post = next(one for one in crowd.vk.posts(BRAND) if said.text in [c.text for c in crowd.vk.comments(one)])
    author = next(c.from_id for c in crowd.vk.comments(post) if c.text == said.text)
    crowd.comment("And my parcel?", post, author)
    await crowd.until(lambda: crowd.rows(SaidByCustomer, SaidByCustomer.text == "And my parcel?"))
    assert "And my parcel?" in (await crowd.press_whisper(ANNA, page, "Dismiss") or "")
    (case,) = await crowd.rows(Case, Case.id == case.id)
    assert case.status == "open"
    assert contest in crowd.vk.posts(BRAND)


async def test_who_claimed_together_sees_what_a_customer_adds(crowd: Stage) -> None:
    panel, contest, _ = await storm(crowd)
    count = len(await collected(crowd))
    await crowd.press(ANNA, panel, "Look through")
    page = await crowd.whisper(ANNA, "1–5 of")
    await crowd.press_whisper(ANNA, page, f"Claim all {count}")
    await crowd.says(page, "until you open them")
    crowd.time.let_pass(6)
    await crowd.press_whisper(ANNA, page, "Back")
    await crowd.says(page, "1–5 of")
    await crowd.press_whisper(ANNA, page, f"Claim all {count}")
    await crowd.says(page, "until you open them")
    crowd.time.let_pass(6)
    toast = await crowd.press_whisper(ANNA, page, f"Claim all {count}")
    assert toast == f"{count} cases are yours."
    await crowd.says(page, "With Anna")
    assert not [one for one in crowd.labels(page) if one.startswith("Claim all")]
    _, author = await somebody_in(crowd, contest)
    crowd.comment("And my parcel?", contest, author)
    await passes(crowd, 2)
    card = await crowd.card("And my parcel?")
    await crowd.says(card, "With Anna")


async def test_a_case_put_into_a_digest_that_was_closed_at_that_moment_comes_out(crowd: Stage) -> None:
    await storm(crowd)
    inside = await collected(crowd)
    await crowd.sql("UPDATE panels SET closed_at = now()")
    for _ in range(20):
        await passes(crowd, 10)
    shown = {one.case_id for one in await crowd.rows(Card, Card.message_id.is_not(None))}
    left = await collected(crowd)
    assert inside <= shown | left
    live = {one.id for one in await crowd.rows(Panel, Panel.closed_at.is_(None))}
    assert {one.collected_in for one in await crowd.rows(Card, Card.case_id.in_(left))} <= live


async def test_each_case_can_be_opened_claimed_or_dismissed_from_the_digest(crowd: Stage) -> None:
    panel, _, _ = await storm(crowd)
    inside = await collected(crowd)
    await crowd.press(ANNA, panel, "Look through")
    page = await crowd.whisper(ANNA, "1–5 of")
    opening = next(one for one in crowd.labels(page) if one.startswith("Open #"))
    number = opening.removeprefix("Open #")
    assert await crowd.press_whisper(ANNA, page, opening) == f"#{number} comes as a card."
    await passes(crowd, 2)
    card = await crowd.card(f"#{number} ")
    assert await crowd.press(ANNA, card, "Claim") == f"#{number} is yours."
    # Claim: the card comes, because who has it must be able to swipe it.
    await crowd.telegram.wait(lambda: f"#{number} " not in crowd.text(page))
    second = next(one for one in crowd.labels(page) if one.startswith("Open #")).removeprefix("Open #")
    assert await crowd.press_whisper(ANNA, page, "Claim") == f"#{second} is yours."
    await passes(crowd, 10)
    claimed = await crowd.card(f"#{second} ")
    await crowd.says(claimed, "With Anna")
    # Dismiss: nothing comes into the group.
    await crowd.telegram.wait(lambda: f"#{second} " not in crowd.text(page))
    third = next(one for one in crowd.labels(page) if one.startswith("Open #")).removeprefix("Open #")
    before = len(crowd.cards())
    assert await crowd.press_whisper(ANNA, page, "Dismiss") == f"#{third} dismissed."
    await passes(crowd, 2)
    assert len(crowd.cards()) == before
    assert len(inside - await collected(crowd)) == 3
    await passes(crowd, 15)
    await crowd.says(panel, f"{len(inside) - 3} more cases")


async def test_all_under_a_post_are_dismissed_at_once_but_not_who_wrote_meanwhile(crowd: Stage) -> None:
    panel, contest, _ = await storm(crowd)
    label = next(one for one in crowd.labels(panel) if "Win a grinder" in one)
    count = int(label.split(" ")[0])
    await crowd.press(ANNA, panel, label)
    page = await crowd.whisper(ANNA, f"1–5 of {count}")
    assert await crowd.press_whisper(ANNA, page, f"Dismiss all {count}") == ""
    await crowd.says(page, f"Dismiss all {count} cases under “Win a grinder” without an answer?")
    crowd.time.let_pass(2)
    inside = await collected(crowd)
    said, author = await somebody_in(crowd, contest)
    crowd.comment("And what about my parcel?", contest, author)
    await crowd.until(lambda: crowd.rows(SaidByCustomer, SaidByCustomer.text.contains("my parcel")))
    toast = await crowd.press_whisper(ANNA, page, f"Dismiss all {count}")
    assert toast == f"{count - 1} cases dismissed. 1 stays: somebody has it, or it came just now."
    left = await collected(crowd)
    assert len(inside) - len(left) == count - 1
    assert said.case_id in left


async def test_claimed_together_they_stay_in_the_digest_until_they_are_opened(crowd: Stage) -> None:
    panel, _, _ = await storm(crowd)
    count = len(await collected(crowd))
    await crowd.press(ANNA, panel, "Look through")
    page = await crowd.whisper(ANNA, "1–5 of")
    await crowd.press_whisper(ANNA, page, f"Claim all {count}")
    await crowd.says(page, "until you open them")
    crowd.time.let_pass(6)
    before = len(crowd.cards())
    assert await crowd.press_whisper(ANNA, page, f"Claim all {count}") == f"{count} cases are yours."
    await passes(crowd, 15)
    await crowd.says(panel, f"{count} of them are claimed")
    assert len(crowd.cards()) == before
    assert len(await collected(crowd)) == count


async def test_the_last_few_come_out_by_themselves(crowd: Stage) -> None:
    panel, _, _ = await storm(crowd, 48)
    count = len(await collected(crowd))
    await crowd.press(ANNA, panel, "Look through")
    page = await crowd.whisper(ANNA, "1–5 of")
    while count > 10:
        assert "dismissed" in (await crowd.press_whisper(ANNA, page, "Dismiss") or "")
        await crowd.telegram.wait(lambda: f"of {count - 1}" in crowd.text(page))  # noqa: B023
        count -= 1
    for _ in range(20):
        await passes(crowd, 10)
    assert await collected(crowd) == set()
    await crowd.says(panel, "Nothing is left here.")
    assert crowd.labels(panel) == []
    assert crowd.telegram.too_many == []
    await passes(crowd, 10)
    assert await crowd.rows(Panel, Panel.closed_at.is_(None)) == []


async def test_the_schema_goes_back_and_forth_with_a_digest_in_it(stage: Stage) -> None:
    """What was collected and is still open becomes cards."""
    for number in range(300):
        stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
    async with stage.at_work():
        await storm(stage)
    inside = len(await collected(stage))
    await stage.sql("UPDATE cards SET due_at = NULL WHERE collected_in IS NULL AND message_id IS NOT NULL")
    waiting = len(await stage.rows(Card, Card.due_at.is_not(None)))
    await migrate.downgrade(stage.engine, "0001")
    due = await stage.sql("SELECT count(*) FROM cards WHERE due_at IS NOT NULL")
    assert due == [(inside + waiting,)]
    await migrate.upgrade(stage.engine)
    async with stage.at_work():
        await passes(stage, 5)
        assert await collected(stage)


async def test_a_restart_in_the_middle_of_a_storm_forgets_nothing(stage: Stage) -> None:
    for number in range(300):
        stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
    post = stage.post("Win a grinder")
    async with stage.at_work():
        await pour(stage, 40, [post])
    for number in range(40, 80):
        stage.comment(f"words {number}", post, FIRST + number)
    async with stage.at_work():
        await stage.until(lambda: stage.rows(Case, Case.number == 80))
        for _ in range(12):
            await passes(stage, 5)
        assert len(await collected(stage)) + len(stage.cards()) - 1 == 80
        assert len(await stage.rows(Panel)) == 1
        assert stage.telegram.too_many == []
