"""copyMessage."""

from ..access import Need, chat_for, find_chat
from ..errors import bad
from ..model import Json
from ..params import Params
from ..state import World
from .outgoing import MAX_CAPTION, deliver


def copy_message(world: World, params: Params) -> Json:
    """Without a link to the original. A caption takes the place of the original's (Bot API, copyMessage)."""
    chat = chat_for(world, params, Need.WRITE)
    source = find_chat(world, params.text("from_chat_id"))
    if source is None:
        raise bad("chat not found")
    original = world.message_of(source, params.integer("message_id"))
    if original is None:
        raise bad("message to copy not found")
    content = original.content
    if original.media is not None and "caption" in params:
        content = params.formatted("caption", "caption_entities")
        if len(content.plain) > MAX_CAPTION:
            raise bad("Message caption is too long")
    return {"message_id": deliver(world, params, chat, content, original.media)["message_id"]}
