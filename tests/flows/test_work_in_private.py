"""Work in private: what a person has comes to their private chat with the bot, and everything works there."""

from __future__ import annotations

from bot.private_work import bring_home
from sandbox.faults import Fault
from sandbox.telegram.files import png
from storage.models import Lane, Message, Staff
from tests.flows.alone import alone, claimed_alone, group_said, held, mentions, own_card
from tests.flows.departments import department
from tests.flows.panels import passes
from tests.flows.stage import ANNA, BORIS, BRAND, DELIVERY, OLGA, OPERATORS, PETR, TIM, VERA, Stage
from tests.flows.words import hears, in_private


async def test_a_case_is_worked_on_in_private_from_claim_to_the_end(desk: Stage) -> None:
    await alone(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    assert desk.labels(own) == ["Reply", "Escalate", "Resolve", "More", "Open in VK"]
    await desk.says(card, "With Anna (in private)")
    # The customer's next words come there, with a notification, and only there.
    desk.comment("It is three days late", post)
    short = await desk.followup("It is three days late", ANNA)
    assert short.reply_to is own
    assert not short.silent
    await desk.says(card, "It is three days late")
    # A note, then the answer, by swiping.
    note = desk.telegram.say(ANNA, ANNA, "// asked the warehouse", reply_to=own.message_id)
    await desk.telegram.wait(lambda: desk.reaction(note) == "✍")
    answer = desk.telegram.say(ANNA, ANNA, "It leaves today", reply_to=short.message_id)
    leaving = await hears(desk, "Goes to the customer", ANNA)
    await desk.telegram.wait(lambda: desk.reaction(answer))
    desk.time.let_pass(60)
    await desk.vk.wait(lambda: desk.answers(post) == ["It leaves today"])
    await desk.says(own, "Waiting for the customer")
    await desk.telegram.wait(lambda: leaving not in desk.ours(ANNA))
    (first, second) = await desk.rows(Message, Message.direction == "in")
    assert first.answered_by_id == second.answered_by_id is not None
    assert await desk.press(ANNA, own, "Resolve", ANNA) == "#1 resolved."
    await desk.says(own, "Resolved")
    await desk.says(card, "Resolved")
    assert group_said(desk) == []


async def test_two_in_private_and_one_case(desk: Stage) -> None:
    await alone(desk)
    await alone(desk, BORIS)
    card, own = await claimed_alone(desk)
    desk.telegram.say(BORIS, OPERATORS, "/takeover", reply_to=card.message_id)
    his = await own_card(desk, "Where is my parcel?", BORIS)
    await desk.says(own, "With Boris (in private)")
    # Anna was typing: her words wait for her press, and Boris sees them.
    typed = desk.telegram.say(ANNA, ANNA, "It is in Riga", reply_to=own.message_id)
    asks = await hears(desk, "Boris has #1. Send your answer all the same?", ANNA)
    await desk.telegram.wait(lambda: desk.reaction(typed) == "🤝")
    await desk.says(his, "It is in Riga")
    assert await desk.press(BORIS, his, "Send draft", BORIS) == "Somebody else must send this draft."
    assert await desk.press(ANNA, asks, "Send draft", ANNA) == "Sending."
    # The question has become the way to undo it.
    await desk.says(asks, "Goes to the customer")
    assert await desk.press(ANNA, asks, "Undo", ANNA) == "Taken back. The customer gets nothing."
    await desk.telegram.wait(lambda: asks not in desk.ours(ANNA))
    assert group_said(desk) == []


async def test_released_its_unanswered_words_come_below_the_groups_card(desk: Stage) -> None:
    await alone(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    desk.comment("Three days late", post)
    await desk.followup("Three days late", ANNA)
    await desk.press(ANNA, own, "More", ANNA)
    menu = await hears(desk, "Case #1", ANNA)
    assert await desk.press(ANNA, menu, "Release", ANNA) == "#1 is free again."
    await desk.telegram.wait(lambda: menu not in desk.ours(ANNA))
    words = await desk.followup("Three days late")
    assert words.reply_to is card
    await desk.says(own, "Nobody has it")
    desk.telegram.say(BORIS, OPERATORS, "It leaves today", reply_to=card.message_id)
    await desk.whisper(BORIS, "Goes to the customer")
    desk.time.let_pass(60)
    await desk.says(card, "Waiting for the customer")
    (first, second) = await desk.rows(Message, Message.direction == "in")
    assert first.answered_by_id == second.answered_by_id is not None
    # Back in private, and closed there: nothing of it comes to the group again.
    assert "Reply" in desk.labels(own)
    desk.telegram.say(ANNA, ANNA, "/takeover", reply_to=own.message_id)
    again = await desk.telegram.wait(
        lambda: [one for one in desk.cards(ANNA) if one.message_id > own.message_id][-1]
    )
    await desk.says(again, "With Anna (in private)")
    await desk.calm()
    assert await desk.press(ANNA, own, "Resolve", ANNA) == "#1 resolved."
    await desk.says(own, "Case #1 is")
    assert len(group_said(desk)) == 1


async def test_who_blocks_the_bot_has_their_cases_in_the_group_again(stage: Stage) -> None:
    async with stage.at_work():
        await alone(stage)
        post = stage.post()
        stage.comment("Where is my parcel?", post)
        card = await stage.card()
        await stage.press(ANNA, card, "Claim")
        await own_card(stage, "Where is my parcel?")
        stage.telegram.block(ANNA)
        stage.comment("Three days late", post)
        # A letter finds it out, unless the clock has seen what Telegram itself told.
        found_out = (
            "SELECT 1 FROM lanes WHERE stopped = 'forbidden'"
            f" UNION SELECT 1 FROM staff WHERE user_id = {ANNA} AND NOT works_privately"
        )
        await stage.until(lambda: stage.sql(found_out))
    # Whatever happens then happens after a restart too.
    async with stage.at_work() as desk:
        await desk.clock.tick(bring_home)
        told = await hears(stage, "I cannot write to you privately any more", OPERATORS)
        assert [one.user_id for one in told.entities if one.user_id] == [ANNA]
        words = await stage.followup("Three days late")
        assert words.reply_to is card
        await stage.says(card, "With Anna")
        stage.telegram.say(ANNA, OPERATORS, "/private on")
        # Not asked of Telegram again and again: the person opens the chat.
        stage.telegram.say(ANNA, OPERATORS, "It leaves today", reply_to=words.message_id)
        await stage.whisper(ANNA, "Goes to the customer")


async def test_who_blocks_the_bot_before_it_wrote_anything_is_told_of_too(desk: Stage) -> None:
    """Telegram says so by itself: no letter has failed."""
    assert desk.desk is not None
    await alone(desk)
    card, _ = await claimed_alone(desk)
    await desk.calm()
    desk.telegram.block(ANNA)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.private_at.is_(None)))
    assert await desk.rows(Lane, Lane.stopped.is_not(None)) == []
    await desk.desk.clock.tick(bring_home)
    await hears(desk, "I cannot write to you privately any more", OPERATORS)
    await desk.telegram.wait(lambda: "in private" not in desk.text(card))
    # Opened again, nothing switches itself back in the middle of a case.
    desk.telegram.start_bot(ANNA)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.private_at.is_not(None)))
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert not anna.works_privately


