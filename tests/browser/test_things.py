"""What a newcomer tries with the mouse: comments under products, suggestions, voice, albums and files."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from sandbox.world import ANNA, BRAND, TIM, World
from tests.browser.patience import HEARD


def message(page: Page, words: str) -> Locator:
    return page.locator(".messages [data-testid^=message-]", has_text=words).first


async def attach(page: Page, name: str, text: str = "") -> None:
    """A sample, in a direct message."""
    await page.get_by_test_id("message-box").fill(text)
    await page.get_by_test_id("attach-message").click()
    await page.get_by_test_id(f"add-{name}").click()
    await page.get_by_test_id("send-message").click()


async def answer_with(page: Page, card: Locator, name: str, words: str = "") -> None:
    """A sample from the phone, as a swipe-reply to a card."""
    await card.hover(timeout=HEARD)
    await card.locator("[data-testid^=reply-]").click()
    await page.get_by_test_id("attach").click()
    await page.get_by_test_id(f"add-{name}").click()
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


async def test_a_comment_under_each_sort_of_thing(world: World, page: Page) -> None:
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    await page.get_by_test_id("tab-things").click()
    for sort in ("photo", "video", "market", "topic"):
        thing = page.locator(f"[data-testid^='thing-{sort}:']").first
        words = f"What about this {sort}?"
        await thing.locator("[data-testid^=remark-box-]").fill(words)
        await thing.get_by_test_id("send-remark").click()
        await expect(thing.locator(".comment")).to_contain_text(words)
        await expect(message(page, words)).to_contain_text("comment", timeout=HEARD)
    remark = thing.locator(".comment")
    await remark.hover()
    await remark.locator("[data-testid^=edit-remark-]").click()
    await thing.locator("[data-testid^=remark-box-]").fill("What about that topic?")
    await thing.get_by_test_id("send-remark").click()
    await expect(message(page, "What about that topic?")).to_contain_text("was: ", timeout=HEARD)
    await remark.hover()
    await remark.locator("[data-testid^=delete-remark-]").click()
    await expect(message(page, "What about that topic?")).to_contain_text("deleted", timeout=HEARD)


async def test_a_suggestion_is_published(world: World, page: Page) -> None:
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    await page.get_by_test_id("wall-suggest").click()
    await page.get_by_test_id("post-box").fill("Best coffee in town")
    await page.get_by_test_id("send-post").click()
    card = message(page, "Best coffee in town")
    await expect(card).to_contain_text("suggested post", timeout=HEARD)
    await page.get_by_test_id("as-community").click()
    await page.locator("[data-testid^=publish-]").click()
    await expect(card).to_contain_text("post on our page", timeout=HEARD)
    assert [one.text for one in world.vk.posts(BRAND)].count("Best coffee in town") >= 1


async def test_voice_plays_albums_are_shown_and_files_come_down(world: World, page: Page) -> None:
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    await page.get_by_test_id("tab-messages").click()
    await attach(page, "voice")
    for player in (page.locator(".dm audio"), page.get_by_test_id("voice")):
        await expect(player).to_be_visible(timeout=HEARD)
        await player.evaluate("player => player.play()")
        assert 3 < await player.evaluate("player => player.duration") < 5, "it has been read to its end"
    await attach(page, "album", "All broken")
    await expect(page.locator(".dm .photos.many img")).to_have_count(3)
    words = message(page, "All broken")
    await words.get_by_test_id("button-🖼 3 photos").click(timeout=HEARD)
    await expect(page.get_by_test_id("album").locator("img")).to_have_count(3, timeout=HEARD)
    await attach(page, "file")
    await message(page, "receipt.txt").get_by_test_id("button-📎 1 file").click(timeout=HEARD)
    async with page.expect_download() as download:
        await page.get_by_test_id("file").click(timeout=HEARD)
    assert (await download.value).suggested_filename == "receipt.txt"
    await attach(page, "place")
    await expect(message(page, "Rubinstein st. 9")).to_be_visible(timeout=HEARD)


async def test_the_team_answers_with_a_voice_message_and_a_file(world: World, page: Page) -> None:
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    await page.get_by_test_id("tab-messages").click()
    await attach(page, "voice", "Listen to me")
    card = message(page, "Listen to me")
    await expect(card).to_be_visible(timeout=HEARD)

    await answer_with(page, card, "voice")
    player = page.locator(".dm:not(.mine) audio")
    await expect(player).to_be_visible(timeout=HEARD)
    await player.evaluate("player => player.play()")
    assert 3 < await player.evaluate("player => player.duration") < 5, "it has been read to its end"

    await answer_with(page, card, "file", "All we have")
    file = page.locator(".dm:not(.mine)", has_text="All we have").locator(".file")
    async with page.expect_download() as download:
        await file.click(timeout=HEARD)
    assert (await download.value).suggested_filename == "prices.txt"
    await expect(card).to_contain_text("prices.txt", timeout=HEARD)

    await page.get_by_test_id("tab-wall").click()
    post = page.locator("[data-testid^=post-]:not([data-testid=post-box])").first
    await post.locator("[data-testid^=comment-box-]").fill("What does it cost?")
    await post.get_by_test_id("send-comment").click()
    await answer_with(page, message(page, "What does it cost?"), "file", "Here you are")
    comment = post.locator(".comment", has_text="Here you are")
    await expect(comment.locator(".file")).to_contain_text("prices.txt", timeout=HEARD)
