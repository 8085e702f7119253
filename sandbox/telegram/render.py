"""The server's state as Bot API JSON."""

from collections.abc import Mapping

from .model import (
    Button,
    Chat,
    Entity,
    EphemeralMessage,
    File,
    Json,
    Media,
    Member,
    Message,
    Rights,
    Topic,
    User,
)

ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""In whose name anonymous administrators write (facts/telegram.md, section 3)."""

RIGHTS = tuple(Rights.__dataclass_fields__)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)


def present(**fields: object) -> Json:
    """Only what is set: the server leaves absent fields out."""
    return {name: value for name, value in fields.items() if value not in (None, False)}


def user(person: User) -> Json:
    shown: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    return shown | present(
        last_name=person.last_name, username=person.username, language_code=person.language_code
    )


def me(bot: User, *, reads_all: bool) -> Json:
    return user(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": reads_all,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def chat(place: Chat, people: Mapping[int, User]) -> Json:
    if place.type == "private":
        person = people[place.id]
        names = present(first_name=person.first_name, last_name=person.last_name, username=person.username)
        return {"id": place.id, **names, "type": "private"}
    return {
        "id": place.id,
        "title": place.title,
        **present(username=place.username, is_forum=place.is_forum),
        "type": place.type,
    }


def full_chat(place: Chat, people: Mapping[int, User]) -> Json:
    """ChatFullInfo: the required fields and those that say something about this chat."""
    shown = chat(place, people) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if place.is_group:
        shown["permissions"] = dict.fromkeys(PERMISSIONS, place.can_send)
    if place.available_reactions is not None:
        shown["available_reactions"] = [
            {"type": "emoji", "emoji": each} for each in place.available_reactions
        ]
    pinned = [each for each in place.messages.values() if each.pinned and not each.deleted]
    if pinned:
        shown["pinned_message"] = message(pinned[-1], people)
    return shown


def member(one: Member) -> Json:
    shown: Json = {"user": user(one.user), "status": one.status}
    match one.status:
        case "creator":
            shown["is_anonymous"] = one.rights.is_anonymous
        case "administrator":
            shown["can_be_edited"] = False
            shown |= {name: getattr(one.rights, name) for name in RIGHTS}
        case "restricted":
            shown |= {"until_date": 0, "is_member": True, "can_edit_tag": False, "can_change_info": False}
            shown |= {"can_invite_users": False, "can_pin_messages": False, "can_manage_topics": False}
            shown |= dict.fromkeys(PERMISSIONS, False)
        case "kicked":
            shown["until_date"] = 0
    return shown


def entity(part: Entity, people: Mapping[int, User]) -> Json:
    shown: Json = {"offset": part.offset, "length": part.length, "type": part.type}
    if part.user_id is not None:
        person = people.get(part.user_id)
        shown["user"] = user(person) if person else {"id": part.user_id, "is_bot": False, "first_name": ""}
    for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
        value = getattr(part, name)
        if value is not None:
            shown[name] = value
    return shown


def button(one: Button) -> Json:
    shown: Json = {"text": one.text}
    shown |= present(
        style=one.style,
        icon_custom_emoji_id=one.icon_custom_emoji_id,
        callback_data=one.callback_data,
        url=one.url or one.login_url,
    )
    if one.web_app:
        shown["web_app"] = {"url": one.web_app}
    if one.copy_text:
        shown["copy_text"] = {"text": one.copy_text}
    if one.switch_inline_query is not None:
        shown["switch_inline_query"] = one.switch_inline_query
    if one.switch_inline_query_current_chat is not None:
        shown["switch_inline_query_current_chat"] = one.switch_inline_query_current_chat
    if one.disabled:
        shown["disabled"] = {}
    return shown


def media(attached: Media) -> Json:
    file = attached.file
    base: Json = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    match attached.kind:
        case "photo":
            return {"photo": photo_sizes(base, file)}
        case "document":
            return {"document": {**base, "file_name": file.name, "mime_type": file.mime}}
        case "voice":
            return {"voice": {**base, "duration": file.duration, "mime_type": file.mime}}
        case "sticker":
            more = {"type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": {**base, "width": 512, "height": 512, **more}}
        case "video_note":
            return {"video_note": {**base, "length": 240, "duration": file.duration}}
        case "audio":
            named = {"file_name": file.name, "mime_type": file.mime}
            return {"audio": {**base, "duration": file.duration, **named}}
        case "video" | "animation":
            named = {"file_name": file.name, "mime_type": file.mime}
            moving = {**base, "width": 320, "height": 240, "duration": file.duration, **named}
            # For clients that know no animations it is a document too (Bot API, Message.animation).
            also = {"document": {**base, **named}} if attached.kind == "animation" else {}
            return {attached.kind: moving, **also}


def photo_sizes(base: Json, file: File) -> list[Json]:
    """A thumbnail and the picture itself; the sandbox keeps one file for both."""
    scale = max(1, max(file.width, file.height) // 90)
    small = {**base, "width": max(1, file.width // scale), "height": max(1, file.height // scale)}
    return [small, {**base, "width": file.width, "height": file.height}]


def message(one: Message, people: Mapping[int, User], *, with_reply: bool = True) -> Json:
    """A Message. The replied-to message carries no nested chain (facts/telegram.md, section 3)."""
    sender = ANONYMOUS if one.sender_chat else one.sender
    shown: Json = {"message_id": one.message_id, "from": user(sender)}
    if one.sender_chat:
        shown["sender_chat"] = chat(one.sender_chat, people)
    shown |= {"chat": chat(one.chat, people), "date": one.date}
    shown |= present(edit_date=one.edit_date, has_protected_content=one.protected)
    if one.thread_id is not None:
        shown |= {"message_thread_id": one.thread_id, "is_topic_message": True}
    if isinstance(one, EphemeralMessage):
        shown |= {"receiver_user": user(one.receiver), "ephemeral_message_id": one.ephemeral_message_id}
    shown |= present(media_group_id=one.media_group_id)
    if one.forward_from:
        shown |= forward(one.forward_from)
    replied = one.reply_to or topic_root(one)
    if with_reply and replied is not None and not (one.reply_to and replied.deleted):
        shown["reply_to_message"] = message(replied, people, with_reply=False)
    shown |= content(one, people)
    if one.markup.rows:
        shown["reply_markup"] = {
            "inline_keyboard": [[button(each) for each in row] for row in one.markup.rows]
        }
    return shown


def topic_root(one: Message) -> Message | None:
    """In a topic the server names the topic's creation message as the one replied to."""
    root = one.chat.messages.get(one.thread_id) if one.thread_id is not None else None
    return root if root is not one else None


