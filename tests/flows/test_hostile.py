"""What comes from outside is text wherever it is shown: cards, whispers, pages, searches, reports, files."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import openpyxl

from sandbox.telegram import EphemeralMessage, utf16
from sandbox.telegram import Message as Said
from storage.models import Case, Outbox, RowState, Staff, Update, UpdateState
from tests.flows.stage import ANNA, OLGA, OPERATORS, Stage
from tests.flows.words import in_private
from tests.hostile import FILE, NAMES, TEXTS

OURS = ("https://vk.com/", "https://t.me/", "http://127.0.0.1:")
"""Of the network, of Telegram; of the files on the network."""
FORMULA = ("=", "+", "-", "@", "\uff1d")
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
"""What turns the direction; U+2068 and U+2069 are ours, around names."""


def is_text(message: Said) -> bool:
    """No markup, link, mention or direction of somebody else's, and no line of a name's own."""
    theirs = "".join((*NAMES, *TEXTS))
    marked = [one for one in message.entities if one.type in ("spoiler", "code", "pre")]
    spoilers = [one.type for one in marked if utf16.cut(message.text, one.offset, one.length) in theirs]
    links = [one.url for one in message.entities if one.url and not one.url.startswith(OURS)]
    people = [one for one in message.entities if one.user_id is not None and one.user_id != ANNA]
    quoted = [one for one in message.entities if one.type in ("blockquote", "expandable_blockquote")]
    raw = message.text.encode("utf-16-le")
    for one in sorted(quoted, key=lambda one: -one.offset):
        raw = raw[: 2 * one.offset] + raw[2 * (one.offset + one.length) :]
    lines = raw.decode("utf-16-le").splitlines()
    forged = [one for one in lines if one.startswith(("👤 With Mallory", "⏳ Answered", "🟢 #999"))]
    turned = [one for one in message.text if one in BIDI]
    assert (spoilers, links, people, forged, turned) == ([], [], [], [], [])
    return True


async def test_text_from_outside_is_text(desk: Stage) -> None:
    await in_private(desk, OLGA)
    everything = "\n".join(TEXTS)
    cards = []
    for number, name in enumerate(NAMES, 6001):
        desk.vk.add_user(number, name, name, city=name)
        post = desk.post(f"{name} {everything}")
        desk.vk.comment(number, post, everything, attachments=[desk.vk.document(FILE)])
        cards.append(await desk.card(f"#{number - 6000} "))
    assert all(is_text(one) for one in cards)
    card = cards[0]

    # What our own people are called and write.
    desk.telegram.user_of(ANNA).first_name = NAMES[3]
    await desk.press(ANNA, card, "Claim")
    desk.telegram.say(ANNA, OPERATORS, f"// {everything} #=late", reply_to=card.message_id)
    desk.telegram.say(ANNA, OPERATORS, f"/template {NAMES[4]}\n{everything}")
    desk.telegram.say(OLGA, OPERATORS, f"/template desk {NAMES[3]}\n{everything}")
    for words in (*TEXTS[3:8], TEXTS[9], *NAMES[3:]):
        desk.telegram.say(ANNA, OPERATORS, f"/find {words}")
    await desk.until(lambda: heard(desk), 120)
    desk.telegram.say(ANNA, OPERATORS, f"/queue {NAMES[0]}")
    desk.telegram.say(ANNA, OPERATORS, f"/me {NAMES[1]}")
    desk.telegram.say(ANNA, OPERATORS, "/templates")
    desk.telegram.say(ANNA, OPERATORS, "/t null", reply_to=card.message_id)
    await desk.until(lambda: heard(desk), 120)
    for label in ("More", "Reply"):
        await desk.press(ANNA, card, label)
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Customer")
    await desk.press(ANNA, card, "More")
    await desk.press_whisper(ANNA, await desk.whisper(ANNA, "Case #1"), "History")
    for place, who in ((OPERATORS, ANNA), (OPERATORS, OLGA)):
        assert all(is_text(one) for one in whispers(desk, place, who))
    assert all(is_text(one) for one in desk.ours(OPERATORS))
    assert len(await desk.rows(Case)) == len(NAMES)
    assert await desk.rows(Update, Update.state == UpdateState.PARKED) == []
    assert await desk.rows(Outbox, Outbox.state == RowState.FAILED) == []
    assert [one.role for one in await desk.rows(Staff, Staff.user_id == ANNA)] == ["operator"]
    await reported(desk)


async def heard(desk: Stage) -> bool:
    """All that was said until now is dealt with."""
    said = {one.update_id for one in desk.telegram.queue.history}
    return said <= {one.id for one in await desk.rows(Update, Update.state != UpdateState.NEW)}


def whispers(desk: Stage, chat: int, who: int) -> list[EphemeralMessage]:
    return desk.telegram.ephemerals(chat, who)


async def reported(desk: Stage) -> None:
    """In a workbook and in CSV nothing begins as a formula does."""
    desk.telegram.say(OLGA, OLGA, "/report today xlsx")
    await desk.until(lambda: _sent(desk, ".xlsx"))
    desk.telegram.say(OLGA, OLGA, "/report today csv")
    await desk.until(lambda: _sent(desk, ".zip"))
    book = openpyxl.load_workbook(io.BytesIO(_file(desk, ".xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [one.value for one in cells if one.data_type == "f"] == []
    assert any(NAMES[3] in str(one.value) for one in cells), "it is there, as text"
    with ZipFile(io.BytesIO(_file(desk, ".zip"))) as archive:
        for name in archive.namelist():
            rows = csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")))
            wild = [cell for row in rows for cell in row if cell.lstrip().startswith(FORMULA)]
            assert [
                one for one in wild if not one.lstrip("+-").replace(".", "").replace("%", "").isdigit()
            ] == []


async def _sent(desk: Stage, ending: str) -> bool:
    return bool(_file(desk, ending))


def _file(desk: Stage, ending: str) -> bytes:
    found = [one.media.file for one in desk.ours(OLGA) if one.media is not None]
    return next((one.data for one in found if one.name.endswith(ending)), b"")
