"""getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat."""

from .. import render
from ..access import Need, chat_for
from ..errors import bad
from ..model import Json, Member
from ..params import Params
from ..state import World


def get_chat(world: World, params: Params) -> Json:
    return render.full_chat(chat_for(world, params, Need.READ), world.users)


def get_chat_member(world: World, params: Params) -> Json:
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad("Invalid user_id specified")
    chat = chat_for(world, params, Need.READ if user_id == world.bot.id else Need.MEMBERS)
    if user_id not in world.users:
        raise bad("PARTICIPANT_ID_INVALID")
    found = chat.members.get(user_id) or Member(world.users[user_id], "left")
    return render.member(found)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """The owner first; other bots are left out."""
    chat = chat_for(world, params, Need.MEMBERS)
    if not chat.is_group:
        raise bad("there are no administrators in the private chat")
    found = [each for each in chat.members.values() if each.is_admin]
    shown = [each for each in found if not each.user.is_bot or each.user is world.bot]
    return [render.member(each) for each in sorted(shown, key=lambda each: each.status != "creator")]


def get_chat_member_count(world: World, params: Params) -> int:
    chat = chat_for(world, params, Need.MEMBERS)
    return sum(each.present for each in chat.members.values()) if chat.is_group else 2


def leave_chat(world: World, params: Params) -> bool:
    chat = chat_for(world, params, Need.READ)
    if not chat.is_group:
        raise bad("chat member status can't be changed in private chats")
    world.change_member(world.bot, chat, "left", world.bot)
    return True
