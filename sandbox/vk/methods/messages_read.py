"""messages.getConversations, getHistory, getById, getByConversationMessageId."""

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.state import Conversation, DirectMessage, Group

Json = dict[str, object]


@method("messages.getConversations", "community admin", community="messages", admin="messages")
def get_conversations(asked: Asked) -> object:
    """The latest first, 20 at a time, at most 200."""
    params, world = asked.params, asked.core.world
    group = asked.own_group()
    chosen = params.choice("filter", ("all", "unread", "unanswered", "archive", "important", "sorted_chats"))
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=200)
    start = params.integer("start_message_id", 0, minimum=0)
    dialogs = [each for each in world.conversations_of(group.id) if _passes(each, chosen)]
    page = [each for each in dialogs if not start or each.visible[-1].id <= start][offset : offset + count]
    items = [
        {"conversation": _conversation(asked, group, each), "last_message": shapes.message(each.visible[-1])}
        for each in page
    ]
    answer: Json = {"count": len(dialogs), "items": items}
    unread = sum(1 for each in world.conversations_of(group.id) if each.unread)
    answer |= {"unread_count": unread} if unread else {}
    return answer | _extended(asked, [each.peer_id for each in page] + [group.owner_id])


@method("messages.getHistory", "community admin", community="messages", admin="messages")
def get_history(asked: Asked) -> object:
    """Newest first, oldest first with `rev=1`; from `start_message_id` on when given."""
    params = asked.params
    group = asked.own_group()
    peer_id = params.integer("peer_id") or params.integer("user_id")
    if not peer_id:
        raise bad_param("peer_id is undefined")
    conversation = asked.core.world.conversations.get((group.id, peer_id))
    if conversation is None:
        if peer_id not in asked.core.world.users:
            raise VkError(936)
        conversation = Conversation(group.id, peer_id)
    count = params.integer("count", 20, minimum=0, maximum=200)
    page = _page(asked, conversation.visible)[:count]
    answer: Json = {"count": len(conversation.visible), "items": [shapes.message(m) for m in page]}
    extended = _extended(asked, [m.from_id for m in page])
    if extended and conversation.visible:
        extended["conversations"] = [_conversation(asked, group, conversation)]
    return answer | extended


@method("messages.isMessagesFromGroupAllowed", "community admin", community="messages", admin="messages")
def is_messages_from_group_allowed(asked: Asked) -> object:
    """Whether the community may write to somebody."""
    asked.params.required_integer("group_id", minimum=1)
    group, user_id = asked.own_group(), asked.params.required_integer("user_id", minimum=1)
    return {"is_allowed": int(asked.core.dialogs.refusal(group, user_id) is None)}


@method("messages.getById", "community admin", community="messages", admin="messages")
def get_by_id(asked: Asked) -> object:
    """By `message_ids`, or by `cmids` of a `peer_id`."""
    group = asked.own_group()
    if asked.params.has("cmids"):
        return _by_cmid(asked, group, "cmids")
    ids = asked.params.integers("message_ids", most=100, minimum=0)
    if not ids:
        raise bad_param("message_ids is undefined")
    return _found(asked, [m for m in asked.core.world.messages_of(group.id) if m.id in ids and not m.deleted])


@method("messages.getByConversationMessageId", "community admin", community="messages", admin="messages")
def get_by_conversation_message_id(asked: Asked) -> object:
    return _by_cmid(asked, asked.own_group(), "conversation_message_ids")


def _by_cmid(asked: Asked, group: Group, param: str) -> Json:
    peer_id = asked.params.required_integer("peer_id")
    cmids = asked.params.integers(param, most=100, minimum=0)
    if not cmids:
        raise bad_param(f"{param} is undefined")
    messages = asked.core.world.conversation(group.id, peer_id).visible
    return _found(asked, [m for m in messages if m.conversation_message_id in cmids])


def _found(asked: Asked, messages: list[DirectMessage]) -> Json:
    answer: Json = {"count": len(messages), "items": [shapes.message(m) for m in messages]}
    return answer | _extended(asked, [m.from_id for m in messages])


def _page(asked: Asked, messages: list[DirectMessage]) -> list[DirectMessage]:
    """Newest first, a negative offset with `start_message_id` reaches to newer ones."""
    params = asked.params
    offset, start = params.integer("offset"), params.integer("start_message_id", 0)
    rev = params.flag("rev")
    ordered = messages if rev else messages[::-1]
    if start > 0:
        first = next(
            (at for at, m in enumerate(ordered) if (m.id >= start if rev else m.id <= start)), len(ordered)
        )
        offset += first
    elif offset < 0:
        raise bad_param("offset should be positive")
    return ordered[max(offset, 0) :]


def _passes(conversation: Conversation, chosen: str) -> bool:
    match chosen:
        case "all":
            return True
        case "unread":
            return conversation.unread > 0
        case "unanswered":
            return not conversation.visible[-1].out
        case _:
            return False


def _conversation(asked: Asked, group: Group, conversation: Conversation) -> Json:
    return shapes.conversation(conversation, asked.core.dialogs.refusal(group, conversation.peer_id) is None)


def _extended(asked: Asked, ids: list[int]) -> Json:
    if not asked.params.flag("extended"):
        return {}
    return shapes.owners(ids, asked.core.world, asked.params.strings("fields"))
