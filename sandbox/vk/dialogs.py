"""What happens in dialogs between people and communities, each act with the event it causes."""

import secrets
from dataclasses import dataclass, field

from sandbox.vk import shapes
from sandbox.vk.errors import TEXTS, VkError
from sandbox.vk.events import Events
from sandbox.vk.limits import Habits
from sandbox.vk.media import Attachment
from sandbox.vk.state import Conversation, DirectMessage, Group, World


@dataclass(frozen=True)
class Letter:
    """What a message says, whoever sends it."""

    text: str
    attachments: list[Attachment] = field(default_factory=list)
    random_id: int = 0
    reply_to: DirectMessage | None = None
    keyboard: dict[str, object] | None = None
    payload: str = ""
    forwards: list[DirectMessage] = field(default_factory=list)
    geo: dict[str, object] | None = None


@dataclass
class Sent:
    """What one random_id has led to: a message each peer, and the peers it could not reach."""

    messages: dict[int, DirectMessage] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)


class Dialogs:
    """Acts in dialogs."""

    def __init__(self, world: World, events: Events, habits: Habits) -> None:
        self.world = world
        self.events = events
        self.habits = habits
        self._sent: dict[tuple[int, int], Sent] = {}
        self.presses: dict[str, tuple[int, int]] = {}
        """Presses of callback buttons that spin: event_id → (community, person)."""

    def receive(self, group: Group, peer_id: int, letter: Letter) -> DirectMessage:
        """A person writes to the community, which by that may answer."""
        conversation = self.world.conversation(group.id, peer_id)
        conversation.allowed = True
        message = self._append(conversation, peer_id, letter, out=0)
        conversation.out_read = max((m.id for m in conversation.visible if m.out), default=0)
        told = {"message": shapes.message(message), "client_info": shapes.client_info()}
        self.events.emit(group.id, "message_new", told)
        return message

    def send(
        self, group: Group, peer_id: int, letter: Letter, admin_author_id: int | None = None
    ) -> DirectMessage:
        """The community writes; `admin_author_id` when a person did it in VK itself. Raises what `refusal` finds."""
        if refusal := self.refusal(group, peer_id):
            raise refusal
        conversation = self.world.conversation(group.id, peer_id)
        message = self._append(conversation, group.owner_id, letter, out=1)
        message.admin_author_id = admin_author_id
        if admin_author_id is not None:
            self.read_by_group(conversation, message.id)
        told = shapes.message(message)
        if not self.habits.echo_random_id:
            told["random_id"] = 0
        self.events.emit(group.id, "message_reply", told)
        return message

    def send_once(self, group: Group, peer_id: int, letter: Letter) -> DirectMessage:
        """As `send`, but a random_id is used up by its first message, whoever got that one (facts/vk.md, section 2).

        A peer that was refused under this random_id may be tried again.
        """
        if letter.random_id == 0:
            return self.send(group, peer_id, letter)
        sent = self._sent.setdefault((group.id, letter.random_id), Sent())
        if peer_id in sent.messages:
            return sent.messages[peer_id]
        try:
            message = self.send(group, peer_id, letter)
        except VkError:
            sent.refused.add(peer_id)
            raise
        sent.messages[peer_id] = message
        return message

    def spent(self, group: Group, random_id: int, peer_ids: list[int]) -> DirectMessage | None:
        """The earlier message of a random_id that comes back for peers it was never meant for."""
        sent = self._sent.get((group.id, random_id)) if random_id else None
        if (
            sent is None
            or not sent.messages
            or any(p in sent.messages or p in sent.refused for p in peer_ids)
        ):
            return None
        return next(iter(sent.messages.values()))

    def refusal(self, group: Group, peer_id: int) -> VkError | None:
        """Why the community may not write to this person now, if so."""
        user = self.world.users.get(peer_id)
        if user is None:
            return VkError(936)
        if user.deactivated:
            return VkError(18)
        if peer_id in group.bans_now(self.world.now()):
            return VkError(900)
        if user.refuses is not None:
            return VkError(user.refuses, text=TEXTS.get(user.refuses))
        return None if self.world.conversation(group.id, peer_id).allowed else VkError(901)

    def edit(self, group: Group, message: DirectMessage, text: str, attachments: list[Attachment]) -> None:
        message.text = text
        message.attachments = attachments
        message.update_time = self.world.now()
        self.events.emit(group.id, "message_edit", shapes.message(message))

    def delete(self, message: DirectMessage) -> None:
        """There is no event for it."""
        message.deleted = True
        self.events.changes.mark()

    def allow(self, group: Group, user_id: int, key: str) -> None:
        self.world.conversation(group.id, user_id).allowed = True
        self.events.emit(group.id, "message_allow", {"user_id": user_id, "key": key})

    def deny(self, group: Group, user_id: int) -> None:
        self.world.conversation(group.id, user_id).allowed = False
        self.events.emit(group.id, "message_deny", {"user_id": user_id})

    def press(self, group: Group, user_id: int) -> str:
        event_id = secrets.token_hex(6)
        self.presses[event_id] = (group.id, user_id)
        return event_id

    def read_by_group(self, conversation: Conversation, up_to: int) -> None:
        conversation.in_read = max(conversation.in_read, up_to)
        self.events.changes.mark()

    def read_by_user(self, group: Group, user_id: int) -> None:
        conversation = self.world.conversation(group.id, user_id)
        ours = [message.id for message in conversation.visible if message.out]
        if not ours or ours[-1] <= conversation.out_read:
            return
        conversation.out_read = ours[-1]
        cmid = max(m.conversation_message_id for m in conversation.visible if m.out)
        told = {
            "from_id": user_id,
            "peer_id": user_id,
            "read_message_id": ours[-1],
            "conversation_message_id": cmid,
        }
        self.events.emit(group.id, "message_read", told)

    def _append(self, conversation: Conversation, from_id: int, letter: Letter, *, out: int) -> DirectMessage:
        message = DirectMessage(
            id=self.world.next_id(f"messages{conversation.group_id}"),
            conversation_message_id=len(conversation.messages) + 1,
            peer_id=conversation.peer_id,
            from_id=from_id,
            out=out,
            text=letter.text,
            date=self.world.now(),
            random_id=letter.random_id,
            attachments=letter.attachments,
            reply_to=letter.reply_to,
            keyboard=letter.keyboard,
            payload=letter.payload,
            forwards=letter.forwards,
            geo=letter.geo,
        )
        conversation.messages.append(message)
        return message
