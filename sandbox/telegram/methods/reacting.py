"""setMessageReaction."""

from ..access import Need, chat_for
from ..errors import bad
from ..params import Params
from ..reactions import parse_reactions
from ..state import World


def set_message_reaction(world: World, params: Params) -> bool:
    """At most one emoji; none takes the reaction back. No update comes of a bot's own reactions."""
    value = params.json("reaction", "Can't parse reaction types JSON object")
    chat = chat_for(world, params, Need.READ)
    message = world.message_of(chat, params.integer("message_id"))
    if message is None or message.service is not None:
        raise bad("message to react not found")
    message.reactions[world.bot.id] = parse_reactions(value, chat)
    world.ticker.announce()
    return True
