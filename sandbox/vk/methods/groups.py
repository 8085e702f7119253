"""groups.*: who a community is, its members, its token's rights, its long poll."""

import re

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import bad_param
from sandbox.vk.events import KNOWN, NOT_POLLED
from sandbox.vk.media import ORIGIN
from sandbox.vk.state import Group

VERSION = re.compile(r"5\.\d{1,3}")


@method("groups.getById", "community service admin")
def get_by_id(asked: Asked) -> object:
    """`{"groups": […]}` at 5.199 (facts/vk.md, section 1); a bare list in older versions [K]."""
    names = asked.params.strings("group_ids") or asked.params.strings("group_id")
    if not names and asked.token.group_id is not None:
        names = [str(asked.token.group_id)]
    if not names:
        raise bad_param("group_ids is undefined")
    fields = asked.params.strings("fields")
    groups = [_seen_by(asked, _find(asked, name, "group_ids"), fields) for name in names]
    return {"groups": groups, "profiles": []} if asked.version >= (5, 199) else groups


def _seen_by(asked: Asked, group: Group, fields: list[str]) -> shapes.Json:
    """A person is told what they may do there (schema: groups_group.is_admin, admin_level 3 for an administrator)."""
    shape = shapes.group(group, fields)
    if asked.token.kind != "admin":
        return shape
    manages = asked.token.group_id == group.id
    return shape | {"is_admin": int(manages)} | ({"admin_level": 3} if manages else {})


@method("groups.isMember", "community service admin")
def is_member(asked: Asked) -> object:
    group = _find(asked, asked.params.required("group_id"), "group_id")
    if asked.params.has("user_ids"):
        users = asked.params.integers("user_ids", most=500, minimum=1)
        return [{"user_id": user, "member": int(user in group.members)} for user in users]
    user_id = asked.params.integer("user_id", asked.token.user_id or 0, minimum=0)
    if not user_id:
        raise bad_param("user_id is undefined")
    return int(user_id in group.members)


@method("groups.getTokenPermissions", "community")
def get_token_permissions(asked: Asked) -> object:
    return {"mask": asked.token.mask, "permissions": asked.token.permissions}


@method("groups.getLongPollServer", "community admin", community="manage", admin="groups")
def get_long_poll_server(asked: Asked) -> object:
    channel = asked.core.longpoll.channel(_group(asked).id)
    if not channel.enabled:
        raise bad_param("longpoll for this group is not enabled")
    return {
        "key": channel.key,
        "server": f"{ORIGIN}/whp/{channel.group_id}",
        "ts": asked.core.longpoll.ts(channel),
    }


@method("groups.getLongPollSettings", "community admin", community="manage", admin="groups")
def get_long_poll_settings(asked: Asked) -> object:
    channel = asked.core.longpoll.channel(_group(asked).id)
    return {
        "is_enabled": channel.enabled,
        "api_version": channel.api_version,
        "events": {name: int(on) for name, on in channel.events.items()},
    }


@method("groups.setLongPollSettings", "community admin", community="manage", admin="groups")
def set_long_poll_settings(asked: Asked) -> object:
    """What is not named stays as it is. A disabled long poll forgets nothing but hears nothing either."""
    params = asked.params
    channel = asked.core.longpoll.channel(_group(asked).id)
    version = params.text("api_version", channel.api_version)
    if not VERSION.fullmatch(version):
        raise bad_param("api_version is invalid")
    wanted = {name: params.flag(name) for name in KNOWN if params.has(name) and name not in NOT_POLLED}
    channel.enabled = params.flag("enabled", channel.enabled)
    channel.api_version = version
    channel.events.update(wanted)
    asked.core.changes.mark()
    return 1


def _group(asked: Asked) -> Group:
    asked.params.required_integer("group_id", minimum=1)
    return asked.own_group()


def _find(asked: Asked, name: str, param: str) -> Group:
    """By positive id or by short name."""
    world = asked.core.world
    number = name.removeprefix("club").removeprefix("public")
    is_id = number.isascii() and number.isdigit()
    group = world.groups.get(int(number)) if is_id else world.group_by_name(name)
    if group is None:
        raise bad_param(f"{param} is invalid")
    return group