def content(one: Message, people: Mapping[int, User]) -> Json:
    if one.service is not None:
        return one.service
    if one.rich is not None:
        return {"rich_message": {"blocks": list(one.rich.blocks), **present(is_rtl=one.rich.is_rtl)}}
    name, kind = ("caption", "caption_entities") if one.media else ("text", "entities")
    shown = media(one.media) if one.media else {}
    if one.text or not one.media:
        shown[name] = one.text
    if one.entities:
        shown[kind] = [entity(each, people) for each in one.entities]
    if one.link_preview is not None:
        shown["link_preview_options"] = dict(one.link_preview)
    return shown


def forward(origin: Message) -> Json:
    if origin.sender.hidden:
        name = origin.sender.full_name
        told = {"type": "hidden_user", "sender_user_name": name, "date": origin.date}
        return {"forward_origin": told, "forward_sender_name": name, "forward_date": origin.date}
    return {
        "forward_origin": {"type": "user", "sender_user": user(origin.sender), "date": origin.date},
        "forward_from": user(origin.sender),
        "forward_date": origin.date,
    }


def inaccessible(one: Message, people: Mapping[int, User]) -> Json:
    """An InaccessibleMessage: too old, or deleted."""
    return {"chat": chat(one.chat, people), "message_id": one.message_id, "date": 0}


def topic(one: Topic) -> Json:
    return {"message_thread_id": one.thread_id, "name": one.name, "icon_color": one.icon_color}
