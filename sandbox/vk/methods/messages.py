"""messages.send, edit, delete, markAsRead (reading is in messages_read.py)."""

from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.dialogs import Letter
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.keyboards import read_keyboard
from sandbox.vk.methods.media import attachments
from sandbox.vk.state import DirectMessage, Group

CHATS = 2_000_000_000
INT32 = 2**31

Json = dict[str, object]


@method("messages.send", "community admin", community="messages", admin="messages")
def send(asked: Asked) -> object:
    """One peer: the message id. `peer_ids`: an item each, with `error` in place of an exception."""
    group = asked.own_group()
    peers, many = _peers(asked)
    letter = _letter(asked, group, peers)
    if earlier := asked.core.dialogs.spent(group, letter.random_id, peers):
        return [_item(peer, earlier) for peer in peers] if many else earlier.id
    if many:
        return [_send_one(asked, group, peer, letter) for peer in peers]
    return asked.core.dialogs.send_once(group, _person(peers[0]), letter).id


@method("messages.edit", "community admin", community="messages", admin="messages")
def edit(asked: Asked) -> object:
    group = asked.own_group()
    message = _own_message(asked, group, asked.params.required_integer("peer_id"))
    if asked.core.world.now() - message.date > asked.core.limits.edit_seconds:
        raise VkError(909)
    asked.core.dialogs.edit(group, message, _text(asked), attachments(asked, "attachment"))
    return 1


@method("messages.delete", "community admin", community="messages", admin="messages")
def delete(asked: Asked) -> object:
    """An item each; for everybody only the community's own, and within a day."""
    group = asked.own_group()
    chosen = _chosen(asked, group)
    if not chosen:
        raise bad_param("message_ids is undefined")
    return [_delete_one(asked, message) for message in chosen]


@method("messages.markAsRead", "community admin", community="messages", admin="messages")
def mark_as_read(asked: Asked) -> object:
    group = asked.own_group()
    peer_id = asked.params.required_integer("peer_id")
    conversation = asked.core.world.conversations.get((group.id, peer_id))
    if conversation is None or not conversation.messages:
        raise VkError(936)
    last = conversation.messages[-1].id
    up_to = asked.params.integer("start_message_id", last, minimum=0)
    if asked.params.has("up_to_cmid"):
        cmid = asked.params.integer("up_to_cmid", minimum=0)
        up_to = max((m.id for m in conversation.messages if m.conversation_message_id <= cmid), default=0)
    asked.core.dialogs.read_by_group(conversation, min(up_to, last))
    return 1


@method("messages.sendMessageEventAnswer", "community", community="messages")
def send_message_event_answer(asked: Asked) -> object:
    """Once for each press; `event_data` is a snackbar, a link or an app as JSON."""
    group, params = asked.own_group(), asked.params
    who = params.required_integer("user_id"), params.required_integer("peer_id")
    params.json_object("event_data")
    if len(params.text("event_data")) > 1000:
        raise bad_param("event_data is too long")
    event_id = params.required("event_id")
    if who[0] != who[1] or asked.core.dialogs.presses.get(event_id) != (group.id, who[0]):
        raise bad_param("event_id is invalid")
    del asked.core.dialogs.presses[event_id]
    return 1


def _peers(asked: Asked) -> tuple[list[int], bool]:
    """Whom to write to, and whether the answer is a list. Exactly one way of saying it is allowed."""
    params = asked.params
    given = [name for name in ("peer_ids", "peer_id", "user_id", "domain", "chat_id") if params.has(name)]
    if len(given) != 1:
        raise bad_param("peer_id is undefined" if not given else "one recipient parameter is allowed")
    match given[0]:
        case "peer_ids":
            return params.integers("peer_ids", most=100), True
        case "domain":
            user = asked.core.world.user_by_name(params.text("domain"))
            if user is None:
                raise bad_param("domain is invalid")
            return [user.id], False
        case "chat_id":
            return [CHATS + params.integer("chat_id", minimum=0)], False
        case name:
            return [params.integer(name)], False


