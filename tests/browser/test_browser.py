from playwright.async_api import Page


async def test_the_browser_shows_a_page(page: Page) -> None:
    await page.set_content("<button onclick='this.textContent = innerWidth'>Press</button>")
    await page.get_by_role("button").click()
    assert await page.get_by_role("button").text_content() == "1280"
