"""May the bot do this in this chat? The refusals are facts/telegram.md, section 2; their order is Client.cpp's."""

from enum import Enum

from .errors import bad, forbidden
from .model import GENERAL_TOPIC, Chat, Rights, User
from .params import Params
from .state import World

CONTENT = {"message": "text messages", "photo": "photos", "document": "documents", "voice": "voice notes"}


class Need(Enum):
    READ = "read"
    MEMBERS = "members"
    EDIT = "edit"
    WRITE = "write"


def chat_for(world: World, params: Params, need: Need) -> Chat:
    """The chat named by `chat_id`, if the bot may use it so."""
    named = params.text("chat_id")
    if not named:
        raise bad("chat_id is empty")
    chat = find_chat(world, named)
    if chat is None:
        raise bad("chat not found")
    if chat.type == "private":
        check_private(world, chat, need)
    else:
        check_group(world, chat, need)
    return chat


def find_chat(world: World, named: str) -> Chat | None:
    if named.startswith("@"):
        wanted = named[1:].lower()
        return next((each for each in world.chats.values() if (each.username or "").lower() == wanted), None)
    try:
        chat_id = int(named)
    except ValueError:
        return None
    if chat_id in world.chats:
        return world.chats[chat_id]
    if chat_id in world.users and chat_id != world.bot.id:
        return Chat(chat_id, "private")  # nobody has written here yet: check_private refuses what it must
    return None


def check_private(world: World, chat: Chat, need: Need) -> None:
    user = world.users[chat.id]
    if need in (Need.EDIT, Need.WRITE):
        if user.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    if need is Need.WRITE and chat.blocked:
        raise forbidden("bot was blocked by the user")


def check_group(world: World, chat: Chat, need: Need) -> None:
    if chat.migrated_to is not None and need is not Need.READ:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    member = world.bot_in(chat)
    if member is not None and member.present:
        return
    if chat.type == "group" and need is Need.READ:
        return
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    raise forbidden(f"bot is not a member of the {chat.type} chat")


def check_content(world: World, chat: Chat, kind: str) -> None:
    """The group's own rules about who may send what."""
    if not chat.is_group:
        return
    if chat.write_forbidden:
        raise bad("CHAT_WRITE_FORBIDDEN")
    member = world.bot_in(chat)
    restricted = member is not None and member.status == "restricted"
    if not world.bot_is_admin(chat) and (restricted or not chat.can_send):
        raise bad(f"Not enough rights to send {CONTENT[kind]} to the chat")


def thread_for(world: World, chat: Chat, params: Params) -> int | None:
    """The topic a message goes to; outside forums the parameter is ignored."""
    thread_id = max(0, params.integer("message_thread_id"))
    if not thread_id or not chat.is_forum:
        return None
    topic = chat.topics.get(thread_id)
    if thread_id == GENERAL_TOPIC or topic is None or topic.deleted:
        raise bad("message thread not found")
    return thread_id


def check_topic_open(world: World, chat: Chat, thread_id: int | None) -> None:
    """Whoever manages topics may write into closed ones."""
    if not chat.is_forum or may(world, chat, "can_manage_topics"):
        return
    closed = chat.general_closed if thread_id is None else chat.topics[thread_id].closed
    if closed:
        raise bad("TOPIC_CLOSED")


def may(world: World, chat: Chat, right: str) -> bool:
    """Whether the bot is an administrator with this right."""
    assert right in Rights.__dataclass_fields__, right
    member = world.bot_in(chat)
    return member is not None and member.is_admin and bool(getattr(member.rights, right))


def human_in(world: World, chat: Chat, user_id: int) -> User | None:
    """A person who is in the group now."""
    member = chat.members.get(user_id)
    return member.user if member and member.present and not member.user.is_bot else None
