"""Two cases become one at the wire, each customer is answered where they wrote, and the cases are two again."""

from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage.models import Case
from tests.flows.alone import alone, own_card
from tests.flows.answering import answer
from tests.flows.stage import ANNA, BORIS, OPERATORS, VERA, Stage


def told(desk: Stage, post: Post, comment_id: int) -> list[str]:
    """What the community answered to a comment."""
    return [one.text for one in desk.vk.comments(post) if comment_id in one.parents_stack and one.from_id < 0]


async def merged(desk: Stage, card: Said, number: int, who: int = ANNA) -> str | None:
    """`/merge` in reply to a card, and the one question; the toast."""
    desk.telegram.say(who, OPERATORS, f"/merge {number}", reply_to=card.message_id)
    question = await desk.whisper(who, "You can take them apart again")
    return await desk.press_whisper(
        who, question, next(one for one in desk.labels(question) if "Merge into" in one)
    )


async def test_two_customers_in_one_case_are_each_answered_where_they_wrote_and_apart_again(
    desk: Stage,
) -> None:
    post = desk.post()
    tims = desk.comment("The shop is closed!", post)
    first = await desk.card("#1")
    veras = desk.comment("Closed today?", post, VERA)
    second = await desk.card("#2")
    await desk.calm()

    await desk.press(ANNA, second, "More")
    await desk.press_whisper(ANNA, await desk.whisper(ANNA, "Case #2"), "Merge…")
    picker = await desk.whisper(ANNA, "With which case do you want to merge #2?")
    await desk.press_whisper(ANNA, picker, "#1 · Tim Becker: The shop is closed!")
    question = await desk.whisper(ANNA, "Make #2 part of #1?")
    assert "two different customers" in desk.text(question)
    assert desk.labels(question) == ["Merge into #1", "Rather into #2", "Close"]
    assert await desk.press_whisper(ANNA, question, "Merge into #1") == "#2 is part of #1 now."

    await desk.says(second, "Case #2 is part of #1 now.")
    assert desk.labels(second) == ["Open #1", "Take apart"]
    await desk.says(first, "A swipe of this card answers Vera Sokolova")
    assert all(
        name in desk.text(first) for name in ("Tim Becker", "The shop is closed!", "Closed today?", "with #2")
    )

    await answer(desk, second, "Until nine tomorrow, Vera.")
    desk.time.let_pass(60)
    await desk.says(first, "A swipe of this card answers Tim Becker")
    assert (told(desk, post, veras.id), told(desk, post, tims.id)) == (["Until nine tomorrow, Vera."], [])
    assert [
        (one.status, one.unanswered_since is None) for one in await desk.rows(Case, Case.number == 1)
    ] == [("open", False)]
    await answer(desk, first, "Until nine tomorrow, Tim.")
    desk.time.let_pass(60)
    await desk.says(first, "Waiting for the customer")
    assert told(desk, post, tims.id) == ["Until nine tomorrow, Tim."]

    desk.comment("And on Sunday?", post, VERA)
    asked = await desk.followup("And on Sunday?")
    assert "Vera Sokolova" in desk.text(asked)
    assert asked.reply_to is not None
    assert asked.reply_to.message_id == first.message_id
    assert await desk.press(BORIS, second, "Take apart") == "#2 is a case of its own again, and #1 stays."
    await desk.says(second, "And on Sunday?")
    await desk.says(first, "Waiting for the customer")
    assert "Sunday" not in desk.text(first)
    sunday = await answer(desk, asked, "Ten to four.", BORIS)
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: desk.reaction(sunday) == "👌")
    await desk.says(second, "Ten to four.")
    await desk.says(second, "Waiting for the customer")


