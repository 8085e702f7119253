"""Attachment strings of methods: `photo-1_456239017,doc5_1,https://example.org`."""

import re

from sandbox.vk.core import Asked
from sandbox.vk.errors import bad_param
from sandbox.vk.media import Attachment

NAME = re.compile(r"([a-z_]+)(-?\d+)_(\d+)(?:_\w+)?")
MOST = 10


def attachments(asked: Asked, param: str) -> list[Attachment]:
    """VK may drop what it does not know; here it is error 100, so that a wrong id does not pass unseen."""
    names = asked.params.strings(param)
    if len(names) > MOST:
        raise bad_param(f"{param} should contain not more than {MOST} items")
    return [_find(asked, name, param) for name in names]


def _find(asked: Asked, name: str, param: str) -> Attachment:
    media = asked.core.media
    if name.startswith(("http://", "https://")):
        return media.other("link", 0, {"url": name, "title": name, "caption": "", "description": ""})
    match = NAME.fullmatch(name)
    known = match and media.attachments.get(f"{match[1]}{match[2]}_{match[3]}")
    if not known:
        raise bad_param(f"{param} is invalid: {name}")
    return known
