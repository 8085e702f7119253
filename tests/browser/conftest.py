"""A real headless Chromium. What a failed test saw last is in build/<test>.png."""

import re
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.app import running
from bot.config import load
from bot.database import database
from sandbox.world import World, seed
from tests.browser import find

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # as root, as in CI, Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm is too small for it
    "--disable-background-networking",
    "--no-first-run",
]
_failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this directory needs the browser: `-m "not browser"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixture `page` know, when it is taken down, whether its test failed."""
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser's program; without one the test is skipped, or fails with OTKLIK_REQUIRE_BROWSER=1."""
    path = find.find()
    if path is None and find.REQUIRED:
        pytest.fail("no Chromium, though OTKLIK_REQUIRE_BROWSER=1: run `python -m tests.browser.find`")
    if path is None:
        pytest.skip("no Chromium: `make test` tries to install one")
    return path


@pytest.fixture(scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """One browser for all tests."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """A page of a desktop's size with cookies and storage of its own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = await context.new_page()
    yield page
    if request.node.stash.get(_failed, False):
        BUILD.mkdir(exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", request.node.name)
        await page.screenshot(path=BUILD / f"{name}.png", full_page=True)
    await context.close()


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """What `otklik demo` shows, on a database of this test's own."""
    world = World()
    seed(world)
    await world.start(page_port=0)
    settings = load(
        {**world.settings(), "DATABASE_URL": database_url, "LISTEN": "127.0.0.1:0", "UNDO_SECONDS": "1"},
        env_file=None,
    )
    try:
        async with database(settings) as engine, running(settings, engine):
            await world.vk.wait(lambda: world.vk.longpoll.waiting)
            await world.welcome()
            await world.gather()
            yield world
    finally:
        await world.stop()
