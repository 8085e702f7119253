"""What VK's addresses name, and what is read there with which token."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from connectors.base import Kind
from connectors.errors import Gone, Permission, PolicyRefused
from connectors.reading import LinkRefused, Unread, Whose
from connectors.vk import Purse, Tokens, VkConnector
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL
from connectors.vk.reading import Link, read_url, whose
from sandbox.vk import VkSandbox
from tests.connectors.stages import UNLIMITED
from tests.quick import paced

BRAND, TIM, VERA = 1234, 5001, 5002


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://vk.com/wall-1234_5", Link(WALL, -1234, 5)),
        ("vk.com/wall-1234_5?reply=9", Link(WALL, -1234, 5, 9)),
        ("https://m.vk.com/wall-1234_5?reply=9&thread=7#x", Link(WALL, -1234, 5, 9, 7)),
        ("https://vk.ru/nordlicht?w=wall-1234_5_r9", Link(WALL, -1234, 5, 9)),
        ("https://vk.com/id5001?w=wall5001_5%3Freply%3D9", Link(WALL, 5001, 5, 9)),
        ("https://vk.com/photo-1234_5?reply=3", Link(PHOTO, -1234, 5, 3)),
        ("https://vk.com/feed?z=photo-1234_5%2Falbum-1234_00", Link(PHOTO, -1234, 5)),
        ("https://vk.com/video-1234_4?reply=8&thread=2", Link(VIDEO, -1234, 4, 8, 2)),
        ("https://vk.com/clip-1234_4", Link(VIDEO, -1234, 4)),
        ("https://vk.com/product-1234_16?reply=2", Link(MARKET, -1234, 16, 2)),
        ("https://vk.com/market-1234?w=product-1234_16", Link(MARKET, -1234, 16)),
        ("https://vk.com/topic-1234_38?post=3", Link(BOARD, -1234, 38, 3)),
        ("https://vk.com/gim1234?sel=5001", Link(None, -1234, 5001)),
        ("https://vk.com/gim1234/convo/5001", Link(None, -1234, 5001)),
        ("https://vk.com/gim1234?sel=c5", None),
        ("https://vk.com/gim1234?sel=2000000001", None),
        ("https://vk.com/gim1234", None),
        ("https://vk.com/nordlicht", None),
        ("https://vk.com/wall-1234", None),
        ("https://vk.com/wall-1234_" + "9" * 40, None),
        ("https://vk.com.example.com/wall-1234_5", None),
        ("ftp://vk.com/wall-1234_5", None),
        ("https://vk.com:abc/wall-1_2", Link(WALL, -1, 2)),
        ("https://[vk.com/wall-1_2", None),
    ],
)
def test_addresses(url: str, link: Link | None) -> None:
    assert read_url(url) == link
    expected = None if link is None else Whose.OURS if link.owner_id == -1234 else Whose.OTHERS
    assert whose(read_url(url), 1234) is expected


@pytest.fixture
async def vk() -> AsyncIterator[VkSandbox]:
    async with VkSandbox(limits=UNLIMITED) as vk:
        vk.add_group(BRAND, "Nordlicht Coffee", "nordlicht")
        vk.add_group(99, "Another", "another")
        vk.add_user(TIM, "Tim", "Becker")
        vk.add_user(VERA, "Vera", "Sokolova")
        vk.add_token("community-token", "community", BRAND)
        vk.add_token("service-token", "service")
        vk.add_token("admin-token", "admin", BRAND)
        yield vk


def connector(vk: VkSandbox, service: bool = False, admin: bool = False) -> VkConnector:
    tokens = Tokens("community-token", "service-token" if service else None, "admin-token" if admin else None)
    return VkConnector(group_id=BRAND, tokens=tokens, api_url=vk.url, purse=Purse(paced))


@pytest.mark.parametrize("slot", ["service", "admin"])
async def test_a_comment_and_a_reply_of_a_wall(vk: VkSandbox, slot: str) -> None:
    post = vk.add_post(BRAND, "New blend")
    first = vk.comment(TIM, post, "Before")
    root = vk.comment(TIM, post, "Where " + "is it? " * 30)
    reply = vk.comment(VERA, post, "Here", reply_to=root)
    one = connector(vk, **{slot: True})
    try:
        (read,) = await one.read_link(f"https://vk.com/wall-{BRAND}_{post.id}?reply={root.id}")
        assert (read.kind, read.text, read.author.external_id) == (Kind.COMMENT, root.text, str(TIM))
        url = f"https://vk.com/wall-{BRAND}_{post.id}?reply={reply.id}&thread={root.id}"
        (read,) = await one.read_link(url)
        assert (read.text, read.target["root_id"]) == ("Here", root.id)
        vk.delete_comment(first)
        with pytest.raises(Gone):
            await one.read_link(f"https://vk.com/wall-{BRAND}_{post.id}?reply={first.id}")
        with pytest.raises((Gone, PolicyRefused)):
            await one.read_link(f"https://vk.com/wall-{BRAND}_777?reply=1")
    finally:
        await one.close()


async def test_posts_and_what_is_no_customers_words(vk: VkSandbox) -> None:
    ours, theirs = vk.add_post(BRAND, "New blend"), vk.add_post(vk.core.world.users[TIM], "I tried Nordlicht")
    elsewhere = vk.add_post(99, "Others")
    one = connector(vk, service=True)
    try:
        (read,) = await one.read_link(f"https://vk.com/wall{TIM}_{theirs.id}")
        assert (read.kind, read.text) == (Kind.MENTION, "I tried Nordlicht")
        refused = {
            f"https://vk.com/wall-{BRAND}_{ours.id}": Unread.OUR_WORDS,
            f"https://vk.com/photo-{BRAND}_5": Unread.A_THING,
            "https://vk.com/photo-99_5?reply=3": Unread.NOT_OURS,
            f"https://vk.com/gim99?sel={TIM}": Unread.NOT_OURS,
            f"https://vk.com/gim{BRAND}?sel={TIM}": Unread.NOBODY,
        }
        for url, why in refused.items():
            with pytest.raises(LinkRefused) as caught:
                await one.read_link(url)
            assert caught.value.why is why
        assert elsewhere.id
        with pytest.raises(Gone):
            await one.read_link(f"https://vk.com/wall-{BRAND}_777")
        with pytest.raises(Permission):
            await one.read_link(f"https://vk.com/photo-{BRAND}_5?reply=3")
    finally:
        await one.close()


async def test_a_dialog_brings_all_since_our_last_answer(vk: VkSandbox) -> None:
    for words in ("First", "Second"):
        vk.message(TIM, BRAND, words)
    one = connector(vk)
    try:
        read = await one.read_link(f"https://vk.com/gim{BRAND}?sel={TIM}")
        assert [each.text for each in read] == ["First", "Second"]
        with pytest.raises(Permission):
            await one.read_link(f"https://vk.com/wall-{BRAND}_5")
    finally:
        await one.close()
