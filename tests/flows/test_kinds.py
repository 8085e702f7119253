"""Every kind of words that VK brings: under photos, videos, products and topics, visitors' posts, suggestions, reposts."""

from __future__ import annotations

import pytest

from storage.models import Case, Conversation, Event, Message, Post
from tests.flows.panels import passes
from tests.flows.stage import ADMIN_TOKEN, ANNA, BRAND, OPERATORS, TIM, VERA, Stage
from tests.flows.things import THINGS


@pytest.mark.parametrize("kind", THINGS)
async def test_what_is_said_under_a_thing_is_a_case(desk: Stage, kind: str) -> None:
    """New, edited, deleted, restored; more by the same person joins, another person's is another case."""
    thing = THINGS[kind](desk)
    said = desk.vk.remark(TIM, thing, "Is it new?")
    card = await desk.card("Is it new?")
    desk.vk.edit_remark(said, "Is it brand new?")
    await desk.says(card, "Is it brand new?")
    desk.vk.delete_remark(said, say_who=False)
    await desk.says(card, "deleted")
    desk.vk.restore_remark(said)
    await desk.telegram.wait(lambda: "deleted" not in desk.text(card))
    desk.vk.remark(TIM, thing, "And how much?", reply_to=said)
    await desk.followup("And how much?")
    desk.vk.remark(VERA, thing, "Same question here", reply_to=said)
    await desk.card("Same question here")
    for event_id in desk.vk.events():
        desk.vk.redeliver(event_id)
    marker = desk.comment("The last one")
    await desk.card(marker.text)
    assert len(await desk.rows(Case)) == 3
    assert len(await desk.rows(Message)) == 4
    [post] = await desk.rows(Post, Post.kind == kind)
    assert post.url == thing.url


async def test_a_visitors_post_and_what_they_add_under_it_are_one_case(desk: Stage) -> None:
    post = desk.vk.add_post(BRAND, "My mug arrived broken", author=TIM)
    card = await desk.card("My mug arrived broken")
    assert "post on our page" in desk.text(card)
    desk.vk.comment(TIM, post, "And the box too")
    await desk.followup("And the box too")
    assert len(await desk.rows(Case)) == 1


async def test_a_repost_with_words_is_a_case_and_a_bare_one_is_not(desk: Stage) -> None:
    post = desk.post("Our new blend")
    desk.vk.repost(VERA, post)
    desk.vk.repost(TIM, post, "Is it any good?")
    card = await desk.card("Is it any good?")
    assert "repost" in desk.text(card)
    assert "Our new blend" in desk.text(card)
    assert len(await desk.rows(Case)) == 1


@pytest.mark.parametrize(
    ("by_group", "signed", "text"),
    [(False, False, None), (True, False, None), (True, True, None), (True, True, "Put better")],
)
async def test_a_suggestion_goes_on_under_the_key_of_its_post(
    desk: Stage, by_group: bool, signed: bool, text: str | None
) -> None:
    suggested = desk.vk.add_post(BRAND, "Best coffee in Riga", author=TIM, post_type="suggest")
    desk.vk.add_post(BRAND, "Buy my crypto", author=VERA, post_type="suggest")
    card = await desk.card("Best coffee in Riga")
    await desk.card("Buy my crypto")
    assert "suggested post" in desk.text(card)
    published = desk.vk.publish(suggested, text, by_group=by_group, signed=signed)
    await desk.says(card, "post on our page")
    for event_id in desk.vk.events("wall_post_new"):
        desk.vk.redeliver(event_id)
    desk.vk.comment(TIM, published, "Thank you for publishing")
    await desk.followup("Thank you for publishing")
    assert len(await desk.rows(Case)) == 2
    [said] = await desk.rows(Message, Message.text == "Best coffee in Riga")
    assert (said.key, said.earlier_key) == (
        f"wall-{BRAND}_{published.id}",
        f"wall-{BRAND}_{suggested.id}",
    )
    assert said.target == {"kind": "post", "owner_id": -BRAND, "post_id": published.id, "author_id": TIM}
    kinds = {one.thread_key: one.kind for one in await desk.rows(Conversation)}
    assert sorted(kinds.values()) == ["post", "suggestion"]
    assert kinds[said.key or ""] == "post"
    assert len(await desk.rows(Event, Event.kind == "published")) == 1


async def test_our_own_post_is_nobodys_suggestion(desk: Stage) -> None:
    desk.vk.add_post(BRAND, "Best coffee in Riga", author=TIM, post_type="suggest")
    card = await desk.card("Best coffee in Riga")
    post = desk.post("Something else altogether")
    desk.vk.add_post(BRAND, "Another thought", author=TIM)
    await desk.card("Another thought")
    desk.comment("?", post, VERA)
    await desk.card("?")
    assert "suggested post" in desk.text(card)
    assert len(await desk.rows(Case)) == 3


@pytest.mark.parametrize(
    ("kind", "line", "pictured"),
    [
        ("photo", "Photo: Our counter", True),
        ("video", "Video: How we roast", True),
        ("product", "Product: Blue mug · 590 ₽", True),
        ("topic", "Topic: Delivery", False),
    ],
)
async def test_a_card_says_what_it_stands_under(stage: Stage, kind: str, line: str, pictured: bool) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        thing = THINGS[kind](stage)
        said = stage.vk.remark(TIM, thing, "Is it new?")
        card = await stage.card("Is it new?")
        await stage.says(card, line)
        assert {one.url for one in card.entities if one.url} >= {thing.url}
        assert dict(card.link_preview or ()).get("url") == (
            stage.vk.file_url(thing.picture) if pictured and thing.picture else None
        )
        [button] = [one for row in card.buttons for one in row if one.url]
        assert button.url == f"{thing.url}?{'post' if kind == 'topic' else 'reply'}={said.id}"


async def test_without_a_token_that_may_read_it_the_card_has_the_way_there(desk: Stage) -> None:
    product = desk.vk.add_product(BRAND, "Blue mug")
    desk.vk.remark(TIM, product, "Is it new?")
    card = await desk.card("Is it new?")
    await desk.says(card, "Product: open")
    assert product.url in {one.url for one in card.entities}


async def test_a_muted_product_is_collected_quietly(desk: Stage) -> None:
    product = desk.vk.add_product(BRAND, "Blue mug")
    desk.vk.remark(TIM, product, "Is this real?")
    card = await desk.card("Is this real?")
    desk.telegram.say(ANNA, OPERATORS, "/mute", reply_to=card.message_id)
    panel = await desk.card("🔕")
    await desk.says(panel, "Muted: “open”")
    desk.vk.remark(VERA, product, "I want one")
    await desk.until(lambda: desk.rows(Case, Case.quiet == "muted"))
    await passes(desk, 31)
    await desk.says(panel, "1 comment under the muted product")


async def test_noise_under_a_photo_is_noise(desk: Stage) -> None:
    photo = desk.vk.add_photo(BRAND, "Our counter")
    desk.vk.remark(TIM, photo, "🔥🔥🔥")
    await desk.until(lambda: desk.rows(Case, Case.quiet == "emoji"))
