"""Words that wait for a press: in somebody else's case, written anonymously, with a file, too long."""

from __future__ import annotations

from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Attachment, Case, Draft, Message, Note, Outbox
from tests.flows.answering import answers, copied, handled, kinds, shows_to_all
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, Stage


async def held_by_anna(desk: Stage, words: str = "Where is my parcel?") -> Said:
    """A card of a case that Anna has."""
    desk.comment(words)
    card = await desk.card()
    assert await desk.press(ANNA, card, "Claim") == "#1 is yours."
    await desk.says(card, "With Anna")
    return card


async def drafts(desk: Stage) -> list[tuple[str, str]]:
    found = sorted(await desk.rows(Draft), key=lambda one: one.id)
    return [(one.why, one.state) for one in found]


def sent(desk: Stage) -> list[str]:
    """All that the community said under its posts."""
    return [one.text for post in desk.vk.posts(1234) for one in desk.vk.comments(post) if one.from_id < 0]


# --- somebody else's case


async def test_a_swipe_claims_a_free_case(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    desk.telegram.say(BORIS, OPERATORS, "On its way", reply_to=card.message_id)
    await desk.whisper(BORIS, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.says(card, "With Boris")
    assert sent(desk) == ["On its way"]
    assert (await kinds(desk))[1:3] == ["claim", "answer"]


async def test_in_somebody_elses_case_it_is_asked_first_and_send_sends_once(desk: Stage) -> None:
    card = await held_by_anna(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    asks = await desk.whisper(BORIS, "Anna has #1. Send your answer all the same?")
    assert desk.labels(asks) == ["Send draft", "Drop", "Ask to look"]
    await desk.says(card, "It is in Riga")
    assert "somebody else has the case" in desk.text(card)
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    assert desk.labels(card)[:2] == ["Send draft", "Drop"]
    stale = await copied(desk, card)
    desk.time.let_pass(60)
    assert sent(desk) == []

    assert await desk.press_whisper(BORIS, asks, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    assert await desk.press(BORIS, stale, "Send draft") == "This draft is settled already."
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "✓ sent")
    assert "With Anna" in desk.text(card), "asked and meant: it is sent, and the case stays hers"
    assert "Send draft" not in desk.labels(card)
    assert sent(desk) == ["It is in Riga"]
    (answer,) = await answers(desk)
    assert answer.source_message_id == said.message_id


async def test_only_its_author_sends_it_from_the_card(desk: Stage) -> None:
    card = await held_by_anna(desk)
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.says(card, "It is in Riga")
    assert await desk.press(ANNA, card, "Send draft") == "Somebody else must send this draft."
    assert await desk.press(BORIS, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])


async def test_a_dropped_draft_is_gone(desk: Stage) -> None:
    card = await held_by_anna(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    asks = await desk.whisper(BORIS, "Send your answer all the same?")
    await desk.says(card, "It is in Riga")
    stale = await copied(desk, card)
    assert await desk.press_whisper(BORIS, asks, "Drop") == "Dropped."
    await desk.telegram.wait(lambda: "Send draft" not in desk.labels(card))
    assert "It is in Riga" not in desk.text(card)
    await desk.telegram.wait(lambda: desk.reaction(said) is None)
    assert await desk.press(BORIS, stale, "Send draft") == "This draft is settled already."
    assert await answers(desk) == []


async def test_a_draft_that_is_edited_is_asked_about_anew(desk: Stage) -> None:
    card = await held_by_anna(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    first = await desk.whisper(BORIS, "Send your answer all the same?")
    await desk.says(card, "It is in Riga")
    desk.telegram.edit(BORIS, OPERATORS, said, "It is in Tallinn")
    await desk.says(card, "It is in Tallinn")
    assert "It is in Riga" not in desk.text(card)
    assert await desk.press_whisper(BORIS, first, "Send draft") == "This draft is settled already."
    await desk.telegram.wait(lambda: len(desk.telegram.ephemerals(OPERATORS, BORIS)) == 2)
    second = desk.telegram.ephemerals(OPERATORS, BORIS)[-1]
    assert await desk.press_whisper(BORIS, second, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Tallinn"])
    assert await drafts(desk) == [("held_by_other", "dropped"), ("held_by_other", "sent")]


async def test_a_draft_that_is_edited_to_a_note_is_a_note(desk: Stage) -> None:
    card = await held_by_anna(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.says(card, "It is in Riga")
    desk.telegram.edit(BORIS, OPERATORS, said, "// it is in Riga")
    await desk.says(card, "1 note")
    assert await drafts(desk) == [("held_by_other", "dropped")]
    assert [one.text for one in await desk.rows(Note)] == ["it is in Riga"]


async def test_a_draft_is_held_back_over_an_unseen_message(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    asks = await desk.whisper(BORIS, "Send your answer all the same?")
    await desk.says(card, "It is in Riga")
    held = desk.telegram.faults.add("*Message*", Fault.hang(), when=shows_to_all)
    desk.comment("Found it, thanks!", post)
    await desk.telegram.wait(lambda: held.hits)
    assert await desk.press_whisper(BORIS, asks, "Send draft") == (
        "Look first, the customer wrote again: Found it, thanks!"
    )
    anyway = await desk.whisper(BORIS, "The customer wrote again in #1")
    assert desk.labels(anyway) == ["Send draft anyway", "Close"]
    assert sent(desk) == []
    assert await desk.press_whisper(BORIS, anyway, "Send draft anyway") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    desk.telegram.faults.remove(held)
    await desk.says(card, "Waiting for the customer")


async def test_two_presses_at_once_send_it_once(desk: Stage) -> None:
    card = await held_by_anna(desk)
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    asks = await desk.whisper(BORIS, "Send your answer all the same?")
    press = desk.telegram.press_ephemeral(BORIS, OPERATORS, asks.ephemeral_message_id, "Send draft", copies=2)  # type: ignore[attr-defined]
    await desk.telegram.wait(lambda: all(one.answer for one in press.queries))
    assert [one.answer.text for one in press.queries if one.answer] == [
        "Sending.",
        "This draft is settled already.",
    ]
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk))
    assert len(await desk.rows(Outbox, Outbox.kind == "answer")) == 1


async def test_a_press_sends_also_what_its_author_deleted_in_the_chat(desk: Stage) -> None:
    card = await held_by_anna(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.says(card, "It is in Riga")
    desk.telegram.delete(OPERATORS, said)
    assert await desk.press(BORIS, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    await desk.says(card, "✓ sent")


async def test_whatever_it_waits_for_in_somebody_elses_case_its_sender_is_asked(desk: Stage) -> None:
    """What everybody could read, what was kept when the case was free, and who presses is not its author."""
    card = await held_by_anna(desk)
    desk.telegram.say(BORIS, OPERATORS, "Call +7 916 123-45-67", reply_to=card.message_id)
    kept = await desk.whisper(BORIS, "Everybody could read this")
    await desk.press_whisper(BORIS, kept, "Send to all")
    asks = await desk.whisper(BORIS, "Anna has #1. Send this draft all the same?")
    assert desk.labels(asks) == ["Send to all anyway", "Close"]
    assert await desk.press_whisper(BORIS, asks, "Send to all anyway") == "Sending."
    desk.telegram.say(OLGA, OPERATORS, "It left today", reply_to=card.message_id, anonymous=True)
    await desk.telegram.wait(lambda: "Send draft" in desk.labels(card))
    await desk.press(BORIS, card, "Send draft")
    await desk.telegram.wait(
        lambda: "Send draft anyway" in desk.labels(desk.telegram.ephemerals(OPERATORS, BORIS)[-1])
    )
    asks = desk.telegram.ephemerals(OPERATORS, BORIS)[-1]
    assert await desk.press_whisper(BORIS, asks, "Send draft anyway") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sorted(sent(desk)) == ["Call +7 916 123-45-67", "It left today"])
    assert "With Anna" in desk.text(card)


# --- without a name, to what only one person sees


async def test_an_anonymous_admins_words_wait_for_a_named_person(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.say(OLGA, OPERATORS, "It left today", reply_to=card.message_id, anonymous=True)
    await desk.says(card, "It left today")
    assert "anonymous admin" in desk.text(card)
    assert "a person with a name must send it" in desk.text(card)
    assert await desk.press(BORIS, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "With Boris")
    (answer,) = await answers(desk)
    (case,) = await desk.rows(Case)
    assert answer.staff_id == case.holder_id


async def test_an_anonymous_note_is_a_note(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    desk.telegram.say(OLGA, OPERATORS, "// careful, a lawyer", reply_to=card.message_id, anonymous=True)
    await desk.says(card, "1 note")
    assert await drafts(desk) == []


async def test_a_reply_to_what_only_one_sees_is_kept_and_the_way_told(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    desk.telegram.say(ANNA, OPERATORS, "It left today", reply_to_ephemeral=menu.ephemeral_message_id)  # type: ignore[attr-defined]
    kept = await desk.whisper(ANNA, "Kept as a draft of #1. To answer next time, swipe the card.")
    await desk.says(card, "It left today")
    assert desk.labels(kept) == ["Send draft", "Drop", "Ask to look"]
    assert await desk.press_whisper(ANNA, kept, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today"])


async def test_a_note_in_reply_to_what_only_one_sees_is_a_note(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    desk.telegram.say(ANNA, OPERATORS, "// rude one", reply_to_ephemeral=menu.ephemeral_message_id)  # type: ignore[attr-defined]
    await desk.says(card, "1 note")
    assert await drafts(desk) == []


# --- photos and files


async def test_voice_under_a_comment_is_kept_with_its_words(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.send_voice(ANNA, OPERATORS, caption="Look here", reply_to=card.message_id)
    kept = await desk.whisper(ANNA, "Comments take no voice messages. Kept as a draft: send it as a file?")
    await desk.says(card, "Look here")
    assert "not all files can go as they are" in desk.text(card)
    assert "🎤" in desk.text(card)
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    assert await desk.press_whisper(ANNA, kept, "📎 Send as a file") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["Look here"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")


async def test_a_file_without_words_that_cannot_go_is_refused_politely(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.send_file(ANNA, OPERATORS, "audio", reply_to=card.message_id)
    await desk.whisper(ANNA, "The network takes no MP3s")
    assert await drafts(desk) == []
    desk.telegram.edit(ANNA, OPERATORS, said, "Look here")
    await desk.says(card, "Look here")
    assert await drafts(desk) == [("attachment", "waiting")]


async def test_a_kept_album_stays_whole_when_its_words_are_edited(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.send_album(ANNA, OPERATORS, [None] * 3, "Look heer", card.message_id)
    await desk.says(card, "Look heer")
    await handled(desk)
    desk.telegram.edit(ANNA, OPERATORS, said[0], "Look here")
    await desk.says(card, "Look here")
    (draft,) = await desk.rows(Draft, Draft.state == "waiting")
    assert len(await desk.rows(Attachment, Attachment.draft_id == draft.id)) == 3
    assert sent(desk) == []


# --- too long


async def test_too_long_is_refused_with_limit_and_excess_and_editing_shorter_sends_it(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/me Anna, Nordlicht")
    await desk.whisper(ANNA, "Anna, Nordlicht")
    desk.comment()
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "x" * 4080, reply_to=card.message_id)
    refused = await desk.whisper(ANNA, "Too long by 1 character: 4,096 at most.")
    assert refused.buttons == []
    await desk.says(card, "too long to send")
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    assert "Send draft" not in desk.labels(card)
    assert await answers(desk) == []
    desk.telegram.edit(ANNA, OPERATORS, said, "x" * 4079)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["x" * 4079 + "\n\nAnna, Nordlicht"])
    await desk.says(card, "✓ sent")
    assert "too long to send" not in desk.text(card)


async def test_another_shorter_answer_drops_the_one_that_was_too_long(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/me Anna, Nordlicht")
    await desk.whisper(ANNA, "Anna, Nordlicht")
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "x" * 4096, reply_to=card.message_id)
    await desk.whisper(ANNA, "Too long by 17 characters: 4,096 at most.")
    await desk.says(card, "too long to send")
    desk.telegram.say(ANNA, OPERATORS, "In short: yes", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    assert await drafts(desk) == [("too_long", "dropped")]
    desk.time.let_pass(11)
    await desk.says(card, "✓ sent")
    assert "too long to send" not in desk.text(card)
    assert sent(desk) == ["In short: yes\n\nAnna, Nordlicht"]


async def test_a_held_draft_waits_however_often_the_case_changes_hands(desk: Stage) -> None:
    card = await held_by_anna(desk)
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.says(card, "It is in Riga")
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")
    assert await desk.press(BORIS, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    await desk.says(card, "With Boris")
    await desk.says(card, "Waiting for the customer")
    rows = await desk.rows(Message, Message.direction == "in")
    assert all(one.answered_by_id for one in rows)


async def test_nothing_else_that_is_pressed_twice_is_done_twice(desk: Stage) -> None:
    card = await held_by_anna(desk)
    desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.says(card, "It is in Riga")
    press = desk.telegram.press(BORIS, OPERATORS, card, "Drop", copies=2)
    await desk.telegram.wait(lambda: all(one.answer for one in press.queries))
    await handled(desk, BORIS)
    assert (await kinds(desk)).count("draft_dropped") == 1
