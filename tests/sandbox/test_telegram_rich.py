"""Rich messages: what a bot may send, what becomes of it, and what is refused."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InputMediaPhoto,
    InputRichMessage,
    InputRichMessageMedia,
    RichBlockDetails,
    RichBlockPhoto,
    RichBlockTable,
)

from sandbox.telegram.errors import ApiError
from sandbox.telegram.files import png
from sandbox.telegram.model import Json
from sandbox.telegram.texts.blocks import Blocks, flat
from sandbox.telegram.texts.rich import parsed
from tests.sandbox.telegram_scene import DESK, Scene


def blocks(source: str) -> list[Json]:
    return Blocks({}).read(parsed(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One\n  two</p>", {"type": "paragraph", "text": "One two"}),
        ("loose <b>words</b>", {"type": "paragraph", "text": ["loose ", {"type": "bold", "text": "words"}]}),
        ("<h3> Head </h3>", {"type": "heading", "text": "Head", "size": 3}),
        ("<footer>&lt;Ann&gt; &amp; co&#8230;</footer>", {"type": "footer", "text": "<Ann> & co…"}),
        (
            '<p><a href="https://t.me/bot?start=r1_open">3</a></p>',
            {
                "type": "paragraph",
                "text": [{"type": "url", "text": "3", "url": "https://t.me/bot?start=r1_open"}],
            },
        ),
        (
            "<table bordered striped><tr><th>A</th><td align=right>1</td></tr></table>",
            {
                "type": "table",
                "is_bordered": True,
                "is_striped": True,
                "cells": [
                    [
                        {"text": "A", "is_header": True, "align": "left", "valign": "top"},
                        {"text": "1", "align": "right", "valign": "top"},
                    ]
                ],
            },
        ),
        (
            "<details open><summary>More</summary><p>Inside</p></details>",
            {
                "type": "details",
                "summary": "More",
                "is_open": True,
                "blocks": [{"type": "paragraph", "text": "Inside"}],
            },
        ),
        (
            "<ol start=2><li>Two</li></ol>",
            {"type": "list", "items": [{"label": "2.", "blocks": [{"type": "paragraph", "text": "Two"}]}]},
        ),
    ],
)
def test_a_block(source: str, expected: Json) -> None:
    assert blocks(source) == [expected]


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("<p>open", "RICH_MESSAGE_HTML_INVALID"),
        ("<p>ends within <b", "RICH_MESSAGE_HTML_INVALID"),
        ("<p><b>crossed</p></b>", "RICH_MESSAGE_HTML_INVALID"),
        ("<p>1 < 2</p>", "RICH_MESSAGE_HTML_INVALID"),
        ("<div>no such tag</div>", "RICH_MESSAGE_HTML_INVALID"),
        ("<p><table><tr><td>1</td></tr></table></p>", "RICH_MESSAGE_HTML_INVALID"),
        ("<table><p>no row</p></table>", "RICH_MESSAGE_HTML_INVALID"),
        ("<details>no summary</details>", "RICH_MESSAGE_HTML_INVALID"),
        ("<hr/><hr/>", "RICH_MESSAGE_EMPTY"),
        ("x" * 32769, "RICH_MESSAGE_TEXT_TOO_LONG"),
        ("<p>x</p>" * 501, "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        ("<b>" * 17 + "x" + "</b>" * 17, "RICH_MESSAGE_DEPTH_INVALID"),
        (f"<table><tr>{'<td>1</td>' * 21}</tr></table>", "RICH_MESSAGE_TABLE_COLS_TOO_MANY"),
        ('<p><a href="javascript:x">x</a></p>', "RICH_MESSAGE_URL_INVALID"),
        ('x<img src="tg://photo?id=none"/>', "RICH_MESSAGE_PHOTO_INVALID"),
        ('x<img src="picture.png"/>', "RICH_MESSAGE_PHOTO_URL_INVALID"),
        ('x<img src="https://example.com/picture.png"/>', "RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND"),
    ],
)
def test_refused(source: str, refusal: str) -> None:
    with pytest.raises(ApiError, match=refusal):
        blocks(source)


def test_the_greatest_are_taken() -> None:
    assert blocks("x" * 32768)
    assert len(blocks("<p>x</p>" * 500)) == 500
    assert blocks(f"<table><tr>{'<td>1</td>' * 20}</tr></table>")


def test_all_of_it_as_one_text() -> None:
    text = flat(
        blocks(
            '<h2>Day</h2><table><tr><td>Cases</td><td><a href="https://t.me/b?start=x">3</a></td></tr></table>'
        )
    )
    assert text.plain == "Day\nCases | 3"
    (link,) = text.entities
    assert text.plain[link.offset : link.end] == "3"


def message(html: str, **pictures: bytes) -> InputRichMessage:
    media = [
        InputRichMessageMedia(id=name, media=InputMediaPhoto(media=BufferedInputFile(data, f"{name}.png")))
        for name, data in pictures.items()
    ]
    return InputRichMessage(html=html, media=media or None)


async def test_by_aiogram_with_pictures(s: Scene, bot: Bot) -> None:
    html = (
        "<h2>Day</h2><table><tr><td>Cases</td><td>3</td></tr></table>"
        '<figure><img src="tg://photo?id=hours"/><figcaption>By the hour</figcaption></figure>'
        "<details><summary>More</summary><p>Inside</p></details>"
    )
    sent = await bot.send_rich_message(DESK, message(html, hours=png()))
    assert sent.rich_message is not None
    assert sent.text is None
    head, table, photo, details = sent.rich_message.blocks
    assert head.type == "heading"
    assert isinstance(table, RichBlockTable)
    assert table.cells[0][1].text == "3"
    assert isinstance(photo, RichBlockPhoto)
    assert photo.caption is not None
    assert photo.caption.text == "By the hour"
    assert isinstance(details, RichBlockDetails)
    (shown,) = s.tg.messages(DESK)
    assert shown.text == "Day\nCases | 3\nBy the hour\nMore\nInside"

    edited = await bot.edit_message_text(
        chat_id=DESK, message_id=sent.message_id, rich_message=InputRichMessage(html="<p>Anew</p>")
    )
    assert not isinstance(edited, bool)
    assert edited.rich_message is not None
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text(
            chat_id=DESK, message_id=sent.message_id, rich_message=InputRichMessage(html="<p>Anew</p>")
        )
    back = await bot.edit_message_text("Plain", chat_id=DESK, message_id=sent.message_id)
    assert not isinstance(back, bool)
    assert (back.text, back.rich_message) == ("Plain", None)


async def test_a_file_once_sent_is_named_by_its_id(s: Scene, bot: Bot) -> None:
    sent = await bot.send_photo(DESK, BufferedInputFile(png(), "a.png"))
    assert sent.photo
    rich = InputRichMessage(
        html='x<img src="tg://photo?id=a"/>',
        media=[InputRichMessageMedia(id="a", media=InputMediaPhoto(media=sent.photo[-1].file_id))],
    )
    assert (await bot.send_rich_message(DESK, rich)).rich_message is not None


async def test_a_link_to_the_bot_is_pressed(s: Scene, bot: Bot) -> None:
    link = f'<a href="https://t.me/{s.tg.bot.username}?start=r1_open">3</a>'
    await bot.send_rich_message(DESK, message(f"<p>Open: {link}</p>"))
    said = s.tg.follow(s.anna, s.tg.messages(DESK)[0], "3")
    assert said.text == "/start r1_open"
    with pytest.raises(LookupError):
        s.tg.follow(s.anna, s.tg.messages(DESK)[0], "4")


@pytest.mark.parametrize(
    ("rich", "refusal"),
    [
        ({}, "400 Bad Request: rich message must be non-empty"),
        ({"html": "x", "markdown": "x"}, "400 Bad Request: exactly one of the fields"),
        ({"html": "x", "media": [{"media": {}}]}, 'InputRichMessageMedia: Can\'t find field "id"'),
        ({"html": "x", "media": [{"id": "a b", "media": {}}]}, "InputRichMessageMedia: invalid identifier"),
        (
            {"html": "x", "media": [{"id": "a", "media": {"type": "photo", "media": "attach://none"}}]},
            "InputRichMessageMedia: media not found",
        ),
    ],
)
async def test_what_is_wrong_with_it(s: Scene, rich: Json, refusal: str) -> None:
    assert refusal in await s.refused("sendRichMessage", chat_id=DESK, rich_message=rich)