async def test_switched_off_and_on_in_the_middle_of_a_case(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/private on")
    await desk.whisper(ANNA, "First open a chat with")
    card = await held(desk, "Where is my parcel?")
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/private")
    offer = await hears(desk, "You work in the group.", ANNA)
    await desk.press(ANNA, offer, "Work in private", ANNA)
    await desk.says(offer, "1 case comes now")
    own = await own_card(desk, "Where is my parcel?")
    await desk.says(card, "With Anna (in private)")
    desk.telegram.say(ANNA, ANNA, "Just talking")
    await hears(desk, "swipe the card", ANNA)
    desk.telegram.say(ANNA, ANNA, "/private off")
    await hears(desk, "1 case goes back there", ANNA)
    await desk.telegram.wait(
        lambda: "in private" not in desk.text(card) and "in private" not in desk.text(own)
    )
    desk.vk.message(TIM, BRAND, "Hello?")
    await desk.followup("Hello?")
    desk.telegram.say(ANNA, ANNA, "/private maybe")
    await hears(desk, "Where do you work on your cases?", ANNA)


async def test_the_whole_conversation_comes_where_the_card_has_no_room_for_it(desk: Stage) -> None:
    await alone(desk)
    said = [f"Part {number} " + "of my long story, " * 40 for number in range(1, 9)]
    desk.vk.hold_events()
    for one in said:
        desk.vk.message(TIM, BRAND, one)
    desk.vk.release_events()
    card = await desk.card("#1")
    await desk.until(lambda: desk.rows(Message, Message.text.startswith("Part 8")))
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "#1")
    await desk.followup("Part 8", ANNA)
    pages = [desk.text(one) for one in desk.ours(ANNA) if "all that was said" in desk.text(one)]
    assert len(pages) > 1
    told = "\n".join(pages)
    assert [told.count(one.strip()) for one in said] == [1] * len(said)
    assert all(
        one.silent and one.reply_to is own for one in desk.ours(ANNA) if "all that was" in desk.text(one)
    )


