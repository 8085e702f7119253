"""The page of the sandbox: VK as a customer sees it beside a phone with Telegram.

`Page` (server.py) is what others use. Inside: `telegram_view` and `vk_view` (what a person sees, as JSON),
`telegram_acts` and `vk_acts` (what they do), `trouble` (faults to switch on), `memory` (what clients remember),
`stream` (Server-Sent Events). `static/` is the page itself: plain JavaScript modules and CSS, nothing to build.
"""

from sandbox.page.server import Page

__all__ = ["Page"]
