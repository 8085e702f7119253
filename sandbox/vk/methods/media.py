"""Attachment strings of methods: `photo-1_456239017,doc5_1,https://example.org`."""

import re

from sandbox.vk.core import Asked
from sandbox.vk.errors import bad_param
from sandbox.vk.media import Attachment

NAME = re.compile(r"([a-z_]+)(-?\d+)_(\d+)(?:_(\w+))?")
MOST = {"attachment": 10, "attachments": 2}
"""To a message, and to a comment. Of comments nobody tells how many; and none that voice is taken there."""


def attachments(asked: Asked, param: str) -> list[Attachment]:
    """VK may drop what it does not know; here it is error 100, so that a wrong id does not pass unseen."""
    names = asked.params.strings(param)
    if len(names) > MOST[param]:
        raise bad_param(f"{param} should contain not more than {MOST[param]} items")
    found = [_find(asked, name, param) for name in names]
    if param == "attachments" and any(each.kind == "audio_message" for each in found):
        raise bad_param(f"{param} is invalid: no voice in a comment")
    return found


def _find(asked: Asked, name: str, param: str) -> Attachment:
    media = asked.core.media
    if name.startswith(("http://", "https://")):
        return media.other("link", 0, {"url": name, "title": name, "caption": "", "description": ""})
    match = NAME.fullmatch(name)
    known = match and media.attachments.get(f"{match[1]}{match[2]}_{match[3]}")
    if not known or (match and match[4] not in (None, known.shape.get("access_key"))):
        raise bad_param(f"{param} is invalid: {name}")
    return known
