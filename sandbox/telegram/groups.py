"""Setting up groups, and people coming and going in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from . import render
from .model import GENERAL_TOPIC, Chat, ChatType, Member, Rights, Status, User
from .state import World

Person = User | int
Place = Chat | int
BotStatus = Literal["administrator", "member", "left", "kicked"]


@dataclass(eq=False)
class Groups(World):
    def add_user(
        self,
        id: int,  # noqa: A002 - the name Telegram gives it
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> User:
        user = User(id, first_name, last_name, username, language_code)
        self.users[id] = user
        self.ticker.announce()
        return user

    def private(self, user: Person) -> Chat:
        """The private chat of a person with the bot; made on first use, not yet started by it."""
        person = self.user_of(user)
        if person.id not in self.chats:
            members = {each.id: Member(each, "member") for each in (person, self.bot)}
            self.chats[person.id] = Chat(person.id, "private", members=members)
        return self.chats[person.id]

    def add_group(
        self,
        id: int,  # noqa: A002
        title: str,
        members: Iterable[Person] = (),
        bot_status: BotStatus = "administrator",
        rights: Rights | None = None,
        type: ChatType = "supergroup",  # noqa: A002
        is_forum: bool = False,
        *,
        owner: Person | None = None,
        admins: Iterable[Person] = (),
        username: str | None = None,
    ) -> Chat:
        """A group as it has long been: nobody is told of it. Use `set_member_status` to add the bot later."""
        chat = Chat(id, type, title, username, is_forum)
        chat.last_message_id = GENERAL_TOPIC if is_forum else 0
        for person in map(self.user_of, members):
            chat.members[person.id] = Member(person, "member")
        for person in map(self.user_of, admins):
            chat.members[person.id] = Member(person, "administrator")
        if owner is not None:
            person = self.user_of(owner)
            chat.members[person.id] = Member(person, "creator")
        chat.members[self.bot.id] = Member(self.bot, bot_status, rights or Rights())
        self.chats[id] = chat
        self.ticker.announce()
        return chat

    def add_topic(self, chat: Place, name: str, *, closed: bool = False) -> int:
        """A forum topic that has long existed; returns its message_thread_id."""
        place = self.chat_of(chat)
        maker = self._somebody(place, self.bot)
        topic = self.open_topic(place, maker, name)
        topic.closed = closed
        return topic.thread_id

    def close_topic(self, chat: Place, thread: int, closed: bool = True) -> None:
        place = self.chat_of(chat)
        place.topics[thread].closed = closed
        maker = self._somebody(place, self.bot)
        event = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.service(place, maker, {event: {}}, thread_id=thread)

    def delete_topic(self, chat: Place, thread: int) -> None:
        """The topic and all it held; the bot is not told."""
        place = self.chat_of(chat)
        place.topics[thread].deleted = True
        for message in place.messages.values():
            message.deleted = message.deleted or message.thread_id == thread
        self.ticker.announce()

    def join(self, user: Person, chat: Place) -> None:
        person, place = self.user_of(user), self.chat_of(chat)
        self.change_member(person, place, "member", person)
        self.service(place, person, {"new_chat_members": [render.user(person)]})

    def leave(self, user: Person, chat: Place) -> None:
        person, place = self.user_of(user), self.chat_of(chat)
        self.change_member(person, place, "left", person)
        self.service(place, person, {"left_chat_member": render.user(person)})

    def set_member_status(
        self,
        user: Person,
        chat: Place,
        status: Status,
        *,
        rights: Rights | None = None,
        by: Person | None = None,
    ) -> None:
        """Promote, restrict, add, kick … anyone, the bot included. `by`: who did it; by default the owner or
        any other member."""
        person, place = self.user_of(user), self.chat_of(chat)
        actor = self.user_of(by) if by is not None else self._somebody(place, person)
        was_present = bool((member := self.member_of(place, person)) and member.present)
        self.change_member(person, place, status, actor, rights)
        is_present = place.members[person.id].present
        if is_present and not was_present:
            self.service(place, actor, {"new_chat_members": [render.user(person)]})
        elif was_present and not is_present:
            self.service(place, actor, {"left_chat_member": render.user(person)})

    def _somebody(self, place: Chat, otherwise: User) -> User:
        """The owner, or a human member."""
        humans = [each for each in place.members.values() if each.present and not each.user.is_bot]
        humans.sort(key=lambda each: (each.status != "creator", not each.is_admin))
        return humans[0].user if humans else otherwise

    def restrict_reactions(self, chat: Place, emoji: list[str] | None) -> None:
        """Let only these reactions be used; None allows all again."""
        self.chat_of(chat).available_reactions = emoji

    def migrate(self, chat: Place) -> Chat:
        """Upgrade a basic group to a supergroup: a new chat id, and a service message on either side."""
        old = self.chat_of(chat)
        new = Chat(-1_000_000_000_000 - abs(old.id), "supergroup", old.title)
        new.members = {key: Member(each.user, each.status, each.rights) for key, each in old.members.items()}
        self.chats[new.id] = new
        actor = self._somebody(old, self.bot)
        self.service(old, actor, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self.service(new, actor, {"migrate_from_chat_id": old.id})
        return new
