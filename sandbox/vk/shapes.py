"""State as VK writes it in JSON. Field lists: spec/vk/{wall,messages,users,groups}/objects.json and facts/vk.md."""

from collections.abc import Iterable

from sandbox.vk.state import Comment, Conversation, DirectMessage, Group, Post, User, World

Json = dict[str, object]


def post_event(post: Post) -> Json:
    """wall_post_new, wall_repost."""
    shape: Json = {
        "inner_type": "wall_wallpost",
        "id": post.id,
        "from_id": post.from_id,
        "owner_id": post.owner_id,
        "date": post.date,
        "post_type": post.post_type,
        "text": post.text,
        "comments": {"count": 0},
    }
    if post.signer_id:
        shape["signer_id"] = post.signer_id
    if post.attachments:
        shape["attachments"] = [each.as_vk() for each in post.attachments]
    if post.copy_of:
        shape["copy_history"] = [post_event(post.copy_of)]
    return shape


def post(post: Post, world: World) -> Json:
    """wall.get, wall.getById, newsfeed.search."""
    live = [comment for comment in world.comments_of(post) if not comment.deleted]
    can_post = 0 if post.comments_closed else 1
    return post_event(post) | {
        "type": "post",
        "attachments": [each.as_vk() for each in post.attachments],
        "comments": {"can_post": can_post, "count": len(live), "groups_can_post": bool(can_post)},
        "likes": {"can_like": 1, "count": len(post.likes), "user_likes": 0},
        "reposts": {"count": len(world.reposts_of(post)), "user_reposted": 0},
        "views": {"count": post.views},
    }


def comment_event(comment: Comment, thread: bool = True) -> Json:
    """wall_reply_new, _edit, _restore."""
    shape: Json = {
        "id": comment.id,
        "from_id": comment.from_id,
        "date": comment.date,
        "text": comment.text,
        "post_owner_id": comment.owner_id,
        "post_id": comment.post.id,
        "owner_id": comment.owner_id,
        "parents_stack": list(comment.parents_stack),
    }
    if not comment.parents_stack and thread:
        shape["thread"] = _thread(comment.post, 0, [])
    return shape | _reply_and_attachments(comment)


def comment(
    comment: Comment, replies: list[Comment], shown: int, need_likes: bool = False, preview: int = 0
) -> Json:
    """wall.getComments: a root carries its thread with the first `shown` replies (`thread_items_count`).

    `preview`: characters of the text; 0 for all.
    """
    shape: Json = {
        "id": comment.id,
        "from_id": 0 if comment.deleted else comment.from_id,
        "date": comment.date,
        "text": "" if comment.deleted else comment.text[: preview or None],
        "post_id": comment.post.id,
        "owner_id": comment.owner_id,
        "parents_stack": list(comment.parents_stack),
    }
    if comment.deleted:
        shape["deleted"] = True
    else:
        shape |= _reply_and_attachments(comment)
    if need_likes:
        shape["likes"] = {"can_like": 1, "count": len(comment.likes), "user_likes": 0}
    if not comment.parents_stack:
        items = [_plain(reply, need_likes, preview) for reply in replies[:shown]]
        shape["thread"] = _thread(comment.post, len(replies), items)
    return shape


def _plain(reply: Comment, need_likes: bool, preview: int) -> Json:
    return comment(reply, [], 0, need_likes, preview)


def _thread(post: Post, count: int, items: list[Json]) -> Json:
    can_post = not post.comments_closed
    return {
        "count": count,
        "items": items,
        "can_post": can_post,
        "show_reply_button": can_post,
        "groups_can_post": can_post,
    }


def _reply_and_attachments(comment: Comment) -> Json:
    shape: Json = {}
    if comment.reply_to_comment:
        shape["reply_to_user"] = comment.reply_to_user
        shape["reply_to_comment"] = comment.reply_to_comment
    if comment.attachments:
        shape["attachments"] = [each.as_vk() for each in comment.attachments]
    return shape


