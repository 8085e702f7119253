"""What customers attach: voice that plays, albums and documents on demand, and every kind in a word."""

from __future__ import annotations

import asyncio
import json
from functools import partial

import pytest

from bot.telegram.uploads import DOUBTS
from sandbox.faults import Fault
from sandbox.telegram import Message
from storage.models import Attachment, BotMessage, Outbox
from storage.models import Message as Said
from tests.flows.stage import ANNA, BRAND, OPERATORS, TIM, VERA, VK_TOKEN, Stage
from tests.socks import Socks5


async def media(desk: Stage, kind: str, count: int = 1) -> list[Message]:
    """The messages with media of that kind, once there are so many."""

    def found() -> list[Message]:
        return [one for one in desk.ours() if one.media is not None and one.media.kind == kind]

    await desk.telegram.wait(lambda: len(found()) >= count)
    await desk.calm()
    assert len(found()) == count
    return found()


async def test_a_voice_message_can_be_played_and_answered(desk: Stage) -> None:
    voice = desk.vk.voice(7)
    desk.vk.message(TIM, BRAND, "", attachments=[voice])
    card = await desk.card("voice message")
    [played] = await media(desk, "voice")
    assert played.media is not None
    assert played.media.file.data == desk.vk.core.media.files[voice.paths[-1]].body()
    assert (played.media.file.duration, played.media.file.mime) == (7, "audio/ogg")
    assert played.reply_to is card
    assert desk.text(played) == "#1 · Tim Becker"
    desk.telegram.say(ANNA, OPERATORS, "I hear you", reply_to=played.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out] == ["I hear you"])
    await desk.says(card, "✓ sent")
    [said] = await desk.rows(Said, Said.direction == "in")
    assert said.answered_by_id is not None


async def test_files_are_fetched_by_the_proxy_of_their_account(stage: Stage) -> None:
    """The one for all is not there."""
    proxy = Socks5()
    one = {"group_id": BRAND, "group_token": VK_TOKEN, "proxy": await proxy.start()}
    nowhere = "socks5://127.0.0.1:1"
    own = {"VK_GROUP_ID": "", "VK_GROUP_TOKEN": "", "VK_ACCOUNTS": json.dumps([one]), "VK_PROXY": nowhere}
    async with stage.at_work(**own):
        stage.vk.message(TIM, BRAND, "", attachments=[stage.vk.voice(7)])
        await media(stage, "voice")
    await proxy.stop()


