"""The methods of the API; importing this package registers them in `sandbox.vk.api.METHODS`."""

from sandbox.vk.methods import (
    account,
    bans,
    callback,
    execute,
    groups,
    likes,
    messages,
    messages_read,
    newsfeed,
    things,
    uploads,
    users,
    wall,
    wall_read,
)

__all__ = [
    "account",
    "bans",
    "callback",
    "execute",
    "groups",
    "likes",
    "messages",
    "messages_read",
    "newsfeed",
    "things",
    "uploads",
    "users",
    "wall",
    "wall_read",
]
