"""The way of a case through time: further words, other cases, after resolution, edits, people and posts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import fresh
from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import BotMessage, Case, Message, Outbox, Revision
from tests.flows.answering import answers, kinds, shows_to_all
from tests.flows.stage import ANNA, BRAND, OPERATORS, SERVICE_TOKEN, TIM, VERA, Stage

DAY = 24 * 3600


def mentions(message: Said) -> list[int]:
    """Whom a message notifies by name."""
    return [one.user_id for one in message.entities if one.user_id is not None]


def preview(message: Said) -> str | None:
    """The address of the large picture under a message."""
    shown = dict(message.link_preview or ())
    return str(shown["url"]) if shown.get("prefer_large_media") else None


def followups(desk: Stage) -> list[Said]:
    return [one for one in desk.ours() if one.reply_to is not None]


async def resolved(desk: Stage, card: Said) -> None:
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")


# --- further words


async def test_further_comments_join_as_one_short_message_with_buttons(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    desk.comment("It is three days late", post)
    short = await desk.followup("It is three days late")
    assert short.reply_to is card
    assert mentions(short) == [ANNA]
    assert "Where is my parcel?" not in desk.text(short)
    assert desk.labels(short) == ["Reply", "Escalate", "Resolve", "More", "Open in VK"]
    await desk.says(card, "It is three days late")
    assert len(await desk.rows(Case)) == 1
    assert await desk.press(ANNA, short, "Resolve") == "#1 resolved."


async def test_a_case_that_nobody_holds_mentions_nobody(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    await desk.card()
    desk.comment("Hello?", post)
    short = await desk.followup("Hello?")
    assert mentions(short) == []
    assert desk.labels(short)[0] == "Claim"


async def test_several_at_once_become_one(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.vk.hold_events()
    words = ["Hello?", "Anybody there?", "I am waiting"]
    last = [desk.comment(one, post) for one in words][-1]
    desk.vk.release_events()
    short = await desk.followup("I am waiting")
    assert desk.text(short).splitlines()[-3:] == words
    await desk.says(card, "I am waiting")
    assert len(followups(desk)) == 1
    desk.telegram.say(ANNA, OPERATORS, "Coming", reply_to=short.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    assert [one.reply_to_comment for one in desk.vk.comments(post) if one.from_id < 0] == [last.id]


async def test_words_that_come_before_the_card_are_on_the_card(desk: Stage) -> None:
    desk.vk.faults.add("users.get", Fault.hang(), times=1)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    desk.comment("Hello?", post)
    card = await desk.card("Hello?")
    assert "Where is my parcel?" in desk.text(card)
    desk.vk.faults.release()
    await desk.says(card, "Tim Becker")
    assert followups(desk) == []


async def test_words_that_come_while_the_card_is_on_its_way_are_brought(desk: Stage) -> None:
    post = desk.post()
    held = desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), when=shows_to_all)
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.comment("Hello?", post)
    await desk.until(lambda: desk.rows(Outbox, Outbox.kind == "follow_up", Outbox.attempts > 0))
    desk.telegram.faults.remove(held)
    short = await desk.followup("Hello?")
    assert short.reply_to is card
    shown = {one.text: one.shown_message_id for one in await desk.rows(Message)}
    assert shown["Where is my parcel?"] == card.message_id


async def test_another_customer_and_another_post_are_other_cases(desk: Stage) -> None:
    post = desk.post("Blend")
    desk.comment("Where is my parcel?", post)
    await desk.card("#1")
    desk.comment("Is it vegan?", post, VERA)
    second = await desk.card("#2")
    assert "Vera Sokolova" in desk.text(second)
    desk.comment("And this one?", desk.post("Grinder"))
    third = await desk.card("#3")
    assert "1 case before" in desk.text(third)
    assert "Grinder" in desk.text(third)
    assert len(await desk.rows(Case)) == 3
    assert followups(desk) == []


async def test_a_dialog_is_one_case_answered_in_the_dialog(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    card = await desk.card("Can I pay by card?")
    assert "direct message" in desk.text(card)
    desk.vk.message(TIM, BRAND, "Or in cash?")
    short = await desk.followup("Or in cash?")
    assert len(await desk.rows(Case)) == 1
    said = desk.telegram.say(ANNA, OPERATORS, "Both", reply_to=short.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out] == ["Both"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "Waiting for the customer")
    desk.vk.message(TIM, BRAND, "Thank you!")
    await desk.followup("Thank you!")
    await desk.says(card, "Unanswered")
    (call,) = [one for one in desk.vk.calls if one.method == "messages.send"]
    assert call.outcome == "ok"


# --- after resolution


async def test_thank_you_after_resolution_reopens_nothing(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await resolved(desk, card)
    desk.time.let_pass(6 * DAY)
    desk.comment("Thank you!", post)
    short = await desk.followup("Thank you!")
    assert "after resolution" in desk.text(short)
    assert desk.labels(short)[:2] == ["Reopen", "More"]
    await desk.says(card, "The customer wrote 1 more message after resolution")
    assert "Resolved" in desk.text(card)
    (case,) = await desk.rows(Case)
    assert (case.status, case.reopened, case.after_close) == ("resolved", 0, 1)


async def test_reopen_takes_up_what_came_after_resolution(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await resolved(desk, card)
    desk.comment("It came broken", post)
    short = await desk.followup("It came broken")
    assert await desk.press(ANNA, short, "Reopen") == "#1 is open again."
    await desk.says(card, "Reopened once")
    assert "Unanswered" in desk.text(card)
    assert "after resolution" not in desk.text(card)
    (case,) = await desk.rows(Case)
    assert (case.status, case.reopened, case.after_close) == ("open", 1, 0)


async def test_an_answer_after_resolution_counts_as_reopened(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await resolved(desk, card)
    broken = desk.comment("It came broken", post)
    short = await desk.followup("It came broken")
    desk.telegram.say(ANNA, OPERATORS, "We send another", reply_to=short.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    assert [one.reply_to_comment for one in desk.vk.comments(post) if one.from_id < 0] == [broken.id]
    (case,) = await desk.rows(Case)
    assert (case.status, case.reopened, case.after_close) == ("waiting", 1, 0)


@pytest.mark.parametrize("closing", ["Resolve", "Dismiss"])
async def test_later_than_seven_days_it_is_a_new_case(desk: Stage, closing: str) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await close(desk, card, closing)
    desk.time.let_pass(7 * DAY + 60)
    desk.comment("And where is it now?", post)
    second = await desk.card("#2")
    assert "1 case before" in desk.text(second)
    assert "Where is my parcel?" not in desk.text(second)
    assert "1 case before" not in desk.text(card)
    desk.comment("Hello?", post)
    assert (await desk.followup("Hello?")).reply_to is second
    assert followups(desk)[0].reply_to is second
    first, later = sorted(await desk.rows(Case), key=lambda one: one.number)
    assert (first.reopened, first.after_close, later.earlier_cases) == (0, 0, 1)


async def close(desk: Stage, card: Said, label: str) -> None:
    if label == "Resolve":
        await resolved(desk, card)
        return
    await desk.press(ANNA, card, "More")
    assert await desk.press_whisper(ANNA, await desk.whisper(ANNA, "Case #1"), "Dismiss") == "#1 dismissed."
    await desk.says(card, "Dismissed")


async def test_a_dismissed_case_hears_more_and_stays_dismissed(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Buy cheap watches", post)
    card = await desk.card()
    await close(desk, card, "Dismiss")
    desk.comment("Really cheap", post)
    short = await desk.followup("Really cheap")
    assert "after resolution" in desk.text(short)
    await desk.says(card, "1 more message")
    (case,) = await desk.rows(Case)
    assert (case.status, case.reopened) == ("dismissed", 0)


# --- edited, deleted, restored


async def test_an_edited_comment_keeps_what_it_said(desk: Stage) -> None:
    asked = desk.comment("You are thieves")
    card = await desk.card()
    desk.vk.edit_comment(asked, "I am not happy")
    await desk.says(card, "I am not happy")
    assert "edited" in desk.text(card)
    assert "was: You are thieves" in desk.text(card)
    assert [one.text for one in await desk.rows(Revision)] == ["You are thieves"]
    assert (await kinds(desk))[-1] == "customer_edited"


@pytest.mark.parametrize("who", [True, False])
async def test_a_deleted_comment_is_kept_and_said_to_be_gone_until_restored(desk: Stage, who: bool) -> None:
    asked = desk.comment("You are thieves")
    card = await desk.card()
    desk.vk.delete_comment(asked, say_who=who)
    await desk.says(card, "deleted")
    assert "You are thieves" in desk.text(card)
    desk.vk.restore_comment(asked)
    await desk.telegram.wait(lambda: "deleted" not in desk.text(card))
    assert (await kinds(desk))[1:] == ["customer_deleted", "customer_restored"]


async def test_answering_a_deleted_comment_fails_in_words(desk: Stage) -> None:
    asked = desk.comment("Where is my parcel?")
    card = await desk.card()
    desk.vk.delete_comment(asked)
    await desk.says(card, "deleted")
    said = desk.telegram.say(ANNA, OPERATORS, "On its way", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    await desk.followup("was not sent")
    assert [one.delivery for one in await answers(desk)] == ["failed"]


async def test_an_edited_direct_message_is_edited_on_the_card(desk: Stage) -> None:
    wrote = desk.vk.message(TIM, BRAND, "Can I pay by crad?")
    card = await desk.card()
    desk.vk.edit_message(BRAND, wrote, "Can I pay by card?")
    await desk.says(card, "Can I pay by card?")
    assert "edited" in desk.text(card)


# --- people and posts


async def test_a_community_as_author(desk: Stage) -> None:
    other = desk.vk.add_group(777, "Rival Coffee", "rival")
    post = desk.post()
    desk.vk.comment(other, post, "Ours is better")
    card = await desk.card("Rival Coffee")
    assert "community" in desk.text(card)
    assert any(one.url == "https://vk.com/club777" for one in card.entities)
    desk.telegram.say(ANNA, OPERATORS, "We doubt it", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["We doubt it"])


async def test_a_slow_profile_keeps_no_card_waiting_and_completes_it(desk: Stage) -> None:
    desk.vk.faults.add("users.get", Fault.hang())
    desk.comment("Where is my parcel?")
    before = desk.time.seconds()
    card = await desk.card("Where is my parcel?")
    assert desk.time.seconds() - before < 8, "a profile is waited for for ten"
    assert "Customer" in desk.text(card)
    assert "Tim" not in desk.text(card)
    desk.vk.faults.clear()
    await desk.says(card, "Tim Becker")
    assert "48 followers" in desk.text(card)
    assert len(desk.cards()) == 1


async def test_a_profile_that_is_missing_is_no_reason_to_show_nothing(desk: Stage) -> None:
    desk.vk.fail("users.get", 18, times=None)
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    assert "Customer" in desk.text(card)
    desk.vk.clear_failures()
    desk.time.let_pass(11 * 60)
    desk.comment("Hello", who=VERA)
    await desk.says(card, "Tim Becker")


async def test_somebody_whom_vk_no_longer_knows(desk: Stage) -> None:
    desk.vk.add_user(5009, "DELETED", "", deactivated="deleted")
    desk.vk.comment(5009, desk.post(), "Bye")
    assert "DELETED" in desk.text(await desk.card("Bye"))


async def test_the_text_of_a_post_is_kept_from_its_event(desk: Stage) -> None:
    desk.comment("How much?", desk.post("Our new blend from Kenya"))
    card = await desk.card("How much?")
    assert "Post: Our new blend from Kenya" in desk.text(card)
    assert not [one for one in desk.vk.calls if one.method.startswith("wall.get")]


async def test_without_a_token_for_posts_the_link_alone_stands_there(desk: Stage) -> None:
    post = desk.vk.add_post(BRAND, "An old post", notify=False)
    desk.comment("How much?", post)
    card = await desk.card("How much?")
    assert "Post: open" in desk.text(card)
    assert any(one.url == post.url for one in card.entities)


@pytest.mark.parametrize("slow", ["users.get", "wall.getById"])
async def test_with_a_service_token_the_text_of_an_old_post_is_read(
    stage: Stage, slow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine the two calls may take longer than the second that a card waits for them.
    monkeypatch.setattr(fresh, "PROFILE_WAIT", timedelta(seconds=30))
    stage.vk.faults.add(slow, Fault.slow(0.15))
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN):
        post = stage.vk.add_post(BRAND, "An old post", notify=False)
        stage.comment("How much?", post)
        card = await stage.card("How much?")
        assert "Post: An old post" in stage.text(card)
        assert "Tim Becker" in stage.text(card), "one card shows both: no edit is spent on what comes soon"
        await stage.calm()
        assert not [one for one in stage.telegram.calls if one.method == "editMessageText"]


# --- what is attached


async def test_a_photo_is_the_cards_large_preview(desk: Stage) -> None:
    post, photo = desk.post(), desk.vk.photo(TIM)
    desk.vk.comment(TIM, post, "Look at this", attachments=[photo])
    card = await desk.card("Look at this")
    assert preview(card) == desk.vk.file_url(photo)
    assert "🖼 photo" in desk.text(card)
    assert len(desk.ours()) == 1, "it costs no second message"
    second = desk.vk.photo(TIM)
    desk.vk.comment(TIM, post, "", attachments=[second])
    short = await desk.followup("🖼 photo")
    assert preview(short) == desk.vk.file_url(second)
    await desk.telegram.wait(lambda: preview(card) == desk.vk.file_url(second))


async def test_documents_and_voice_are_shown_as_links(desk: Stage) -> None:
    invoice, voice = desk.vk.document("invoice.pdf", b"x" * 2000), desk.vk.voice(65)
    desk.vk.message(TIM, BRAND, "", attachments=[invoice, voice])
    card = await desk.card("invoice.pdf")
    assert "📎 invoice.pdf, 2 KB" in desk.text(card)
    assert "🎤 voice message, 1:05" in desk.text(card)
    urls = {one.url for one in card.entities}
    assert desk.vk.file_url(invoice) in urls
    assert desk.vk.file_url(voice) in urls
    assert preview(card) is None


async def test_a_press_on_a_message_that_is_not_settled_yet_does_not_make_a_ghost_of_it(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    held = desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), when=shows_to_all)
    desk.comment("Hello?", post)
    short = await desk.followup("Hello?")
    assert await desk.press(ANNA, short, "Claim") == "#1 is yours."
    said = desk.telegram.say(ANNA, OPERATORS, "Coming", reply_to=short.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.telegram.faults.remove(held)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["Coming"])
    await desk.says(card, "✓ sent")
    await desk.calm()
    assert "Hello?" in desk.text(short)
    assert not [one for one in await desk.rows(Outbox) if one.kind == "pointer"]
    (known,) = await desk.rows(BotMessage, BotMessage.message_id == short.message_id)
    assert known.purpose == "follow_up"
