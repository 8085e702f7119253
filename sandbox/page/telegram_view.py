"""Telegram as one person sees it, as JSON for the page."""

import json
from collections.abc import Iterable

from sandbox.page.body import Json
from sandbox.page.memory import Memory
from sandbox.telegram import Button, Chat, EphemeralMessage, Media, Message, TelegramSandbox, User
from sandbox.telegram.model import Rich
from sandbox.telegram.reactions import EMOJI
from sandbox.telegram.render import entity

LONGEST = 250
"""Messages of a chat that are shown, the latest."""

KINDS = {"photo": "Photo", "voice": "Voice message", "video": "Video"}
"""What is said of a message without words; of others their file's name."""

QUICK = ("👍", "❤", "🔥", "👏", "😁", "🤔", "👀", "🙏", "🎉")


class TelegramView:
    """`captions` say who people are; pictures under `vk_url` are shown from the page's own address."""

    def __init__(self, telegram: TelegramSandbox, memory: Memory, captions: dict[int, str]) -> None:
        self.telegram = telegram
        self.memory = memory
        self.captions = captions
        self.vk_url = ""

    def seen_by(self, me: User) -> Json:
        people = [each for each in self.telegram.users.values() if not each.is_bot]
        return {
            "me": me.id,
            "bot": {"id": self.telegram.bot.id, "name": self.telegram.bot.first_name,
                    "username": self.telegram.bot.username},
            "people": [self._person(each) for each in people],
            "chats": [self._chat(each, me) for each in self.chats_of(me)],
            "quick_reactions": [each for each in QUICK if each in EMOJI],
        }  # fmt: skip

    def chats_of(self, person: User) -> list[Chat]:
        """Groups first, as they were made; then the private chat with the bot, which everybody can open."""
        groups = [each for each in self.telegram.chats.values() if each.is_group and _is_in(each, person)]
        return [*groups, self.telegram.private(person)]

    def _person(self, one: User) -> Json:
        unread = sum(self.memory.unread(one, chat) for chat in self.chats_of(one))
        caption = self.captions.get(one.id, "")
        return {"id": one.id, "name": one.first_name, "caption": caption, "unread": unread}

    def _chat(self, chat: Chat, me: User) -> Json:
        messages = self.memory.in_order(chat, me)[-LONGEST:]
        pinned = [each for each in messages if each.pinned]
        member = self.telegram.member_of(chat, me)
        return {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title if chat.is_group else self.telegram.bot.first_name,
            "people": [
                each.user.first_name for each in chat.members.values() if each.present and not each.user.is_bot
            ],
            "started": chat.is_group or chat.started,
            "blocked": chat.blocked,
            "admin": member is not None and member.is_admin,
            "unread": self.memory.unread(me, chat),
            "topics": [
                {"id": each.thread_id, "name": each.name, "closed": each.closed}
                for each in chat.topics.values()
                if not each.deleted
            ],
            "forum": chat.is_forum,
            "commands": commands_for(self.telegram.commands, chat, me),
            "reactions": chat.available_reactions,
            "pinned": pinned[-1].message_id if pinned else None,
            "messages": [self._message(each, me) for each in messages],
        }  # fmt: skip

    def _message(self, one: Message, me: User) -> Json:
        sender = one.sender_chat
        shown: Json = {
            "key": _key(one),
            "id": one.message_id,
            "from": {"id": sender.id if sender else one.sender.id,
                     "name": sender.title if sender else one.sender.full_name, "bot": one.sender.is_bot},
            "mine": one.sender is me and sender is None,
            "date": one.date,
            "edited": one.edit_date is not None and not one.sender.is_bot,
            "text": one.text,
            "entities": [entity(each, self.telegram.users) for each in one.entities],
            "thread": one.thread_id,
            "buttons": [[_button(each) for each in row] for row in one.markup.rows],
            "reactions": list(self._reactions(one, me)),
            "service": self._service(one),
            "media": _media(one.media),
            "rich": self._rich(one.rich),
            "album": one.media_group_id,
            "preview": self._preview(one),
            "reply": _reply(one.reply_to),
            "forward": one.forward_from.sender.full_name if one.forward_from else None,
        }  # fmt: skip
        if isinstance(one, EphemeralMessage):
            shown["ephemeral"] = one.ephemeral_message_id
        return shown

    def _reactions(self, one: Message, me: User) -> Iterable[Json]:
        by_emoji: dict[str, list[int]] = {}
        for who, emoji in one.reactions.items():
            for each in emoji:
                by_emoji.setdefault(each, []).append(who)
        for each, people in by_emoji.items():
            yield {"emoji": each, "mine": me.id in people, "who": [self._name(who) for who in people]}

    def _name(self, who: int) -> str:
        person = self.telegram.users.get(who)
        return person.first_name if person else self.telegram.chats[who].title

    def _service(self, one: Message) -> str | None:
        """A service message in words."""
        if one.service is None:
            return None
        kind, value = next(iter(one.service.items()))
        name = one.sender.first_name
        details = value if isinstance(value, dict) else {}
        words = {
            "new_chat_members": f"{name} joined the group",
            "left_chat_member": f"{details.get('first_name', name)} left the group",
            "pinned_message": f"{name} pinned a message",
            "forum_topic_created": f"{name} created the topic “{details.get('name')}”",
            "forum_topic_closed": f"{name} closed the topic",
            "forum_topic_reopened": f"{name} reopened the topic",
            "migrate_to_chat_id": "The group was upgraded to a supergroup",
            "migrate_from_chat_id": "The group was upgraded to a supergroup",
        }
        return words.get(kind, kind.replace("_", " "))

    def _rich(self, one: Rich | None) -> list[Json] | None:
        """Its blocks; photos as the page can show them."""
        return None if one is None else [self._block(each) for each in one.blocks]

    def _block(self, block: Json) -> Json:
        shown = dict(block)
        if isinstance(sizes := block.get("photo"), list):
            file = self.telegram.files.by_id[sizes[-1]["file_id"]]
            shown["photo"] = {"url": f"/telegram/{file.path}", "width": file.width, "height": file.height}
        for name in ("blocks", "items"):
            if isinstance(inside := block.get(name), list):
                shown[name] = [self._block(each) for each in inside]
        return shown

    def _preview(self, one: Message) -> Json | None:
        """The picture of a link preview. Only pictures of the sandbox's own VK: there is no other internet."""
        options = dict(one.link_preview or ())
        url = options.get("url")
        if options.get("is_disabled") or not isinstance(url, str) or not self.vk_url:
            return None
        if not url.startswith(f"{self.vk_url}/files/"):
            return None
        return {
            "url": "/vk" + url.removeprefix(self.vk_url),
            "large": not options.get("prefer_small_media"),
            "above": bool(options.get("show_above_text")),
        }


