"""sendMediaGroup: several pictures, documents or voiceless sounds in one bubble, each a message of its own."""

from dataclasses import replace

from .. import render
from ..access import Need, chat_for, check_content, check_topic_open, thread_for
from ..errors import bad
from ..fields import Fields
from ..model import EphemeralMessage, File, Json, Media, Message, Text
from ..params import Params
from ..state import World
from .media import Kind, file_source, store
from .outgoing import MAX_CAPTION, charge, reply_for

FEWEST, MOST = 2, 10
KINDS: dict[str, Kind] = {"photo": "photo", "document": "document"}


def send_media_group(world: World, params: Params) -> list[Json]:
    """All or nothing. An album has no keyboard, and counts as so many messages (facts/telegram.md, sections 1 and 2)."""
    given = params.json("media", "Can't parse media JSON object")
    if not isinstance(given, list):
        raise bad("Expected an Array of InputMedia")
    if not FEWEST <= len(given) <= MOST:
        raise bad(f"Wrong number of items in album: {FEWEST} to {MOST} are allowed")
    read = [item(world, params, each) for each in given]
    if len({kind for kind, _, _ in read}) > 1:
        raise bad("Document can't be mixed with other media types")
    chat = chat_for(world, params, Need.WRITE)
    replied = reply_for(world, chat, params).message
    if isinstance(replied, EphemeralMessage):
        raise bad("message to be replied not found")
    thread_id = thread_for(world, chat, params)
    if thread_id is None and replied is not None and replied.chat is chat:
        thread_id = replied.thread_id
    check_topic_open(world, chat, thread_id)
    check_content(world, chat, read[0][0])
    charge(world, chat, len(read))
    group = str(world.next_album())
    first = Message(
        chat,
        0,
        world.date,
        world.bot,
        reply_to=replied,
        thread_id=thread_id,
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        media_group_id=group,
    )
    sent = [replace(first, content=text, media=Media(kind, file), reactions={}) for kind, file, text in read]
    return [render.message(world.post(each), world.users) for each in sent]


def item(world: World, params: Params, given: object) -> tuple[Kind, File, Text]:
    item = Fields(given, "Object expected as InputMedia")
    kind = KINDS.get(item.optional_text("type") or "")
    if kind is None:
        raise bad(
            "type of the media must be non-empty" if not item.optional_text("type") else "Invalid media type"
        )
    own = Params(
        {
            kind: item.optional_text("media") or "",
            "caption": item.optional_text("caption") or "",
            "parse_mode": item.optional_text("parse_mode") or "",
        },
        params.files,
    )
    content = own.formatted("caption", "caption_entities")
    if len(content.plain) > MAX_CAPTION:
        raise bad("Message caption is too long")
    source = file_source(world, own, kind)
    return kind, source if isinstance(source, File) else store(world, source, kind, own), content
