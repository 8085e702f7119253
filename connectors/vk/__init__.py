"""VK: a community's wall comments and direct messages, in by Bots Long Poll or Callback API, out by the API.

`parse` reads events, `errors` reads refusals, both without I/O; `client`, `longpoll` and `callback` do I/O without parsing;
`connector` puts them together.
"""

from connectors.standing import Notice
from connectors.vk.callback import Callback
from connectors.vk.client import Tokens
from connectors.vk.connector import VkConnector
from connectors.vk.sharing import Purse
from connectors.vk.transport import own_origin

__all__ = ["Callback", "Notice", "Purse", "Tokens", "VkConnector", "own_origin"]