def _is_in(chat: Chat, person: User) -> bool:
    member = chat.members.get(person.id)
    return member is not None and member.present and chat.migrated_to is None


def _key(one: Message) -> str:
    """Ephemeral ids are used again, so their messages are told apart by their place in the chat's list."""
    if isinstance(one, EphemeralMessage):
        return f"e{one.chat.ephemerals.index(one)}"
    return str(one.message_id)


def _button(one: Button) -> Json:
    kinds = {
        "url": one.url or one.login_url,
        "web_app": one.web_app,
        "copy": one.copy_text,
        "data": one.callback_data,
        "insert": one.switch_inline_query_current_chat,
    }
    kind, value = next(((k, v) for k, v in kinds.items() if v is not None), ("none", None))
    return {"text": one.text, "style": one.style, "disabled": one.disabled, "kind": kind, "value": value}


def _media(one: Media | None) -> Json | None:
    if one is None:
        return None
    file = one.file
    return {
        "kind": one.kind, "url": f"/telegram/{file.path}", "name": file.name, "size": len(file.data),
        "width": file.width, "height": file.height, "duration": file.duration,
    }  # fmt: skip


def _reply(to: Message | None) -> Json | None:
    if to is None:
        return None
    words = to.text or (to.media and (KINDS.get(to.media.kind) or to.media.file.name)) or ""
    sender = {"id": to.sender.id, "name": to.sender.full_name}
    return {"key": _key(to), "from": sender, "text": words[:160], "gone": to.deleted}


def commands_for(commands: dict[str, list[Json]], chat: Chat, person: User) -> list[Json]:
    """The commands a client offers: of the narrowest scope that has any, in the person's language or in none."""
    wide = "all_group_chats" if chat.is_group else "all_private_chats"
    scopes: list[Json] = [
        {"type": "chat_member", "chat_id": chat.id, "user_id": person.id},
        {"type": "chat", "chat_id": chat.id},
        {"type": wide},
        {"type": "default"},
    ]
    for scope in scopes:
        for language in (person.language_code or "", ""):
            if found := commands.get(json.dumps([scope, language], sort_keys=True)):
                return found
    return []
