"""createForumTopic, closeForumTopic, reopenForumTopic."""

from .. import render
from ..access import Need, chat_for, may
from ..errors import bad
from ..model import Chat, Json
from ..params import Params
from ..state import World
from .outgoing import charge

MAX_NAME = 128
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def create_forum_topic(world: World, params: Params) -> Json:
    """Counts as a send (facts/telegram.md, section 1)."""
    chat = forum(world, params)
    if not may(world, chat, "can_manage_topics"):
        raise bad("Not enough rights to create a topic")
    name = params.text("name").strip()[:MAX_NAME]
    if not name:
        raise bad("Name must be non-empty")
    colour = params.integer("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    charge(world, chat)
    topic = world.open_topic(chat, world.bot, name, colour)
    root = chat.messages[topic.thread_id]
    world.tell("message", chat, render.message(root, world.users))
    return render.topic(topic)


def close_forum_topic(world: World, params: Params) -> bool:
    return toggle(world, params, closed=True)


def reopen_forum_topic(world: World, params: Params) -> bool:
    return toggle(world, params, closed=False)


def toggle(world: World, params: Params, *, closed: bool) -> bool:
    chat = forum(world, params)
    topic = chat.topics.get(params.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad("message thread not found")
    if not may(world, chat, "can_manage_topics"):
        raise bad("Not enough rights to close or open the topic")
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    event = "forum_topic_closed" if closed else "forum_topic_reopened"
    world.service(chat, world.bot, {event: {}}, thread_id=topic.thread_id)
    return True


def forum(world: World, params: Params) -> Chat:
    chat = chat_for(world, params, Need.WRITE)
    if not chat.is_forum:
        raise bad("The chat is not a forum")
    return chat
