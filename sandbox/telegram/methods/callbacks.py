"""answerCallbackQuery: unlimited, once, and not too late."""

from urllib.parse import urlsplit

from ..errors import QUERY_TOO_OLD, bad
from ..model import Answer
from ..params import Params
from ..state import ANSWER_WITHIN, World

MAX_TOAST = 200


def answer_callback_query(world: World, params: Params) -> bool:
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answer is not None or world.now - query.at > ANSWER_WITHIN:
        raise bad(QUERY_TOO_OLD)
    text, url = params.text("text"), params.text("url") or None
    if len(text) > MAX_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    if url is not None and not opens_bot(url, world.bot.username or ""):
        raise bad("URL_INVALID")
    query.answer = Answer(text, params.flag("show_alert"), url)
    world.ticker.announce()
    return True


def opens_bot(url: str, username: str) -> bool:
    """Without a game, only links to the bot itself with a start parameter (answerCallbackQuery, `url`)."""
    parts = urlsplit(url)
    return parts.netloc == "t.me" and parts.path.strip("/") == username and "start=" in parts.query
