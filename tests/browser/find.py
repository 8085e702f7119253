"""A headless Chromium for the browser tests: the system's, else Playwright's own, else Debian's package.

`python -m tests.browser.find` installs one if there is none and says what it does. It fails only if
OTKLIK_REQUIRE_BROWSER=1; otherwise the browser tests alone are skipped, and this says so.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DOWNLOAD_SECONDS = 600
REQUIRED = os.environ.get("OTKLIK_REQUIRE_BROWSER") == "1"

# In a process of its own: Playwright's synchronous side refuses to run where an event loop already does.
_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find() -> Path | None:
    """A Chromium that runs, or None."""
    for name in NAMES:
        if (path := shutil.which(name)) and _runs(path):
            return Path(path)
    path = _output(sys.executable, "-c", _ASK_PLAYWRIGHT)
    return Path(path) if path and _runs(path) else None


def _runs(path: str) -> bool:
    """Being there is not enough: Ubuntu's chromium-browser only tells to install a snap, a download may lack libraries."""
    return _output(path, "--version") is not None


def _output(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def install() -> Path | None:
    """Try to get one. Takes minutes at worst; None if nothing helped."""
    _say("No Chromium here; downloading Playwright's (some 170 MB) …")
    _try(sys.executable, "-m", "playwright", "install", "--no-shell", "--no-progress", "chromium")
    if path := find():
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say("That did not help; installing Debian's package chromium …")
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return find()


def _try(*command: str) -> None:
    """Run what may fail for lack of a network or of rights; a failure is told in one line."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"  {command[0]}: {error}")
        return
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).splitlines() or [f"exit code {done.returncode}"]
        _say(f"  {next((line for line in lines if re.match('Error|E:', line)), lines[-1])}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is a command


def main() -> int:
    """The step of `make test`: 0 to go on."""
    if find() or install():
        return 0
    if REQUIRED:
        _say("The browser tests need a Chromium and none could be installed.")
        return 1
    _say("No Chromium could be installed: the browser tests are skipped. Install chromium to run them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