async def test_a_department_is_asked_and_answers_in_private(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    await alone(desk)
    card, own = await claimed_alone(desk)
    await desk.press(ANNA, own, "Escalate", ANNA)
    picker = await hears(desk, "Whom to ask", ANNA)
    await desk.press(ANNA, picker, "Delivery", ANNA)
    await desk.says(picker, "with a question?")
    await desk.press(ANNA, picker, "Write a question", ANNA)
    asks = await hears(desk, "Swipe this message", ANNA)
    desk.telegram.say(ANNA, ANNA, "Where is it?", reply_to=asks.message_id)
    theirs = await desk.card("Where is it?", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "In Riga", reply_to=theirs.message_id)
    advice = await desk.followup("In Riga", ANNA)
    # What they attach comes there too, and not to the group.
    desk.telegram.send_photo(PETR, DELIVERY, caption="The label", reply_to=theirs.message_id)
    await desk.followup("The label", ANNA)
    shown = await desk.telegram.wait(lambda: [one for one in desk.ours(ANNA) if one.media][0])
    assert (desk.text(shown), shown.reply_to) == ("Delivery on #1", own)
    assert await desk.press(ANNA, advice, "Send to customer", ANNA) == "Sending."
    desk.time.let_pass(60)
    await desk.says(card, "Waiting for the customer")
    assert group_said(desk) == []
    assert not [one for one in desk.ours() if one.media]


async def test_a_collected_case_is_claimed_and_stays_collected(desk: Stage) -> None:
    await alone(desk)
    desk.comment("🔥🔥🔥")
    panel = await desk.card("🔕")
    await passes(desk, 31)
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–1 of 1")
    await desk.press_whisper(ANNA, page, "Claim")
    await own_card(desk, "🔥🔥🔥")
    assert not [one for one in desk.cards() if "#1" in desk.text(one) and "Claim" in desk.labels(one)]


async def test_what_is_claimed_together_comes_in_private_without_a_sound(desk: Stage) -> None:
    await alone(desk)
    post = desk.post()
    for who, smiles in ((TIM, "🔥🔥🔥"), (VERA, "👍👍👍")):
        desk.comment(smiles, post, who=who)
    panel = await desk.card("🔕")
    await passes(desk, 31)
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–2 of 2")
    await desk.press_whisper(ANNA, page, "Claim all 2")
    await desk.says(page, "until you open them")
    desk.time.let_pass(6)
    assert await desk.press_whisper(ANNA, page, "Claim all 2") == "2 cases are yours."
    await passes(desk, 10)
    for smiles in ("🔥🔥🔥", "👍👍👍"):
        assert (await own_card(desk, smiles)).silent
    # The customer's next words are heard.
    desk.comment("Where is my parcel?", post)
    assert not (await desk.followup("Where is my parcel?", ANNA)).silent


async def test_files_and_voice_come_in_private_too(desk: Stage) -> None:
    await alone(desk)
    desk.vk.message(TIM, BRAND, "Listen", attachments=[desk.vk.voice(3)])
    card = await desk.card("Listen")
    await desk.telegram.wait(lambda: [one for one in desk.ours() if one.media])
    await desk.calm()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Listen")
    voice = await desk.telegram.wait(lambda: [one for one in desk.ours(ANNA) if one.media][0])
    assert voice.reply_to is own
    await desk.calm()
    photo = desk.telegram.send_photo(ANNA, ANNA, png(8, 8), "Like this", voice.message_id)
    await hears(desk, "Goes to the customer", ANNA)
    desk.time.let_pass(60)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out] == ["Like this"])
    await desk.telegram.wait(lambda: desk.reaction(photo) == "👌")


