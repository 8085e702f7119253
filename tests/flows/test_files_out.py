"""Photos, documents and voice from an operator's phone: to the customer as one answer, once; what cannot go is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.telegram.files import png
from storage.models import Attachment, Draft, Message, Note
from tests.flows.answering import answers, attempts, handled
from tests.flows.faults import as_time_passes, is_unknown, named, outlast
from tests.flows.files import PLACES, Asked, arrives, content, leaves
from tests.flows.program import program
from tests.flows.stage import ADMIN_TOKEN, ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, VERA, Stage

PICTURE = png(64, 48)


@pytest.mark.parametrize("place", PLACES)
async def test_a_photo_goes_where_it_was_asked(stage: Stage, place: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = Asked(stage, place)
        card = await asked.card()
        said = stage.telegram.send_photo(ANNA, OPERATORS, PICTURE, "Like this", card.message_id)
        await stage.whisper(ANNA, "Goes to the customer")
        await leaves(stage, said)
        await stage.says(card, "🖼")
        ((text, (photo,)),) = asked.ours()
        assert (text, photo.kind) == ("Like this", "photo")
        assert await content(stage, photo) == PICTURE
        stage.comment("The last one", who=VERA)
        await stage.card("The last one")
        assert len(await answers(stage)) == 1, "the echo is ours"


@pytest.mark.parametrize("place", PLACES)
async def test_a_document_goes_where_it_was_asked(stage: Stage, place: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = Asked(stage, place)
        card = await asked.card()
        said = stage.telegram.send_document(
            *(ANNA, OPERATORS, b"%PDF-1.7", None, card.message_id),
            name="price list.pdf",
            mime="application/pdf",
        )
        await leaves(stage, said)
        await stage.says(card, "price list.pdf")
        ((text, (document,)),) = asked.ours()
        assert (text, document.kind, document.shape["title"]) == ("", "doc", "price list.pdf")
        assert await content(stage, document) == b"%PDF-1.7"
        stage.comment("The last one", who=VERA)
        await stage.card("The last one")
        assert len(await answers(stage)) == 1, "the echo is ours"


async def test_voice_goes_to_a_dialog_as_voice(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    said = desk.telegram.send_voice(ANNA, OPERATORS, b"OggS our words", None, card.message_id)
    await leaves(desk, said)
    ((text, (voice,)),) = asked.ours()
    assert (text, voice.kind) == ("", "audio_message")
    assert await content(desk, voice) == b"OggS our words"


@pytest.mark.parametrize("kind", ["video", "animation", "video_note"])
async def test_what_moves_goes_as_a_document(desk: Stage, kind: str) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    said = desk.telegram.send_file(ANNA, OPERATORS, kind, None, card.message_id)  # type: ignore[arg-type]
    await leaves(desk, said)
    ((_, (document,)),) = asked.ours()
    assert document.kind == "doc"
    assert str(document.shape["title"]).endswith(".mp4")


async def test_without_an_administrators_token_a_picture_goes_as_a_document(desk: Stage) -> None:
    asked = Asked(desk, "post")
    card = await asked.card()
    said = desk.telegram.send_photo(ANNA, OPERATORS, PICTURE, "Like this", card.message_id)
    await leaves(desk, said)
    ((text, (document,)),) = asked.ours()
    assert (text, document.kind) == ("Like this", "doc")
    assert await content(desk, document) == PICTURE


# --- albums


async def test_an_album_is_one_answer(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    pictures = [png(64, 40 + number) for number in range(4)]
    said = desk.telegram.send_album(ANNA, OPERATORS, pictures, "All four", card.message_id)
    await handled(desk)
    await leaves(desk, said[0])
    ((text, photos),) = asked.ours()
    assert text == "All four"
    assert [await content(desk, one) for one in photos] == pictures
    assert attempts(desk, "messages.send") == 1


async def test_an_album_that_comes_in_two_polls_with_a_restart_between(stage: Stage) -> None:
    pictures = [png(64, 40), png(64, 41)]
    async with stage.at_work():
        asked = Asked(stage, "dialog")
        card = await asked.card()
        (first,) = stage.telegram.send_album(
            ANNA, OPERATORS, pictures[:1], "Both", card.message_id, group_id="77"
        )
        await stage.telegram.wait(lambda: stage.reaction(first) == "👀")
    stage.telegram.send_album(ANNA, OPERATORS, pictures[1:], None, card.message_id, group_id="77")
    stage.time.let_pass(60)
    async with stage.at_work():
        await stage.until(lambda: stage.rows(Attachment, Attachment.source_message_id > first.message_id))
        await arrives(stage, first)
        ((text, photos),) = asked.ours()
        assert text == "Both"
        assert [await content(stage, one) for one in photos] == pictures


async def test_the_rest_of_an_album_may_not_say_to_what_it_replies(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    (first,) = desk.telegram.send_album(ANNA, OPERATORS, [None], None, card.message_id, group_id="78")
    desk.telegram.send_album(ANNA, OPERATORS, [None], None, None, group_id="78")
    desk.telegram.send_album(ANNA, OPERATORS, [None, None], "Who knows this?", None)
    await handled(desk)
    await leaves(desk, first)
    ((_, photos),) = asked.ours()
    assert len(photos) == 2


async def test_a_file_too_many_that_does_not_say_to_what_it_replies(desk: Stage) -> None:
    asked = Asked(desk, "post")
    card = await asked.card()
    desk.telegram.send_album(ANNA, OPERATORS, [None, None], "Look", card.message_id, group_id="79")
    desk.telegram.send_album(ANNA, OPERATORS, [None], None, None, group_id="79")
    await desk.whisper(ANNA, "Only 2 files fit")
    assert [one.delivery for one in await answers(desk)] == ["taken_back"]


async def test_an_album_under_a_command_that_is_none_goes_nowhere(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.telegram.send_album(ANNA, OPERATORS, [None, None], "/price", card.message_id)
    await desk.says(card, "/price")
    await handled(desk)
    desk.time.let_pass(30)
    await desk.calm()
    assert (await answers(desk), asked.ours()) == ([], [])


async def test_an_album_with_a_note_goes_nowhere(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.telegram.send_album(ANNA, OPERATORS, [None, None], "// for us", card.message_id)
    await handled(desk)
    desk.time.let_pass(30)
    await desk.calm()
    assert [one.text for one in await desk.rows(Note)] == ["for us"]
    assert (await answers(desk), asked.ours()) == ([], [])


async def test_more_files_than_a_comment_takes_are_kept(desk: Stage) -> None:
    asked = Asked(desk, "post")
    card = await asked.card()
    desk.telegram.send_album(ANNA, OPERATORS, [None] * 3, "All three", card.message_id)
    whisper = await desk.whisper(ANNA, "Only 2 files fit")
    await desk.telegram.wait(lambda: "Send the first" in desk.labels(card))
    desk.time.let_pass(30)
    await desk.calm()
    assert asked.ours() == []
    await desk.press_whisper(ANNA, whisper, "Send the first")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [len(files) for _, files in asked.ours()] == [2])
    assert asked.ours()[0][0] == "All three"


async def test_an_edit_of_a_later_file_of_an_album(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    first, second = desk.telegram.send_album(ANNA, OPERATORS, [None, None], "Both", card.message_id)
    await handled(desk)
    desk.telegram.edit(ANNA, OPERATORS, second, "This one is better")
    await desk.whisper(ANNA, "change the words under the first file")
    desk.telegram.edit(ANNA, OPERATORS, second, "")
    desk.telegram.replace_media(ANNA, OPERATORS, second, PICTURE)
    await handled(desk)
    await leaves(desk, first)
    ((text, photos),) = asked.ours()
    assert (text, len(photos), await content(desk, photos[1])) == ("Both", 2, PICTURE)
    desk.telegram.replace_media(ANNA, OPERATORS, second, png(10, 10))
    await desk.whisper(ANNA, "Too late to change")
    desk.telegram.edit(ANNA, OPERATORS, second, "// for us")
    await desk.calm()
    assert len(asked.ours()) == 1


async def test_slashes_under_a_later_file_take_the_album_back(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    _, second = desk.telegram.send_album(ANNA, OPERATORS, [None, None], "Both", card.message_id)
    await handled(desk)
    desk.telegram.edit(ANNA, OPERATORS, second, "// only for us")
    await desk.says(card, "1 note")
    desk.time.let_pass(30)
    await desk.calm()
    assert asked.ours() == []


# --- what cannot go


async def test_voice_is_refused_under_comments_with_a_way_out(desk: Stage) -> None:
    asked = Asked(desk, "post")
    card = await asked.card()
    said = desk.telegram.send_voice(ANNA, OPERATORS, b"OggS our words", None, card.message_id)
    whisper = await desk.whisper(ANNA, "Comments take no voice messages")
    assert desk.reaction(said) != "👀"
    await desk.press_whisper(ANNA, whisper, "📎 Send as a file")
    desk.time.let_pass(11)
    await desk.vk.wait(asked.ours)
    ((_, (document,)),) = asked.ours()
    assert (document.kind, document.shape["title"]) == ("doc", "voice.ogg")
    assert await content(desk, document) == b"OggS our words"


async def test_what_telegram_does_not_give_out_is_refused_at_once(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    big = b"x" * (20 * 1024 * 1024 + 1)
    desk.telegram.send_document(ANNA, OPERATORS, big, None, card.message_id, name="film.zip")
    await desk.whisper(ANNA, "larger than 20 MB")
    assert await desk.rows(Draft) == []
    desk.telegram.send_document(ANNA, OPERATORS, big, "Look at this", card.message_id, name="film.zip")
    whisper = await desk.whisper(ANNA, "Your words are kept")
    await desk.press_whisper(ANNA, whisper, "Send the words")
    desk.time.let_pass(11)
    await desk.vk.wait(asked.ours)
    assert asked.ours() == [("Look at this", [])]


@pytest.mark.parametrize(
    ("kind", "words"), [("sticker", "Stickers cannot be sent there"), ("audio", "no MP3s and no programs")]
)
async def test_what_vk_does_not_take_is_refused_at_once(desk: Stage, kind: str, words: str) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.telegram.send_file(ANNA, OPERATORS, kind, None, card.message_id)  # type: ignore[arg-type]
    await desk.whisper(ANNA, words)
    assert (await answers(desk), await desk.rows(Draft)) == ([], [])


async def test_a_file_that_is_gone_is_told(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    said = desk.telegram.send_photo(ANNA, OPERATORS, None, "Like this", card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.telegram.forget_file(said)
    desk.time.let_pass(11)
    await desk.followup("Telegram does not give out the file any more")
    assert asked.ours() == []


async def test_a_draft_keeps_its_files(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    await desk.press(BORIS, card, "Claim")
    desk.telegram.send_photo(ANNA, OPERATORS, PICTURE, "Like this", card.message_id)
    whisper = await desk.whisper(ANNA, "Send your answer all the same?")
    await desk.says(card, "🖼")
    await desk.press_whisper(ANNA, whisper, "Send draft")
    desk.time.let_pass(11)
    await desk.vk.wait(asked.ours)
    ((text, (photo,)),) = asked.ours()
    assert (text, await content(desk, photo)) == ("Like this", PICTURE)


# --- taking back and changing


async def test_undo_takes_a_photo_back(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.telegram.send_photo(ANNA, OPERATORS, None, "Like this", card.message_id)
    whisper = await desk.whisper(ANNA, "Goes to the customer")
    await desk.press_whisper(ANNA, whisper, "Undo")
    desk.time.let_pass(30)
    await desk.calm()
    assert asked.ours() == []
    assert not [one for one in desk.vk.calls if "Upload" in one.method]


async def test_an_edited_caption_and_another_picture_change_what_goes(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    said = desk.telegram.send_photo(ANNA, OPERATORS, None, "Like this", card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.telegram.edit(ANNA, OPERATORS, said, "Like that")
    desk.telegram.replace_media(ANNA, OPERATORS, said, PICTURE)
    await handled(desk)
    await arrives(desk, said)
    ((text, (photo,)),) = asked.ours()
    assert (text, await content(desk, photo)) == ("Like that", PICTURE)


# --- once, whatever breaks


@pytest.mark.parametrize(
    "fault", [Fault.html(502), Fault.html(200), Fault.reset_before(), Fault.drop_after()]
)
@pytest.mark.parametrize("place", ["dialog", "post"])
async def test_an_upload_that_fails_once_is_repeated(stage: Stage, place: str, fault: Fault) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = Asked(stage, place)
        card = await asked.card()
        stage.vk.faults.add("upload", fault, times=1)
        said = stage.telegram.send_photo(ANNA, OPERATORS, PICTURE, "Like this", card.message_id)
        await stage.telegram.wait(lambda: stage.reaction(said) == "👀")
        stage.time.let_pass(11)
        await stage.until(lambda: failed_once(stage))
        await arrives(stage, said)
        assert [(text, len(files)) for text, files in asked.ours()] == [("Like this", 1)]


async def failed_once(stage: Stage) -> bool:
    stage.time.let_pass(1)
    return bool(await stage.sql("SELECT 1 FROM outbox WHERE kind = 'answer' AND attempts > 1"))


async def test_an_upload_that_is_refused_is_told(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.vk.faults.add("upload", Fault.error(200, {"error": "wrong_file_type"}))
    said = desk.telegram.send_document(ANNA, OPERATORS, b"x", None, card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(11)
    await desk.followup("did not take a file")
    assert asked.ours() == []


async def test_an_upload_that_always_fails_is_given_up_and_told(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    desk.vk.faults.add("upload", Fault.html(502))
    desk.telegram.send_document(ANNA, OPERATORS, b"x", "Here", card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    await as_time_passes(desk, lambda: [one for one in desk.ours() if "was not sent" in desk.text(one)])
    assert (asked.ours(), attempts(desk, "messages.send")) == ([], 0)


@pytest.mark.parametrize("step", ["docs.save", "messages.send"])
@pytest.mark.parametrize("applied", [True, False])
async def test_killed_between_upload_and_send_it_goes_once(
    stage: Stage, tmp_path: Path, step: str, applied: bool
) -> None:
    stage.telegram.start_bot(OLGA)
    async with program(stage, tmp_path):
        asked = Asked(stage, "dialog")
        card = await asked.card()
        stage.vk.hold_events()
        hanging = stage.vk.faults.add(step, Fault.hang(applied=applied), times=1)
        said = stage.telegram.send_document(ANNA, OPERATORS, b"our prices", None, card.message_id)
        await stage.vk.wait(lambda: hanging.hits)
    stage.vk.faults.clear()
    async with stage.at_work():
        await outlast(stage, 130)
        stage.vk.release_events()
        await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
        await stage.calm()
        assert [[one.shape["size"] for one in files] for _, files in asked.ours()] == [[10]]
        assert len(await answers(stage)) == 1


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("place", ["post", "photo", "topic"])
async def test_wordless_files_nobody_confirmed_are_looked_up(stage: Stage, place: str, applied: bool) -> None:
    """A comment of ours without words or files, given meanwhile by a colleague, is not taken for it."""
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        asked = Asked(stage, place)
        card = await asked.card()
        stage.vk.hold_events()
        fault = Fault.drop_after() if applied else Fault.reset_before()
        stage.vk.faults.add("*.createComment", fault, times=1)
        said = stage.telegram.send_document(
            ANNA, OPERATORS, b"our prices", None, card.message_id, name="prices.txt"
        )
        await stage.telegram.wait(lambda: stage.reaction(said) == "👀")
        stage.time.let_pass(11)
        await stage.until(lambda: is_unknown(stage))
        colleague(stage, asked)
        await outlast(stage, 80)
        await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
        stage.vk.release_events()
        stage.comment("The last one", who=VERA)
        await stage.card("The last one")
        await stage.calm()
        sizes = [files[0].shape["size"] for _, files in asked.ours()]
        assert sorted(map(str, sizes)) == ["10", "3"]
        (mine,) = [one for one in await answers(stage) if one.staff_id is not None]
        assert mine.delivery == "sent"


async def test_a_colleagues_picture_while_ours_is_on_its_way_is_theirs(desk: Stage) -> None:
    asked = Asked(desk, "post")
    card = await asked.card()
    slow = desk.vk.faults.add("wall.createComment", Fault.slow(2), times=1)
    said = desk.telegram.send_document(ANNA, OPERATORS, b"our prices", None, card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: slow.hits)
    colleague(desk, asked)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "Colleague in VK")
    await desk.calm()
    theirs, ours = sorted(await answers(desk), key=lambda one: one.staff_id is not None)
    rows = await desk.rows(Attachment)
    assert [(row.message_id, row.size) for row in sorted(rows, key=lambda row: row.size or 0)] == [
        (theirs.id, 3),
        (ours.id, 10),
    ]
    ids = {
        files[0].shape["size"]: comment.id
        for comment, (_, files) in zip(
            [one for one in desk.vk.comments(asked.post) if one.from_id == -BRAND], asked.ours(), strict=True
        )
    }
    assert (str(ids[10]) in str(ours.key), str(ids[3]) in str(theirs.key)) == (True, True)


def colleague(stage: Stage, asked: Asked) -> None:
    """Answers the same with another file, and no words either."""
    file = stage.vk.document("other.txt", b"abc", BRAND)
    if asked.place == "post":
        (comment,) = [one for one in stage.vk.comments(asked.post) if one.from_id == TIM]
        stage.vk.comment(-BRAND, asked.post, "", reply_to=comment, attachments=[file])
    else:
        (remark,) = [one for one in stage.vk.remarks(asked.thing) if one.from_id == TIM]
        stage.vk.remark(-BRAND, asked.thing, "", remark, [file])


@pytest.mark.parametrize("scopes", [{"manage", "messages", "wall"}])
async def test_a_token_without_the_right_says_so_before(stage: Stage, scopes: set[str]) -> None:
    stage.vk.add_token("vk1.a.narrow-token-of-the-community", "community", BRAND, scopes=scopes)
    async with stage.at_work(VK_GROUP_TOKEN="vk1.a.narrow-token-of-the-community"):
        await stage.until(lambda: named(stage))
        asked = Asked(stage, "post")
        card = await asked.card()
        stage.telegram.send_photo(ANNA, OPERATORS, None, "Like this", card.message_id)
        await stage.whisper(ANNA, "rights photos and documents")
        stage.time.let_pass(30)
        await stage.calm()
        assert asked.ours() == []
        assert [one.text for one in await stage.rows(Draft)] == ["Like this"]


async def test_rows_of_files_belong_to_one(desk: Stage) -> None:
    asked = Asked(desk, "dialog")
    card = await asked.card()
    said = desk.telegram.send_photo(ANNA, OPERATORS, PICTURE, "Like this", card.message_id)
    await leaves(desk, said)
    (row,) = await desk.rows(Attachment)
    (answer,) = await desk.rows(Message, Message.direction == "out")
    assert (row.message_id, row.source_message_id, row.size) == (answer.id, said.message_id, len(PICTURE))