async def test_a_voice_message_in_a_follow_up_comes_after_its_words(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Hello")
    card = await desk.card("Hello")
    desk.vk.message(TIM, BRAND, "Listen", attachments=[desk.vk.voice(3)])
    words = await desk.followup("Listen")
    [played] = await media(desk, "voice")
    assert card.message_id < words.message_id < played.message_id


async def test_what_was_said_is_written_on_the_card_when_vk_has_written_it_down(desk: Stage) -> None:
    said = desk.vk.message(TIM, BRAND, "", attachments=[desk.vk.voice(3)])
    card = await desk.card("voice message")
    await media(desk, "voice")
    desk.vk.transcribe(BRAND, said, "Where is my grinder?")
    await desk.says(card, "🎤 Where is my grinder?")
    assert "edited" not in desk.text(card)
    await media(desk, "voice")


@pytest.mark.parametrize("trouble", ["gone", "html", "big", "mp3 that is none"])
async def test_a_voice_message_that_cannot_be_had_leaves_its_link(desk: Stage, trouble: str) -> None:
    content = {"html": b"<html>No access</html>", "big": b"OggS" + bytes(21 * 2**20)}.get(trouble, b"RIFF")
    voice = desk.vk.voice(7, None if trouble == "gone" else content)
    if trouble == "gone":
        desk.vk.lose_file(voice)
    desk.vk.message(TIM, BRAND, "", attachments=[voice])
    card = await desk.card("voice message")
    why = "22 MB, too big to bring here" if trouble == "big" else "only the link is left"
    await desk.says(card, f"🎤 voice message, 0:07, {why}")
    assert desk.vk.file_url(voice) in {one.url for one in card.entities}
    assert not [one for one in desk.ours() if one.media]


async def test_a_lost_answer_does_not_post_a_voice_message_without_end(desk: Stage) -> None:
    desk.telegram.faults.add("sendVoice", Fault.drop_after())
    desk.vk.message(TIM, BRAND, "", attachments=[desk.vk.voice(7)])
    card = await desk.card("voice message")
    for doubts in range(1, DOUBTS):
        await desk.until(partial(_doubted, desk, doubts))
        desk.time.let_pass(60)
    await desk.says(card, "only the link is left")
    await desk.calm()
    assert len([one for one in desk.telegram.calls if one.method == "sendVoice"]) == DOUBTS


async def _doubted(desk: Stage, times: int) -> list[Outbox]:
    rows = await desk.rows(Outbox, Outbox.kind == "files", Outbox.state == "pending")
    return [one for one in rows if (one.error or {}).get("doubts") == times]


async def test_a_restart_in_between_posts_it_once(stage: Stage) -> None:
    async with stage.at_work():
        held = stage.telegram.faults.add("sendVoice", Fault.hang(applied=False))
        stage.vk.message(TIM, BRAND, "", attachments=[stage.vk.voice(7)])
        await stage.card("voice message")
        await stage.telegram.wait(lambda: [one for one in stage.telegram.calls if one.method == "sendVoice"])
        stage.telegram.faults.remove(held)
        stage.time.let_pass(0)
    async with stage.at_work():
        stage.time.let_pass(120)
        await media(stage, "voice")


async def test_several_pictures_are_an_album_when_somebody_asks(desk: Stage) -> None:
    photos = [desk.vk.photo(TIM) for _ in range(3)]
    desk.vk.message(TIM, BRAND, "All broken", attachments=photos)
    card = await desk.card("All broken")
    assert "🖼 3 photos: 1 2 3" in desk.text(card)
    assert dict(card.link_preview or ())["url"] == desk.vk.file_url(photos[0])
    assert not [one for one in desk.ours() if one.media], "nobody asked: it costs no message"
    assert await desk.press(ANNA, card, "🖼 3 photos") == "Fetching them…"
    shown = await media(desk, "photo", 3)
    assert [one.media.file.data for one in shown if one.media] == [
        desk.vk.core.media.files[one.paths[-1]].body() for one in photos
    ]
    assert len({one.media_group_id for one in shown}) == 1
    assert {one.reply_to for one in shown} == {card}
    await desk.telegram.wait(lambda: "🖼 3 photos" not in desk.labels(card))
    desk.telegram.say(ANNA, OPERATORS, "A new one leaves today", reply_to=shown[1].message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out])


