"""VK in the sandbox: a real HTTP server faithful to facts/vk.md, and the people who use it."""

from sandbox.vk.core import Call
from sandbox.vk.limits import Habits, Limits
from sandbox.vk.media import Attachment
from sandbox.vk.sandbox import VkSandbox
from sandbox.vk.state import Comment, Conversation, DirectMessage, Group, Post, User
from sandbox.vk.things import Remark, Thing
from sandbox.vk.tokens import Token

__all__ = [
    "Attachment",
    "Call",
    "Comment",
    "Conversation",
    "DirectMessage",
    "Group",
    "Habits",
    "Limits",
    "Post",
    "Remark",
    "Thing",
    "Token",
    "User",
    "VkSandbox",
]