async def test_everything_else_of_the_group_works_there_too(desk: Stage) -> None:
    """Edited in time, private data held back, a private answer, moderation, history, `/case`, a reply to a menu."""
    await alone(desk)
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    said = desk.telegram.say(ANNA, ANNA, "It leaves today", reply_to=own.message_id)
    leaving = await hears(desk, "Goes to the customer", ANNA)
    desk.telegram.edit(ANNA, ANNA, said.message_id, "It leaves tomorrow")
    await desk.until(lambda: desk.rows(Message, Message.text == "It leaves tomorrow"))
    # A reply to what only a person sees is no answer.
    desk.telegram.say(ANNA, ANNA, "Wait", reply_to=leaving.message_id)
    await hears(desk, "Kept as a draft of #1", ANNA)
    desk.time.let_pass(60)
    await desk.vk.wait(lambda: desk.answers(post) == ["It leaves tomorrow"])
    await desk.calm()
    # Everybody would read the number: it waits, and goes to the customer alone.
    desk.telegram.say(ANNA, ANNA, "Call +7 916 123-45-67", reply_to=own.message_id)
    kept = await hears(desk, "Everybody could read this", ANNA)
    await desk.press(ANNA, kept, "✉️ Send privately", ANNA)
    desk.time.let_pass(60)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out] == ["Call +7 916 123-45-67"])
    # What is behind More, and a card that is far up.
    await desk.press(ANNA, own, "More", ANNA)
    menu = await hears(desk, "Case #1", ANNA)
    await desk.press(ANNA, menu, "⚙️ Moderate…", ANNA)
    await desk.says(menu, "#1")
    await desk.press(ANNA, menu, "Close", ANNA)
    await desk.telegram.wait(lambda: menu not in desk.ours(ANNA))
    desk.telegram.say(ANNA, ANNA, "/history", reply_to=own.message_id)
    await hears(desk, "#1: history", ANNA)
    desk.telegram.say(ANNA, ANNA, "/case 1")
    anew = await desk.telegram.wait(
        lambda: [one for one in desk.cards(ANNA) if one.message_id > menu.message_id][0]
    )
    await desk.calm()
    await desk.press(ANNA, own, "More", ANNA)
    await desk.says(own, "Case #1 is")
    assert "Where is my parcel?" in desk.text(anew)
    assert group_said(desk) == []


async def test_what_fails_is_told_in_private_and_what_comes_after_the_end_in_the_group(desk: Stage) -> None:
    await alone(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    gone = Fault.error(200, {"error": {"error_code": 18, "error_msg": "gone"}})
    desk.vk.faults.add("wall.createComment", gone, times=1)
    said = desk.telegram.say(ANNA, ANNA, "It leaves today", reply_to=own.message_id)
    await hears(desk, "Goes to the customer", ANNA)
    desk.time.let_pass(60)
    failed = await desk.followup("What you answer is deleted or hidden", ANNA)
    assert failed.reply_to is said
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    assert await desk.press(ANNA, failed, "Retry", ANNA) == "Sending again."
    desk.time.let_pass(60)
    await desk.says(own, "Waiting for the customer")
    assert group_said(desk) == []
    await desk.press(ANNA, own, "Resolve", ANNA)
    await desk.says(card, "Resolved")
    desk.comment("One more thing", post)
    after = await desk.followup("One more thing")
    assert mentions(after) == [ANNA]
    # Taken up again, it lives in private again.
    await desk.press(ANNA, after, "Reopen")
    again = await desk.telegram.wait(
        lambda: [one for one in desk.cards(ANNA) if one.message_id > own.message_id][-1]
    )
    await desk.says(again, "One more thing")


async def test_who_leaves_the_desk_sees_nothing_more_of_its_customers(desk: Stage) -> None:
    assert desk.desk is not None
    await alone(desk)
    _, settled = await claimed_alone(desk, "Thank you!")
    await desk.press(ANNA, settled, "Resolve", ANNA)
    await desk.says(settled, "Resolved")
    card, own = await claimed_alone(desk)
    await desk.calm()
    desk.telegram.leave(ANNA, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.left_at.is_not(None)))
    said = len(desk.ours(ANNA))
    await desk.desk.clock.tick(bring_home)
    for one in (own, settled):
        await desk.says(one, "you are not at this desk any more.")
        assert desk.labels(one) == []
    await desk.telegram.wait(lambda: "in private" not in desk.text(card))
    await desk.calm()
    assert len(desk.ours(ANNA)) == said
    desk.telegram.say(BORIS, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Boris")


async def test_who_is_only_a_specialist_now_reads_nothing_more_in_private(desk: Stage) -> None:
    await department(desk)
    desk.telegram.join(ANNA, DELIVERY)
    await alone(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    await desk.calm()
    desk.telegram.leave(ANNA, OPERATORS)
    await desk.says(own, "you are not at this desk any more.")
    desk.comment("It is three days late", post)
    await desk.says(card, "It is three days late")
    await desk.calm()
    assert "three days" not in "".join(desk.text(one) for one in desk.ours(ANNA))
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert (anna.role, anna.left_at) == ("specialist", None)
