"""groups.*Callback*: the community's servers and what they are told (spec/vk/groups)."""

import re
from urllib.parse import urlsplit

from sandbox.vk.api import method
from sandbox.vk.callback import Hook
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.events import KNOWN

VERSION = re.compile(r"5\.\d{1,3}")
LONGEST_TITLE, LONGEST_SECRET = 14, 50
"""Of groups.addCallbackServer (spec/vk/groups)."""


@method("groups.getCallbackConfirmationCode", "community admin", community="manage", admin="groups")
def get_callback_confirmation_code(asked: Asked) -> object:
    return {"code": asked.core.callback.code(_group(asked))}


@method("groups.getCallbackServers", "community admin", community="manage", admin="groups")
def get_callback_servers(asked: Asked) -> object:
    wanted = asked.params.integers("server_ids", most=100, minimum=0)
    found = [one for one in asked.core.callback.servers(_group(asked)) if not wanted or one.id in wanted]
    return {"count": len(found), "items": [_shown(one) for one in found]}


@method("groups.addCallbackServer", "community admin", community="manage", admin="groups")
def add_callback_server(asked: Asked) -> object:
    """With every event off."""
    hook = Hook(_group(asked), *_entered(asked), events=set(), title=asked.params.text("title"))
    hook.creator_id = asked.token.user_id or 0
    return {"server_id": asked.core.callback.enter(hook).id}


@method("groups.editCallbackServer", "community admin", community="manage", admin="groups")
def edit_callback_server(asked: Asked) -> object:
    """The events stay as they are; the address is asked for the code anew."""
    hook = _server(asked)
    hook.url, hook.secret = _entered(asked)
    hook.title = asked.params.text("title")
    asked.core.callback.confirm_soon(hook)
    return 1


@method("groups.deleteCallbackServer", "community admin", community="manage", admin="groups")
def delete_callback_server(asked: Asked) -> object:
    asked.core.callback.remove(_server(asked))
    return 1


@method("groups.getCallbackSettings", "community admin", community="manage", admin="groups")
def get_callback_settings(asked: Asked) -> object:
    hook = _server(asked)
    return {"api_version": hook.api_version, "events": {name: int(name in hook.events) for name in KNOWN}}


@method("groups.setCallbackSettings", "community admin", community="manage", admin="groups")
def set_callback_settings(asked: Asked) -> object:
    """What is not named stays as it is."""
    hook = _server(asked)
    version = asked.params.text("api_version", hook.api_version)
    if not VERSION.fullmatch(version):
        raise bad_param("api_version is invalid")
    for name in KNOWN:
        if asked.params.has(name):
            (hook.events.add if asked.params.flag(name) else hook.events.discard)(name)
    hook.api_version = version
    asked.core.changes.mark()
    return 1


def _group(asked: Asked) -> int:
    asked.params.required_integer("group_id", minimum=1)
    return asked.own_group().id


def _server(asked: Asked) -> Hook:
    group_id = _group(asked)
    if not asked.params.has("server_id"):
        raise VkError(104)
    return asked.core.callback.server(group_id, asked.params.required_integer("server_id", minimum=0))


def _entered(asked: Asked) -> tuple[str, str]:
    """Address and secret. Unlike VK, the sandbox takes plain http and any port."""
    url, secret = asked.params.required("url"), asked.params.text("secret_key")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_param("url is invalid")
    if len(asked.params.required("title")) > LONGEST_TITLE:
        raise bad_param(f"title should be less or equal to {LONGEST_TITLE} letters")
    if len(secret) > LONGEST_SECRET:
        raise bad_param(f"secret_key should be less or equal to {LONGEST_SECRET} letters")
    return url, secret


def _shown(hook: Hook) -> dict[str, object]:
    return {
        "id": hook.id,
        "title": hook.title,
        "creator_id": hook.creator_id,
        "url": hook.url,
        "secret_key": hook.secret,
        "status": hook.status,
    }
