"""groups.ban, unban, getBanned: the blacklist. Who is not on it cannot be taken off: 104, as getBanned says it."""

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.state import Ban, Group


@method("groups.ban", "admin", admin="groups")
def ban(asked: Asked) -> object:
    group, user_id, params = _group(asked), _person(asked), asked.params
    now, ends = asked.core.world.now(), params.integer("end_date", 0, minimum=0)
    if ends and ends <= now:
        raise bad_param("end_date is in the past")
    reason = params.integer("reason", 0, minimum=0, maximum=4)
    params.flag("comment_visible")
    asked.core.blacklist.ban(
        group, user_id, Ban(asked.token.user_id or 0, now, ends, reason, params.text("comment"))
    )
    return 1


@method("groups.unban", "admin", admin="groups")
def unban(asked: Asked) -> object:
    if not asked.core.blacklist.lift(_group(asked), _person(asked), asked.token.user_id or 0):
        raise VkError(104)
    return 1


@method("groups.getBanned", "community admin", community="manage", admin="groups")
def get_banned(asked: Asked) -> object:
    """20 at a time, 200 at most; `owner_id` asks for one, 104 if they are not on it."""
    params, bans = asked.params, _group(asked).bans_now(asked.core.world.now())
    one = params.optional_integer("owner_id")
    if one is not None and one not in bans:
        raise VkError(104)
    chosen = [one] if one is not None else list(bans)
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=200)
    fields = params.strings("fields")
    return {
        "count": len(chosen),
        "items": [
            {
                "type": "profile",
                "profile": shapes.user(asked.core.world.users[who], fields),
                "ban_info": {
                    "admin_id": bans[who].admin_id,
                    "date": bans[who].date,
                    "end_date": bans[who].end_date,
                    "reason": bans[who].reason,
                    "comment": bans[who].comment,
                },
            }
            for who in chosen[offset : offset + count]
        ],
    }


def _group(asked: Asked) -> Group:
    asked.params.required_integer("group_id", minimum=1)
    return asked.own_group()


def _person(asked: Asked) -> int:
    """The blacklist is of people here; VK takes communities too."""
    user_id = asked.params.required_integer("owner_id")
    if user_id not in asked.core.world.users:
        raise VkError(113)
    return user_id