async def test_what_is_on_its_way_when_cases_are_merged_arrives_and_can_be_taken_back(desk: Stage) -> None:
    post = desk.post()
    desk.comment("First", post)
    first = await desk.card("#1")
    veras = desk.comment("Second", post, VERA)
    second = await desk.card("#2")
    goes = await answer(desk, second, "This one goes.")
    stays = await answer(desk, second, "This one does not.")
    undo = await desk.whisper(ANNA, "Goes to the customer")
    # Anna's case stays by itself, being somebody's: she wants it the other way round.
    desk.telegram.say(BORIS, OPERATORS, "/merge #1", reply_to=second.message_id)
    question = await desk.whisper(BORIS, "Make #1 part of #2?")
    assert await desk.press_whisper(BORIS, question, "Rather into #1") == "#2 is part of #1 now."
    await desk.says(second, "is part of #1")
    assert await desk.press_whisper(ANNA, undo, "Undo") == "Taken back. The customer gets nothing."
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: desk.reaction(goes) == "👌")
    assert (told(desk, post, veras.id), desk.reaction(stays)) == (["This one goes."], None)
    await desk.says(first, "With Anna")
    assert await desk.press(ANNA, second, "Open #1") == "#1 comes as a card."


async def test_words_that_come_with_a_merge_reach_whoever_works_in_private(desk: Stage) -> None:
    post = desk.post()
    tims = desk.comment("First", post)
    await desk.card("#1")
    await alone(desk, ANNA)
    desk.telegram.say(ANNA, OPERATORS, "/claim", reply_to=(await desk.card("#1")).message_id)
    own = await own_card(desk, "#1")
    veras = desk.comment("Second", post, VERA)
    second = await desk.card("#2")
    assert await merged(desk, second, 1, BORIS) == "#2 is part of #1 now."
    said = await desk.followup("Second", ANNA)
    assert "Vera Sokolova" in desk.text(said)
    vera = desk.telegram.say(ANNA, ANNA, "To Vera.", reply_to=said.message_id)
    await desk.telegram.wait(lambda: desk.reaction(vera) == "👀")
    desk.time.let_pass(60)
    await desk.says(own, "A swipe of this card answers Tim Becker")
    tim = desk.telegram.say(ANNA, ANNA, "To Tim.", reply_to=own.message_id)
    await desk.telegram.wait(lambda: desk.reaction(tim) == "👀")
    desk.time.let_pass(60)
    await desk.says(own, "Waiting for the customer")
    assert (told(desk, post, veras.id), told(desk, post, tims.id)) == (["To Vera."], ["To Tim."])


async def test_what_cannot_be_merged_is_refused_with_the_reason(desk: Stage) -> None:
    post = desk.post()
    desk.comment("First", post)
    first = await desk.card("#1")
    for asked, why in (
        ("/merge", "write the other case's number"),
        ("/merge me", "write the other case's number"),
        ("/merge 9", "There is no case #9 here."),
        ("/merge 1", "#1 is this very case."),
    ):
        desk.telegram.say(ANNA, OPERATORS, asked, reply_to=first.message_id)
        await desk.whisper(ANNA, why)
    desk.comment("Second", post, VERA)
    second = await desk.card("#2")
    await desk.press(ANNA, second, "Resolve")
    await desk.says(second, "Resolved")
    assert await merged(desk, second, 1) == "#2 is part of #1 now."
    desk.telegram.say(ANNA, OPERATORS, "/merge 2", reply_to=first.message_id)
    await desk.whisper(ANNA, "#2 is part of #1 already.")


async def test_words_that_wait_go_to_whom_they_were_written_to_whoever_is_answered_meanwhile(
    desk: Stage,
) -> None:
    post = desk.post()
    tims = desk.comment("First", post)
    first = await desk.card("#1")
    await desk.press(ANNA, first, "Claim")
    veras = desk.comment("Second", post, VERA)
    second = await desk.card("#2")
    assert await merged(desk, second, 1) == "#2 is part of #1 now."
    await desk.says(first, "Second")
    said = desk.telegram.say(BORIS, OPERATORS, "To Vera.", reply_to=first.message_id)
    kept = await desk.whisper(BORIS, "has #1. Send your answer all the same?")
    goes = await answer(desk, second, "From Anna.")
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: desk.reaction(goes) == "👌")
    await desk.press_whisper(BORIS, kept, "Send draft")
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    assert (told(desk, post, veras.id), told(desk, post, tims.id)) == (["From Anna.", "To Vera."], [])