async def test_one_picture_needs_no_button(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Broken", attachments=[desk.vk.photo(TIM)])
    card = await desk.card("Broken")
    assert not [label for label in desk.labels(card) if "🖼" in label]


async def test_two_who_ask_at_once_see_it_once(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "", attachments=[desk.vk.document("invoice.pdf", b"%PDF-1.4 paid")])
    card = await desk.card("invoice.pdf")
    both = await asyncio.gather(
        *(
            desk.telegram.press(ANNA, OPERATORS, card.message_id, "📎 1 file", copies=2).answered()
            for _ in "ab"
        )
    )
    assert sorted(str(one.text) for one in both) == [
        "Fetching them…",
        "They are shown already, in reply to the card.",
    ]
    [shown] = await media(desk, "document")
    assert shown.media is not None
    assert (shown.media.file.name, shown.media.file.data) == ("invoice.pdf", b"%PDF-1.4 paid")


async def test_ten_pictures_keep_to_the_pace_of_the_group(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "", attachments=[desk.vk.photo(TIM, width=60, height=40) for _ in range(10)])
    card = await desk.card("10 photos")
    await desk.press(ANNA, card, "🖼 10 photos")
    shown = await media(desk, "photo", 10)
    assert len({one.media_group_id for one in shown}) == 2
    assert not desk.telegram.too_many


async def test_of_an_album_what_can_be_had_is_shown(desk: Stage) -> None:
    here, gone = desk.vk.photo(TIM), desk.vk.photo(TIM)
    desk.vk.message(TIM, BRAND, "Look", attachments=[here, gone])
    card = await desk.card("Look")
    desk.vk.lose_file(gone)
    await desk.press(ANNA, card, "🖼 2 photos")
    await media(desk, "photo")
    states = [one.brought for one in await desk.rows(Attachment)]
    assert sorted(str(one) for one in states) == ["lost", "shown"]
    [known] = await desk.rows(BotMessage, BotMessage.purpose == "files")
    assert known.about_id is not None


async def test_every_kind_is_a_word_and_a_link(desk: Stage) -> None:
    vk = desk.vk
    mug, video = vk.add_product(BRAND, "Blue mug", "590 ₽"), vk.add_video(BRAND, "How we roast")
    shared = [vk.shared(mug), vk.shared(video), vk.sticker(), vk.link("https://example.org/a", "A review")]
    vk.message(TIM, BRAND, "One", attachments=shared, geo=vk.geo(59.93, 30.33, "Rubinstein 9"))
    card = await desk.card("One")
    text, urls = desk.text(card), {one.url for one in card.entities}
    assert "🛍 Blue mug · 590 ₽" in text
    assert "🎬 How we roast, 1:01" in text
    assert "🙂 sticker" in text
    assert "🔗 A review" in text
    assert "📍 Rubinstein 9" in text
    assert urls >= {mug.url, video.url, "https://example.org/a"}
    assert "https://www.google.com/maps/search/?api=1&query=59.93,30.33" in urls
    post = vk.add_post(BRAND, "Our new blend", notify=False)
    more = [vk.shared(post), vk.music("Grieg", "Morning"), vk.poll("Tea?"), vk.gift(), vk.story(TIM)]
    vk.message(VERA, BRAND, "Two", attachments=more)
    card = await desk.card("Two")
    text = desk.text(card)
    for words in ("📰 Our new blend", "🎵 Grieg – Morning, 3:20", "📊 Tea?", "🎁 gift", "⏳ story"):
        assert words in text
    assert post.url in {one.url for one in card.entities}


async def test_what_is_forwarded_is_quoted_with_what_is_attached_to_it(desk: Stage) -> None:
    vk = desk.vk
    desk.comment("Hello", who=VERA)
    await desk.card("Hello")
    deep = vk.foreign_message(TIM, "It was like this", [vk.document("photo.zip", b"PK")])
    hers = vk.foreign_message(VERA, "He wrote me", forwards=[deep])
    strange = vk.foreign_message(777, "Me too", [vk.voice(4)])
    vk.message(TIM, BRAND, "See", forwards=[hers, strange])
    card = await desk.card("He wrote me")
    lines = desk.text(card).splitlines()
    at = lines.index("↪️ Forwarded · Vera Sokolova:")
    assert lines[at : at + 7] == [
        "↪️ Forwarded · Vera Sokolova:",
        "He wrote me",
        "↪️↪️ Forwarded · Tim Becker:",
        "It was like this",
        "📎 photo.zip, 2 B",
        "↪️ Forwarded · somebody:",
        "Me too",
    ]
    assert "https://vk.com/id777" in {one.url for one in card.entities}
    await media(desk, "voice")


async def test_what_a_message_answers_is_quoted(desk: Stage) -> None:
    first = desk.vk.message(TIM, BRAND, "Where is it?")
    card = await desk.card("Where is it?")
    desk.vk.message(TIM, BRAND, "Still waiting", reply_to=first)
    words = await desk.followup("Still waiting")
    assert "↩️ In reply · Tim Becker:\nWhere is it?" in desk.text(words)
    await desk.says(card, "In reply ·")


# --- edits and deletions


async def test_an_edit_shows_old_and_new(desk: Stage) -> None:
    said = desk.comment("How much is it?")
    card = await desk.card("How much is it?")
    desk.vk.edit_comment(said, "How much is the blue one?")
    await desk.says(card, "How much is the blue one?")
    assert "edited\n" in desk.text(card)
    assert "was: How much is it?" in desk.text(card)
    [struck] = [one for one in card.entities if one.type == "strikethrough"]
    assert struck.length == len("How much is it?")
    desk.vk.edit_comment(said, "How much is the red one?")
    await desk.says(card, "edited 2 times")
    assert "was: How much is the blue one?" in desk.text(card)
    assert "How much is it?" not in desk.text(card)


async def test_an_edit_of_what_is_attached_is_said(desk: Stage) -> None:
    cup, box = desk.vk.photo(TIM), desk.vk.photo(TIM)
    said = desk.vk.message(TIM, BRAND, "Broken", attachments=[cup])
    card = await desk.card("Broken")
    desk.vk.edit_message(BRAND, said, "Broken", [box])
    await desk.says(card, "attachments changed")
    assert "was:" not in desk.text(card)
    assert dict(card.link_preview or ())["url"] == desk.vk.file_url(box)
    kept = await desk.rows(Attachment)
    assert sorted(one.gone_at is None for one in kept) == [False, True]


async def test_new_addresses_of_the_same_files_are_no_edit(desk: Stage) -> None:
    said = desk.vk.message(TIM, BRAND, "Broken", attachments=[desk.vk.photo(TIM)])
    card = await desk.card("Broken")
    for size in said.attachments[0].shape["sizes"]:  # type: ignore[attr-defined]
        size["url"] += "?signed=anew"
    snippet = desk.vk.link("https://example.org/a", "A snippet")
    desk.vk.edit_message(BRAND, said, "Broken", [*said.attachments, snippet])
    desk.vk.edit_message(BRAND, said, "Broken twice")
    await desk.says(card, "Broken twice")
    assert "edited\n" in desk.text(card)
    assert "attachments changed" not in desk.text(card)


async def test_a_deletion_keeps_the_words_and_the_files(desk: Stage) -> None:
    post = desk.post()
    photos = [desk.vk.photo(TIM), desk.vk.photo(TIM)]
    said = desk.vk.comment(TIM, post, "You are thieves", attachments=photos)
    card = await desk.card("You are thieves")
    desk.vk.delete_comment(said)
    await desk.says(card, "deleted")
    assert "You are thieves" in desk.text(card)
    await desk.press(ANNA, card, "🖼 2 photos")
    await media(desk, "photo", 2)
    desk.vk.restore_comment(said)
    await desk.telegram.wait(lambda: "deleted" not in desk.text(card))


# --- what is not brought


async def test_what_may_do_harm_or_is_too_big_stays_a_link_with_its_size(stage: Stage) -> None:
    async with stage.at_work(FILES_MAX_MB="1"):
        vk = stage.vk
        big = vk.document("film.mov", bytes(1_200_000))
        harmful = vk.document("invoice_\u202efdp.exe", b"MZ")
        page = vk.document("Offer.HTML", b"<script>alert(1)</script>")
        harmless = vk.document("..\\notes.txt", b"paid")
        vk.message(TIM, BRAND, "See", attachments=[big, harmful, page, harmless])
        card = await stage.card("See")
        text = stage.text(card)
        assert "film.mov, 1.2 MB, too big to bring here" in text
        assert "exe, 2 B, may do harm, not brought here" in text
        assert "Offer.HTML, 25 B, may do harm, not brought here" in text
        assert {vk.file_url(one) for one in (big, harmful, page)} <= {one.url for one in card.entities}
        assert await stage.press(ANNA, card, "📎 1 file") == "Fetching them…"
        [shown] = await media(stage, "document")
        assert shown.media is not None
        assert (shown.media.file.name, shown.media.file.data) == ("_notes.txt", b"paid")


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF", b"<!DOCTYPE html>", b"  <script>"])
async def test_what_is_something_else_than_its_name_says_is_not_brought(desk: Stage, content: bytes) -> None:
    desk.vk.message(TIM, BRAND, "", attachments=[desk.vk.document("invoice.pdf", content)])
    card = await desk.card("invoice.pdf")
    await desk.press(ANNA, card, "📎 1 file")
    await desk.says(card, "only the link is left")
    assert not [one for one in desk.ours() if one.media]


@pytest.mark.parametrize("way", ["named", "led there"])
async def test_a_file_on_a_machine_inside_is_not_fetched(desk: Stage, way: str) -> None:
    """Another server on this machine, which holds what nobody outside should see."""
    reached: list[bytes] = []

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    inside = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/secret.txt"
    document = desk.vk.document("invoice.pdf", b"%PDF-1.4")
    if way == "named":
        document.shape["url"] = inside
    else:
        desk.vk.faults.add("file", Fault.redirect(inside))
    desk.vk.message(TIM, BRAND, "", attachments=[document])
    card = await desk.card("invoice.pdf")
    await desk.press(ANNA, card, "📎 1 file")
    await desk.says(card, "only the link is left")
    server.close()
    assert reached == []
