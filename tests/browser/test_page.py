"""The whole way through the page, in a real browser: comment → card → claim → reply → seen under the post → resolve."""

from __future__ import annotations

from playwright.async_api import Page, expect

from sandbox.world import ANNA, OPERATORS, TIM, World
from tests.browser.patience import HEARD


async def test_a_newcomer_clicks_through(world: World, page: Page) -> None:
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    post = page.locator("[data-testid^=post-]:not([data-testid=post-box])").first
    await post.locator("[data-testid^=comment-box-]").fill("Where is my parcel?")
    await post.get_by_test_id("send-comment").click()

    chat = page.get_by_test_id(f"chat-{OPERATORS}")
    if await chat.count():
        await chat.click()
    card = page.locator("[data-testid^=message-]", has_text="Where is my parcel?").first
    await expect(card).to_contain_text("Tim Becker", timeout=HEARD)
    await expect(card).to_contain_text("Nobody has it")

    await card.get_by_test_id("button-Claim").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("is yours", timeout=HEARD)
    await expect(card).to_contain_text("With Anna", timeout=HEARD)

    await card.hover()
    await card.locator("[data-testid^=reply-]").click()
    await page.get_by_test_id("composer").fill("It left today!")
    await page.get_by_test_id("send").click()
    await expect(post).to_contain_text("It left today!", timeout=HEARD)
    await expect(card).to_contain_text("Waiting for the customer", timeout=HEARD)

    await card.get_by_test_id("button-Resolve").click()
    await expect(card).to_contain_text("Resolved", timeout=HEARD)
    await expect(card.get_by_test_id("button-Reopen")).to_be_visible()


async def test_a_phone_sized_window_has_both_halves(world: World, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto(f"{world.url}?me={ANNA}&as={TIM}")
    await page.get_by_test_id("pane-phone").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.get_by_test_id("post-box")).to_be_hidden()
    await page.get_by_test_id("pane-vk").click()
    await expect(page.get_by_test_id("post-box")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_be_hidden()
