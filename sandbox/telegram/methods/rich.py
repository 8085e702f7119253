"""An InputRichMessage (Bot API 10.1 to 10.3).

Played is `html` with photos in `media`; `markdown` and `blocks` are said not to be.
"""

from __future__ import annotations

import re

from ..errors import bad
from ..fields import Fields, array
from ..model import File, Rich
from ..params import Params
from ..state import World
from ..texts.blocks import Blocks
from ..texts.rich import parsed
from .media import file_source, store

WAYS = ("html", "markdown", "blocks")
MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def rich_content(world: World, params: Params) -> Rich:
    given = params.json("rich_message", "Can't parse InputRichMessage JSON object")
    if given is None:
        raise bad("Rich message must be non-empty")
    fields = Fields(given, "Object expected as InputRichMessage")
    ways = [one for one in WAYS if fields.raw.get(one)]
    if not ways:
        raise bad("Rich message must be non-empty")
    if len(ways) > 1:
        raise bad(f"Exactly one of the fields {', '.join(WAYS)} must be used")
    if ways != ["html"]:
        raise bad(f"the sandbox reads no {ways[0]} of rich messages")
    photos = dict(_media(world, params, one) for one in array(fields.raw.get("media")))
    return Rich(tuple(Blocks(photos).read(parsed(fields.text("html")))), fields.flag("is_rtl"))


def _media(world: World, params: Params, given: object) -> tuple[str, File]:
    about = "Can't parse InputRichMessageMedia: "
    item = Fields(given, f"{about}expected an Object")
    name = item.optional_text("id")
    if name is None:
        raise bad(f'{about}Can\'t find field "id"')
    if MEDIA_ID.fullmatch(name) is None:
        raise bad(f"{about}invalid identifier specified")
    media = Fields(item.raw.get("media"), f'{about}Can\'t find field "media"')
    if media.optional_text("type") != "photo":
        raise bad("the sandbox plays photos only in rich messages")
    own = Params({"photo": media.optional_text("media") or ""}, params.files)
    if own.text("photo").startswith("attach://") and own.text("photo")[9:] not in params.files:
        raise bad(f"{about}media not found")
    source = file_source(world, own, "photo")
    return name, source if isinstance(source, File) else store(world, source, "photo", own)