def _letter(asked: Asked, group: Group, peers: list[int]) -> Letter:
    params = asked.params
    random_id = params.required_integer("random_id", minimum=-INT32, maximum=INT32 - 1)
    files = attachments(asked, "attachment")
    text = _text(asked, may_be_empty=bool(files) or params.has("sticker_id") or params.has("forward"))
    if len(params.text("payload")) > 1000:
        raise bad_param("payload is too long")
    return Letter(
        text, files, random_id, _quoted(asked, group, peers), _keyboard(asked, group), params.text("payload")
    )


def _text(asked: Asked, *, may_be_empty: bool = False) -> str:
    text = asked.params.text("message").strip()
    if not text and not may_be_empty and not asked.params.has("attachment"):
        raise bad_param("message is empty or invalid")
    if len(text) > asked.core.limits.message_length:
        raise VkError(914)
    return text


def _keyboard(asked: Asked, group: Group) -> Json | None:
    """Raises 912 where the community has not switched on its bot features."""
    if not asked.params.has("keyboard"):
        return None
    keyboard = read_keyboard(asked.params.text("keyboard"))
    if not group.bot_features:
        raise VkError(912)
    return keyboard


def _quoted(asked: Asked, group: Group, peers: list[int]) -> DirectMessage | None:
    """`reply_to` by message id, or `forward` with is_reply."""
    number = asked.params.optional_integer("reply_to")
    if number is None and not asked.params.has("forward"):
        return None
    messages = asked.core.world.messages_of(group.id)
    if number is not None:
        found = next((m for m in messages if m.id == number and m.peer_id in peers), None)
    else:
        forward = asked.params.json_object("forward") or {}
        ids = forward.get("conversation_message_ids")
        cmid = ids[0] if isinstance(ids, list) and ids else None
        peer = forward.get("peer_id", peers[0])
        found = next((m for m in messages if (m.peer_id, m.conversation_message_id) == (peer, cmid)), None)
    if found is None:
        raise bad_param("reply_to is invalid" if number is not None else "forward is invalid")
    return found


def _person(peer_id: int) -> int:
    """Chats and other communities are no peers of the sandbox."""
    if peer_id >= CHATS:
        raise VkError(917)
    if peer_id <= 0:
        raise bad_param("peer_id is invalid")
    return peer_id


def _send_one(asked: Asked, group: Group, peer: int, letter: Letter) -> Json:
    try:
        return _item(peer, asked.core.dialogs.send_once(group, _person(peer), letter))
    except VkError as error:
        refused = {"code": error.code, "description": error.text}
        return {"peer_id": peer, "message_id": 0, "conversation_message_id": 0, "error": refused}


def _item(peer: int, message: DirectMessage) -> Json:
    return {
        "peer_id": peer,
        "message_id": message.id,
        "conversation_message_id": message.conversation_message_id,
    }


def _own_message(asked: Asked, group: Group, peer_id: int) -> DirectMessage:
    cmid = asked.params.optional_integer("cmid", minimum=0)
    number = asked.params.optional_integer("message_id", minimum=0)
    if cmid is None and number is None:
        raise bad_param("message_id is undefined")
    for message in asked.core.world.conversation(group.id, peer_id).visible:
        if number == message.id or (number is None and cmid == message.conversation_message_id):
            if not message.out:
                raise VkError(920)
            return message
    raise bad_param("message_id is invalid")


def _chosen(asked: Asked, group: Group) -> list[DirectMessage]:
    params = asked.params
    if params.has("cmids"):
        cmids = params.integers("cmids", most=100, minimum=0)
        peer = params.required_integer("peer_id")
        found = asked.core.world.conversation(group.id, peer).messages
        return [m for m in found if m.conversation_message_id in cmids]
    ids = params.integers("message_ids", most=1000, minimum=0)
    return [message for message in asked.core.world.messages_of(group.id) if message.id in ids]


def _delete_one(asked: Asked, message: DirectMessage) -> Json:
    old = asked.core.world.now() - message.date > asked.core.limits.edit_seconds
    item = _item(message.peer_id, message)
    if message.deleted or (asked.params.flag("delete_for_all") and (old or not message.out)):
        return item | {"response": 0, "error": {"code": 924, "description": VkError(924).text}}
    asked.core.dialogs.delete(message)
    return item | {"response": 1}
