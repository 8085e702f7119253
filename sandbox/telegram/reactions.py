"""The 73 emoji a reaction may be (ReactionTypeEmoji in the Bot API 10.1 specification), as they are sent."""

from .errors import bad
from .fields import Fields
from .model import Chat, Json

LISTED = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 "
)
EMOJI = frozenset(LISTED.split())
BOT_MAX = 1


def check_emoji(chat: Chat, emoji: str) -> None:
    """Refuse what is not in the list, and what the chat's administrators do not allow."""
    if emoji not in EMOJI:
        raise bad("REACTION_INVALID")
    if chat.available_reactions is not None and emoji not in chat.available_reactions:
        raise bad("REACTION_INVALID")


def parse_reactions(value: object, chat: Chat) -> tuple[str, ...]:
    """The parameter `reaction` of setMessageReaction: nothing, or one emoji."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise bad("Expected an Array of ReactionType")
    found = tuple(reaction_emoji(each) for each in value)
    if len(found) > BOT_MAX:
        raise bad("REACTIONS_TOO_MANY")
    for emoji in found:
        check_emoji(chat, emoji)
    return found


def reaction_emoji(value: object) -> str:
    if not isinstance(value, dict):
        raise bad("Can't parse ReactionType: expected an Object")
    fields = Fields(value, "Can't parse ReactionType: expected an Object")
    kind = fields.text("type")
    if kind == "custom_emoji":
        raise bad("REACTION_INVALID")
    if kind != "emoji":
        raise bad("Can't parse ReactionType: invalid reaction type specified")
    return fields.text("emoji")


def as_types(emoji: tuple[str, ...]) -> list[Json]:
    return [{"type": "emoji", "emoji": each} for each in emoji]
