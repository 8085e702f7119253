"""VK: a community's wall comments and direct messages, in by Bots Long Poll, out by the API.

`parse` reads events, `errors` reads refusals, both without I/O; `client` and `longpoll` do I/O without parsing;
`connector` puts them together.
"""

from connectors.standing import Notice
from connectors.vk.client import Tokens
from connectors.vk.connector import VkConnector
from connectors.vk.sharing import Purse

__all__ = ["Notice", "Purse", "Tokens", "VkConnector"]
