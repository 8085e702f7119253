"""getMe, the bot's commands, getWebhookInfo."""

import json
import re

from .. import render
from ..errors import bad
from ..fields import Fields
from ..model import Json
from ..params import Params
from ..state import World

COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
SCOPE_NAMES = (
    "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member"
)
SCOPES = frozenset(SCOPE_NAMES.split())


def get_me(world: World, _params: Params) -> Json:
    return render.me(world.bot, reads_all=not world.privacy)


def set_my_commands(world: World, params: Params) -> bool:
    value = params.json("commands", "Can't parse commands JSON object")
    if not isinstance(value, list):
        raise bad("Expected an Array of BotCommand")
    if len(value) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[scope_key(params)] = [command(each) for each in value]
    world.ticker.announce()
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(scope_key(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(scope_key(params), None)
    world.ticker.announce()
    return True


def command(value: object) -> Json:
    fields = Fields(value, "Can't parse BotCommand: expected an Object")
    name, description = fields.text("command").removeprefix("/"), fields.text("description")
    if not COMMAND.match(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    shown: Json = {"command": name, "description": description}
    return shown | {"is_ephemeral": True} if fields.flag("is_ephemeral") else shown


def scope_key(params: Params) -> str:
    """Scope and language as one key."""
    value = params.json("scope", "Can't parse BotCommandScope JSON object")
    if value is None:
        value = {"type": "default"}
    fields = Fields(value, "Can't parse BotCommandScope: BotCommandScope must be an Object")
    if fields.text("type") not in SCOPES:
        raise bad("Can't parse BotCommandScope: Unsupported type specified")
    return json.dumps([fields.raw, params.text("language_code")], sort_keys=True)


def get_webhook_info(world: World, _params: Params) -> Json:
    hook, queue = world.webhook, world.queue
    queue.expire(world.now)
    shown: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
    }
    if hook.last_error:
        shown |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if hook.url:
        shown |= {"max_connections": hook.max_connections, "ip_address": hook.ip_address or "127.0.0.1"}
    if queue.allowed_given:
        shown["allowed_updates"] = queue.allowed_given
    return shown
