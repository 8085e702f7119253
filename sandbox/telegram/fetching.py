"""Files that a bot names by their address: Telegram fetches them itself, with limits of its own."""

import json
from urllib.parse import unquote, urlsplit

import aiohttp

from .errors import bad
from .files import MEGABYTE
from .params import Params, Upload

BY_URL = {"sendphoto": "photo", "senddocument": "document", "sendvoice": "voice", "sendmediagroup": "media"}
MAX_PHOTO_BY_URL = 5 * MEGABYTE
MAX_BY_URL = 20 * MEGABYTE
"""Bot API, "Sending files"."""
VOICE_BY_URL = MEGABYTE
"""Bot API, "Sending by URL": a larger voice message comes as a document."""
SECONDS = 5.0


async def fetch_named(method: str, params: Params) -> None:
    """What is named by an address becomes an upload. Raises ApiError."""
    name = BY_URL.get(method.lower())
    if name is None:
        return
    if name == "media":
        await _fetch_album(params)
        return
    url = params.text(name)
    if name not in params.files and _is_url(url):
        params.files[name] = await _fetch(url, name)


async def _fetch_album(params: Params) -> None:
    try:
        items = json.loads(params.text("media") or "null")
    except ValueError:
        return
    if not isinstance(items, list):
        return
    for place, item in enumerate(items):
        if isinstance(item, dict) and _is_url(item.get("media")):
            params.files[f"fetched{place}"] = await _fetch(item["media"], str(item.get("type")))
            item["media"] = f"attach://fetched{place}"
    params.raw["media"] = json.dumps(items)


def _is_url(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


async def _fetch(url: str, kind: str) -> Upload:
    limit = MAX_PHOTO_BY_URL if kind == "photo" else MAX_BY_URL
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(url) as response,
        ):
            data = await response.content.read(limit + 1)
            while not response.content.at_eof() and len(data) <= limit:
                data += await response.content.read(limit + 1 - len(data))
            if response.status != 200 or len(data) > limit:
                raise bad("failed to get HTTP URL content")
            mime = response.content_type
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise bad("failed to get HTTP URL content") from None
    if mime == "text/html" or (kind == "photo" and not mime.startswith("image/")):
        raise bad("wrong type of the web page content")
    return Upload(unquote(urlsplit(url).path.rpartition("/")[2]) or "file", mime, data)