def message(message: DirectMessage) -> Json:
    """A message in events and in messages.get*."""
    shape: Json = {
        "id": message.id,
        "date": message.date,
        "peer_id": message.peer_id,
        "from_id": message.from_id,
        "out": message.out,
        "version": 10_000_000 + message.id,
        "text": message.text,
        "conversation_message_id": message.conversation_message_id,
        "fwd_messages": [foreign(each) for each in message.forwards],
        "important": False,
        "random_id": message.random_id,
        "attachments": [each.as_vk() for each in message.attachments],
        "is_hidden": False,
    }
    optional: Json = {
        "admin_author_id": message.admin_author_id,
        "update_time": message.update_time,
        "keyboard": message.keyboard,
        "payload": message.payload or None,
        "geo": message.geo,
        "reply_message": foreign(message.reply_to) if message.reply_to else None,
    }
    return shape | {key: value for key, value in optional.items() if value is not None}


def foreign(message: DirectMessage) -> Json:
    """A quoted message, with what is quoted in it (spec/vk/messages, messages_foreign_message)."""
    shape: Json = {
        "id": message.id,
        "date": message.date,
        "from_id": message.from_id,
        "peer_id": message.peer_id,
        "text": message.text,
        "conversation_message_id": message.conversation_message_id,
        "attachments": [each.as_vk() for each in message.attachments],
    }
    if message.forwards:
        shape["fwd_messages"] = [foreign(each) for each in message.forwards]
    return shape | ({"geo": message.geo} if message.geo else {})


def client_info() -> Json:
    return {
        "button_actions": ["text", "callback", "open_link", "location", "open_app", "intent_subscribe"],
        "keyboard": True,
        "inline_keyboard": True,
        "carousel": True,
        "lang_id": 0,
    }


def conversation(conversation: Conversation, can_write: bool) -> Json:
    last = conversation.visible[-1]
    shape: Json = {
        "peer": {"id": conversation.peer_id, "type": "user", "local_id": conversation.peer_id},
        "last_message_id": last.id,
        "last_conversation_message_id": last.conversation_message_id,
        "in_read": conversation.in_read,
        "out_read": conversation.out_read,
        "sort_id": {"major_id": 0, "minor_id": last.id},
        "version": 10_000_000 + last.id,
        "important": False,
        "unanswered": not last.out,
        "can_write": {"allowed": True} if can_write else {"allowed": False, "reason": 901},
    }
    return shape | ({"unread_count": conversation.unread} if conversation.unread else {})


def user(user: User, fields: Iterable[str]) -> Json:
    """users.get: what a person did not fill in is not there; a deactivated page has hardly anything."""
    if user.deactivated:
        gone = user.deactivated == "deleted"
        return {
            "id": user.id,
            "first_name": "DELETED" if gone else user.first_name,
            "last_name": "" if gone else user.last_name,
            "deactivated": user.deactivated,
        }
    shape: Json = {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "can_access_closed": True,
        "is_closed": False,
    }
    return shape | _only(_user_fields(user), fields)


def _user_fields(user: User) -> Json:
    return {
        "city": {"id": sum(map(ord, user.city)), "title": user.city} if user.city else None,
        "followers_count": user.followers,
        "screen_name": user.screen_name or f"id{user.id}",
        "domain": user.screen_name or f"id{user.id}",
        "photo_50": "https://vk.com/images/camera_50.png",
        "photo_100": "https://vk.com/images/camera_100.png",
        "photo_200": "https://vk.com/images/camera_200.png",
    }


def group(group: Group, fields: Iterable[str] = ()) -> Json:
    """groups.getById."""
    shape: Json = {
        "id": group.id,
        "name": group.name,
        "screen_name": group.screen_name,
        "is_closed": 0,
        "type": "group",
        "photo_50": "https://vk.com/images/community_50.png",
        "photo_100": "https://vk.com/images/community_100.png",
        "photo_200": "https://vk.com/images/community_200.png",
    }
    return shape | _only(
        {"members_count": len(group.members) + group.strangers, "description": "", "can_message": 1}, fields
    )


def _only(available: Json, fields: Iterable[str]) -> Json:
    return {name: available[name] for name in fields if available.get(name) is not None}


def owners(ids: Iterable[int], world: World, fields: Iterable[str] = ()) -> Json:
    """`profiles` and `groups` of an extended answer."""
    unique = dict.fromkeys(ids)
    wanted = ["screen_name", "photo_50", "photo_100", *fields]
    return {
        "profiles": [user(world.users[each], wanted) for each in unique if each in world.users],
        "groups": [group(world.groups[-each], fields) for each in unique if -each in world.groups],
    }
